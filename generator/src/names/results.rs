//! What a call gives is the body, or a struct of headers and body: a name of one of them means nothing else in the other.
//!
//! `pet.location` is a member of the body. Once the response has headers, it is a header; and where a success comes beside `default`, it is of
//! that. Code that says no type compiles on where the types fit. The lock tells what there was: no header of a success, or some.

use std::collections::BTreeSet;

use super::carried;
use super::lock::{Aspect, Entry, Key, Lock, Members, Namespace, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::register::{Finding, Own};
use super::types::Places;
use super::{legal, own, place};
use crate::ir::{self, Holds, Shape, Status};

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
        if let Some(now) = Now::of(api, places, operation, &place).filter(|_| lock.knows(&place)) {
            results.compare(lock, &now, &earlier(lock, &place, &now));
        }
    }
    results
}

/// The one success of an operation.
struct Now<'a> {
    response: &'a ir::Response,
    /// Where it stands.
    at: Place,
    /// Where the fields of its body have their names, if it is a struct.
    body: Option<Place>,
    /// The words of these fields, as the lock writes them.
    members: BTreeSet<String>,
}

impl<'a> Now<'a> {
    fn of(api: &ir::Api, places: &Places, operation: &'a ir::Operation, place: &Place) -> Option<Self> {
        let of = |is_wanted: fn(Status) -> bool| operation.responses.iter().filter(move |it| is_wanted(it.status));
        let mut all = of(is_success).chain(of(|status| status == Status::Default));
        let response = all.next()?;
        if of(is_success).nth(1).is_some() {
            return None;
        }
        let at = place::response(place, response.status);
        let Some(Holds::Value(ty)) = response.content.as_ref().map(|content| &content.holds) else {
            return Some(Self { response, at, body: None, members: BTreeSet::new() });
        };
        let object = api.types.meant(ty).and_then(|(id, definition)| match &definition.shape {
            Shape::Struct(object) => Some((places.get(&id)?.clone(), object)),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
        });
        let word = |body: &Place, name: &str| body.member(Aspect::Field, &[name]).member;
        let members = object.iter().flat_map(|(body, object)| object.fields.iter().map(|it| word(body, &it.name))).collect();
        Some(Self { response, at, body: object.map(|(body, _)| body), members })
    }
}

