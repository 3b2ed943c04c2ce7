//! The members of an object: what its own `properties`, its `allOf` branches and its alternatives declare together.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::admit::{self, Kinds};
use super::context::Context;
use super::discriminator;
use super::letter;
use super::literal::{self, Literals};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::node::{Node, Value};
use crate::pointer::Pointer;

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
    free: bool,
    /// What holds only where a condition does speaks of undeclared members.
    free_perhaps: bool,
    /// `additionalProperties: false`.
    pub(super) refused: bool,
    /// Names of members that only some branches require and nothing declares.
    pub(super) mentioned: IndexSet<&'a str>,
    /// What it takes to hold them once more.
    size: usize,
    /// `additionalProperties` or `unevaluatedProperties` speaks of every member that is not declared.
    bounded: bool,
    /// What undeclared members must satisfy holds in some branches only.
    uncertain: bool,
    /// A condition declares members, of which `unevaluatedProperties` says nothing where it holds.
    tried: bool,
}

/// What is said about one member.
#[derive(Clone, Debug, Default)]
pub(super) struct Member<'a> {
    /// Schemas that all hold.
    pub(super) all: Vec<Schema<'a>>,
    /// Schemas of `oneOf` or `anyOf` branches: some of them hold.
    pub(super) some: Vec<Schema<'a>>,
    /// Schemas that hold only where a condition does: of `then`, `else` and `dependentSchemas`.
    pub(super) perhaps: Vec<Schema<'a>>,
    /// Whichever branches hold, `some` speak of it: all branches of one union declare it, or do not allow it.
    certain: bool,
}

impl<'a> Member<'a> {
    /// All schemas that speak of it.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Schema<'a>> {
        self.all.iter().chain(&self.some).chain(&self.perhaps)
    }

    /// Whether a branch that says nothing of it, and allows anything there, may be the one that holds.
    pub(super) fn is_loose(&self) -> bool {
        self.all.is_empty() && !self.certain
    }

    /// Whether `some` may say nothing of it.
    pub(super) fn is_uncertain(&self) -> bool {
        !self.certain
    }

    fn join(&mut self, other: &Self) {
        self.certain |= other.certain;
        add(&mut self.all, &other.all);
        add(&mut self.some, &other.some);
        add(&mut self.perhaps, &other.perhaps);
    }
}

impl<'a> Members<'a> {
    /// Whether there is a field to make: a member that is declared, or required without being declared. An object of which only conditions
    /// speak is free.
    pub(super) fn has_fields(&self) -> bool {
        let declared = |member: &Member<'_>| !member.all.is_empty() || !member.some.is_empty();
        self.list.values().any(declared) || !self.required.is_empty()
    }

    /// Whether undeclared members may hold anything, and are kept: where the object itself bounds them, conditions add nothing.
    pub(super) fn is_free(&self) -> bool {
        self.free || self.free_perhaps && !self.bounded
    }

    /// Whether there is a field for members that are not declared.
    pub(super) fn keeps_others(&self) -> bool {
        !self.refused && (self.is_free() || !self.kept.is_empty())
    }

    /// Whether members that no pattern matches may hold anything.
    pub(super) fn is_partly_free(&self) -> bool {
        !self.refused && (self.is_free() || !self.bounded)
    }

    /// Whether there may be members that are not declared, if only those that match a pattern.
    pub(super) fn has_others(&self) -> bool {
        self.keeps_others() || !self.kept.is_empty()
    }

    /// Whether some undeclared members have a schema, and others may hold anything.
    pub(super) fn partly_kept(&self) -> bool {
        !self.kept.is_empty() && !self.bounded
    }

    /// The values of the patterns that alone speak of undeclared members, where those that match none may hold anything; else nothing.
    pub(super) fn patterned(&self) -> &[Schema<'a>] {
        let open = self.is_partly_free();
        if open && !self.uncertain && self.kept.iter().all(of_pattern) { &self.kept } else { &[] }
    }

