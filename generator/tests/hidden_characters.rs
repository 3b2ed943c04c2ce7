//! Names of files with characters that are obeyed or not shown: they reach no header and no terminal, and files stay known by them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::path::Path;
use std::process::{Command, Output};

use letterpress::characters;

const SPEC: &str =
    "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: string, wrong: 1}\n";

fn letterpress(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_letterpress")).current_dir(folder).args(arguments).output().unwrap()
}

fn hidden(text: &str) -> Option<char> {
    characters::hidden(text).map(|(_, c)| c).find(|c| *c != '\n')
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap())),
        }
    }
    files
}

#[test]
fn a_hostile_path_reaches_no_header() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a\u{202e}b.yaml", "a\u{202d}b.yaml", "a\nb\u{1b}[31m.yaml", "-->.yaml", "a\\b.yaml", r"a\u{202e}b.yaml"];
    let mut headers = std::collections::BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        std::fs::write(folder.path().join(name), SPEC).unwrap();
        let output = format!("out{index}");
        let argument = format!("./{name}");
        let arguments = ["generate", &argument, "-o", &output, "--crate", "hostile"];
        let first = letterpress(folder.path(), &arguments);
        assert!(first.status.success(), "{first:?}");
        let written = files(&folder.path().join(&output));
        for (path, text) in &written {
            assert_eq!(hidden(text), None, "{path}");
        }
        let readme = written.iter().find(|(path, _)| path.ends_with("README.md")).unwrap();
        headers.insert(readme.1.lines().next().unwrap().to_owned());
        assert!(readme.1.lines().nth(1).unwrap().starts_with("<!-- Do not edit"), "{}", readme.1);
        let again = String::from_utf8(letterpress(folder.path(), &arguments).stdout).unwrap();
        assert!(again.contains("0 files written") && again.contains("0 deleted"), "{again}");
    }
    assert_eq!(headers.len(), names.len(), "{headers:?}");
}

/// What rustc refuses in a comment (`text_direction_codepoint_in_comment`) is not there.
#[test]
fn rustc_takes_what_a_hostile_path_gives() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("f\u{2066}")).unwrap();
    std::fs::write(folder.path().join("f\u{2066}/a\u{202e}b.yaml"), SPEC).unwrap();
    let made = letterpress(folder.path(), &["generate", "f\u{2066}/a\u{202e}b.yaml", "-o", "out"]);
    assert!(made.status.success(), "{made:?}");
    let text = std::fs::read_to_string(folder.path().join("out/mod.rs")).unwrap();
    let header: String = text.lines().take_while(|line| line.starts_with("//")).map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.path().join("header.rs"), format!("{header}\npub const A: u8 = 0;\n")).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built =
        Command::new(rustc).current_dir(folder.path()).args(["--crate-type", "lib", "--emit", "metadata", "header.rs"]).output();
    let built = built.unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

#[test]
fn no_format_of_diagnostics_prints_them() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[31m\u{202e}\u{9b}b.yaml";
    std::fs::write(folder.path().join(name), SPEC.replace("wrong", "\"wr\\u202eo\\e[31mng\"")).unwrap();
    for format in ["human", "github", "json", "sarif"] {
        let output = letterpress(folder.path(), &["check", name, "--format", format]);
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            assert_eq!(hidden(&text), None, "{format}: {text:?}");
        }
    }
    let absent = letterpress(folder.path(), &["check", "absent\u{1b}[31m.yaml"]);
    assert_eq!(hidden(&String::from_utf8(absent.stderr).unwrap()), None);
    let output = letterpress(folder.path(), &["generate", name, "-o", "out\u{1b}[31m"]);
    for stream in [output.stdout, output.stderr] {
        assert_eq!(hidden(&String::from_utf8(stream).unwrap()), None);
    }
}

/// The runner of GitHub Actions obeys `##[` anywhere in a line, and `::` at its start.
#[test]
fn no_output_commands_a_runner() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a ##[add-path]b.yaml";
    let spec = SPEC.replace("wrong: 1", "'##[set-env name=A]b': 1, format: '##[error]c'").replace("A:", "'##[debug]A':");
    std::fs::write(folder.path().join(name), spec).unwrap();
    let runs: [&[&str]; 7] = [
        &["check", name, "--format", "human"],
        &["check", name, "--format", "github"],
        &["check", name, "--format", "json"],
        &["check", name, "--format", "sarif"],
        &["check", name, "--report=full"],
        &["generate", name, "-o", "##[group]out"],
        &["check", "##[error]absent.yaml"],
    ];
    for arguments in runs {
        let output = letterpress(folder.path(), arguments);
        let text = [output.stdout, output.stderr].map(|stream| String::from_utf8(stream).unwrap()).concat();
        assert!(text.contains("#\\u{23}[") || text.contains("#\\u0023["), "{arguments:?}: {text}");
        assert!(!text.contains("##[") && !text.lines().any(|line| line.trim_start().starts_with("::debug")), "{text}");
    }
}

/// No line of what a run prints begins with text that somebody else chose.
#[test]
fn no_line_that_is_printed_is_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let spec = SPEC
        .replace("version: '1'", "version: '1', description: \"a\\n::error::b\\n##[add-path]/x\\n\"")
        .replace("A:", "'::error::c':");
    std::fs::write(folder.path().join("a.yaml"), spec).unwrap();
    let runs: [(&[&str], i32); 8] = [
        (&["bundle", "a.yaml"], 0),
        (&["bundle", "a.yaml", "--as", "json"], 0),
        (&["check", "a.yaml", "--report=full"], 0),
        (&["generate", "a.yaml", "-o", "::error::out"], 0),
        (&["::error::x"], 2),
        (&["check", "a.yaml", "a\n  ::error::x\n##[add-path]/x\u{1b}[31m"], 2),
        (&["generate", "a.yaml", "-o", "out", "--crate", "a\n::error::x\u{202e}##vso[a]"], 2),
        (&["check", "a.yaml", "--format", "##[error]x"], 2),
    ];
    for (arguments, code) in runs {
        let output = letterpress(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        let text = [output.stdout, output.stderr].map(|stream| String::from_utf8(stream).unwrap()).concat();
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{arguments:?}: {text}");
        assert!(!text.contains("##[") && !text.contains("##vso[") && hidden(&text).is_none(), "{arguments:?}: {text}");
    }
    for (arguments, code) in [(&["--help"][..], 0), (&["generate", "--help"], 0), (&["--version"], 0), (&[], 2), (&["check"], 2)]
    {
        let output = letterpress(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        assert_eq!(output.stdout.is_empty(), code != 0, "{arguments:?}: {output:?}");
    }
}
