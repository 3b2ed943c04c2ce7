use std::collections::HashSet;

use crate::diagnostic::brief;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0008" "undeclared-path-parameter" Warn, "a variable of a path without a parameter",
    finds "A path template has a variable for which neither the path nor the operation declares a parameter.",
    why "Its type, its limits and its meaning are unknown; it is taken as a string.",
    example "    /customers/{id}:
      get: { responses: { ... } }       # no parameter `id`",
    mend "declare the parameter with `in: path` and `required: true`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for operation in &subject.operations {
        let template = operation.path.split(['?', '#']).next().unwrap_or_default();
        let variables = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        let in_path = operation.parameters.iter().filter(|(parameter, _)| schema::text(parameter, "in") == Some("path"));
        let declared: HashSet<&str> = in_path.filter_map(|(parameter, _)| schema::text(parameter, "name")).collect();
        let path = brief(operation.path);
        let message = |name: &str| format!("the variable `{name}` of `{path}` has no parameter");
        findings
            .extend(variables.filter(|name| !declared.contains(name)).map(|name| finding(operation.path_place, message(name))));
    }
    findings
}
