//! Names of type definitions and their members.

use std::collections::BTreeMap;

use super::allocate::{Claim, Rules, allocate};
use super::case::{self, Case};
use super::lock::{Aspect, Key, Members, Namespace, Place};
use super::media::Media;
use super::parts::Keys;
use super::register::{Finding, Register};
use super::taken::Taken;
use super::{
    Home, OperationNames, TagNames, TypeNames, again, arguments, derived, elements, escape, media, place, tags, variants,
};
use crate::ir::{self, EnumerationValues, OperationPart, Origin, Shape, SharedPlace, Step, TypeId};

/// The rules of types.
pub const TYPES: Rules = Rules { case: Case::Pascal, prefix: "Model", suffix: "Model" };
/// The rules of fields.
pub const FIELDS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_field" };
/// The rules of variants.
pub const VARIANTS: Rules = Rules { case: Case::Pascal, prefix: "V", suffix: "Value" };
const MODULES: Rules = Rules { case: Case::Snake, prefix: "model_", suffix: "_model" };
const FUNCTIONS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_schema" };

/// Where each definition stands.
pub type Places = BTreeMap<TypeId, Place>;

/// The names of components: what a description names itself comes before all else.
pub fn components(
    register: &mut Register,
    api: &ir::Api,
    keys: &Keys,
    places: &Places,
    taken: &mut Taken,
) -> BTreeMap<TypeId, String> {
    let mut ids = Vec::new();
    let mut claims = Vec::new();
    for (id, definition) in api.types.iter() {
        if let Origin::Component(name) = &definition.origin {
            ids.push(id);
            let words = keys.words("schemas", name);
            let mut claim = Claim::word(TYPES, words.first().unwrap_or(name));
            claim.wishes.extend(words.iter().skip(1).map(|word| case::plain(Case::Pascal, word)));
            claims.push(known(claim, places.get(&id), definition));
        }
    }
    ids.into_iter().zip(allocate(register, TYPES, &claims, taken)).collect()
}

/// The claim of a definition, as the lock knows it.
fn known(claim: Claim, place: Option<&Place>, definition: &ir::Type) -> Claim {
    let of = place.map(|place| place.key(Aspect::Type));
    Claim { of, at: definition.pointer.clone(), chosen: definition.docs.rust_name.clone(), ..claim }
}

/// The names of all definitions, in the order of the table.
pub fn types(
    register: &mut Register,
    api: &ir::Api,
    (places, media): (&Places, &Media),
    components: BTreeMap<TypeId, String>,
    tags: &[TagNames],
    taken: &mut Taken,
) -> Vec<TypeNames> {
    let mut idents = components;
    let operations = Operations::of(api, tags);
    loop {
        let (ids, claims): (Vec<_>, Vec<_>) = api
            .types
            .iter()
            .filter(|(id, _)| !idents.contains_key(id))
            .filter_map(|(id, ty)| Some((id, known(claim(api, ty, places.get(&id), &operations, &idents)?, places.get(&id), ty))))
            .unzip();
        if claims.is_empty() {
            break;
        }
        idents.extend(ids.into_iter().zip(allocate(register, TYPES, &claims, taken)));
    }
    let homes = homes(register, api, places, &idents, &operations);
    let validators = validators(register, api, places, &idents);
    let mut all: Vec<TypeNames> = Vec::new();
    for (id, definition) in api.types.iter() {
        let ident = idents.get(&id).cloned().unwrap_or_default();
        let members = members(register, (definition, &ident), places.get(&id), (places, media), &idents);
        let home = homes.get(&id).cloned().unwrap_or_default();
        all.push(TypeNames { ident, home, validator: validators.get(&id).cloned().unwrap_or_default(), ..members });
    }
    all
}

/// The operations and what they are called, by their keys.
struct Operations<'a>(BTreeMap<&'a ir::OperationKey, Named<'a>>);

/// An operation, its names and those of its tag.
struct Named<'a> {
    operation: &'a ir::Operation,
    names: &'a OperationNames,
    tag: &'a TagNames,
}

impl<'a> Operations<'a> {
    fn of(api: &'a ir::Api, tags: &'a [TagNames]) -> Self {
        let mut all = BTreeMap::new();
        for (tag, names) in api.tags.iter().zip(tags) {
            for (operation, named) in tag.operations.iter().zip(&names.operations) {
                all.entry(&operation.key).or_insert(Named { operation, names: named, tag: names });
            }
        }
        Self(all)
    }
}

