//! Dialect: a description of any supported version becomes the canonical form, tree to tree, spans kept.
//!
//! The canonical form is OpenAPI 3.0 as `openapiv3` reads it, plus reserved keys `x-canonical-...` for what 3.0 or that
//! crate cannot say. A description may not use such keys itself. Before the walk over the document (`identifiers`,
//! `path_items`, `swagger::{deep, copy}`, `media_types`) things move to where they are used; in the walk each object is
//! checked and then rewritten, inner ones first (`rewrite`, `swagger`); after it the targets of deep references move
//! (`hoist`). `ARCHITECTURE.md` lists the rewrites, one function each.

mod complaints;
mod copies;
mod dependencies;
mod foreign;
mod hoist;
mod identifiers;
mod links;
mod media_types;
mod mends;
mod misplaced;
mod path_items;
mod reference;
mod rewrite;
mod rules;
mod scalars;
mod shape;
mod swagger;
mod version;

pub(crate) use identifiers::{dynamic, is_dynamic, localise, part_id, rebase, without_part_ids};
pub(crate) use path_items::hidden;
pub(crate) use reference::{local_pointer, percent_decoded};

pub use crate::standard::Version;

use crate::diagnostic::Diagnostic;
use crate::node::Node;
use crate::part::Parts;
use crate::source::Sources;
use crate::standard;

/// The version that a document names; `None` if that is a mistake, which [`canonical`] reports.
pub fn version(node: &Node, sources: &Sources) -> Option<Version> {
    version::detect(node, sources).ok()
}

/// [`rewrite`] for those who want a document without errors; `None` if there is any.
pub fn canonical(node: Node, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let before = diagnostics.len();
    let tree = rewrite(node, sources, diagnostics);
    tree.filter(|_| !diagnostics.iter().skip(before).any(Diagnostic::is_error))
}

/// Checks the shape of a document and rewrites it to the canonical form. Everything wrong is reported in one run. Parts that
/// have an error are left as they are; `None` if it is not known which version the document follows.
pub fn rewrite(node: Node, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    rewrite_with(node, sources, &mut Parts::default(), diagnostics)
}

/// [`rewrite`] of a document with parts of other files. Components that it makes itself are added to `parts`.
pub fn rewrite_with(mut node: Node, sources: &Sources, parts: &mut Parts, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let version = match version::detect(&node, sources) {
        Ok(version) => version,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let before = diagnostics.len();
    let mut copies = copies::Copies::of(&node);
    if version.has_json_schema() {
        dependencies::split(&mut node, version, diagnostics);
        identifiers::resolve(&mut node, parts, diagnostics);
    }
    path_items::inline(&mut node, version, &mut copies, diagnostics);
    let swagger = match version {
        Version::V20 => swagger::prepare(&mut node, &mut copies, parts, diagnostics),
        Version::V30 | Version::V31 | Version::V32 => swagger::Facts::default(),
    };
    if version >= Version::V32 {
        media_types::inline(&mut node, &mut copies);
    }
    let components = reference::Components::of(&node, version, diagnostics);
    let place = node.span;
    let root = standard::root(version);
    let (hoists, subject) = (hoist::Hoists::default(), complaints::Subject::field(root, ""));
    let mut walk = shape::Walk {
        sources,
        version,
        components,
        hoists,
        swagger,
        copies,
        subject,
        links: links::Links::default(),
        diagnostics,
    };
    shape::object(&mut walk, &mut node, root, place);
    let (hoists, copies, links) = (walk.hoists, walk.copies, walk.links);
    diagnostics.extend(links.complaints());
    diagnostics.extend(copies.complaint());
    hoist::apply(&mut node, version, hoists, parts, diagnostics);
    let mut seen = std::collections::HashSet::new();
    let mut index = 0;
    // What was copied to several places is wrong there for one reason.
    diagnostics.retain(|it| {
        index += 1;
        index <= before || seen.insert((it.span, it.code, it.message.clone()))
    });
    Some(node)
}

#[cfg(test)]
mod tests;
