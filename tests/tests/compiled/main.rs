//! Every small description is generated, all of them are compiled as one crate without a warning, and where comments name values,
//! those are put to it: see `convention.rs`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../support/built.rs"]
mod built;
mod convention;
mod declared;
mod faults;
mod numbered;
mod package;
mod primitives;
mod suite;
#[path = "../support/mod.rs"]
mod support;
mod tags;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use convention::{Promise, Side, promises};
use letterpress::files::Files;
use letterpress::lint::Levels;
use letterpress::reference::{Load, SingleFile};
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Reading, Understood};
use letterpress_runtime::{Json, json};
use package::{Generated, Question};
use support::{Input, inputs, workspace};

const CASES: &str = "tests/cases";
const FAULTS: &str = "tests/faults";
const NUMBERED: &str = "tests/numbered";

#[test]
fn every_case_compiles_and_keeps_its_promises() {
    let broken: Vec<String> = runs()
        .iter()
        .filter(|run| run.folder != FAULTS)
        .flat_map(|run| run.broken.iter().map(|found| format!("{}: {found}", run.name)))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A fault that becomes right is a case from then on, so that it stays right.
#[test]
fn each_fault_is_wrong_as_listed() {
    let mut wrong = Vec::new();
    let runs: BTreeMap<&str, &Run> =
        runs().iter().filter(|run| run.folder == FAULTS).map(|run| (run.name.as_str(), run)).collect();
    for fault in faults::FAULTS {
        match runs.get(fault.name) {
            None => wrong.push(format!("{}: there is no such description in tests/faults", fault.name)),
            Some(run) if run.found() == fault.found => {}
            Some(run) => wrong.push(format!(
                "{}: is not wrong as it was ({}); move it to tests/cases or tests/broken if it is right now\n  expected {:#?}\n  found {:#?}",
                fault.name, fault.belongs, fault.found, run.found()
            )),
        }
    }
    let listed = |name: &str| faults::FAULTS.iter().any(|fault| fault.name == name);
    wrong.extend(
        runs.keys()
            .filter(|name| !listed(name))
            .map(|name| format!("{name}: is not in the list of faults\n  found {:#?}", runs[name].found())),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What became of a description.
struct Run {
    folder: &'static str,
    name: String,
    /// What is said about it, lints included.
    told: Vec<String>,
    /// The promises that do not hold.
    broken: Vec<String>,
}

impl Run {
    /// All that tells how it is wrong.
    fn found(&self) -> Vec<&str> {
        self.told.iter().chain(&self.broken).map(String::as_str).collect()
    }
}

/// Every description, built and asked once for all tests.
fn runs() -> &'static [Run] {
    static RUNS: OnceLock<Vec<Run>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let mut runs = Vec::new();
        let mut asked = Vec::new();
        let mut generated = Vec::new();
        for (folder, input) in described() {
            let (understood, told) = understand(&input);
            let module = letterpress::names::module(&input.name);
            let promises = promises(&input.text);
            let mut broken = said(folder, &promises, &told, understood.as_ref());
            if let Some(understood) = understood {
                broken.extend(declared::wrong(&understood, &promises));
                let asking = promises.into_iter().filter_map(|promise| Some((question(&module, &promise)?, promise)));
                asked.extend(asking.map(|(question, promise)| (runs.len(), question, promise)));
                generated.push(Generated { module, path: input.path, understood });
            }
            runs.push(Run { folder, name: input.name, told, broken });
        }
        let questions: Vec<Question> = asked.iter().map(|(_, question, _)| question.clone()).collect();
        for ((index, _, promise), answer) in asked.iter().zip(package::ask("compiled-cases", &generated, &questions)) {
            runs[*index].broken.extend(judge(promise, &answer).map(|found| format!("{promise}: {found}")));
        }
        runs
    })
}

