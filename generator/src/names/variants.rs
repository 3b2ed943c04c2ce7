//! Names of the variants of a union.

use std::collections::BTreeMap;

use super::allocate::{Claim, Rules};
use super::case::{self, Case};
use super::lock::{Aspect, Key, Members, Namespace, Place, Presence};
use super::register::{Finding, Register};
use super::{legal, likeness, said};
use crate::ir::{Check, Format, Keyword, Primitive, TypeId, TypeRef, Union, Variant, VariantName};
use crate::pointer::Pointer;

/// What asks for the names of the variants, in order: by their type or their kind, then by what tells apart the branches of one kind.
/// A branch that was edited takes over the line of the lock that it had.
pub fn claims(
    rules: Rules,
    register: &mut Register,
    union: &Union,
    (place, at): (&Place, &Pointer),
    places: &BTreeMap<TypeId, Place>,
    idents: &BTreeMap<TypeId, String>,
) -> Vec<Claim> {
    let alike = |step: &VariantName| union.variants.iter().filter(|variant| variant.step == *step).count() > 1;
    let mut branches: Vec<Branch> = Vec::new();
    let mut earlier_counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (variant, Known { of, kind, said, types, count }) in union.variants.iter().zip(known(union, place, places)) {
        let plain = claim(rules, &variant.step, idents);
        let apart = told_apart(plain.clone(), variant, (&said, &types), idents);
        let earlier = earlier(place, variant, &kind, &named(variant, idents), &mut earlier_counts);
        let full = apart.wishes.last().filter(|full| !plain.wishes.contains(full)).cloned();
        let claim = if alike(&variant.step) { numbered(apart, count) } else { plain };
        branches.push(Branch { of, earlier, claim, kind, full });
    }
    known_again(register, (place, at), &branches);
    branches.into_iter().map(|branch| Claim { of: Some(branch.of), at: at.clone(), ..branch.claim }).collect()
}

/// What the lock knows a branch by.
pub struct Known {
    /// The line.
    pub of: Key,
    kind: String,
    said: String,
    types: Vec<String>,
    count: usize,
}

/// What the lock knows the variants of a union by, in order.
pub fn known(union: &Union, place: &Place, places: &BTreeMap<TypeId, Place>) -> Vec<Known> {
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for variant in &union.variants {
        let kind = kind(&variant.step, places);
        let (said, types) =
            said::variant(places, variant).numbered(matches!(variant.step, VariantName::Type(_)).then_some(kind.as_str()));
        let mut steps = vec![kind.clone()];
        if !is_bare(variant) {
            steps.extend(types.iter().cloned());
            steps.push(format!("x{:016x}", case::hash(&said)));
        }
        let count = count(&mut counts, &steps);
        steps.extend((count > 1).then(|| count.to_string()));
        let of = place.member(Aspect::Variant, &steps.iter().map(String::as_str).collect::<Vec<_>>());
        all.push(Known { of, kind, said, types, count });
    }
    all
}

/// A branch that asks for a name.
struct Branch {
    claim: Claim,
    /// The place of its type, or its kind.
    kind: String,
    /// What the lock knows it by: its kind, then, if it says more than that, the types in it and a hash of all that it says, then, if
    /// another one says the same, a number.
    of: Key,
    /// The same as earlier versions wrote it.
    earlier: Vec<Key>,
    /// The name that says most of it, if that says more than the kind.
    full: Option<String>,
}

/// How often this was counted, with now.
fn count(counts: &mut BTreeMap<Vec<String>, usize>, steps: &[String]) -> usize {
    let count = counts.entry(steps.to_vec()).or_default();
    *count += 1;
    *count
}

/// What earlier versions knew a branch by: the kind and a hash of all that it says with the Rust names of the types in it, and
/// before that one step with a short hash, where there was something to tell or in any case.
fn earlier(place: &Place, variant: &Variant, kind: &str, said: &str, counts: &mut BTreeMap<Vec<String>, usize>) -> Vec<Key> {
    let short = case::hashed(Case::Snake, kind, said);
    let shorter = if is_bare(variant) { kind } else { &short };
    let number = count(counts, &[shorter.to_owned()]);
    let mut earlier: Vec<Key> = [shorter, &short].map(|text| place.member(Aspect::Variant, &[&counted(text, number)])).into();
    if !is_bare(variant) {
        let steps = [kind.to_owned(), format!("x{:016x}", case::hash(said))];
        let number = count(counts, &steps);
        let number = (number > 1).then(|| number.to_string());
        let steps: Vec<&str> = steps.iter().chain(&number).map(String::as_str).collect();
        earlier.push(place.member(Aspect::Variant, &steps));
    }
    earlier
}

