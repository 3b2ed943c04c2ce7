//! Defaults: one that a server would take from a client is kept, any other is told with its place and dropped, for every keyword
//! that a validator has and wherever a default may stand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use letterpress::diagnostic::{Diagnostic, places};
use letterpress::ir::{Api, Check, Format, Keyword, Notes, Shape};
use letterpress::source::{Source, Sources};

/// A schema of 3.1, a default that satisfies it and one that does not, and the keyword that says so.
type Row = (&'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("type: string", "a", "1", "type"),
    ("type: integer", "1.0", "1.5", "type"),
    ("type: number", "-1.5e3", "'1'", "type"),
    ("type: boolean", "true", "'true'", "type"),
    ("type: array", "[]", "{}", "type"),
    ("type: object", "{}", "[]", "type"),
    ("type: [string, integer]", "1", "true", "type"),
    ("type: string, enum: [up, down]", "up", "sideways", "enum"),
    ("type: integer, enum: [1, 2]", "1.0", "3", "enum"),
    ("enum: [1, a, [b], { c: d }]", "{ c: d }", "{ c: e }", "enum"),
    ("type: string, const: fixed", "fixed", "loose", "const"),
    ("const: [1, 2.0]", "[1.0, 2]", "[2, 1]", "const"),
    ("type: number, multipleOf: 0.01", "1.10", "1.005", "multipleOf"),
    ("type: number, multipleOf: 1e-30", "3e-30", "3.5e-30", "multipleOf"),
    ("type: number, minimum: 1e2", "100.0", "99.999999999999999999999", "minimum"),
    ("type: number, maximum: 0.1", "1e-1", "0.1000000000000000000001", "maximum"),
    ("type: number, exclusiveMinimum: 1", "1.0000000000000000000001", "1.0", "exclusiveMinimum"),
    ("type: number, exclusiveMaximum: 1e40", "9.9e39", "1e40", "exclusiveMaximum"),
    ("type: string, minLength: 2", "\"\\u00e9\\u00e9\"", "\"\\u00e9\"", "minLength"),
    ("type: string, maxLength: 1", "\"\\U0001f600\"", "ab", "maxLength"),
    ("type: string, pattern: '^\\d{2}$'", "'12'", "\"12\\n\"", "pattern"),
    ("type: array, items: { type: string, format: email }", "[a@b.example]", "[a@b.example, no mail]", "format"),
    (
        "type: array, prefixItems: [{ type: string }, { type: integer }], items: { type: boolean }",
        "[a, 1, true]",
        "[a, 1, 2]",
        "type",
    ),
    ("type: array, prefixItems: [{ type: string }]", "[a]", "[1]", "type"),
    ("type: array, minItems: 2", "[1, 2]", "[1]", "minItems"),
    ("type: array, maxItems: 1", "[1]", "[1, 2]", "maxItems"),
    ("type: array, uniqueItems: true", "[1, '1', { a: 1 }]", "[{ a: 1, b: 2 }, { b: 2.0, a: 1 }]", "uniqueItems"),
    ("type: array, contains: { const: 1 }", "[2, 1]", "[2]", "contains"),
    ("type: array, contains: { const: 1 }, minContains: 2", "[1, 1]", "[1]", "minContains"),
    ("type: array, contains: { const: 1 }, maxContains: 1", "[1, 2]", "[1, 1]", "maxContains"),
    ("type: object, required: [a], properties: { a: { type: string } }", "{ a: b }", "{}", "required"),
    ("type: object, properties: { a: { type: string, minLength: 2 } }", "{ a: bc }", "{ a: b }", "minLength"),
    ("type: object, properties: { a: false }", "{}", "{ a: 1 }", "properties"),
    ("type: object, properties: { a: {} }, additionalProperties: false", "{ a: 1 }", "{ b: 1 }", "additionalProperties"),
    (
        "type: object, oneOf: [{ required: [a], properties: { a: {} } }, { required: [b], additionalProperties: true }], \
         unevaluatedProperties: false",
        "{ a: 1 }",
        "{ a: 1, c: 1 }",
        "unevaluatedProperties",
    ),
    (
        "type: array, anyOf: [{ prefixItems: [{ const: 1 }] }, { items: { const: 2 } }], unevaluatedItems: false",
        "[2, 2]",
        "[1, 2]",
        "unevaluatedItems",
    ),
    ("type: object, properties: { a: {} }, unevaluatedProperties: false", "{ a: 1 }", "{ b: 1 }", "unevaluatedProperties"),
    ("type: object, additionalProperties: { type: integer }", "{ a: 1 }", "{ a: b }", "type"),
    ("type: object, patternProperties: { ^x: { type: integer } }, additionalProperties: false", "{ xa: 1 }", "{ xa: b }", "type"),
    ("type: object, propertyNames: { maxLength: 1 }", "{ a: 1 }", "{ ab: 1 }", "propertyNames"),
    ("type: object, minProperties: 1", "{ a: 1 }", "{}", "minProperties"),
    ("type: object, maxProperties: 1", "{ a: 1 }", "{ a: 1, b: 1 }", "maxProperties"),
    ("type: object, dependentRequired: { a: [b] }", "{ a: 1, b: 1 }", "{ a: 1 }", "dependentRequired"),
    ("type: object, dependentSchemas: { a: { minProperties: 2 } }", "{ a: 1, b: 1 }", "{ a: 1 }", "minProperties"),
    ("allOf: [{ type: string }, { minLength: 2 }]", "ab", "a", "minLength"),
    ("anyOf: [{ type: string, minLength: 2 }, { type: integer }]", "1", "a", "anyOf"),
    ("oneOf: [{ type: integer }, { type: number, minimum: 5 }]", "5.5", "6", "oneOf"),
    ("type: string, not: { const: no }", "'yes'", "'no'", "not"),
    ("type: integer, if: { minimum: 10 }, then: { multipleOf: 10 }, else: { maximum: 5 }", "20", "15", "multipleOf"),
    ("type: integer, if: { minimum: 10 }, then: { multipleOf: 10 }, else: { maximum: 5 }", "5", "7", "maximum"),
    ("$ref: '#/components/schemas/Tree'", "{ inside: [{ inside: [] }] }", "{ inside: [{ inside: [{ inside: 1 }] }] }", "type"),
    ("$ref: '#/components/schemas/Shape'", "{ kind: Square, side: 1 }", "{ kind: Square, side: -1 }", "minimum"),
    ("$ref: '#/components/schemas/Shape'", "{ kind: Round }", "{ kind: Oval }", "discriminator"),
    ("type: string, contentEncoding: base64", "AQID", "A", "contentEncoding"),
    ("type: string, contentMediaType: application/json, contentSchema: { minimum: 5 }", "'7'", "'3'", "minimum"),
    ("$ref: '#/components/schemas/Numbers'", "[1]", "[a]", "type"),
    // Not of the schema, but of what a server holds.
    ("type: integer, format: int32", "2147483647", "2147483648", "format"),
    ("type: integer", "9223372036854775807", "9223372036854775808", "limit"),
    ("type: number", "1e308", "1e309", "limit"),
    ("type: number, format: float", "3e38", "4e38", "limit"),
    ("type: object", "{ a: 1e308 }", "{ a: 1e309 }", ""),
    ("properties: { a: { type: string } }", "{ a: b }", "text", "type"),
];

