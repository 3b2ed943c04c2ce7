//! Where a type's name comes from, read off the place of its schema.
//!
//! Only the pointer counts, so the answer is the same whether a schema is reached from its owner or by a `$ref` into it.

use std::borrow::Cow;

use super::context::Context;
use super::key;
use super::types::core_type;
use super::view::Schema;
use crate::ir::{Location, OperationKey, OperationPart, Origin, SharedPlace, Status, Step, TypeId, TypeRef};
use crate::pointer::Pointer;
use crate::standard;

/// The place that a schema's type is named by: the nearest type around it, else what it stands in.
pub(super) fn of(cx: &Context<'_>, at: &Pointer) -> Origin {
    let tokens: Vec<String> = at.tokens().map(Cow::into_owned).collect();
    let root = root_length(&tokens);
    for length in (root..tokens.len()).rev() {
        let (before, inside) = tokens.split_at(length);
        if let Some(owner) = owner(cx, before) {
            return Origin::Inside { owner, step: step(cx, before, inside) };
        }
    }
    let (before, inside) = tokens.split_at(root.min(tokens.len()));
    root_origin(cx, before, inside)
}

/// The last part of a pointer: a name for people.
pub(super) fn last_name(at: &Pointer) -> String {
    at.tokens().last().unwrap_or_default().into_owned()
}

/// Makes the types around a place first, outermost first, so that a `$ref` into them finds its owner.
pub(super) fn ensure_owners(cx: &mut Context<'_>, at: &Pointer) {
    let tokens: Vec<String> = at.tokens().map(Cow::into_owned).collect();
    let root = root_length(&tokens);
    let mut current = pointer(tokens.get(..root).unwrap_or_default());
    for (index, token) in tokens.iter().enumerate().skip(root) {
        if is_schema(tokens.get(root..index).unwrap_or_default())
            && !cx.uses.contains_key(&current)
            && !cx.making.contains(&current)
            && let Some(node) = cx.node(&current)
        {
            core_type(cx, &Schema::new(node, current.clone()));
        }
        current = current.child(token);
    }
}

fn pointer(tokens: &[String]) -> Pointer {
    tokens.iter().fold(Pointer::root(), |at, token| at.child(token))
}

/// The type that is defined at a place.
fn owner(cx: &Context<'_>, tokens: &[String]) -> Option<TypeId> {
    let at = pointer(tokens);
    if let Some(id) = cx.within.get(&at).or_else(|| cx.variants.get(&at)) {
        return Some(*id);
    }
    match cx.uses.get(&at)? {
        TypeRef::Named(id) => cx.types.get(*id).filter(|definition| definition.pointer == at).map(|_| *id),
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any | TypeRef::AnyObject => {
            None
        }
    }
}

