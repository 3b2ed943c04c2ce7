//! How deep types stand in one another: rustc asks of each whether it is `Send`, one within the other, and gives up at a depth that only the root of a
//! crate can change.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Element, Field, Rest, Shape, TypeId, TypeRef};

/// How deep rustc goes, where nothing says otherwise.
const DEPTH: usize = 128;

/// How many steps rustc takes from a list, a map or a box to what it holds, at most.
const STEPS: usize = 6;

/// The attribute of the root of a crate in which types stand deeper in one another than rustc goes.
pub fn attribute<'a>(apis: impl Iterator<Item = &'a Api>) -> TokenStream {
    let depth = apis.map(depth).max().unwrap_or_default();
    if depth < DEPTH {
        return TokenStream::new();
    }
    let limit = proc_macro2::Literal::string(&(2 * depth).next_power_of_two().to_string());
    quote!(#![recursion_limit = #limit])
}

/// An upper bound of the steps that rustc takes from a type to one that it has not met yet.
fn depth(api: &Api) -> usize {
    let (mut met, mut deepest) = (BTreeSet::new(), 0);
    for (root, _) in api.types.iter() {
        // A way of types, each with what is open of it. A description may nest as deep as it likes.
        let mut way: Vec<(Vec<(TypeId, usize)>, usize)> = vec![(vec![(root, 1)], 0)];
        while let Some((open, above)) = way.last_mut() {
            let Some((id, steps)) = open.pop() else {
                way.pop();
                continue;
            };
            let depth = *above + steps;
            if met.insert(id) {
                deepest = deepest.max(depth);
                way.push((api.types.get(id).map(|ty| held(&ty.shape)).unwrap_or_default(), depth));
            }
        }
    }
    deepest
}

/// The types that a type holds, each with the steps to it.
fn held(shape: &Shape) -> Vec<(TypeId, usize)> {
    let all: Vec<(TypeId, usize)> = match shape {
        Shape::Struct(object) => {
            let of = |field: &Field| use_of(&field.ty, usize::from(!field.required) + if field.boxed { STEPS } else { 0 });
            let rest = match &object.rest {
                Rest::Kept(ty) | Rest::Patterned(_, ty) => use_of(ty, STEPS),
                Rest::Ignored | Rest::Refused => None,
            };
            object.fields.iter().filter_map(of).chain(rest).collect()
        }
        Shape::Union(union) => union.variants.iter().filter_map(|variant| use_of(&variant.ty, STEPS)).collect(),
        Shape::Tuple(tuple) => {
            let of = |element: &Element| use_of(&element.ty, 1 + if element.boxed { STEPS } else { 0 });
            let rest = tuple.rest.as_ref().and_then(|ty| use_of(ty, STEPS));
            tuple.elements.iter().filter_map(of).chain(rest).collect()
        }
        // Another name takes no step.
        Shape::Alias(ty) => use_of(ty, 0).map(|(id, steps)| (id, steps - 1)).into_iter().collect(),
        Shape::Contents(all) => all.iter().filter_map(|it| use_of(it.content.ty()?, STEPS)).collect(),
        Shape::Enumeration(_) => Vec::new(),
    };
    all
}

/// The type that a use leads to, by so many steps before it.
fn use_of(ty: &TypeRef, before: usize) -> Option<(TypeId, usize)> {
    match ty {
        TypeRef::Named(id) => Some((*id, before + 1)),
        TypeRef::List(inner) | TypeRef::Map(inner) => use_of(inner, before + STEPS),
        TypeRef::Nullable(inner) => use_of(inner, before + 1),
        TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::attribute;
    use crate::source::{Source, Sources};

    /// The attribute of a crate with so many types, each in the one before.
    fn of_chain(count: usize, schema: &str) -> String {
        let next = |number: usize| schema.replace("NEXT", &format!("{{ $ref: '#/components/schemas/C{}' }}", number + 1));
        let chain =
            (0..count).map(|number| format!("    C{number}: {{ type: object, properties: {{ n: {} }} }}\n", next(number)));
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{}    C{count}: {{ type: string }}\n",
            chain.collect::<String>()
        );
        let mut sources = Sources::default();
        let main = sources.add(Source { path: "x.yaml".to_owned(), text });
        attribute(std::iter::once(&crate::understand(&sources, main).0.unwrap().api)).to_string()
    }

    #[test]
    fn a_crate_says_how_deep_its_types_nest_if_rustc_would_give_up() {
        assert_eq!(of_chain(10, "NEXT"), "");
        assert_eq!(of_chain(70, "NEXT"), r##"# ! [recursion_limit = "512"]"##);
        assert_eq!(of_chain(20, "{ type: array, items: NEXT }"), r##"# ! [recursion_limit = "512"]"##);
    }
}
