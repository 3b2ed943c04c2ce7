//! `letterpress explain CODE`.

use std::process::ExitCode;

use letterpress::diagnostic::codes;

use super::output;

/// Arguments of `letterpress explain`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A code such as E0001, or the name of a lint such as trailing-slash; without one, every code is listed.
    code: Option<String>,
}

/// Prints cause, example and mend of a code, or the list of codes.
///
/// # Errors
///
/// When there is no such code, or standard output cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let Some(code) = &arguments.code else {
        let list: String = codes::all().map(|row| format!("{}  {}\n", row.code.0, row.title)).collect();
        output::print(&list)?;
        return Ok(ExitCode::SUCCESS);
    };
    let row = codes::explain(code).ok_or_else(|| format!("there is no code or lint {code}; `letterpress explain` lists them"))?;
    output::print(&format!("{}: {}\n\n{}\n", row.code.0, row.title, row.text.trim()))?;
    Ok(ExitCode::SUCCESS)
}
