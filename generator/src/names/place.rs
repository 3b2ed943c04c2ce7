//! Where things stand, in names: what `names.lock` knows them by.

use std::collections::{BTreeMap, BTreeSet};

use super::escape;
use super::lock::{Aspect, Lock, Place};
use crate::ir::{self, EnumerationValues, OperationPart, Origin, Shape, SharedPlace, Status, Step, TypeId};
use crate::pointer::Pointer;

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
pub fn types(api: &ir::Api, lock: &Lock) -> BTreeMap<TypeId, Place> {
    let operations = api.tags.iter().flat_map(|tag| &tag.operations);
    let operations: BTreeMap<_, _> = operations.map(|it| (&it.key, operation(it))).collect();
    let mut places: BTreeMap<TypeId, Place> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut waiting: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    loop {
        let before = waiting.len();
        let branches = branches(api, lock, &waiting, &places);
        waiting.retain(|id| {
            let Some(definition) = api.types.get(*id) else { return false };
            let place = match &definition.origin {
                Origin::Component(name) => Some(Place::of(&["schemas", name])),
                Origin::Inside { step: Step::Branch { name: None, .. }, .. } if !branches.contains_key(id) => None,
                Origin::Inside { owner, step } => places.get(owner).map(|owner| inside(owner, step, branches.get(id))),
                Origin::Operation { operation, part } => operations.get(operation).map(|operation| part_of(operation, part)),
                Origin::Shared { place, name } => Some(shared(place, name, &definition.pointer)),
            };
            let Some(place) = place else { return true };
            let place = unused(place, definition, &used);
            used.insert(place.clone());
            places.insert(*id, place);
            false
        });
        if waiting.len() == before {
            return places;
        }
    }
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
    }
}

fn shared(place: &SharedPlace, name: &str, at: &Pointer) -> Place {
    match place {
        SharedPlace::Parameter => Place::of(&["parameters", name]),
        SharedPlace::RequestBody => Place::of(&["requestBodies", name]),
        SharedPlace::Response => Place::of(&["responses", name]),
        SharedPlace::ResponseHeader(header) => Place::of(&["responses", name, "headers", header]),
        SharedPlace::Header => Place::of(&["headers", name]),
        SharedPlace::PathItem(path, location) => Place::of(&["paths", path, "parameters", location.name(), name]),
        SharedPlace::Elsewhere => Place::of(&["elsewhere", at.as_str()]),
    }
}

/// The numbers of branches that have no name: a branch keeps its number wherever it moves, since the lock tells it by what it holds.
fn branches(api: &ir::Api, lock: &Lock, waiting: &[TypeId], places: &BTreeMap<TypeId, Place>) -> BTreeMap<TypeId, usize> {
    let mut of_owner: BTreeMap<&Place, Vec<(TypeId, usize)>> = BTreeMap::new();
    for id in waiting {
        if let Some(Origin::Inside { owner, step: Step::Branch { index, name: None } }) = api.types.get(*id).map(|ty| &ty.origin)
            && let Some(place) = places.get(owner)
        {
            of_owner.entry(place).or_default().push((*id, *index));
        }
    }
    of_owner.into_iter().flat_map(|(owner, branches)| numbers(api, lock, &owner.child("branches"), &branches)).collect()
}

/// How many branches are compared with old ones; of more than these each keeps its position.
const MOST_PAIRS: usize = 100_000;

/// Each branch gets the number of the old branch that it has most in common with, then what is left.
fn numbers(api: &ir::Api, lock: &Lock, place: &Place, branches: &[(TypeId, usize)]) -> Vec<(TypeId, usize)> {
    let old = numbered(lock, place);
    if branches.len() * old.len() > MOST_PAIRS {
        return branches.to_vec();
    }
    let mut pairs = Vec::new();
    for (at, (id, index)) in branches.iter().enumerate() {
        let members = members(api, *id);
        for (number, known) in &old {
            let shared = members.intersection(known).count();
            if shared > 0 || members.is_empty() && known.is_empty() {
                let others = members.union(known).count() - shared;
                pairs.push((std::cmp::Reverse(shared), others, number.abs_diff(*index), *number, at));
            }
        }
    }
    pairs.sort_unstable();
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (_, _, _, number, at) in pairs {
        if !chosen.contains_key(&at) && used.insert(number) {
            chosen.insert(at, number);
        }
    }
    used.extend(old.keys());
    let mut numbers = Vec::new();
    for (at, (id, index)) in branches.iter().enumerate() {
        let number = chosen.get(&at).copied().unwrap_or_else(|| {
            let free = std::iter::once(*index).chain(0..).find(|number| !used.contains(number)).unwrap_or(*index);
            used.insert(free);
            free
        });
        numbers.push((*id, number));
    }
    numbers
}

/// The branches that the lock knows at a place, each with the members that it knows of them.
fn numbered(lock: &Lock, place: &Place) -> BTreeMap<usize, BTreeSet<String>> {
    let mut known: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (key, _) in lock.below(place) {
        let rest = key.place.as_str().get(place.as_str().len() + 1..).unwrap_or_default();
        let Ok(number) = rest.parse::<usize>() else { continue };
        let members = known.entry(number).or_default();
        if matches!(key.aspect, Aspect::Field | Aspect::Value | Aspect::Variant) {
            members.insert(key.member.clone());
        }
    }
    known
}

/// What a branch holds, as the lock calls it.
fn members(api: &ir::Api, id: TypeId) -> BTreeSet<String> {
    match api.types.get(id).map(|definition| &definition.shape) {
        Some(Shape::Struct(object)) => object.fields.iter().map(|field| escape::step(&field.name)).collect(),
        Some(Shape::Enumeration(enumeration)) => match &enumeration.values {
            EnumerationValues::Strings(values) => values.iter().map(|value| escape::step(value)).collect(),
            EnumerationValues::Integers(values) => values.iter().map(i64::to_string).collect(),
        },
        Some(Shape::Union(_) | Shape::Alias(_)) | None => BTreeSet::new(),
    }
}
