//! What the generator says to each file in `broken/`, which has one mistake.

mod support;

use letterpress::diagnostic::Severity;
use support::{Input, LINTED, check, compare, inputs, run, said};

#[test]
fn one_mistake_per_file() {
    compare("broken", inputs("tests/broken").iter().map(|input| (input.name.clone(), proof(input))));
}

/// What is not said cannot be mended, and what is said twice is noise.
#[test]
fn every_mistake_is_found_and_has_a_place() {
    let mut wrong = Vec::new();
    for input in inputs("tests/broken") {
        let (generated, _) = run(&input);
        let linted = LINTED.contains(&input.name.as_str());
        match (generated.diagnostics.is_empty(), linted) {
            (true, false) => wrong.push(format!("{}: nothing was found", input.path)),
            (false, true) => wrong.push(format!("{}: was found, take it from the list", input.path)),
            (true, true) | (false, false) => {}
        }
        let checked = if linted { check(&input).0 } else { Vec::new() };
        if linted && checked.is_empty() {
            wrong.push(format!("{}: no lint finds anything", input.path));
        }
        let placeless = generated.diagnostics.iter().chain(&checked).filter(|diagnostic| diagnostic.span.is_none());
        wrong.extend(placeless.map(|diagnostic| format!("{}: no place: {}", input.path, diagnostic.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_come_out_exactly_when_there_is_no_error() {
    for input in inputs("tests/broken").into_iter().chain(inputs("tests/cases")) {
        let (generated, _) = run(&input);
        let refused = generated.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(generated.files.is_none(), refused, "{}", input.path);
    }
}

/// The file and what is said about it.
fn proof(input: &Input) -> String {
    let (_, diagnostics) = said(input);
    format!("{}\n--- {}\n{diagnostics}", input.text, input.path)
}
