//! The overlay document: its objects, their fields, and its queries, each mistake located.

use std::collections::HashMap;

use super::expression::Expressions;
use super::{Action, Change, Overlay, Version, path};
use crate::diagnostic::{Diagnostic, codes::overlay as codes, suggest};
use crate::node::{Entry, Node, Value};
use crate::source::{Sources, Span};

/// An object of the Overlay Specification.
struct Object {
    name: &'static str,
    fields: &'static [Field],
}

struct Field {
    name: &'static str,
    since: Version,
    required: bool,
    holds: Holds,
}

#[derive(Clone, Copy)]
enum Holds {
    Text,
    Boolean,
    List,
    Mapping,
    Any,
}

const fn required(name: &'static str, holds: Holds) -> Field {
    Field { name, since: Version::V10, required: true, holds }
}

const fn optional(name: &'static str, since: Version, holds: Holds) -> Field {
    Field { name, since, required: false, holds }
}

static OVERLAY: Object = Object {
    name: "the Overlay Object",
    fields: &[
        required("overlay", Holds::Text),
        required("info", Holds::Mapping),
        optional("extends", Version::V10, Holds::Text),
        required("actions", Holds::List),
    ],
};

static INFO: Object = Object {
    name: "the Info Object of an overlay",
    fields: &[
        required("title", Holds::Text),
        required("version", Holds::Text),
        optional("description", Version::V11, Holds::Text),
    ],
};

static ACTION: Object = Object {
    name: "an Action Object",
    fields: &[
        required("target", Holds::Text),
        optional("description", Version::V10, Holds::Text),
        optional("update", Version::V10, Holds::Any),
        optional("remove", Version::V10, Holds::Boolean),
        optional("copy", Version::V11, Holds::Text),
    ],
};

/// Reads an overlay; `None` if anything is wrong with it.
pub(super) fn read<'o>(sources: &Sources, node: &'o Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Overlay<'o>> {
    let version = version(node).map_err(|found| diagnostics.push(found)).ok()?;
    object(version, node, &OVERLAY, diagnostics);
    if let Some(info) = node.get("info").filter(|info| matches!(info.value, Value::Mapping(_))) {
        object(version, info, &INFO, diagnostics);
    }
    let listed = node.get("actions").map_or(&[][..], Node::elements);
    if let Some(entry) =
        node.entry("actions").filter(|entry| matches!(&entry.value.value, Value::Sequence(list) if list.is_empty()))
    {
        diagnostics.push(
            Diagnostic::error(codes::MISSING_FIELD, entry.key_span, "an overlay has at least one action")
                .note("Overlay Specification, Overlay Object: `actions` must contain at least one value"),
        );
    }
    repeated(listed, diagnostics);
    let mut expressions = Expressions::default();
    let actions = listed.iter().filter_map(|node| action(sources, version, node, (&mut expressions, diagnostics))).collect();
    let right = !diagnostics.iter().any(Diagnostic::is_error);
    right.then(|| Overlay { version, extends: node.get("extends"), actions })
}

fn version(node: &Node) -> Result<Version, Diagnostic> {
    if !matches!(node.value, Value::Mapping(_)) {
        return Err(wrong_type("the Overlay Object, a mapping", node));
    }
    let Some(written) = node.get("overlay") else {
        let near = node.entries().iter().find(|entry| suggest::nearest(&entry.key, ["overlay"]).is_some());
        return Err(near.map_or_else(|| no_overlay(node), |entry| unknown_key(Version::V11, entry, &OVERLAY)));
    };
    let text = match &written.value {
        Value::String(text) => text,
        Value::Number(text) => {
            return Err(wrong_type("a string", written).help(format!("a version has three numbers: `overlay: {text}.0`")));
        }
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => return Err(wrong_type("a string", written)),
    };
    let numbers: Vec<&str> = text.split('.').collect();
    match numbers.as_slice() {
        ["1", "0", patch] if is_number(patch) => Ok(Version::V10),
        ["1", "1", patch] if is_number(patch) => Ok(Version::V11),
        _ => Err(Diagnostic::error(
            codes::VERSION,
            written.span,
            format!("`{text}` is no supported version of the Overlay Specification"),
        )
        .help("write `1.0.0` or `1.1.0`")),
    }
}

