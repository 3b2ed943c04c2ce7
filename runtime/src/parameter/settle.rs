//! Of the readings of a text the one for which the schema holds.
//!
//! The wire does not tell the number `50` from the text `50`, a list of one item from its item, and null or a list without items
//! from what is absent. The first reading is the narrowest one; where the schema refuses it, the others are tried at the places
//! that it refuses. What no reading satisfies is told of the one of which the least is wrong.

use std::collections::HashMap;

use super::read::{item_kind, member_kind, takes_text};
use super::{Parameter, ParameterKind, Style, scalar};
use crate::check::missing;
use crate::json::Tree;
use crate::pointer;
use crate::problem::{Fault, unlisted};

#[cfg(test)]
mod tests;

/// What something may be read as, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A number or a boolean: its text.
    Text,
    /// A plain value: a list that has it as its only item.
    List,
    /// What is absent: null.
    Null,
    /// What is absent: a list or an object that writes nothing because it holds nothing.
    Empty,
}

/// Another reading of what is at a place, or is absent there.
#[derive(Debug)]
pub(crate) struct Change {
    pointer: String,
    /// The member of the root that is absent.
    member: Option<&'static str>,
    value: Tree<'static>,
}

/// The other readings of one sort that a tree has.
pub(crate) type Changes<'c> = &'c dyn Fn(&Tree<'static>, Reading) -> Vec<Change>;

/// What is wrong with a tree.
pub(crate) type Check<'c> = &'c dyn Fn(&Tree<'static>) -> Vec<Fault>;

/// A reading, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) tree: Tree<'static>,
    pub(crate) faults: Vec<Fault>,
}

/// How many readings of one sort are tried each on its own: every trial is a check of the whole.
const SINGLE: usize = 4;

/// The best reading, given the first one and what is wrong with it.
pub(crate) fn settled(tree: Tree<'static>, faults: Vec<Fault>, changes: Changes<'_>, check: Check<'_>) -> Settled {
    let mut best = Settled { tree, faults };
    for other in [Reading::Text, Reading::List, Reading::Null, Reading::Empty] {
        if best.faults.is_empty() {
            break;
        }
        let mut found = changes(&best.tree, other);
        found.retain(|change| best.faults.iter().any(|fault| fault.more > 0 || change.may_mend(fault)));
        best.attempt(&found, check);
    }
    best
}

impl Settled {
    fn attempt(&mut self, changes: &[Change], check: Check<'_>) {
        for change in changes.iter().take(SINGLE) {
            if self.faults.is_empty() {
                return;
            }
            let tried = self.with(&[change], check);
            self.keep(tried);
        }
        if self.faults.is_empty() || changes.len() < 2 {
            return;
        }
        let all: Vec<&Change> = changes.iter().collect();
        let whole = self.with(&all, check);
        let wrong = |change: &&Change| whole.faults.iter().any(|fault| change.is_near(&fault.pointer));
        let right: Vec<&Change> = all.iter().copied().filter(|change| !wrong(change)).collect();
        match (whole.faults.is_empty() || right.len() == all.len(), right.is_empty()) {
            (true, _) => self.keep(whole),
            (false, true) => {}
            (false, false) => {
                let tried = self.with(&right, check);
                self.keep(tried);
            }
        }
    }

    fn with(&self, changes: &[&Change], check: Check<'_>) -> Self {
        let mut tree = self.tree.clone();
        let values: HashMap<&str, &Tree<'static>> =
            changes.iter().map(|change| (change.pointer.as_str(), &change.value)).collect();
        replace(&mut tree, &mut String::new(), &values);
        if let Tree::Object(members) = &mut tree {
            for change in changes {
                let absent = change.member.filter(|name| !members.iter().any(|(known, _)| known == name));
                members.extend(absent.map(|name| (name.into(), change.value.clone())));
            }
        }
        let faults = check(&tree);
        Self { tree, faults }
    }

    fn keep(&mut self, tried: Self) {
        let count = |faults: &[Fault]| faults.len() + unlisted(faults);
        if count(&tried.faults) < count(&self.faults) {
            *self = tried;
        }
    }
}

impl Change {
    fn is_near(&self, pointer: &str) -> bool {
        is_below(&self.pointer, pointer) || is_below(pointer, &self.pointer)
    }

    /// Whether a fault may be gone with the change. Of one that says which member is missing it is known.
    fn may_mend(&self, fault: &Fault) -> bool {
        match self.member {
            Some(name) if fault.keyword == "required" => fault.pointer.is_empty() && fault.detail == missing(name),
            Some(_) | None => self.is_near(&fault.pointer),
        }
    }
}

/// Whether a place is another one, or in it.
fn is_below(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn replace(tree: &mut Tree<'static>, at: &mut String, values: &HashMap<&str, &Tree<'static>>) {
    if let Some(value) = values.get(at.as_str()) {
        *tree = (*value).clone();
        return;
    }
    match tree {
        Tree::Array(items) => {
            items.iter_mut().enumerate().for_each(|(index, item)| below(at, &index.to_string(), |at| replace(item, at, values)));
        }
        Tree::Object(members) => {
            members.iter_mut().for_each(|(name, value)| below(at, name, |at| replace(value, at, values)));
        }
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => {}
    }
}

/// Goes to a value below a place, and back.
fn below(at: &mut String, token: &str, visit: impl FnOnce(&mut String)) {
    let length = at.len();
    pointer::push(at, token);
    visit(at);
    at.truncate(length);
}

/// The other readings of a value of a kind.
pub(crate) fn of_value(tree: &Tree<'static>, kind: &ParameterKind, other: Reading) -> Vec<Change> {
    let mut found = Vec::new();
    walk(tree, kind, other, &mut String::new(), &mut found);
    found
}

/// The other readings of the members of an object, each of its own kind.
pub(crate) fn of_members(tree: &Tree<'static>, kind: impl Fn(&str) -> ParameterKind, other: Reading) -> Vec<Change> {
    let mut found = Vec::new();
    for (name, value) in tree.as_object().unwrap_or_default() {
        below(&mut String::new(), name, |at| walk(value, &kind(name), other, at, &mut found));
    }
    found
}

/// What is written as nothing.
#[derive(Debug)]
pub(crate) struct Unwritten {
    /// Null, which the schema names.
    pub(crate) null: bool,
    /// A list or an object that holds nothing.
    pub(crate) empty: Option<Tree<'static>>,
}

/// What a member that is absent may be as well.
pub(crate) fn of_absent(tree: &Tree<'static>, name: &'static str, unwritten: Unwritten, other: Reading) -> Option<Change> {
    let value = match other {
        Reading::Null if unwritten.null => Tree::Null,
        Reading::Null => return None,
        Reading::Empty => unwritten.empty?,
        Reading::Text | Reading::List => return None,
    };
    let mut pointer = String::new();
    pointer::push(&mut pointer, name);
    tree.get(name).is_none().then_some(Change { pointer, member: Some(name), value })
}

/// What a parameter is that writes nothing: a list or an object that holds nothing, where items and members are pairs of their own.
pub(crate) fn nothing(parameter: &Parameter) -> Option<Tree<'static>> {
    let paired = match parameter.style {
        Style::Form | Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited => parameter.explode,
        Style::DeepObject => true,
        Style::Matrix | Style::Label | Style::Simple => false,
    };
    empty(&parameter.kind).filter(|_| paired)
}

/// The list or the object of a kind that holds nothing.
pub(crate) fn empty(kind: &ParameterKind) -> Option<Tree<'static>> {
    match kind {
        ParameterKind::Array(_) => Some(Tree::Array(Vec::new())),
        ParameterKind::Object(_) | ParameterKind::Open(..) | ParameterKind::Map(_) => Some(Tree::Object(Vec::new())),
        ParameterKind::Of(kind) => empty(kind()),
        ParameterKind::Mixed(_, nested) => empty(nested),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Json => None,
    }
}

