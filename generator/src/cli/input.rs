//! Reading the description, printing what there is to say about it.

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::diagnostic::{self, Color, Diagnostic, Format, Found};
use letterpress::files::{self, Files};
use letterpress::lint::Levels;
use letterpress::names::lock::Earlier;
use letterpress::source::{SourceId, Sources};
use letterpress::stage::Watch;
use letterpress::writer::Claim;
use letterpress::{Reading, Understood, characters};

use super::output;

/// The description, and what it may refer to.
#[derive(clap::Args)]
pub struct Spec {
    /// The description: OpenAPI or Swagger, YAML or JSON.
    #[arg(value_name = "SPEC")]
    pub path: Utf8PathBuf,
    /// An overlay to apply first; several apply in order.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<Utf8PathBuf>,
    /// The folder below which files that the description refers to are read [default: the folder of SPEC].
    #[arg(long, value_name = "DIR")]
    root: Option<Utf8PathBuf>,
    /// Reads what lies at this address, or below it, from a folder instead. Nothing is ever fetched.
    #[arg(long = "remote-prefix", value_name = "URL=DIR", value_parser = remote)]
    remote: Vec<(String, Utf8PathBuf)>,
    /// What a file may weigh before it is refused unread, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = files::LIMIT >> 20, value_parser = clap::value_parser!(u64).range(1..=4095))]
    max_size: u64,
    /// How diagnostics are written.
    ///
    /// `human` goes to standard error; the others to standard output, all of them, in source order.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
}

impl Spec {
    /// What a file may weigh, in bytes.
    pub fn limit(&self) -> u64 {
        self.max_size << 20
    }
}

fn remote(text: &str) -> Result<(String, Utf8PathBuf), String> {
    let (prefix, folder) = text.rsplit_once('=').ok_or("expected an address, `=` and a folder")?;
    Ok((prefix.to_owned(), Utf8PathBuf::from(folder)))
}

/// A description whose text was read.
pub struct Input {
    pub sources: Sources,
    /// The description, or what is wrong with its files.
    pub documents: Result<Documents, Vec<Diagnostic>>,
    /// How diagnostics are written.
    pub format: Format,
}

impl Input {
    /// Whether no earlier run left anything.
    pub fn is_first(&self) -> bool {
        matches!(&self.documents, Ok(Documents { lock: Earlier::None, .. }))
    }
}

/// The files of a description.
pub struct Documents {
    pub main: SourceId,
    pub overlays: Vec<SourceId>,
    /// The names of an earlier run.
    pub lock: Earlier,
    /// What it may refer to.
    pub files: Files,
}

/// Reads the main document of a description, and its overlays.
///
/// # Errors
///
/// When the folders for references do not exist, or do not hold the description, or when an overlay is given twice.
pub fn read(spec: &Spec) -> Result<Input, String> {
    given_once(&spec.overlays)?;
    let mut sources = Sources::default();
    let mut add = |path: &Utf8PathBuf| files::add(&mut sources, path, path.as_str(), spec.limit());
    let main = add(&spec.path);
    let overlays: Vec<_> = spec.overlays.iter().map(add).collect();
    let documents = match main {
        Ok(main) if overlays.iter().all(Result::is_ok) => {
            let overlays = overlays.into_iter().flatten().collect();
            Ok(Documents { main, overlays, lock: Earlier::Unknown, files: folders(spec)? })
        }
        main => Err(std::iter::once(main).chain(overlays).filter_map(Result::err).collect()),
    };
    Ok(Input { sources, documents, format: spec.format })
}

/// Takes the names that an earlier run gave among the sources: the first of two files in the output, of which it made both.
pub fn read_lock(input: &mut Input, claim: &Claim, files: [&Utf8Path; 2], shown: &Utf8Path, limit: u64) {
    let read = files::earlier(&mut input.sources, claim, files, shown.as_str(), limit);
    match (&mut input.documents, read) {
        (Ok(documents), Ok(lock)) => documents.lock = lock,
        (Err(_), Ok(_)) => {}
        (Ok(_), Err(error)) => input.documents = Err(vec![error]),
        (Err(errors), Err(error)) => errors.push(error),
    }
}

/// What the description may refer to.
fn folders(spec: &Spec) -> Result<Files, String> {
    let mut files = Files::of(&spec.path, spec.root.as_deref())?.limit(spec.limit());
    for (prefix, folder) in &spec.remote {
        files = files.remote(prefix, folder)?;
    }
    Ok(files)
}

/// An overlay that is applied twice would append twice what it appends.
fn given_once(overlays: &[Utf8PathBuf]) -> Result<(), String> {
    let mut known = std::collections::HashSet::new();
    let again = overlays.iter().find(|path| !known.insert(path.canonicalize_utf8().unwrap_or_else(|_| (*path).clone())));
    again.map_or(Ok(()), |path| Err(format!("the overlay {path} is given twice")))
}

/// The exit code of a run that ends with these errors.
pub fn failure(diagnostics: &[Diagnostic]) -> ExitCode {
    if diagnostics.iter().any(files::is_unread) { ExitCode::from(2) } else { ExitCode::FAILURE }
}

/// What is asked of a description.
pub struct Asked<'a> {
    /// The levels of the lints; `None` runs no lint.
    pub lints: Option<&'a Levels>,
    /// Whether there will be a report.
    pub report: bool,
    /// Whether the code will be compared with what stands there.
    pub compared: bool,
}

/// Runs every stage but the printing of files.
pub fn understand(input: &mut Input, asked: &Asked<'_>, watch: &dyn Watch) -> (Option<Understood>, Vec<Diagnostic>) {
    match &input.documents {
        Ok(Documents { main, overlays, lock, files }) => {
            let Asked { lints, report, compared } = *asked;
            let reading = Reading { load: files, overlays, lints, lock: lock.clone(), report, compared, watch };
            letterpress::understand_with(&mut input.sources, *main, &reading)
        }
        Err(diagnostics) => (None, diagnostics.clone()),
    }
}

/// Prints diagnostics: for people to standard error, for programs to standard output.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn print(diagnostics: &[Diagnostic], input: &Input) -> Result<(), String> {
    let text = written(diagnostics, input);
    match input.format {
        Format::Human => output::print_aside(&text),
        Format::Json | Format::Sarif | Format::Github => output::print(&text)?,
    }
    Ok(())
}

/// Prints diagnostics to standard error, whatever their format: standard output is taken.
pub fn print_aside(diagnostics: &[Diagnostic], input: &Input) {
    output::print_aside(&written(diagnostics, input));
}

/// Says what was done, where it does not mix with diagnostics for programs.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn say(input: &Input, text: &str) -> Result<(), String> {
    let line = format!("{}\n", characters::whole_line(text));
    match input.format {
        Format::Human => output::print(&line)?,
        Format::Json | Format::Sarif | Format::Github => output::print_aside(&line),
    }
    Ok(())
}

/// Coloured; the streams take the escapes out where they are no terminal.
fn written(diagnostics: &[Diagnostic], input: &Input) -> String {
    diagnostic::write(input.format, &[Found { diagnostics, sources: &input.sources }], Color::Ansi)
}