/// A text of each format, and one that is near.
fn texts(format: Format) -> Option<(&'static str, &'static str)> {
    match format {
        Format::Int32 | Format::Int64 | Format::Uint32 | Format::Uint64 => None,
        Format::QuotedInt32 => Some(("-2147483648", "2147483648")),
        Format::QuotedInt64 => Some(("9223372036854775807", "9223372036854775808")),
        Format::QuotedUint32 => Some(("4294967295", "-1")),
        Format::QuotedUint64 => Some(("18446744073709551615", "007")),
        Format::QuotedDecimal | Format::QuotedDecimal128 => Some(("1.50", "+1.5")),
        Format::Byte => Some(("Zm9v", "Zm9v!")),
        Format::Date => Some(("2024-02-29", "2023-02-29")),
        Format::DateTime => Some(("2026-01-31T12:00:00Z", "2026-01-31T12:00:00")),
        Format::Time => Some(("12:00:00Z", "12:00:60Z")),
        Format::Duration => Some(("P1D", "P1D1H")),
        Format::Email => Some(("a@b.example", "no mail")),
        Format::IdnEmail => Some(("ä@b.example", "no mail")),
        Format::Hostname => Some(("a.example", "-a.example")),
        Format::IdnHostname => Some(("ä.example", "ä..example")),
        Format::Ipv4 => Some(("127.0.0.1", "127.0.0.01")),
        Format::Ipv6 => Some(("::1", ":1")),
        Format::Uri => Some(("https://a.example/", "/a")),
        Format::UriReference => Some(("/a", "/a b")),
        Format::Iri => Some(("https://ä.example/", "/ä")),
        Format::IriReference => Some(("/ä", "/a b")),
        Format::UriTemplate => Some(("/pets/{id}", "/pets/{id")),
        Format::JsonPointer => Some(("/a/0", "a")),
        Format::RelativeJsonPointer => Some(("1/a", "/a")),
        Format::Regex => Some(("^a+$", "(a")),
        Format::Uuid => Some(("123e4567-e89b-12d3-a456-426614174000", "123e4567")),
    }
}

