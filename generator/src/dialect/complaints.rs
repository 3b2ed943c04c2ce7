//! The words for what is wrong with the shape of a document.

use super::mends;
use super::misplaced;
use super::shape::Walk;
use crate::diagnostic::{Diagnostic, brief, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::source::{Sources, Span};
use crate::standard::{Object, Others, Pattern, Since, Version};

/// What a value is to the object that holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    /// The object.
    pub(super) owner: &'static Object,
    /// Its field; empty for a member with a patterned key.
    pub(super) field: &'static str,
    /// The whole value of the field, or a part of it.
    pub(super) part: Part,
}

/// Which part of the value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// An element of the list.
    Element,
    /// The member of the mapping whose key stands here.
    Member(Span),
}

impl Subject {
    /// The value of a field.
    pub(super) fn field(owner: &'static Object, field: &'static str) -> Self {
        Self { owner, field, part: Part::Whole }
    }

    /// `required`, an element of `tags`, `id` in `properties`.
    pub(super) fn name(&self, sources: &Sources) -> String {
        let field = self.field;
        match self.part {
            Part::Whole => format!("`{field}`"),
            Part::Element => format!("an element of `{field}`"),
            Part::Member(key) => {
                let key = brief(sources.text(key).trim_matches(['"', '\'']));
                if field.is_empty() { format!("`{key}`") } else { format!("`{key}` in `{field}`") }
            }
        }
    }
}

/// What a value should be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    List,
    Mapping,
    Object(&'static Object),
    Text,
    Boolean,
    Number,
    Type,
}

impl Expected {
    fn words(self) -> String {
        match self {
            Self::List => "a list".to_owned(),
            Self::Mapping => "a mapping".to_owned(),
            Self::Object(object) => object.id.article(),
            Self::Text => "a string".to_owned(),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Type => "the name of a type".to_owned(),
        }
    }
}

/// The section of the standard that describes an object. Its name is the same in every patch level, its number is not.
pub(super) fn section(version: Version, described: &Object) -> String {
    format!("{}, section {}", version.name(), described.name())
}

/// Names in backquotes, with commas between them.
pub(super) fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A value of another type than the standard asks for.
pub(super) fn wrong_type(walk: &Walk<'_>, expected: Expected, node: &Node) -> Diagnostic {
    let (who, words) = (walk.subject.name(walk.sources), expected.words());
    let message = format!("{who} must be {words}, found {}", node.words());
    let diagnostic = Diagnostic::error(dialect::WRONG_TYPE, node.span, message)
        .label(format!("expected {words}"))
        .note(section(walk.version, walk.subject.owner));
    helped(diagnostic, mends::wrong_type(walk, expected, node))
}

/// A `$ref` that is no string.
pub(super) fn no_reference(walk: &Walk<'_>, entry: &Entry, described: &Object) -> Diagnostic {
    let place = if matches!(entry.value.value, Value::Null) { entry.key_span } else { entry.value.span };
    let message = format!("`$ref` must be a string, found {}", entry.value.words());
    let diagnostic =
        Diagnostic::error(dialect::WRONG_TYPE, place, message).note(format!("{}, section Reference Object", walk.version.name()));
    diagnostic.help(mends::reference(walk, entry, described))
}

/// With a help line, if there is one.
pub(super) fn helped(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A value that is not among those that the standard lists.
pub(super) fn not_allowed(walk: &Walk<'_>, node: &Node, written: &str, words: &[&'static str]) -> Diagnostic {
    let message = format!("{} cannot be `{written}`", walk.subject.name(walk.sources));
    let note = format!("{}: {}", section(walk.version, walk.subject.owner), quoted(words.iter().copied()));
    let diagnostic = Diagnostic::error(dialect::NOT_ALLOWED, node.span, message).note(note);
    diagnostic.help(mends::word(walk.version, walk.subject, written, words))
}

pub(super) fn null_as_absent(entry: &Entry) -> Diagnostic {
    Diagnostic::warning(dialect::NULL_AS_ABSENT, entry.key_span, format!("`{}` has no value", entry.key))
        .note("it is read as if it were absent")
        .help("remove it, or give it a value")
}

