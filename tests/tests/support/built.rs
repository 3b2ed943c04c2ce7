//! Crates of generated code, written where cargo keeps what tests make, and built by cargo.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::File;

use crate::support::workspace;

/// A command of cargo in the crate, with some of its features.
pub fn cargo(folder: &Utf8Path, features: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).args(arguments).args(["--no-default-features", "--features", features]);
    // One for all of these crates: they have the same dependencies.
    let target = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("target");
    command.env("CARGO_TARGET_DIR", target).env_remove("CARGO_BUILD_TARGET");
    command
}

/// What a command says that reads this.
pub fn output(mut command: Command, input: &str) -> std::process::Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

/// Builds a crate.
///
/// # Panics
///
/// When the crate does not compile, with what the compiler says to each description.
pub fn build(folder: &Utf8Path, features: &str) {
    compile("build", folder, features);
}

/// Builds a crate, as far as it takes to find mistakes.
///
/// # Panics
///
/// As [`build`] does.
pub fn check(folder: &Utf8Path, features: &str) {
    compile("check", folder, features);
}

/// Without the network first: all that the crate needs, the workspace needed to get here.
fn compile(verb: &str, folder: &Utf8Path, features: &str) {
    let mut said = String::new();
    for arguments in [&[verb, "--offline", "--message-format", "short"][..], &[verb, "--message-format", "short"]] {
        let output = output(cargo(folder, features, arguments), "");
        if output.status.success() {
            return;
        }
        said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !said.contains("--offline") {
            break;
        }
    }
    panic!("generated code does not compile\n{}", by_module(&said));
}

/// What the compiler says, the descriptions first that it is about.
fn by_module(said: &str) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in said.lines().filter(|line| line.contains("error") || line.contains("warning")) {
        let module = line.strip_prefix("src/").and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
        modules.entry(module).or_default().push(line);
    }
    let mut text = String::new();
    for (module, lines) in modules {
        writeln!(text, "{module}: {} lines\n  {}", lines.len(), lines.iter().take(10).copied().collect::<Vec<_>>().join("\n  "))
            .unwrap();
    }
    if text.is_empty() { said.to_owned() } else { text }
}

/// Writes what changed, and deletes what is not of the crate any more, so that cargo builds again only what it must.
pub fn write(folder: &Utf8Path, files: &[File]) {
    let wanted: BTreeSet<Utf8PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    for file in files {
        let path = folder.join(&file.path);
        if std::fs::read_to_string(&path).ok().as_deref() != Some(file.text.as_str()) {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.text).unwrap();
        }
    }
    let mut open = vec![folder.join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path()));
        } else if !wanted.contains(&path) {
            std::fs::remove_file(&path).unwrap();
        }
    }
    // Cargo adds the crate to its lock; the copy tells whether that of the workspace has changed since.
    let locked = std::fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    if std::fs::read_to_string(folder.join("workspace.lock")).ok().as_deref() != Some(locked.as_str()) {
        std::fs::write(folder.join("Cargo.lock"), &locked).unwrap();
        std::fs::write(folder.join("workspace.lock"), &locked).unwrap();
    }
}

/// The rest of the manifest. Warnings are errors: generated code has none.
pub fn manifest() -> String {
    let runtime = workspace().join("runtime");
    format!(
        "bytes = \"1\"
http = \"1\"
tokio = {{ version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}

[workspace]

[workspace.package]
version = \"0.0.0\"
edition = \"2024\"
rust-version = \"1.91\"
license = \"MIT\"

[workspace.dependencies]
letterpress-runtime = {{ path = {:?} }}

[workspace.lints.rust]
missing_docs = \"warn\"
unsafe_code = \"forbid\"
warnings = \"deny\"

[profile.dev]
debug = false
",
        runtime.as_str()
    )
}
