//! A reference that leads to another component than before: `order.address.customer_id` is a member of the other one then.
//!
//! Code that names no type compiles on where both have the name. That matters where it is two names on the wire, as where one component has
//! `customer_id` and another one `customerId`. Such names are rare in an API, so the lock says where a reference leads only if what it leads
//! to has one: `schemas/Order/properties/address leads = schemas/Address`. So it is with responses, parameters, headers and bodies of `components`, with what is
//! written in the place of a reference, and with elements of tuples, whose names are their positions.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Place, Presence};
use super::operations::is_success;
use super::parts::{self, Keys};
use super::register::{Finding, Register};
use super::types::Places;
use super::{carried, legal, media, place, whose};
use crate::ir::{self, Content, Rest, Shape, Status, TypeId, TypeRef};
use crate::pointer::Pointer;
use crate::source::{SourceId, Span};

/// The name on the wire of each member of a place, by its name.
type Words<'a> = BTreeMap<String, &'a str>;

/// The members of each component.
type Members<'a> = BTreeMap<&'a str, Words<'a>>;

/// The name of the first element of a tuple.
const FIRST: &str = "0";

/// How often the lines are written at most, until a run over the same description writes the same.
const MOST_TIMES: usize = 4;

/// Where a line is that has none yet.
const ANYWHERE: Span = Span { source: SourceId(0), start: 0, end: 0 };

