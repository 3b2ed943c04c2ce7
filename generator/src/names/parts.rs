//! What `names.lock` knows components by that stand elsewhere: by where they stand, never by the key that they happen to have among
//! the components of the run.
//!
//! A component of the main document that is a reference to a part, and nothing else, is one thing with it. It has the place of
//! the component, for that is what the main document calls it; a line `refers` says which part it was, so that the part keeps
//! the names when the component goes and the part stays. What a reference reaches inside of a definition has the place that
//! it would have if nothing referred to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::again::{self, Newcomers};
use super::likeness::{self, Held, Within};
use super::lock::{Aspect, Key, Lock, Place};
use super::namesakes::{Namesakes, component};
use super::reached::{self, Branch, Holds};
use super::{escape, media, place};
use crate::ir::{self, CallbackPlace, OperationPlace, Origin, Shape, SharedPlace, TypeId};
use crate::part::{Part, Parts, Role};
use crate::pointer::Pointer;
use crate::standard;

/// The places by which the lock knows components, where these do not follow from their keys.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    components: BTreeMap<Component, Known>,
    /// Where references lead into the media types of a body: the pointer of the `content`, and the place of what has it.
    bodies: BTreeMap<Pointer, Place>,
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
        let known = self.components.get(&(section.to_owned(), key.to_owned()));
        known.map_or_else(|| Place::of(&[section, key]), |known| known.place.clone())
    }

    /// The branch that the component schema `key` is, or is inside of.
    pub fn branch(&self, key: &str) -> Option<&Branch> {
        self.components.get(&("schemas".to_owned(), key.to_owned()))?.branch.as_ref()
    }

    /// The bodies into whose media types references lead.
    pub fn bodies(&self) -> impl Iterator<Item = (&Pointer, &Place)> {
        self.bodies.iter()
    }

    /// What the component `key` of a section is called, best first.
    pub fn words(&self, section: &str, key: &str) -> Vec<String> {
        let known = self.components.get(&(section.to_owned(), key.to_owned()));
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
    reached: reached::Schemas<'a>,
    /// The component schemas.
    schemas: BTreeMap<&'a str, TypeId>,
    /// The operations, by the steps that lead to them.
    operations: BTreeMap<Vec<String>, &'a ir::Operation>,
    /// The components of the main document that refer to a part, by its section and id.
    named: BTreeMap<(String, String), Place>,
    keys: Keys,
    moves: BTreeMap<Place, Place>,
}

/// How the components of an API are known in a lock, which may be from before parts had places of their own.
pub fn placed(api: &ir::Api, parts: &Parts, lock: &Lock) -> Placed {
    let present = present(api);
    let operations = api.operations().map(|it| (steps_to(&it.pointer), it)).collect();
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
        reached: reached::Schemas::default(),
        schemas: schemas.collect(),
        operations,
        named: BTreeMap::new(),
        keys: Keys::default(),
        moves: BTreeMap::new(),
    };
    let reached: Vec<Component> =
        schemas_elsewhere(&cx).filter_map(|id| holder(&cx, &id)).map(|(component, _)| component).collect();
    cx.present.extend(reached);
    let typed = api.types.iter().map(|(_, definition)| &definition.pointer).collect();
    let moves = parts.iter().filter(|(section, _, part)| *section == "schemas" && part.role == Role::Moved);
    let moved_to = |(section, key, part): (&str, &str, &Part)| {
        let written = part.inside.iter().fold(pointer(&cx, section, part), |at, step| at.child(step));
        (written, in_tree(&[section, key]))
    };
    cx.reached = reached::Schemas { typed, wrapped: api.wrapped.iter().collect(), moved: moves.map(moved_to).collect() };
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
    let callbacks = api.operations().filter_map(|it| match &it.key.place {
        OperationPlace::Callback(CallbackPlace { owner: None, name, .. }) => Some(("callbacks".to_owned(), name.clone())),
        OperationPlace::Callback(_) | OperationPlace::Path(_) | OperationPlace::Webhook(_) => None,
    });
    api.types.iter().filter_map(|(_, definition)| component(&definition.origin)).chain(callbacks).collect()
}

