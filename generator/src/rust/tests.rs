#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use std::sync::Arc;

use super::*;
use crate::ir::*;
use crate::names::{Lock, Names};
use crate::pointer::Pointer;

/// The names that an API gets when nothing has a name yet.
fn names(api: &ir::Api) -> Names {
    crate::names::names(api, &crate::part::Parts::default(), &Lock::default()).0
}

fn component(name: &str, shape: Shape, check: Check, facts: Facts) -> Type {
    let pointer = Pointer::from_text("/components/schemas").child(name);
    let docs = Docs { description: Some(format!("Text of {name}.")), ..Docs::default() };
    Type { pointer, origin: Origin::Component(name.to_owned()), docs, shape, check, facts }
}

fn field(name: &str, ty: TypeRef, required: bool) -> Field {
    let docs = Docs::default();
    Field {
        name: name.to_owned(),
        docs,
        ty,
        required,
        default: None,
        required_one_way: false,
        only: None,
        boxed: false,
        loose: false,
        read_only: false,
        write_only: false,
        held: Held::Value,
    }
}

fn content(media_type: &str, id: TypeId) -> Content {
    let check = Check(vec![Keyword::Schema(id)]);
    Content {
        holds: Holds::Value(TypeRef::Named(id)),
        media: vec![Media { name: media_type.to_owned(), codec: Codec::Json, check, examples: Arc::default() }],
    }
}

fn response(status: Status, content: Option<Content>) -> Response {
    Response { status, description: String::new(), headers: Vec::new(), content, answer: None }
}

const BOTH: Facts = Facts { in_requests: true, in_responses: true, validated: true, default: false };

fn customer(types: &mut Types) -> TypeId {
    let name = Check(vec![
        Keyword::Type(vec![JsonType::String]),
        Keyword::MinLength(1),
        Keyword::Pattern(Pattern {
            source: "^[a-z]+$".into(),
            regex: r"^[a-z]\w+$".into(),
            engine: letterpress_runtime::Engine::Linear,
        }),
    ]);
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
    let shape = Shape::Struct(Struct { fields, rest: Rest::Kept(TypeRef::Any) });
    types.add(component("Customer", shape, check, BOTH))
}

fn color(types: &mut Types) -> TypeId {
    let values = EnumerationValues::Strings(vec!["a-b".into(), "+1".into(), "unknown".into()]);
    let shape = Shape::Enumeration(Enumeration { values, open: false });
    types.add(component("Color", shape, Check(vec![Keyword::Type(vec![JsonType::String])]), BOTH))
}

fn email(types: &mut Types) -> TypeId {
    let check = Check(vec![Keyword::Type(vec![JsonType::String]), Keyword::Format(Format::Email)]);
    types.add(component("Email", Shape::Alias(TypeRef::Primitive(Primitive::String)), check, BOTH))
}

/// A number or a color.
fn choice(types: &mut Types, color: TypeId) -> TypeId {
    let variant = |word: &str, ty: TypeRef, kind| Variant {
        step: VariantName::Word(word.into()),
        tags: Vec::new(),
        ty,
        boxed: false,
        extra: false,
        check: Check(vec![Keyword::Type(vec![kind])]),
    };
    let variants = vec![
        variant("Integer", TypeRef::Primitive(Primitive::Int64), JsonType::Integer),
        variant("Text", TypeRef::Named(color), JsonType::String),
    ];
    let check = Check(vec![Keyword::AnyOf(vec![
        Check(vec![Keyword::Type(vec![JsonType::Integer]), Keyword::Minimum("-5".into()), Keyword::Maximum("9.50".into())]),
        Check(vec![Keyword::Schema(color)]),
    ])]);
    types.add(component("Choice", Shape::Union(Union { variants, choice: Choice::Check }), check, BOTH))
}

fn retry_after() -> Header {
    Header {
        name: "Retry-After".into(),
        required: false,
        docs: Docs::default(),
        ty: TypeRef::Primitive(Primitive::Int64),
        kind: ParameterKind::Integer,
        style: Style::Simple,
        explode: false,
    }
}

