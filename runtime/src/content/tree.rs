//! Bodies by way of JSON, whatever the media type, so that one validator serves all.

use http::HeaderValue;

use super::media::Codec;
use super::{Content, Media, ReadError, Received, Written, fault, form, multipart, text, whole, xml};
use crate::Rule;
use crate::codec::{Decode, DecodeError, Decoder, Direction, Encode, from_json, to_json, to_json_text};
use crate::json::{self, Json, Tape, Tree};
use crate::operation::Validation;
use crate::parameter::ParameterKind;
use crate::parameter::settle::{self, settled};
use crate::problem::Fault;
#[cfg(feature = "server")]
use crate::problem::PROBLEM_JSON;
use crate::validation;

impl<T: Encode + Decode> Content for T {
    fn write(self, media: &Media, _: usize, validation: Validation) -> Result<Written, Vec<Fault>> {
        match (media.codec, media.rule.filter(|_| validation == Validation::On)) {
            // Nothing looks at what is written.
            (Codec::Json, None) => {
                to_json_text(&self).map(Written::whole).map_err(|error| vec![fault("content", error.to_string())])
            }
            _ => write(media, to_json(&self).root(), validation),
        }
    }

    fn read(received: Received, media: &Media, direction: Direction) -> Result<Self, ReadError> {
        if matches!(media.codec, Codec::Multipart(..)) {
            let (tree, _) = multipart::read(received, media, direction)?;
            return decode(tree.root(), None, direction);
        }
        let media_type = received.media_type.as_ref();
        let bytes = whole(received.payload);
        if matches!(media.codec, Codec::Text) {
            return text::read(&bytes, media_type, media.rule, direction);
        }
        let tape = parse(media, &bytes, media_type, direction)?;
        match decode(tape.root(), media.rule, direction) {
            Err(ReadError::Invalid(faults)) => {
                let tree = reading(media, tape.root(), faults)?;
                from_json(Tape::from(&tree).root(), direction).map_err(ReadError::Mismatch)
            }
            read => read,
        }
    }

    fn placeholder() -> Self {
        Decoder::new(Direction::Response).placeholder()
    }
}

