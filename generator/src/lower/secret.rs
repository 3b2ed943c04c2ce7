//! Texts that are not to be shown: `format: password`, also where only another schema says it that holds of the same value.

use std::collections::HashSet;

use letterpress_runtime::Pattern;

use super::admit::nullable;
use super::alternatives;
use super::around;
use super::check;
use super::context::Context;
use super::members::{Member, Members};
use super::origin;
use super::types::optional;
use super::view::Schema;
use crate::ir::{Primitive, TypeRef};
use crate::pointer::Pointer;
use crate::standard;

/// Whether a schema, or one that must hold beside it, says that its strings are not to be shown.
pub(super) fn is_secret<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    parts(cx, schema).iter().any(Schema::is_password)
}

/// The schemas that must hold of a value: this one, those around it, and what they have in `allOf`.
fn parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    let mut seen = HashSet::new();
    let mut waiting = around::around(cx, &schema.at);
    waiting.push(schema.clone());
    let mut found = Vec::new();
    while let Some(schema) = waiting.pop() {
        let branches: Vec<_> = schema.list("allOf").iter().filter_map(|branch| cx.follow(branch)).collect();
        waiting.extend(branches.into_iter().filter(|branch| seen.insert(branch.at.clone())));
        found.push(schema);
    }
    found
}

/// What is said of the elements of a list by all that must hold of it, where they are texts that only some of it says are not to be shown.
pub(super) fn elements<'a>(cx: &mut Context<'a>, list: &Schema<'a>) -> Option<Vec<Schema<'a>>> {
    let parts = parts(cx, list);
    if parts.iter().any(|part| part.has("prefixItems")) {
        return None;
    }
    let mut items: Vec<Schema<'a>> = Vec::new();
    for part in parts.iter().rev() {
        let fresh = part.child("items").filter(|it| items.iter().all(|known| known.at != it.at));
        items.extend(fresh);
    }
    (items.len() > 1 && alternatives::any_secret(cx, &items)).then_some(items)
}

/// The members of an object of which a part speaks that does not declare them, and says that they are not to be shown.
pub(super) fn hidden<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for values in &members.kept {
        if cx.follow(values).is_some_and(|target| is_secret(cx, &target)) {
            found.extend(spoken_of(cx, values, members));
        }
    }
    found
}

/// The type of a member, or a secret where it is a text of which any schema says that it is not to be shown: one that holds in some
/// branches, or of all members whose name matches a pattern, or that another part does not declare.
pub(super) fn member<'a>(cx: &mut Context<'a>, member: &Member<'a>, hidden: bool, ty: TypeRef) -> TypeRef {
    let (is_null, core) = if let TypeRef::Nullable(inner) = &ty { (true, inner.as_ref()) } else { (false, &ty) };
    let TypeRef::Primitive(primitive) = core else { return ty };
    if !is_text(*primitive) {
        return ty;
    }
    let targets: Vec<_> = member.all.iter().chain(&member.some).filter_map(|source| cx.follow(source)).collect();
    if !hidden && !targets.iter().any(|target| is_secret(cx, target)) {
        return ty;
    }
    let secret = TypeRef::Primitive(Primitive::Password);
    if is_null { optional(secret) } else { secret }
}

/// The values of a map of which several schemas speak, if they are texts and one says that they are not to be shown.
pub(super) fn values<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> Option<TypeRef> {
    if !alternatives::any_secret(cx, schemas) {
        return None;
    }
    let secret = TypeRef::Primitive(Primitive::Password);
    Some(if schemas.iter().any(|schema| nullable(cx, schema)) { optional(secret) } else { secret })
}

/// The members of which a part speaks by a schema of `patternProperties` or `additionalProperties`.
pub(super) fn spoken_of<'a>(cx: &mut Context<'a>, values: &Schema<'a>, members: &Members<'a>) -> Vec<&'a str> {
    let tokens: Vec<_> = values.at.tokens().collect();
    let (sources, declared) = match tokens.as_slice() {
        [.., keyword, _] if standard::plain_key(keyword) == "patternProperties" => (vec![origin::last_name(&values.at)], None),
        [before @ .., keyword] if standard::plain_key(keyword) == "additionalProperties" => {
            let at = before.iter().fold(Pointer::root(), |at, token| at.child(token));
            let Some(node) = cx.node(&at) else { return Vec::new() };
            let part = Schema::new(node, at);
            let names = |keyword: &str| part.map(keyword).iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
            (names("patternProperties"), Some(HashSet::<String>::from_iter(names("properties"))))
        }
        _ => return Vec::new(),
    };
    // Where the runtime has no equal of a pattern, its check tells.
    let patterns: Vec<_> = sources.iter().filter_map(|source| check::translated(cx, source)?.ok()).collect();
    let patterns: Vec<_> = patterns.iter().map(|it| Pattern::on(it.pattern.engine, &it.pattern.regex)).collect();
    let matches = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
    let is_spoken_of = |name: &&&str| match &declared {
        Some(declared) => !declared.contains(**name) && !matches(name),
        None => matches(name),
    };
    members.list.keys().filter(is_spoken_of).copied().collect()
}

/// Whether JSON has a text of this type.
const fn is_text(primitive: Primitive) -> bool {
    match primitive {
        Primitive::String
        | Primitive::Date
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Duration
        | Primitive::Uuid
        | Primitive::Base64
        | Primitive::Password
        | Primitive::QuotedInt32
        | Primitive::QuotedInt64
        | Primitive::QuotedUint32
        | Primitive::QuotedUint64
        | Primitive::QuotedDecimal => true,
        Primitive::Boolean
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Int128
        | Primitive::Uint32
        | Primitive::Uint64
        | Primitive::Float
        | Primitive::Double
        | Primitive::Decimal => false,
    }
}
