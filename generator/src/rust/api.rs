//! `mod.rs` of an API: what it is, and its parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown::{Comment, Line, Part, joined};
use super::scope::{Page, Scope};
use super::{docs, nesting};
use crate::ir::{self, Docs};
use crate::names::Names;

pub fn root(scope: Scope<'_>) -> Page {
    let api = scope.api;
    let mut inner = docs::inner(&comment(api));
    inner.extend(examples(&scope));
    inner.extend(alone(&scope).then(|| nesting::attribute(std::iter::once(api))));
    inner.extend(alone(&scope).then(|| foreign_names(std::iter::once(scope.names))));
    inner.extend(allowances(api));
    inner.extend(unused(&scope));
    let items = modules(&scope);
    scope.finish(&inner, &items)
}

/// What the API is.
pub fn comment(api: &ir::Api) -> Comment {
    let title = Line::of(&format!("{} {}", api.title, api.version));
    let title = Part::Line(joined(&[title, Line::own(".")]));
    Comment::of_module(&[title].into_iter().chain(docs::said(&api.docs)).collect::<Vec<_>>())
}

/// Whether the API is a crate of its own.
fn alone(scope: &Scope<'_>) -> bool {
    scope.options.module.as_deref() == Some("crate")
}

/// Lints about letters, which only the root of a crate can allow.
pub fn foreign_names<'a>(mut names: impl Iterator<Item = &'a Names>) -> TokenStream {
    match names.all(Names::is_ascii) {
        true => TokenStream::new(),
        false => quote! {
            #![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints, reason = "the specification decides names")]
        },
    }
}

/// Lints about what a program does not call, where the API may be a module of it rather than a part of a library.
fn unused(scope: &Scope<'_>) -> Option<TokenStream> {
    let reason = "a program need not use all of an API";
    scope.options.module.is_none().then(|| quote!(#![allow(dead_code, unused_imports, reason = #reason)]))
}

/// The README's examples, where the API is a crate of its own.
fn examples(scope: &Scope<'_>) -> Option<TokenStream> {
    // An empty line, so that the two texts are not one paragraph.
    alone(scope).then(
        || quote!(#![doc = ""] #![cfg_attr(all(feature = "client", feature = "server"), doc = include_str!("../README.md"))]),
    )
}

/// Lints about names, shapes and text, which the description decides: those that it can set off.
fn allowances(api: &ir::Api) -> TokenStream {
    let mut lints = Vec::new();
    lints.extend(has_lines(api).then(|| quote!(clippy::doc_lazy_continuation)));
    lints.extend(has_variants(api).then(|| quote!(clippy::large_enum_variant)));
    lints.extend(has_many_arguments(api).then(|| quote!(clippy::too_many_arguments)));
    let unsaid = quote!(#![allow(missing_docs, reason = "the specification need not describe everything")]);
    let deprecated =
        is_deprecated(api).then(|| quote!(#![allow(deprecated, reason = "what the specification deprecates is still served")]));
    let decided = (!lints.is_empty()).then(|| quote!(#![allow(#(#lints,)* reason = "the specification decides it")]));
    quote!(#decided #unsaid #deprecated)
}

/// Whether a text of several lines can hold a list that a reader continues without indentation.
fn has_lines(api: &ir::Api) -> bool {
    let several = |docs: &Docs| docs.description.as_ref().is_some_and(|text| text.trim().contains('\n'));
    let of_operation = |operation: &ir::Operation| {
        several(&operation.docs) || operation.parameters.iter().any(|parameter| several(&parameter.docs))
    };
    let of_type = |ty: &ir::Type| match &ty.shape {
        ir::Shape::Struct(object) => object.fields.iter().any(|field| several(&field.docs)),
        ir::Shape::Enumeration(_) | ir::Shape::Union(_) | ir::Shape::Alias(_) | ir::Shape::Tuple(_) | ir::Shape::Contents(_) => {
            false
        }
    };
    several(&api.docs)
        || api.types.iter().any(|(_, ty)| several(&ty.docs) || of_type(ty))
        || api.tags.iter().any(|tag| several(&tag.docs) || tag.operations.iter().any(of_operation))
        || api.security_schemes.iter().any(|scheme| several(&scheme.docs))
}

/// Whether there are variants that hold bodies of different size.
fn has_variants(api: &ir::Api) -> bool {
    let union = |ty: &ir::Type| matches!(ty.shape, ir::Shape::Union(_) | ir::Shape::Contents(_));
    api.types.iter().any(|(_, ty)| union(ty))
        || api.tags.iter().flat_map(|tag| &tag.operations).any(|operation| operation.responses.len() > 1)
}

/// More than clippy likes.
fn has_many_arguments(api: &ir::Api) -> bool {
    let required = |operation: &ir::Operation| operation.parameters.iter().filter(|parameter| parameter.required).count();
    api.tags.iter().flat_map(|tag| &tag.operations).any(|operation| required(operation) >= 6)
}

fn is_deprecated(api: &ir::Api) -> bool {
    let operations = || api.tags.iter().flat_map(|tag| &tag.operations);
    let of_type = |ty: &ir::Type| match &ty.shape {
        ir::Shape::Struct(object) => object.fields.iter().any(|field| field.docs.deprecated),
        ir::Shape::Enumeration(_) | ir::Shape::Union(_) | ir::Shape::Alias(_) | ir::Shape::Tuple(_) | ir::Shape::Contents(_) => {
            false
        }
    };
    api.types.iter().any(|(_, ty)| ty.docs.deprecated || of_type(ty))
        || operations()
            .any(|operation| operation.docs.deprecated || operation.parameters.iter().any(|parameter| parameter.docs.deprecated))
}

fn modules(scope: &Scope<'_>) -> TokenStream {
    let feature = |name: &str| scope.options.features.then(|| quote!(#[cfg(feature = #name)]));
    let (client, server) = (feature("client"), feature("server"));
    if !super::has_operations(scope.api) {
        return quote!(
            pub mod models;
        );
    }
    let security = super::has_security(scope.api).then(|| {
        quote!(
            pub mod security;
        )
    });
    quote! {
        #client
        pub mod client;
        pub mod models;
        pub mod operations;
        #security
        #server
        pub mod server;
    }
}
