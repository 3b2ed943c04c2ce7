//! Every place of the table, in every version: the smallest description with something recognisable there. What holds what is
//! known once, so the shape check, the lints, the report, references to files and anchors all have to find it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::wildcard_enum_match_arm)]

use std::cell::Cell;
use std::collections::{HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::*;
use crate::diagnostic::codes::lints;
use crate::diagnostic::{Code, Diagnostic};
use crate::lint::Levels;
use crate::node::Node;
use crate::reference::{Load, Loaded, Location, Refusal, SingleFile};
use crate::source::{Source, SourceId, Sources};
use crate::{Reading, dialect, document, lint, lower, node, report};

const VERSIONS: [Version; 4] = [Version::V20, Version::V30, Version::V31, Version::V32];

/// A step to an object: the object that holds it, and the field, or what its patterned keys hold.
#[derive(Clone, Copy)]
struct Hop {
    owner: &'static Object,
    field: Option<&'static Field>,
    kind: &'static Kind,
    held: &'static Object,
}

impl Hop {
    fn key(&self) -> &'static str {
        match (self.field, &self.owner.others) {
            (Some(field), _) => field.name,
            (None, Others::Patterned(pattern, _)) => sample_key(*pattern),
            (None, Others::Unknown | Others::Annotations) => unreachable!(),
        }
    }

    fn name(&self, version: Version) -> String {
        let field = self.field.map_or("*", |field| field.name);
        let kind = match self.kind.inside() {
            Inside::Object(..) => "",
            Inside::Elements(_) => "list of ",
            Inside::Members(_) => "map of ",
            Inside::Nothing => unreachable!(),
        };
        let part = match self.kind.inside() {
            Inside::Elements(part) | Inside::Members(part) => part,
            Inside::Object(..) | Inside::Nothing => self.kind,
        };
        let reference = part.refers().filter(|held| held.is_referable(version)).map_or("", |_| ", or a reference");
        format!("{}, {field}: {kind}{}{reference}", self.owner.name(), self.held.name())
    }
}

fn hops(version: Version, owner: &'static Object) -> Vec<Hop> {
    let patterned = match &owner.others {
        Others::Patterned(_, kind) => Some((None, kind)),
        Others::Unknown | Others::Annotations => None,
    };
    let fields = owner.fields_in(version).map(|field| (Some(field), &field.kind));
    // In 2.0 a discriminator is a name.
    let fields = fields.filter(|(_, kind)| version > Version::V20 || !matches!(kind, Kind::Discriminator));
    let hop = |(field, kind): (Option<&'static Field>, &'static Kind)| kind.holds().map(|held| Hop { owner, field, kind, held });
    fields.chain(patterned).filter_map(hop).collect()
}

/// Every place of a version that holds an object, each with the shortest way to it.
fn places(version: Version) -> Vec<Vec<Hop>> {
    let mut places = Vec::new();
    let mut known: Vec<*const Object> = vec![root(version)];
    let mut open = VecDeque::from([(root(version), Vec::new())]);
    while let Some((object, way)) = open.pop_front() {
        for hop in hops(version, object) {
            let way: Vec<Hop> = way.iter().copied().chain([hop]).collect();
            // Nothing is generated from webhooks, so the ways to what they hold lead through paths.
            if !known.contains(&(hop.held as *const Object)) && hop.key() != "webhooks" {
                known.push(hop.held);
                open.push_back((hop.held, way.clone()));
            }
            places.push(way);
        }
    }
    places
}

fn title(version: Version, way: &[Hop]) -> String {
    format!("{}: {}", version.name(), way.iter().map(Hop::key).collect::<Vec<_>>().join("/"))
}

fn sample_key(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Path => "/a",
        Pattern::Status => "200",
        Pattern::Expression => "{$request.body#/a}",
        Pattern::HeaderName => "X-A",
        Pattern::Method => "LINK",
        Pattern::Component => "A",
    }
}

/// The smallest description in which `leaf` stands at the end of the way.
fn description(version: Version, way: &[Hop], leaf: Value) -> Value {
    build(version, root(version), way, leaf)
}

