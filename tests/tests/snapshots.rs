//! What the generator makes of each small description in `cases/`, input and output together.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fmt::Write;

use support::{Input, compare, input, inputs, run};

#[test]
fn small_descriptions() {
    compare("cases", inputs("tests/cases").iter().map(|input| (input.name.clone(), proof(input))));
}

/// The whole output for these is committed and compared by `cargo xtask codegen --check`.
#[test]
fn lists_of_files() {
    let paths = ["specs/shingleai", "specs/revnue", "specs/cuoral", "specs/togai", "specs/truvami", "tests/kitchen-sink"];
    let texts = paths.map(|path| (path.replace('/', "-"), contents(&input(&format!("{path}/openapi.yaml")))));
    compare("files", texts);
}

/// Tokens that syn cannot read are printed as they are, on one line; nothing may come to that.
#[test]
fn every_file_is_rust() {
    for input in inputs("tests/cases") {
        for file in run(&input).0.files.unwrap_or_default().into_iter().filter(|file| file.path.ends_with(".rs")) {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok(), "{}: {}: {:?}", input.path, file.path, parsed.err());
            let longest = file.text.lines().map(str::len).max().unwrap_or_default();
            assert!(longest <= 160, "{}: {}: a line of {longest} bytes", input.path, file.path);
        }
    }
}

/// The description, each generated file, the diagnostics.
fn proof(input: &Input) -> String {
    let (generated, diagnostics) = run(input);
    let mut text = format!("// === {}\n{}", input.path, input.text);
    for file in generated.files.unwrap_or_default() {
        write!(text, "\n// === {}\n{}", file.path, file.text).unwrap();
    }
    if !diagnostics.is_empty() {
        write!(text, "\n// === diagnostics\n{diagnostics}").unwrap();
    }
    text
}

/// Each generated file with its number of lines, the diagnostics.
fn contents(input: &Input) -> String {
    let (generated, diagnostics) = run(input);
    let files = generated.files.unwrap_or_default();
    let lines: String =
        files.iter().fold(String::new(), |text, file| text + &format!("{:>5} {}\n", file.text.lines().count(), file.path));
    format!("{lines}{diagnostics}")
}
