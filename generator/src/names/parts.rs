//! What `names.lock` knows components by that stand elsewhere: by where they stand, never by the key that they happen to have among
//! the components of the run.
//!
//! A component of the main document that is a reference to a part, and nothing else, is one thing with it. It has the place of
//! the component, for that is what the main document calls it; a line `refers` says which part it was, so that the part keeps
//! the names when the component goes and the part stays. What a reference reaches inside of a definition has the place that
//! it would have if nothing referred to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::likeness::{self, Held, Within};
use super::lock::{Aspect, Key, Lock, Place};
use super::namesakes::{Namesakes, component};
use super::{again, escape, place};
use crate::ir::{self, Origin, SharedPlace, TypeId};
use crate::part::{Part, Parts, Role};
use crate::pointer::Pointer;

/// The places by which the lock knows components, where these do not follow from their keys.
#[derive(Clone, Debug, Default)]
pub struct Keys(BTreeMap<Component, Known>);

/// A branch of a union, or something inside of one.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The place of the union.
    pub union: Place,
    /// The position of the branch.
    pub index: usize,
    /// From a step that stands for the branch to the part; that step alone is the branch itself.
    way: Place,
}

impl Branch {
    /// The place, if the branch has one.
    pub fn of(&self, branch: &Place) -> Place {
        branch.along(&self.way)
    }

    /// Whether this is the branch itself.
    pub fn is_whole(&self) -> bool {
        self.way.steps().count() == 1
    }
}

/// A component: its section and its key.
type Component = (String, String);

#[derive(Clone, Debug)]
struct Known {
    /// If it is a branch of a union, or inside of one, this is only a place that nothing else has.
    place: Place,
    branch: Option<Branch>,
    /// What it is called, best first.
    words: Vec<String>,
}

impl Keys {
    /// The place of the component `key` of a section.
    pub fn place(&self, section: &str, key: &str) -> Place {
        let known = self.0.get(&(section.to_owned(), key.to_owned()));
        known.map_or_else(|| Place::of(&[section, key]), |known| known.place.clone())
    }

    /// The branch that the component schema `key` is, or is inside of.
    pub fn branch(&self, key: &str) -> Option<&Branch> {
        self.0.get(&("schemas".to_owned(), key.to_owned()))?.branch.as_ref()
    }

    /// What the component `key` of a section is called, best first.
    pub fn words(&self, section: &str, key: &str) -> Vec<String> {
        let known = self.0.get(&(section.to_owned(), key.to_owned()));
        known.map_or_else(|| vec![key.to_owned()], |known| known.words.clone())
    }
}

/// How the components of an API are known.
pub struct Placed {
    /// By which places.
    pub keys: Keys,
    /// The lock in terms of them.
    pub lock: Lock,
    /// The lines that say to which parts components of the main document refer.
    pub refers: Vec<(Key, String)>,
}

/// What the places of parts are found by.
struct Context<'a> {
    api: &'a ir::Api,
    parts: &'a Parts,
    /// The keys of parts by their section and id.
    ids: HashMap<(&'a str, String), &'a str>,
    lock: &'a Lock,
    /// The components that have names.
    present: BTreeSet<Component>,
    /// Where types are defined.
    typed: BTreeSet<&'a Pointer>,
    /// The component schemas.
    schemas: BTreeMap<&'a str, TypeId>,
    /// The operations, by path and method.
    operations: BTreeMap<(String, String), Place>,
    /// The components of the main document that refer to a part, by its section and id.
    named: BTreeMap<(String, String), Place>,
    keys: Keys,
    moves: BTreeMap<Place, Place>,
}

