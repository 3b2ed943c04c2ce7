//! Multipart bodies part by part, as they come.

use std::fmt;

use bytes::Bytes;
use http::header::HeaderMap;

use super::file::FilePart;
use super::split::{Event, PartLimits, Splitter};
use super::{body, boundary, disposition};
use crate::codec::{Decode, DecodeError, Direction};
use crate::content::{BodyError, ByteStream, Content, Media, ReadError, Received, Written, fault, tree};
use crate::json;
#[cfg(feature = "server")]
use crate::operation::Refusal;
use crate::operation::Validation;
use crate::problem::Fault;

/// The parts of a multipart body: read one after the other as they come, or collected to be sent.
///
/// Nothing holds a whole part, and the one who reads sets the pace. [`limits`](Self::limits) bounds what may come.
///
/// ```no_run
/// # async fn f(mut parts: letterpress_runtime::Parts) -> Result<(), letterpress_runtime::content::PartsError> {
/// while let Some(mut part) = parts.next().await? {
///     println!("{:?} {:?}", part.name, part.file_name);
///     while let Some(chunk) = part.chunk().await? {
///         println!("{} bytes", chunk.len());
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Parts {
    incoming: Option<Incoming>,
    outgoing: Vec<(Option<String>, FilePart)>,
}

struct Incoming {
    body: ByteStream,
    direction: Direction,
    splitter: Splitter,
    limits: PartLimits,
    /// How many bytes have come, and how many of the part.
    total: u64,
    of_part: u64,
    /// Whether the content of a part is being read.
    inside: bool,
}

/// A part that is being read. Dropping it passes over what is left of it.
pub struct StreamedPart<'a> {
    /// Its name in a form.
    pub name: Option<String>,
    /// The name of the file, as the sender says it: text to be shown, never a path to write to.
    pub file_name: Option<String>,
    /// Its `Content-Type`.
    pub media_type: Option<String>,
    /// All of its headers.
    pub headers: HeaderMap,
    incoming: &'a mut Incoming,
}

/// Why parts cannot be read.
#[derive(Debug)]
pub struct PartsError {
    #[cfg_attr(not(feature = "server"), expect(dead_code, reason = "a server answers with what is wrong with a request"))]
    direction: Direction,
    fault: PartsFault,
}

/// What is wrong with parts.
#[derive(Debug)]
pub enum PartsFault {
    /// The body is no multipart body.
    Malformed(String),
    /// More came than a limit allows.
    TooLarge,
    /// The body broke off.
    Broken(BodyError),
    /// A part is not what was asked for.
    Mismatch(DecodeError),
}

impl PartsError {
    /// What is wrong.
    pub fn fault(&self) -> &PartsFault {
        &self.fault
    }

    #[cfg(feature = "server")]
    /// How a server tells it to the client whose request has the parts; `None` where they are of no request.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match (&self.fault, self.direction) {
            (_, Direction::Response | Direction::Nowhere) | (PartsFault::Broken(_), _) => None,
            (PartsFault::TooLarge, _) => Some(Refusal::TooLarge),
            (PartsFault::Malformed(detail), _) => Some(Refusal::Malformed(detail.clone())),
            (PartsFault::Mismatch(error), _) => Some(Refusal::Malformed(format!("{self}: {error}"))),
        }
    }
}

impl fmt::Display for PartsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            PartsFault::Malformed(detail) => f.write_str(detail),
            PartsFault::TooLarge => f.write_str("a part of the body, or the body, is larger than its limit"),
            PartsFault::Broken(_) => f.write_str("the body broke off"),
            PartsFault::Mismatch(_) => f.write_str("a part of the body is not what it should be"),
        }
    }
}

impl std::error::Error for PartsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            PartsFault::Malformed(_) | PartsFault::TooLarge => None,
            // Its own words are these, too.
            PartsFault::Broken(error) => error.source(),
            PartsFault::Mismatch(error) => Some(error),
        }
    }
}

impl Parts {
    /// No parts, to be sent once some are added.
    pub fn new() -> Self {
        Self { incoming: None, outgoing: Vec::new() }
    }

    /// The same with one part more: its name in a form, if it has one, and its content.
    #[must_use]
    pub fn with(mut self, name: Option<&str>, part: impl Into<FilePart>) -> Self {
        self.outgoing.push((name.map(str::to_owned), part.into()));
        self
    }

    /// Bounds what may come from here on.
    #[must_use]
    pub fn limits(mut self, limits: PartLimits) -> Self {
        if let Some(incoming) = &mut self.incoming {
            incoming.limits = limits;
            incoming.splitter.limit(limits);
        }
        self
    }

    /// The next part that came; `None` at the end. What is left of the one before is passed over.
    ///
    /// # Errors
    /// When the body breaks off, is malformed, or exceeds a limit.
    pub async fn next(&mut self) -> Result<Option<StreamedPart<'_>>, PartsError> {
        let Some(incoming) = &mut self.incoming else { return Ok(None) };
        loop {
            match incoming.event().await? {
                Event::Part(head) => {
                    let named = head.disposition.map_err(|detail| incoming.wrong(PartsFault::Malformed(detail.to_owned())))?;
                    return Ok(Some(StreamedPart {
                        name: named.name,
                        file_name: named.file_name,
                        media_type: disposition::media_type(&head.headers),
                        headers: head.headers,
                        incoming,
                    }));
                }
                Event::Data(_) | Event::PartEnd | Event::More => {}
                Event::End => return Ok(None),
            }
        }
    }
}

