//! What `Debug` and `Display` show of requests and responses: a head of what is long, and no credential.
//!
//! Errors and contexts end up in logs, which live longer and are read by more people than what they are about. So the value of
//! every pair of a query or of a cookie is left out, whatever its name: only some schemes say which of them is a credential, and a
//! password can be a parameter like any other. Bodies of requests are left out whole; of those of responses, which the
//! other side wrote and nobody else can show, there is a head. Headers of parts of a body are left out as pairs are.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, PROXY_AUTHORIZATION, SET_COOKIE};

#[cfg(any(feature = "client", feature = "server"))]
use crate::parameter::Location;
#[cfg(any(feature = "client", feature = "server"))]
use crate::security::{SchemeKind, Security};

/// Bytes that are shown of one text, such as a body or a pointer.
const HEAD: usize = 256;

/// Bytes that are shown of a structure, such as all headers.
const MOST: usize = 2048;

const REDACTED: &str = "[redacted]";

/// The headers that hold credentials in any API.
const CREDENTIALS: [HeaderName; 4] = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE];

/// Marks credentials in headers, so that neither `Debug` nor the tables of HTTP/2 and HTTP/3 hold them: those of any API, and
/// these.
pub(crate) fn mark(headers: &mut HeaderMap, more: &[HeaderName]) {
    for name in CREDENTIALS.iter().chain(more) {
        if let http::header::Entry::Occupied(mut entry) = headers.entry(name) {
            entry.iter_mut().for_each(|value| value.set_sensitive(true));
        }
    }
}

/// The headers in which the schemes of these requirements expect API keys.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn key_headers(security: Security) -> impl Iterator<Item = HeaderName> {
    security.iter().flat_map(|alternative| alternative.iter()).filter_map(|requirement| match requirement.scheme.kind {
        SchemeKind::ApiKey { location: Location::Header, key } => HeaderName::from_bytes(key.as_bytes()).ok(),
        SchemeKind::ApiKey { location: Location::Path | Location::Query | Location::Cookie, .. }
        | SchemeKind::Bearer
        | SchemeKind::Basic
        | SchemeKind::Http(_)
        | SchemeKind::MutualTls => None,
    })
}

/// A text of any length: in quotation marks, and how much of it is shown if it is not the whole.
pub(crate) struct Head<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Head<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cut() {
            Some(head) => write!(f, "{head:?} ({HEAD} of {} bytes)", self.0.len()),
            None => write!(f, "{:?}", String::from_utf8_lossy(self.0)),
        }
    }
}

/// A text of any length in a sentence, with escapes for what is not shown.
impl fmt::Display for Head<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cut() {
            Some(head) => {
                write_visible(f, &head)?;
                write!(f, "... ({HEAD} of {} bytes)", self.0.len())
            }
            None => write_visible(f, &String::from_utf8_lossy(self.0)),
        }
    }
}

impl<'a> Head<'a> {
    /// What is shown where that is not all, without half a character at its end.
    fn cut(&self) -> Option<Cow<'a, str>> {
        let (head, _) = self.0.split_at_checked(HEAD).filter(|(_, rest)| !rest.is_empty())?;
        let whole = match std::str::from_utf8(head) {
            Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or(head),
            Ok(_) | Err(_) => head,
        };
        Some(String::from_utf8_lossy(whole))
    }
}

/// A sentence that may quote what somebody sent: with escapes for what is not shown, and cut where it is long.
pub(crate) struct Sentence<'a>(pub(crate) &'a str);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut limited = Limited { out: f, left: MOST, dropped: 0 };
        write_visible(&mut limited, self.0)?;
        limited.rest()
    }
}

/// Writes a text with escapes for line breaks and all else that a log would obey or not show. Quotation marks and backslashes stay, so
/// what is escaped already stays as it is.
fn write_visible(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    for part in text.split_inclusive(['"', '\'', '\\']) {
        let plain = part.trim_end_matches(['"', '\'', '\\']);
        write!(f, "{}", plain.escape_debug())?;
        f.write_str(part.get(plain.len()..).unwrap_or_default())?;
    }
    Ok(())
}

/// Bytes of which only the number is shown.
pub(crate) struct Size(pub(crate) usize);

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0)
    }
}