/// The steps to an operation, as references write them.
fn steps_to(operation: &Pointer) -> Vec<String> {
    let steps: Vec<String> = operation.tokens().map(|token| standard::plain_key(&token).to_owned()).collect();
    let mut steps =
        if steps.first().is_some_and(|step| step == "components") { steps.into_iter().skip(1).collect() } else { steps };
    steps.last_mut().into_iter().for_each(|method| *method = method.to_lowercase());
    steps
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
        cx.keys.components.insert((section.to_owned(), key.to_owned()), known);
        cx.named.insert((section.to_owned(), id), place);
    }
    refers
}

/// Places the parts that only stages have named.
fn moved(cx: &mut Context<'_>, namesakes: &Namesakes<'_>) {
    let is_old = !cx.lock.iter().any(|(key, _)| is_part(&key.place) || key.aspect == Aspect::Refers);
    let mut used = BTreeSet::new();
    // Of two references to one thing, one leads to the type, and one to another name of it.
    let is_alias = |(section, key, _): &(&str, &str, &Part)| {
        let id = cx.schemas.get(key).filter(|_| *section == "schemas");
        id.and_then(|id| cx.api.types.get(*id)).is_some_and(|it| matches!(it.shape, Shape::Alias(ir::TypeRef::Named(_))))
    };
    let (alias, own): (Vec<_>, Vec<_>) = cx.parts.iter().filter(|(_, _, part)| part.role == Role::Moved).partition(is_alias);
    for (section, key, part) in own.into_iter().chain(alias) {
        let component = (section.to_owned(), key.to_owned());
        if !cx.present.contains(&component) {
            continue;
        }
        let id = part.id();
        let owner = owner(cx, section, part);
        let start = |it: &Owner| reached::Start::of(&it.place, &it.at, it.holds);
        // What is one with the component around it is another name of that.
        let apart = owner.as_ref().filter(|_| !cx.api.wrapped.contains(&in_tree(&[section, key])));
        let place = apart.and_then(|it| reached::inside(&cx.reached, &start(it), &it.steps));
        let branch = apart.and_then(|it| reached::branch(&cx.reached, start(it), &it.steps));
        let body = owner.and_then(|it| it.body);
        cx.keys.bodies.extend(body);
        let place = place.filter(|place| !used.contains(place)).unwrap_or_else(|| Place::of(&[section, &id]));
        let own = Place::of(&[section, &part.definition]);
        for (part, to) in [(&part.definition, &own), (&id, &place)] {
            let gone = namesakes.former(section, part).filter(|former| !is_there(cx, section, former));
            if let Some(gone) = gone.filter(|_| !cx.lock.knows(to)) {
                cx.moves.insert(Place::of(&[section, gone]), to.clone());
            }
        }
        let of_key = Place::of(&[section, key]);
        // Earlier versions knew what stands inside of a response by the reference to it.
        let (by_reference, ty) = (Place::of(&[section, &id]), |place: &Place| cx.lock.get(&place.key(Aspect::Type)));
        if ty(&by_reference).is_some() && ty(&place).is_none() {
            cx.moves.insert(by_reference, place.clone());
        }
        if is_old && !cx.lock.knows(&place) && cx.lock.knows(&of_key) && fits(cx, key, &of_key) {
            cx.moves.insert(of_key, place.clone());
        }
        // A response has the place of the schema that it holds.
        if section == "schemas" {
            used.insert(place.clone());
        }
        cx.keys.components.insert(component, Known { place, branch, words: vec![key.to_owned(), part.long.clone()] });
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
    !matches!(section, "operations" | "paths" | "webhooks") && steps.next().is_some_and(|step| step.contains('#'))
}

/// The definition that a part is, or is inside of.
struct Owner {
    place: Place,
    /// Where it stands in the tree; a place that nothing has if only words lead there.
    at: Pointer,
    holds: Holds,
    /// From there to the part.
    steps: Vec<String>,
    body: Body,
}

/// The `content` that a schema stands in, and the place of what has it.
type Body = Option<(Pointer, Place)>;

fn owner(cx: &Context<'_>, section: &str, part: &Part) -> Option<Owner> {
    let elsewhere = if section == "schemas" { elsewhere(cx, &part.id()) } else { None };
    elsewhere.or_else(|| {
        let (place, holds, body) = definition(cx, section, part)?;
        Some(Owner { place, at: pointer(cx, section, part), holds: used(cx, holds, &body), steps: part.inside.clone(), body })
    })
}

/// Whether a schema is known to be in use: that of a body which was read.
fn used(cx: &Context<'_>, holds: Holds, body: &Body) -> Holds {
    let is_read = body.as_ref().is_some_and(|(content, _)| cx.api.bodies.contains_key(content));
    if is_read && holds == Holds::Any { Holds::Used } else { holds }
}

/// The schemas that stand in other files.
fn schemas_elsewhere(cx: &Context<'_>) -> impl Iterator<Item = String> {
    let schemas = cx.parts.iter().filter(|(section, _, part)| *section == "schemas" && !part.definition.starts_with('#'));
    schemas.map(|(_, _, part)| part.id())
}

/// The sections of components that are no schemas, and may hold some.
const HOLDERS: [&str; 4] = ["headers", "parameters", "requestBodies", "responses"];

/// The component that is no schema and in which a schema of another file stands, with the rest of the way.
fn holder(cx: &Context<'_>, id: &str) -> Option<(Component, String)> {
    let parts = cx.parts.iter().filter(|(section, _, _)| HOLDERS.contains(section));
    let around = parts.filter_map(|(section, key, part)| {
        let rest = behind(id, &part.id())?.to_owned();
        Some(((section.to_owned(), key.to_owned()), rest))
    });
    around.min_by_key(|(_, rest)| rest.len())
}

/// The way from one place to another in it.
fn behind<'a>(id: &'a str, around: &str) -> Option<&'a str> {
    id.strip_prefix(around).filter(|rest| rest.starts_with('/'))
}

