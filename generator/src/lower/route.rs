//! What the keys of `paths` say of requests beside the path, and which operations match the same requests.

use std::collections::HashMap;

use indexmap::IndexMap;
use letterpress_runtime::parameter::{percent, query::form_decoded};

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Location, Mark, Operation, Parameter, Route};
use crate::pointer::Pointer;

/// Splits a path key.
pub(super) fn read(key: &str) -> Route {
    let (rest, fragment) = key.split_once('#').map_or((key, None), |(rest, fragment)| (rest, Some(fragment.to_owned())));
    let (template, query) = rest.split_once('?').unwrap_or((rest, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    };
    let fixed_query = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
    Route { template: template.to_owned(), fixed_query, fragment, ..Route::default() }
}

/// The pairs of the query that hold a variable.
pub(super) fn open_pairs(route: &Route) -> impl Iterator<Item = (&str, &str)> {
    route.fixed_query.iter().filter(|pair| is_open(pair)).map(|(name, value)| (name.as_str(), value.as_str()))
}

fn is_open((name, value): &(String, String)) -> bool {
    name.contains(['{', '}']) || value.contains(['{', '}'])
}

/// The route of an operation: pairs of its key that hold a variable are query parameters, see `path_query.rs`.
pub(super) fn of_operation(key: &str) -> Route {
    let mut route = read(key);
    route.fixed_query.retain(|pair| !is_open(pair));
    route
}

/// Marks the operations of one method, path and fixed query by the parameters that tell them apart, and tells of those that
/// nothing tells apart.
pub(super) fn tell_apart(cx: &mut Context<'_>, operations: &mut [(String, Operation)]) {
    let mut groups: IndexMap<Requests, Vec<usize>> = IndexMap::new();
    for (index, (_, operation)) in operations.iter().enumerate() {
        groups.entry(requests(operation)).or_default().push(index);
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    for group in groups {
        let members = group.iter().filter_map(|index| Some((*index, marks(&operations.get(*index)?.1)))).collect();
        for (index, verdict) in split(members, MOST_MARKS) {
            let first = verdict.first.and_then(|first| operations.get(first)).map(|(_, first)| first.clone());
            let Some((_, operation)) = operations.get_mut(index) else { continue };
            operation.route.marks = verdict.marks;
            operation.route.yields = first.is_some();
            if let Some(first) = first {
                tell(cx, operation, &first);
            }
        }
    }
}

/// How many parameters are asked for to tell operations apart.
const MOST_MARKS: usize = 8;

/// Method, template and fixed query, as they are compared.
type Requests = (String, String, Vec<(String, String)>);

/// What two operations share that match the same requests: the method, the template without the names of its variables, and
/// the fixed query in any order.
fn requests(operation: &Operation) -> Requests {
    let mut query: Vec<_> =
        operation.route.fixed_query.iter().map(|(name, value)| (form_decoded(name), form_decoded(value))).collect();
    query.sort();
    // A request that has a pair once has it as often as a key says it.
    query.dedup();
    (operation.key.method.clone(), shape(&operation.route.template), query)
}

/// A template without the names of its variables, in the form in which it is compared.
fn shape(template: &str) -> String {
    let mut inside = false;
    let kept: String = template
        .chars()
        .filter(|c| {
            let keep = !inside || *c == '}';
            inside = if inside { *c != '}' } else { *c == '{' };
            keep
        })
        .collect();
    kept.split('/').map(decoded).collect::<Vec<_>>().join("\n")
}

/// A segment as the router compares it.
fn decoded(text: &str) -> String {
    percent::decode(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// The required parameters with one value, in the order of the description.
fn marks(operation: &Operation) -> IndexMap<(Location, String), Mark> {
    let mark = |it: &Parameter| {
        let value = it.only.clone().filter(|_| it.required)?;
        let key = match it.location {
            Location::Header => (it.location, it.name.to_ascii_lowercase()),
            Location::Query => (it.location, it.name.clone()),
            Location::Path | Location::Cookie => return None,
        };
        Some((key, Mark { location: it.location, name: it.name.clone(), value }))
    };
    operation.parameters.iter().filter_map(mark).collect()
}

/// What tells an operation from those beside it.
#[derive(Clone, Default)]
struct Verdict {
    marks: Vec<Mark>,
    /// The operation that matches the same requests and is written before.
    first: Option<usize>,
}

type Member = (usize, IndexMap<(Location, String), Mark>);

/// Splits operations by the parameter that makes the most groups of them, then each group by another.
fn split(members: Vec<Member>, most: usize) -> Vec<(usize, Verdict)> {
    let Some(key) = most.checked_sub(1).and_then(|_| best(&members)) else {
        let first = members.first().map(|(first, _)| *first);
        let verdict =
            |(index, _): Member| (index, Verdict { first: first.filter(|first| *first != index), ..Verdict::default() });
        return members.into_iter().map(verdict).collect();
    };
    let mut groups: IndexMap<Option<Mark>, Vec<Member>> = IndexMap::new();
    for (index, mut marks) in members {
        let mark = marks.shift_remove(&key);
        let group = mark.as_ref().map(|mark| Mark { name: key.1.clone(), ..mark.clone() });
        groups.entry(group).or_default().push((index, marks));
    }
    let mut all = Vec::new();
    for (mark, members) in groups {
        for (index, mut verdict) in split(members, most - 1) {
            verdict.marks.splice(0..0, mark.clone());
            all.push((index, verdict));
        }
    }
    all
}

/// The parameter with the most values among the operations; those that lack it count as one.
fn best(members: &[Member]) -> Option<(Location, String)> {
    let mut values: IndexMap<&(Location, String), HashMap<&str, usize>> = IndexMap::new();
    for (key, mark) in members.iter().flat_map(|(_, marks)| marks) {
        *values.entry(key).or_default().entry(&mark.value).or_default() += 1;
    }
    let groups = |values: &HashMap<&str, usize>| {
        let lacking = members.len() > values.values().sum();
        values.len() + usize::from(lacking)
    };
    let mut found: Option<(&(Location, String), usize)> = None;
    for (key, values) in &values {
        let groups = groups(values);
        if groups > found.map_or(1, |(_, most)| most) {
            found = Some((key, groups));
        }
    }
    found.map(|(key, _)| key.clone())
}

fn tell(cx: &mut Context<'_>, operation: &Operation, first: &Operation) {
    let place = |operation: &Operation| Pointer::from_text("/paths").child(operation.key.written());
    let (span, other) = (cx.key_span(&place(operation)), cx.key_span(&place(first)));
    let message = format!("`{}` matches the same requests", first.key);
    let note = match (&operation.route.fragment, &first.route.fragment) {
        (None, None) => "names of variables tell no requests apart, nor do optional parameters",
        (Some(_), None) | (None, Some(_)) | (Some(_), Some(_)) => "a fragment is never sent, so it tells no requests apart",
    };
    cx.tell(
        Diagnostic::warning(lowering::SAME_REQUESTS, span, message)
            .related(other, "this one answers in the generated server; the client has both")
            .note(note)
            .help("merge the two, or give each a required query or header parameter with one value of its own"),
    );
}