fn build(version: Version, object: &'static Object, way: &[Hop], leaf: Value) -> Value {
    let Some((hop, rest)) = way.split_first() else { return leaf };
    let mut members = minimal(version, object, Some(hop.key()));
    let inner = build(version, hop.held, rest, leaf);
    let value = match hop.kind.inside() {
        Inside::Elements(_) => json!([inner]),
        Inside::Members(_) => json!({ name_in(hop): inner }),
        Inside::Object(..) | Inside::Nothing => inner,
    };
    members.insert(hop.key().to_owned(), value);
    Value::Object(members)
}

/// The name of a member of a map.
fn name_in(hop: &Hop) -> &'static str {
    match (hop.kind, hop.key()) {
        (Kind::Named(pattern, ..), _) => sample_key(*pattern),
        (_, "content") => "application/json",
        (_, "headers") => "X-A",
        (_, "paths" | "webhooks") => "/a",
        (_, _) => "a",
    }
}

/// What an object cannot be without; room is left for the field `wanted`.
fn minimal(version: Version, object: &'static Object, wanted: Option<&str>) -> Map<String, Value> {
    let mut members = Map::new();
    let add = |members: &mut Map<String, Value>, name: &str| {
        if wanted != Some(name) && !members.contains_key(name) {
            let field = object.field(name).unwrap();
            members.insert(name.to_owned(), sample(version, object, field, wanted));
        }
    };
    for field in object.fields_in(version).filter(|field| field.required.is_some_and(|since| since.covers(version))) {
        add(&mut members, field.name);
    }
    for rule in object.rules {
        match rule {
            Rule::ExactlyOne(names) | Rule::AtLeastOne(names, _)
                if !names.iter().any(|name| wanted == Some(name) || members.contains_key(*name)) =>
            {
                add(&mut members, names[0]);
            }
            Rule::Requires { field, value, needs } if members.get(*field) == Some(&json!(value)) => {
                needs.iter().for_each(|name| add(&mut members, name));
            }
            _ => {}
        }
    }
    members
}

fn sample(version: Version, object: &'static Object, field: &Field, wanted: Option<&str>) -> Value {
    let excludes = |word: &str| {
        object.rules.iter().any(|rule| match rule {
            Rule::Excludes { field: name, value, refused, within } => {
                *name == field.name && *value == word && Some(*refused) == wanted && within.covers(version)
            }
            _ => false,
        })
    };
    match (field.name, &field.kind) {
        ("openapi", _) => json!(format!("{}.0", version.name().trim_start_matches("OpenAPI "))),
        ("swagger", _) => json!("2.0"),
        ("url" | "authorizationUrl" | "tokenUrl" | "deviceAuthorizationUrl", _) => json!("https://example.com"),
        (_, Kind::Word(words)) => json!(words.iter().find(|word| !excludes(word)).unwrap()),
        (_, Kind::DatedWord(words)) => json!(words.iter().find(|(word, _)| !excludes(word)).unwrap().0),
        (_, Kind::Map(_) | Kind::Named(..)) => json!({}),
        (_, kind) => match kind.inside() {
            Inside::Object(object, _) => Value::Object(minimal(version, object, None)),
            Inside::Elements(_) | Inside::Members(_) => json!([]),
            Inside::Nothing => json!("a"),
        },
    }
}

/// The smallest object of its kind with more members.
fn leaf(version: Version, way: &[Hop], more: Value) -> Value {
    let mut members = minimal(version, way.last().unwrap().held, None);
    members.extend(more.as_object().unwrap().clone());
    Value::Object(members)
}

fn sources(text: &Value) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "a.json".to_owned(), text: text.to_string() });
    (sources, main)
}

/// The text at the places of diagnostics with a code.
fn told<'s>(sources: &'s Sources, diagnostics: &[Diagnostic], is_it: impl Fn(Code) -> bool) -> Vec<&'s str> {
    let spans = diagnostics.iter().filter(|it| is_it(it.code)).filter_map(|it| it.span);
    spans.map(|span| sources.text(span)).collect()
}

