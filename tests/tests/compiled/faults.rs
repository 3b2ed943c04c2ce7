//! Descriptions in `tests/faults/` that go wrong today: how, and whose part it is to mend them.

/// A description that goes wrong.
pub struct Fault {
    /// The name of its file.
    pub name: &'static str,
    /// What will mend it.
    pub belongs: &'static str,
    /// What is said about it, and which of its promises do not hold.
    pub found: &'static [&'static str],
}

/// All of them, sorted by name.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "name-operation-sibling",
        belongs: "names that are kept; here it only has to compile",
        found: &[
            "L0002: `create_customer` and `createCustomer` are the same name in another case",
            "L0042: nothing leads to `CreateCustomer` in `components.schemas`",
        ],
    },
    Fault { name: "name-parameter-sibling", belongs: "names that are kept; here it only has to compile", found: &[] },
    Fault {
        name: "name-property-and-enum-sibling",
        belongs: "names that are kept; here it only has to compile",
        found: &[
            "L0035: `created_at` and `createdAt` are the same name in another case",
            "L0031: `Draft` and `draft` are the same name in another case",
        ],
    },
];
