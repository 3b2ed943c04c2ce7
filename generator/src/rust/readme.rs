//! README: how to call each API and how to serve it. Its examples are compiled as documentation tests.

use std::collections::BTreeSet;

use super::crate_files::Module;
use super::markdown::{self, Comment, Line, Piece};
use super::operations::{self, Example};
use super::{Options, Place, Scope, print};
use crate::file::File;
use crate::ir::{Group, SecuritySchemeKind, Server};

/// The README; `before` is what the documentation of the crate says in front of it.
pub fn readme(package: &str, modules: &[Module<'_>], options: &Options, before: &Comment) -> File {
    let features = match modules.len() {
        0 | 1 if options.tag_features => {
            "Models, HTTP clients and server stubs. Features: `client`, `server`, and one for each tag."
        }
        0 | 1 => "Models, HTTP clients and server stubs. Features: `client`, `server`.",
        _ => "Models, HTTP clients and server stubs. Features: `client`, `server`, and one for each API.",
    };
    let mut pieces = vec![Piece::Title(Line::of(package)), Piece::Line(Line::own(features))];
    pieces.extend(modules.iter().flat_map(|module| section(package, module)));
    let text = markdown::document(&print::html_header(options), &pieces, before);
    File { path: "README.md".to_owned(), text }
}

fn section(package: &str, module: &Module<'_>) -> Vec<Piece> {
    let title = Piece::Section(Line::of(&module.api.title));
    let own = |words| Piece::Line(Line::own(words));
    let Some(example) = operations::example(module.api, module.names) else {
        return vec![title, own("It has models only.")];
    };
    let path = path(package, module);
    let (client, server) = (client(&path, module, &example), server(&path, module, &example));
    vec![title, own("A call:"), Piece::Example(client), own("A handler:"), Piece::Example(server)]
}

/// The module as the example's reader writes it.
fn path(package: &str, module: &Module<'_>) -> String {
    let root = package.replace('-', "_");
    match module.options.module.as_deref().and_then(|path| path.strip_prefix("crate::")) {
        Some(inner) => format!("{root}::{inner}"),
        None => root,
    }
}

fn client(path: &str, module: &Module<'_>, example: &Example<'_>) -> String {
    let scope = &mut Scope::new(module.api, module.names, &module.options, Place::Api);
    let arguments = operations::arguments(scope, example.operation, example.names);
    let parameters: Vec<_> =
        arguments.iter().map(|argument| format!("{}: {}", argument.name, print::type_text(&argument.ty))).collect();
    let values: Vec<_> = arguments.iter().map(|argument| argument.name.to_string()).collect();
    let client = print::free("client", |name| format!("my_{name}"), |name| values.iter().any(|value| value == name));
    let method = &example.names.method;
    let credentials: String = module
        .api
        .security_schemes
        .iter()
        .zip(&module.names.schemes)
        .take(1)
        .map(|(scheme, names)| match scheme.kind {
            SecuritySchemeKind::Basic => format!(".{}(\"user\", \"secret\")", names.with),
            SecuritySchemeKind::MutualTls => format!(".{}()", names.with),
            SecuritySchemeKind::Bearer
            | SecuritySchemeKind::Http(_)
            | SecuritySchemeKind::ApiKey { .. }
            | SecuritySchemeKind::OAuth2 { .. }
            | SecuritySchemeKind::OpenIdConnect { .. } => {
                format!(".{}(\"secret\")", names.with)
            }
        })
        .collect();
    let ty = match module.names.is_type("Client") {
        true => format!("{path}::client::Client"),
        false => "Client".to_owned(),
    };
    let import = if ty == "Client" { format!("use {path}::client::Client;\n") } else { String::new() };
    let imports = scope.imports_of_models(path);
    format!(
        "{import}{imports}
async fn call({}) -> Result<(), Box<dyn std::error::Error>> {{
    let {client} = {ty}::new({})?{credentials};
    let answer = {client}.{method}({}).await?;
    println!(\"{{answer:?}}\");
    Ok(())
}}
",
        parameters.join(", "),
        print::literal(&base_url(&module.api.servers)),
        values.join(", "),
    )
}

/// The first server, where it is a whole address.
fn base_url(servers: &[Server]) -> String {
    let usable = |server: &&Server| server.url.starts_with("http") && !server.url.contains('{');
    servers.iter().find(usable).map_or_else(|| "https://api.example.com".to_owned(), |server| server.url.clone())
}

fn server(path: &str, module: &Module<'_>, example: &Example<'_>) -> String {
    let (handlers, method, request) = (&example.tag.handlers, &example.names.method, &example.names.ident);
    let secured = super::has_security(module.api);
    let traits: Vec<&str> = module.names.tags.iter().map(|tag| tag.handlers.as_str()).collect();
    let is_taken = |name: &str| module.names.is_type(name) || traits.contains(&name);
    let own = &print::free("Handlers", |name| format!("My{name}"), is_taken);
    // A model may be called like the trait, which stands in another module.
    let by_path = module.names.is_type("Authenticate");
    let authenticate = if secured && !by_path { "Authenticate, " } else { "" };
    let principal = if secured { "\n    type Principal = String;" } else { "" };
    let of = if secured { "String" } else { "()" };
    let (parameter, argument) = match (secured, by_path) {
        (true, true) => (format!("authenticator: impl {path}::server::Authenticate<Principal = String>"), ", authenticator"),
        (true, false) => ("authenticator: impl Authenticate<Principal = String>".to_owned(), ", authenticator"),
        (false, _) => (String::new(), ""),
    };
    let mut runtime = BTreeSet::new();
    let [context, handled, router] = ["RequestContext", "Handled", "Router"].map(|name| of_runtime(module, &mut runtime, name));
    let tags = || module.names.tags.iter().zip(&module.api.tags).filter(|(_, tag)| tag.group == Group::Tag);
    let others: String = tags()
        .filter(|(names, tag)| !tag.operations.is_empty() && names.handlers != *handlers)
        .map(|(names, _)| {
            let other = &names.handlers;
            format!("\nimpl {path}::server::{other} for {own} {{{principal}\n    type Context = {context}<{of}>;\n}}\n")
        })
        .collect();
    let scope = &mut Scope::new(module.api, module.names, &module.options, Place::Api);
    let given = super::server::given(scope, tags().map(|(_, tag)| tag));
    let rejects: String = given.iter().map(|ty| rejects(module, &mut runtime, own, &print::path_text(ty))).collect();
    let imports = scope.imports_of_models(path);
    let runtime = match runtime.is_empty() {
        true => String::new(),
        false => format!("use {SERVER}::{{{}}};\n", runtime.into_iter().collect::<Vec<_>>().join(", ")),
    };
    format!(
        "{runtime}{imports}use {path}::operations::{request};
use {path}::server::{{{authenticate}{handlers}, router}};

struct {own};

impl {handlers} for {own} {{{principal}
    type Context = {context}<{of}>;

    async fn {method}(&self, _: Self::Context, request: {request}) -> {handled}<{request}> {{
        println!(\"{{request:?}}\");
        Err(std::io::Error::other(\"not written yet\"))?
    }}
}}
{others}{rejects}
fn app({parameter}) -> {router} {{
    router({own}{argument})
}}
"
    )
}

const SERVER: &str = "letterpress_runtime::server";

/// A name of the runtime, imported unless a type of the API has it.
fn of_runtime(module: &Module<'_>, imports: &mut BTreeSet<&'static str>, name: &'static str) -> String {
    if module.names.is_type(name) {
        return format!("{SERVER}::{name}");
    }
    imports.insert(name);
    name.to_owned()
}

/// What the server's own answers take that only the API knows.
fn rejects(module: &Module<'_>, imports: &mut BTreeSet<&'static str>, own: &str, ty: &str) -> String {
    let [rejects, rejection] = ["Rejects", "Rejection"].map(|name| of_runtime(module, imports, name));
    format!(
        "
impl {rejects}<{ty}> for {own} {{
    fn reject(&self, rejection: &{rejection}) -> {ty} {{
        todo!(\"the body for {{:?}}\", rejection.problem.status)
    }}
}}
"
    )
}