/// What refers to a component.
#[derive(Clone, Debug, PartialEq)]
pub enum Referrer {
    /// A property of a type, by its name on the wire.
    Property(TypeId, String),
    /// The further members of a type.
    Rest(TypeId),
    /// A parameter of the operation at a place: where it stands, and its name.
    Parameter(Pointer, &'static str, String),
    /// The body of the request of an operation.
    RequestBody(Pointer),
}

/// Writes where references lead, and tells of those that lead to something else, in which a name has another meaning. Everything has its name.
pub fn references(register: &mut Register, (api, keys, places): (&ir::Api, &Keys, &Places), lock: &Lock) {
    let uses = uses(api, keys, places);
    let present: BTreeSet<&Place> = places.values().collect();
    let Compared { mut lines, gone, findings } = compared(register.given(), lock, (&uses, &present));
    let mut gone: BTreeSet<Key> = gone.into_iter().collect();
    let rest = register.later();
    for _ in 0..MOST_TIMES {
        // What the next run finds, if nothing changes.
        let is_line = |key: &Key| key.aspect == Aspect::Leads && (gone.contains(key) || lines.contains_key(key));
        let rest = rest.iter().filter(|(key, _)| !is_line(key)).map(|(key, entry)| (key.clone(), entry.clone()));
        let entry = |name: &String| Entry { name: name.clone(), span: None, presence: Presence::There };
        let written = lines.iter().map(|(key, name)| (key.clone(), entry(name)));
        let later = rest.chain(written).map(|(key, entry)| (key, Entry { span: Some(ANYWHERE), ..entry })).collect();
        let again = compared(register.given(), &later, (&uses, &present));
        gone.extend(again.gone);
        if again.lines == lines {
            break;
        }
        lines = again.lines;
    }
    gone.into_iter().filter(|key| !lines.contains_key(key)).for_each(|key| register.drop(key));
    lines.into_iter().for_each(|(key, line)| register.keep(key, line));
    findings.into_iter().for_each(|finding| register.tell(typed(finding, places)));
}

/// A finding with the type that the reference leads to.
fn typed(mut finding: Finding, places: &Places) -> Finding {
    if let Finding::Leads { now, ty, .. } = &mut finding {
        *ty = places.iter().find(|(_, place)| place.as_str() == now).map(|(id, _)| *id);
    }
    finding
}

#[derive(Default)]
struct Compared {
    lines: BTreeMap<Key, String>,
    /// The lines of all that is looked at, also those of responses that have another status by now.
    gone: Vec<Key>,
    findings: Vec<Finding>,
}

fn compared(now: &Lock, lock: &Lock, (uses, present): (&[Use<'_>], &BTreeSet<&Place>)) -> Compared {
    // What was renamed has lines from before that are copies.
    let (before, after) = (members(lock, |entry| entry.span.is_some()), members(now, |_| true));
    let unsaid = if whose::is_told(lock) { Unsaid::of(&before) } else { Unsaid::default() };
    let new: BTreeSet<&str> = after.keys().filter(|place| !before.contains_key(*place)).copied().collect();
    let ambiguous = ambiguous(before.values().chain(after.values()));
    let is_ambiguous = |words: &Words<'_>| words.keys().any(|name| ambiguous.contains(name.as_str()));
    let mut compared = Compared::default();
    let shared = shared(uses);
    for it in uses {
        let key = it.at.key(Aspect::Leads);
        let led = Led::of(lock, it);
        if shared.contains(&it.at) {
            compared.gone.extend(led.keys.into_iter().chain([key]));
            continue;
        }
        let stood = stood(lock, it, present);
        let written = it.is_written().then(|| words(now, it.to));
        // What elements were written in the place of a tuple that is new, the line of the place tells.
        let is_new = new.contains(it.to.as_str());
        // Members that are gone had their names.
        let is_said = [&before, &after].iter().any(|all| all.get(it.to.as_str()).is_some_and(is_ambiguous));
        let is_looked_at = |words: &&Words<'_>| is_said || is_new && words.contains_key(FIRST);
        let definition = after.get(it.to.as_str()).filter(is_looked_at);
        let words = written.as_ref().or(definition.filter(|_| written.is_none()));
        let differs = |words: &Words<'_>, then: &str| {
            let before = before.get(then).filter(|_| then != it.to.as_str())?;
            let differs = |(name, word): &(&String, &&str)| before.get(*name).is_some_and(|then| then != *word);
            Some((words.iter().find(differs)?.0.clone(), then.to_owned()))
        };
        let other = words.and_then(|words| match led.last {
            Some(_) => led.all().find_map(|then| differs(words, then)),
            None if written.is_some() || is_new => unsaid.other(lock, (it, stood.as_ref()), words),
            None => None,
        });
        let is_told = other.is_some();
        if let Some((name, before)) = other {
            let (at, now) = (it.pointer.clone(), it.to.as_str().to_owned());
            let guessed = led.last.is_none();
            let referrer = it.referrer.clone();
            compared.findings.push(Finding::Leads { key: key.clone(), at, name, before, now, ty: None, referrer, guessed });
        }
        let had_some = |then: &str| before.get(then).is_some_and(is_ambiguous);
        let leads = match (&written, words) {
            // What is written in the place has lines of its own.
            (Some(_), _) if is_told => Led::default(),
            (Some(_), _) => Led { last: led.last.filter(|then| *then != it.to.as_str()), ..led.clone() },
            (None, _) if is_said => Led { last: Some(it.to.as_str()), ..Led::default() },
            // It may lead from here to another one that has such a name.
            (None, _) => led.onwards(it.to.as_str(), had_some, stood.is_some()),
        };
        compared.gone.extend(led.keys.iter().cloned().chain([key.clone()]));
        compared.lines.extend(leads.former.iter().map(|then| (key.giving_up(then), (*then).to_owned())));
        compared.lines.extend(leads.last.map(|last| (key, last.to_owned())));
    }
    compared
}

/// The places at which one line would have to say where several references lead: the values of a map, and the further members of what is written there.
fn shared<'a>(uses: &'a [Use<'_>]) -> BTreeSet<&'a Place> {
    let mut first: BTreeMap<&Place, &Place> = BTreeMap::new();
    uses.iter().filter(|it| **first.entry(&it.at).or_insert(it.to) != *it.to).map(|it| &it.at).collect()
}

/// Where a reference led.
#[derive(Clone, Default)]
struct Led<'l> {
    /// At the last run.
    last: Option<&'l str>,
    /// Before that, where it has led to nothing since in which a name is several on the wire; also what another branch of a repository made of it.
    former: BTreeSet<&'l str>,
    /// The lines that say so.
    keys: Vec<Key>,
}

impl<'l> Led<'l> {
    fn of(lock: &'l Lock, it: &Use<'_>) -> Self {
        let key = it.at.key(Aspect::Leads);
        let Some((key, entry)) = lock.line(&key).or_else(|| moved(lock, it)) else { return Self::default() };
        let former = lock.at(&key.place).filter(|(other, _)| other.is_former() && other.is_of(key));
        let (keys, former) = former.map(|(key, entry)| (key.clone(), entry.name.as_str())).unzip::<_, _, Vec<_>, _>();
        Self { last: Some(&entry.name), former, keys: [keys, vec![key.clone()]].concat() }
    }

    fn all(&self) -> impl Iterator<Item = &'l str> {
        self.last.into_iter().chain(self.former.iter().copied())
    }

    /// What there is to say once it leads to something without a name that is several on the wire. What was written in the place says nothing of that: it
    /// has its lines still.
    fn onwards<'a>(&'a self, to: &'a str, had_some: impl Fn(&str) -> bool, was_written: bool) -> Led<'a> {
        let before = self.last.filter(|then| *then != to && had_some(then));
        let former: BTreeSet<&str> = if before.is_some() { before.into_iter().collect() } else { self.former.clone() };
        let former: BTreeSet<&str> = former.into_iter().filter(|then| *then != to).collect();
        Led { last: (was_written || !former.is_empty()).then_some(to), former, keys: Vec::new() }
    }
}

/// The line of the one success of an operation when it had another status, if that was the only one to lead anywhere.
fn moved<'l>(lock: &'l Lock, it: &Use<'_>) -> Option<(&'l Key, &'l Entry)> {
    let (responses, status) = it.success.as_ref()?;
    let start = responses.as_str().len() + 1;
    let place = |at: &'l str| at.get(start..).map(|at| at.split_once('/').unwrap_or((at, "")));
    let steps = it.at.as_str().get(start..)?.split_once('/').map_or("", |(_, steps)| steps);
    let is_success = |at: &str| Status::of(at).is_some_and(|other| is_success(other) && other != *status);
    let lines = lock.below(responses).filter(|(key, _)| key.aspect == Aspect::Leads && !key.is_former());
    let mut lines = lines.filter(|(key, _)| place(key.place.as_str()).is_some_and(|(at, rest)| is_success(at) && rest == steps));
    lines.next().filter(|_| lines.next().is_none())
}

