//! A description with each scalar type of the IR in each position that can hold one, made from the table of these types.

use std::fmt::Write as _;

use letterpress::ir::{Primitive, Shape, TypeRef};

use crate::support::Input;

/// How a scalar is described, a value of it, and a value of another type.
struct Sample {
    ty: &'static str,
    format: &'static str,
    value: &'static str,
    wrong: &'static str,
}

fn sample(primitive: Primitive) -> Sample {
    let of = |ty, format, value, wrong| Sample { ty, format, value, wrong };
    match primitive {
        Primitive::Boolean => of("boolean", "", "true", "1"),
        Primitive::Int32 => of("integer", "int32", "-2147483648", "2147483648"),
        Primitive::Int64 => of("integer", "int64", "-9223372036854775808", "1.5"),
        Primitive::Int128 => of("integer", "", "-170000000000000000000000000000000000000", "1.5"),
        Primitive::Uint32 => of("integer", "uint32", "4294967295", "-1"),
        Primitive::Uint64 => of("integer", "uint64", "18446744073709551615", "-1"),
        Primitive::Float => of("number", "float", "1.5", "\"1.5\""),
        Primitive::Double => of("number", "double", "0.1", "true"),
        Primitive::Decimal => of("number", "decimal", "12345678901234567890.12345678901234567890", "\"1\""),
        Primitive::String => of("string", "", "\"a\"", "1"),
        Primitive::Date => of("string", "date", "\"2026-02-28\"", "\"2026-02-30\""),
        Primitive::DateTime => of("string", "date-time", "\"2026-02-28T12:00:00Z\"", "\"2026-02-28\""),
        Primitive::Time => of("string", "time", "\"12:00:00Z\"", "\"25:00:00Z\""),
        Primitive::Duration => of("string", "duration", "\"P1DT2H\"", "\"1 day\""),
        Primitive::Uuid => of("string", "uuid", "\"3fa85f64-5717-4562-b3fc-2c963f66afa6\"", "\"3fa85f64\""),
        Primitive::Base64 => of("string", "byte", "\"AQID\"", "\"A\""),
        Primitive::Password => of("string", "password", "\"secret\"", "1"),
        Primitive::QuotedInt32 => of("string", "int32", "\"-2147483648\"", "\"2147483648\""),
        Primitive::QuotedInt64 => of("string", "int64", "\"-9223372036854775808\"", "1"),
        Primitive::QuotedUint32 => of("string", "uint32", "\"4294967295\"", "\"-1\""),
        Primitive::QuotedUint64 => of("string", "uint64", "\"18446744073709551615\"", "\"01\""),
        Primitive::QuotedDecimal => of("string", "decimal", "\"12345678901234567890.10\"", "\"+1\""),
    }
}

impl Sample {
    fn schema(&self) -> String {
        self.described(self.ty, "")
    }

    fn nullable(&self) -> String {
        self.described(&format!("[{}, \"null\"]", self.ty), "")
    }

    /// The schema with more keywords.
    fn with(&self, more: &str) -> String {
        self.described(self.ty, more)
    }

    fn described(&self, ty: &str, more: &str) -> String {
        let format = if self.format.is_empty() { String::new() } else { format!(", format: {}", self.format) };
        let more = if more.is_empty() { String::new() } else { format!(", {more}") };
        // Only its bounds say how large an integer may be that no format names.
        let bounds = if self.ty == "integer" && self.format.is_empty() { ", minimum: -17e37, maximum: 17e37" } else { "" };
        format!("{{ type: {ty}{format}{bounds}{more} }}")
    }

    /// The value as a parameter has it.
    fn raw(&self) -> &'static str {
        self.value.trim_matches('"')
    }
}

/// The description, with its promises.
pub fn description() -> Input {
    let (mut promises, mut paths, mut schemas) = (String::new(), String::new(), String::new());
    for primitive in Primitive::ALL {
        let (name, sample) = (format!("{primitive:?}"), sample(primitive));
        promise(&mut promises, &name, &sample);
        path(&mut paths, &name, &sample);
        models(&mut schemas, &name, &sample);
    }
    let text = format!(
        "# Each scalar type in each position.\n{promises}openapi: 3.1.1\ninfo: {{ title: Scalars, version: '1' }}\n\
         paths:\n{paths}components:\n  schemas:\n{schemas}"
    );
    Input { name: "all-primitives".to_owned(), path: "tests/all-primitives.yaml".to_owned(), text }
}

