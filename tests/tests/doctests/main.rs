//! Text of a description never runs: rustdoc finds no test in what is generated but the examples of the README.
//!
//! Nor is it any other code (`taint.rs`, `modules.rs`).
//! rustdoc itself counts. The random part is small by default; LETTERPRESS_FULL_PROOF takes 20,000 texts to every position.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../support/built.rs"]
mod built;
mod modules;
mod payloads;
mod positions;
mod rustdoc;
mod shape;
#[path = "../support/mod.rs"]
mod support;
mod taint;
mod texts;

use std::num::NonZero;

use letterpress::characters::hidden;
use letterpress::file::File;
use letterpress::ir::Api;
use letterpress::names::Names;
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Options, Understood, rust};
use positions::{Position, UNPRINTED, description, fitting, harmless, positions};
use rustdoc::{Comments, doctests};
use texts::Random;

/// Text that once became a doctest, or that takes a way like one that did.
const WITNESSES: &[&str] = &[
    "1.     std::fs::write(\"pwned\", \"\").unwrap();",
    "10)     let code = 1;",
    "> 1.     let code = 1;",
    "-     -1; let code = 1;",
    "- ```",
    "```",
    "~~~",
    "```\nlet code = 1;\n```",
    "~~~ rust\nlet code = 1;",
    "    let code = 1;",
    "\tlet code = 1;",
    "- [ ] ```\n      let code = 1;\n      ```",
    "* [x]     let code = 1;",
    "[^1]: note\n\n      let code = 1;",
    "text [^1]\n\n[^1]:     let code = 1;",
    "| a |\n|---|\n\n    let code = 1;",
    "<!--\n-->\n\n    let code = 1;",
    "<pre>\n```\nlet code = 1;\n```\n</pre>",
    "[a]: b\n'\n```\nlet code = 1;\n```\n'",
    "a\n===\n    let code = 1;",
    "a\u{2028}\u{2028}    let code = 1;",
    "a\r\r    let code = 1;",
    "-\n\n      let code = 1;",
    "```text\n```\n```\nlet code = 1;",
    "````text\n```\n````\n\n```rust\nlet code = 1;\n```",
    "```text rust\nlet code = 1;\n```",
];

/// A crate of one description that holds these texts, each position the next one.
fn generate(name: &str, texts: &mut dyn FnMut() -> String, origin: &str) -> Result<Vec<File>, String> {
    let text = description(&mut |position| if position.alphabet { harmless(position) } else { fitting(position, texts()) });
    generate_from(name, &text, origin)
}

/// A crate of one description.
fn generate_from(name: &str, text: &str, origin: &str) -> Result<Vec<File>, String> {
    let (understood, diagnostics, sources) = understand(text);
    let Some(understood) = understood else { return Err(letterpress::diagnostic::render(&diagnostics, &sources)) };
    Ok(printed(name, &understood.api, &understood.names, origin))
}

/// What a description says.
fn understand(text: &str) -> (Option<Understood>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "openapi.json".to_owned(), text: text.to_owned() });
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    (understood, diagnostics, sources)
}

/// A crate of an API.
fn printed(name: &str, api: &Api, names: &Names, origin: &str) -> Vec<File> {
    let options = Options {
        source: format!("{origin}.yaml"),
        command: "letterpress generate".to_owned(),
        module: Some("crate".to_owned()),
        features: true,
        ..Options::default()
    };
    rust::single_crate_files(name, &rust::Module { name: name.to_owned(), api, names, options })
}

/// What must hold for the files of one description before rustdoc looks at them.
fn sound(files: &[File]) {
    for File { path, text } in files {
        let hidden = hidden(text).find(|(_, c)| *c != '\n');
        assert_eq!(hidden, None, "{path} holds a hidden character:\n{text}");
        let second = text.lines().nth(1).unwrap_or_default();
        assert!(second.contains("Do not edit") || path.ends_with("names.lock"), "{path}: {text}");
        if path.ends_with(".rs") {
            assert!(syn::parse_file(text).is_ok(), "{path}: {text}");
        }
    }
}

/// rustdoc finds the two examples of each README, and nothing else.
fn only_examples(comments: &Comments) {
    let found = doctests(comments);
    let foreign: Vec<_> = found.iter().filter(|test| test.info != "rust,no_run" || !test.code.starts_with("use ")).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    assert_eq!(found.len(), 2 * comments.crates());
}

#[test]
fn no_witness_runs_in_any_position() {
    let mut comments = Comments::default();
    for (index, witness) in WITNESSES.iter().enumerate() {
        let name = format!("witness{index}");
        let files = generate(&name, &mut || (*witness).to_owned(), "openapi").unwrap_or_else(|refused| panic!("{refused}"));
        sound(&files);
        comments.add(&files);
    }
    only_examples(&comments);
}

/// A witness in one position, its neighbours honest; what a field opens, the next one closes.
#[test]
fn no_witness_runs_beside_honest_text() {
    let mut comments = Comments::default();
    let pairs = [
        ("- ```", "let code = 1;\n```"),
        ("```text", "```\nlet code = 1;"),
        ("<!--", "-->\n\n    let code = 1;"),
        ("1. a", "       let code = 1;"),
    ];
    for (index, (opens, closes)) in pairs.iter().enumerate() {
        for offset in 0..2 {
            let mut count = offset;
            let mut next = || {
                count += 1;
                if count % 2 == 0 { (*opens).to_owned() } else { (*closes).to_owned() }
            };
            let files =
                generate(&format!("pair{index}{offset}"), &mut next, "openapi").unwrap_or_else(|refused| panic!("{refused}"));
            sound(&files);
            comments.add(&files);
        }
    }
    only_examples(&comments);
}

#[test]
fn no_random_text_runs() {
    let (crates, batch) = match std::env::var_os("LETTERPRESS_FULL_PROOF") {
        Some(_) => (20_000, 250),
        None => (100, 50),
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                let batches = (0..crates / batch).filter(|index| index % threads == thread);
                batches.for_each(|index| random(index * batch, batch));
            });
        }
    });
}

/// Descriptions of random texts; hardly any is refused.
fn random(first: usize, count: usize) {
    let mut comments = Comments::default();
    let mut refused = Vec::new();
    for seed in first..first + count {
        let mut random = Random::new(seed as u64);
        let origin = random.text();
        match generate(&format!("random{seed}"), &mut || random.text(), &origin) {
            Ok(files) => {
                sound(&files);
                comments.add(&files);
            }
            Err(message) => refused.push(message),
        }
    }
    assert!(refused.len() * 20 <= count, "{}", refused.join("\n"));
    only_examples(&comments);
}

/// Without this, a position that gets lost makes the other tests say less than they seem to.
#[test]
fn every_position_is_printed() {
    assert!(positions().len() >= 124, "{}", positions().len());
    let files = generate_from("markers", &description(&mut harmless), "openapi").unwrap_or_else(|refused| panic!("{refused}"));
    let all: String = files.iter().map(|file| file.text.to_ascii_lowercase()).collect();
    let lost = |position: &&Position| !all.contains(&harmless(position).to_ascii_lowercase());
    let lost: Vec<&str> = positions().iter().filter(lost).map(|position| position.name.as_str()).collect();
    let mut unprinted: Vec<&str> = UNPRINTED.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    unprinted.sort_unstable();
    assert_eq!(lost, unprinted);
}
