//! One document: how it is generated.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use camino::Utf8Path;
use letterpress::files::{self, Files};
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Options, Reading, node, report, rust};

use super::outcome::Outcome;
use super::serve;

/// The file of the module that serves a document, beside what was generated.
pub const SERVE: &str = "serve.rs";

/// What is done with a document beside generating it.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The folder that what was generated is written to.
    pub output: Option<&'a Utf8Path>,
    /// Whether the same is generated of the document as YAML.
    pub as_yaml: bool,
    /// Whether a module is made that serves it.
    pub serve: bool,
}

/// Generates a document.
///
/// # Errors
///
/// When the folder cannot be written.
pub fn generate(root: &Utf8Path, path: &Utf8Path, number: usize, wanted: Wanted<'_>) -> Result<Outcome, String> {
    let name = path.strip_prefix(root).unwrap_or(path).to_string();
    let mut outcome = Outcome { name, number, bytes: path.metadata().map_or(0, |it| it.len()), ..Outcome::default() };
    let begun = Instant::now();
    let generated = catch_unwind(AssertUnwindSafe(|| {
        let files = files_of(path, None, wanted.serve, &mut outcome)?;
        if wanted.as_yaml {
            outcome.as_yaml = compared(path, files.as_deref(), &outcome)?;
        }
        Ok::<_, String>(files)
    }));
    outcome.milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let generated = generated.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        outcome.panic = Some(said.unwrap_or_else(|| "it said nothing".to_owned()));
        Ok(None)
    })?;
    if let (Some(files), Some(output)) = (generated, wanted.output) {
        for file in files {
            let path = output.join(&file.path);
            fs_err::create_dir_all(path.parent().unwrap_or(output)).map_err(|error| error.to_string())?;
            fs_err::write(path, file.text).map_err(|error| error.to_string())?;
        }
    }
    Ok(outcome)
}

/// Whether the document as YAML gives the same files and is told the same: the first difference if not; `None` if it cannot be read.
fn compared(
    path: &Utf8Path,
    files: Option<&[letterpress::File]>,
    outcome: &Outcome,
) -> Result<Option<Result<(), String>>, String> {
    let mut sources = Sources::default();
    let Ok(main) = files::add(&mut sources, path, path.as_str(), files::LIMIT) else { return Ok(None) };
    let Ok(node) = node::read(&sources, main, &mut Vec::new()) else { return Ok(None) };
    let text = node::write::yaml(&node).map_err(|error| format!("{path} cannot be written as YAML: {error}"))?;
    let mut again = Outcome { name: outcome.name.clone(), number: outcome.number, ..Outcome::default() };
    let others = files_of(path, Some(text), false, &mut again)?;
    if (&again.errors, &again.warnings) != (&outcome.errors, &outcome.warnings) {
        return Ok(Some(Err(format!("told {:?} {:?}", again.errors, again.warnings))));
    }
    let files: Vec<_> = files.unwrap_or_default().iter().filter(|file| file.path != SERVE).collect();
    let others = others.unwrap_or_default();
    let differs = files.iter().zip(&others).find(|(file, other)| **file != *other);
    Ok(Some(match differs {
        Some((file, other)) => Err(format!("{} differs from {}", other.path, file.path)),
        None if files.len() != others.len() => Err(format!("{} files instead of {}", others.len(), files.len())),
        None => Ok(()),
    }))
}

/// The files of a document, or of the same as another text; `None` if it is refused.
fn files_of(
    path: &Utf8Path,
    text: Option<String>,
    serve: bool,
    outcome: &mut Outcome,
) -> Result<Option<Vec<letterpress::File>>, String> {
    let mut sources = Sources::default();
    let added = match text {
        Some(text) => Ok(sources.add(Source { path: path.with_extension("yaml").into_string(), text })),
        None => files::add(&mut sources, path, path.as_str(), files::LIMIT),
    };
    let main = match added {
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
        ..Options::default()
    };
    let mut files = rust::files(&understood.api, &understood.names, &options);
    outcome.lines = Some(files.iter().filter(|file| file.path.ends_with(".rs")).map(|file| file.text.lines().count()).sum());
    let module = serve.then(|| serve::module(&understood, outcome.number)).flatten();
    files.extend(module.map(|text| letterpress::File { path: SERVE.to_owned(), text }));
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