/// A value whose `Debug` is cut where it is long, and says by how much.
pub(crate) struct Short<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: fmt::Debug + ?Sized> fmt::Debug for Short<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternate = f.alternate();
        let mut limited = Limited { out: f, left: MOST, dropped: 0 };
        if alternate {
            write!(limited, "{:#?}", self.0)?
        } else {
            write!(limited, "{:?}", self.0)?
        }
        limited.rest()
    }
}

/// Passes on so many bytes, and counts the others.
struct Limited<'a, 'f> {
    out: &'a mut fmt::Formatter<'f>,
    left: usize,
    dropped: usize,
}

impl Limited<'_, '_> {
    /// Says how much was dropped.
    fn rest(self) -> fmt::Result {
        match self.dropped {
            0 => Ok(()),
            dropped => write!(self.out, "... and {dropped} bytes more"),
        }
    }
}

impl fmt::Write for Limited<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let (shown, rest) = text.split_at_checked(text.floor_char_boundary(self.left)).unwrap_or((text, ""));
        self.left = if rest.is_empty() { self.left - shown.len() } else { 0 };
        self.dropped += rest.len();
        self.out.write_str(shown)
    }
}

/// Headers without credentials, and without what a URL may hold of them: user and password, query, fragment.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Short(&HeaderLines(self.0)).fmt(f)
    }
}

struct HeaderLines<'a>(&'a HeaderMap);

impl fmt::Debug for HeaderLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |(name, value): (&'_ HeaderName, &'_ HeaderValue)| (name.clone(), HeaderText(name.clone(), value.clone()));
        f.debug_map().entries(self.0.iter().map(line)).finish()
    }
}

/// Headers of a part of a body without their values: which of them is a secret, only the description says, and a part is a value without it.
pub(crate) struct PartHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for PartHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Short(&PartHeaderLines(self.0)).fmt(f)
    }
}

struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

struct PartHeaderLines<'a>(&'a HeaderMap);

impl fmt::Debug for PartHeaderLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, _)| (name, Redacted))).finish()
    }
}

struct HeaderText(HeaderName, HeaderValue);

impl fmt::Debug for HeaderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, value) = self;
        if value.is_sensitive() || CREDENTIALS.contains(name) {
            return f.write_str(REDACTED);
        }
        let bytes = value.as_bytes();
        match bytes.iter().position(|byte| matches!(byte, b'?' | b'#')).and_then(|mark| bytes.split_at_checked(mark + 1)) {
            Some((shown, rest)) if !rest.is_empty() => write!(f, "{:?} {REDACTED}", Head(&without_users(shown))),
            Some(_) | None => fmt::Debug::fmt(&Head(&without_users(bytes)), f),
        }
    }
}

/// A text without what stands before an `@` in the authority of each URL in it (RFC 3986, section 3.2.1).
fn without_users(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("//") && text.contains('@') => text,
        Ok(_) | Err(_) => return Cow::Borrowed(bytes),
    };
    let mut parts = text.split("//");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', '?', '#', ' ', ',', ';', '<', '>', '"']).unwrap_or(part.len());
        let (authority, rest) = part.split_at_checked(end).unwrap_or((part, ""));
        shown.push_str("//");
        match authority.rsplit_once('@') {
            Some((_, host)) => shown.extend([REDACTED, "@", host, rest]),
            None => shown.push_str(part),
        }
    }
    Cow::Owned(shown.into_bytes())
}

/// A URL without user, password and the values of its query.
#[cfg(feature = "server")]
pub(crate) struct Target<'a>(pub(crate) &'a http::Uri);

#[cfg(feature = "server")]
impl fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uri = self.0;
        if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
            let (_, host) = authority.as_str().rsplit_once('@').unwrap_or(("", authority.as_str()));
            write!(f, "{scheme}://{host}")?;
        }
        write!(f, "{}", Head(uri.path().as_bytes()))?;
        match uri.query() {
            Some(query) => write!(f, "?{:?}", Short(&Pairs(&query.split('&').collect::<Vec<_>>(), "&"))),
            None => Ok(()),
        }
    }
}

/// Pairs of a query or of cookies without their values, and what stands between them.
pub(crate) struct Pairs<'a, T>(pub(crate) &'a [T], pub(crate) &'static str);

impl<T: AsRef<str>> fmt::Debug for Pairs<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { self.1 };
            match pair.as_ref().split_once('=') {
                Some((name, _)) => write!(f, "{separator}{}={REDACTED}", Head(name.as_bytes()))?,
                None => write!(f, "{separator}{REDACTED}")?,
            }
        }
        Ok(())
    }
}
