//! Servers and their variables (OpenAPI 3.0.4 sections 4.7.5 and 4.7.6).

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Server, ServerVariable};
use crate::pointer::Pointer;

/// The servers that an object lists; `at` is where its list stands.
pub(super) fn servers(cx: &mut Context<'_>, servers: &[openapiv3::Server], at: &Pointer) -> Vec<Server> {
    servers.iter().enumerate().map(|(index, value)| server(cx, value, &at.index(index))).collect()
}

/// The servers of an operation: its own, else those of its path item (section Path Item Object). None where these are
/// those of the document, too.
pub(super) fn of_operation(
    cx: &mut Context<'_>,
    (item, item_at): (&openapiv3::PathItem, &Pointer),
    (operation, at): (&openapiv3::Operation, &Pointer),
) -> Vec<Server> {
    let own = match operation.servers.is_empty() {
        false => servers(cx, &operation.servers, &at.child("servers")),
        true => servers(cx, &item.servers, &item_at.child("servers")),
    };
    let document = cx.document;
    let same = |own: &Server, other: &openapiv3::Server| own.url == other.url && own.variables == variables(other);
    match own.len() == document.servers.len() && own.iter().zip(&document.servers).all(|(own, other)| same(own, other)) {
        true => Vec::new(),
        false => own,
    }
}

fn variables(server: &openapiv3::Server) -> Vec<ServerVariable> {
    let declared = server.variables.iter().flatten();
    let variable = |(name, variable): (&String, &openapiv3::ServerVariable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    };
    declared.map(variable).collect()
}

fn server(cx: &mut Context<'_>, server: &openapiv3::Server, at: &Pointer) -> Server {
    let declared: Vec<_> = server.variables.iter().flatten().collect();
    let used = template_names(&server.url);
    for name in used.iter().filter(|name| !declared.iter().any(|(declared, _)| *declared == *name)) {
        let span = cx.span(&at.child("url"));
        cx.tell(
            Diagnostic::error(lowering::SERVER_VARIABLE, span, format!("the server variable `{name}` is not declared"))
                .help(format!("declare it: `variables: {{ {name}: {{ default: ... }} }}`")),
        );
    }
    for (name, variable) in &declared {
        let span = cx.span(&at.child("variables").child(name));
        if !used.contains(name) {
            cx.warn(lowering::SERVER_VARIABLE_UNUSED, span, format!("the server variable `{name}` does not occur in the URL"));
        }
        if !variable.enumeration.is_empty() && !variable.enumeration.contains(&variable.default) {
            let span = cx.span(&at.child("variables").child(name).child("default"));
            let values: Vec<String> = variable.enumeration.iter().map(|value| format!("`{value}`")).collect();
            cx.tell(
                Diagnostic::warning(
                    lowering::SERVER_VARIABLE_DEFAULT,
                    span,
                    format!("the default of the server variable `{name}` is not one of its values"),
                )
                .note("section Server Variable Object: a default is one of the values of `enum`")
                .help(format!("write one of {}", values.join(", "))),
            );
        }
    }
    Server { url: server.url.clone(), description: server.description.clone(), variables: variables(server) }
}

/// The names between braces.
pub(super) fn template_names(template: &str) -> Vec<String> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
