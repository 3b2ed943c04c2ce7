//! Reading the description, printing what there is to say about it.

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::Understood;
use letterpress::diagnostic::{Color, Diagnostic, SHOWN, render_with};
use letterpress::files::{self, Files};
use letterpress::source::{SourceId, Sources};

/// The description, and what it may refer to.
#[derive(clap::Args)]
pub struct Spec {
    /// The description: OpenAPI or Swagger, YAML or JSON.
    #[arg(value_name = "SPEC")]
    pub path: Utf8PathBuf,
    /// The folder below which files that the description refers to are read [default: the folder of SPEC].
    #[arg(long, value_name = "DIR")]
    root: Option<Utf8PathBuf>,
    /// Reads what lies at this address, or below it, from a folder instead. Nothing is ever fetched.
    #[arg(long = "remote-prefix", value_name = "URL=DIR", value_parser = remote)]
    remote: Vec<(String, Utf8PathBuf)>,
}

fn remote(text: &str) -> Result<(String, Utf8PathBuf), String> {
    let (prefix, folder) = text.rsplit_once('=').ok_or("expected an address, `=` and a folder")?;
    Ok((prefix.to_owned(), Utf8PathBuf::from(folder)))
}

/// A description whose text was read.
pub struct Input {
    pub sources: Sources,
    /// The main document, or what is wrong with its encoding.
    pub main: Result<SourceId, Box<Diagnostic>>,
    pub files: Files,
}

/// Reads the main document of a description.
///
/// # Errors
///
/// When it is no regular file or too large, or a folder does not exist.
pub fn read(spec: &Spec) -> Result<Input, String> {
    let bytes = files::main_document(&spec.path, files::LIMIT)?;
    let mut files = Files::of(&spec.path, spec.root.as_deref())?;
    for (prefix, folder) in &spec.remote {
        files = files.remote(prefix, folder)?;
    }
    let mut sources = Sources::default();
    let main = sources.add_bytes(shown(&spec.path), bytes).map_err(Box::new);
    Ok(Input { sources, main, files })
}

fn shown(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}

/// Runs every stage but the printing of files, and prints what there is to say.
pub fn understand(input: &mut Input) -> Option<Understood> {
    let (understood, diagnostics) = match &input.main {
        Ok(main) => letterpress::understand_with(&mut input.sources, *main, &input.files),
        Err(diagnostic) => (None, vec![(**diagnostic).clone()]),
    };
    print(&diagnostics, &input.sources);
    understood
}

/// Prints diagnostics to standard error, coloured where that is a terminal.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources) {
    if !diagnostics.is_empty() {
        anstream::eprintln!("{}", render_with(diagnostics, sources, Color::Ansi, SHOWN));
    }
}
