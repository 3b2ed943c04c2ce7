//! The command line: arguments, files, and what is printed. Everything else is the library's.

mod bundle;
mod check;
mod explain;
mod generate;
mod input;
mod output;
mod report;
mod timings;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use letterpress::characters;

/// Turns OpenAPI descriptions into Rust: models, an HTTP client and server stubs.
#[derive(Parser)]
#[command(name = "letterpress", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, perhaps with warnings; 1 the description has errors, or is denied, and nothing was written; 2 \
                          wrong usage, or a file named on the command line cannot be read or written";

#[derive(Subcommand)]
enum Command {
    /// Generate a module tree, or a whole crate, from a description.
    #[command(after_help = EXIT_CODES)]
    Generate(generate::Arguments),
    /// Report what is wrong with a description, and write nothing.
    #[command(after_help = EXIT_CODES)]
    Check(check::Arguments),
    /// Make one document of a description in parts: every reference is local. Comments are not kept.
    #[command(after_help = EXIT_CODES)]
    Bundle(bundle::Arguments),
    /// Explain a code of a diagnostic: cause, example, mend.
    Explain(explain::Arguments),
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    let outcome = match arguments.command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Bundle(arguments) => bundle::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    };
    outcome.unwrap_or_else(|message| {
        output::print_aside(&format!("error: {}\n", characters::one_line(&message)));
        ExitCode::from(2)
    })
}

/// Prints what was asked for instead of a run, or why there is none: arguments, which can be names that a stranger chose, are shown as
/// all other names are.
fn misused(error: &clap::Error) -> ExitCode {
    let asked = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
    if asked.contains(&error.kind()) {
        // There is no place left to say that this failed.
        let _ = error.print();
    } else {
        let text = error.render().to_string();
        output::print_aside(&text.lines().fold(String::new(), |text, line| text + &characters::whole_line(line) + "\n"));
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}
