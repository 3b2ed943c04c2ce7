//! A tagged union beside more members, as in `allOf: [Pet, {properties: {owner: ...}}]`: still a union, each variant with these members, too.

use std::rc::Rc;

use super::alternatives;
use super::check;
use super::classify::{Class, Part, class_of};
use super::context::Context;
use super::discriminator::Tagged;
use super::members::{self, Members};
use super::object;
use super::types;
use super::view::Schema;
use crate::ir::{Check, Choice, Keyword, Origin, Shape, Step, TypeId, TypeRef, Union, Variant, VariantName};
use crate::pointer::Pointer;

/// The union, if exactly one of these parts is one and all its branches are plain structs.
pub(super) fn union<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, parts: &[Part<'a>]) -> Option<Class<'a>> {
    let mut found: Option<(Pointer, Class<'a>)> = None;
    for part in parts {
        if let Some(union) = tagged(cx, schema, part)
            && found.replace(union).is_some()
        {
            return None;
        }
    }
    let (at, Class::Tagged { property, branches, beside: inner }) = found? else { return None };
    if !branches.iter().all(|(branch, _)| matches!(class_of(cx, branch), Some(Class::Struct(_)))) {
        return None;
    }
    let beside = members::beside(cx, schema, &at)?;
    let beside = match inner {
        Some(inner) => members::both(cx, schema, &inner, &beside)?,
        None => beside,
    };
    Some(Class::Tagged { property, branches, beside: Some(Rc::new(beside)) })
}

/// The part with its place, if it is a tagged union.
fn tagged<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, part: &Part<'a>) -> Option<(Pointer, Class<'a>)> {
    let (at, class) = match part {
        Part::Own => return None,
        Part::Group(keyword) => (schema.at.child(keyword), alternatives::classify(cx, schema, keyword)),
        Part::Branch(branch) => {
            let target = cx.follow(branch)?;
            let may_be = ["oneOf", "anyOf", "allOf"].iter().any(|keyword| target.has(keyword));
            (branch.at.clone(), may_be.then(|| class_of(cx, branch)).flatten()?)
        }
    };
    matches!(class, Class::Tagged { .. }).then_some((at, class))
}

/// A struct for each branch, of its members and those beside it.
pub(super) fn build<'a>(
    cx: &mut Context<'a>,
    owner: TypeId,
    property: String,
    branches: &[Tagged<'a>],
    beside: &Members<'a>,
) -> Union {
    let mut variants = Vec::with_capacity(branches.len());
    for (index, (branch, tags)) in branches.iter().enumerate() {
        let Some(own) = members::members(cx, branch) else { continue };
        let Some(all) = members::both(cx, branch, &own, beside) else { continue };
        let step = Step::Branch { index, tags: tags.clone() };
        let id = types::reserve(cx, branch, Origin::Inside { owner, step });
        cx.variants.insert(branch.at.clone(), id);
        let shape = Shape::Struct(object::build(cx, id, &Rc::new(all)));
        let check = Check(vec![Keyword::AllOf(vec![Check(vec![Keyword::Schema(owner)]), check::core(cx, branch)])]);
        types::fill(cx, id, shape, check);
        let (step, ty) = (VariantName::Type(id), TypeRef::Named(id));
        variants.push(Variant { step, tags: tags.clone(), ty, boxed: false, extra: false, check: Check::default() });
    }
    Union { variants, choice: Choice::Tag(property) }
}
