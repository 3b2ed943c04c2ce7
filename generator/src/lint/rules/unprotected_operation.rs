use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0053" "unprotected-operation" Warn, "an operation without security, where schemes are defined",
    finds "The document defines security schemes, and neither it nor the operation has `security`.",
    why "The generated server lets everybody in, and the generated client sends no credentials. `security: []` says that this is meant.",
    example "    components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
    paths: { /customers: { get: { responses: { ... } } } }      # no `security`",
    mend "add `security` to the document or the operation; `security: []` if it is public.",
}

fn check(subject: &Subject<'_>) -> Findings {
    if subject.of_kind(Id::SecurityScheme).next().is_none() {
        return Findings::new();
    }
    let open = subject.operations.iter().filter(|operation| subject.security(operation).is_none());
    let name = |operation: &crate::lint::subject::Operation<'_>| {
        schema::text(operation.node, "operationId").map_or(operation.path.to_owned(), str::to_owned)
    };
    open.map(|operation| {
        finding(operation.place, format!("`{}` requires no security scheme", name(operation)))
            .help("write `security: []` if it is public")
    })
    .collect()
}
