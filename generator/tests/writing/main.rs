//! A run writes everything or nothing: whatever interrupts it, whoever runs beside it, wherever links lead, whatever the disk
//! refuses.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[cfg(target_os = "linux")]
mod disk;
mod interrupts;
#[cfg(unix)]
mod links;
mod outputs;
mod together;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Path and bytes of every file below a folder; a link is shown by where it leads.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// A folder without links in its path.
pub struct Folder {
    _guard: tempfile::TempDir,
    /// The path.
    pub path: PathBuf,
}

/// A new folder with the description `openapi.yaml` in two editions, of which the first is current.
pub fn folder() -> Folder {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().canonicalize().unwrap();
    edition(&path, 1);
    Folder { _guard: guard, path }
}

/// Makes an edition of the description current. Every file of the second differs from that of the first; some come, some go.
pub fn edition(folder: &Path, number: usize) {
    use std::fmt::Write as _;
    let mut text =
        format!("openapi: 3.0.3\ninfo: {{ title: Things {number}, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n");
    for schema in (0..60).filter(|schema| schema % 5 != number) {
        writeln!(text, "    Thing{schema}: {{ type: object, properties: {{ edition{number}: {{ type: string }} }} }}").unwrap();
    }
    std::fs::write(folder.join("openapi.yaml"), text).unwrap();
}

/// The command, in a folder.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letterpress"));
    command.current_dir(folder).args(arguments);
    command
}

/// Runs the command in a folder.
pub fn letterpress(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Generates from the current edition, which must succeed.
pub fn generate(folder: &Path, arguments: &[&str]) {
    let arguments = [&["generate", "openapi.yaml"], arguments].concat();
    let output = letterpress(folder, &arguments);
    assert!(output.status.success(), "{}", errors(&output));
}

/// What a run said on standard error.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Everything below a folder; nothing if it does not exist.
pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let Ok(entries) = current.read_dir() else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let below = path.strip_prefix(folder).unwrap().to_owned();
            match path.symlink_metadata() {
                Ok(found) if found.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => drop(found.insert(below, std::fs::read(&path).unwrap())),
                Ok(_) => drop(found.insert(below, format!("{:?}", path.read_link()).into_bytes())),
                Err(_) => {}
            }
        }
    }
    found
}

/// The names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// How often something is tried: `full` times when the environment asks for the whole proof.
pub fn times(reduced: usize, full: usize) -> usize {
    if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { full } else { reduced }
}
