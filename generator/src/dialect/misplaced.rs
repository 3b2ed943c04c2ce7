//! Keys that their object does not have: what was meant, or where they belong.

use super::rules;
use super::shape::Walk;
use crate::diagnostic::{Diagnostic, Severity, brief, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};
use crate::standard::{self, Field, Id, Inside, Kind, Object, Version};

/// The field whose name a key resembles, if it can hold the value.
pub(super) fn meant(version: Version, entry: &Entry, described: &Object) -> Option<&'static str> {
    let fitting = described.fields_in(version).filter(|field| may_hold(&field.kind, &entry.value));
    let references = (described.is_referable(version) && entry.value.as_str().is_some()).then_some("$ref");
    suggest::nearest(&entry.key, fitting.map(|field| field.name).chain(references))
}

/// Asks whether that field was meant, and shows how a text is written in it if it holds an object.
pub(super) fn question(version: Version, entry: &Entry, described: &Object, name: &str) -> String {
    let object = described.field(name).filter(|_| entry.value.as_str().is_some()).and_then(|field| child(version, field));
    let is_required = |field: &&Field| field.required.is_some_and(|since| since.covers(version));
    match object.and_then(|object| object.fields_in(version).find(is_required)) {
        Some(inner) => format!("did you mean `{name}: {{ {}: ... }}`?", inner.name),
        None => format!("did you mean `{name}`?"),
    }
}

/// Whether a collection stands where a collection may stand. Scalars are written for everything.
fn may_hold(kind: &Kind, node: &Node) -> bool {
    let is_scalar = match kind {
        Kind::Text
        | Kind::Word(_)
        | Kind::DatedWord(_)
        | Kind::Boolean
        | Kind::Count
        | Kind::Number
        | Kind::Step
        | Kind::ExclusiveBound => true,
        Kind::Any
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Named(..)
        | Kind::Object(_)
        | Kind::OrReference(_)
        | Kind::SchemaOrBoolean
        | Kind::SchemaOrFile
        | Kind::Types
        | Kind::Discriminator => false,
    };
    !(is_scalar && matches!(node.value, Value::Sequence(_) | Value::Mapping(_)))
}

/// Keys of another version or format, and what stands for them: the object, the key, the mend.
const SINCE_30: &[(Id, &str, &str)] = &[
    (Id::OpenApi, "definitions", "write it as `components.schemas`"),
    (Id::OpenApi, "securityDefinitions", "write it as `components.securitySchemes`"),
    (Id::OpenApi, "swagger", "keep only the version that the document follows"),
    (Id::OpenApi, "host", "write `servers: [{ url: ... }]` with scheme, host and path"),
    (Id::OpenApi, "basePath", "write `servers: [{ url: ... }]` with scheme, host and path"),
    (Id::OpenApi, "schemes", "write `servers: [{ url: ... }]` with scheme, host and path"),
    (Id::OpenApi, "consumes", "write the media types as keys of `content`, in each request body"),
    (Id::OpenApi, "produces", "write the media types as keys of `content`, in each response"),
    (Id::Operation, "consumes", "write the media types as keys of `requestBody.content`"),
    (Id::Operation, "produces", "write the media types as keys of `content`, in each response"),
    (Id::Operation, "schemes", "write `servers: [{ url: ... }]`"),
    (Id::Response, "schema", "write `content: { application/json: { schema: ... } }`"),
    (Id::RequestBody, "schema", "write `content: { application/json: { schema: ... } }`"),
    (Id::Operation, "$ref", "write the operation here, or refer to the whole path item"),
    (Id::MediaType, "$ref", "write `schema: { $ref: ... }`"),
    (Id::Parameter, "collectionFormat", "write `style` and `explode`"),
    (Id::Header, "collectionFormat", "write `style` and `explode`"),
    (Id::Components, "definitions", "write it as `schemas`"),
    (Id::Components, "securityDefinitions", "write it as `securitySchemes`"),
    (Id::OauthFlows, "accessCode", "write `authorizationCode`"),
    (Id::OauthFlows, "application", "write `clientCredentials`"),
    (Id::SecurityScheme, "flow", "write `flows`, with the name of the flow as a key"),
    (Id::Schema, "additionalItems", "earlier drafts have it; write `items` beside `prefixItems`"),
    (Id::Schema, "dependencies", "earlier drafts have it; write `dependentRequired` or `dependentSchemas`"),
    (Id::Schema, "$recursiveRef", "earlier drafts have it; write `$dynamicRef`"),
    (Id::Schema, "$recursiveAnchor", "earlier drafts have it; write `$dynamicAnchor`"),
    (Id::Schema, "optional", "leave the property's name out of `required`"),
];