/// How the components of an API are known in a lock, which may be from before parts had places of their own.
pub fn placed(api: &ir::Api, parts: &Parts, lock: &Lock) -> Placed {
    let present = present(api);
    let of_path = |it: &&ir::Operation| it.key.group() == ir::Group::Tag;
    let key = |it: &ir::Operation| (it.key.written().to_owned(), it.key.method.to_lowercase());
    let operations = api.operations().filter(of_path).map(|it| (key(it), place::operation(it))).collect();
    let schemas = api.types.iter().filter_map(|(id, definition)| match &definition.origin {
        Origin::Component(name) => Some((name.as_str(), id)),
        Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    });
    let mut cx = Context {
        api,
        parts,
        ids: parts.iter().map(|(section, key, part)| ((section, part.id()), key)).collect(),
        lock,
        present,
        typed: api.types.iter().map(|(_, definition)| &definition.pointer).collect(),
        schemas: schemas.collect(),
        operations,
        named: BTreeMap::new(),
        keys: Keys::default(),
        moves: BTreeMap::new(),
    };
    let namesakes = Namesakes::of(lock);
    let refers = named(&mut cx, &namesakes);
    moved(&mut cx, &namesakes);
    let stale =
        |key: &Key| key.aspect == Aspect::Refers && component(key).is_some_and(|(section, key)| is_own(&cx, section, &key));
    let lock = lock.clone().without(stale).moved(&cx.moves);
    recognise(api, parts, &lock, &mut cx.keys);
    Placed { keys: cx.keys, lock, refers }
}

/// The components that have names.
fn present(api: &ir::Api) -> BTreeSet<Component> {
    let component = |origin: &Origin| match origin {
        Origin::Component(name) => Some(("schemas".to_owned(), name.clone())),
        Origin::Shared { place, name } => Some((section(place)?.to_owned(), name.clone())),
        Origin::Inside { .. } | Origin::Operation { .. } => None,
    };
    api.types.iter().filter_map(|(_, definition)| component(&definition.origin)).collect()
}

/// The section of the components in which something shared stands.
fn section(place: &SharedPlace) -> Option<&'static str> {
    match place {
        SharedPlace::Parameter => Some("parameters"),
        SharedPlace::RequestBody => Some("requestBodies"),
        SharedPlace::Response | SharedPlace::ResponseHeader(_) => Some("responses"),
        SharedPlace::Header => Some("headers"),
        SharedPlace::Media(place, _) | SharedPlace::Contents(place) => section(place),
        SharedPlace::PathItem(..) | SharedPlace::Elsewhere => None,
    }
}

/// Whether a component is the main document's own.
fn is_own(cx: &Context<'_>, section: &str, key: &str) -> bool {
    cx.present.contains(&(section.to_owned(), key.to_owned())) && cx.parts.get(section, key).is_none()
}

/// Whether the main document has a component of that name.
fn is_there(cx: &Context<'_>, section: &str, key: &str) -> bool {
    let is_named = cx.parts.get(section, key).is_none_or(|part| part.role == Role::Named);
    is_named && cx.present.contains(&(section.to_owned(), key.to_owned()))
}

/// Places the parts that components of the main document are one with. Returns what these refer to.
fn named(cx: &mut Context<'_>, namesakes: &Namesakes<'_>) -> Vec<(Key, String)> {
    let mut refers = Vec::new();
    for (section, key, part) in cx.parts.iter().filter(|(_, _, part)| part.role == Role::Named) {
        let id = part.id();
        let (of_part, of_key) = (Place::of(&[section, &id]), Place::of(&[section, key]));
        let former = namesakes.former(section, &id).filter(|former| *former != key);
        // The component is a newcomer, and what it refers to is not.
        let keeps = (former.is_some() || cx.lock.knows(&of_part)) && !cx.lock.knows(&of_key);
        if let Some(former) = former.filter(|_| keeps && !cx.lock.knows(&of_part)) {
            cx.moves.insert(Place::of(&[section, former]), of_part.clone());
        }
        if !keeps && cx.present.contains(&(section.to_owned(), key.to_owned())) {
            refers.push((of_key.key(Aspect::Refers), escape::step(&id)));
        }
        let place = if keeps { of_part } else { of_key };
        let known = Known { place: place.clone(), branch: None, words: vec![key.to_owned(), part.long.clone()] };
        cx.keys.0.insert((section.to_owned(), key.to_owned()), known);
        cx.named.insert((section.to_owned(), id), place);
    }
    refers
}

