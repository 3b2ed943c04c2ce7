//! Text that is neither YAML nor JSON: a page that a server sent instead of the file, or another language for APIs.

use crate::diagnostic::{Diagnostic, codes::reading};
use crate::source::{SourceId, Span};

/// The diagnostic for text whose first line shows that it is something else.
pub(super) fn language(source: SourceId, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let line = text.get(start..)?.lines().next()?.trim_end();
    let (what, help) = found(line)?;
    let span = Span::of(source, start, start + line.len());
    Some(Diagnostic::error(reading::OTHER_LANGUAGE, span, format!("this is {what}, neither YAML nor JSON")).help(help))
}

fn found(line: &str) -> Option<(&'static str, &'static str)> {
    let lower = line.to_ascii_lowercase();
    let begins = |word: &str| lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    let is_markup =
        line.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "!?".contains(c)));
    let is_block = line.ends_with('{') && !line.contains(':');
    match () {
        () if begins("<!doctype html") || begins("<html") => {
            Some(("an HTML page", "download the description itself; a page about it, or one that asks to log in, is not it"))
        }
        () if is_markup => Some(("XML or HTML", "name a description in OpenAPI or Swagger 2.0")),
        () if begins("#%raml") => Some(("RAML", "convert it to OpenAPI")),
        () if begins("syntax = \"proto2\"") || begins("syntax = \"proto3\"") => {
            Some(("Protocol Buffers", "convert it to OpenAPI"))
        }
        () if is_block
            && ["type ", "schema", "interface ", "input ", "enum ", "extend "].iter().any(|word| lower.starts_with(word)) =>
        {
            Some(("GraphQL", "only OpenAPI and Swagger 2.0 are read"))
        }
        () => None,
    }
}
