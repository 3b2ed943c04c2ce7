//! Where a check has to note which members and elements it evaluates, for `unevaluatedProperties` and `unevaluatedItems` of the same
//! schema or of one around it (JSON Schema 2020-12, core, section 11). Most schemas have neither; they note nothing.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::leading::leading;
use super::view::{self, Schema};
use crate::ir::{Keyword, Notes};
use crate::pointer::Pointer;

/// What a schema's `unevaluatedProperties` and `unevaluatedItems` need at run time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub(super) members: bool,
    pub(super) items: bool,
}

/// The schemas of a description that ask, and those whose checks tell them.
#[derive(Clone, Debug, Default)]
pub(super) struct Evaluated {
    asks: HashMap<Pointer, Asks>,
    tells: HashSet<Pointer>,
}

/// What the schema asks for, beyond what is known before a value is seen.
pub(super) fn asks<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Asks {
    known(cx).asks.get(&schema.at).copied().unwrap_or_default()
}

/// Whether somebody asks what the check of this schema evaluates.
pub(super) fn tells<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    known(cx).tells.contains(&schema.at)
}

/// What the keywords of a schema itself evaluate. `patternProperties` and `contains` tell it by themselves.
pub(super) fn notes(schema: &Schema<'_>, asks: Asks) -> Vec<Keyword> {
    let mut out = Vec::new();
    let names: Vec<String> = schema.map("properties").into_iter().map(|(name, _)| name.to_owned()).collect();
    if schema.has("additionalProperties") || schema.has("unevaluatedProperties") && !asks.members {
        out.push(Keyword::Notes(Notes::AllMembers));
    } else if !names.is_empty() {
        out.push(Keyword::Notes(Notes::Members(names)));
    }
    let first = schema.list("prefixItems").len();
    if schema.has("items") || schema.has("unevaluatedItems") && !asks.items {
        out.push(Keyword::Notes(Notes::AllItems));
    } else if first > 0 {
        out.push(Keyword::Notes(Notes::FirstItems(first)));
    }
    out
}

fn known<'c>(cx: &'c mut Context<'_>) -> &'c Evaluated {
    if cx.evaluated.is_none() {
        let found = find(cx);
        cx.evaluated = Some(found);
    }
    cx.evaluated.get_or_insert_default()
}

fn find(cx: &mut Context<'_>) -> Evaluated {
    let mut found = Evaluated::default();
    let holders = view::holders(cx.tree, &["unevaluatedProperties", "unevaluatedItems"]);
    let dynamic = dynamic(cx, &holders);
    for schema in holders {
        let wants = |keyword: &str| schema.child(keyword).is_some_and(|rest| !super::check::free(rest.node));
        let members = wants("unevaluatedProperties") && !schema.has("additionalProperties");
        let items = wants("unevaluatedItems") && !schema.has("items");
        let asks = Asks {
            members: members && (depends(&schema) || parts(cx, &schema).iter().any(|part| dynamic.contains(&part.at))),
            items: items && PARTS_OF_ITEMS.iter().any(|keyword| schema.has(keyword)),
        };
        if asks != Asks::default() {
            found.asks.insert(schema.at.clone(), asks);
            spread(cx, schema, &mut found.tells);
        }
    }
    found
}

/// What may evaluate elements beside `prefixItems`.
const PARTS_OF_ITEMS: [&str; 8] = ["allOf", "anyOf", "oneOf", "if", "contains", "dependentSchemas", "$ref", "$dynamicRef"];

/// Whether the members that a schema evaluates are more than those of `properties`, its own and of its `allOf`, or depend on the value.
fn depends(schema: &Schema<'_>) -> bool {
    const DEPENDS: [&str; 7] =
        ["oneOf", "anyOf", "if", "dependentSchemas", "patternProperties", "additionalProperties", "$dynamicRef"];
    DEPENDS.iter().any(|keyword| schema.has(keyword))
}

/// What the branches of `allOf` lead to.
fn parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    schema.list("allOf").iter().filter_map(|branch| cx.follow(branch)).collect()
}

/// The parts of these schemas, at any distance, of which it depends on the value what they evaluate. Each is looked at once.
fn dynamic<'a>(cx: &mut Context<'a>, holders: &[Schema<'a>]) -> HashSet<Pointer> {
    let open: Vec<Schema<'a>> = holders.iter().flat_map(|schema| parts(cx, schema)).collect();
    let is_end = |part: &Schema<'a>| part.has("unevaluatedProperties") || depends(part);
    leading(open, is_end, |part| parts(cx, part))
}

/// The schema and all that is applied to the same value by it.
fn spread<'a>(cx: &mut Context<'a>, schema: Schema<'a>, tells: &mut HashSet<Pointer>) {
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        if !tells.insert(schema.at.clone()) {
            continue;
        }
        if schema.reference().is_some() {
            open.extend(cx.follow(&schema));
            continue;
        }
        open.extend(["allOf", "anyOf", "oneOf"].iter().flat_map(|keyword| schema.list(keyword)));
        open.extend(["if", "then", "else"].iter().filter_map(|keyword| schema.child(keyword)));
        open.extend(schema.map("dependentSchemas").into_iter().map(|(_, dependent)| dependent));
        open.extend(super::check::answers(&schema));
        let children = cx.children.get(&schema.at).cloned().unwrap_or_default();
        open.extend(children.into_iter().filter_map(|at| Some(Schema::new(cx.node(&at)?, at))));
    }
}
