//! Which numbers the type in Rust does not hold although the schema allows them.

use letterpress_runtime::Number;

use super::admit::{self, Kinds};
use super::around;
use super::classify;
use super::context::Context;
use super::members::Members;
use super::view::Schema;
use crate::format;
use crate::ir::{JsonType, Limit, Primitive};
use crate::node::Node;
use crate::pointer::Pointer;

/// The least and the greatest number, as far as both can be told.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds<'a> {
    least: Option<Number<'a>>,
    most: Option<Number<'a>>,
}

impl<'a> Bounds<'a> {
    /// What both leave.
    fn meet(self, other: Self) -> Self {
        Self { least: tighter(self.least, other.least, Ord::max), most: tighter(self.most, other.most, Ord::min) }
    }

    /// What either leaves.
    fn either(self, other: Self) -> Self {
        Self {
            least: self.least.zip(other.least).map(|(one, other)| one.min(other)),
            most: self.most.zip(other.most).map(|(one, other)| one.max(other)),
        }
    }

    /// The first type of integers that holds them.
    fn primitive(&self) -> Primitive {
        let types = [(Primitive::Int64, Limit::Int64), (Primitive::Uint64, Limit::Uint64), (Primitive::Int128, Limit::Int128)];
        let may_be_negative = self.least.is_none();
        let fits = |(primitive, limit): &(Primitive, Limit)| {
            self.held_by(*limit) && !(may_be_negative && *primitive == Primitive::Uint64)
        };
        types.into_iter().find(fits).map_or(Primitive::Decimal, |(primitive, _)| primitive)
    }

    /// Whether a type holds the bounds that there are.
    fn held_by(&self, limit: Limit) -> bool {
        let (low, high) = limit.range();
        [&self.least, &self.most].into_iter().flatten().all(|bound| low <= *bound && *bound <= high)
    }
}

fn tighter<'a>(
    one: Option<Number<'a>>,
    other: Option<Number<'a>>,
    choose: fn(Number<'a>, Number<'a>) -> Number<'a>,
) -> Option<Number<'a>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        (one, other) => one.or(other),
    }
}

/// The type of an integer whose size no format says: the first that holds its bounds, or the values that are listed.
pub(super) fn integer<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Primitive {
    whole(cx, schema).primitive()
}

/// Whether the type that an integer has elsewhere is too small for what the schemas here say of it. Few say that much.
pub(super) fn outgrows<'a>(
    cx: &mut Context<'a>,
    schema: &Schema<'a>,
    primitive: impl FnOnce(&mut Context<'a>) -> Option<Primitive>,
) -> bool {
    let bounds = whole(cx, schema);
    !bounds.held_by(Limit::Int64)
        && match primitive(cx).and_then(Primitive::limit) {
            Some(limit @ (Limit::Int64 | Limit::Uint64 | Limit::Int128)) => !bounds.held_by(limit),
            Some(Limit::Float | Limit::Double) | None => false,
        }
}

/// The type of an integer that several schemas describe together, where their bounds are beyond the type that one of them has by itself.
pub(super) fn joint<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> Option<Primitive> {
    if sources.len() < 2 {
        return None;
    }
    let bounds = joint_bounds(cx, sources);
    if bounds.held_by(Limit::Int64) {
        return None;
    }
    let mut kinds = Kinds::NUMBER;
    let mut outgrown = false;
    for source in sources {
        kinds = kinds & admit::admitted(cx, source).values();
        let own = classify::class_of(cx, source).and_then(|class| classify::in_the_end(cx, class)?.primitive()?.limit());
        outgrown |= match own {
            Some(limit @ (Limit::Int64 | Limit::Uint64 | Limit::Int128)) => !bounds.held_by(limit),
            Some(Limit::Float | Limit::Double) | None => false,
        };
    }
    (kinds == Kinds::INTEGER && outgrown).then(|| bounds.primitive())
}

fn joint_bounds<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> Bounds<'a> {
    sources.iter().fold(Bounds::default(), |bounds, source| bounds.meet(of_parts(cx, source)))
}

/// How a member of an object is wider than one of its schemas makes it by itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wider {
    /// Its integers outgrow the type; this limit counts instead.
    Limit(Option<Limit>),
    /// The types that are guessed there give way to those that its other schemas name.
    Unguessed,
}

