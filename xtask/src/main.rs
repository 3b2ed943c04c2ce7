//! The day-to-day commands of this workspace: `cargo xtask codegen`, `cargo xtask snapshot`.

mod codegen;
mod snapshot;
mod targets;

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, Subcommand};

/// The day-to-day commands of this workspace.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate every API of specs/ into generated/, and the test API into tests/.
    ///
    /// Writes only what changed, deletes generated files that are no longer made. If one description has an error, no file
    /// changes.
    Codegen(codegen::Arguments),
    /// Run the snapshot tests over the small descriptions and show each difference.
    Snapshot(snapshot::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let outcome = match command {
        Command::Codegen(arguments) => codegen::run(&workspace(), &arguments),
        Command::Snapshot(arguments) => snapshot::run(&workspace(), &arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The root folder of the workspace.
fn workspace() -> Utf8PathBuf {
    let here = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
