//! `letterpress bundle SPEC [-o FILE]`.

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::node::write;
use letterpress::{reference, writer};

use super::input::{self, Documents};
use super::output;

/// Arguments of `letterpress bundle`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    spec: input::Spec,
    /// The file to write; without it, the document goes to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<Utf8PathBuf>,
    /// How the document is written [default: as the extension of FILE says, otherwise that of SPEC].
    #[arg(long = "as", value_name = "SYNTAX")]
    syntax: Option<Syntax>,
}

/// How the document is written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Syntax {
    /// YAML 1.2.
    Yaml,
    /// JSON, indented.
    Json,
}

/// Writes one document that says the same as the description with its overlays and all that it refers to.
///
/// # Errors
///
/// When a folder for references does not exist, FILE cannot be written, or FILE was read for the bundle.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut input = input::read(&arguments.spec)?;
    let mut diagnostics = Vec::new();
    let tree = match &input.documents {
        Ok(Documents { main, overlays, files, .. }) => letterpress::effective(&input.sources, *main, overlays, &mut diagnostics)
            .and_then(|entry| reference::bundle(&mut input.sources, entry, files, &mut diagnostics)),
        Err(found) => {
            diagnostics.clone_from(found);
            None
        }
    };
    match arguments.output {
        Some(_) => input::print(&diagnostics, &input)?,
        None => input::print_aside(&diagnostics, &input),
    }
    let Some(tree) = tree else { return Ok(input::failure(&diagnostics)) };
    let text = match syntax(arguments) {
        Syntax::Yaml => write::yaml(&tree),
        Syntax::Json => write::json(&tree),
    };
    let text = text.map_err(|error| error.to_string())?;
    match &arguments.output {
        Some(file) if input.sources.paths().any(|path| same(file, Utf8Path::new(path))) => {
            return Err(format!("{file} is a part of the description; write the bundle to another file"));
        }
        Some(file) => writer::write_file(file, &text, &mut output::note)?,
        None => output::print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn syntax(arguments: &Arguments) -> Syntax {
    let named = arguments.output.as_ref().unwrap_or(&arguments.spec.path);
    let by_name = match named.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("json") => Syntax::Json,
        Some(_) | None => Syntax::Yaml,
    };
    arguments.syntax.unwrap_or(by_name)
}

/// Whether two paths lead to one file.
fn same(a: &Utf8Path, b: &Utf8Path) -> bool {
    matches!((a.canonicalize_utf8(), b.canonicalize_utf8()), (Ok(a), Ok(b)) if a == b)
}
