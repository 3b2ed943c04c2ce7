//! Base URLs, joined with paths exactly.

use http::Uri;

use super::ConfigError;

/// An absolute URL of scheme, host and path. One slash at its end is dropped, because every path starts with one; nothing
/// else is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    pub(super) fn parse(text: &str) -> Result<Self, ConfigError> {
        let wrong = |reason| Err(ConfigError::BaseUrl { reason });
        if text.contains(['?', '#']) {
            return wrong("must have neither query nor fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else { return wrong("is not a URL") };
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return wrong("must start with `http://` or `https://`");
        }
        match uri.authority() {
            None => wrong("has no host"),
            Some(authority) if authority.as_str().contains('@') => wrong("must not hold a user name or password"),
            Some(_) if uri.path().split('/').any(|segment| segment == "." || segment == "..") => {
                wrong("must not have segments `.` or `..`")
            }
            Some(_) => Ok(Self(text.strip_suffix('/').unwrap_or(text).to_owned())),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL of a request.
    pub(super) fn join(&self, path: &str, query: &[String]) -> String {
        let mut url = format!("{}{path}", self.0);
        for (index, pair) in query.iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(pair);
        }
        url
    }
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
