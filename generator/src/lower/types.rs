//! Types: a use for every schema, and a definition where Rust needs one.

use std::collections::HashMap;

use super::admit::{nullable, unguessed};
use super::check;
use super::classify::{Class, class_of, classify, object as object_class};
use super::context::{Context, component_name, component_pointer};
use super::discriminator;
use super::docs;
use super::narrowed;
use super::object;
use super::origin;
use super::tuple;
use super::union;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Check, Facts, Origin, Primitive, Shape, Step, Type, TypeId, TypeRef};
use crate::names::Made;

/// The type of a value of this schema, `Nullable` where null is one.
pub(super) fn type_of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> TypeRef {
    let core = core_type(cx, schema);
    if nullable(cx, schema) { optional(core) } else { core }
}

/// A type with null added, unless it holds null anyway.
pub(super) fn optional(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Any | TypeRef::Nullable(_) => ty,
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::AnyObject => {
            TypeRef::Nullable(Box::new(ty))
        }
    }
}

/// The type without null.
pub(super) fn core_type<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> TypeRef {
    if let Some(known) = cx.uses.get(&schema.at) {
        return known.clone();
    }
    if let Some(reference) = schema.reference() {
        if unguessed(cx, schema) {
            return TypeRef::Any;
        }
        let target = cx.follow(schema).and_then(|_| cx.target(reference));
        return target.map_or(TypeRef::Any, |target| {
            origin::ensure_owners(cx, &target.at);
            core_type(cx, &target)
        });
    }
    if !cx.making.insert(schema.at.clone()) {
        return nameless_recursion(cx, schema);
    }
    let class = classify(cx, schema);
    let made = if defines(&class) { TypeRef::Named(define(cx, schema, class)) } else { use_of(cx, schema, class) };
    cx.making.remove(&schema.at);
    cx.uses.insert(schema.at.clone(), made.clone());
    made
}

/// Whether a class needs a definition.
fn defines(class: &Class<'_>) -> bool {
    match class {
        Class::Tuple(_)
        | Class::Enumeration(_)
        | Class::Struct(_)
        | Class::Untagged(_)
        | Class::Tagged { .. }
        | Class::ByType(_)
        | Class::Base => true,
        Class::Same(_) | Class::Any | Class::AnyObject | Class::Map(_) | Class::List(_) | Class::Primitive(_) => false,
    }
}

/// Adds a definition; its id is known before it is filled, so it may refer to itself.
fn define<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: Class<'a>) -> TypeId {
    let origin = origin::of(cx, &schema.at);
    let id = reserve(cx, schema, origin);
    cx.uses.insert(schema.at.clone(), TypeRef::Named(id));
    let shape = shape_of(cx, id, schema, class);
    let check = check::body(cx, schema);
    fill(cx, id, shape, check);
    id
}

/// A definition without content.
pub(super) fn reserve<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, origin: Origin) -> TypeId {
    cx.types.add(Type {
        pointer: schema.at.clone(),
        origin,
        docs: docs::of_definition(schema),
        shape: Shape::Alias(TypeRef::Any),
        check: Check::default(),
        facts: Facts::default(),
    })
}

pub(super) fn fill(cx: &mut Context<'_>, id: TypeId, shape: Shape, check: Check) {
    if let Some(definition) = cx.types.get_mut(id) {
        definition.shape = shape;
        definition.check = check;
    }
}

/// Makes the types of all component schemas: first every id, then every definition.
pub(super) fn components<'a>(cx: &mut Context<'a>) {
    let schemas: Vec<Schema<'a>> = component_schemas(cx);
    discriminator::inheritance(cx);
    let mut ids = Vec::new();
    for schema in &schemas {
        let name = schema.at.tokens().nth(2).unwrap_or_default().into_owned();
        let id = reserve(cx, schema, Origin::Component(name));
        cx.uses.insert(schema.at.clone(), TypeRef::Named(id));
        if discriminator::is_base(cx, schema) {
            let base = reserve(cx, schema, Origin::Inside { owner: id, step: Step::Base });
            cx.bases.insert(schema.at.clone(), base);
        }
        ids.push(id);
    }
    // What a component wraps may be a component itself, where references lead to it: that is then another name of the first.
    let mut outermost_first: Vec<_> = schemas.iter().zip(ids.iter().copied()).collect();
    outermost_first.sort_by_cached_key(|(schema, _)| cx.earlier.depth(&origin::last_name(&schema.at)));
    let mut classes: HashMap<TypeId, (Schema<'a>, Class<'a>)> = HashMap::new();
    for (schema, id) in outermost_first {
        classes.extend(unwrapped(cx, schema, id).map(|unwrapped| (id, unwrapped)));
    }
    for (schema, id) in schemas.iter().zip(ids) {
        component(cx, schema, id, classes.remove(&id));
    }
}

