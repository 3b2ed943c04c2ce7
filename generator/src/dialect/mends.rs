//! How to mend a value that is not what the standard asks for.

use super::complaints::{Expected, Part, Subject, quoted};
use super::misplaced;
use super::shape::Walk;
use crate::diagnostic::suggest;
use crate::node::{Entry, Node, Value};
use crate::standard::{self, Id, Object, Pattern, Since, Version};

/// The mend of a value of the wrong type.
pub(super) fn wrong_type(walk: &Walk<'_>, expected: Expected, node: &Node) -> Option<String> {
    let text = short(walk, node);
    match (expected, &node.value) {
        (_, Value::Null) if matches!(expected, Expected::Type) => Some("write `'null'` in quotes".to_owned()),
        (_, Value::Null) if matches!(walk.subject.part, Part::Element) => Some("write a value, or remove the element".to_owned()),
        (_, Value::Null) => Some("write a value; what belongs to it is indented further than its key".to_owned()),
        (Expected::List, Value::Mapping(entries)) => Some(list_of(entries)),
        (Expected::List, _) => list(walk, node, text),
        (Expected::Mapping, Value::Sequence(_)) => Some(keyed(walk.subject.field).to_owned()),
        (Expected::Mapping, Value::String(_)) if walk.subject.field == "security" => {
            Some(format!("write `{{ {}: [] }}`", text?.trim_matches(['"', '\''])))
        }
        (Expected::Object(object), Value::Sequence(_)) if object.id == Id::Schema && walk.version.has_json_schema() => Some(
            "write `prefixItems` instead of `items` for elements that differ by position, `anyOf` for alternatives".to_owned(),
        ),
        (Expected::Object(_), Value::Sequence(_)) if walk.subject.field == "items" => {
            Some("write the one schema that all elements satisfy, not a list".to_owned())
        }
        (Expected::Object(_), Value::Sequence(_)) => Some("write a mapping, in which each element has a key".to_owned()),
        (Expected::Object(object), Value::String(_)) => shorthand(walk, object, text?),
        (Expected::Boolean, _) => boolean(walk, node),
        (Expected::Number, Value::Bool(_)) if is_bound(walk.subject) => {
            let name = walk.subject.field;
            let plain = if name == "exclusiveMinimum" { "minimum" } else { "maximum" };
            Some(format!("write the bound itself: `{name}: <number>` instead of `{plain}: <number>` with `{name}: true`"))
        }
        (Expected::Type, Value::Sequence(_)) => {
            let null = if walk.version == Version::V20 { "x-nullable" } else { "nullable" };
            let several = if walk.version == Version::V20 { "no type at all" } else { "`oneOf`" };
            Some(format!("lists are part of OpenAPI since 3.1; write `{null}: true` for null, and {several} for several types"))
        }
        (Expected::Text | Expected::Number | Expected::Type, Value::Mapping(_)) if walk.subject.owner.id == Id::Schema => {
            misplaced::is_schema(node).then(|| misplaced::property(walk.subject.field))
        }
        (Expected::Mapping | Expected::Object(_) | Expected::Text | Expected::Number | Expected::Type, _) => None,
    }
}

/// The text of a scalar, if it is short enough to be repeated.
fn short<'s>(walk: &Walk<'s>, node: &Node) -> Option<&'s str> {
    let text = walk.sources.text(node.span);
    let scalar = matches!(node.value, Value::Bool(_) | Value::Number(_) | Value::String(_));
    (scalar && text.len() <= 60 && !text.contains('\n')).then_some(text)
}

fn list_of(entries: &[Entry]) -> String {
    match entries.first().and_then(|entry| entry.key.strip_prefix('-')).filter(|key| !key.is_empty()) {
        Some(key) => format!("put a space behind the dash: `- {key}`"),
        None => "begin each element with `- `, or write `[` and `]` around them".to_owned(),
    }
}

fn list(walk: &Walk<'_>, node: &Node, text: Option<&str>) -> Option<String> {
    let is_schema = walk.subject.owner.id == Id::Schema;
    match (is_schema, walk.subject.field, &node.value) {
        (true, "required", Value::Bool(_)) => {
            Some("list the property's name in `required` of the object that has it: `required: [<name>]`".to_owned())
        }
        (_, _, _) => text.map(|text| format!("write a list: `[{text}]`")),
    }
}

