//! One document: how it is generated.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use camino::Utf8Path;
use letterpress::files::{self, Files};
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Options, Reading, Understood, node, report, rust};

use super::outcome::Outcome;
use super::serve;

/// The file of the module that serves a document, beside what was generated.
pub const SERVE: &str = "serve.rs";

/// How many lines are compiled as one at most. The compiler holds some eight kilobytes for each.
const LARGE: usize = 1_500_000;

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
    let mut outcome = Outcome { name, number, parts: 1, bytes: path.metadata().map_or(0, |it| it.len()), ..Outcome::default() };
    let begun = Instant::now();
    let elapsed = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let generated = catch_unwind(AssertUnwindSafe(|| {
        let understood = understood(path, None, &mut outcome)?;
        let files = understood.as_ref().map(|it| files_of(it, wanted.serve, &mut outcome));
        outcome.milliseconds = elapsed();
        if wanted.as_yaml {
            outcome.as_yaml = compared(path, files.as_deref(), &outcome)?;
        }
        let is_large = wanted.output.is_some() && outcome.lines.is_some_and(|lines| lines > LARGE);
        let large = understood.filter(|_| is_large);
        Ok::<_, String>(large.map(|understood| parts(understood, &mut outcome)).or(files))
    }));
    let generated = generated.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        outcome.milliseconds = elapsed();
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
    let others = understood(path, Some(text), &mut again)?.map(|it| files_of(&it, false, &mut again));
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

/// What a document says, or the same as another text; `None` if it is refused.
fn understood(path: &Utf8Path, text: Option<String>, outcome: &mut Outcome) -> Result<Option<Understood>, String> {
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
    Ok(Some(understood))
}

/// The files of a document.
fn files_of(understood: &Understood, serve: bool, outcome: &mut Outcome) -> Vec<letterpress::File> {
    outcome.operations = understood.api.tags.iter().map(|tag| tag.operations.len()).sum();
    outcome.types = understood.api.types.iter().count();
    let mut files = rust::files(&understood.api, &understood.names, &options(outcome));
    outcome.lines = Some(files.iter().filter(|file| file.path.ends_with(".rs")).map(|file| file.text.lines().count()).sum());
    let module = serve.then(|| serve::module(understood, outcome.number)).flatten();
    files.extend(module.map(|text| letterpress::File { path: SERVE.to_owned(), text }));
    files
}

fn options(outcome: &Outcome) -> Options {
    Options {
        source: outcome.name.clone(),
        command: "cargo xtask corpus".to_owned(),
        module: Some(format!("crate::d{}", outcome.number)),
        features: false,
        ..Options::default()
    }
}

/// The files of a document that is too large to be compiled as one: all of its types with some of its tags, several times.
fn parts(mut understood: Understood, outcome: &mut Outcome) -> Vec<letterpress::File> {
    let most = outcome.operations / outcome.lines.unwrap_or_default().div_ceil(LARGE).max(1) + 1;
    let mut open: Vec<_> =
        std::mem::take(&mut understood.api.tags).into_iter().zip(std::mem::take(&mut understood.names.tags)).collect();
    let mut files = Vec::new();
    outcome.parts = 0;
    while !open.is_empty() {
        let mut count = 0;
        let mut fits = |(tag, _): &(letterpress::ir::Tag, _)| {
            let is_first = count == 0;
            count += tag.operations.len();
            is_first || count <= most
        };
        let taken = open.iter().take_while(|it| fits(it)).count();
        (understood.api.tags, understood.names.tags) = open.drain(..taken.max(1)).unzip();
        let part = rust::files(&understood.api, &understood.names, &options(outcome));
        files
            .extend(part.into_iter().map(|file| letterpress::File { path: format!("p{}/{}", outcome.parts, file.path), ..file }));
        outcome.parts += 1;
    }
    files
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
