//! Schemas that are a part of themselves.

use super::{HEAD, codes, in_xml};

/// Whatever stands beside it, or leads to it: a schema that is nothing but itself is told, and ends nothing.
#[test]
fn what_is_a_part_of_itself_is_told_wherever_it_is_used() {
    let circles = [
        "    A: {oneOf: [REF]}",
        "    A: {anyOf: [REF]}",
        "    A: {allOf: [REF]}",
        "    A: {oneOf: [REF, {type: 'string'}]}",
        "    A: {nullable: true, oneOf: [REF]}",
        "    A: {allOf: [{oneOf: [REF]}]}",
        "    A: {oneOf: [{$ref: '#/components/schemas/C'}]}\n    C: {anyOf: [REF]}",
        "    A: {$ref: '#/components/schemas/C'}\n    C: {$ref: '#/components/schemas/A'}",
    ];
    let uses = [
        "{oneOf: [REF, {}]}",
        "{oneOf: [{}, REF]}",
        "{anyOf: [REF, {type: string}, {type: object, properties: {a: REF}}]}",
        "{allOf: [REF, {type: object, properties: {a: REF}}]}",
        "{type: object, properties: {a: REF}, additionalProperties: REF}",
        "{type: array, items: {oneOf: [REF, REF]}, default: [1]}",
        "{oneOf: [REF, {type: object, required: [k], properties: {k: {enum: [a]}}}], discriminator: {propertyName: k}}",
        "{not: REF, enum: [a, b], default: a}",
    ];
    for circle in circles {
        for of in uses {
            let text = format!("{HEAD}components:\n  schemas:\n{circle}\n    B: {of}\n")
                .replace("REF", "{$ref: '#/components/schemas/A'}");
            let text = in_xml(&text, "{$ref: '#/components/schemas/B'}");
            let found = codes("openapi.yaml", text.clone());
            assert!(found.contains("E03") || found.contains("E02"), "{found}: {text}");
        }
    }
}
