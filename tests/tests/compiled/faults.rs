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
    Fault {
        name: "reference-operation",
        belongs: "references: a tree of files that keeps operations in files of their own",
        found: &[
            "E0105: an Operation Object has no field `$ref` (help: an extension begins with `x-`: `x-$ref`)",
            "E0209: a reference cannot stand here (help: refer to each member by itself)",
            "nothing is generated",
        ],
    },
    Fault {
        name: "schema-any-of-open-objects",
        belongs: "schemas: a branch is decoded as it was checked",
        found: &[
            r#"valid U: {"a": "1", "b": "2"}: a server cannot decode it: /b: expected an integer of 64 bits, found string"#,
            r#"valid U: {"a": 1, "b": 2}: a server cannot decode it: /a: expected a string, found number"#,
        ],
    },
    Fault { name: "schema-enum-with-yaml-null", belongs: "schemas: null that nobody meant", found: &[] },
    Fault {
        name: "schema-integer-beyond-64-signed-bits",
        belongs: "schemas: integers of any size",
        found: &[r#"valid A: {"n": 9223372036854775808}: the validator refuses it: /n: expected an integer of 64 bits"#],
    },
    Fault {
        name: "schema-tuple-types",
        belongs: "schemas: tuples",
        found: &[
            "W0331: an array whose first elements differ is a list of any JSON (help: use an object with a property for each element)",
        ],
    },
];
