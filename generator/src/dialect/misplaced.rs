//! Keys that their object does not have: what was meant, or where they belong.

use std::sync::OnceLock;

use super::complaints::article;
use super::shape::Walk;
use super::table::{Field, Inside, Kind, Object, Others, Role, Version};
use crate::diagnostic::{Diagnostic, Severity, brief, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};

/// The field whose name a key resembles, if it can hold the value.
pub(super) fn meant(version: Version, entry: &Entry, described: &Object) -> Option<&'static str> {
    let fitting = fields(version, described).filter(|field| may_hold(&field.kind, &entry.value));
    let references = (described.component.is_some() && entry.value.as_str().is_some()).then_some("$ref");
    suggest::nearest(&entry.key, fitting.map(|field| field.name).chain(references))
}

fn fields(version: Version, described: &Object) -> impl Iterator<Item = &'static Field> {
    described.fields.iter().filter(move |field| field.since.covers(version))
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
const SINCE_30: &[(&str, &str, &str)] = &[
    ("OpenAPI Object", "definitions", "write it as `components.schemas`"),
    ("OpenAPI Object", "securityDefinitions", "write it as `components.securitySchemes`"),
    ("OpenAPI Object", "swagger", "keep only the version that the document follows"),
    ("OpenAPI Object", "host", "write `servers: [{ url: ... }]` with scheme, host and path"),
    ("OpenAPI Object", "basePath", "write `servers: [{ url: ... }]` with scheme, host and path"),
    ("OpenAPI Object", "schemes", "write `servers: [{ url: ... }]` with scheme, host and path"),
    ("OpenAPI Object", "consumes", "write the media types as keys of `content`, in each request body"),
    ("OpenAPI Object", "produces", "write the media types as keys of `content`, in each response"),
    ("Operation Object", "consumes", "write the media types as keys of `requestBody.content`"),
    ("Operation Object", "produces", "write the media types as keys of `content`, in each response"),
    ("Operation Object", "schemes", "write `servers: [{ url: ... }]`"),
    ("Response Object", "schema", "write `content: { application/json: { schema: ... } }`"),
    ("Request Body Object", "schema", "write `content: { application/json: { schema: ... } }`"),
    ("Media Type Object", "$ref", "write `schema: { $ref: ... }`"),
    ("Parameter Object", "collectionFormat", "write `style` and `explode`"),
    ("Header Object", "collectionFormat", "write `style` and `explode`"),
    ("Components Object", "definitions", "write it as `schemas`"),
    ("Components Object", "securityDefinitions", "write it as `securitySchemes`"),
    ("OAuth Flows Object", "accessCode", "write `authorizationCode`"),
    ("OAuth Flows Object", "application", "write `clientCredentials`"),
    ("Security Scheme Object", "flow", "write `flows`, with the name of the flow as a key"),
    ("Schema Object", "additionalItems", "earlier drafts have it; write `items` beside `prefixItems`"),
    ("Schema Object", "dependencies", "earlier drafts have it; write `dependentRequired` or `dependentSchemas`"),
    ("Schema Object", "$recursiveRef", "earlier drafts have it; write `$dynamicRef`"),
    ("Schema Object", "$recursiveAnchor", "earlier drafts have it; write `$dynamicAnchor`"),
    ("Schema Object", "optional", "leave the property's name out of `required`"),
];

const IN_20: &[(&str, &str, &str)] = &[
    ("Swagger Object", "components", "write `definitions`, `parameters`, `responses` and `securityDefinitions` at the top"),
    ("Swagger Object", "servers", "write `host`, `basePath` and `schemes`"),
    ("Operation Object", "requestBody", "write a parameter with `in: body` and a `schema`"),
    ("Operation Object", "servers", "Swagger 2.0 has one `host` and `basePath` for all operations"),
    ("Path Item Object", "servers", "Swagger 2.0 has one `host` and `basePath` for all operations"),
    ("Response Object", "content", "write `schema` here, and the media type in `produces`"),
    ("Parameter Object", "style", "write `collectionFormat`"),
    ("Parameter Object", "explode", "write `collectionFormat: multi`"),
    ("Parameter Object", "content", "write `schema`, with `in: body`"),
    ("Parameter Object", "example", "write `x-example`"),
    ("Parameter Object", "examples", "write `x-example`"),
    ("Swagger Object", "webhooks", "webhooks exist since OpenAPI 3.1"),
    ("Security Scheme Object", "scheme", "Swagger 2.0 knows `basic`, `apiKey` and `oauth2`"),
    ("Security Scheme Object", "bearerFormat", "Swagger 2.0 knows `basic`, `apiKey` and `oauth2`"),
    ("Security Scheme Object", "flows", "write `flow`, and its `authorizationUrl`, `tokenUrl` and `scopes` beside it"),
];

/// The mend of a key that another version or format has: what it says is meant, and would be lost.
pub(super) fn counterpart(version: Version, entry: &Entry, described: &Object) -> Option<&'static str> {
    let table = if version == Version::V20 { IN_20 } else { SINCE_30 };
    let known = table.iter().find(|(object, key, _)| *object == described.name && *key == entry.key);
    known.map(|(_, _, mend)| *mend)
}

/// How to mend a key that resembles no field: its counterpart, where it belongs, or that it may be an extension.
pub(super) fn mend(version: Version, entry: &Entry, described: &'static Object) -> String {
    if let Some(mend) = counterpart(version, entry, described) {
        return mend.to_owned();
    }
    if described.role == Role::Schema && is_schema(&entry.value) {
        return format!("put it in `properties`: `properties: {{ {}: ... }}`", brief(&entry.key));
    }
    if entry.key.contains('/') && described.field("content").is_some() {
        return format!("put it in `content`: `content: {{ {}: ... }}`", brief(&entry.key));
    }
    inside(version, entry, described)
        .or_else(|| home(version, entry, described))
        .unwrap_or_else(|| format!("an extension begins with `x-`: `x-{}`", brief(&entry.key)))
}

