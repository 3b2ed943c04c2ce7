//! YAML 1.2 text to the tree, from the events of a parser that gives byte spans.
//!
//! Keys are strings: a scalar key takes the text that is written, so `200:`, `on:` and `null:` are `200`, `on` and `null`.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, Tag};

use super::alias::Anchors;
use super::limits::Limits;
use super::scalar::{self, Scalar};
use super::{Entry, Node, Value, forbidden_character, merge, too_deep, unique, yaml_error};
use crate::diagnostic::{Diagnostic, codes::reading};
use crate::source::{SourceId, Span};

/// A collection that is not yet closed.
pub(super) struct Frame {
    start: usize,
    /// Where its last child ends.
    end: usize,
    pub(super) content: Content,
}

/// What an open collection holds so far.
pub(super) enum Content {
    Sequence(Vec<Node>),
    /// Its members, and the key that waits for its value.
    Mapping(Vec<Entry>, Option<(String, Span)>),
}

struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    /// Bytes before the text that the parser sees: a byte-order mark.
    offset: usize,
    limits: Limits,
    open: Vec<Frame>,
    anchors: Anchors,
    merges: bool,
    root: Option<Node>,
    documents: usize,
    diagnostics: Vec<Diagnostic>,
}

type Step = Result<(), Diagnostic>;

/// Reads a whole file, with warnings and repeated keys.
///
/// # Errors
/// Everything that is wrong with it: repeated keys, tags, merge keys, and the first mistake of grammar or excess.
pub(super) fn read(source: SourceId, text: &str, limits: Limits) -> Result<(Node, Vec<Diagnostic>), Vec<Diagnostic>> {
    if let Some(diagnostic) = control_character(source, text) {
        return Err(vec![diagnostic]);
    }
    let offset = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut builder = Builder {
        source,
        text,
        offset,
        limits,
        open: Vec::new(),
        anchors: Anchors::new(limits),
        merges: false,
        root: None,
        documents: 0,
        diagnostics: Vec::new(),
    };
    let outcome = events(&mut builder);
    builder.diagnostics.extend(outcome.err());
    finish(builder)
}

fn finish(mut builder: Builder<'_>) -> Result<(Node, Vec<Diagnostic>), Vec<Diagnostic>> {
    let root = builder.root.take();
    let mut diagnostics = builder.diagnostics;
    let Some(mut root) = root else {
        if diagnostics.is_empty() {
            diagnostics.push(super::empty(Span::of(builder.source, 0, 0)));
        }
        return Err(diagnostics);
    };
    if builder.merges {
        merge::apply(&mut root, builder.text, &mut diagnostics);
    }
    let spoils = |found: &Diagnostic| found.is_error() && found.code != reading::DUPLICATE_KEY;
    if diagnostics.iter().any(spoils) { Err(diagnostics) } else { Ok((root, diagnostics)) }
}

/// The parser takes NUL for the end of its input, so control characters are looked for first.
fn control_character(source: SourceId, text: &str) -> Option<Diagnostic> {
    let at = text.bytes().position(|b| matches!(b, 0..=8 | 11 | 12 | 14..=31 | 127))?;
    let c = text.get(at..)?.chars().next()?;
    Some(forbidden_character(Span::of(source, at, at + 1), c))
}

fn events(builder: &mut Builder<'_>) -> Step {
    let body = builder.text.get(builder.offset..).unwrap_or_default();
    let mut options = granit_parser::options! {};
    options.set_emit_comments(false);
    options.flow_nesting_limit = builder.limits.depth + 1;
    options.block_nesting_limit = builder.limits.depth + 1;
    let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(body, options);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| scan_error(builder, &error))?;
        let tag_span = span.tag_span().map(|span| builder.span(span));
        let span = builder.span(span);
        step(builder, event, span, tag_span)?;
    }
    Ok(())
}

fn scan_error(builder: &Builder<'_>, error: &ScanError) -> Diagnostic {
    let at = builder.offset + error.marker().byte_offset().unwrap_or_default();
    yaml_error::diagnostic(builder.source, builder.text, at, error.kind(), builder.limits)
}

