//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use super::constraints::{self, Known};
use super::markdown::{Block, Comment, Line, Part, joined};
use crate::ir::{self, Docs, OperationPlace};
use crate::names;

/// What people wrote, or `otherwise` if they wrote nothing.
pub fn comment(docs: &Docs, otherwise: Line) -> Comment {
    Comment::of(&said_or(docs, otherwise))
}

/// What people wrote about a value, and what else is known of it; nothing if there is neither. Two lines that are short are one.
pub fn value(said: Vec<Part>, known: &Known<'_>) -> Comment {
    let mut parts = said;
    let mut rest = constraints::parts(known).into_iter().peekable();
    if let ([Part::Line(said)], Some(Part::Line(more))) = (parts.as_mut_slice(), rest.peek())
        && said.as_str().len() + more.as_str().len() < WIDE
    {
        let stop = Line::own(if said.as_str().ends_with(['.', '!', '?', ':']) { " " } else { ". " });
        *said = joined(&[said.clone(), stop, more.clone()]);
        rest.next();
    }
    Comment::of(&parts.into_iter().chain(rest).collect::<Vec<_>>())
}

/// The comment of a type: what people wrote, and what holds of it whole.
pub fn definition(definition: &ir::Type, ty: Option<&ir::TypeRef>) -> Comment {
    let known = Known { checks: vec![&definition.check], ty, examples: &definition.docs.examples, ..Known::default() };
    value(said(&definition.docs), &known)
}

/// The comment of a type whose variants say what holds.
pub fn union(definition: &ir::Type) -> Comment {
    value(said(&definition.docs), &Known { examples: &definition.docs.examples, ..Known::default() })
}

/// The longest line that what is known is put behind.
const WIDE: usize = 110;

/// The parts of [`comment`].
pub fn said_or(docs: &Docs, otherwise: Line) -> Vec<Part> {
    let said = said(docs);
    if said.is_empty() { vec![Part::Line(otherwise)] } else { said }
}

/// What people wrote: each part once.
pub fn said(docs: &Docs) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |part: Part| {
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    docs.summary.as_deref().map(Line::of).filter(|line| !line.is_empty()).into_iter().for_each(|line| add(Part::Line(line)));
    if let Some(block) = docs.description.as_deref().map(Block::of).filter(|block| !block.is_empty()) {
        add(block.as_line().map_or(Part::Block(block), Part::Line));
    }
    if let Some((url, description)) = &docs.external {
        add(Part::Line(external(url, description.as_deref())));
    }
    parts
}

/// The first line of what people wrote.
pub fn first_line(docs: &Docs) -> Option<Line> {
    said(docs).into_iter().next().map(|part| match part {
        Part::Line(line) => line,
        Part::List(lines) => joined(&lines),
        Part::Block(block) => block.first_line(),
        Part::Code(code) => Line::code(&code),
    })
}

fn external(url: &str, description: Option<&str>) -> Line {
    let label = description.map(Line::of).filter(|text| !text.is_empty()).unwrap_or_else(|| Line::own("More"));
    joined(&[label.without_end(&['.', ':']), Line::own(": "), Line::of(url)])
}

/// The comment of the type of an operation: that of [`operation`], and what a success means.
pub fn request(operation: &ir::Operation) -> Comment {
    let answers = answers(operation).into_iter().map(Part::Line);
    let parts = said(&operation.docs).into_iter().chain(answers);
    Comment::of(&parts.chain([Part::Line(place(operation))]).collect::<Vec<_>>())
}

/// The comment of a method for an operation; it ends with `` `METHOD /path` ``, on the one line that there is if it is short.
pub fn operation(operation: &ir::Operation) -> Comment {
    let (said, place) = (said(&operation.docs), place(operation));
    match said.as_slice() {
        [Part::Line(summary)] if summary.as_str().len() + place.as_str().len() <= SHORT => {
            let stop = if summary.as_str().ends_with(['.', '!', '?', ':']) { " " } else { ". " };
            Comment::line(joined(&[summary.clone(), Line::own(stop), place]))
        }
        _ => Comment::of(&said.into_iter().chain([Part::Line(place)]).collect::<Vec<_>>()),
    }
}

/// The longest line that says what a method does and where it goes.
const SHORT: usize = 90;

/// "Answers 201: ..." for each success that is described by more than its reason phrase.
fn answers(operation: &ir::Operation) -> Vec<Line> {
    let mut lines = Vec::new();
    for response in &operation.responses {
        let ir::Status::Exact(code) = response.status else { continue };
        let text = Line::of(&response.description);
        let phrase = names::reason(code).is_some_and(|phrase| phrase.eq_ignore_ascii_case(text.as_str().trim_end_matches('.')));
        if names::is_success(response.status) && !phrase && !text.is_empty() {
            lines.push(joined(&[Line::own("Answers "), Line::number(code), Line::own(": "), text]));
        }
    }
    lines
}

/// `` `METHOD /path` ``, or what the description calls a webhook or callback.
fn place(operation: &ir::Operation) -> Line {
    let key = &operation.key;
    match &key.place {
        OperationPlace::Path(_) => Line::code(&key.to_string()),
        OperationPlace::Webhook(name) => joined(&[
            Line::own("The webhook "),
            Line::code(name),
            Line::own(", sent by "),
            Line::code(&key.method),
            Line::own("."),
        ]),
        OperationPlace::Callback(callback) => {
            let (name, method) = (Line::code(&callback.name), Line::code(&key.method));
            let (to, url) = (Line::own(" to "), Line::code(key.written()));
            joined(&[Line::own("The callback "), name, Line::own(", sent by "), method, to, url, Line::own(".")])
        }
    }
}

/// A sentence of the generator about something that has a name.
pub fn sentence(before: &'static str, name: Line, after: &'static str) -> Line {
    joined(&[Line::own(before), name, Line::own(after)])
}

/// [`sentence`] as a comment.
pub fn about(before: &'static str, name: Line, after: &'static str) -> Comment {
    Comment::line(sentence(before, name, after))
}

/// Words of the generator as a comment.
pub fn own(words: &'static str) -> Comment {
    Comment::line(Line::own(words))
}

/// A comment as attributes in front of an item.
pub fn attributes(comment: &Comment) -> TokenStream {
    let lines = comment.lines().iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// A comment as attributes of the module that it stands in.
pub fn inner(comment: &Comment) -> TokenStream {
    let lines = comment.lines().iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*)
}

/// `#[deprecated]`, if it is.
pub fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
