//! Each lint has a file in `tests/`: a description in which it finds something, with the places in its first line, and
//! behind `--- silent` one in which it does not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::diagnostic::{codes::lints, places};
use crate::source::{Source, Sources};
use crate::{dialect, document, lower, node};

/// What is said about a description, and the table of its files.
fn lint_with(text: &str, levels: &Levels) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "openapi.yaml".to_owned(), text: text.to_owned() });
    let mut diagnostics = Vec::new();
    let node = node::read(&sources, main, &mut diagnostics).unwrap_or_else(|errors| panic!("{errors:?}\n{text}"));
    let tree = dialect::canonical(node, &sources, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:?}\n{text}"));
    let document = document::document(&tree).unwrap();
    diagnostics.clear();
    let (_, verdicts) = lower::lower_with_verdicts(&tree, &document, crate::names::Wrapped::default(), &mut Vec::new());
    run(&tree, &document, verdicts, levels, &mut diagnostics);
    (diagnostics, sources)
}

/// The places of one lint's findings, as `line:column`.
fn found(lint: &'static Lint, text: &str) -> Vec<String> {
    let (diagnostics, sources) = lint_with(text, &Levels::default().with(lint, Level::Warn));
    let own = diagnostics.iter().filter(|diagnostic| diagnostic.code == lint.explanation.code);
    let place = |span| places(&sources, span).map(|(start, _)| format!("{}:{}", start.line, start.column)).unwrap();
    let mut spans: Vec<Span> = own.map(|diagnostic| diagnostic.span.expect("a finding has a place")).collect();
    spans.sort();
    spans.into_iter().map(place).collect()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/tests").join(format!("{name}.yaml"))
}

