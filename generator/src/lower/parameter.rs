//! Parameters (OpenAPI 3.0.4 section 4.7.12).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use openapiv3::{CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr};

use super::admit::{Kinds, admitted};
use super::context::Context;
use super::default;
use super::docs;
use super::example;
use super::kind::{Nesting, common, items, nested, of_items, of_member, scalars, tell_null, tell_one};
use super::media_type;
use super::members;
use super::path_query;
use super::server::template_names;
use super::shared;
use super::types::{core_type, type_of};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, brief, codes::lowering, suggest};
use crate::ir::{Check, Docs, Location, Parameter, ParameterKind, Primitive, Style, TypeRef};
use crate::node::Node;
use crate::pointer::Pointer;
use crate::source::Span;

/// The parameters of an operation: those of its path item that it does not override, then its own.
pub(super) fn all(
    cx: &mut Context<'_>,
    path: &str,
    item: &PathItem,
    operation: &openapiv3::Operation,
    item_at: &Pointer,
    at: &Pointer,
) -> Vec<Parameter> {
    let own = list(cx, &operation.parameters, &at.child("parameters"));
    let mut parameters = list(cx, &item.parameters, &item_at.child("parameters"));
    let overridden: HashSet<(Location, String)> = own.iter().map(identity).collect();
    parameters.retain(|shared| !overridden.contains(&identity(shared)));
    parameters.extend(own);
    path_query::settle(cx, path, &mut parameters, [at, item_at]);
    let template = super::route::read(path).template;
    let variables: HashSet<String> = template_names(&template).into_iter().collect();
    let (mut parameters, strays): (Vec<Parameter>, Vec<Parameter>) =
        parameters.into_iter().partition(|parameter| matches_template(cx, path, &variables, parameter, [at, item_at]));
    implicit(cx, path, &mut parameters, strays.get(..NEAR).unwrap_or(&strays));
    parameters
}

/// A parameter is told from others by its location and its name (section 4.7.12.1); names of headers are case-insensitive.
fn identity(parameter: &Parameter) -> (Location, String) {
    let name = match parameter.location {
        Location::Header => parameter.name.to_ascii_lowercase(),
        Location::Query | Location::Path | Location::Cookie => parameter.name.clone(),
    };
    (parameter.location, name)
}

fn list(cx: &mut Context<'_>, values: &[ReferenceOr<openapiv3::Parameter>], at: &Pointer) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut listed: HashMap<(Location, String), Span> = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        let place = at.index(index);
        let Some(parameter) = cx.resolve(value, &place).and_then(|(parameter, at)| lower(cx, &parameter, &at)) else { continue };
        let key = if matches!(value, ReferenceOr::Item(_)) { "name" } else { "$ref" };
        let span = cx.span(&place.child(key));
        if let Some(first) = listed.insert(identity(&parameter), span) {
            cx.tell(twice(&parameter, span, first));
            continue;
        }
        parameters.push(parameter);
    }
    parameters
}

fn twice(parameter: &Parameter, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(lowering::DUPLICATE_PARAMETER, span, format!("the parameter `{}` is listed twice", parameter.name))
        .label("the second time")
        .related(first, "the first time")
        .note("`name` and `in` identify a parameter (section Operation Object)")
        .help("remove one of the two")
}

/// As how many values a parameter or a header counts by itself: it is printed in several places.
pub(super) const EACH: usize = 8;

