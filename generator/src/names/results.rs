//! What a call gives is the body, or a struct of headers and body: a name of one of them means nothing else in the other.
//!
//! `pet.location` is a member of the body. Once the response has headers, it is a header; and where a success comes beside `default`, it is of
//! that. A key for several statuses gives a struct, too, in which the status stands. Code that says no type compiles on where the types fit.
//! The lock tells what there was: no header, or some, and in a line `result` what no other line tells (`lock/result.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::lock::result::{BODY, STATUS, Said};
use super::lock::{Aspect, Entry, Key, Lock, Members, Namespace, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::register::{Finding, Own, Register};
use super::types::Places;
use super::{TagNames, TypeNames, carried, legal, own, place, whose};
use crate::ir::{self, Holds, Shape, Status, TypeId};
use crate::source::Span;

/// What the results of calls were before.
#[derive(Debug, Default)]
pub struct Results {
    /// The names that something else had in them, by where newcomers could take them.
    pub kept: Own,
    /// What means something else now, although nothing new came.
    pub findings: Vec<Finding>,
}

/// Compares what calls give with what they gave.
pub fn results(api: &ir::Api, keys: &Keys, places: &Places, lock: &Lock) -> Results {
    let mut results = Results::default();
    for operation in api.operations() {
        let place = place::operation(keys, operation);
        if lock.knows(&place) {
            let all = Now::all(api, places, operation, &place);
            all.iter().for_each(|now| results.compare(lock, now, &earlier(lock, &place, now)));
        }
    }
    results
}

/// A result of an operation: its one success, or one of several responses, each of which code knows by its variant.
struct Now<'a> {
    /// Where its line stands.
    of: Place,
    /// The response, and its index.
    response: (usize, &'a ir::Response),
    /// Where it stands.
    at: Place,
    /// The type of its body, if it is a struct, and where the fields of that have their names.
    body: Option<(TypeId, Place, &'a ir::Struct)>,
    /// The words of these fields, as the lock writes them.
    members: BTreeSet<String>,
}

impl<'a> Now<'a> {
    /// Those that can be a body as well as a struct around one: the one success, whatever its status, and others that are of one status.
    fn all(api: &'a ir::Api, places: &Places, operation: &'a ir::Operation, place: &Place) -> Vec<Self> {
        let responses = || operation.responses.iter().enumerate();
        let mut successes: Vec<usize> = responses().filter(|(_, it)| is_success(it.status)).map(|(at, _)| at).collect();
        if successes.is_empty() {
            successes = responses().filter(|(_, it)| it.status == Status::Default).map(|(at, _)| at).collect();
        }
        let only = if let [only] = successes.as_slice() { Some(*only) } else { None };
        let is_one = |(at, it): &(usize, &ir::Response)| only == Some(*at) || !is_several(it.status);
        let of = |(at, response): (usize, &'a ir::Response)| {
            let stands = place::response(place, response.status);
            let of = if only == Some(at) { place.clone() } else { stands.clone() };
            Self::of(api, places, (at, response), (of, stands))
        };
        responses().filter(is_one).map(of).collect()
    }

    fn of(api: &'a ir::Api, places: &Places, response: (usize, &'a ir::Response), (of, at): (Place, Place)) -> Self {
        let ty = match response.1.content.as_ref().map(|content| &content.holds) {
            Some(Holds::Value(ty)) => Some(ty),
            _ => None,
        };
        let object = ty.and_then(|ty| api.types.meant(ty)).and_then(|(id, definition)| match &definition.shape {
            Shape::Struct(object) => Some((id, places.get(&id)?.clone(), object)),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
        });
        let word = |body: &Place, name: &str| body.member(Aspect::Field, &[name]).member;
        let members = object.iter().flat_map(|(_, body, object)| object.fields.iter().map(|it| word(body, &it.name))).collect();
        Self { of, response, at, body: object, members }
    }

    fn body(&self) -> Option<&Place> {
        self.body.as_ref().map(|(_, place, _)| place)
    }

    /// The names that the fields of the body would have by themselves.
    fn wishes(&self) -> Vec<(String, Key)> {
        let fields =
            self.body.iter().flat_map(|(_, body, object)| object.fields.iter().map(|it| body.member(Aspect::Field, &[&it.name])));
        fields.filter_map(|key| Some((own::names(&key).into_iter().next()?, key))).collect()
    }

    /// The fields that it has beside those of which headers tell.
    fn fields(&self) -> BTreeSet<&'static str> {
        let (_, response) = self.response;
        let has_body = response.content.is_some();
        match is_several(response.status) {
            true => [STATUS].into_iter().chain(has_body.then_some(BODY)).collect(),
            false => BTreeSet::new(),
        }
    }
}