/// One of several that say the same, counted from one: any of them is as good as another.
fn counted(text: &str, count: usize) -> String {
    if count == 1 { text.to_owned() } else { format!("{text}_{count}") }
}

fn numbered(claim: Claim, count: usize) -> Claim {
    if count == 1 { claim } else { Claim { key: format!("{} {count}", claim.key), ..claim } }
}

/// The place of a variant's type, or its kind.
fn kind(step: &VariantName, places: &BTreeMap<TypeId, Place>) -> String {
    match step {
        VariantName::Type(id) => places.get(id).map_or("", Place::as_str).to_owned(),
        VariantName::Word(word) => word.clone(),
    }
}

/// Whether a branch says no more than its kind or its type. No two branches of one kind can be bare and differ.
fn is_bare(variant: &Variant) -> bool {
    let checks = variant.check.0.as_slice();
    match (&variant.step, &variant.ty) {
        (VariantName::Type(_), TypeRef::Named(id)) => checks.is_empty() || *checks == [Keyword::Schema(*id)],
        (VariantName::Type(_), _) => false,
        (VariantName::Word(_), ty) => {
            let own = own_format(ty).map(Keyword::Format);
            let is_type = |check: &Keyword| matches!(check, Keyword::Type(kinds) if kinds.len() == 1);
            let is_limit = |check: &Keyword| matches!(check, Keyword::Limit(_));
            let is_own = |check: &Keyword| {
                own.as_ref() == Some(check) || (*check == Keyword::Base64 && own_format(ty) == Some(Format::Byte))
            };
            is_widest(ty) && checks.iter().all(|check| is_type(check) || is_limit(check) || is_own(check))
        }
    }
}

/// The format that every value of a kind has.
fn own_format(ty: &TypeRef) -> Option<Format> {
    let TypeRef::Primitive(primitive) = ty else { return None };
    match primitive {
        Primitive::Int64 => Some(Format::Int64),
        Primitive::Date => Some(Format::Date),
        Primitive::DateTime => Some(Format::DateTime),
        Primitive::Time => Some(Format::Time),
        Primitive::Duration => Some(Format::Duration),
        Primitive::Uuid => Some(Format::Uuid),
        Primitive::Base64 => Some(Format::Byte),
        Primitive::Boolean
        | Primitive::Int32
        | Primitive::Int128
        | Primitive::Uint32
        | Primitive::Uint64
        | Primitive::Float
        | Primitive::Double
        | Primitive::Decimal
        | Primitive::String
        | Primitive::Password
        | Primitive::QuotedInt32
        | Primitive::QuotedInt64
        | Primitive::QuotedUint32
        | Primitive::QuotedUint64
        | Primitive::QuotedDecimal => None,
    }
}

/// Whether a type is the one that a kind of value has if nothing more is said of it.
fn is_widest(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => {
            let narrow = [
                Primitive::Int32,
                Primitive::Int128,
                Primitive::Uint32,
                Primitive::Uint64,
                Primitive::Float,
                Primitive::QuotedInt32,
                Primitive::QuotedInt64,
                Primitive::QuotedUint32,
                Primitive::QuotedUint64,
                Primitive::QuotedDecimal,
            ];
            !narrow.contains(primitive)
        }
        TypeRef::List(inner) => **inner == TypeRef::Any,
        TypeRef::Any | TypeRef::AnyObject => true,
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => false,
    }
}

