//! The actions, one after the other, each on what the one before left.

use super::price::Purse;
use super::subject::{Place, Subject};
use super::{Action, Change, Overlay, Version, merge, path};
use crate::diagnostic::{Diagnostic, codes::overlay as codes};
use crate::node::{Limits, Node, Value};
use crate::source::Sources;

/// What the actions may still add.
struct Budget {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

/// What is known while the actions run.
struct Run<'a> {
    sources: &'a Sources,
    version: Version,
    subject: &'a mut Subject,
    budget: Budget,
    purse: Purse,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Performs every action; one that fails is reported and the next begins.
pub(super) fn all(sources: &Sources, overlay: &Overlay<'_>, subject: &mut Subject, diagnostics: &mut Vec<Diagnostic>) {
    let limits = Limits::default();
    let budget = Budget { nodes: limits.alias_nodes, bytes: limits.alias_bytes, depth: limits.depth };
    let purse = Purse::of(subject.count());
    let mut run = Run { sources, version: overlay.version, subject, budget, purse, diagnostics };
    for action in &overlay.actions {
        if let Err(failure) = perform(&mut run, action) {
            run.diagnostics.push(failure);
        }
    }
}

fn perform(run: &mut Run<'_>, action: &Action<'_>) -> Result<(), Diagnostic> {
    let places = select(run, &action.target)?;
    match &action.change {
        Change::Update(value) => {
            admit(run, action, &places, &measure(value))?;
            update(run, action, &places, value)
        }
        Change::Copy(source) => {
            let place = copied(run, source)?;
            let cost = run.subject.at(&place).map(measure);
            cost.map_or(Ok(()), |cost| admit(run, action, &places, &cost))?;
            let value = run.subject.at(&place).cloned();
            value.map_or(Ok(()), |value| update(run, action, &places, &value))
        }
        Change::Remove => remove(run, action, &places),
    }
}

/// Where the one node stands that a `copy` selects.
fn copied(run: &mut Run<'_>, source: &path::Path<'_>) -> Result<Place, Diagnostic> {
    let places = select(run, source)?;
    match <[Place; 1]>::try_from(places) {
        Ok([place]) => Ok(place),
        Err(places) => {
            Err(Diagnostic::error(codes::COPY, source.span, format!("`{}` matches {} nodes", source.text, places.len()))
                .note("Overlay Specification, Action Object: `copy` selects a single node"))
        }
    }
}

/// Where a query selects something, which it must.
fn select(run: &mut Run<'_>, path: &path::Path<'_>) -> Result<Vec<Place>, Diagnostic> {
    run.subject.pay(&mut run.purse, &path.parts).ok_or_else(|| path::too_costly(path))?;
    let places = run.subject.select(&path.query);
    if places.is_empty() { Err(path::unmatched(run.sources, path, run.subject)) } else { Ok(places) }
}

/// Whether an update may be made at all.
fn admit(run: &mut Run<'_>, action: &Action<'_>, places: &[Place], added: &Budget) -> Result<(), Diagnostic> {
    compatible(run, action, places)?;
    spend(run, action, places, added)
}

fn update(run: &mut Run<'_>, action: &Action<'_>, places: &[Place], value: &Node) -> Result<(), Diagnostic> {
    let mut found = Vec::new();
    let mut changed = false;
    for place in places {
        changed |= run.subject.target(place).is_some_and(|target| merge::update(run.version, target, value, &mut found));
    }
    let refused = !found.is_empty();
    run.diagnostics.append(&mut found);
    if changed || refused { Ok(()) } else { Err(unchanged(action, places)) }
}

fn unchanged(action: &Action<'_>, places: &[Place]) -> Diagnostic {
    let message = match places.len() {
        1 => "this action changes nothing".to_owned(),
        count => format!("this action changes nothing in any of the {count} places that it matches"),
    };
    Diagnostic::error(codes::NO_CHANGE, action.target.span, message)
        .label("has it all already")
        .note("an action that changes nothing is an error: a correction announces when it is obsolete")
        .help("remove the action")
}

/// What kinds of nodes an update may select. 1.0: mappings and lists. 1.1: nodes of one kind.
fn compatible(run: &mut Run<'_>, action: &Action<'_>, places: &[Place]) -> Result<(), Diagnostic> {
    let nodes = || places.iter().filter_map(|place| run.subject.at(place));
    let Some(first) = nodes().next() else { return Ok(()) };
    match run.version {
        Version::V10 => match nodes().find(|node| merge::is_scalar(&node.value)) {
            Some(scalar) => Err(scalar_target(action, scalar, "target the mapping that contains it")),
            None => {
                warn_of_nested_list(action, first, run.diagnostics);
                Ok(())
            }
        },
        Version::V11 => match nodes().find(|node| family(node) != family(first)) {
            Some(other) => Err(Diagnostic::error(
                codes::INCOMPATIBLE,
                action.target.span,
                "this target matches nodes of several kinds",
            )
            .related(first.span, first.words())
            .related(other.span, other.words())
            .note("Overlay Specification 1.1, Action Object: an update selects only mappings, only lists or only other values")),
            None => Ok(()),
        },
    }
}

/// Mapping, list or anything else.
fn family(node: &Node) -> u8 {
    match &node.value {
        Value::Mapping(_) => 0,
        Value::Sequence(_) => 1,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 2,
    }
}

fn scalar_target(action: &Action<'_>, found: &Node, instead: &str) -> Diagnostic {
    Diagnostic::error(
        codes::OTHER_VERSION,
        action.target.span,
        format!("this target is {}, which Overlay 1.0 does not allow", found.words()),
    )
    .related(found.span, "the target")
    .note("Overlay Specification 1.0, Action Object: a target is a mapping or a list")
    .help(format!("{instead}, or write `overlay: 1.1.0`"))
}

fn warn_of_nested_list(action: &Action<'_>, target: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if let (Change::Update(Node { span, value: Value::Sequence(_) }), Value::Sequence(_)) = (&action.change, &target.value) {
        diagnostics.push(
            Diagnostic::warning(codes::NESTED_LIST, *span, "this list becomes one element of the list that the target selects")
                .note("Overlay Specification 1.0, Action Object: the value is an entry to append")
                .help("write `overlay: 1.1.0` to append its elements"),
        );
    }
}

