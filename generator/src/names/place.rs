//! Where things stand, in names: what `names.lock` knows them by.

use std::collections::{BTreeMap, BTreeSet};

use super::again::{self, Newcomers};
use super::branches::{self, Orphans};
use super::likeness::{self, Known, Within};
use super::lock::{Aspect, Key, Lock, Place};
use super::media::{self, Media};
use super::parts::Keys;
use super::reached::{Branch, Placed};
use crate::ir::{self, Location, OperationKey, OperationPart, OperationPlace, Origin, SharedPlace, Status, Step, TypeId};
use crate::pointer::Pointer;
use crate::standard;

/// The place of an operation: its `operationId`, which is unique; without one where it stands.
pub fn operation(keys: &Keys, operation: &ir::Operation) -> Place {
    keyed(keys, &operation.key, operation.operation_id.as_deref())
}

/// The place that an operation has, or would have, without an `operationId`.
pub fn unidentified(keys: &Keys, operation: &ir::Operation) -> Place {
    keyed(keys, &operation.key, None)
}

fn keyed(keys: &Keys, key: &OperationKey, id: Option<&str>) -> Place {
    if let Some(id) = id {
        return Place::of(&["operations", id]);
    }
    item(keys, &key.place).child(&key.method.to_lowercase())
}

/// The place of a path item.
fn item(keys: &Keys, place: &OperationPlace) -> Place {
    match place {
        OperationPlace::Path(path) => Place::of(&["paths", path]),
        OperationPlace::Webhook(name) => Place::of(&["webhooks", name]),
        OperationPlace::Callback(callback) => {
            let owner = callback.owner.as_ref();
            let of_operation = owner.map(|(key, id)| keyed(keys, key, id.as_deref()).child("callbacks").child(&callback.name));
            of_operation.unwrap_or_else(|| keys.place("callbacks", &callback.name)).child(&callback.expression)
        }
    }
}

/// The place of a response of an operation.
pub fn response(operation: &Place, status: Status) -> Place {
    operation.child("responses").child(&status.to_string())
}

/// The place of each definition, no two the same, and the lock with the names of those that moved at their new places.
pub fn types(api: &ir::Api, keys: &Keys, media: &Media, mut lock: Lock) -> (BTreeMap<TypeId, Place>, Lock) {
    let operations: BTreeMap<_, _> = api.operations().map(|it| (&it.key, operation(keys, it))).collect();
    let types_inside = likeness::inside(api);
    let within = Within { inside: &types_inside, keys };
    let mut places: BTreeMap<TypeId, Place> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut placed = Placed::new();
    let mut waiting: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    let mut orphans = Orphans::Waiting;
    loop {
        let branches = branches::steps(api, &lock, within, (&waiting, orphans), (&places, &placed));
        let mut found: BTreeMap<Place, Vec<TypeId>> = BTreeMap::new();
        for id in &waiting {
            let Some(definition) = api.types.get(*id) else { continue };
            let place = match &definition.origin {
                Origin::Component(name) => match keys.branch(name) {
                    Some(branch) => {
                        let place = in_branch(branch, branches.get(id).map(String::as_str), &placed);
                        let old = keys.place("schemas", name);
                        known_before(api, &mut lock, within, *id, (&old, place.as_ref()));
                        place.or_else(|| (orphans == Orphans::Lost).then_some(old))
                    }
                    None => {
                        Some(keys.place("schemas", name)).filter(|place| orphans != Orphans::Waiting || is_next(place, &used))
                    }
                },
                Origin::Inside { step: Step::Branch { .. }, .. } if !branches.contains_key(id) => None,
                Origin::Inside { owner, step } => places.get(owner).map(|owner| {
                    let place = inside(api, owner, step, branches.get(id).map(String::as_str), definition);
                    element_before(api, &mut lock, within, (owner, *id), &place);
                    place
                }),
                Origin::Operation { operation, part } => operations
                    .get(operation)
                    .map(|operation| patterned(api, part_known(&lock, media, operation, part, definition), definition)),
                Origin::Shared { place, name } => {
                    Some(patterned(api, shared_known(&lock, media, keys, (place, name), definition), definition))
                }
            };
            if let Some(place) = place {
                found.entry(place).or_default().push(*id);
            }
        }
        orphans = match orphans.next() {
            _ if !found.is_empty() => Orphans::Waiting,
            Some(next) => next,
            None => return (places, lock),
        };
        for (place, ids) in found {
            for (id, place) in ids.iter().zip(apart(api, &lock, within, &place, &ids)) {
                let place = unused(place, &used);
                let branch = branch_of(api, keys, *id, (&places, &placed));
                placed.extend(branch.map(|branch| (branch, place.clone())));
                used.insert(place.clone());
                places.insert(*id, place);
            }
        }
        waiting.retain(|id| !places.contains_key(id));
    }
}

