//! `$id`, `$anchor`, `$dynamicAnchor`, `$dynamicRef` (JSON Schema 2020-12) and `$self` (OpenAPI 3.2), before the walk:
//! references that they give a meaning become plain pointers into the document.
//!
//! A `$dynamicRef` is resolved where its target does not depend on how the schema was reached: if it leads to a plain anchor,
//! or if one schema of the document alone has that `$dynamicAnchor`; or by a copy of the template for each schema that binds
//! it, see `bindings`. For any other the check of the value decides, see `dynamic`.

mod bindings;
pub(crate) mod dynamic;
mod places;
mod uri;

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, codes::references};
use crate::node::{Entry, Node, Value};
use crate::part::Parts;
use crate::pointer::{Pointer, unescaped};
use crate::source::Span;
use bindings::{Open, Reference};
use places::{Index, Place, Shape};

/// What becomes of a reference, by the place of its text.
type Jobs = HashMap<Span, String>;

/// Rewrites the references of a document. Those that lead elsewhere stay as they are.
pub(super) fn resolve(root: &mut Node, parts: &mut Parts, diagnostics: &mut Vec<Diagnostic>) {
    if !mentions(root) {
        return;
    }
    let index = places::index(root, Shape::Description, "");
    let (mut jobs, mut references, mut open) = (Jobs::new(), Vec::new(), Vec::new());
    let mut settled = Jobs::new();
    places::each(root, Shape::Description, &index.base, &mut |node, place| {
        if let Some((text, reference)) = string(node, "$ref") {
            let found = plain(root, &index, place, text, reference.span, diagnostics);
            let answer = found.as_deref().map(pointer);
            diagnostics.extend(settle(&mut settled, text, reference.span, answer.as_deref()));
            jobs.extend(answer.map(|answer| (reference.span, answer)));
            if let Some(target) = found.or_else(|| from_root(root, text.strip_prefix('#')?)) {
                let (span, tokens, base) = (reference.span, place.tokens.clone(), place.base.clone());
                references.push(Reference { span, tokens, base, target });
            }
        }
        if let Some((text, reference)) = string(node, "$dynamicRef") {
            match dynamic(root, &index, place, text, reference.span, diagnostics) {
                Ok(Answer::One(tokens)) => drop(jobs.insert(reference.span, pointer(&tokens))),
                Ok(Answer::Several(one)) => open.push(one),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    });
    let (copies, open) = bindings::bind(root, &index, &references, open, &mut jobs);
    let (answers, scopes) = dynamic::plan(&index, &references, open, diagnostics);
    // The places of the scopes are those before anything is moved beside a reference.
    dynamic::enter(root, &scopes);
    rewrite(root, &jobs, &answers);
    bindings::add(root, copies, parts);
}

/// Rewrites the references of a file that a description refers to, where identifiers inside the file give them a meaning. What a
/// `$dynamicAnchor` means depends on other files too, so it stays for [`resolve`].
pub(crate) fn localise(root: &mut Node, location: &str, diagnostics: &mut Vec<Diagnostic>) {
    settled(root, Shape::File, location, diagnostics);
}

/// The same for the references of a description that lead out of it: those that stand in a schema with an `$id` are relative to that.
pub(crate) fn rebase(root: &mut Node, diagnostics: &mut Vec<Diagnostic>) {
    settled(root, Shape::Description, "", diagnostics);
}

fn settled(root: &mut Node, shape: Shape, location: &str, diagnostics: &mut Vec<Diagnostic>) {
    if !mentions(root) {
        return;
    }
    let index = places::index(root, shape, location);
    let own = match shape {
        Shape::Description => index.base.clone(),
        Shape::File => {
            root.get("$id").and_then(Node::as_str).map_or_else(|| index.base.clone(), |id| uri::resolve(location, id).0)
        }
    };
    let (mut jobs, mut settled) = (Jobs::new(), Jobs::new());
    places::each(root, shape, &index.base, &mut |node, place| {
        if let Some((text, reference)) = string(node, "$ref") {
            let found = match shape {
                Shape::File => plain(root, &index, place, text, reference.span, diagnostics).map(|tokens| pointer(&tokens)),
                Shape::Description => None,
            };
            let found = found.or_else(|| outside(&index, place, text, (&own, location)));
            diagnostics.extend(settle(&mut settled, text, reference.span, found.as_deref()));
            jobs.extend(found.map(|found| (reference.span, found)));
        }
        let dynamic =
            string(node, "$dynamicRef").filter(|(text, _)| shape == Shape::File && !leads_to_dynamic(&index, place, text));
        if let Some((text, reference)) = dynamic {
            let pointed = |text: &str| from_root(root, &uri::resolve("", text).1);
            let found = plain(root, &index, place, text, reference.span, diagnostics).or_else(|| pointed(text));
            jobs.extend(found.iter().map(|tokens| (reference.span, pointer(tokens))));
        }
    });
    rewrite(root, &jobs, &dynamic::Answers::new());
}

/// The address of another document, where an `$id` inside of this one says to what it is relative. What the document itself is known
/// by (`own`) is no reason: others are looked for beside it.
fn outside(index: &Index, place: &Place, text: &str, (own, location): (&str, &str)) -> Option<String> {
    if text.starts_with('#') || place.base == own || place.base == index.base {
        return None;
    }
    let (document, _) = uri::resolve(&place.base, text);
    if index.resources.contains_key(&document) {
        return None;
    }
    let fragment = text.find('#').and_then(|at| text.get(at..)).unwrap_or_default();
    Some(format!("{}{fragment}", uri::beside(&document, own, location)))
}

/// An alias of YAML, or an overlay, puts one text into several places: a reference in it must lead to the same from each.
fn settle(settled: &mut Jobs, text: &str, span: Span, found: Option<&str>) -> Option<Diagnostic> {
    let answer = found.unwrap_or(text).to_owned();
    let before = settled.insert(span, answer.clone()).filter(|before| *before != answer)?;
    let message = format!("`{text}` leads to `{before}` and to `{answer}`, since it stands in several places");
    Some(
        Diagnostic::error(references::DYNAMIC, span, message)
            .note("an `$id` applies to one of the places and not to the other")
            .help("write the part out instead of an alias or a copy"),
    )
}

fn leads_to_dynamic(index: &Index, place: &Place, text: &str) -> bool {
    index.anchors.get(&uri::resolve(&place.base, text)).is_some_and(|anchor| anchor.dynamic)
}

/// What a `$dynamicRef` leads to.
enum Answer {
    One(Vec<String>),
    Several(Open),
}

/// What the identifiers of parts of other files begin with, which the stage that puts files together gives those that have anchors for
/// dynamic references: all of a file are one resource.
const PART: &str = "letterpress-part:";

/// The identifier of parts of a file.
pub(crate) fn part_id(location: &str) -> String {
    format!("{PART}{location}")
}

/// Removes them: to other tools they would change what references mean.
pub(crate) fn without_part_ids(node: &mut Node) {
    match &mut node.value {
        Value::Mapping(entries) => {
            let is_part = |entry: &Entry| entry.key == "$id" && entry.value.as_str().is_some_and(|id| id.starts_with(PART));
            entries.retain(|entry| !is_part(entry));
            entries.iter_mut().for_each(|entry| without_part_ids(&mut entry.value));
        }
        Value::Sequence(elements) => elements.iter_mut().for_each(without_part_ids),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether something in a schema is an anchor for dynamic references, or one of these.
pub(crate) fn is_dynamic(node: &Node) -> bool {
    const KEYS: [&str; 2] = ["$dynamicAnchor", "$dynamicRef"];
    let has = |entry: &Entry| KEYS.contains(&entry.key.as_str()) && entry.value.as_str().is_some();
    node.entries().iter().any(|entry| has(entry) || is_dynamic(&entry.value)) || node.elements().iter().any(is_dynamic)
}

/// Whether the document has any of these keywords at all; most have none.
fn mentions(node: &Node) -> bool {
    const KEYS: [&str; 5] = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$self"];
    node.entries().iter().any(|entry| KEYS.contains(&entry.key.as_str()) || mentions(&entry.value))
        || node.elements().iter().any(mentions)
}

fn string<'n>(node: &'n Node, key: &str) -> Option<(&'n str, &'n Node)> {
    let member = node.get(key)?;
    Some((member.as_str()?, member))
}

/// Where a `$ref` leads, unless its text is a pointer from the root of the document already, or it leads out of it.
fn plain(
    root: &Node,
    index: &Index,
    place: &Place,
    text: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<String>> {
    let (document, fragment) = uri::resolve(&place.base, text);
    let resource = index.resources.get(&document)?;
    let Some(rest) = fragment.strip_prefix('/') else {
        return match fragment.as_str() {
            "" if text == "#" && resource.is_empty() => None,
            "" => Some(resource.clone()),
            name => index.anchors.get(&(document, name.to_owned())).map(|anchor| anchor.tokens.clone()),
        };
    };
    // References of parts lead from the root of the document already.
    if (resource.is_empty() || document.starts_with(PART)) && text.starts_with('#') {
        return None;
    }
    let rest = tokens(rest);
    let inner: Vec<String> = resource.iter().chain(&rest).cloned().collect();
    if exists(root, &inner) || !exists(root, &rest) {
        return Some(inner);
    }
    let message = format!("by the letter, `{text}` is looked for in the schema whose `$id` applies here");
    diagnostics.push(
        Diagnostic::warning(references::OTHER_BASE, span, message)
            .note("it is not there, but in the document, so that is taken (JSON Schema 2020-12 core, section 8.2.1)")
            .help("remove the `$id`, or write the URI of the document before `#`"),
    );
    Some(rest)
}

/// Where a `$dynamicRef` leads, if only one answer is possible.
fn dynamic(
    root: &Node,
    index: &Index,
    place: &Place,
    text: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Answer, Box<Diagnostic>> {
    let (document, fragment) = uri::resolve(&place.base, text);
    let Some(anchor) = index.anchors.get(&(document.clone(), fragment.clone())) else {
        let found = plain(root, index, place, text, span, diagnostics).or_else(|| from_root(root, &fragment));
        return found.map(Answer::One).ok_or_else(|| Box::new(lost(span, text)));
    };
    let others = index.dynamic.get(&fragment).map_or(&[][..], Vec::as_slice);
    if !anchor.dynamic || others.len() <= 1 {
        return Ok(Answer::One(anchor.tokens.clone()));
    }
    let message = format!("`{text}` leads to one of {} schemas, depending on how this one is reached", others.len());
    let diagnostic = Diagnostic::error(references::DYNAMIC, span, message)
        .note("one of them stands in the description itself, which is around everything (JSON Schema 2020-12 core, section 8.2.3.2)")
        .help("write `$ref` to the schema that is meant");
    let diagnostic =
        others.iter().take(MOST_PLACES).fold(diagnostic, |diagnostic, place| diagnostic.related(*place, "it may be this one"));
    Ok(Answer::Several(Open { span, name: fragment, base: document, diagnostic: Box::new(diagnostic) }))
}

/// Places that a diagnostic shows of those that may be meant.
const MOST_PLACES: usize = 8;

/// A pointer from the root of the document.
fn from_root(root: &Node, fragment: &str) -> Option<Vec<String>> {
    let tokens = tokens(fragment.strip_prefix('/')?);
    exists(root, &tokens).then_some(tokens)
}

fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').map(|token| unescaped(token).into_owned()).collect()
}

fn lost(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(references::DANGLING, span, format!("there is no anchor that `{text}` leads to"))
        .help("add `$dynamicAnchor` to the schema that is meant, or write `$ref`")
}

fn exists(root: &Node, tokens: &[String]) -> bool {
    at(root, tokens).is_some()
}

fn at<'n>(root: &'n Node, tokens: &[String]) -> Option<&'n Node> {
    root.at(&tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token)))
}

