//! The members of an object: what its own `properties`, its `allOf` branches and its alternatives declare together.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::admit;
use super::context::Context;
use super::discriminator;
use super::literal::{self, Literals};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::node::Value;

/// The members of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Members<'a> {
    /// Declared members: branch by branch of `allOf`, each in its order.
    pub(super) list: IndexMap<&'a str, Member<'a>>,
    /// Names that must be there.
    pub(super) required: IndexSet<&'a str>,
    /// What undeclared members must satisfy, where `additionalProperties` or `patternProperties` hold schemas.
    pub(super) kept: Vec<Schema<'a>>,
    /// `additionalProperties: true`, or a schema that allows anything.
    pub(super) free: bool,
    /// `additionalProperties: false`.
    pub(super) refused: bool,
    /// `additionalProperties` or `unevaluatedProperties` speaks of every member that is not declared.
    bounded: bool,
}

/// What is said about one member.
#[derive(Clone, Debug, Default)]
pub(super) struct Member<'a> {
    /// Schemas that all hold.
    pub(super) all: Vec<Schema<'a>>,
    /// Schemas of `oneOf` or `anyOf` branches: some of them hold.
    pub(super) some: Vec<Schema<'a>>,
}

impl<'a> Member<'a> {
    /// All schemas that speak of it.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Schema<'a>> {
        self.all.iter().chain(&self.some)
    }
}

impl<'a> Members<'a> {
    /// Whether there is a field to make: a member that is declared, or required without being declared.
    pub(super) fn has_fields(&self) -> bool {
        !self.list.is_empty() || !self.required.is_empty()
    }

    /// Whether some undeclared members have a schema, and others may hold anything.
    pub(super) fn partly_kept(&self) -> bool {
        !self.kept.is_empty() && !self.bounded
    }

    /// Adds what must hold as well.
    fn join(&mut self, other: &Members<'a>) {
        for (name, member) in &other.list {
            let known = self.list.entry(name).or_default();
            add(&mut known.all, &member.all);
            add(&mut known.some, &member.some);
        }
        self.required.extend(other.required.iter().copied());
        add(&mut self.kept, &other.kept);
        self.free |= other.free;
        self.refused |= other.refused;
        self.bounded |= other.bounded;
    }

    /// Adds alternatives, of which at least one holds.
    fn join_some(&mut self, branches: &[Rc<Members<'a>>]) {
        for branch in branches {
            for (name, member) in &branch.list {
                let known = self.list.entry(name).or_default();
                add(&mut known.some, &member.all);
                add(&mut known.some, &member.some);
            }
            add(&mut self.kept, &branch.kept);
            self.free |= branch.free;
        }
        self.bounded |= branches.iter().all(|branch| branch.bounded);
        if let Some((first, rest)) = branches.split_first() {
            let everywhere = first.required.iter().filter(|name| rest.iter().all(|branch| branch.required.contains(*name)));
            self.required.extend(everywhere);
        }
    }
}

/// Adds schemas that are not there yet: a component that is reached by several ways counts once.
fn add<'a>(schemas: &mut Vec<Schema<'a>>, more: &[Schema<'a>]) {
    for schema in more {
        if !schemas.iter().any(|known| known.at == schema.at) {
            schemas.push(schema.clone());
        }
    }
}

/// The members of an object schema; `None` when `allOf` leads back to it, which has been told.
pub(super) fn members<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Rc<Members<'a>>> {
    if let Some(known) = cx.members.get(&schema.at) {
        return known.clone();
    }
    if !cx.flattening.insert(schema.at.clone()) {
        cx.tell(
            Diagnostic::error(lowering::ALL_OF_CYCLE, schema.span(), "this schema is a part of itself")
                .note("`allOf`, `oneOf` and `anyOf` lead from it back to it without a property or an item between")
                .help("move the common members into a schema of their own"),
        );
        return None;
    }
    let found = match (cx.descend(schema), schema.reference()) {
        (false, _) => None,
        (true, Some(_)) => cx.follow(schema).and_then(|target| members(cx, &target)),
        (true, None) => collect(cx, schema).map(Rc::new),
    };
    cx.ascend();
    cx.flattening.remove(&schema.at);
    cx.members.insert(schema.at.clone(), found.clone());
    found
}

fn collect<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Members<'a>> {
    let mut out = Members::default();
    // In the order in which the parts are written.
    for entry in schema.node.entries() {
        match entry.key.as_str() {
            "allOf" => {
                for branch in schema.list("allOf") {
                    let part = members(cx, &branch)?;
                    cx.admits_members(part.list.len(), schema).then(|| out.join(&part))?;
                }
            }
            "properties" => declare(&mut out, schema),
            group @ ("oneOf" | "anyOf") if !discriminator::is_base(cx, schema) => alternatives(cx, &mut out, schema, group)?,
            _ => {}
        }
    }
    out.required.extend(schema.strings("required"));
    rest(&mut out, schema);
    Some(out)
}

fn declare<'a>(out: &mut Members<'a>, schema: &Schema<'a>) {
    for (name, property) in schema.map("properties") {
        out.list.entry(name).or_default().all.push(property);
    }
}

fn alternatives<'a>(cx: &mut Context<'a>, out: &mut Members<'a>, schema: &Schema<'a>, keyword: &str) -> Option<()> {
    let branches = admit::branches(cx, schema, keyword);
    let branches = branches.iter().map(|branch| members(cx, branch)).collect::<Option<Vec<_>>>()?;
    let count = branches.iter().map(|branch| branch.list.len()).sum();
    cx.admits_members(count, schema).then(|| out.join_some(&branches))
}

/// `additionalProperties` and `patternProperties`.
fn rest<'a>(out: &mut Members<'a>, schema: &Schema<'a>) {
    out.kept.extend(schema.map("patternProperties").into_iter().map(|(_, values)| values));
    let keyword = if schema.has("additionalProperties") { "additionalProperties" } else { "unevaluatedProperties" };
    let Some(additional) = schema.child(keyword) else { return };
    out.bounded = true;
    if additional.never() {
        out.refused = true;
    } else if additional.node.value == Value::Bool(true) || additional.node.entries().is_empty() {
        out.free = true;
    } else {
        out.kept.push(additional);
    }
}

/// The strings that a member lists, if it lists any.
pub(super) fn listed_strings<'a>(cx: &mut Context<'a>, members: &Members<'a>, name: &str) -> Option<Vec<String>> {
    let member = members.list.get(name)?;
    member.all.iter().rev().find_map(|source| {
        let target = cx.follow(source)?;
        match literal::literals(cx, &target)? {
            Literals::Strings(values) => Some(values),
            Literals::Integers(_) | Literals::Mixed(_) => None,
        }
    })
}

/// The members of several object schemas that must all hold.
pub(super) fn joined<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> Option<Members<'a>> {
    if let [only] = schemas {
        return members(cx, only).map(|members| (*members).clone());
    }
    let mut out = Members::default();
    for schema in schemas {
        let part = members(cx, schema)?;
        cx.admits_members(part.list.len(), schema).then(|| out.join(&part))?;
    }
    Some(out)
}
