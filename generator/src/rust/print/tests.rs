#![allow(clippy::unwrap_used)]

//! In the tests of this crate every item that is laid out is printed by prettyplease as well, and must be the same: see `push_piece`.
//! So these need only generate.

use std::fmt::Write as _;
use std::path::Path;

use super::{raw, type_text};
use crate::source::{Source, Sources};
use crate::{File, Options};

fn files(path: &str, text: String) -> Option<Vec<File>> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: path.to_owned(), text });
    crate::generate(&sources, main, &Options::default()).files
}

#[test]
fn what_is_laid_out_is_what_prettyplease_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut printed = 0;
    for folder in ["tests/cases", "specs/cuoral", "specs/revnue", "specs/shingleai", "specs/togai", "specs/truvami"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(&path).unwrap();
                printed += files("openapi.yaml", text).map_or(0, |files| files.len());
            }
        }
    }
    assert!(printed > 1_000, "{printed}");
}

/// Names of every length, so that each line that can be broken is just short enough, and just too long.
#[test]
fn it_is_so_for_every_length_of_a_line() {
    let (mut paths, mut schemas) = (String::new(), String::new());
    for length in 1..80 {
        let name = format!("N{}", "a".repeat(length));
        let reference = format!("{{$ref: '#/components/schemas/{name}'}}");
        let list = format!("{{type: array, items: {{type: object, additionalProperties: {reference}}}}}");
        write!(
            paths,
            "
  /{name}/{{id}}:
    get:
      operationId: get{name}
      deprecated: true
      parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
      - {{name: {name}, in: query, schema: {{type: array, items: {reference}}}}}
      responses:
        '200': {{description: d, content: {{application/json: {{schema: {list}}}}}}}
        4XX: {{description: d, headers: {{{name}: {{schema: {{type: string}}}}}}, content: {{application/json: {{schema: {reference}}}}}}}
    post:
      operationId: {name}
      parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}]
      requestBody: {{required: true, content: {{application/json: {{schema: {reference}}}}}}}
      responses: {{'201': {{description: d}}, '404': {{description: d}}}}"
        )
        .unwrap();
        write!(
            schemas,
            "
    {name}:
      type: object
      required: [own, text]
      properties: {{own: {list}, text: {{type: string}}, at: {{type: string, enum: [a, b]}}, {name}: {{type: array, items: {list}}}}}
    {name}s: {list}
    {name}Or: {{oneOf: [{reference}, {list}]}}"
        )
        .unwrap();
    }
    let head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}";
    let files = files("openapi.yaml", format!("{head}\npaths:{paths}\ncomponents:\n  schemas:{schemas}\n"));
    assert!(files.unwrap().iter().any(|file| file.path.starts_with("server/")));
}

#[test]
fn a_type_is_text_of_one_line() {
    for ty in ["Option<BTreeMap<String, Vec<super::A>>>", "impl Into<String>", "(A, &'static str)", "<A as super::B>::C"] {
        assert_eq!(type_text(&ty.parse().unwrap()), ty);
    }
}

#[test]
fn a_raw_string_is_one_that_rustc_takes() {
    assert_eq!(raw("a"), "\"a\"");
    assert_eq!(raw("\\d"), "r\"\\d\"");
    assert_eq!(raw("\"\\d\"#"), "r##\"\"\\d\"#\"##");
    let most = format!("\"{}", "#".repeat(254));
    assert!(raw(&most).starts_with(&format!("r{}\"", "#".repeat(255))));
    let more = format!("{most}#");
    assert_eq!(raw(&more), format!("{more:?}"));
}
