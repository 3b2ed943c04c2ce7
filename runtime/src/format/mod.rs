//! The formats that are checked, strictly by their standards: one table.

use crate::json::{Json, Kind, Number, View};
use crate::text;
use uri::Letters;

#[cfg(feature = "idn")]
mod idn;
mod net;
mod pointer;
mod regex;
mod template;
pub(crate) mod time;
mod uri;

/// What a format demands, for values of the type that it speaks about.
#[derive(Clone, Copy)]
enum Demand {
    /// Of numbers: an integer from the least to the greatest.
    Integer { least: i64, greatest: u64 },
    /// Of strings.
    Text(fn(&str) -> bool),
}

/// What the table says of a format.
#[derive(Clone, Copy)]
struct Row {
    name: &'static str,
    /// What a value of the format is, for messages.
    expectation: &'static str,
    demand: Demand,
    /// The features of this crate without which it is not checked to the end, or not there.
    features: &'static [&'static str],
}

/// Declares [`Format`] and the table: variant, registered name, what a value is, and how it is told.
macro_rules! formats {
    ($($(#[doc = $doc:literal])* $(#[cfg($feature:meta)])? $format:ident $name:literal $expectation:literal $demand:expr $(, $needed:literal)?;)*) => {
        /// A format of the OpenAPI format registry or of JSON Schema that is checked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[doc = $doc])* $(#[cfg($feature)])? $format,)*
        }

        impl Format {
            /// Every format, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(#[cfg($feature)])? Self::$format,)*];

            const fn row(self) -> Row {
                match self {
                    $($(#[cfg($feature)])? Self::$format => Row {
                        name: $name,
                        expectation: $expectation,
                        demand: $demand,
                        features: &[$($needed)?],
                    },)*
                }
            }
        }
    };
}

formats! {
    /// A number: an integer of 32 bits.
    Int32 "int32" "an integer of 32 bits" Demand::Integer { least: i32::MIN as i64, greatest: i32::MAX as u64 };
    /// A number: an integer of 64 bits.
    Int64 "int64" "an integer of 64 bits" Demand::Integer { least: i64::MIN, greatest: i64::MAX as u64 };
    /// A number: an integer from 0 of 32 bits.
    Uint32 "uint32" "an integer from 0 of 32 bits" Demand::Integer { least: 0, greatest: u32::MAX as u64 };
    /// A number: an integer from 0 of 64 bits.
    Uint64 "uint64" "an integer from 0 of 64 bits" Demand::Integer { least: 0, greatest: u64::MAX };
    /// A string: an integer of 32 bits, see [`Quoted`](crate::Quoted).
    QuotedInt32 "int32" "an integer of 32 bits in digits, such as -7" Demand::Text(text::is_quoted::<i32>);
    /// A string: an integer of 64 bits.
    QuotedInt64 "int64" "an integer of 64 bits in digits, such as -7" Demand::Text(text::is_quoted::<i64>);
    /// A string: an integer from 0 of 32 bits.
    QuotedUint32 "uint32" "an integer from 0 of 32 bits in digits, such as 7" Demand::Text(text::is_quoted::<u32>);
    /// A string: an integer from 0 of 64 bits.
    QuotedUint64 "uint64" "an integer from 0 of 64 bits in digits, such as 7" Demand::Text(text::is_quoted::<u64>);
    /// A string: a number of any precision.
    QuotedDecimal "decimal" "a number in digits, such as -1.50" Demand::Text(text::is_quoted::<text::Decimal>);
    /// A string: a number that a decimal float of 128 bits is for.
    QuotedDecimal128 "decimal128" "a number in digits, such as -1.50" Demand::Text(text::is_quoted::<text::Decimal>);
    /// Base64 (RFC 4648, sections 4 and 5), with or without padding.
    Byte "byte" "base64" Demand::Text(text::is_base64);
    /// RFC 3339 full-date.
    Date "date" "a date such as 2026-01-31" Demand::Text(|text| time::date(text).is_some());
    /// RFC 3339 date-time.
    DateTime "date-time" "a date and time such as 2026-01-31T12:00:00Z" Demand::Text(|text| time::date_time(text).is_some());
    /// RFC 3339 full-time.
    Time "time" "a time such as 12:00:00Z" Demand::Text(|text| time::time(text).is_some());
    /// RFC 3339, appendix A.
    Duration "duration" "a duration such as P1DT12H" Demand::Text(|text| time::duration(text).is_some());
    /// RFC 5321 mailbox.
    Email "email" "an email address" Demand::Text(net::is_email);
    /// RFC 5321 mailbox with characters beyond ASCII (RFC 6531).
    IdnEmail "idn-email" "an email address" Demand::Text(net::is_idn_email);
    /// RFC 1123 host name. What an internationalised label (`xn--`) holds is looked at with the feature `idn`.
    Hostname "hostname" "a host name" Demand::Text(net::is_hostname), "idn";
    /// RFC 5890 host name, with labels in the letters of all languages.
    #[cfg(feature = "idn")]
    IdnHostname "idn-hostname" "a host name" Demand::Text(idn::is_hostname), "idn";
    /// Dotted quad (RFC 2673, section 3.2).
    Ipv4 "ipv4" "an IPv4 address" Demand::Text(|text| text.parse::<std::net::Ipv4Addr>().is_ok());
    /// RFC 4291, section 2.2.
    Ipv6 "ipv6" "an IPv6 address" Demand::Text(|text| text.parse::<std::net::Ipv6Addr>().is_ok());
    /// RFC 3986 URI, with a scheme.
    Uri "uri" "a URI" Demand::Text(|text| uri::is_uri(Letters::Ascii, text));
    /// RFC 3986 URI reference, which may be relative.
    UriReference "uri-reference" "a URI or a relative reference" Demand::Text(|text| uri::is_reference(Letters::Ascii, text));
    /// RFC 3987 IRI, with a scheme.
    Iri "iri" "an IRI" Demand::Text(|text| uri::is_uri(Letters::Universal, text));
    /// RFC 3987 IRI reference, which may be relative.
    IriReference "iri-reference" "an IRI or a relative reference" Demand::Text(|text| uri::is_reference(Letters::Universal, text));
    /// RFC 6570.
    UriTemplate "uri-template" "a URI template such as /pets/{id}" Demand::Text(template::is_template);
    /// RFC 6901, section 5.
    JsonPointer "json-pointer" "a JSON Pointer such as /pets/0" Demand::Text(pointer::is_pointer);
    /// Relative JSON Pointer.
    RelativeJsonPointer "relative-json-pointer" "a relative JSON Pointer such as 1/name" Demand::Text(pointer::is_relative);
    /// ECMA-262, with the flag `u`.
    Regex "regex" "a regular expression of ECMA-262" Demand::Text(regex::is_regex);
    /// RFC 9562.
    Uuid "uuid" "a UUID such as 123e4567-e89b-12d3-a456-426614174000" Demand::Text(is_uuid);
}

impl Format {
    /// The format that a description asks for, by its registered name, of values of a type: numbers may have formats of integers,
    /// strings those of text. `None` for a name that is not checked there.
    pub fn of(kind: Kind, name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name && format.speaks_about(kind))
    }

    /// Its name in the registry.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether it demands anything of values of a type.
    pub const fn speaks_about(self, kind: Kind) -> bool {
        match self.row().demand {
            Demand::Integer { .. } => matches!(kind, Kind::Integer | Kind::Number),
            Demand::Text(_) => matches!(kind, Kind::String),
        }
    }

    /// The least and the greatest number of the format; `None` for formats of text.
    pub fn range(self) -> Option<(Number<'static>, Number<'static>)> {
        match self.row().demand {
            Demand::Integer { least, greatest } => Some((Number::from(least), Number::from(greatest))),
            Demand::Text(_) => None,
        }
    }

    /// Whether a number is of the format; the formats of text hold every number.
    pub fn holds(self, number: &Number<'_>) -> bool {
        self.range().is_none_or(|(least, greatest)| number.is_integer() && least <= *number && *number <= greatest)
    }

    /// Whether a text is of the format; the formats of numbers accept every text.
    pub fn accepts(self, text: &str) -> bool {
        match self.row().demand {
            Demand::Integer { .. } => true,
            Demand::Text(accepts) => accepts(text),
        }
    }

    /// The features of this crate without which it is not checked to the end, or not there.
    pub const fn features(self) -> &'static [&'static str] {
        self.row().features
    }

    /// What a value of the format is, for messages.
    pub(crate) const fn expectation(self) -> &'static str {
        self.row().expectation
    }
}

/// Whether a value is of the format, or of a type that the format does not apply to.
pub(crate) fn accepts(format: Format, value: Json<'_>) -> bool {
    match value.view() {
        View::Number(number) => format == Format::Int64 && value.is_short_integer() || format.holds(&number),
        View::String(text) => format.accepts(text),
        View::Null | View::Bool(_) | View::Array(_) | View::Object(_) | View::Invalid(_) => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let is_hyphen = |index| matches!(index, 8 | 13 | 18 | 23);
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| if is_hyphen(index) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}
