//! What was generated, compiled: many documents to a crate, so that the compiler starts seldom.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use super::document::SERVE;
use super::exchange;
use super::outcome::Outcome;
use super::serve;
use crate::bench::measure::cargo;

/// How many lines a crate has before the next one begins.
const LINES: usize = 60_000;

/// What the compiler may take for one crate: seconds on the wall, and MiB.
const LIMIT: (u32, u32) = (1_800, 20_480);

/// What cargo calls instead of rustc, to know what each crate costs and to stop one that takes too much.
const RUSTC: &str = include_str!("rustc.py");

/// The folder for what is generated: an empty one, or the one of the last run.
///
/// # Errors
///
/// When it cannot be made.
pub fn sources(folder: &Utf8Path, resume: bool) -> Result<Utf8PathBuf, String> {
    let sources = folder.join("sources");
    if sources.exists() && !resume {
        fs_err::remove_dir_all(&sources).map_err(|error| error.to_string())?;
    }
    fs_err::create_dir_all(&sources).map_err(|error| error.to_string())?;
    Ok(sources)
}

/// What is compiled together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crate {
    /// The numbers of the documents.
    pub documents: Vec<usize>,
    /// Which part of its one document it is, if that is very large.
    part: Option<usize>,
}

/// Compiles all that was generated, and notes which documents failed.
///
/// An error in one document can hide those of others in its crate, so the crate is compiled again without it.
///
/// # Errors
///
/// When cargo cannot be started, or a file cannot be written.
pub fn run(workspace: &Utf8Path, folder: &Utf8Path, outcomes: &mut [Outcome], resume: bool) -> Result<Vec<Crate>, String> {
    let costs = folder.join("costs.jsonl");
    if !resume {
        fs_err::write(&costs, "").map_err(|error| error.to_string())?;
    }
    let mut crates = crates(outcomes);
    let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
    let mut good = if resume { good(&lines_of(&costs, 0)) } else { BTreeSet::new() };
    loop {
        let changed = write(workspace, folder, &crates)?;
        let open: Vec<usize> = (0..crates.len()).filter(|index| changed.contains(index) || !good.contains(index)).collect();
        let begun = lines(&costs);
        let is_good = open.is_empty() || check(folder, &open, &costs)?;
        let last: Vec<Value> = lines_of(&costs, begun);
        let mut found = mistakes(&fs_err::read_to_string(folder.join("compile.log")).map_err(|error| error.to_string())?);
        found.extend(stopped(&last, &crates));
        if is_good {
            break;
        }
        good.extend(self::good(&last));
        if found.is_empty() {
            return Err(format!("cargo failed, and no document is to blame; compile.log in {folder} has all"));
        }
        crates.iter_mut().for_each(|of| of.documents.retain(|number| !found.contains_key(number)));
        wrong.extend(found);
    }
    let spent = processor(&lines_of(&costs, 0));
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.lines.is_some()) {
        outcome.compiled = Some(wrong.get(&outcome.number).map_or(Ok(()), |message| Err(message.clone())));
    }
    share(&crates, &spent, outcomes);
    Ok(crates)
}

/// Writes a program for each crate that asks the servers of its documents, of those that have one.
///
/// # Errors
///
/// When a file cannot be written.
pub fn programs(folder: &Utf8Path, crates: &[Crate]) -> Result<(), String> {
    for (index, of) in crates.iter().enumerate() {
        let served: Vec<usize> = of.documents.iter().copied().filter(|number| served(folder, *number)).collect();
        put(&folder.join(format!("crates/c{index}/src/main.rs")), &serve::program(index, &served))?;
    }
    Ok(())
}

fn served(folder: &Utf8Path, number: usize) -> bool {
    folder.join(format!("sources/d{number}/{SERVE}")).exists()
}

/// Writes a file, unless it says the same already, so that cargo knows what is compiled: whether it did not.
fn put(path: &Utf8Path, text: &str) -> Result<bool, String> {
    if fs_err::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let parent = path.parent().unwrap_or(path);
    fs_err::create_dir_all(parent).and_then(|()| fs_err::write(path, text)).map_err(|error| error.to_string())?;
    Ok(true)
}

