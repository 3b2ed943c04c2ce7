//! Security schemes and requirements (OpenAPI 3.0.4 sections 4.7.27 and 4.7.30).

use std::collections::BTreeMap;

use openapiv3::{APIKeyLocation, OAuth2Flows};

use super::context::Context;
use super::docs;
use super::media_type::is_token;
use super::parameter;
use crate::diagnostic::{Diagnostic, codes::lowering, suggest};
use crate::ir::{Docs, Location, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
use crate::node::Node;
use crate::pointer::Pointer;

/// Lowers `components.securitySchemes` into the context.
pub(super) fn schemes(cx: &mut Context<'_>) {
    let document = cx.document;
    let Some(components) = &document.components else { return };
    for (name, value) in &components.security_schemes {
        let at = Pointer::from_text("/components/securitySchemes").child(name);
        if let Some((scheme, at)) = cx.resolve(value, &at)
            && let Some((kind, description)) = kind(cx, &scheme, &at)
        {
            let docs = Docs { description, rust_name: docs::chosen_at(cx, &at), ..Docs::default() };
            cx.security_schemes.push(SecurityScheme { name: name.clone(), docs, kind });
        }
    }
}

fn kind(cx: &mut Context<'_>, scheme: &openapiv3::SecurityScheme, at: &Pointer) -> Option<(SecuritySchemeKind, Option<String>)> {
    use openapiv3::SecurityScheme as Scheme;
    Some(match scheme {
        Scheme::APIKey { location, name, description, .. } => {
            (SecuritySchemeKind::ApiKey { location: self::location(location), name: name.clone() }, description.clone())
        }
        Scheme::HTTP { scheme, description, .. } => (http(cx, scheme, at)?, description.clone()),
        Scheme::OAuth2 { flows, description, .. } => (SecuritySchemeKind::OAuth2 { scopes: scopes(flows) }, description.clone()),
        Scheme::OpenIDConnect { open_id_connect_url, description, .. } => {
            (SecuritySchemeKind::OpenIdConnect { url: open_id_connect_url.clone() }, description.clone())
        }
    })
}

fn location(location: &APIKeyLocation) -> Location {
    match location {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}

/// `http` by the name of its scheme, which is case-insensitive (RFC 9110 section 11.1), and `mutualTLS`, which the canonical form
/// writes in the same place.
fn http(cx: &mut Context<'_>, scheme: &str, at: &Pointer) -> Option<SecuritySchemeKind> {
    if cx.node(&at.child("x-canonical-type")).is_some() {
        return Some(SecuritySchemeKind::MutualTls);
    }
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(SecuritySchemeKind::Bearer),
        "basic" => Some(SecuritySchemeKind::Basic),
        _ if is_token(scheme) => Some(SecuritySchemeKind::Http(scheme.to_owned())),
        _ => {
            let span = cx.span(&at.child("scheme"));
            cx.tell(
                Diagnostic::error(lowering::SECURITY_SCHEME, span, "this is not the name of an HTTP authentication scheme")
                    .note("a name is one word, such as `basic`, `bearer` or `digest`")
                    .help("write the word that stands first in the header `Authorization`"),
            );
            None
        }
    }
}

/// The scopes of all flows.
fn scopes(flows: &OAuth2Flows) -> BTreeMap<String, String> {
    let implicit = flows.implicit.iter().flat_map(|flow| &flow.scopes);
    let password = flows.password.iter().flat_map(|flow| &flow.scopes);
    let credentials = flows.client_credentials.iter().flat_map(|flow| &flow.scopes);
    let code = flows.authorization_code.iter().flat_map(|flow| &flow.scopes);
    let all = implicit.chain(password).chain(credentials).chain(code);
    all.map(|(name, description)| (name.clone(), description.clone())).collect()
}

/// The alternatives that an operation accepts: its own, or the document's.
pub(super) fn requirements(
    cx: &mut Context<'_>,
    operation: &openapiv3::Operation,
    at: &Pointer,
) -> Vec<Vec<SecurityRequirement>> {
    let document = cx.document;
    let (alternatives, at) = match (&operation.security, &document.security) {
        (Some(own), _) => (own, at.child("security")),
        (None, Some(general)) => (general, Pointer::from_text("/security")),
        (None, None) => return Vec::new(),
    };
    let count: usize = alternatives.iter().flatten().map(|(_, scopes)| scopes.len() + 1).sum();
    if !cx.admits_values(count.saturating_mul(parameter::EACH), |cx| cx.span(&at)) {
        return Vec::new();
    }
    let each = alternatives.iter().enumerate();
    each.map(|(index, together)| {
        together.iter().filter_map(|(name, scopes)| requirement(cx, name, scopes, &at.index(index))).collect()
    })
    .collect()
}

/// What the document requires, where no operation is there to ask.
pub(super) fn of_document(cx: &mut Context<'_>) {
    let document = cx.document;
    let at = Pointer::from_text("/security");
    for (index, together) in document.security.iter().flatten().enumerate() {
        for (name, scopes) in together {
            requirement(cx, name, scopes, &at.index(index));
        }
    }
}

fn requirement(cx: &mut Context<'_>, name: &str, scopes: &[String], at: &Pointer) -> Option<SecurityRequirement> {
    if let Some(scheme) = cx.security_schemes.iter().position(|scheme| scheme.name == name) {
        return Some(SecurityRequirement { scheme, scopes: scopes.to_vec() });
    }
    let declared = Pointer::from_text("/components/securitySchemes").child(name);
    if cx.node(&declared).is_none() {
        let span = cx.key_span(&at.child(name));
        let schemes = cx.tree.at(&Pointer::from_text("/components/securitySchemes")).map(Node::entries).unwrap_or_default();
        let near = suggest::nearest(name, schemes.iter().map(|entry| entry.key.as_str()));
        cx.tell(
            Diagnostic::error(lowering::SECURITY_UNDEFINED, span, format!("the security scheme `{name}` is not defined"))
                .note("each name is one of the security schemes of the document (section Security Requirement Object)")
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "define it in `components.securitySchemes`".to_owned(),
                }),
        );
    }
    None
}
