//! `letterpress generate SPEC -o DIR`.

use std::process::ExitCode;

use camino::Utf8PathBuf;
use letterpress::{Options, rust, writer};

use super::input;

/// Arguments of `letterpress generate`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    spec: input::Spec,
    /// The folder to write to. Generated files in it that are no longer made are deleted; other files are left alone.
    #[arg(short, long, value_name = "DIR")]
    output: Utf8PathBuf,
    /// Make a crate of this name, with a Cargo.toml, instead of a module tree.
    #[arg(long = "crate", value_name = "NAME")]
    crate_name: Option<String>,
}

/// Generates, and writes either everything or nothing.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut input = input::read(&arguments.spec)?;
    let Some(understood) = input::understand(&mut input, None) else { return Ok(ExitCode::FAILURE) };
    let spec = &arguments.spec.path;
    let spec = spec.file_name().unwrap_or(spec.as_str()).to_owned();
    let options = Options { source: spec, command: "letterpress generate".to_owned(), module: None, features: false };
    let files = match &arguments.crate_name {
        Some(name) => {
            let module = rust::Module { name: name.clone(), api: &understood.api, names: &understood.names, options };
            rust::single_crate_files(name, &module)
        }
        None => rust::files(&understood.api, &understood.names, &options),
    };
    let plan = writer::plan(&arguments.output, files)?;
    writer::apply(&arguments.output, &plan)?;
    let (written, unchanged, deleted) = (plan.write.len(), plan.unchanged, plan.delete.len());
    input::say(&input, &format!("{}: {written} files written, {unchanged} unchanged, {deleted} deleted", arguments.output));
    Ok(ExitCode::SUCCESS)
}
