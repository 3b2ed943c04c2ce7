//! What holds what in the standard: its objects, the fields that each version gives them, what a field holds, where a reference
//! may stand, and what a later stage reads of it. Every stage that walks over a description does it along this table, with the
//! functions of `walk`; a version or a field of the standard is added here.

mod openapi;
mod schema;
mod security;
mod swagger;
mod table;
#[cfg(test)]
mod tests;
mod version;
pub(crate) mod walk;

use std::sync::OnceLock;

pub(crate) use schema::SCHEMA;
pub(crate) use table::{Field, Id, Inside, Kind, Object, Others, Pattern, Reads, Rule, Spelling};
pub(crate) use version::Since;
pub use version::Version;

/// What fields have before their name where the canonical form of a description, which is that of 3.0, keeps newer ones.
pub(crate) const RESERVED: &str = "x-canonical-";

/// The object that a document of this version is.
pub(crate) fn root(version: Version) -> &'static Object {
    match version {
        Version::V20 => &swagger::SWAGGER,
        Version::V30 | Version::V31 | Version::V32 => &openapi::OPENAPI,
    }
}

/// Every object of a version. Those of 3.0, 3.1 and 3.2 are the same; their fields have versions.
pub(crate) fn objects(version: Version) -> &'static [&'static Object] {
    static SWAGGER: OnceLock<Vec<&Object>> = OnceLock::new();
    static OPENAPI: OnceLock<Vec<&Object>> = OnceLock::new();
    let list = if version == Version::V20 { &SWAGGER } else { &OPENAPI };
    list.get_or_init(|| {
        let mut all = Vec::new();
        collect(root(version), &mut all);
        all
    })
}

/// An object and all that it may hold, each once.
fn collect(object: &'static Object, all: &mut Vec<&'static Object>) {
    if all.iter().any(|known| std::ptr::eq(*known, object)) {
        return;
    }
    all.push(object);
    let patterned = match &object.others {
        Others::Patterned(_, kind) => Some(kind),
        Others::Unknown | Others::Annotations => None,
    };
    let kinds = object.fields.iter().map(|field| &field.kind).chain(patterned);
    kinds.filter_map(Kind::holds).for_each(|object| collect(object, all));
}

/// An object of a version. Of those with one name, such as the flows of OAuth, it is the first.
pub(crate) fn object(version: Version, id: Id) -> Option<&'static Object> {
    objects(version).iter().copied().find(|object| object.id == id)
}

/// The member of a document that holds shared objects: of `components`, in 2.0 of the document itself.
pub(crate) fn section(version: Version, id: Id) -> Option<&'static str> {
    let owner = shared_in(version);
    owner.fields_in(version).find(|field| shared(field) == Some(id)).map(|field| field.name)
}

/// What is shared under this key of `components`, or in 2.0 of the document.
pub(crate) fn in_section(version: Version, key: &str) -> Option<Id> {
    shared_in(version).field(key).and_then(shared)
}

/// The object whose fields hold what is shared.
fn shared_in(version: Version) -> &'static Object {
    match version {
        Version::V20 => &swagger::SWAGGER,
        Version::V30 | Version::V31 | Version::V32 => &openapi::COMPONENTS,
    }
}

fn shared(field: &Field) -> Option<Id> {
    match field.kind.inside() {
        Inside::Members(member) => member.holds().map(|object| object.id),
        Inside::Object(..) | Inside::Elements(_) | Inside::Nothing => None,
    }
}

/// Whether a reference may stand for an object, or for something that it holds.
pub(crate) fn leads(object: &'static Object) -> bool {
    let mut all = Vec::new();
    collect(object, &mut all);
    all.iter().any(|object| object.referable.is_some())
}

/// The methods of HTTP that a path item of this version has fields for, as the fields are written: in lower case.
pub(crate) fn methods(version: Version) -> impl Iterator<Item = &'static str> {
    let item = match version {
        Version::V20 => &swagger::PATH_ITEM,
        Version::V30 | Version::V31 | Version::V32 => &openapi::PATH_ITEM,
    };
    item.fields_in(version).filter(|field| is_operation(field)).map(|field| field.name)
}

/// Whether a key, in any case, is a method that a path item of some version has a field for.
pub(crate) fn is_method(key: &str) -> bool {
    methods(Version::V32).any(|method| method.eq_ignore_ascii_case(key))
}

/// The fields of a path item for methods that 3.0 lacks, which its canonical form keeps under reserved keys.
pub(crate) fn reserved_methods() -> impl Iterator<Item = &'static str> {
    let fields = openapi::PATH_ITEM.fields.iter().filter(|field| is_operation(field) && field.since.is_reserved());
    fields.map(|field| field.name)
}

fn is_operation(field: &Field) -> bool {
    match field.kind.inside() {
        Inside::Object(object, _) => object.id == Id::Operation,
        Inside::Elements(_) | Inside::Members(_) | Inside::Nothing => false,
    }
}

/// A key of the canonical form as the field is called in the standard.
pub(crate) fn plain_key(key: &str) -> &str {
    key.strip_prefix(RESERVED).unwrap_or(key)
}

/// How many tokens of a pointer into a description, of any version, lead to the outermost schema; all where none does. They may
/// begin at `components` or below it. What stands at the place of a name (a component, a media type, a header) is a name, however
/// it reads.
pub(crate) fn schema_length(tokens: &[&str]) -> usize {
    let starts: [&'static Object; 3] = [&openapi::OPENAPI, &openapi::COMPONENTS, &swagger::SWAGGER];
    let found = starts.into_iter().find_map(|start| length_from(start, tokens));
    found.unwrap_or(tokens.len())
}

/// The same, where the tokens begin in an object.
fn length_from(mut object: &'static Object, tokens: &[&str]) -> Option<usize> {
    let mut rest = tokens.iter();
    while object.id != Id::Schema {
        let key = rest.next()?;
        let mut kind = object.field(plain_key(key)).map(|field| &field.kind).or_else(|| object.member(key))?;
        object = loop {
            match kind.inside() {
                Inside::Object(object, _) => break object,
                Inside::Elements(part) | Inside::Members(part) => kind = part,
                Inside::Nothing => return None,
            }
            rest.next()?;
        };
    }
    Some(tokens.len() - rest.len())
}

/// Whether any value may stand under this key of a schema or an example, also one that looks like a schema.
pub(crate) fn holds_data(key: &str) -> bool {
    let example = object(Version::V32, Id::Example);
    let fields = [Some(&SCHEMA), example].into_iter().flatten().filter_map(|object| object.field(key));
    fields.into_iter().any(|field| field.kind.is_data())
}

/// Whether schemas under this key of a schema or a description have names that the author gave them.
pub(crate) fn names_schemas(key: &str) -> bool {
    holds_names(key) && holds_schemas(key) || in_section(Version::V32, key) == Some(Id::Schema)
}

/// Whether members of this keyword of a schema are named by the author.
pub(crate) fn holds_names(keyword: &str) -> bool {
    SCHEMA.field(keyword).is_some_and(|field| matches!(field.kind.inside(), Inside::Members(_)))
}

/// Whether this keyword of a schema holds several schemas, so that one more token of a pointer names one of them.
pub(crate) fn holds_schemas(keyword: &str) -> bool {
    SCHEMA.field(keyword).is_some_and(|field| match field.kind.inside() {
        Inside::Members(part) | Inside::Elements(part) => part.holds().is_some(),
        Inside::Object(..) | Inside::Nothing => false,
    })
}
