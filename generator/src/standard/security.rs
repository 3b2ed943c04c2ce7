//! The objects of OpenAPI 3 that describe security schemes.

use super::table::Kind::{Boolean, List, Map, Text, Word};
use super::table::Reads::Missing;
use super::table::{Id, Kind, Object, Rule, field, plain, read};
use super::version::Since::{Always, From32};

const fn needs(value: &'static str, needs: &'static [&'static str]) -> Rule {
    Rule::Requires { field: "type", value, needs }
}

/// Security Scheme Object.
pub(super) static SECURITY_SCHEME: Object = Object {
    referable: Some(Always),
    fields: &[
        read("type", Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])).required(),
        field("description", Text),
        read("name", Text),
        read("in", Word(&["query", "header", "cookie"])),
        read("scheme", Text),
        field("bearerFormat", Text),
        field("flows", Kind::Object(&OAUTH_FLOWS)),
        field("openIdConnectUrl", Text),
        field("oauth2MetadataUrl", Text).since(From32).by(Missing("nothing is looked up there")),
        field("deprecated", Boolean).since(From32),
    ],
    rules: &[
        needs("apiKey", &["name", "in"]),
        needs("http", &["scheme"]),
        needs("oauth2", &["flows"]),
        needs("openIdConnect", &["openIdConnectUrl"]),
    ],
    ..plain(Id::SecurityScheme)
};

static OAUTH_FLOWS: Object = Object {
    fields: &[
        field("implicit", Kind::Object(&IMPLICIT_FLOW)),
        field("password", Kind::Object(&TOKEN_FLOW)),
        field("clientCredentials", Kind::Object(&TOKEN_FLOW)),
        field("authorizationCode", Kind::Object(&CODE_FLOW)),
        field("deviceAuthorization", Kind::Object(&DEVICE_FLOW)).since(From32),
    ],
    ..plain(Id::OauthFlows)
};

static IMPLICIT_FLOW: Object = Object {
    fields: &[field("authorizationUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..plain(Id::OauthFlow)
};

static TOKEN_FLOW: Object = Object {
    fields: &[field("tokenUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..plain(Id::OauthFlow)
};

static CODE_FLOW: Object = Object {
    fields: &[
        field("authorizationUrl", Text).required(),
        field("tokenUrl", Text).required(),
        field("refreshUrl", Text),
        field("scopes", Map(&Text)).required(),
    ],
    ..plain(Id::OauthFlow)
};

static DEVICE_FLOW: Object = Object {
    fields: &[
        field("deviceAuthorizationUrl", Text).required(),
        field("tokenUrl", Text).required(),
        field("refreshUrl", Text),
        field("scopes", Map(&Text)).required(),
    ],
    ..plain(Id::OauthFlow)
};

/// Security Requirement Object.
pub(super) const SECURITY_REQUIREMENT: Kind = Map(&List(&Text));
