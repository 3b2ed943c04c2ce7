//! `letterpress check SPEC`.

use std::process::ExitCode;

use super::input;

/// Arguments of `letterpress check`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    spec: input::Spec,
}

/// Runs every stage but the printing.
///
/// # Errors
///
/// When the file cannot be read.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut input = input::read(&arguments.spec)?;
    let understood = input::understand(&mut input);
    Ok(if understood.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
