//! Where several parts of a schema speak of one value: what one says of its types counts for the others, which then mean none by
//! their keywords. The second opinion reads each part by itself.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What is spoken of below a value: a member, or all elements and all others.
const WHOLE: [&str; 2] = ["items", "additionalProperties"];

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
        let names: BTreeSet<&str> = spoken.iter().map(|(name, _)| *name).collect();
        names.len() < spoken.len() || spoken.into_iter().any(|(_, schema)| self.value(schema))
    }

    /// What the parts of a schema say of what is below the value.
    fn parts(&self, schema: &'a Value, known: &mut BTreeSet<&'a str>, spoken: &mut Vec<(&'a str, &'a Value)>) {
        let Some(members) = schema.as_object() else { return };
        spoken.extend(WHOLE.iter().filter_map(|name| Some((*name, members.get(*name)?))));
        let properties = members.get("properties").and_then(Value::as_object);
        spoken.extend(properties.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema)));
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

#[test]
fn parts_meet_where_several_speak_of_one_member() {
    let schemas = serde_json::json!({
        "One": {"properties": {"a": {"minimum": 1}}},
        "Both": {"allOf": [{"$ref": "#/components/schemas/One"}, {"properties": {"a": {"type": "string"}}}]},
        "Below": {"properties": {"both": {"$ref": "#/components/schemas/Both"}}},
        "Apart": {"properties": {"a": {"$ref": "#/components/schemas/One"}, "b": {"$ref": "#/components/schemas/One"}}},
    });
    let schemas = schemas.as_object().unwrap();
    let found = ["One", "Both", "Below", "Apart"].map(|component| several(schemas, component));
    assert_eq!(found, [false, true, true, false]);
}
