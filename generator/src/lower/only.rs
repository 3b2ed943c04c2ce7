//! Required members that have one value only: constants, and the tags by which unions know a type. Whoever makes a value need not say
//! them.

use std::collections::{HashMap, HashSet};

use letterpress_runtime::{json, to_json_text};

use super::context::Context;
use super::held;
use super::shared;
use crate::evaluate;
use crate::ir::{
    Check, Choice, Enumeration, EnumerationValues, Field, Held, JsonType, Keyword, Only, Primitive, Shape, TypeId, TypeRef, Types,
};
use crate::pointer::Pointer;

/// The tag of each type as a member of it; `None` where unions, or one of them, have several for it.
type Tags = HashMap<(TypeId, String), Option<String>>;

/// What must hold of the members of an object wherever its own check does.
type Demands<'c> = HashMap<&'c str, Vec<&'c Check>>;

const NULL: &str = "null";

/// Fills in [`Field::only`].
pub(super) fn find(cx: &mut Context<'_>, types: &mut Types) {
    let tags = tags(types);
    let mut found: Vec<(TypeId, Vec<Option<Only>>)> = Vec::new();
    for (id, definition) in types.iter() {
        if let Shape::Struct(object) = &definition.shape {
            let mut demands = Demands::new();
            collect(types, &definition.check, &mut HashSet::from([id]), &mut demands);
            let mut of_field = |field: &Field| {
                let tag = tags.get(&(id, field.name.clone())).and_then(Option::as_deref);
                let checks = demands.get(field.name.as_str()).map_or(&[][..], Vec::as_slice);
                only(cx, types, field, tag, checks, &definition.pointer)
            };
            found.push((id, object.fields.iter().map(&mut of_field).collect()));
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

fn only(cx: &mut Context<'_>, types: &Types, field: &Field, tag: Option<&str>, checks: &[&Check], at: &Pointer) -> Option<Only> {
    if !field.required || field.held != Held::Value {
        return None;
    }
    let constant = checks.iter().find_map(|check| single(types, check, &mut HashSet::new()));
    match &field.ty {
        TypeRef::Primitive(Primitive::String) if tag.is_some() => return tag.map(|tag| Only::Text(tag.to_owned())),
        TypeRef::Primitive(Primitive::Boolean) => return constant.map(|text| Only::Boolean(text == "true")),
        TypeRef::Named(_) => {
            if let Some((id, definition)) = types.meant(&field.ty)
                && let Shape::Enumeration(enumeration) = &definition.shape
            {
                return listed(enumeration, tag, constant.as_deref()).map(|index| Only::Listed(id, index));
            }
        }
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any | TypeRef::AnyObject => {
        }
    }
    let text = constant?;
    let tape = json::parse(&text).ok()?;
    let definition = |id| types.get(id).map(|definition| &definition.check);
    let satisfies = checks.iter().all(|check| evaluate::accepts(check, &definition, tape.root(), &mut cx.effort));
    let holds = satisfies && held::holds(types, &field.ty, tape.root());
    (holds && cx.admits_values(shared::text(&text), |cx| cx.span(at))).then(|| Only::Json(text.clone()))
}

/// Which value of an enumeration is meant.
fn listed(enumeration: &Enumeration, tag: Option<&str>, constant: Option<&str>) -> Option<usize> {
    let (values, tag): (Vec<String>, _) = match &enumeration.values {
        EnumerationValues::Strings(values) => (values.iter().filter_map(|value| quoted(value)).collect(), tag.and_then(quoted)),
        EnumerationValues::Integers(values) => (values.iter().map(i64::to_string).collect(), tag.map(str::to_owned)),
    };
    if tag.is_none() && values.len() == 1 && !enumeration.open {
        return Some(0);
    }
    let wanted = tag.as_deref().or(constant)?;
    values.iter().position(|value| value == wanted)
}

fn collect<'c>(types: &'c Types, check: &'c Check, seen: &mut HashSet<TypeId>, found: &mut Demands<'c>) {
    for keyword in &check.0 {
        if let Keyword::Members { declared, .. } = keyword {
            declared.iter().for_each(|(name, check)| found.entry(name).or_default().push(check));
        } else if let Keyword::AllOf(checks) = keyword {
            checks.iter().for_each(|check| collect(types, check, seen, found));
        } else if let Keyword::Schema(id) = keyword
            && seen.insert(*id)
            && let Some(target) = types.get(*id)
        {
            collect(types, &target.check, seen, found);
        }
    }
}

/// The value, as JSON text, beside which a check allows no other one.
fn single(types: &Types, check: &Check, seen: &mut HashSet<TypeId>) -> Option<String> {
    check.0.iter().find_map(|keyword| {
        if let Keyword::Const(value) = keyword {
            Some(value.clone())
        } else if let Keyword::Enum(values) = keyword {
            if let [value] = values.as_slice() { Some(value.clone()) } else { None }
        } else if let Keyword::EnumStrings(values) = keyword {
            if let [value] = values.as_slice() { quoted(value) } else { None }
        } else if let Keyword::Type(kinds) = keyword {
            (*kinds == [JsonType::Null]).then(|| NULL.to_owned())
        } else if let Keyword::Nullable(inner) = keyword {
            single(types, inner, seen).filter(|value| value == NULL)
        } else if let Keyword::AllOf(checks) = keyword {
            checks.iter().find_map(|check| single(types, check, seen))
        } else if let Keyword::Schema(id) = keyword {
            let target = types.get(*id).filter(|_| seen.insert(*id))?;
            single(types, &target.check, seen)
        } else {
            None
        }
    })
}

fn quoted(text: &str) -> Option<String> {
    to_json_text(text).ok()
}