/// Whether a key stands for several statuses: there is a struct with or without headers.
fn is_several(status: Status) -> bool {
    !matches!(status, Status::Exact(_))
}

/// What the lock knows of a result as it was.
struct Before<'a> {
    /// Its headers.
    headers: Vec<(&'a Key, &'a Entry)>,
    /// The fields of its body, as far as these stand in it.
    fields: Vec<(&'a Key, &'a Entry)>,
    /// Fields that were in the struct around the body at the last run, or, where a line of an earlier version tells, ever.
    frame: BTreeMap<&'static str, (&'a Key, &'a Entry)>,
    /// What its line says.
    said: Said,
    /// Whether `default` was the only success, and something else is it now.
    replaced: Replaced,
    /// A line of it, for what has none yet.
    line: Option<Span>,
}

/// Whether a success came beside `default`, which was the only one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    No,
    Yes,
}

/// What there was. `default` was the success if the lock knows of no other one, and what is it now is new.
fn earlier<'a>(lock: &'a Lock, place: &Place, now: &Now<'_>) -> Before<'a> {
    let known = carried::children(lock, &place.child("responses"));
    let status = |place: &Place| Status::of(place.as_str().rsplit('/').next()?);
    let is_only = now.of == *place;
    let (mut all, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|place| match is_only {
        true => status(place).is_some_and(is_success),
        false => *place == now.at,
    });
    let line = lock.line(&now.of.key(Aspect::Result));
    let mut said = line.map(|(_, entry)| Said::of(&entry.name)).unwrap_or_default();
    // What was of several statuses, and is no success of which the lock knows, was `default`, also where the body is known from elsewhere.
    let was_default = said.there.contains(STATUS) && !is_several(now.response.1.status);
    let was_default = was_default && !all.iter().any(|place| status(place).is_some_and(is_several));
    let is_new = is_only && (was_default || all.is_empty() && now.body().is_none_or(|body| !lock.knows(body)));
    all.extend(others.into_iter().filter(|place| is_new && status(place) == Some(Status::Default)));
    let replaced = if is_new && now.response.1.status != Status::Default { Replaced::Yes } else { Replaced::No };
    let bodies = |place: &Place| [place.clone()].into_iter().chain(carried::children(lock, &place.child("content")));
    let headers: Vec<_> =
        all.iter().flat_map(|place| lines(lock, place)).filter(|(key, _)| key.aspect == Aspect::Header).collect();
    let fields = all.iter().flat_map(bodies).flat_map(|place| lines(lock, &place)).filter(|(key, _)| is_field(key)).collect();
    // A success may have been the only one, or one of several; its names were told all the same.
    let other = if is_only { &now.at } else { place }.key(Aspect::Result);
    let other = lock.get(&other).filter(|_| is_only || is_success(now.response.1.status));
    said.shared.extend(other.map(|entry| Said::of(&entry.name).shared).unwrap_or_default());
    // Earlier versions wrote no such line: of several statuses the lock can tell where anything below them has one.
    let several = all.iter().filter(|place| !whose::is_told(lock) && status(place).is_some_and(is_several));
    let several = several.flat_map(bodies).flat_map(|place| lines(lock, &place)).next();
    let mut frame: BTreeMap<_, _> = headers.first().copied().or(several).map(|line| (BODY, line)).into_iter().collect();
    frame.extend(several.map(|line| (STATUS, line)));
    frame.extend(line.iter().flat_map(|line| said.there.iter().map(|field| (*field, *line))));
    let line = lock.at(place).chain(lock.below(place)).find_map(|(_, entry)| entry.span);
    Before { headers, fields, frame, said, replaced, line }
}

/// What has a name at a place, and none that it gave up.
fn lines<'a>(lock: &'a Lock, place: &Place) -> Vec<(&'a Key, &'a Entry)> {
    lock.at(place).filter(|(key, _)| !key.is_former()).collect()
}

fn is_field(key: &Key) -> bool {
    matches!(key.aspect, Aspect::Field | Aspect::Rest)
}

