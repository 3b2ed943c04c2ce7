//! `models/`: one file per component with the inline types it owns.

mod aliases;
mod chain;
mod checks;
mod construct;
mod contents;
mod enumerations;
mod structs;
mod tuples;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

pub use checks::rule;
pub use structs::{texts, wire_names};

use super::gates::Gates;
use super::print::ident;
use super::scope::{Page, Scope};
use super::{answers, docs};
use crate::ir::{Api, Shape, Type, TypeId};
use crate::names::{Home, Names};

/// The types of a file in the order of the description, an owner before what stands in it.
pub fn definitions(scope: &mut Scope<'_>, ids: &[TypeId]) -> TokenStream {
    scope.items(ids, |scope, id| {
        let definition = scope.api.types.get(*id).map(|definition| self::definition(scope, *id, definition));
        definition.unwrap_or_default()
    })
}

/// A definition: the type, its table for the wire, its validator.
fn definition(scope: &mut Scope<'_>, id: TypeId, definition: &Type) -> TokenStream {
    let answer = answer(scope, id);
    let definition = match &definition.shape {
        Shape::Struct(object) => structs::object(scope, id, definition, object),
        Shape::Enumeration(enumeration) => enumerations::enumeration(scope, id, definition, enumeration),
        Shape::Union(union) => unions::union(scope, id, definition, union),
        Shape::Tuple(tuple) => tuples::tuple(scope, id, definition, tuple),
        Shape::Alias(ty) => aliases::alias(scope, id, definition, ty),
        Shape::Contents(alternatives) => contents::contents(scope, id, definition, alternatives),
    };
    quote!(#definition #answer)
}

/// What a server's own answers put into the type, where they have it.
fn answer(scope: &mut Scope<'_>, id: TypeId) -> Option<TokenStream> {
    let template = scope.api.answers.get(&id)?;
    let (ty, ident) = (scope.runtime_path("Answer"), scope.model(id));
    let answer = answers::of_template(&ty, template, 4);
    Some(scope.text(format!(
        "impl {ident} {{\n    /// What a server puts into it when it answers by itself.\n    \
         pub const ANSWER: {ty} = {answer};\n}}"
    )))
}

/// The file of a module of `models/`.
pub fn file(mut scope: Scope<'_>, ids: &[TypeId]) -> Page {
    let items = definitions(&mut scope, ids);
    scope.finish(&TokenStream::new(), &items)
}

/// Which definitions stand in which file.
pub fn by_home(api: &Api, names: &Names) -> BTreeMap<Home, Vec<TypeId>> {
    let mut homes: BTreeMap<Home, Vec<TypeId>> = BTreeMap::new();
    for (id, _) in api.types.iter() {
        homes.entry(names.ty(id).home.clone()).or_default().push(id);
    }
    homes
}

/// `models/mod.rs`: the modules and what they export.
pub fn index(scope: Scope<'_>, modules: &[(&str, &[TypeId])], gates: &Gates) -> Page {
    let gate = |module: &str| gates.home(&Home::Models(module.to_owned()));
    let exports: Vec<_> = modules.iter().map(|(module, ids)| (*module, gate(module), exports(&scope, ids))).collect();
    let items = exports_of(&exports);
    scope.finish(&docs::inner(&docs::own("The types that travel as JSON.")), &items)
}

/// Modules, what they stand behind and their exports, sorted.
pub fn exports_of(modules: &[(&str, TokenStream, Exports)]) -> TokenStream {
    let mut sorted: Vec<_> = modules.iter().collect();
    sorted.sort_by_key(|(module, _, _)| *module);
    let modules = sorted.iter().map(|(module, gate, _)| {
        let module = ident(module);
        quote!(#gate mod #module;)
    });
    let public = sorted.iter().map(|(module, gate, exports)| export(module, &exports.public, &quote!(#gate pub)));
    let internal = sorted.iter().map(|(module, gate, exports)| export(module, &exports.internal, &quote!(#gate pub(crate))));
    quote!(#(#modules)* #(#public)* #(#internal)*)
}

/// What a module exports.
#[derive(Debug, Default)]
pub struct Exports {
    /// To everybody.
    pub public: BTreeSet<String>,
    /// Within the API: functions that check aliases.
    pub internal: BTreeSet<String>,
}

/// The names of definitions.
pub fn exports(scope: &Scope<'_>, ids: &[TypeId]) -> Exports {
    let mut exports = Exports::default();
    for id in ids {
        let names = scope.names.ty(*id);
        exports.public.insert(names.ident.clone());
        let checked = scope.api.types.get(*id).is_some_and(|ty| matches!(ty.shape, Shape::Alias(_)) && ty.facts.validated);
        exports.internal.extend(checked.then(|| names.validator.clone()));
    }
    exports
}

fn export(module: &str, names: &BTreeSet<String>, visibility: &TokenStream) -> TokenStream {
    let module = ident(module);
    let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(#visibility use #module::#only;),
        several => quote!(#visibility use #module::{#(#several),*};),
    }
}

/// The derives that a definition has beside `Clone`, `Debug` and `PartialEq`, in the one order of all generated files.
#[derive(Clone, Copy, Debug, Default)]
struct Derives {
    copy: bool,
    default: bool,
    eq: bool,
}

fn derives(derives: Derives) -> TokenStream {
    let copy = derives.copy.then(|| quote!(Copy,));
    let default = derives.default.then(|| quote!(Default,));
    let eq = derives.eq.then(|| quote!(, Eq, Hash));
    quote!(#[derive(Clone, #copy Debug, #default PartialEq #eq)])
}

/// `impl Validate`, where something asks for it.
fn validate(scope: &mut Scope<'_>, id: TypeId, definition: &Type) -> TokenStream {
    if !definition.facts.validated {
        return TokenStream::new();
    }
    let body = checks::body(scope, &definition.check, 8);
    let (validate, check) = (scope.runtime_path("Validate"), scope.runtime_path("Check"));
    let ident = scope.model(id);
    scope.text(format!("impl {validate} for {ident} {{\n    fn validate(check: {check}<'_>) -> {check}<'_> {{\n{body}    }}\n}}"))
}
