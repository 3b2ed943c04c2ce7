//! `--report` and `--deny lossy`: what became of each keyword.

use letterpress::diagnostic::Format;
use letterpress::source::Sources;
use letterpress::{Diagnostic, Understood, characters, report};

use super::output;

/// Reporting of commands that can report what became of each keyword.
#[derive(clap::Args)]
pub struct Reporting {
    /// Print how many keywords are used, documented only or not representable, and each of the last kind.
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    report: Option<Form>,
    /// Fail, and write nothing, if a keyword is not representable.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
}

/// How the report is written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// Totals, and each keyword that is not representable.
    Text,
    /// The same, and how often each keyword is documented only.
    Full,
    /// Every keyword, as JSON.
    Json,
}

/// What makes a run fail.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Denied {
    /// Keywords that are not representable.
    Lossy,
}

impl Reporting {
    /// Whether a report is needed.
    pub fn wanted(&self) -> bool {
        self.report.is_some() || self.deny.is_some()
    }

    /// Whether a report can be written beside diagnostics in this form.
    ///
    /// # Errors
    ///
    /// When both would be one stream that nothing can read.
    pub fn beside(&self, format: Format) -> Result<(), String> {
        match (self.report, format) {
            (Some(_), Format::Json | Format::Sarif) => {
                Err("`--report` and `--format json` or `sarif` both write to standard output; ask for one of them".to_owned())
            }
            (Some(_), Format::Human | Format::Github) | (None, _) => Ok(()),
        }
    }

    /// Whether standard output is the report's alone.
    pub fn is_json(&self) -> bool {
        matches!(self.report, Some(Form::Json))
    }
}

/// Prints the report; says whether the run may go on.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn run(
    arguments: &Reporting,
    understood: &Understood,
    diagnostics: &[Diagnostic],
    sources: &Sources,
) -> Result<bool, String> {
    let Some(report) = report::report(understood, diagnostics) else { return Ok(true) };
    match arguments.report {
        Some(Form::Text) => output::print(&report.to_text(sources, false))?,
        Some(Form::Full) => output::print(&report.to_text(sources, true))?,
        Some(Form::Json) => output::print(&characters::json(format!("{:#}\n", report.to_json(sources))))?,
        None => {}
    }
    let Some(Denied::Lossy) = arguments.deny else { return Ok(true) };
    let lost = report.lost().count();
    if lost > 0 && arguments.report.is_none() {
        output::print_aside(&report.to_text(sources, false));
    }
    match lost {
        0 => {}
        1 => output::print_aside("error: a keyword is not representable, and `--deny lossy` forbids that\n"),
        _ => output::print_aside(&format!("error: {lost} keywords are not representable, and `--deny lossy` forbids that\n")),
    }
    Ok(lost == 0)
}

/// Says why there is no report.
pub fn absent(arguments: &Reporting) {
    if arguments.report.is_some() {
        output::print_aside("no report: it tells what became of a description without errors\n");
    }
}
