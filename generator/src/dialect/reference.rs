//! References: where a `$ref` leads, in which spelling, and what may stand beside it.

use std::collections::{HashMap, HashSet};

use super::hoist;
use super::shape::{self, Walk};
use crate::diagnostic::{Diagnostic, codes::dialect, codes::references, suggest::Search};
use crate::node::{self, Entry, Node, Value};
use crate::pointer::{Pointer, unescaped};
use crate::source::Span;
use crate::standard::{self, Id, Object, Version};

/// The components of a document: their kinds and names.
pub(super) struct Components {
    version: Version,
    names: HashMap<String, HashSet<String>>,
    /// The way to the one schema in each component of another kind that has one.
    schemas: HashMap<(String, String), Vec<String>>,
    /// The type of each schema that names one.
    types: HashMap<String, String>,
    search: Search,
}

/// Where the text of a reference leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// `#/components/<kind>/<name>`.
    Component(String, String),
    /// Another place in the document, as reference tokens.
    Place(Vec<String>),
    /// `#name`: an anchor of JSON Schema.
    Anchor,
    /// Another file or an address.
    External,
    /// Not a URI reference.
    Malformed,
}

/// Where components of a kind stand, as the beginning of a reference.
pub(super) fn home(version: Version, kind: &str) -> String {
    let own = standard::in_section(Version::V32, kind).filter(|_| version == Version::V20);
    match own.and_then(|id| standard::section(version, id)) {
        Some(section) => format!("#/{section}"),
        None => format!("#/components/{kind}"),
    }
}

/// What the canonical form calls a member of a document of 2.0 that references may lead into.
pub(super) fn section_of_20(key: &str) -> Option<&'static str> {
    standard::object(Version::V20, standard::in_section(Version::V20, key)?)?.section()
}

/// Reads the text of a reference.
pub(super) fn target(version: Version, text: &str) -> Target {
    let Some(fragment) = text.strip_prefix('#') else {
        return if text.trim().is_empty() { Target::Malformed } else { Target::External };
    };
    let Some(pointer) = percent_decoded(fragment) else { return Target::Malformed };
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Target::Anchor;
    }
    let tokens: Vec<String> = pointer.split('/').skip(1).map(|token| unescaped(token).into_owned()).collect();
    match (version, tokens.as_slice()) {
        (Version::V20, [kind, name]) => match section_of_20(kind) {
            Some(kind) => Target::Component(kind.to_owned(), name.clone()),
            None => Target::Place(tokens),
        },
        (Version::V30 | Version::V31 | Version::V32, [components, kind, name]) if components == "components" => {
            Target::Component(kind.clone(), name.clone())
        }
        (_, _) => Target::Place(tokens),
    }
}

/// What is meant by a pointer into the same document that lacks its `#` or its first `/`; there may be nothing at that place.
pub(crate) fn local_pointer(text: &str) -> Option<String> {
    let path = text.strip_prefix('#').unwrap_or(text);
    let path = path.strip_prefix('/').unwrap_or(path);
    let is_section = path.split_once('/').is_some_and(|(key, _)| key == "components" || section_of_20(key).is_some());
    (is_section && !path.contains(['#', '.'])).then(|| format!("#/{path}"))
}

