//! A second opinion: values of the schemas of real descriptions, and values with one keyword broken, get the same verdict from the
//! check and the decoding of generated code and from the crate `jsonschema`, and what is decoded is encoded as it was.
//!
//! Plain, it asks a few values of the five APIs and the kitchen sink. `LETTERPRESS_FULL_PROOF=1` asks a hundred values of each schema,
//! and also of 30 documents of the folder that `LETTERPRESS_CORPUS` names, and of 600 schemas made at random (of 300 the checks alone
//! otherwise). `LETTERPRESS_SEED` makes others, `LETTERPRESS_COUNT` so many, and `LETTERPRESS_SCHEMAS` names a file of schemas, one a line,
//! that are judged instead.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../support/built.rs"]
mod built;
mod dice;
mod documents;
mod judge;
mod maker;
mod meet;
mod mutate;
#[path = "../compiled/package.rs"]
mod package;
mod random;
mod reading;
mod report;
#[path = "../support/mod.rs"]
mod support;
mod texts;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use camino::Utf8Path;
use dice::Dice;
use documents::{Document, holder};
use judge::{Loss, Numbers, Oracle, Readings, losses, numbers};
use letterpress::source::{Source, Sources};
use maker::{Maker, Style};
use package::{Generated, Question};
use reading::{Meaning, Way};
use report::{Asked, Report};
use serde_json::Value;

/// How many values of each kind are made of a schema.
#[derive(Clone, Copy)]
struct Amount {
    good: usize,
    broken: usize,
    changed: usize,
    respelled: usize,
}

const FEW: Amount = Amount { good: 8, broken: 8, changed: 6, respelled: 2 };
const MANY: Amount = Amount { good: 36, broken: 36, changed: 20, respelled: 8 };

/// The texts of values of a schema, each once.
fn values(schema: &Value, seed: &str, amount: Amount) -> Vec<String> {
    let mut texts = BTreeSet::new();
    let (mut ordered, mut good) = (Vec::new(), Vec::new());
    let mut add = |text: String| {
        if text.len() < 20_000 && texts.insert(text.clone()) {
            ordered.push(text);
        }
    };
    let style = |number: usize| match number {
        0 => Style::Smallest,
        1 => Style::Full,
        number if number % 4 == 3 => Style::Bounds,
        _ => Style::Random,
    };
    for number in 0..amount.good {
        let value = Maker::new(schema, Dice::of(&format!("{seed} {number}")), style(number), None).make();
        add(value.to_string());
        good.push(value);
    }
    let mut dice = Dice::of(seed);
    for number in 0..amount.broken {
        let seed = format!("{seed} {number}");
        let mut first = Maker::new(schema, Dice::of(&seed), style(number), None);
        first.make();
        let broken = 1 + dice.below(first.chances);
        add(Maker::new(schema, Dice::of(&seed), style(number), Some(broken)).make().to_string());
    }
    for _ in 0..amount.changed {
        let value = dice.one_of(&good).clone();
        add(mutate::changed(&mut dice, &value).to_string());
    }
    for _ in 0..amount.respelled {
        let text = dice.one_of(&good).to_string();
        mutate::respelled(&mut dice, &text).into_iter().for_each(&mut add);
    }
    ordered
}

/// What the generator makes of a document.
fn understand(document: &Document) -> Result<letterpress::Understood, String> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: format!("{}.json", document.title), text: document.description() });
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    understood.ok_or_else(|| {
        let errors = diagnostics.iter().filter(|it| it.is_error());
        errors.map(|it| format!("{}: {}", it.code.0, it.message)).collect::<Vec<_>>().join("; ")
    })
}

/// A crate has so many schemas, so that compiling it takes no more memory than there is.
const AT_ONCE: usize = 900;

fn run(name: &str, documents: &[Document], amount: Amount) -> Report {
    let mut report = Report::default();
    let mut groups: Vec<Vec<(&Document, letterpress::Understood)>> = Vec::new();
    let mut size = AT_ONCE;
    for document in documents {
        match understand(document) {
            Ok(understood) => {
                size += document.subjects.len();
                if size > AT_ONCE {
                    groups.push(Vec::new());
                    size = document.subjects.len();
                }
                groups.last_mut().unwrap().push((document, understood));
            }
            Err(errors) => report.count(format!("document refused: {}: {errors}", document.title)),
        }
    }
    for (number, group) in groups.into_iter().enumerate() {
        ask(&format!("{name}-{number}"), group, amount, &mut report);
    }
    report
}

