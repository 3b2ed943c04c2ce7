//! Query strings and cookies as lists of pairs.

use super::percent::{NotUtf8, decode};

/// A pair of a query string or of the `Cookie` header: the name decoded, the value still encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The pairs of a query string. A name without `=` has the empty value; one that is not UTF-8 stays as it was sent, and so is no
/// parameter's.
pub(crate) fn query(text: &str) -> Vec<Pair> {
    text.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

fn pair(text: &str) -> Pair {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    Pair { name: form_decoded(name), value: value.to_owned() }
}

/// Decodes a piece of a query: `+` is a space, as HTML forms and the URL APIs of browsers send it. A plus sign is sent as
/// `%2B` by every style of OpenAPI, so nothing is ambiguous.
///
/// # Errors
/// When the bytes are not UTF-8.
pub(crate) fn form_decode(text: &str) -> Result<String, NotUtf8> {
    match text.contains('+') {
        true => decode(&text.replace('+', " ")).map(|text| text.into_owned()),
        false => decode(text).map(|text| text.into_owned()),
    }
}

/// A name or a value of a query as two of them are compared: decoded, with `+` as a space; what is not UTF-8 is compared as it was sent.
pub fn form_decoded(text: &str) -> String {
    form_decode(text).unwrap_or_else(|_| text.to_owned())
}

/// The names and values of a query as they are compared: those of a request, and those that a path key fixes.
pub fn compared(text: &str) -> Vec<(String, String)> {
    let split = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (form_decoded(name), form_decoded(value))
    };
    text.split('&').filter(|pair| !pair.is_empty()).map(split).collect()
}

/// The pairs of all `Cookie` headers (RFC 6265, section 4.2.1). Bytes that are not text make a cookie unreadable; it is
/// passed over, because cookies of other applications come along. A name is sent encoded where it is no token, so it is compared
/// decoded.
pub(crate) fn cookies(headers: &http::HeaderMap) -> Vec<Pair> {
    let texts = headers.get_all(http::header::COOKIE).into_iter().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    let pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim_matches([' ', '\t']).split_once('='));
    let name = |name: &str| decode(name).map_or_else(|_| name.to_owned(), |name| name.into_owned());
    pairs.map(|(key, value)| Pair { name: name(key), value: value.to_owned() }).collect()
}