/// Moves what the lock knows in a branch by the reference to it, as earlier versions did.
fn known_before(api: &ir::Api, lock: &mut Lock, within: Within<'_>, id: TypeId, (old, place): (&Place, Option<&Place>)) {
    let has_type = |place: &Place| lock.get(&place.key(Aspect::Type)).is_some();
    let is_it = || likeness::is_alike(&likeness::held(api, within, id), &likeness::at(lock, old).ever);
    if let Some(place) = place.filter(|place| has_type(old) && !has_type(place) && is_it()) {
        lock.move_place(old, place, &[]);
    }
}

/// The place of a branch, or of what is inside of one, if the branch has a step or a place.
fn in_branch(branch: &Branch, step: Option<&str>, placed: &Placed) -> Option<Place> {
    let union = branch.union(placed)?;
    let numbered = step.map(|step| union.child("branches").written(step));
    numbered.or_else(|| placed.get(&(union, branch.index)).cloned()).map(|place| branch.of(&place))
}

/// Which branch of which union a definition is.
fn branch_of(api: &ir::Api, keys: &Keys, id: TypeId, of: (&BTreeMap<TypeId, Place>, &Placed)) -> Option<(Place, usize)> {
    match &api.types.get(id)?.origin {
        Origin::Inside { owner, step: Step::Branch { index, .. } } => Some((of.0.get(owner)?.clone(), *index)),
        Origin::Component(name) => {
            let branch = keys.branch(name).filter(|branch| branch.is_whole())?;
            Some((branch.union(of.1)?, branch.index))
        }
        Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    }
}

/// Whether the definition around that of a component has its place, so that all that shares the component's is found now.
fn is_next(place: &Place, used: &BTreeSet<Place>) -> bool {
    place.around().is_none_or(|around| used.contains(&around))
}

/// The places of definitions that share one, such as several schemas of one property: the place itself, or one below it.
fn apart(api: &ir::Api, lock: &Lock, within: Within<'_>, place: &Place, ids: &[TypeId]) -> Vec<Place> {
    let shares = |key: &Key| {
        let below = key.place.as_str().get(place.as_str().len() + 1..);
        below.and_then(|below| below.split('/').next()).is_some_and(Place::is_sharing)
    };
    if ids.len() == 1 && !lock.below(place).any(|(key, _)| shares(key)) {
        return vec![place.clone()];
    }
    let numbered = likeness::below(lock, &place.child(Place::OTHERS));
    let pointers = likeness::below(lock, place).into_iter().filter(|(step, _)| *step != Place::OTHERS && Place::is_sharing(step));
    let others: BTreeMap<&str, Known> = numbered.into_iter().chain(pointers).collect();
    let first = likeness::at(lock, place);
    let mut old: BTreeMap<&str, &Known> = others.iter().map(|(step, known)| (*step, known)).collect();
    if lock.at(place).next().is_some() {
        old.insert(FIRST, &first);
    }
    let held: Vec<_> = ids.iter().enumerate().map(|(at, id)| (at, likeness::held(api, within, *id))).collect();
    let mut steps = again::numbered(&held, &old, Newcomers::of(lock));
    if let ([step], [(_, held)]) = (steps.as_mut_slice(), held.as_slice())
        && !old.contains_key(step.as_str())
    {
        // Alone at its place, it is known by that, as what it can be.
        let nature = likeness::nature(held);
        let mut there =
            old.iter().filter(|(_, known)| known.was_there && likeness::nature(&known.there) == nature).map(|(step, _)| *step);
        if let (Some(only), None) = (there.next(), there.next()) {
            only.clone_into(step);
        } else if first.was_there && !others.values().any(|known| known.was_there) {
            FIRST.clone_into(step);
        }
    }
    let of = |step: &String| match step.as_str() {
        FIRST => place.clone(),
        step if !others.contains_key(step) && again::number(step) == Some(0) => place.clone(),
        step if others.contains_key(step) && step.starts_with('~') => place.written(step),
        step => place.child(Place::OTHERS).written(step),
    };
    steps.iter().map(of).collect()
}

/// The number of the definition that has a shared place itself.
const FIRST: &str = "0";

/// The place, or one below it where another definition has it.
fn unused(place: Place, used: &BTreeSet<Place>) -> Place {
    if !used.contains(&place) {
        return place;
    }
    let other = |number: usize| place.child(Place::OTHERS).child(&number.to_string());
    (1..).map(other).find(|place| !used.contains(place)).unwrap_or(place)
}

