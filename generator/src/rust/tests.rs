#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use super::*;
use crate::ir::*;
use crate::names::names;
use crate::pointer::Pointer;

fn component(name: &str, shape: Shape, check: Check, facts: Facts) -> Type {
    let pointer = Pointer::from_text("/components/schemas").child(name);
    let docs = Docs { description: Some(format!("Text of {name}.")), ..Docs::default() };
    Type { pointer, origin: Origin::Component(name.to_owned()), docs, shape, check, facts }
}

fn field(name: &str, ty: TypeRef, required: bool) -> Field {
    let docs = Docs::default();
    Field { name: name.to_owned(), docs, ty, required, default: None, boxed: false, read_only: false, write_only: false }
}

fn content(media_type: &str, id: TypeId) -> Content {
    Content { media_type: media_type.to_owned(), ty: TypeRef::Named(id), check: Check(vec![Keyword::Schema(id)]) }
}

fn response(status: Status, content: Option<Content>) -> Response {
    Response { status, description: String::new(), headers: Vec::new(), content }
}

const BOTH: Facts = Facts { in_requests: true, in_responses: true, validated: true, default: false, eq: true };

/// A small API: a customer with a closed and an open part, an operation with every kind of result.
fn api() -> Api {
    let mut types = Types::default();
    let name = Check(vec![Keyword::Type(vec![JsonType::String]), Keyword::MinLength(1), Keyword::Pattern(Pattern { source: "^[a-z]+$".into(), regex: r"^[a-z]\w+$".into() })]);
    let check = Check(vec![
        Keyword::Type(vec![JsonType::Object]),
        Keyword::Required(vec!["name".into()]),
        Keyword::Members { declared: vec![("name".into(), name)], patterns: Vec::new(), others: Check::default() },
    ]);
    let fields = vec![
        field("name", TypeRef::Primitive(Primitive::String), true),
        Field { default: Some("\"a\"".into()), ..field("type", TypeRef::Primitive(Primitive::Uuid), false) },
        field("self", TypeRef::Nullable(Box::new(TypeRef::Primitive(Primitive::Double))), false),
    ];
    let customer = types.add(component("Customer", Shape::Struct(Struct { fields, rest: Rest::Kept(TypeRef::Any) }), check, Facts { eq: false, ..BOTH }));
    let values = Enumeration { values: EnumerationValues::Strings(vec!["a-b".into(), "+1".into(), "unknown".into()]), open: false };
    let color = types.add(component("Color", Shape::Enumeration(values), Check(vec![Keyword::Type(vec![JsonType::String])]), BOTH));
    let email = Check(vec![Keyword::Type(vec![JsonType::String]), Keyword::Format(Format::Email)]);
    types.add(component("Email", Shape::Alias(TypeRef::Primitive(Primitive::String)), email, BOTH));
    let variant = |word: &str, ty: TypeRef, kind| Variant { step: VariantName::Word(word.into()), tags: Vec::new(), ty, boxed: false, check: Check(vec![Keyword::Type(vec![kind])]) };
    let variants = vec![variant("Integer", TypeRef::Primitive(Primitive::Int64), JsonType::Integer), variant("Text", TypeRef::Named(color), JsonType::String)];
    let check = Check(vec![Keyword::AnyOf(vec![Check(vec![Keyword::Type(vec![JsonType::Integer]), Keyword::Minimum("-5".into()), Keyword::Maximum("9.50".into())]), Check(vec![Keyword::Schema(color)])])]);
    types.add(component("Choice", Shape::Union(Union { variants, choice: Choice::Check }), check, BOTH));
    let retry = Header { name: "Retry-After".into(), required: false, docs: Docs::default(), ty: TypeRef::Primitive(Primitive::Int64), kind: ParameterKind::Integer, explode: false };
    let limit = Parameter {
        name: "limit".into(),
        location: Location::Query,
        required: false,
        docs: Docs::default(),
        style: Style::Form,
        explode: true,
        allow_reserved: false,
        ty: TypeRef::Primitive(Primitive::Int64),
        check: Check(vec![Keyword::Type(vec![JsonType::Integer]), Keyword::Maximum("100".into())]),
        kind: ParameterKind::Integer,
        default: Some("20".into()),
    };
    let operation = Operation {
        key: OperationKey { method: "POST".into(), path: "/v1/customers".into() },
        operation_id: Some("createCustomer".into()),
        pointer: Pointer::from_text("/paths/~1v1~1customers/post"),
        docs: Docs { summary: Some("Create a customer.".into()), ..Docs::default() },
        parameters: vec![limit],
        request_body: Some(RequestBody { required: true, docs: Docs::default(), content: content("application/json", customer) }),
        responses: vec![
            response(Status::Exact(201), Some(content("application/json", customer))),
            response(Status::Exact(204), None),
            response(Status::Default, Some(content("application/problem+json", customer))),
            response(Status::Exact(400), Some(content("application/problem+json", customer))),
            Response { headers: vec![retry], ..response(Status::Exact(429), None) },
        ],
        security: vec![vec![SecurityRequirement { scheme: 0, scopes: vec!["write".into()] }], Vec::new()],
    };
    let tags = vec![Tag { name: "customers".into(), docs: Docs::default(), operations: vec![operation] }];
    let security_schemes = vec![SecurityScheme { name: "bearerAuth".into(), docs: Docs::default(), kind: SecuritySchemeKind::Bearer }];
    let servers = vec![Server { url: "https://{host}".into(), description: None, variables: vec![ServerVariable { name: "host".into(), default: "a.example".into(), values: Vec::new(), description: None }] }];
    Api { title: "Sample".into(), version: "1.0.0".into(), docs: Docs::default(), servers, types, tags, security_schemes }
}

fn options() -> Options {
    Options { source: "specs/sample/openapi.yaml".into(), command: "cargo xtask codegen".into(), module: Some("crate::sample".into()), features: true }
}

#[test]
fn print_all() {
    let api = api();
    let names = names(&api, &mut Vec::new());
    for file in files(&api, &names, &options()) {
        println!("=== {}\n{}", file.path, file.text);
    }
}
