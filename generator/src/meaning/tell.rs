//! What there is to tell about names that mean something else, as diagnostics.

use std::collections::{BTreeMap, HashMap};

use super::{Change, Compared, Owner, Word, code};
use crate::Understood;
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::ir::{self, Shape, TypeId};
use crate::names::{self, Finding, Names, Referrer, escape};
use crate::pointer::Pointer;

/// How many other names of one type are shown; the rest is counted.
const SHOWN: usize = 5;

/// The diagnostics of changes, one for each pair of types, and of what the lock says of names that the code does not show.
pub fn tell(compared: &Compared, understood: &Understood) -> Vec<Diagnostic> {
    let mut changes: Vec<&Change> = compared.changes.iter().collect();
    if changes.is_empty() && understood.by_code.is_empty() {
        return Vec::new();
    }
    let places = Places::of(&understood.api, &understood.names);
    changes.retain(|change| !places.is_ordered(change, &understood.by_code));
    let mut pairs: BTreeMap<(&Owner, &Owner), Vec<&Change>> = BTreeMap::new();
    for change in &changes {
        pairs.entry((&change.of, &change.before)).or_default().push(change);
    }
    let spans = names::spans(&understood.tree);
    let tell = |changes: &Vec<&Change>| {
        let (first, others) = changes.split_first()?;
        let span = |change: &Change| spans(&places.of_change(change));
        let warning = diagnostic(first, others.len(), span(first));
        let others = others.iter().take(SHOWN);
        Some(others.fold(warning, |warning, change| warning.related(span(change), format!("`{}` of it, too", change.name))))
    };
    let mut told: Vec<Diagnostic> = pairs.values().filter_map(tell).collect();
    let is_left = |finding: &&Finding| !places.is_shown(finding, &changes) && places.is_beyond(finding, compared);
    told.extend(names::tell(understood.by_code.iter().filter(is_left), &understood.tree));
    told
}

fn diagnostic(change: &Change, others: usize, span: crate::source::Span) -> Diagnostic {
    let Change { of, before, name, words: [now, then] } = change;
    let [of, before] = [of, before].map(shown);
    let is_value = matches!(now, Word::Only(_) | Word::Absent | Word::Default(_));
    let more = if others == 0 { String::new() } else { format!("; {others} more of its names are others, too") };
    Diagnostic::warning(emission::LEADS, span, format!("`{name}` of `{of}` is {now}, and was {then}{more}"))
        .note(match of == before {
            _ if is_value => format!("code that makes `{of}` or reads it compiles as before"),
            true => format!("code that uses `{name}` compiles as before"),
            false => format!("code that comes to `{before}` by the names of members comes to `{of}` now: where it names no type, it compiles as before"),
        })
        .help(match is_value {
            true => format!("look at each use of `{of}`; it is told once"),
            false => format!("look at each use of `{name}` there; it is told once"),
        })
}

fn shown((ty, variant): &Owner) -> String {
    variant.as_ref().map_or_else(|| ty.clone(), |variant| format!("{ty}::{variant}"))
}

/// Where the types of an API stand in its description.
struct Places<'a> {
    types: HashMap<&'a str, (&'a ir::Type, &'a names::TypeNames)>,
    operations: HashMap<&'a str, &'a Pointer>,
    schemes: HashMap<&'a str, Pointer>,
    /// The names of each operation, by where it stands.
    results: HashMap<&'a Pointer, &'a names::OperationNames>,
    names: &'a Names,
}

impl<'a> Places<'a> {
    fn of(api: &'a ir::Api, names: &'a Names) -> Self {
        let types = api.types.iter().map(|(id, ty)| (names.ty(id).ident.as_str(), (ty, names.ty(id)))).collect();
        let pairs = api.tags.iter().zip(&names.tags).flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
        let idents = |(operation, names): (&'a ir::Operation, &'a names::OperationNames)| {
            [&names.ident, &names.ok, &names.error].map(|ident| (ident.as_str(), &operation.pointer))
        };
        let all = Pointer::root().child("components").child("securitySchemes");
        let schemes = api.security_schemes.iter().zip(&names.schemes);
        let schemes = schemes.map(|(scheme, names)| (names.constant.as_str(), all.child(&scheme.name))).collect();
        let results = pairs.clone().map(|(operation, names)| (&operation.pointer, names)).collect();
        Self { types, operations: pairs.flat_map(idents).collect(), schemes, results, names }
    }

