//! Credentials, as requests present them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{Extensions, HeaderMap};

use crate::parameter::Location;
use crate::parameter::percent::decode;
use crate::parameter::query::{Pair, cookies, form_decode, query};
use crate::security::{SchemeKind, Secret, SecurityScheme, is_b64token};

/// The token of `Authorization: Bearer`, also that of OAuth 2.0 and OpenID Connect.
#[derive(Clone, Debug)]
pub struct BearerToken(Secret);

/// An API key.
#[derive(Clone, Debug)]
pub struct ApiKey(Secret);

/// What follows the name of another scheme in `Authorization`.
#[derive(Clone, Debug)]
pub struct HttpCredentials(Secret);

/// A user name and a password.
#[derive(Clone, Debug)]
pub struct BasicCredentials {
    user: String,
    password: Secret,
}

impl BearerToken {
    /// The token. Compare it in constant time.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl ApiKey {
    /// The key. Compare it in constant time.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl HttpCredentials {
    /// The text.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl BasicCredentials {
    /// The user name.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password. Compare it in constant time.
    pub fn password(&self) -> &str {
        self.password.expose()
    }
}

/// A credential of one kind.
#[derive(Clone, Debug)]
pub enum Presented {
    /// A bearer token.
    Bearer(BearerToken),
    /// A user name and a password.
    Basic(BasicCredentials),
    /// An API key.
    ApiKey(ApiKey),
    /// Credentials of another scheme of `Authorization`.
    Http(HttpCredentials),
    /// The certificate of the connection.
    Certificate(PeerCertificate),
}

/// The certificate that the other side of a TLS connection has shown, and with which it has proved to have the key (mutual TLS).
///
/// Whoever accepts connections puts it into the extensions of each request (`request.extensions_mut().insert(..)`); without it an
/// operation that requires `mutualTLS` is answered by 401.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerCertificate {
    /// The certificate and those that lead to its issuer, each as DER; the peer's own is the first.
    pub chain: Vec<bytes::Bytes>,
}

/// What a request holds for a scheme.
pub(super) enum Extracted {
    Missing,
    Malformed,
    Found(Presented),
}

/// The credential of a scheme. One that is given twice is malformed: two readers might take different ones.
pub(super) fn extract(scheme: &SecurityScheme, headers: &HeaderMap, extensions: &Extensions, query_text: &str) -> Extracted {
    match scheme.kind {
        SchemeKind::MutualTls => match extensions.get::<PeerCertificate>() {
            Some(certificate) => Extracted::Found(Presented::Certificate(certificate.clone())),
            None => Extracted::Missing,
        },
        SchemeKind::Bearer => authorization(headers, "Bearer", bearer),
        SchemeKind::Basic => authorization(headers, "Basic", basic),
        SchemeKind::Http(name) => authorization(headers, name, other),
        SchemeKind::ApiKey { location, key } => {
            let found = match location {
                Location::Header => {
                    headers.get_all(key).into_iter().map(|value| value.to_str().ok().map(str::to_owned)).collect()
                }
                Location::Query => texts(&query(query_text), key, |text| form_decode(text).ok()),
                Location::Cookie => texts(&cookies(headers), key, |text| decode(text).ok().map(|text| text.into_owned())),
                Location::Path => Vec::new(),
            };
            api_key(found)
        }
    }
}

fn texts(pairs: &[Pair], key: &str, decode: fn(&str) -> Option<String>) -> Vec<Option<String>> {
    pairs.iter().filter(|pair| pair.name == key).map(|pair| decode(&pair.value)).collect()
}

fn api_key(found: Vec<Option<String>>) -> Extracted {
    match found.as_slice() {
        [] => Extracted::Missing,
        [Some(key)] if !key.is_empty() => Extracted::Found(Presented::ApiKey(ApiKey(key.as_str().into()))),
        _ => Extracted::Malformed,
    }
}

/// The name of the scheme is case-insensitive (RFC 9110, section 11.1).
fn authorization(headers: &HeaderMap, scheme: &str, read: fn(&str) -> Option<Presented>) -> Extracted {
    let mut lines = headers.get_all(AUTHORIZATION).into_iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return if headers.contains_key(AUTHORIZATION) { Extracted::Malformed } else { Extracted::Missing };
    };
    let Ok(line) = line.to_str() else { return Extracted::Malformed };
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    if !name.eq_ignore_ascii_case(scheme) {
        return Extracted::Missing;
    }
    read(rest.trim()).map_or(Extracted::Malformed, Extracted::Found)
}

fn bearer(text: &str) -> Option<Presented> {
    is_b64token(text).then(|| Presented::Bearer(BearerToken(text.into())))
}

fn basic(text: &str) -> Option<Presented> {
    let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some(Presented::Basic(BasicCredentials { user: user.to_owned(), password: password.into() }))
}

/// What another scheme has behind its name: not nothing.
fn other(text: &str) -> Option<Presented> {
    (!text.is_empty()).then(|| Presented::Http(HttpCredentials(text.into())))
}
