//! URI references (RFC 3986): where the text of a `$ref` leads, without looking there.

use crate::part;

/// Where a document lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A path below the root folder: segments between `/`, none of them empty, `.` or `..`.
    File(String),
    /// An absolute URI without fragment; `http` or `https`.
    Remote(String),
}

impl Location {
    /// The last segment of the path.
    pub(super) fn file_name(&self) -> &str {
        let path = self.text();
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }

    /// The location that an `http` or `https` address names; `None` if it is no such address.
    pub fn remote(address: &str) -> Option<Self> {
        let base = Self::File(String::new());
        resolve(&base, address).ok().filter(|location| matches!(location, Self::Remote(_)))
    }

    /// The path or URI.
    pub fn text(&self) -> &str {
        match self {
            Self::File(text) | Self::Remote(text) => text,
        }
    }
}

/// Why an address leads nowhere that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// `/etc/passwd`, `//host/x`.
    Absolute,
    /// `..` above the root folder.
    AboveRoot,
    /// `file:`, `ftp:`, `C:` and so on.
    Scheme,
    /// Escapes that hide a separator or are no UTF-8, control characters, a backslash.
    Malformed,
}

/// Resolves the address of a reference (without its fragment) against the document in which it stands (RFC 3986 section 5).
pub(super) fn resolve(base: &Location, address: &str) -> Result<Location, Refused> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Refused::Malformed);
    }
    if let Some(scheme) = scheme(address) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => remote(address),
            _ => Err(Refused::Scheme),
        };
    }
    match base {
        Location::File(_) if address.starts_with('/') => Err(Refused::Absolute),
        Location::File(base) => {
            let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
            joined(folder, address).map(Location::File)
        }
        Location::Remote(base) => beside(base, address),
    }
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut chars = scheme.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    (first && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))).then_some(scheme)
}

/// The path from `folder`; both without a leading `/`.
fn joined(folder: &str, path: &str) -> Result<String, Refused> {
    let mut segments: Vec<String> = folder.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect();
    for segment in path.split('/') {
        let segment = decoded(segment).ok_or(Refused::Malformed)?;
        match segment.as_str() {
            "" | "." => {}
            ".." => {
                segments.pop().ok_or(Refused::AboveRoot)?;
            }
            text if text.contains(['/', '\\']) || text.contains(char::is_control) => return Err(Refused::Malformed),
            _ => segments.push(segment),
        }
    }
    Ok(segments.join("/"))
}

/// Scheme, host and normalised path.
fn remote(address: &str) -> Result<Location, Refused> {
    let (scheme, rest) = address.split_once(':').ok_or(Refused::Malformed)?;
    let rest = rest.strip_prefix("//").ok_or(Refused::Malformed)?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.is_empty() || path.contains('?') {
        return Err(Refused::Malformed);
    }
    let path = joined("", path)?;
    Ok(Location::Remote(format!("{}://{}/{path}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase())))
}

fn beside(base: &str, address: &str) -> Result<Location, Refused> {
    let Some((scheme, rest)) = base.split_once("://") else { return Err(Refused::Malformed) };
    if address.starts_with("//") {
        return remote(&format!("{scheme}:{address}"));
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let folder = match address.starts_with('/') {
        true => "",
        false => path.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    Ok(Location::Remote(format!("{scheme}://{host}/{}", joined(folder, address)?)))
}

/// The address of a document as another one would refer to it.
pub(super) fn from(base: &Location, document: &Location) -> String {
    match (base, document) {
        (Location::File(from), Location::File(to)) => part::relative(from, to),
        (Location::File(_) | Location::Remote(_), Location::File(text) | Location::Remote(text)) => text.clone(),
    }
}

/// The text without percent-encoding; `None` if that is no UTF-8. A `%` that begins no escape stands for itself.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let escape = tail.get(..2).filter(|digits| byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let escaped = escape.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match escaped {
            Some(escaped) => {
                bytes.push(escaped);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// A JSON Pointer as the fragment of a URI, with `#` (RFC 6901 section 6).
pub(super) fn fragment(tokens: &[String]) -> String {
    let mut text = "#".to_owned();
    for token in tokens {
        text.push('/');
        for byte in token.replace('~', "~0").replace('/', "~1").bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(char::from(byte)),
                _ if b"-._~!$&'()*+,;=:@/?".contains(&byte) => text.push(char::from(byte)),
                _ => text.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Location {
        Location::File(path.to_owned())
    }

    fn web(uri: &str) -> Location {
        Location::Remote(uri.to_owned())
    }

    #[test]
    fn addresses_beside_a_file() {
        let cases = [
            ("pet.yaml", Ok(file("api/pet.yaml"))),
            ("./pet.yaml", Ok(file("api/pet.yaml"))),
            ("../api/./pet.yaml", Ok(file("api/pet.yaml"))),
            ("..//pet.yaml", Ok(file("pet.yaml"))),
            ("my%20pet.yaml", Ok(file("api/my pet.yaml"))),
            ("100%.yaml", Ok(file("api/100%.yaml"))),
            ("../../pet.yaml", Err(Refused::AboveRoot)),
            ("%2e%2e/%2E%2E/pet.yaml", Err(Refused::AboveRoot)),
            ("..%2f..%2fpet.yaml", Err(Refused::Malformed)),
            ("..\\..\\pet.yaml", Err(Refused::Malformed)),
            ("pet%00.yaml", Err(Refused::Malformed)),
            ("%ff.yaml", Err(Refused::Malformed)),
            ("/etc/passwd", Err(Refused::Absolute)),
            ("//host/pet.yaml", Err(Refused::Absolute)),
            ("file:///etc/passwd", Err(Refused::Scheme)),
            ("C:/pet.yaml", Err(Refused::Scheme)),
            ("HTTPS://Example.com/a/../b.yaml", Ok(web("https://example.com/b.yaml"))),
        ];
        for (address, expected) in cases {
            assert_eq!(resolve(&file("api/openapi.yaml"), address), expected, "{address}");
        }
    }

    #[test]
    fn addresses_beside_a_remote_document() {
        let cases = [
            ("b.yaml", Ok(web("https://example.com/api/b.yaml"))),
            ("/b.yaml", Ok(web("https://example.com/b.yaml"))),
            ("//other.org/b.yaml", Ok(web("https://other.org/b.yaml"))),
            ("../../b.yaml", Err(Refused::AboveRoot)),
        ];
        for (address, expected) in cases {
            assert_eq!(resolve(&web("https://example.com/api/a.yaml"), address), expected, "{address}");
        }
    }

    #[test]
    fn fragments_are_escaped_for_pointers_and_uris() {
        let tokens = ["components", "schemas", "a/b~c d%e«f»"].map(str::to_owned);
        assert_eq!(fragment(&tokens), "#/components/schemas/a~1b~0c%20d%25e%C2%ABf%C2%BB");
    }
}