impl Incoming {
    fn wrong(&self, fault: PartsFault) -> PartsError {
        PartsError { direction: self.direction, fault }
    }

    /// The next event; never that more is needed.
    async fn event(&mut self) -> Result<Event, PartsError> {
        self.try_event().await.map_err(|fault| self.wrong(fault))
    }

    async fn try_event(&mut self) -> Result<Event, PartsFault> {
        loop {
            let event = self.splitter.next().map_err(|error| PartsFault::Malformed(error.0))?;
            match &event {
                Event::More => match self.body.chunk().await.map_err(PartsFault::Broken)? {
                    Some(bytes) => self.arrived(&bytes)?,
                    None => return Err(PartsFault::Malformed(self.splitter.cut_off().0)),
                },
                Event::Part(_) => {
                    (self.inside, self.of_part) = (true, 0);
                    return Ok(event);
                }
                Event::Data(data) => {
                    self.of_part = self.of_part.saturating_add(data.len() as u64);
                    exceeds(self.of_part, self.limits.part)?;
                    return Ok(event);
                }
                Event::PartEnd | Event::End => {
                    self.inside = false;
                    return Ok(event);
                }
            }
        }
    }

    fn arrived(&mut self, bytes: &[u8]) -> Result<(), PartsFault> {
        self.total = self.total.saturating_add(bytes.len() as u64);
        exceeds(self.total, self.limits.total)?;
        self.splitter.push(bytes);
        Ok(())
    }
}

fn exceeds(count: u64, limit: Option<u64>) -> Result<(), PartsFault> {
    if limit.is_some_and(|limit| count > limit) { Err(PartsFault::TooLarge) } else { Ok(()) }
}

impl StreamedPart<'_> {
    /// The next bytes, never none; `None` at the end of the part.
    ///
    /// # Errors
    /// As [`Parts::next`].
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, PartsError> {
        if !self.incoming.inside {
            return Ok(None);
        }
        match self.incoming.event().await? {
            Event::Data(data) => Ok(Some(data)),
            Event::Part(_) | Event::PartEnd | Event::End | Event::More => Ok(None),
        }
    }

    /// All bytes of the part, of which there may be `limit`.
    ///
    /// # Errors
    /// As [`Parts::next`], and when there are more.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, PartsError> {
        let mut collected = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if collected.len() + chunk.len() > limit {
                return Err(self.incoming.wrong(PartsFault::TooLarge));
            }
            collected.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(collected))
    }

    /// The part as text.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and when it is not UTF-8.
    pub async fn text(self, limit: usize) -> Result<String, PartsError> {
        let direction = self.incoming.direction;
        let bytes = self.bytes(limit).await?;
        let not_text = |_| mismatch(direction, DecodeError::Malformed("the part is not UTF-8".to_owned()));
        String::from_utf8(bytes.to_vec()).map_err(not_text)
    }

    /// The part as a value that has a JSON form. It is decoded and not checked against a schema.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and when it is not JSON or not of the type.
    pub async fn json<T: Decode>(self, limit: usize) -> Result<T, PartsError> {
        let direction = self.incoming.direction;
        let bytes = self.bytes(limit).await?;
        let json = json::parse_bytes(&bytes).map_err(|error| mismatch(direction, error.into()))?;
        tree::decode(json.root(), None, direction).map_err(|error| match error {
            ReadError::Malformed(error) | ReadError::Mismatch(error) => mismatch(direction, error),
            ReadError::Invalid(_) => mismatch(direction, DecodeError::Malformed("the part is not valid".to_owned())),
        })
    }
}

fn mismatch(direction: Direction, error: DecodeError) -> PartsError {
    PartsError { direction, fault: PartsFault::Mismatch(error) }
}

impl Content for Parts {
    fn write(self, media: &Media, _: usize, _: Validation) -> Result<Written, Vec<Fault>> {
        if self.incoming.is_some() {
            return Err(vec![fault("content", "parts that came are not sent on: pass the body on as a stream")]);
        }
        let parts = self.outgoing.into_iter().map(|(name, part)| part.outgoing(name, None)).collect();
        let media_type = if media.is_range() { "multipart/mixed" } else { media.media_type() };
        body::written(media_type, parts).map_err(|detail| vec![fault("content", detail)])
    }

    fn read(received: Received, _: &Media, direction: Direction) -> Result<Self, ReadError> {
        let boundary = boundary(received.media_type.as_ref())?;
        let limits = PartLimits::default();
        let splitter = Splitter::new(&boundary, limits);
        let body = received.payload.into_stream();
        let incoming = Incoming { body, direction, splitter, limits, total: 0, of_part: 0, inside: false };
        Ok(Self { incoming: Some(incoming), outgoing: Vec::new() })
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.incoming.as_ref().map(|incoming| &incoming.body);
        f.debug_struct("Parts").field("incoming", &body).field("outgoing", &self.outgoing).finish()
    }
}

impl fmt::Debug for StreamedPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("StreamedPart");
        shown
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}