fn lower(cx: &mut Context<'_>, parameter: &openapiv3::Parameter, at: &Pointer) -> Option<Parameter> {
    let data = parameter.parameter_data_ref();
    let texts = [Some(data.name.as_str()), data.description.as_deref()];
    if !cx.admits_values(EACH, |cx| cx.span(at)) || !shared::admits_texts(cx, &texts, at) {
        return None;
    }
    let (location, style, allow_reserved) = written(parameter);
    let style = delimited(cx, at).unwrap_or(style);
    if location == Location::Header && is_described_elsewhere(&data.name) {
        let span = cx.span(at);
        cx.tell(
            Diagnostic::warning(lowering::HEADER_IGNORED, span, format!("the header parameter `{}` is ignored", data.name))
                .note("`Accept` and `Content-Type` follow from media types, `Authorization` from security schemes (section Parameter Object)")
                .help("remove the parameter"),
        );
        return None;
    }
    let carried = carried(cx, &data.format, at, &format!("parameter `{}`", data.name))?;
    let required = data.required || location == Location::Path;
    let (ty, check, kind) = match &carried {
        Carried::Styled(schema) if style == Style::DeepObject => {
            (core_type(cx, schema), shared::check(cx, schema), nested(cx, schema, Nesting::Brackets))
        }
        // Null has no text.
        Carried::Styled(schema) => (core_type(cx, schema), shared::check(cx, schema), kind(cx, schema)),
        Carried::Form(schema) => (type_of(cx, schema), shared::check(cx, schema), kind(cx, schema)),
        Carried::Json(Some(schema)) => (type_of(cx, schema), shared::check(cx, schema), ParameterKind::Json),
        Carried::Json(None) => (TypeRef::Any, Check::default(), ParameterKind::Json),
        Carried::Text => (TypeRef::Primitive(Primitive::String), Check::default(), ParameterKind::String),
    };
    let schema = carried.schema();
    let default = schema.filter(|_| !required).and_then(|schema| default::of_parameter(cx, schema, &check, &ty));
    // A form of all members is what `style: form` writes of an object.
    let is_form = matches!(carried, Carried::Form(_));
    let allow_empty = !required && style != Style::DeepObject && matches!(carried, Carried::Styled(_)) && may_be_empty(parameter);
    let querystring = cx.node(&at.child("x-canonical-in")).and_then(Node::as_str) == Some("querystring");
    Some(Parameter {
        name: data.name.clone(),
        location,
        required,
        docs: Docs {
            description: data.description.clone(),
            deprecated: data.deprecated == Some(true),
            examples: schema.map(docs::examples).unwrap_or_default(),
            rust_name: docs::chosen_at(cx, at),
            ..Docs::default()
        },
        style,
        explode: is_form || data.explode.unwrap_or(style == Style::Form),
        allow_reserved,
        allow_empty,
        whole_query: querystring && !is_form,
        ty,
        check,
        kind,
        default,
        only: schema.and_then(|schema| only(cx, schema)),
        examples: example::examples(cx, at),
    })
}

/// What the text of a parameter or a header is made of.
pub(super) enum Carried<'a> {
    /// A value, laid out by a style.
    Styled(Schema<'a>),
    /// JSON, of any schema or of this one.
    Json(Option<Schema<'a>>),
    /// A form, as the whole query can be one.
    Form(Schema<'a>),
    /// Text of a media type that nothing is known about.
    Text,
}

impl<'a> Carried<'a> {
    /// Its schema.
    pub(super) fn schema(&self) -> Option<&Schema<'a>> {
        match self {
            Self::Styled(schema) | Self::Form(schema) | Self::Json(Some(schema)) => Some(schema),
            Self::Json(None) | Self::Text => None,
        }
    }
}

/// `schema`, or the one media type of `content` (section 4.7.12.2). `of` is what it belongs to, for people.
pub(super) fn carried<'a>(
    cx: &mut Context<'a>,
    format: &ParameterSchemaOrContent,
    at: &Pointer,
    of: &str,
) -> Option<Carried<'a>> {
    let content = match format {
        ParameterSchemaOrContent::Schema(_) => return schema_at(cx, at.child("schema")).map(Carried::Styled),
        ParameterSchemaOrContent::Content(content) => content,
    };
    let place = at.child("content");
    let Some((name, media_type)) = content.first().filter(|_| content.len() == 1) else {
        let span = cx.key_span(&place);
        cx.tell(
            Diagnostic::error(
                lowering::PARAMETER_CONTENT,
                span,
                format!("`content` of the {of} has {} media types", content.len()),
            )
            .note("it MUST have exactly one (section Parameter Object)")
            .help("keep the one that is sent"),
        );
        return None;
    };
    let place = place.child(name);
    let schema = media_type.schema.as_ref().and_then(|_| schema_at(cx, place.child("schema")));
    match (media_type::of_parameter(name), schema) {
        (media_type::Carrier::Json, schema) => Some(Carried::Json(schema)),
        (media_type::Carrier::Form, Some(schema)) => Some(Carried::Form(schema)),
        (media_type::Carrier::Text, Some(schema)) => Some(Carried::Styled(schema)),
        (media_type::Carrier::Form | media_type::Carrier::Text, None) => Some(Carried::Text),
        (media_type::Carrier::Other, _) => {
            let span = cx.key_span(&place);
            cx.tell(
                Diagnostic::warning(lowering::PARAMETER_MEDIA_TYPE, span, format!("the {of} is taken as text"))
                    .note(format!("its media type `{name}` is neither JSON nor text, so the caller writes and reads it")),
            );
            Some(Carried::Text)
        }
    }
}