/// The text without percent-encoding; `None` if that is not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        // A `%` that begins no escape stands for itself: people put raw names into references.
        match (byte, tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())) {
            (b'%', Some(digits)) if digits.bytes().all(|b| b.is_ascii_hexdigit()) => {
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = tail.get(2..).unwrap_or_default();
            }
            (_, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

impl Components {
    /// Lists the components of a document; chains of bare references that come back to their beginning are reported.
    pub(super) fn of(root: &Node, version: Version, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let (names, schemas, types) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut components = Self { version, names, schemas, types, search: Search::default() };
        let owner = if version == Version::V20 { Some(root) } else { root.get("components") };
        for kind in owner.map(Node::entries).unwrap_or_default() {
            let key = match version {
                Version::V20 => section_of_20(&kind.key),
                Version::V30 | Version::V31 | Version::V32 => Some(kind.key.as_str()),
            };
            let Some(key) = key else { continue };
            let names = kind.value.entries().iter().map(|entry| entry.key.clone()).collect();
            components.names.insert(key.to_owned(), names);
            let others = kind.value.entries().iter().filter(|_| key != "schemas");
            components.schemas.extend(others.filter_map(|entry| {
                let home = ["components", key, entry.key.as_str()].map(str::to_owned);
                let way = home.into_iter().chain(only_schema(&entry.value)?).collect();
                Some(((key.to_owned(), entry.key.clone()), way))
            }));
            if key == "schemas" {
                let named = kind.value.entries().iter().filter(|entry| entry.value.get("$ref").is_none());
                let typed = named.filter_map(|entry| Some((entry.key.clone(), entry.value.get("type")?.as_str()?.to_owned())));
                components.types.extend(typed);
            }
            cycles(version, key, &kind.value, diagnostics);
        }
        components
    }

    /// Whether `type` beside a reference says what the schema says to which it leads.
    fn repeats_type(&self, node: &Node) -> bool {
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        match text("$ref").map(|text| target(self.version, text)) {
            Some(Target::Component(kind, name)) if kind == "schemas" => {
                text("type").is_some_and(|written| self.types.get(&name).is_some_and(|word| word == written))
            }
            Some(_) | None => false,
        }
    }

    /// The root object of such documents.
    pub(super) fn root(&self) -> &'static Object {
        standard::root(self.version)
    }

    fn home(&self, kind: &str) -> String {
        home(self.version, kind)
    }

    fn advice(&self, kind: &str) -> String {
        let home = self.home(kind);
        match self.names.get(kind).is_some_and(|names| !names.is_empty()) {
            true => format!("refer to `{home}/<Name>`"),
            false => format!("define it in `{home}`, and refer to `{home}/<Name>`"),
        }
    }

    /// The component that a bare name means, as a question.
    fn named(&self, kind: &str, name: &str) -> Option<String> {
        self.has(kind, name).then(|| format!("did you mean `{}/{name}`?", self.home(kind)))
    }

    pub(super) fn has(&self, kind: &str, name: &str) -> bool {
        self.names.get(kind).is_some_and(|names| names.contains(name))
    }

    fn nearest(&self, kind: &str, name: &str) -> Option<&str> {
        let names = self.names.get(kind)?;
        let sorted = || {
            let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            sorted
        };
        self.search.nearest(name, names.len(), std::iter::once(()).flat_map(|()| sorted()))
    }

    /// The kind of components among which a name is.
    pub(super) fn kind_of(&self, name: &str) -> Option<&str> {
        self.names.iter().filter(|(_, names)| names.contains(name)).map(|(kind, _)| kind.as_str()).min()
    }
}

/// The way to the schema of a parameter, header or media type, or of the only media type of a body.
fn only_schema(node: &Node) -> Option<Vec<String>> {
    let inside = |node: &Node| node.get("schema").is_some().then(|| "schema".to_owned());
    match node.get("content").map(Node::entries) {
        Some([media_type]) => inside(&media_type.value).map(|schema| vec!["content".to_owned(), media_type.key.clone(), schema]),
        Some(_) => None,
        None => inside(node).map(|schema| vec![schema]),
    }
}

/// The place of a bare reference, and the component of the same kind that it leads to.
fn bare<'n>(version: Version, kind: &str, node: &'n Node) -> Option<(&'n Node, String)> {
    let reference = node.get("$ref")?;
    match target(version, reference.as_str()?) {
        Target::Component(to, name) if to == kind => Some((reference, name)),
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    }
}

/// Each component leads to at most one other, so every walk either ends, meets a known one, or closes a cycle.
fn cycles(version: Version, kind: &str, definitions: &Node, diagnostics: &mut Vec<Diagnostic>) {
    let next: HashMap<&str, (&Node, String)> =
        definitions.entries().iter().filter_map(|entry| Some((entry.key.as_str(), bare(version, kind, &entry.value)?))).collect();
    let mut done: HashSet<&str> = HashSet::new();
    for entry in definitions.entries() {
        let mut path: Vec<&str> = Vec::new();
        let mut on_path: HashSet<&str> = HashSet::new();
        let mut name = entry.key.as_str();
        while let Some((_, to)) = next.get(name).filter(|_| !done.contains(name)) {
            if !on_path.insert(name) {
                let cycle = path.iter().skip_while(|step| **step != name).map(|step| format!("`{step}`"));
                let cycle: Vec<String> = cycle.chain([format!("`{name}`")]).collect();
                if let Some((place, _)) = next.get(name) {
                    diagnostics.push(cycle_found(place.span, &cycle));
                }
                break;
            }
            path.push(name);
            name = to;
        }
        done.extend(path);
    }
}

