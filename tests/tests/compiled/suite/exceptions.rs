//! What generated code says otherwise than the suite, one by one, each with its reason.

/// Names of the suite, and why code made of a description says otherwise.
pub type Exceptions = &'static [(&'static str, &'static [&'static str])];

/// Schemas that are refused.
pub const REFUSED: Exceptions = &[];

/// Values.
pub const OTHERWISE: Exceptions = &[];

/// Of each set, how many values there are and of how many the code says what the suite says.
pub const TOTALS: [(&str, usize, usize); 6] = [
    ("draft2020-12", 1299, 0),
    ("draft2020-12/optional", 162, 0),
    ("draft2020-12/optional/format", 764, 0),
    ("draft4", 618, 0),
    ("draft4/optional", 100, 0),
    ("draft4/optional/format", 219, 0),
];

/// Each exception is found, and nothing else.
pub fn compare(what: &str, found: &[&str], known: Exceptions, told: &dyn Fn(&str) -> String) {
    let listed: Vec<&str> = known.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let news: Vec<String> =
        found.iter().filter(|name| !listed.contains(name)).map(|name| format!("{name}\n    {}", told(name))).collect();
    let gone: Vec<&&str> = listed.iter().filter(|name| !found.contains(name)).collect();
    assert!(news.is_empty() && gone.is_empty(), "{what}:\n{}\nright now, so no exception any more: {gone:#?}", news.join("\n"));
}
