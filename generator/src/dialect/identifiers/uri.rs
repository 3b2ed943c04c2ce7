//! Resolution of URI references (RFC 3986, section 5.2) against a base that may be relative itself.

use super::super::reference::percent_decoded;

/// The URI without its fragment, and the fragment, percent-decoded; empty if there is none.
pub(super) fn resolve(base: &str, reference: &str) -> (String, String) {
    let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = percent_decoded(fragment).unwrap_or_else(|| fragment.to_owned());
    (joined(base, document), fragment)
}

fn joined(base: &str, document: &str) -> String {
    if document.is_empty() {
        return base.to_owned();
    }
    if has_scheme(document) {
        return document.to_owned();
    }
    let (origin, path) = split(base);
    if document.starts_with("//") {
        let scheme = base.split_once("//").map_or("", |(scheme, _)| scheme);
        return format!("{scheme}{document}");
    }
    if document.starts_with('/') {
        return format!("{origin}{}", without_dots(document));
    }
    let path = path.split('?').next().unwrap_or_default();
    let folder = path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or_default());
    let folder = if folder.is_empty() && !origin.is_empty() { "/" } else { folder };
    format!("{origin}{}", without_dots(&format!("{folder}{document}")))
}

/// A document as it is written in one that lies at `location` and is known as `own`: a path where both have one folder.
pub(super) fn beside(document: &str, own: &str, location: &str) -> String {
    let folder = own.rsplit_once('/').map(|(folder, _)| folder).filter(|_| has_scheme(own));
    let inner = folder.and_then(|folder| document.strip_prefix(folder)?.strip_prefix('/'));
    match inner.filter(|inner| !inner.is_empty()) {
        Some(inner) => inner.to_owned(),
        None if has_scheme(document) => document.to_owned(),
        None => format!("{}{document}", "../".repeat(location.matches('/').count())),
    }
}

/// `urn:a:b` has a scheme, `a/b:c` has none.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    let mut bytes = scheme.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic()) && bytes.all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Scheme and authority, and the rest.
fn split(base: &str) -> (&str, &str) {
    let Some(start) = base.find("//").filter(|_| has_scheme(base)) else { return ("", base) };
    let authority = base.get(start + 2..).unwrap_or_default();
    let end = authority.find('/').map_or(base.len(), |at| start + 2 + at);
    base.split_at(end)
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let last_is_folder = path.ends_with("/.") || path.ends_with("/..") || path.ends_with('/');
    for segment in path.split('/').skip(usize::from(path.starts_with('/'))) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            other => kept.push(other),
        }
    }
    let start = if path.starts_with('/') { "/" } else { "" };
    let end = if last_is_folder && kept.last().is_some_and(|last| !last.is_empty()) { "/" } else { "" };
    format!("{start}{}{end}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_their_base() {
        let cases = [
            ("", "#/a", "", "/a"),
            ("", "tree", "tree", ""),
            ("tree", "#node", "tree", "node"),
            ("https://example.com/a/b", "c#x", "https://example.com/a/c", "x"),
            ("https://example.com/a/b", "../c", "https://example.com/c", ""),
            ("https://example.com/a/b", "/c/./d", "https://example.com/c/d", ""),
            ("https://example.com", "c", "https://example.com/c", ""),
            ("https://example.com/a", "//other.org/b", "https://other.org/b", ""),
            ("https://example.com/a", "urn:x:y", "urn:x:y", ""),
            ("a/b.json", "c.json#/d%25", "a/c.json", "/d%"),
        ];
        for (base, reference, document, fragment) in cases {
            assert_eq!(resolve(base, reference), (document.to_owned(), fragment.to_owned()), "{base} {reference}");
        }
    }
}