fn promise(out: &mut String, name: &str, sample: &Sample) {
    let Sample { value, wrong, .. } = sample;
    let raw = sample.raw();
    let all = format!(
        r#"{{"required": {value}, "optional": {value}, "requiredNullable": null, "optionalNullable": {value}, "list": [{value}],
"nullables": [null, {value}], "lists": [[], [{value}]], "map": {{"a": {value}}}, "nullableMap": {{"a": null}}, "named": {value},
"commented": {value}, "nullableNamed": null, "nameds": [{value}], "either": [{value}], "one": {value}, "preset": {value}}}"#
    )
    .replace('\n', " ");
    let lines = [
        format!("valid Only{name}: {{\"value\": {value}}}"),
        format!("invalid Only{name}: {{\"value\": {wrong}}}"),
        format!("valid Alias{name}: {value}"),
        format!("invalid Alias{name}: {wrong}"),
        format!("valid Either{name}: {value}"),
        format!("valid Either{name}: [{value}, {value}]"),
        format!("invalid Either{name}: [{wrong}]"),
        format!("valid Rest{name}: {{\"known\": {value}, \"other\": {value}}}"),
        format!("invalid Rest{name}: {{\"other\": {wrong}}}"),
        format!("valid All{name}: {all}"),
        format!("valid All{name}: {{\"required\": {value}, \"requiredNullable\": {value}}}"),
        format!("invalid All{name}: {{\"required\": null, \"requiredNullable\": null}}"),
        format!(
            "answers GET /{name}/{raw}/.{raw}/;matrix={raw}/{raw},{raw}?single={raw}&many={raw}&many={raw}&commas={raw},{raw}\
             &spaces={raw}%20{raw}&pipes={raw}%7C{raw}&deep[a]={raw}&a={raw}&named={raw} -> 501"
        ),
        format!("answers GET /{name}/{raw}/.{raw}/;matrix={raw}/{raw}?deep[a]={raw} -> 400"),
        format!("answers POST /{name} {{}} -> 400"),
    ];
    for line in lines {
        writeln!(out, "# {line}").unwrap();
    }
}

/// Operations with the scalar in each kind of parameter, in bodies, and in headers of responses.
fn path(out: &mut String, name: &str, sample: &Sample) {
    let (schema, list) = (sample.schema(), format!("{{ type: array, items: {} }}", sample.schema()));
    let parameters = parameters(name, sample);
    let json = |schema: &str| format!("content: {{ application/json: {{ schema: {schema} }} }}");
    let reference = |kind: &str| json(&format!("{{ $ref: '#/components/schemas/{kind}{name}' }}"));
    let headers =
        format!("X-Must: {{ required: true, schema: {schema} }}, X-May: {{ schema: {schema} }}, X-Many: {{ schema: {list} }}");
    write!(
        out,
        "  /{name}/{{simple}}/{{label}}/{{matrix}}/{{several}}:
    get:
      operationId: get{name}
      parameters:
{parameters}      responses:
        '200': {{ description: d, headers: {{ {headers} }}, {} }}
        '404': {{ description: d, {} }}
        4XX: {{ description: d, {} }}
        default: {{ description: d, {} }}
  /{name}:
    post:
      operationId: post{name}
      requestBody: {{ required: true, {} }}
      responses: {{ '201': {{ description: d, headers: {{ {headers} }} }} }}
    put:
      operationId: put{name}
      requestBody: {{ required: true, {} }}
      responses: {{ '200': {{ description: d, {} }} }}
    patch:
      operationId: patch{name}
      requestBody: {{ {} }}
      responses: {{ '200': {{ description: d, {} }} }}
    delete:
      operationId: delete{name}
      requestBody: {{ {} }}
      responses: {{ '200': {{ description: d, {} }}, '202': {{ description: d, {} }} }}
",
        json(&schema),
        reference("Only"),
        reference("Either"),
        json(&list),
        reference("All"),
        json(&schema),
        reference("All"),
        reference("Rest"),
        reference("Either"),
        reference("Only"),
        reference("Alias"),
        reference("Rest"),
    )
    .unwrap();
}

