//! `$dynamicRef` with several answers, as `dialect/identifiers/dynamic.rs` writes it.

use super::super::context::Context;
use super::super::view::Schema;
use super::check;
use crate::dialect::dynamic::{ANCHOR, ANSWER, OWN};
use crate::ir::{Check, Keyword};

/// The anchors of the resource that a schema leads into.
pub(super) fn scope<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let mut anchors = Vec::new();
    for (key, anchored) in schema.map("$defs") {
        if let Some(name) = key.strip_prefix(ANCHOR) {
            anchors.push((name.to_owned(), check(cx, &anchored)));
        }
    }
    (!anchors.is_empty()).then_some(Keyword::Scope(anchors))
}

/// The reference itself.
pub(super) fn reference<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let name = schema.text("$dynamicRef")?.to_owned();
    let own = schema.map("$defs").into_iter().find(|(key, _)| *key == OWN);
    let otherwise = own.map_or(Check::default(), |(_, own)| check(cx, &own));
    Some(Keyword::Dynamic { name, otherwise })
}

/// All schemas that a dynamic reference may lead to.
pub(in crate::lower) fn answers<'a>(schema: &Schema<'a>) -> Vec<Schema<'a>> {
    if !schema.has("$dynamicRef") {
        return Vec::new();
    }
    schema.map("$defs").into_iter().filter(|(key, _)| key.starts_with(ANSWER)).map(|(_, answer)| answer).collect()
}
