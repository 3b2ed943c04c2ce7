//! Host names and email addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// RFC 1123, section 2.1: labels of letters, digits and inner hyphens.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && is_ace(label)
}

/// RFC 5891, section 4.2.3.1: hyphens in the third and fourth place are only for the prefix of an internationalised label,
/// after which something must follow.
fn is_ace(label: &str) -> bool {
    if label.get(2..4) != Some("--") {
        return true;
    }
    label.len() > 4 && label.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn"))
}

/// RFC 5321, section 4.1.2: Mailbox.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    (1..=64).contains(&local.len()) && (is_dot_string(local) || is_quoted(local)) && is_domain(domain)
}

fn is_domain(domain: &str) -> bool {
    match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => match literal.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => literal.parse::<Ipv4Addr>().is_ok(),
        },
        None => is_hostname(domain),
    }
}

fn is_dot_string(local: &str) -> bool {
    let is_atom_text = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_text))
}

fn is_quoted(local: &str) -> bool {
    let Some(inner) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        let allowed = match byte {
            b'"' => false,
            b'\\' => bytes.next().is_some_and(|escaped| (b' '..=b'~').contains(&escaped)),
            other => (b' '..=b'~').contains(&other),
        };
        if !allowed {
            return false;
        }
    }
    true
}
