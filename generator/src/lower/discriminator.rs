//! `discriminator`: which value of the tag means which schema (OpenAPI 3.0.4 section 4.7.25).

use std::collections::HashSet;

use super::context::{Context, component_name, component_pointer};
use super::members;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::node::{Entry, Node};
use crate::pointer::Pointer;

/// A branch with the values of the tag that mean it.
pub(super) type Tagged<'a> = (Schema<'a>, Vec<String>);

/// The tag's name, if the schema has a discriminator.
pub(super) fn property<'a>(schema: &Schema<'a>) -> Option<&'a str> {
    schema.keyword("discriminator")?.get("propertyName")?.as_str()
}

/// Whether the schema is a component that others extend by `allOf` and tell apart by its discriminator.
pub(super) fn is_base<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    if property(schema).is_none() || component_name(&schema.at).is_none() {
        return false;
    }
    let children = cx.children.get(&schema.at).cloned().unwrap_or_default();
    let branches = [schema.list("oneOf"), schema.list("anyOf")].concat();
    !children.is_empty() && branches.iter().all(|branch| cx.follow(branch).is_some_and(|target| children.contains(&target.at)))
}

/// Records which components each component extends, and the children of every component that has a discriminator.
pub(super) fn inheritance(cx: &mut Context<'_>) {
    let schemas = cx.tree.get("components").and_then(|components| components.get("schemas"));
    let entries = schemas.map_or(&[][..], Node::entries);
    let schemas: Vec<_> = entries.iter().map(|entry| Schema::new(&entry.value, component_pointer(&entry.key))).collect();
    for schema in &schemas {
        let branches = schema.list("allOf");
        let parents = branches.iter().filter_map(|branch| cx.target(branch.reference()?)).map(|target| target.at).collect();
        cx.parents.insert(schema.at.clone(), parents);
    }
    for base in schemas.iter().filter(|schema| property(schema).is_some()) {
        let children = schemas.iter().map(|schema| &schema.at).filter(|at| **at != base.at && extends(cx, at, &base.at));
        let children = children.cloned().collect();
        cx.children.insert(base.at.clone(), children);
    }
}

/// Whether a component extends another by `allOf`, at any distance.
pub(super) fn extends(cx: &Context<'_>, child: &Pointer, parent: &Pointer) -> bool {
    let mut seen: HashSet<&Pointer> = HashSet::new();
    let mut open = vec![child];
    while let Some(next) = open.pop() {
        let parents = cx.parents.get(next).map_or(&[][..], Vec::as_slice);
        if parents.contains(parent) {
            return true;
        }
        open.extend(parents.iter().filter(|at| seen.insert(at)));
    }
    false
}

/// The children of a discriminated base and, last, the base itself, with their tags.
pub(super) fn base_branches<'a>(cx: &mut Context<'a>, base: &Schema<'a>) -> Vec<Tagged<'a>> {
    let mut places = cx.children.get(&base.at).cloned().unwrap_or_default();
    places.push(base.at.clone());
    let branches: Vec<_> = places.into_iter().filter_map(|at| Some(Schema::new(cx.node(&at)?, at))).collect();
    tags(cx, base, &branches)
}