fn cycle_found(span: Span, cycle: &[String]) -> Diagnostic {
    Diagnostic::error(references::CYCLE, span, "these references only lead to each other")
        .note(format!("{} never reaches a definition", cycle.join(" -> ")))
        .help("define one of them")
}

/// Checks a reference where `described` is expected, writes it plainly, and deals with what stands beside it.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object) {
    if let Some(reference) = node.entry_mut("$ref") {
        resolve(walk, &mut reference.value, described);
    }
    if node.entries().len() <= 1 {
        return;
    }
    match (described.id == Id::Schema, walk.version) {
        (true, Version::V20 | Version::V30) => annotations_30(walk, node, described),
        (true, Version::V31 | Version::V32) => beside(walk, node, described),
        (false, version) => overrides(walk, node, version),
    }
}

/// Checks where a reference leads and writes it plainly.
fn resolve(walk: &mut Walk<'_>, reference: &mut Node, described: &Object) {
    let Some(text) = reference.as_str() else { return };
    match led(walk, text, reference.span, described) {
        Ok(name) => {
            let kind = described.section().unwrap_or_default();
            reference.value = Value::String(format!("#/components/{kind}/{name}"));
        }
        Err(problem) => walk.diagnostics.push(*problem),
    }
}

/// The name of the component that the text of a reference leads to, or why it leads to none.
fn led(walk: &mut Walk<'_>, text: &str, span: Span, described: &Object) -> Result<String, Box<Diagnostic>> {
    let expected = described.section().unwrap_or_default();
    let problem = match target(walk.version, text) {
        Target::Component(kind, name) if kind == expected && walk.components.has(&kind, &name) => return Ok(name),
        Target::Component(kind, name) => {
            let way = walk.components.schemas.get(&(kind.clone(), name.clone())).cloned();
            match way.and_then(|way| schema_inside(walk, span, &way, described)) {
                Some(name) => return Ok(name),
                None => lost(&walk.components, span, &kind, &name, described),
            }
        }
        Target::Place(tokens) => {
            let old = tokens.last().filter(|name| walk.components.has(expected, name)).cloned();
            match hoisted(walk, tokens, span, described) {
                Some(name) => return Ok(name),
                None => misplaced(&walk.components, span, text, described, old),
            }
        }
        // Those that exist were rewritten before the walk.
        Target::Anchor => Diagnostic::error(references::DANGLING, span, format!("there is no anchor `{text}`"))
            .help(meant(&walk.components, text).unwrap_or_else(|| walk.components.advice(expected))),
        Target::External => {
            let problem = external(span, text);
            match meant(&walk.components, text).or_else(|| walk.components.named(expected, text)) {
                Some(help) => problem.help(help),
                None => problem,
            }
        }
        Target::Malformed => Diagnostic::error(references::MALFORMED, span, format!("`{text}` is no reference"))
            .help(format!("write `{}/<Name>`", walk.components.home(expected))),
    };
    Err(Box::new(problem))
}

/// The name that what stands at a place of the document gets.
fn hoisted(walk: &mut Walk<'_>, tokens: Vec<String>, span: Span, described: &Object) -> Option<String> {
    // Those of 2.0 were moved before the walk, where they lead anywhere.
    if walk.version == Version::V20 {
        return None;
    }
    let inside = described_parameter(walk.components.root(), &tokens);
    let found = walk.hoists.name(tokens, described, &walk.components, span);
    found.or_else(|| schema_inside(walk, span, &inside?, described))
}

/// The way to the schema of a parameter or header that a pointer leads to.
fn described_parameter(root: &'static Object, tokens: &[String]) -> Option<Vec<String>> {
    let object = hoist::object_at(root, tokens).filter(|object| matches!(object.section(), Some("parameters" | "headers")))?;
    object.member("schema").map(|_| tokens.iter().cloned().chain(["schema".to_owned()]).collect())
}

