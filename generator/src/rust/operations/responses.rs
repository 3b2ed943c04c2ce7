//! The types of success and failure, and the `responses!` table.

use proc_macro2::TokenStream;
use quote::quote;

use super::outcome::{Outcome, Success, is_exact, is_plain};
use super::request::{kind_call, style_name};
use crate::ir::{self, Header, ParameterKind, Response, Shape, Status, Style, TypeRef};
use crate::names::{self, OperationNames};
use crate::rust::answers;
use crate::rust::content::{self, Checked};
use crate::rust::docs;
use crate::rust::markdown::{Comment, Line, joined};
use crate::rust::print::{self, literal};
use crate::rust::scope::Scope;
use crate::rust::types::{Presence, member};

/// `type Ok`.
pub fn ok(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> TokenStream {
    match &outcome.ok {
        Success::Undocumented => quote!(()),
        Success::Body(_, response) => body(scope, response).unwrap_or_else(|| quote!(())),
        Success::Struct(..) | Success::Enum(_) => {
            let ident = print::ident(&names.ok);
            quote!(#ident)
        }
    }
}

/// `type Error`.
pub fn error(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> TokenStream {
    if !outcome.has_error_type() {
        return scope.runtime("NoDocumentedError");
    }
    let ident = print::ident(&names.error);
    quote!(#ident)
}

/// The type of success, where it is not that of a body.
pub fn ok_type(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> TokenStream {
    let ident = print::ident(&names.ok);
    match &outcome.ok {
        Success::Undocumented | Success::Body(..) => TokenStream::new(),
        Success::Struct(index, response) => {
            let docs = docs::attributes(&Comment::line(describe(response)));
            let fields = fields(scope, names, *index, response, &quote!(pub));
            let derives = derives(scope, [*response]);
            quote!(#docs #derives pub struct #ident { #(#fields,)* })
        }
        Success::Enum(responses) => {
            let docs = docs::attributes(&docs::about("The successes that ", Line::item(&names.ident), " documents."));
            let variants = responses.iter().map(|(index, response)| variant(scope, names, *index, response));
            let variants: Vec<_> = variants.collect();
            let derives = derives(scope, responses.iter().map(|(_, response)| *response));
            quote!(#docs #derives pub enum #ident { #(#variants,)* })
        }
    }
}

/// The type of failures.
pub fn error_type(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> TokenStream {
    if !outcome.has_error_type() {
        return TokenStream::new();
    }
    let (ident, operation) = (print::ident(&names.error), print::ident(&names.ident));
    let docs = docs::attributes(&docs::about("The failures that ", Line::item(&names.ident), " documents."));
    let variants: Vec<_> = outcome.errors.iter().map(|(index, response)| variant(scope, names, *index, response)).collect();
    let errors = scope.runtime_macro("documented_error");
    let implementation = scope.text(format!("{errors}!({operation} => {ident});"));
    let derives = derives(scope, outcome.errors.iter().map(|(_, response)| *response));
    quote!(#docs #derives pub enum #ident { #(#variants,)* } #implementation)
}

/// What holds a stream can neither be cloned nor compared.
fn derives<'r>(scope: &Scope<'_>, responses: impl IntoIterator<Item = &'r Response>) -> TokenStream {
    let mut contents = responses.into_iter().filter_map(|response| response.content.as_ref());
    match contents.any(|content| content::streams(scope.api, content)) {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug, PartialEq)]),
    }
}

fn variant(scope: &mut Scope<'_>, names: &OperationNames, index: usize, response: &Response) -> TokenStream {
    let docs = docs::attributes(&Comment::line(describe(response)));
    let name = print::ident(names.responses.get(index).map_or("", |names| &names.variant));
    if is_plain(response) {
        let body = body(scope, response).map(|body| quote!((#body)));
        return quote!(#docs #name #body);
    }
    let fields = fields(scope, names, index, response, &TokenStream::new());
    quote!(#docs #name { #(#fields,)* })
}

/// Status, headers, body. Fields of a struct are `pub`; those of a variant cannot be.
fn fields(
    scope: &mut Scope<'_>,
    names: &OperationNames,
    index: usize,
    response: &Response,
    visibility: &TokenStream,
) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    if !is_exact(response.status) {
        let status = scope.runtime("StatusCode");
        fields.push(quote!(#[doc = " The status that came."] #visibility status: #status));
    }
    for (header, name) in response.headers.iter().zip(header_names(names, index)) {
        let docs = docs::attributes(&docs::comment(&header.docs, docs::sentence("The ", Line::code(&header.name), " header.")));
        let ty = member(scope, &header.ty, Presence::of(header.required), false);
        let name = print::ident(name);
        fields.push(quote!(#docs #visibility #name: #ty));
    }
    if let Some(body) = body(scope, response) {
        fields.push(quote!(#[doc = " The body."] #visibility body: #body));
    }
    fields
}

fn header_names(names: &OperationNames, index: usize) -> &[String] {
    names.responses.get(index).map_or(&[], |names| &names.headers)
}

fn body(scope: &mut Scope<'_>, response: &Response) -> Option<TokenStream> {
    response.content.as_ref().map(|content| content::content_type(scope, content))
}

/// `400 Bad Request: ` and what the description says.
fn describe(response: &Response) -> Line {
    let (status, reason) = match response.status {
        Status::Exact(code) => (Line::number(code), names::reason(code).unwrap_or_default()),
        Status::Range(class) => (joined(&[Line::number(class.into()), Line::own("XX")]), ""),
        Status::Default => (Line::own("Any other status"), ""),
    };
    let said = Line::of(&response.description);
    let repeats = said.as_str().trim_end_matches('.').eq_ignore_ascii_case(reason);
    let mut parts = vec![status];
    if !reason.is_empty() {
        parts.extend([Line::own(" "), Line::own(reason)]);
    }
    match said.is_empty() || repeats {
        true => parts.push(Line::own(".")),
        false => parts.extend([Line::own(": "), said]),
    }
    joined(&parts)
}

/// The `responses!` table: one line for each documented response, exact statuses before ranges before `default`.
pub fn table(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> String {
    let table = scope.runtime_macro("responses");
    let mut rows = successes(scope, names, outcome);
    for (index, response) in &outcome.errors {
        let variant = format!("{}::{}", names.error, names.responses.get(*index).map_or("", |names| &names.variant));
        rows.push((response.status, row(scope, names, *index, response, &key(response.status), "Err", &variant)));
    }
    rows.sort_by_key(|(status, _)| match status {
        Status::Exact(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    format!("{table}! {{\n{rows}}}")
}

fn successes(scope: &mut Scope<'_>, names: &OperationNames, outcome: &Outcome<'_>) -> Vec<(Status, String)> {
    match &outcome.ok {
        Success::Undocumented => vec![(Status::Range(2), "    any_success => Ok(()) {},\n".to_owned())],
        Success::Body(index, response) => {
            let key = key(response.status);
            vec![(response.status, row(scope, names, *index, response, &key, "Ok", ""))]
        }
        Success::Struct(index, response) => {
            let key = if response.status == Status::Default { "default_success".to_owned() } else { key(response.status) };
            vec![(response.status, row(scope, names, *index, response, &key, "Ok", &names.ok))]
        }
        Success::Enum(responses) => {
            let variant =
                |index: usize| format!("{}::{}", names.ok, names.responses.get(index).map_or("", |names| &names.variant));
            responses
                .iter()
                .map(|(index, response)| {
                    (response.status, row(scope, names, *index, response, &key(response.status), "Ok", &variant(*index)))
                })
                .collect()
        }
    }
}

/// The key of a row: a status, or the word for a range.
fn key(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(1) => "informational".to_owned(),
        Status::Range(2) => "success".to_owned(),
        Status::Range(3) => "redirection".to_owned(),
        Status::Range(4) => "client_error".to_owned(),
        Status::Range(_) => "server_error".to_owned(),
        Status::Default => "default".to_owned(),
    }
}

/// `400 => Err(CreateCustomerError::BadRequest(body)) { body: json "application/json" },`
fn row(
    scope: &mut Scope<'_>,
    names: &OperationNames,
    index: usize,
    response: &Response,
    key: &str,
    side: &str,
    path: &str,
) -> String {
    let mut parts = Vec::new();
    let mut fields = Vec::new();
    if !is_exact(response.status) {
        fields.push("status".to_owned());
        parts.push("status: status".to_owned());
    }
    for (header, name) in response.headers.iter().zip(header_names(names, index)) {
        fields.push(name.clone());
        parts.push(format!("{name}: {}", header_source(scope, header)));
    }
    if let Some(content) = &response.content {
        fields.push("body".to_owned());
        parts.push(format!("body: {}", content::row(scope, content, Presence::Required, Checked::No, 8)));
    }
    let value = constructor(response, path, &fields);
    let answer = response.answer.as_ref().zip(response.content.as_ref()).filter(|_| side == "Err");
    let answer =
        answer.map(|(answer, content)| format!(" => {}", answers::answer(scope, content, answer, 8))).unwrap_or_default();
    let row = format!("    {key} => {side}({value}) {{ {} }}{answer},\n", parts.join(", "));
    if parts.is_empty() {
        return format!("    {key} => {side}({value}) {{}},\n");
    }
    if row.len() <= 120 {
        row
    } else {
        format!("    {key} => {side}({value}) {{\n        {},\n    }}{answer},\n", parts.join(",\n        "))
    }
}

/// The value as pattern and as expression at once.
fn constructor(response: &Response, path: &str, fields: &[String]) -> String {
    match (path.is_empty(), is_plain(response), fields.is_empty()) {
        (true, _, true) => "()".to_owned(),
        (true, _, false) => fields.join(", "),
        (false, true, true) => path.to_owned(),
        (false, true, false) => format!("{path}({})", fields.join(", ")),
        (false, false, _) => format!("{path} {{ {} }}", fields.join(", ")),
    }
}

/// A header by its name, from which the type of the field reads it; by a `Parameter` where members need kinds, or where the type takes
/// text as well as what the text may mean.
fn header_source(scope: &mut Scope<'_>, header: &Header) -> String {
    let how = if header.required { "header" } else { "optional_header" };
    let scalar = header.style == Style::Simple
        && !holds_union(scope.api, &header.ty, ALIASES)
        && match &header.kind {
            ParameterKind::Object(_)
            | ParameterKind::Open(..)
            | ParameterKind::Map(_)
            | ParameterKind::Json
            | ParameterKind::Mixed(..)
            | ParameterKind::Either(_)
            | ParameterKind::Named(_) => false,
            ParameterKind::String
            | ParameterKind::Integer
            | ParameterKind::Number
            | ParameterKind::Boolean
            | ParameterKind::Array(_)
            | ParameterKind::Any => true,
        };
    if scalar {
        return format!("{how} {}", literal(&header.name));
    }
    let (ty, name) = (scope.runtime_path("Parameter"), literal(&header.name));
    let style = if header.style == Style::Simple {
        String::new()
    } else {
        format!(".style({}::{})", scope.runtime_path("Style"), style_name(header.style))
    };
    let explode = if header.explode { ".explode(true)" } else { "" };
    let kind = kind_call(scope, &header.kind).unwrap_or_default();
    format!("{how} &{ty}::header({name}){style}{explode}{kind}")
}

/// Definitions that name definitions beyond this many are no union.
const ALIASES: usize = 8;

/// Whether a value, or the items of a list, are of a union.
fn holds_union(api: &ir::Api, ty: &TypeRef, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match ty {
        TypeRef::Nullable(inner) | TypeRef::List(inner) => holds_union(api, inner, depth),
        TypeRef::Named(id) => match api.types.get(*id).map(|definition| &definition.shape) {
            Some(Shape::Union(_)) => true,
            Some(Shape::Alias(inner)) => holds_union(api, inner, depth),
            Some(Shape::Struct(_) | Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Contents(_)) | None => false,
        },
        TypeRef::Primitive(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => false,
    }
}
