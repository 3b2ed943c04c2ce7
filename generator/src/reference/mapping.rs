//! Tags of discriminators without a mapping are names of components, or of files that are one schema. Where one got another name on its
//! way into the entry document, since something else has it there, the tag that its file means is written out: what a client sends
//! does not depend on what else the description holds.

use std::collections::{BTreeSet, HashMap};

use super::gather::Graph;
use super::names::{self, Names};
use super::uri;
use crate::node::{Node, Value};
use crate::pointer::unescaped;
use crate::standard::{Id, Version};

/// Adds what the new names would otherwise change to `discriminator.mapping`.
pub(super) fn complete(graph: &Graph<'_>, chosen: &Names, root: &mut Node) {
    let renamed: HashMap<String, Renamed> = chosen
        .names
        .iter()
        .filter(|(target, _)| target.kind == Id::Schema && !chosen.placed.contains(target))
        .map(|(target, name)| (address(graph.version, name), names::short(graph, &target.spot)))
        .filter(|(address, old)| *address != self::address(graph.version, old))
        .map(|(address, old)| {
            let mut says = BTreeSet::new();
            at(root, &address).into_iter().for_each(|schema| said(root, schema, DEPTH, &mut says));
            (address, Renamed { old, says })
        })
        .collect();
    if !renamed.is_empty() {
        let bases = bases(graph, root, &renamed);
        visit(root, &renamed, &bases);
    }
}

/// A schema that got another name.
struct Renamed {
    /// The name that its file means.
    old: String,
    /// The members by which it says itself what its tag is, so that its name is none.
    says: BTreeSet<String>,
}

/// How many references and parts are followed to what a schema says of its members.
const DEPTH: usize = 8;

/// The members of which a schema, or a part of it, lists the values, and the one that tells its own branches apart.
fn said(root: &Node, schema: &Node, depth: usize, says: &mut BTreeSet<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    if let Some(target) = referred(root, schema) {
        said(root, target, depth, says);
    }
    for part in schema.get("allOf").map(Node::elements).unwrap_or_default() {
        said(root, part, depth, says);
    }
    let members = schema.get("properties").map(Node::entries).unwrap_or_default();
    says.extend(members.iter().filter(|member| lists(root, &member.value, depth)).map(|member| member.key.clone()));
    says.extend(schema.get("discriminator").and_then(|it| it.get("propertyName")?.as_str()).map(str::to_owned));
}

/// Whether a schema lists its values.
fn lists(root: &Node, schema: &Node, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let parts = schema.get("allOf").map(Node::elements).unwrap_or_default();
    schema.get("enum").is_some()
        || schema.get("const").is_some()
        || referred(root, schema).into_iter().chain(parts).any(|part| lists(root, part, depth))
}

fn referred<'n>(root: &'n Node, schema: &Node) -> Option<&'n Node> {
    at(root, schema.get("$ref")?.as_str()?)
}

/// The steps of an address in the entry document.
fn steps(address: &str) -> impl Iterator<Item = Option<String>> {
    let tokens = address.trim_start_matches("#/").split('/');
    tokens.map(|token| Some(unescaped(&uri::decoded(token)?).into_owned()))
}

fn at<'n>(root: &'n Node, address: &str) -> Option<&'n Node> {
    steps(address).try_fold(root, |node, step| node.get(&step?))
}

fn address(version: Version, name: &str) -> String {
    uri::fragment(&names::home(version, Id::Schema, name).unwrap_or_default())
}

/// The schemas that extend each schema by `allOf`, by the reference to it, where one of them was renamed.
fn bases(graph: &Graph<'_>, root: &Node, renamed: &HashMap<String, Renamed>) -> HashMap<String, Vec<String>> {
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

fn visit(root: &mut Node, renamed: &HashMap<String, Renamed>, bases: &HashMap<String, Vec<String>>) {
    for (address, children) in bases {
        if let Some(base) = at_mut(root, address) {
            add(base, children, renamed);
        }
    }
    unions(root, renamed);
}

fn at_mut<'n>(root: &'n mut Node, address: &str) -> Option<&'n mut Node> {
    steps(address).try_fold(root, |node, step| node.entry_mut(&step?).map(|entry| &mut entry.value))
}

fn unions(node: &mut Node, renamed: &HashMap<String, Renamed>) {
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
fn add(schema: &mut Node, branches: &[String], renamed: &HashMap<String, Renamed>) {
    let Some(discriminator) = schema.entry_mut("discriminator").map(|entry| &mut entry.value) else { return };
    if discriminator.entries().is_empty() {
        return;
    }
    let span = discriminator.span;
    let Some(tag) = discriminator.get("propertyName").and_then(Node::as_str).map(str::to_owned) else { return };
    for branch in branches {
        let Some(Renamed { old, .. }) = renamed.get(branch).filter(|it| !it.says.contains(&tag)) else { continue };
        // Of two that mean one tag nobody knows which.
        if branches.iter().any(|other| other != branch && meant(other, renamed).as_ref() == Some(old)) {
            continue;
        }
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

/// The tag that a branch means by its name.
fn meant(branch: &str, renamed: &HashMap<String, Renamed>) -> Option<String> {
    renamed.get(branch).map(|it| it.old.clone()).or_else(|| steps(branch).last().flatten())
}
