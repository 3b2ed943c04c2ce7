//! Unions whose branches depend on the schemas around them, by a `$dynamicRef`. A validator knows these when it comes to the union; whoever
//! decodes a value asks each branch by itself, and that is told.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::facts::{called, each};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Check, Choice, Keyword, Shape, TypeId, Types};

/// Names of dynamic anchors.
type Names = HashSet<String>;

/// Tells the unions that are told apart by what holds, where that may be another branch for the schemas around.
pub(super) fn tell(cx: &mut Context<'_>, types: &Types) {
    let begun: Vec<(TypeId, Names)> = types.iter().map(|(id, definition)| (id, anchors(&definition.check))).collect();
    if begun.iter().all(|(_, names)| names.is_empty()) {
        return;
    }
    let mut calls: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    let mut callers: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    for (id, definition) in types.iter() {
        let mut ids = Vec::new();
        called(&definition.check, &mut ids);
        ids.iter().for_each(|called| callers.entry(*called).or_default().push(id));
        calls.insert(id, ids);
    }
    let around = spread(begun, &calls);
    let asked = spread(types.iter().map(|(id, definition)| (id, references(&definition.check))), &callers);
    for (id, definition) in types.iter() {
        let Shape::Union(union) = &definition.shape else { continue };
        let Some(around) = around.get(&id).filter(|_| union.choice == Choice::Check) else { continue };
        let asks = |check: &Check| {
            let mut ids = Vec::new();
            called(check, &mut ids);
            let mut names = references(check);
            names.extend(ids.iter().filter_map(|id| asked.get(id)).flatten().cloned());
            !names.is_disjoint(around)
        };
        if union.variants.iter().any(|variant| asks(&variant.check)) {
            let span = cx.span(&definition.pointer);
            let message = "which branch a value is of may depend on the schemas around it, by a `$dynamicRef`";
            let told = Diagnostic::warning(lowering::SCOPED_BRANCH, span, message);
            cx.tell(
                told.note("a server checks it so; but the variant is one that holds without them")
                    .help("tell the branches apart by a member that has one value in each"),
            );
        }
    }
}

/// The names, and those of all that lead to a definition by these edges.
fn spread(begun: impl IntoIterator<Item = (TypeId, Names)>, edges: &HashMap<TypeId, Vec<TypeId>>) -> HashMap<TypeId, Names> {
    let mut found: HashMap<TypeId, Names> = HashMap::new();
    let mut open: Vec<(TypeId, String)> =
        begun.into_iter().flat_map(|(id, names)| names.into_iter().map(move |name| (id, name))).collect();
    while let Some((id, name)) = open.pop() {
        if found.entry(id).or_default().insert(name.clone()) {
            open.extend(edges.get(&id).into_iter().flatten().map(|next| (*next, name.clone())));
        }
    }
    found
}

/// The anchors that a check brings along.
fn anchors(check: &Check) -> Names {
    let mut names = Names::new();
    each(check, &mut |keyword| {
        if let Keyword::Scope(anchors) = keyword {
            names.extend(anchors.iter().map(|(name, _)| name.clone()));
        }
    });
    names
}

/// The anchors to which a check refers.
fn references(check: &Check) -> Names {
    let mut names = Names::new();
    each(check, &mut |keyword| {
        if let Keyword::Dynamic { name, .. } = keyword {
            names.insert(name.clone());
        }
    });
    names
}