fn ask(name: &str, group: Vec<(&Document, letterpress::Understood)>, amount: Amount, report: &mut Report) {
    let (mut generated, mut questions, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (document, understood)) in group.into_iter().enumerate() {
        let module = format!("d{index}");
        let mut readings = Readings::of(document);
        for (subject, it) in document.subjects.iter().enumerate() {
            report.count("schemas");
            let seed = format!("{} {}", document.title, it.place);
            let texts = values(&readings.schema(&it.component, Way::Request, &Meaning::ALL), &seed, amount);
            let wrapped = |text: &String| Question {
                module: module.clone(),
                kind: "value",
                name: holder(subject),
                text: format!("{{\"value\":{text}}}"),
            };
            questions.extend(texts.iter().map(wrapped));
            all.push((document, it, texts));
        }
        generated.push(Generated { module, path: format!("oracle/{}", document.title), understood });
    }
    let mut answers = package::ask(name, &generated, &questions).into_iter();
    for of_document in all.chunk_by(|(one, ..), (other, ..)| std::ptr::eq(*one, *other)) {
        let mut readings = Readings::of(of_document[0].0);
        for (document, subject, texts) in of_document {
            let mut oracle = Oracle::of(&mut readings, &subject.component);
            for (text, answer) in texts.iter().zip(&mut answers) {
                let asked = oracle.asked(document, subject, text);
                judge(&asked, &answer, &mut oracle, report);
            }
        }
    }
}

/// The verdicts of the checks alone, as the generator itself evaluates them: nothing is compiled.
fn survey(documents: &[Document], amount: Amount) -> Report {
    let mut report = Report::default();
    for document in documents {
        let understood = match understand(document) {
            Ok(understood) => understood,
            Err(errors) => {
                report.count(format!("document refused: {}: {errors}", document.title));
                continue;
            }
        };
        let it = Generated { module: String::new(), path: document.title.clone(), understood };
        let types = &it.understood.api.types;
        let mut readings = Readings::of(document);
        for (number, subject) in document.subjects.iter().enumerate() {
            report.count("schemas");
            let check = &types.get(package::component(&it, &holder(number)).unwrap()).unwrap().check;
            let seed = format!("{} {}", document.title, subject.place);
            let texts = values(&readings.schema(&subject.component, Way::Request, &Meaning::ALL), &seed, amount);
            let mut oracle = Oracle::of(&mut readings, &subject.component);
            for text in &texts {
                report.count("values");
                let asked = oracle.asked(document, subject, text);
                let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
                let Some(valid) = oracle.accepts(Way::Request, &Meaning::ALL, &value) else { continue };
                let wrapped = format!("{{\"value\":{text}}}");
                let tree = letterpress_runtime::json::parse(&wrapped).unwrap();
                let found = letterpress::evaluate::violations(check, &|id| types.get(id).map(|it| &it.check), tree.root());
                verdict(&asked, &found.to_string(), (&value, valid), &mut oracle, &mut report);
            }
        }
    }
    report
}

/// Compares what the check says with what `jsonschema` says.
fn verdict(asked: &Asked<'_>, check: &str, (value, valid): (&Value, bool), oracle: &mut Oracle<'_, '_>, report: &mut Report) {
    if check.is_empty() == valid {
        report.count(if valid { "valid to both" } else { "invalid to both" });
        for meaning in oracle.meanings(Way::Request, value, valid) {
            report.count(format!("by design: {}", meaning.reason()));
        }
        return;
    }
    // Where parts of `allOf` mean different types, none is guessed; this opinion guesses for each part.
    let meet = asked.document.is_random || oracle.parts_meet() || oracle.says(Way::Request, value).contains("/allOf/");
    if meet && let Some(reason) = oracle.agrees_otherwise(value, check.is_empty()) {
        return report.count(format!("by design: {reason}"));
    }
    match (valid, numbers(asked.text)) {
        (_, Numbers::Digits) => report.count(ROUNDED),
        (true, Numbers::Large | Numbers::Unsigned) if is_limit(check) => report.count(LARGE),
        // A branch that is refused for this lets `oneOf` hold, and a condition fail.
        (_, Numbers::Large) if asked.has_unions => report.count(LARGE),
        (true, Numbers::Large) if check.contains("a multiple of") => report.count(ROUNDED),
        (true, _) => report.fault(asked, "check refuses what is valid", check),
        (false, numbers) => {
            let says = oracle.says(Way::Request, value);
            // What may be null is told as a union, whatever is wrong in it.
            let rounds = ["/multipleOf at ", "/anyOf at "].iter().any(|keyword| says.contains(keyword));
            match numbers == Numbers::Large && rounds {
                true => report.count(ROUNDED),
                false => report.fault(asked, "check accepts what is invalid", &says),
            }
        }
    }
}