/// The schema of a response, a parameter, a path item of another file and the like that a part is, or is inside of. Where only the
/// part is in use for now, the lock says what it is in.
fn elsewhere(cx: &Context<'_>, id: &str) -> Option<Owner> {
    let item = || {
        let mut items = cx.parts.items().filter_map(|(of, section, key)| Some((section, key, behind(id, of)?)));
        items.next().map(|(section, key, rest)| ((section.to_owned(), key.to_owned()), rest.to_owned()))
    };
    let known = || {
        let lines = cx.lock.iter().filter_map(|(key, entry)| {
            let (section, name) = component(key).filter(|(section, _)| HOLDERS.contains(section))?;
            let of = if key.aspect == Aspect::Refers { escape::plain(&entry.name)? } else { name.clone() };
            let rest = behind(id, &of).filter(|_| of.contains('#'))?;
            Some(((section.to_owned(), name), rest.to_owned()))
        });
        lines.min_by_key(|(_, rest)| rest.len())
    };
    let ((section, key), rest) = holder(cx, id).or_else(item).or_else(known)?;
    let rest = Pointer::from_text(rest.as_str());
    let tokens: Vec<String> = [section, key].into_iter().chain(rest.tokens().map(|token| token.into_owned())).collect();
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (definition, steps) = words.split_at_checked(standard::schema_length(&words))?;
    let (place, body) = schema(cx, definition)?;
    let holds = used(cx, Holds::Any, &body);
    Some(Owner { place, body, at: in_tree(definition), holds, steps: steps.iter().map(|step| (*step).to_owned()).collect() })
}

/// The place of the definition that a part is, or is inside of.
fn definition(cx: &Context<'_>, section: &str, part: &Part) -> Option<(Place, Holds, Body)> {
    if let Some(place) = cx.named.get(&(section.to_owned(), part.definition.clone())) {
        return Some((place.clone(), Holds::Type, None));
    }
    let by_itself = || (Place::of(&[section, &part.definition]), Holds::Type, None);
    let Some(pointer) = part.definition.strip_prefix('#') else { return Some(by_itself()) };
    let pointer = Pointer::from_text(pointer);
    let tokens: Vec<_> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| token.as_ref()).collect();
    let of_schema = || schema(cx, &tokens).map(|(place, body)| (place, Holds::Any, body));
    match tokens.as_slice() {
        ["schemas", key] => Some((Place::of(&["schemas", key]), Holds::Type, None)),
        ["paths" | "webhooks", ..] => of_schema(),
        [..] => Some(of_schema().unwrap_or_else(by_itself)),
    }
}

