//! From the text of a parameter to a value: the expansions of OpenAPI 3.0.4, section 4.8.12.4, backwards.

use std::borrow::Cow;

use http::HeaderMap;

use super::percent::decode;
use super::query::{Pair, form_decode};
use super::{Parameter, ParameterKind, Style, deep, scalar};
use crate::json::Tree;

/// Why text is not a value of the parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// A JSON Pointer into the value of the parameter.
    pub(crate) pointer: String,
    pub(crate) detail: &'static str,
}

/// Everything that is wrong with it.
pub(crate) type ReadErrors = Vec<ReadError>;

pub(crate) type Read = Result<Option<Tree<'static>>, ReadErrors>;

/// A text, decoded; or why it cannot be.
pub(super) type Text = Result<String, &'static str>;

pub(super) type Decoder = fn(&str) -> Text;

/// A value split at its delimiters.
#[derive(Debug, PartialEq)]
enum Shape {
    Scalar(Text),
    Items(Vec<Text>),
    Members(Vec<(String, Text)>),
}

/// One mistake is all of them.
impl From<ReadError> for ReadErrors {
    fn from(error: ReadError) -> Self {
        vec![error]
    }
}

/// What layout a kind is read from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Scalar,
    Items,
    Members,
}

fn layout(kind: &ParameterKind) -> Layout {
    match kind {
        ParameterKind::Array(_) => Layout::Items,
        ParameterKind::Object(_) | ParameterKind::Open(..) | ParameterKind::Map(_) | ParameterKind::Of(_) => Layout::Members,
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Mixed(..)
        | ParameterKind::Json => Layout::Scalar,
    }
}

pub(super) fn fault(detail: &'static str) -> ReadError {
    ReadError { pointer: String::new(), detail }
}

const BAD_UTF8: &str = "is not UTF-8 after percent-decoding";
const BAD_PAIRS: &str = "has a name without a value";
pub(super) const REPEATED: &str = "is given more than once";

/// The value of a path variable.
pub(crate) fn path(parameter: &Parameter, raw: &str) -> Read {
    let listed = match parameter.style {
        Style::Label => is_label_list(parameter, raw),
        Style::Matrix => is_listed(parameter, raw, percent) || raw.matches(';').count() > 1,
        Style::Simple | Style::Form | Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited | Style::DeepObject => {
            is_listed(parameter, raw, percent)
        }
    };
    let parameter = &parameter.kind(*several(&parameter.kind, listed));
    let texts = match parameter.style {
        Style::Label => return label(parameter, raw),
        Style::Matrix => return matrix(parameter, raw),
        Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited => return from_texts(parameter, &[raw], percent),
        Style::Simple | Style::Form | Style::DeepObject => raw.split(',').collect(),
    };
    let shape = shape(parameter, raw, texts, percent)?;
    value(parameter, shape).map(Some)
}

/// Whether a label is no plain value. Where it is exploded, dots may be those of a number.
fn is_label_list(parameter: &Parameter, raw: &str) -> bool {
    let plain = |text| percent(text).and_then(|text| scalar::parse(text, plain_kind(&parameter.kind))).is_ok();
    match raw.strip_prefix('.') {
        Some(text) if parameter.explode => text.contains('.') && !plain(text),
        Some(_) | None => raw.contains(','),
    }
}

fn label(parameter: &Parameter, raw: &str) -> Read {
    let text = raw.strip_prefix('.').ok_or(fault("must start with a dot (style label)"))?;
    let delimiter = if parameter.explode { '.' } else { ',' };
    let shape = shape(parameter, text, text.split(delimiter).collect(), percent)?;
    value(parameter, shape).map(Some)
}

