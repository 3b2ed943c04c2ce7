//! What the finished IR tells about schemas: which of them are types, and whether their checks are run.

use std::collections::{HashMap, HashSet};

use crate::Understood;
use crate::ir::{Choice, Shape};
use crate::node::Index;
use crate::source::Span;

/// What is known of a type.
#[derive(Debug, Default)]
pub(super) struct Fact {
    /// A validator is generated.
    pub(super) validated: bool,
    /// It is a union whose branches are told apart by their checks.
    pub(super) untagged: bool,
    /// The members that have a default.
    pub(super) defaults: HashSet<String>,
}

/// The types by the place of their schema in the text, which every stage keeps.
pub(super) type Facts = HashMap<Span, Fact>;

pub(super) fn facts(understood: &Understood) -> Facts {
    let mut facts = Facts::new();
    let index = Index::default();
    for (_, ty) in understood.api.types.iter() {
        let Some(node) = index.at(&understood.tree, &ty.pointer) else { continue };
        let fact = facts.entry(node.span).or_default();
        fact.validated |= ty.facts.validated;
        match &ty.shape {
            Shape::Struct(object) => {
                let with_default = object.fields.iter().filter(|field| field.default.is_some());
                fact.defaults.extend(with_default.map(|field| field.name.clone()));
            }
            Shape::Union(union) => fact.untagged |= union.choice == Choice::Check,
            Shape::Enumeration(_) | Shape::Alias(_) => {}
        }
    }
    facts
}