/// The place of a definition inside another one; `branch` is the step of a branch as the lock writes it.
pub fn inside(api: &ir::Api, owner: &Place, step: &Step, branch: Option<&str>, definition: &ir::Type) -> Place {
    let place = match step {
        Step::Property(name) => owner.child("properties").child(name),
        Step::Items | Step::Values => elements(api, definition).into_iter().fold(owner.clone(), |place, step| place.child(step)),
        Step::Base => owner.child("base"),
        Step::Branch { .. } => owner.child("branches").written(branch.unwrap_or_default()),
    };
    patterned(api, place, definition)
}

/// The step of the branch that a place is, as the lock writes it.
pub fn branch(place: &Place) -> Option<&str> {
    let steps: Vec<_> = place.steps().collect();
    steps.iter().rposition(|step| *step == "branches").and_then(|at| steps.get(at + 1).copied())
}

/// The step to the items of a list.
pub const ITEMS: &str = "items";
/// The step to the values of a map.
pub const VALUES: &str = "additionalProperties";

/// The step to the values under a pattern.
pub const PATTERNS: &str = "patternProperties";

/// The steps from a definition to one that it has as the elements of lists and maps, of any depth.
pub fn elements(api: &ir::Api, definition: &ir::Type) -> Vec<&'static str> {
    let mut tokens = tokens_inside(api, definition).into_iter();
    let mut steps = Vec::new();
    while let Some(token) = tokens.next() {
        let keyword = standard::plain_key(&token);
        match keyword {
            "additionalProperties" | "unevaluatedProperties" | "patternProperties" => steps.push(VALUES),
            // The only branch to say something about a type is that type.
            "allOf" | "anyOf" | "oneOf" => {}
            _ => steps.push(ITEMS),
        }
        if standard::holds_schemas(keyword) {
            tokens.next();
        }
    }
    steps
}

/// Moves what the lock knows of the elements of a list or map at another place.
fn element_before(api: &ir::Api, lock: &mut Lock, within: Within<'_>, (owner, id): (&Place, TypeId), place: &Place) {
    if let Some(old) = element(api, lock, within, owner, id, place) {
        lock.move_place(&old, place, &elements_of_others(api, within, id));
    }
}

/// The place at which the lock knows the elements of a list or map: earlier versions wrote one step for any number of them, or called
/// what is wrapped alone a branch, and a list may become one of lists. They are known again if they hold all that was held there, or if
/// all that they hold was.
fn element(api: &ir::Api, lock: &Lock, within: Within<'_>, owner: &Place, id: TypeId, place: &Place) -> Option<Place> {
    let definition = api.types.get(id)?;
    let Origin::Inside { owner: around, step: Step::Items | Step::Values } = &definition.origin else { return None };
    if lock.at(place).next().is_some() {
        return None;
    }
    let siblings = within.inside.get(around).into_iter().flatten().filter_map(|id| api.types.get(*id));
    let places: BTreeSet<Place> = siblings.filter_map(|it| sibling(api, owner, it)).collect();
    let start = owner.as_str().len() + 1;
    let has_branches = matches!(api.types.get(*around).map(|it| &it.shape), Some(ir::Shape::Union(_)));
    let is_element = |place: &Place| {
        let steps: Vec<_> = place.as_str().get(start..).unwrap_or_default().split('/').collect();
        let is_wrapped = matches!(steps.as_slice(), ["branches", _]) && !has_branches;
        (is_wrapped || steps.iter().all(|step| [ITEMS, VALUES].contains(step))) && !places.contains(place)
    };
    let types = lock.below(owner).filter(|(key, _)| key.aspect == Aspect::Type).map(|(key, _)| &key.place);
    let held = likeness::held(api, within, id);
    let mut old = types.filter(|old| is_element(old)).filter(|old| likeness::is_alike(&held, &likeness::at(lock, old).ever));
    old.next().cloned()
}