pub(super) fn other_version(version: Version, entry: &Entry, described: &Object, since: Since) -> Diagnostic {
    let when = match since {
        Since::Always => "always there",
        Since::From30 => "part of OpenAPI since 3.0",
        Since::UpTo30 => "not part of OpenAPI since 3.1",
        Since::From31 => "part of OpenAPI since 3.1",
        Since::Draft => "a keyword of earlier drafts of JSON Schema, which OpenAPI knows since 3.1",
        Since::UpTo31 => "not part of OpenAPI since 3.2",
        Since::From32 => "part of OpenAPI since 3.2",
    };
    let message = format!("`{}` is no field of {} in {}", entry.key, described.id.article(), version.name());
    let note = format!("it is {when}; {}", section(version, described));
    let diagnostic = Diagnostic::error(dialect::OTHER_VERSION, entry.key_span, message).note(note);
    helped(diagnostic, mends::other_version(version, since, entry))
}

/// An unknown keyword in a schema since 3.1.
pub(super) fn unknown_keyword(version: Version, entry: &Entry, described: &'static Object) -> Diagnostic {
    let message = format!("`{}` is no keyword that {} or JSON Schema 2020-12 knows", entry.key, version.name());
    let diagnostic = Diagnostic::warning(dialect::UNKNOWN_KEYWORD, entry.key_span, message);
    match misplaced::meant(version, entry, described) {
        Some(name) => diagnostic.note("it is ignored").help(misplaced::question(version, entry, described, name)),
        None => {
            let diagnostic = diagnostic.note(format!("it is ignored; {}", legal(version, described)));
            diagnostic.help(misplaced::mend(version, entry, described))
        }
    }
}

/// A key that its object does not have. Documents of 2.0 and 3.0 carry leftovers of converters; those resemble nothing and change
/// nothing, so they are only pointed out. A slip of the pen, or a field of another version, hides what was meant, so it is an error
/// everywhere.
pub(super) fn unknown_key(version: Version, entry: &Entry, described: &'static Object) -> Diagnostic {
    let message = format!("{} has no field `{}`", described.id.article(), entry.key);
    let meant = misplaced::meant(version, entry, described);
    let is_leftover = version <= Version::V30 && meant.is_none() && misplaced::counterpart(version, entry, described).is_none();
    let diagnostic = match is_leftover {
        true => Diagnostic::warning(dialect::IGNORED_KEY, entry.key_span, message),
        false => Diagnostic::error(dialect::UNKNOWN_KEY, entry.key_span, message),
    };
    let diagnostic = diagnostic.note(legal(version, described));
    diagnostic.help(match meant {
        Some(name) => misplaced::question(version, entry, described, name),
        None => misplaced::mend(version, entry, described),
    })
}

fn legal(version: Version, described: &Object) -> String {
    // `nullable` is read in every version, and part of only one.
    let in_it = |name: &str| name != "nullable" || version == Version::V30;
    let names = described.fields_in(version).map(|field| field.name);
    let names = names.filter(|name| in_it(name)).chain(described.is_referable(version).then_some("$ref"));
    let patterned = match described.others {
        Others::Unknown | Others::Annotations => "",
        Others::Patterned(..) => ", or a patterned key",
    };
    format!("{}: {}{patterned}", section(version, described), quoted(names))
}

/// Names with other characters lead every tool to the same component, so nothing is refused.
fn component_name(walk: &Walk<'_>, entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is no name that a component may have", entry.key);
    Diagnostic::warning(dialect::COMPONENT_NAME, entry.key_span, message)
        .note("Components Object: names consist of ASCII letters, digits, `.`, `-` and `_`")
        .help(match mends::component_name(&entry.key).filter(|name| walk.components.kind_of(name).is_none()) {
            Some(name) => format!("rename it, such as to `{name}`, here and in what refers to it"),
            None => "rename it, here and in what refers to it".to_owned(),
        })
}

/// A key of a patterned object that does not follow the pattern.
pub(super) fn bad_key(walk: &Walk<'_>, entry: &Entry, pattern: Pattern, described: &Object) -> Diagnostic {
    let expected = match pattern {
        Pattern::Path => "a path",
        Pattern::Status => "a status code, a range such as `4XX`, or `default`",
        Pattern::Expression => "an expression",
        Pattern::HeaderName => "the name of a header field",
        Pattern::Method => "a method that has no field of its own",
        Pattern::Component => return component_name(walk, entry),
    };
    let message = format!("expected {expected} as a key of the {}, found `{}`", described.name(), entry.key);
    let diagnostic = Diagnostic::error(dialect::BAD_KEY, entry.key_span, message).note(section(walk.version, described));
    helped(diagnostic, mends::key(entry, pattern))
}