const ROUNDED: &str = "by design: jsonschema rounds numbers to doubles, and we do not";
const ELSEWHERE: &str = "what only a branch of `oneOf` that does not hold declares inside a member is dropped";
const LARGE: &str = "limit: an integer without a format has 64 bits";

/// Whether it is told of an integer that its type does not hold it.
fn is_limit(told: &str) -> bool {
    told.contains("of 64 bits") || told.contains("this implementation holds")
}

fn judge(asked: &Asked<'_>, answer: &[String], oracle: &mut Oracle<'_, '_>, report: &mut Report) {
    report.count("values");
    let [check, server, client, back, handed] = answer else {
        return report.fault(asked, "no answer", &answer.join(", "));
    };
    let Ok(value) = serde_json::from_str::<Value>(asked.text) else {
        report.count("by design: jsonschema cannot read a number that no double holds");
        if check.is_empty() && !server.is_empty() {
            report.fault(asked, "decoding refuses a number that the check accepts", server);
        }
        return;
    };
    let both = |oracle: &mut Oracle<'_, '_>| {
        Some((oracle.accepts(Way::Request, &Meaning::ALL, &value)?, oracle.accepts(Way::Response, &Meaning::ALL, &value)?))
    };
    let Some((request, response)) = both(oracle) else {
        return report
            .count(format!("values of a schema that jsonschema cannot compile: {} {}", asked.document.title, asked.place));
    };
    let (valid, before) = (check.is_empty(), report.differing);
    verdict(asked, check, (&value, request), oracle, report);
    let numbers = numbers(asked.text);
    if valid && !server.is_empty() {
        report.fault(asked, "decoding on a server refuses what the check accepts", server);
    }
    if response && !client.is_empty() && numbers == Numbers::Digits {
        report.count(ROUNDED);
    } else if response && !client.is_empty() && [Numbers::Large, Numbers::Unsigned].contains(&numbers) && is_limit(client) {
        report.count(LARGE);
    } else if response && !client.is_empty() {
        report.fault(asked, "decoding on a client refuses what is valid", client);
    }
    if !response && client.is_empty() {
        report.count("by design: a client takes what breaks a rule, as long as its types hold it");
    }
    let mut dropped = false;
    if (valid || response) && client.is_empty() {
        dropped = came_back(asked, &value, back, oracle, report);
    }
    if valid && server.is_empty() && !handed.is_empty() {
        match dropped {
            _ if [Numbers::Large, Numbers::Digits].contains(&numbers) => report.count(ROUNDED),
            true => {
                report.count("by design: where undeclared members are dropped, too few may be left, and elements may be equal")
            }
            false if asked.has_read_only => {
                report.count("by design: a request's `readOnly` members are dropped, so too few may be left")
            }
            false => report.fault(asked, "a handler's value breaks the schema", handed),
        }
    }
    if report.differing == before {
        report.count("values all opinions agree about");
    }
}