fn described() -> Vec<(&'static str, Input)> {
    let of = |folder: &'static str| inputs(folder).into_iter().map(move |input| (folder, input));
    let numbered = numbered::cases().into_iter().map(|case| (NUMBERED, case.input));
    // None is kept in the repository while nothing is known to go wrong.
    let kept = workspace().join(FAULTS).read_dir_utf8().is_ok_and(|mut entries| entries.next().is_some());
    let faults = kept.then(|| of(FAULTS));
    of(CASES).chain(faults.into_iter().flatten()).chain([(CASES, primitives::description())]).chain(numbered).collect()
}

/// Whether all is said that is promised, and, of a numbered case, no other warning.
fn said(folder: &str, promises: &[Promise], told: &[String], understood: Option<&Understood>) -> Vec<String> {
    let of = |promise: &Promise| if let Promise::Told { codes } = promise { codes.clone() } else { Vec::new() };
    let promised: Vec<String> = promises.iter().flat_map(of).collect();
    let code = |said: &String| said.split(':').next().unwrap_or_default().to_owned();
    let said: Vec<String> = told.iter().map(code).collect();
    let missing = promised.iter().filter(|code| !said.contains(code)).map(|code| format!("{code} is not told"));
    let expected = |code: &String| code.starts_with('L') || promised.contains(code);
    let more = told.iter().zip(&said).filter(|(_, code)| folder == NUMBERED && !expected(code)).map(|(said, _)| said.clone());
    let refused = promised.iter().any(|code| code.starts_with('E'));
    let nothing = (understood.is_none() && !refused).then(|| "nothing is generated".to_owned());
    missing.chain(more).chain(nothing).collect()
}

/// Lints about operations without an identifier or a failure: those of the faults only lend their schemas a place.
const IMMATERIAL: [&str; 2] = ["L0001", "L0012"];

fn understand(input: &Input) -> (Option<Understood>, Vec<String>) {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: input.path.clone(), text: input.text.clone() });
    let files = Files::of(&workspace().join(&input.path), None);
    let load: &dyn Load = files.as_ref().map_or(&SingleFile, |files| files);
    let levels = Levels::default();
    let reading = Reading { lints: Some(&levels), ..Reading::of(load) };
    let (understood, diagnostics) = letterpress::understand_with(&mut sources, id, &reading);
    let help = |diagnostic: &Diagnostic| diagnostic.help.as_ref().map_or(String::new(), |help| format!(" (help: {help})"));
    let told = |diagnostic: &Diagnostic| format!("{}: {}{}", diagnostic.code.0, diagnostic.message, help(diagnostic));
    let said = diagnostics.iter().filter(|diagnostic| !IMMATERIAL.contains(&diagnostic.code.0));
    (understood, said.map(told).collect())
}

/// What the crate is asked about a promise; `None` where its text tells.
fn question(module: &str, promise: &Promise) -> Option<Question> {
    let (kind, name, text) = match promise {
        Promise::Valid { schema, json, .. } | Promise::Invalid { schema, json, why: None } => ("value", schema.as_str(), json),
        Promise::Invalid { schema, json, why: Some(_) } | Promise::OneSided { schema, json, .. } => {
            ("sides", schema.as_str(), json)
        }
        Promise::Type { .. } | Promise::Told { .. } => return None,
        Promise::Xml { schema, xml, .. } => ("xml", schema.as_str(), xml),
        Promise::Answers { request, .. } => ("answers", "", request),
        Promise::Receives { request, .. } => ("receives", "", request),
        Promise::Returns { operation, response } => ("returns", operation.as_str(), response),
    };
    Some(Question { module: module.to_owned(), kind, name: name.to_owned(), text: text.clone() })
}

