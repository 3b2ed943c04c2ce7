//! What generated code says otherwise than the suite, one by one, each with its reason.

/// Names of the suite, and why code made of a description says otherwise.
pub type Exceptions = &'static [(&'static str, &'static [&'static str])];

/// Schemas that are refused.
pub const REFUSED: Exceptions = &[
    (
        "refers to the metaschema at its address, and nothing is fetched",
        &[
            "draft2020-12/defs: validate definition against metaschema",
            "draft2020-12/ref: remote ref, containing refs itself",
            "draft4/definitions: validate definition against metaschema",
            "draft4/ref: remote ref, containing refs itself",
        ],
    ),
    (
        "refers to what is no schema, in a keyword that is not known or holds data",
        &[
            "draft2020-12/optional/refOfUnknownKeyword: reference of a root arbitrary keyword ",
            "draft2020-12/optional/refOfUnknownKeyword: reference of a root arbitrary keyword with encoded ref",
            "draft2020-12/optional/refOfUnknownKeyword: reference of an arbitrary keyword of a sub-schema",
            "draft2020-12/optional/refOfUnknownKeyword: reference internals of known non-applicator",
            "draft2020-12/optional/refOfUnknownKeyword: reference of an arbitrary keyword of a sub-schema with encoded ref",
        ],
    ),
];

/// Values.
pub const OTHERWISE: Exceptions = &[
    (
        "a format is an annotation by default in JSON Schema, and a server checks it",
        &[
            "draft2020-12/format: email format: invalid email string is only an annotation by default",
            "draft2020-12/format: idn-email format: invalid idn-email string is only an annotation by default",
            "draft2020-12/format: regex format: invalid regex string is only an annotation by default",
            "draft2020-12/format: ipv4 format: invalid ipv4 string is only an annotation by default",
            "draft2020-12/format: ipv6 format: invalid ipv6 string is only an annotation by default",
            "draft2020-12/format: idn-hostname format: invalid idn-hostname string is only an annotation by default",
            "draft2020-12/format: hostname format: invalid hostname string is only an annotation by default",
            "draft2020-12/format: date format: invalid date string is only an annotation by default",
            "draft2020-12/format: date-time format: invalid date-time string is only an annotation by default",
            "draft2020-12/format: time format: invalid time string is only an annotation by default",
            "draft2020-12/format: json-pointer format: invalid json-pointer string is only an annotation by default",
            "draft2020-12/format: relative-json-pointer format: invalid relative-json-pointer string is only an annotation by default",
            "draft2020-12/format: iri format: invalid iri string is only an annotation by default",
            "draft2020-12/format: iri-reference format: invalid iri-reference string is only an annotation by default",
            "draft2020-12/format: uri format: invalid uri string is only an annotation by default",
            "draft2020-12/format: uri-reference format: invalid uri-reference string is only an annotation by default",
            "draft2020-12/format: uri-template format: invalid uri-template string is only an annotation by default",
            "draft2020-12/format: uuid format: invalid uuid string is only an annotation by default",
            "draft2020-12/format: duration format: invalid duration string is only an annotation by default",
        ],
    ),
    (
        "a metaschema of its own takes keywords their meaning, and OpenAPI's dialects are the only ones that are read",
        &[
            "draft2020-12/vocabulary: schema that uses custom metaschema with with no validation vocabulary: no validation: invalid \
             number, but it still validates",
            "draft2020-12/optional/cross-draft: refs to historic drafts are processed as historic drafts: first item not a string is \
             valid",
        ],
    ),
    (
        "an integer of Rust has 64 bits",
        &[
            "draft2020-12/optional/bignum: integer: a bignum is an integer",
            "draft2020-12/optional/bignum: integer: a negative bignum is an integer",
            "draft2020-12/optional/float-overflow: all integers are multiples of 0.5, if overflow is handled: valid if optional \
             overflow handling is implemented",
            "draft4/optional/bignum: integer: a bignum is an integer",
            "draft4/optional/bignum: integer: a negative bignum is an integer",
        ],
    ),
    (
        "a schema of a description that says `minLength` means a string, if it does not name the dialect of JSON Schema",
        &["draft2020-12/optional/no-schema: validation without $schema: a non-string is valid"],
    ),
    (
        "1.0 is an integer in all of OpenAPI; draft 4 leaves it open",
        &[
            "draft4/optional/zeroTerminatedFloats: some languages do not distinguish between different types of numeric value: a float \
           is not an integer even without fractional part",
        ],
    ),
];

/// Of each set, how many values there are and of how many the code says what the suite says.
pub const TOTALS: [(&str, usize, usize); 6] = [
    ("draft2020-12", 1299, 1275),
    ("draft2020-12/optional", 162, 147),
    ("draft2020-12/optional/format", 764, 764),
    ("draft4", 618, 614),
    ("draft4/optional", 100, 97),
    ("draft4/optional/format", 219, 219),
];

/// What is found and not known, and what is known and not found.
pub fn compare(found: &[&str], known: Exceptions, told: &dyn Fn(&str) -> String) -> String {
    let listed: Vec<&str> = known.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let news = found.iter().filter(|name| !listed.contains(name)).map(|name| format!("{name}\n    {}\n", told(name)));
    let gone = listed.iter().filter(|name| !found.contains(name)).map(|name| format!("{name}\n    is no exception any more\n"));
    news.chain(gone).collect()
}
