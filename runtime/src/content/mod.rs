//! Bodies: the media types that a description offers, and the types that hold what they carry.
//!
//! A description's side is data: a list of [`Media`]. The side of the Rust type is [`Content`]. A server and a client look at the
//! list alone to negotiate and to receive; what they have received goes, with its place in the list, to the type.

#[cfg(any(feature = "client", feature = "server"))]
mod channel;
mod coming;
mod events;
mod form;
mod framing;
mod going;
#[cfg(any(feature = "client", feature = "server"))]
mod io;
mod item_error;
mod items;
mod media;
pub(crate) mod multipart;
mod payload;
mod resume;
mod sequence;
mod text;
mod tree;
mod xml;

use bytes::Bytes;
use http::HeaderValue;

use crate::codec::{DecodeError, Direction};
use crate::media_type;
use crate::operation::Validation;
use crate::pointer;
use crate::problem::Fault;

#[cfg(any(feature = "client", feature = "server"))]
pub use channel::{Gone, ItemSender};
pub use events::{Event, Events};
pub use item_error::{ItemError, ItemFault};
pub use items::{Item, Items};
pub(crate) use media::EVENT_STREAM;
#[cfg(feature = "server")]
pub(crate) use media::choose;
#[cfg(feature = "client")]
pub(crate) use media::choose_tolerantly;
pub use media::{Media, Receive};
pub use multipart::{FieldPart, FilePart, Part, PartHeader, PartLimits, Parts, PartsError, PartsFault, StreamedPart};
pub use payload::{BodyError, ByteStream, Payload};
#[cfg(feature = "client")]
pub(crate) use resume::{Position, Resume, Resumed};
#[cfg(feature = "server")]
pub(crate) use tree::write_answer;
pub use xml::{Markup, Xml, XmlContent, XmlScalar};

/// A type that a body can be.
///
/// Every type with a JSON form is one, by way of JSON, XML, forms, multipart and text; [`Bytes`], [`ByteStream`], [`Items`], [`Events`] and
/// [`Parts`] are, what [`multipart!`](crate::multipart) declares, and an enum of several of them that [`contents!`](crate::contents) makes.
pub trait Content: Sized {
    /// How well this value can be sent as a media type, which has this index in the list of its body.
    fn fits(&self, _media: &Media, _index: usize) -> Fit {
        Fit::Well
    }

    /// The body of a media type, which has this index in its list.
    ///
    /// # Errors
    /// What its schema refuses, if that is to be checked; why it has no form on the wire.
    fn write(self, media: &Media, index: usize, validation: Validation) -> Result<Written, Vec<Fault>>;

    /// Reads a body that was received as this media type.
    ///
    /// # Errors
    /// When it has not the form of the media type, its schema refuses it, or the type cannot hold it.
    fn read(received: Received, media: &Media, direction: Direction) -> Result<Self, ReadError>;

    /// A value to go on with after a mistake, which nobody sees.
    fn placeholder() -> Self;
}

/// How well a value can be sent as a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It cannot.
    Not,
    /// It can.
    Well,
    /// It says itself that it is of this media type.
    Exactly,
}

/// The indices of the media types that a value fits best; none where it fits no one.
pub(crate) fn fitting<T: Content>(value: &T, media: &[Media]) -> Vec<usize> {
    let fits: Vec<Fit> = media.iter().enumerate().map(|(index, media)| value.fits(media, index)).collect();
    let best = fits.iter().copied().max().filter(|best| *best > Fit::Not);
    fits.iter().enumerate().filter(|(_, fit)| Some(**fit) == best).map(|(index, _)| index).collect()
}

/// A body, ready to be sent.
#[derive(Debug)]
pub struct Written {
    /// Its bytes.
    pub payload: Payload,
    /// Its media type, where that is not the one of the list as it stands there.
    pub media_type: Option<HeaderValue>,
}

/// A body that came, with what is known of it.
#[derive(Debug)]
pub struct Received {
    /// Its place in the list of media types.
    pub index: usize,
    /// The `Content-Type` that came.
    pub media_type: Option<HeaderValue>,
    /// Its bytes: whole, unless the media type is received as a stream.
    pub payload: Payload,
}

/// Why a body cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It has not the form of its media type, such as JSON.
    Malformed(DecodeError),
    /// Its schema refuses it.
    Invalid(Vec<Fault>),
    /// The type cannot hold it, although its schema does not refuse it.
    Mismatch(DecodeError),
}

impl Written {
    fn whole(bytes: impl Into<Bytes>) -> Self {
        Self { payload: Payload::Whole(bytes.into()), media_type: None }
    }
}

impl Received {
    /// A whole body of the first media type.
    pub fn whole(bytes: Bytes) -> Self {
        Self { index: 0, media_type: None, payload: Payload::Whole(bytes) }
    }
}

/// A mistake of the whole body.
pub(crate) fn fault(keyword: &'static str, detail: impl Into<String>) -> Fault {
    Fault { parameter: None, pointer: String::new(), keyword: keyword.into(), detail: detail.into(), more: 0 }
}

/// A mistake of a member, or at a pointer below it.
fn at(name: &str, below: &str, keyword: &'static str, detail: &str) -> Fault {
    let mut pointer = String::new();
    pointer::push(&mut pointer, name);
    Fault { parameter: None, pointer: pointer + below, keyword: keyword.into(), detail: detail.to_owned(), more: 0 }
}