    /// Whether the lock tells of arguments what the code shows: it knows those of earlier runs, too.
    fn is_ordered(&self, change: &Change, findings: &[Finding]) -> bool {
        let ty = self.types.get(change.of.0.as_str()).map(|(ty, _)| &ty.pointer);
        let Some(place) = ty.or_else(|| self.operations.get(change.of.0.as_str()).copied()) else { return false };
        let is_of_it = |at: &Pointer| at.as_str().strip_prefix(place.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let is_told = |finding: &Finding| matches!(finding, Finding::Arguments { at, .. } if is_of_it(at));
        matches!(change.words[0], Word::Arguments(_)) && findings.iter().any(is_told)
    }

    /// Whether changes tell what the lock tells.
    fn is_shown(&self, finding: &Finding, changes: &[&Change]) -> bool {
        let is_at = |change: &Change, at: &Pointer| self.types.get(change.of.0.as_str()).is_some_and(|(ty, _)| ty.pointer == *at);
        let is_value = |change: &Change, end: &str| matches!(&change.words[0], Word::Values(values) if values.iter().any(|it| it.ends_with(end)));
        if let Finding::Leads { name, ty, .. } = finding {
            let ident = ty.map(|ty| self.names.ty(ty).ident.as_str());
            let name = name.rsplit('.').next().unwrap_or_default().trim_start_matches("r#");
            return changes.iter().any(|change| Some(change.of.0.as_str()) == ident && change.name == name);
        }
        let Finding::Tag { at, tag, .. } = finding else { return false };
        // Of any member that holds the tag.
        let end = code::tagged("", &escape::plain(tag).unwrap_or_default());
        changes.iter().any(|change| is_at(change, at) && is_value(change, &end))
    }

    /// Whether the lock can know what the code does not show: a line does, as of a merge or of what a name was before the last run; what is guessed
    /// is known only of what was not there at the last run.
    fn is_beyond(&self, finding: &Finding, compared: &Compared) -> bool {
        let Finding::Leads { referrer, guessed: true, .. } = finding else { return true };
        let has = |owner: &str, name: &str| compared.new.contains(&(owner.to_owned(), name.to_owned()));
        // A type that is new may have another name only.
        let is_new = |owner: &str, name: &str| has(owner, name) && !has(owner, "");
        let word = |ty: TypeId, word: &Word| is_new(&self.names.ty(ty).ident, &word.to_string());
        let of = |operation: &Pointer| self.results.get(operation).copied();
        referrer.as_ref().is_some_and(|referrer| match referrer {
            Referrer::Property(ty, name) => word(*ty, &Word::Member(name.clone())),
            Referrer::Rest(ty) => word(*ty, &Word::Rest),
            Referrer::Parameter(operation, location, name) => {
                let told = Word::parameter(location, name, None).to_string();
                of(operation).is_some_and(|names| is_new(&names.ident, &told))
            }
            Referrer::RequestBody(operation) => of(operation).is_some_and(|names| is_new(&names.ident, &Word::Body.to_string())),
        })
    }

    /// The place of the member, or the nearest thing around it that is known.
    fn of_change(&self, change: &Change) -> Pointer {
        let (ty, _) = &change.of;
        if let Some((definition, names)) = self.types.get(ty.as_str()) {
            let at = names.members.iter().position(|name| name.trim_start_matches("r#") == change.name);
            let field = match &definition.shape {
                Shape::Struct(of) => at.and_then(|at| of.fields.get(at)),
                Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Contents(_) => None,
            };
            let at = &definition.pointer;
            return field.map_or_else(|| at.clone(), |field| at.child("properties").child(&field.name));
        }
        let operation = self.operations.get(ty.as_str()).copied().cloned();
        operation.or_else(|| self.schemes.get(ty.as_str()).cloned()).unwrap_or_default()
    }
}
