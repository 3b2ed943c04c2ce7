//! Files in a multipart body.

use std::fmt;

use bytes::Bytes;
use http::header::HeaderMap;

use super::Files;
use super::body::Outgoing;
use crate::content::{ByteStream, Payload};
use crate::redact::PartHeaders;

/// A file in a multipart body.
///
/// The name is what the sender says: it is text to be shown, never a path to write to.
#[derive(Default)]
pub struct FilePart {
    /// Its name, as the sender says it. A member of a body that has none is sent with the name of the member: most readers, browsers
    /// among them, take a part without a file name for a text.
    pub file_name: Option<String>,
    /// Its `Content-Type`. Where it is absent, what the description says is sent, else `application/octet-stream`.
    pub media_type: Option<String>,
    /// Further headers of the part.
    pub headers: HeaderMap,
    /// What it holds.
    pub body: ByteStream,
}

impl FilePart {
    /// A file whose name nobody said.
    pub fn new(body: impl Into<ByteStream>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// The same with a name.
    #[must_use]
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// The same with a media type, such as `image/png`.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    pub(super) fn arrived(file_name: Option<String>, media_type: Option<String>, headers: HeaderMap, content: Vec<u8>) -> Self {
        Self { file_name, media_type, headers, body: ByteStream::from(Bytes::from(content)) }
    }

    /// The same with this name, if it has none.
    pub(super) fn named(self, name: &str) -> Self {
        Self { file_name: self.file_name.or_else(|| Some(name.to_owned())), ..self }
    }

    pub(super) fn outgoing(self, name: Option<String>, default: Option<String>) -> Outgoing {
        Outgoing {
            name,
            file_name: self.file_name,
            media_type: self.media_type.or(default),
            headers: self.headers,
            content: Payload::Stream(self.body),
        }
    }
}

impl From<Bytes> for FilePart {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<ByteStream> for FilePart {
    fn from(stream: ByteStream) -> Self {
        Self::new(stream)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("FilePart");
        shown.field("file_name", &self.file_name).field("media_type", &self.media_type);
        shown.field("headers", &PartHeaders(&self.headers)).field("body", &self.body).finish()
    }
}

/// A field that holds files.
#[doc(hidden)]
pub trait FileField {
    /// All of them.
    fn give(self) -> Vec<FilePart>;

    /// Those of a member, out of all.
    fn take(files: &mut Files, name: &str) -> Self;
}

fn taken(files: &mut Files, name: &str) -> Option<Vec<FilePart>> {
    files.iter_mut().find(|(known, _)| known == name).map(|(_, files)| std::mem::take(files))
}

impl FileField for FilePart {
    fn give(self) -> Vec<FilePart> {
        vec![self]
    }

    /// A server has checked that it is there; a client goes on with an empty one.
    fn take(files: &mut Files, name: &str) -> Self {
        taken(files, name).and_then(|files| files.into_iter().next()).unwrap_or_default()
    }
}

impl FileField for Option<FilePart> {
    fn give(self) -> Vec<FilePart> {
        self.into_iter().collect()
    }

    fn take(files: &mut Files, name: &str) -> Self {
        taken(files, name).and_then(|files| files.into_iter().next())
    }
}

impl FileField for Vec<FilePart> {
    fn give(self) -> Vec<FilePart> {
        self
    }

    fn take(files: &mut Files, name: &str) -> Self {
        taken(files, name).unwrap_or_default()
    }
}

impl FileField for Option<Vec<FilePart>> {
    fn give(self) -> Vec<FilePart> {
        self.unwrap_or_default()
    }

    fn take(files: &mut Files, name: &str) -> Self {
        taken(files, name)
    }
}