fn matrix(parameter: &Parameter, raw: &str) -> Read {
    let text = raw.strip_prefix(';').ok_or(fault("must start with a semicolon (style matrix)"))?;
    let pairs: Vec<(&str, &str)> = text.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    if parameter.explode && layout(&parameter.kind) == Layout::Members {
        let member = |(name, value): &(&str, &str)| Ok((percent(name).map_err(fault)?, percent(value)));
        let members = pairs.iter().map(member).collect::<Result<_, ReadErrors>>()?;
        return value(parameter, Shape::Members(members)).map(Some);
    }
    for (name, _) in &pairs {
        if percent(name).map_err(fault)? != parameter.name {
            return Err(fault("must be given under its own name (style matrix)").into());
        }
    }
    let texts: Vec<&str> = pairs.iter().map(|(_, value)| *value).collect();
    from_texts(parameter, &texts, percent)
}

/// The value that is the whole query; `None` where there is no query.
pub(crate) fn whole_query(parameter: &Parameter, text: &str) -> Read {
    match text {
        "" => Ok(None),
        text => value(parameter, Shape::Scalar(percent(text))).map(Some),
    }
}

/// The value of a query parameter.
pub(crate) fn query(parameter: &Parameter, pairs: &[Pair]) -> Read {
    let decoder: Decoder = if parameter.allow_reserved { percent } else { form };
    named(parameter, pairs, decoder)
}

/// The value of a cookie.
pub(crate) fn cookie(parameter: &Parameter, pairs: &[Pair]) -> Read {
    named(parameter, pairs, percent)
}

fn named(parameter: &Parameter, pairs: &[Pair], decoder: Decoder) -> Read {
    let own: Vec<&str> = pairs.iter().filter(|pair| pair.name == parameter.name).map(|pair| pair.value.as_str()).collect();
    let joined = |text: &&str| is_listed(parameter, text, decoder) || text.is_empty() && !takes_text(&parameter.kind);
    let listed = own.len() > 1 || !parameter.explode && own.iter().any(joined);
    // Texts of one name are those of a list, whatever is in it.
    let kind = match matches!(parameter.kind, ParameterKind::Any) && own.len() > 1 && parameter.explode {
        true => ParameterKind::Array(&ParameterKind::Any),
        false => *several(&parameter.kind, listed),
    };
    let parameter = &parameter.kind(kind);
    match (layout(&parameter.kind), parameter.style) {
        (_, Style::DeepObject) => deep::read(parameter, pairs, decoder),
        (Layout::Members, _) if parameter.explode => exploded(parameter, pairs, decoder),
        (Layout::Scalar | Layout::Items | Layout::Members, _) if own.is_empty() => Ok(None),
        (Layout::Scalar | Layout::Items | Layout::Members, _) => from_texts(parameter, &own, decoder),
    }
}

/// What a kind is where one text is given.
fn plain_kind(kind: &ParameterKind) -> &ParameterKind {
    if let ParameterKind::Mixed(plain, _) = kind { plain } else { kind }
}

/// What a kind is where several texts are given: of a value or a list, the list.
fn several(kind: &ParameterKind, listed: bool) -> &ParameterKind {
    if let ParameterKind::Mixed(_, nested @ ParameterKind::Array(_)) = kind
        && listed
    {
        return nested;
    }
    kind
}

/// Whether a text has several items in one: a delimiter that belongs to a plain value is sent encoded.
fn is_listed(parameter: &Parameter, text: &str, decoder: Decoder) -> bool {
    match parameter.style.delimiter() {
        Some(delimiter) => decoder(text).is_ok_and(|text| text.contains(delimiter)),
        None => text.contains(','),
    }
}

/// Whether a kind takes any text.
pub(super) fn takes_text(kind: &ParameterKind) -> bool {
    match kind {
        ParameterKind::String | ParameterKind::Any => true,
        ParameterKind::Either(kinds) => kinds.iter().any(takes_text),
        ParameterKind::Mixed(plain, _) => takes_text(plain),
        ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Json
        | ParameterKind::Of(_) => false,
    }
}

