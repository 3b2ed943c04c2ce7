//! Finds every keyword of a description along the table of the standard, and says what became of it.

use std::collections::HashSet;

use super::losses::{Effect, Losses, Said};
use super::uses::{Fact, Uses};
use super::{Keyword, Loss, Use};
use crate::lower::extension;
use crate::lower::{content_encoding, format_decides};
use crate::node::{Entry, Node, Value};
use crate::pointer::Pointer;
use crate::standard::walk::{self, Step};
use crate::standard::{self, Field, Id, Inside, Kind, Object, Others, Reads, Version};

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
    /// Those whose checks are run, whether they are called or written out where they count.
    checked: HashSet<Pointer>,
}

/// Which references make their target count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum References {
    /// Those that count themselves.
    Live,
    /// All.
    All,
}

/// How often the tree is walked to see what counts: each time finds what the targets that were found last refer to, where those stand
/// before. Where that does not end, what nothing generated refers to counts, too.
const ROUNDS: usize = 32;

struct Walk<'a> {
    version: Version,
    uses: &'a Uses,
    losses: &'a Losses<'a>,
    /// What is referred to, as far as known.
    known: Targets,
    /// What was seen to be referred to.
    seen: Targets,
    references: References,
    found: Vec<Keyword>,
}

/// Every keyword, in the order of the tree.
pub(super) fn keywords<'a>(tree: &Node, version: Version, uses: &'a Uses, losses: &'a Losses<'a>) -> Vec<Keyword> {
    let known = Targets::default();
    let references = References::Live;
    let mut walk = Walk { version, uses, losses, known, seen: Targets::default(), references, found: Vec::new() };
    for round in 0.. {
        if round == ROUNDS {
            walk.references = References::All;
        }
        walk.found.clear();
        let root = Context { live: true, ..Context::default() };
        object(&mut walk, tree, standard::root(version), &Pointer::root(), root);
        let seen = std::mem::take(&mut walk.seen);
        let more = seen.live.len() > walk.known.live.len() || seen.members.len() > walk.known.members.len();
        let more = more || seen.checked.len() > walk.known.checked.len();
        let done = !more && seen.defaults.len() <= walk.known.defaults.len();
        walk.known = seen;
        if done {
            break;
        }
    }
    walk.found
}

fn visit<'a>(walk: &mut Walk<'a>, node: &Node, kind: &'static Kind, at: &Pointer, cx: Context<'a>) {
    walk::parts(node, kind, &mut |part| match part.step {
        Step::Whole => object(walk, part.node, part.described, at, cx),
        Step::Element(index) => object(walk, part.node, part.described, &at.index(index), cx),
        Step::Member(entry) => {
            let cx = member_context(walk, entry, at, cx);
            object(walk, part.node, part.described, &at.child(&entry.key), cx);
        }
    });
}

/// The context of a member of a map: shared parts count where something refers to them, properties have defaults.
fn member_context<'a>(walk: &Walk<'a>, entry: &Entry, at: &Pointer, cx: Context<'a>) -> Context<'a> {
    let mut tokens = at.tokens();
    let place = (tokens.next(), tokens.next(), tokens.next());
    let shared = match (&place.0, &place.1, &place.2) {
        (Some(components), Some(section), None) if components == "components" => standard::in_section(Version::V32, section),
        (Some(section), None, None) if walk.version == Version::V20 => standard::in_section(Version::V20, section),
        (_, _, _) => None,
    };
    let target = at.child(&entry.key);
    match shared {
        None => property(entry, at, cx),
        Some(Id::Schema) => Context {
            live: true,
            shape: true,
            member: walk.known.members.contains(&target) || walk.seen.members.contains(&target),
            default: walk.known.defaults.contains(&target) || walk.seen.defaults.contains(&target),
            checked: walk.known.checked.contains(&target) || walk.seen.checked.contains(&target),
            ..Context::dead()
        },
        Some(Id::SecurityScheme) => cx,
        Some(_) if walk.known.live.contains(&target) || walk.seen.live.contains(&target) => cx,
        Some(_) => Context::dead(),
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
    let said = walk.losses.at(node.span);
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
                keyword(walk, place, field, at, cx, of_object);
            }
        }
    }
}

