//! Base URLs, joined with paths exactly.

use http::Uri;
use reqwest::Url;

/// An absolute URL of scheme, host and path, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// Reads a URL, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains(['?', '#']) {
            return Err("must have neither query nor fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else { return Err("is not a URL") };
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("must start with `http://` or `https://`");
        }
        match uri.authority() {
            None => Err("has no host"),
            Some(authority) if authority.as_str().contains('@') => Err("must not hold a user name or password"),
            Some(_) if uri.path().split('/').any(|segment| segment == "." || segment == "..") => {
                Err("must not have segments `.` or `..`")
            }
            Some(_) => Ok(Self(text.to_owned())),
        }
    }

    /// The URL without a slash at its end, because every path starts with one; nothing else is changed.
    pub(super) fn as_str(&self) -> &str {
        self.0.strip_suffix('/').unwrap_or(&self.0)
    }

    /// The URL of a request.
    pub(super) fn join(&self, path: &str, query: &[String]) -> String {
        with_query(format!("{}{path}", self.as_str()), query)
    }

    /// What a relative URL is from here (RFC 3986, section 5.2).
    pub(super) fn resolve(&self, relative: &str) -> Result<Self, &'static str> {
        let resolved = Url::parse(&self.0).and_then(|base| base.join(relative));
        resolved.map_or(Err("is not a URL"), |url| Self::parse(url.as_str()))
    }
}

/// A URL with more pairs of a query.
pub(super) fn with_query(mut url: String, query: &[String]) -> String {
    for pair in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(pair);
    }
    url
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn joins_exactly() {
        for (base, path, expected) in [
            ("https://h", "/pets", "https://h/pets"),
            ("https://h/", "/pets/", "https://h/pets/"),
            ("https://h/v1/", "/a//b", "https://h/v1/a//b"),
            ("http://h:80/v1", "/", "http://h:80/v1/"),
        ] {
            assert_eq!(BaseUrl::parse(base).unwrap().join(path, &[]), expected);
        }
        assert_eq!(BaseUrl::parse("http://h").unwrap().join("/a", &["b=1".to_owned(), "c=2".to_owned()]), "http://h/a?b=1&c=2");
    }

    #[test]
    fn refuses_what_is_no_base() {
        for base in [
            "",
            "/v1",
            "h/v1",
            "ftp://h",
            "http://",
            "http://u:p@h",
            "http://h/?a",
            "http://h/#a",
            "http://h/../a",
            "http://h/a b",
        ] {
            assert!(BaseUrl::parse(base).is_err(), "{base}");
        }
    }
}