/// The value of texts of one name of a form, where no parameter describes them.
pub(crate) fn texts(kind: &ParameterKind, texts: &[String]) -> Result<Tree<'static>, ReadErrors> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let kind = several(kind, texts.len() > 1);
    from_texts(&Parameter::query("").kind(*kind), &texts, form)?.ok_or(fault(REPEATED).into())
}

/// Members that are query parameters of their own. What declares no members takes all pairs that are no other parameter's.
fn exploded(parameter: &Parameter, pairs: &[Pair], decoder: Decoder) -> Read {
    let others = |name: &str| parameter.beside.iter().any(|other| deep::steps(name, other).is_some());
    let is_member = |pair: &&Pair| has_member(&parameter.kind, &pair.name).unwrap_or_else(|| !others(&pair.name));
    let members: Vec<_> = pairs.iter().filter(is_member).map(|pair| (pair.name.clone(), decoder(&pair.value))).collect();
    if members.is_empty() { Ok(None) } else { value(parameter, Shape::Members(members)).map(Some) }
}

/// The value of a header. Several lines of one list are one list (RFC 9110, section 5.3).
pub(crate) fn header(parameter: &Parameter, headers: &HeaderMap) -> Read {
    let mut texts = Vec::new();
    for value in headers.get_all(parameter.name) {
        texts.push(std::str::from_utf8(value.as_bytes()).map_err(|_| fault("is not UTF-8"))?);
    }
    // Commas of a text that is no list are not encoded here.
    let joined = |text: &&str| text.is_empty() || is_listed(parameter, text, verbatim);
    let listed = texts.len() > 1 || !takes_text(&parameter.kind) && texts.iter().any(joined);
    let parameter = &parameter.kind(*several(&parameter.kind, listed));
    match (layout(&parameter.kind), texts.as_slice()) {
        (_, []) => Ok(None),
        (Layout::Scalar, [text]) => value(parameter, Shape::Scalar(Ok(trimmed(text).to_owned()))).map(Some),
        (Layout::Scalar, _) => Err(fault(REPEATED).into()),
        (Layout::Items, texts) => value(parameter, Shape::Items(header_items(parameter, texts))).map(Some),
        (Layout::Members, texts) => {
            let items = header_items(parameter, texts);
            value(parameter, Shape::Members(paired(items, parameter.explode)?)).map(Some)
        }
    }
}

/// What may stand around the value of a header and its items (`OWS`, RFC 9110, section 5.6.3): no other space does.
const WHITESPACE: [char; 2] = [' ', '\t'];

fn trimmed(text: &str) -> &str {
    text.trim_matches(WHITESPACE)
}

fn header_items(parameter: &Parameter, texts: &[&str]) -> Vec<Text> {
    match parameter.style.delimiter() {
        Some(delimiter) => {
            let texts = texts.iter().map(|text| trimmed(text)).filter(|text| !text.is_empty());
            texts.flat_map(|text| text.split(delimiter)).map(|item| Ok(item.to_owned())).collect()
        }
        None => texts.iter().flat_map(|text| list_items(text)).map(Ok).collect(),
    }
}

/// Splits at commas outside of quoted strings; quotes are removed (RFC 9110, sections 5.6.1 and 5.6.4). Empty elements are
/// no items.
pub(crate) fn list_items(text: &str) -> Vec<String> {
    let (mut items, mut item, mut quoted, mut seen_quote) = (Vec::new(), String::new(), false, false);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted || trimmed(&item).is_empty() || item.ends_with('=') => {
                (quoted, seen_quote) = (!quoted, true);
                item = if quoted { item.trim_start_matches(WHITESPACE).to_owned() } else { item };
            }
            '\\' if quoted => item.extend(characters.next()),
            ',' if !quoted => push_item(&mut items, std::mem::take(&mut item), std::mem::take(&mut seen_quote)),
            other => {
                if quoted || !seen_quote || !WHITESPACE.contains(&other) {
                    item.push(other);
                }
            }
        }
    }
    push_item(&mut items, item, seen_quote);
    items
}

