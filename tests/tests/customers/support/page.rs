//! The commands that pages print, run with the real curl.

use std::io::Write;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use tokio::process::Command;

use super::Answer;

/// A printed command with its placeholders filled in. Each has to be there, else the page would not be tested.
pub fn filled(command: &str, placeholders: &[(&str, &str)]) -> String {
    placeholders.iter().fold(command.to_owned(), |command, (placeholder, value)| {
        assert!(command.contains(placeholder), "{placeholder} is not in {command}");
        command.replace(placeholder, value)
    })
}

/// Runs a command of a page. When there is no curl, says so; there is no answer then.
pub async fn curl(command: &str) -> Option<Answer> {
    let arguments = command.strip_prefix("curl ").unwrap();
    let command = format!("curl -q --silent --show-error --include --max-time 30 --noproxy '*' {arguments}");
    let output = Command::new("sh").arg("-c").arg(&command).output().await;
    let missing = output.as_ref().map_or(true, |output| output.status.code() == Some(127));
    if missing {
        // Not `eprintln`, which the harness shows for failing tests only.
        std::io::stderr().write_all(b"curl is missing: what the page prints was not run\n").unwrap();
        return None;
    }
    let output = output.unwrap();
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(parse(&String::from_utf8(output.stdout).unwrap()))
}

fn parse(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    Answer { status, headers, body: body.to_owned() }
}