fn limit() -> Parameter {
    Parameter {
        name: "limit".into(),
        location: Location::Query,
        required: false,
        docs: Docs::default(),
        style: Style::Form,
        explode: true,
        allow_reserved: false,
        allow_empty: false,
        whole_query: false,
        ty: TypeRef::Primitive(Primitive::Int64),
        check: Check(vec![Keyword::Type(vec![JsonType::Integer]), Keyword::Maximum("100".into())]),
        kind: ParameterKind::Integer,
        default: Some("20".into()),
        only: None,
        examples: Arc::default(),
    }
}

/// An operation with every kind of result.
fn create_customer(customer: TypeId) -> Operation {
    Operation {
        key: OperationKey::path("POST", "/v1/customers"),
        servers: Vec::new(),
        asked_by: Vec::new(),
        route: Route { template: "/v1/customers".into(), ..Route::default() },
        operation_id: Some("createCustomer".into()),
        pointer: Pointer::from_text("/paths/~1v1~1customers/post"),
        docs: Docs { summary: Some("Create a customer.".into()), ..Docs::default() },
        parameters: vec![limit()],
        request_body: Some(RequestBody { required: true, docs: Docs::default(), content: content("application/json", customer) }),
        responses: vec![
            response(Status::Exact(201), Some(content("application/json", customer))),
            response(Status::Exact(204), None),
            response(Status::Default, Some(content("application/problem+json", customer))),
            response(Status::Exact(400), Some(content("application/problem+json", customer))),
            Response { headers: vec![retry_after()], ..response(Status::Exact(429), None) },
        ],
        security: vec![vec![SecurityRequirement { scheme: 0, scopes: vec!["write".into()] }], Vec::new()],
    }
}

/// A small API: a customer with a closed and an open part, and an operation.
fn api() -> Api {
    let mut types = Types::default();
    let customer = customer(&mut types);
    let color = color(&mut types);
    email(&mut types);
    choice(&mut types, color);
    let host = ServerVariable { name: "host".into(), default: "a.example".into(), values: Vec::new(), description: None };
    Api {
        title: "Sample".into(),
        version: "1.0.0".into(),
        docs: Docs::default(),
        servers: vec![Server { url: "https://{host}".into(), description: None, variables: vec![host] }],
        types,
        tags: vec![Tag { name: "customers".into(), operations: vec![create_customer(customer)], ..Tag::default() }],
        security_schemes: vec![SecurityScheme {
            name: "bearerAuth".into(),
            docs: Docs::default(),
            kind: SecuritySchemeKind::Bearer,
        }],
        xml: std::collections::BTreeMap::new(),
        fields: std::collections::BTreeMap::new(),
        answers: Default::default(),
        bodies: Default::default(),
        wrapped: Default::default(),
        runtime_features: Default::default(),
    }
}

fn options() -> Options {
    Options {
        source: "specs/sample/openapi.yaml".into(),
        command: "cargo xtask codegen".into(),
        module: Some("crate::sample".into()),
        features: true,
        ..Options::default()
    }
}

fn text(path: &str) -> String {
    let api = api();
    let files = files(&api, &names(&api), &options());
    files.into_iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is missing")).text
}

fn assert_contains(text: &str, part: &str) {
    assert!(text.contains(part), "missing:\n{part}\n\nin:\n{text}");
}

