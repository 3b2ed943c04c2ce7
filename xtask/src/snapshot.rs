//! `cargo xtask snapshot`: the snapshot tests, without a tool to install.

use std::process::{Command, ExitCode};

use camino::Utf8Path;

/// Arguments of `cargo xtask snapshot`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Take each difference over into the committed snapshots.
    #[arg(long)]
    accept: bool,
}

/// Runs the tests that compare with snapshots.
///
/// # Errors
///
/// When cargo cannot be started.
pub fn run(workspace: &Utf8Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(workspace)
        .args(["test", "--quiet", "--package", "letterpress-tests", "--test", "snapshots", "--test", "diagnostics"])
        .env("INSTA_UPDATE", if arguments.accept { "always" } else { "no" })
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !status.success() {
        if !arguments.accept {
            eprintln!("to take the differences over, run `cargo xtask snapshot --accept` and read what it changed");
        }
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
