//! The words for references that lead nowhere, or where they may not.

use super::Refusal;
use super::documents::{Absent, Lost, Version};
use super::uri::{self, Location, Refused};
use crate::diagnostic::codes::{dialect, references};
use crate::diagnostic::{Diagnostic, suggest::Search};
use crate::node::Node;
use crate::source::Span;
use crate::standard::{self, Id};

/// An address that leads to no document; `None` if that was reported where the document is wrong. `near` is the pointer into the
/// same document that is meant, if there is something at that place.
pub(super) fn lost(span: Span, text: &str, lost: &Lost, near: Option<String>) -> Option<Diagnostic> {
    let diagnostic = match lost {
        Lost::Absent(Absent::Reported) => return None,
        Lost::Absent(Absent::Refused(refusal)) => refused(span, refusal),
        Lost::Address(reason) => address(span, text, *reason),
    };
    Some(match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    })
}

/// The pointers into the same document that may be meant by a text which lacks the beginning of one, or is a bare name.
pub(super) fn local(text: &str) -> Vec<String> {
    let is_name = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let homes = ["#/components/schemas", "#/definitions"].into_iter().filter(|_| is_name);
    crate::dialect::local_pointer(text).into_iter().chain(homes.map(|home| format!("{home}/{text}"))).collect()
}

fn address(span: Span, text: &str, reason: Refused) -> Diagnostic {
    let outside = |message: &str| Diagnostic::error(references::EXTERNAL, span, message).note(ONLY_BELOW_ROOT);
    match reason {
        Refused::Absolute => outside("an absolute path is not followed").help("write the path relative to this file"),
        Refused::AboveRoot => outside("this path leads out of the root folder").help(GIVE_ROOT),
        Refused::Scheme => {
            outside("only files and `http(s)` addresses can be referred to").help("write the path relative to this file")
        }
        Refused::Malformed if text.trim().is_empty() => {
            Diagnostic::error(references::MALFORMED, span, "an empty reference leads nowhere")
                .help("write `#/components/schemas/<Name>`, or the path of a file")
        }
        Refused::Malformed => Diagnostic::error(references::MALFORMED, span, format!("`{text}` is no reference to a file"))
            .help("write a relative path with `/` between folders"),
    }
}

const ONLY_BELOW_ROOT: &str =
    "files are only read below the root folder, which is that of the main document unless another is given";

const GIVE_ROOT: &str = "move the file below it, or give a root folder further up: `--root DIR`";

fn refused(span: Span, refusal: &Refusal) -> Diagnostic {
    let unreadable = |message: String| Diagnostic::error(references::UNREADABLE, span, message);
    match refusal {
        Refusal::Missing { tried } => unreadable("this file does not exist".to_owned())
            .label("not found")
            .note(format!("looked for `{tried}`; the path is relative to the file that refers to it")),
        Refusal::NotRegular { tried } => unreadable(format!("`{tried}` is not a regular file")),
        Refusal::TooLarge { tried, limit } => unreadable(format!("`{tried}` is too large"))
            .note(format!("the files that a description refers to may weigh {} MiB together", limit >> 20))
            .help("if it really is a part of this description: `--max-size MIB`"),
        Refusal::Unreadable { tried, reason } => unreadable(format!("`{tried}` cannot be read: {reason}")),
        Refusal::Outside { tried } => {
            Diagnostic::error(references::EXTERNAL, span, format!("`{tried}` is a link out of the root folder"))
                .note(ONLY_BELOW_ROOT)
                .help(GIVE_ROOT)
        }
        Refusal::Remote { uri } => Diagnostic::error(references::EXTERNAL, span, "nothing is fetched from this address")
            .note(format!("`{uri}` is not below any address that was given a folder"))
            .help(match uri.rsplit_once('/') {
                Some((folder, file)) if !file.is_empty() => {
                    format!("keep a copy named `{file}` in a folder and give that folder: `--remote-prefix {folder}=DIR`")
                }
                Some(_) | None => "keep a copy below the root folder and refer to that".to_owned(),
            }),
        Refusal::NoFiles => Diagnostic::error(references::EXTERNAL, span, "other documents are not read here")
            .help("bundle the documents into one: `letterpress bundle`"),
    }
}

