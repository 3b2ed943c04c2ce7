//! Lists whose first elements have schemas of their own: `prefixItems`.

use super::context::Context;
use super::docs;
use super::evaluated;
use super::types::type_of;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Element, Tuple, TypeRef};

/// Rust compares and shows tuples of any length that a struct has, but nobody reads fields by number beyond some.
const MOST: usize = 32;

/// The elements of a list.
#[derive(Clone, Debug)]
pub(super) struct Elements<'a> {
    first: Vec<Schema<'a>>,
    /// So many are there in any case.
    least: usize,
    rest: Others<'a>,
}

/// What stands behind the first elements.
#[derive(Clone, Debug)]
enum Others<'a> {
    None,
    Any,
    Of(Schema<'a>),
}

/// The elements of a schema with `prefixItems`; `None` if there are none, or too many.
pub(super) fn elements<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Elements<'a>> {
    let count = |keyword: &str| schema.count(keyword).map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let mut first = schema.list("prefixItems");
    let most = count("maxItems").unwrap_or(usize::MAX);
    // Where the other parts of the schema may speak of elements, too, what none speaks of is not what stands behind these.
    let unevaluated = schema.child("unevaluatedItems").filter(|_| !evaluated::asks(cx, schema).items);
    let rest = match schema.child("items").or(unevaluated) {
        _ if most <= first.len() => Others::None,
        Some(items) if items.never() => Others::None,
        Some(items) => Others::Of(items),
        None => Others::Any,
    };
    first.truncate(most);
    if first.len() > MOST {
        let what = format!("an array of more than {MOST} elements with schemas of their own is a list of any JSON");
        let told = Diagnostic::warning(lowering::ANY, schema.keyword_span("prefixItems"), what);
        cx.tell(told.note("each element is still checked").help("use an object with a property for each element"));
        return None;
    }
    let least = count("minItems").unwrap_or_default();
    (!first.is_empty()).then_some(Elements { first, least, rest })
}

impl<'a> Elements<'a> {
    /// What the elements may be, whatever their places; `None` where those behind may be anything.
    pub(super) fn schemas(&self) -> Option<impl Iterator<Item = &Schema<'a>>> {
        let rest = match &self.rest {
            Others::None => None,
            Others::Any => return None,
            Others::Of(schema) => Some(schema),
        };
        Some(self.first.iter().chain(rest))
    }
}

/// The types of the elements.
pub(super) fn build<'a>(cx: &mut Context<'a>, elements: &Elements<'a>) -> Tuple {
    let mut first = Vec::with_capacity(elements.first.len());
    for (index, schema) in elements.first.iter().enumerate() {
        let ty = type_of(cx, schema);
        first.push(Element { docs: docs::of_type(schema), ty, required: index < elements.least, boxed: false });
    }
    let rest = match &elements.rest {
        Others::None => None,
        Others::Any => Some(TypeRef::Any),
        Others::Of(schema) => Some(type_of(cx, schema)),
    };
    Tuple { elements: first, rest }
}