/// The steps below the place of a definition that lead to elements of another depth of what is around it, not to its own.
fn elements_of_others(api: &ir::Api, within: Within<'_>, id: TypeId) -> Vec<&'static str> {
    let inner = within.inside.get(&id).into_iter().flatten().filter_map(|id| api.types.get(*id));
    let own = inner.filter(|it| matches!(it.origin, Origin::Inside { step: Step::Items | Step::Values, .. }));
    let own: BTreeSet<_> = own.filter_map(|it| elements(api, it).into_iter().next()).collect();
    [ITEMS, VALUES].into_iter().filter(|step| !own.contains(step)).collect()
}

fn sibling(api: &ir::Api, owner: &Place, definition: &ir::Type) -> Option<Place> {
    let Origin::Inside { step, .. } = &definition.origin else { return None };
    matches!(step, Step::Items | Step::Values).then(|| inside(api, owner, step, None, definition))
}

/// The tokens from the schema that a definition is named by to its own.
fn tokens_inside(api: &ir::Api, definition: &ir::Type) -> Vec<String> {
    let tokens: Vec<String> = definition.pointer.tokens().map(|token| token.into_owned()).collect();
    let length = match &definition.origin {
        Origin::Inside { owner, .. } => api.types.get(*owner).map(|owner| owner.pointer.tokens().count()),
        Origin::Component(_) => None,
        Origin::Operation { .. } | Origin::Shared { .. } => {
            Some(standard::schema_length(&tokens.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    };
    length.and_then(|length| tokens.get(length..)).unwrap_or_default().to_vec()
}

/// The place with the patterns of `patternProperties` that lead to a definition, since its siblings stand under others.
fn patterned(api: &ir::Api, place: Place, definition: &ir::Type) -> Place {
    let tokens = tokens_inside(api, definition);
    let mut inside = tokens.iter();
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
    patterns.into_iter().fold(place, |place, pattern| place.child(PATTERNS).child(pattern))
}

/// The place of a part of an operation as the lock knows it, since the media type of a body may be known by another one, and a header in
/// other letter case.
fn part_known(lock: &Lock, media: &Media, operation: &Place, part: &OperationPart, definition: &ir::Type) -> Place {
    match part {
        OperationPart::RequestBody | OperationPart::Response(_) => of_body(media, part_of(operation, part), definition),
        OperationPart::Media(whole, _) => of_body(media, part_of(operation, whole), definition),
        OperationPart::Header(status, name) => spelled(lock, &response(operation, *status).child("headers"), name),
        OperationPart::Parameter(Location::Header, name) => {
            spelled(lock, &operation.child("parameters").child(Location::Header.name()), name)
        }
        OperationPart::Parameter(..) | OperationPart::Contents(_) => part_of(operation, part),
    }
}

/// The same of something shared.
fn shared_known(lock: &Lock, media: &Media, keys: &Keys, of: (&SharedPlace, &str), definition: &ir::Type) -> Place {
    let (place, name) = of;
    let whole = |place: &SharedPlace| shared(keys, place, name, &definition.pointer);
    match place {
        SharedPlace::RequestBody | SharedPlace::Response => of_body(media, whole(place), definition),
        SharedPlace::Media(body, _) => of_body(media, whole(body), definition),
        SharedPlace::ResponseHeader(header) => spelled(lock, &keys.place("responses", name).child("headers"), header),
        SharedPlace::Parameter
        | SharedPlace::PathItem(..)
        | SharedPlace::Header
        | SharedPlace::Contents(_)
        | SharedPlace::Elsewhere => whole(place),
    }
}

/// The place of the schema of a body, or of one of its media types.
fn of_body(media: &Media, body: Place, definition: &ir::Type) -> Place {
    let tokens: Vec<_> = definition.pointer.tokens().collect();
    let Some(content) = media::content(definition) else { return body };
    let Some(name) = tokens.get(content.tokens().count()) else { return body };
    media::place(&body, media.known(&content, name))
}

/// The place of a header, of whose letter case nothing depends.
fn spelled(lock: &Lock, headers: &Place, name: &str) -> Place {
    let own = headers.child(name);
    let step =
        |key: &Key| key.place.as_str().get(headers.as_str().len() + 1..)?.split('/').next().map(|step| headers.written(step));
    let mut known =
        lock.below(headers).filter_map(|(key, _)| step(key)).filter(|it| it.as_str().eq_ignore_ascii_case(own.as_str()));
    if lock.knows(&own) { own } else { known.next().unwrap_or(own) }
}

/// The place of a part of an operation.
pub fn part_of(operation: &Place, part: &OperationPart) -> Place {
    match part {
        OperationPart::Parameter(location, name) => operation.child("parameters").child(location.name()).child(name),
        OperationPart::RequestBody => operation.child("requestBody"),
        OperationPart::Response(status) => response(operation, *status),
        OperationPart::Header(status, name) => response(operation, *status).child("headers").child(name),
        OperationPart::Media(part, name) => part_of(operation, part).child("content").child(name),
        OperationPart::Contents(part) => part_of(operation, part).child("content"),
    }
}

/// The place of something shared.
pub fn shared(keys: &Keys, place: &SharedPlace, name: &str, at: &Pointer) -> Place {
    let of = |section| keys.place(section, name);
    match place {
        SharedPlace::Parameter => of("parameters"),
        SharedPlace::RequestBody => of("requestBodies"),
        SharedPlace::Response => of("responses"),
        SharedPlace::ResponseHeader(header) => of("responses").child("headers").child(header),
        SharedPlace::Header => of("headers"),
        SharedPlace::Media(place, media_type) => shared(keys, place, name, at).child("content").child(media_type),
        SharedPlace::Contents(place) => shared(keys, place, name, at).child("content"),
        SharedPlace::PathItem(item, location) => self::item(keys, item).child("parameters").child(location.name()).child(name),
        SharedPlace::Elsewhere => Place::of(&["elsewhere", at.as_str()]),
    }
}
