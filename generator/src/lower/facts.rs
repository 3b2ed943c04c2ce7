//! Facts that only the whole graph tells: where a type is used, whether it is validated, what can be derived.

use std::collections::HashSet;

use crate::ir::{Api, Check, Choice, Codec, Content, Keyword, Operation, Shape, TypeId, TypeRef, Types};

/// Fills in [`crate::ir::Facts`], and settles how each field may be missing.
pub(super) fn compute(api: &mut Api) {
    let operations: Vec<&Operation> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let requests = reach(&api.types, operations.iter().flat_map(|operation| request_uses(operation)));
    let responses = reach(&api.types, operations.iter().flat_map(|operation| response_uses(operation)));
    let checks: Vec<&Check> = operations.iter().flat_map(|operation| request_checks(operation)).collect();
    let validated = validated(&api.types, checks, &requests);
    let ids: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for id in &ids {
        if let Some(definition) = api.types.get_mut(*id) {
            definition.facts.in_requests = requests.contains(id);
            definition.facts.in_responses = responses.contains(id);
            definition.facts.validated = validated.contains(id);
            settle(&mut definition.shape, requests.contains(id), responses.contains(id));
        }
    }
    for id in ids {
        if let Some(definition) = api.types.get_mut(id) {
            definition.facts.default =
                matches!(&definition.shape, Shape::Struct(object) if object.fields.iter().all(|field| !field.required));
        }
    }
}

fn request_uses(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let body = operation.request_body.iter().filter_map(|body| body.content.ty());
    operation.parameters.iter().map(|parameter| &parameter.ty).chain(body)
}

fn request_checks(operation: &Operation) -> impl Iterator<Item = &Check> {
    let media = || operation.request_body.iter().flat_map(|body| &body.content.media);
    let parts = media().flat_map(|media| if let Codec::Multipart(parts, _) = &media.codec { parts.as_slice() } else { &[] });
    let headers = parts.flat_map(|part| &part.headers).map(|header| &header.check);
    operation.parameters.iter().map(|parameter| &parameter.check).chain(media().map(|media| &media.check)).chain(headers)
}

fn response_uses(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    operation.responses.iter().flat_map(|response| {
        response.headers.iter().map(|header| &header.ty).chain(response.content.iter().filter_map(Content::ty))
    })
}

/// The definitions that values of these uses can hold.
fn reach<'a>(types: &'a Types, roots: impl Iterator<Item = &'a TypeRef>) -> HashSet<TypeId> {
    let mut open: Vec<&TypeRef> = roots.collect();
    let mut reached = HashSet::new();
    while let Some(ty) = open.pop() {
        match ty {
            TypeRef::Named(id) if reached.insert(*id) => {
                open.extend(types.get(*id).into_iter().flat_map(|found| uses(&found.shape)))
            }
            TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => open.push(inner),
            TypeRef::Named(_) | TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => {}
        }
    }
    reached
}

/// The uses inside a definition.
fn uses(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Struct(object) => {
            let rest = match &object.rest {
                crate::ir::Rest::Kept(values) => vec![values],
                crate::ir::Rest::Patterned(_, values) => vec![values, &TypeRef::Any],
                crate::ir::Rest::Ignored | crate::ir::Rest::Refused => Vec::new(),
            };
            object.fields.iter().map(|field| &field.ty).chain(rest).collect()
        }
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Tuple(tuple) => tuple.uses().collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::Contents(alternatives) => alternatives.iter().filter_map(|alternative| alternative.content.ty()).collect(),
        Shape::Enumeration(_) => Vec::new(),
    }
}

/// The definitions whose checks are run: on requests, and to choose a branch of an untagged union, used or not.
fn validated(types: &Types, checks: Vec<&Check>, requests: &HashSet<TypeId>) -> HashSet<TypeId> {
    let mut open: Vec<TypeId> = requests.iter().copied().collect();
    checks.iter().for_each(|check| called(check, &mut open));
    for (_, definition) in types.iter() {
        if let Shape::Union(union) = &definition.shape
            && union.choice == Choice::Check
        {
            union.variants.iter().for_each(|variant| called(&variant.check, &mut open));
        }
    }
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id)
            && let Some(definition) = types.get(id)
        {
            called(&definition.check, &mut open);
        }
    }
    found
}

/// The definitions whose checks a check calls.
pub(super) fn called(check: &Check, out: &mut Vec<TypeId>) {
    each(check, &mut |keyword| {
        if let Keyword::Schema(id) = keyword {
            out.push(*id);
        } else if let Keyword::Discriminator { mapping, .. } = keyword {
            out.extend(mapping.iter().map(|(_, id)| *id));
        }
    });
}

/// Hands over each keyword of a check, and of the checks in it.
pub(super) fn each(check: &Check, found: &mut dyn FnMut(&Keyword)) {
    for keyword in &check.0 {
        found(keyword);
        keyword.parts().into_iter().for_each(|check| each(check, found));
    }
}

/// A member that one direction need not carry is not required of the type. Whoever reads a response has no use for the difference between
/// an absent member and null; in a request it is what the caller means.
fn settle(shape: &mut Shape, in_requests: bool, in_responses: bool) {
    let Shape::Struct(object) = shape else { return };
    for field in &mut object.fields {
        let absent = (field.read_only && in_requests) || (field.write_only && in_responses);
        field.required_one_way = field.required && absent && field.read_only != field.write_only;
        field.required &= !absent;
        if let TypeRef::Nullable(inner) = &field.ty
            && !field.required
            && in_responses
            && !in_requests
        {
            field.ty = (**inner).clone();
        }
    }
}