const COMPONENTS: &str = "
    Listed: { $id: 'https://a.example/listed', type: array, items: { $dynamicRef: '#item' }, $defs: { any: { $dynamicAnchor: item } } }
    Middle: { $id: 'https://a.example/middle', $ref: listed }
    Numbers: { $id: 'https://a.example/numbers', $ref: middle, $defs: { number: { $dynamicAnchor: item, type: number } } }
    Tree: { type: object, properties: { inside: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    Shape:
      oneOf: [{ $ref: '#/components/schemas/Square' }, { $ref: '#/components/schemas/Round' }]
      discriminator: { propertyName: kind }
    Square: { type: object, required: [kind], properties: { kind: { type: string }, side: { type: integer, minimum: 0 } } }
    Round: { type: object, required: [kind], properties: { kind: { type: string } } }";

/// Members that a component with a default of its own stands behind, by `$ref` and by `allOf`.
const BEHIND: usize = 2;

/// The places where a default may stand: each is there once.
fn document(schema: &str, default: &str) -> String {
    let whole = format!("{{ {schema}, default: {default} }}");
    let nullable = format!("{{ anyOf: [{{ {schema} }}, {{ type: 'null' }}], default: {default} }}");
    format!(
        "openapi: 3.1.0
info: {{ title: Defaults, version: '1' }}
paths:
  /things:
    post:
      operationId: make
      parameters:
        - {{ name: q, in: query, schema: {whole} }}
        - {{ name: X-H, in: header, schema: {whole} }}
        - {{ $ref: '#/components/parameters/C' }}
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Holder' }} }} }} }}
      responses: {{ '204': {{ description: made }} }}
components:
  parameters:
    C: {{ name: c, in: cookie, schema: {{ $ref: '#/components/schemas/Named', default: {default} }} }}
  schemas:
    Named: {{ {schema} }}
    Own: {whole}
    Holder:
      type: object
      properties:
        member: {whole}
        nullable: {nullable}
        reference: {{ $ref: '#/components/schemas/Named', default: {default} }}
        all: {{ allOf: [{{ $ref: '#/components/schemas/Named' }}], default: {default} }}
        behind: {{ $ref: '#/components/schemas/Own' }}
        behindAll: {{ allOf: [{{ $ref: '#/components/schemas/Own' }}] }}
        items: {{ type: array, items: {{ type: object, properties: {{ inner: {whole} }} }} }}
    Merged:
      allOf:
        - {{ type: object, properties: {{ both: {{ {schema} }} }} }}
        - {{ type: object, properties: {{ both: {{ $ref: '#/components/schemas/Named', default: {default} }} }} }}{COMPONENTS}
"
    )
}

/// How many places of [`document`] hold a default, without those that stand behind.
const PLACES: usize = 9;

struct Run {
    api: Api,
    told: Vec<Diagnostic>,
    sources: Sources,
}

fn run(text: String) -> Run {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "defaults.yaml".to_owned(), text });
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    let told = diagnostics.iter().filter(|found| found.code.0 == "W0332").cloned().collect();
    let text = letterpress::diagnostic::render(&diagnostics, &sources);
    Run { api: understood.unwrap_or_else(|| panic!("{text}")).api, told, sources }
}

/// Every default that a handler can get.
fn kept(api: &Api) -> Vec<&str> {
    let parameters = api.tags.iter().flat_map(|tag| &tag.operations).flat_map(|operation| &operation.parameters);
    let fields = api.types.iter().flat_map(|(_, definition)| match &definition.shape {
        Shape::Struct(object) => object.fields.as_slice(),
        Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => &[],
    });
    let parameters = parameters.filter_map(|parameter| parameter.default.as_deref());
    parameters.chain(fields.filter_map(|field| field.default.as_deref())).collect()
}

