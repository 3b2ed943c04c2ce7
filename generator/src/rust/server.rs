//! `server/`: one trait for each tag, the authenticator and the router.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown::Line;
use super::scope::{Page, Scope};
use super::{content, docs, print};
use crate::ir::{Answer, Group, Operation, SecurityScheme, SecuritySchemeKind, Tag};
use crate::names::{OperationNames, SchemeNames, TagNames};

const SERVER: &str = "letterpress_runtime::server";

/// `server/<tag>.rs`.
pub fn handlers(mut scope: Scope<'_>, tag: &Tag, names: &TagNames) -> Page {
    let operations: Vec<_> = tag.operations.iter().zip(&names.operations).collect();
    let functions: Vec<_> =
        operations.iter().map(|(operation, names_of)| function(&mut scope, operation, names_of, names)).collect();
    let of_all = match (tag.group, tag.name.is_empty()) {
        (Group::Webhooks, _) => docs::sentence("Receives the webhooks of the ", Line::of(&scope.api.title), " API."),
        (Group::Callbacks, _) => docs::sentence("Receives the callbacks of the ", Line::of(&scope.api.title), " API."),
        (Group::Tag, true) => Line::own("The operations without a tag."),
        (Group::Tag, false) => docs::sentence("The operations of ", Line::code(&tag.name), "."),
    };
    let trait_docs = docs::attributes(&docs::comment(&tag.docs, of_all));
    let associated = associated(&mut scope, tag);
    let handlers = print::ident(&names.handlers);
    let routes = match tag.group {
        Group::Tag => routes(&mut scope, names),
        Group::Webhooks | Group::Callbacks => receiver(&mut scope, tag, names),
    };
    let inner = match tag.group {
        Group::Tag => TokenStream::new(),
        Group::Webhooks => docs::inner(&docs::own("What receives webhooks.")),
        Group::Callbacks => docs::inner(&docs::own("What receives callbacks.")),
    };
    let items = quote! {
        #trait_docs
        pub trait #handlers: Send + Sync + 'static {
            #associated
            #(#functions)*
        }
        #routes
    };
    scope.finish(&inner, &items)
}

/// Whether handlers of a tag learn who asks. Webhooks and callbacks are received by others than the server of the API, who need no
/// authenticator unless one of these asks for a credential.
fn is_secured(scope: &Scope<'_>, tag: &Tag) -> bool {
    match tag.group {
        Group::Tag => super::has_security(scope.api),
        Group::Webhooks | Group::Callbacks => tag.schemes().next().is_some(),
    }
}

fn associated(scope: &mut Scope<'_>, tag: &Tag) -> TokenStream {
    let context = scope.foreign(SERVER, "RequestContext");
    let principal = is_secured(scope, tag).then(|| {
        quote! {
            /// Who asks: what the authenticator makes of a credential.
            type Principal: Send + Sync + 'static;
        }
    });
    let of = if principal.is_some() { quote!(Self::Principal) } else { quote!(()) };
    quote! {
        #principal
        /// What a handler learns beside the request: a [`RequestContext`], or a type that is made from it.
        type Context: From<#context<#of>> + Send;
    }
}

fn function(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames, tag: &TagNames) -> TokenStream {
    let docs = docs::attributes(&docs::operation(operation));
    let deprecated = docs::deprecated(&operation.docs);
    let (handled, not_implemented) = (scope.foreign(SERVER, "Handled"), scope.foreign(SERVER, "not_implemented"));
    let (method, request) = (print::ident(&names.method), scope.operation(&tag.module, &names.ident));
    quote! {
        #docs
        #deprecated
        fn #method(&self, context: Self::Context, request: #request) -> impl Future<Output = #handled<#request>> + Send {
            #not_implemented(context, request)
        }
    }
}

/// `routes`, which binds the operations of a tag.
fn routes(scope: &mut Scope<'_>, names: &TagNames) -> TokenStream {
    let routes: String = names.operations.iter().map(route).collect();
    let (handlers, table) = (print::ident(&names.handlers), scope.foreign(SERVER, "Routes").to_string().replace(' ', ""));
    let principal = if super::has_security(scope.api) { "H::Principal" } else { "()" };
    scope.text(format!(
        "/// Binds the operations to their handlers.\npub(super) fn routes<H: {handlers}>(routes: &mut {table}<H, {principal}>) {{\n{routes}}}"
    ))
}