/// What is wrong with the answers to a promise.
fn judge(promise: &Promise, answer: &[String]) -> Option<String> {
    match promise {
        Promise::Valid { back, .. } => valid(back, answer),
        Promise::Invalid { why: Some(why), .. } => match answer {
            [found, _, _, _] => (found != why).then(|| format!("refused for `{found}`")),
            other => Some(other.join(", ")),
        },
        Promise::OneSided { side, becomes, .. } => one_sided(*side, becomes, answer),
        Promise::Type { .. } | Promise::Told { .. } => None,
        Promise::Invalid { why: None, .. } => match answer {
            [check, ..] if check == "-" => Some("it has no validator: let an operation take it".to_owned()),
            [check, _, _, _, _] if check.is_empty() => Some("the validator accepts it".to_owned()),
            [_, _, _, _, _] => None,
            other => Some(other.join(", ")),
        },
        Promise::Xml { xml, json, .. } => document(xml, json, answer),
        Promise::Answers { answer: expected, body, .. } => {
            let body = body.as_ref().filter(|body| !answer.last().is_some_and(|found| has(found, body)));
            unlike(expected, answer).or(body.map(|_| format!("found {}", answer.join("; "))))
        }
        Promise::Receives { answer: expected, .. } => unlike(expected, answer),
        Promise::Returns { response, .. } => unlike(&response.split("; ").map(str::to_owned).collect::<Vec<_>>(), answer),
    }
}

fn one_sided(side: Side, becomes: &str, answer: &[String]) -> Option<String> {
    let [_, server, client, response] = answer else { return Some(answer.join(", ")) };
    let found = match side {
        Side::Server => server,
        Side::Client => client,
        Side::Response => response,
    };
    let as_said = match (found.strip_prefix('='), becomes.starts_with("told")) {
        (Some(text), false) => json::parse(text).unwrap() == json::parse(becomes).unwrap(),
        (None, true) => found == becomes,
        (Some(_), true) | (None, false) => false,
    };
    (!as_said).then(|| found.clone())
}

fn document(xml: &str, json: &str, answer: &[String]) -> Option<String> {
    let [value, again] = answer else { return Some(answer.join(", ")) };
    if json::parse(value).ok()? != json::parse(json).unwrap() {
        return Some(format!("{value} is read"));
    }
    (again != xml).then(|| format!("{again} is written"))
}

/// Whether a JSON text has all that another one has.
fn has(found: &str, expected: &str) -> bool {
    let expected = json::parse(expected).unwrap_or_else(|error| panic!("no JSON: {expected}: {error}"));
    json::parse(found).is_ok_and(|found| holds(found.root(), expected.root()))
}

fn holds(found: Json<'_>, expected: Json<'_>) -> bool {
    match (found.as_array(), expected.as_array(), expected.as_object()) {
        (_, _, Some(mut members)) => members.all(|(name, value)| found.get(name).is_some_and(|found| holds(found, value))),
        (Some(found), Some(expected), _) => {
            found.len() == expected.len() && found.zip(expected).all(|(found, expected)| holds(found, expected))
        }
        (_, _, _) => found == expected,
    }
}

fn unlike(expected: &[String], answer: &[String]) -> Option<String> {
    let missing = expected.iter().any(|part| !answer.iter().any(|found| found.eq_ignore_ascii_case(part)));
    missing.then(|| format!("found {}", answer.join("; ")))
}

fn valid(back: &str, answer: &[String]) -> Option<String> {
    let [check, server, client, sent, handed] = answer else { return Some(answer.join(", ")) };
    let ok = |text: &str| text.is_empty() || text == "-";
    match sent.strip_prefix('=') {
        _ if !ok(check) => Some(format!("the validator refuses it: {check}")),
        _ if !server.is_empty() => Some(format!("a server cannot decode it: {server}")),
        _ if !client.is_empty() => Some(format!("a client cannot decode it: {client}")),
        None => Some(format!("it cannot be encoded: {sent}")),
        Some(text) if json::parse(text).unwrap() != json::parse(back).unwrap() => Some(format!("{text} comes back")),
        Some(_) if !ok(handed) => Some(format!("a handler receives what the schema refuses: {handed}")),
        Some(_) => None,
    }
}