fn component_schemas<'a>(cx: &Context<'a>) -> Vec<Schema<'a>> {
    let section = cx.tree.get("components").and_then(|components| components.get("schemas"));
    let entries = section.map_or(&[][..], |node| node.entries());
    entries.iter().map(|entry| Schema::new(&entry.value, component_pointer(&entry.key))).collect()
}

fn component<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, id: TypeId, unwrapped: Option<(Schema<'a>, Class<'a>)>) {
    let shape = match (cx.within.get(&schema.at), unwrapped) {
        (Some(around), _) => Shape::Alias(TypeRef::Named(*around)),
        (None, Some((schema, class))) => shape_of(cx, id, &schema, class),
        (None, None) => {
            let target = cx.follow(schema).and_then(|_| cx.target(schema.reference()?));
            Shape::Alias(target.map_or(TypeRef::Any, |target| core_type(cx, &target)))
        }
    };
    let check = match &shape {
        Shape::Union(_) if cx.bases.contains_key(&schema.at) => union::base_check(cx, schema),
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => {
            check::body(cx, schema)
        }
    };
    fill(cx, id, shape, check);
}

/// What a component becomes, and the schema that says so: the component itself, or one without a name that it only wraps. What that is
/// stands under the name of the component, so that nothing is renamed when the component is wrapped. Where an earlier run gave it
/// a type of its own, it keeps that. `None` of a reference, and of what is wrapped itself.
fn unwrapped<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, id: TypeId) -> Option<(Schema<'a>, Class<'a>)> {
    if schema.reference().is_some() || cx.within.contains_key(&schema.at) {
        return None;
    }
    let outermost = classify(cx, schema);
    let mut class = outermost.clone();
    let mut wrapped: Vec<Schema<'a>> = Vec::new();
    while let Some(other) = nameless(cx, schema, &class).filter(|other| wrapped.iter().all(|known| known.at != other.at)) {
        class = classify(cx, &other);
        wrapped.push(other);
    }
    let is_union = matches!(class, Class::Untagged(_) | Class::Tagged { .. } | Class::ByType(_) | Class::Base);
    let is_apart = match cx.earlier.get(&origin::last_name(&schema.at)) {
        Some(Made::Alias) => true,
        Some(Made::Union) => !is_union,
        None => false,
    };
    if is_apart && defines(&class) {
        return Some((schema.clone(), outermost));
    }
    wrapped.iter().for_each(|inner| wrap(cx, inner, id));
    let meant = wrapped.pop().unwrap_or_else(|| schema.clone());
    let class = restricted(cx, &meant, &class).unwrap_or(class);
    Some((meant, class))
}

/// The class of a component that is another one with restrictions: a type of its own, so that no value of the other is taken for
/// one of its values by mistake. `None` where it is just another name, or of what Rust has a type for.
fn restricted<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: &Class<'a>) -> Option<Class<'a>> {
    let Class::Same(branch) = class else { return None };
    let names_only = schema.only_annotates("allOf") || schema.only_names_object("allOf");
    let is_restricted = !names_only || schema.list("allOf").len() > 1;
    if !schema.has("allOf") || branch.reference().is_none() || !is_restricted {
        return None;
    }
    match class_of(cx, branch)? {
        Class::Struct(_) => Some(object_class(cx, schema)),
        class @ (Class::Enumeration(_) | Class::Untagged(_) | Class::Tagged { .. } | Class::Tuple(_)) => Some(class),
        Class::Same(_)
        | Class::Any
        | Class::AnyObject
        | Class::Map(_)
        | Class::List(_)
        | Class::Primitive(_)
        | Class::ByType(_)
        | Class::Base => None,
    }
}