/// The canonical tree; errors fail the test.
fn canonical(title: &str, sources: &Sources, main: SourceId) -> node::Node {
    let mut found = Vec::new();
    let tree = node::read(sources, main, &mut found).unwrap();
    let canonical = dialect::canonical(tree, sources, &mut found);
    let errors: Vec<_> =
        found.iter().filter(|it| it.is_error()).map(|it| (&it.message, sources.text(it.span.unwrap()))).collect();
    canonical.unwrap_or_else(|| panic!("{title}: {errors:?}\n{}", sources.get(main).unwrap().text))
}

#[test]
fn the_places_of_the_table() {
    let mut lines = String::new();
    for version in VERSIONS {
        let before = VERSIONS.into_iter().rfind(|it| *it < version && (*it > Version::V20) == (version > Version::V20));
        let names = |version| places(version).into_iter().map(move |way| way.last().unwrap().name(version));
        let known: HashSet<String> = before.into_iter().flat_map(names).collect();
        lines.push_str(&format!("# {}\n", version.name()));
        for place in names(version).filter(|name| !known.contains(name)) {
            lines.push_str(&format!("{place}\n"));
        }
    }
    assert_eq!(lines, include_str!("tests/places.txt"), "is it what the standard says? Then this is the new list:\n{lines}");
}

#[test]
fn objects_stand_in_fields_in_lists_and_in_maps_and_no_deeper() {
    for version in VERSIONS {
        for object in objects(version) {
            for hop in hops(version, object) {
                let part = match hop.kind.inside() {
                    Inside::Elements(part) | Inside::Members(part) => part.inside(),
                    Inside::Object(..) | Inside::Nothing => hop.kind.inside(),
                };
                assert!(matches!(part, Inside::Object(..)), "{}", hop.name(version));
            }
        }
    }
}

#[test]
fn the_shape_of_every_place_is_checked() {
    for version in VERSIONS {
        for way in places(version) {
            let (sources, main) = sources(&description(version, &way, leaf(version, &way, json!({ "zzzz": 1 }))));
            let mut found = Vec::new();
            let tree = node::read(&sources, main, &mut found).unwrap();
            dialect::rewrite(tree, &sources, &mut found);
            let told = told(&sources, &found, |_| true);
            assert!(told.iter().any(|text| ["\"zzzz\"", "1"].contains(text)), "{}: {told:?}", title(version, &way));
        }
    }
}

/// What the lints say of a tree, whatever lowering says of it.
fn linted(tree: &Node) -> Vec<Diagnostic> {
    let document = document::document(tree).unwrap();
    let (_, verdicts) = lower::lower_with_verdicts(tree, &document, crate::names::Wrapped::default(), &mut Vec::new());
    let mut found = Vec::new();
    lint::run(tree, &document, verdicts, &Levels::default(), &mut found);
    found
}

#[test]
fn lints_see_every_place() {
    for version in VERSIONS {
        for way in places(version) {
            let title = title(version, &way);
            let marker = json!({ "x-letterpress-allow": { "no-such-lint": "a reason" } });
            let (sources, main) = sources(&description(version, &way, leaf(version, &way, marker)));
            let tree = canonical(&title, &sources, main);
            let found = linted(&tree);
            let told = told(&sources, &found, |code| code == lints::UNKNOWN_LINT);
            assert_eq!(told, ["\"no-such-lint\""], "{title}");
        }
    }
}

#[test]
fn every_schema_is_linted() {
    let crossed = lint::named("crossed-bounds").unwrap().explanation.code;
    for version in VERSIONS {
        for way in places(version).into_iter().filter(|way| way.last().unwrap().held.id == Id::Schema) {
            let title = title(version, &way);
            let wrong = json!({ "type": "string", "minLength": 3, "maxLength": 2 });
            let (sources, main) = sources(&description(version, &way, wrong));
            let tree = canonical(&title, &sources, main);
            let found = linted(&tree);
            assert_eq!(told(&sources, &found, |code| code == crossed).len(), 1, "{title}");
        }
    }
}

