//! Host names and email addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// RFC 1123, section 2.1: labels of letters, digits and inner hyphens. Internationalised labels are looked into where the feature `idn`
/// brings what that takes.
pub(super) fn is_hostname(text: &str) -> bool {
    #[cfg(feature = "idn")]
    let decoded = |text: &str| !super::idn::has_a_label(text) || super::idn::is_hostname(text);
    #[cfg(not(feature = "idn"))]
    let decoded = |_: &str| true;
    is_ascii_hostname(text) && decoded(text)
}

fn is_ascii_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

pub(super) fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && is_ace(label)
}

/// RFC 5890, section 2.3.2.1: after the prefix of an internationalised label something must follow.
fn is_ace(label: &str) -> bool {
    label.len() > 4 || !label.eq_ignore_ascii_case("xn--")
}

/// RFC 5321, section 4.1.2: Mailbox. Its domain is one of letters, digits and hyphens, whatever an internationalised label says.
pub(super) fn is_email(text: &str) -> bool {
    text.is_ascii() && is_mailbox(text, is_ascii_hostname)
}

/// RFC 6531, section 3.3: Mailbox, in which any character beyond ASCII may stand for itself.
pub(super) fn is_idn_email(text: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && (!label.is_ascii() || is_label(label));
    is_mailbox(text, |domain| {
        domain.chars().count() <= 253 && domain.split('.').all(|label| holds_label(label) && is_label(label))
    })
}

fn holds_label(label: &str) -> bool {
    let inner = |character: char| character.is_ascii_alphanumeric() || character == '-' || !character.is_ascii();
    label.chars().all(inner) && !label.starts_with('-') && !label.ends_with('-')
}

fn is_mailbox(text: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    (1..=64).contains(&local.len()) && (is_dot_string(local) || is_quoted(local)) && is_domain(domain, is_name)
}

fn is_domain(domain: &str, is_name: impl Fn(&str) -> bool) -> bool {
    match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => match literal.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => literal.parse::<Ipv4Addr>().is_ok(),
        },
        None => is_name(domain),
    }
}

fn is_dot_string(local: &str) -> bool {
    let is_atom_text =
        |character: char| !character.is_ascii() || character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text))
}

fn is_quoted(local: &str) -> bool {
    let Some(inner) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        let allowed = match character {
            '"' => false,
            '\\' => characters.next().is_some_and(|escaped| (' '..='~').contains(&escaped)),
            other => !other.is_ascii() || (' '..='~').contains(&other),
        };
        if !allowed {
            return false;
        }
    }
    true
}