/// The schema that is meant where a schema is expected, and the reference leads to what has only one: a body, parameter or header.
fn schema_inside(walk: &mut Walk<'_>, span: Span, way: &[String], described: &Object) -> Option<String> {
    // The places of 2.0 that references lead into were moved before the walk.
    if described.id != Id::Schema || walk.version == Version::V20 {
        return None;
    }
    let found = walk.hoists.name(way.to_vec(), described, &walk.components, span)?;
    let pointer = way.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
    walk.diagnostics.push(
        Diagnostic::warning(references::INSIDE, span, "this leads to what has a schema, where a schema is expected")
            .note("its schema is meant")
            .help(format!("refer to that schema: `#{}`", pointer.as_str())),
    );
    Some(found)
}

/// A reference to a document that was not loaded before.
pub(super) fn external(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(references::EXTERNAL, span, format!("`{text}` is another document, which is not read here"))
        .help("bundle the documents into one")
}

/// The component of this document that a text without `#` or without the first `/` means, as a question.
fn meant(components: &Components, text: &str) -> Option<String> {
    let near = local_pointer(text)?;
    match target(components.version, &near) {
        Target::Component(kind, name) if components.has(&kind, &name) => Some(format!("did you mean `{near}`?")),
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    }
}

/// A pointer to a place where the standard has nothing that fits.
fn misplaced(components: &Components, span: Span, text: &str, described: &Object, old: Option<String>) -> Diagnostic {
    let expected = described.section().unwrap_or_default();
    let diagnostic = Diagnostic::error(references::DEEP, span, format!("`{text}` does not lead to a {}", described.name()));
    diagnostic.help(match old {
        Some(name) => format!("did you mean `{}/{name}`?", components.home(expected)),
        None => format!("move the target to `{}/<Name>` and refer to it there", components.home(expected)),
    })
}

fn lost(components: &Components, span: Span, kind: &str, name: &str, described: &Object) -> Diagnostic {
    let expected = described.section().unwrap_or_default();
    if components.has(kind, name) {
        return Diagnostic::error(
            references::WRONG_KIND,
            span,
            format!("expected a reference to `{}`, found `{kind}`", components.home(expected)),
        )
        .note(format!("{} is expected here", described.id.article()))
        .help(match (expected, kind) {
            ("mediaTypes", "schemas") => "put it in `schema`: `schema: { $ref: ... }`".to_owned(),
            ("responses" | "requestBodies", "schemas") => {
                "refer to the schema in the content: `content: { application/json: { schema: { $ref: ... } } }`".to_owned()
            }
            (_, _) => components.advice(expected),
        });
    }
    let diagnostic =
        Diagnostic::error(references::DANGLING, span, format!("there is no `{name}` in `{}`", components.home(kind)));
    match (components.nearest(kind, name), components.kind_of(name)) {
        (_, Some(other)) => diagnostic.help(format!("there is one in `{}`", components.home(other))),
        (Some(near), None) => diagnostic.help(format!("did you mean `{near}`?")),
        (None, None) => diagnostic,
    }
}

/// What may stand beside `$ref` in a schema of 3.0 and still be meant.
const ANNOTATIONS: [&str; 9] =
    ["description", "title", "deprecated", "nullable", "readOnly", "writeOnly", "default", "example", "externalDocs"];

/// 3.0: siblings of `$ref` are ignored by the letter; annotations are kept, the rest is dropped with a warning, but for a type that is
/// said twice.
fn annotations_30(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object) {
    let repeats_type = walk.components.repeats_type(node);
    let Some(entries) = node.entries_mut() else { return };
    let has_type = entries.iter().any(|entry| entry.key == "type");
    entries.retain(|entry| {
        let kept = entry.key == "$ref" || entry.key.starts_with("x-") || ANNOTATIONS.contains(&entry.key.as_str());
        let is_said_twice = repeats_type && entry.key == "type";
        if !kept && !is_said_twice {
            let help = match entry.key.as_str() {
                "type" => "remove it: what the reference leads to says its type",
                _ => "write `allOf: [{ $ref: ... }]` with the other keywords beside it",
            };
            walk.diagnostics.push(ignored(entry).note(NOTHING_COUNTS).help(help));
        }
        kept
    });
    if let Some(nullable) = entries.iter().find(|entry| entry.key == "nullable" && entry.value.value == Value::Bool(true)) {
        walk.diagnostics.push(
            Diagnostic::warning(
                dialect::NULLABLE_REFERENCE,
                nullable.key_span,
                "`nullable` beside `$ref` counts for nothing in OpenAPI 3.0",
            )
            .note("it is read as if null were allowed")
            .help(match has_type {
                true => "write `allOf: [{ $ref: ... }]` with `nullable: true` beside it, and no `type`",
                false => "write `allOf: [{ $ref: ... }]` with `nullable: true` beside it",
            }),
        );
    }
    if entries.len() > 1 {
        beside(walk, node, described);
    }
}

