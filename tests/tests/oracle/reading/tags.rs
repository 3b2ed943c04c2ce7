//! How this opinion reads a discriminator: which value of the tag means which branch.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Guess, Meaning, PLAIN, Reading, add, or_null};
use crate::documents::pointer;

impl Reading<'_> {
    /// The plain form of a component, where one that extends it refers to it.
    pub(super) fn extended(&self, schema: &Value) -> Option<Value> {
        let name = self.referred(schema)?;
        self.tagged_base(&name, self.document.schemas.get(&name)?)?;
        Some(json!({ "$ref": pointer(self.document.version, &format!("{PLAIN}{name}")) }))
    }

    /// A component with a discriminator that others extend: whichever of them the tag says.
    pub(super) fn tagged_base(&self, name: &str, schema: &Value) -> Option<Value> {
        let members = schema.as_object().filter(|_| self.means(Meaning::Tag))?;
        let tag = tag(members).filter(|_| !members.contains_key("oneOf") && !members.contains_key("anyOf"))?;
        let extends = |other: &Value| self.extends(other, name, 8);
        let mut children: Vec<&String> = self
            .document
            .schemas
            .iter()
            .filter(|(child, other)| *child != name && extends(other))
            .map(|(name, _)| name)
            .collect();
        if children.is_empty() {
            return None;
        }
        let own = name.to_owned();
        children.push(&own);
        let references: Vec<Value> =
            children.iter().map(|child| json!({ "$ref": pointer(self.document.version, child) })).collect();
        let mut branches = self.branches(&references, members, &tag);
        if let Some(last) = branches.last_mut() {
            last["allOf"] = json!([{ "$ref": pointer(self.document.version, &format!("{PLAIN}{name}")) }]);
        }
        let chosen = json!({ "anyOf": branches });
        Some(if self.nullable(members) { or_null(chosen) } else { chosen })
    }

    fn extends(&self, schema: &Value, base: &str, depth: usize) -> bool {
        let branches = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        branches.filter_map(|branch| self.referred(branch)).any(|name| {
            name == base || depth > 0 && self.document.schemas.get(&name).is_some_and(|it| self.extends(it, base, depth - 1))
        })
    }

    /// A choice by tag in the place of `oneOf` or `anyOf`.
    pub(super) fn choose(&self, members: &Map<String, Value>, tag: &str, guess: Guess, read: &mut Map<String, Value>) {
        for name in ["oneOf", "anyOf"] {
            let Some(schemas) = members.get(name).and_then(Value::as_array) else { continue };
            let is_null = |schema: &&Value| schema.get("type") == Some(&json!("null"));
            let written: Vec<Value> = schemas.iter().filter(|it| !is_null(it)).cloned().collect();
            // A tag beside a branch that is no object is only a hint.
            if !written.iter().all(|branch| self.is_object(branch, 8)) {
                continue;
            }
            read.remove(name);
            let mut branches = self.branches(&written, members, tag);
            for (branch, schema) in branches.iter_mut().zip(&written) {
                branch["allOf"] = json!([self.schema(schema, &BTreeSet::new(), guess)]);
            }
            branches.extend(schemas.iter().filter(is_null).cloned());
            add(read, "allOf", vec![json!({ "anyOf": branches })]);
        }
    }

    /// Whether a branch admits objects alone.
    fn is_object(&self, branch: &Value, depth: usize) -> bool {
        let schema = self.follow(branch);
        let branches = |name: &str| schema.get(name).and_then(Value::as_array).filter(|_| depth > 0);
        let is_object = |branch: &Value| self.is_object(branch, depth - 1);
        let said =
            schema.get("type").map(|kind| kind == "object" || *kind == json!(["object"]) || *kind == json!(["object", "null"]));
        said.unwrap_or_else(|| {
            let keywords =
                ["properties", "required", "additionalProperties", "minProperties", "maxProperties", "patternProperties"];
            keywords.iter().any(|keyword| schema.get(keyword).is_some())
                || branches("allOf").is_some_and(|all| all.iter().any(is_object))
                || ["oneOf", "anyOf"].iter().any(|name| branches(name).is_some_and(|all| all.iter().all(is_object)))
        })
    }

    /// Each branch with its tags.
    fn branches(&self, written: &[Value], members: &Map<String, Value>, tag: &str) -> Vec<Value> {
        let listed: Vec<Vec<String>> = written.iter().map(|branch| self.listed(branch, tag, 8)).collect();
        let mut seen = BTreeSet::new();
        let apart = listed.iter().flatten().all(|value| seen.insert(value.clone()));
        let mapping = members.get("discriminator").and_then(|it| it.get("mapping")).and_then(Value::as_object);
        let tags = written.iter().zip(listed).map(|(branch, listed)| {
            let name = self.referred(branch);
            let mapped = mapping.into_iter().flatten().filter(|(_, target)| {
                let target = target.as_str().unwrap_or_default();
                let component = target.rsplit('/').next().map(|it| it.replace("~1", "/").replace("~0", "~"));
                component.is_some() && component == name
            });
            let mut tags: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
            tags.extend(self.nested(branch, tag, 4));
            if tags.is_empty() {
                tags = if apart && !listed.is_empty() { listed } else { name.clone().into_iter().collect() };
            }
            json!({ "type": "object", "required": [tag], "properties": { tag: { "enum": tags } }, "allOf": [branch] })
        });
        tags.collect()
    }

    /// The tags of a branch that is itself told apart by the same member.
    fn nested(&self, branch: &Value, tag: &str, depth: usize) -> Vec<String> {
        let Some(members) = self.follow(branch).as_object().filter(|it| depth > 0 && self::tag(it).as_deref() == Some(tag))
        else {
            return Vec::new();
        };
        let inner = members.get("oneOf").or(members.get("anyOf")).and_then(Value::as_array);
        let inner = inner.map(|inner| self.branches(inner, members, tag)).unwrap_or_default();
        let tags = inner.iter().filter_map(|it| it.pointer("/properties")?.get(tag)?.get("enum")?.as_array());
        tags.flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The values that a branch itself lists for the tag.
    fn listed(&self, branch: &Value, tag: &str, depth: usize) -> Vec<String> {
        let schema = self.follow(branch);
        let property = schema.get("properties").and_then(|it| it.get(tag)).map(|it| self.follow(it));
        let values =
            property.and_then(|it| it.get("enum").and_then(Value::as_array).cloned().or(Some(vec![it.get("const")?.clone()])));
        if let Some(values) = values {
            return values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        let branches = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let mut found = branches.filter(|_| depth > 0).map(|it| self.listed(it, tag, depth - 1));
        found.find(|it| !it.is_empty()).unwrap_or_default()
    }
}

/// The name of the member that tells the branches apart.
pub(super) fn tag(members: &Map<String, Value>) -> Option<String> {
    let discriminator = members.get("discriminator")?;
    discriminator.as_str().or(discriminator.get("propertyName")?.as_str()).map(str::to_owned)
}