fn push_item(items: &mut Vec<String>, item: String, quoted: bool) {
    if quoted {
        items.push(item);
    } else if !trimmed(&item).is_empty() {
        items.push(trimmed(&item).to_owned());
    }
}

fn from_texts(parameter: &Parameter, texts: &[&str], decoder: Decoder) -> Read {
    if layout(&parameter.kind) == Layout::Items && parameter.explode {
        return value(parameter, Shape::Items(texts.iter().map(|text| decoder(text)).collect())).map(Some);
    }
    let [text] = texts else { return Err(fault(REPEATED).into()) };
    let shape = match (layout(&parameter.kind), parameter.style.delimiter()) {
        (Layout::Items | Layout::Members, Some(delimiter)) => {
            split_decoded(parameter, &decoder(text).map_err(fault)?, delimiter)?
        }
        (Layout::Scalar, _) | (Layout::Items | Layout::Members, None) => {
            shape(parameter, text, text.split(',').collect(), decoder)?
        }
    };
    value(parameter, shape).map(Some)
}

/// Splits text whose delimiter travels encoded.
fn split_decoded(parameter: &Parameter, text: &str, delimiter: char) -> Result<Shape, ReadError> {
    shape(parameter, text, text.split(delimiter).collect(), |text| Ok(text.to_owned()))
}

/// `texts` are the pieces between delimiters; empty text is the empty list.
fn shape(parameter: &Parameter, whole: &str, texts: Vec<&str>, decoder: Decoder) -> Result<Shape, ReadError> {
    let decoded = || if whole.is_empty() { Vec::new() } else { texts.iter().map(|text| decoder(text)).collect() };
    let nested = parameter.explode && parameter.style != Style::Form && parameter.style.delimiter().is_none();
    match layout(&parameter.kind) {
        Layout::Scalar => Ok(Shape::Scalar(decoder(whole))),
        Layout::Items => Ok(Shape::Items(decoded())),
        Layout::Members if whole.is_empty() => Ok(Shape::Members(Vec::new())),
        Layout::Members if nested => {
            let pair = |text: &&str| {
                let (name, value) = text.split_once('=').ok_or(fault(BAD_PAIRS))?;
                Ok((decoder(name).map_err(fault)?, decoder(value)))
            };
            Ok(Shape::Members(texts.iter().map(pair).collect::<Result<_, ReadError>>()?))
        }
        Layout::Members => Ok(Shape::Members(paired(decoded(), false)?)),
    }
}

/// `k,v,k,v`, or `k=v,k=v` when exploded.
fn paired(items: Vec<Text>, explode: bool) -> Result<Vec<(String, Text)>, ReadError> {
    if explode {
        let split = |item: Text| {
            let item = item.map_err(fault)?;
            item.split_once('=').map(|(name, value)| (name.to_owned(), Ok(value.to_owned()))).ok_or(fault(BAD_PAIRS))
        };
        return items.into_iter().map(split).collect();
    }
    let pair = |pair: &[Text]| match pair {
        [name, value] => Ok((name.clone().map_err(fault)?, value.clone())),
        _ => Err(fault(BAD_PAIRS)),
    };
    items.chunks(2).map(pair).collect()
}

fn percent(text: &str) -> Text {
    decode(text).map(Cow::into_owned).map_err(|_| BAD_UTF8)
}

/// What is not encoded.
fn verbatim(text: &str) -> Text {
    Ok(text.to_owned())
}

fn form(text: &str) -> Text {
    form_decode(text).map_err(|_| BAD_UTF8)
}

