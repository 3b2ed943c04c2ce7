//! The same API is understood in the same way in each dialect.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::Path;

use letterpress::diagnostic::Diagnostic;
use letterpress::node::Node;
use letterpress::source::{Source, Sources};
use serde_json::Value;

/// Each folder of `dialects` holds one API, written in every dialect that has its constructs.
const VERSIONS: [&str; 4] = ["2.0", "3.0", "3.1", "3.2"];

/// The APIs that are written in the same words, as far as the dialects have the same. In others null is a branch of `anyOf`
/// in one and `nullable` in another, so the trees differ and what is understood does not.
const SAME_WORDS: [&str; 7] = ["callbacks", "forms", "newer", "orders", "parameters", "places", "security"];

fn apis() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn versions(api: &str) -> Vec<&'static str> {
    let there: Vec<_> = VERSIONS.into_iter().filter(|version| Path::new(&format!("{api}/{version}.yaml")).exists()).collect();
    assert!(there.len() > 1, "{api}");
    there
}

fn name(api: &str) -> &str {
    api.rsplit('/').next().unwrap()
}

fn source(api: &str, version: &str) -> (Sources, letterpress::source::SourceId) {
    let path = format!("{api}/{version}.yaml");
    let mut sources = Sources::default();
    let id = sources.add(Source { text: std::fs::read_to_string(&path).unwrap(), path });
    (sources, id)
}

fn canonical(api: &str, version: &str) -> Node {
    let (sources, id) = source(api, version);
    let mut found = Vec::new();
    let node = letterpress::node::read(&sources, id, &mut found).unwrap();
    let tree = letterpress::dialect::canonical(node, &sources, &mut found);
    let errors: Vec<&Diagnostic> = found.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    let tree = tree.unwrap_or_else(|| panic!("{errors:#?}"));
    letterpress::document::document(&tree).unwrap_or_else(|error| panic!("{error:?}"));
    tree
}

/// The tree without what a dialect cannot help but say: its version, and the name of a body, which only 2.0 has.
fn plain(tree: &Node) -> Value {
    let mut value: Value = serde_json::from_str(&tree.to_json()).unwrap();
    value.as_object_mut().unwrap().remove("openapi");
    without_names(&mut value);
    value
}

fn without_names(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("x-canonical-name");
            members.values_mut().for_each(without_names);
        }
        Value::Array(elements) => elements.iter_mut().for_each(without_names),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn one_api_is_one_canonical_tree() {
    for api in apis().into_iter().filter(|api| SAME_WORDS.contains(&name(api))) {
        let versions = versions(&api);
        let expected = plain(&canonical(&api, versions[1]));
        for version in versions {
            let found = plain(&canonical(&api, version));
            let (a, b) = (serde_json::to_string_pretty(&expected).unwrap(), serde_json::to_string_pretty(&found).unwrap());
            let differing = a.lines().zip(b.lines()).position(|(a, b)| a != b);
            let near = |text: &str| {
                text.lines().skip(differing.unwrap_or_default().saturating_sub(5)).take(12).collect::<Vec<_>>().join("\n")
            };
            assert!(found == expected, "{api}, {version}:\n{}\n--- expected:\n{}", near(&b), near(&a));
        }
    }
}

/// What is generated does not depend on the dialect either, nor does what is said about it.
#[test]
fn one_api_is_one_intermediate_representation() {
    for api in apis() {
        let versions = versions(&api);
        let expected = understood(&api, versions[1]);
        assert!(expected.is_ok(), "{api}: {expected:#?}");
        for version in versions {
            assert_eq!(understood(&api, version), expected, "{api}, {version}");
        }
    }
}

/// The API, or the errors as `CODE message`, sorted: places differ from dialect to dialect.
fn understood(api: &str, version: &str) -> Result<letterpress::ir::Api, Vec<String>> {
    let (sources, id) = source(api, version);
    let (understood, mut found) = letterpress::understand(&sources, id);
    found.retain(Diagnostic::is_error);
    let mut errors: Vec<String> = found.iter().map(|it| format!("{} {}", it.code.0, it.message)).collect();
    errors.sort();
    understood.map(|it| it.api).ok_or(errors)
}