    /// One for each schema of a member, and more for long names and descriptions.
    fn measured(&self) -> usize {
        let text = |text: &str| 1 + text.len() / 64;
        let described = |source: &Schema<'_>| text(source.text("description").unwrap_or_default());
        let members = self.list.iter().map(|(name, member)| name.len() / 64 + member.sources().map(described).sum::<usize>());
        let names = self.required.iter().chain(&self.mentioned).map(|name| text(name));
        members.chain(names).sum::<usize>() + self.kept.len()
    }

    /// Adds what must hold as well.
    fn join(&mut self, other: &Members<'a>) {
        for (name, member) in &other.list {
            self.list.entry(name).or_default().join(member);
        }
        self.required.extend(other.required.iter().copied());
        self.mentioned.extend(other.mentioned.iter().copied());
        add(&mut self.kept, &other.kept);
        self.free |= other.free;
        self.free_perhaps |= other.free_perhaps;
        self.refused |= other.refused;
        self.bounded |= other.bounded;
        self.tried |= other.tried;
        self.uncertain |= other.uncertain;
    }

    /// Whether nothing is said of any member, so that all are held as they are.
    pub(super) fn holds_anything(&self) -> bool {
        !self.refused && !self.has_fields() && self.kept.is_empty()
    }

    /// Whether some member has the type of one branch, and what is of another type stays beside it: so does all that is not declared.
    pub(super) fn has_loose(&self) -> bool {
        self.list.values().any(|member| member.is_loose() && member.some.len() == 1)
    }

    /// Whether there is a field of this name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.list.contains_key(name) || self.required.contains(name) || self.mentioned.contains(name)
    }

    /// Whether members that nothing declares are refused.
    pub(super) fn is_closed(&self) -> bool {
        self.refused && !self.is_free()
    }

    /// Adds alternatives, of which at least one holds.
    fn join_some(&mut self, branches: &[Rc<Members<'a>>], certain: Vec<&'a str>) {
        for name in certain {
            self.list.entry(name).or_default().certain = true;
        }
        for branch in branches {
            self.tried |= branch.tried;
            for (name, member) in &branch.list {
                let known = self.list.entry(name).or_default();
                add(&mut known.some, &member.all);
                add(&mut known.some, &member.some);
                add(&mut known.perhaps, &member.perhaps);
            }
            add(&mut self.kept, &branch.kept);
            self.uncertain |= !branch.kept.is_empty();
            self.free |= branch.free;
            self.free_perhaps |= branch.is_free();
            self.mentioned.extend(branch.required.iter().chain(&branch.mentioned).copied());
        }
        self.bounded |= branches.iter().all(|branch| branch.bounded);
        if let Some((first, rest)) = branches.split_first() {
            let everywhere = first.required.iter().filter(|name| rest.iter().all(|branch| branch.required.contains(*name)));
            self.required.extend(everywhere);
        }
    }

    /// Adds what holds only where a condition does.
    fn join_conditional(&mut self, branch: &Members<'a>) {
        for (name, member) in &branch.list {
            let sources: Vec<Schema<'a>> = member.sources().cloned().collect();
            add(&mut self.list.entry(name).or_default().perhaps, &sources);
        }
        self.mentioned.extend(branch.required.iter().chain(&branch.mentioned).copied());
        self.free_perhaps |= branch.is_free() || !branch.kept.is_empty();
        self.tried |= branch.tried || branch.keeps_others();
    }

    /// Whether as a condition it says which members are evaluated.
    fn tries(&self) -> bool {
        self.tried || !self.list.is_empty() || self.keeps_others()
    }

    /// Notes the members by which a condition decides: without them, what holds would be another one.
    fn mention(&mut self, condition: &Members<'a>) {
        self.mentioned.extend(condition.list.keys().chain(&condition.required).chain(&condition.mentioned).copied());
        self.tried |= condition.tries();
    }
}

/// Whether a schema is that of members whose names match a pattern.
pub(super) fn of_pattern(values: &Schema<'_>) -> bool {
    let tokens: Vec<_> = values.at.tokens().collect();
    matches!(tokens.as_slice(), [.., keyword, _] if Schema::is_keyword(keyword, "patternProperties"))
}

