//! Names of type definitions and their members.

use std::collections::BTreeMap;

use super::allocate::{Claim, Rules, Taken, allocate};
use super::case::{self, Case};
use super::{Home, TagNames, TypeNames, reserved, variants};
use crate::ir::{self, EnumerationValues, OperationPart, Origin, Shape, SharedPlace, Step, TypeId};

const TYPES: Rules = Rules { case: Case::Pascal, prefix: "Model", suffix: "Model" };
const FIELDS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_field" };
const VARIANTS: Rules = Rules { case: Case::Pascal, prefix: "V", suffix: "Value" };
const MODULES: Rules = Rules { case: Case::Snake, prefix: "model_", suffix: "_model" };
const FUNCTIONS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_schema" };

/// The names of components: what a description names itself comes before all else.
pub fn components(api: &ir::Api, taken: &mut Taken) -> BTreeMap<TypeId, String> {
    let mut ids = Vec::new();
    let mut claims = Vec::new();
    for (id, definition) in api.types.iter() {
        if let Origin::Component(name) = &definition.origin {
            ids.push(id);
            claims.push(Claim::word(TYPES, name));
        }
    }
    ids.into_iter().zip(allocate(TYPES, &claims, taken)).collect()
}

/// The names of all definitions, in the order of the table.
pub fn types(api: &ir::Api, components: BTreeMap<TypeId, String>, tags: &[TagNames], taken: &mut Taken) -> Vec<TypeNames> {
    let mut idents = components;
    loop {
        let (ids, claims): (Vec<_>, Vec<_>) = api
            .types
            .iter()
            .filter(|(id, _)| !idents.contains_key(id))
            .filter_map(|(id, ty)| Some((id, claim(api, ty, tags, &idents)?)))
            .unzip();
        if claims.is_empty() {
            break;
        }
        idents.extend(ids.into_iter().zip(allocate(TYPES, &claims, taken)));
    }
    let homes = homes(api, &idents, tags);
    let validators = validators(api, &idents);
    let mut all: Vec<TypeNames> = Vec::new();
    for (id, definition) in api.types.iter() {
        let (members, rest) = members(definition, &idents);
        let ident = idents.get(&id).cloned().unwrap_or_default();
        let home = homes.get(&id).cloned().unwrap_or_default();
        all.push(TypeNames { ident, home, members, rest, validator: validators.get(&id).cloned().unwrap_or_default() });
    }
    all
}

/// What a definition that is no component would be called; `None` while its owner has no name.
fn claim(api: &ir::Api, definition: &ir::Type, tags: &[TagNames], idents: &BTreeMap<TypeId, String>) -> Option<Claim> {
    let key = definition.pointer.as_str();
    let name = match &definition.origin {
        Origin::Component(name) => return Some(Claim::word(TYPES, name)),
        Origin::Inside { owner, step } => format!("{}{}", idents.get(owner)?, step_name(step)),
        Origin::Operation { operation, part } => {
            format!("{}{}", operation_ident(api, tags, operation), part_name(api, operation, part))
        }
        Origin::Shared { place, name } => shared_name(place, name),
    };
    Some(Claim::made(key, name))
}

fn step_name(step: &Step) -> String {
    match step {
        Step::Property(name) => case::plain(Case::Pascal, name),
        Step::Items => "Item".to_owned(),
        Step::Values => "Value".to_owned(),
        Step::Base => "Base".to_owned(),
        Step::Branch { name: Some(name), .. } => case::plain(Case::Pascal, name),
        Step::Branch { index, name: None } => format!("Option{}", index + 1),
    }
}

fn operation_ident<'a>(api: &ir::Api, tags: &'a [TagNames], key: &ir::OperationKey) -> &'a str {
    let mut operations = api.tags.iter().zip(tags).flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
    operations.find(|(operation, _)| operation.key == *key).map_or("", |(_, names)| &names.ident)
}

fn part_name(api: &ir::Api, key: &ir::OperationKey, part: &OperationPart) -> String {
    let operations = || api.tags.iter().flat_map(|tag| &tag.operations);
    match part {
        OperationPart::Parameter(name) => case::plain(Case::Pascal, name),
        OperationPart::RequestBody => "Request".to_owned(),
        OperationPart::Response(status) => {
            let responses =
                operations().find(|operation| operation.key == *key).map_or(&[][..], |operation| &operation.responses);
            let is_success = super::operations::is_success;
            match is_success(*status) && responses.iter().filter(|response| is_success(response.status)).count() == 1 {
                true => "Response".to_owned(),
                false => format!("{}Response", super::operations::status_name(*status)),
            }
        }
        OperationPart::Header(status, name) => {
            format!("{}{}", super::operations::status_name(*status), case::plain(Case::Pascal, name))
        }
    }
}

