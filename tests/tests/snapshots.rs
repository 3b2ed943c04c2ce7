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
    let lines: String = files.iter().fold(String::new(), |text, file| text + &format!("{:>5} {}\n", file.text.lines().count(), file.path));
    format!("{lines}{diagnostics}")
}
