//! Letterpress turns OpenAPI descriptions into Rust that a team commits and reviews.
//!
//! The library is pure: text in, files and diagnostics out. No clock, no environment, no network; only [`writer`] touches
//! the disk. The pipeline is [`understand`], and printing what it understood:
//!
//! ```text
//! Source -> Node -> dialect -> openapiv3::OpenAPI -> ir::Api -> Names -> rust -> File
//! ```
//!
//! ```
//! use letterpress::source::{Source, Sources};
//!
//! let mut sources = Sources::default();
//! let main = sources.add(Source {
//!     path: "openapi.yaml".to_owned(),
//!     text: "{openapi: 3.0.3, info: {title: Empty, version: '1'}, paths: {}}".to_owned(),
//! });
//! let generated = letterpress::generate(&sources, main, &letterpress::Options::default());
//! assert!(generated.files.is_some(), "{}", letterpress::diagnostic::render(&generated.diagnostics, &sources));
//! ```

pub mod diagnostic;
pub mod dialect;
pub mod document;
pub mod file;
pub mod ir;
pub mod lint;
pub mod lower;
pub mod names;
pub mod node;
pub mod overlay;
pub mod pointer;
pub mod reference;
pub mod rust;
pub mod source;
pub mod writer;

pub use diagnostic::Diagnostic;
pub use file::File;
pub use rust::Options;

use names::Names;
use node::Node;
use source::{SourceId, Sources};

/// What a run produced.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The files, their paths relative to the folder of the module; `None` if there was an error.
    pub files: Option<Vec<File>>,
    /// Errors and warnings, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// An API as every stage saw it.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The canonical tree: OpenAPI 3.0 with reserved keys, spans kept.
    pub tree: Node,
    /// The typed document.
    pub document: openapiv3::OpenAPI,
    /// The API without references.
    pub api: ir::Api,
    /// Every Rust identifier and file name.
    pub names: Names,
}

/// Turns a description into the files of a module: models, client, server.
pub fn generate(sources: &Sources, main: SourceId, options: &Options) -> Generated {
    let (understood, diagnostics) = understand(sources, main);
    Generated { files: understood.map(|it| rust::files(&it.api, &it.names, options)), diagnostics }
}

/// Runs every stage but the printing. A stage that finds errors ends the run, after it reported all of them.
pub fn understand(sources: &Sources, main: SourceId) -> (Option<Understood>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let understood = stages(sources, main, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    if diagnostics.iter().any(Diagnostic::is_error) { (None, diagnostics) } else { (understood, diagnostics) }
}

fn stages(sources: &Sources, main: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Option<Understood> {
    let node = node::read(sources, main, diagnostics).map_err(|errors| diagnostics.extend(errors)).ok()?;
    let tree = dialect::canonical(node, sources, diagnostics)?;
    let document = document::document(&tree).map_err(|error| diagnostics.push(error)).ok()?;
    let api = lower::lower(&tree, &document, diagnostics)?;
    let names = names::names(&api);
    Some(Understood { tree, document, api, names })
}