fn walk(tree: &Tree<'static>, kind: &ParameterKind, other: Reading, at: &mut String, found: &mut Vec<Change>) {
    let mut change = |value| found.push(Change { pointer: at.clone(), member: None, value });
    match (tree, other) {
        // Its texts are told from its numbers.
        (Tree::Array(_) | Tree::Object(_), _)
            if matches!(kind, ParameterKind::Json | ParameterKind::Mixed(_, ParameterKind::Json)) => {}
        (Tree::Array(items), _) => {
            let kind = item_kind(kind);
            let visit = |(index, item): (usize, &Tree<'static>)| {
                below(at, &index.to_string(), |at| walk(item, kind, other, at, found));
            };
            items.iter().enumerate().for_each(visit);
        }
        (Tree::Object(members), _) => {
            for (name, value) in members {
                below(at, name, |at| walk(value, member_kind(kind, name), other, at, found));
            }
        }
        (Tree::Bool(_) | Tree::Number(_), Reading::Text) if takes_text(kind) => {
            scalar::text(tree).into_iter().for_each(|text| change(Tree::String(text.into_owned().into())));
        }
        (Tree::Bool(_) | Tree::Number(_) | Tree::String(_), Reading::List) => {
            if let ParameterKind::Mixed(_, ParameterKind::Array(item)) = kind {
                let item = scalar::text(tree).and_then(|text| scalar::parse(text.into_owned(), item));
                item.into_iter().for_each(|item| change(Tree::Array(vec![item])));
            }
        }
        (Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_), _) => {}
    }
}
