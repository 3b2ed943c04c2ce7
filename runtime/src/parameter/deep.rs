//! Style `deepObject`, in both directions: `filter[owner][name]=Ada&filter[tags][0]=a`.
//!
//! The standard defines one level of an object. What public APIs do beyond it is one convention: further names in further
//! brackets, and items by their index, or by empty brackets where they are plain. Written are indices; both are read.

use std::collections::HashMap;

use super::percent::{Encoding, encode};
use super::query::Pair;
use super::read::{Decoder, REPEATED, Read, ReadErrors, fault, item_kind, kept, member_kind};
use super::write::{WriteError, json_text};
use super::{Parameter, ParameterKind, scalar};
use crate::json::Tree;

/// Names in brackets beyond this many are refused: a value that deep is no parameter, and reading it recurses.
const DEPTH: usize = 32;

/// What stands below one name.
#[derive(Default)]
struct Branch<'a> {
    /// The texts that are given at this very place, still encoded.
    texts: Vec<&'a str>,
    /// What stands in brackets behind it, in the order of arrival.
    children: Vec<(&'a str, Branch<'a>)>,
    index: HashMap<&'a str, usize>,
}

impl<'a> Branch<'a> {
    fn child(&mut self, name: &'a str) -> Option<&mut Self> {
        let next = self.children.len();
        let index = *self.index.entry(name).or_insert(next);
        if index == next {
            self.children.push((name, Branch::default()));
        }
        self.children.get_mut(index).map(|(_, child)| child)
    }
}

/// The names in the brackets behind a name; `None` where what follows it are no brackets.
pub(crate) fn steps<'a>(name: &'a str, base: &str) -> Option<Vec<&'a str>> {
    let mut rest = name.strip_prefix(base)?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = rest.strip_prefix('[')?.split_once(']')?;
        if step.contains('[') {
            return None;
        }
        steps.push(step);
        rest = after;
    }
    Some(steps)
}

/// The value of a parameter.
pub(super) fn read(parameter: &Parameter, pairs: &[Pair], decoder: Decoder) -> Read {
    let mut root = Branch::default();
    for pair in pairs {
        let Some(steps) = steps(&pair.name, parameter.name) else { continue };
        if steps.len() > DEPTH {
            return Err(fault("is nested too deep").into());
        }
        let mut place = Some(&mut root);
        for step in steps {
            place = place.and_then(|place| place.child(step));
        }
        place.into_iter().for_each(|place| place.texts.push(&pair.value));
    }
    let absent = root.texts.is_empty() && root.children.is_empty();
    if absent { Ok(None) } else { value(&root, &parameter.kind, decoder).map(Some) }
}

