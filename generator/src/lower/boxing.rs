//! What only the finished graph tells about definitions: which aliases go in circles, which fields need a `Box`, which types
//! no finite value has.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Field, Shape, Type, TypeId, TypeRef, Types, Variant};

/// Breaks alias cycles, tells which types have no value, and boxes what would contain itself.
pub(super) fn resolve(cx: &mut Context<'_>, types: &mut Types) {
    break_aliases(cx, types);
    endless(cx, types);
    box_members(types);
}

fn ids(types: &Types) -> Vec<TypeId> {
    types.iter().map(|(id, _)| id).collect()
}

/// The definition that a use names, whatever is around it.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => named(inner),
        TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => None,
    }
}

/// The definition that a use holds without indirection: `Vec` and maps are indirections.
fn by_value(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) => by_value(inner),
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => None,
    }
}

fn alias(types: &Types, id: TypeId) -> Option<&TypeRef> {
    match &types.get(id)?.shape {
        Shape::Alias(ty) => Some(ty),
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
    }
}

/// An alias cannot name itself in Rust; where one would, the inner use becomes any JSON. Each alias names at most one other, so
/// every walk ends, meets a known one, or closes a cycle, which is broken at its first member.
fn break_aliases(cx: &mut Context<'_>, types: &mut Types) {
    let mut done = HashSet::new();
    for id in ids(types) {
        let mut way = Vec::new();
        let mut next = Some(id);
        while let Some(current) = next.filter(|current| done.insert(*current)) {
            way.push(current);
            next = alias(types, current).and_then(named);
        }
        let cycle = way.iter().skip_while(|member| Some(**member) != next);
        if let Some(first) = cycle.min() {
            break_alias(cx, types, *first);
        }
    }
}

fn break_alias(cx: &mut Context<'_>, types: &mut Types, id: TypeId) {
    let Some(definition) = types.get_mut(id) else { return };
    let Shape::Alias(ty) = &mut definition.shape else { return };
    let span = cx.span(&definition.pointer);
    if by_value(ty).is_some() {
        cx.error(lowering::REFERENCE_CYCLE, span, "this schema stands for nothing but itself");
    } else {
        cx.tell(
            Diagnostic::warning(lowering::ANY, span, "this array or map contains itself")
                .note("a Rust type alias cannot; the inner value is any JSON, and is still checked")
                .help("put the array into a property of an object"),
        );
    }
    make_any(ty);
}

fn make_any(ty: &mut TypeRef) {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => make_any(inner),
        TypeRef::Named(_) | TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => *ty = TypeRef::Any,
    }
}

/// The definitions that a definition holds by value.
fn contents(definition: &Type) -> Vec<TypeId> {
    match &definition.shape {
        Shape::Struct(object) => object.fields.iter().filter_map(|field| by_value(&field.ty)).collect(),
        Shape::Union(union) => union.variants.iter().filter_map(|variant| by_value(&variant.ty)).collect(),
        Shape::Tuple(tuple) => tuple.elements.iter().filter_map(|element| by_value(&element.ty)).collect(),
        Shape::Alias(ty) => by_value(ty).into_iter().collect(),
        Shape::Enumeration(_) | Shape::Contents(_) => Vec::new(),
    }
}

/// Boxes each field and variant whose type holds its owner by value.
fn box_members(types: &mut Types) {
    let group = components(types);
    for id in ids(types) {
        let own = group.get(&id).copied();
        let circular = |ty: &TypeRef| own.is_some() && by_value(ty).and_then(|inner| group.get(&inner).copied()) == own;
        let Some(definition) = types.get_mut(id) else { continue };
        match &mut definition.shape {
            Shape::Struct(object) => object.fields.iter_mut().for_each(|field: &mut Field| field.boxed = circular(&field.ty)),
            Shape::Union(union) => {
                union.variants.iter_mut().for_each(|variant: &mut Variant| variant.boxed = circular(&variant.ty))
            }
            Shape::Tuple(tuple) => tuple.elements.iter_mut().for_each(|element| element.boxed = circular(&element.ty)),
            Shape::Alias(_) | Shape::Enumeration(_) | Shape::Contents(_) => {}
        }
    }
}

/// The strongly connected component of each definition that is on a cycle (Tarjan, without recursion).
fn components(types: &Types) -> HashMap<TypeId, usize> {
    let edges: HashMap<TypeId, Vec<TypeId>> = types.iter().map(|(id, definition)| (id, contents(definition))).collect();
    let order = finish_order(&edges, &ids(types));
    let mut back: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    for (from, targets) in &edges {
        targets.iter().for_each(|to| back.entry(*to).or_default().push(*from));
    }
    let mut group = HashMap::new();
    for (number, root) in order.into_iter().rev().enumerate() {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if let std::collections::hash_map::Entry::Vacant(slot) = group.entry(id) {
                slot.insert(number);
                open.extend(back.get(&id).into_iter().flatten().filter(|from| !group.contains_key(*from)));
            }
        }
    }
    keep_cycles(&edges, group)
}

