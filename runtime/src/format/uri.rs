//! URIs (RFC 3986) and IRIs (RFC 3987), which differ in the characters alone.

use std::net::Ipv6Addr;

/// Which characters may stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those of a URI.
    Ascii,
    /// Those of an IRI, too.
    Universal,
}

/// RFC 3986, section 3: URI.
pub(super) fn is_uri(letters: Letters, text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && is_after_scheme(letters, rest))
}

/// RFC 3986, section 4.1: URI-reference.
pub(super) fn is_reference(letters: Letters, text: &str) -> bool {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    // A colon in the first segment would make what is before it a scheme (section 4.2).
    if first.contains(':') { is_uri(letters, text) } else { is_after_scheme(letters, text) }
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// hier-part or relative-part, query, fragment.
fn is_after_scheme(letters: Letters, text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (hierarchy, query) = text.split_once('?').unwrap_or((text, ""));
    let path = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !is_authority(letters, authority) {
                return false;
            }
            path
        }
        None => hierarchy,
    };
    let holds = |text: &str, others: &str| holds_only(letters, text, |character| others.contains(character));
    let in_query = |other| ":@/?".contains(other) || letters == Letters::Universal && is_private(other);
    holds(path, ":@/") && holds_only(letters, query, in_query) && holds(fragment, ":@/?")
}

fn is_authority(letters: Letters, authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    holds_only(letters, user, |other| other == ':') && is_host_and_port(letters, host)
}

fn is_host_and_port(letters: Letters, text: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    match text.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((literal, ""))) => is_ip_literal(literal),
        Some(Some((literal, port))) => is_ip_literal(literal) && port.strip_prefix(':').is_some_and(is_port),
        Some(None) => false,
        None => {
            let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
            holds_only(letters, host, |_| false) && is_port(port)
        }
    }
}

/// IPv6address or IPvFuture.
fn is_ip_literal(literal: &str) -> bool {
    match literal.strip_prefix(['v', 'V']).map(|rest| rest.split_once('.')) {
        Some(Some((version, address))) => {
            let is_hex = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex && !address.is_empty() && !address.contains('%') && holds_only(Letters::Ascii, address, |other| other == ':')
        }
        Some(None) => false,
        None => literal.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Unreserved characters, sub-delims, percent-encoded bytes and these others.
fn holds_only(letters: Letters, text: &str, others: impl Fn(char) -> bool) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let allowed = match character {
            '%' => is_byte(&mut characters),
            other if other.is_ascii() => other.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(other) || others(other),
            other => letters == Letters::Universal && is_universal(other) || others(other),
        };
        if !allowed {
            return false;
        }
    }
    true
}

/// Whether two hexadecimal digits follow.
pub(super) fn is_byte(characters: &mut std::str::Chars<'_>) -> bool {
    [characters.next(), characters.next()].iter().all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
}

/// RFC 3987, section 2.2: ucschar.
pub(super) fn is_universal(character: char) -> bool {
    match u32::from(character) {
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF => true,
        // Each plane but the last two ends with noncharacters; the tags of the fourteenth are left out.
        code @ 0x1_0000..=0xE_FFFF => code & 0xFFFF < 0xFFFE && !(0xE_0000..0xE_1000).contains(&code),
        _ => false,
    }
}

/// RFC 3987, section 2.2: iprivate, which only a query may hold.
pub(super) fn is_private(character: char) -> bool {
    let code = u32::from(character);
    (0xE000..=0xF8FF).contains(&code) || code >= 0xF_0000 && code & 0xFFFF < 0xFFFE
}