/// Whether a value looks like a schema.
fn is_schema(node: &Node) -> bool {
    ["type", "$ref", "properties", "allOf", "oneOf", "anyOf", "enum"].iter().any(|key| node.get(key).is_some())
}

/// The field of the same object whose value would have the key.
fn inside(version: Version, entry: &Entry, described: &Object) -> Option<String> {
    let has_it = |field: &&'static Field| child(field).is_some_and(|object| has(version, object, entry));
    let mut owners = fields(version, described).filter(has_it);
    let first = owners.next()?;
    match (owners.next(), child(first)) {
        (None, _) => Some(format!("put it in `{}`", first.name)),
        (Some(_), Some(object)) => Some(format!("put it in {}, such as `{}`", article(object.name), first.name)),
        (Some(_), None) => None,
    }
}

/// The object that is the value of a field.
fn child(field: &Field) -> Option<&'static Object> {
    match field.kind {
        Kind::Object(object) | Kind::OrReference(object) => Some(object),
        Kind::SchemaOrBoolean | Kind::SchemaOrFile => Some(&super::schema_table::SCHEMA),
        Kind::Any
        | Kind::Text
        | Kind::Word(_)
        | Kind::DatedWord(_)
        | Kind::Boolean
        | Kind::Count
        | Kind::Number
        | Kind::Step
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Named(..)
        | Kind::Types
        | Kind::ExclusiveBound
        | Kind::Discriminator => None,
    }
}

fn has(version: Version, object: &Object, entry: &Entry) -> bool {
    object.field(&entry.key).is_some_and(|field| field.since.covers(version) && may_hold(&field.kind, &entry.value))
}

/// More objects than this have the key: that says nothing.
const HOMES: usize = 3;

/// The objects of the standard that have the key.
fn home(version: Version, entry: &Entry, described: &'static Object) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for object in objects(version) {
        if has(version, object, entry) && object.name != described.name && !names.contains(&object.name) {
            names.push(object.name);
        }
    }
    let owners = || names.iter().map(|name| article(name)).collect::<Vec<_>>().join(" or ");
    (1..=HOMES).contains(&names.len()).then(|| format!("it is a field of {}", owners()))
}

/// Every object of a version. Those of 3.0, 3.1 and 3.2 are the same; their fields have versions.
fn objects(version: Version) -> &'static [&'static Object] {
    static SWAGGER: OnceLock<Vec<&Object>> = OnceLock::new();
    static OPENAPI: OnceLock<Vec<&Object>> = OnceLock::new();
    let list = if version == Version::V20 { &SWAGGER } else { &OPENAPI };
    list.get_or_init(|| {
        let mut all = Vec::new();
        collect(&Kind::Object(super::root(version)), &mut all);
        all
    })
}

/// Every object that a value may hold, each once.
fn collect(kind: &Kind, all: &mut Vec<&'static Object>) {
    let object = match kind.inside() {
        Inside::Object(object) => object,
        Inside::Elements(inner) | Inside::Members(inner) => return collect(inner, all),
        Inside::Nothing => return,
    };
    if all.iter().any(|known| std::ptr::eq(*known, object)) {
        return;
    }
    all.push(object);
    for field in object.fields {
        collect(&field.kind, all);
    }
    if let Others::Patterned(_, member) = &object.others {
        collect(member, all);
    }
}

/// Where a key is indented too little, the value before it lacks what stands behind it: that is one mistake, and it is told
/// once. `before` is how many diagnostics were there before this object.
pub(super) fn indentation(walk: &mut Walk<'_>, node: &Node, described: &'static Object, before: usize) {
    let mut last: Option<(&Entry, &'static Object)> = None;
    for entry in node.entries() {
        if let Some(object) = described.field(&entry.key).and_then(child) {
            last = Some((entry, object));
        }
        let (Some(key), Some((owner, object))) = (entry.key.strip_prefix("x-canonical-"), last) else { continue };
        let Some(field) = object.field(key).filter(|field| field.since.covers(walk.version)) else { continue };
        let is_required = field.required.is_some_and(|since| since.covers(walk.version));
        let is_empty = matches!(owner.value.value, Value::Null);
        let found: Vec<Diagnostic> = walk.diagnostics.drain(before..).collect();
        let lacks = found.iter().any(|it| is_lack(it, owner, key));
        let kept = found.into_iter().filter_map(|it| match it.span == Some(entry.key_span) && is_unknown(&it) {
            true if is_empty => None,
            true if lacks && is_required => Some(indent(it, owner)),
            true | false => (!is_lack(&it, owner, key)).then_some(it),
        });
        walk.diagnostics.extend(kept);
    }
}

fn is_unknown(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == dialect::UNKNOWN_KEY || diagnostic.code == dialect::IGNORED_KEY
}

/// Whether a diagnostic says that the value of `owner` has no `key`.
fn is_lack(diagnostic: &Diagnostic, owner: &Entry, key: &str) -> bool {
    diagnostic.code == dialect::MISSING_FIELD
        && diagnostic.span == Some(owner.key_span)
        && diagnostic.message.ends_with(&format!("needs `{key}`"))
}

fn indent(found: Diagnostic, owner: &Entry) -> Diagnostic {
    let found = Diagnostic { code: dialect::UNKNOWN_KEY, severity: Severity::Error, ..found };
    let found = found.related(owner.key_span, "where it is missing");
    found.help(format!("indent it further, so that it belongs to `{}`", owner.key))
}