/// The one string that a schema allows by `const` or an `enum` of one value.
fn only<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<String> {
    let target = cx.follow(schema)?;
    let value = match target.keyword("enum").map(Node::elements) {
        Some([value]) => value,
        Some(_) => return None,
        None => target.keyword("const")?,
    };
    value.as_str().filter(|_| !target.flag("nullable")).map(str::to_owned)
}

/// Headers that the standard takes from elsewhere; a parameter of that name SHALL be ignored.
fn is_described_elsewhere(name: &str) -> bool {
    ["Accept", "Content-Type", "Authorization"].iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

fn written(parameter: &openapiv3::Parameter) -> (Location, Style, bool) {
    match parameter {
        openapiv3::Parameter::Query { style, allow_reserved, .. } => (Location::Query, query_style(style), *allow_reserved),
        openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => (Location::Header, Style::Simple, false),
        openapiv3::Parameter::Path { style, .. } => (Location::Path, path_style(style), false),
        openapiv3::Parameter::Cookie { style: CookieStyle::Form, .. } => (Location::Cookie, Style::Form, false),
    }
}

fn may_be_empty(parameter: &openapiv3::Parameter) -> bool {
    match parameter {
        openapiv3::Parameter::Query { allow_empty_value, .. } => *allow_empty_value == Some(true),
        openapiv3::Parameter::Header { .. } | openapiv3::Parameter::Path { .. } | openapiv3::Parameter::Cookie { .. } => false,
    }
}

/// The style of a list with delimiters that the standard does not have, at its location or at all: those of Swagger 2.0.
pub(super) fn delimited(cx: &Context<'_>, at: &Pointer) -> Option<Style> {
    match cx.node(&at.child("x-canonical-style"))?.as_str()? {
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "tabDelimited" => Some(Style::TabDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        _ => None,
    }
}

fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Matrix => Style::Matrix,
        PathStyle::Label => Style::Label,
        PathStyle::Simple => Style::Simple,
    }
}

/// The schema at a place of the tree.
pub(super) fn schema_at<'a>(cx: &Context<'a>, at: Pointer) -> Option<Schema<'a>> {
    cx.node(&at).map(|node| Schema::new(node, at))
}

/// How raw text becomes JSON.
pub(super) fn kind<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> ParameterKind {
    kind_within(cx, schema, DEPTH)
}

/// The bound for recursive schemas: the styles write no more than two levels.
const DEPTH: u8 = 4;

fn kind_within<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: u8) -> ParameterKind {
    let Some(target) = cx.follow(schema) else { return ParameterKind::Any };
    let Some(depth) = depth.checked_sub(1) else { return ParameterKind::Any };
    if !cx.admits_values(1, |_| target.span()) {
        return ParameterKind::Any;
    }
    let kinds = admitted(cx, &target).values();
    match (kinds.contains(Kinds::ARRAY), kinds.contains(Kinds::OBJECT)) {
        (false, true) if kinds == Kinds::OBJECT => object(cx, &target, depth),
        (true, false) => {
            let list = Box::new(listed(cx, &target, depth));
            let Some(plain) = scalars(kinds) else { return *list };
            let mixed = ParameterKind::Mixed(Box::new(plain), list);
            if depth + 1 == DEPTH {
                tell_one(cx, &target, &mixed);
            }
            mixed
        }
        _ if kinds == Kinds::ALL.without_null() => ParameterKind::Any,
        (_, true) => {
            tell_object(cx, &target, depth);
            scalars(kinds).unwrap_or(ParameterKind::Any)
        }
        (false, false) => scalars(kinds).unwrap_or(ParameterKind::Any),
    }
}

