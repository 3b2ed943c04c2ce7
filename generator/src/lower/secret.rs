//! Texts that are not to be shown: `format: password`, also where only another schema says it that holds of the same value.

use std::collections::HashSet;

use super::admit::nullable;
use super::alternatives;
use super::around;
use super::context::Context;
use super::members::{Member, Members};
use super::origin;
use super::types::optional;
use super::view::Schema;
use crate::ir::{Primitive, TypeRef};
use crate::pattern;
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

/// The type of a member, or a secret where it is a text of which any schema says that it is not to be shown: one that holds in some
/// branches, or of all members whose name matches a pattern, or that another part does not declare.
pub(super) fn member<'a>(
    cx: &mut Context<'a>,
    name: &str,
    (member, members): (&Member<'a>, &Members<'a>),
    ty: TypeRef,
) -> TypeRef {
    let (is_null, core) = if let TypeRef::Nullable(inner) = &ty { (true, inner.as_ref()) } else { (false, &ty) };
    let TypeRef::Primitive(primitive) = core else { return ty };
    if !is_text(*primitive) {
        return ty;
    }
    let mut sources: Vec<Schema<'a>> = member.all.iter().chain(&member.some).cloned().collect();
    sources.extend(members.kept.iter().filter(|values| speaks_of(cx, values, name)).cloned());
    let targets: Vec<_> = sources.iter().filter_map(|source| cx.follow(source)).collect();
    if !targets.iter().any(|target| is_secret(cx, target)) {
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

/// Whether what a part says of undeclared members holds of a member that another part declares.
fn speaks_of(cx: &Context<'_>, values: &Schema<'_>, name: &str) -> bool {
    let tokens: Vec<_> = values.at.tokens().collect();
    let matches = |source: &str| {
        let translated = pattern::translate(source).map(|it| it.pattern);
        translated.is_ok_and(|it| letterpress_runtime::Pattern::on(it.engine, &it.regex).is_match(name))
    };
    let part = |length: usize| tokens.iter().take(length).fold(Pointer::root(), |at, token| at.child(token));
    match tokens.as_slice() {
        [.., keyword, _] if standard::plain_key(keyword) == "patternProperties" => matches(&origin::last_name(&values.at)),
        [before @ .., keyword] if standard::plain_key(keyword) == "additionalProperties" => {
            let Some(node) = cx.node(&part(before.len())) else { return false };
            let part = Schema::new(node, part(before.len()));
            let is_declared = part.map("properties").iter().any(|(known, _)| *known == name);
            !is_declared && !part.map("patternProperties").iter().any(|(source, _)| matches(source))
        }
        _ => false,
    }
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
