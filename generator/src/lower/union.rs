//! Unions: variants, and how one is chosen.

use super::beyond;
use super::check;
use super::classify::{self, Class};
use super::context::Context;
use super::discriminator::{self, Tagged};
use super::holding;
use super::members;
use super::object;
use super::tuple;
use super::types::{self, core_type};
use super::view::Schema;
use crate::ir::{Check, Choice, JsonType, Keyword, Origin, Primitive, Shape, Step, TypeId, TypeRef, Union, Variant, VariantName};

/// A union whose branch is the one that holds.
pub(super) fn untagged<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> Union {
    let variants = branches.iter().map(|branch| variant(cx, branch, Vec::new())).collect();
    Union { variants, choice: Choice::Check }
}

/// A union whose branch is told by a member.
pub(super) fn tagged<'a>(cx: &mut Context<'a>, property: String, branches: &[Tagged<'a>]) -> Union {
    let variants: Vec<Variant> = branches.iter().map(|(branch, tags)| variant(cx, branch, tags.clone())).collect();
    variants.iter().for_each(|variant| tag_branch(cx, variant));
    Union { variants, choice: Choice::Tag(property) }
}

fn variant<'a>(cx: &mut Context<'a>, branch: &Schema<'a>, tags: Vec<String>) -> Variant {
    let ty = core_type(cx, branch);
    let check = if tags.is_empty() { check::core(cx, branch) } else { Check::default() };
    Variant { step: name(&ty), tags, ty, boxed: false, extra: false, check }
}

/// A type written inside a branch is named by a tag of the branch, which says more than its index.
fn tag_branch(cx: &mut Context<'_>, variant: &Variant) {
    let definition = named(&variant.ty).and_then(|id| cx.types.get_mut(id));
    if let Some(definition) = definition
        && let Origin::Inside { step: Step::Branch { tags, .. }, .. } = &mut definition.origin
        && tags.is_empty()
    {
        tags.clone_from(&variant.tags);
    }
}

/// A union of the JSON types that one schema lists.
pub(super) fn by_type<'a>(cx: &mut Context<'a>, owner: TypeId, schema: &Schema<'a>, kinds: &[JsonType]) -> Union {
    let mut variants = Vec::new();
    for kind in kinds {
        let ty = match kind {
            JsonType::Array => list(cx, owner, schema),
            JsonType::Object => inner_object(cx, owner, schema),
            JsonType::Null | JsonType::Boolean | JsonType::Number | JsonType::Integer | JsonType::String => {
                let primitive = scalar(cx, schema, *kind, DEPTH);
                types::scalar(primitive)
            }
        };
        let check = Check(vec![Keyword::Type(vec![*kind])]);
        variants.push(Variant {
            step: VariantName::Word(word(*kind).to_owned()),
            tags: Vec::new(),
            ty,
            boxed: false,
            extra: false,
            check,
        });
    }
    Union { variants, choice: Choice::Check }
}

/// How deep parts of a schema are asked for the format of a scalar.
const DEPTH: usize = 8;

/// The type of scalars of one kind that says most, of a schema or a part of it.
fn scalar<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kind: JsonType, depth: usize) -> Option<Primitive> {
    let own = classify::primitive(cx, schema, kind);
    let mut best = own.map(|own| (classify::rank(cx, &Class::Primitive(own)), own));
    let Some(depth) = depth.checked_sub(1) else { return own };
    for part in schema.list("allOf") {
        let Some(target) = cx.follow(&part) else { continue };
        let Some(other) = scalar(cx, &target, kind, depth) else { continue };
        let rank = classify::rank(cx, &Class::Primitive(other));
        if best.is_none_or(|(best, _)| rank > best) {
            best = Some((rank, other));
        }
    }
    best.map(|(_, primitive)| primitive)
}

/// The list that a schema of several types may hold.
fn list<'a>(cx: &mut Context<'a>, owner: TypeId, schema: &Schema<'a>) -> TypeRef {
    let (always, perhaps) = beyond::elements(cx, schema);
    let (own, mut others) = (beyond::Elements::of_schema(schema), always.clone());
    others.extend(perhaps);
    let tuple = tuple::elements(cx, schema);
    if tuple.is_some() && beyond::elements_declare(cx, &own, &others) || beyond::elements_declare(cx, &always, &others) {
        holding::tell_elements(cx, schema);
        return TypeRef::List(Box::new(TypeRef::Any));
    }
    if let Some(elements) = tuple {
        return inner(cx, owner, schema, JsonType::Array, |cx, _| Shape::Tuple(tuple::build(cx, &elements)));
    }
    let items = always.of_all().unwrap_or_default().to_vec();
    TypeRef::List(Box::new(object::of_elements(cx, schema, &items)))
}

