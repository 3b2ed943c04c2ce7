//! Media types that a description offers for a body, and what stands behind each.

use http::HeaderValue;

use super::form::{self, Form};
use super::multipart::Part;
use super::xml::Xml;
use crate::parameter::{Parameter, ParameterKind};
use crate::{Rule, media_type};

/// A Media Type Object (OpenAPI 3.0.4, section 4.8.14): its name, its form on the wire, and the validator of its schema.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    pub(crate) media_type: &'static str,
    pub(crate) codec: Codec,
    pub(crate) rule: Option<Rule>,
    pub(crate) least: u64,
    pub(crate) most: u64,
}

/// What a body looks like on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Codec {
    Json,
    Form(Form),
    Text,
    Bytes,
    Stream,
    /// Server-sent events.
    Events(EventData),
    /// JSON Lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
    Xml(Xml),
    /// The parts of members, and what parts of other names are.
    Multipart(&'static [Part], ParameterKind),
    Parts,
}

/// What the data of a server-sent event are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum EventData {
    Json,
    Text,
}

/// How much of a body must be there before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receive {
    /// All of it, within the limit.
    Whole,
    /// Nothing: it is handed over as it comes.
    Stream,
}

/// The media type of server-sent events.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

impl Media {
    /// JSON.
    pub const fn json(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Json)
    }

    /// `application/x-www-form-urlencoded`: each property is written like a query parameter; its style, `explode` and
    /// kind come from the schema and from the encoding object. A member that is not listed is text.
    pub const fn form(media_type: &'static str, properties: &'static [Parameter]) -> Self {
        Self::new(media_type, Codec::Form(Form { properties, others: form::FREE }))
    }

    /// What the members of a form or of a multipart body are that are not listed, where the schema says more than that they may be there.
    #[must_use]
    pub const fn others(self, kind: ParameterKind) -> Self {
        let codec = match self.codec {
            Codec::Form(form) => Codec::Form(Form { others: kind, ..form }),
            Codec::Multipart(parts, _) => Codec::Multipart(parts, kind),
            Codec::Json
            | Codec::Text
            | Codec::Bytes
            | Codec::Stream
            | Codec::Events(_)
            | Codec::Lines
            | Codec::Sequence
            | Codec::Xml(_)
            | Codec::Parts => return self,
        };
        Self { codec, ..self }
    }

    /// Text: a string, or a scalar by its text.
    pub const fn text(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Text)
    }

    /// Bytes as they are, whole: for [`Bytes`](bytes::Bytes).
    pub const fn bytes(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Bytes)
    }

    /// Bytes as they come: for [`ByteStream`](super::ByteStream).
    pub const fn stream(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Stream)
    }

    /// XML, by the root element.
    pub const fn xml(media_type: &'static str, root: Xml) -> Self {
        Self::new(media_type, Codec::Xml(root))
    }

    /// Server-sent events (HTML, section 9.2) whose data are JSON: for [`Events`](super::Events).
    pub const fn events(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Events(EventData::Json))
    }

    /// Server-sent events whose data are text, as they are: a string, or a scalar by its text.
    pub const fn text_events(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Events(EventData::Text))
    }

    /// JSON Lines: one JSON text in each line, for [`Items`](super::Items).
    pub const fn lines(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Lines)
    }

    /// JSON text sequences (RFC 7464): for [`Items`](super::Items).
    pub const fn sequence(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Sequence)
    }

    /// `multipart/*`: a part for each member.
    pub const fn multipart(media_type: &'static str, parts: &'static [Part]) -> Self {
        Self::new(media_type, Codec::Multipart(parts, form::FREE))
    }

    /// `multipart/*`, part by part as they come: for [`Parts`](super::Parts).
    pub const fn parts(media_type: &'static str) -> Self {
        Self::new(media_type, Codec::Parts)
    }

    /// The members of a multipart body; none of another one.
    pub(crate) const fn members(&self) -> &'static [Part] {
        if let Codec::Multipart(parts, _) = self.codec { parts } else { &[] }
    }

    /// What parts of a multipart body are that are none of its members.
    pub(crate) const fn other_parts(&self) -> ParameterKind {
        if let Codec::Multipart(_, others) = self.codec { others } else { form::FREE }
    }

    /// What the data of its server-sent events are; `None` of another media type.
    pub(crate) const fn events_data(&self) -> Option<EventData> {
        if let Codec::Events(data) = self.codec { Some(data) } else { None }
    }

    const fn new(media_type: &'static str, codec: Codec) -> Self {
        Self { media_type, codec, rule: None, least: 0, most: u64::MAX }
    }

    /// The validator of its schema.
    #[must_use]
    pub const fn rule(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// The fewest bytes that it has: `minLength` of [`bytes`](Self::bytes).
    #[must_use]
    pub const fn min_length(self, bytes: u64) -> Self {
        Self { least: bytes, ..self }
    }

    /// The most bytes that it has: `maxLength` of [`bytes`](Self::bytes).
    #[must_use]
    pub const fn max_length(self, bytes: u64) -> Self {
        Self { most: bytes, ..self }
    }

    /// The media type as the description writes it; a range such as `text/*` at times.
    pub const fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// How much of a body must be there before it is read.
    pub const fn receive(&self) -> Receive {
        match self.codec {
            Codec::Json | Codec::Form(_) | Codec::Text | Codec::Bytes | Codec::Xml(_) | Codec::Multipart(..) => Receive::Whole,
            Codec::Stream | Codec::Events(_) | Codec::Lines | Codec::Sequence | Codec::Parts => Receive::Stream,
        }
    }

    /// The plainest media type of this form.
    const fn plainest(&self) -> &'static str {
        match self.codec {
            Codec::Json => "application/json",
            Codec::Form(_) => form::MEDIA_TYPE,
            Codec::Text => "text/plain",
            Codec::Multipart(..) | Codec::Parts => "multipart/form-data",
            Codec::Bytes | Codec::Stream => "application/octet-stream",
            Codec::Events(_) => EVENT_STREAM,
            Codec::Lines => "application/x-ndjson",
            Codec::Sequence => "application/json-seq",
            Codec::Xml(_) => "application/xml",
        }
    }

    /// What a request has to accept: of a range that which is sent, unless only the value tells.
    pub(crate) fn offered(&self) -> &'static str {
        let open = matches!(self.codec, Codec::Bytes | Codec::Stream | Codec::Parts);
        match self.is_range() && !open && media_type::matches(self.media_type, self.plainest()) {
            true => self.plainest(),
            false => self.media_type,
        }
    }

    /// The media type that is sent where the value has none of its own: of a range such as `text/*` its plainest member.
    ///
    /// # Errors
    /// When the range has none, such as `image/*`, or no header can carry the media type.
    pub(crate) fn content_type(&self) -> Result<HeaderValue, String> {
        let plainest = self.plainest();
        if self.is_range() && !media_type::matches(self.media_type, plainest) {
            return Err(format!("the media type is open (`{}`): say it by `ByteStream::with_media_type`", self.media_type));
        }
        let sent = if self.is_range() { plainest } else { self.media_type };
        HeaderValue::from_str(sent).map_err(|_| format!("the media type `{}` cannot be sent", sent.escape_debug()))
    }

    /// Whether a body of this form can be empty.
    #[cfg(feature = "client")]
    pub(crate) const fn may_be_empty(&self) -> bool {
        match self.codec {
            Codec::Json | Codec::Xml(_) | Codec::Multipart(..) | Codec::Parts => false,
            Codec::Form(_) | Codec::Text | Codec::Bytes | Codec::Stream | Codec::Events(_) | Codec::Lines | Codec::Sequence => {
                true
            }
        }
    }

    /// Whether it stands for several media types, as `image/*` does.
    pub(crate) fn is_range(&self) -> bool {
        media_type::essence(self.media_type).ends_with("/*")
    }

    /// Whether bytes of this media type can be what is offered here.
    #[cfg(any(feature = "client", feature = "server"))]
    fn covers(&self, actual: &str) -> bool {
        media_type::matches(self.media_type, actual)
    }
}

/// The index of the offer that a `Content-Type` means: the most specific one that covers it, of equals the first.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn choose(offers: &[Media], actual: &str) -> Option<usize> {
    let fitting = offers.iter().enumerate().filter(|(_, offer)| offer.covers(actual));
    fitting.min_by_key(|(_, offer)| offer.media_type.matches('*').count()).map(|(index, _)| index)
}

/// The same for a client, which takes JSON and XML under another name, too, and a body without a name where it can be of one form only.
#[cfg(feature = "client")]
pub(crate) fn choose_tolerantly(offers: &[Media], actual: Option<&str>) -> Option<usize> {
    let Some(actual) = actual else {
        let one_form = offers.len() == 1 || offers.iter().all(|offer| matches!(offer.codec, Codec::Json));
        return (!offers.is_empty() && one_form).then_some(0);
    };
    let json = |offer: &Media| media_type::is_json(offer.media_type) && media_type::is_json(actual);
    let xml = |offer: &Media| media_type::is_xml(offer.media_type) && media_type::is_xml(actual);
    choose(offers, actual).or_else(|| offers.iter().position(json)).or_else(|| offers.iter().position(xml))
}
