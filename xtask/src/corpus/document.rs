//! One document: how it is generated.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use camino::Utf8Path;
use letterpress::files::{self, Files};
use letterpress::source::Sources;
use letterpress::{Diagnostic, Options, Reading, report, rust};

use super::outcome::Outcome;

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
    outcome.milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
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
        *outcome.lost.entry(loss.code.0.to_owned()).or_default() += 1;
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
                let (count, _) =
                    outcome.errors.entry(diagnostic.code.0.to_owned()).or_insert_with(|| (0, diagnostic.message.to_string()));
                *count += 1;
            }
            false => *outcome.warnings.entry(diagnostic.code.0.to_owned()).or_default() += 1,
        }
    }
}