/// What a definition that is no component would be called; `None` while its owner has no name.
fn claim(
    api: &ir::Api,
    definition: &ir::Type,
    place: Option<&Place>,
    operations: &Operations<'_>,
    idents: &BTreeMap<TypeId, String>,
) -> Option<Claim> {
    let key = definition.pointer.as_str();
    let mut longer = None;
    let name = match &definition.origin {
        Origin::Component(name) => return Some(Claim::word(TYPES, name)),
        Origin::Inside { owner, step } => {
            let owner = idents.get(owner)?;
            let elements = place::elements(api, definition);
            longer = (matches!(step, Step::Items | Step::Values) && elements.len() > 1)
                .then(|| format!("{owner}{}", elements.into_iter().map(element_name).collect::<String>()));
            format!("{owner}{}", step_name(step, place))
        }
        Origin::Operation { operation, part } => {
            let (request, operation) =
                operations.0.get(operation).map_or(("", None), |it| (it.names.ident.as_str(), Some(it.operation)));
            format!("{request}{}", part_name(operation, part))
        }
        Origin::Shared { place, name } => shared_name(place, name),
    };
    let mut claim = Claim::made(key, name);
    if let Origin::Operation { part: OperationPart::Media(_, media_type), .. }
    | Origin::Shared { place: SharedPlace::Media(_, media_type), .. } = &definition.origin
    {
        let subtype = media_type.split(';').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        claim.wishes.extend(claim.wishes.clone().first().map(|name| format!("{name}{}", case::plain(Case::Pascal, subtype))));
    }

    claim.wishes.extend(longer);
    Some(claim)
}

/// What a type is called behind the name of that in which it stands.
pub fn step_name(step: &Step, place: Option<&Place>) -> String {
    match step {
        Step::Property(name) => case::plain(Case::Pascal, name),
        Step::Items => "Item".to_owned(),
        Step::Values => "Value".to_owned(),
        Step::Base => "Base".to_owned(),
        Step::Branch { index, tags } => {
            // The number or the tag that the branch keeps, wherever it moves.
            let kept = place.and_then(place::branch).unwrap_or_default();
            match tags.iter().find(|tag| escape::plain(kept).as_ref() == Some(*tag)).or(tags.iter().min()) {
                Some(tag) => case::plain(Case::Pascal, tag),
                None => format!("Option{}", again::number(kept).unwrap_or(*index).saturating_add(1)),
            }
        }
    }
}

/// What elements of lists and maps are called.
fn element_name(step: &str) -> &'static str {
    if step == place::ITEMS { "Item" } else { "Value" }
}

/// What a type of an operation is called behind the name of its request.
pub fn part_name(operation: Option<&ir::Operation>, part: &OperationPart) -> String {
    match part {
        OperationPart::Parameter(_, name) => case::plain(Case::Pascal, name),
        OperationPart::RequestBody => "Request".to_owned(),
        OperationPart::Response(status) => {
            let responses = operation.map_or(&[][..], |operation| &operation.responses);
            let is_success = super::operations::is_success;
            match is_success(*status) && responses.iter().filter(|response| is_success(response.status)).count() == 1 {
                true => "Response".to_owned(),
                false => format!("{}Response", super::operations::status_name(*status)),
            }
        }
        OperationPart::Media(part, _) => part_name(operation, part),
        OperationPart::Contents(part) if **part == OperationPart::RequestBody => "Body".to_owned(),
        OperationPart::Contents(part) => format!("{}Body", part_name(operation, part)),
        OperationPart::Header(status, name) => {
            format!("{}{}", super::operations::status_name(*status), case::plain(Case::Pascal, name))
        }
    }
}

fn shared_name(place: &SharedPlace, name: &str) -> String {
    match place {
        SharedPlace::Media(place, _) => return shared_name(place, name),
        SharedPlace::Contents(place) => return format!("{}Body", shared_name(place, name)),
        SharedPlace::Parameter
        | SharedPlace::PathItem(..)
        | SharedPlace::RequestBody
        | SharedPlace::Response
        | SharedPlace::ResponseHeader(_)
        | SharedPlace::Header
        | SharedPlace::Elsewhere => {}
    }
    let name = case::plain(Case::Pascal, name);
    match place {
        SharedPlace::Parameter | SharedPlace::PathItem(..) => format!("{name}Parameter"),
        SharedPlace::RequestBody => format!("{name}Request"),
        SharedPlace::Response => format!("{name}Response"),
        SharedPlace::ResponseHeader(header) => format!("{name}{}Header", case::plain(Case::Pascal, header)),
        SharedPlace::Header => format!("{name}Header"),
        SharedPlace::Elsewhere | SharedPlace::Media(..) | SharedPlace::Contents(_) => name,
    }
}

