//! Generic schemas: a template with a `$dynamicRef`, and schemas that refer to the template and bind its `$dynamicAnchor` to
//! something of their own. Each such schema gets a copy of the template in which the reference is a plain one.
//!
//! ```yaml
//! Page: { $id: page, properties: { items: { items: { $dynamicRef: '#item' } } }, $defs: { item: { $dynamicAnchor: item } } }
//! PetPage: { $id: petPage, $ref: page, $defs: { item: { $dynamicAnchor: item, $ref: pet } } }
//! ```
//!
//! The outermost schema decides (JSON Schema 2020-12 core, section 8.2.3.2), so this is exact only if no way leads from one
//! that binds to the template or to another that binds, except the reference itself. Otherwise nothing is done.

use std::collections::{HashMap, HashSet};

use super::places::Index;
use super::{Jobs, at, beside, exists, pointer, set};
use crate::diagnostic::Diagnostic;
use crate::node::{Entry, Node, Value};
use crate::part::{Part, Parts};
use crate::source::Span;

/// A `$ref` to a place of the document.
pub(super) struct Reference {
    pub(super) span: Span,
    /// Where it stands.
    pub(super) tokens: Vec<String>,
    /// The resource in which it stands.
    pub(super) base: String,
    pub(super) target: Vec<String>,
}

/// A `$dynamicRef` with several answers.
pub(super) struct Open {
    pub(super) span: Span,
    pub(super) name: String,
    /// The resource in which it is looked for first.
    pub(super) base: String,
    /// What to say if no binding decides.
    pub(super) diagnostic: Box<Diagnostic>,
}

/// A copy of a template, to be added to the components.
pub(super) struct Copy {
    name: String,
    /// The component that binds, and the template.
    of: [String; 2],
    node: Node,
}

/// Decides what can be decided; the rest is handed back.
pub(super) fn bind(
    root: &Node,
    index: &Index,
    references: &[Reference],
    open: Vec<Open>,
    jobs: &mut Jobs,
) -> (Vec<Copy>, Vec<Open>) {
    let mut templates: HashMap<String, Vec<Open>> = HashMap::new();
    for one in open {
        templates.entry(one.base.clone()).or_default().push(one);
    }
    let mut templates: Vec<_> = templates.into_iter().collect();
    templates.sort_by(|(a, _), (b, _)| a.cmp(b));
    let (mut copies, mut rest) = (Vec::new(), Vec::new());
    let mut left = MOST_COMPARISONS;
    let mut homes: HashMap<&str, usize> = HashMap::new();
    index.homes.values().for_each(|base| *homes.entry(base).or_default() += 1);
    for (template, open) in templates {
        // One that stands in several parts is no component that can be copied.
        if homes.get(template.as_str()).is_some_and(|count| *count > 1) {
            rest.extend(open);
            continue;
        }
        match binders(index, references, &template, &open, &mut left) {
            Some(binders) => copies.extend(specialise(root, index, references, (&template, &open), &binders, jobs)),
            None => rest.extend(open),
        }
    }
    (copies, rest)
}

/// What may be compared to tell what binds which template: there may be thousands of both, and who binds many takes long to tell.
const MOST_COMPARISONS: usize = 20_000_000;

/// The resources that bind a name of the template, if what they bind is certain.
fn binders(index: &Index, references: &[Reference], template: &str, open: &[Open], left: &mut usize) -> Option<Vec<String>> {
    let home = component(index.resources.get(template)?)?;
    let names: HashSet<&str> = open.iter().map(|one| one.name.as_str()).collect();
    let binds = |(base, name): &&(String, String)| base != template && names.contains(name.as_str());
    let dynamic = index.anchors.iter().filter(|(_, anchor)| anchor.dynamic).map(|(key, _)| key);
    let mut binders: Vec<String> = dynamic.filter(binds).map(|(base, _)| base.clone()).collect();
    binders.sort();
    binders.dedup();
    let comparisons = binders.len().saturating_mul(binders.len().saturating_add(references.len()));
    *left = left.checked_sub(comparisons)?;
    let homes: Option<Vec<&str>> = binders.iter().map(|base| component(index.resources.get(base)?)).collect();
    let homes = homes?;
    let target = index.resources.get(template)?;
    let indirect = |reference: &&Reference| !(binders.contains(&reference.base) && reference.target == *target);
    let mut ways: HashMap<&str, Vec<&str>> = HashMap::new();
    for reference in references.iter().filter(indirect) {
        if let (Some(from), Some(to)) = (reference.tokens.get(2), reference.target.get(2)) {
            ways.entry(from).or_default().push(to);
        }
    }
    let certain = homes.iter().chain([&home]).all(|from| {
        let reached = reached(&ways, from);
        !homes.iter().chain([&home]).any(|to| to != from && reached.contains(to))
    });
    certain.then_some(binders)
}