/// The object that a schema of several types may hold.
fn inner_object<'a>(cx: &mut Context<'a>, owner: TypeId, schema: &Schema<'a>) -> TypeRef {
    let Some(members) = members::members(cx, schema) else { return TypeRef::AnyObject };
    let closed = members.refused && !members.has_fields();
    let class = classify::of_members(cx, members);
    if let Class::Struct(members) = &class
        && !closed
    {
        return inner(cx, owner, schema, JsonType::Object, |cx, id| Shape::Struct(object::build(cx, id, members)));
    }
    if let Class::Map(values) = &class { TypeRef::Map(Box::new(object::values(cx, values))) } else { TypeRef::AnyObject }
}

/// What a schema of several types is where it is of one of them.
fn inner<'a>(
    cx: &mut Context<'a>,
    owner: TypeId,
    schema: &Schema<'a>,
    kind: JsonType,
    shape: impl FnOnce(&mut Context<'a>, TypeId) -> Shape,
) -> TypeRef {
    let step = Step::Branch { index: 0, tags: vec![word(kind).to_owned()] };
    let id = types::reserve(cx, schema, Origin::Inside { owner, step });
    let shape = shape(cx, id);
    let check = check::body(cx, schema);
    types::fill(cx, id, shape, check);
    TypeRef::Named(id)
}

/// The union of a discriminated base: each child, and the base as it is.
pub(super) fn base<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Shape {
    let property = discriminator::property(schema).unwrap_or_default().to_owned();
    let mut variants = Vec::new();
    for (branch, tags) in discriminator::base_branches(cx, schema) {
        let ty = base_of(cx, schema, &branch).map_or_else(|| core_type(cx, &branch), TypeRef::Named);
        variants.push(Variant { step: name(&ty), tags, ty, boxed: false, extra: false, check: Check::default() });
    }
    fill_base(cx, schema);
    Shape::Union(Union { variants, choice: Choice::Tag(property) })
}

/// What a branch of a discriminated base holds when it is none of its own children: they are branches, too. One that is told apart by
/// another member is the union of its children, whom no value of this member means.
fn base_of<'a>(cx: &Context<'a>, base: &Schema<'a>, branch: &Schema<'a>) -> Option<TypeId> {
    let same = branch.at == base.at || discriminator::property(branch) == discriminator::property(base);
    cx.bases.get(&branch.at).copied().filter(|_| same)
}

/// The members of the base itself.
fn fill_base<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let Some(id) = cx.bases.get(&schema.at).copied() else { return };
    let shape = match members::members(cx, schema) {
        Some(members) => Shape::Struct(object::build(cx, id, &members)),
        None => Shape::Alias(TypeRef::AnyObject),
    };
    let check = check::body(cx, schema);
    types::fill(cx, id, shape, check);
}

/// What a discriminated base demands where any of its children may stand.
pub(super) fn base_check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let property = discriminator::property(schema).unwrap_or_default().to_owned();
    let mut mapping = Vec::new();
    for (branch, tags) in discriminator::base_branches(cx, schema) {
        let id = base_of(cx, schema, &branch).or_else(|| named(&core_type(cx, &branch)));
        mapping.extend(id.into_iter().flat_map(|id| tags.iter().map(move |tag| (tag.clone(), id))));
    }
    Check(vec![Keyword::Type(vec![JsonType::Object]), Keyword::Discriminator { property, mapping }])
}

/// The check of a discriminated union: the tag's values, each with the type that it means; `None` where a branch has no type.
pub(super) fn discriminator_check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, branches: &[Schema<'a>]) -> Option<Keyword> {
    let property = discriminator::property(schema)?.to_owned();
    let mut mapping = Vec::new();
    for (branch, tags) in discriminator::tags(cx, schema, branches) {
        let id = named(&core_type(cx, &branch))?;
        mapping.extend(tags.into_iter().map(|tag| (tag, id)));
    }
    Some(Keyword::Discriminator { property, mapping })
}

fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any | TypeRef::AnyObject => {
            None
        }
    }
}

/// What a variant is called by: its type, or the kind of value.
fn name(ty: &TypeRef) -> VariantName {
    let word = match ty {
        TypeRef::Named(id) => return VariantName::Type(*id),
        TypeRef::Primitive(primitive) => primitive.word(),
        TypeRef::List(_) => "List",
        TypeRef::Map(_) => "Map",
        TypeRef::AnyObject => "Object",
        TypeRef::Any => "Any",
        TypeRef::Nullable(inner) => return name(inner),
    };
    VariantName::Word(word.to_owned())
}

fn word(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Object => "Object",
        JsonType::Array => "List",
        JsonType::Number => "Number",
        JsonType::Integer => "Integer",
        JsonType::String => "Text",
    }
}