/// The file of each definition: that of the outermost definition that it stands in.
fn homes(
    register: &mut Register,
    api: &ir::Api,
    places: &Places,
    idents: &BTreeMap<TypeId, String>,
    operations: &Operations<'_>,
) -> BTreeMap<TypeId, Home> {
    let roots: Vec<_> =
        api.types.iter().filter(|(_, ty)| matches!(ty.origin, Origin::Component(_) | Origin::Shared { .. })).collect();
    let claim = |(id, ty): &(TypeId, &ir::Type)| {
        let of = places.get(id).map(|place| place.key(Aspect::File));
        Claim { of, at: ty.pointer.clone(), ..module_claim(idents.get(id).map_or("", String::as_str)) }
    };
    let claims: Vec<_> = roots.iter().map(claim).collect();
    let mut taken = register.taken(&Namespace::Files);
    let modules = allocate(register, MODULES, &claims, &mut taken);
    let modules: BTreeMap<_, _> = roots.iter().map(|(id, _)| *id).zip(modules).collect();
    let home = |id: TypeId| -> Option<Home> {
        let root = root(api, id);
        match &api.types.get(root)?.origin {
            Origin::Operation { operation, .. } => {
                Some(Home::Operations(operations.0.get(operation).map_or_else(String::new, |it| it.tag.module.clone())))
            }
            Origin::Component(_) | Origin::Shared { .. } | Origin::Inside { .. } => {
                Some(Home::Models(file_name(modules.get(&root)?)))
            }
        }
    };
    api.types.iter().filter_map(|(id, _)| Some((id, home(id)?))).collect()
}

/// A module is called like its type; the type's name is distinct already, so a clash is one of letter case.
fn module_claim(ident: &str) -> Claim {
    Claim::made(derived::bare(ident), case::plain(Case::Snake, derived::bare(ident))).ascii(MODULES)
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

/// The functions that check aliases; all of an API differ, so that any file can import any of them.
fn validators(
    register: &mut Register,
    api: &ir::Api,
    places: &Places,
    idents: &BTreeMap<TypeId, String>,
) -> BTreeMap<TypeId, String> {
    let aliases: Vec<_> = api.types.iter().filter(|(_, ty)| matches!(ty.shape, Shape::Alias(_))).collect();
    let claim = |(id, ty): &(TypeId, &ir::Type)| {
        let ident = idents.get(id)?;
        let of = places.get(id).map(|place| place.key(Aspect::Validator));
        Some(Claim { of, at: ty.pointer.clone(), ..Claim::made(ident, derived::validator(ident)) })
    };
    let claims: Vec<_> = aliases.iter().filter_map(claim).collect();
    let mut taken = register.taken(&Namespace::Validators);
    aliases.iter().map(|(id, _)| *id).zip(allocate(register, FUNCTIONS, &claims, &mut taken)).collect()
}

/// The names of what is in a definition.
fn members(
    register: &mut Register,
    (definition, ident): (&ir::Type, &str),
    place: Option<&Place>,
    (places, media): (&Places, &Media),
    idents: &BTreeMap<TypeId, String>,
) -> TypeNames {
    let Some(place) = place else { return TypeNames::default() };
    let members = match &definition.shape {
        Shape::Struct(object) => return fields(register, (definition, ident), object, place),
        Shape::Enumeration(enumeration) => values(register, definition, &enumeration.values, place),
        Shape::Union(union) => {
            tags::of_union(register, definition, union, (place, places));
            let claims = variants::claims(VARIANTS, register, union, (place, &definition.pointer), places, idents);
            let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Variants));
            allocate(register, VARIANTS, &claims, &mut taken)
        }
        Shape::Contents(alternatives) => contents(register, definition, alternatives, (place, media)),
        Shape::Tuple(tuple) => {
            elements::of_tuple(register, (definition, ident), tuple, (place, places));
            Vec::new()
        }
        Shape::Alias(_) => Vec::new(),
    };
    TypeNames { members, ..TypeNames::default() }
}