impl Results {
    fn compare(&mut self, lock: &Lock, now: &Now<'_>, before: &Before<'_>) {
        let (_, response) = now.response;
        let headers: BTreeSet<String> =
            response.headers.iter().map(|it| Place::of(&[&it.name]).as_str().to_ascii_lowercase()).collect();
        let own: Vec<_> = now.body().into_iter().flat_map(|body| lines(lock, body)).filter(|(key, _)| is_field(key)).collect();
        if before.replaced == Replaced::Yes {
            let is_there = |key: &Key| headers.contains(&key.member.to_ascii_lowercase());
            let of_headers = before.headers.iter().filter(|(key, entry)| !is_there(key) || !is_own(key, entry));
            self.keep(&Namespace::Members(now.at.clone(), Members::Headers), of_headers);
            let of_body = before.fields.iter().filter(|(key, entry)| !now.members.contains(&key.member) || !is_own(key, entry));
            now.body()
                .into_iter()
                .for_each(|body| self.keep(&Namespace::Members(body.clone(), Members::Fields), of_body.clone()));
        }
        // Lines of headers that are gone may stay for ever.
        let was_struct = !before.said.there.is_empty()
            || before.headers.iter().any(|(key, _)| headers.contains(&key.member.to_ascii_lowercase()));
        let is_several = is_several(response.status);
        if headers.is_empty() && !is_several {
            let headers = before.headers.iter().map(|(key, entry)| (entry.name.as_str(), key.text(), (*key, *entry)));
            let frame = before.frame.iter().map(|(name, line)| (*name, format!("its {name}"), *line));
            headers.chain(frame).for_each(|gone| self.unwrapped(now, &own, before.line, gone));
            if let (Some(body), Some((key, _))) = (now.body(), lock.line(&now.of.key(Aspect::Result))) {
                let gone = before.said.gone.iter().map(|name| ((*name).to_owned(), key.clone()));
                self.kept.entry(Namespace::Members(body.clone(), Members::Fields)).or_default().extend(gone);
            }
        } else if !was_struct && (!is_several || whose::is_told(lock)) {
            let led = lock.get(&now.at.key(Aspect::Leads)).filter(|_| own.is_empty());
            let led = led
                .into_iter()
                .flat_map(|entry| lock.iter().filter(|(key, _)| key.place.as_str() == entry.name && is_field(key)));
            let led: Vec<_> = led.collect();
            let of_headers = Namespace::Members(now.at.clone(), Members::Headers);
            self.keep(&of_headers, before.fields.iter().chain(&own).chain(&led));
            // A component that is renamed, or that another one takes the place of, had members of these names, if any.
            let is_new = now.body().is_some_and(|body| !lock.knows(body));
            self.kept.entry(of_headers).or_default().extend(now.wishes().into_iter().filter(|_| is_new));
            self.wrapped(lock, now, before, &headers);
        }
    }

    /// Headers that `default` had beside a success: without that, they are what a call gives, where members of the other body had their names.
    fn wrapped(&mut self, lock: &Lock, now: &Now<'_>, before: &Before<'_>, headers: &BTreeSet<String>) {
        let is_there = |key: &Key| key.aspect == Aspect::Header && headers.contains(&key.member.to_ascii_lowercase());
        let alone = now.of != now.at && now.response.1.status == Status::Default;
        for (key, entry) in lines(lock, &now.at).into_iter().filter(|(key, _)| alone && is_there(key)) {
            let is_same = |it: &&(&Key, &Entry)| legal::folded(&it.1.name) == legal::folded(&entry.name);
            let then = before.fields.iter().filter(|(then, _)| !then.place.as_str().starts_with(now.at.as_str())).find(is_same);
            self.findings.extend(then.and_then(|(then, was)| finding((&then.text(), was), entry, &key.text(), before.line)));
        }
    }

    /// The body itself is what a call gives, and no struct around it, in which `then` had the name.
    fn unwrapped(
        &mut self,
        now: &Now<'_>,
        own: &[(&Key, &Entry)],
        line: Option<Span>,
        (name, then, before): (&str, String, (&Key, &Entry)),
    ) {
        let is_same = |it: &&(&Key, &Entry)| legal::folded(&it.1.name) == legal::folded(name);
        let holder = own.iter().filter(|(key, _)| now.members.contains(&key.member)).find(is_same);
        match (holder, now.body()) {
            (Some((key, entry)), _) => self.findings.extend(finding((&then, before.1), entry, &key.text(), line)),
            (None, Some(body)) => {
                let kept = self.kept.entry(Namespace::Members(body.clone(), Members::Fields)).or_default();
                kept.push((name.to_owned(), before.0.clone()));
            }
            (None, None) => {}
        }
    }

    fn keep<'a>(&mut self, namespace: &Namespace, lines: impl Iterator<Item = &'a (&'a Key, &'a Entry)>) {
        let names = lines.map(|(key, entry)| (entry.name.clone(), (*key).clone()));
        self.kept.entry(namespace.clone()).or_default().extend(names);
    }
}

