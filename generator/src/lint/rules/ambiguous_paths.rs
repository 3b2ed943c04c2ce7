use std::collections::{BTreeMap, HashMap};

use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::{self, Id, Version};

lint! {
    "L0004" "ambiguous-paths" Warn, "paths that match the same request, neither being more specific",
    finds "Two templates with the same number of segments can match one request, and each has a variable where the other has a literal.",
    why "The standard leaves the choice to tools (section Paths Object, \"ambiguous matching\"): a request goes to one operation in one server and to
the other in the next.",
    example "    /customers/{id}/export:
    /customers/archive/{format}:      # GET /customers/archive/export",
    mend "give one of them another literal segment.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let items: Vec<_> = subject.of_kind(Id::PathItem).filter(|item| subject.kind(item.owner) == Some(Id::Paths)).collect();
    let mut groups: BTreeMap<Vec<Segment>, Vec<Path<'_>>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let segments: Vec<&str> = item.key.split('/').collect();
        let methods = standard::methods(Version::V32).map(|method| schema::keyword(item.node, method).is_some()).collect();
        let shape = segments.iter().copied().map(segment).collect();
        groups.entry(shape).or_default().push(Path { index, segments, methods });
    }
    let mut earliest: BTreeMap<usize, usize> = BTreeMap::new();
    let pairs = groups.iter().take(MOST_SHAPES).flat_map(|one| groups.iter().take(MOST_SHAPES).map(move |other| (one, other)));
    for ((shape, paths), (other, others)) in pairs.filter(|((one, _), (other, _))| conflict(one, other)) {
        for (index, earlier) in meetings((shape, paths), (other, others)) {
            let known = earliest.entry(index).or_insert(earlier);
            *known = earlier.min(*known);
        }
    }
    let places = earliest.into_iter().filter_map(|(index, earlier)| Some((items.get(index)?, items.get(earlier)?)));
    let told = places.map(|(item, other)| {
        let message = format!("`{}` and `{}` both match `{}`", item.key, other.key, both(item.key, other.key));
        finding(item.place, message).related(other.place, "the other path")
    });
    told.collect()
}

/// A path that both match: the literals of either.
fn both(a: &str, b: &str) -> String {
    let segments = a.split('/').zip(b.split('/')).map(|(a, b)| if a.contains('{') { b } else { a });
    segments.collect::<Vec<_>>().join("/")
}

/// Paths of more shapes are not compared: no description has so many.
const MOST_SHAPES: usize = 200;

/// A path and its position in the document.
struct Path<'a> {
    index: usize,
    segments: Vec<&'a str>,
    /// Which of the methods it has, in their order.
    methods: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Empty,
    Literal,
    Variable,
    /// A variable and something else.
    Mixed,
}

fn segment(text: &str) -> Segment {
    let variable = text.starts_with('{') && text.ends_with('}') && text.matches('{').count() == 1;
    match (text, variable) {
        ("", _) => Segment::Empty,
        (_, true) => Segment::Variable,
        (text, false) if text.contains('{') => Segment::Mixed,
        (_, false) => Segment::Literal,
    }
}

/// Whether each shape has a literal where the other has a variable, and both may match one request.
fn conflict(one: &[Segment], other: &[Segment]) -> bool {
    let is = |a: Segment, b: Segment| one.iter().zip(other).any(|pair| pair == (&a, &b));
    let fits = |(a, b): (&Segment, &Segment)| {
        let any = |segment: &Segment| matches!(segment, Segment::Literal | Segment::Variable);
        a == b || any(a) && any(b)
    };
    let crossed = is(Segment::Literal, Segment::Variable) && is(Segment::Variable, Segment::Literal);
    crossed && one.len() == other.len() && one.iter().zip(other).all(fits)
}

/// Paths of one shape that match the requests of an earlier path of another shape, with the first such path.
fn meetings((shape, paths): (&[Segment], &[Path<'_>]), (other, others): (&[Segment], &[Path<'_>])) -> Vec<(usize, usize)> {
    // Where both are literal they must be equal.
    let fixed: Vec<bool> = shape.iter().zip(other).map(|(a, b)| a == b && *a != Segment::Variable).collect();
    let key = |path: &Path<'_>| -> Vec<String> {
        let literals = path.segments.iter().zip(&fixed).filter(|(_, fixed)| **fixed);
        literals.map(|(segment, _)| (*segment).to_owned()).collect()
    };
    let methods = |path: &Path<'_>| -> Vec<usize> {
        path.methods.iter().enumerate().filter(|(_, has)| **has).map(|(method, _)| method).collect()
    };
    let mut first: HashMap<(Vec<String>, usize), usize> = HashMap::new();
    for path in others {
        let key = key(path);
        for method in methods(path) {
            first.entry((key.clone(), method)).or_insert(path.index);
        }
    }
    let earlier = |path: &Path<'_>| {
        let key = key(path);
        let met = methods(path).into_iter().filter_map(|method| first.get(&(key.clone(), method)).copied()).min()?;
        (met < path.index).then_some((path.index, met))
    };
    paths.iter().filter_map(earlier).collect()
}