/// The members of each definition, of which such lines tell.
fn members(lock: &Lock, is_told: impl Fn(&Entry) -> bool) -> Members<'_> {
    let mut all = Members::new();
    for (key, entry) in lock.iter().filter(|(key, entry)| is_definition(&key.place) && is_told(entry)) {
        let words = named(key, entry);
        if !words.is_empty() {
            all.entry(key.place.as_str()).or_default().extend(words);
        }
    }
    all
}

/// The members of a place.
fn words<'l>(lock: &'l Lock, place: &'l Place) -> Words<'l> {
    lock.at(place).flat_map(|(key, entry)| named(key, entry)).collect()
}

/// What a line names: a member, or the elements of a tuple by their positions.
fn named<'l>(key: &'l Key, entry: &'l Entry) -> Vec<(String, &'l str)> {
    if key.aspect == Aspect::Elements {
        return entry.name.split(' ').enumerate().map(|(at, word)| (at.to_string(), word)).collect();
    }
    let is_field = key.aspect == Aspect::Field && !key.is_former();
    is_field.then(|| (legal::folded(&entry.name), key.member.as_str())).into_iter().collect()
}

/// Whether a reference can lead to a place: a component, or a part of one that is no schema.
pub(super) fn is_definition(place: &Place) -> bool {
    let mut steps = place.steps();
    let (section, second) = (steps.next(), steps.next());
    match section.unwrap_or_default() {
        "schemas" => place.key(Aspect::Type).is_component(),
        "headers" | "parameters" | "requestBodies" | "responses" => steps.all(|step| step != "properties"),
        // Parameters of all operations of a path stand beside these.
        "paths" => second.is_some() && steps.next() == Some("parameters") && steps.all(|step| step != "properties"),
        _ => false,
    }
}