/// What the lock knows of the successes that an operation had.
struct Before<'a> {
    /// Their headers.
    headers: Vec<(&'a Key, &'a Entry)>,
    /// The fields of their bodies, as far as these stand in them.
    fields: Vec<(&'a Key, &'a Entry)>,
    /// Fields that are in a struct of headers and body alone, each with the line that tells of such a struct.
    frame: Vec<(&'static str, (&'a Key, &'a Entry))>,
    /// Whether `default` was the only one, and something else is it now.
    replaced: Replaced,
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
    let (mut all, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|place| status(place).is_some_and(is_success));
    let is_new = all.is_empty() && now.body.as_ref().is_none_or(|body| !lock.knows(body));
    all.extend(others.into_iter().filter(|place| is_new && status(place) == Some(Status::Default)));
    let replaced = if is_new && now.response.status != Status::Default { Replaced::Yes } else { Replaced::No };
    let bodies = |place: &Place| [place.clone()].into_iter().chain(carried::children(lock, &place.child("content")));
    let headers: Vec<_> =
        all.iter().flat_map(|place| lines(lock, place)).filter(|(key, _)| key.aspect == Aspect::Header).collect();
    let fields = all.iter().flat_map(bodies).flat_map(|place| lines(lock, &place)).filter(|(key, _)| is_field(key)).collect();
    // One key for several statuses gives a struct also without headers, in which the status stands. Where nothing in it has a line,
    // the lock cannot tell.
    let several = all.iter().filter(|place| !matches!(status(place), Some(Status::Exact(_))));
    let several = several.flat_map(bodies).flat_map(|place| lines(lock, &place)).next();
    let body = headers.first().copied().or(several);
    let frame = body.map(|line| (BODY, line)).into_iter().chain(several.map(|line| (STATUS, line))).collect();
    Before { headers, fields, frame, replaced }
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
        let headers: BTreeSet<String> =
            now.response.headers.iter().map(|it| Place::of(&[&it.name]).as_str().to_ascii_lowercase()).collect();
        let own: Vec<_> = now.body.iter().flat_map(|body| lines(lock, body)).filter(|(key, _)| is_field(key)).collect();
        if before.replaced == Replaced::Yes {
            let is_there = |key: &Key| headers.contains(&key.member.to_ascii_lowercase());
            let of_headers = before.headers.iter().filter(|(key, entry)| !is_there(key) || !is_own(key, entry));
            self.keep(&Namespace::Members(now.at.clone(), Members::Headers), of_headers);
            let of_body = before.fields.iter().filter(|(key, entry)| !now.members.contains(&key.member) || !is_own(key, entry));
            now.body.iter().for_each(|body| self.keep(&Namespace::Members(body.clone(), Members::Fields), of_body.clone()));
        }
        // Where one key stands for several statuses, there is a struct with or without headers.
        let Status::Exact(_) = now.response.status else { return };
        // Lines of headers that are gone may stay for ever.
        let is_known = before.headers.iter().any(|(key, _)| headers.contains(&key.member.to_ascii_lowercase()));
        match (headers.is_empty(), is_known) {
            (false, false) => {
                let members = before.fields.iter().chain(&own);
                self.keep(&Namespace::Members(now.at.clone(), Members::Headers), members);
                let is_first = before.headers.is_empty();
                let body = own.iter().filter(|(key, entry)| is_first && entry.name == BODY && now.members.contains(&key.member));
                let told = body.filter_map(|(key, entry)| finding((&key.text(), entry), entry, "its body"));
                self.findings.extend(told);
            }
            (true, _) => {
                let headers = before.headers.iter().map(|(key, entry)| (entry.name.as_str(), key.text(), (*key, *entry)));
                let frame = before.frame.iter().map(|(name, line)| (*name, format!("its {name}"), *line));
                headers.chain(frame).for_each(|gone| self.unwrapped(now, &own, gone));
            }
            (false, true) => {}
        }
    }

    /// The body itself is what a call gives, and no struct around it, in which `then` had the name.
    fn unwrapped(&mut self, now: &Now<'_>, own: &[(&Key, &Entry)], (name, then, line): (&str, String, (&Key, &Entry))) {
        let is_same = |it: &&(&Key, &Entry)| legal::folded(&it.1.name) == legal::folded(name);
        let holder = own.iter().filter(|(key, _)| now.members.contains(&key.member)).find(is_same);
        match (holder, &now.body) {
            (Some((key, entry)), _) => self.findings.extend(finding((&then, line.1), entry, &key.text())),
            (None, Some(body)) => {
                let kept = self.kept.entry(Namespace::Members(body.clone(), Members::Fields)).or_default();
                kept.push((name.to_owned(), line.0.clone()));
            }
            (None, None) => {}
        }
    }

    fn keep<'a>(&mut self, namespace: &Namespace, lines: impl Iterator<Item = &'a (&'a Key, &'a Entry)>) {
        let names = lines.map(|(key, entry)| (entry.name.clone(), (*key).clone()));
        self.kept.entry(namespace.clone()).or_default().extend(names);
    }
}

/// The field of a result for its body.
const BODY: &str = "body";

/// The field of a result for its status, where one key stands for several.
const STATUS: &str = "status";

/// Whether a name is one that its thing has by itself, and has again where it comes.
fn is_own(key: &Key, entry: &Entry) -> bool {
    own::names(key).first().is_some_and(|own| legal::folded(own) == legal::folded(&entry.name))
}

fn finding((meant, before): (&str, &Entry), now: &Entry, means: &str) -> Option<Finding> {
    let (line, then) = (now.span?, before.span?);
    Some(Finding::Result { name: now.name.clone(), before: meant.to_owned(), now: means.to_owned(), line, then })
}