/// Writes what the results are, and tells of names that mean something else in the struct than in the body within it, where code may be from
/// before there was the struct: the names of both have lines, and no run has seen both. Two branches of a repository may have made them.
pub fn apart(
    register: &mut Register,
    (api, keys, places): (&ir::Api, &Keys, &Places),
    lock: &Lock,
    (tags, types): (&[TagNames], &[TypeNames]),
) {
    let operations = api.operations().zip(tags.iter().flat_map(|tag| &tag.operations));
    for (operation, names) in operations {
        let place = place::operation(keys, operation);
        let mut said: BTreeMap<Place, Said> = BTreeMap::new();
        if let Some(entry) = lock.get(&place.key(Aspect::Result)) {
            said.insert(place.clone(), gone(Said::of(&entry.name), BTreeSet::new()));
        }
        for now in Now::all(api, places, operation, &place) {
            let before = earlier(lock, &place, &now);
            let headers = names.responses.get(now.response.0).map_or(&[][..], |names| &names.headers);
            let shared = shared(&now, headers, types);
            if lock.knows(&place) {
                let findings = shared.iter().filter_map(|shared| told(lock, &now, &before, shared)).collect::<Vec<_>>();
                findings.into_iter().for_each(|finding| register.tell(finding));
            }
            let shared = shared.into_iter().map(|shared| shared.name).collect();
            said.insert(now.of.clone(), Said { shared, ..gone(before.said, now.fields()) });
        }
        for (at, said) in said {
            match said.text() {
                text if text.is_empty() => register.drop(at.key(Aspect::Result)),
                text => register.keep(at.key(Aspect::Result), text),
            }
        }
    }
}

/// What there was with what there is.
fn gone(before: Said, there: BTreeSet<&'static str>) -> Said {
    let gone = &(&before.gone | &before.there) - &there;
    Said { there, gone, shared: BTreeSet::new() }
}

/// A name of the struct and of the body within it.
struct Shared {
    /// As names are compared.
    name: String,
    /// The header that has it; `None` for a field that every such struct has.
    header: Option<Key>,
    /// What has it in the body.
    member: Key,
}

fn shared(now: &Now<'_>, headers: &[String], types: &[TypeNames]) -> Vec<Shared> {
    let (_, response) = now.response;
    let Some((id, place, object)) = &now.body else { return Vec::new() };
    let Some(names) = types.get(id.0 as usize) else { return Vec::new() };
    let mut fields: BTreeMap<String, Option<Key>> = now.fields().into_iter().map(|field| (field.to_owned(), None)).collect();
    let of_headers = response.headers.iter().zip(headers);
    fields.extend(of_headers.map(|(it, name)| (legal::folded(name), Some(now.at.member(Aspect::Header, &[&it.name])))));
    if !response.headers.is_empty() {
        fields.insert(BODY.to_owned(), None);
    }
    let members = object.fields.iter().zip(&names.members).map(|(it, name)| (place.member(Aspect::Field, &[&it.name]), name));
    let members = members.chain([(place.key(Aspect::Rest), &names.rest)]);
    let shared = |(member, name): (Key, &String)| {
        let name = legal::folded(name);
        fields.get(&name).map(|header| Shared { header: header.clone(), name, member })
    };
    members.filter_map(shared).collect()
}

/// What is told of a name that the struct and the body have.
fn told(lock: &Lock, now: &Now<'_>, before: &Before<'_>, shared: &Shared) -> Option<Finding> {
    let has_name = |entry: &Entry| legal::folded(&entry.name) == shared.name;
    let member = lock.get(&shared.member).filter(|entry| has_name(entry) && !before.said.shared.contains(&shared.name))?;
    let Some(header) = &shared.header else {
        // A lock of an earlier version does not say what was told.
        let is_first = before.headers.is_empty() && shared.name == BODY && !is_several(now.response.1.status);
        let is_known = whose::is_told(lock) || is_first;
        let now = format!("its {}", shared.name);
        return finding((&shared.member.text(), member), member, &now, before.line).filter(|_| is_known);
    };
    let is_it = |key: &Key| key.aspect == Aspect::Header && key.member.eq_ignore_ascii_case(&header.member);
    let (_, entry) = lines(lock, &header.place).into_iter().find(|(key, entry)| is_it(key) && has_name(entry))?;
    // What is one of several is another variant once it has another status.
    let is_known = whose::is_told(lock) && (now.of != now.at || entry.span.is_some());
    finding((&shared.member.text(), member), entry, &header.text(), before.line).filter(|_| is_known)
}

/// Whether a name is one that its thing has by itself, and has again where it comes.
fn is_own(key: &Key, entry: &Entry) -> bool {
    own::names(key).first().is_some_and(|own| legal::folded(own) == legal::folded(&entry.name))
}

/// What is told; at `line` where what moved in this run has none yet.
fn finding((meant, before): (&str, &Entry), now: &Entry, means: &str, line: Option<Span>) -> Option<Finding> {
    let (then, line) = (before.span.or(line)?, now.span.or(line)?);
    Some(Finding::Result { name: now.name.clone(), before: meant.to_owned(), now: means.to_owned(), line, then })
}
