//! `mod.rs` of an API: what it is, and its parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{docs, markdown};
use crate::ir;

pub fn root(scope: Scope<'_>) -> String {
    let api = scope.api;
    let title = markdown::line(&format!("{} {}", api.title, api.version));
    let mut lines = vec![format!("{title}.")];
    let said = docs::lines(&api.docs, "");
    if said.iter().any(|line| !line.is_empty()) {
        lines.push(String::new());
        lines.extend(said);
    }
    let mut inner = docs::inner(&lines);
    inner.extend(examples(&scope));
    inner.extend(allowances(api));
    let items = modules(&scope);
    scope.finish(&inner, &items)
}

/// The README's examples, where the API is a crate of its own.
fn examples(scope: &Scope<'_>) -> Option<TokenStream> {
    let alone = scope.options.module.as_deref() == Some("crate");
    alone.then(|| quote!(#![cfg_attr(all(feature = "client", feature = "server"), doc = include_str!("../README.md"))]))
}

/// Lints about names and shapes, which the description decides.
fn allowances(api: &ir::Api) -> TokenStream {
    let deprecated = is_deprecated(api).then(|| quote!(#![allow(deprecated, reason = "what the specification deprecates is still served")]));
    quote! {
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            clippy::doc_lazy_continuation,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::too_many_arguments,
            clippy::upper_case_acronyms,
            reason = "the specification decides names, shapes and text"
        )]
        #deprecated
    }
}

fn is_deprecated(api: &ir::Api) -> bool {
    let operations = || api.tags.iter().flat_map(|tag| &tag.operations);
    let of_type = |ty: &ir::Type| match &ty.shape {
        ir::Shape::Struct(object) => object.fields.iter().any(|field| field.docs.deprecated),
        ir::Shape::Enumeration(_) | ir::Shape::Union(_) | ir::Shape::Alias(_) => false,
    };
    api.types.iter().any(|(_, ty)| ty.docs.deprecated || of_type(ty))
        || operations().any(|operation| operation.docs.deprecated || operation.parameters.iter().any(|parameter| parameter.docs.deprecated))
}

fn modules(scope: &Scope<'_>) -> TokenStream {
    let feature = |name: &str| scope.options.features.then(|| quote!(#[cfg(feature = #name)]));
    let (client, server) = (feature("client"), feature("server"));
    let security = (!scope.api.security_schemes.is_empty()).then(|| quote!(pub mod security;));
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
