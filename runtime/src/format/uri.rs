//! URIs (RFC 3986).

use std::net::Ipv6Addr;

/// Section 3: URI.
pub(super) fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && is_after_scheme(rest))
}

/// Section 4.1: URI-reference.
pub(super) fn is_reference(text: &str) -> bool {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    // A colon in the first segment would make what is before it a scheme (section 4.2).
    if first.contains(':') { is_uri(text) } else { is_after_scheme(text) }
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// hier-part or relative-part, query, fragment.
fn is_after_scheme(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (hierarchy, query) = text.split_once('?').unwrap_or((text, ""));
    let path = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !is_authority(authority) {
                return false;
            }
            path
        }
        None => hierarchy,
    };
    holds_only(path, b":@/") && holds_only(query, b":@/?") && holds_only(fragment, b":@/?")
}

fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    holds_only(user, b":") && is_host_and_port(host)
}

fn is_host_and_port(text: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    match text.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((literal, ""))) => is_ip_literal(literal),
        Some(Some((literal, port))) => is_ip_literal(literal) && port.strip_prefix(':').is_some_and(is_port),
        Some(None) => false,
        None => {
            let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
            holds_only(host, b"") && is_port(port)
        }
    }
}

/// IPv6address or IPvFuture.
fn is_ip_literal(literal: &str) -> bool {
    match literal.strip_prefix(['v', 'V']).map(|rest| rest.split_once('.')) {
        Some(Some((version, address))) => {
            let is_hex = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex && !address.is_empty() && !address.contains('%') && holds_only(address, b":")
        }
        Some(None) => false,
        None => literal.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Unreserved characters, sub-delims, percent-encoded bytes and these others.
fn holds_only(text: &str, others: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let allowed = match byte {
            b'%' => [bytes.next(), bytes.next()].iter().all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            other => other.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&other) || others.contains(&other),
        };
        if !allowed {
            return false;
        }
    }
    true
}