/// `router` of webhooks or callbacks: what receives them.
fn receiver(scope: &mut Scope<'_>, tag: &Tag, names: &TagNames) -> TokenStream {
    let [router, routes, options, error] =
        ["Router", "Routes", "ServerOptions", "PathError"].map(|name| print::path_text(&scope.foreign(SERVER, name)));
    let lines: String = names.operations.iter().map(received).collect();
    let given: Vec<String> = given(scope, std::iter::once(tag)).iter().map(print::path_text).collect();
    let rejects: String = given.iter().map(|ty| format!("    routes.rejects::<{ty}>();\n")).collect();
    let bound = if given.is_empty() { String::new() } else { print::path_text(&scope.foreign(SERVER, "Rejects")) };
    let more: String = given.iter().map(|ty| format!(" + {bound}<{ty}>")).collect();
    let handlers = &names.handlers;
    let (parameters, argument, bounds, principal, authenticator) = match is_secured(scope, tag) {
        true => {
            let authenticate = print::path_text(&scope.parent("Authenticate"));
            let schemes = print::path_text(&scope.parent("Schemes"));
            let bounds = format!("H: {handlers}<Principal = A::Principal>{more},\n    A: {authenticate},");
            ("H, A", "\n    authenticator: A,", bounds, "A::Principal", format!("{schemes}(authenticator)"))
        }
        false => ("H", "", format!("H: {handlers}{more},"), "()", print::path_text(&scope.foreign(SERVER, "NoAuthentication"))),
    };
    scope.text(format!(
        "/// A router that receives each of these at the path that `path` gives for the name of its handler, such as
/// `|name| format!(\"/hooks/{{name}}\")`. A handler that is renamed has another name here, too.
///
/// # Errors
///
/// When that is no path, or two have the same.
pub fn router<{parameters}>(
    handlers: H,{argument}
    options: {options},
    path: impl Fn(&str) -> String,
) -> Result<{router}, {error}>
where
    {bounds}
{{
    let mut routes = {routes}::<H, {principal}>::new(handlers);
{lines}{rejects}    Ok(routes.into_router({authenticator}, options))
}}"
    ))
}

/// [`route`] with the path.
fn received(names: &OperationNames) -> String {
    let OperationNames { method, ident, .. } = names;
    let name = print::literal(method.trim_start_matches("r#"));
    format!(
        "    routes.receive(path({name}), |handlers, context, request: {ident}| async move {{\n        \
         H::{method}(&handlers, context, request).await\n    }})?;\n"
    )
}

/// One line for each operation, which prettyplease would break into five. The call names the trait: a method such as `drop` or
/// `into` would be that of the prelude.
fn route(names: &OperationNames) -> String {
    let OperationNames { method, ident, .. } = names;
    format!(
        "    routes.add(|handlers, context, request: {ident}| async move {{ H::{method}(&handlers, context, request).await }});\n"
    )
}

/// `server/mod.rs`.
pub fn root(mut scope: Scope<'_>) -> Page {
    let modules = scope.tag_modules();
    let mut handlers: Vec<_> = scope
        .api
        .tags
        .iter()
        .zip(&scope.names.tags)
        .filter(|(tag, _)| tag.group == Group::Tag && !tag.operations.is_empty())
        .map(|(_, names)| names)
        .collect();
    handlers.sort_by_key(|names| &names.module);
    let groups = scope.groups();
    let (public, private): (Vec<_>, Vec<_>) =
        modules.into_iter().partition(|module| groups.iter().any(|names| print::ident(&names.module) == *module));
    let mut exported: Vec<_> = handlers.iter().chain(&groups).collect();
    exported.sort_by_key(|names| &names.module);
    let exports = exported.iter().map(|names| {
        let (module, handlers) = (print::ident(&names.module), print::ident(&names.handlers));
        quote!(pub use #module::#handlers;)
    });
    let exports: TokenStream = exports.collect();
    let authenticate = authenticate(&mut scope);
    let router = scope.api.has(Group::Tag).then(|| router(&mut scope, &handlers));
    let items = quote!(#(mod #private;)* #(pub mod #public;)* #exports #authenticate #router);
    scope.finish(&docs::inner(&docs::own("The HTTP server.")), &items)
}

/// The trait with one function for each scheme, and what leads to them.
fn authenticate(scope: &mut Scope<'_>) -> TokenStream {
    if !super::has_security(scope.api) {
        return TokenStream::new();
    }
    let schemes: Vec<_> = scope.api.security_schemes.iter().zip(&scope.names.schemes).collect();
    let functions: Vec<_> = schemes.iter().map(|(scheme, names)| scheme_function(scope, scheme, names)).collect();
    let arms: Vec<_> = schemes.iter().map(|(scheme, names)| scheme_arm(scope, scheme, names)).collect();
    let [authenticator, authentication, presented, scopes, denied] =
        ["Authenticator", "Authentication", "Presented", "Scopes", "denied"].map(|name| scope.foreign(SERVER, name));
    quote! {
        /// Checks credentials: one function for each security scheme.
        pub trait Authenticate: Send + Sync + 'static {
            /// Who asks: handlers receive it.
            type Principal: Send + Sync + 'static;
            #(#functions)*
        }
        struct Schemes<A>(A);
        impl<A: Authenticate> #authenticator<A::Principal> for Schemes<A> {
            fn authenticate(&self, scheme: &'static str, presented: #presented, scopes: #scopes) -> #authentication<'_, A::Principal> {
                match (scheme, presented) {
                    #(#arms,)*
                    _ => #denied(),
                }
            }
        }
    }
}

/// How the runtime presents the credential of a scheme: variant, type, name of the argument.
fn presented(kind: &SecuritySchemeKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        SecuritySchemeKind::Basic => ("Basic", "BasicCredentials", "credentials"),
        SecuritySchemeKind::ApiKey { .. } => ("ApiKey", "ApiKey", "key"),
        SecuritySchemeKind::Http(_) => ("Http", "HttpCredentials", "credentials"),
        SecuritySchemeKind::MutualTls => ("Certificate", "PeerCertificate", "certificate"),
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            ("Bearer", "BearerToken", "token")
        }
    }
}