/// The context of the members of an object.
fn within<'a>(walk: &Walk<'a>, node: &Node, described: &Object, cx: Context<'a>, said: Option<&Said>) -> Context<'a> {
    if said.is_some_and(Said::whole) {
        return Context::dead();
    }
    let flag = |key: &str| node.get(key).is_some_and(|node| node.value == Value::Bool(true));
    let bodies = &walk.uses.bodies;
    match described.id {
        Id::Schema => match walk.uses.facts.get(&node.span) {
            None if bodies.unread.contains(&node.span) || bodies.events.contains(&node.span) => Context::dead(),
            None if bodies.data.contains_key(&node.span) => {
                let checked = bodies.data.get(&node.span).is_some_and(|checked| *checked);
                Context { live: true, shape: true, checked, ..Context::dead() }
            }
            Some(fact) => Context { live: true, shape: true, checked: fact.validated || cx.checked, owner: Some(fact), ..cx },
            None => cx,
        },
        Id::Parameter => {
            let in_path = node.get("in").and_then(Node::as_str) == Some("path");
            Context { shape: cx.live, checked: cx.live, default: !flag("required") && !in_path, ..cx }
        }
        Id::RequestBody => Context { shape: cx.live, checked: cx.live, ..cx },
        Id::Response => Context { shape: cx.live, checked: false, ..cx },
        Id::Header | Id::MediaType => Context { shape: cx.live, ..cx },
        Id::OpenApi
        | Id::Swagger
        | Id::Info
        | Id::Contact
        | Id::License
        | Id::Server
        | Id::ServerVariable
        | Id::Components
        | Id::Paths
        | Id::PathItem
        | Id::Operation
        | Id::ExternalDocs
        | Id::Items
        | Id::Encoding
        | Id::Responses
        | Id::Callback
        | Id::Example
        | Id::Link
        | Id::Tag
        | Id::Discriminator
        | Id::Xml
        | Id::SecurityScheme
        | Id::OauthFlows
        | Id::OauthFlow => cx,
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
    field: Option<&'static Field>,
    at: Pointer,
    cx: Context<'a>,
    of_object: Option<Loss>,
) {
    let Place { described, entry, .. } = place;
    let reads = field.map_or(Reads::Nothing, |field| field.reads);
    let said = said(walk, place, field);
    if entry.key == "$ref" {
        refer(walk, entry, Context { default: cx.default && place.node.get("default").is_none(), ..cx });
    }
    let index = walk.found.len();
    walk.found.push(Keyword { pointer: at.clone(), span: entry.key_span, object: described.name(), fate: Use::Documented });
    if let Some(field) = field.filter(|_| entry.key != "$ref") {
        let dead = said.as_ref().is_some_and(Said::whole_value);
        let decides = walk.uses.decides(entry.key_span);
        let flag = reads == Reads::Flag && !is_content(place) && !decides;
        let idle = flag || is_of_no_client(walk, place);
        // It is checked, and gives a type only where it decides, as in events.
        let only_checked = is_content(place) && !decides;
        let inner = match inside(place, reads, cx) {
            _ if dead || idle => Context::dead(),
            inner if only_checked => Context { shape: false, live: cx.checked, owner: None, ..inner },
            inner => inner,
        };
        visit(walk, &entry.value, &field.kind, &at, inner);
    }
    let below = reads == Reads::Parts && walk.found.iter().skip(index + 1).any(|keyword| keyword.fate == Use::Used);
    let fate = match (of_object, said) {
        (Some(loss), _) => Use::Lost(loss),
        (None, Some(said)) if said.effect == Effect::Nothing => Use::Documented,
        (None, Some(said)) => Use::Lost(said.loss),
        (None, None) => fate(walk, place, reads, cx, below),
    };
    if let Some(keyword) = walk.found.get_mut(index) {
        keyword.fate = fate;
    }
}

/// What the diagnostics say about a keyword: at its key, at its value, or at a value inside of it that is no object.
fn said(walk: &Walk<'_>, place: Place<'_>, field: Option<&Field>) -> Option<Said> {
    if walk.losses.is_empty() {
        return None;
    }
    let value = &place.entry.value;
    let opaque = match field.map(|field| (field.kind.inside(), field.kind.holds())) {
        None | Some((Inside::Object(..), _)) => None,
        Some((Inside::Elements(_) | Inside::Members(_), Some(_))) => walk.losses.at(value.span),
        Some((Inside::Elements(_) | Inside::Members(_) | Inside::Nothing, _)) => anywhere(walk, value),
    };
    walk.losses.at(place.entry.key_span).or(opaque)
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
    let all = walk.references == References::All;
    for target in walk.uses.targets(&entry.value) {
        if all || cx.used() && cx.member {
            walk.seen.members.insert(target.clone());
        }
        if all || cx.shape && cx.default {
            walk.seen.defaults.insert(target.clone());
        }
        if all || cx.checked {
            walk.seen.checked.insert(target.clone());
        }
        if all || cx.live || cx.used() {
            walk.seen.live.insert(target);
        }
    }
}

/// The context of a keyword's value.
fn inside<'a>(place: Place<'_>, reads: Reads, cx: Context<'a>) -> Context<'a> {
    let Place { node, described, entry } = place;
    if described.id != Id::Schema {
        return match reads {
            Reads::Nothing | Reads::Missing(_) => Context::dead(),
            // The items of a parameter of 2.0.
            Reads::Type => Context { default: false, ..cx },
            Reads::Whole
            | Reads::Shape
            | Reads::Check
            | Reads::Flag
            | Reads::Default
            | Reads::CheckBeside(_)
            | Reads::CheckWithout(_)
            | Reads::Identity
            | Reads::Format
            | Reads::Parts => cx,
        };
    }
    let plain = Context { live: cx.used(), member: false, default: false, ..cx };
    match entry.key.as_str() {
        "properties" => Context { member: true, ..plain },
        "allOf" => {
            let default = cx.default && node.get("default").is_none();
            Context { checked: cx.checked || untagged(cx), member: cx.member, default, ..plain }
        }
        "oneOf" | "anyOf" => {
            let other = |branch: &&Node| branch.get("type").and_then(Node::as_str) != Some("null");
            let alone = entry.value.elements().iter().filter(other).count() == 1;
            let default = cx.default && alone && node.get("default").is_none();
            Context { checked: cx.checked || untagged(cx), default, ..plain }
        }
        "then" | "else" if node.get("if").is_none() => Context::dead(),
        "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "dependentSchemas" | "unevaluatedItems"
        | "prefixItems" => Context { shape: false, live: cx.checked, owner: None, ..plain },
        "items" if node.get("prefixItems").is_some() => Context { shape: false, live: cx.checked, owner: None, ..plain },
        _ if matches!(reads, Reads::Parts | Reads::Nothing) => Context::dead(),
        "items" | "additionalProperties" => Context { owner: None, ..plain },
        _ => plain,
    }
}

fn untagged(cx: Context<'_>) -> bool {
    cx.owner.is_some_and(|fact| fact.untagged)
}

/// What became of a keyword of which no diagnostic speaks. `below`: something that stands in its value is used.
fn fate(walk: &Walk<'_>, place: Place<'_>, reads: Reads, cx: Context<'_>, below: bool) -> Use {
    let Place { node, described, entry } = place;
    let reads = match (entry.key.as_str(), described.id) {
        ("$ref", Id::Schema) => Reads::Type,
        ("$ref", _) => Reads::Whole,
        // Swagger 2.0 has no other way to say so.
        ("x-nullable", Id::Schema | Id::Parameter | Id::Items | Id::Header) if walk.version == Version::V20 => Reads::Type,
        (extension::NAME | extension::NAMES, _) => Reads::Type,
        (extension::PARTS, _) => Reads::Whole,
        // It is read as what it became.
        ("dependencies", Id::Schema) if walk.version.has_json_schema() => Reads::Check,
        (_, _) if is_content(place) => Reads::Check,
        (_, _) => reads,
    };
    let alive = cx.live || described.id == Id::Schema || reads == Reads::Parts;
    let used = alive
        && match reads {
            Reads::Nothing | Reads::Missing(_) => false,
            Reads::Whole => whole(walk, place),
            Reads::Type | Reads::Identity => cx.used(),
            Reads::Shape => cx.shape,
            Reads::Check => cx.checked,
            Reads::CheckWithout(other) => cx.checked && node.get(other).is_none(),
            Reads::Flag => false,
            Reads::Default => cx.shape && cx.default,
            Reads::CheckBeside(other) => {
                let beside = node.get(other).is_some();
                let is_bound = entry.key.starts_with("exclusive") && matches!(entry.value.value, Value::Number(_));
                cx.checked && (beside || is_bound)
            }
            Reads::Format => format(node, entry, cx),
            Reads::Parts => below,
        };
    if used || walk.uses.decides(entry.key_span) { Use::Used } else { Use::Documented }
}

/// Whether a keyword says where requests of a client go, and there is no client.
fn is_of_no_client(walk: &Walk<'_>, place: Place<'_>) -> bool {
    let Place { described, entry, .. } = place;
    let is_server = match (entry.key.as_str(), described.id) {
        ("servers", Id::OpenApi) | ("host" | "basePath" | "schemes", Id::Swagger) => true,
        (_, _) => false,
    };
    is_server && !walk.uses.has_client
}

/// Whether a keyword that decides over everything has something to decide over.
fn whole(walk: &Walk<'_>, place: Place<'_>) -> bool {
    let Place { described, entry, .. } = place;
    match (entry.key.as_str(), described.id) {
        ("security", Id::OpenApi | Id::Swagger) => walk.uses.general_security,
        (_, Id::OpenApi | Id::Swagger) if is_of_no_client(walk, place) => false,
        ("tags", Id::Operation) => walk.uses.decides(entry.key_span),
        ("schema", Id::MediaType) => !walk.uses.bodies.unread.contains(&entry.value.span),
        (_, _) => true,
    }
}

/// Whether a keyword speaks of JSON in a string, which is read.
fn is_content(Place { node, described, entry }: Place<'_>) -> bool {
    let text = |keyword: &str| node.get(keyword).and_then(Node::as_str);
    let speaks = matches!(entry.key.as_str(), "contentMediaType" | "contentSchema") && described.id == Id::Schema;
    speaks && text("contentMediaType").is_some_and(|media_type| content_encoding(media_type, text("contentEncoding")).is_some())
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
    let (shape, check) = format_decides(node, &types, name);
    cx.shape && shape || cx.checked && check
}
