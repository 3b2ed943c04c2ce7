//! What the benchmarks read: documents made here, and real ones that the environment names.

use std::fmt::Write as _;
use std::path::PathBuf;

use letterpress::node::Node;
use letterpress::source::{Source, SourceId, Sources};
use letterpress::{diagnostic, dialect, document, node};
use openapiv3::OpenAPI;

/// Names real documents; paths are separated as those of `PATH` are.
pub const DOCUMENTS: &str = "LETTERPRESS_BENCH_DOCUMENTS";

/// Groups of schemas and operations in the documents that are made here: the time and the memory must grow with them.
pub const GROUPS: [usize; 3] = [1_000, 4_000, 16_000];

/// A document to read.
pub struct Document {
    /// What it is called in the results.
    pub name: String,
    /// JSON text.
    pub text: String,
}

/// Whether cargo asks for measurements; it does not when it only tests that benchmarks run.
pub fn measures() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// The documents that are made here, from small to large.
pub fn made() -> Vec<Document> {
    GROUPS.iter().map(|groups| Document { name: format!("made-{groups}"), text: text(*groups) }).collect()
}

/// The paths of real documents; says so if there are none.
pub fn named() -> Vec<PathBuf> {
    match std::env::var_os(DOCUMENTS) {
        Some(paths) => std::env::split_paths(&paths).collect(),
        None => {
            println!("No real documents: {DOCUMENTS} is not set. CONTRIBUTING.md says what to set it to.");
            Vec::new()
        }
    }
}

/// What is held at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The typed document.
    Document,
    /// And the canonical tree, which the stages behind need, too.
    Both,
}

/// Text to the typed document, as a user of the library does it. `stage` is called after each of the three stages.
///
/// # Errors
/// What is wrong with the text.
pub fn typed(sources: &Sources, id: SourceId, kept: Kept, mut stage: impl FnMut()) -> Result<(Option<Node>, OpenAPI), String> {
    let mut diagnostics = Vec::new();
    let tree = node::read(sources, id, &mut diagnostics).map_err(|errors| diagnostic::render(&errors, sources))?;
    stage();
    let tree = dialect::canonical(tree, sources, &mut diagnostics);
    let tree = tree.ok_or_else(|| diagnostic::render(&diagnostics, sources))?;
    stage();
    let typed = match kept {
        Kept::Document => document::into_document(tree).map(|document| (None, document)),
        Kept::Both => document::document(&tree).map(|document| (Some(tree), document)),
    };
    let typed = typed.map_err(|error| diagnostic::render(&[error], sources))?;
    stage();
    Ok(typed)
}

/// A run with one file.
pub fn single(path: String, text: String) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add(Source { path, text });
    (sources, id)
}

/// A description in which each group adds the same: an operation with parameters, a body and responses, and two schemas.
pub fn text(groups: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for group in 0..groups {
        let comma = if group == 0 { "" } else { "," };
        let _ = write!(paths, "{comma}{}", PATH.replace('@', &group.to_string()));
        let _ = write!(schemas, "{comma}{}", SCHEMAS.replace('@', &group.to_string()));
    }
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"Made","version":"1"}},"paths":{{{paths}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

const PATH: &str = r##"
    "/things@/{id}": {
      "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
      "put": {
        "operationId": "replaceThing@",
        "summary": "Replaces a thing",
        "description": "All members of the thing are replaced; those that are \"absent\" are removed.\nA thing that is locked stays as it is.",
        "tags": ["things"],
        "parameters": [
          {"name": "dry", "in": "query", "description": "Only say what would happen.", "schema": {"type": "boolean", "default": false}},
          {"name": "fields", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing@"}}}},
        "responses": {
          "200": {
            "description": "The thing as it is now",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Thing@"},
                "examples": {"plain": {"value": {"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "name": "one", "size": 17.5, "labels": ["a", "b"], "owner": null}}}
              }
            }
          },
          "404": {"description": "There is no such thing", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Part@"}}}}
        }
      }
    }"##;

const SCHEMAS: &str = r##"
      "Thing@": {
        "type": "object",
        "description": "Something that has a name and consists of parts.",
        "required": ["id", "name"],
        "properties": {
          "id": {"type": "string", "format": "uuid", "description": "Chosen by the server."},
          "name": {"type": "string", "minLength": 1, "maxLength": 80, "example": "one"},
          "size": {"type": "number", "minimum": 0},
          "count": {"type": "integer", "format": "int32"},
          "kind": {"type": "string", "enum": ["plain", "locked", "gone"], "default": "plain"},
          "labels": {"type": "array", "items": {"type": "string"}, "maxItems": 16},
          "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part@"}},
          "owner": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Part@"}]}
        }
      },
      "Part@": {
        "oneOf": [
          {"type": "object", "properties": {"weight": {"type": "integer", "x-unit": "g"}}, "additionalProperties": false},
          {"type": "string", "pattern": "^[a-z]+$"}
        ]
      }"##;
