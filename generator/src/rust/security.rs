//! `security.rs`: a constant for each security scheme.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::markdown::{Comment, Line, Part, joined};
use super::scope::{Page, Scope};
use super::{docs, print};
use crate::ir::{Location, SecurityScheme, SecuritySchemeKind};

pub fn constants(mut scope: Scope<'_>) -> Page {
    let schemes: Vec<_> = scope.api.security_schemes.iter().zip(&scope.names.schemes).collect();
    let constants: Vec<_> = schemes.into_iter().map(|(scheme, names)| constant(&mut scope, scheme, &names.constant)).collect();
    scope.finish(&docs::inner(&docs::own("The security schemes of the specification.")), &quote!(#(#constants)*))
}

fn constant(scope: &mut Scope<'_>, scheme: &SecurityScheme, name: &str) -> TokenStream {
    let docs = docs::attributes(&comment(scheme));
    let ty = scope.runtime("SecurityScheme");
    let value = value(scope, scheme);
    let constant = print::ident(name);
    quote!(#docs pub const #constant: #ty = #ty::#value;)
}

fn comment(scheme: &SecurityScheme) -> Comment {
    let mut parts = docs::said_or(&scheme.docs, docs::sentence("The security scheme ", Line::code(&scheme.name), "."));
    match &scheme.kind {
        SecuritySchemeKind::OAuth2 { scopes } if !scopes.is_empty() => {
            let line = |(scope, meaning): (&String, &String)| joined(&[Line::code(scope), Line::own(": "), Line::of(meaning)]);
            parts.extend([Part::Line(Line::own("Scopes:")), Part::List(scopes.iter().map(line).collect())]);
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            parts.push(Part::Line(joined(&[Line::own("Discovery: "), Line::of(url)])));
        }
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::Basic
        | SecuritySchemeKind::Http(_)
        | SecuritySchemeKind::MutualTls
        | SecuritySchemeKind::ApiKey { .. }
        | SecuritySchemeKind::OAuth2 { .. } => {}
    }
    Comment::of(&parts)
}

fn value(scope: &mut Scope<'_>, scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    match &scheme.kind {
        SecuritySchemeKind::Bearer => quote!(bearer(#name)),
        SecuritySchemeKind::Basic => quote!(basic(#name)),
        SecuritySchemeKind::Http(scheme) => quote!(http(#name, #scheme)),
        SecuritySchemeKind::MutualTls => quote!(mutual_tls(#name)),
        SecuritySchemeKind::OAuth2 { .. } => quote!(oauth2(#name)),
        SecuritySchemeKind::OpenIdConnect { .. } => quote!(open_id_connect(#name)),
        SecuritySchemeKind::ApiKey { location, name: key } => {
            let ty = scope.runtime("Location");
            let location = format_ident!(
                "{}",
                match location {
                    Location::Path => "Path",
                    Location::Query => "Query",
                    Location::Header => "Header",
                    Location::Cookie => "Cookie",
                }
            );
            quote!(api_key(#name, #ty::#location, #key))
        }
    }
}
