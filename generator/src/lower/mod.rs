//! Lowering.
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::node::Node;

/// The API that a document describes.
pub fn lower(_tree: &Node, _document: &openapiv3::OpenAPI, _diagnostics: &mut Vec<Diagnostic>) -> Option<ir::Api> {
    None
}