const IN_20: &[(Id, &str, &str)] = &[
    (Id::Swagger, "components", "write `definitions`, `parameters`, `responses` and `securityDefinitions` at the top"),
    (Id::Swagger, "servers", "write `host`, `basePath` and `schemes`"),
    (Id::Operation, "requestBody", "write a parameter with `in: body` and a `schema`, and the media type in `consumes`"),
    (Id::Operation, "servers", "remove it: Swagger 2.0 has one `host` and `basePath` for all operations"),
    (Id::PathItem, "servers", "remove it: Swagger 2.0 has one `host` and `basePath` for all operations"),
    (Id::Response, "content", "write `schema` here, and the media type in `produces`"),
    (
        Id::Schema,
        "dependencies",
        "Swagger 2.0 has nothing for it; convert the document to OpenAPI 3.1, and write `dependentRequired`",
    ),
    (Id::Parameter, "style", "write `collectionFormat`"),
    (Id::Parameter, "explode", "write `collectionFormat: multi`"),
    (Id::Parameter, "content", "write `schema`, with `in: body`"),
    (Id::Parameter, "example", "write `x-example`"),
    (Id::Parameter, "examples", "write `x-example`"),
    (Id::Swagger, "webhooks", "remove it, or convert the document to OpenAPI 3.1, which has webhooks"),
    (Id::SecurityScheme, "scheme", "remove it: Swagger 2.0 has `type: basic`, and no other scheme"),
    (Id::SecurityScheme, "bearerFormat", "remove it, or write it in `description`"),
    (Id::SecurityScheme, "flows", "write `flow`, and its `authorizationUrl`, `tokenUrl` and `scopes` beside it"),
];

/// The mend of a key that another version or format has: what it says is meant, and would be lost.
pub(super) fn counterpart(version: Version, entry: &Entry, described: &Object) -> Option<&'static str> {
    let table = if version == Version::V20 { IN_20 } else { SINCE_30 };
    let known = table.iter().find(|(object, key, _)| *object == described.id && *key == entry.key);
    known.map(|(_, _, mend)| *mend)
}

/// How to mend a key that resembles no field: its counterpart, where it belongs, or that it may be an extension.
pub(super) fn mend(version: Version, entry: &Entry, described: &'static Object) -> String {
    if let Some(mend) = counterpart(version, entry, described) {
        return mend.to_owned();
    }
    if described.id == Id::Schema && is_schema(&entry.value) {
        return property(&entry.key);
    }
    if entry.key.contains('/') && described.field("content").is_some() {
        return format!("put it in `content`: `content: {{ {}: ... }}`", brief(&entry.key));
    }
    inside(version, entry, described)
        .or_else(|| home(version, entry, described))
        .unwrap_or_else(|| format!("an extension begins with `x-`: `x-{}`", brief(&entry.key)))
}

/// How to mend a schema that stands beside the keywords of another one.
pub(super) fn property(name: &str) -> String {
    format!("put it in `properties`: `properties: {{ {}: ... }}`", brief(name))
}

/// Whether a value looks like a schema.
pub(super) fn is_schema(node: &Node) -> bool {
    ["type", "$ref", "properties", "allOf", "oneOf", "anyOf", "enum"].iter().any(|key| node.get(key).is_some())
}

