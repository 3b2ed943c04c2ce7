//! `client/`: the client, and one method for each operation.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::gates::Gates;
use super::markdown::{Comment, Line, Part, joined};
use super::scope::{Page, Scope};
use super::{docs, operations, print};
use crate::characters;
use crate::ir::{Group, Operation, SecurityScheme, SecuritySchemeKind, Server, ServerVariable, Tag};
use crate::names::{OperationNames, SchemeNames, TagNames};

const CLIENT: &str = "letterpress_runtime::client";

/// `client/mod.rs`.
pub fn root(mut scope: Scope<'_>, gates: &Gates) -> Page {
    let modules = scope.tag_modules().into_iter().map(|module| {
        let gate = gates.client(&module.to_string());
        quote!(#gate mod #module;)
    });
    let modules: TokenStream = modules.collect();
    let senders = scope.groups();
    let senders = senders.iter().map(|names| {
        let (module, sender) = (print::ident(&names.module), print::ident(&names.handlers));
        quote!(pub use #module::#sender;)
    });
    let senders: TokenStream = senders.collect();
    let client = scope.api.has(Group::Tag).then(|| client(&mut scope));
    scope.finish(&docs::inner(&docs::own("The HTTP client.")), &quote!(#modules #senders #client))
}

fn client(scope: &mut Scope<'_>) -> TokenStream {
    scope.import_runtime_module("client");
    let config_error = scope.foreign(CLIENT, "ConfigError");
    let servers = servers(scope);
    let credentials = credentials(scope, &(0..scope.api.security_schemes.len()).collect());
    let docs = docs::attributes(&docs::about("A client of the ", Line::of(&scope.api.title), " API."));
    let (new, parts) =
        match scope.api.operations().any(|operation| !operation.servers.is_empty()) && !scope.api.servers.is_empty() {
            true => (quote!(Self::from_parts), quote!(Self(client.described(Self::SERVERS)))),
            false => (quote!(Self), quote!(Self(client))),
        };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client(client::Client);
        impl Client {
            #servers
            /// A client that sends to `base_url`, with the safe defaults of the runtime.
            ///
            /// # Errors
            ///
            /// When `base_url` is not an absolute `http` or `https` URL.
            pub fn new(base_url: &str) -> Result<Self, #config_error> { client::Client::new(base_url).map(#new) }
            /// A client with its own transport, limits and timeouts: see [`client::Client::builder`].
            pub fn from_parts(client: client::Client) -> Self { #parts }
            #(#credentials)*
        }
    }
}

fn servers(scope: &mut Scope<'_>) -> TokenStream {
    if scope.api.servers.is_empty() {
        return TokenStream::new();
    }
    let ty = scope.foreign(CLIENT, "Server");
    let servers = server_list(scope, CLIENT, &scope.api.servers.clone());
    let docs = docs::attributes(&servers_docs(&scope.api.servers));
    quote! {
        #docs
        pub const SERVERS: &'static [#ty] = #servers;
    }
}

/// A list of servers, whose type is imported from `path`.
pub fn server_list(scope: &mut Scope<'_>, path: &str, servers: &[Server]) -> TokenStream {
    let servers: Vec<_> = servers.iter().map(|server| self::server(scope, path, server)).collect();
    quote!(&[#(#servers),*])
}

/// What the constant is, and what the variables of the servers are for.
fn servers_docs(servers: &[Server]) -> Comment {
    let mut lines = Vec::new();
    for variable in servers.iter().flat_map(|server| &server.variables) {
        let text = variable.description.as_deref().map(Line::of).unwrap_or_default();
        let line = joined(&[Line::code(&variable.name), Line::own(": "), text.clone()]);
        if !text.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    Comment::of(&[
        Part::Line(Line::own(
            "The servers that the specification names; their order may change, `Server::with_url` and `Server::with_description` find one.",
        )),
        Part::List(lines),
    ])
}

fn server(scope: &mut Scope<'_>, path: &str, server: &Server) -> TokenStream {
    let ty = scope.foreign(path, "Server");
    let url = &server.url;
    let description = server.description.as_deref().map(characters::plain).unwrap_or_default();
    let variables: Vec<_> = server.variables.iter().map(|variable| self::variable(scope, path, variable)).collect();
    quote!(#ty { url: #url, description: #description, variables: &[#(#variables),*] })
}

fn variable(scope: &mut Scope<'_>, path: &str, variable: &ServerVariable) -> TokenStream {
    let ty = scope.foreign(path, "ServerVariable");
    let ServerVariable { name, default, values, .. } = variable;
    quote!(#ty { name: #name, default: #default, values: &[#(#values),*] })
}

/// The functions that take credentials, one for each of these schemes.
fn credentials(scope: &mut Scope<'_>, schemes: &BTreeSet<usize>) -> Vec<TokenStream> {
    let all = scope.api.security_schemes.iter().zip(&scope.names.schemes).enumerate();
    let schemes: Vec<_> = all.filter(|(index, _)| schemes.contains(index)).map(|(_, scheme)| scheme).collect();
    schemes.into_iter().map(|(scheme, names)| credential(scope, scheme, names)).collect()
}

/// The function that takes the credential of a scheme.
fn credential(scope: &mut Scope<'_>, scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let credential = scope.foreign(CLIENT, "Credential");
    let secret = match &scheme.kind {
        SecuritySchemeKind::MutualTls => TokenStream::new(),
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::Basic
        | SecuritySchemeKind::Http(_)
        | SecuritySchemeKind::ApiKey { .. }
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => scope.runtime("Secret"),
    };
    scope.import_module("security");
    let (what, arguments, value) = match &scheme.kind {
        SecuritySchemeKind::Basic => (
            "Sends these credentials where an operation requires ",
            quote!(user: &str, password: impl Into<#secret>),
            quote!(basic(user, password)),
        ),
        SecuritySchemeKind::Http(_) => (
            "Sends these credentials where an operation requires ",
            quote!(credentials: impl Into<#secret>),
            quote!(http(credentials)),
        ),
        SecuritySchemeKind::MutualTls => {
            ("Says that the connection presents a certificate, as operations require by ", quote!(), quote!(certificate()))
        }
        SecuritySchemeKind::ApiKey { .. } => {
            ("Sends this key where an operation requires ", quote!(key: impl Into<#secret>), quote!(api_key(key)))
        }
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            ("Sends this token where an operation requires ", quote!(token: impl Into<#secret>), quote!(bearer(token)))
        }
    };
    let docs = docs::attributes(&docs::about(what, Line::code(&scheme.name), "."));
    let comma = (!arguments.is_empty()).then(|| quote!(,));
    let (function, constant) = (print::ident(&names.with), print::ident(&names.constant));
    quote! {
        #docs
        #[must_use]
        pub fn #function(self #comma #arguments) -> Self {
            Self(self.0.with_credential(&security::#constant, #credential::#value))
        }
    }
}

/// `client/<tag>.rs`.
pub fn methods(mut scope: Scope<'_>, tag: &Tag, names: &TagNames) -> Page {
    let methods = all_methods(&mut scope, tag, names);
    let client = scope.parent("Client");
    let items = quote!(impl #client { #(#methods)* });
    scope.finish(&TokenStream::new(), &items)
}

fn all_methods(scope: &mut Scope<'_>, tag: &Tag, names: &TagNames) -> Vec<TokenStream> {
    let operations = tag.operations.iter().zip(&names.operations);
    operations.map(|(operation, operation_names)| method(scope, operation, operation_names, &names.module)).collect()
}

/// `client/<group>.rs`: the sender of webhooks or of callbacks.
pub fn sender(mut scope: Scope<'_>, tag: &Tag, names: &TagNames) -> Page {
    let [sender, config_error] = ["Sender", "ConfigError"].map(|name| scope.foreign(CLIENT, name));
    let (what, credentials) = (print::ident(&names.handlers), credentials(&mut scope, &tag.schemes().collect()));
    let docs = match tag.group {
        Group::Tag | Group::Webhooks => {
            docs::about("Sends the webhooks of the ", Line::of(&scope.api.title), " API, each to the URL that comes with it.")
        }
        Group::Callbacks => {
            docs::about("Sends the callbacks of the ", Line::of(&scope.api.title), " API, each to the URL that comes with it.")
        }
    };
    let (docs, methods) = (docs::attributes(&docs), all_methods(&mut scope, tag, names));
    let items = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #what(#sender);
        impl #what {
            /// A sender with the safe defaults of the runtime.
            ///
            /// # Errors
            ///
            /// When the HTTP transport does not start.
            pub fn new() -> Result<Self, #config_error> { #sender::new().map(Self) }
            /// A sender with its own transport, limits and timeouts: see [`Sender::builder`].
            pub fn from_parts(sender: #sender) -> Self { Self(sender) }
            #(#credentials)*
            #(#methods)*
        }
    };
    scope.finish(&TokenStream::new(), &items)
}

fn method(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames, module: &str) -> TokenStream {
    let docs = docs::attributes(&docs::operation(operation));
    let deprecated = docs::deprecated(&operation.docs);
    let arguments = operations::arguments(scope, operation, names);
    let (parameters, types) = (arguments.iter().map(|argument| &argument.name), arguments.iter().map(|argument| &argument.ty));
    let values = arguments.iter().map(|argument| &argument.name);
    let call = scope.foreign(CLIENT, "Call");
    let (method, request) = (print::ident(&names.method), scope.operation(module, &names.ident));
    let (url, pass) = match operation.key.group() {
        Group::Tag => (None, None),
        Group::Webhooks | Group::Callbacks => {
            // A parameter of the request may have this name.
            let taken = |name: &str| arguments.iter().any(|argument| argument.name == name);
            let url = print::ident(&print::free("url", |name| format!("{name}_to_call"), taken));
            (Some(quote!(#url: &str,)), Some(quote!(#url,)))
        }
    };
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #url #(#parameters: #types),*) -> #call<'_, #request> {
            self.0.call(#pass #request::new(#(#values),*))
        }
    }
}
