#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::diagnostic::places;
use crate::node;
use crate::source::Source;

/// Files by path; the first is the entry document.
struct Memory<'f>(&'f [(&'f str, &'f str)]);

impl Load for Memory<'_> {
    fn entry(&self) -> String {
        self.0[0].0.to_owned()
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        let path = location.text();
        let missing = || Refusal::Missing { tried: path.to_owned() };
        let (_, text) = self.0.iter().find(|(name, _)| *name == path).ok_or_else(missing)?;
        Ok(Loaded { identity: location.clone(), path: path.to_owned(), bytes: text.as_bytes().to_vec() })
    }
}

/// The tree as JSON, and the diagnostics as `CODE file:line:column message`.
fn assembled(files: &[(&str, &str)]) -> (Node, Vec<String>) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: files[0].0.to_owned(), text: files[0].1.to_owned() });
    let mut found = Vec::new();
    let entry = node::read(&sources, main, &mut found).unwrap();
    let tree = assemble(&mut sources, entry, &Memory(files), &Lock::default(), &mut found).tree;
    found.sort_by_key(|diagnostic| diagnostic.span);
    let lines = found.iter().map(|diagnostic| {
        let span = diagnostic.span.unwrap();
        let (start, _) = places(&sources, span).unwrap();
        let note = diagnostic.note.as_deref().filter(|note| note.contains(" -> ")).map(|note| format!(" ({note})"));
        let help = diagnostic.help.as_deref().filter(|help| help.starts_with("did you")).map(|help| format!(" ({help})"));
        let path = &sources.get(span.source).unwrap().path;
        let extra = note.or(help).unwrap_or_default();
        format!("{} {path}:{}:{} {}{extra}", diagnostic.code.0, start.line, start.column, diagnostic.message)
    });
    let lines = lines.collect();
    (tree, lines)
}

/// The components of a description whose schemas are `schemas`, with other files beside it.
fn schemas(schemas: &str, others: &[(&str, &str)]) -> String {
    let entry = format!("openapi: 3.1.0\ncomponents:\n  schemas: {schemas}\n");
    let files: Vec<(&str, &str)> = std::iter::once(("openapi.yaml", entry.as_str())).chain(others.iter().copied()).collect();
    let (tree, found) = assembled(&files);
    assert_eq!(found, [""; 0], "{entry}");
    tree.get("components").unwrap().get("schemas").unwrap().to_json()
}

/// What is wrong with such a description.
fn wrong(text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let entry = format!("openapi: 3.1.0\ncomponents:\n  schemas: {text}\n");
    let files: Vec<(&str, &str)> = std::iter::once(("openapi.yaml", entry.as_str())).chain(others.iter().copied()).collect();
    assembled(&files).1
}

