//! Tags of discriminators without a mapping are names of components, or of files that are one schema. Where one got another name on its
//! way into the entry document, since something else has it there, the tag that its file means is written out: what a client sends
//! does not depend on what else the description holds.

use std::collections::HashMap;

use super::gather::Graph;
use super::names::{self, Names};
use super::uri;
use crate::node::{Node, Value};
use crate::standard::{Id, Version};

/// Adds what the new names would otherwise change to `discriminator.mapping`.
pub(super) fn complete(graph: &Graph<'_>, chosen: &Names, root: &mut Node) {
    let renamed: HashMap<String, String> = chosen
        .names
        .iter()
        .filter(|(target, _)| target.kind == Id::Schema && !chosen.placed.contains(target))
        .map(|(target, name)| (address(graph.version, name), names::short(graph, &target.spot)))
        .filter(|(address, old)| *address != self::address(graph.version, old))
        .collect();
    if !renamed.is_empty() {
        let bases = bases(graph, root, &renamed);
        visit(root, &renamed, &bases);
    }
}

fn address(version: Version, name: &str) -> String {
    uri::fragment(&names::home(version, Id::Schema, name).unwrap_or_default())
}

/// The schemas that extend each schema by `allOf`, by the reference to it, where one of them was renamed.
fn bases(graph: &Graph<'_>, root: &Node, renamed: &HashMap<String, String>) -> HashMap<String, Vec<String>> {
    let schemas = names::components(root, graph.version, Id::Schema).map(Node::entries).unwrap_or_default();
    let mut bases: HashMap<String, Vec<String>> = HashMap::new();
    for entry in schemas {
        let child = address(graph.version, &entry.key);
        for base in branches(&entry.value, "allOf") {
            bases.entry(base).or_default().push(child.clone());
        }
    }
    bases.retain(|_, children| children.iter().any(|child| renamed.contains_key(child)));
    bases
}

fn branches(schema: &Node, keyword: &str) -> Vec<String> {
    let branches = schema.get(keyword).map(Node::elements).unwrap_or_default();
    branches.iter().filter_map(|branch| Some(branch.get("$ref")?.as_str()?.to_owned())).collect()
}

fn visit(root: &mut Node, renamed: &HashMap<String, String>, bases: &HashMap<String, Vec<String>>) {
    for (address, children) in bases {
        let tokens = address.trim_start_matches("#/").split('/').collect::<Vec<_>>();
        if let Some(base) = at_mut(root, &tokens) {
            add(base, children, renamed);
        }
    }
    unions(root, renamed);
}

fn at_mut<'n>(root: &'n mut Node, tokens: &[&str]) -> Option<&'n mut Node> {
    tokens.iter().try_fold(root, |node, token| {
        let token = uri::decoded(token)?.replace("~1", "/").replace("~0", "~");
        node.entry_mut(&token).map(|entry| &mut entry.value)
    })
}

fn unions(node: &mut Node, renamed: &HashMap<String, String>) {
    match &mut node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| unions(element, renamed)),
        Value::Mapping(entries) => entries.iter_mut().for_each(|entry| unions(&mut entry.value, renamed)),
    }
    if node.get("discriminator").is_some() {
        let branches = [branches(node, "oneOf"), branches(node, "anyOf")].concat();
        add(node, &branches, renamed);
    }
}

/// Writes out the tags of the branches that were renamed.
fn add(schema: &mut Node, branches: &[String], renamed: &HashMap<String, String>) {
    let Some(discriminator) = schema.entry_mut("discriminator").map(|entry| &mut entry.value) else { return };
    if discriminator.entries().is_empty() {
        return;
    }
    let span = discriminator.span;
    let meant: Vec<String> = branches.iter().map(|branch| meant(branch, renamed)).collect();
    for (branch, name) in branches.iter().zip(&meant) {
        // Of two that mean one tag nobody knows which.
        let Some(old) = renamed.get(branch).filter(|_| meant.iter().filter(|other| *other == name).count() == 1) else {
            continue;
        };
        if discriminator.get("mapping").is_none() {
            discriminator.set("mapping", span, Value::Mapping(Vec::new()));
        }
        let Some(mapping) = discriminator.entry_mut("mapping").map(|entry| &mut entry.value) else { return };
        let is_mapped = mapping.entries().iter().any(|entry| entry.key == *old || entry.value.as_str() == Some(branch));
        if !is_mapped {
            mapping.set(old, span, Value::String(branch.clone()));
        }
    }
}

/// The tag that a branch means.
fn meant(branch: &str, renamed: &HashMap<String, String>) -> String {
    let last = || branch.rsplit('/').next().unwrap_or(branch).to_owned();
    renamed.get(branch).cloned().unwrap_or_else(last)
}
