//! The other side of both: requests and answers over plain sockets, of which nothing is read but where a message ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::{ANSWER, Outcome};

/// Sends the request `count` times over `together` connections, and reads the answers.
pub fn ask(port: u16, body: &str, together: usize, count: usize) -> Outcome<()> {
    let request = format!(
        "POST /api/v2/customer HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer token\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let calls: Vec<_> = (0..together)
        .map(|_| {
            let request = request.clone();
            thread::spawn(move || one(port, &request, count / together).map_err(|error| error.to_string()))
        })
        .collect();
    for call in calls {
        call.join().map_err(|_| "a thread panicked")??;
    }
    Ok(())
}

fn one(port: u16, request: &str, count: usize) -> Outcome<()> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    for _ in 0..count {
        (&stream).write_all(request.as_bytes())?;
        let status = message(&mut reader)?.ok_or("the server closed the connection")?;
        if !status.contains(" 201 ") {
            return Err(format!("answered {status}").into());
        }
    }
    Ok(())
}

/// Reads a message; its first line, or nothing at the end.
fn message(reader: &mut BufReader<TcpStream>) -> Outcome<Option<String>> {
    let (mut first, mut length) = (String::new(), 0);
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
    Ok(Some(first))
}

/// Answers every request on a port, as long as this process lives.
pub fn answering() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream).map_err(|error| eprintln!("{error}")));
        }
    });
    Ok(port)
}

fn answer(stream: TcpStream) -> Outcome<()> {
    stream.set_nodelay(true)?;
    let head = format!("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", ANSWER.len());
    let answer = head + ANSWER;
    let mut reader = BufReader::new(stream.try_clone()?);
    while message(&mut reader)?.is_some() {
        (&stream).write_all(answer.as_bytes())?;
    }
    Ok(())
}
