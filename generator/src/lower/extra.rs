//! Unions whose branches overlap: an object that one branch accepts may have members that only another one declares, or none. What the
//! variant's struct would drop is kept beside it, unless a member proves that no other branch accepts the object. It is decided when all types are known, since branches are components as a rule.

use std::collections::{BTreeMap, HashSet};

use crate::ir::{Check, Choice, Keyword, Rest, Shape, Type, TypeId, TypeRef, Types, Union};
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
    untagged(types, id).is_some_and(|union| {
        let objects: Vec<&Check> =
            union.variants.iter().filter(|variant| is_object(types, &variant.ty)).map(|variant| &variant.check).collect();
        objects.len() > 1 && !tells_apart(types, &objects)
    })
}

/// Whether some member has texts in each branch that it has in no other.
fn tells_apart(types: &Types, branches: &[&Check]) -> bool {
    let demanded: Vec<_> = branches.iter().map(|check| demands(types, check)).collect();
    let names = demanded.first().into_iter().flat_map(|demands| demands.texts.keys());
    let mut texts_of = names.map(|name| demanded.iter().map(|demands| demands.of(name)).collect::<Option<Vec<_>>>());
    texts_of.any(|texts| {
        let mut seen = HashSet::new();
        texts.is_some_and(|texts| texts.into_iter().flatten().all(|text| seen.insert(text)))
    })
}

/// What a check demands of the members of an object.
#[derive(Default)]
struct Demands {
    required: HashSet<String>,
    texts: BTreeMap<String, HashSet<String>>,
}

impl Demands {
    /// The texts of which a member must have one.
    fn of(&self, name: &str) -> Option<&HashSet<String>> {
        self.texts.get(name).filter(|_| self.required.contains(name))
    }
}

/// What a check and all of its parts demand.
fn demands(types: &Types, check: &Check) -> Demands {
    let mut found = Demands::default();
    let mut seen = HashSet::new();
    let mut open = vec![check];
    while let Some(check) = open.pop() {
        for keyword in &check.0 {
            if let Keyword::Required(names) = keyword {
                found.required.extend(names.iter().cloned());
            } else if let Keyword::AllOf(parts) = keyword {
                open.extend(parts);
            } else if let Keyword::Schema(id) = keyword {
                open.extend(types.get(*id).filter(|_| seen.insert(*id)).map(|definition| &definition.check));
            } else if let Keyword::Discriminator { property, mapping } = keyword {
                found.required.insert(property.clone());
                found.texts.insert(property.clone(), mapping.iter().map(|(tag, _)| tag.clone()).collect());
            } else if let Keyword::Members { declared, .. } = keyword {
                let listed = declared.iter().filter_map(|(name, check)| Some((name.clone(), texts(types, check)?)));
                found.texts.extend(listed);
            }
        }
    }
    found
}

/// The texts that a value must be one of.
fn texts(types: &Types, check: &Check) -> Option<HashSet<String>> {
    let check = match check.0.as_slice() {
        [Keyword::Schema(id)] => &types.get(*id)?.check,
        _ => check,
    };
    check.0.iter().find_map(|keyword| {
        if let Keyword::EnumStrings(texts) = keyword {
            return Some(texts.iter().cloned().collect());
        }
        let Keyword::Const(value) = keyword else { return None };
        Some(HashSet::from([serde_json::from_str(value).ok()?]))
    })
}

/// What a use names in the end, whatever other names lead there.
fn definition(types: &Types, ty: &TypeRef) -> Option<TypeId> {
    match in_the_end(types, ty) {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any | TypeRef::AnyObject => {
            None
        }
    }
}

/// The type behind null and all other names.
fn in_the_end<'t>(types: &'t Types, ty: &'t TypeRef) -> &'t TypeRef {
    let mut current = ty;
    let mut seen = HashSet::new();
    loop {
        current = match current {
            TypeRef::Nullable(inner) => inner,
            TypeRef::Named(id) => match types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(ty)) if seen.insert(*id) => ty,
                Some(Shape::Alias(_)) => return &TypeRef::Any,
                Some(Shape::Struct(_) | Shape::Union(_) | Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Contents(_))
                | None => {
                    return current;
                }
            },
            TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => return current,
        };
    }
}

/// Whether a value of the type may be an object.
fn is_object(types: &Types, ty: &TypeRef) -> bool {
    match in_the_end(types, ty) {
        TypeRef::Named(id) => {
            types.get(*id).is_some_and(|definition| matches!(definition.shape, Shape::Struct(_) | Shape::Union(_)))
        }
        TypeRef::Map(_) | TypeRef::AnyObject | TypeRef::Any => true,
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Nullable(_) => false,
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