/// The branches of a discriminated union with their tags: what `mapping` says, else what the branch's own member lists, else
/// the schema's name. No tag means two branches.
pub(super) fn tags<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, branches: &[Schema<'a>]) -> Vec<Tagged<'a>> {
    let Some(property) = property(schema) else { return Vec::new() };
    let mapping = mapping(cx, schema);
    let (branches, targets) = distinct(cx, branches);
    unreachable_mappings(cx, schema, &mapping, &targets);
    let listed = listed(cx, schema, &targets, property);
    let mut seen = HashSet::new();
    let mut tagged = Vec::new();
    for ((branch, target), listed) in branches.iter().zip(&targets).zip(listed) {
        let explicit: Vec<String> = mapping.iter().filter(|(_, at)| *at == target.at).map(|(value, _)| value.clone()).collect();
        let mut values = explicit;
        if target.at != schema.at {
            values.extend(nested(cx, target, property));
        }
        if values.is_empty() {
            values = listed.unwrap_or_else(|| component_name(&target.at).into_iter().collect());
        }
        values.retain(|value| seen.insert(value.clone()));
        if values.is_empty() {
            let help = "move it to `components.schemas`, or list its values of the tag in an `enum`";
            let diagnostic =
                Diagnostic::error(lowering::DISCRIMINATOR, branch.span(), "no value of the discriminator means this branch");
            cx.tell(diagnostic.help(help));
        }
        tagged.push((branch.clone(), values));
    }
    tagged
}

/// The branches, each once, with the schemas that they stand for.
fn distinct<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> (Vec<Schema<'a>>, Vec<Schema<'a>>) {
    let mut seen = HashSet::new();
    let pairs = branches.iter().filter_map(|branch| cx.identity(branch).map(|target| (branch.clone(), target)));
    pairs.filter(|(_, target)| seen.insert(target.at.clone())).unzip()
}

/// The strings that each branch lists for the tag, if no two branches list the same one.
fn listed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, targets: &[Schema<'a>], property: &str) -> Vec<Option<Vec<String>>> {
    let mut listed = Vec::new();
    for target in targets {
        let own = (target.at != schema.at).then(|| members::members(cx, target)).flatten();
        listed.push(own.and_then(|members| members::listed_tags(cx, &members, property)));
    }
    let mut seen = HashSet::new();
    let apart = listed.iter().flatten().flatten().all(|value| seen.insert(value.clone()));
    if apart { listed } else { vec![None; targets.len()] }
}

/// The tags of a branch that is itself told apart by the same member.
fn nested<'a>(cx: &mut Context<'a>, target: &Schema<'a>, tag: &str) -> Vec<String> {
    if property(target) != Some(tag) || is_base(cx, target) || !cx.ranking.insert(target.at.clone()) {
        return Vec::new();
    }
    let branches = [target.list("oneOf"), target.list("anyOf")].concat();
    let inner = tags(cx, target, &branches);
    cx.ranking.remove(&target.at);
    inner.into_iter().flat_map(|(_, values)| values).collect()
}

/// `mapping`, each value with the place that it leads to.
fn mapping<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<(String, Pointer)> {
    let entries = schema.keyword("discriminator").and_then(|node| node.get("mapping")).map_or(&[][..], Node::entries);
    entries.iter().filter_map(|entry| Some((entry.key.clone(), mapped(cx, entry)?))).collect()
}

/// A bare name of a component wins over a reference (OpenAPI 3.1.2 section 4.8.25.4).
fn mapped<'a>(cx: &mut Context<'a>, entry: &Entry) -> Option<Pointer> {
    let text = entry.value.as_str()?;
    let at = component_pointer(text);
    let target = match cx.node(&at) {
        Some(node) => Some(Schema::new(node, at)),
        None => cx.target(text),
    };
    let followed = target.and_then(|target| cx.identity(&target));
    if followed.is_none() {
        cx.error(
            lowering::DISCRIMINATOR,
            entry.value.span,
            format!("`{text}` is neither the name of a schema nor a reference to one"),
        );
    }
    followed.map(|schema| schema.at)
}

fn unreachable_mappings<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, mapping: &[(String, Pointer)], targets: &[Schema<'a>]) {
    for (value, at) in mapping {
        if !targets.iter().any(|target| target.at == *at) {
            let span = schema.keyword_span("discriminator");
            cx.tell(
                Diagnostic::warning(
                    lowering::MAPPING,
                    span,
                    format!("`{value}` leads to a schema that is not one of the branches"),
                )
                .note(format!("`{at}` is not reachable from here, so the value is unknown"))
                .help("add the schema to the branches, or remove the mapping"),
            );
        }
    }
}
