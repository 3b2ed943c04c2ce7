//! The small descriptions in which a sibling claims the name of what was there before: there it comes later.

use std::path::Path;

use super::keeps;

/// What comes later to a description, and what is there instead before.
const NEWCOMERS: [(&str, &[(&str, &str)]); 3] = [
    (
        "names-operation-sibling",
        &[
            ("    get: { operationId: create_customer, responses: { \"204\": { description: d } } }\n", ""),
            ("components: { schemas: { CreateCustomer: { type: object } } }\n", ""),
        ],
    ),
    ("names-parameter-sibling", &[("        - { name: customer_id, in: query, schema: { type: string } }\n", "")]),
    ("names-property-and-enum-sibling", &[(", created_at: { type: string }", ""), ("[draft, Draft]", "[draft]")]),
];

#[test]
fn each_sibling_takes_another_name() {
    for (name, newcomers) in NEWCOMERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
        let after = std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
        let mut before = after.clone();
        for (newcomer, instead) in newcomers {
            assert!(before.contains(newcomer), "{name} lacks {newcomer}");
            before = before.replace(newcomer, instead);
        }
        keeps(&before, &after);
    }
}
