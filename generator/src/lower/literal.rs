//! `enum` and `const`: the values that a schema lists.

use super::admit::{self, Kinds};
use super::context::Context;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::evaluate;
use crate::ir::{EnumerationValues, Keyword};
use crate::node::{Node, Value};

/// The values that a schema lists, null left out, each once.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literals {
    Strings(Vec<String>),
    Integers(Vec<i64>),
    /// Anything else, as JSON texts.
    Mixed(Vec<String>),
}

impl Literals {
    /// As the values of an enumeration.
    pub(super) fn enumeration(self) -> Option<EnumerationValues> {
        match self {
            Self::Strings(values) => Some(EnumerationValues::Strings(values)),
            Self::Integers(values) => Some(EnumerationValues::Integers(values)),
            Self::Mixed(_) => None,
        }
    }

    /// As a check.
    pub(super) fn check(self) -> Keyword {
        match self {
            Self::Strings(values) => Keyword::EnumStrings(values),
            Self::Integers(values) => Keyword::Enum(values.iter().map(i64::to_string).collect()),
            Self::Mixed(values) => Keyword::Enum(values),
        }
    }
}

/// What `enum` (or `const`, which is an `enum` of one) lists; `None` when there is none or only null.
pub(super) fn literals<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Literals> {
    let keyword = if schema.has("enum") { "enum" } else { "const" };
    let node = schema.keyword(keyword)?;
    let values = if keyword == "enum" { node.elements() } else { std::slice::from_ref(node) };
    if values.is_empty() {
        cx.tell(
            Diagnostic::warning(lowering::NO_VALUE, node.span, "an empty `enum` admits no value")
                .help("list the values, or remove `enum`"),
        );
    }
    tell_null(cx, schema, values);
    let values: Vec<&Node> = values.iter().filter(|value| value.value != Value::Null).collect();
    (!values.is_empty()).then(|| normal(cx, schema, &values))
}

fn normal<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, values: &[&Node]) -> Literals {
    let names = schema.type_names();
    let declared = |name: &str| names.contains(&name) && names.iter().all(|other| *other == name || *other == "null");
    if let Some(strings) = values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>() {
        return if declared("integer") { numbers(cx, values, strings) } else { Literals::Strings(distinct(strings)) };
    }
    if declared("string") {
        return Literals::Strings(distinct(values.iter().map(|value| textual(cx, value)).collect()));
    }
    match values.iter().map(|value| integer(value)).collect::<Option<Vec<_>>>() {
        Some(integers) => Literals::Integers(distinct(integers)),
        None => Literals::Mixed(distinct_values(values)),
    }
}

/// Null in a list of texts: YAML makes it of `Null` and `~`, and the type does not name it.
fn tell_null(cx: &mut Context<'_>, schema: &Schema<'_>, values: &[Node]) {
    let is_text = schema.type_names() == ["string"] && !schema.flag("nullable");
    let Some(null) = values.iter().find(|value| is_text && value.value == Value::Null) else { return };
    cx.tell(
        Diagnostic::warning(lowering::LITERAL_TYPE, null.span, "this value is null, and the type is `string`")
            .note("YAML reads `null`, `Null`, `NULL` and `~` as null; so null is a value here, and that text is none")
            .help("quote it if it is a text; if null is meant, say so in the type"),
    );
}

/// A value of a string enumeration that was written without quotes: YAML reads `1`, `yes` and `1.0` as something else.
fn textual(cx: &mut Context<'_>, value: &Node) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let text = value.to_json();
    cx.tell(
        Diagnostic::warning(lowering::LITERAL_TYPE, value.span, format!("`{text}` is not a string"))
            .note(format!("the schema is of type `string`, so this value is taken as the text `{text}`"))
            .help("quote it"),
    );
    text
}

/// Integers that were written as strings.
fn numbers(cx: &mut Context<'_>, values: &[&Node], strings: Vec<String>) -> Literals {
    let Ok(integers) = strings.iter().map(|text| text.parse()).collect::<Result<Vec<i64>, _>>() else {
        return Literals::Strings(distinct(strings));
    };
    for value in values {
        cx.tell(
            Diagnostic::warning(lowering::LITERAL_TYPE, value.span, "this value is a string")
                .note("the schema is of type `integer`, so it is taken as a number")
                .help("remove the quotes"),
        );
    }
    Literals::Integers(distinct(integers))
}

fn integer(value: &Node) -> Option<i64> {
    (admit::kind_of(value) == Kinds::INTEGER).then(|| value.as_number()?.parse().ok()).flatten()
}

fn distinct<T: Clone + Eq + std::hash::Hash>(values: Vec<T>) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    values.into_iter().filter(|value| seen.insert(value.clone())).collect()
}

fn distinct_values(values: &[&Node]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    values.iter().filter(|value| seen.insert(evaluate::tape(value).root().canonical())).map(|value| value.to_json()).collect()
}