fn step(builder: &mut Builder<'_>, event: Event<'_>, span: Span, tag_span: Option<Span>) -> Step {
    match event {
        Event::DocumentStart(..) => document_start(builder, span),
        Event::Scalar(text, style, anchor, tag) => {
            let anchored = Anchored { anchor, tag: tag.as_deref(), tag_span };
            scalar(builder, &text, style, &anchored, span)
        }
        Event::SequenceStart(_, anchor, tag) => {
            let anchored = Anchored { anchor, tag: tag.as_deref(), tag_span };
            collection(builder, Content::Sequence(Vec::new()), &anchored, "seq", span)
        }
        Event::MappingStart(_, anchor, tag) => {
            let anchored = Anchored { anchor, tag: tag.as_deref(), tag_span };
            collection(builder, Content::Mapping(Vec::new(), None), &anchored, "map", span)
        }
        Event::SequenceEnd | Event::MappingEnd => close(builder, span),
        Event::Alias(id) => expand(builder, id, span),
        // Comments, anchors and unresolved aliases are not asked for; the stream and document ends say nothing.
        Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) | Event::UnresolvedAlias(_) | _ => Ok(()),
    }
}

/// The properties of a node.
struct Anchored<'t> {
    anchor: usize,
    tag: Option<&'t Tag>,
    tag_span: Option<Span>,
}

fn document_start(builder: &mut Builder<'_>, span: Span) -> Step {
    builder.documents += 1;
    if builder.documents > 1 {
        return Err(Diagnostic::error(reading::SEVERAL_DOCUMENTS, span, "a second YAML document begins here")
            .note("one file holds one description")
            .help("remove this line if what follows belongs to the same description, else put that into a file of its own"));
    }
    Ok(())
}

fn scalar(builder: &mut Builder<'_>, text: &str, style: ScalarStyle, properties: &Anchored<'_>, span: Span) -> Step {
    if builder.waits_for_key() {
        return key(builder, text, style, properties, span);
    }
    let plain = style == ScalarStyle::Plain;
    let value = match properties.tag {
        None if plain => match scalar::resolve(text) {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Number(number) => Value::Number(number),
            Scalar::String => Value::String(text.to_owned()),
            Scalar::NotFinite => {
                builder.diagnostics.push(not_finite(span, text));
                Value::Null
            }
        },
        None => Value::String(text.to_owned()),
        Some(tag) => tagged(builder, tag, text, properties.tag_span.unwrap_or(span), span),
    };
    let node = Node { span, value };
    builder.remember(properties.anchor, span)?;
    builder.add(node);
    Ok(())
}

fn not_finite(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(reading::NOT_A_NUMBER, span, format!("`{text}` has no form in JSON"))
        .help("leave it out, or quote it if the text is meant")
}

fn key(builder: &mut Builder<'_>, text: &str, style: ScalarStyle, properties: &Anchored<'_>, span: Span) -> Step {
    if let Some(tag) = properties.tag.filter(|tag| tag.core_suffix() != Some("str")) {
        builder.diagnostics.push(custom_tag(tag, properties.tag_span.unwrap_or(span)));
    }
    builder.merges |= text == "<<" && style == ScalarStyle::Plain;
    if properties.anchor > 0 {
        builder.anchors.key(properties.anchor, text, span);
    }
    builder.set_key(text.to_owned(), span);
    Ok(())
}