/// The field of the same object whose value would have the key.
fn inside(version: Version, entry: &Entry, described: &Object) -> Option<String> {
    let has_it = |field: &&'static Field| child(version, field).is_some_and(|object| has(version, object, entry));
    let mut owners = described.fields_in(version).filter(has_it);
    let first = owners.next()?;
    match (owners.next(), child(version, first)) {
        (None, _) => Some(format!("put it in `{}`", first.name)),
        (Some(_), Some(object)) => Some(format!("put it in {}, such as `{}`", object.id.article(), first.name)),
        (Some(_), None) => None,
    }
}

/// The object that is the value of a field.
fn child(version: Version, field: &Field) -> Option<&'static Object> {
    match field.kind.inside() {
        // In 2.0 it is the name of a property.
        Inside::Object(object, _) if object.id == Id::Discriminator && version == Version::V20 => None,
        Inside::Object(object, _) => Some(object),
        Inside::Elements(_) | Inside::Members(_) | Inside::Nothing => None,
    }
}

fn has(version: Version, object: &Object, entry: &Entry) -> bool {
    object.field(&entry.key).is_some_and(|field| field.since.covers(version) && may_hold(&field.kind, &entry.value))
}

/// More objects than this have the key: that says nothing.
const HOMES: usize = 3;

/// The objects of the standard that have the key.
fn home(version: Version, entry: &Entry, described: &'static Object) -> Option<String> {
    let mut ids: Vec<Id> = Vec::new();
    for object in standard::objects(version) {
        if has(version, object, entry) && object.id != described.id && !ids.contains(&object.id) {
            ids.push(object.id);
        }
    }
    let owners = || ids.iter().map(|id| id.article()).collect::<Vec<_>>().join(" or ");
    (1..=HOMES).contains(&ids.len()).then(|| format!("remove it, or put it where it belongs: it is a field of {}", owners()))
}

/// Where a key is indented too little, the value before it lacks what stands behind it: that is one mistake, and it is told
/// once. `before` is how many diagnostics were there before this object.
pub(super) fn indentation(walk: &mut Walk<'_>, node: &Node, described: &'static Object, before: usize) {
    let mut last: Option<(&Entry, &'static Object)> = None;
    for entry in node.entries() {
        if let Some(object) = described.field(&entry.key).and_then(|field| child(walk.version, field)) {
            last = Some((entry, object));
        }
        let (Some(key), Some((owner, object))) = (entry.key.strip_prefix("x-canonical-"), last) else { continue };
        let Some(field) = object.field(key).filter(|field| field.since.covers(walk.version)) else { continue };
        let is_required = field.required.is_some_and(|since| since.covers(walk.version));
        let is_empty = matches!(owner.value.value, Value::Null);
        let found: Vec<Diagnostic> = walk.diagnostics.drain(before..).collect();
        let lack = rules::missing(walk.version, object, field.name, owner.key_span);
        let is_lack = |it: &Diagnostic| (it.code, it.span, &it.message) == (lack.code, lack.span, &lack.message);
        let lacks = found.iter().any(is_lack);
        let kept = found.into_iter().filter_map(|it| match it.span == Some(entry.key_span) && is_unknown(&it) {
            true if is_empty => None,
            true if lacks && is_required => Some(indent(it, owner)),
            true | false => (!is_lack(&it)).then_some(it),
        });
        walk.diagnostics.extend(kept);
    }
}

fn is_unknown(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == dialect::UNKNOWN_KEY || diagnostic.code == dialect::IGNORED_KEY
}

fn indent(found: Diagnostic, owner: &Entry) -> Diagnostic {
    let found = Diagnostic { code: dialect::UNKNOWN_KEY, severity: Severity::Error, ..found };
    let found = found.related(owner.key_span, "where it is missing");
    found.help(format!("indent it further, so that it belongs to `{}`", owner.key))
}
