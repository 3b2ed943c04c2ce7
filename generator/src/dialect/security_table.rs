//! The objects of OpenAPI 3 that describe security schemes.

use super::standard::PLAIN;
use super::table::Kind::{Boolean, List, Map, Text, Word};
use super::table::Since::From32;
use super::table::{Kind, Object, Role, Rule, field};

const fn needs(value: &'static str, needs: &'static [&'static str]) -> Rule {
    Rule::Requires { field: "type", value, needs }
}

/// Security Scheme Object.
pub(super) static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme Object",
    role: Role::SecurityScheme,
    component: Some("securitySchemes"),
    fields: &[
        field("type", Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])).required(),
        field("description", Text),
        field("name", Text),
        field("in", Word(&["query", "header", "cookie"])),
        field("scheme", Text),
        field("bearerFormat", Text),
        field("flows", Kind::Object(&OAUTH_FLOWS)),
        field("openIdConnectUrl", Text),
        field("oauth2MetadataUrl", Text).since(From32),
        field("deprecated", Boolean).since(From32),
    ],
    rules: &[
        needs("apiKey", &["name", "in"]),
        needs("http", &["scheme"]),
        needs("oauth2", &["flows"]),
        needs("openIdConnect", &["openIdConnectUrl"]),
    ],
    ..PLAIN
};

static OAUTH_FLOWS: Object = Object {
    name: "OAuth Flows Object",
    fields: &[
        field("implicit", Kind::Object(&IMPLICIT_FLOW)),
        field("password", Kind::Object(&TOKEN_FLOW)),
        field("clientCredentials", Kind::Object(&TOKEN_FLOW)),
        field("authorizationCode", Kind::Object(&CODE_FLOW)),
        field("deviceAuthorization", Kind::Object(&DEVICE_FLOW)).since(From32),
    ],
    ..PLAIN
};

static IMPLICIT_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[field("authorizationUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..PLAIN
};

static TOKEN_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[field("tokenUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..PLAIN
};

static CODE_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Text).required(),
        field("tokenUrl", Text).required(),
        field("refreshUrl", Text),
        field("scopes", Map(&Text)).required(),
    ],
    ..PLAIN
};

static DEVICE_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("deviceAuthorizationUrl", Text).required(),
        field("tokenUrl", Text).required(),
        field("refreshUrl", Text),
        field("scopes", Map(&Text)).required(),
    ],
    ..PLAIN
};

/// Security Requirement Object.
pub(super) const SECURITY_REQUIREMENT: Kind = Map(&List(&Text));
