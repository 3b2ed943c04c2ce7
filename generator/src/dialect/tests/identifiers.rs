//! Identifiers of JSON Schema: what references lead to when `$id`, `$anchor` and `$dynamicAnchor` are there.

use super::schema;

#[test]
fn references_follow_identifiers() {
    let cases = [
        ("{$defs: {a: {$anchor: x, type: string}}, items: {$ref: '#x'}}", "S_defs_a"),
        ("{$id: tree, items: {$ref: '#'}}", "S"),
        ("{$id: tree, items: {$ref: tree}}", "S"),
        ("{$id: 'https://example.com/tree', items: {$ref: '/tree'}}", "S"),
        ("{$id: tree, $defs: {a: {type: string}}, items: {$ref: '#/$defs/a'}}", "S_defs_a"),
        ("{$id: tree, $dynamicAnchor: node, items: {$dynamicRef: '#node'}}", "S"),
        ("{$anchor: node, items: {$dynamicRef: '#node'}}", "S"),
        ("{items: {$dynamicRef: '#/components/schemas/Other'}}", "Other"),
    ];
    for (text, target) in cases {
        let (out, found) = schema("3.1.0", text);
        assert_eq!(found, Vec::<String>::new(), "{text}");
        assert!(out.contains(&format!(r##""items":{{"$ref":"#/components/schemas/{target}"}}"##)), "{text}: {out}");
    }
}

#[test]
fn a_pointer_into_the_document_below_an_id_is_what_is_meant() {
    let (out, found) = schema("3.1.0", "{$id: tree, items: {$ref: '#/components/schemas/Other'}}");
    assert!(out.contains(r##""items":{"$ref":"#/components/schemas/Other"}"##), "{out}");
    let message = "by the letter, `#/components/schemas/Other` is looked for in the schema whose `$id` applies here";
    assert_eq!(found, [format!("W0203 7:34 {message}")]);
}

#[test]
fn identifiers_that_lead_nowhere_are_refused() {
    let cases = [
        ("{$ref: '#x'}", "E0201 7:15 there is no anchor `#x`"),
        ("{$dynamicRef: '#x'}", "E0201 7:22 there is no anchor that `#x` leads to"),
        ("{$ref: tree}", "E0204 7:15 `tree` is another document, which is not read here"),
        (
            "{$dynamicAnchor: n, items: {$dynamicRef: '#n'}, $defs: {b: {$id: b, $dynamicAnchor: n}}}",
            "E0210 7:49 `#n` leads to one of 2 schemas, depending on how this one is reached",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(schema("3.1.0", text), (String::new(), vec![expected.to_owned()]), "{text}");
    }
}

/// The schemas of a document of 3.1, and the diagnostics.
fn schemas(text: &str) -> (String, Vec<String>) {
    let document = format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n{text}");
    let (tree, found) = super::canonical_of(&document);
    let schemas = tree.and_then(|tree| Some(tree.get("components")?.get("schemas")?.to_json()));
    (schemas.unwrap_or_default(), found)
}

const PAGE: &str = "    Page: {$id: page, properties: {all: {items: {$dynamicRef: '#item'}}, next: {$ref: '#'}}, $defs: {item: {$dynamicAnchor: item}}}\n";

#[test]
fn a_template_is_copied_for_each_schema_that_binds_it() {
    let pets = "    Pets: {$id: pets, $ref: page, $defs: {item: {$dynamicAnchor: item, type: string}}}\n";
    let (out, found) = schemas(&format!("{PAGE}{pets}"));
    assert_eq!(found, Vec::<String>::new());
    let copy = concat!(
        r##""Page_Pets":{"properties":{"all":{"items":{"$ref":"#/components/schemas/Pets_defs_item"}},"##,
        r##""next":{"$ref":"#/components/schemas/Page_Pets"}},"x-canonical-$defs":{"item":{}}}"##
    );
    assert!(out.contains(copy), "{out}");
    assert!(out.contains(r##""allOf":[{"$ref":"#/components/schemas/Page_Pets"}]"##), "{out}");
    assert!(
        out.contains(
            r##""Page":{"x-canonical-$id":"page","properties":{"all":{"items":{"$ref":"#/components/schemas/Page_defs_item"}}"##
        ),
        "{out}"
    );
}

#[test]
fn a_binding_that_is_not_certain_is_left_to_the_check() {
    let pets = "    Pets: {$id: pets, allOf: [{$ref: page}], $defs: {item: {$dynamicAnchor: item, $ref: toys}}}\n";
    let toys = "    Toys: {$id: toys, allOf: [{$ref: page}], $defs: {item: {$dynamicAnchor: item, type: string}}}\n";
    let (out, found) = schemas(&format!("{PAGE}{pets}{toys}"));
    assert_eq!(found, Vec::<String>::new());
    let answers = |name: &str| format!(r##""$dynamicRef {name}":{{"$ref":"##);
    assert!(out.contains(r#""x-canonical-$dynamicRef":"item""#) && out.contains(&answers("2")), "{out}");
    // Whatever leads into a resource brings its anchors along.
    let anchor = |name: &str| format!(r##""$dynamicAnchor item":{{"$ref":"#/components/schemas/{name}_defs_item"}}"##);
    assert!(["Page", "Pets", "Toys"].iter().all(|name| out.contains(&anchor(name))), "{out}");
}

#[test]
fn path_items_and_media_types_are_found_by_the_uri_of_the_document() {
    let text = "openapi: 3.2.0
$self: https://example.com/api.yaml
info: {title: t, version: '1'}
paths:
  /a: {$ref: 'https://example.com/api.yaml#/components/pathItems/P'}
components:
  pathItems: {P: {get: {responses: {200: {description: d, content: {text/plain: {$ref: 'api.yaml#/components/mediaTypes/M'}}}}}}}
  mediaTypes: {M: {schema: {type: string}}}
";
    let (tree, found) = super::canonical_of(text);
    assert_eq!(found, Vec::<String>::new());
    let item = tree.unwrap().get("paths").unwrap().get("/a").unwrap().to_json();
    assert!(item.contains(r##""text/plain":{"schema":{"$ref":"#/components/schemas/mediaTypes_M"}}"##), "{item}");
}

#[test]
fn an_alias_below_two_identifiers_is_refused() {
    let part = "{items: {$ref: '#/$defs/y'}}";
    let (_, found) = schema(
        "3.1.0",
        &format!(
            "{{properties: {{a: {{$id: a, not: &x {part}, $defs: {{y: {{type: string}}}}}}, b: {{$id: b, not: *x, $defs: {{y: {{}}}}}}}}}}"
        ),
    );
    let place = "#/components/schemas/S/properties";
    let message =
        format!("`#/$defs/y` leads to `{place}/a/$defs/y` and to `{place}/b/$defs/y`, since it stands in several places");
    assert_eq!(found, [format!("E0210 7:57 {message}")]);
}
