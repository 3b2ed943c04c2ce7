//! Required members that have one value only: constants, and the tags by which unions know a type. Whoever makes a value need not say
//! them.

use std::collections::HashMap;

use crate::ir::{Check, Choice, EnumerationValues, Field, Held, Keyword, Only, Primitive, Shape, Type, TypeId, TypeRef, Types};

/// The tag of each type as a member of it; `None` where unions, or one of them, have several for it.
type Tags = HashMap<(TypeId, String), Option<String>>;

/// Fills in [`Field::only`].
pub(super) fn find(types: &mut Types) {
    let tags = tags(types);
    let mut found: Vec<(TypeId, Vec<Option<Only>>)> = Vec::new();
    for (id, definition) in types.iter() {
        if let Shape::Struct(object) = &definition.shape {
            let only = |field: &Field| only(types, (id, definition), field, &tags);
            found.push((id, object.fields.iter().map(only).collect()));
        }
    }
    for (id, values) in found {
        if let Some(Shape::Struct(object)) = types.get_mut(id).map(|definition| &mut definition.shape) {
            object.fields.iter_mut().zip(values).for_each(|(field, only)| field.only = only);
        }
    }
}

fn tags(types: &Types) -> Tags {
    let mut tags = Tags::new();
    for (_, definition) in types.iter() {
        let Shape::Union(union) = &definition.shape else { continue };
        let Choice::Tag(member) = &union.choice else { continue };
        for variant in &union.variants {
            let Some((id, _)) = types.meant(&variant.ty) else { continue };
            let tag = if let [tag] = variant.tags.as_slice() { Some(tag.clone()) } else { None };
            let known = tags.entry((id, member.clone())).or_insert_with(|| tag.clone());
            if *known != tag {
                *known = None;
            }
        }
    }
    tags
}

fn only(types: &Types, (id, definition): (TypeId, &Type), field: &Field, tags: &Tags) -> Option<Only> {
    if !field.required || field.held != Held::Value {
        return None;
    }
    let tag = tags.get(&(id, field.name.clone())).and_then(Option::as_deref);
    match &field.ty {
        TypeRef::Primitive(Primitive::String) => tag.map(|tag| Only::Text(tag.to_owned())),
        TypeRef::Primitive(Primitive::Boolean) => {
            constant(&definition.check, &field.name).map(|text| Only::Boolean(text == "true"))
        }
        TypeRef::Named(_) => {
            let (id, definition) = types.meant(&field.ty)?;
            let Shape::Enumeration(enumeration) = &definition.shape else { return None };
            let values: Vec<String> = match &enumeration.values {
                EnumerationValues::Strings(values) => values.clone(),
                EnumerationValues::Integers(values) => values.iter().map(i64::to_string).collect(),
            };
            let index = match (tag, values.len()) {
                (Some(tag), _) => values.iter().position(|value| value == tag)?,
                (None, 1) if !enumeration.open => 0,
                (None, _) => return None,
            };
            Some(Only::Listed(id, index))
        }
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any | TypeRef::AnyObject => {
            None
        }
    }
}

/// The one value that the check of an object allows for a member.
fn constant<'c>(check: &'c Check, name: &str) -> Option<&'c str> {
    let members =
        check.0.iter().filter_map(|keyword| if let Keyword::Members { declared, .. } = keyword { Some(declared) } else { None });
    let of_member = members.flatten().filter(|(declared, _)| declared == name).flat_map(|(_, check)| &check.0);
    let value = |keyword: &'c Keyword| {
        if let Keyword::Const(value) = keyword {
            return Some(value.as_str());
        }
        let Keyword::Enum(values) = keyword else { return None };
        if let [value] = values.as_slice() { Some(value.as_str()) } else { None }
    };
    of_member.filter_map(value).next()
}