fn scheme_function(scope: &mut Scope<'_>, scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let docs =
        docs::attributes(&docs::comment(&scheme.docs, docs::sentence("Checks a credential of ", Line::code(&scheme.name), ".")));
    let (_, ty, argument) = presented(&scheme.kind);
    let [ty, scopes, denied] = [ty, "Scopes", "Denied"].map(|name| scope.foreign(SERVER, name));
    let (function, argument) = (print::ident(&names.function), print::ident(argument));
    quote! {
        #docs
        fn #function(&self, #argument: #ty, scopes: #scopes) -> impl Future<Output = Result<Self::Principal, #denied>> + Send;
    }
}

fn scheme_arm(scope: &mut Scope<'_>, scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let (variant, _, argument) = presented(&scheme.kind);
    let (variant, argument, function) = (print::ident(variant), print::ident(argument), print::ident(&names.function));
    let (presented, name) = (scope.foreign(SERVER, "Presented"), &scheme.name);
    quote!((#name, #presented::#variant(#argument)) => Box::pin(A::#function(&self.0, #argument, scopes)))
}

/// `router` and `router_with`.
fn router(scope: &mut Scope<'_>, handlers: &[&TagNames]) -> TokenStream {
    let [router, routes, options] = ["Router", "Routes", "ServerOptions"].map(|name| scope.foreign(SERVER, name));
    let secured = super::has_security(scope.api);
    let (parameters, argument, pass, authenticator) = match secured {
        true => (quote!(H, A), Some(quote!(, authenticator: A)), Some(quote!(, authenticator)), quote!(Schemes(authenticator))),
        false => (quote!(H), None, None, scope.foreign(SERVER, "NoAuthentication")),
    };
    let api = scope.api;
    let given = given(scope, api.tags.iter().filter(|tag| tag.group == Group::Tag));
    let bounds = bounds(scope, handlers, secured, &given);
    let mutable = (!handlers.is_empty() || !given.is_empty()).then(|| quote!(mut));
    let tags = handlers.iter().map(|names| print::ident(&names.module));
    let principal = if secured { quote!(A::Principal) } else { quote!(()) };
    quote! {
        /// A router of all operations, with the safe defaults of the runtime.
        pub fn router<#parameters>(handlers: H #argument) -> #router where #bounds {
            router_with(handlers #pass, #options::default())
        }
        /// A router of all operations, with limits and hooks of its own.
        pub fn router_with<#parameters>(handlers: H #argument, options: #options) -> #router where #bounds {
            let #mutable routes = #routes::<H, #principal>::new(handlers);
            #(#tags::routes(&mut routes);)*
            #(routes.rejects::<#given>();)*
            routes.into_router(#authenticator, options)
        }
    }
}

/// The types of bodies that the API has to give where the server answers by itself, each once.
pub fn given<'t>(scope: &mut Scope<'_>, tags: impl Iterator<Item = &'t Tag>) -> Vec<TokenStream> {
    let operations = tags.flat_map(|tag| &tag.operations);
    let responses = operations.flat_map(|operation| &operation.responses);
    let given: Vec<_> = responses.filter(|response| response.answer == Some(Answer::Given)).collect();
    let mut types: Vec<TokenStream> = Vec::new();
    for content in given.into_iter().filter_map(|response| response.content.as_ref()) {
        let ty = content::content_type(scope, content);
        if !types.iter().any(|known| known.to_string() == ty.to_string()) {
            types.push(ty);
        }
    }
    types
}

fn bounds(scope: &mut Scope<'_>, handlers: &[&TagNames], secured: bool, given: &[TokenStream]) -> TokenStream {
    let rejects = if given.is_empty() { TokenStream::new() } else { scope.foreign(SERVER, "Rejects") };
    let traits = handlers.iter().map(|names| {
        let ident = print::ident(&names.handlers);
        if secured { quote!(#ident<Principal = A::Principal>) } else { quote!(#ident) }
    });
    let traits: Vec<_> = if handlers.is_empty() { vec![quote!(Send + Sync + 'static)] } else { traits.collect() };
    let authenticator = secured.then(|| quote!(A: Authenticate,));
    quote!(H: #(#traits)+* #(+ #rejects<#given>)*, #authenticator)
}
