//! Servers and their variables (OpenAPI 3.0.4 sections 4.7.5 and 4.7.6).

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Server, ServerVariable};
use crate::pointer::Pointer;

/// The document's servers.
pub(super) fn servers(cx: &mut Context<'_>) -> Vec<Server> {
    let document = cx.document;
    let at = Pointer::from_text("/servers");
    document.servers.iter().enumerate().map(|(index, value)| server(cx, value, &at.index(index))).collect()
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
    let variables = declared.into_iter().map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    });
    Server { url: server.url.clone(), description: server.description.clone(), variables: variables.collect() }
}

/// The names between braces.
pub(super) fn template_names(template: &str) -> Vec<String> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
