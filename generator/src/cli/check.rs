//! `letterpress check SPEC`.

use std::process::ExitCode;

use camino::Utf8PathBuf;

use super::input;

/// Arguments of `letterpress check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The description: OpenAPI 3.0 or 3.1, YAML or JSON.
    spec: Utf8PathBuf,
}

/// Runs every stage but the printing.
///
/// # Errors
///
/// When the file cannot be read.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let (sources, main) = input::read(&arguments.spec)?;
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    input::print(&diagnostics, &sources);
    Ok(if understood.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