fn pointer(tokens: &[String]) -> String {
    let pointer = tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

fn rewrite(node: &mut Node, jobs: &Jobs, answers: &dynamic::Answers) {
    let job = |entry: &Entry| jobs.get(&entry.value.span).cloned();
    if let Some(text) = node.entry("$ref").and_then(job) {
        set(node, "$ref", text);
    }
    if let Some(text) = node.entry("$dynamicRef").and_then(job) {
        set(node, "$dynamicRef", text);
        beside(node);
    }
    dynamic::answer(node, answers);
    match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().for_each(|entry| rewrite(&mut entry.value, jobs, answers)),
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| rewrite(element, jobs, answers)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn set(node: &mut Node, key: &str, text: String) {
    if let Some(entry) = node.entry_mut(key) {
        entry.value.value = Value::String(text);
    }
}

/// `$dynamicRef` becomes `$ref`; where there is one already, a branch of `allOf`.
fn beside(node: &mut Node) {
    if node.get("$ref").is_none() {
        node.rename("$dynamicRef", "$ref");
        return;
    }
    let Some(mut reference) = node.take("$dynamicRef") else { return };
    let span = reference.key_span;
    reference.key = "$ref".to_owned();
    let branch = Node::made(span, Value::Mapping(vec![reference]));
    match node.entry_mut("allOf").map(|entry| &mut entry.value.value) {
        Some(Value::Sequence(branches)) => branches.push(branch),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_)) => {}
        None => node.set("allOf", span, Value::Sequence(vec![branch])),
    }
}
