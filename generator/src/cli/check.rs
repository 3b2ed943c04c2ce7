//! `letterpress check SPEC`.

use std::process::ExitCode;

use camino::Utf8PathBuf;
use letterpress::lint::Levels;
use letterpress::{Diagnostic, files};

use super::{input, report, timings};

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
    #[command(flatten)]
    timing: timings::Timing,
}

/// Runs every stage but the printing, and the lints.
///
/// # Errors
///
/// When a folder for references does not exist, or arguments exclude one another.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    arguments.report.beside(arguments.spec.format)?;
    let timings = arguments.timing.start();
    let mut input = input::read(&arguments.spec)?;
    let levels = match levels(arguments, &mut input) {
        Ok(levels) => levels,
        Err(found) => {
            let diagnostics: Vec<Diagnostic> =
                input.documents.as_ref().err().into_iter().flatten().cloned().chain(found).collect();
            input::print(&diagnostics, &input)?;
            return Ok(input::failure(&diagnostics));
        }
    };
    let asked = input::Asked { lints: Some(&levels), report: arguments.report.wanted(), compared: false };
    let (understood, diagnostics) = input::understand(&mut input, &asked, &timings);
    input::print(&diagnostics, &input)?;
    timings.print();
    let Some(understood) = understood else {
        report::absent(&arguments.report);
        return Ok(input::failure(&diagnostics));
    };
    let passed = report::run(&arguments.report, &understood, &diagnostics, &input.sources)?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The levels that a file sets, or the defaults; otherwise what is wrong with the file.
fn levels(arguments: &Arguments, input: &mut input::Input) -> Result<Levels, Vec<Diagnostic>> {
    let Some(path) = &arguments.levels else { return Ok(Levels::default()) };
    let file = files::add(&mut input.sources, path, path.as_str(), arguments.spec.limit()).map_err(|error| vec![error])?;
    Levels::read(&input.sources, file)
}