/// The schema that alone says what type another one has, if it has no name: it is no reference, or one to what stands there.
fn nameless<'a>(cx: &mut Context<'a>, component: &Schema<'a>, class: &Class<'a>) -> Option<Schema<'a>> {
    match class {
        Class::Same(other) => {
            let Some(reference) = other.reference() else { return Some(other.clone()) };
            let target = cx.follow(other).and_then(|_| cx.target(reference))?;
            let is_inside = cx.earlier.is_inside(&origin::last_name(&component.at), &component_name(&target.at)?);
            (is_inside && target.reference().is_none() && !discriminator::is_base(cx, &target)).then_some(target)
        }
        Class::Any
        | Class::AnyObject
        | Class::Map(_)
        | Class::List(_)
        | Class::Tuple(_)
        | Class::Primitive(_)
        | Class::Enumeration(_)
        | Class::Struct(_)
        | Class::Untagged(_)
        | Class::Tagged { .. }
        | Class::ByType(_)
        | Class::Base => None,
    }
}

/// Makes a schema one with the definition that wraps it, which takes its words where it has none.
fn wrap<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, id: TypeId) {
    cx.wrapped.insert(schema.at.clone());
    cx.within.insert(schema.at.clone(), id);
    if component_name(&schema.at).is_none() {
        cx.uses.insert(schema.at.clone(), TypeRef::Named(id));
    }
    if let Some(definition) = cx.types.get_mut(id) {
        definition.docs = docs::of_wrapping(std::mem::take(&mut definition.docs), docs::of_definition(schema));
    }
}

fn shape_of<'a>(cx: &mut Context<'a>, id: TypeId, schema: &Schema<'a>, class: Class<'a>) -> Shape {
    match class {
        Class::Enumeration(enumeration) => Shape::Enumeration(enumeration),
        Class::Struct(members) => Shape::Struct(object::build(cx, id, &members)),
        Class::Untagged(branches) => Shape::Union(union::untagged(cx, &branches)),
        Class::Tagged { property, branches, beside: None } => Shape::Union(union::tagged(cx, property, &branches)),
        Class::Tagged { property, branches, beside: Some(beside) } => {
            Shape::Union(narrowed::build(cx, id, property, &branches, &beside))
        }
        Class::Tuple(elements) => Shape::Tuple(tuple::build(cx, &elements)),
        Class::ByType(kinds) => Shape::Union(union::by_type(cx, id, schema, &kinds)),
        Class::Base => union::base(cx, schema),
        Class::Same(_) | Class::Any | Class::AnyObject | Class::Map(_) | Class::List(_) | Class::Primitive(_) => {
            Shape::Alias(use_of(cx, schema, class))
        }
    }
}

fn use_of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: Class<'a>) -> TypeRef {
    match class {
        Class::Same(other) => {
            if other.reference().is_none() && component_name(&schema.at).is_none() {
                cx.wrapped.insert(other.at.clone());
            }
            core_type(cx, &other)
        }
        Class::AnyObject => TypeRef::AnyObject,
        Class::Map(values) => TypeRef::Map(Box::new(object::values(cx, &values))),
        Class::List(items) => TypeRef::List(Box::new(object::of_elements(cx, schema, &items))),
        Class::Primitive(primitive) => TypeRef::Primitive(primitive),
        Class::Any => TypeRef::Any,
        Class::Tuple(_)
        | Class::Enumeration(_)
        | Class::Struct(_)
        | Class::Untagged(_)
        | Class::Tagged { .. }
        | Class::ByType(_)
        | Class::Base => TypeRef::Named(define(cx, schema, class)),
    }
}

/// The type of a plain scalar of a schema that also admits others.
pub(super) fn scalar(primitive: Option<Primitive>) -> TypeRef {
    primitive.map_or(TypeRef::Any, TypeRef::Primitive)
}

/// A schema that contains itself, but has no name that a type could have.
fn nameless_recursion<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> TypeRef {
    cx.tell(
        Diagnostic::warning(lowering::ANY, schema.span(), "this schema contains itself and has no name")
            .note("the inner value is any JSON")
            .help("move the schema to `components.schemas`"),
    );
    TypeRef::Any
}
