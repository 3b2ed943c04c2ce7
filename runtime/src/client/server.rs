//! The servers that a description names.

use std::fmt;

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
            Self::Unknown(name) => write!(f, "the server has no variable `{name}`"),
            Self::Value { name, value, values } => {
                write!(f, "server variable `{name}` cannot be `{value}`; it is one of {}", values.join(", "))
            }
        }
    }
}

impl std::error::Error for ServerError {}

impl Server {
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
}

fn split_variable(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

impl ServerVariable {
    fn value<'a>(&self, values: &[(&str, &'a str)]) -> Result<&'a str, ServerError> {
        let value = values.iter().find(|(name, _)| *name == self.name).map_or(self.default, |(_, value)| value);
        match self.values.is_empty() || self.values.contains(&value) {
            true => Ok(value),
            false => Err(ServerError::Value { name: self.name, value: value.to_owned(), values: self.values }),
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
    fn variables_are_filled_in_and_checked() {
        assert_eq!(SERVER.url(&[]).unwrap(), "https://eu.example.com/v1");
        assert_eq!(SERVER.url(&[("region", "us"), ("base", "x")]).unwrap(), "https://us.example.com/x");
        assert!(matches!(SERVER.url(&[("region", "mars")]), Err(ServerError::Value { name: "region", .. })));
        assert_eq!(SERVER.url(&[("planet", "mars")]), Err(ServerError::Unknown("planet".to_owned())));
    }
}
