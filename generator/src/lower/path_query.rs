//! Variables behind the `?` and the `#` of a path key. The standard knows none there; what is meant is a query parameter, and nothing
//! at all behind `#`, which is never sent.

use std::collections::HashSet;

use letterpress_runtime::parameter::query::form_decoded;

use super::context::Context;
use super::parameter::{place, string};
use super::route;
use super::server::template_names;
use crate::diagnostic::{Diagnostic, brief, codes::lowering};
use crate::ir::{Location, Parameter, Style};
use crate::pointer::Pointer;
use crate::source::Span;

/// Makes query parameters of the variables that are the value of a name in the query of a path key, and takes out path parameters
/// that have a place there alone.
pub(super) fn settle(cx: &mut Context<'_>, key: &str, parameters: &mut Vec<Parameter>, owners: [&Pointer; 2]) {
    if !key.contains(['?', '#']) {
        return;
    }
    let route = route::read(key);
    let in_path: HashSet<String> = template_names(&route.template).into_iter().collect();
    let in_query = |it: &&Parameter| it.location == Location::Query;
    let declared: HashSet<String> = parameters.iter().filter(in_query).map(|it| it.name.clone()).collect();
    let mut read = HashSet::new();
    for (name, value) in route::open_pairs(&route) {
        match variable(name, value) {
            Some((name, variable)) if declared.contains(&name) => {
                if !in_path.contains(variable) {
                    not_used(cx, parameters, (&name, variable), owners);
                }
            }
            Some((name, variable)) if !in_path.contains(variable) && read.insert(name.clone()) => {
                query_parameter(cx, key, parameters, (&name, variable), owners);
            }
            Some(_) | None => refuse(cx, key, parameters, &in_path, (name, value)),
        }
    }
    for variable in route.fragment.iter().flat_map(|fragment| template_names(fragment)).filter(|name| !in_path.contains(name)) {
        never_sent(cx, parameters, &variable, owners);
    }
}

/// The decoded name of a pair and the variable that is its value.
fn variable<'a>(name: &str, value: &'a str) -> Option<(String, &'a str)> {
    let variable = value.strip_prefix('{')?.strip_suffix('}')?;
    let is_plain = |text: &str| !text.contains(['{', '}']);
    (!name.is_empty() && is_plain(name) && is_plain(variable)).then(|| (form_decoded(name), variable))
}

/// Takes out a path parameter whose variable is the value of a query parameter that is declared.
fn not_used(cx: &mut Context<'_>, parameters: &mut Vec<Parameter>, (name, variable): (&str, &str), owners: [&Pointer; 2]) {
    if !parameters.iter().any(|it| is_misplaced(it, variable)) {
        return;
    }
    let note = format!("the query parameter `{name}` is that, so this one is not used");
    let told = misplaced(cx, variable, owners).note(note).help("remove it");
    cx.tell(told);
    parameters.retain(|it| !is_misplaced(it, variable));
}

fn is_misplaced(parameter: &Parameter, variable: &str) -> bool {
    parameter.location == Location::Path && parameter.name == variable
}

fn misplaced(cx: &Context<'_>, variable: &str, owners: [&Pointer; 2]) -> Diagnostic {
    let message = format!("`{variable}` stands in the query of the path");
    Diagnostic::warning(lowering::PATH_QUERY_LOCATION, place(cx, variable, owners), message)
}

/// Of `name={variable}`: the parameter that fills it, whose name on the wire is `name`.
fn query_parameter(
    cx: &mut Context<'_>,
    key: &str,
    parameters: &mut Vec<Parameter>,
    (name, variable): (&str, &str),
    owners: [&Pointer; 2],
) {
    let Some(parameter) = parameters.iter_mut().find(|it| is_misplaced(it, variable)) else {
        let span = key_span(cx, key);
        cx.tell(undeclared(key, (name, variable), span));
        parameters.push(Parameter { location: Location::Query, style: Style::Form, explode: true, ..string(name.to_owned()) });
        return;
    };
    let (note, help) = match name == variable {
        true => ("it is a query parameter, and read so".to_owned(), "write `in: query`".to_owned()),
        false => (format!("it is the query parameter `{name}`, and read so"), format!("write `name: {name}` and `in: query`")),
    };
    let told = misplaced(cx, variable, owners).note(note).help(help);
    cx.tell(told);
    (parameter.location, parameter.style, parameter.explode) = (Location::Query, Style::Form, true);
    name.clone_into(&mut parameter.name);
}

fn undeclared(key: &str, (name, variable): (&str, &str), span: Span) -> Diagnostic {
    let message = format!("the variable `{variable}` in the query of `{}` has no parameter", brief(key));
    Diagnostic::warning(lowering::PATH_VARIABLE, span, message)
        .note(format!("it is taken as a string, the required query parameter `{name}`"))
        .help(format!("declare it: `- {{ name: {name}, in: query, required: true, schema: {{ type: string }} }}`"))
}

/// Tells a pair of which nobody can say which query parameter it is. Parameters that it names are told with it.
fn refuse(
    cx: &mut Context<'_>,
    key: &str,
    parameters: &mut Vec<Parameter>,
    in_path: &HashSet<String>,
    (name, value): (&str, &str),
) {
    let span = key_span(cx, key);
    let variables: Vec<String> = template_names(name).into_iter().chain(template_names(value)).collect();
    let pair = if value.is_empty() { name.to_owned() } else { format!("{name}={value}") };
    let shown = variables.first().filter(|_| name.contains(['{', '}'])).map_or(name, String::as_str);
    cx.tell(
        Diagnostic::error(lowering::PATH_QUERY, span, format!("`{pair}` stands for no query parameter"))
            .note("a variable in the query of a path key is the value of one name, which no other pair has, and stands nowhere else")
            .help(format!("take `{pair}` out of the path, and describe what is sent by parameters with `in: query`, such as `{shown}`")),
    );
    parameters.retain(|it| it.location != Location::Path || in_path.contains(&it.name) || !variables.contains(&it.name));
}

/// Takes out a path parameter whose variable stands behind `#`.
fn never_sent(cx: &mut Context<'_>, parameters: &mut Vec<Parameter>, variable: &str, owners: [&Pointer; 2]) {
    if !parameters.iter().any(|it| is_misplaced(it, variable)) {
        return;
    }
    let span = place(cx, variable, owners);
    cx.tell(
        Diagnostic::warning(lowering::PATH_FRAGMENT, span, format!("`{variable}` stands behind the `#` of the path"))
            .note("a fragment is never sent, so this parameter is not used")
            .help("remove the parameter, or take the `#` out of the path if what follows is part of it"),
    );
    parameters.retain(|it| !is_misplaced(it, variable));
}

fn key_span(cx: &Context<'_>, key: &str) -> Span {
    cx.key_span(&Pointer::from_text("/paths").child(key))
}