/// The place of a schema that is no component, by the tokens from its section or its path.
fn schema(cx: &Context<'_>, tokens: &[&str]) -> Option<(Place, Body)> {
    if let ["paths", path, "parameters", parameter, "schema"] = tokens {
        let (location, name) = parameter.split_once(':')?;
        return Some((Place::of(&["paths", path, "parameters", location, name]), None));
    }
    let (schema, around) = tokens.split_last()?;
    if let Some((operation, of)) = operation(cx, around).filter(|_| matches!(*schema, "schema" | "itemSchema")) {
        return part_of(cx, &operation, of, around);
    }
    match tokens {
        ["responses", key, "headers", header, "schema"] => {
            Some((cx.keys.place("responses", key).child("headers").child(header), None))
        }
        [section @ ("requestBodies" | "responses"), key, "content", media_type, "schema" | "itemSchema"] => {
            Some(body_known(cx, cx.keys.place(section, key), around, media_type))
        }
        [section @ ("responses" | "parameters" | "headers"), key, "schema"] => Some((cx.keys.place(section, key), None)),
        _ => None,
    }
}

/// The innermost operation that tokens lead into, and the rest of them.
fn operation<'t, 's>(cx: &Context<'_>, tokens: &'t [&'s str]) -> Option<(Place, &'t [&'s str])> {
    (1..tokens.len()).rev().find_map(|length| {
        let (way, of) = tokens.split_at_checked(length)?;
        let (method, way) = way.split_last()?;
        let steps: Vec<String> = way.iter().map(|step| (*step).to_owned()).chain([method.to_lowercase()]).collect();
        Some((place::operation(&cx.keys, cx.operations.get(&steps)?), of))
    })
}

/// Where something stands in the tree, by the tokens from its section or its path.
fn in_tree(tokens: &[&str]) -> Pointer {
    let (start, rest) = match tokens {
        ["paths", rest @ ..] => ("/paths", rest),
        ["webhooks", rest @ ..] => ("/x-canonical-webhooks", rest),
        rest => ("/components", rest),
    };
    rest.iter().fold(Pointer::from_text(start), |at, token| at.child(token))
}

/// The place of a schema of an operation; `tokens` lead to what holds it.
fn part_of(cx: &Context<'_>, operation: &Place, of: &[&str], tokens: &[&str]) -> Option<(Place, Body)> {
    match of {
        ["parameters", parameter, ..] => match parameter.split_once(':')? {
            ("body", _) => Some((operation.child("requestBody"), None)),
            (location, name) => Some((operation.child("parameters").child(location).child(name), None)),
        },
        ["requestBody", "content", media_type] => Some(body_known(cx, operation.child("requestBody"), tokens, media_type)),
        ["responses", status, of @ ..] => {
            let status = if *status == "default" { (*status).to_owned() } else { status.to_uppercase() };
            let response = operation.child("responses").child(&status);
            match of {
                ["headers", header] => Some((response.child("headers").child(header), None)),
                ["content", media_type] => Some(body_known(cx, response, tokens, media_type)),
                [] => Some((response, None)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The place of the schema of a media type, which may be known by another one.
fn body_known(cx: &Context<'_>, whole: Place, tokens: &[&str], media_type: &str) -> (Place, Body) {
    let content = in_tree(tokens.split_last().map_or(&[][..], |(_, content)| content));
    let known = media::known_at(cx.api, cx.lock, (&content, &whole), media_type);
    (body(whole.clone(), known.as_deref().unwrap_or(media_type)), Some((content, whole)))
}

/// The place of the schema of a media type that the lock knows.
pub fn body(place: Place, known: &str) -> Place {
    if known == "application/json" { place } else { place.child("content").child(known) }
}

/// Where the definition that a part is, or is inside of, stands in the tree; a place that nothing has if only words lead there.
fn pointer(cx: &Context<'_>, section: &str, part: &Part) -> Pointer {
    let key = cx.ids.get(&(section, part.definition.clone()));
    match (key, part.definition.strip_prefix('#')) {
        (Some(key), _) => in_tree(&[section, key]),
        (None, Some(text)) => {
            let pointer = Pointer::from_text(text);
            let tokens: Vec<_> = pointer.tokens().collect();
            in_tree(&tokens.iter().map(|token| token.as_ref()).collect::<Vec<_>>())
        }
        (None, None) => in_tree(&[section, &part.definition]),
    }
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
        for (number, (_, _, name)) in again::numbered(&held, &old, Newcomers::Numbered).into_iter().zip(&elements) {
            let place = Place::of(&["schemas", &format!("{}/{number}{}", list.0, list.1)]);
            if let Some(known) = keys.components.get_mut(&("schemas".to_owned(), (*name).to_owned())) {
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
