//! Credentials, and where they are put.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};

use super::error::Failure;
use crate::parameter::Location;
use crate::parameter::percent::{Encoding, encode};
use crate::security::{Requirement, SchemeKind, Secret, Security, is_b64token};

/// What a client shows to be let in. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Token(Secret),
    Basic(String, Secret),
    Certificate,
}

impl Credential {
    /// A bearer token, also that of OAuth 2.0 and OpenID Connect.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Token(token.into()))
    }

    /// A user name, which cannot hold a colon, and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic(user.into(), password.into()))
    }

    /// An API key.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self(Kind::Token(key.into()))
    }

    /// The certificate that the transport presents in TLS. It is set there; this says that it is.
    pub fn certificate() -> Self {
        Self(Kind::Certificate)
    }

    /// What follows the name of another scheme in `Authorization`.
    pub fn http(credentials: impl Into<Secret>) -> Self {
        Self(Kind::Token(credentials.into()))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential([redacted])")
    }
}

/// The first alternative for which there are all credentials. Being anonymous is the last resort.
pub(super) fn choose(
    id: &'static str,
    security: Security,
    credentials: &[(&'static str, Credential)],
) -> Result<&'static [Requirement], Failure> {
    let has = |requirement: &Requirement| credentials.iter().any(|(name, _)| *name == requirement.scheme.name);
    let mut named = security.iter().filter(|alternative| !alternative.is_empty() && alternative.iter().all(has)).peekable();
    let anonymous = || security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
    match named.peek().copied() {
        Some(first) => {
            named.find_map(|alternative| one_authorization(alternative).ok()).map_or_else(|| one_authorization(first), Ok)
        }
        None if anonymous() => Ok(&[]),
        None => {
            let names =
                |alternative: &&'static [Requirement]| alternative.iter().map(|requirement| requirement.scheme.name).collect();
            Err(Failure::MissingCredential { operation: id, schemes: security.iter().map(names).collect() })
        }
    }
}

/// A request has room for one `Authorization`: two schemes that both want it cannot hold at once.
fn one_authorization(alternative: &'static [Requirement]) -> Result<&'static [Requirement], Failure> {
    let wanting = alternative.iter().filter(|requirement| match requirement.scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) => true,
        SchemeKind::MutualTls | SchemeKind::ApiKey { .. } => false,
    });
    match wanting.map(|requirement| requirement.scheme.name).nth(1) {
        Some(scheme) => Err(Failure::Credential { scheme }),
        None => Ok(alternative),
    }
}

/// Puts the credential of a requirement where its scheme says.
pub(super) fn apply(
    requirement: &Requirement,
    credentials: &[(&'static str, Credential)],
    headers: &mut HeaderMap,
    query: &mut Vec<String>,
) -> Result<(), Failure> {
    let scheme = requirement.scheme;
    let credential = credentials.iter().find(|(name, _)| *name == scheme.name).map(|(_, credential)| &credential.0);
    let placed = match (scheme.kind, credential) {
        (SchemeKind::Bearer, Some(Kind::Token(token))) if is_b64token(token.expose()) => {
            authorize(headers, &format!("Bearer {}", token.expose()))
        }
        (SchemeKind::Http(name), Some(Kind::Token(token))) if !token.expose().trim().is_empty() => {
            authorize(headers, &format!("{name} {}", token.expose()))
        }
        (SchemeKind::MutualTls, Some(Kind::Certificate)) => Some(()),
        (SchemeKind::Basic, Some(Kind::Basic(user, password))) => basic(headers, user, password),
        (SchemeKind::ApiKey { location, key }, Some(Kind::Token(value))) if !value.expose().trim().is_empty() => {
            api_key(location, key, value, headers, query)
        }
        (
            SchemeKind::Bearer | SchemeKind::Http(_) | SchemeKind::ApiKey { .. },
            Some(Kind::Token(_) | Kind::Basic(..) | Kind::Certificate) | None,
        )
        | (SchemeKind::Basic, Some(Kind::Token(_) | Kind::Certificate) | None)
        | (SchemeKind::MutualTls, Some(Kind::Token(_) | Kind::Basic(..)) | None) => None,
    };
    placed.ok_or(Failure::Credential { scheme: scheme.name })
}

fn authorize(headers: &mut HeaderMap, value: &str) -> Option<()> {
    headers.insert(AUTHORIZATION, sensitive(value)?);
    Some(())
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn basic(headers: &mut HeaderMap, user: &str, password: &Secret) -> Option<()> {
    let password = password.expose();
    // RFC 7617, section 2; and a credential of nothing at all is a mistake.
    let nothing = user.is_empty() && password.is_empty();
    let malformed = nothing || user.contains(':') || user.chars().chain(password.chars()).any(char::is_control);
    let pair = (!malformed).then(|| format!("{user}:{password}"))?;
    authorize(headers, &format!("Basic {}", STANDARD.encode(pair)))
}

fn api_key(
    location: Location,
    key: &'static str,
    value: &Secret,
    headers: &mut HeaderMap,
    query: &mut Vec<String>,
) -> Option<()> {
    let pair = || format!("{}={}", encode(key, Encoding::Unreserved), encode(value.expose(), Encoding::Unreserved));
    match location {
        // White space at its ends would be lost.
        Location::Header if value.expose().trim() != value.expose() => return None,
        Location::Header => drop(headers.insert(HeaderName::from_bytes(key.as_bytes()).ok()?, sensitive(value.expose())?)),
        Location::Query => query.push(pair()),
        Location::Cookie => {
            let others = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
            let cookies = others.map_or_else(pair, |others| format!("{others}; {}", pair()));
            headers.insert(COOKIE, sensitive(&cookies)?);
        }
        Location::Path => return None,
    }
    Some(())
}