fn assert_row(schema: &str, good: &str, bad: &str, keyword: &str) {
    let fine = run(document(schema, good));
    assert!(fine.told.is_empty(), "{schema}: {good}: {:?}", fine.told);
    assert_eq!(kept(&fine.api).len(), PLACES + BEHIND, "{schema}: {good}: {:?}", kept(&fine.api));
    let wrong = run(document(schema, bad));
    assert_eq!(kept(&wrong.api), Vec::<&str>::new(), "{schema}: {bad}");
    // Behind stands one default, which is told once.
    let told: Vec<String> = wrong.told.iter().map(|found| place(&wrong.sources, found)).collect();
    assert_eq!(told.len(), PLACES + 1, "{schema}: {bad}: {told:?}");
    for found in &wrong.told {
        let reason = if keyword.is_empty() { "cannot hold this one".to_owned() } else { format!("(`{keyword}`)") };
        assert!(found.message.contains(&reason), "{schema}: {bad}: {}", found.message);
    }
}

fn place(sources: &Sources, found: &Diagnostic) -> String {
    let (start, _) = places(sources, found.span.unwrap()).unwrap();
    format!("{}:{}", start.line, start.column)
}

#[test]
fn each_keyword_decides_over_defaults_wherever_they_stand() {
    for (schema, good, bad, keyword) in ROWS {
        assert_row(schema, good, bad, keyword);
    }
}

#[test]
fn each_format_decides_over_defaults() {
    for format in Format::ALL {
        if let Some((good, bad)) = texts(*format) {
            assert_row(&format!("type: string, format: {}", format.name()), &format!("'{good}'"), &format!("'{bad}'"), "format");
        } else {
            let (least, greatest) = format.range().unwrap();
            let beyond = greatest.to_u64().map(|number| u128::from(number) + 1).unwrap();
            let schema = format!("type: integer, format: {}", format.name());
            assert_row(&schema, &least.to_string(), &beyond.to_string(), "format");
            assert_row(&format!("type: number, format: {}", format.name()), &greatest.to_string(), "0.5", "format");
        }
    }
}

#[test]
fn the_part_that_fails_is_what_is_shown() {
    let schema = "type: object, properties: { a: { type: array, items: { type: integer } } }, additionalProperties: false";
    let run = run(format!(
        "openapi: 3.1.0
info: {{ title: T, version: '1' }}
paths: {{}}
components:
  schemas:
    A:
      type: object
      properties:
        b:
          {{ {schema}, default: {{ a: [1, x, 2, y], c: 1 }} }}
"
    ));
    assert_eq!(run.told.len(), 1);
    let text = |span| run.sources.text(span);
    assert_eq!(text(run.told[0].span.unwrap()), "x");
    assert_eq!(run.told[0].related.iter().map(|(span, _)| text(*span)).collect::<Vec<_>>(), ["y", "c"]);
    assert_eq!(run.told[0].message.as_ref(), "this default does not fit its schema: expected integer, found string (`type`)");
}

#[test]
fn no_keyword_of_a_check_is_left_out() {
    let mut seen = BTreeSet::new();
    for (schema, good, ..) in ROWS {
        let api = run(document(schema, good)).api;
        api.types.iter().for_each(|(_, definition)| names(&definition.check, &mut seen));
    }
    let all: BTreeSet<&str> = ALL.iter().copied().collect();
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// The variants of `ir::Keyword`; `name` fails to compile when one is added.
const ALL: [&str; 48] = [
    "Type",
    "EnumStrings",
    "Enum",
    "Const",
    "MultipleOf",
    "Minimum",
    "Maximum",
    "ExclusiveMinimum",
    "ExclusiveMaximum",
    "MinLength",
    "MaxLength",
    "Pattern",
    "Format",
    "Base64",
    "Limit",
    "Items",
    "MinItems",
    "MaxItems",
    "UniqueItems",
    "PrefixItems",
    "Contains",
    "Required",
    "MinProperties",
    "MaxProperties",
    "Members",
    "PropertyNames",
    "DependentRequired",
    "DependentSchemas",
    "AllOf",
    "AnyOf",
    "OneOf",
    "Not",
    "IfThenElse",
    "Nullable",
    "Refused",
    "Undeclared",
    "Unevaluated",
    "UnevaluatedItem",
    "Notes::Begin",
    "Notes::Members",
    "Notes::AllMembers",
    "Notes::FirstItems",
    "Notes::AllItems",
    "UnevaluatedMembers",
    "UnevaluatedItems",
    "Content",
    "Scope",
    "Dynamic",
];

fn notes_name(notes: &Notes) -> &'static str {
    match notes {
        Notes::Begin => "Notes::Begin",
        Notes::Members(_) => "Notes::Members",
        Notes::AllMembers => "Notes::AllMembers",
        Notes::FirstItems(_) => "Notes::FirstItems",
        Notes::AllItems => "Notes::AllItems",
    }
}