/// A document that is no overlay, such as the description itself.
fn no_overlay(node: &Node) -> Diagnostic {
    match node.entry("openapi").or_else(|| node.entry("swagger")) {
        Some(_) => missing(node, &OVERLAY, "overlay").help("this is a description; `--overlay` names what changes it"),
        None => missing(node, &OVERLAY, "overlay"),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Checks the members of an object.
fn object(version: Version, node: &Node, described: &Object, diagnostics: &mut Vec<Diagnostic>) {
    for entry in node.entries().iter().filter(|entry| !entry.key.starts_with("x-")) {
        match described.fields.iter().find(|field| field.name == entry.key) {
            Some(field) if field.since > version => diagnostics.push(
                Diagnostic::error(
                    codes::OTHER_VERSION,
                    entry.key_span,
                    format!("{} has no field `{}` in Overlay 1.0", described.name, field.name),
                )
                .note("it is part of the Overlay Specification since 1.1")
                .help("write `overlay: 1.1.0`"),
            ),
            Some(field) => diagnostics.extend(mistyped(entry, field.holds, described)),
            None => diagnostics.push(unknown_key(version, entry, described)),
        }
    }
    let absent = described.fields.iter().filter(|field| field.required && node.get(field.name).is_none());
    // A misspelt field is one mistake.
    let is_misspelt = |field: &Field| {
        let unknown = node.entries().iter().filter(|entry| !described.fields.iter().any(|known| known.name == entry.key));
        unknown.into_iter().any(|entry| suggest::nearest(&entry.key, [field.name]).is_some())
    };
    let absent = absent.filter(|field| !is_misspelt(field));
    diagnostics.extend(absent.map(|field| missing(node, described, field.name)));
}

fn mistyped(entry: &Entry, holds: Holds, described: &Object) -> Option<Diagnostic> {
    let (expected, help) = match (holds, &entry.value.value) {
        (Holds::Any, _)
        | (Holds::Text, Value::String(_))
        | (Holds::Boolean, Value::Bool(_))
        | (Holds::List, Value::Sequence(_))
        | (Holds::Mapping, Value::Mapping(_)) => return None,
        (Holds::Text, Value::Number(text)) => ("a string", Some(format!("quote it: `'{text}'`"))),
        (Holds::Text, _) => ("a string", None),
        (Holds::Boolean, _) => ("`true` or `false`", Some("write `true`, or remove the field".to_owned())),
        (Holds::List, Value::Mapping(_)) => ("a list", Some("begin each element with `- `".to_owned())),
        (Holds::List, _) => ("a list", None),
        (Holds::Mapping, _) => ("a mapping", None),
    };
    let message = format!("`{}` must be {expected}, found {}", entry.key, entry.value.words());
    let diagnostic = Diagnostic::error(codes::WRONG_TYPE, entry.value.span, message)
        .label(format!("expected {expected}"))
        .note(section(described));
    Some(match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    })
}

/// The section of the specification that describes an object.
fn section(described: &Object) -> String {
    let name = described.name.trim_start_matches("the ").trim_start_matches("an ");
    format!("Overlay Specification, section {}", name.trim_end_matches(" of an overlay"))
}

fn wrong_type(expected: &str, node: &Node) -> Diagnostic {
    Diagnostic::error(codes::WRONG_TYPE, node.span, format!("expected {expected}, found {}", node.words()))
        .label(format!("expected {expected}"))
}

fn unknown_key(version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    let names = || described.fields.iter().filter(|field| field.since <= version).map(|field| field.name);
    let legal: Vec<_> = names().map(|name| format!("`{name}`")).collect();
    let help = suggest::nearest(&entry.key, names())
        .map_or_else(|| format!("an extension begins with `x-`: `x-{}`", entry.key), |name| format!("did you mean `{name}`?"));
    Diagnostic::error(codes::UNKNOWN_KEY, entry.key_span, format!("{} has no field `{}`", described.name, entry.key))
        .note(format!("{}: {}", section(described), legal.join(", ")))
        .help(help)
}

fn missing(node: &Node, described: &Object, name: &str) -> Diagnostic {
    Diagnostic::error(codes::MISSING_FIELD, place(node), format!("{} lacks `{name}`", described.name))
        .note(section(described))
        .help(format!("add `{name}`"))
}

/// Where a mapping is shown: its first key, for the whole of it would underline many lines.
fn place(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key_span)
}

/// Two equal actions: the second would append the same again, or do nothing.
fn repeated(actions: &[Node], diagnostics: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Node> = HashMap::new();
    for action in actions {
        if let Some(first) = known.insert(action.to_json(), action) {
            diagnostics.push(
                Diagnostic::error(codes::REPEATED, place(action), "this action is there twice")
                    .label("the second time")
                    .related(place(first), "the first time")
                    .note("Overlay Specification, Overlay Object: the actions are all different"),
            );
        }
    }
}

fn action<'o>(
    sources: &Sources,
    version: Version,
    node: &'o Node,
    (expressions, diagnostics): (&mut Expressions, &mut Vec<Diagnostic>),
) -> Option<Action<'o>> {
    if !matches!(node.value, Value::Mapping(_)) {
        diagnostics.push(wrong_type("an Action Object, a mapping", node));
        return None;
    }
    object(version, node, &ACTION, diagnostics);
    let mut query = |name: &str| {
        let text = node.get(name).filter(|text| text.as_str().is_some())?;
        path::parse(sources, text, expressions).map_err(|found| diagnostics.push(found)).ok()
    };
    let (target, copy) = (query("target"), query("copy"));
    let (update, remove) = (node.entry("update"), node.entry("remove"));
    let removes = remove.is_some_and(|entry| entry.value.value == Value::Bool(true));
    match (update, node.entry("copy"), remove.filter(|_| removes)) {
        (Some(entry), None, None) => Some(Action { target: target?, change: Change::Update(&entry.value) }),
        (None, Some(_), None) => Some(Action { target: target?, change: Change::Copy(copy?) }),
        (None, None, Some(_)) => Some(Action { target: target?, change: Change::Remove }),
        (None, None, None) => {
            diagnostics.extend(idle(node, remove));
            None
        }
        (Some(first), Some(second), _) | (Some(first), None, Some(second)) | (None, Some(first), Some(second)) => {
            diagnostics.push(several(first, second));
            None
        }
    }
}

/// Says that an action does nothing, unless its `remove` is of the wrong type, which is said already.
fn idle(node: &Node, remove: Option<&Entry>) -> Option<Diagnostic> {
    let span = match remove {
        Some(entry) if entry.value.value == Value::Bool(false) => entry.key_span,
        Some(_) => return None,
        None => place(node),
    };
    let found = Diagnostic::error(codes::MISSING_FIELD, span, "this action does nothing");
    Some(found.help("add `update`, `remove: true` or (since 1.1) `copy`"))
}

fn several(first: &Entry, second: &Entry) -> Diagnostic {
    Diagnostic::error(codes::EXCLUSIVE, second.key_span, format!("`{}` and `{}` exclude each other", first.key, second.key))
        .related(first.key_span, "the other")
        .note("Overlay Specification, Action Object: one of them would have no effect")
        .help("write one action for each")
}
