//! How much memory it takes to read a description: the peak of a process of its own for each document, stage by stage.
//!
//! The peak is `VmHWM` of Linux: all that the process ever held at once, with the text and with what the allocator lost, less what
//! it held before it began: some 4 MB, nearly all of it the program itself.

mod common;

use std::path::Path;
use std::process::{Command, ExitCode};

use common::{Document, Kept};

/// The argument that makes this program the process that is measured.
const CHILD: &str = "--read";

/// The largest peak, as a multiple of the text, that is fine for a document that is not small.
const MOST: f64 = 12.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let outcome = match arguments.as_slice() {
        [_, child, path] if child == CHILD => read(path, Kept::Document),
        [_, child, path, _] if child == CHILD => read(path, Kept::Both),
        [..] if common::measures() => measure(),
        [..] => Ok(()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    if peak().is_none() {
        println!("Not measured: this system has no /proc/self/status.");
        return Ok(());
    }
    println!("The most memory that was held until the end of each stage, as a multiple of the text.");
    println!(
        "`typed`: text to the typed document, at most {MOST} wanted. `both`: the tree is kept, as the stages behind ask for."
    );
    println!("{:>24} {:>10} {:>8} {:>8} {:>8} {:>8}", "document", "bytes", "tree", "dialect", "typed", "both");
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for Document { name, text } in common::made() {
        let path = folder.path().join(format!("{name}.json"));
        std::fs::write(&path, text).map_err(|error| error.to_string())?;
        row(&path)?;
    }
    common::named().iter().try_for_each(|path| row(path))
}

/// Measures one document in a process of its own.
fn row(path: &Path) -> Result<(), String> {
    let bytes = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    print!("{:>24} {bytes:>10}", path.file_name().unwrap_or_default().to_string_lossy());
    let typed = peaks(path, &[])?;
    let both = peaks(path, &["both"])?;
    for peak in typed.iter().chain(both.last()) {
        print!(" {:>8.1}", *peak as f64 / bytes as f64);
    }
    println!();
    Ok(())
}

/// What a process of its own says after each stage.
fn peaks(path: &Path, arguments: &[&str]) -> Result<Vec<u64>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg(CHILD).arg(path).args(arguments).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", path.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let peaks: Result<_, _> = String::from_utf8_lossy(&output.stdout).split_whitespace().map(str::parse).collect();
    peaks.map_err(|error: std::num::ParseIntError| error.to_string())
}

/// Reads a document and writes the peak after each stage. The program itself is brought to memory by a small document first.
fn read(path: &str, kept: Kept) -> Result<(), String> {
    let (sources, id) = common::single("small.json".to_owned(), common::text(1));
    common::typed(&sources, id, kept, || ())?;
    let before = peak().unwrap_or_default();
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let (sources, id) = common::single(path.to_owned(), text);
    let mut peaks = Vec::new();
    let _kept = common::typed(&sources, id, kept, || peaks.extend(peak()))?;
    peaks.iter().for_each(|peak| println!("{}", peak - before));
    Ok(())
}

/// The most that this process ever held at once, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