/// Places the parts that only stages have named.
fn moved(cx: &mut Context<'_>, namesakes: &Namesakes<'_>) {
    let is_old = !cx.lock.iter().any(|(key, _)| is_part(&key.place) || key.aspect == Aspect::Refers);
    let mut used = BTreeSet::new();
    for (section, key, part) in cx.parts.iter().filter(|(_, _, part)| part.role == Role::Moved) {
        let component = (section.to_owned(), key.to_owned());
        if !cx.present.contains(&component) {
            continue;
        }
        let id = part.id();
        let definition = definition(cx, section, part);
        let at = pointer(cx, section, part);
        let place = definition.as_ref().and_then(|(place, holds)| inside(cx, (place, &at), *holds, &part.inside));
        let branch = definition.as_ref().and_then(|(place, holds)| branch(cx, (place, &at), *holds, &part.inside));
        let place = place.filter(|place| !used.contains(place)).unwrap_or_else(|| Place::of(&[section, &id]));
        let own = Place::of(&[section, &part.definition]);
        for (part, to) in [(&part.definition, &own), (&id, &place)] {
            let gone = namesakes.former(section, part).filter(|former| !is_there(cx, section, former));
            if let Some(gone) = gone.filter(|_| !cx.lock.knows(to)) {
                cx.moves.insert(Place::of(&[section, gone]), to.clone());
            }
        }
        let of_key = Place::of(&[section, key]);
        if is_old && !cx.lock.knows(&place) && cx.lock.knows(&of_key) && fits(cx, key, &of_key) {
            cx.moves.insert(of_key, place.clone());
        }
        used.insert(place.clone());
        cx.keys.0.insert(component, Known { place, branch, words: vec![key.to_owned(), part.long.clone()] });
    }
}

/// Whether what an old lock knows under the key of a part can be that part: what one of them holds, the other holds, too.
fn fits(cx: &Context<'_>, key: &str, place: &Place) -> bool {
    let plain = |member: &String| !member.starts_with("variant ");
    let known: Held = likeness::own_at(cx.lock, place).into_iter().filter(plain).collect();
    let Some(id) = cx.schemas.get(key) else { return true };
    let held: Held = likeness::own(cx.api, &cx.keys, *id).into_iter().filter(plain).collect();
    held.is_subset(&known) || known.is_subset(&held)
}

/// Whether a place is, or is in, a part of another file, or of an operation.
fn is_part(place: &Place) -> bool {
    let mut steps = place.steps();
    let section = steps.next().unwrap_or_default();
    !matches!(section, "operations" | "paths" | "webhooks" | "callbacks") && steps.next().is_some_and(|step| step.contains('#'))
}

/// Whether the schema at a place is a type, whatever it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Type,
    Any,
}

