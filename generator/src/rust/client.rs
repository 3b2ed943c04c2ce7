//! `client/`: the client, and one method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown::{Comment, Line, Part, joined};
use super::scope::Scope;
use super::{docs, operations, print};
use crate::characters;
use crate::ir::{Operation, SecurityScheme, SecuritySchemeKind, Server, ServerVariable, Tag};
use crate::names::{OperationNames, SchemeNames, TagNames};

/// `client/mod.rs`.
pub fn root(mut scope: Scope<'_>) -> String {
    let modules = scope.tag_modules();
    scope.import_runtime_module("client");
    let config_error = scope.foreign("letterpress_runtime::client", "ConfigError");
    let servers = servers(&mut scope);
    let schemes: Vec<_> = scope.api.security_schemes.iter().zip(&scope.names.schemes).collect();
    let credentials: Vec<_> = schemes.into_iter().map(|(scheme, names)| credential(&mut scope, scheme, names)).collect();
    let docs = docs::attributes(&docs::about("A client of the ", Line::of(&scope.api.title), " API."));
    let items = quote! {
        #(mod #modules;)*
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
            pub fn new(base_url: &str) -> Result<Self, #config_error> { client::Client::new(base_url).map(Self) }
            /// A client with its own transport, limits and timeouts: see [`client::Client::builder`].
            pub fn from_parts(client: client::Client) -> Self { Self(client) }
            #(#credentials)*
        }
    };
    scope.finish(&docs::inner(&docs::own("The HTTP client.")), &items)
}

fn servers(scope: &mut Scope<'_>) -> TokenStream {
    if scope.api.servers.is_empty() {
        return TokenStream::new();
    }
    let ty = scope.foreign("letterpress_runtime::client", "Server");
    let servers: Vec<_> = scope.api.servers.iter().map(|server| self::server(scope, server)).collect();
    let docs = docs::attributes(&servers_docs(&scope.api.servers));
    quote! {
        #docs
        pub const SERVERS: &'static [#ty] = &[#(#servers),*];
    }
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
    Comment::of(&[Part::Line(Line::own("The servers that the specification names.")), Part::List(lines)])
}

fn server(scope: &mut Scope<'_>, server: &Server) -> TokenStream {
    let ty = scope.foreign("letterpress_runtime::client", "Server");
    let url = &server.url;
    let description = server.description.as_deref().map(characters::plain).unwrap_or_default();
    let variables: Vec<_> = server.variables.iter().map(|variable| self::variable(scope, variable)).collect();
    quote!(#ty { url: #url, description: #description, variables: &[#(#variables),*] })
}

fn variable(scope: &mut Scope<'_>, variable: &ServerVariable) -> TokenStream {
    let ty = scope.foreign("letterpress_runtime::client", "ServerVariable");
    let ServerVariable { name, default, values, .. } = variable;
    quote!(#ty { name: #name, default: #default, values: &[#(#values),*] })
}

/// The function that takes the credential of a scheme.
fn credential(scope: &mut Scope<'_>, scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let credential = scope.foreign("letterpress_runtime::client", "Credential");
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
pub fn methods(mut scope: Scope<'_>, tag: &Tag, names: &TagNames) -> String {
    let operations = tag.operations.iter().zip(&names.operations);
    let methods: Vec<_> =
        operations.map(|(operation, operation_names)| method(&mut scope, operation, operation_names, &names.module)).collect();
    let client = scope.parent("Client");
    let items = quote!(impl #client { #(#methods)* });
    scope.finish(&TokenStream::new(), &items)
}

fn method(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames, module: &str) -> TokenStream {
    let docs = docs::attributes(&docs::operation(operation));
    let deprecated = docs::deprecated(&operation.docs);
    let arguments = operations::arguments(scope, operation, names);
    let (parameters, types) = (arguments.iter().map(|argument| &argument.name), arguments.iter().map(|argument| &argument.ty));
    let values = arguments.iter().map(|argument| &argument.name);
    let call = scope.foreign("letterpress_runtime::client", "Call");
    let (method, request) = (print::ident(&names.method), scope.operation(module, &names.ident));
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#parameters: #types),*) -> #call<'_, #request> {
            self.0.call(#request::new(#(#values),*))
        }
    }
}
