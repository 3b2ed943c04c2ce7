//! What was generated, compiled: many documents to a crate, so that the compiler starts seldom.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

use super::document::Outcome;

/// How many lines a crate has before the next one begins.
const LINES: usize = 60_000;

/// An empty folder for what is generated.
///
/// # Errors
///
/// When it cannot be made.
pub fn sources(folder: &Utf8Path) -> Result<Utf8PathBuf, String> {
    let sources = folder.join("sources");
    if sources.exists() {
        fs_err::remove_dir_all(&sources).map_err(|error| error.to_string())?;
    }
    fs_err::create_dir_all(&sources).map_err(|error| error.to_string())?;
    Ok(sources)
}

/// Compiles all that was generated, and notes which documents failed.
///
/// # Errors
///
/// When cargo cannot be started, or a file cannot be written.
pub fn run(workspace: &Utf8Path, folder: &Utf8Path, outcomes: &mut [Outcome]) -> Result<(), String> {
    let crates = crates(outcomes);
    let root = folder.join("crates");
    write(workspace, folder, &root, &crates)?;
    eprintln!("compiling {} crates", crates.len());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--workspace", "--keep-going", "--message-format", "short"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .stdout(Stdio::null())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    fs_err::write(folder.join("compile.log"), said.as_bytes()).map_err(|error| error.to_string())?;
    let wrong = mistakes(&said);
    if !output.status.success() && wrong.is_empty() {
        let last = said.lines().next_back().unwrap_or_default();
        return Err(format!("cargo failed, and no document is to blame; compile.log in {folder} has all: {last}"));
    }
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.lines.is_some()) {
        outcome.compiled = Some(wrong.get(&outcome.number).map_or(Ok(()), |message| Err(message.clone())));
    }
    Ok(())
}

/// The numbers of the documents, crate by crate.
fn crates(outcomes: &[Outcome]) -> Vec<Vec<usize>> {
    let mut crates: Vec<Vec<usize>> = Vec::new();
    let mut lines = LINES;
    for outcome in outcomes {
        let Some(more) = outcome.lines else { continue };
        if lines + more > LINES {
            crates.push(Vec::new());
            lines = 0;
        }
        lines += more;
        crates.last_mut().into_iter().for_each(|last| last.push(outcome.number));
    }
    crates
}

fn write(workspace: &Utf8Path, folder: &Utf8Path, root: &Utf8Path, crates: &[Vec<usize>]) -> Result<(), String> {
    if root.exists() {
        fs_err::remove_dir_all(root).map_err(|error| error.to_string())?;
    }
    let runtime = workspace.join("runtime");
    let put = |path: Utf8PathBuf, text: String| {
        let parent = path.parent().unwrap_or(root);
        fs_err::create_dir_all(parent).and_then(|()| fs_err::write(&path, text)).map_err(|error| error.to_string())
    };
    for (index, documents) in crates.iter().enumerate() {
        let manifest = format!(
            "[package]\nname = \"c{index}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             letterpress-runtime = {{ path = {:?}, features = [\"client\", \"server\"] }}\n",
            runtime.as_str()
        );
        put(root.join(format!("c{index}/Cargo.toml")), manifest)?;
        let module = |number: &usize| {
            let path = folder.join(format!("sources/d{number}/mod.rs"));
            format!("#[path = {:?}]\npub mod d{number};\n", path.as_str())
        };
        let modules: String = documents.iter().map(module).collect();
        put(root.join(format!("c{index}/src/lib.rs")), modules)?;
    }
    put(root.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"c*\"]\n".to_owned())?;
    fs_err::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(())
}

/// The first error of each document that has one. A line begins with the path, in which the document's folder is the one below `sources`.
fn mistakes(said: &str) -> BTreeMap<usize, String> {
    let mut wrong = BTreeMap::new();
    for line in said.lines().filter(|line| line.contains(": error")) {
        let number = line.split_once("sources/d").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
        if let Some(number) = number {
            wrong.entry(number).or_insert_with(|| line.chars().take(300).collect());
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_belongs_to_the_document_whose_file_it_is_in() {
        let said = "a/sources/d12/models/pet.rs:3:5: error[E0412]: no `X`\nb: warning: w\nerror: could not compile `c1`\n";
        let wrong = mistakes(said);
        assert_eq!(wrong.keys().collect::<Vec<_>>(), [&12]);
    }

    #[test]
    fn small_documents_share_a_crate() {
        let outcome = |number, lines| Outcome { number, lines, ..Outcome::default() };
        let all = [outcome(1, Some(10)), outcome(2, None), outcome(3, Some(20)), outcome(4, Some(LINES)), outcome(5, Some(1))];
        assert_eq!(crates(&all), [vec![1, 3], vec![4], vec![5]]);
    }
}
