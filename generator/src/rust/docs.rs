//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::ir::{self, Docs};
use crate::names;

/// Lines for `///`: what people wrote, or `otherwise` if they wrote nothing.
pub fn lines(docs: &Docs, otherwise: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !text.is_empty() && !paragraphs.contains(&text) {
            paragraphs.push(text);
        }
    };
    add(docs.summary.as_deref().map(markdown::line).unwrap_or_default());
    add(docs.description.as_deref().map(markdown::block).unwrap_or_default());
    if let Some((url, description)) = &docs.external {
        add(external(url, description.as_deref()));
    }
    if paragraphs.is_empty() {
        paragraphs.push(otherwise.to_owned());
    }
    paragraphs.join("\n\n").lines().map(str::to_owned).collect()
}

fn external(url: &str, description: Option<&str>) -> String {
    let label = description.map(markdown::line).filter(|text| !text.is_empty()).unwrap_or_else(|| "More".to_owned());
    format!("{}: {}", label.trim_end_matches(['.', ':']), markdown::line(url))
}

/// The lines of the type of an operation: those of [`operation`], and what a success means.
pub fn request(operation: &ir::Operation) -> Vec<String> {
    with_place(operation, answers(operation))
}

/// The lines of a method for an operation; they end with `` `METHOD /path` ``, on the one line that there is if it is short.
pub fn operation(operation: &ir::Operation) -> Vec<String> {
    let lines = with_place(operation, Vec::new());
    match lines.as_slice() {
        [summary, _, place] if summary.len() + place.len() <= SHORT => {
            let stop = if summary.ends_with(['.', '!', '?', ':']) { "" } else { "." };
            vec![format!("{summary}{stop} {place}")]
        }
        _ => lines,
    }
}

/// The longest line that says what a method does and where it goes.
const SHORT: usize = 90;

fn with_place(operation: &ir::Operation, answers: Vec<String>) -> Vec<String> {
    let place = place(operation);
    let mut lines = lines(&operation.docs, "");
    if !answers.is_empty() {
        let said = lines.iter().any(|line| !line.is_empty());
        lines = if said { [lines, vec![String::new()], answers].concat() } else { answers };
    }
    if lines.iter().all(String::is_empty) {
        return vec![place];
    }
    lines.extend([String::new(), place]);
    lines
}

/// "Answers 201: ..." for each success that is described by more than its reason phrase: one paragraph each.
fn answers(operation: &ir::Operation) -> Vec<String> {
    let mut lines = Vec::new();
    for response in &operation.responses {
        let ir::Status::Exact(code) = response.status else { continue };
        let text = markdown::line(&response.description);
        let phrase = names::reason(code).is_some_and(|phrase| phrase.eq_ignore_ascii_case(text.trim_end_matches('.')));
        if names::is_success(response.status) && !phrase && !text.is_empty() {
            lines.extend((!lines.is_empty()).then(String::new));
            lines.push(format!("Answers {code}: {text}"));
        }
    }
    lines
}

/// `` `METHOD /path` ``.
pub fn place(operation: &ir::Operation) -> String {
    code(&format!("{} {}", operation.key.method, operation.key.path))
}

/// "The `name` property."
pub fn named(name: &str, what: &str) -> String {
    match name.trim().is_empty() {
        true => format!("The {what} with the empty name."),
        false => format!("The {} {what}.", code(name)),
    }
}

/// Text in backticks, as many as it needs.
pub fn code(text: &str) -> String {
    let text = markdown::clean(text).replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    match longest {
        0 => format!("`{text}`"),
        longest => {
            let ticks = "`".repeat(longest + 1);
            format!("{ticks} {text} {ticks}")
        }
    }
}

/// Lines as attributes in front of an item.
pub fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// Lines as attributes of the module that they stand in.
pub fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*)
}

/// `#[deprecated]`, if it is.
pub fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
