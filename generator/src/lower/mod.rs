//! Lowering: from the canonical tree and the typed document to the IR, which has no references.
//!
//! `types` makes a definition or a use of every schema after `classify` has decided which; `check` states what the
//! standard demands of the JSON, apart from that; `path` and what it calls lower operations; `facts` walks the
//! finished graph.

mod admit;
mod alternatives;
mod answer;
mod api;
mod around;
mod beyond;
mod boxing;
mod callback;
mod check;
mod classify;
mod common;
mod content;
mod context;
mod contradiction;
mod default;
mod discriminator;
mod docs;
mod evaluated;
mod example;
pub(crate) mod extension;
mod extra;
mod facts;
mod fields;
mod form;
mod guess;
mod held;
mod holding;
mod items;
mod key;
mod kind;
mod leading;
mod letter;
mod literal;
mod media_type;
mod members;
mod multipart;
mod narrowed;
mod null;
mod object;
mod only;
mod operation;
mod origin;
mod parameter;
mod path;
mod path_query;
mod patterned;
mod range;
mod response;
mod route;
mod scoped;
mod secret;
mod security;
mod server;
mod shared;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tuple;
mod types;
mod union;
mod verdict;
mod view;
mod xml;

pub(crate) use verdict::{Side, Verdicts};

use context::Context;

use crate::diagnostic::{Diagnostic, Severity};
use crate::format;
use crate::ir;
use crate::names::Wrapped;
use crate::node::Node;
use crate::pointer::Pointer;

/// The API that a document describes; `None` when a mistake was found. Every mistake of the document is recorded in one run,
/// warnings too.
///
/// `document` is the typed reading of `tree`, which is in canonical form (see [`crate::dialect`]).
pub fn lower(tree: &Node, document: &openapiv3::OpenAPI, diagnostics: &mut Vec<Diagnostic>) -> Option<ir::Api> {
    lower_with_verdicts(tree, document, Wrapped::default(), diagnostics).0
}

/// The same, and what can then still be asked about values of the document's schemas. `earlier` is what earlier runs made of its
/// components.
pub(crate) fn lower_with_verdicts<'a>(
    tree: &'a Node,
    document: &'a openapiv3::OpenAPI,
    earlier: Wrapped,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<ir::Api>, Verdicts<'a>) {
    let mut cx = Context::new(tree, document, earlier);
    types::components(&mut cx);
    security::schemes(&mut cx);
    security::of_document(&mut cx);
    let mut api = api::lower(&mut cx);
    default::settle(&mut cx);
    let outline = cx.types.outline();
    api.types = std::mem::replace(&mut cx.types, outline);
    api.xml = std::mem::take(&mut cx.xml);
    api.runtime_features = cx.asserted.iter().flat_map(|format| format.features()).copied().collect();
    api.wrapped = cx.within.keys().cloned().collect();
    boxing::resolve(&mut cx, &mut api.types);
    extra::keep(&mut api.types, &cx.keeping);
    scoped::tell(&mut cx, &api.types);
    facts::compute(&mut api);
    only::find(&mut cx, &mut api.types);
    fields::share(&mut api);
    answer::find(&mut api);
    let failed = cx.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics.append(&mut cx.diagnostics);
    ((!failed).then_some(api), Verdicts::new(cx))
}

/// How JSON is written in a string of a media type, where a check reads it.
pub(crate) fn content_encoding(media_type: &str, encoding: Option<&str>) -> Option<ir::Encoding> {
    check::encoding(media_type, encoding)
}

/// What a `format` decides in a schema of these types: the type that Rust holds, and a check. Without types it speaks about strings.
pub(crate) fn format_decides(schema: &Node, types: &[&str], name: &str) -> (bool, bool) {
    let mut kinds: Vec<_> = types.iter().filter_map(|name| ir::JsonType::named(name)).collect();
    if types.is_empty() {
        kinds.push(ir::JsonType::String);
    }
    let schema = view::Schema::new(schema, Pointer::root());
    kinds.retain(|kind| schema.is_about(name, *kind, types));
    format::decides(&kinds, name)
}