/// The name of the component whose root a resource is.
fn component(tokens: &[String]) -> Option<&str> {
    match tokens {
        [components, schemas, name] if components == "components" && schemas == "schemas" => Some(name),
        [..] => None,
    }
}

fn reached<'n>(ways: &HashMap<&'n str, Vec<&'n str>>, from: &'n str) -> HashSet<&'n str> {
    let mut found = HashSet::new();
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        let fresh = ways.get(at).into_iter().flatten().filter(|to| found.insert(**to));
        next.extend(fresh.copied().collect::<Vec<_>>());
    }
    found
}

/// The template itself keeps its own anchors; every schema that binds gets a copy.
fn specialise(
    root: &Node,
    index: &Index,
    references: &[Reference],
    (template, open): (&str, &[Open]),
    binders: &[String],
    jobs: &mut Jobs,
) -> Vec<Copy> {
    let anchor = |base: &str, name: &str| index.anchors.get(&(base.to_owned(), name.to_owned())).map(|it| pointer(&it.tokens));
    let original = jobs.clone();
    let place = index.resources.get(template).cloned().unwrap_or_default();
    let own = open.iter().filter_map(|one| Some((one.span, anchor(template, &one.name)?)));
    jobs.extend(own.collect::<Vec<_>>());
    let mut copies = Vec::new();
    for binder in binders {
        let uses: Vec<_> = references.iter().filter(|it| it.base == *binder && it.target == place).collect();
        let home = index.resources.get(binder).and_then(|tokens| component(tokens));
        let (Some(home), Some(name), false) = (home, component(&place), uses.is_empty()) else { continue };
        let Some(mut node) = at(root, &place).cloned() else { continue };
        let of = [home, name].map(str::to_owned);
        let (name, to) = free_name(root, format!("{name}_{home}"));
        let bound =
            open.iter().filter_map(|one| Some((one.span, anchor(binder, &one.name).or_else(|| anchor(template, &one.name))?)));
        let bound: Jobs = bound.collect();
        copied(&mut node, (&pointer(&place), &to), &original, &bound);
        jobs.extend(uses.iter().map(|it| (it.span, to.clone())));
        copies.push(Copy { name, of, node });
    }
    copies
}

/// A name that no component has, and a reference to it.
fn free_name(root: &Node, wanted: String) -> (String, String) {
    let place = |name: &str| ["components", "schemas", name].map(str::to_owned);
    let mut name = wanted;
    while exists(root, &place(&name)) {
        name.push('_');
    }
    let to = pointer(&place(&name));
    (name, to)
}

/// Makes a copy independent of its identifiers; references to inside of the template lead to inside of the copy.
fn copied(node: &mut Node, (from, to): (&str, &str), jobs: &Jobs, bound: &Jobs) {
    if let Some(text) = node.entry("$dynamicRef").and_then(|entry| bound.get(&entry.value.span)).cloned() {
        set(node, "$dynamicRef", text);
        beside(node);
    } else if let Some(reference) = node.get("$ref") {
        let text = jobs.get(&reference.span).map(String::as_str).or(reference.as_str()).unwrap_or_default().to_owned();
        let inner = text.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let moved = inner.map_or_else(|| text.clone(), |rest| format!("{to}{rest}"));
        set(node, "$ref", moved);
    }
    match &mut node.value {
        Value::Mapping(entries) => {
            let identifies = |entry: &Entry| {
                matches!(entry.key.as_str(), "$id" | "$anchor" | "$dynamicAnchor") && entry.value.as_str().is_some()
            };
            entries.retain(|entry| !identifies(entry));
            entries.iter_mut().for_each(|entry| copied(&mut entry.value, (from, to), jobs, bound));
        }
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| copied(element, (from, to), jobs, bound)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Adds the copies to the components.
pub(super) fn add(root: &mut Node, copies: Vec<Copy>, parts: &mut Parts) {
    let schemas = root.entry_mut("components").and_then(|entry| entry.value.entry_mut("schemas"));
    let Some(entries) = schemas.and_then(|entry| entry.value.entries_mut()) else { return };
    for copy in copies {
        let [home, template] = copy.of;
        let template = parts.get("schemas", &template).map_or(template, Part::id);
        let steps = ["schemas".to_owned(), home, "$dynamicRef".to_owned(), template];
        parts.add("schemas", &copy.name, parts.local(&steps, copy.name.clone()));
        let key_span = copy.node.span;
        entries.push(Entry { key: copy.name, key_span, value: copy.node });
    }
}