/// Texts as JSON, guided by the kind.
fn value(parameter: &Parameter, shape: Shape) -> Result<Tree<'static>, ReadErrors> {
    let mut errors = ReadErrors::new();
    let json = match shape {
        Shape::Scalar(text) => {
            return text.and_then(|text| scalar::parse(text, &parameter.kind)).map_err(|detail| fault(detail).into());
        }
        Shape::Items(items) => {
            let kind = item_kind(&parameter.kind);
            let item = |(index, text): (usize, Text)| {
                kept(&mut errors, at(text.and_then(|text| scalar::parse(text, kind)), &index.to_string()))
            };
            Tree::Array(items.into_iter().enumerate().filter_map(item).collect())
        }
        Shape::Members(texts) => {
            let mut members: Vec<(Cow<'static, str>, Tree<'static>)> = Vec::new();
            for (name, text) in texts {
                let parsed = match members.iter().any(|(known, _)| *known == name) {
                    true => Err(REPEATED),
                    false => text.and_then(|text| scalar::parse(text, member_kind(&parameter.kind, &name))),
                };
                let json = kept(&mut errors, at(parsed, &name));
                members.extend(json.map(|json| (Cow::Owned(name), json)));
            }
            Tree::Object(members)
        }
    };
    if errors.is_empty() { Ok(json) } else { Err(errors) }
}

/// What was read; what is wrong otherwise goes to the others of the same value.
pub(super) fn kept<T>(errors: &mut ReadErrors, read: Result<T, impl Into<ReadErrors>>) -> Option<T> {
    read.map_err(|error| errors.extend(error.into())).ok()
}

fn at<T>(result: Result<T, &'static str>, token: &str) -> Result<T, ReadError> {
    result.map_err(|detail| {
        let mut pointer = String::new();
        crate::pointer::push(&mut pointer, token);
        ReadError { pointer, detail }
    })
}

pub(super) fn item_kind(kind: &ParameterKind) -> &ParameterKind {
    match kind {
        ParameterKind::Array(item) => item,
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Json => &ParameterKind::String,
        ParameterKind::Of(kind) => item_kind(kind()),
        ParameterKind::Mixed(_, nested) => item_kind(nested),
        ParameterKind::Any => &ParameterKind::Any,
    }
}

pub(super) fn member_kind<'a>(kind: &'a ParameterKind, member: &str) -> &'a ParameterKind {
    match kind {
        ParameterKind::Object(declared) => {
            declared.iter().find(|(name, _)| *name == member).map_or(&ParameterKind::String, |(_, kind)| kind)
        }
        ParameterKind::Open(declared, others) => {
            declared.iter().find(|(name, _)| *name == member).map_or(*others, |(_, kind)| kind)
        }
        ParameterKind::Map(kind) => kind,
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Array(_)
        | ParameterKind::Json => &ParameterKind::String,
        ParameterKind::Of(kind) => member_kind(kind(), member),
        ParameterKind::Mixed(_, nested) => member_kind(nested, member),
        ParameterKind::Any => &ParameterKind::Any,
    }
}

/// Whether an object has a member of this name; `None` where that is not declared, and may be.
pub(crate) fn has_member(kind: &ParameterKind, name: &str) -> Option<bool> {
    match kind {
        ParameterKind::Object(declared) => Some(declared.iter().any(|(member, _)| *member == name)),
        ParameterKind::Open(declared, _) => declared.iter().any(|(member, _)| *member == name).then_some(true),
        ParameterKind::Of(kind) => has_member(kind(), name),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Array(_)
        | ParameterKind::Map(_)
        | ParameterKind::Any
        | ParameterKind::Mixed(..)
        | ParameterKind::Json => None,
    }
}

/// Whether an object has members that are not declared.
pub(crate) fn takes_others(kind: &ParameterKind) -> bool {
    match kind {
        ParameterKind::Map(_) | ParameterKind::Open(..) => true,
        ParameterKind::Of(kind) => takes_others(kind()),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Any
        | ParameterKind::Mixed(..)
        | ParameterKind::Json => false,
    }
}

impl ReadError {
    /// What does not hold: the text is none at all, or that of another type.
    pub(crate) fn keyword(&self) -> &'static str {
        if self.detail == BAD_UTF8 { "encoding" } else { "type" }
    }
}
