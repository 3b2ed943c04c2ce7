//! Finds every keyword of a description with the dialect's tables, and says what became of it.

use std::collections::HashSet;

use super::losses::{Effect, Losses, Said};
use super::table::{self, Reads};
use super::uses::{Fact, Uses};
use super::{Keyword, Loss, Use};
use crate::dialect::{self, Inside, Kind, Object, Others, SCHEMA, Version};
use crate::lower::format_decides;
use crate::node::{Entry, Node, Value};
use crate::pointer::Pointer;

/// What is known of a place from the places around it.
#[derive(Clone, Copy, Default)]
struct Context<'a> {
    /// Something is generated from the objects here.
    live: bool,
    /// A type is made of the schemas here.
    shape: bool,
    /// The checks of the schemas here are run.
    checked: bool,
    /// The schema here is a member of an object.
    member: bool,
    /// The default here is that of a member or parameter which may be absent.
    default: bool,
    /// The type that the schema here is a part of.
    owner: Option<&'a Fact>,
}

impl Context<'_> {
    /// Nothing is made of what is here, except of types that have a name.
    fn dead() -> Self {
        Self::default()
    }

    fn used(&self) -> bool {
        self.shape || self.checked
    }
}

/// What references lead to.
#[derive(Default)]
struct Targets {
    /// Every one that something generated refers to.
    live: HashSet<Pointer>,
    /// Those that are members of objects.
    members: HashSet<Pointer>,
    /// Those whose default counts.
    defaults: HashSet<Pointer>,
}

struct Walk<'a> {
    version: Version,
    uses: &'a Uses,
    losses: &'a Losses<'a>,
    /// What is referred to, as far as known.
    known: Targets,
    /// What was seen to be referred to.
    seen: Targets,
    found: Vec<Keyword>,
}

/// Every keyword, in the order of the tree.
pub(super) fn keywords<'a>(tree: &Node, version: Version, uses: &'a Uses, losses: &'a Losses<'a>) -> Vec<Keyword> {
    let known = Targets::default();
    let mut walk = Walk { version, uses, losses, known, seen: Targets::default(), found: Vec::new() };
    loop {
        walk.found.clear();
        let root = Context { live: true, ..Context::default() };
        object(&mut walk, tree, dialect::root(version), &Pointer::root(), root);
        let seen = std::mem::take(&mut walk.seen);
        let more = seen.live.len() > walk.known.live.len() || seen.members.len() > walk.known.members.len();
        let done = !more && seen.defaults.len() <= walk.known.defaults.len();
        walk.known = seen;
        if done {
            return walk.found;
        }
    }
}

fn visit<'a>(walk: &mut Walk<'a>, node: &Node, kind: &Kind, at: &Pointer, cx: Context<'a>) {
    match kind.inside() {
        Inside::Nothing => {}
        Inside::Elements(element) => {
            let elements = node.elements().iter().enumerate();
            elements.for_each(|(index, node)| visit(walk, node, element, &at.index(index), cx));
        }
        Inside::Members(member) => {
            for entry in node.entries() {
                visit(walk, &entry.value, member, &at.child(&entry.key), member_context(walk, entry, at, cx));
            }
        }
        Inside::Object(described) => object(walk, node, described, at, cx),
    }
}

/// The context of a member of a map: shared parts count where something refers to them, properties have defaults.
fn member_context<'a>(walk: &Walk<'a>, entry: &Entry, at: &Pointer, cx: Context<'a>) -> Context<'a> {
    let mut tokens = at.tokens();
    let place = (tokens.next(), tokens.next(), tokens.next());
    let section = match (&place.0, &place.1, &place.2) {
        (Some(components), Some(section), None) if components == "components" => section.as_ref(),
        (Some(section), None, None) if walk.version == Version::V20 => section.as_ref(),
        (_, _, _) => return property(entry, at, cx),
    };
    let target = at.child(&entry.key);
    match section {
        "schemas" | "definitions" => Context {
            live: true,
            shape: true,
            member: walk.known.members.contains(&target) || walk.seen.members.contains(&target),
            default: walk.known.defaults.contains(&target) || walk.seen.defaults.contains(&target),
            ..Context::dead()
        },
        "securitySchemes" | "securityDefinitions" | "paths" => cx,
        _ if walk.known.live.contains(&target) || walk.seen.live.contains(&target) => cx,
        _ => Context::dead(),
    }
}

fn property<'a>(entry: &Entry, at: &Pointer, cx: Context<'a>) -> Context<'a> {
    if cx.member && at.as_str().ends_with("/properties") {
        let default = cx.owner.is_some_and(|fact| fact.defaults.contains(&entry.key));
        return Context { default, owner: None, ..cx };
    }
    cx
}