fn names(check: &Check, seen: &mut BTreeSet<&'static str>) {
    for keyword in &check.0 {
        let (name, inner): (&str, Vec<&Check>) = match keyword {
            Keyword::Type(_) => ("Type", vec![]),
            Keyword::EnumStrings(_) => ("EnumStrings", vec![]),
            Keyword::Enum(_) => ("Enum", vec![]),
            Keyword::Const(_) => ("Const", vec![]),
            Keyword::MultipleOf(_) => ("MultipleOf", vec![]),
            Keyword::Minimum(_) => ("Minimum", vec![]),
            Keyword::Maximum(_) => ("Maximum", vec![]),
            Keyword::ExclusiveMinimum(_) => ("ExclusiveMinimum", vec![]),
            Keyword::ExclusiveMaximum(_) => ("ExclusiveMaximum", vec![]),
            Keyword::MinLength(_) => ("MinLength", vec![]),
            Keyword::MaxLength(_) => ("MaxLength", vec![]),
            Keyword::Pattern(_) => ("Pattern", vec![]),
            Keyword::Format(_) => ("Format", vec![]),
            Keyword::Base64 => ("Base64", vec![]),
            Keyword::Limit(_) => ("Limit", vec![]),
            Keyword::MinItems(_) => ("MinItems", vec![]),
            Keyword::MaxItems(_) => ("MaxItems", vec![]),
            Keyword::UniqueItems => ("UniqueItems", vec![]),
            Keyword::Required(_) => ("Required", vec![]),
            Keyword::MinProperties(_) => ("MinProperties", vec![]),
            Keyword::MaxProperties(_) => ("MaxProperties", vec![]),
            Keyword::DependentRequired(_) => ("DependentRequired", vec![]),
            Keyword::Refused(_) => ("Refused", vec![]),
            Keyword::Content { check, .. } => ("Content", vec![check]),
            Keyword::Scope(anchors) => ("Scope", anchors.iter().map(|(_, check)| check).collect()),
            Keyword::Dynamic { otherwise, .. } => ("Dynamic", vec![otherwise]),
            Keyword::Undeclared => ("Undeclared", vec![]),
            Keyword::Unevaluated => ("Unevaluated", vec![]),
            Keyword::UnevaluatedItem => ("UnevaluatedItem", vec![]),
            Keyword::Notes(notes) => (notes_name(notes), vec![]),
            Keyword::UnevaluatedMembers(check) => ("UnevaluatedMembers", vec![check]),
            Keyword::UnevaluatedItems(check) => ("UnevaluatedItems", vec![check]),
            // Rows ask for these by name.
            Keyword::Discriminator { .. } | Keyword::Schema(_) => continue,
            Keyword::Items(check) => ("Items", vec![check]),
            Keyword::PropertyNames(check) => ("PropertyNames", vec![check]),
            Keyword::Nullable(check) => ("Nullable", vec![check]),
            Keyword::Not(check) => ("Not", vec![check]),
            Keyword::Contains { check, .. } => ("Contains", vec![check]),
            Keyword::PrefixItems(first, others) => ("PrefixItems", first.iter().chain([others]).collect()),
            Keyword::AllOf(checks) => ("AllOf", checks.iter().collect()),
            Keyword::AnyOf(checks) => ("AnyOf", checks.iter().collect()),
            Keyword::OneOf(checks) => ("OneOf", checks.iter().collect()),
            Keyword::IfThenElse(condition, then, otherwise) => ("IfThenElse", vec![condition, then, otherwise]),
            Keyword::DependentSchemas(schemas) => ("DependentSchemas", schemas.iter().map(|(_, check)| check).collect()),
            Keyword::Members { declared, patterns, others } => {
                let patterns = patterns.iter().map(|(_, check)| check);
                ("Members", declared.iter().map(|(_, check)| check).chain(patterns).chain([others]).collect())
            }
        };
        seen.insert(name);
        inner.into_iter().for_each(|check| names(check, seen));
    }
}
