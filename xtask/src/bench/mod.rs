//! `cargo xtask bench`: how long it takes to generate, to compile what was generated, to read and write its JSON, and to serve and call.

mod compile;
mod generate;
pub mod measure;
pub mod page;
mod peers;
mod programs;

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Subcommand;

use crate::documents::Source;

/// Arguments of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
    /// How often each thing is measured; the least counts.
    #[arg(long, global = true, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Print the tables only, and leave BENCHMARKS.md as it is.
    #[arg(long, global = true)]
    dry_run: bool,
    #[command(flatten)]
    source: Source,
}

#[derive(Subcommand)]
enum What {
    /// The generator, over public descriptions of several sizes and over the APIs of specs/.
    Generate {
        /// Measure other generators beside this one, installed by `cargo install` into target/bench.
        #[arg(long)]
        peers: bool,
    },
    /// `cargo check` and `cargo build --release` of what was generated, dependencies built before.
    Compile {
        /// Measure what other generators make beside it.
        #[arg(long)]
        peers: bool,
        /// Only documents whose name in the table begins with one of these texts.
        #[arg(long, value_name = "TEXT,...", value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Reading and writing JSON, by criterion: `cargo bench --package letterpress-tests --bench json`.
    Json,
    /// What a request costs a generated server and a generated client, beside axum and reqwest by hand: `--bench http`.
    Server,
}

/// What every measurement needs.
struct Bench<'a> {
    workspace: &'a Utf8Path,
    /// `target/bench`.
    folder: Utf8PathBuf,
    rounds: u32,
    source: &'a Source,
}

/// Measures, prints the tables and writes them to BENCHMARKS.md.
///
/// # Errors
///
/// When Python, npm or cargo cannot be started, what is measured fails, or a file cannot be written.
pub fn run(workspace: &Utf8Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let folder = workspace.join("target/bench");
    fs_err::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let bench = Bench { workspace, folder, rounds: arguments.rounds, source: &arguments.source };
    let beside = |peers: bool| if peers { peers::PEERS } else { &[] };
    let section = match &arguments.what {
        What::Generate { peers } => generate::run(&bench, beside(*peers))?,
        What::Compile { peers, only } => compile::run(&bench, beside(*peers), only)?,
        What::Json => programs::json(&bench)?,
        What::Server => programs::server(&bench)?,
    };
    let section = page::Section { machine: measure::machine()?, ..section };
    print!("{}", section.text());
    if !arguments.dry_run {
        page::write(workspace, &section)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Bench<'_> {
    /// The generator, built for release.
    fn letterpress(&self) -> Result<Utf8PathBuf, String> {
        eprintln!("building letterpress");
        cargo(self.workspace, &["build", "--release", "--quiet", "--package", "letterpress", "--bin", "letterpress"])?;
        let target = std::env::var("CARGO_TARGET_DIR").map_or_else(|_| self.workspace.join("target"), Utf8PathBuf::from);
        Ok(self.workspace.join(target).join("release/letterpress"))
    }
}

/// Runs cargo to its end.
fn cargo(folder: &Utf8Path, arguments: &[&str]) -> Result<(), String> {
    let status = std::process::Command::new(measure::cargo()).args(arguments).current_dir(folder).status();
    let status = status.map_err(|error| format!("cargo cannot be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {}` failed in {folder}", arguments.join(" "))) }
}