fn ignored(entry: &Entry) -> Diagnostic {
    Diagnostic::warning(dialect::IGNORED_SIBLING, entry.key_span, format!("`{}` beside `$ref` is ignored", entry.key))
}

const NOTHING_COUNTS: &str = "until OpenAPI 3.0, nothing beside `$ref` counts";

/// `$ref` with siblings becomes the first branch of `allOf`; the siblings are checked as the schema that they are.
fn beside(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object) {
    let Some(reference) = node.take("$ref") else { return };
    let place = reference.key_span;
    shape::object(walk, node, described, place);
    let span = reference.value.span;
    let branch = Node::made(span, Value::Mapping(vec![reference]));
    match node.entry_mut("allOf").map(|entry| &mut entry.value.value) {
        Some(Value::Sequence(branches)) => branches.insert(0, branch),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_)) => {}
        None => node.set("allOf", place, Value::Sequence(vec![branch])),
    }
}

/// Whether [`beside`] made this branch: only then do a mapping and the one value in it stand at the same place.
pub(super) fn is_first_branch(branch: &Node) -> bool {
    let [only] = branch.entries() else { return false };
    only.key == "$ref" && branch.span == only.value.span && branch.span != only.key_span
}

/// Beside a reference to anything but a schema, 3.1 knows `summary` and `description`, 3.0 nothing. The description takes the
/// place of that of the referenced object; hardly an object has a summary.
fn overrides(walk: &mut Walk<'_>, node: &mut Node, version: Version) {
    if version >= Version::V31 {
        node.rename("description", "x-canonical-description");
    }
    let others = node.entries().iter().filter(|entry| entry.key != "$ref" && !entry.key.starts_with("x-"));
    for entry in others {
        let is_override = version >= Version::V31 && entry.key == "summary";
        walk.diagnostics.push(if is_override {
            Diagnostic::warning(dialect::UNUSED_OVERRIDE, entry.key_span, format!("this `{}` is not used", entry.key))
                .note("that of the referenced object is")
        } else {
            let counts = "beside a `$ref` that stands for no schema, only `summary` and `description` count";
            ignored(entry)
                .note(if version >= Version::V31 { counts } else { NOTHING_COUNTS })
                .help("remove it, or write here what the reference leads to instead of the `$ref`")
        });
    }
}

/// A value of `discriminator.mapping`: a schema's name or a reference. `None` if it leads nowhere.
pub(super) fn mapping(components: &Components, text: &str) -> Option<String> {
    let bare = node::cut(text);
    if components.has("schemas", bare) {
        return Some(format!("#/components/schemas/{bare}"));
    }
    match target(components.version, text) {
        Target::Component(kind, name) if kind == "schemas" && components.has("schemas", &name) => {
            Some(format!("#/components/schemas/{name}"))
        }
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(kind: &str, name: &str) -> Target {
        Target::Component(kind.to_owned(), name.to_owned())
    }

    #[test]
    fn spellings_of_a_reference() {
        let cases = [
            ("#/components/schemas/Pet", component("schemas", "Pet")),
            ("#/components/schemas/a~1b~0c", component("schemas", "a/b~c")),
            ("#/components/schemas/Page%C2%ABPet%C2%BB", component("schemas", "Page«Pet»")),
            ("#/components/schemas/100%", component("schemas", "100%")),
            (
                "#/components/schemas/A/properties/b",
                Target::Place(["components", "schemas", "A", "properties", "b"].map(str::to_owned).to_vec()),
            ),
            ("#", Target::Place(vec![])),
            ("#pet", Target::Anchor),
            ("pet.yaml#/Pet", Target::External),
            ("https://example.com/pet", Target::External),
            ("", Target::Malformed),
        ];
        for (text, expected) in cases {
            assert_eq!(target(Version::V30, text), expected, "{text}");
        }
    }
}