fn shared_name(place: &SharedPlace, name: &str) -> String {
    let name = case::plain(Case::Pascal, name);
    match place {
        SharedPlace::Parameter | SharedPlace::PathItem(_) => format!("{name}Parameter"),
        SharedPlace::RequestBody => format!("{name}Request"),
        SharedPlace::Response => format!("{name}Response"),
        SharedPlace::ResponseHeader(header) => format!("{name}{}Header", case::plain(Case::Pascal, header)),
        SharedPlace::Header => format!("{name}Header"),
        SharedPlace::Elsewhere => name,
    }
}

/// The file of each definition: that of the outermost definition that it stands in.
fn homes(api: &ir::Api, idents: &BTreeMap<TypeId, String>, tags: &[TagNames]) -> BTreeMap<TypeId, Home> {
    let roots: Vec<_> =
        api.types.iter().filter(|(_, ty)| matches!(ty.origin, Origin::Component(_) | Origin::Shared { .. })).collect();
    let claims: Vec<_> = roots.iter().map(|(id, _)| module_claim(idents.get(id).map_or("", String::as_str))).collect();
    let mut taken = Taken::new(reserved::MODULES.iter().chain(reserved::PARTS).copied());
    let modules: BTreeMap<_, _> = roots.iter().map(|(id, _)| *id).zip(allocate(MODULES, &claims, &mut taken)).collect();
    let home = |id: TypeId| -> Option<Home> {
        let root = root(api, id);
        match &api.types.get(root)?.origin {
            Origin::Operation { operation, .. } => Some(Home::Operations(operation_module(api, tags, operation))),
            Origin::Component(_) | Origin::Shared { .. } | Origin::Inside { .. } => {
                Some(Home::Models(file_name(modules.get(&root)?)))
            }
        }
    };
    api.types.iter().filter_map(|(id, _)| Some((id, home(id)?))).collect()
}

/// A module is called like its type; the type's name is distinct already, so a clash is one of letter case.
fn module_claim(ident: &str) -> Claim {
    let ident = ident.trim_start_matches("r#");
    Claim::made(ident, case::plain(Case::Snake, ident)).ascii(MODULES)
}

/// A module has no raw name: people look for its file.
pub fn file_name(module: &str) -> String {
    module.strip_prefix("r#").map_or_else(|| module.to_owned(), |keyword| format!("{keyword}_"))
}

fn root(api: &ir::Api, mut id: TypeId) -> TypeId {
    while let Some(Origin::Inside { owner, .. }) = api.types.get(id).map(|ty| &ty.origin) {
        id = *owner;
    }
    id
}

fn operation_module(api: &ir::Api, tags: &[TagNames], key: &ir::OperationKey) -> String {
    let mut tags = api.tags.iter().zip(tags);
    tags.find(|(tag, _)| tag.operations.iter().any(|operation| operation.key == *key))
        .map_or_else(String::new, |(_, names)| names.module.clone())
}

/// The functions that check aliases; all of an API differ, so that any file can import any of them.
fn validators(api: &ir::Api, idents: &BTreeMap<TypeId, String>) -> BTreeMap<TypeId, String> {
    let aliases: Vec<_> = api.types.iter().filter(|(_, ty)| matches!(ty.shape, Shape::Alias(_))).map(|(id, _)| id).collect();
    let claim =
        |id: &TypeId| idents.get(id).map(|ident| Claim::made(ident, format!("check_{}", case::plain(Case::Snake, ident))));
    let claims: Vec<_> = aliases.iter().filter_map(claim).collect();
    aliases.into_iter().zip(allocate(FUNCTIONS, &claims, &mut Taken::default())).collect()
}

/// Fields or variants in order, and the field that keeps undeclared members.
fn members(definition: &ir::Type, idents: &BTreeMap<TypeId, String>) -> (Vec<String>, String) {
    match &definition.shape {
        Shape::Struct(object) => {
            let claims: Vec<_> = object.fields.iter().map(|field| Claim::word(FIELDS, &field.name)).collect();
            let mut taken = Taken::default();
            let fields = allocate(FIELDS, &claims, &mut taken);
            let rest = allocate(
                FIELDS,
                &[Claim { wishes: vec!["extra".into(), "extra_members".into()], ..Claim::made("", String::new()) }],
                &mut taken,
            );
            (fields, rest.into_iter().next().unwrap_or_default())
        }
        Shape::Enumeration(enumeration) => (values(&enumeration.values), String::new()),
        Shape::Union(union) => (variants::variants(VARIANTS, union, idents), String::new()),
        Shape::Alias(_) => Default::default(),
    }
}

fn values(values: &EnumerationValues) -> Vec<String> {
    let claims: Vec<_> = match values {
        EnumerationValues::Strings(values) => values.iter().map(|value| Claim::word(VARIANTS, value)).collect(),
        EnumerationValues::Integers(values) => values.iter().map(|value| Claim::word(VARIANTS, &value.to_string())).collect(),
    };
    allocate(VARIANTS, &claims, &mut Taken::new(["Unknown"]))
}