/// Finds the lines of branches that are no longer known by what they say: if one branch of a kind is new, and one line of that
/// kind was there at the last run and names no branch, the branch was edited. One that was gone comes back, whatever it says by then,
/// if its type tells that it is the same. Beside others of its kind it may be another one, so that is told.
fn known_again(register: &mut Register, (place, at): (&Place, &Pointer), branches: &[Branch]) {
    let namespace = Namespace::Members(place.clone(), Members::Variants);
    let is_line = |key: &Key| key.aspect == Aspect::Variant && !key.is_former();
    let lines = register.known(&namespace).iter().filter(|(key, _, _)| is_line(key));
    let mut left: BTreeMap<Key, Presence> = lines.map(|(key, entry, _)| (key.clone(), entry.presence)).collect();
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    left.keys().for_each(|key| *of_kind.entry(likeness::kind_of(&key.member).to_owned()).or_default() += 1);
    let mut new: BTreeMap<&str, Vec<&Branch>> = BTreeMap::new();
    for branch in branches.iter().filter(|branch| left.remove(&branch.of).is_none()) {
        new.entry(&branch.kind).or_default().push(branch);
    }
    for (kind, mut new) in new {
        new.retain(|branch| match branch.earlier.iter().find(|earlier| left.remove(*earlier).is_some()) {
            Some(earlier) => {
                register.become_of(earlier, &branch.of);
                false
            }
            None => true,
        });
        let kind = place.member(Aspect::Variant, &[kind]).member;
        let only = |wanted: Presence| {
            let of_kind = left.iter().filter(|(key, presence)| **presence == wanted && likeness::kind_of(&key.member) == kind);
            let mut lines = of_kind.map(|(key, _)| key.clone());
            lines.next().filter(|_| lines.next().is_none())
        };
        let has =
            |wanted: Presence| left.iter().any(|(key, presence)| *presence == wanted && likeness::kind_of(&key.member) == kind);
        let is_type = kind.contains("~1");
        let gone = || only(Presence::Gone).filter(|_| is_type && !has(Presence::There));
        if let ([branch], Some(line)) = (new.as_slice(), only(Presence::There).or_else(gone)) {
            let is_alone = of_kind.get(&kind) == Some(&1) && branches.iter().filter(|it| it.kind == branch.kind).count() == 1;
            let name = register.known(&namespace).iter().find(|(key, _, _)| *key == line).map(|(_, entry, _)| entry.name.clone());
            let says = |name: &String| branch.full.as_ref().is_some_and(|full| legal::folded(full) == legal::folded(name));
            if let Some(name) = name.filter(|name| !is_alone && !says(name)) {
                register.tell(Finding::Edited { key: branch.of.clone(), at: at.clone(), name });
            }
            register.become_of(&line, &branch.of);
        }
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
fn told_apart(claim: Claim, variant: &Variant, (said, types): (&str, &[String]), idents: &BTreeMap<TypeId, String>) -> Claim {
    let Claim { mut wishes, rank, further, .. } = claim;
    let of = of(variant, idents);
    wishes.extend([of.clone(), format!("{of}{}", limits(&variant.check))]);
    Claim { key: format!("{said} {}", types.join(" ")), wishes, further, rank, ..Claim::default() }
}

/// The kind of a branch with that of its elements.
fn of(variant: &Variant, idents: &BTreeMap<TypeId, String>) -> String {
    match &variant.step {
        VariantName::Word(word) => format!("{}{}", case::plain(Case::Pascal, word), elements(&variant.ty, idents)),
        VariantName::Type(id) => idents.get(id).cloned().unwrap_or_default(),
    }
}

/// What a branch says, with the Rust names of the types in it.
fn named(variant: &Variant, idents: &BTreeMap<TypeId, String>) -> String {
    let mut tags = variant.tags.clone();
    tags.sort();
    let said = without_numbers(&as_before_limits(&format!("{:?} {:?}", variant.ty, variant.check)), idents);
    format!("{} {tags:?} {said}", of(variant, idents))
}

/// Earlier versions called the limits of integers formats, and had none for floats.
fn as_before_limits(said: &str) -> String {
    let floats = ["Limit(Float)", "Limit(Double)"].into_iter();
    let without = floats.fold(said.to_owned(), |said, limit| said.replace(&format!(", {limit}"), "").replace(limit, ""));
    without.replace("Limit(", "Format(")
}

/// `OfText` for a list or a map of strings.
fn elements(ty: &TypeRef, idents: &BTreeMap<TypeId, String>) -> String {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => format!("Of{}", element(inner, idents)),
        TypeRef::Nullable(inner) => elements(inner, idents),
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::AnyObject => String::new(),
    }
}

fn element(ty: &TypeRef, idents: &BTreeMap<TypeId, String>) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive.word().to_owned(),
        TypeRef::Named(id) => idents.get(id).cloned().unwrap_or_default(),
        TypeRef::List(_) => format!("List{}", elements(ty, idents)),
        TypeRef::Map(_) => format!("Map{}", elements(ty, idents)),
        TypeRef::Nullable(inner) => format!("Nullable{}", element(inner, idents)),
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