fn listed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: u8) -> ParameterKind {
    let items = items(cx, schema);
    let kinds: Vec<_> = items.iter().map(|items| inner(cx, items, depth)).collect();
    if depth + 1 == DEPTH {
        tell_null(cx, &items, &kinds);
    }
    ParameterKind::Array(Box::new(flat(of_items(schema, kinds))))
}

/// Declared members; a map where none is declared and others may be there.
fn object<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: u8) -> ParameterKind {
    let Some(members) = members::members(cx, schema) else { return ParameterKind::Object(Vec::new()) };
    let others = (!members.refused || members.has_others()).then(|| {
        let mut kinds: Vec<_> = members.kept.iter().map(|kept| inner(cx, kept, depth)).collect();
        if kinds.is_empty() || members.is_partly_free() {
            kinds.push(ParameterKind::String);
        }
        Box::new(flat(common(kinds)))
    });
    let mut kinds = Vec::new();
    for (name, member) in &members.list {
        if !cx.admits_values(shared::text(name), |_| schema.span()) {
            break;
        }
        kinds.push(((*name).to_owned(), flat(of_member(&members, member, |source| inner(cx, source, depth)))));
    }
    match others {
        Some(others) if kinds.is_empty() => ParameterKind::Map(others),
        Some(others) if members.has_others() => ParameterKind::Open(kinds, others),
        Some(_) | None => ParameterKind::Object(kinds),
    }
}

/// What of a value that stands in another has a text.
fn flat(kind: ParameterKind) -> ParameterKind {
    if let ParameterKind::Mixed(plain, _) = kind { *plain } else { kind }
}

/// The kind of a value that stands in another.
fn inner<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: u8) -> ParameterKind {
    let kind = kind_within(cx, schema, depth);
    tell_nested(cx, schema, &kind, depth);
    kind
}

/// Tells an object of which no style says how it is told from what else the schema allows.
fn tell_object(cx: &mut Context<'_>, schema: &Schema<'_>, depth: u8) {
    if depth + 1 == DEPTH {
        cx.tell(
            Diagnostic::warning(
                lowering::NESTED_PARAMETER,
                schema.span(),
                "no style tells an object in a parameter from the other values that this schema allows",
            )
            .note("a server reads the other values only")
            .help("allow the object alone, or carry it as JSON in a string"),
        );
    }
}

/// Tells a list or an object that stands in another: no style says how it is written (section 4.7.12.3).
fn tell_nested(cx: &mut Context<'_>, schema: &Schema<'_>, kind: &ParameterKind, depth: u8) {
    let nested = if let ParameterKind::Mixed(_, nested) = kind { nested } else { kind };
    let holds = match nested {
        ParameterKind::Array(_) => "a list",
        ParameterKind::Object(_) | ParameterKind::Open(..) | ParameterKind::Map(_) => "an object",
        ParameterKind::String
        | ParameterKind::Json
        | ParameterKind::Mixed(..)
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Named(_) => {
            return;
        }
    };
    // What is deeper has been told with it.
    if depth + 1 == DEPTH {
        cx.tell(
            Diagnostic::warning(
                lowering::NESTED_PARAMETER,
                schema.span(),
                format!("no style says how {holds} inside of a parameter is written"),
            )
            .note("a client cannot send a value that has it, and a server refuses one")
            .help("give its members parameters of their own, or carry it as JSON in a string"),
        );
    }
}

/// How many names are compared with one that resembles none exactly.
const NEAR: usize = 16;

