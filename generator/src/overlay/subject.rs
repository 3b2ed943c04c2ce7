//! The document that the actions change, in two forms that are kept equal: the tree, and what the JSONPath library reads.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Number, Value as Json};
use serde_json_path::{JsonPath, PathElement};

use super::price::{self, Purse};
use super::query::Query;
use crate::node::{Index, Node, Value};

/// Where a node stands: from the root, the position of the member or element on each level. In document order when sorted.
pub(super) type Place = Vec<usize>;

/// The document as the actions so far left it.
pub(super) struct Subject {
    tree: Node,
    mirror: Json,
}

/// A node of it, in both forms.
pub(super) struct Target<'s> {
    pub(super) node: &'s mut Node,
    pub(super) image: &'s mut Json,
}

impl Subject {
    pub(super) fn new(tree: Node) -> Self {
        Self { mirror: mirror(&tree), tree }
    }

    pub(super) fn into_tree(self) -> Node {
        #[cfg(test)]
        assert_eq!(self.mirror, mirror(&self.tree), "the two forms differ");
        self.tree
    }

    /// The nodes that a query selects, in document order, each once.
    pub(super) fn select(&self, query: &JsonPath) -> Vec<Place> {
        let located = query.query_located(&self.mirror);
        let mut places = Vec::with_capacity(located.len());
        let index = Index::default();
        // Neighbours share most of their way, so only the rest of it is looked up.
        let mut last: (Vec<&PathElement<'_>>, Place) = Default::default();
        for path in located.locations() {
            let shared = last.0.iter().zip(path.iter()).take_while(|(before, now)| *before == now).count();
            last.0.truncate(shared);
            last.1.truncate(shared);
            let mut node = self.at(&last.1);
            for element in path.iter().skip(shared) {
                let Some((index, child)) = node.and_then(|node| step(&index, node, element)) else { break };
                last.0.push(element);
                last.1.push(index);
                node = Some(child);
            }
            places.push(last.1.clone());
        }
        places.sort();
        places.dedup();
        places
    }

    pub(super) fn at(&self, place: &[usize]) -> Option<&Node> {
        place.iter().try_fold(&self.tree, |node, &index| match &node.value {
            Value::Sequence(elements) => elements.get(index),
            Value::Mapping(entries) => entries.get(index).map(|entry| &entry.value),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// The node at `place`, to change it; its position among its siblings stays.
    pub(super) fn target(&mut self, place: &[usize]) -> Option<Target<'_>> {
        let whole = Target { node: &mut self.tree, image: &mut self.mirror };
        place.iter().try_fold(whole, |Target { node, image }, &index| match &mut node.value {
            Value::Sequence(elements) => Some(Target { node: elements.get_mut(index)?, image: image.get_mut(index)? }),
            Value::Mapping(entries) => {
                let entry = entries.get_mut(index)?;
                Some(Target { node: &mut entry.value, image: image.get_mut(&entry.key)? })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// Takes nodes, in document order, out of the mappings or lists that hold them; the root stays.
    pub(super) fn remove(&mut self, places: &[Place]) {
        let mut going: BTreeMap<&[usize], HashSet<usize>> = BTreeMap::new();
        for (index, parent) in places.iter().filter_map(|place| place.split_last()) {
            going.entry(parent).or_default().insert(*index);
        }
        // From the end, so that nothing moves from which something is still to be removed.
        for (parent, going) in going.iter().rev() {
            if let Some(target) = self.target(parent) {
                thin(target, going);
            }
        }
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        let mut count = 0;
        let mut rest = vec![&self.mirror];
        while let Some(node) = rest.pop() {
            count += 1;
            rest.extend(node.as_array().into_iter().flatten());
            rest.extend(node.as_object().into_iter().flat_map(|object| object.values()));
        }
        count
    }

    /// Takes what a query costs here from the purse.
    pub(super) fn pay(&self, purse: &mut Purse, query: &Query) -> Option<()> {
        price::pay(purse, query, &self.mirror)
    }
}

/// Takes members or elements out, all of one place at once.
fn thin(Target { node, image }: Target<'_>, going: &HashSet<usize>) {
    let stays = || (0..).map(|index: usize| !going.contains(&index));
    match &mut node.value {
        Value::Sequence(elements) => {
            let mut stay = stays();
            elements.retain(|_| stay.next().unwrap_or(true));
            let mut stay = stays();
            image.as_array_mut().into_iter().for_each(|images| images.retain(|_| stay.next().unwrap_or(true)));
        }
        Value::Mapping(entries) => {
            let mut stay = stays();
            entries.retain(|entry| {
                let stays = stay.next().unwrap_or(true);
                if let Some(images) = image.as_object_mut().filter(|_| !stays) {
                    images.remove(&entry.key);
                }
                stays
            });
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn step<'n>(index: &Index<'n>, node: &'n Node, element: &PathElement<'_>) -> Option<(usize, &'n Node)> {
    match element {
        PathElement::Name(name) => index.position(node, name).map(|(at, entry)| (at, &entry.value)),
        PathElement::Index(index) => Some((*index, node.elements().get(*index)?)),
    }
}

/// What the JSONPath library sees of a node.
pub(super) fn mirror(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => Json::Number(number(text)),
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(elements) => elements.iter().map(mirror).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.clone(), mirror(&entry.value))).collect::<Map<_, _>>())
        }
    }
}

/// The nearest number that the library can compare with; the exact text stays in the tree.
fn number(text: &str) -> Number {
    let whole = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    whole.unwrap_or_else(|_| {
        let nearest = text.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX);
        Number::from_f64(nearest).unwrap_or_else(|| Number::from(0))
    })
}
