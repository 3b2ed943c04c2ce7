//! What a server would say of a value, for any schema of the document: asked after lowering, by lints.

use std::collections::HashMap;

use super::check;
use super::context::Context;
use super::facts;
use super::union;
use super::view::Schema;
use crate::evaluate::{self, Mismatch};
use crate::ir::{Check, JsonType, TypeId};
use crate::node::Node;
use crate::pointer::Pointer;
use crate::source::Span;

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

    /// What is wrong with a value of the schema at a place; nothing if that takes too much to tell.
    pub(crate) fn mismatches(&mut self, side: Side, schema: &'a Node, at: &Pointer, value: &Node) -> Vec<Mismatch> {
        self.cx.side = side;
        let check = check::check(&mut self.cx, &Schema::new(schema, at.clone()));
        self.learn(side, &check);
        let definitions = &self.definitions;
        evaluate::mismatches(&check, &|id| definitions.get(&(side, id)), value, &mut self.cx.effort).unwrap_or_default()
    }

    /// The schemas that plainly mean a type and do not name it, with the words of what they mean.
    pub(crate) fn meant(&self) -> Vec<(Span, Vec<&'static str>)> {
        let words = |types: &[JsonType]| types.iter().map(|kind| kind.name()).collect();
        self.cx.meant.iter().map(|(span, types)| (*span, words(types))).collect()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::path::Path;

    use super::*;
    use crate::source::{Source, Sources};
    use crate::{dialect, document, lower, node};

    /// The checks that a description's definitions were given, and those that are written when a lint asks.
    fn assert_same(path: &Path) -> usize {
        let mut sources = Sources::default();
        let text = std::fs::read_to_string(path).unwrap();
        let main = sources.add(Source { path: path.to_string_lossy().into_owned(), text });
        let mut diagnostics = Vec::new();
        let tree = node::read(&sources, main, &mut diagnostics).unwrap();
        let tree = dialect::rewrite(tree, &sources, &mut diagnostics).unwrap();
        let document = document::document(&tree).unwrap();
        let (api, mut verdicts) =
            lower::lower_with_verdicts(&tree, &document, crate::names::Wrapped::default(), &mut diagnostics);
        let api = api.unwrap_or_else(|| panic!("{}: {diagnostics:?}", path.display()));
        for (_, definition) in api.types.iter() {
            verdicts.learn(Side::Request, &definition.check);
        }
        for ((_, id), check) in &verdicts.definitions {
            let made = &api.types.get(*id).unwrap().check;
            assert_eq!(check, made, "{}: {}", path.display(), api.types.get(*id).unwrap().pointer);
        }
        verdicts.definitions.len()
    }

    #[test]
    fn lints_ask_the_checks_that_validators_are_printed_from() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
        let cases =
            std::fs::read_dir(tests.join("cases")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        let compared: usize = cases.chain([tests.join("kitchen-sink/openapi.yaml")]).map(|path| assert_same(&path)).sum();
        assert!(compared > 50, "{compared}");
    }
}
