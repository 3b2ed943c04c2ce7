//! Which numbers the type in Rust does not hold although the schema allows them.

use letterpress_runtime::Number;

use super::view::Schema;
use crate::ir::{Limit, Primitive};
use crate::node::Node;

/// The type of an integer whose size no format says: the first that holds its bounds, or the values that are listed.
pub(super) fn integer(schema: &Schema<'_>) -> Primitive {
    let (least, most) = extremes(schema).unwrap_or_else(|| bounds(schema));
    let may_be_negative = least.is_none();
    let bounds: Vec<_> = [least, most].into_iter().flatten().collect();
    let holds = |limit: Limit| {
        let (low, high) = limit.range();
        bounds.iter().all(|bound| low <= *bound && *bound <= high)
    };
    let types = [(Primitive::Int64, Limit::Int64), (Primitive::Uint64, Limit::Uint64), (Primitive::Int128, Limit::Int128)];
    let fits = |(primitive, limit): &(Primitive, Limit)| holds(*limit) && !(may_be_negative && *primitive == Primitive::Uint64);
    types.into_iter().find(fits).map_or(Primitive::Decimal, |(primitive, _)| primitive)
}

/// Whether the schema's own bounds keep a number within what a type holds.
pub(super) fn within(schema: &Schema<'_>, limit: Limit) -> bool {
    let (low, high) = limit.range();
    matches!(schema.bounds(), (Some(least), Some(most)) if low <= least && most <= high)
}

/// Whether the schema lists its values, and the type holds each.
pub(super) fn lists_within(schema: &Schema<'_>, limit: Limit) -> bool {
    let holds = |text: &str| Number::parse(text).is_ok_and(|number| limit.holds(&number));
    listed(schema).is_some_and(|values| values.iter().filter_map(Node::as_number).all(holds))
}

fn listed<'a>(schema: &Schema<'a>) -> Option<&'a [Node]> {
    schema.keyword("enum").map(Node::elements).or_else(|| schema.keyword("const").map(std::slice::from_ref))
}

/// The least and the greatest of the numbers that are listed.
fn extremes<'a>(schema: &Schema<'a>) -> Option<(Option<Number<'a>>, Option<Number<'a>>)> {
    let numbers = listed(schema)?.iter().filter_map(Node::as_number).filter_map(|text| Number::parse(text).ok());
    let numbers: Vec<_> = numbers.collect();
    let least = numbers.iter().min()?.clone();
    Some((Some(least), numbers.into_iter().max()))
}

/// The least and the greatest integer, as far as both can be told.
fn bounds<'a>(schema: &Schema<'a>) -> (Option<Number<'a>>, Option<Number<'a>>) {
    let inclusive = |bound: Number<'a>, keyword: &str, step: i128| {
        let next = bound.to_i128().and_then(|bound| bound.checked_add(step)).filter(|_| schema.flag(keyword));
        next.map_or(bound, Number::from)
    };
    let (least, most) = schema.bounds();
    (least.map(|least| inclusive(least, "exclusiveMinimum", 1)), most.map(|most| inclusive(most, "exclusiveMaximum", -1)))
}
