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
            let mut sent = named.filter_map(|alternative| one_each(alternative, credentials).ok());
            sent.next().map_or_else(|| one_each(first, credentials), Ok)
        }
        None if anonymous() => Ok(&[]),
        None => {
            let names =
                |alternative: &&'static [Requirement]| alternative.iter().map(|requirement| requirement.scheme.name).collect();
            Err(Failure::MissingCredential { operation: id, schemes: security.iter().map(names).collect() })
        }
    }
}

/// A request has room for one `Authorization`, and one key of a name at a place: two schemes that both want it hold at once only if what is sent for
/// them is the same, as one token of two flows of OAuth 2.0.
fn one_each(
    alternative: &'static [Requirement],
    credentials: &[(&'static str, Credential)],
) -> Result<&'static [Requirement], Failure> {
    let kind = |requirement: &Requirement| {
        credentials.iter().find(|(name, _)| *name == requirement.scheme.name).map(|(_, credential)| &credential.0)
    };
    let is_same = |one: &Requirement, other: &Requirement| {
        let same_kind = one.scheme.kind.is_sent_as(other.scheme.kind);
        same_kind && kind(one).zip(kind(other)).is_some_and(|(one, other)| one.is_same(other))
    };
    let mut others = alternative;
    while let Some((one, rest)) = others.split_first() {
        let place = one.scheme.kind.place();
        let shared = rest.iter().find(|other| place.is_some() && other.scheme.kind.place() == place && !is_same(one, other));
        if let Some(other) = shared {
            return Err(Failure::Credential { scheme: other.scheme.name });
        }
        others = rest;
    }
    Ok(alternative)
}

impl Kind {
    /// Whether two are the same text.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Token(one), Self::Token(other)) => one.expose() == other.expose(),
            (Self::Basic(user, one), Self::Basic(other_user, other)) => user == other_user && one.expose() == other.expose(),
            (Self::Token(_) | Self::Basic(..) | Self::Certificate, _) => false,
        }
    }
}

impl SchemeKind {
    /// Where a request has room for one credential of the scheme; headers in small letters.
    fn place(self) -> Option<(Location, String)> {
        match self {
            Self::Bearer | Self::Basic | Self::Http(_) => Some((Location::Header, AUTHORIZATION.as_str().to_owned())),
            Self::ApiKey { location: Location::Header, key } => Some((Location::Header, key.to_ascii_lowercase())),
            Self::ApiKey { location, key } => Some((location, key.to_owned())),
            Self::MutualTls => None,
        }
    }

    /// Whether the same credential for two schemes at one place is the same text.
    fn is_sent_as(self, other: Self) -> bool {
        matches!((self, other), (Self::ApiKey { .. }, Self::ApiKey { .. })) || self == other
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
        Location::Query if query.contains(&pair()) => {}
        Location::Query => query.push(pair()),
        Location::Cookie => {
            let others = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
            if others.is_some_and(|others| others.split("; ").any(|other| other == pair())) {
                return Some(());
            }
            let cookies = others.map_or_else(pair, |others| format!("{others}; {}", pair()));
            headers.insert(COOKIE, sensitive(&cookies)?);
        }
        Location::Path => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::security::SecurityScheme;

    const CODE: SecurityScheme = SecurityScheme::oauth2("code");
    const IMPLICIT: SecurityScheme = SecurityScheme::oauth2("implicit");
    const BASIC: SecurityScheme = SecurityScheme::basic("basic");
    const KEY: SecurityScheme = SecurityScheme::api_key("key", Location::Query, "key");
    const OLD_KEY: SecurityScheme = SecurityScheme::api_key("oldKey", Location::Query, "key");

    /// What is sent for all of these schemes together: `Authorization`, and the query.
    fn sent(security: Security, credentials: &[(&'static str, Credential)]) -> Result<(String, Vec<String>), &'static str> {
        let told = |failure| if let Failure::Credential { scheme } = failure { scheme } else { "another failure" };
        let (mut headers, mut query) = (HeaderMap::new(), Vec::new());
        for requirement in choose("x", security, credentials).map_err(told)? {
            apply(requirement, credentials, &mut headers, &mut query).map_err(told)?;
        }
        let authorization = headers.get(AUTHORIZATION).map_or("", |value| value.to_str().unwrap());
        Ok((authorization.to_owned(), query))
    }

    #[test]
    fn one_token_is_good_for_two_flows_and_two_tokens_have_no_room() {
        const BOTH: Security = &[&[CODE.scopes(&["read"]), IMPLICIT.scopes(&["read"])]];
        let of =
            |one: &str, other: &str| sent(BOTH, &[("code", Credential::bearer(one)), ("implicit", Credential::bearer(other))]);
        assert_eq!(of("t", "t").unwrap().0, "Bearer t");
        assert_eq!(of("t", "u"), Err("implicit"));
        const EITHER: Security = &[&[CODE.scopes(&[]), BASIC.scopes(&[])], &[BASIC.scopes(&[])]];
        let found = sent(EITHER, &[("code", Credential::bearer("t")), ("basic", Credential::basic("u", "p"))]);
        assert_eq!(found.unwrap().0, "Basic dTpw", "the first alternative cannot be sent");
    }

    #[test]
    fn one_key_is_sent_once() {
        const BOTH: Security = &[&[KEY.scopes(&[]), OLD_KEY.scopes(&[])]];
        let of =
            |one: &str, other: &str| sent(BOTH, &[("key", Credential::api_key(one)), ("oldKey", Credential::api_key(other))]);
        assert_eq!(of("k", "k").unwrap().1, ["key=k"]);
        assert_eq!(of("k", "l"), Err("oldKey"));
    }
}