/// The place of the definition that a part is, or is inside of.
fn definition(cx: &Context<'_>, section: &str, part: &Part) -> Option<(Place, Holds)> {
    if let Some(place) = cx.named.get(&(section.to_owned(), part.definition.clone())) {
        return Some((place.clone(), Holds::Type));
    }
    let Some(pointer) = part.definition.strip_prefix('#') else {
        return Some((Place::of(&[section, &part.definition]), Holds::Type));
    };
    let pointer = Pointer::from_text(pointer);
    let tokens: Vec<_> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| token.as_ref()).collect();
    match tokens.as_slice() {
        ["schemas", key] => Some((Place::of(&["schemas", key]), Holds::Type)),
        ["paths", path, "parameters", parameter, "schema"] => {
            let (location, name) = parameter.split_once(':')?;
            Some((Place::of(&["paths", path, "parameters", location, name]), Holds::Any))
        }
        ["paths", path, method, of @ .., "schema" | "itemSchema"] => {
            let operation = cx.operations.get(&((*path).to_owned(), method.to_lowercase()))?;
            Some((part_of(operation, of)?, Holds::Any))
        }
        ["responses", key, "headers", header, "schema"] => Some((Place::of(&["responses", key, "headers", header]), Holds::Any)),
        ["requestBodies" | "responses", key, "content", media_type, "schema" | "itemSchema"] => {
            Some((body(Place::of(&[tokens.first()?, key]), media_type), Holds::Any))
        }
        ["responses", key, "schema"] => Some((Place::of(&[tokens.first()?, key]), Holds::Any)),
        ["parameters" | "headers", key, "schema"] => Some((Place::of(&[tokens.first()?, key]), Holds::Any)),
        _ => Some((Place::of(&[section, &part.definition]), Holds::Type)),
    }
}