/// How a list becomes a mapping.
fn keyed(field: &str) -> &'static str {
    match field {
        "properties" | "patternProperties" => "write each name as a key, with its schema: `id: { type: string }`",
        "examples" => "give each example a name: `first: { value: ... }`",
        _ => "write a mapping, in which each element has a key",
    }
}

/// What people write for an object that is mostly one field.
fn shorthand(walk: &Walk<'_>, object: &Object, text: &str) -> Option<String> {
    let plain = text.trim_matches(['"', '\'']);
    let field = match object.name() {
        "Schema Object" if plain.starts_with("#/") || plain.contains(".yaml") || plain.contains(".json") => "$ref",
        "Schema Object" if walk.components.has("schemas", plain) => {
            return Some(format!("write `$ref: '{}/{plain}'`", super::reference::home(walk.version, "schemas")));
        }
        "Schema Object" if walk.subject.field == "additionalProperties" => return word_of_boolean(plain),
        "Schema Object" if super::scalars::TYPES.contains(&plain) => "type",
        "Discriminator Object" => "propertyName",
        "Contact Object" if plain.contains('@') => "email",
        "Contact Object" if plain.contains("://") => "url",
        "Server Object" | "External Documentation Object" => "url",
        "Tag Object" | "License Object" | "Contact Object" => "name",
        "Response Object" => "description",
        "Example Object" => "value",
        "Info Object" => "title",
        _ => return None,
    };
    let text = if field == "$ref" { format!("'{plain}'") } else { text.to_owned() };
    Some(format!("write `{field}: {text}` inside of it"))
}

fn is_bound(subject: Subject) -> bool {
    matches!(subject.field, "exclusiveMinimum" | "exclusiveMaximum")
}

fn boolean(walk: &Walk<'_>, node: &Node) -> Option<String> {
    let name = walk.subject.field;
    match &node.value {
        Value::Number(number) if is_bound(walk.subject) => {
            let plain = if name == "exclusiveMinimum" { "minimum" } else { "maximum" };
            Some(format!("write `{plain}: {number}` with `{name}: true`; a number here is of OpenAPI 3.1"))
        }
        Value::Sequence(_) if name == "required" => {
            Some("the list of required properties belongs in the schema; here, write `true` or `false`".to_owned())
        }
        Value::String(text) => word_of_boolean(text),
        Value::Number(number) if number == "1" => Some("write `true`".to_owned()),
        Value::Number(number) if number == "0" => Some("write `false`".to_owned()),
        Value::Number(_) | Value::Sequence(_) | Value::Mapping(_) | Value::Null | Value::Bool(_) => None,
    }
}

fn word_of_boolean(text: &str) -> Option<String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some("write `true`".to_owned()),
        "false" | "no" | "n" | "off" => Some("write `false`".to_owned()),
        _ => None,
    }
}

/// The mend of a `$ref` that is no string.
pub(super) fn reference(walk: &Walk<'_>, entry: &Entry, described: &Object) -> String {
    if let Some(comment) = comment(walk, entry) {
        return format!("quote it, since `#` behind a space begins a comment: `$ref: '{comment}'`");
    }
    let home = super::reference::home(walk.version, described.section().unwrap_or("schemas"));
    format!("write `$ref: '{home}/<Name>'`")
}

/// The comment that stands where a value is missing.
fn comment<'s>(walk: &Walk<'s>, entry: &Entry) -> Option<&'s str> {
    const LONGEST: usize = 200;
    let source = walk.sources.get(entry.key_span.source).filter(|_| matches!(entry.value.value, Value::Null))?;
    let rest = source.text.get(entry.key_span.end as usize..)?;
    let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let line = rest.get(..end)?.lines().next()?.trim_start_matches([':', '"', '\'', ' ']);
    line.starts_with('#').then(|| line.trim_end())
}

/// Words that other versions or formats use for one that the standard lists: the object, the field, the word, the mend.
const WORDS: &[(Id, &str, &str, &str)] = &[
    (Id::Parameter, "in", "body", "describe the body in `requestBody` of the operation"),
    (
        Id::Parameter,
        "in",
        "formData",
        "describe the form in `requestBody`, as `application/x-www-form-urlencoded` or `multipart/form-data`",
    ),
    (
        Id::Parameter,
        "in",
        "form",
        "describe the form in `requestBody`, as `application/x-www-form-urlencoded` or `multipart/form-data`",
    ),
    (Id::Parameter, "in", "url", "did you mean `path` or `query`?"),
    (Id::SecurityScheme, "type", "basic", "write `type: http` with `scheme: basic`"),
    (Id::SecurityScheme, "type", "bearer", "write `type: http` with `scheme: bearer`"),
    (Id::SecurityScheme, "type", "jwt", "write `type: http` with `scheme: bearer` and `bearerFormat: JWT`"),
];

