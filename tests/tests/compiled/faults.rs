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
    Fault { name: "schema-all-of-contradictions", belongs: "schemas: contradictions of allOf", found: &[] },
    Fault {
        name: "schema-all-of-narrows-to-null",
        belongs: "schemas: what allOf leaves may be null alone",
        found: &[
            "E0304: no value of `id` satisfies both schemas (help: change one of the two, or give them different names)",
            "E0304: no value of `id` satisfies both schemas (help: change one of the two, or give them different names)",
            "E0304: no value of `id` satisfies both schemas (help: change one of the two, or give them different names)",
            "nothing is generated",
        ],
    },
    Fault {
        name: "schema-any-json-by-listing-types",
        belongs: "schemas: null among listed types",
        found: &[
            "L0028: this array does not say what it holds (help: add `items`)",
            "L0028: this array does not say what it holds (help: add `items`)",
            r#"valid A: {"v": null}: the validator refuses it: /v: expected string or number or boolean or object or array, found null"#,
            r#"valid B: {"v": null}: the validator refuses it: /v: null fits none of the 5 alternatives"#,
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
    Fault {
        name: "schema-discriminator-not-a-string",
        belongs: "schemas: tags that are no strings",
        found: &[
            r#"valid R: {"type": 1}: the validator refuses it: /type: expected one of "1", "2""#,
            r#"valid R: {"type": 2}: the validator refuses it: /type: expected one of "1", "2""#,
        ],
    },
    Fault { name: "schema-enum-with-yaml-null", belongs: "schemas: null that nobody meant", found: &[] },
    Fault {
        name: "schema-integer-beyond-64-signed-bits",
        belongs: "schemas: integers of any size",
        found: &[
            r#"valid A: {"a": 18446744073709551615}: the validator refuses it: /a: expected an integer of 64 bits"#,
            r#"valid A: {"n": 9223372036854775808}: the validator refuses it: /n: expected an integer of 64 bits"#,
        ],
    },
    Fault {
        name: "schema-members-of-then-and-dependents",
        belongs: "schemas: members that only some branches declare",
        found: &[
            r#"valid T: {"a": "1", "b": 2, "t": "x"}: {"a":"1"} comes back"#,
            r#"valid R: {"foo": 1, "bar": 2}: {"foo":1} comes back"#,
            r#"valid R: {"foo": 1, "baz": 2}: {"foo":1} comes back"#,
        ],
    },
    Fault {
        name: "schema-nested-discriminators",
        belongs: "schemas: a tagged union inside a branch of another",
        found: &[
            r#"valid Base: {"k": "Mid", "k2": "Leaf", "leaf": 1}: {"k":"Mid","k2":"Leaf"} comes back"#,
            r#"invalid Base: {"k": "Mid", "k2": "Leaf"}: the validator accepts it"#,
        ],
    },
    Fault {
        name: "schema-tagged-branch-beside-type",
        belongs: "schemas: a union as a branch of a tagged union",
        found: &[
            "E0307: no value of the discriminator means this branch (help: move it to `components.schemas`, or give it a `const` for the tag)",
            "nothing is generated",
        ],
    },
    Fault {
        name: "schema-tagged-union-or-string",
        belongs: "schemas: a tagged union refuses what is no object",
        found: &[
            r#"valid S: "x": the validator refuses it: fits the alternatives 1 and 2, must fit only one"#,
            "invalid S: 5: the validator accepts it",
            "invalid P: 5: the validator accepts it",
            "invalid P: []: the validator accepts it",
            "invalid P: null: the validator accepts it",
            r#"invalid H: {"p": null}: the validator accepts it"#,
            "valid Many: []: the validator refuses it: fits the alternatives 1 and 2, must fit only one",
            r#"valid Many: [{"kind": "cat"}]: the validator refuses it: fits the alternatives 1 and 2, must fit only one"#,
        ],
    },
    Fault {
        name: "schema-tuple-types",
        belongs: "schemas: tuples",
        found: &[
            "W0331: an array whose first elements differ is a list of any JSON (help: use an object with a property for each element)",
        ],
    },
    Fault {
        name: "schema-union-of-null",
        belongs: "schemas: null alone is a type",
        found: &[
            "L0032: an earlier branch of this `oneOf` allows everything that this one does",
            r#"invalid A: {"a": 5}: the validator accepts it"#,
            r#"invalid A: {"b": 5}: the validator accepts it"#,
            r#"invalid A: {"c": 5}: the validator accepts it"#,
            r#"invalid A: {"b": null}: the validator accepts it"#,
        ],
    },
    Fault {
        name: "schema-without-type-in-union",
        belongs: "schemas: schemas without `type` in a union",
        found: &[
            r#"valid C: [{"x": "1"}]: a server cannot decode it: expected an object, found array"#,
            r#"valid D: "t": a server cannot decode it: expected an object, found string"#,
            "valid L: 5: a server cannot decode it: expected a string, found number",
        ],
    },
];
