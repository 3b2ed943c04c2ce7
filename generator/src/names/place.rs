//! Where things stand, in names: what `names.lock` knows them by.

use std::collections::{BTreeMap, BTreeSet};

use super::branches::{self, Orphans};
use super::lock::{Lock, Place};
use super::parts::Keys;
use crate::ir::{self, OperationPart, Origin, SharedPlace, Status, Step, TypeId};
use crate::pointer::Pointer;
use crate::standard;

/// The place of an operation: its `operationId`, which is unique; without one its path and method.
pub fn operation(operation: &ir::Operation) -> Place {
    match &operation.operation_id {
        Some(id) => Place::of(&["operations", id]),
        None => Place::of(&["paths", &operation.key.path, &operation.key.method.to_lowercase()]),
    }
}

/// The place of a response of an operation.
pub fn response(operation: &Place, status: Status) -> Place {
    operation.child("responses").child(&status_step(status))
}

fn status_step(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// The place of each definition. No two are the same.
pub fn types(api: &ir::Api, keys: &Keys, lock: &Lock) -> BTreeMap<TypeId, Place> {
    let operations = api.tags.iter().flat_map(|tag| &tag.operations);
    let operations: BTreeMap<_, _> = operations.map(|it| (&it.key, operation(it))).collect();
    let mut places: BTreeMap<TypeId, Place> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let parts = branches::parts(api);
    let mut waiting: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    let mut orphans = Orphans::Waiting;
    loop {
        let before = waiting.len();
        let branches = branches::numbers(api, lock, (&parts, keys), &waiting, &places, orphans);
        waiting.retain(|id| {
            let Some(definition) = api.types.get(*id) else { return false };
            let place = match &definition.origin {
                Origin::Component(name) => match keys.branch(name) {
                    Some((union, _)) => branches.get(id).map(|number| union.child("branches").child(&number.to_string())),
                    None => Some(keys.place("schemas", name)),
                },
                Origin::Inside { step: Step::Branch { name: None, .. }, .. } if !branches.contains_key(id) => None,
                Origin::Inside { owner, step } => places.get(owner).map(|owner| inside(owner, step, branches.get(id))),
                Origin::Operation { operation, part } => operations.get(operation).map(|operation| part_of(operation, part)),
                Origin::Shared { place, name } => Some(shared(keys, place, name, &definition.pointer)),
            };
            let Some(place) = place else { return true };
            let place = patterned(api, place, definition);
            let place = unused(place, definition, &used);
            used.insert(place.clone());
            places.insert(*id, place);
            false
        });
        orphans = match (waiting.len() == before, orphans) {
            (false, _) => Orphans::Waiting,
            (true, Orphans::Waiting) => Orphans::Numbered,
            (true, Orphans::Numbered) => return places,
        };
    }
}

/// The place with the patterns of `patternProperties` that lead to a definition, since its siblings stand under others.
fn patterned(api: &ir::Api, place: Place, definition: &ir::Type) -> Place {
    let tokens: Vec<_> = definition.pointer.tokens().collect();
    let owner = match &definition.origin {
        Origin::Inside { owner, .. } => api.types.get(*owner).map(|owner| owner.pointer.tokens().count()),
        Origin::Component(_) => None,
        Origin::Operation { .. } | Origin::Shared { .. } => tokens.iter().position(|token| token == "schema").map(|at| at + 1),
    };
    let mut inside = owner.and_then(|length| tokens.get(length..)).unwrap_or_default().iter();
    let mut patterns = Vec::new();
    while let Some(token) = inside.next() {
        let keyword = standard::plain_key(token);
        let name = if standard::holds_schemas(keyword) { inside.next() } else { None };
        match (keyword, name) {
            ("properties", _) => patterns.clear(),
            ("patternProperties", Some(pattern)) => patterns.push(pattern),
            _ => {}
        }
    }
    patterns.into_iter().fold(place, |place, pattern| place.child("patternProperties").child(pattern))
}

/// The place, or one below it where another definition has it: several schemas of one property can be types.
fn unused(place: Place, definition: &ir::Type, used: &BTreeSet<Place>) -> Place {
    let mut place = place;
    while used.contains(&place) {
        place = place.child(definition.pointer.as_str());
    }
    place
}

fn inside(owner: &Place, step: &Step, number: Option<&usize>) -> Place {
    match step {
        Step::Property(name) => owner.child("properties").child(name),
        Step::Items => owner.child("items"),
        Step::Values => owner.child("additionalProperties"),
        Step::Base => owner.child("base"),
        Step::Branch { name: Some(name), .. } => owner.child("branches").child(name),
        Step::Branch { index, name: None } => owner.child("branches").child(&number.unwrap_or(index).to_string()),
    }
}

fn part_of(operation: &Place, part: &OperationPart) -> Place {
    match part {
        OperationPart::Parameter(location, name) => operation.child("parameters").child(location.name()).child(name),
        OperationPart::RequestBody => operation.child("requestBody"),
        OperationPart::Response(status) => response(operation, *status),
        OperationPart::Header(status, name) => response(operation, *status).child("headers").child(name),
        OperationPart::Media(part, name) => part_of(operation, part).child("content").child(name),
        OperationPart::Contents(part) => part_of(operation, part).child("content"),
    }
}

fn shared(keys: &Keys, place: &SharedPlace, name: &str, at: &Pointer) -> Place {
    let of = |section| keys.place(section, name);
    match place {
        SharedPlace::Parameter => of("parameters"),
        SharedPlace::RequestBody => of("requestBodies"),
        SharedPlace::Response => of("responses"),
        SharedPlace::ResponseHeader(header) => of("responses").child("headers").child(header),
        SharedPlace::Header => of("headers"),
        SharedPlace::Media(place, media_type) => shared(keys, place, name, at).child("content").child(media_type),
        SharedPlace::Contents(place) => shared(keys, place, name, at).child("content"),
        SharedPlace::PathItem(path, location) => Place::of(&["paths", path, "parameters", location.name(), name]),
        SharedPlace::Elsewhere => Place::of(&["elsewhere", at.as_str()]),
    }
}