/// The same for Swagger 2.0.
const WORDS_20: &[(Id, &str, &str, &str)] = &[
    (Id::Parameter, "in", "cookie", "Swagger 2.0 has no cookies: describe the header `Cookie`, or convert to OpenAPI 3"),
    (Id::SecurityScheme, "type", "http", "write `type: basic`, or an `apiKey` in the header `Authorization`"),
    (Id::SecurityScheme, "type", "bearer", "write `type: apiKey` with `in: header` and `name: Authorization`"),
    (Id::SecurityScheme, "type", "jwt", "write `type: apiKey` with `in: header` and `name: Authorization`"),
    (Id::SecurityScheme, "flow", "authorizationCode", "write `accessCode`"),
    (Id::SecurityScheme, "flow", "clientCredentials", "write `application`"),
];

/// The mend of a word that is not among those that the standard lists.
pub(super) fn word(version: Version, subject: Subject, written: &str, words: &[&'static str]) -> String {
    let table = if version == Version::V20 { WORDS_20 } else { WORDS };
    let known = table.iter().find(|(object, field, word, _)| {
        *object == subject.owner.id && *field == subject.field && word.eq_ignore_ascii_case(written)
    });
    if let Some((_, _, _, mend)) = known.filter(|_| matches!(subject.part, Part::Whole)) {
        return (*mend).to_owned();
    }
    let begun = || words.iter().copied().find(|word| written.len() > 2 && word.starts_with(written));
    let near = suggest::nearest(written, words.iter().copied()).or_else(begun);
    near.map_or_else(|| listed(words), |word| format!("did you mean `{word}`?"))
}

/// The mend of a field that another one excludes: what it says may have a place elsewhere.
pub(super) fn excluded(version: Version, node: &Node, refused: &str) -> &'static str {
    match (version, refused) {
        (Version::V20, "schema") => "write what it holds here instead: `type`, `format` and so on",
        (Version::V20, "type") if node.get("schema").is_none() => "put it in `schema`",
        (_, "schema") if node.get("content").is_none() => {
            "put it in `content`: `content: { application/x-www-form-urlencoded: { schema: ... } }`"
        }
        (_, _) => "remove it",
    }
}

/// The words that may stand in a place, where nothing tells which of them is meant.
pub(super) fn listed(words: &[&str]) -> String {
    let one_of = if words.len() > 1 { "one of " } else { "" };
    format!("write {one_of}{}", quoted(words.iter().copied()))
}

/// The mend of a number that multiples are counted by, and that is not above zero.
pub(super) fn step(written: &str) -> String {
    match written.strip_prefix('-').filter(|size| size.contains(|c| matches!(c, '1'..='9'))) {
        Some(size) => format!("write `{size}`, which has the same multiples"),
        None => "write a number above zero, or remove it".to_owned(),
    }
}

/// A name that a component may have, made of one that it may not; `None` if nothing of that would be left.
pub(super) fn component_name(key: &str) -> Option<String> {
    let words = key.split(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c)).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_");
    (!name.is_empty()).then_some(name)
}

/// What other languages and people call the types.
const TYPES: &[(&str, &str)] = &[
    ("int integer32 short", "write `integer`"),
    ("int32", "write `type: integer` with `format: int32`"),
    ("int64 long bigint", "write `type: integer` with `format: int64`"),
    ("float", "write `type: number` with `format: float`"),
    ("double", "write `type: number` with `format: double`"),
    ("decimal numeric", "write `number`"),
    ("str text char varchar", "write `string`"),
    ("date", "write `type: string` with `format: date`"),
    ("datetime date-time timestamp", "write `type: string` with `format: date-time`"),
    ("time", "write `type: string` with `format: time`"),
    ("uuid guid", "write `type: string` with `format: uuid`"),
    ("email", "write `type: string` with `format: email`"),
    ("uri url", "write `type: string` with `format: uri`"),
    ("password", "write `type: string` with `format: password`"),
    ("byte base64", "write `type: string` with `format: byte`"),
    ("binary", "write `type: string` with `format: binary`"),
    ("enum", "write `type: string` with the values in `enum`"),
    ("bool", "write `boolean`"),
    ("list set", "write `type: array` with `items`"),
    ("map dict dictionary hash", "write `type: object` with `additionalProperties`"),
    ("json struct record", "write `object`"),
    ("any mixed", "leave `type` out: a schema without it admits any value"),
];

