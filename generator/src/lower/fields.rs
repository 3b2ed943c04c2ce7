//! Tables of objects within parameters and forms: one for each struct, to which all that hold it refer. In line the same members would
//! stand again and again, down to the last level.

use std::collections::BTreeMap;

use crate::ir::{Api, Codec, Content, FormProperty, ParameterKind, PartKind, Shape, TypeId, TypeRef, Types};

/// Objects that hold more values than this have a table of their own; less is read best where it stands.
const FEW: usize = 3;

/// Moves tables of objects to the structs that they are of.
pub(super) fn share(api: &mut Api) {
    let mut shared = Shared { types: &api.types, fields: BTreeMap::new() };
    for operation in api.tags.iter_mut().flat_map(|tag| &mut tag.operations) {
        for parameter in &mut operation.parameters {
            shared.kind(&mut parameter.kind, &parameter.ty);
        }
        let responses = operation.responses.iter_mut().filter_map(|response| response.content.as_mut());
        let bodies = operation.request_body.iter_mut().map(|body| &mut body.content).chain(responses);
        bodies.for_each(|content| shared.content(content));
    }
    let mut alternatives = Vec::new();
    for (id, definition) in api.types.iter() {
        if let Shape::Contents(list) = &definition.shape {
            let mut list = list.clone();
            list.iter_mut().for_each(|alternative| shared.content(&mut alternative.content));
            alternatives.push((id, list));
        }
    }
    api.fields = shared.fields;
    for (id, list) in alternatives {
        if let Some(definition) = api.types.get_mut(id) {
            definition.shape = Shape::Contents(list);
        }
    }
}

struct Shared<'t> {
    types: &'t Types,
    fields: BTreeMap<TypeId, ParameterKind>,
}

impl Shared<'_> {
    fn content(&mut self, content: &mut Content) {
        let Some(ty) = content.ty().cloned() else { return };
        for media in &mut content.media {
            match &mut media.codec {
                Codec::Form(form) => form.properties.iter_mut().for_each(|property| self.property(property, &ty)),
                Codec::Multipart(parts, _) => {
                    for part in parts {
                        if let PartKind::Styled(property) = &mut part.kind {
                            self.property(property, &ty);
                        }
                    }
                }
                Codec::Json
                | Codec::Xml(_)
                | Codec::Text
                | Codec::Bytes { .. }
                | Codec::Parts
                | Codec::Events(_)
                | Codec::Lines
                | Codec::Sequence => {}
            }
        }
    }

    /// A property of a body of this type.
    fn property(&mut self, property: &mut FormProperty, body: &TypeRef) {
        if let Some(ty) = self.member(body, &property.name) {
            self.kind(&mut property.kind, &ty);
        }
    }

    /// The type of a member, where a use stands for a struct that has it.
    fn member(&self, ty: &TypeRef, name: &str) -> Option<TypeRef> {
        let id = self.structure(ty)?;
        let Shape::Struct(object) = &self.types.get(id)?.shape else { return None };
        object.fields.iter().find(|field| field.name == name).map(|field| field.ty.clone())
    }

    /// Replaces the tables in a kind, the innermost first; `ty` is what Rust holds of it.
    fn kind(&mut self, kind: &mut ParameterKind, ty: &TypeRef) {
        match kind {
            ParameterKind::Array(item) => {
                if let TypeRef::List(ty) = self.meant(ty) {
                    self.kind(item, &ty);
                }
            }
            ParameterKind::Map(value) => {
                if let TypeRef::Map(ty) = self.meant(ty) {
                    self.kind(value, &ty);
                }
            }
            ParameterKind::Mixed(_, nested) => self.kind(nested, ty),
            ParameterKind::Object(members) | ParameterKind::Open(members, _) => {
                for (name, kind) in members.iter_mut() {
                    if let Some(ty) = self.member(ty, name) {
                        self.kind(kind, &ty);
                    }
                }
                if let Some(id) = self.structure(ty).filter(|_| values(kind) > FEW) {
                    let known = self.fields.entry(id).or_insert_with(|| kind.clone());
                    // What is cut at a depth differs from place to place.
                    if known == kind {
                        *kind = ParameterKind::Named(id);
                    }
                }
            }
            ParameterKind::String
            | ParameterKind::Integer
            | ParameterKind::Number
            | ParameterKind::Boolean
            | ParameterKind::Either(_)
            | ParameterKind::Any
            | ParameterKind::Json
            | ParameterKind::Named(_) => {}
        }
    }

    /// The struct of the objects that a use stands for: itself, or the one branch of a union that is one.
    fn structure(&self, ty: &TypeRef) -> Option<TypeId> {
        let TypeRef::Named(id) = self.meant(ty) else { return None };
        match &self.types.get(id)?.shape {
            Shape::Struct(_) => Some(id),
            Shape::Union(union) => {
                let mut structs = union.variants.iter().filter_map(|variant| match self.meant(&variant.ty) {
                    TypeRef::Named(id) => self.types.get(id).is_some_and(|it| matches!(it.shape, Shape::Struct(_))).then_some(id),
                    TypeRef::Primitive(_)
                    | TypeRef::List(_)
                    | TypeRef::Map(_)
                    | TypeRef::Nullable(_)
                    | TypeRef::Any
                    | TypeRef::AnyObject => None,
                });
                structs.next().filter(|_| structs.next().is_none())
            }
            Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
        }
    }

    /// A use without null and without other names for the same.
    fn meant(&self, ty: &TypeRef) -> TypeRef {
        match ty {
            TypeRef::Nullable(inner) => self.meant(inner),
            TypeRef::Named(id) => match self.types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(inner)) => self.meant(inner),
                Some(Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_))
                | None => ty.clone(),
            },
            TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => ty.clone(),
        }
    }
}

/// How many values a table says something of.
fn values(kind: &ParameterKind) -> usize {
    match kind {
        ParameterKind::Array(kind) | ParameterKind::Map(kind) => values(kind),
        ParameterKind::Object(members) => members.iter().map(|(_, kind)| values(kind)).sum(),
        ParameterKind::Open(members, others) => members.iter().map(|(_, kind)| values(kind)).sum::<usize>() + values(others),
        ParameterKind::Mixed(plain, nested) => values(plain) + values(nested),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Json
        | ParameterKind::Named(_) => 1,
    }
}
