//! What is known of an operation without its types.

use http::{Method, StatusCode};

use super::{Operation, Server};
use crate::answer::Answer;
use crate::content::Media;
use crate::path::{FixedPair, Mark, Place};
use crate::security::Security;

/// An operation as data: all that routing, negotiation and receiving need.
#[derive(Clone, Debug)]
pub struct Spec {
    /// `operationId`, or what stands for it.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: &'static str,
    /// Pairs that the query of every request has, encoded.
    pub fixed_query: &'static [FixedPair],
    /// Required parameters that tell its requests from those of others.
    pub marks: &'static [Mark],
    /// Whether another operation that matches the same requests goes before.
    pub yields: bool,
    /// The servers of its own.
    pub servers: &'static [Server],
    /// Who may call it.
    pub security: Security,
    /// The body of its requests.
    pub body: RequestBody,
    /// The documented responses.
    pub responses: &'static [Documented],
}

/// A Request Body Object (OpenAPI 3.0.4, section 4.8.13).
#[derive(Clone, Copy, Debug)]
pub struct RequestBody {
    /// Its media types, in the order of the description; empty when no body is described.
    pub media: &'static [Media],
    /// Whether a request must have it.
    pub required: bool,
}

/// A Response Object with its key (OpenAPI 3.0.4, section 4.8.16).
#[derive(Clone, Copy, Debug)]
pub struct Documented {
    /// Its key.
    pub status: Status,
    /// Whether it is a success or a failure.
    pub side: Side,
    /// The media types of its body, in the order of the description; empty when it has none.
    pub media: &'static [Media],
    /// Where its body comes from when the server answers by itself.
    pub answer: Answer,
}

impl Spec {
    /// The data of an operation.
    pub fn of<O: Operation>() -> Self {
        Self {
            id: O::ID,
            method: O::METHOD,
            path: O::PATH,
            fixed_query: O::FIXED_QUERY,
            marks: O::MARKS,
            yields: O::YIELDS,
            servers: O::SERVERS,
            security: O::SECURITY,
            body: O::BODY,
            responses: O::RESPONSES,
        }
    }

    /// Which requests are its own.
    pub fn place(&self) -> Place {
        let (method, template) = (self.method.clone(), self.path);
        Place { method, template, fixed_query: self.fixed_query, marks: self.marks, yields: self.yields }
    }

    /// The documented response that a status means.
    pub fn response(&self, status: StatusCode) -> Option<&'static Documented> {
        self.responses.iter().find(|response| response.status.covers(status))
    }

    /// The media types of the body that a response with this status may have; none where it is not documented.
    #[cfg(feature = "client")]
    pub(crate) fn media(&self, status: StatusCode) -> &'static [Media] {
        self.response(status).map_or(&[], |response| response.media)
    }

    /// The media types of these kinds of responses, those of the first kind first, each once.
    pub fn media_types(&self, sides: &[Side]) -> Vec<&'static str> {
        let mut media_types = Vec::new();
        let of_side = |side: &Side| {
            let side = *side;
            self.responses.iter().filter(move |response| response.side == side)
        };
        for media in sides.iter().flat_map(of_side).flat_map(|response| response.media) {
            if !media_types.contains(&media.media_type()) {
                media_types.push(media.media_type());
            }
        }
        media_types
    }
}

impl Documented {
    /// Whether a server that answers by itself answers the same.
    #[cfg(feature = "server")]
    pub(crate) fn is_answered_like(&self, other: &Self) -> bool {
        let named = self.media.iter().map(Media::media_type).eq(other.media.iter().map(Media::media_type));
        let given = |answer: &Answer| if let Answer::Given(of) = answer { Some(of()) } else { None };
        let filled = (0..self.media.len()).all(|index| self.answer.template(index) == other.answer.template(index));
        named && filled && given(&self.answer) == given(&other.answer)
    }
}

/// The two kinds of documented responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those that a call returns.
    Success,
    /// Those that are its documented error.
    Failure,
}

impl RequestBody {
    /// No body.
    pub const NONE: Self = Self { media: &[], required: false };

    /// The only one of several that is described. For [`request!`](crate::request).
    #[doc(hidden)]
    pub const fn only(rows: &[Self]) -> Self {
        let mut rest = rows;
        while let [row, after @ ..] = rest {
            if !row.media.is_empty() {
                return *row;
            }
            rest = after;
        }
        Self::NONE
    }
}

/// A key of the `responses` of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status, such as `404`.
    Exact(u16),
    /// `4XX` is `Range(4)`.
    Range(u16),
    /// `default`: all others.
    Default,
}

/// Whether responses with this status have no content (RFC 9110, section 15).
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn is_bodiless(status: StatusCode) -> bool {
    matches!(status.as_u16(), 204 | 205 | 304)
}

impl Status {
    /// Whether this key covers a status.
    pub fn covers(self, status: StatusCode) -> bool {
        match self {
            Self::Exact(code) => status.as_u16() == code,
            Self::Range(hundred) => status.as_u16() / 100 == hundred,
            Self::Default => true,
        }
    }
}
