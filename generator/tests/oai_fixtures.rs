//! The public fixtures of the OpenAPI Initiative: what passes is accepted, what fails is refused for the right reason at the
//! right place. They are not part of the repository; the test looks for them beside it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};

use letterpress::diagnostic::{Diagnostic, places};
use letterpress::source::{Source, Sources};

/// The errors of a file as `CODE line:column`; empty if it was accepted.
fn errors(path: &Path) -> Vec<String> {
    let mut sources = Sources::default();
    let text = std::fs::read_to_string(path).unwrap();
    let id = sources.add(Source { path: path.to_string_lossy().into_owned(), text });
    let mut found = Vec::new();
    let node = letterpress::node::read(&sources, id, &mut found).unwrap_or_else(|errors| panic!("{errors:?}"));
    let tree = letterpress::dialect::canonical(node, &sources, &mut found);
    if let Some(tree) = &tree {
        found.extend(letterpress::document::document(tree).err());
    }
    assert_eq!(tree.is_none(), found.iter().any(Diagnostic::is_error), "{}: refused without a word", path.display());
    found.retain(Diagnostic::is_error);
    found.sort_by_key(|diagnostic| diagnostic.span);
    found.iter().map(|diagnostic| line(&sources, diagnostic)).collect()
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let (start, _) = places(sources, diagnostic.span.unwrap()).unwrap();
    format!("{} {}:{}", diagnostic.code.0, start.line, start.column)
}

/// The fixtures, or nothing if they are not there.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/oai-fixtures");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there; the fixtures are never committed", folder.display());
    None
}

fn files(folder: &Path, kind: &str) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for version in ["v3.1", "v3.2"] {
        for entry in std::fs::read_dir(folder.join(version).join(kind)).unwrap() {
            let entry = entry.unwrap();
            files.push((format!("{version}/{}", entry.file_name().to_string_lossy()), entry.path()));
        }
    }
    files.sort();
    files
}

/// Files that are valid, but refer to an address: nothing is fetched, so these references are refused.
const REMOTE: &[(&str, &str)] =
    &[("v3.1/security-scheme-object-examples.yaml", "E0204 59:13"), ("v3.2/security-scheme-object-examples.yaml", "E0204 69:13")];