#[test]
fn a_part_takes_the_place_of_the_component_that_only_refers_to_it() {
    let found = schemas("{Pet: {$ref: pet.yaml}, Other: {$ref: ./pet.yaml}}", &[("pet.yaml", "{type: string}")]);
    assert_eq!(found, r##"{"Pet":{"type":"string"},"Other":{"$ref":"#/components/schemas/Pet"}}"##);
}

#[test]
fn the_same_part_by_several_uris_is_one_component() {
    let uris = [
        "a.json#/Pet",
        "./a.json#/Pet",
        "x/../a.json#/Pet",
        "%61.json#/P%65t",
        "b/c.yaml#/Alias",
        "b/c.yaml#/components/schemas/Far",
        "b/c.yaml#/Near/properties/pet",
    ];
    let properties: Vec<String> = uris.iter().enumerate().map(|(at, uri)| format!("p{at}: {{$ref: '{uri}'}}")).collect();
    let found = schemas(
        &format!("{{A: {{properties: {{{}}}}}}}", properties.join(", ")),
        &[
            ("a.json", r##"{"Pet": {"items": {"$ref": "#/Pet"}, "not": {"$ref": "./a.json#/Pet"}}}"##),
            (
                "b/c.yaml",
                "Alias: {$ref: ../a.json#/Pet}\nNear: {$ref: '#/Full'}\nFull: {properties: {pet: {$ref: '#/Alias'}}}\ncomponents: {schemas: {Far: {$ref: '#/Alias'}}}",
            ),
        ],
    );
    let pet = r##"{"$ref":"#/components/schemas/Pet"}"##;
    let properties: Vec<String> = (0..uris.len()).map(|at| format!(r#""p{at}":{pet}"#)).collect();
    let expected = format!(r#"{{"A":{{"properties":{{{}}}}},"Pet":{{"items":{pet},"not":{pet}}}}}"#, properties.join(","));
    assert_eq!(found, expected);
}

#[test]
fn identifiers_inside_a_file_lead_to_places_of_that_file() {
    let cases = [
        // Relative to the `$id` of the resource, not to the file.
        ("{$id: 'https://example.com/a', items: {$ref: b}, $defs: {B: {$id: b, type: string}}}", "B"),
        ("{items: {$ref: 'sub/b'}, $defs: {B: {$id: sub/b, type: string}}}", "B"),
        ("{items: {$ref: 'urn:x:y#n'}, $defs: {U: {$id: 'urn:x:y', $defs: {N: {$anchor: n}}}}}", "a_U_N"),
        ("{$id: a, items: {$dynamicRef: '#n'}, $defs: {N: {$anchor: n}}}", "N"),
        // Data and names are no identifiers.
        (
            "{properties: {$id: {type: string}, default: {$id: x, not: {$ref: D}}}, items: {$ref: x/../D}, $defs: {D: {$id: D}}}",
            "D",
        ),
        ("{items: {$ref: b}, default: {$id: b}, $defs: {B: {$id: b}}}", "B"),
    ];
    for (file, target) in cases {
        let found = schemas("{A: {$ref: a.yaml}}", &[("a.yaml", file)]);
        assert!(found.contains(&format!(r##""items":{{"$ref":"#/components/schemas/{target}"}}"##)), "{file}: {found}");
    }
    let resource = "{$defs: {R: {$id: r, items: {$ref: '#/$defs/N'}, $defs: {N: {type: string}}}, N: {type: integer}}}";
    let found = schemas("{A: {$ref: 'a.yaml#/$defs/R'}}", &[("a.yaml", resource)]);
    assert_eq!(found, r##"{"A":{"items":{"$ref":"#/components/schemas/a_R_N"}},"a_R_N":{"type":"string"}}"##);
}

#[test]
fn references_below_an_identifier_are_relative_to_it_and_not_to_the_file() {
    let files = [("b.yaml", "{type: string}"), ("sub/b.yaml", "{type: integer}"), ("sub/c.yaml", "{items: {$ref: b.yaml}}")];
    let found = schemas("{A: {$id: sub/, items: {$ref: b.yaml}}}", &files);
    assert!(found.contains("integer") && !found.contains("string"), "{found}");
    let found = schemas("{A: {$id: sub/a, not: {$id: ../, items: {$ref: b.yaml}}}}", &files);
    assert!(found.contains("string") && !found.contains("integer"), "{found}");
    // In a file, too.
    let found =
        schemas("{A: {$ref: d.yaml}}", &[("d.yaml", "{not: {$id: sub/, items: {$ref: c.yaml}}}"), files[0], files[1], files[2]]);
    assert!(found.contains("integer") && !found.contains("string"), "{found}");
    // What is not there is told, and the file of that name elsewhere is not taken.
    let remote = wrong("{A: {$id: 'https://a.example/s/', items: {$ref: b.yaml}}}", &files);
    assert_eq!(remote, ["E0207 openapi.yaml:3:60 this file does not exist"]);
}

#[test]
fn anchors_of_a_file_that_dynamic_references_need_are_brought_along() {
    let file = "{$defs: {foo: {$dynamicRef: '#n'}, other: {$dynamicAnchor: n, type: integer}}}";
    let found = schemas("{A: {$ref: 'a.yaml#/$defs/foo'}}", &[("a.yaml", file)]);
    assert!(found.contains(r#""$dynamicAnchor":"n","type":"integer""#), "{found}");
}

#[test]
fn a_field_beside_a_reference_to_a_path_item_counts() {
    let entry = "openapi: 3.1.0\npaths:\n  /a: {$ref: a.yaml, summary: own, get: {summary: own}}\n";
    let (tree, found) =
        assembled(&[("openapi.yaml", entry), ("a.yaml", "{summary: other, get: {summary: other}, put: {summary: other}}")]);
    let expected = r#"{"/a":{"summary":"own","get":{"summary":"own"},"put":{"summary":"other"}}}"#;
    assert_eq!(tree.get("paths").unwrap().to_json(), expected);
    assert_eq!(found, ["W0117 openapi.yaml:3:36 what `$ref` leads to has `get`, too"]);
}

#[test]
fn names_have_characters_that_a_component_may_have() {
    let found = schemas("{A: {items: {$ref: 'my file.yaml#/$defs/a b'}}}", &[("my file.yaml", "{$defs: {a b: {type: string}}}")]);
    assert_eq!(found, r##"{"A":{"items":{"$ref":"#/components/schemas/a_b"}},"a_b":{"type":"string"}}"##);
    let found = schemas("{A: {items: {$ref: fähre.yaml}, not: {$ref: 船.yaml}}}", &[("fähre.yaml", "{}"), ("船.yaml", "{}")]);
    assert!(found.contains(r##""f_hre":{},"船":{}"##), "{found}");
}

#[test]
fn references_back_to_the_entry_document() {
    let found = schemas(
        "{Pet: {$ref: pet.yaml}, Tag: {type: string}, Self: {not: {$ref: 'openapi.yaml#/components/schemas/Tag'}}}",
        &[(
            "pet.yaml",
            "properties: {tag: {$ref: 'openapi.yaml#/components/schemas/Tag'}, mother: {$ref: 'openapi.yaml#/components/schemas/Pet'}}",
        )],
    );
    let expected = r##"{"Pet":{"properties":{"tag":{"$ref":"#/components/schemas/Tag"},"mother":{"$ref":"#/components/schemas/Pet"}}},"Tag":{"type":"string"},"Self":{"not":{"$ref":"#/components/schemas/Tag"}}}"##;
    assert_eq!(found, expected);
}

#[test]
fn names_come_from_places_and_not_from_their_order() {
    let others = [
        ("a.yaml", "Error: {type: string}\nOther: {type: boolean}"),
        ("b.yaml", "Error: {type: integer}"),
        ("c/b.yaml", "Error: {type: number}"),
        ("my file.v1.yaml", "type: object"),
        ("d/x.yaml", "{properties: {deep: {properties: {inner: {}}}}}"),
    ];
    let uris = [
        "a.yaml#/Error",
        "b.yaml#/Error",
        "c/b.yaml#/Error",
        "a.yaml#/Other",
        "my%20file.v1.yaml",
        "d/x.yaml#/properties/deep/properties/inner",
    ];
    let names = |uris: &[&str]| {
        let list: Vec<String> = uris.iter().map(|uri| format!("{{$ref: '{uri}'}}")).collect();
        let entry = format!("openapi: 3.1.0\ncomponents:\n  schemas: {{Other: {{}}, X: {{allOf: [{}]}}}}", list.join(", "));
        let mut files = vec![("openapi.yaml", entry.as_str())];
        files.extend(others);
        let (tree, found) = assembled(&files);
        assert_eq!(found, [""; 0]);
        let schemas = tree.get("components").unwrap().get("schemas").unwrap();
        let mut pairs: Vec<String> = schemas
            .get("X")
            .unwrap()
            .get("allOf")
            .unwrap()
            .elements()
            .iter()
            .zip(uris)
            .map(|(node, uri)| format!("{uri} {}", node.to_json()))
            .collect();
        pairs.sort();
        pairs
    };
    let forwards = names(&uris);
    let backwards = names(&uris.iter().rev().copied().collect::<Vec<_>>());
    assert_eq!(forwards, backwards);
    assert_eq!(
        forwards,
        [
            r##"a.yaml#/Error {"$ref":"#/components/schemas/a_Error"}"##,
            r##"a.yaml#/Other {"$ref":"#/components/schemas/a_Other"}"##,
            r##"b.yaml#/Error {"$ref":"#/components/schemas/b_Error"}"##,
            r##"c/b.yaml#/Error {"$ref":"#/components/schemas/c_b_Error"}"##,
            r##"d/x.yaml#/properties/deep/properties/inner {"$ref":"#/components/schemas/x_deep_inner"}"##,
            r##"my%20file.v1.yaml {"$ref":"#/components/schemas/my_file.v1"}"##,
        ]
    );
}

#[test]
fn a_part_of_a_part_is_one_definition() {
    let found = schemas(
        "{A: {$ref: a.yaml}, B: {not: {$ref: 'a.yaml#/properties/tag'}}, C: {not: {$ref: 'a.yaml#/definitions/Size'}}}",
        &[(
            "a.yaml",
            "{properties: {tag: {type: string}, size: {$ref: '#/definitions/Size'}}, definitions: {Size: {type: integer}}}",
        )],
    );
    let expected = r##"{"A":{"properties":{"tag":{"$ref":"#/components/schemas/a_tag"},"size":{"$ref":"#/components/schemas/Size"}}},"B":{"not":{"$ref":"#/components/schemas/a_tag"}},"C":{"not":{"$ref":"#/components/schemas/Size"}},"a_tag":{"type":"string"},"Size":{"type":"integer"}}"##;
    assert_eq!(found, expected);
}

#[test]
fn data_is_no_reference() {
    let text = "{A: {example: {$ref: nowhere.yaml}, default: {$ref: nowhere.yaml}, enum: [{$ref: nowhere.yaml}], x-a: {$ref: nowhere.yaml}, properties: {$ref: {type: string}}}}";
    let (tree, found) = assembled(&[("openapi.yaml", &format!("openapi: 3.1.0\ncomponents: {{schemas: {text}}}"))]);
    assert_eq!(found, [""; 0]);
    assert!(tree.to_json().contains(r#""example":{"$ref":"nowhere.yaml"}"#));
}

#[test]
fn path_items_and_everything_in_them() {
    let (tree, found) = assembled(&[
        (
            "api/openapi.yaml",
            "openapi: 3.0.3\npaths:\n  /a: {$ref: paths/a.yaml}\n  /b: {$ref: paths/all.yaml#/~1b, summary: Mine}\n",
        ),
        (
            "api/paths/a.yaml",
            "get:\n  parameters: [{$ref: ../common.yaml#/components/parameters/Limit}]\n  responses:\n    '200': {$ref: ../common.yaml#/components/responses/Ok}\n",
        ),
        (
            "api/paths/all.yaml",
            "/b: {summary: Theirs, post: {requestBody: {$ref: '#/body'}, responses: {default: {$ref: ../common.yaml#/components/responses/Ok}}}}\nbody: {content: {}}",
        ),
        (
            "api/common.yaml",
            "openapi: 3.0.0\ncomponents:\n  parameters: {Limit: {name: limit}}\n  responses: {Ok: {description: ok, headers: {X-A: {$ref: '#/components/headers/A'}}}}\n  headers: {A: {schema: {$ref: '#/components/schemas/S'}}}\n  schemas: {S: {type: string}, Unused: {}}",
        ),
    ]);
    assert_eq!(found, [""; 0]);
    let expected = r##"{"openapi":"3.0.3","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/Limit"}],"responses":{"200":{"$ref":"#/components/responses/Ok"}}}},"/b":{"summary":"Mine","post":{"requestBody":{"$ref":"#/components/requestBodies/body"},"responses":{"default":{"$ref":"#/components/responses/Ok"}}}}},"components":{"parameters":{"Limit":{"name":"limit"}},"responses":{"Ok":{"description":"ok","headers":{"X-A":{"$ref":"#/components/headers/A"}}}},"requestBodies":{"body":{"content":{}}},"headers":{"A":{"schema":{"$ref":"#/components/schemas/S"}}},"schemas":{"S":{"type":"string"}}}}"##;
    assert_eq!(tree.to_json(), expected);
}

#[test]
fn swagger_has_other_places() {
    let (tree, found) = assembled(&[
        (
            "a.yaml",
            "swagger: '2.0'\ndefinitions: {A: {properties: {b: {$ref: 'b.yaml#/definitions/B'}}}}\npaths: {/a: {get: {parameters: [{$ref: b.yaml#/P}]}}}",
        ),
        (
            "b.yaml",
            "swagger: '2.0'\ndefinitions: {B: {items: {$ref: '#/definitions/B'}}}\nP: {name: p, in: body, schema: {$ref: '#/definitions/B'}}",
        ),
    ]);
    assert_eq!(found, [""; 0]);
    let expected = r##"{"swagger":"2.0","definitions":{"A":{"properties":{"b":{"$ref":"#/definitions/B"}}},"B":{"items":{"$ref":"#/definitions/B"}}},"paths":{"/a":{"get":{"parameters":[{"$ref":"#/parameters/P"}]}}},"parameters":{"P":{"name":"p","in":"body","schema":{"$ref":"#/definitions/B"}}}}"##;
    assert_eq!(tree.to_json(), expected);
}

#[test]
fn discriminators_name_schemas_of_the_entry_document() {
    let found = schemas(
        "{Pet: {$ref: pet.yaml}, Cat: {type: object}}",
        &[
            (
                "pet.yaml",
                "oneOf: [{$ref: 'dog.yaml'}]\ndiscriminator: {propertyName: kind, defaultMapping: dog.yaml, mapping: {a: Cat, b: dog.yaml, c: '#/definitions/Fish', d: Bird}}\ndefinitions: {Fish: {type: object}}",
            ),
            ("dog.yaml", "type: object"),
        ],
    );
    assert!(
        found.contains(r##""mapping":{"a":"#/components/schemas/Cat","b":"#/components/schemas/dog","c":"#/components/schemas/Fish","d":"Bird"}"##),
        "{found}"
    );
}

#[test]
fn a_tag_whose_file_is_not_there_is_left_to_the_warning_about_tags() {
    let found = schemas(
        "{Pet: {$ref: pet.yaml}}",
        &[(
            "pet.yaml",
            "oneOf: [{type: object}]\ndiscriminator: {propertyName: kind, mapping: {a: gone.yaml, b: 'pet.yaml#/gone'}}",
        )],
    );
    assert!(found.contains(r##""mapping":{"a":"gone.yaml","b":"pet.yaml#/gone"}"##), "{found}");
}

#[test]
fn a_new_name_changes_no_tag() {
    let found = schemas(
        "{Cat: {type: string}, Pet: {$ref: 'pets.yaml#/Pet'}, Base: {$ref: 'pets.yaml#/Base'}, Kitten: {$ref: 'pets.yaml#/Kitten'}}",
        &[(
            "pets.yaml",
            "Cat: {type: object}\nPet: {oneOf: [{$ref: '#/Cat'}], discriminator: {propertyName: kind}}\nBase: {discriminator: {propertyName: kind}, not: {$ref: '#/Pet'}}\nKitten: {allOf: [{$ref: '#/Base'}, {$ref: '#/Cat'}]}",
        )],
    );
    assert!(
        found.contains(r##""discriminator":{"propertyName":"kind","mapping":{"Cat":"#/components/schemas/pets_Cat"}}"##),
        "{found}"
    );
}

#[test]
fn a_branch_without_a_name_gets_no_tag_when_a_reference_reaches_it() {
    let found = schemas(
        "{Pet: {$ref: 'pets.yaml#/Pet'}, Use: {not: {$ref: 'pets.yaml#/Pet/oneOf/0'}}}",
        &[(
            "pets.yaml",
            "Pet: {oneOf: [{type: object, properties: {kind: {enum: [cat]}}}], discriminator: {propertyName: kind}}",
        )],
    );
    assert!(found.contains(r##""oneOf":[{"$ref":"##) && !found.contains("mapping"), "{found}");
}

#[test]
fn what_a_schema_file_says_about_itself_does_not_reach_3_0() {
    let (tree, found) = assembled(&[
        ("a.yaml", "openapi: 3.0.3\ncomponents: {schemas: {A: {$ref: a.json}}}"),
        (
            "a.json",
            r##"{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.com/a.json", "type": "object", "definitions": {"B": {}}, "not": {"$ref": "https://example.com/a.json#/definitions/B"}}"##,
        ),
    ]);
    assert_eq!(found, [""; 0]);
    let schemas = tree.get("components").unwrap().get("schemas").unwrap().to_json();
    assert_eq!(schemas, r##"{"A":{"type":"object","not":{"$ref":"#/components/schemas/B"}},"B":{}}"##);
}

#[test]
fn anchors_of_other_files() {
    let found = schemas("{A: {$ref: 'a.yaml#size'}}", &[("a.yaml", "$defs: {x: {$anchor: size, type: integer}}")]);
    assert_eq!(found, r#"{"A":{"type":"integer"}}"#);
}

#[test]
fn identifiers_inside_the_entry_document_lead_to_no_file() {
    let text = "{A: {$id: 'https://example.com/a', $defs: {B: {$id: b}}, not: {$ref: b}}, C: {allOf: [{$ref: 'https://example.com/b'}, {$ref: c.yaml}]}, U: {$id: 'urn:u', not: {$ref: 'urn:u'}}}";
    let found = schemas(text, &[("c.yaml", "{$id: 'https://example.com/c', type: string}")]);
    let expected = r##"{"A":{"$id":"https://example.com/a","$defs":{"B":{"$id":"b"}},"not":{"$ref":"b"}},"C":{"allOf":[{"$ref":"https://example.com/b"},{"$ref":"#/components/schemas/c"}]},"U":{"$id":"urn:u","not":{"$ref":"urn:u"}},"c":{"type":"string"}}"##;
    assert_eq!(found, expected);
}

#[test]
fn references_that_lead_nowhere() {
    const OTHER: &[(&str, &str)] = &[("b.yaml", "Pet: {type: string}\nopen: [")];
    type Files = &'static [(&'static str, &'static str)];
    let cases: [(&str, Files, &[&str]); 10] = [
        ("{A: {$ref: c.yaml}}", &[], &["E0207 openapi.yaml:3:23 this file does not exist"]),
        ("{A: {$ref: ../c.yaml}}", &[], &["E0204 openapi.yaml:3:23 this path leads out of the root folder"]),
        ("{A: {$ref: /etc/passwd}}", &[], &["E0204 openapi.yaml:3:23 an absolute path is not followed"]),
        (
            "{A: {$ref: 'file:///etc/passwd'}}",
            &[],
            &["E0204 openapi.yaml:3:23 only files and `http(s)` addresses can be referred to"],
        ),
        (
            "{A: {$ref: 'b.yaml#/Pets'}}",
            &[("b.yaml", "Pet: {}")],
            &["E0201 openapi.yaml:3:23 there is no `Pets` in `b.yaml` (did you mean `Pet`?)"],
        ),
        (
            "{A: {$ref: 'b.yaml#pet'}}",
            &[("b.yaml", "Pet: {}")],
            &["E0201 openapi.yaml:3:23 there is no anchor `pet` in `b.yaml`"],
        ),
        ("{A: {$ref: 'b.yaml#/Pet'}}", OTHER, &["E0001 b.yaml:2:7 "]),
        ("{$ref: 'b.yaml'}", &[("b.yaml", "[]")], &["E0209 openapi.yaml:3:19 this leads to no mapping"]),
        ("{$ref: 'b.yaml'}", &[("b.yaml", "{$ref: openapi.yaml#/components/schemas}")], &["E0202 openapi.yaml:3:19 "]),
        (
            "{A: {$ref: 'b.yaml'}, B: {not: {$ref: 'b.yaml#/components/responses/R'}}}",
            &[("b.yaml", "openapi: 3.1.1\ncomponents: {responses: {R: {}}}")],
            &[
                "E0205 openapi.yaml:3:23 `b.yaml` is a whole description, not a Schema Object",
                "E0205 openapi.yaml:3:50 this leads to a Response Object, where a Schema Object is expected",
            ],
        ),
    ];
    for (text, others, expected) in cases {
        let found = wrong(text, others);
        let fits =
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
        assert!(fits, "{text}: {found:#?}");
    }
}

#[test]
fn mistakes_are_shown_in_their_own_file() {
    let found = wrong(
        "{A: {$ref: b/b.yaml}, B: {$ref: b/b.yaml}}",
        &[("b/b.yaml", "properties:\n  c: {$ref: c.yaml}\n  d: {$ref: c.yaml}\n")],
    );
    assert_eq!(found, ["E0207 b/b.yaml:2:13 this file does not exist"]);
}

#[test]
fn cycles_across_files_name_the_chain() {
    let found = wrong(
        "{A: {$ref: b.yaml}, C: {not: {$ref: 'c.yaml#/C'}}}",
        &[("b.yaml", "$ref: c.yaml#/C"), ("c.yaml", "C: {$ref: openapi.yaml#/components/schemas/A}")],
    );
    assert_eq!(
        found,
        [
            "E0202 openapi.yaml:3:23 these references only lead to each other (`b.yaml` -> `c.yaml#/C` -> `openapi.yaml#/components/schemas/A` -> `b.yaml` never reaches a definition)"
        ]
    );
    let found = wrong(
        "{A: {$ref: 'b.yaml#/X/properties/a'}}",
        &[("b.yaml", "X: {$ref: '#/Y/properties/b'}\nY: {$ref: '#/X/properties/c'}")],
    );
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("E0202 b.yaml:2:11"), "{found:#?}");
}

#[test]
fn recursion_across_files_is_no_cycle() {
    let found = schemas(
        "{A: {$ref: a.yaml}}",
        &[("a.yaml", "properties: {b: {$ref: b.json}}"), ("b.json", r#"{"items": {"$ref": "a.yaml"}}"#)],
    );
    let expected =
        r##"{"A":{"properties":{"b":{"$ref":"#/components/schemas/b"}}},"b":{"items":{"$ref":"#/components/schemas/A"}}}"##;
    assert_eq!(found, expected);
}

#[test]
fn path_items_that_contain_each_other_end() {
    let (_, found) = assembled(&[
        ("openapi.yaml", "openapi: 3.0.3\npaths: {/a: {$ref: a.yaml}}"),
        ("a.yaml", "get: {callbacks: {c: {x: {$ref: b.yaml}, y: {$ref: b.yaml}}}}"),
        ("b.yaml", "get: {callbacks: {c: {x: {$ref: a.yaml}, y: {$ref: a.yaml}}}}"),
    ]);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].ends_with("contains itself"), "{found:#?}");
    assert!(found.iter().all(|found| found.starts_with("E0202 b.yaml:1:")), "{found:#?}");
}

#[test]
fn copies_of_path_items_are_counted() {
    let paths: String = (0..2000).map(|at| format!("  /{at}: {{$ref: a.yaml}}\n")).collect();
    let entry = format!("openapi: 3.0.3\npaths:\n{paths}");
    let small = assembled(&[("openapi.yaml", &entry), ("a.yaml", "get: {responses: {}}")]).1;
    assert_eq!(small, [""; 0]);
    let large = format!("get: {{description: {}}}", "long ".repeat(20_000));
    let found = assembled(&[("openapi.yaml", &entry), ("a.yaml", &large)]).1;
    let too_large = |found: &str| found.starts_with("E0116 openapi.yaml:") && found.ends_with("makes the description too large");
    assert!(too_large(&found[0]), "{}", found[0]);
    let whole = entry.replace("{$ref: a.yaml}", "{get: {responses: {$ref: a.yaml}}}");
    let large: String = (0..500).map(|at| format!("x{at}: {{}}\n")).collect();
    let found = assembled(&[("openapi.yaml", &whole), ("a.yaml", &large)]).1;
    assert!(found.iter().any(|found| too_large(found)), "{found:#?}");
}

#[test]
fn files_of_another_version() {
    let found =
        wrong("{A: {$ref: 'b.yaml#/components/schemas/B'}}", &[("b.yaml", "openapi: 3.0.3\ncomponents: {schemas: {B: {}}}")]);
    assert_eq!(found, ["E0208 openapi.yaml:3:23 `b.yaml` is of OpenAPI 3.0, but this description is of OpenAPI 3.1"]);
}

#[test]
fn a_document_goes_by_the_address_that_it_gives_itself() {
    let (tree, found) = assembled(&[
        (
            "openapi.yaml",
            "openapi: 3.2.0\n$self: https://example.com/api/openapi\ncomponents: {schemas: {A: {$ref: b.yaml}, T: {type: string}}}",
        ),
        ("b.yaml", "not: {$ref: 'https://example.com/api/openapi#/components/schemas/T'}"),
    ]);
    assert_eq!(found, [""; 0]);
    assert!(tree.to_json().contains(r##""A":{"not":{"$ref":"#/components/schemas/T"}}"##));
}

#[test]
fn long_chains_and_many_parts_are_merged() {
    let chain: String = (0..20_000).map(|at| format!("C{at}: {{$ref: '#/C{}'}}\n", at + 1)).collect();
    let chain = format!("{chain}C20000: {{type: string}}\n");
    let list: String = (0..20_000).map(|at| format!("{{$ref: 'b.yaml#/C{at}'}}, ")).collect();
    let found = schemas(&format!("{{A: {{allOf: [{list}]}}}}"), &[("b.yaml", &chain)]);
    assert!(found.ends_with(r#""C20000":{"type":"string"}}"#));
    let parts: String = (0..20_000).map(|at| format!("C{at}: {{type: string}}\n")).collect();
    let found = schemas(&format!("{{A: {{allOf: [{list}]}}}}"), &[("b.yaml", &parts)]);
    assert!(found.contains(r##""C19999":{"type":"string"}"##));
}

#[test]
fn a_bundle_is_read_as_the_same_tree() {
    let files = [
        ("openapi.yaml", "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: a.yaml}}}"),
        ("a.yaml", "properties: {v: {const: 1.10}, n: {$ref: '#/x-y'}}\nx-y: {pattern: '^[a-z]$'}"),
    ];
    let mut sources = Sources::default();
    let main = sources.add(Source { path: files[0].0.to_owned(), text: files[0].1.to_owned() });
    let entry = crate::effective(&sources, main, &[], &mut Vec::new()).unwrap();
    let tree = bundle(&mut sources, entry, &Memory(&files), &mut Vec::new()).unwrap();
    for (path, text) in [("b.yaml", node::write::yaml(&tree).unwrap()), ("b.json", node::write::json(&tree).unwrap())] {
        let id = sources.add(Source { path: path.to_owned(), text });
        assert_eq!(node::read(&sources, id, &mut Vec::new()).unwrap().to_json(), tree.to_json());
    }
}

#[test]
fn only_what_exists_is_suggested() {
    let cases = [
        ("{A: {}, B: {$ref: A}}", " (did you mean `#/components/schemas/A`?)"),
        ("{A: {}, B: {$ref: components/schemas/A}}", " (did you mean `#/components/schemas/A`?)"),
        ("{B: {$ref: b.yaml#components/schemas/A}}", " (did you mean `#/components/schemas/A`?)"),
        ("{B: {$ref: A}}", ""),
        ("{B: {$ref: components/schemas/A}}", ""),
        ("{B: {$ref: b.yaml#components/schemas/Q}}", ""),
    ];
    for (text, expected) in cases {
        let others = [("b.yaml", "{components: {schemas: {A: {}}}}")];
        let [found] = wrong(text, &others).try_into().unwrap();
        assert_eq!(found.find(" (").map_or("", |at| &found[at..]), expected, "{text}: {found}");
    }
}

const WHOLE: &str = "the standard has no reference for this";

#[test]
fn a_whole_of_parts_is_a_reference_to_each() {
    let files = [
        ("openapi.yaml", "openapi: 3.1.0\npaths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: s/all.yaml, Own: {}}}"),
        ("paths.yaml", "/a: {get: {responses: {$ref: 'r.yaml#/all'}}}\n/b: {$ref: paths.yaml#/~1a}"),
        ("r.yaml", "all: {$ref: '#/more', '200': {content: {a/b: {schema: {$ref: s/pet.yaml}}}}}\nmore: {'200': {}, '404': {}}"),
        ("s/all.yaml", "Pet: {$ref: pet.yaml}\nOwn: {type: string}\nA~b: {items: {$ref: '#/Pet'}}"),
        ("s/pet.yaml", "properties: {$ref: members.yaml}"),
        ("s/members.yaml", "name: {type: string}"),
    ];
    let (tree, found) = assembled(&files);
    assert_eq!(found, [format!("W0204 openapi.yaml:2:15 {WHOLE}")], "one message for all");
    let paths = tree.get("paths").unwrap().to_json();
    assert!(paths.starts_with(r#"{"/a":{"get":{"responses":"#), "{paths}");
    assert!(paths.matches(r##""404":{"$ref":"#/components/responses/"##).count() == 2, "{paths}");
    let schemas = tree.get("components").unwrap().get("schemas").unwrap().to_json();
    let pet = r##""Pet":{"properties":{"name":{"$ref":"#/components/schemas/name"}}}"##;
    assert!(schemas.contains(pet) && schemas.contains(r#""Own":{}"#), "its own member goes before: {schemas}");
    assert!(schemas.contains(r##""items":{"$ref":"#/components/schemas/Pet"}"##), "one Pet, however it is reached: {schemas}");
}

#[test]
fn an_operation_is_copied_to_where_it_is_used() {
    let files = [
        (
            "a/openapi.yaml",
            "openapi: 3.1.0\npaths: {/a: {get: {$ref: ../o/get.yaml, summary: own}, put: {$ref: ../o/nothing.yaml}}}",
        ),
        ("o/get.yaml", "$ref: '#/x-get'\nx-get: {}"),
    ];
    let (tree, found) = assembled(&files);
    let first = format!("W0204 a/openapi.yaml:2:26 {WHOLE}");
    assert_eq!(found, [first.as_str(), "E0207 a/openapi.yaml:2:68 this file does not exist"], "{}", tree.to_json());
    let files = [
        ("a/openapi.yaml", "openapi: 3.1.0\npaths: {/a: {get: {$ref: ../o/get.yaml, summary: own}}}"),
        ("o/get.yaml", "summary: s\nrequestBody: {content: {a/b: {schema: {$ref: pet.yaml}}}}"),
        ("o/pet.yaml", "type: string"),
    ];
    let (tree, found) = assembled(&files);
    assert_eq!(found, [first]);
    let expected =
        r##"{"/a":{"get":{"summary":"own","requestBody":{"content":{"a/b":{"schema":{"$ref":"#/components/schemas/pet"}}}}}}}"##;
    assert_eq!(tree.get("paths").unwrap().to_json(), expected);
}
