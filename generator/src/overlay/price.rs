//! What a query costs before it is run. A library runs it, which holds a node as often as there are ways to it: with several selectors, or
//! descendants of descendants, there are more than nodes.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::query::{Asked, Query, Reach, Segment, Selector, Start};

/// What queries may still cost: steps on the ways to nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    /// Of all queries together, those that select nothing and those in filters included.
    pub(super) visited: usize,
    /// Of what one query holds at a time.
    pub(super) held: usize,
}

impl Purse {
    /// For a document of so many nodes.
    pub(super) fn of(nodes: usize) -> Self {
        Self {
            visited: nodes.saturating_mul(1000).saturating_add(64_000_000),
            held: nodes.saturating_mul(16).saturating_add(4_000_000),
        }
    }
}

/// A pattern that takes so much to compile doubles what each byte of a text takes: it may be in all of its states at once.
const SEARCHED: usize = 256;

/// Takes what a query costs from the purse. What filters let pass is not asked: they count as if it were everything.
pub(super) fn pay(purse: &mut Purse, query: &Query, root: &Json) -> Option<()> {
    let start = Found { node: root, depth: 1, ways: 1 };
    let mut till = Till { purse, root };
    till.run(&query.segments, vec![start]).map(drop)
}

/// A node that a part of a query selects.
#[derive(Clone, Copy)]
struct Found<'j> {
    node: &'j Json,
    depth: usize,
    ways: usize,
}

struct Till<'p, 'j> {
    purse: &'p mut Purse,
    root: &'j Json,
}

/// What a segment selects.
#[derive(Default)]
struct Selected<'j> {
    places: HashMap<*const Json, usize>,
    nodes: Vec<Found<'j>>,
    held: usize,
}

impl<'j> Till<'_, 'j> {
    fn visit(&mut self, steps: usize) -> Option<()> {
        self.purse.visited = self.purse.visited.checked_sub(steps)?;
        Some(())
    }

    fn run(&mut self, segments: &[Segment], from: Vec<Found<'j>>) -> Option<Vec<Found<'j>>> {
        let mut current = from;
        for segment in segments {
            let mut selected = Selected::default();
            for found in &current {
                self.segment(segment, *found, &mut selected)?;
            }
            current = selected.nodes;
        }
        Some(current)
    }

    fn segment(&mut self, segment: &Segment, found: Found<'j>, selected: &mut Selected<'j>) -> Option<()> {
        let mut rest = vec![found];
        while let Some(found) = rest.pop() {
            self.visit(found.depth.saturating_mul(found.ways))?;
            for selector in &segment.selectors {
                self.selector(selector, found, selected)?;
            }
            if segment.reach == Reach::Descendants {
                rest.extend(children(found));
            }
        }
        Some(())
    }

    fn selector(&mut self, selector: &Selector, found: Found<'j>, selected: &mut Selected<'j>) -> Option<()> {
        self.visit(found.ways)?;
        let below = |node: &'j Json| Found { node, depth: found.depth + 1, ways: found.ways };
        match selector {
            Selector::Name(name) => self.select(selected, found.node.get(name).map(below)),
            Selector::Index(index) => {
                let Some(list) = found.node.as_array() else { return Some(()) };
                let from_end = usize::try_from(index.unsigned_abs()).ok().and_then(|back| list.len().checked_sub(back));
                let at = if *index < 0 { from_end } else { usize::try_from(*index).ok() };
                self.select(selected, at.and_then(|at| list.get(at)).map(below))
            }
            Selector::Many => self.select(selected, children(found)),
            Selector::Filter(queries) => {
                self.select(selected, children(found))?;
                queries.iter().try_for_each(|query| self.inner(query, found))
            }
        }
    }

    fn select(&mut self, selected: &mut Selected<'j>, found: impl IntoIterator<Item = Found<'j>>) -> Option<()> {
        for found in found {
            let steps = found.depth.saturating_mul(found.ways);
            self.visit(steps)?;
            selected.held = selected.held.saturating_add(steps);
            if selected.held > self.purse.held {
                return None;
            }
            let place = *selected.places.entry(found.node).or_insert(selected.nodes.len());
            match selected.nodes.get_mut(place) {
                Some(known) => known.ways = known.ways.saturating_add(found.ways),
                None => selected.nodes.push(found),
            }
        }
        Some(())
    }

    /// What a node holds, which is compared or measured as a whole. As much is paid before it is looked at.
    fn value(&mut self, found: Found<'j>) -> Option<()> {
        let mut rest = vec![found.node];
        while let Some(node) = rest.pop() {
            let names = node.as_object().into_iter().flatten().map(|(name, _)| 1 + name.len() / TEXT).sum::<usize>();
            let text = node.as_str().map_or(0, str::len) / TEXT;
            self.visit((1 + names + text).saturating_mul(found.ways))?;
            rest.extend(node.as_array().into_iter().flatten());
            rest.extend(node.as_object().into_iter().flat_map(|object| object.values()));
        }
        Some(())
    }

    /// A query of a filter, which runs for each child.
    fn inner(&mut self, query: &Query, found: Found<'j>) -> Option<()> {
        let children: Vec<Found<'j>> = children(found).map(|child| Found { depth: 1, ..child }).collect();
        let ways = children.len().saturating_mul(found.ways);
        let from = match query.start {
            Start::Current => children,
            Start::Root if ways == 0 => Vec::new(),
            Start::Root => vec![Found { node: self.root, depth: 1, ways }],
        };
        let selected = self.run(&query.segments, from)?;
        if query.asked == Asked::Value {
            selected.iter().try_for_each(|found| self.value(*found))?;
        }
        // Without segments it may stand for a text that the query itself has.
        let is_text = |found: &&Found<'_>| found.node.is_string() || query.segments.is_empty();
        let texts = selected.iter().filter(|_| query.pattern > 0).filter(is_text);
        texts.into_iter().try_for_each(|found| {
            let length = found.node.as_str().map_or(0, str::len);
            let searched = length.saturating_mul(1 + query.pattern / SEARCHED);
            self.visit(searched.saturating_add(query.pattern).saturating_mul(found.ways))
        })
    }
}

/// So many bytes of a text are compared or counted in one step.
const TEXT: usize = 16;

fn children(found: Found<'_>) -> impl Iterator<Item = Found<'_>> {
    let (list, object) = (found.node.as_array(), found.node.as_object());
    let nodes = list.into_iter().flatten().chain(object.into_iter().flat_map(|object| object.values()));
    nodes.map(move |node| Found { node, depth: found.depth + 1, ways: found.ways })
}