/// The names that are several on the wire.
fn ambiguous<'w>(all: impl Iterator<Item = &'w Words<'w>>) -> BTreeSet<&'w str> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    all.flatten().filter(|(name, word)| *first.entry(name).or_insert(word) != **word).map(|(name, _)| name.as_str()).collect()
}

/// The members of those definitions to which a reference could lead without a line, by their names: those on the wire, each with the places.
#[derive(Default)]
struct Unsaid<'l> {
    all: BTreeMap<String, BTreeMap<&'l str, Vec<&'l str>>>,
    words: Members<'l>,
}

impl<'l> Unsaid<'l> {
    fn of(before: &Members<'l>) -> Self {
        let ambiguous = ambiguous(before.values());
        let mut unsaid = Self::default();
        for (place, words) in before.iter().filter(|(_, words)| !words.keys().any(|name| ambiguous.contains(name.as_str()))) {
            for (name, word) in words {
                unsaid.all.entry(name.clone()).or_default().entry(word).or_default().push(place);
            }
            unsaid.words.insert(place, words.clone());
        }
        unsaid
    }

    /// A name that means something else where a reference may have led before, and the place of that. What is known to have been there may be gone
    /// in between, so that no code tells where it led.
    fn other(&self, lock: &Lock, (it, stood): (&Use<'_>, Option<&Words<'_>>), words: &Words<'_>) -> Option<(String, String)> {
        // What was written here before is in what was made of it.
        if it.known.as_ref().is_none_or(|key| lock.get(key).is_none()) || it.is_written() && stood.is_some() {
            return None;
        }
        // Elements of a tuple that was written here have no names that they could keep.
        let elements = stood.into_iter().flatten().filter(|(name, _)| name.starts_with(|first: char| first.is_ascii_digit()));
        if let Some((name, _)) = elements.clone().find(|(name, word)| words.get(*name).is_some_and(|now| now != *word)) {
            return Some((name.clone(), it.at.as_str().to_owned()));
        }
        let may_be = |place: &&&str| {
            let Some(had) = self.words.get(**place) else { return false };
            let is_made_of_it =
                stood.is_none_or(|stood| !stood.is_empty() && stood.iter().all(|(name, word)| had.get(name) == Some(word)));
            is_made_of_it && (!it.is_written() || is_alike(had, words))
        };
        words.iter().find_map(|(name, word)| {
            let others = self.all.get(name)?.iter().filter(|(then, _)| *then != word);
            let places = others.flat_map(|(_, places)| places).filter(may_be);
            let place = places.max_by_key(|place| self.words.get(**place).map(|had| common(had, words)))?;
            Some((name.clone(), (*place).to_owned()))
        })
    }
}

/// The members of what was written where a reference stands, if anything was. What came there in this run has no line in the file; the headers of a
/// response stand beside its body, and the line of a component that is another name of one is its own.
fn stood<'l>(lock: &'l Lock, it: &'l Use<'_>, present: &BTreeSet<&Place>) -> Option<Words<'l>> {
    let is_type = |key: &Key| it.is_written() || !present.contains(&key.place);
    let is_member = |key: &Key| matches!(key.aspect, Aspect::Field | Aspect::Rest | Aspect::Value | Aspect::Variant);
    let is_of_type = |key: &Key| is_member(key) || key.aspect == Aspect::Type && is_type(key);
    let is_there = |(key, entry): (&Key, &Entry)| entry.span.is_some() && is_of_type(key) || key.aspect == Aspect::Elements;
    let place = it.stands.iter().chain([&it.at]).find(|place| lock.at(place).any(is_there))?;
    Some(words(lock, place))
}

/// Whether two have most of their names in common: one of them may be the other, in which some mean something else.
fn is_alike(one: &Words<'_>, other: &Words<'_>) -> bool {
    2 * common(one, other) > one.len().min(other.len())
}

/// How many names two have in common.
fn common(one: &Words<'_>, other: &Words<'_>) -> usize {
    one.keys().filter(|name| other.contains_key(*name)).count()
}

