//! The URL of a callback, where the request that asks for it holds it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Holds, Location, Operation, OperationPlace, Shape, TypeRef};
use crate::names::OperationNames;
use crate::rust::markdown::{Comment, Line, Part, joined};
use crate::rust::scope::Scope;
use crate::rust::{docs, print};

/// `fn url`, which evaluates the runtime expression of a callback (OpenAPI 3.0.4, section 4.7.20.4) for the one operation that asks
/// for it. Where several ask for it, or the expression takes something of the response, the caller of the sender knows the URL.
pub fn address(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let (OperationPlace::Callback(callback), [asking]) = (&operation.key.place, operation.asked_by.as_slice()) else {
        return TokenStream::new();
    };
    let tags = scope.api.tags.iter().zip(&scope.names.tags);
    let mut operations =
        tags.flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations).map(|(it, of)| (it, of, &names.module)));
    let Some((asking, asking_names, module)) = operations.find(|(operation, ..)| operation.key == *asking) else {
        return TokenStream::new();
    };
    let Some(parts) = parts(&callback.expression) else { return TokenStream::new() };
    let mut values = Vec::new();
    for part in &parts {
        values.push(match part {
            Element::Literal(text) => quote!(#text.to_owned()),
            Element::Request(source) => match value(scope, source, asking, asking_names) {
                Some(value) if parts.len() == 1 => value,
                Some(value) => quote!(#value?),
                None => return TokenStream::new(),
            },
        });
    }
    let url = match parts.len() {
        1 => quote!(#(#values)*),
        _ => quote!(Some([#(#values),*].concat())),
    };
    let (ident, request) = (print::ident(&names.ident), scope.operation(module, &asking_names.ident));
    let line = joined(&[
        Line::own("Where the callback is sent: "),
        Line::code(&callback.expression),
        Line::own(" of the request that asks for it."),
    ]);
    let docs = docs::attributes(&Comment::of(&[Part::Line(line)]));
    quote! {
        impl #ident {
            #docs
            pub fn url(request: &#request) -> Option<String> { #url }
        }
    }
}

/// A part of an expression.
#[derive(Debug, PartialEq)]
enum Element<'e> {
    /// Text as it is.
    Literal(&'e str),
    /// What `$request.` is followed by.
    Request(&'e str),
}

/// The parts of an expression; `None` where one of them is none of the request's.
fn parts(expression: &str) -> Option<Vec<Element<'_>>> {
    if let Some(whole) = expression.strip_prefix("$request.") {
        return Some(vec![Element::Request(whole)]);
    }
    let mut parts = Vec::new();
    let mut rest = expression;
    while let Some((literal, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}')?;
        parts.extend((!literal.is_empty()).then_some(Element::Literal(literal)));
        parts.push(Element::Request(inside.strip_prefix("$request.")?));
        rest = after;
    }
    parts.extend((!rest.is_empty()).then_some(Element::Literal(rest)));
    parts.iter().any(|part| matches!(part, Element::Request(_))).then_some(parts)
}

/// An expression of Rust for what a runtime expression takes from a request, of the type `Option<String>`.
fn value(scope: &mut Scope<'_>, source: &str, asking: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let (field, required, pointer) = match source.split_once('#') {
        Some(("body", pointer)) => {
            let body = asking.request_body.as_ref().filter(|body| has_json(scope, &body.content.holds))?;
            (&names.body, body.required, pointer)
        }
        Some(_) => return None,
        None => {
            let (place, name) = source.split_once('.')?;
            let is = |location: Location, known: &str| match location {
                Location::Header => known.eq_ignore_ascii_case(name),
                Location::Path | Location::Query => known == name,
                Location::Cookie => false,
            };
            let found = asking.parameters.iter().zip(&names.parameters);
            let mut found = found.filter(|(it, _)| it.location.name() == place && is(it.location, &it.name));
            found.next().map(|(parameter, field)| (field, parameter.required, ""))?
        }
    };
    let field = print::ident(field);
    scope.import_runtime_module("expression");
    Some(match required {
        true => quote!(expression::text_at(&request.#field, #pointer)),
        false => quote!(request.#field.as_ref().and_then(|value| expression::text_at(value, #pointer))),
    })
}

/// Whether a body is one value that has a JSON form.
fn has_json(scope: &Scope<'_>, holds: &Holds) -> bool {
    match holds {
        Holds::Value(TypeRef::Named(id)) => scope.api.types.get(*id).is_some_and(|definition| match &definition.shape {
            Shape::Struct(object) => !object.is_parts(),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => true,
            Shape::Contents(_) => false,
        }),
        Holds::Value(_) => true,
        Holds::Stream | Holds::Parts | Holds::Bytes | Holds::Items(_) | Holds::Events(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_the_request_are_taken_apart() {
        use Element::{Literal, Request};
        for (expression, expected) in [
            ("{$request.body#/url}", Some(vec![Request("body#/url")])),
            ("$request.query.url", Some(vec![Request("query.url")])),
            ("{$request.header.X-Url}/done?x=1", Some(vec![Request("header.X-Url"), Literal("/done?x=1")])),
            ("http://h/{$request.path.id}", Some(vec![Literal("http://h/"), Request("path.id")])),
            ("{$response.body#/url}", None),
            ("{$url}", None),
            ("http://h/{id}", None),
            ("http://h/", None),
            ("{$request.body#/url", None),
        ] {
            assert_eq!(parts(expression), expected, "{expression}");
        }
    }
}
