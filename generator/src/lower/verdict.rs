//! What a server would say of a value, for any schema of the document: asked after lowering, by lints.

use std::collections::HashMap;

use super::check;
use super::context::Context;
use super::facts;
use super::union;
use super::view::Schema;
use crate::evaluate::{self, Mismatch};
use crate::ir::{Check, TypeId};
use crate::node::Node;
use crate::pointer::Pointer;

/// Whoever writes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// A client: members that are `readOnly` are not required.
    Request,
    /// A server: members that are `writeOnly` are not required.
    Response,
    /// Either.
    Any,
}

impl Side {
    /// The flags of members that this side need not write.
    pub(super) fn excuses(self) -> &'static [&'static str] {
        match self {
            Self::Request => &["readOnly"],
            Self::Response => &["writeOnly"],
            Self::Any => &["readOnly", "writeOnly"],
        }
    }
}

/// A document after lowering.
pub(crate) struct Verdicts<'a> {
    cx: Context<'a>,
    /// What definitions demand of each side, with all that they lead to.
    definitions: HashMap<(Side, TypeId), Check>,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(cx: Context<'a>) -> Self {
        Self { cx, definitions: HashMap::new() }
    }

    /// What is wrong with a value of the schema at a place.
    pub(crate) fn mismatches(&mut self, side: Side, schema: &'a Node, at: &Pointer, value: &Node) -> Vec<Mismatch> {
        self.cx.side = side;
        let check = check::check(&mut self.cx, &Schema::new(schema, at.clone()));
        self.learn(side, &check);
        let definitions = &self.definitions;
        evaluate::mismatches(&check, &|id| definitions.get(&(side, id)), value)
    }

    /// Writes the checks of the definitions that a check leads to.
    fn learn(&mut self, side: Side, check: &Check) {
        let mut open = Vec::new();
        facts::called(check, &mut open);
        while let Some(id) = open.pop() {
            if self.definitions.contains_key(&(side, id)) {
                continue;
            }
            let check = definition(&mut self.cx, id);
            facts::called(&check, &mut open);
            self.definitions.insert((side, id), check);
        }
    }
}

/// The check of a definition that another check calls, as it was written when the definition was made.
fn definition(cx: &mut Context<'_>, id: TypeId) -> Check {
    let Some(at) = cx.types.get(id).map(|definition| definition.pointer.clone()) else { return Check::default() };
    let Some(schema) = cx.node(&at).map(|node| Schema::new(node, at)) else { return Check::default() };
    match cx.bases.get(&schema.at) {
        Some(base) if *base != id => union::base_check(cx, &schema),
        Some(_) | None => check::body(cx, &schema),
    }
}
