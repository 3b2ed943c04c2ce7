//! `letterpress explain CODE`.

use std::process::ExitCode;

use letterpress::diagnostic::codes::{self, Retired};

use super::output;

/// Arguments of `letterpress explain`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A code such as E0001, or the name of a lint such as trailing-slash; without one, every code is listed.
    code: Option<String>,
}

/// Prints cause, example and mend of a code, what became of one that is given no more, or the list of codes.
///
/// # Errors
///
/// When there is no such code, or standard output cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let Some(code) = &arguments.code else {
        let given = codes::all().map(|row| format!("{}  {}\n", row.code.0, row.title));
        let retired = codes::retired().map(|row| format!("{}  {} (no longer given)\n", row.code.0, row.title));
        output::print(&given.chain(retired).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(row) = codes::retired().find(|row| row.code.0.eq_ignore_ascii_case(code)) {
        output::print(&no_longer_given(row))?;
        return Ok(ExitCode::SUCCESS);
    }
    let row = codes::explain(code).ok_or_else(|| format!("there is no code or lint {code}; `letterpress explain` lists them"))?;
    output::print(&format!("{}: {}\n\n{}\n", row.code.0, row.title, row.text.trim()))?;
    Ok(ExitCode::SUCCESS)
}

fn no_longer_given(Retired { code, title, successor }: &Retired) -> String {
    let instead = successor.and_then(|code| codes::all().find(|row| row.code == code)).map_or_else(String::new, |row| {
        format!(" {} says what there is to say: {}.\n\n{}\n", row.code.0, row.title, row.text.trim())
    });
    format!("{}: {title}\n\nThis code is no longer given.{}\n", code.0, instead.trim_end())
}