fn object<'a>(walk: &mut Walk<'a>, node: &Node, described: &'static Object, at: &Pointer, cx: Context<'a>) {
    let said = walk.losses.at(node.span).filter(|_| matches!(node.value, Value::Mapping(_)));
    let cx = within(walk, node, described, cx, said.as_ref());
    let about = said.as_ref().filter(|said| said.effect != Effect::Nothing);
    let about = about.and_then(|said| said.about(node.entries().iter().map(|entry| entry.key.as_str()))).map(str::to_owned);
    for entry in node.entries() {
        let at = at.child(&entry.key);
        let of_object = said.as_ref().filter(|_| about.as_ref() == Some(&entry.key)).map(|said| said.loss.clone());
        match (&described.others, described.field(&entry.key)) {
            (Others::Patterned(_, kind), None) if entry.key != "$ref" && !entry.key.starts_with("x-") => {
                visit(walk, &entry.value, kind, &at, cx);
            }
            (_, field) => {
                let place = Place { node, described, entry };
                keyword(walk, place, field.map(|field| &field.kind), at, cx, of_object);
            }
        }
    }
}

/// The context of the members of an object.
fn within<'a>(walk: &Walk<'a>, node: &Node, described: &Object, cx: Context<'a>, said: Option<&Said>) -> Context<'a> {
    if said.is_some_and(Said::whole) {
        return Context::dead();
    }
    match described.name {
        "Schema Object" => match walk.uses.facts.get(&node.span) {
            Some(fact) => Context { live: true, shape: true, checked: fact.validated || cx.checked, owner: Some(fact), ..cx },
            None => cx,
        },
        "Parameter Object" => {
            let flag = |key: &str| node.get(key).is_some_and(|node| node.value == Value::Bool(true));
            let in_path = node.get("in").and_then(Node::as_str) == Some("path");
            Context { shape: cx.live, checked: cx.live, default: !flag("required") && !in_path, ..cx }
        }
        "Request Body Object" => Context { shape: cx.live, checked: cx.live, ..cx },
        "Response Object" => Context { shape: cx.live, checked: false, ..cx },
        "Header Object" | "Media Type Object" => Context { shape: cx.live, ..cx },
        _ => cx,
    }
}

/// A key where it stands.
#[derive(Clone, Copy)]
struct Place<'n> {
    node: &'n Node,
    described: &'static Object,
    entry: &'n Entry,
}

fn keyword<'a>(
    walk: &mut Walk<'a>,
    place: Place<'_>,
    kind: Option<&'static Kind>,
    at: Pointer,
    cx: Context<'a>,
    of_object: Option<Loss>,
) {
    let Place { described, entry, .. } = place;
    let said = said(walk, place, kind);
    if entry.key == "$ref" {
        refer(walk, entry, cx);
    }
    let index = walk.found.len();
    walk.found.push(Keyword { pointer: at.clone(), span: entry.key_span, object: described.name, fate: Use::Documented });
    if let Some(kind) = kind.filter(|_| entry.key != "$ref") {
        let dead = said.as_ref().is_some_and(Said::whole);
        let inner = if dead { Context::dead() } else { inside(place, cx) };
        visit(walk, &entry.value, kind, &at, inner);
    }
    let below = is_container(place) && walk.found.iter().skip(index + 1).any(|keyword| keyword.fate == Use::Used);
    let fate = match (of_object, said) {
        (Some(loss), _) => Use::Lost(loss),
        (None, Some(said)) if said.effect == Effect::Nothing => Use::Documented,
        (None, Some(said)) => Use::Lost(said.loss),
        (None, None) => fate(walk, place, cx, below),
    };
    if let Some(keyword) = walk.found.get_mut(index) {
        keyword.fate = fate;
    }
}

/// Whether a keyword holds parts that count only where something refers to them.
fn is_container(place: Place<'_>) -> bool {
    let Place { described, entry, .. } = place;
    match (described.name, entry.key.as_str()) {
        ("Components Object", section) => section != "schemas",
        ("Swagger Object", "parameters" | "responses") | ("Schema Object", "$defs" | "definitions") => true,
        (_, _) => false,
    }
}

/// What the diagnostics say about a keyword: at its key, at its value, or at a value inside of it that is no object.
fn said(walk: &Walk<'_>, place: Place<'_>, kind: Option<&Kind>) -> Option<Said> {
    if walk.losses.is_empty() {
        return None;
    }
    let opaque = match kind.map(Kind::inside) {
        None | Some(Inside::Object(_)) => None,
        Some(Inside::Elements(inner) | Inside::Members(inner)) if holds_objects(inner) => walk.losses.at(place.entry.value.span),
        Some(Inside::Elements(_) | Inside::Members(_) | Inside::Nothing) => anywhere(walk, &place.entry.value),
    };
    walk.losses.at(place.entry.key_span).or(opaque)
}

