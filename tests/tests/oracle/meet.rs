//! Where several parts of a schema speak of one value: what one says of its types counts for the others, which then mean none by
//! their keywords. The second opinion reads each part by itself.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What is spoken of below a value: a member, or all elements and all others.
const WHOLE: [&str; 2] = ["items", "additionalProperties"];

/// The same, by a name or by a pattern of names.
const NAMED: [&str; 2] = ["properties", "patternProperties"];

/// Keywords whose schemas are about the value itself.
const PARTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Whether some member of a value of a component, or its elements, have several parts that speak of them.
pub fn several(schemas: &Map<String, Value>, component: &str) -> bool {
    let mut walk = Walk { schemas, seen: BTreeSet::new() };
    schemas.get(component).is_some_and(|schema| walk.value(schema))
}

struct Walk<'a> {
    schemas: &'a Map<String, Value>,
    /// The schemas of values that were looked at, by their addresses.
    seen: BTreeSet<*const Value>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Value) -> bool {
        if !self.seen.insert(std::ptr::from_ref(schema)) {
            return false;
        }
        let mut spoken = Vec::new();
        self.parts(schema, &mut BTreeSet::new(), &mut spoken);
        let names: BTreeSet<(&str, &str)> = spoken.iter().map(|it| (it.keyword, it.name)).collect();
        names.len() < spoken.len() || any_name(&spoken) || spoken.into_iter().any(|it| self.value(it.schema))
    }

    /// What the parts of a schema say of what is below the value.
    fn parts(&self, schema: &'a Value, known: &mut BTreeSet<&'a str>, spoken: &mut Vec<Spoken<'a>>) {
        let Some(members) = schema.as_object() else { return };
        let part = std::ptr::from_ref(schema);
        spoken
            .extend(WHOLE.iter().filter_map(|keyword| Some(Spoken { part, keyword, name: "", schema: members.get(*keyword)? })));
        for keyword in NAMED {
            let named = members.get(keyword).and_then(Value::as_object).into_iter().flatten();
            spoken.extend(named.map(|(name, schema)| Spoken { part, keyword, name, schema }));
        }
        let lists = PARTS.iter().filter_map(|name| members.get(*name)?.as_array());
        lists.flatten().for_each(|part| self.parts(part, known, spoken));
        let component = members.get("$ref").and_then(Value::as_str).and_then(|text| text.rsplit('/').next());
        if let Some(component) = component.filter(|name| known.insert(name))
            && let Some(schema) = self.schemas.get(component)
        {
            self.parts(schema, known, spoken);
        }
    }
}

/// What a part of a schema says of something below the value.
struct Spoken<'a> {
    part: *const Value,
    keyword: &'static str,
    /// Of a member its name, or the pattern of names.
    name: &'a str,
    schema: &'a Value,
}

/// Whether a pattern may speak of a member of which something else speaks, too, or undeclared members of one part are declared in another.
fn any_name(spoken: &[Spoken<'_>]) -> bool {
    let (mut patterns, mut declared) = (0, 0);
    for it in spoken {
        patterns += usize::from(it.keyword == "patternProperties");
        declared += usize::from(it.keyword == "properties");
    }
    let apart = |other: &Spoken<'_>| spoken.iter().any(|it| NAMED.contains(&it.keyword) && it.part != other.part);
    let others = spoken.iter().any(|it| it.keyword == "additionalProperties" && apart(it));
    patterns > 0 && patterns + declared > 1 || others
}

#[test]
fn parts_meet_where_several_speak_of_one_member() {
    let schemas = serde_json::json!({
        "One": {"properties": {"a": {"minimum": 1}}},
        "Both": {"allOf": [{"$ref": "#/components/schemas/One"}, {"properties": {"a": {"type": "string"}}}]},
        "Below": {"properties": {"both": {"$ref": "#/components/schemas/Both"}}},
        "Apart": {"properties": {"a": {"$ref": "#/components/schemas/One"}, "b": {"$ref": "#/components/schemas/One"}}},
        "Pattern": {"properties": {"a": {"type": "string"}}, "patternProperties": {"^a": {"minimum": 1}}},
        "Others": {"allOf": [{"$ref": "#/components/schemas/One"}, {"additionalProperties": {"type": "string"}}]},
        "Own": {"properties": {"a": {"minimum": 1}}, "additionalProperties": {"type": "string"}},
    });
    let schemas = schemas.as_object().unwrap();
    let components = ["One", "Both", "Below", "Apart", "Pattern", "Others", "Own"];
    let found = components.map(|component| several(schemas, component));
    assert_eq!(found, [false, true, true, false, true, true, false]);
}