/// A parameter of each location and style, alone, as a list and in an object.
fn parameters(name: &str, sample: &Sample) -> String {
    let (schema, list) = (sample.schema(), format!("{{ type: array, items: {} }}", sample.schema()));
    let object = format!("{{ type: object, properties: {{ a: {schema} }} }}");
    let parameter = |name: &str, rest: &str| format!("        - {{ name: {name}, {rest} }}\n");
    [
        parameter("simple", &format!("in: path, required: true, schema: {schema}")),
        parameter("label", &format!("in: path, required: true, style: label, schema: {schema}")),
        parameter("matrix", &format!("in: path, required: true, style: matrix, schema: {schema}")),
        parameter("several", &format!("in: path, required: true, schema: {list}")),
        parameter("single", &format!("in: query, required: true, schema: {schema}")),
        parameter("maybe", &format!("in: query, schema: {schema}")),
        parameter("preset", &format!("in: query, schema: {}", sample.with(&format!("default: {}", sample.value)))),
        parameter("named", &format!("in: query, schema: {{ $ref: '#/components/schemas/Alias{name}' }}")),
        parameter("many", &format!("in: query, schema: {list}")),
        parameter("commas", &format!("in: query, explode: false, schema: {list}")),
        parameter("spaces", &format!("in: query, style: spaceDelimited, explode: false, schema: {list}")),
        parameter("pipes", &format!("in: query, style: pipeDelimited, explode: false, schema: {list}")),
        parameter("deep", &format!("in: query, style: deepObject, schema: {object}")),
        parameter("members", &format!("in: query, schema: {object}")),
        parameter("X-Single", &format!("in: header, schema: {schema}")),
        parameter("X-List", &format!("in: header, schema: {list}")),
        parameter("X-Object", &format!("in: header, explode: true, schema: {object}")),
        parameter("crumb", &format!("in: cookie, schema: {schema}")),
        parameter("crumbs", &format!("in: cookie, explode: false, schema: {list}")),
    ]
    .concat()
}

fn models(out: &mut String, name: &str, sample: &Sample) {
    let (schema, nullable) = (sample.schema(), sample.nullable());
    let (one, preset) = (sample.with(&format!("enum: [{}]", sample.value)), sample.with(&format!("default: {}", sample.value)));
    write!(
        out,
        "    Only{name}: {{ type: object, required: [value], properties: {{ value: {schema} }} }}
    Alias{name}: {schema}
    Either{name}: {{ oneOf: [ {schema}, {{ type: array, items: {schema} }} ] }}
    Rest{name}: {{ type: object, properties: {{ known: {schema} }}, additionalProperties: {schema} }}
    All{name}:
      type: object
      required: [required, requiredNullable]
      properties:
        required: {schema}
        optional: {schema}
        requiredNullable: {nullable}
        optionalNullable: {nullable}
        list: {{ type: array, items: {schema} }}
        nullables: {{ type: array, items: {nullable} }}
        lists: {{ type: array, items: {{ type: array, items: {schema} }} }}
        map: {{ type: object, additionalProperties: {schema} }}
        nullableMap: {{ type: object, additionalProperties: {nullable} }}
        named: {{ $ref: '#/components/schemas/Alias{name}' }}
        commented: {{ $ref: '#/components/schemas/Alias{name}', description: Named and commented. }}
        nullableNamed: {{ oneOf: [ {{ $ref: '#/components/schemas/Alias{name}' }}, {{ type: 'null' }} ] }}
        nameds: {{ type: array, items: {{ $ref: '#/components/schemas/Alias{name}' }} }}
        either: {{ $ref: '#/components/schemas/Either{name}' }}
        one: {one}
        preset: {preset}
"
    )
    .unwrap();
}

/// The description has what its table says, so that what is compiled and run is about each type.
#[test]
fn each_primitive_is_held_by_the_type_of_its_name() {
    let (understood, told) = crate::understand(&description());
    let understood = understood.unwrap_or_else(|| panic!("{told:?}"));
    let types: Vec<_> = understood.api.types.iter().collect();
    for primitive in Primitive::ALL {
        let name = format!("Only{primitive:?}");
        let (_, definition) = types.iter().find(|(id, _)| understood.names.ty(*id).ident == name).unwrap();
        let Shape::Struct(object) = &definition.shape else { panic!("{name} is no struct") };
        assert_eq!(object.fields[0].ty, TypeRef::Primitive(primitive), "{name}");
    }
}
