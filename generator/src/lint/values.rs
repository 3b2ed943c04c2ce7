//! Values of the description, and whether they satisfy their schemas.

use std::collections::HashMap;

use super::subject::Subject;
use crate::evaluate::Mismatch;
use crate::lower::Side;
use crate::node::Node;
use crate::pointer::Pointer;

/// A value that a schema of the tree describes.
#[derive(Clone, Copy)]
pub(super) struct Described<'a> {
    pub(super) schema: &'a Node,
    pub(super) value: &'a Node,
    pub(super) side: Side,
}

/// The values that do not satisfy their schemas, each with what is wrong with it.
pub(super) fn mismatched<'a>(subject: &Subject<'a>, values: Vec<Described<'a>>) -> Vec<(Described<'a>, Vec<Mismatch>)> {
    let mut places: HashMap<*const Node, Option<Pointer>> = HashMap::new();
    places.extend(values.iter().map(|described| (std::ptr::from_ref(described.schema), None)));
    locate(subject.tree, &Pointer::root(), &mut places);
    let mut verdicts = subject.verdicts.borrow_mut();
    let mut verdict = |described: &Described<'a>| {
        let place = places.get(&std::ptr::from_ref(described.schema))?.as_ref()?;
        Some(verdicts.mismatches(described.side, described.schema, place, described.value))
    };
    let judged = values.into_iter().filter_map(|described| Some((described, verdict(&described)?)));
    judged.filter(|(_, mismatches)| !mismatches.is_empty()).collect()
}

/// Finds where nodes of the tree stand.
fn locate(node: &Node, at: &Pointer, places: &mut HashMap<*const Node, Option<Pointer>>) {
    if let Some(place) = places.get_mut(&std::ptr::from_ref(node)) {
        *place = Some(at.clone());
    }
    node.entries().iter().for_each(|entry| locate(&entry.value, &at.child(&entry.key), places));
    node.elements().iter().enumerate().for_each(|(index, element)| locate(element, &at.index(index), places));
}
