//! The servers that a description names.

use std::fmt;

use crate::redact::Head;

/// A server of a description (OpenAPI 3.0.4, section 4.8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, with variables in braces; may be relative to where the description was found.
    pub url: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Its variables.
    pub variables: &'static [ServerVariable],
}

/// A variable in the URL of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its value where none is given.
    pub default: &'static str,
    /// The values it may have; empty: any.
    pub values: &'static [&'static str],
}

/// Why a server has no URL with these values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerError {
    /// The server has no such variable.
    Unknown(String),
    /// The variable cannot have this value.
    Value {
        /// The variable.
        name: &'static str,
        /// The value.
        value: String,
        /// What it may be.
        values: &'static [&'static str],
    },
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "the server has no variable `{}`", Head(name.as_bytes())),
            Self::Value { name, value, values } => {
                let value = Head(value.as_bytes());
                write!(f, "server variable `{name}` cannot be `{value}`; it is one of {}", values.join(", "))
            }
        }
    }
}

impl std::error::Error for ServerError {}

impl Server {
    /// The server of a list that has this URL, as the description has it, with its variables in braces; `None` if none has it, or several
    /// have. The order of a list is that of the description, which may change: a position in it may be another server tomorrow.
    pub fn with_url<'s>(servers: &'s [Self], url: &str) -> Option<&'s Self> {
        Self::only(servers, |server| server.url == url)
    }

    /// The server of a list that has this description; `None` if none has it, or several have.
    pub fn with_description<'s>(servers: &'s [Self], description: &str) -> Option<&'s Self> {
        Self::only(servers, |server| server.description == description)
    }

    fn only(servers: &[Self], is_it: impl Fn(&Self) -> bool) -> Option<&Self> {
        let mut found = servers.iter().filter(|server| is_it(server));
        found.next().filter(|_| found.next().is_none())
    }

    /// The URL with these values of its variables, and the defaults of the others.
    ///
    /// # Errors
    /// When a name is no variable of this server, or a value is none of those listed.
    pub fn url(&self, values: &[(&str, &str)]) -> Result<String, ServerError> {
        if let Some((name, _)) = values.iter().find(|(name, _)| !self.variables.iter().any(|variable| variable.name == *name)) {
            return Err(ServerError::Unknown((*name).to_owned()));
        }
        let (mut url, mut rest) = (String::new(), self.url);
        while let Some((literal, name, after)) = split_variable(rest) {
            url.push_str(literal);
            match self.variables.iter().find(|variable| variable.name == name) {
                Some(variable) => url.push_str(variable.value(values)?),
                None => url.push_str(rest.get(literal.len()..rest.len() - after.len()).unwrap_or_default()),
            }
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    /// The path of the URL with these values, without a slash at its end: where a router has to stand to be at this server.
    ///
    /// # Errors
    /// As [`url`](Self::url).
    pub fn base_path(&self, values: &[(&str, &str)]) -> Result<String, ServerError> {
        let url = self.url(values)?;
        let path = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest.split_at(rest.find('/').unwrap_or(rest.len())).1);
        Ok(path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned())
    }

    /// Whether a base URL is this server with some values of its variables. One that may have any value stands for letters, digits
    /// and hyphens, and only where the host has fixed text at its end, such as `.example.com`: otherwise any test server would be it.
    pub fn is_at(&self, base_url: &str) -> bool {
        let (scheme, rest) = self.url.split_once("://").unwrap_or_default();
        let authority = rest.split('/').next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let fixed = host.rsplit_once('}').is_none_or(|(_, end)| end.starts_with('.') && end.len() > 1);
        !scheme.is_empty() && fixed && self.fills(self.url.trim_end_matches('/'), base_url.trim_end_matches('/'))
    }

    /// Whether a template can become a text.
    fn fills(&self, template: &'static str, text: &str) -> bool {
        let Some((literal, name, after)) = split_variable(template) else { return template.eq_ignore_ascii_case(text) };
        let head = text.get(..literal.len()).filter(|head| head.eq_ignore_ascii_case(literal));
        let (Some(_), Some(rest)) = (head, text.get(literal.len()..)) else { return false };
        let behind = |value: &str| rest.strip_prefix(value).is_some_and(|rest| self.fills(after, rest));
        match self.variables.iter().find(|variable| variable.name == name) {
            Some(variable) if !variable.values.is_empty() => variable.values.iter().any(|value| behind(value)),
            Some(variable) => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
                behind(variable.default) || (1..=end).any(|end| rest.get(..end).is_some_and(&behind))
            }
            None => false,
        }
    }
}

fn split_variable(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

impl ServerVariable {
    fn value<'a>(&self, values: &[(&str, &'a str)]) -> Result<&'a str, ServerError> {
        let Some((_, value)) = values.iter().find(|(name, _)| *name == self.name) else { return Ok(self.default) };
        match self.values.is_empty() || self.values.contains(value) {
            true => Ok(value),
            false => Err(ServerError::Value { name: self.name, value: (*value).to_owned(), values: self.values }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SERVER: Server = Server {
        url: "https://{region}.example.com/{base}",
        description: "",
        variables: &[
            ServerVariable { name: "region", default: "eu", values: &["eu", "us"] },
            ServerVariable { name: "base", default: "v1", values: &[] },
        ],
    };

    #[test]
    fn a_server_of_a_list_is_found_in_any_order() {
        let other = Server { url: "https://other.example.com", description: "Other", variables: &[] };
        for servers in [[SERVER, other], [other, SERVER]] {
            assert_eq!(Server::with_url(&servers, SERVER.url), Some(&SERVER));
            assert_eq!(Server::with_url(&servers, "https://eu.example.com/v1"), None);
            assert_eq!(Server::with_description(&servers, "Other"), Some(&other));
        }
        assert_eq!(Server::with_description(&[other, Server { url: "/", ..other }], "Other"), None, "their order would decide");
    }

    #[test]
    fn variables_are_filled_in_and_checked() {
        assert_eq!(SERVER.url(&[]).unwrap(), "https://eu.example.com/v1");
        assert_eq!(SERVER.url(&[("region", "us"), ("base", "x")]).unwrap(), "https://us.example.com/x");
        assert!(matches!(SERVER.url(&[("region", "mars")]), Err(ServerError::Value { name: "region", .. })));
        assert_eq!(SERVER.base_path(&[("base", "v2/")]).unwrap(), "/v2");
        let rooted = |url| Server { url, ..SERVER }.base_path(&[]).unwrap();
        assert_eq!(["https://h", "https://h/", "/a/b/", "https://h/a?x#y"].map(rooted), ["", "", "/a/b", "/a"]);
        assert_eq!(SERVER.url(&[("planet", "mars")]), Err(ServerError::Unknown("planet".to_owned())));
    }
}
