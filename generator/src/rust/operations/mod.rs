//! `operations/`: one file per tag; a request type, the types of its outcomes and `impl Operation` for each operation.

mod callback;
mod outcome;
pub(super) mod request;
mod responses;

use proc_macro2::TokenStream;
use quote::quote;

use outcome::{Outcome, outcome};
pub use request::arguments;

use super::gates::Gates;
use super::models::{self, Exports};
use super::scope::{Page, RUNTIME, Scope};
use super::{client, docs, print};
use crate::ir::{Api, Group, Location, Mark, Operation, Route, Tag, TypeId};
use crate::names::{Home, Names, OperationNames, TagNames};

/// The file of a tag: its operations, then the types that are written inside them.
pub fn file(mut scope: Scope<'_>, tag: &Tag, names: &TagNames, types: &[TypeId]) -> Page {
    let operations: Vec<_> = tag.operations.iter().zip(&names.operations).collect();
    let operations = scope.items(&operations, |scope, (operation, names)| self::operation(scope, operation, names));
    let types = models::definitions(&mut scope, types);
    scope.finish(&TokenStream::new(), &quote!(#operations #types))
}

/// `operations/mod.rs`.
pub fn index(scope: Scope<'_>, tags: &[(&Tag, &TagNames, &[TypeId])], gates: &Gates) -> Page {
    let mut modules = Vec::new();
    for (tag, names, types) in tags {
        let mut exports = models::exports(&scope, types);
        export(&mut exports, tag, names);
        modules.push((names.module.as_str(), gates.home(&Home::Operations(names.module.clone())), exports));
    }
    let items = models::exports_of(&modules);
    scope.finish(&docs::inner(&docs::own("The operations, each described once for client and server.")), &items)
}

/// An operation that shows how an API is used.
pub struct Example<'a> {
    /// The names of its tag.
    pub tag: &'a TagNames,
    /// The operation.
    pub operation: &'a Operation,
    /// Its names.
    pub names: &'a OperationNames,
}

/// The first operation that is neither webhook nor callback.
pub fn example<'a>(api: &'a Api, names: &'a Names) -> Option<Example<'a>> {
    let (tag, names) = api.tags.iter().zip(&names.tags).find(|(tag, _)| tag.group == Group::Tag && !tag.operations.is_empty())?;
    Some(Example { tag: names, operation: tag.operations.first()?, names: names.operations.first()? })
}

fn export(exports: &mut Exports, tag: &Tag, names: &TagNames) {
    for (operation, names) in tag.operations.iter().zip(&names.operations) {
        let outcome = outcome(operation);
        exports.public.insert(names.ident.clone());
        exports.public.extend(outcome.has_ok_type().then(|| names.ok.clone()));
        exports.public.extend(outcome.has_error_type().then(|| names.error.clone()));
    }
}

fn operation(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let outcome = outcome(operation);
    let request = request::request(scope, operation, names);
    let ok = responses::ok_type(scope, names, &outcome);
    let error = responses::error_type(scope, names, &outcome);
    let description = implementation(scope, operation, names, &outcome);
    let address = callback::address(scope, operation, names);
    quote!(#request #ok #error #description #address)
}

/// `impl Operation`.
fn implementation(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames, outcome: &Outcome<'_>) -> TokenStream {
    let ident = print::ident(&names.ident);
    let trait_ = scope.runtime("Operation");
    let id = &names.id;
    let path = path(operation);
    let servers = servers(scope, operation);
    let route = route(scope, &operation.route);
    let method = method(scope, &operation.key.method);
    let security = security(scope, operation);
    let ok = responses::ok(scope, names, outcome);
    let error = responses::error(scope, names, outcome);
    let request = request::table(scope, operation, names);
    let request = scope.text(request);
    let responses = responses::table(scope, names, outcome);
    let responses = scope.text(responses);
    quote! {
        impl #trait_ for #ident {
            const ID: &'static str = #id;
            #method
            #path
            #route
            #servers
            #security
            type Ok = #ok;
            type Error = #error;
            #request
            #responses
        }
    }
}

/// Webhooks and callbacks have none.
fn path(operation: &Operation) -> TokenStream {
    let path = &operation.route.template;
    match operation.key.group() {
        Group::Tag => quote!(
            const PATH: &'static str = #path;
        ),
        Group::Webhooks | Group::Callbacks => TokenStream::new(),
    }
}

/// The servers of its own. A webhook or a callback is sent to a URL that somebody gave.
fn servers(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    if operation.servers.is_empty() || operation.key.group() != Group::Tag {
        return TokenStream::new();
    }
    let servers = client::server_list(scope, RUNTIME, &operation.servers);
    let ty = scope.runtime("Server");
    quote!(const SERVERS: &'static [#ty] = #servers;)
}

/// `http` has a constant for each method of a Path Item Object.
fn method(scope: &mut Scope<'_>, method: &str) -> TokenStream {
    let (ty, constant) = (scope.runtime("Method"), print::ident(method));
    quote!(const METHOD: #ty = #ty::#constant;)
}

/// What says of requests more than method and path, a line each.
fn route(scope: &mut Scope<'_>, route: &Route) -> TokenStream {
    let mut lines = TokenStream::new();
    let pair = |name: &str, value: &str| format!("({}, {})", print::literal(name), print::literal(value));
    if !route.fixed_query.is_empty() {
        let pairs: Vec<String> = route.fixed_query.iter().map(|(name, value)| pair(name, value)).collect();
        lines
            .extend(scope.line(format!("const FIXED_QUERY: &'static [(&'static str, &'static str)] = &[{}];", pairs.join(", "))));
    }
    if !route.marks.is_empty() {
        let ty = scope.runtime_path("Mark");
        let marks: Vec<String> = route.marks.iter().filter_map(|mark| self::mark(&ty, mark)).collect();
        lines.extend(scope.line(format!("const MARKS: &'static [{ty}] = &[{}];", marks.join(", "))));
    }
    if route.yields {
        lines.extend(quote!(
            const YIELDS: bool = true;
        ));
    }
    lines
}

fn mark(ty: &str, mark: &Mark) -> Option<String> {
    let variant = match mark.location {
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Path | Location::Cookie => return None,
    };
    Some(format!("{ty}::{variant}({}, {})", print::literal(&mark.name), print::literal(&mark.value)))
}

/// Alternatives of requirements.
fn security(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let ty = scope.runtime("Security");
    let mut alternatives = Vec::new();
    for alternative in &operation.security {
        let mut requirements = Vec::new();
        for requirement in alternative {
            let Some(scheme) = scope.names.schemes.get(requirement.scheme) else { continue };
            let (constant, scopes) = (print::ident(&scheme.constant), &requirement.scopes);
            scope.import_module("security");
            requirements.push(quote!(security::#constant.scopes(&[#(#scopes),*])));
        }
        alternatives.push(quote!(&[#(#requirements),*]));
    }
    quote!(const SECURITY: #ty = &[#(#alternatives),*];)
}
