//! One document: what became of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use camino::Utf8Path;
use letterpress::files::{self, Files};
use letterpress::source::Sources;
use letterpress::{Diagnostic, Options, Reading, report, rust};
use serde_json::json;

/// What became of a document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Its path below the folder of all.
    pub name: String,
    /// Its number in this run.
    pub number: usize,
    /// How many bytes it has.
    pub bytes: u64,
    /// The codes of its errors, each with how often it was told and the first message.
    pub errors: BTreeMap<&'static str, (usize, String)>,
    /// The codes of its warnings, each with how often it was told.
    pub warnings: BTreeMap<&'static str, usize>,
    /// Keywords that are not representable, by code.
    pub lost: BTreeMap<&'static str, usize>,
    /// How many operations it has.
    pub operations: usize,
    /// How many types were made for it.
    pub types: usize,
    /// How many lines of Rust, if it was generated.
    pub lines: Option<usize>,
    /// How long that took, in milliseconds.
    pub milliseconds: u128,
    /// What the generator said when it panicked.
    pub panic: Option<String>,
    /// Whether what was generated compiles; the first error if it does not.
    pub compiled: Option<Result<(), String>>,
}

impl Outcome {
    /// The outcome as a line of JSON.
    pub fn json(&self) -> String {
        let errors: BTreeMap<_, _> = self.errors.iter().map(|(code, (count, _))| (code, count)).collect();
        let value = json!({
            "document": self.name, "bytes": self.bytes, "errors": errors, "warnings": self.warnings, "lost": self.lost,
            "operations": self.operations, "types": self.types, "lines": self.lines,
            "milliseconds": u64::try_from(self.milliseconds).unwrap_or(u64::MAX), "panic": self.panic,
        });
        value.to_string()
    }
}

/// Generates a document, and writes what was generated to a folder if one is given.
///
/// # Errors
///
/// When the folder cannot be written.
pub fn generate(root: &Utf8Path, path: &Utf8Path, number: usize, output: Option<&Utf8Path>) -> Result<Outcome, String> {
    let name = path.strip_prefix(root).unwrap_or(path).to_string();
    let mut outcome = Outcome { name, number, bytes: path.metadata().map_or(0, |it| it.len()), ..Outcome::default() };
    let begun = Instant::now();
    let generated = catch_unwind(AssertUnwindSafe(|| files_of(path, &mut outcome)));
    outcome.milliseconds = begun.elapsed().as_millis();
    let generated = generated.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        outcome.panic = Some(said.unwrap_or_else(|| "it said nothing".to_owned()));
        Ok(None)
    })?;
    if let (Some(files), Some(output)) = (generated, output) {
        for file in files {
            let path = output.join(&file.path);
            fs_err::create_dir_all(path.parent().unwrap_or(output)).map_err(|error| error.to_string())?;
            fs_err::write(path, file.text).map_err(|error| error.to_string())?;
        }
    }
    Ok(outcome)
}

/// The files of a document; `None` if it is refused.
fn files_of(path: &Utf8Path, outcome: &mut Outcome) -> Result<Option<Vec<letterpress::File>>, String> {
    let mut sources = Sources::default();
    let main = match files::add(&mut sources, path, path.as_str(), files::LIMIT) {
        Ok(main) => main,
        Err(error) => {
            told(outcome, &[error]);
            return Ok(None);
        }
    };
    let files = Files::of(path, None)?;
    let reading = Reading { report: true, ..Reading::of(&files) };
    let (understood, diagnostics) = letterpress::understand_with(&mut sources, main, &reading);
    told(outcome, &diagnostics);
    let Some(understood) = understood else { return Ok(None) };
    for (_, loss) in report::report(&understood, &diagnostics).iter().flat_map(report::Report::lost) {
        *outcome.lost.entry(loss.code.0).or_default() += 1;
    }
    outcome.operations = understood.api.tags.iter().map(|tag| tag.operations.len()).sum();
    outcome.types = understood.api.types.iter().count();
    let options = Options {
        source: outcome.name.clone(),
        command: "cargo xtask corpus".to_owned(),
        module: Some(format!("crate::d{}", outcome.number)),
        features: false,
    };
    let files = rust::files(&understood.api, &understood.names, &options);
    outcome.lines = Some(files.iter().filter(|file| file.path.ends_with(".rs")).map(|file| file.text.lines().count()).sum());
    Ok(Some(files))
}

/// Counts what was told.
fn told(outcome: &mut Outcome, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        match diagnostic.is_error() {
            true => {
                let (count, _) = outcome.errors.entry(diagnostic.code.0).or_insert_with(|| (0, diagnostic.message.to_string()));
                *count += 1;
            }
            false => *outcome.warnings.entry(diagnostic.code.0).or_default() += 1,
        }
    }
}
