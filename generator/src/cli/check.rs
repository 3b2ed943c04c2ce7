//! `letterpress check SPEC`.

use std::process::ExitCode;

use camino::Utf8PathBuf;
use letterpress::files;
use letterpress::lint::Levels;

use super::{input, report};

/// Arguments of `letterpress check`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    spec: input::Spec,
    /// The levels of lints: a YAML map from a lint's name to deny, warn or allow.
    #[arg(long, value_name = "FILE")]
    levels: Option<Utf8PathBuf>,
    #[command(flatten)]
    report: report::Reporting,
}

/// Runs every stage but the printing, and the lints.
///
/// # Errors
///
/// When a file cannot be read.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut input = input::read(&arguments.spec)?;
    let Some(levels) = levels(arguments, &mut input)? else { return Ok(ExitCode::FAILURE) };
    let (understood, diagnostics) = input::understand(&mut input, Some(&levels), arguments.report.wanted())?;
    let passed = match understood {
        Some(it) => report::run(&arguments.report, &it, &diagnostics, &input.sources)?,
        None => false,
    };
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The levels that a file sets, or the defaults; `None` when something is wrong with the file, which is printed.
fn levels(arguments: &Arguments, input: &mut input::Input) -> Result<Option<Levels>, String> {
    let Some(path) = &arguments.levels else { return Ok(Some(Levels::default())) };
    let bytes = files::main_document(path, arguments.spec.limit())?;
    let levels = match input.sources.add_bytes(path.as_str().replace('\\', "/"), bytes) {
        Ok(file) => Levels::read(&input.sources, file),
        Err(diagnostic) => Err(vec![diagnostic]),
    };
    match levels {
        Ok(levels) => Ok(Some(levels)),
        Err(diagnostics) => input::print(&diagnostics, input).map(|()| None),
    }
}
