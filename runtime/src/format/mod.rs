//! The formats that are checked, strictly by their standards.

use crate::json::Json;
use crate::text;

mod net;
pub(crate) mod time;
mod uri;

/// A format of the OpenAPI format registry or of JSON Schema that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A number: an integer of 32 bits.
    Int32,
    /// A number: an integer of 64 bits.
    Int64,
    /// A number: an integer from 0 of 32 bits.
    Uint32,
    /// A number: an integer from 0 of 64 bits.
    Uint64,
    /// Base64 (RFC 4648, sections 4 and 5), with or without padding.
    Byte,
    /// RFC 3339 full-date.
    Date,
    /// RFC 3339 date-time.
    DateTime,
    /// RFC 3339 full-time.
    Time,
    /// RFC 3339, appendix A.
    Duration,
    /// RFC 5321 mailbox.
    Email,
    /// RFC 1123 host name.
    Hostname,
    /// Dotted quad (RFC 2673, section 3.2).
    Ipv4,
    /// RFC 4291, section 2.2.
    Ipv6,
    /// RFC 3986 URI, with a scheme.
    Uri,
    /// RFC 3986 URI reference, which may be relative.
    UriReference,
    /// RFC 9562.
    Uuid,
}

impl Format {
    /// What a value of the format is, for messages.
    pub(crate) const fn expectation(self) -> &'static str {
        match self {
            Self::Int32 => "an integer of 32 bits",
            Self::Int64 => "an integer of 64 bits",
            Self::Uint32 => "an integer from 0 of 32 bits",
            Self::Uint64 => "an integer from 0 of 64 bits",
            Self::Byte => "base64",
            Self::Date => "a date such as 2026-01-31",
            Self::DateTime => "a date and time such as 2026-01-31T12:00:00Z",
            Self::Time => "a time such as 12:00:00Z",
            Self::Duration => "a duration such as P1DT12H",
            Self::Email => "an email address",
            Self::Hostname => "a host name",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Uri => "a URI",
            Self::UriReference => "a URI or a relative reference",
            Self::Uuid => "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
        }
    }

    /// Whether a text is of the format; the formats of numbers accept every text.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Int32 | Self::Int64 | Self::Uint32 | Self::Uint64 => true,
            Self::Byte => text::is_base64(text),
            Self::Date => time::date(text).is_some(),
            Self::DateTime => time::date_time(text).is_some(),
            Self::Time => time::time(text).is_some(),
            Self::Duration => time::duration(text).is_some(),
            Self::Email => net::is_email(text),
            Self::Hostname => net::is_hostname(text),
            Self::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
            Self::Uri => uri::is_uri(text),
            Self::UriReference => uri::is_reference(text),
            Self::Uuid => is_uuid(text),
        }
    }
}

/// Whether a value is of the format, or of a type that the format does not apply to.
pub(crate) fn accepts(format: Format, value: &Json<'_>) -> bool {
    match (format, value) {
        (Format::Int32, Json::Number(number)) => number.to_i64().is_some_and(|value| i32::try_from(value).is_ok()),
        (Format::Int64, Json::Number(number)) => number.to_i64().is_some(),
        (Format::Uint32, Json::Number(number)) => number.to_u64().is_some_and(|value| u32::try_from(value).is_ok()),
        (Format::Uint64, Json::Number(number)) => number.to_u64().is_some(),
        (_, Json::String(text)) => format.accepts(text),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let is_hyphen = |index| matches!(index, 8 | 13 | 18 | 23);
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| if is_hyphen(index) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}