/// The variants of a body of several schemas, known by a media type of each: a word for its form, else its subtype.
fn contents(
    register: &mut Register,
    definition: &ir::Type,
    alternatives: &[ir::Alternative],
    (place, media): (&Place, &Media),
) -> Vec<String> {
    let names = |it: &ir::Alternative| it.content.media.iter().map(|media| media.name.clone()).collect::<Vec<_>>();
    let of = |known: &str| place.member(Aspect::Variant, &[known]);
    let known = |it: &ir::Alternative| of(media.known(&definition.pointer, it.content.media.first().map_or("", |it| &it.name)));
    let all: Vec<Key> = alternatives.iter().map(known).collect();
    for (alternative, key) in alternatives.iter().zip(&all) {
        // A line from before groups were known by each of their media types.
        let lines = register.known(&key.namespace());
        let is_known = |key: &Key| lines.iter().any(|(known, _, _)| known == key);
        let others = names(alternative);
        let earlier = others.iter().map(|name| of(name)).find(|other| !all.contains(other) && is_known(other));
        if let Some(earlier) = earlier.filter(|_| !is_known(key)) {
            register.become_of(&earlier, key);
        }
    }
    let claim = |(alternative, key): (&ir::Alternative, &Key)| {
        let names = names(alternative);
        let known = media::first(&names);
        let subtype = known.split(';').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let wishes = vec![alternative.word.to_owned(), case::plain(Case::Pascal, subtype), case::plain(Case::Pascal, known)];
        // What is JSON, text or bytes by its plainest name is called so first.
        let rank = u8::from(!matches!(known, "application/json" | "text/plain" | "application/octet-stream"));
        Claim { wishes, rank, ..Claim::made(known, String::new()) }.of(key.clone(), &definition.pointer)
    };
    let claims: Vec<_> = alternatives.iter().zip(&all).map(claim).collect();
    let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Variants));
    allocate(register, VARIANTS, &claims, &mut taken)
}

fn fields(register: &mut Register, (definition, ident): (&ir::Type, &str), object: &ir::Struct, place: &Place) -> TypeNames {
    let at = definition.pointer.child("properties");
    let claim = |field: &ir::Field| {
        let of = place.member(Aspect::Field, &[&field.name]);
        Claim::word(FIELDS, &field.name).of(of, &at.child(&field.name)).chosen(field.docs.rust_name.as_ref())
    };
    let claims: Vec<_> = object.fields.iter().map(claim).collect();
    let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Fields));
    let members = allocate(register, FIELDS, &claims, &mut taken);
    let keys: Vec<_> = claims.into_iter().filter_map(|claim| claim.of).collect();
    let arguments = arguments::of_struct(register, (object, &definition.pointer), ident, place, &keys);
    let of = matches!(object.rest, ir::Rest::Kept(_) | ir::Rest::Patterned(..)).then(|| place.key(Aspect::Rest));
    let wishes = vec!["extra".into(), "extra_members".into()];
    let rest = Claim { of, wishes, at: definition.pointer.clone(), ..Claim::made("", String::new()) };
    let rest = allocate(register, FIELDS, &[rest], &mut taken);
    TypeNames { members, arguments, rest: rest.into_iter().next().unwrap_or_default(), ..TypeNames::default() }
}

fn values(register: &mut Register, definition: &ir::Type, values: &EnumerationValues, place: &Place) -> Vec<String> {
    let words: Vec<String> = match values {
        EnumerationValues::Strings(values) => values.clone(),
        EnumerationValues::Integers(values) => values.iter().map(i64::to_string).collect(),
    };
    let chosen = &definition.docs.rust_names;
    let claim = |word: &String| {
        let of: Key = place.member(Aspect::Value, &[word]);
        Claim::word(VARIANTS, word).of(of, &definition.pointer.child("enum")).chosen(chosen.get(word))
    };
    let claims: Vec<_> = words.iter().map(claim).collect();
    for (_, name) in chosen.iter().filter(|(value, _)| !words.contains(value)) {
        let why =
            "`x-rust-names` is a map from values of the enumeration to names, and this stands beside none of them".to_owned();
        register.tell(Finding::Illegal { chosen: name.clone(), why });
    }
    let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Variants));
    allocate(register, VARIANTS, &claims, &mut taken)
}
