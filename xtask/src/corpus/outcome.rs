//! What became of a document, and the file that says so of all.

use std::collections::BTreeMap;

use camino::Utf8Path;
use serde_json::{Value, json};

/// What became of the exchanges of a document: one request and one response for each operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchanged {
    /// How many operations were answered.
    pub answered: usize,
    /// Why others were not asked, each with how often.
    pub unasked: BTreeMap<String, usize>,
    /// What was wrong with others.
    pub wrong: Vec<String>,
}

/// What became of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Its path below the folder of all.
    pub name: String,
    /// Its number in this run.
    pub number: usize,
    /// How many bytes it has.
    pub bytes: u64,
    /// The codes of its errors, each with how often it was told and the first message.
    pub errors: BTreeMap<String, (usize, String)>,
    /// The codes of its warnings, each with how often it was told.
    pub warnings: BTreeMap<String, usize>,
    /// Keywords that are not representable, by code.
    pub lost: BTreeMap<String, usize>,
    /// How many operations it has.
    pub operations: usize,
    /// How many types were made for it.
    pub types: usize,
    /// How many lines of Rust, if it was generated.
    pub lines: Option<usize>,
    /// In how many parts it is compiled, by its tags: more than one only if it is very large.
    pub parts: usize,
    /// How long that took, in milliseconds.
    pub milliseconds: u64,
    /// What the generator said when it panicked.
    pub panic: Option<String>,
    /// Whether the document as YAML gives the same, if that was asked for; the first difference if it does not.
    pub as_yaml: Option<Result<(), String>>,
    /// Whether what was generated compiles; the first error if it does not.
    pub compiled: Option<Result<(), String>>,
    /// How many operations were asked of its server, if that was asked for; what was wrong if something was.
    pub served: Option<Result<usize, String>>,
    /// What became of an exchange for each operation, if that was asked for.
    pub exchanged: Option<Exchanged>,
    /// Its share of the compiler's processor time, in seconds: a crate that several documents are in is shared by their lines.
    pub check: Option<f64>,
}

impl Outcome {
    /// The outcome as a line of JSON.
    pub fn json(&self) -> String {
        let value = json!({
            "document": self.name, "number": self.number, "bytes": self.bytes, "errors": self.errors, "warnings": self.warnings,
            "lost": self.lost, "operations": self.operations, "types": self.types, "lines": self.lines, "parts": self.parts,
            "milliseconds": self.milliseconds, "panic": self.panic, "as_yaml": self.as_yaml.as_ref().map(|it| it.as_ref().err().map_or("the same", String::as_str)),
        });
        value.to_string()
    }

    /// The outcome that a line says; `None` if it says none, such as a line that was cut.
    fn of(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let number = |name: &str| usize::try_from(value.get(name)?.as_u64()?).ok();
        Some(Self {
            name: value.get("document")?.as_str()?.to_owned(),
            number: number("number")?,
            bytes: value.get("bytes")?.as_u64()?,
            errors: serde_json::from_value(value.get("errors")?.clone()).ok()?,
            warnings: serde_json::from_value(value.get("warnings")?.clone()).ok()?,
            lost: serde_json::from_value(value.get("lost")?.clone()).ok()?,
            operations: number("operations")?,
            types: number("types")?,
            lines: number("lines"),
            parts: number("parts").unwrap_or(1),
            milliseconds: value.get("milliseconds")?.as_u64()?,
            panic: value.get("panic")?.as_str().map(str::to_owned),
            as_yaml: None,
            compiled: None,
            served: None,
            exchanged: None,
            check: None,
        })
    }
}

/// The outcomes of a run that was interrupted.
///
/// # Errors
///
/// When there is none, or it was another run: of other documents, or of a program that was built again since.
pub fn resumed(results: &Utf8Path, head: &str) -> Result<Vec<Outcome>, String> {
    let text = fs_err::read_to_string(results).map_err(|error| format!("there is no run to go on with: {error}"))?;
    let mut lines = text.lines();
    if lines.next() != Some(head) {
        return Err("the last run was another: of other documents, or of a generator that was built again since; \
                    leave `--resume` out"
            .to_owned());
    }
    Ok(lines.filter_map(Outcome::of).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_run_goes_on_where_it_was_interrupted_and_only_if_it_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("results.jsonl");
        let errors = BTreeMap::from([("E0101".to_owned(), (2, "a \"b\"".to_owned()))]);
        let one = Outcome { name: "a/b.json".to_owned(), number: 3, parts: 1, errors, ..Outcome::default() };
        let other = Outcome { lines: Some(7), panic: Some("why".to_owned()), ..one.clone() };
        let cut: String = one.json().chars().take(20).collect();
        fs_err::write(&path, format!("head\n{}\n{}\n{cut}", one.json(), other.json())).unwrap();
        assert_eq!(resumed(&path, "head").unwrap(), [one, other]);
        assert!(resumed(&path, "another").unwrap_err().contains("leave `--resume` out"));
    }
}