/// The place of a schema of an operation.
fn part_of(operation: &Place, of: &[&str]) -> Option<Place> {
    match of {
        ["parameters", parameter, ..] => match parameter.split_once(':')? {
            ("body", _) => Some(operation.child("requestBody")),
            (location, name) => Some(operation.child("parameters").child(location).child(name)),
        },
        ["requestBody", "content", media_type] => Some(body(operation.child("requestBody"), media_type)),
        ["responses", status, of @ ..] => {
            let status = if *status == "default" { (*status).to_owned() } else { status.to_uppercase() };
            let response = operation.child("responses").child(&status);
            match of {
                ["headers", header] => Some(response.child("headers").child(header)),
                ["content", media_type] => Some(body(response, media_type)),
                [] => Some(response),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The place of the schema of a media type.
pub fn body(place: Place, media_type: &str) -> Place {
    if media_type == "application/json" { place } else { place.child("content").child(media_type) }
}

/// Where the definition that a part is, or is inside of, stands in the tree; a place that nothing has if only words lead there.
fn pointer(cx: &Context<'_>, section: &str, part: &Part) -> Pointer {
    let components = Pointer::from_text("/components");
    let key = cx.ids.get(&(section, part.definition.clone()));
    match (key, part.definition.strip_prefix('#')) {
        (Some(key), _) => components.child(section).child(key),
        (None, Some(text)) if text.starts_with("/paths/") => Pointer::from_text(text),
        (None, Some(text)) => Pointer::from_text(text).tokens().fold(components, |at, token| at.child(&token)),
        (None, None) => components.child(section).child(&part.definition),
    }
}

/// The place that a type inside of a definition has if nothing refers to it; `None` if that depends on what else there is.
fn inside(cx: &Context<'_>, (definition, at): (&Place, &Pointer), holds: Holds, steps: &[String]) -> Option<Place> {
    let mut place = definition.clone();
    let mut at = at.clone();
    // Items and values are told from what holds them only where that is a type itself.
    let mut told = holds == Holds::Type;
    let mut rest = steps.iter().map(String::as_str);
    while let Some(step) = rest.next() {
        told |= cx.typed.contains(&at);
        at = at.child(step);
        match step {
            "properties" | "$defs" | "definitions" => {
                let name = rest.next()?;
                place = place.child(step).child(name);
                at = at.child(name);
                told = step != "properties";
            }
            "items" | "additionalProperties" if told => place = place.child(step),
            "items" | "additionalProperties" => {}
            "allOf" if rest.len() > 1 => at = at.child(rest.next()?),
            _ => return None,
        }
    }
    Some(place)
}

/// The branch that a part is, or is inside of, of a union inside of a definition.
fn branch(cx: &Context<'_>, definition: (&Place, &Pointer), holds: Holds, steps: &[String]) -> Option<Branch> {
    let mut at = 0;
    loop {
        match steps.get(at)?.as_str() {
            "oneOf" | "anyOf" => break,
            "properties" | "$defs" | "definitions" | "allOf" => at += 2,
            _ => at += 1,
        }
    }
    let (before, after) = steps.split_at_checked(at)?;
    let (position, rest) = after.get(1..)?.split_first()?;
    // The elements of a list that is a branch count as the branch; of a map it depends on what else it is.
    let skipped = rest.iter().take_while(|step| *step == "items").count();
    let rest = rest.get(skipped..).filter(|rest| rest.first().is_none_or(|step| step != "additionalProperties"))?;
    let to_branch = steps.get(..steps.len() - rest.len())?;
    let at = to_branch.iter().fold(definition.1.clone(), |at, step| at.child(step));
    let way = self::inside(cx, (&Place::of(&["branch"]), &at), Holds::Type, rest)?;
    Some(Branch { union: self::inside(cx, definition, holds, before)?, index: position.parse().ok()?, way })
}

/// A list in which parts are: what stands before and behind the position in their ids.
type List = (String, String);

/// Where a position in a list is all that a place says, the part that holds most of what an old one held is that one.
fn recognise(api: &ir::Api, parts: &Parts, lock: &Lock, keys: &mut Keys) {
    let mut lists: BTreeMap<List, Vec<(usize, TypeId, &str)>> = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        if let Origin::Component(name) = &definition.origin
            && let Some(part) = parts.get("schemas", name).filter(|part| part.role == Role::Moved)
            && keys.branch(name).is_none()
            && keys.place("schemas", name) == Place::of(&["schemas", &part.id()])
            && let Some((before, number, after)) = position(&part.id())
        {
            lists.entry((before.to_owned(), after.to_owned())).or_default().push((number, id, name));
        }
    }
    if lists.is_empty() {
        return;
    }
    let mut known: BTreeMap<List, BTreeMap<String, likeness::Known>> = BTreeMap::new();
    for (key, entry) in lock.iter() {
        let mut steps = key.place.steps();
        let (section, part) = (steps.next(), steps.next().and_then(escape::plain).unwrap_or_default());
        if let (Some("schemas"), Some((before, number, after))) = (section, position(&part)) {
            let list = known.entry((before.to_owned(), after.to_owned())).or_default();
            list.entry(number.to_string()).or_default().add(key, entry, steps);
        }
    }
    let inside = likeness::inside(api);
    for (list, elements) in lists {
        let old = known.remove(&list).unwrap_or_default();
        let old = old.iter().map(|(number, known)| (number.as_str(), known)).collect();
        let within = Within { inside: &inside, keys };
        let held: Vec<_> = elements.iter().map(|(number, id, _)| (*number, likeness::held(api, within, *id))).collect();
        for (number, (_, _, name)) in again::numbered(&held, &old).into_iter().zip(&elements) {
            let place = Place::of(&["schemas", &format!("{}/{number}{}", list.0, list.1)]);
            if let Some(known) = keys.0.get_mut(&("schemas".to_owned(), (*name).to_owned())) {
                known.place = place;
            }
        }
    }
}

/// Whether a place is, or is in, a part that only its position tells from its siblings.
pub fn is_told_by_position(place: &Place) -> bool {
    let mut steps = place.steps();
    let (section, part) = (steps.next(), steps.next().and_then(escape::plain).unwrap_or_default());
    section == Some("schemas") && part.contains('#') && position(&part).is_some()
}

/// The last step of an id that is a position, with what stands before and behind it.
fn position(id: &str) -> Option<(&str, usize, &str)> {
    let (start, number) = id.match_indices('/').rev().find_map(|(at, _)| {
        let rest = id.get(at + 1..)?;
        let step = rest.split('/').next()?;
        step.parse::<usize>().ok().filter(|number| number.to_string() == step).map(|number| (at, number))
    })?;
    let after = id.get(start + 1..)?;
    Some((id.get(..start)?, number, after.find('/').and_then(|at| after.get(at..)).unwrap_or_default()))
}