/// Without the groups of one definition that does not hold itself.
fn keep_cycles(edges: &HashMap<TypeId, Vec<TypeId>>, mut group: HashMap<TypeId, usize>) -> HashMap<TypeId, usize> {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    group.values().for_each(|number| *sizes.entry(*number).or_default() += 1);
    let itself = |id: &TypeId| edges.get(id).is_some_and(|targets| targets.contains(id));
    group.retain(|id, number| sizes.get(number).is_some_and(|size| *size > 1) || itself(id));
    group
}

/// Definitions in the order in which a depth-first walk leaves them.
fn finish_order(edges: &HashMap<TypeId, Vec<TypeId>>, roots: &[TypeId]) -> Vec<TypeId> {
    let mut seen = HashSet::new();
    let mut order = Vec::new();
    for root in roots {
        let mut open = vec![(*root, false)];
        while let Some((id, left)) = open.pop() {
            if left {
                order.push(id);
            } else if seen.insert(id) {
                open.push((id, true));
                open.extend(edges.get(&id).into_iter().flatten().map(|target| (*target, false)));
            }
        }
    }
    order
}

/// Tells the types that no finite value has, since they require themselves. What they require is any JSON, for a type that has no value
/// cannot be made in Rust, either; the check refuses every value.
fn endless(cx: &mut Context<'_>, types: &mut Types) {
    let waiting = without_value(types);
    for id in ids(types).into_iter().filter(|id| waiting.contains(id)) {
        let Some(definition) = types.get_mut(id) else { continue };
        let requires = |ty: &mut TypeRef| {
            if matches!(ty, TypeRef::Named(id) if waiting.contains(id)) {
                *ty = TypeRef::Any;
            }
        };
        match &mut definition.shape {
            Shape::Struct(object) => object.fields.iter_mut().filter(|it| it.required).for_each(|it| requires(&mut it.ty)),
            Shape::Union(union) => union.variants.iter_mut().for_each(|variant| requires(&mut variant.ty)),
            Shape::Tuple(tuple) => tuple.elements.iter_mut().filter(|it| it.required).for_each(|it| requires(&mut it.ty)),
            Shape::Alias(ty) => requires(ty),
            Shape::Enumeration(_) | Shape::Contents(_) => {}
        }
        let span = cx.span(&definition.pointer);
        cx.tell(
            Diagnostic::warning(lowering::NO_VALUE, span, "no finite value satisfies this schema")
                .note("it requires, directly or through others, a value of itself; every value is refused here")
                .help("make a member on the way optional or nullable"),
        );
    }
}

/// The types that require a value of themselves.
fn without_value(types: &Types) -> HashSet<TypeId> {
    let mut waiting: HashMap<TypeId, usize> = HashMap::new();
    let mut dependents: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    let mut finite = Vec::new();
    for (id, definition) in types.iter() {
        let (of, needed) = needs(&definition.shape);
        of.into_iter().for_each(|target| dependents.entry(target).or_default().push(id));
        match needed {
            0 => finite.push(id),
            needed => drop(waiting.insert(id, needed)),
        }
    }
    while let Some(id) = finite.pop() {
        for dependent in dependents.get(&id).into_iter().flatten() {
            let Some(needed) = waiting.get_mut(dependent) else { continue };
            *needed -= 1;
            if *needed == 0 {
                waiting.remove(dependent);
                finite.push(*dependent);
            }
        }
    }
    waiting.into_keys().collect()
}

/// The definitions that a value of a definition may hold a value of, and how many of them must have a finite value for it to
/// have one.
fn needs(shape: &Shape) -> (Vec<TypeId>, usize) {
    let known = |ty: &TypeRef| match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => {
            None
        }
    };
    match shape {
        Shape::Struct(object) => {
            let of: Vec<TypeId> =
                object.fields.iter().filter(|field| field.required).filter_map(|field| known(&field.ty)).collect();
            let needed = of.len();
            (of, needed)
        }
        Shape::Union(union) => {
            let of: Option<Vec<TypeId>> = union.variants.iter().map(|variant| known(&variant.ty)).collect();
            let of = of.unwrap_or_default();
            let needed = usize::from(!of.is_empty());
            (of, needed)
        }
        Shape::Alias(ty) => known(ty).map_or_else(Default::default, |id| (vec![id], 1)),
        Shape::Tuple(tuple) => {
            let required = tuple.elements.iter().filter(|element| element.required);
            let of: Vec<TypeId> = required.filter_map(|element| known(&element.ty)).collect();
            let needed = of.len();
            (of, needed)
        }
        Shape::Enumeration(_) | Shape::Contents(_) => (Vec::new(), 0),
    }
}
