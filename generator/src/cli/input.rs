//! Reading the description, printing what there is to say about it.

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::diagnostic::{self, Color, Diagnostic, Format, Found};
use letterpress::files::{self, Files};
use letterpress::lint::Levels;
use letterpress::source::{SourceId, Sources};
use letterpress::{Reading, Understood};

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
    /// The main document and its overlays, or what is wrong with the encoding of one.
    pub documents: Result<(SourceId, Vec<SourceId>), Box<Diagnostic>>,
    pub files: Files,
    /// How diagnostics are written.
    pub format: Format,
}

/// Reads the main document of a description.
///
/// # Errors
///
/// When it is no regular file or too large, or a folder does not exist.
pub fn read(spec: &Spec) -> Result<Input, String> {
    let mut files = Files::of(&spec.path, spec.root.as_deref())?.limit(spec.limit());
    for (prefix, folder) in &spec.remote {
        files = files.remote(prefix, folder)?;
    }
    given_once(&spec.overlays)?;
    let mut sources = Sources::default();
    let mut texts = Vec::new();
    for path in std::iter::once(&spec.path).chain(&spec.overlays) {
        texts.push((shown(path), files::main_document(path, spec.limit())?));
    }
    let ids: Result<Vec<_>, _> = texts.into_iter().map(|(path, bytes)| sources.add_bytes(path, bytes)).collect();
    let documents = ids.map_err(Box::new).map(|ids| {
        let mut ids = ids.into_iter();
        (ids.next().unwrap_or(SourceId(0)), ids.collect())
    });
    Ok(Input { sources, documents, files, format: spec.format })
}

/// An overlay that is applied twice would append twice what it appends.
fn given_once(overlays: &[Utf8PathBuf]) -> Result<(), String> {
    let mut known = std::collections::HashSet::new();
    let again = overlays.iter().find(|path| !known.insert(path.canonicalize_utf8().unwrap_or_else(|_| (*path).clone())));
    again.map_or(Ok(()), |path| Err(format!("the overlay {path} is given twice")))
}

fn shown(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}

/// Runs every stage but the printing of files, and prints what there is to say.
pub fn understand(input: &mut Input, lints: Option<&Levels>, report: bool) -> (Option<Understood>, Vec<Diagnostic>) {
    let (understood, diagnostics) = match &input.documents {
        Ok((main, overlays)) => {
            letterpress::understand_with(&mut input.sources, *main, &Reading { load: &input.files, overlays, lints, report })
        }
        Err(diagnostic) => (None, vec![(**diagnostic).clone()]),
    };
    print(&diagnostics, input);
    (understood, diagnostics)
}

/// Prints diagnostics: for people to standard error, for programs to standard output.
pub fn print(diagnostics: &[Diagnostic], input: &Input) {
    let text = written(diagnostics, input);
    match input.format {
        Format::Human => anstream::eprint!("{text}"),
        Format::Json | Format::Sarif | Format::Github => anstream::print!("{text}"),
    }
}

/// Prints diagnostics to standard error, whatever their format: standard output is taken.
pub fn print_aside(diagnostics: &[Diagnostic], input: &Input) {
    anstream::eprint!("{}", written(diagnostics, input));
}

/// Says what was done, where it does not mix with diagnostics for programs.
pub fn say(input: &Input, text: &str) {
    match input.format {
        Format::Human => anstream::println!("{text}"),
        Format::Json | Format::Sarif | Format::Github => anstream::eprintln!("{text}"),
    }
}

/// Coloured; the streams take the escapes out where they are no terminal.
fn written(diagnostics: &[Diagnostic], input: &Input) -> String {
    diagnostic::write(input.format, &[Found { diagnostics, sources: &input.sources }], Color::Ansi)
}