fn remove(run: &mut Run<'_>, action: &Action<'_>, places: &[Place]) -> Result<(), Diagnostic> {
    if places.iter().any(Vec::is_empty) {
        return Err(Diagnostic::error(codes::INCOMPATIBLE, action.target.span, "the whole document cannot be removed")
            .note("Overlay Specification, Action Object: a node is removed from the mapping or list that contains it"));
    }
    if run.version == Version::V10 {
        // Members that are scalars may go: the examples of the specification's authors remove some.
        let item = places.iter().filter_map(|place| Some((run.subject.at(place)?, run.subject.at(place.split_last()?.1)?)));
        let mut scalars = item.filter(|(node, parent)| merge::is_scalar(&node.value) && family(parent) == 1);
        if let Some((node, _)) = scalars.next() {
            return Err(scalar_target(action, node, "replace the complete list"));
        }
    }
    run.subject.remove(places);
    Ok(())
}

/// Takes what an update adds at most from the budget.
fn spend(run: &mut Run<'_>, action: &Action<'_>, places: &[Place], added: &Budget) -> Result<(), Diagnostic> {
    let deepest = places.iter().map(Vec::len).max().unwrap_or_default();
    let left = |budget: usize, each: usize| budget.checked_sub(each.saturating_mul(places.len()));
    // One level more for an element that is appended.
    match (left(run.budget.nodes, added.nodes), left(run.budget.bytes, added.bytes)) {
        (Some(nodes), Some(bytes)) if deepest + added.depth < run.budget.depth => {
            run.budget = Budget { nodes, bytes, ..run.budget };
            Ok(())
        }
        (Some(_) | None, _) => {
            let limits = Limits::default();
            Err(Diagnostic::error(codes::TOO_LARGE, action.target.span, "this action makes the document too large").note(
                format!(
                    "all actions together add at most {} values and {} bytes of text, at most {} levels deep",
                    limits.alias_nodes, limits.alias_bytes, limits.depth
                ),
            ))
        }
    }
}

fn measure(node: &Node) -> Budget {
    let own = Budget { nodes: 1, bytes: 0, depth: 0 };
    let inside = |sum: Budget, bytes: usize, child: &Node| {
        let child = measure(child);
        Budget { nodes: sum.nodes + child.nodes, bytes: sum.bytes + child.bytes + bytes, depth: sum.depth.max(child.depth + 1) }
    };
    match &node.value {
        Value::Null | Value::Bool(_) => own,
        Value::Number(text) | Value::String(text) => Budget { bytes: text.len(), ..own },
        Value::Sequence(elements) => elements.iter().fold(own, |sum, element| inside(sum, 0, element)),
        Value::Mapping(entries) => entries.iter().fold(own, |sum, entry| inside(sum, entry.key.len(), &entry.value)),
    }
}
