//! Unions whose branches overlap: an object that one branch accepts may have members that only another one declares, or none. What the
//! variant's struct would drop is kept beside it. It is decided when all types are known, since branches are components as a rule.

use std::collections::HashSet;

use crate::ir::{Choice, Rest, Shape, Type, TypeId, TypeRef, Types, Union};
use crate::pointer::Pointer;

/// Marks the variants that keep members which their type does not declare. `keeping` are unions beside which members are declared.
pub(super) fn keep(types: &mut Types, keeping: &HashSet<Pointer>) {
    let keeps = |(id, definition): &(TypeId, &Type)| keeping.contains(&definition.pointer) || overlaps(types, *id);
    let mut open: Vec<TypeId> = types.iter().filter(keeps).map(|(id, _)| id).collect();
    let mut seen: HashSet<TypeId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        let drops: Vec<bool> =
            untagged(types, id).iter().flat_map(|union| &union.variants).map(|it| drops(types, &it.ty)).collect();
        let inner: Vec<TypeId> =
            untagged(types, id).iter().flat_map(|union| &union.variants).filter_map(|it| definition(types, &it.ty)).collect();
        // A branch that is itself such a union drops what its own branches drop.
        open.extend(inner.into_iter().filter(|inner| untagged(types, *inner).is_some() && seen.insert(*inner)));
        if let Some(definition) = types.get_mut(id)
            && let Shape::Union(union) = &mut definition.shape
        {
            union.variants.iter_mut().zip(drops).for_each(|(variant, drops)| variant.extra = drops);
        }
    }
}

fn untagged(types: &Types, id: TypeId) -> Option<&Union> {
    match &types.get(id)?.shape {
        Shape::Union(union) if union.choice == Choice::Check => Some(union),
        Shape::Union(_) | Shape::Struct(_) | Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => {
            None
        }
    }
}

/// Whether an object may be a value of several branches.
fn overlaps(types: &Types, id: TypeId) -> bool {
    untagged(types, id).is_some_and(|union| union.variants.iter().filter(|variant| is_object(types, &variant.ty)).count() > 1)
}

/// What a use names in the end, whatever other names lead there.
fn definition(types: &Types, ty: &TypeRef) -> Option<TypeId> {
    let mut current = ty;
    let mut seen = HashSet::new();
    loop {
        match current {
            TypeRef::Nullable(inner) => current = inner,
            TypeRef::Named(id) if seen.insert(*id) => match &types.get(*id)?.shape {
                Shape::Alias(ty) => current = ty,
                Shape::Struct(_) | Shape::Union(_) | Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Contents(_) => {
                    return Some(*id);
                }
            },
            TypeRef::Named(_)
            | TypeRef::Primitive(_)
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Any
            | TypeRef::AnyObject => return None,
        }
    }
}

/// Whether a value of the type may be an object.
fn is_object(types: &Types, ty: &TypeRef) -> bool {
    match definition(types, ty).and_then(|id| types.get(id)) {
        Some(definition) => matches!(definition.shape, Shape::Struct(_) | Shape::Union(_)),
        None => matches!(ty, TypeRef::Map(_) | TypeRef::AnyObject | TypeRef::Any | TypeRef::Named(_)),
    }
}

/// Whether the type drops what it does not declare: it is such a struct, or a tagged union that has one. A union without a tag is no such
/// type, since its own variants keep it.
fn drops(types: &Types, ty: &TypeRef) -> bool {
    let mut open: Vec<TypeId> = definition(types, ty).into_iter().filter(|id| untagged(types, *id).is_none()).collect();
    let mut seen: HashSet<TypeId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        match types.get(id).map(|definition| &definition.shape) {
            Some(Shape::Struct(object)) if object.rest == Rest::Ignored && !object.is_parts() => return true,
            Some(Shape::Union(union)) => {
                let inner = union.variants.iter().filter_map(|variant| definition(types, &variant.ty));
                open.extend(inner.filter(|id| seen.insert(*id)));
            }
            Some(Shape::Struct(_) | Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_)) | None => {}
        }
    }
    false
}