/// The mend of a type that does not exist.
pub(super) fn type_name(version: Version, written: &str, types: impl Iterator<Item = &'static str>) -> Option<String> {
    let nullable = if version == Version::V20 { "x-nullable" } else { "nullable" };
    match written {
        "null" => return Some(format!("it exists since OpenAPI 3.1; write `{nullable}: true` beside another type")),
        "file" if version == Version::V20 => return Some("files are parameters in `formData`, or whole responses".to_owned()),
        "file" => return Some("write `type: string` with `format: binary`".to_owned()),
        _ => {}
    }
    let lower = written.to_ascii_lowercase();
    let known = TYPES.iter().find(|(names, _)| names.split(' ').any(|name| name == lower));
    let near = || suggest::nearest(written, types).map(|name| format!("did you mean `{name}`?"));
    known.map(|(_, mend)| (*mend).to_owned()).or_else(near)
}

/// The mend of a field that is of another version of the standard.
pub(super) fn other_version(version: Version, since: Since, entry: &Entry) -> Option<String> {
    let other = match (version, entry.key.as_str()) {
        (Version::V20 | Version::V30, "examples") => Some("write one of them as `example`"),
        (Version::V20 | Version::V30, "const") => Some("write `enum` with this one value"),
        (Version::V20, "nullable") => Some("write `x-nullable: true`"),
        (Version::V20 | Version::V30, "$defs" | "definitions") => Some("move the schemas to those of the document"),
        (_, _) => None,
    };
    let raise = match (version, since) {
        (Version::V20, Since::From30) => Some("convert the document to OpenAPI 3.0"),
        (Version::V20, Since::From31 | Since::Draft | Since::From32) => Some("convert the document to OpenAPI 3.1"),
        (_, Since::From31 | Since::Draft) => Some("raise the version: `openapi: 3.1.1`"),
        (_, Since::From32) => Some("raise the version: `openapi: 3.2.0`"),
        (_, Since::Always | Since::From30 | Since::UpTo30 | Since::UpTo31) => None,
    };
    match (other, raise) {
        (Some(other), Some(raise)) => Some(format!("{other}, or {raise}")),
        (None, Some(raise)) => Some(format!("remove it, or {raise}")),
        (Some(other), None) => Some(other.to_owned()),
        (None, None) => None,
    }
}

/// The mend of a key that does not follow its pattern.
pub(super) fn key(entry: &Entry, pattern: Pattern) -> Option<String> {
    let key = entry.key.as_str();
    match pattern {
        Pattern::Path if standard::is_method(key) => Some(format!("put it below a path: `/<path>: {{ {key}: ... }}`")),
        Pattern::Path if key.contains("://") => Some("leave out what `servers` says; a path begins with `/`".to_owned()),
        Pattern::Path => Some(format!("write `/{key}`")),
        Pattern::Status => Some(status(key)),
        Pattern::Method => standard::is_method(key).then(|| {
            let field = key.to_ascii_lowercase();
            format!("write it as the field `{field}` of the path item")
        }),
        Pattern::Expression | Pattern::HeaderName | Pattern::Component => None,
    }
}

fn status(key: &str) -> String {
    let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
    match (digits.len(), digits.as_bytes().first()) {
        (3, Some(b'1'..=b'5')) => format!("write `{digits}`"),
        (1 | 2, Some(first @ b'1'..=b'5')) if key.len() <= 3 => format!("write `{}XX`", char::from(*first)),
        (3, Some(_)) => "status codes are from 100 to 599".to_owned(),
        (_, _) if standard::object(Version::V32, Id::Response).is_some_and(|it| it.field(key).is_some()) => {
            "it is a field of a response: put it below a status code".to_owned()
        }
        (_, _) => match suggest::nearest(key, ["default"]) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "write the three digits of a status code, such as `200`, or `default`".to_owned(),
        },
    }
}

/// What to add where one of several fields is missing.
pub(super) fn one_of(names: &[&str]) -> String {
    if names.contains(&"schema") {
        return "add `schema`, such as `schema: { type: string }`".to_owned();
    }
    if names.contains(&"paths") {
        return "add `paths: {}`".to_owned();
    }
    format!("add {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "))
}