fn value(branch: &Branch<'_>, kind: &ParameterKind, decoder: Decoder) -> Result<Tree<'static>, ReadErrors> {
    match kind {
        ParameterKind::Object(_) | ParameterKind::Open(..) | ParameterKind::Map(_) => members(branch, kind, decoder),
        ParameterKind::Of(kind) => value(branch, kind(), decoder),
        ParameterKind::Array(item) => items(branch, item, decoder),
        ParameterKind::Mixed(text, _) if branch.children.is_empty() && branch.texts.len() == 1 => value(branch, text, decoder),
        ParameterKind::Mixed(_, nested) => value(branch, nested, decoder),
        ParameterKind::Any if branch.children.is_empty() && branch.texts.len() == 1 => leaf(branch, kind, decoder),
        ParameterKind::Any if branch.children.iter().all(|(name, _)| name.bytes().all(|byte| byte.is_ascii_digit())) => {
            items(branch, kind, decoder)
        }
        ParameterKind::Any => members(branch, &ParameterKind::Map(&ParameterKind::Any), decoder),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Json => leaf(branch, kind, decoder),
    }
}

fn leaf(branch: &Branch<'_>, kind: &ParameterKind, decoder: Decoder) -> Result<Tree<'static>, ReadErrors> {
    match (branch.texts.as_slice(), branch.children.first()) {
        ([text], None) => decoder(text).and_then(|text| scalar::parse(text, kind)).map_err(|detail| fault(detail).into()),
        (_, Some((name, _))) => below(name, Err(fault("is given, and the whole is one plain value").into())),
        (_, None) => Err(fault(REPEATED).into()),
    }
}

fn members(branch: &Branch<'_>, kind: &ParameterKind, decoder: Decoder) -> Result<Tree<'static>, ReadErrors> {
    if !branch.texts.is_empty() {
        return Err(fault("is an object: its members are given in brackets").into());
    }
    let mut errors = ReadErrors::new();
    let member = |(name, child): &(&str, Branch<'_>)| {
        let json = kept(&mut errors, below(name, value(child, member_kind(kind, name), decoder)))?;
        Some(((*name).to_owned().into(), json))
    };
    let members = branch.children.iter().filter_map(member).collect();
    if errors.is_empty() { Ok(Tree::Object(members)) } else { Err(errors) }
}

/// Items: texts of the same name, texts behind empty brackets, and what stands behind indices. Indices count from 0 without a gap, so
/// that no short text makes a long list.
fn items(branch: &Branch<'_>, kind: &ParameterKind, decoder: Decoder) -> Result<Tree<'static>, ReadErrors> {
    let (mut items, mut indexed) = (texts(branch, kind, decoder), Vec::new());
    for (name, child) in &branch.children {
        match name.parse::<usize>() {
            _ if name.is_empty() && child.children.is_empty() => items.extend(texts(child, kind, decoder)),
            _ if name.is_empty() => items.push(value(child, kind, decoder)),
            Ok(index) => indexed.push((index, child)),
            Err(_) => return below(name, Err(fault("is no index of a list").into())),
        }
    }
    indexed.sort_by_key(|(index, _)| *index);
    for (expected, (index, child)) in indexed.into_iter().enumerate() {
        if index != expected {
            return below(&index.to_string(), Err(fault("does not follow: the indices of a list count from 0").into()));
        }
        items.push(value(child, kind, decoder));
    }
    let mut errors = ReadErrors::new();
    let item = |(index, item): (usize, _)| kept(&mut errors, below(&index.to_string(), item));
    let items = items.into_iter().enumerate().filter_map(item).collect();
    if errors.is_empty() { Ok(Tree::Array(items)) } else { Err(errors) }
}

fn texts(branch: &Branch<'_>, kind: &ParameterKind, decoder: Decoder) -> Vec<Result<Tree<'static>, ReadErrors>> {
    let read = |text: &&str| decoder(text).and_then(|text| scalar::parse(text, kind)).map_err(|detail| fault(detail).into());
    branch.texts.iter().map(read).collect()
}

/// A mistake below a name is at that name.
fn below<T>(name: &str, result: Result<T, ReadErrors>) -> Result<T, ReadErrors> {
    result.map_err(|mut errors| {
        let mut pointer = String::new();
        crate::pointer::push(&mut pointer, name);
        errors.iter_mut().for_each(|error| error.pointer.insert_str(0, &pointer));
        errors
    })
}

/// The pairs of a value.
pub(super) fn write(parameter: &Parameter, value: &Tree<'_>, encoding: Encoding) -> Result<Vec<String>, WriteError> {
    let mut pairs = Vec::new();
    let name = encode(parameter.name, Encoding::Unreserved);
    push(&mut pairs, name, &parameter.kind, value, encoding)?;
    Ok(pairs)
}

fn push(
    pairs: &mut Vec<String>,
    name: String,
    kind: &ParameterKind,
    value: &Tree<'_>,
    encoding: Encoding,
) -> Result<(), WriteError> {
    let nested = if let ParameterKind::Mixed(_, nested) = kind { nested } else { kind };
    if is_empty(value) && name.ends_with("%5D") {
        return Err("holds an empty array or object, which cannot be sent in its style");
    }
    match (nested, value) {
        (ParameterKind::Json, Tree::Array(_) | Tree::Object(_)) => {
            pairs.push(format!("{name}={}", encode(&json_text(value)?, encoding)));
        }
        (_, Tree::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                push(pairs, format!("{name}%5B{index}%5D"), item_kind(nested), item, encoding)?;
            }
        }
        (_, Tree::Object(members)) => {
            for (member, value) in members {
                if member.contains(['[', ']']) || member.is_empty() {
                    return Err("has a member whose name cannot stand in brackets");
                }
                let name = format!("{name}%5B{}%5D", encode(member, Encoding::Unreserved));
                push(pairs, name, member_kind(nested, member), value, encoding)?;
            }
        }
        (_, Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_)) => {
            pairs.push(format!("{name}={}", encode(&scalar::text(value)?, encoding)));
        }
    }
    Ok(())
}

fn is_empty(value: &Tree<'_>) -> bool {
    value.as_array().is_some_and(<[_]>::is_empty) || value.as_object().is_some_and(<[_]>::is_empty)
}