#[test]
fn the_report_knows_every_place() {
    for version in VERSIONS {
        for way in places(version) {
            let title = title(version, &way);
            let text = description(version, &way, leaf(version, &way, json!({ "x-marker": 1 })));
            let (mut sources, main) = sources(&text);
            let reading = Reading { report: true, ..Reading::of(&SingleFile) };
            let (understood, found) = crate::understand_with(&mut sources, main, &reading);
            let errors: Vec<_> = found.iter().filter(|it| it.is_error()).map(|it| it.code).collect();
            let understood = understood.unwrap_or_else(|| panic!("{title}: {errors:?}"));
            let report = report::report(&understood, &found).unwrap();
            let held = way.last().unwrap().held.name();
            let known = report.keywords.iter().filter(|keyword| keyword.name() == "x-marker");
            assert_eq!(known.map(|keyword| keyword.object).collect::<Vec<_>>(), [held], "{title}");
        }
    }
}

/// Brings one file, and counts how often it is asked for.
struct Part(Value, Cell<usize>);

impl Load for Part {
    fn entry(&self) -> String {
        "a.json".to_owned()
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        self.1.set(self.1.get() + 1);
        let path = location.text().to_owned();
        Ok(Loaded { identity: location.clone(), path, bytes: self.0.to_string().into_bytes() })
    }
}

#[test]
fn references_to_files_are_followed_from_every_place_that_may_refer() {
    for version in VERSIONS {
        let refers = |way: &Vec<Hop>| {
            let Hop { kind, held, .. } = way.last().unwrap();
            let part = match kind.inside() {
                Inside::Elements(part) | Inside::Members(part) => part,
                Inside::Object(..) | Inside::Nothing => kind,
            };
            part.refers().is_some() && held.is_referable(version) || held.id == Id::PathItem
        };
        for way in places(version).into_iter().filter(refers) {
            let title = title(version, &way);
            let part = Part(Value::Object(minimal(version, way.last().unwrap().held, None)), Cell::new(0));
            let text = description(version, &way, json!({ "$ref": "part.json" }));
            let (mut sources, main) = sources(&text);
            let mut found = Vec::new();
            let entry = node::read(&sources, main, &mut found).unwrap();
            let tree = crate::reference::bundle(&mut sources, entry, &part, &mut found);
            let tree = tree.unwrap_or_else(|| panic!("{title}: {found:?}\n{text}"));
            assert_eq!(part.1.get(), 1, "{title}");
            assert!(!tree.to_json().contains("part.json"), "{title}");
            let whole = dialect::canonical(tree, &sources, &mut found);
            let errors: Vec<_> = found.iter().filter(|it| it.is_error()).map(|it| &it.message).collect();
            assert!(whole.is_some(), "{title}: {errors:?}\n{text}");
        }
    }
}

#[test]
fn anchors_are_found_in_every_schema() {
    for version in [Version::V31, Version::V32] {
        for way in places(version).into_iter().filter(|way| way.last().unwrap().held.id == Id::Schema) {
            let mut text = description(version, &way, json!({ "type": "string", "$anchor": "here" }));
            text["components"]["schemas"]["Z"] = json!({ "$ref": "#here" });
            let (sources, main) = sources(&text);
            canonical(&title(version, &way), &sources, main);
        }
    }
}

#[test]
fn methods_are_those_of_the_versions() {
    let of = |version| methods(version).collect::<Vec<_>>().join(" ");
    assert_eq!(of(Version::V20), "get put post delete options head patch");
    assert_eq!(of(Version::V30), "get put post delete options head patch trace");
    assert_eq!(of(Version::V31), of(Version::V30));
    assert_eq!(of(Version::V32), format!("{} query", of(Version::V30)));
    assert_eq!(reserved_methods().collect::<Vec<_>>(), ["query"]);
}

#[test]
fn every_method_becomes_an_operation() {
    for version in VERSIONS {
        let ways = places(version);
        let mut made = Vec::new();
        for way in ways.iter().filter(|way| way.last().unwrap().field.is_some_and(is_operation)) {
            let text = description(version, way, leaf(version, way, json!({ "responses": { "204": { "description": "d" } } })));
            let (sources, main) = sources(&text);
            let (understood, found) = crate::understand(&sources, main);
            let api = understood.unwrap_or_else(|| panic!("{}: {found:?}", title(version, way))).api;
            made.extend(api.tags.into_iter().flat_map(|tag| tag.operations).map(|operation| operation.key.method.to_lowercase()));
        }
        assert_eq!(made, methods(version).collect::<Vec<_>>(), "{}", version.name());
    }
}