/// The members of an object that are wider than single schemas of them make them, by these schemas.
pub(super) fn widened<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Vec<(Pointer, Wider)> {
    let mut found = Vec::new();
    for member in members.list.values() {
        found.extend(admit::giving_way(cx, &member.all).into_iter().map(|at| (at, Wider::Unguessed)));
        let Some(primitive) = joint(cx, &member.all) else { continue };
        let bounds = joint_bounds(cx, &member.all);
        let within = |limit: &Limit| bounds.least.is_some() && bounds.most.is_some() && bounds.held_by(*limit);
        let limit = primitive.limit().filter(|limit| !within(limit));
        found.extend(member.all.iter().map(|source| (source.at.clone(), Wider::Limit(limit))));
    }
    found
}

/// Whether the bounds keep a number within what a type holds.
pub(super) fn within<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, limit: Limit) -> bool {
    let bounds = whole(cx, schema);
    bounds.least.is_some() && bounds.most.is_some() && bounds.held_by(limit)
}

/// Whether the schema lists its values, and the type holds each.
pub(super) fn lists_within(schema: &Schema<'_>, limit: Limit) -> bool {
    let holds = |text: &str| Number::parse(text).is_ok_and(|number| limit.holds(&number));
    listed(schema).is_some_and(|values| values.iter().filter_map(Node::as_number).all(holds))
}

fn listed<'a>(schema: &Schema<'a>) -> Option<&'a [Node]> {
    schema.keyword("enum").map(Node::elements).or_else(|| schema.keyword("const").map(std::slice::from_ref))
}

/// The bounds of all that must hold of a value of the schema: its own, those of its parts, and those of the schemas around it.
fn whole<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Bounds<'a> {
    let own = of_parts(cx, schema);
    around::around(cx, &schema.at).iter().fold(own, |bounds, outer| bounds.meet(of_parts(cx, outer)))
}

/// The bounds of a schema and of its parts.
fn of_parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Bounds<'a> {
    if let Some(known) = cx.bounds.get(&schema.at) {
        return known.clone();
    }
    cx.bounds.insert(schema.at.clone(), Bounds::default());
    let found = if cx.descend(schema) { compute(cx, schema) } else { Bounds::default() };
    cx.ascend();
    cx.bounds.insert(schema.at.clone(), found.clone());
    found
}

fn compute<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Bounds<'a> {
    if schema.reference().is_some() {
        return cx.follow(schema).map_or_else(Bounds::default, |target| of_parts(cx, &target));
    }
    let mut found = extremes(schema).unwrap_or_default().meet(own(schema)).meet(of_format(schema));
    for branch in schema.list("allOf") {
        found = found.meet(of_parts(cx, &branch));
    }
    for keyword in ["oneOf", "anyOf"] {
        let mut branches = schema.list(keyword);
        branches.retain(|branch| around::said(cx, branch).is_none_or(|said| said.contains(Kinds::INTEGER)));
        let either = branches.iter().map(|branch| of_parts(cx, branch)).reduce(Bounds::either);
        found = found.meet(either.unwrap_or_default());
    }
    found
}

/// The least and the greatest of the numbers that are listed.
fn extremes<'a>(schema: &Schema<'a>) -> Option<Bounds<'a>> {
    let numbers = listed(schema)?.iter().filter_map(Node::as_number).filter_map(|text| Number::parse(text).ok());
    let numbers: Vec<_> = numbers.collect();
    let least = numbers.iter().min()?.clone();
    Some(Bounds { least: Some(least), most: numbers.into_iter().max() })
}

/// The least and the greatest integer by the keywords of the schema itself.
fn own<'a>(schema: &Schema<'a>) -> Bounds<'a> {
    let inclusive = |bound: Number<'a>, keyword: &str, step: i128| {
        let next = bound.to_i128().and_then(|bound| bound.checked_add(step)).filter(|_| schema.flag(keyword));
        next.map_or(bound, Number::from)
    };
    let (least, most) = schema.bounds();
    Bounds {
        least: least.map(|least| inclusive(least, "exclusiveMinimum", 1)),
        most: most.map(|most| inclusive(most, "exclusiveMaximum", -1)),
    }
}

/// The range of a format that is checked.
fn of_format<'a>(schema: &Schema<'a>) -> Bounds<'a> {
    let kinds = schema.type_names().into_iter().filter_map(JsonType::named);
    let mut numbers = kinds.filter(|kind| matches!(kind, JsonType::Integer | JsonType::Number));
    let range = numbers.find_map(|kind| format::check(kind, schema.format(kind))?.range());
    range.map_or_else(Bounds::default, |(least, most)| Bounds { least: Some(least), most: Some(most) })
}