#[test]
fn each_lint_finds_what_it_should_and_nothing_else() {
    let mut wrong = Vec::new();
    for lint in all() {
        let text = std::fs::read_to_string(fixture(lint.name)).unwrap_or_else(|_| panic!("{} has no file in tests/", lint.name));
        let (first, silent) = text.split_once("--- silent\n").expect("a part in which the lint is silent");
        let expected = first.lines().next().unwrap().strip_prefix("# finds ").unwrap();
        let there = found(lint, first).join(", ");
        if there != expected || there.is_empty() {
            wrong.push(format!("{}: expected {expected}, found {there}", lint.name));
        }
        let noise = found(lint, silent).join(", ");
        if !noise.is_empty() {
            wrong.push(format!("{}: found {noise} where it should be silent", lint.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_files_and_codes_belong_together() {
    let files: BTreeSet<String> = FILES.iter().map(|file| file.replace('_', "-")).collect();
    assert_eq!(files, all().map(|lint| lint.name.to_owned()).collect());
    let fixtures = std::fs::read_dir(fixture("x").parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let fixtures: BTreeSet<String> = fixtures.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(fixtures, files);
    for (index, lint) in all().enumerate() {
        assert_eq!(lint.explanation.code.0, format!("L{:04}", index + 1), "{}", lint.name);
    }
}

const SLASH: &str = "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/:
    ALLOW
    get: { operationId: a, responses: { '200': { description: d }, '400': { description: d } } }
";

fn with_allow(allow: &str) -> Vec<String> {
    let text = SLASH.replace("ALLOW", allow);
    let (diagnostics, _) = lint_with(&text, &Levels::default());
    let own = diagnostics.iter().filter(|diagnostic| diagnostic.code.0 != "L0013");
    own.map(|diagnostic| format!("{} {}", diagnostic.code.0, diagnostic.message)).collect()
}

#[test]
fn an_exception_silences_and_announces_when_it_is_obsolete() {
    assert_eq!(with_allow("x-none: 1"), ["L0005 `/a/` ends in a slash"]);
    assert!(with_allow("x-letterpress-allow: { trailing-slash: The gateway needs it. }").is_empty());
    assert_eq!(
        with_allow("x-letterpress-allow: { trailing-slash: Gateway., unused-tag: Later. }"),
        ["W0701 `unused-tag` finds nothing here"]
    );
}

#[test]
fn an_exception_that_is_wrong_is_an_error() {
    let codes = |allow| with_allow(allow).iter().map(|text| text[..5].to_owned()).collect::<Vec<_>>();
    assert_eq!(codes("x-letterpress-allow: { trailing-slash: ' ' }"), [lints::NO_REASON.0, "L0005"]);
    assert_eq!(codes("x-letterpress-allow: { traling-slash: Gateway. }"), [lints::UNKNOWN_LINT.0, "L0005"]);
    assert_eq!(codes("x-letterpress-allow: [trailing-slash]"), [lints::ALLOW_SHAPE.0, "L0005"]);
}

#[test]
fn an_exception_of_the_document_holds_everywhere() {
    let text = SLASH.replace("    ALLOW\n", "").replace("info:", "x-letterpress-allow: { trailing-slash: Gateway. }\ninfo:");
    let (diagnostics, _) = lint_with(&text, &Levels::default());
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code.0 == "L0013"), "{diagnostics:?}");
}

#[test]
fn an_exception_is_read_wherever_an_object_stands() {
    let text = "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas: { A: { type: string, xml: { name: a, x-letterpress-allow: { no-lint: b } } } }
  securitySchemes:
    o: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://a', scopes: {}, x-letterpress-allow: { no-lint: b } } } }
";
    let (diagnostics, _) = lint_with(text, &Levels::default());
    let unknown = diagnostics.iter().filter(|diagnostic| diagnostic.code == lints::UNKNOWN_LINT);
    assert_eq!(unknown.count(), 2, "{diagnostics:?}");
}

#[test]
fn an_example_says_what_was_meant() {
    let text = "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: object, required: [a], properties: { a: { type: string } }, example: EXAMPLE }
";
    let help = |example: &str| {
        let (diagnostics, _) = lint_with(&text.replace("EXAMPLE", example), &Levels::default());
        let help = diagnostics.iter().find(|diagnostic| diagnostic.code.0 == "L0023").unwrap().help.clone();
        help.unwrap_or_default().to_string()
    };
    assert!(help("{ $ref: '#/components/examples/A' }").starts_with("a reference within an example is not followed"));
    assert!(help("'{\"a\": \"b\"}'").starts_with("write the value itself"));
    assert_eq!(help("{ b: c }"), "");
}

#[test]
fn settings_decide_how_loud_a_lint_is() {
    let settings = |text: &str| {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "lints.yaml".to_owned(), text: text.to_owned() });
        Levels::read(&sources, id)
    };
    let text = SLASH.replace("    ALLOW\n", "");
    let (denied, _) = lint_with(&text, &settings("trailing-slash: deny").unwrap());
    assert!(denied.iter().any(|diagnostic| diagnostic.is_error() && diagnostic.code.0 == "L0005"));
    let (allowed, _) = lint_with(&text, &settings("trailing-slash: allow\nresponse-without-schema: allow").unwrap());
    assert!(allowed.is_empty(), "{allowed:?}");
    let wrong = settings("traling-slash: deny\nunused-tag: off").unwrap_err();
    assert_eq!(wrong.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [lints::UNKNOWN_LINT, lints::LEVEL]);
    assert_eq!(wrong[0].help.as_deref(), Some("did you mean `trailing-slash`?"));
    let by_code = settings("l0005: deny").unwrap_err();
    assert_eq!(by_code[0].help.as_deref(), Some("did you mean `trailing-slash`?"));
}

#[test]
fn a_place_that_has_an_error_is_not_spoken_about_again() {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "a.yaml".to_owned(), text: SLASH.replace("    ALLOW\n", "") });
    let mut diagnostics = Vec::new();
    let tree = dialect::canonical(node::read(&sources, main, &mut diagnostics).unwrap(), &sources, &mut diagnostics).unwrap();
    let document = document::document(&tree).unwrap();
    let place = tree.get("paths").unwrap().entries()[0].key_span;
    let mut diagnostics = vec![Diagnostic::error(lints::LEVEL, place, "something")];
    let (_, verdicts) = lower::lower_with_verdicts(&tree, &document, crate::names::Wrapped::default(), &mut Vec::new());
    run(&tree, &document, verdicts, &Levels::default(), &mut diagnostics);
    assert!(!diagnostics.iter().any(|diagnostic| diagnostic.code.0 == "L0005"));
}

#[test]
fn the_manual_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../LINTS.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == manual(), "LINTS.md is stale: run `cargo xtask codegen`, which writes what `lint::manual` returns");
}

/// Each schema has all that follow as its parts: as long as there are not too many, all of them are looked at.
#[test]
fn the_parts_of_all_schemas_together_are_looked_at_within_limits() {
    let lint = all().find(|lint| lint.name == "required-unknown-property").unwrap();
    let told = |layers: usize| {
        let mut text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for layer in 0..layers {
            let to: Vec<_> = (0..20).map(|place| format!("{{$ref: '#/components/schemas/S{}x{place}'}}", layer + 1)).collect();
            let parts =
                if layer + 1 == layers { "properties: {p: {}}".to_owned() } else { format!("allOf: [{}]", to.join(", ")) };
            let schemas = (0..20).map(|place| format!("    S{layer}x{place}: {{type: object, required: [q], {parts}}}\n"));
            text.extend(schemas);
        }
        found(lint, &text).len()
    };
    assert_eq!(told(5), 100);
    assert!((1..1200).contains(&told(60)));
}