#[test]
fn what_passes_is_accepted() {
    let Some(folder) = folder() else { return };
    for (name, path) in files(&folder, "pass") {
        let found = errors(&path);
        let expected: Vec<&str> = REMOTE.iter().filter(|(file, _)| *file == name).map(|(_, line)| *line).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Every file that must be refused, with all its errors.
const REFUSED: &[(&str, &[&str])] = &[
    // `examples` beside `example`
    ("v3.1/example-examples.yaml", &["E0108 15:7"]),
    // a header has no `allowReserved`
    ("v3.1/header-object-allowReserved.yaml", &["E0105 12:7"]),
    // null, a number, a list
    ("v3.1/invalid_schema_types.yaml", &["E0103 10:19", "E0103 11:21", "E0103 12:20"]),
    // a link has no `body`
    ("v3.1/link-object-no-body.yaml", &["E0105 10:7"]),
    // none of `paths`, `components`, `webhooks`
    ("v3.1/no_containers.yaml", &["E0109 1:1"]),
    // `allowReserved` in a cookie; `style: cookie` is of 3.2
    ("v3.1/parameter-object-cookie-form-allowReserved.yaml", &["E0108 11:7", "E0107 16:14"]),
    // `allowReserved` in a header
    ("v3.1/parameter-object-header-allowReserved.yaml", &["E0108 10:7"]),
    // `allowReserved` in a path
    ("v3.1/parameter-object-path-allowReserved.yaml", &["E0108 10:7"]),
    // an empty `enum`
    ("v3.1/server_enum_empty.yaml", &["E0114 13:15"]),
    // a mapping, where a list is expected
    ("v3.1/servers.yaml", &["E0103 10:3"]),
    // `overlays`
    ("v3.1/unknown_container.yaml", &["E0109 1:1", "E0105 8:1"]),
    // `encoding` beside `prefixEncoding`
    ("v3.2/encoding-enc-item-exclusion.yaml", &["E0108 13:13"]),
    // `encoding` beside `itemEncoding`, which is a list
    ("v3.2/encoding-enc-prefix-exclusion.yaml", &["E0108 13:13", "E0103 13:27"]),
    // `examples` beside `example`
    ("v3.2/example-examples.yaml", &["E0108 15:7"]),
    // `value` beside `externalValue`
    ("v3.2/example-object-old-exclusions.yaml", &["E0108 10:7"]),
    // `value` beside `dataValue`
    ("v3.2/example-object-old-vs-data.yaml", &["E0108 10:7"]),
    // `value` beside `serializedValue`
    ("v3.2/example-object-old-vs-ser.yaml", &["E0108 10:7"]),
    // `serializedValue` beside `externalValue`
    ("v3.2/example-object-ser-exclusions.yaml", &["E0108 9:7"]),
    // a header has no `allowReserved`
    ("v3.2/header-object-allowReserved.yaml", &["E0105 12:7"]),
    // `=` in the name of a header
    ("v3.2/header-object-name.yaml", &["E0111 11:13"]),
    // null, a number, a list
    ("v3.2/invalid_schema_types.yaml", &["E0103 10:19", "E0103 11:21", "E0103 12:20"]),
    // `encoding` beside `itemEncoding`
    ("v3.2/media-type-enc-item-exclusion.yaml", &["E0108 11:11"]),
    // `encoding` beside `prefixEncoding`
    ("v3.2/media-type-enc-prefix-exclusion.yaml", &["E0108 11:11"]),
    // none of `paths`, `components`, `webhooks`
    ("v3.2/no_containers.yaml", &["E0109 1:1"]),
    // `query` beside `querystring`
    ("v3.2/operation-object-query-with-querystring.yaml", &["E0108 17:19"]),
    // two of `querystring`
    ("v3.2/operation-object-two-querystrings.yaml", &["E0108 16:19"]),
    // `style` beside `content`
    ("v3.2/parameter-object-content-not-with-style.yaml", &["E0108 14:7"]),
    // `allowReserved` beside `style: cookie`
    ("v3.2/parameter-object-cookie-allowReserved.yaml", &["E0108 11:7"]),
    // `allowReserved` in a header
    ("v3.2/parameter-object-header-allowReserved.yaml", &["E0108 10:7"]),
    // `[` in the name of a header
    ("v3.2/parameter-object-header-name.yaml", &["E0107 8:13"]),
    // `{` in the name of a path parameter
    ("v3.2/parameter-object-path-name.yaml", &["E0107 8:13"]),
    // `schema` in a `querystring`
    ("v3.2/parameter-object-querystring-not-with-schema.yaml", &["E0108 10:7"]),
    // `POST` has a field; besides, the schemas are not there
    (
        "v3.2/path-item-object-conflicting-additional-operation.yaml",
        &["E0201 19:25", "E0201 25:23", "E0111 37:7", "E0201 58:27", "E0201 64:25"],
    ),
    // `query` beside `querystring`
    ("v3.2/path-item-object-query-with-querystring.yaml", &["E0108 15:17"]),
    // two of `querystring`
    ("v3.2/path-item-object-two-querystrings.yaml", &["E0108 15:17"]),
    // an empty `enum`
    ("v3.2/server_enum_empty.yaml", &["E0114 13:15"]),
    // a mapping, where a list is expected
    ("v3.2/servers.yaml", &["E0103 10:3"]),
    // `overlays`
    ("v3.2/unknown_container.yaml", &["E0109 1:1", "E0105 8:1"]),
    // `nodeType` beside `attribute`
    ("v3.2/xml-attr-exclusion.yaml", &["E0108 11:9"]),
    // `nodeType` beside `wrapped`
    ("v3.2/xml-wrapped-exclusion.yaml", &["E0108 11:9"]),
];

#[test]
fn what_fails_is_refused_for_the_right_reason() {
    let Some(folder) = folder() else { return };
    let files = files(&folder, "fail");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let table: Vec<&str> = REFUSED.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, table, "the table names every file");
    for ((name, path), (_, expected)) in files.iter().zip(REFUSED) {
        assert_eq!(errors(path), *expected, "{name}");
    }
}