/// Writes a value as a media type.
fn write(media: &Media, value: Json<'_>, validation: Validation) -> Result<Written, Vec<Fault>> {
    let mut faults = match (validation, media.rule) {
        (Validation::On, Some(rule)) => validation::faults(None, rule, value),
        (Validation::On | Validation::Off, _) => Vec::new(),
    };
    let content = |detail: String| vec![fault("content", detail)];
    let written = match &media.codec {
        Codec::Json => value.to_text().map(Written::whole).map_err(|error| content(error.to_string())),
        Codec::Form(form) => form::write(form, &value.to_tree()).map(Written::whole),
        Codec::Text => {
            let text = text::write(&value.to_tree()).and_then(|text| text::encoded(text, media.media_type));
            text.map(Written::whole).map_err(content)
        }
        Codec::Multipart(..) => multipart::write_tree(media, &value.to_tree(), multipart::Beside::default(), Validation::Off),
        Codec::Xml(root) => {
            let text = xml::write(root, &value.to_tree())
                .and_then(|text| text::encoded(text::declared_as(text, media), media.media_type));
            text.map(Written::whole).map_err(content)
        }
        Codec::Bytes | Codec::Stream | Codec::Parts => Err(content(NO_JSON.to_owned())),
        Codec::Events(_) | Codec::Lines | Codec::Sequence => Err(content(NO_VALUE.to_owned())),
    };
    match written {
        Ok(written) if faults.is_empty() => Ok(written),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// Writes the tree of an answer that no handler gave. Where the description leaves open what the bytes are, they are JSON.
#[cfg(feature = "server")]
pub(crate) fn write_answer(media: &Media, value: &Tree<'_>) -> Result<Written, Vec<Fault>> {
    match media.codec {
        Codec::Json | Codec::Form(_) | Codec::Text | Codec::Xml(_) | Codec::Multipart(..) => {
            write(media, Tape::from(value).root(), Validation::Off)
        }
        Codec::Bytes | Codec::Stream | Codec::Events(_) | Codec::Lines | Codec::Sequence | Codec::Parts => {
            let text = value.to_text().map_err(|error| vec![fault("content", error.to_string())])?;
            let media_type = media.media_type.contains('*').then(|| http::HeaderValue::from_static(PROBLEM_JSON));
            Ok(Written { media_type, ..Written::whole(text) })
        }
    }
}

const NO_JSON: &str = "a body of bytes has no JSON form";
const NO_VALUE: &str = "a stream of items is no single value";

fn parse<'a>(
    media: &Media,
    bytes: &'a [u8],
    media_type: Option<&HeaderValue>,
    direction: Direction,
) -> Result<Tape<'a>, ReadError> {
    let utf8 = || text::utf8(bytes).map_err(ReadError::Malformed);
    let malformed = |detail: &str| Err(ReadError::Malformed(DecodeError::Malformed(detail.to_owned())));
    match &media.codec {
        Codec::Json => json::parse_bytes(bytes).map_err(|error| ReadError::Malformed(error.into())),
        Codec::Form(form) => match form::read(form, utf8()?) {
            (tree, faults) if faults.is_empty() => Ok(Tape::from(&tree)),
            (tree, mut faults) => {
                let check = |tree: &Tree<'static>| beside_unread(media, Tape::from(tree).root(), direction);
                let found = check(&tree);
                faults.extend(settled(tree, found, &|tree, other| form::others(form, tree, other), &check).faults);
                Err(ReadError::Invalid(faults))
            }
        },
        Codec::Text => utf8().map(Tape::string),
        Codec::Bytes | Codec::Stream | Codec::Multipart(..) | Codec::Parts => malformed(NO_JSON),
        Codec::Events(_) | Codec::Lines | Codec::Sequence => malformed(NO_VALUE),
        Codec::Xml(root) => {
            let text = text::xml(bytes, media_type).map_err(ReadError::Malformed)?;
            let tree = xml::read(root, &text, direction);
            tree.map(|tree| Tape::from(&tree)).map_err(|detail| ReadError::Malformed(DecodeError::Malformed(detail)))
        }
    }
}

/// What a request's schema says of a value besides what could not be read.
pub(super) fn beside_unread(media: &Media, value: Json<'_>, direction: Direction) -> Vec<Fault> {
    let rule = media.rule.filter(|_| direction == Direction::Request);
    rule.map(|rule| validation::faults_beside_unread(rule, value)).unwrap_or_default()
}

/// Another reading of a value that its schema refuses, where texts have several.
fn reading(media: &Media, value: Json<'_>, faults: Vec<Fault>) -> Result<Tree<'static>, ReadError> {
    let form = match &media.codec {
        Codec::Form(form) => Some(form),
        Codec::Xml(_) => None,
        Codec::Json
        | Codec::Text
        | Codec::Bytes
        | Codec::Stream
        | Codec::Multipart(..)
        | Codec::Parts
        | Codec::Events(_)
        | Codec::Lines
        | Codec::Sequence => return Err(ReadError::Invalid(faults)),
    };
    let others = |tree: &Tree<'static>, other| match form {
        Some(form) => form::others(form, tree, other),
        None => settle::of_value(tree, &ParameterKind::Any, other),
    };
    let check = |tree: &Tree<'static>| {
        let found = |rule| validation::faults(None, rule, Tape::from(tree).root());
        media.rule.map(found).unwrap_or_default()
    };
    let settled = settled(value.to_tree().into_owned(), faults, &others, &check);
    if settled.faults.is_empty() { Ok(settled.tree) } else { Err(ReadError::Invalid(settled.faults)) }
}

/// Checks a value, if it is of a request, and decodes it.
pub(super) fn decode<T: Decode>(json: Json<'_>, rule: Option<Rule>, direction: Direction) -> Result<T, ReadError> {
    let rule = rule.filter(|_| direction == Direction::Request);
    let found = rule.map(|rule| validation::faults(None, rule, json)).unwrap_or_default();
    if !found.is_empty() {
        return Err(ReadError::Invalid(found));
    }
    from_json(json, direction).map_err(ReadError::Mismatch)
}