/// The members of which something is said whichever of the branches holds: each declares them, or has no others than it declares.
fn certain<'a>(branches: &[Rc<Members<'a>>]) -> Vec<&'a str> {
    let is_closed = |branch: &Members<'a>| branch.is_closed() && branch.kept.is_empty();
    let closed = branches.iter().filter(|branch| is_closed(branch)).count();
    let mut speaking: IndexMap<&'a str, usize> = IndexMap::new();
    for branch in branches {
        for (name, member) in &branch.list {
            let count = speaking.entry(name).or_insert(closed);
            // A closed branch is counted for each member that it does not declare.
            *count = *count + usize::from(!member.is_loose()) - usize::from(is_closed(branch));
        }
    }
    speaking.into_iter().filter(|(_, count)| *count == branches.len()).map(|(name, _)| name).collect()
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
        (true, None) => collect(cx, schema, None).map(Rc::new),
    };
    cx.ascend();
    cx.flattening.remove(&schema.at);
    cx.members.insert(schema.at.clone(), found.clone());
    found
}

/// The members of an object schema without those of one part: a branch of `allOf`, or all of `oneOf` or `anyOf`.
pub(super) fn beside<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, part: &Pointer) -> Option<Members<'a>> {
    collect(cx, schema, Some(part))
}

/// The members of an object that is one of two kinds at once.
pub(super) fn both<'a>(cx: &mut Context<'a>, at: &Schema<'a>, one: &Members<'a>, other: &Members<'a>) -> Option<Members<'a>> {
    cx.admits_members(one.size.saturating_add(other.size), at).then(|| {
        let mut out = one.clone();
        out.join(other);
        out.size = out.measured();
        out
    })
}

fn collect<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, without: Option<&Pointer>) -> Option<Members<'a>> {
    let is_meant = |at: &Pointer| without != Some(at);
    let mut out = Members::default();
    // In the order in which the parts are written.
    for entry in schema.node.entries() {
        match entry.key.as_str() {
            "allOf" => {
                for branch in schema.list("allOf").into_iter().filter(|branch| is_meant(&branch.at)) {
                    let part = members(cx, &branch)?;
                    cx.admits_members(part.size, schema).then(|| out.join(&part))?;
                }
            }
            "properties" => declare(&mut out, schema),
            keyword if Schema::is_keyword(keyword, "if") => {
                let part = schema.child("if").map_or(Some(Rc::default()), |condition| members(cx, &condition))?;
                cx.admits_members(part.size, schema).then(|| out.mention(&part))?;
            }
            keyword if is_conditional(schema, keyword) => conditional(cx, &mut out, schema, keyword)?,
            keyword if Schema::is_keyword(keyword, "dependentRequired") => depend(&mut out, &entry.value),
            group @ ("oneOf" | "anyOf") if !is_meant(&schema.at.child(group)) || discriminator::is_base(cx, schema) => {}
            group @ ("oneOf" | "anyOf") => alternatives(cx, &mut out, schema, group)?,
            _ => {}
        }
    }
    out.required.extend(schema.strings("required"));
    rest(cx, &mut out, schema);
    out.size = out.measured();
    Some(out)
}

fn declare<'a>(out: &mut Members<'a>, schema: &Schema<'a>) {
    for (name, property) in schema.map("properties") {
        out.list.entry(name).or_default().all.push(property);
    }
}

fn alternatives<'a>(cx: &mut Context<'a>, out: &mut Members<'a>, schema: &Schema<'a>, keyword: &str) -> Option<()> {
    let branches = admit::branches(cx, schema, keyword);
    let of_objects: Vec<_> = branches.iter().map(|it| admit::admitted(cx, it).values().contains(Kinds::OBJECT)).collect();
    let branches = branches.iter().map(|branch| members(cx, branch)).collect::<Option<Vec<_>>>()?;
    let count = branches.iter().map(|branch| branch.size).sum();
    let objects: Vec<_> = branches.iter().zip(of_objects).filter(|(_, is)| *is).map(|(branch, _)| Rc::clone(branch)).collect();
    cx.admits_members(count, schema).then(|| out.join_some(&branches, certain(&objects)))
}

