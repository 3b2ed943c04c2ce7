//! The value by which a branch is told: `cat` means `Cat`. Where two components exchange theirs, code that makes a variant compiles on and sends the
//! value of the other one. So the lock says which value means which component, where their names do not: `schemas/Pet tags = feline/schemas~1Cat`.

use std::collections::{BTreeMap, BTreeSet};

use super::escape;
use super::lock::{Aspect, Members, Namespace, Place, Presence};
use super::register::{Finding, Register};
use super::types::Places;
use crate::ir::{Type, Union, VariantName};

/// Writes what the values mean, and tells of one that meant another component, if that is a branch still or the new one was: else a component
/// was renamed, or came in the place of another one.
pub fn of_union(register: &mut Register, definition: &Type, union: &Union, (place, places): (&Place, &Places)) {
    let component = |step: &VariantName| match step {
        VariantName::Type(id) => places.get(id).filter(|place| place.key(Aspect::Type).is_component()),
        VariantName::Word(_) => None,
    };
    let of = |tags: &[String], to: &Place| tags.iter().map(|tag| (value(tag), escape::step(to.as_str()))).collect::<Vec<_>>();
    let variants = union.variants.iter().filter_map(|it| Some(of(&it.tags, component(&it.step)?)));
    let now: BTreeMap<String, String> = variants.flatten().collect();
    let key = place.key(Aspect::Tags);
    let line =
        register.known(&key.namespace()).iter().find(|(known, _, _)| *known == key).map(|(_, entry, _)| entry.name.clone());
    let mut said: BTreeMap<String, String> = line.iter().flat_map(|line| line.split(' ')).filter_map(pair).collect();
    let known = known(register, place);
    let all: BTreeSet<&String> = known.iter().chain(now.values()).collect();
    let implied =
        |tag: &String| known.iter().find(|to| is_implied(tag, to, all.iter().copied()) && said.values().all(|said| said != *to));
    let told = now.iter().find_map(|(tag, to)| {
        let then = said.get(tag).or_else(|| implied(tag)).filter(|then| *then != to)?;
        let is_there = known.contains(to) || now.values().any(|it| it == then);
        (is_there && known.contains(then)).then(|| (tag.clone(), then.clone(), to.clone()))
    });
    if let Some((tag, before, now)) = told {
        register.tell(Finding::Tag { key: key.clone(), at: definition.pointer.clone(), tag, before, now });
    }
    said.retain(|tag, _| !now.contains_key(tag));
    // The next run knows what is a branch now.
    let all: BTreeSet<_> =
        union.variants.iter().filter_map(|it| component(&it.step)).map(|place| escape::step(place.as_str())).collect();
    let unsaid: Vec<_> = now.iter().filter(|(tag, to)| !is_implied(tag, to, &all)).collect();
    said.extend(unsaid.into_iter().map(|(tag, to)| (tag.clone(), to.clone())));
    let text: Vec<String> = said.iter().map(|(tag, to)| format!("{tag}/{to}")).collect();
    match text.is_empty() {
        true => register.drop(key),
        false => register.keep(key, text.join(" ")),
    }
}

/// The components that were branches at the last run; where the union has come back, those that were when it was here.
fn known(register: &Register, place: &Place) -> BTreeSet<String> {
    let lines = register.known(&Namespace::Members(place.clone(), Members::Variants)).iter();
    let all: Vec<_> = lines.filter(|(key, _, _)| !key.is_former()).collect();
    let is_there = |presence: Presence| presence == Presence::There;
    let was_here = all.iter().any(|(_, entry, _)| is_there(entry.presence));
    let there = all.into_iter().filter(|(_, entry, _)| !was_here || is_there(entry.presence));
    let members = there.filter_map(|(key, _, _)| key.member.split('/').next());
    members.filter(|member| is_component(member)).map(str::to_owned).collect()
}

/// Whether the step of a variant is a component; that of a branch which is written in the union is its tag, or a place in that.
fn is_component(step: &str) -> bool {
    step.strip_prefix("schemas~1").is_some_and(|rest| !rest.contains("~1"))
}

/// Whether the name of a component says its value: by its letters, if these are no other one's.
fn is_implied<'a>(tag: &str, component: &str, all: impl IntoIterator<Item = &'a String>) -> bool {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let name = |component: &str| component.rsplit("~1").next().unwrap_or_default().to_owned();
    let is_said = |component: &str| letters(&name(component)) == letters(tag);
    name(component) == tag || is_said(component) && all.into_iter().all(|other| other == component || !is_said(other))
}

/// A value as a word; the empty one is what no other one gives.
fn value(tag: &str) -> String {
    if tag.is_empty() { "%".to_owned() } else { escape::step(tag) }
}

fn pair(written: &str) -> Option<(String, String)> {
    let (tag, to) = written.split_once('/')?;
    Some((tag.to_owned(), to.to_owned()))
}

/// Why a text says nothing of values.
pub fn objection(text: &str) -> Option<String> {
    let pairs: Option<BTreeMap<String, String>> = text.split(' ').map(pair).collect();
    let is_pair = |(tag, to): (&String, &String)| !tag.is_empty() && !to.is_empty() && !to.contains('/');
    let is_all = pairs.is_some_and(|all| all.len() == text.split(' ').count() && all.iter().all(is_pair));
    (!is_all).then(|| "it says of no value what it means, such as `feline/schemas~1Cat`".to_owned())
}