fn holds_objects(kind: &Kind) -> bool {
    match kind.inside() {
        Inside::Object(_) => true,
        Inside::Elements(inner) | Inside::Members(inner) => holds_objects(inner),
        Inside::Nothing => false,
    }
}

fn anywhere(walk: &Walk<'_>, node: &Node) -> Option<Said> {
    let below = || {
        let members = node.entries().iter().map(|entry| &entry.value);
        members.chain(node.elements()).find_map(|node| anywhere(walk, node))
    };
    walk.losses.at(node.span).or_else(below)
}

/// A reference makes its target count as it counts itself.
fn refer(walk: &mut Walk<'_>, entry: &Entry, cx: Context<'_>) {
    for target in walk.uses.targets(&entry.value) {
        if cx.used() && cx.member {
            walk.seen.members.insert(target.clone());
        }
        if cx.shape && cx.default {
            walk.seen.defaults.insert(target.clone());
        }
        if cx.live || cx.used() {
            walk.seen.live.insert(target);
        }
    }
}

/// The context of a keyword's value.
fn inside<'a>(place: Place<'_>, cx: Context<'a>) -> Context<'a> {
    let Place { node, described, entry } = place;
    if described.name != SCHEMA.name {
        let is_items = table::is_like_schema(described.name) && entry.key == "items";
        return match (is_items, table::object(described.name, &entry.key)) {
            (true, _) => Context { default: false, ..cx },
            (false, true) => cx,
            (false, false) => Context::dead(),
        };
    }
    let plain = Context { live: cx.used(), member: false, default: false, ..cx };
    match entry.key.as_str() {
        "properties" => Context { member: true, ..plain },
        "allOf" => Context { checked: cx.checked || untagged(cx), member: cx.member, default: false, ..plain },
        "oneOf" | "anyOf" => Context { checked: cx.checked || untagged(cx), ..plain },
        "then" | "else" if node.get("if").is_none() => Context::dead(),
        "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "dependentSchemas" | "unevaluatedItems"
        | "prefixItems" => Context { shape: false, live: cx.checked, owner: None, ..plain },
        "items" if node.get("prefixItems").is_some() => Context { shape: false, live: cx.checked, owner: None, ..plain },
        "$defs" | "definitions" | "contentSchema" => Context::dead(),
        "items" | "additionalProperties" => Context { owner: None, ..plain },
        _ => plain,
    }
}

fn untagged(cx: Context<'_>) -> bool {
    cx.owner.is_some_and(|fact| fact.untagged)
}

/// What became of a keyword of which no diagnostic speaks. `below`: something that stands in its value is used.
fn fate(walk: &Walk<'_>, place: Place<'_>, cx: Context<'_>, below: bool) -> Use {
    let Place { described, entry, .. } = place;
    let name = entry.key.as_str();
    let used = if described.name == SCHEMA.name {
        schema(walk, place, cx, below)
    } else if is_container(place) {
        below
    } else if table::object(described.name, name) {
        cx.live && (name != "security" || described.name == "Operation Object" || walk.uses.general_security)
    } else if table::is_like_schema(described.name) && (walk.version == Version::V20 || name == "deprecated") {
        cx.live && schema(walk, place, cx, below)
    } else {
        false
    };
    if used { Use::Used } else { Use::Documented }
}

fn schema(walk: &Walk<'_>, place: Place<'_>, cx: Context<'_>, below: bool) -> bool {
    let Place { node, entry, .. } = place;
    if entry.key.starts_with("x-") && walk.version != Version::V20 {
        return false;
    }
    match table::schema(&entry.key) {
        Reads::Type => cx.used(),
        Reads::Shape => cx.shape,
        Reads::Check => cx.checked,
        Reads::CheckWithout(other) => cx.checked && node.get(other).is_none(),
        Reads::Flag => walk.uses.flags.contains(&entry.key_span),
        Reads::Default => cx.shape && cx.default,
        Reads::CheckBeside(other) => {
            let alone = matches!(entry.value.value, Value::Number(_)) || node.get(other).is_some();
            let needs = !entry.key.starts_with("exclusive") && node.get(other).is_none();
            cx.checked && alone && !needs
        }
        Reads::Reference => cx.used(),
        Reads::Format => format(node, entry, cx),
        Reads::Definitions => below,
        Reads::Nothing => false,
    }
}

/// `format` and `contentEncoding`: what is known decides over the type or the check.
fn format(node: &Node, entry: &Entry, cx: Context<'_>) -> bool {
    let Some(name) = entry.value.as_str() else { return false };
    if entry.key != "format" {
        return cx.used() && name.eq_ignore_ascii_case("base64");
    }
    let written = node.get("type");
    let listed = written.map_or(&[][..], Node::elements).iter();
    let types: Vec<&str> = written.into_iter().chain(listed).filter_map(Node::as_str).collect();
    let (shape, check) = format_decides(&types, name);
    cx.shape && shape || cx.checked && check
}