/// A reference to a definition, or what is written in the place of one.
struct Use<'a> {
    /// Where a type would stand that is written there.
    at: Place,
    /// What has a line once there is something; `None` where nothing tells, as of responses.
    known: Option<Key>,
    /// What is meant.
    to: &'a Place,
    /// Where what is written there has its place: without the steps to elements of lists and maps, and in a body with the media type.
    stands: Vec<Place>,
    pointer: Pointer,
    referrer: Option<Referrer>,
    /// Of the one success of an operation: the place of its responses, and the status.
    success: Option<(Place, Status)>,
}

impl Use<'_> {
    /// Whether what is meant stands in the place itself, shares it with others, or stands there under a pattern.
    fn is_written(&self) -> bool {
        let is_one = |step: &str| step.starts_with('/') && step.matches('/').count() == 1;
        let is_other = |rest: &str| [Place::OTHERS, place::PATTERNS].iter().any(|it| rest.strip_prefix(it).is_some_and(is_one));
        let is_at = |place: &Place| {
            let rest = self.to.as_str().strip_prefix(place.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('/').is_some_and(is_other))
        };
        is_at(&self.at) || self.stands.iter().any(is_at)
    }
}

/// Where references stand, and what is written in the place of one.
pub(super) fn stand(api: &ir::Api, keys: &Keys, places: &Places) -> BTreeSet<Place> {
    uses(api, keys, places).into_iter().map(|it| it.at).collect()
}

/// The components to which references lead, with those that are gone and to which they led: most likely they were renamed.
pub(super) fn renamed(api: &ir::Api, keys: &Keys, places: &Places, lock: &Lock) -> BTreeMap<Place, BTreeSet<Place>> {
    let mut renamed: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    if !lock.iter().any(|(key, _)| key.aspect == Aspect::Leads) {
        return renamed;
    }
    let present: BTreeSet<&str> = places.values().map(Place::as_str).collect();
    for it in uses(api, keys, places).iter().filter(|it| !it.is_written()) {
        let then = Led::of(lock, it).last.filter(|then| !present.contains(then));
        if let Some((section, rest)) = then.and_then(|then| then.split_once('/')) {
            renamed.entry(it.to.clone()).or_default().insert(Place::of(&[section]).written(rest));
        }
    }
    renamed
}

fn uses<'a>(api: &'a ir::Api, keys: &Keys, places: &'a Places) -> Vec<Use<'a>> {
    let mut all = Vec::new();
    let mut add = |at: Place, known: Key, ty: &TypeRef, pointer: Pointer, referrer: Option<Referrer>| {
        let target = target((api, places), at.clone(), vec![at], ty);
        all.extend(target.map(|it| Use { known: Some(known), pointer, referrer, ..it }));
    };
    for (id, definition) in api.types.iter() {
        let Some(place) = places.get(&id) else { continue };
        let pointer = || definition.pointer.clone();
        match &definition.shape {
            Shape::Struct(object) => {
                let at = definition.pointer.child("properties");
                for field in &object.fields {
                    let known = place.member(Aspect::Field, &[&field.name]);
                    let referrer = Some(Referrer::Property(id, field.name.clone()));
                    add(place.child("properties").child(&field.name), known, &field.ty, at.child(&field.name), referrer);
                }
                if let Rest::Kept(ty) | Rest::Patterned(_, ty) = &object.rest {
                    add(place.child(place::VALUES), place.key(Aspect::Rest), ty, pointer(), Some(Referrer::Rest(id)));
                }
            }
            Shape::Alias(ty) => add(place.clone(), place.key(Aspect::Type), ty, pointer(), None),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_) => {}
        }
    }
    api.operations().for_each(|operation| of_operation(&mut all, (api, keys, places), operation));
    all
}