/// Runs cargo over some crates; whether all of them compile. What it says goes to `compile.log`.
fn check(folder: &Utf8Path, open: &[usize], costs: &Utf8Path) -> Result<bool, String> {
    let count = open.len();
    let compiler = folder.join("rustc");
    fs_err::write(&compiler, RUSTC).map_err(|error| error.to_string())?;
    let mut child = Command::new(cargo())
        .args(["check", "--lib", "--keep-going", "--message-format", "short"])
        .args(open.iter().flat_map(|index| ["--package".to_owned(), format!("c{index}")]))
        .current_dir(folder.join("crates"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTC_WORKSPACE_WRAPPER", executable(&compiler)?)
        .env("LETTERPRESS_COSTS", costs)
        .env("LETTERPRESS_LIMIT", format!("{} {}", LIMIT.0, LIMIT.1))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let mut log = fs_err::File::create(folder.join("compile.log")).map_err(|error| error.to_string())?;
    let mut begun = 0;
    for line in child.stderr.take().into_iter().flat_map(|said| BufReader::new(said).lines()) {
        let line = line.map_err(|error| error.to_string())?;
        writeln!(log, "{line}").map_err(|error| error.to_string())?;
        if line.trim_start().starts_with("Checking c") && line.contains(folder.as_str()) {
            begun += 1;
            if begun % 20 == 0 {
                eprintln!("{begun} of {count} crates");
            }
        }
    }
    child.wait().map(|status| status.success()).map_err(|error| error.to_string())
}

/// The path of a script, which may be run.
fn executable(script: &Utf8Path) -> Result<&Utf8Path, String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs_err::set_permissions(script, std::fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
    }
    Ok(script)
}

fn lines(path: &Utf8Path) -> usize {
    fs_err::read_to_string(path).map_or(0, |text| text.lines().count())
}

fn lines_of(path: &Utf8Path, from: usize) -> Vec<Value> {
    let text = fs_err::read_to_string(path).unwrap_or_default();
    text.lines().skip(from).filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The crates that compiled when they were compiled last.
fn good(costs: &[Value]) -> BTreeSet<usize> {
    let status = |cost: &Value| Some((number(cost)?, cost.get("status")?.as_i64()?));
    let last: BTreeMap<usize, i64> = costs.iter().filter_map(status).collect();
    last.into_iter().filter(|(_, status)| *status == 0).map(|(index, _)| index).collect()
}

/// The documents of crates whose compiler was stopped.
fn stopped(costs: &[Value], crates: &[Crate]) -> BTreeMap<usize, String> {
    let of = |cost: &Value| {
        let message = cost.get("stopped")?.as_str()?.to_owned();
        Some((crates.get(number(cost)?)?.documents.clone(), message))
    };
    let all = costs.iter().filter_map(of);
    all.flat_map(|(documents, message)| documents.into_iter().map(move |number| (number, message.clone()))).collect()
}

/// The number of the crate.
fn number(cost: &Value) -> Option<usize> {
    usize::try_from(cost.get("crate")?.as_u64()?).ok()
}

/// The processor time that each crate took when it was compiled last.
fn processor(costs: &[Value]) -> BTreeMap<usize, f64> {
    costs.iter().filter_map(|cost| Some((number(cost)?, cost.get("processor")?.as_f64()?))).collect()
}

/// Gives each document its share of what its crates took.
fn share(crates: &[Crate], spent: &BTreeMap<usize, f64>, outcomes: &mut [Outcome]) {
    for (index, of) in crates.iter().enumerate() {
        let Some(seconds) = spent.get(&index) else { continue };
        let members: BTreeSet<usize> = of.documents.iter().copied().collect();
        let lines = |outcome: &Outcome| outcome.lines.unwrap_or_default() as f64;
        let all: f64 = outcomes.iter().filter(|outcome| members.contains(&outcome.number)).map(lines).sum();
        for outcome in outcomes.iter_mut().filter(|outcome| members.contains(&outcome.number)) {
            outcome.check = Some(outcome.check.unwrap_or_default() + seconds * lines(outcome) / all.max(1.0));
        }
    }
}

/// What is compiled together: small documents, and each part of a very large one by itself.
fn crates(outcomes: &[Outcome]) -> Vec<Crate> {
    let mut crates: Vec<Crate> = Vec::new();
    let mut parts: Vec<Crate> = Vec::new();
    let mut lines = LINES;
    for outcome in outcomes {
        let Some(more) = outcome.lines else { continue };
        if outcome.parts > 1 {
            parts.extend((0..outcome.parts).map(|part| Crate { documents: vec![outcome.number], part: Some(part) }));
            lines = LINES;
            continue;
        }
        if lines + more > LINES {
            crates.push(Crate::default());
            lines = 0;
        }
        lines += more;
        crates.last_mut().into_iter().for_each(|last| last.documents.push(outcome.number));
    }
    [crates, parts].concat()
}

/// Writes the crates, and gives those that hold something else than before.
fn write(workspace: &Utf8Path, folder: &Utf8Path, crates: &[Crate]) -> Result<BTreeSet<usize>, String> {
    let mut changed = BTreeSet::new();
    let root = folder.join("crates");
    let runtime = workspace.join("runtime");
    put(&folder.join("exchange.rs"), exchange::LIBRARY)?;
    for (index, of_crate) in crates.iter().enumerate() {
        let manifest = format!(
            "[package]\nname = \"c{index}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             bytes = \"1\"\nhttp = \"1\"\nletterpress-runtime = {{ path = {:?}, features = [\"client\", \"server\"] }}\n\
             tokio = {{ version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}\n",
            runtime.as_str()
        );
        put(&root.join(format!("c{index}/Cargo.toml")), &manifest)?;
        let module = |number: &usize| {
            let part = of_crate.part.map_or_else(String::new, |part| format!("/p{part}"));
            let folder = folder.join(format!("sources/d{number}{part}"));
            // What only the operations of other parts need is there, and unused.
            let allowed = of_crate.part.map_or("", |_| "#[allow(dead_code, unused_imports)]\n");
            let of = |letter: &str, file: &str| {
                format!("{allowed}#[path = {:?}]\npub mod {letter}{number};\n", folder.join(file).as_str())
            };
            let server = if folder.join(SERVE).exists() { of("s", SERVE) } else { String::new() };
            of("d", "mod.rs") + &server
        };
        // As the root of a crate of its own has it, where types nest so deep.
        let depth = of_crate.part.map_or("", |_| "#![recursion_limit = \"1024\"]\n");
        let mut text = depth.to_owned() + &of_crate.documents.iter().map(module).collect::<String>();
        if of_crate.documents.iter().any(|number| served(folder, *number)) {
            text += &format!("#[path = {:?}]\npub mod {};\n", folder.join("exchange.rs").as_str(), exchange::MODULE);
        }
        if put(&root.join(format!("c{index}/src/lib.rs")), &text)? {
            changed.insert(index);
        }
    }
    let members = (0..crates.len()).map(|index| format!("\"c{index}\"")).collect::<Vec<_>>().join(", ");
    put(&root.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"))?;
    if !root.join("Cargo.lock").exists() {
        fs_err::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).map_err(|error| error.to_string())?;
    }
    Ok(changed)
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
        let documents: Vec<_> = crates(&all).into_iter().map(|of| of.documents).collect();
        assert_eq!(documents, [vec![1, 3], vec![4], vec![5]]);
        let large = Outcome { parts: 2, ..outcome(6, Some(9 * LINES)) };
        let parts: Vec<_> =
            crates(&[outcome(1, Some(1)), large, outcome(2, Some(1))]).into_iter().map(|of| (of.documents, of.part)).collect();
        assert_eq!(parts, [(vec![1], None), (vec![2], None), (vec![6], Some(0)), (vec![6], Some(1))]);
    }

    #[test]
    fn a_crate_that_was_stopped_is_told_and_its_time_is_shared_by_lines() {
        let costs: Vec<Value> = [
            r#"{"crate": 0, "processor": 9.0, "stopped": null}"#,
            r#"{"crate": 1, "processor": 5.0, "stopped": "too long"}"#,
            r#"{"crate": 0, "processor": 4.0, "stopped": null}"#,
        ]
        .iter()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
        let crates = [vec![1, 3], vec![4]].map(|documents| Crate { documents, part: None });
        assert_eq!(stopped(&costs, &crates), BTreeMap::from([(4, "too long".to_owned())]));
        let outcome = |number, lines| Outcome { number, lines: Some(lines), ..Outcome::default() };
        let mut outcomes = [outcome(1, 30), outcome(3, 10), outcome(4, 8)];
        share(&crates, &processor(&costs), &mut outcomes);
        assert_eq!(outcomes.map(|outcome| outcome.check), [Some(3.0), Some(1.0), Some(5.0)]);
    }
}
