//! Names of the variants of a union.

use std::collections::BTreeMap;

use super::allocate::{Claim, Rules};
use super::case::{self, Case};
use super::lock::{Aspect, Key, Place};
use crate::ir::{Check, Keyword, TypeId, TypeRef, Union, Variant, VariantName};

/// What asks for the names of the variants, in order: by their type or their kind, then by what tells apart the branches of one kind.
pub fn claims(
    rules: Rules,
    union: &Union,
    place: &Place,
    places: &BTreeMap<TypeId, Place>,
    idents: &BTreeMap<TypeId, String>,
) -> Vec<Claim> {
    let alike = |step: &VariantName| union.variants.iter().filter(|variant| variant.step == *step).count() > 1;
    let mut claims: Vec<Claim> = Vec::new();
    let mut keys: BTreeMap<Key, usize> = BTreeMap::new();
    for variant in &union.variants {
        let claim = claim(rules, &variant.step, idents);
        let claim = if alike(&variant.step) { told_apart(claim, variant, idents) } else { claim };
        let key = key(&claim, variant, place, places);
        let before = keys.entry(key.clone()).or_default();
        *before += 1;
        claims.push(numbered(claim, key, *before));
    }
    claims
}

/// The claim as that of one of several variants which say the same, counted from one: any of them is as good as another.
fn numbered(claim: Claim, of: Key, count: usize) -> Claim {
    match count {
        1 => Claim { of: Some(of), ..claim },
        more => {
            let member = format!("{}_{more}", of.member);
            Claim { key: format!("{} {more}", claim.key), of: Some(Key { member, ..of }), ..claim }
        }
    }
}

/// What the lock knows a variant by: the place of its type, or its kind.
fn key(claim: &Claim, variant: &Variant, place: &Place, places: &BTreeMap<TypeId, Place>) -> Key {
    let hash = if claim.wishes.len() > 2 { case::hashed(Case::Snake, "", &claim.key) } else { String::new() };
    match &variant.step {
        VariantName::Type(id) => {
            let of = places.get(id).map_or("", Place::as_str);
            place.member(Aspect::Variant, &[&format!("{of}{hash}")])
        }
        VariantName::Word(word) => place.member(Aspect::Variant, &[&format!("{word}{hash}")]),
    }
}

fn claim(rules: Rules, step: &VariantName, idents: &BTreeMap<TypeId, String>) -> Claim {
    match step {
        VariantName::Type(id) => {
            let name = idents.get(id).cloned().unwrap_or_default();
            Claim { rank: 0, ..Claim::made(name.clone(), name) }
        }
        VariantName::Word(word) => Claim::word(rules, word),
    }
}

/// The claim of one of several branches of a kind: `ListOfText`, `IntegerMinimum10`, or a hash of all that the branch says.
fn told_apart(claim: Claim, variant: &Variant, idents: &BTreeMap<TypeId, String>) -> Claim {
    let Claim { mut wishes, rank, further, .. } = claim;
    let of = match &variant.step {
        VariantName::Word(word) => format!("{}{}", case::plain(Case::Pascal, word), elements(&variant.ty, idents)),
        VariantName::Type(_) => wishes.first().cloned().unwrap_or_default(),
    };
    wishes.extend([of.clone(), format!("{of}{}", limits(&variant.check))]);
    let mut tags = variant.tags.clone();
    tags.sort();
    let key = format!("{of} {tags:?} {}", without_numbers(&format!("{:?} {:?}", variant.ty, variant.check), idents));
    Claim { key, wishes, further, rank, ..Claim::default() }
}

/// `OfText` for a list or a map of strings.
fn elements(ty: &TypeRef, idents: &BTreeMap<TypeId, String>) -> String {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => format!("Of{}", kind(inner, idents)),
        TypeRef::Nullable(inner) => elements(inner, idents),
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::AnyObject => String::new(),
    }
}

fn kind(ty: &TypeRef, idents: &BTreeMap<TypeId, String>) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive.word().to_owned(),
        TypeRef::Named(id) => idents.get(id).cloned().unwrap_or_default(),
        TypeRef::List(_) => format!("List{}", elements(ty, idents)),
        TypeRef::Map(_) => format!("Map{}", elements(ty, idents)),
        TypeRef::Nullable(inner) => format!("Nullable{}", kind(inner, idents)),
        TypeRef::Any => "Any".to_owned(),
        TypeRef::AnyObject => "Object".to_owned(),
    }
}

/// The limits of a branch as words: `Minimum10`.
fn limits(check: &Check) -> String {
    check.0.iter().filter_map(limit).map(|(word, value)| format!("{word}{}", case::spelled(Case::Pascal, &value))).collect()
}

/// A keyword with a short value; the others have no words.
fn limit(keyword: &Keyword) -> Option<(&'static str, String)> {
    if let Keyword::Minimum(value) = keyword {
        return Some(("Minimum", value.clone()));
    }
    if let Keyword::Maximum(value) = keyword {
        return Some(("Maximum", value.clone()));
    }
    if let Keyword::ExclusiveMinimum(value) = keyword {
        return Some(("Above", value.clone()));
    }
    if let Keyword::ExclusiveMaximum(value) = keyword {
        return Some(("Below", value.clone()));
    }
    if let Keyword::MultipleOf(value) = keyword {
        return Some(("MultipleOf", value.clone()));
    }
    if let Keyword::MinLength(count) | Keyword::MinItems(count) | Keyword::MinProperties(count) = keyword {
        return Some(("AtLeast", count.to_string()));
    }
    if let Keyword::MaxLength(count) | Keyword::MaxItems(count) | Keyword::MaxProperties(count) = keyword {
        return Some(("AtMost", count.to_string()));
    }
    None
}

/// Names in place of the numbers of types, which depend on the order of a description.
fn without_numbers(text: &str, idents: &BTreeMap<TypeId, String>) -> String {
    let mut parts = text.split("TypeId(");
    let mut stable = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap_or(("", part));
        let ident = number.parse().ok().and_then(|number| idents.get(&TypeId(number)));
        stable.push_str(ident.map_or(number, String::as_str));
        stable.push_str(rest);
    }
    stable
}