/// How many tokens lead to the outermost schema.
fn root_length(tokens: &[String]) -> usize {
    standard::schema_length(&tokens.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether the tokens behind a schema lead to a schema again, and not to the name of a keyword such as `properties`.
fn is_schema(inside: &[String]) -> bool {
    let mut rest = inside.iter();
    while let Some(token) = rest.next() {
        if takes_name(token) && rest.next().is_none() {
            return false;
        }
    }
    true
}

/// Keywords that hold several schemas: one more token names one of them.
fn takes_name(token: &str) -> bool {
    standard::holds_schemas(standard::plain_key(token))
}

/// What the steps from an owner amount to: the last property on the way, else a branch, else items or values.
fn step(cx: &Context<'_>, before: &[String], inside: &[String]) -> Step {
    let steps = steps(cx, pointer(before), inside);
    let property = steps.iter().rev().find(|step| matches!(step, Step::Property(_)));
    let branch = steps.iter().rev().find(|step| matches!(step, Step::Branch { .. }));
    property.or(branch).or(steps.last()).cloned().unwrap_or(Step::Items)
}

/// The steps that an owner at `at` leads on by. What is the only branch to say something about a type is that type, and no step.
fn steps(cx: &Context<'_>, mut at: Pointer, inside: &[String]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = inside.iter();
    while let Some(token) = rest.next() {
        let keyword = standard::plain_key(token);
        let name = takes_name(token).then(|| rest.next()).flatten();
        at = name.iter().fold(at.child(token), |at, name| at.child(name));
        if cx.wrapped.contains(&at) {
            continue;
        }
        steps.push(match (keyword, name) {
            ("properties", Some(name)) => Step::Property(name.clone()),
            ("additionalProperties" | "unevaluatedProperties" | "patternProperties", _) => Step::Values,
            (_, Some(name)) => Step::Branch { index: name.parse().unwrap_or_default(), tags: Vec::new() },
            (_, None) => Step::Items,
        });
    }
    steps
}

/// The origin of a schema that no other type contains.
fn root_origin(cx: &Context<'_>, tokens: &[String], inside: &[String]) -> Origin {
    let texts: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match texts.as_slice() {
        ["components", "schemas", name] => Origin::Component((*name).to_owned()),
        ["components", "parameters", name, ..] => shared(SharedPlace::Parameter, name),
        ["components", "requestBodies", name, rest @ ..] => shared(shared_body(SharedPlace::RequestBody, rest), name),
        ["components", "headers", name, ..] => shared(SharedPlace::Header, name),
        ["components", "responses", name, "headers", header, ..] => {
            shared(SharedPlace::ResponseHeader((*header).to_owned()), name)
        }
        ["components", "responses", name, rest @ ..] => shared(shared_body(SharedPlace::Response, rest), name),
        _ => {
            let of_operation = || key::around(cx.tree, &texts).map(|(key, length)| operation(cx, key, texts.split_at(length)));
            let elsewhere = || shared(SharedPlace::Elsewhere, inside.last().or(tokens.last()).map_or("", String::as_str));
            of_path_item(cx, &texts).or_else(of_operation).unwrap_or_else(elsewhere)
        }
    }
}

/// The origin of what stands in a parameter that all operations of a path item share.
fn of_path_item(cx: &Context<'_>, tokens: &[&str]) -> Option<Origin> {
    let (item, length) = key::item(cx.tree, tokens)?;
    let Some(["parameters", _, ..]) = tokens.get(length..) else { return None };
    let at = tokens.iter().take(length + 2).fold(Pointer::root(), |at, token| at.child(token));
    let (location, name) = parameter(cx, &at);
    Some(shared(SharedPlace::PathItem(item, location), &name))
}

fn shared(place: SharedPlace, name: &str) -> Origin {
    Origin::Shared { place, name: name.to_owned() }
}

fn operation(cx: &Context<'_>, operation: OperationKey, (before, part): (&[&str], &[&str])) -> Origin {
    let at = before.iter().fold(Pointer::root(), |at, token| at.child(token));
    let part = match part {
        ["parameters", index, ..] => {
            let (location, name) = parameter(cx, &at.child("parameters").child(index));
            OperationPart::Parameter(location, name)
        }
        ["responses", status, "headers", header, ..] => OperationPart::Header(status_of(status), (*header).to_owned()),
        ["responses", status, rest @ ..] => body(OperationPart::Response(status_of(status)), rest),
        [_, rest @ ..] => body(OperationPart::RequestBody, rest),
        [] => OperationPart::RequestBody,
    };
    Origin::Operation { operation, part }
}

/// What the steps below a body lead to: its one schema, that of a media type, or its `content`.
enum Body<'t> {
    Schema,
    Media(&'t str),
    Contents,
}

/// The schema of `application/json` counts as that of the body, so that a media type more does not change what it is called.
fn below<'t>(steps: &[&'t str]) -> Body<'t> {
    match steps {
        ["content"] => Body::Contents,
        ["content", "application/json", ..] => Body::Schema,
        ["content", media_type, ..] => Body::Media(media_type),
        _ => Body::Schema,
    }
}

fn body(part: OperationPart, steps: &[&str]) -> OperationPart {
    match below(steps) {
        Body::Schema => part,
        Body::Media(name) => OperationPart::Media(Box::new(part), name.to_owned()),
        Body::Contents => OperationPart::Contents(Box::new(part)),
    }
}

fn shared_body(place: SharedPlace, steps: &[&str]) -> SharedPlace {
    match below(steps) {
        Body::Schema => place,
        Body::Media(name) => SharedPlace::Media(Box::new(place), name.to_owned()),
        Body::Contents => SharedPlace::Contents(Box::new(place)),
    }
}

/// Where a parameter stands and its name.
fn parameter(cx: &Context<'_>, at: &Pointer) -> (Location, String) {
    let node = cx.node(at);
    let text = |key: &str| node.and_then(|node| node.get(key)?.as_str()).unwrap_or_default();
    let location = [Location::Path, Location::Header, Location::Cookie].into_iter().find(|it| it.name() == text("in"));
    (location.unwrap_or(Location::Query), text("name").to_owned())
}

fn status_of(key: &str) -> Status {
    Status::of(key).unwrap_or(Status::Default)
}