/// Whether a path parameter occurs in the template; others always match.
fn matches_template(
    cx: &mut Context<'_>,
    path: &str,
    variables: &HashSet<String>,
    parameter: &Parameter,
    owners: [&Pointer; 2],
) -> bool {
    let fits = parameter.location != Location::Path || variables.contains(&parameter.name);
    if !fits && path.is_empty() {
        let span = place(cx, &parameter.name, owners);
        let message = format!("nothing has a place for the path parameter `{}`", parameter.name);
        cx.tell(
            Diagnostic::warning(lowering::NO_PATH, span, message)
                .note("a webhook or a callback is sent to a URL that comes whole, so this parameter is not used")
                .help("remove the parameter"),
        );
    } else if !fits {
        let span = place(cx, &parameter.name, owners);
        let names = template_names(path);
        let near = suggest::nearest(&parameter.name, names.iter().map(String::as_str).take(NEAR));
        cx.tell(
            Diagnostic::error(lowering::PATH_PARAMETER, span, format!("`{path}` has no variable `{}`", parameter.name))
                .note("a path parameter must occur in the path (section Parameter Object)")
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("write `{{{}}}` where the value belongs, or remove the parameter", parameter.name),
                }),
        );
    }
    fits
}

/// Longer chains of references lead nowhere; the stages before have said so.
const LONGEST_CHAIN: usize = 64;

/// Where the operation or its path item lists a path parameter.
pub(super) fn place(cx: &Context<'_>, name: &str, owners: [&Pointer; 2]) -> Span {
    let is = |node: &Node, key: &str, text: &str| node.get(key).and_then(Node::as_str) == Some(text);
    let lists = owners.iter().filter_map(|owner| cx.node(&owner.child("parameters")));
    let found = lists.flat_map(Node::elements).find(|listed: &&Node| {
        let target = |node: &&Node| cx.target(node.get("$ref")?.as_str()?).map(|target| target.node);
        let parameter = std::iter::successors(Some(*listed), target).take(LONGEST_CHAIN).last();
        parameter.is_some_and(|parameter| is(parameter, "in", "path") && is(parameter, "name", name))
    });
    let [operation, _] = owners;
    found.map_or_else(|| cx.span(operation), |listed| listed.get("name").unwrap_or(listed).span)
}

/// Template variables without a parameter are strings. That is not said of a variable whose name a stray parameter resembles:
/// it was meant, and that was told.
fn implicit(cx: &mut Context<'_>, key: &str, parameters: &mut Vec<Parameter>, strays: &[Parameter]) {
    let span = cx.key_span(&Pointer::from_text("/paths").child(key));
    let template = &super::route::read(key).template;
    let mut seen: HashSet<String> = HashSet::new();
    let in_path = parameters.iter().filter(|parameter| parameter.location == Location::Path);
    let declared: HashSet<String> = in_path.map(|parameter| parameter.name.clone()).collect();
    let path = brief(key);
    for name in template_names(template) {
        if !seen.insert(name.clone()) {
            let message = format!("`{path}` has the variable `{name}` twice");
            cx.tell(
                Diagnostic::warning(lowering::PATH_VARIABLE_TWICE, span, message)
                    .note(
                        "it has one value, which a request has in both places; a variable occurs once (section Path Templating)",
                    )
                    .help("give the second another name, and a parameter of its own"),
            );
            continue;
        }
        if declared.contains(&name) {
            continue;
        }
        if !strays.iter().any(|stray| suggest::nearest(&stray.name, [name.as_str()]).is_some()) {
            cx.tell(undeclared(&path, &name, span));
        }
        parameters.push(string(name));
    }
}

fn undeclared(path: &str, name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(lowering::PATH_VARIABLE, span, format!("the variable `{name}` of `{path}` has no parameter"))
        .note("it is taken as a string; each variable has a parameter (section Path Templating)")
        .help(format!("declare it: `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}`"))
}

/// A path parameter that nothing describes.
pub(super) fn string(name: String) -> Parameter {
    Parameter {
        name,
        location: Location::Path,
        required: true,
        docs: Docs::default(),
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        allow_empty: false,
        whole_query: false,
        ty: TypeRef::Primitive(Primitive::String),
        check: Check::default(),
        kind: ParameterKind::String,
        default: None,
        only: None,
        examples: Arc::default(),
    }
}