/// A scalar with a tag of the core schema; any other tag is a mistake.
fn tagged(builder: &mut Builder<'_>, tag: &Tag, text: &str, tag_span: Span, span: Span) -> Value {
    let resolved = scalar::resolve(text);
    let value = match (tag.core_suffix(), resolved) {
        (Some("str"), _) => return Value::String(text.to_owned()),
        (None, _) if tag.suffix().is_empty() && tag.handle() == "!" => return Value::String(text.to_owned()),
        (Some("null"), Scalar::Null) => Some(Value::Null),
        (Some("bool"), Scalar::Bool(value)) => Some(Value::Bool(value)),
        (Some("int"), Scalar::Number(number)) if !number.contains(['.', 'e', 'E']) => Some(Value::Number(number)),
        (Some("float"), Scalar::Number(number)) => Some(Value::Number(number)),
        (Some(_) | None, _) => None,
    };
    value.unwrap_or_else(|| {
        builder.diagnostics.push(match tag.core_suffix() {
            Some(suffix) => {
                Diagnostic::error(reading::WRONG_TAG, span, format!("this value is not what its tag `!!{suffix}` says"))
                    .related(tag_span, "the tag")
            }
            None => custom_tag(tag, tag_span),
        });
        Value::Null
    })
}

fn custom_tag(tag: &Tag, span: Span) -> Diagnostic {
    Diagnostic::error(reading::TAG, span, format!("the tag `{}` is not part of YAML's core schema", tag.original()))
        .help("write the value out; a schema, a parameter and the like may stand behind a `$ref` instead")
}

fn collection(builder: &mut Builder<'_>, content: Content, properties: &Anchored<'_>, kind: &str, span: Span) -> Step {
    if builder.waits_for_key() {
        return Err(Diagnostic::error(reading::COMPLEX_KEY, span, "a key must be a scalar")
            .note("the keys of an OpenAPI document are strings")
            .help("quote the key"));
    }
    if builder.open.len() >= builder.limits.depth {
        return Err(too_deep(span, builder.limits));
    }
    if let Some(tag) = properties.tag.filter(|tag| tag.core_suffix() != Some(kind)) {
        builder.diagnostics.push(custom_tag(tag, properties.tag_span.unwrap_or(span)));
    }
    builder.remember(properties.anchor, span)?;
    builder.open.push(Frame { start: span.start as usize, end: span.end as usize, content });
    Ok(())
}

fn close(builder: &mut Builder<'_>, span: Span) -> Step {
    let Some(frame) = builder.open.pop() else { return Ok(()) };
    // Block collections end where the next token begins; their last child ends nearer to what they are.
    let end = frame.end.max(if span.end > span.start { span.end as usize } else { 0 });
    let value = match frame.content {
        Content::Sequence(mut elements) => {
            elements.shrink_to_fit();
            Value::Sequence(elements)
        }
        Content::Mapping(mut entries, _) => {
            unique::keys(&mut entries, &mut builder.diagnostics);
            entries.shrink_to_fit();
            Value::Mapping(entries)
        }
    };
    builder.add(Node { span: Span::of(builder.source, frame.start, end), value });
    Ok(())
}

fn expand(builder: &mut Builder<'_>, id: usize, span: Span) -> Step {
    let node = builder.anchors.expand(id, &builder.open, span)?;
    if !builder.waits_for_key() {
        builder.add(node);
        return Ok(());
    }
    match node.value {
        Value::String(text) | Value::Number(text) => {
            builder.set_key(text, span);
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => {
            Err(Diagnostic::error(reading::COMPLEX_KEY, span, "this alias does not stand for a string, so it cannot be a key"))
        }
    }
}

impl Builder<'_> {
    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or_default();
        Span::of(self.source, self.offset + range.start, self.offset + range.end)
    }

    fn waits_for_key(&self) -> bool {
        matches!(self.open.last(), Some(Frame { content: Content::Mapping(_, None), .. }))
    }

    fn set_key(&mut self, text: String, span: Span) {
        if let Some(Frame { content: Content::Mapping(_, key), end, .. }) = self.open.last_mut() {
            *key = Some((text, span));
            *end = span.end as usize;
        }
    }

    /// Remembers where the node that begins now will stand.
    fn remember(&mut self, anchor: usize, span: Span) -> Step {
        if anchor > 0 { self.anchors.begin(anchor, &self.open, span) } else { Ok(()) }
    }

    fn add(&mut self, node: Node) {
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.end = frame.end.max(node.span.end as usize);
        match &mut frame.content {
            Content::Sequence(elements) => elements.push(node),
            Content::Mapping(entries, key) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value: node });
                }
            }
        }
    }
}