impl Content for Bytes {
    fn write(self, media: &Media, _: usize, validation: Validation) -> Result<Written, Vec<Fault>> {
        match length(&self, media) {
            Some(fault) if validation == Validation::On => Err(vec![fault]),
            Some(_) | None => Ok(Written::whole(self)),
        }
    }

    fn read(received: Received, media: &Media, direction: Direction) -> Result<Self, ReadError> {
        let bytes = whole(received.payload);
        match length(&bytes, media) {
            Some(fault) if direction == Direction::Request => Err(ReadError::Invalid(vec![fault])),
            Some(_) | None => Ok(bytes),
        }
    }

    fn placeholder() -> Self {
        Self::new()
    }
}

/// What is wrong with the length of a body of bytes.
fn length(bytes: &Bytes, media: &Media) -> Option<Fault> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match (length < media.least, length > media.most) {
        (true, _) => Some(fault("minLength", format!("expected at least {} bytes, found {length}", media.least))),
        (_, true) => Some(fault("maxLength", format!("expected at most {} bytes, found {length}", media.most))),
        (false, false) => None,
    }
}

impl Content for ByteStream {
    fn fits(&self, media: &Media, _: usize) -> Fit {
        match self.media_type() {
            Some(own) if own.to_str().is_ok_and(|own| media_type::matches(media.media_type, own)) => Fit::Exactly,
            Some(_) if media.is_range() => Fit::Not,
            Some(_) | None => Fit::Well,
        }
    }

    fn write(self, media: &Media, index: usize, _: Validation) -> Result<Written, Vec<Fault>> {
        let own = self.media_type().filter(|_| self.fits(media, index) == Fit::Exactly).cloned();
        Ok(Written { media_type: own, payload: Payload::Stream(self) })
    }

    fn read(received: Received, _: &Media, _: Direction) -> Result<Self, ReadError> {
        let stream = received.payload.into_stream();
        Ok(match received.media_type {
            Some(media_type) => stream.with_media_type(media_type),
            None => stream,
        })
    }

    fn placeholder() -> Self {
        Self::default()
    }
}

/// A body that is whole because its media type is received so.
fn whole(payload: Payload) -> Bytes {
    match payload {
        Payload::Whole(bytes) => bytes,
        Payload::Stream(_) => Bytes::new(),
    }
}

/// A body of several schemas: an enum with a variant for each, and the media types of each variant.
///
/// ```
/// use letterpress_runtime::{ByteStream, Media, contents};
///
/// #[derive(Debug)]
/// enum UploadBody {
///     Json(String),
///     Binary(ByteStream),
/// }
///
/// contents! {
///     UploadBody {
///         Json(String) = [Media::json("application/json"), Media::text("text/plain")],
///         Binary(ByteStream) = [Media::stream("application/octet-stream")],
///     }
/// }
///
/// assert_eq!(UploadBody::MEDIA[2].media_type(), "application/octet-stream");
/// ```
#[macro_export]
macro_rules! contents {
    ($name:ident { $($variant:ident($ty:ty) = [$($media:expr),+ $(,)?]),+ $(,)? }) => {
        impl $name {
            /// The media types of this body, in the order of the description.
            pub const MEDIA: &'static [$crate::Media] = &[$($($media),+),+];

            /// To which variant the media type with an index belongs.
            const VARIANTS: &'static [&'static str] = &[$($($crate::__variant_of!($variant $media)),+),+];
        }

        impl $crate::Content for $name {
            fn fits(&self, media: &$crate::Media, index: usize) -> $crate::content::Fit {
                let (variant, fit) = match self {
                    $(Self::$variant(content) => {
                        (::core::stringify!($variant), $crate::Content::fits(content, media, index))
                    })+
                };
                match Self::VARIANTS.get(index) {
                    ::core::option::Option::Some(name) if *name == variant => fit,
                    _ => $crate::content::Fit::Not,
                }
            }

            fn write(
                self,
                media: &$crate::Media,
                index: usize,
                validation: $crate::Validation,
            ) -> ::core::result::Result<$crate::content::Written, ::std::vec::Vec<$crate::Fault>> {
                match self {
                    $(Self::$variant(content) => $crate::Content::write(content, media, index, validation),)+
                }
            }

            fn read(
                received: $crate::content::Received,
                media: &$crate::Media,
                direction: $crate::Direction,
            ) -> ::core::result::Result<Self, $crate::content::ReadError> {
                let variant = Self::VARIANTS.get(received.index).copied().unwrap_or_default();
                $(if variant == ::core::stringify!($variant) {
                    return <$ty as $crate::Content>::read(received, media, direction).map(Self::$variant);
                })+
                let none = "the body is of none of its media types".to_owned();
                ::core::result::Result::Err($crate::content::ReadError::Malformed($crate::DecodeError::Malformed(none)))
            }

            fn placeholder() -> Self {
                $crate::__first_variant!($($variant($ty)),+)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __variant_of {
    ($variant:ident $media:expr) => {
        ::core::stringify!($variant)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first_variant {
    ($variant:ident($ty:ty) $($rest:tt)*) => {
        Self::$variant(<$ty as $crate::Content>::placeholder())
    };
}
