//! What there is to tell about names that mean something else, as diagnostics.

use std::collections::{BTreeMap, HashMap};

use super::{Change, Owner, Word};
use crate::Understood;
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::ir::{self, Shape};
use crate::names::{self, Names, OfCode};
use crate::pointer::Pointer;

/// How many names of one type are told of.
const SHOWN: usize = 5;

/// The diagnostics of changes, one for each pair of types, and of what the lock says of names that the code does not show.
pub fn tell<'a>(changes: impl IntoIterator<Item = &'a Change>, understood: &Understood) -> Vec<Diagnostic> {
    let changes: Vec<&Change> = changes.into_iter().collect();
    let mut pairs: BTreeMap<(&Owner, &Owner), Vec<&Change>> = BTreeMap::new();
    for change in &changes {
        pairs.entry((&change.of, &change.before)).or_default().push(change);
    }
    let places = Places::of(&understood.api, &understood.names);
    let tell = |changes: &Vec<&Change>| {
        let (first, others) = changes.split_first()?;
        let span = |change: &Change| names::span_of(&understood.tree, &places.of_change(change));
        let warning = diagnostic(first, span(first));
        let others = others.iter().take(SHOWN);
        Some(others.fold(warning, |warning, change| warning.related(span(change), format!("`{}` of it, too", change.name))))
    };
    let mut told: Vec<Diagnostic> = pairs.values().filter_map(tell).collect();
    // Of a merge, the lock knows what the code of one side does not.
    let is_shown = |of: OfCode<'_>| {
        let ident = of.ty.map(|ty| understood.names.ty(ty).ident.as_str());
        changes.iter().any(|change| Some(change.of.0.as_str()) == ident && change.name == of.name.trim_start_matches("r#"))
    };
    let is_left = |finding: &&names::Finding| finding.of_code().is_some_and(|of| !of.guessed && !is_shown(of));
    told.extend(names::tell(understood.by_code.iter().filter(is_left), &understood.tree));
    told
}

fn diagnostic(change: &Change, span: crate::source::Span) -> Diagnostic {
    let Change { of, before, name, words: [now, then] } = change;
    let [of, before] = [of, before].map(shown);
    Diagnostic::warning(emission::LEADS, span, format!("`{name}` of `{of}` is {now}, and was {then}"))
        .note(match of == before {
            true => format!("code that uses `{name}` compiles as before"),
            false => format!("code that comes to `{before}` by the names of members comes to `{of}` now: where it names no type, it compiles as before"),
        })
        .help(format!("look at each use of `{name}` there; it is told once"))
}

fn shown((ty, variant): &Owner) -> String {
    variant.as_ref().map_or_else(|| ty.clone(), |variant| format!("{ty}::{variant}"))
}

/// Where the types of an API stand in its description.
struct Places<'a> {
    types: HashMap<&'a str, (&'a ir::Type, &'a names::TypeNames)>,
    operations: HashMap<&'a str, &'a Pointer>,
}

impl<'a> Places<'a> {
    fn of(api: &'a ir::Api, names: &'a Names) -> Self {
        let types = api.types.iter().map(|(id, ty)| (names.ty(id).ident.as_str(), (ty, names.ty(id)))).collect();
        let pairs = api.tags.iter().zip(&names.tags).flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
        let idents = |(operation, names): (&'a ir::Operation, &'a names::OperationNames)| {
            [&names.ident, &names.ok, &names.error].map(|ident| (ident.as_str(), &operation.pointer))
        };
        Self { types, operations: pairs.flat_map(idents).collect() }
    }

    /// The place of the member, or the nearest thing around it that is known.
    fn of_change(&self, change: &Change) -> Pointer {
        let (ty, _) = &change.of;
        if let Some((definition, names)) = self.types.get(ty.as_str()) {
            let is_it = |names: &&String| names.trim_start_matches("r#") == change.name;
            let at = names.members.iter().position(|name| is_it(&name));
            let field = match &definition.shape {
                Shape::Struct(of) => at.and_then(|at| of.fields.get(at)),
                Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Contents(_) => None,
            };
            let at = &definition.pointer;
            return field.map_or_else(|| at.clone(), |field| at.child("properties").child(&field.name));
        }
        let operation = self.operations.get(ty.as_str()).copied().cloned();
        match (&change.words, operation) {
            ([Word::Scheme(scheme), _], None) => Pointer::root().child("components").child("securitySchemes").child(scheme),
            (_, operation) => operation.unwrap_or_default(),
        }
    }
}