/// Compares a value with what is left of it; whether members were dropped.
fn came_back(asked: &Asked<'_>, value: &Value, back: &str, oracle: &Oracle<'_, '_>, report: &mut Report) -> bool {
    let Some(text) = back.strip_prefix('=') else {
        report.fault(asked, "it cannot be encoded", back);
        return false;
    };
    let sent = format!("{{\"value\":{}}}", asked.text);
    let mut classes = BTreeSet::new();
    let losses = losses(&oracle.declared, &sent, text);
    let dropped = losses.iter().any(|(loss, _)| matches!(loss, Loss::Undeclared | Loss::Lost));
    for (loss, place) in losses {
        // The text is that of a member of the holder.
        let within = place.strip_prefix("/value").unwrap_or(&place);
        let is_inside = within.matches('/').count() > 1;
        let is_elsewhere = loss == Loss::Lost && oracle.has_one_of && is_inside && !oracle.speaks_of(value, within);
        let reason = if is_elsewhere { Some(ELSEWHERE) } else { loss.reason() };
        match reason {
            Some(reason) => {
                classes.insert(reason);
            }
            None => report.fault(asked, &format!("{loss:?} on the way"), &format!("{place}: {text}")),
        }
    }
    match classes.is_empty() {
        true => report.count("came back whole"),
        false => classes.into_iter().for_each(|reason| report.count(format!("by design: {reason}"))),
    }
    dropped
}

/// The folder of descriptions from elsewhere; says why if there is none.
fn corpus() -> Option<PathBuf> {
    if std::env::var_os("LETTERPRESS_FULL_PROOF").is_none() {
        println!("skipped: this is part of the full proof, LETTERPRESS_FULL_PROOF=1");
        return None;
    }
    let folder = std::env::var_os("LETTERPRESS_CORPUS");
    if folder.is_none() {
        println!("skipped: LETTERPRESS_CORPUS names no folder of descriptions; they are never committed");
    }
    folder.map(PathBuf::from)
}

/// Writes the report where it can be read whole.
fn write(name: &str, report: &Report) {
    let path = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
    std::fs::write(&path, report.text()).unwrap();
    println!("{}\nthe whole report is in {path}", report.text().chars().take(6_000).collect::<String>());
}

#[test]
fn the_apis_of_the_workspace_are_judged_alike() {
    let full = std::env::var_os("LETTERPRESS_FULL_PROOF").is_some();
    let report = run("oracle-own", &documents::own(), if full { MANY } else { FEW });
    write("oracle-own", &report);
    assert!(report.faults.is_empty(), "{} kinds of faults", report.faults.len());
}

#[test]
fn the_small_descriptions_are_judged_alike() {
    if std::env::var_os("LETTERPRESS_FULL_PROOF").is_none() {
        println!("skipped: this is part of the full proof, LETTERPRESS_FULL_PROOF=1");
        return;
    }
    let report = run("oracle-small", &documents::small(), MANY);
    write("oracle-small", &report);
    assert!(report.faults.is_empty(), "{} kinds of faults", report.faults.len());
}

#[test]
fn checks_of_more_documents_are_judged_alike() {
    let Some(folder) = corpus() else { return };
    let report = survey(&documents::diverse(&folder, 300), FEW);
    write("oracle-checks", &report);
    assert!(report.faults.is_empty(), "{} kinds of faults", report.faults.len());
}

#[test]
fn documents_of_many_kinds_are_judged_alike() {
    let Some(folder) = corpus() else { return };
    let documents = documents::diverse(&folder, 30);
    let report = run("oracle-corpus", &documents, MANY);
    write("oracle-corpus", &report);
    assert!(report.faults.is_empty(), "{} kinds of faults", report.faults.len());
}

#[test]
fn schemas_made_at_random_are_judged_alike() {
    let full = std::env::var_os("LETTERPRESS_FULL_PROOF").is_some();
    let seed = std::env::var("LETTERPRESS_SEED").unwrap_or_else(|_| "random".to_owned());
    let count = std::env::var("LETTERPRESS_COUNT").map(|it| it.parse().unwrap());
    let wanted = count.unwrap_or(if full { 600 } else { 300 });
    let (documents, refused) = match std::env::var("LETTERPRESS_SCHEMAS") {
        Ok(path) => (vec![random::of_file(&path)], Vec::new()),
        Err(_) => random::documents(&seed, wanted, |document| understand(document).err()),
    };
    let report = if full { run("oracle-random", &documents, MANY) } else { survey(&documents, FEW) };
    let mut told: String = refused.iter().map(|it| format!("refused: {it}\n")).collect();
    for document in &documents {
        document.schemas.iter().for_each(|(name, schema)| writeln!(told, "{} {name}: {schema}", document.title).unwrap());
    }
    std::fs::write(Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle-random-schemas.txt"), told).unwrap();
    write("oracle-random", &report);
    assert!(report.faults.is_empty(), "{} kinds of faults", report.faults.len());
}
