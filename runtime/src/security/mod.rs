//! Security schemes and requirements (OpenAPI 3.0.4, sections 4.8.27 and 4.8.30).
//!
//! ```
//! use letterpress_runtime::{Security, SecurityScheme};
//!
//! const BEARER_AUTH: SecurityScheme = SecurityScheme::bearer("bearerAuth");
//! // a bearer token with the scope `write`, or nothing at all
//! const SECURITY: Security = &[&[BEARER_AUTH.scopes(&["write"])], &[]];
//! # assert_eq!(SECURITY.len(), 2);
//! ```

#[cfg(any(feature = "client", feature = "server"))]
mod secret;

#[cfg(any(feature = "client", feature = "server"))]
pub use secret::Secret;

pub use crate::parameter::Location;

/// Alternatives, of which one must hold; an alternative holds when all its requirements hold. No alternatives: the
/// operation is open to all. An empty alternative: anonymous requests are allowed.
pub type Security = &'static [&'static [Requirement]];

/// A security scheme that a description names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: &'static str,
    /// How credentials travel.
    pub kind: SchemeKind,
}

/// How the credentials of a scheme travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer`, RFC 6750. OAuth 2.0 and OpenID Connect travel the same way.
    Bearer,
    /// `Authorization: Basic`, RFC 7617.
    Basic,
    /// Another scheme of the `Authorization` header, by its name.
    Http(&'static str),
    /// The certificate of the client, in TLS (RFC 8446, section 4.4.2).
    MutualTls,
    /// A value in a header, a query parameter or a cookie.
    ApiKey {
        /// Where the key travels: header, query or cookie.
        location: Location,
        /// Name of the header, query parameter or cookie.
        key: &'static str,
    },
}

impl SecurityScheme {
    /// `type: http, scheme: bearer`.
    pub const fn bearer(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Bearer }
    }

    /// `type: http, scheme: basic`.
    pub const fn basic(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Basic }
    }

    /// `type: http` with another scheme, such as `hmac`.
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self { name, kind: SchemeKind::Http(scheme) }
    }

    /// `type: mutualTLS`.
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::MutualTls }
    }

    /// `type: apiKey`; `location` is a header, a query parameter or a cookie.
    pub const fn api_key(name: &'static str, location: Location, key: &'static str) -> Self {
        Self { name, kind: SchemeKind::ApiKey { location, key } }
    }

    /// `type: oauth2`. The access token travels as a bearer token.
    pub const fn oauth2(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Bearer }
    }

    /// `type: openIdConnect`. The token travels as a bearer token.
    pub const fn open_id_connect(name: &'static str) -> Self {
        Self { name, kind: SchemeKind::Bearer }
    }

    /// The requirement of this scheme with these scopes.
    pub const fn scopes(self, scopes: &'static [&'static str]) -> Requirement {
        Requirement { scheme: self, scopes }
    }

    /// The challenge of this scheme for `WWW-Authenticate` (RFC 9110, section 11.6.1). The realm of Basic is the name of
    /// the scheme. API keys and certificates have no registered challenge; theirs says what is asked for.
    pub fn challenge(&self, problem: Challenge) -> String {
        match (self.kind, problem) {
            (SchemeKind::Bearer, Challenge::Missing) => "Bearer".to_owned(),
            (SchemeKind::Bearer, Challenge::Invalid) => "Bearer error=\"invalid_token\"".to_owned(),
            (SchemeKind::Bearer, Challenge::Malformed) => "Bearer error=\"invalid_request\"".to_owned(),
            (SchemeKind::Basic, _) => format!("Basic realm=\"{}\", charset=\"UTF-8\"", quoted(self.name)),
            (SchemeKind::Http(scheme), _) => scheme.to_owned(),
            (SchemeKind::MutualTls, _) => format!("MutualTls realm=\"{}\"", quoted(self.name)),
            (SchemeKind::ApiKey { location, key }, _) => {
                format!("ApiKey in=\"{}\", name=\"{}\"", location.as_str(), quoted(key))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Why a challenge is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// No credential came.
    Missing,
    /// The credential cannot be read.
    Malformed,
    /// The credential was refused.
    Invalid,
}

/// One scheme that must hold, with the scopes it must grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SecurityScheme,
    /// Scopes or roles, in spec order.
    pub scopes: &'static [&'static str],
}

/// The challenge of a 403 answer of a bearer scheme: the scopes that were missing (RFC 6750, section 3.1).
pub fn insufficient_scope(requirement: &Requirement) -> Option<String> {
    match requirement.scheme.kind {
        SchemeKind::Bearer if requirement.scopes.is_empty() => Some("Bearer error=\"insufficient_scope\"".to_owned()),
        SchemeKind::Bearer => {
            Some(format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", quoted(&requirement.scopes.join(" "))))
        }
        SchemeKind::Basic | SchemeKind::Http(_) | SchemeKind::MutualTls | SchemeKind::ApiKey { .. } => None,
    }
}

/// Whether a text can be a bearer token: `b64token` (RFC 6750, section 2.1).
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn is_b64token(text: &str) -> bool {
    let token = text.trim_end_matches('=');
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}