/// A pointer that leads nowhere in a document: `node` is the last that was found.
pub(super) fn dangling(
    span: Span,
    location: &Location,
    node: &Node,
    (tokens, used): (&[String], usize),
    search: &Search,
) -> Diagnostic {
    let lost = tokens.get(used).map_or("", String::as_str);
    let before = tokens.get(..used).unwrap_or_default();
    let place = if before.is_empty() {
        format!("`{}`", location.text())
    } else {
        format!("`{}{}`", location.text(), uri::fragment(before))
    };
    let diagnostic = Diagnostic::error(references::DANGLING, span, format!("there is no `{lost}` in {place}"));
    let keys = node.entries().iter().map(|entry| entry.key.as_str());
    match search.nearest(lost, node.entries().len(), keys) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if before.is_empty() => with_names(diagnostic, node),
        None => diagnostic,
    }
}

/// How many names of a document are listed.
const NAMED: usize = 10;

/// Says what a document holds at its top.
fn with_names(diagnostic: Diagnostic, node: &Node) -> Diagnostic {
    let names: Vec<String> = node.entries().iter().take(NAMED).map(|entry| format!("`{}`", entry.key)).collect();
    let more = if node.entries().len() > NAMED { " and more" } else { "" };
    match names.is_empty() {
        true => diagnostic,
        false => diagnostic.note(format!("it holds {}{more}", names.join(", "))),
    }
}

pub(super) fn no_anchor(span: Span, location: &Location, name: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error(references::DANGLING, span, format!("there is no anchor `{name}` in `{}`", location.text()))
        .help(near.map_or("a JSON Pointer begins with `#/`".to_owned(), |near| format!("did you mean `{near}`?")))
}

pub(super) fn endless(span: Span) -> Diagnostic {
    Diagnostic::error(references::CYCLE, span, "this pointer crosses references that do not end")
}

pub(super) fn cycle(span: Span, names: &[String]) -> Diagnostic {
    Diagnostic::error(references::CYCLE, span, "these references only lead to each other")
        .note(format!("{} never reaches a definition", chain(names)))
        .help("define one of them")
}

/// Names of a chain; the middle of a long one is left out.
fn chain(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" -> ");
    match (names.len() > SHOWN, names.get(..SHOWN - 1), names.last()) {
        (true, Some(first), Some(last)) => format!("{} -> ... -> `{last}`", quoted(first)),
        (_, _, _) => quoted(names),
    }
}

pub(super) fn other_version(span: Span, location: &Location, entry: &Version, other: &Version) -> Diagnostic {
    let name = |version: &Version| format!("{} {}", if version.0 == "swagger" { "Swagger" } else { "OpenAPI" }, version.1);
    let message = format!("`{}` is of {}, but this description is of {}", location.text(), name(other), name(entry));
    Diagnostic::error(references::DOCUMENT_VERSION, span, message)
        .related(other.2, "its version")
        .related(entry.2, "the version of this description")
        .help("convert one of them")
}

pub(super) fn whole_description(span: Span, location: &Location, kind: Id) -> Diagnostic {
    let message = format!("`{}` is a whole description, not {}", location.text(), kind.article());
    let section = standard::section(standard::Version::V32, kind).unwrap_or("schemas");
    Diagnostic::error(references::WRONG_KIND, span, message).help(format!("add where it stands: `#/components/{section}/<Name>`"))
}

pub(super) fn wrong_kind(span: Span, expected: Id, found: Id) -> Diagnostic {
    Diagnostic::error(
        references::WRONG_KIND,
        span,
        format!("this leads to {}, where {} is expected", found.article(), expected.article()),
    )
}

/// What stands in the place of a reference that the standard does not know.
pub(super) fn whole(span: Span, more: usize) -> Diagnostic {
    let read = "it is read as if what `$ref` leads to stood here";
    Diagnostic::warning(references::WHOLE, span, "the standard has no reference for this")
        .note(if more == 0 { read.to_owned() } else { format!("{read}; so are {more} more") })
        .help("refer to each member by itself, or to the whole path item, so that other tools read it as well")
}

pub(super) fn misplaced(span: Span) -> Diagnostic {
    Diagnostic::error(references::PLACE, span, "this leads to no mapping, and one must stand here")
        .note("`$ref` replaces a single path item, schema, parameter, response and so on, or a mapping of them")
        .help("refer to a mapping, or to each member by itself")
}

pub(super) fn inside_itself(span: Span) -> Diagnostic {
    Diagnostic::error(references::CYCLE, span, "this path item contains itself").help("break the cycle of callbacks")
}

/// What it leads to has no place of its own among the components.
pub(super) fn copied_too_often(span: Span) -> Diagnostic {
    Diagnostic::error(dialect::TOO_MANY_COPIES, span, "what this leads to makes the description too large")
        .note("it is copied to each place that refers to it, and these copies are too many")
        .help("move what they share to `components`")
}
