//! `application/x-www-form-urlencoded`: an object whose members are written like query parameters (OpenAPI 3.0.4, section 4.8.15.1).

use std::borrow::Cow;
use std::collections::HashMap;

use super::{at, fault};
use crate::json::Tree;
use crate::parameter::percent::{Encoding, encode};
use crate::parameter::query::Pair;
use crate::parameter::settle::{self, Change, Reading, Unwritten};
use crate::parameter::{Parameter, ParameterKind, Style, deep, has_exploded, query, read, write};
use crate::problem::Fault;

/// The name of the media type.
pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The members of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// Those that the schema declares.
    pub(crate) properties: &'static [Parameter],
    /// What the others are.
    pub(crate) others: ParameterKind,
}

/// A member that nothing is known of: text, or a list where it is given more than once.
pub(crate) const FREE: ParameterKind =
    ParameterKind::Mixed(&ParameterKind::String, &ParameterKind::Array(&ParameterKind::String));

/// The text of an object.
///
/// # Errors
/// Every member that cannot be written.
pub(super) fn write(form: &Form, value: &Tree<'_>) -> Result<String, Vec<Fault>> {
    let members = value.as_object().ok_or_else(|| vec![fault("type", "a form must be an object")])?;
    let (mut pairs, mut faults) = (Vec::new(), Vec::new());
    for (name, value) in members {
        let written = match form.properties.iter().find(|property| property.name == name) {
            Some(property) if property.nullable && value.is_null() => continue,
            Some(property) => write::pairs(property, value),
            None => undeclared(name, value),
        };
        match written {
            Ok(written) if written.is_empty() && form.reads_no_empty(name) => faults.push(at(name, "", "encoding", EMPTY)),
            Ok(written) => pairs.extend(written),
            Err(detail) => faults.push(at(name, "", "encoding", detail)),
        }
    }
    if faults.is_empty() { Ok(pairs.join("&")) } else { Err(faults) }
}

/// Why a list that holds nothing cannot be sent.
pub(super) const EMPTY: &str = "holds nothing, which is written as nothing, and its schema does not say that it is a list";

impl Form {
    /// Whether a member that is absent cannot be read as one that holds nothing.
    fn reads_no_empty(&self, name: &str) -> bool {
        self.properties.iter().find(|property| property.name == name).and_then(settle::nothing).is_none()
    }
}

/// A member without a description of its own: text, repeated for a list, and JSON for what has no text (section 4.8.15, `contentType`).
fn undeclared(name: &str, value: &Tree<'_>) -> Result<Vec<String>, &'static str> {
    const OTHER: Parameter = Parameter::query("").kind(ParameterKind::Mixed(&ParameterKind::Any, &ParameterKind::Json));
    let items = match value {
        Tree::Array(items) => items.as_slice(),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Object(_) | Tree::Invalid(_) => {
            std::slice::from_ref(value)
        }
    };
    let name = encode(name, Encoding::Unreserved);
    let pairs = items.iter().map(|item| write::pairs(&OTHER, item)).collect::<Result<Vec<_>, _>>()?;
    Ok(pairs.into_iter().flatten().map(|pair| format!("{name}{pair}")).collect())
}

/// The object of a text, and every member that cannot be read, which is [`Tree::UNREAD`] in it.
pub(super) fn read(form: &Form, text: &str) -> (Tree<'static>, Vec<Fault>) {
    let pairs = query::query(text);
    let (mut members, mut faults) = (Vec::new(), Vec::new());
    let (of_properties, others) = grouped(form, pairs);
    for (property, pairs) in form.properties.iter().zip(of_properties) {
        // In a form a plus sign is a space, whatever characters are sent as they are.
        let property = Parameter { allow_reserved: false, ..*property };
        match read::query(&property, &pairs) {
            Ok(value) => members.extend(value.map(|value| (Cow::Borrowed(property.name), value))),
            Err(errors) => {
                members.push((Cow::Borrowed(property.name), Tree::UNREAD));
                faults.extend(errors.iter().map(|error| at(property.name, &error.pointer, error.keyword(), error.detail)));
            }
        }
    }
    for (name, texts) in others {
        match read::texts(&form.others, &texts) {
            Ok(value) => members.push((Cow::Owned(name), value)),
            Err(errors) => {
                faults.extend(errors.iter().map(|error| at(&name, &error.pointer, error.keyword(), error.detail)));
                members.push((Cow::Owned(name), Tree::UNREAD));
            }
        }
    }
    (Tree::Object(members), faults)
}

/// What its members may be read as, too.
pub(super) fn others(form: &Form, tree: &Tree<'static>, other: Reading) -> Vec<Change> {
    let kind = |name: &str| form.properties.iter().find(|it| it.name == name).map_or(form.others, |it| it.kind);
    let mut found = settle::of_members(tree, kind, other);
    let absent =
        |it: &Parameter| settle::of_absent(tree, it.name, Unwritten { null: it.nullable, empty: settle::nothing(it) }, other);
    found.extend(form.properties.iter().filter_map(absent));
    found
}

/// A name that is no property, with its texts.
type Other = (String, Vec<String>);

/// The pairs of each property, and the others by their names. A name that is a property is of it; then brackets count, then the
/// members of an object that is exploded.
fn grouped(form: &Form, pairs: Vec<Pair>) -> (Vec<Vec<Pair>>, Vec<Other>) {
    let names: HashMap<&str, usize> =
        form.properties.iter().enumerate().rev().map(|(index, property)| (property.name, index)).collect();
    let deep = |name: &str| {
        let index = *names.get(name.split_once('[')?.0)?;
        form.properties
            .get(index)
            .filter(|property| property.style == Style::DeepObject && deep::steps(name, property.name).is_some())?;
        Some(index)
    };
    let mut of_properties: Vec<Vec<Pair>> = form.properties.iter().map(|_| Vec::new()).collect();
    let mut others: Vec<Other> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for pair in pairs {
        let owner = names.get(pair.name.as_str()).copied().or_else(|| deep(&pair.name)).or_else(|| exploded(form, &pair.name));
        match owner.and_then(|owner| of_properties.get_mut(owner)) {
            Some(group) => group.push(pair),
            None => {
                let index = *known.entry(pair.name.clone()).or_insert(others.len());
                match others.get_mut(index) {
                    Some((_, texts)) => texts.push(pair.value),
                    None => others.push((pair.name, vec![pair.value])),
                }
            }
        }
    }
    (of_properties, others)
}

/// The property whose members are pairs of their own, and of which this is one.
fn exploded(form: &Form, name: &str) -> Option<usize> {
    form.properties.iter().position(|property| has_exploded(property, name))
}