/// Whether a keyword holds schemas that apply to the object where a condition holds.
fn is_conditional(schema: &Schema<'_>, keyword: &str) -> bool {
    let branch = ["then", "else"].iter().any(|known| Schema::is_keyword(keyword, known));
    branch && schema.has("if") || Schema::is_keyword(keyword, "dependentSchemas")
}

fn conditional<'a>(cx: &mut Context<'a>, out: &mut Members<'a>, schema: &Schema<'a>, keyword: &str) -> Option<()> {
    let branches = if Schema::is_keyword(keyword, "dependentSchemas") {
        let (names, branches): (Vec<_>, Vec<_>) = schema.map(keyword).into_iter().unzip();
        out.mentioned.extend(names);
        branches
    } else {
        Vec::from_iter(schema.child(keyword))
    };
    for branch in branches {
        let part = members(cx, &branch)?;
        cx.admits_members(part.size, schema).then(|| out.join_conditional(&part))?;
    }
    Some(())
}

/// The members that demand others, and those that they demand.
fn depend<'a>(out: &mut Members<'a>, dependencies: &'a Node) {
    for entry in dependencies.entries() {
        out.mentioned.insert(&entry.key);
        out.mentioned.extend(entry.value.elements().iter().filter_map(Node::as_str));
    }
}

/// `additionalProperties` and `patternProperties`.
fn rest<'a>(cx: &mut Context<'a>, out: &mut Members<'a>, schema: &Schema<'a>) {
    out.kept.extend(schema.map("patternProperties").into_iter().map(|(_, values)| values));
    let keyword = if schema.has("additionalProperties") { "additionalProperties" } else { "unevaluatedProperties" };
    let Some(additional) = schema.child(keyword) else {
        // By the letter, an absent `additionalProperties` is as good as `true`.
        out.free |= letter::by_letter(cx, schema);
        return;
    };
    // `unevaluatedProperties` says nothing of what a part or a condition allows.
    let evaluated = keyword == "unevaluatedProperties" && (out.free || out.free_perhaps || out.tried && !additional.never());
    out.bounded = true;
    if evaluated || additional.node.value == Value::Bool(true) || !additional.never() && additional.node.entries().is_empty() {
        out.free = true;
    } else if additional.never() {
        out.refused = true;
    } else {
        out.kept.push(additional);
    }
}

/// The strings that a member lists, if it lists any.
pub(super) fn listed_strings<'a>(cx: &mut Context<'a>, members: &Members<'a>, name: &str) -> Option<Vec<String>> {
    listed(cx, members, name, |literals| match literals {
        Literals::Strings(values) => Some(values),
        Literals::Integers(_) | Literals::Mixed(_) => None,
    })
}

/// The strings or integers that a member lists, as they stand in a `mapping`.
pub(super) fn listed_tags<'a>(cx: &mut Context<'a>, members: &Members<'a>, name: &str) -> Option<Vec<String>> {
    listed(cx, members, name, |literals| match literals {
        Literals::Strings(values) => Some(values),
        Literals::Integers(values) => Some(values.iter().map(i64::to_string).collect()),
        Literals::Mixed(_) => None,
    })
}

fn listed<'a>(
    cx: &mut Context<'a>,
    members: &Members<'a>,
    name: &str,
    texts: impl Fn(Literals) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    let member = members.list.get(name)?;
    member.all.iter().rev().find_map(|source| {
        let target = cx.follow(source)?;
        texts(literal::literals(cx, &target)?)
    })
}

/// The members of several object schemas that must all hold, and those of others of which each may hold.
pub(super) fn joined_with<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>], others: &[Schema<'a>]) -> Option<Members<'a>> {
    let mut out = joined(cx, schemas)?;
    for schema in others {
        let part = members(cx, schema)?;
        cx.admits_members(part.size, schema).then(|| out.join_some(&[part, Rc::default()], Vec::new()))?;
    }
    Some(out)
}

/// The members of several object schemas that must all hold.
pub(super) fn joined<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> Option<Members<'a>> {
    if let [only] = schemas {
        return members(cx, only).map(|members| (*members).clone());
    }
    let mut out = Members::default();
    for schema in schemas {
        let part = members(cx, schema)?;
        cx.admits_members(part.size, schema).then(|| out.join(&part))?;
    }
    Some(out)
}