fn of_operation<'a>(all: &mut Vec<Use<'a>>, (api, keys, places): (&'a ir::Api, &Keys, &'a Places), operation: &ir::Operation) {
    let place = place::operation(keys, operation);
    let pointer = |part: &str| operation.pointer.child(part);
    for it in &operation.parameters {
        let location = it.location.name();
        let at = place.child("parameters").child(location).child(&it.name);
        let known = Some(place.member(Aspect::Parameter, &[location, &it.name]));
        let referrer = Some(Referrer::Parameter(operation.pointer.clone(), location, it.name.clone()));
        let target = target((api, places), at.clone(), vec![at], &it.ty);
        all.extend(target.map(|it| Use { known, pointer: pointer("parameters"), referrer, ..it }));
    }
    for response in &operation.responses {
        let at = place::response(&place, response.status);
        for it in &response.headers {
            let known = Some(at.member(Aspect::Header, &[&it.name]));
            let at = at.child("headers").child(&it.name);
            let target = target((api, places), at.clone(), vec![at], &it.ty);
            all.extend(target.map(|it| Use { known, pointer: pointer("responses"), ..it }));
        }
    }
    let mut add = |at: Place, content: &Content, use_of: &dyn Fn(Use<'a>) -> Use<'a>| {
        for Value { at, stands, ty, variant } in values((api, places), at, content) {
            let target = target((api, places), at, stands, ty);
            all.extend(target.map(|it| {
                let it = use_of(it);
                Use { known: variant.or(it.known), ..it }
            }));
        }
    };
    if let Some(body) = &operation.request_body {
        let referrer = Referrer::RequestBody(operation.pointer.clone());
        let known = place.key(Aspect::Body);
        add(place.child("requestBody"), &body.content, &|it| Use {
            known: Some(known.clone()),
            pointer: pointer("requestBody"),
            referrer: Some(referrer.clone()),
            ..it
        });
    }
    let is_only = operation.responses.iter().filter(|it| is_success(it.status)).count() == 1;
    for it in &operation.responses {
        let Some(content) = &it.content else { continue };
        let success = Some((place.child("responses"), it.status)).filter(|_| is_only && is_success(it.status));
        add(place::response(&place, it.status), content, &|it| Use {
            pointer: pointer("responses"),
            success: success.clone(),
            ..it
        });
    }
}

/// What a type is, and where it would stand if it were written in the place; also where a component that is a list or map lies between.
fn target<'a>((api, places): (&'a ir::Api, &'a Places), at: Place, stands: Vec<Place>, ty: &TypeRef) -> Option<Use<'a>> {
    let (mut at, mut id) = carried::named(at, ty);
    while let Shape::Alias(inner) = &api.types.get(id?)?.shape {
        (at, id) = carried::named(at, inner);
    }
    let (to, pointer) = (places.get(&id?)?, Pointer::root());
    let it = Use { at, known: None, to, stands, pointer, referrer: None, success: None };
    (is_definition(it.to) || it.is_written()).then_some(it)
}

/// One type of a body.
struct Value<'a> {
    at: Place,
    stands: Vec<Place>,
    ty: &'a TypeRef,
    /// Of one of several contents, what has a line once it is there.
    variant: Option<Key>,
}

/// The types of a body with their places: each of several contents has the first of its media types.
fn values<'a>((api, places): (&'a ir::Api, &Places), at: Place, content: &'a Content) -> Vec<Value<'a>> {
    let Some(ty) = content.ty() else { return Vec::new() };
    let stands = |content: &Content| content.media.iter().map(|media| parts::body(at.clone(), &media.name)).collect::<Vec<_>>();
    let named = if let TypeRef::Named(id) = ty { Some(*id) } else { None };
    let Some(Shape::Contents(all)) = named.and_then(|id| api.types.get(id)).map(|it| &it.shape) else {
        let stands = stands(content).into_iter().chain([at.clone()]).collect();
        return vec![Value { at, stands, ty, variant: None }];
    };
    let whole = named.and_then(|id| places.get(&id));
    let value = |content: &'a Content| {
        let place = at.child("content").child(&content.media.first()?.name);
        let names: Vec<String> = content.media.iter().map(|media| media.name.clone()).collect();
        let variant = whole?.member(Aspect::Variant, &[media::first(&names)]);
        Some(Value { at: place, stands: stands(content), ty: content.ty()?, variant: Some(variant) })
    };
    all.iter().filter_map(|it| value(&it.content)).collect()
}
