//! Where a check has to note which members and elements it evaluates, for `unevaluatedProperties` and `unevaluatedItems` of the same
//! schema or of one around it (JSON Schema 2020-12, core, section 11). Most schemas have neither; they note nothing.

use std::collections::{HashMap, HashSet};

use super::context::Context;
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
    for schema in view::holders(cx.tree, &["unevaluatedProperties", "unevaluatedItems"]) {
        let wants = |keyword: &str| schema.child(keyword).is_some_and(|rest| !super::check::free(rest.node));
        let members = wants("unevaluatedProperties") && !schema.has("additionalProperties");
        let items = wants("unevaluatedItems") && !schema.has("items");
        let asks = Asks {
            members: members && !plain(cx, &schema, &Around::Itself, &mut Vec::new()),
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
const PARTS_OF_ITEMS: [&str; 7] = ["allOf", "anyOf", "oneOf", "if", "contains", "dependentSchemas", "$ref"];

/// Whose keywords are looked at: the schema's that asks, or a part's.
enum Around {
    Itself,
    Part,
}

/// Whether the members that a schema evaluates are those of `properties`, its own and of its `allOf`, whatever the value.
fn plain<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, around: &Around, way: &mut Vec<Pointer>) -> bool {
    const DEPENDS: [&str; 6] = ["oneOf", "anyOf", "if", "dependentSchemas", "patternProperties", "additionalProperties"];
    let Some(schema) = cx.follow(schema) else { return true };
    if way.contains(&schema.at) {
        return true;
    }
    let unevaluated = matches!(around, Around::Part) && schema.has("unevaluatedProperties");
    if unevaluated || DEPENDS.iter().any(|keyword| schema.has(keyword)) {
        return false;
    }
    way.push(schema.at.clone());
    let plain = schema.list("allOf").iter().all(|branch| plain(cx, branch, &Around::Part, way));
    way.pop();
    plain
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
        let children = cx.children.get(&schema.at).cloned().unwrap_or_default();
        open.extend(children.into_iter().filter_map(|at| Some(Schema::new(cx.node(&at)?, at))));
    }
}