#[test]
fn a_model_is_a_struct_a_table_and_a_validator() {
    let expected = r##"// Generated by letterpress from specs/sample/openapi.yaml.
// Do not edit: change the spec and run `cargo xtask codegen`.

use letterpress_runtime::{Check, Pattern, Uuid, Validate, Value, object};
use std::collections::BTreeMap;

/// Text of Customer.
#[derive(Clone)]
pub struct Customer {
    /// At least 1 character, matching `^[a-z]+$`.
    pub name: String,
    /// Default `"a"`.
    pub r#type: Option<Uuid>,
    pub self_: Option<Option<f64>>,
    /// Members that the specification does not list.
    pub extra: BTreeMap<String, Value>,
}

object! {
    Customer::new(name: impl Into<String>) {
        name: required "name",
        r#type: optional "type" default "\"a\"",
        self_: optional "self",
        extra: rest,
    }
}

impl Validate for Customer {
    fn validate(check: Check<'_>) -> Check<'_> {
        static NAME: Pattern = Pattern::new(r"^[a-z]\w+$").written("^[a-z]+$");
        check
            .object()
            .required(&["name"])
            .members(|name, value| match name {
                "name" => value.string().min_length(1).pattern(&NAME),
                _ => value,
            })
    }
}
"##;
    assert_eq!(text("models/customer.rs"), expected);
}

#[test]
fn an_operation_is_described_once() {
    let text = text("operations/customers.rs");
    assert_contains(&text, "    const SECURITY: Security = &[&[security::BEARER_AUTH.scopes(&[\"write\"])], &[]];");
    assert_contains(
        &text,
        r#"
    responses! {
        201 => Ok(CreateCustomerOk::Created(body)) { body: json "application/json" },
        204 => Ok(CreateCustomerOk::NoContent) {},
        400 => Err(CreateCustomerError::BadRequest(body)) { body: json "application/problem+json" },
        429 => Err(CreateCustomerError::TooManyRequests { retry_after }) { retry_after: optional_header "Retry-After" },
        default => Err(CreateCustomerError::Default { status, body }) {
            status: status,
            body: json "application/problem+json",
        },
    }
"#,
    );
}

#[test]
fn an_optional_parameter_is_no_argument() {
    assert_contains(&text("client/customers.rs"), "pub fn create_customer(&self, body: Customer) -> Call<'_, CreateCustomer> {");
}

#[test]
fn the_server_authenticates_every_scheme() {
    let text = text("server/mod.rs");
    assert_contains(&text, r#"("bearerAuth", Presented::Bearer(token))"#);
    assert_contains(&text, "H: Customers<Principal = A::Principal>,");
}

#[test]
fn a_name_of_the_runtime_that_the_api_has_too_is_written_out() {
    let mut api = api();
    api.types.add(component("Format", Shape::Alias(TypeRef::Primitive(Primitive::String)), Check::default(), BOTH));
    let files = files(&api, &names(&api), &options());
    let email = files.iter().find(|file| file.path == "models/email.rs").unwrap();
    assert_contains(&email.text, "check.string().format(letterpress_runtime::Format::Email)");
    assert_contains(&email.text, "use letterpress_runtime::Check;");
}

#[test]
fn paths_are_relative_where_the_module_is_not_known() {
    let api = api();
    let options = Options { module: None, features: false, ..options() };
    let files = files(&api, &names(&api), &options);
    let operations = files.iter().find(|file| file.path == "operations/customers.rs").unwrap();
    assert_contains(&operations.text, "use super::super::models::Customer;");
    let root = files.iter().find(|file| file.path == "mod.rs").unwrap();
    assert!(!root.text.contains("feature"), "{}", root.text);
}

#[test]
fn a_crate_has_a_feature_for_each_api_and_an_example_of_each_side() {
    let api = api();
    let names = names(&api);
    let module = Module { name: "sample".into(), api: &api, names: &names, options: options() };
    let files = crate_files("sample-apis", &[module], &options());
    let text = |path: &str| files.iter().find(|file| file.path == path).unwrap().text.clone();
    assert_contains(&text("Cargo.toml"), "sample = []");
    assert_contains(&text("src/lib.rs"), "#[cfg(feature = \"sample\")]\npub mod sample;");
    assert_contains(&text("README.md"), "client.create_customer(body).await?");
    assert_contains(&text("README.md"), "async fn create_customer(&self, _: Self::Context, request: CreateCustomer)");
    assert_contains(&text("rustfmt.toml"), "disable_all_formatting = true");
    assert!(files.iter().all(|file| file.text.lines().next().unwrap().contains("Generated by letterpress from ")));
    assert!(files.iter().any(|file| file.path == "src/sample/mod.rs"));
}

#[test]
fn a_crate_asks_for_the_features_that_its_checks_need() {
    let mut api = api();
    let manifest = |api: &Api| {
        let names = names(api);
        let module = Module { name: "sample".into(), api, names: &names, options: options() };
        let alone = single_crate_files("sample-api", &module);
        let alone = alone.iter().find(|file| file.path == "Cargo.toml").unwrap().text.clone();
        let files = crate_files("sample-apis", &[module], &options());
        alone + &files.iter().find(|file| file.path == "Cargo.toml").unwrap().text
    };
    assert!(!manifest(&api).contains("idn"));
    api.runtime_features = ["idn"].into();
    assert_eq!(manifest(&api).matches("features = [\"idn\"] }").count(), 2);
}

/// What the example of a handler imports and defines has no name of a model.
#[test]
fn the_examples_of_a_readme_regard_the_names_of_models() {
    let mut api = api();
    for name in ["Handlers", "Authenticate"] {
        api.types.add(component(name, Shape::Alias(TypeRef::Any), Check::default(), BOTH));
    }
    let names = names(&api);
    assert!(names.is_type("Handlers") && names.is_type("Authenticate"));
    let module = Module { name: "sample".into(), api: &api, names: &names, options: options() };
    let files = crate_files("sample-apis", &[module], &options());
    let readme = &files.iter().find(|file| file.path == "README.md").unwrap().text;
    assert_contains(readme, "struct MyHandlers;");
    assert_contains(readme, "router(MyHandlers, authenticator)");
    assert_contains(readme, "authenticator: impl sample_apis::sample::server::Authenticate<Principal = String>");
    assert!(!readme.contains("{Authenticate,"), "{readme}");
}

#[test]
fn the_path_of_the_description_stays_within_its_comment() {
    let api = api();
    let names = names(&api);
    let options = Options { source: "a\nfn broken() {\r-->.yaml".into(), ..options() };
    let module = Module { name: "sample".into(), api: &api, names: &names, options: options.clone() };
    for file in crate_files("sample-apis", &[module], &options) {
        let second = file.text.lines().nth(1).unwrap();
        assert!(second.contains("Do not edit") || second.starts_with("# Each line keeps"), "{}: {second}", file.path);
        assert!(!file.text.contains("-->.yaml"), "{}", file.path);
    }
}

#[test]
fn the_same_api_makes_the_same_files() {
    let api = api();
    let once = files(&api, &names(&api), &options());
    let again = files(&api, &names(&api), &options());
    assert_eq!(once, again);
}

#[test]
fn every_file_parses_and_ends_in_one_newline() {
    let api = api();
    for file in files(&api, &names(&api), &options()) {
        assert!(file.text.ends_with('\n') && !file.text.ends_with("\n\n") && !file.text.contains("\n\n\n"), "{}", file.path);
        assert!(!file.text.contains("LETTERPRESS"), "{}", file.path);
        if file.path.ends_with(".rs") {
            syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        }
    }
}

fn whole(api: &Api) -> String {
    files(api, &names(api), &Options::default()).into_iter().map(|file| file.text).collect()
}

#[test]
fn a_call_of_a_handler_names_the_trait() {
    let mut api = api();
    api.tags[0].operations[0].operation_id = Some("drop".into());
    assert!(whole(&api).contains("H::drop(&handlers, context, request).await"));
}

#[test]
fn a_schema_called_validate_leaves_the_trait_in_reach() {
    let mut api = api();
    let validate = api.types.add(component("Validate", Shape::Alias(TypeRef::Any), Check::default(), BOTH));
    assert!(names(&api).is_type("Validate"), "{validate:?}");
    let text = whole(&api);
    assert!(text.contains("impl letterpress_runtime::Validate for Customer"), "{text}");
    assert!(text.contains("as letterpress_runtime::Validate>::validate") && !text.contains("Customer::validate"), "{text}");
}

#[test]
fn what_a_success_means_is_told() {
    let mut api = api();
    api.tags[0].operations[0].responses[0].description = "The customer exists now.".into();
    api.tags[0].operations[0].responses[1].description = "No content".into();
    let text = whole(&api);
    assert!(text.contains("/// Answers 201: The customer exists now.\n"));
    assert!(!text.contains("Answers 204"));
}
