//! The numbered cases: what real descriptions contain, and what is right on both sides.
//!
//! `tests/numbered/*.yaml` is the table. Each of its documents is a case: its number and what is right, promises (see `convention.rs`), and
//! the schemas they are about, each of which becomes the body of an operation, `POST /Name`, and of its response. A case that is
//! about more than schemas has `paths` of its own. Two more comments say where else it is proven:
//!
//! ```text
//! # proof generator/src/names/tests.rs a_test         what no value shows, by a test of this name in this file
//! # proof tests/cases/one-of-objects.yaml             by a description and its promises, or its snapshot
//! # generator: it is about the names of types         why nothing of it is on the wire
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::convention::{Promise, Side, promises};
use crate::support::{Input, inputs, workspace};

/// How many there are that are about schemas and names.
const LAST: u8 = 85;

/// A document of the table.
pub struct Numbered {
    pub number: u8,
    pub input: Input,
}

/// All of them, in the order of the files.
pub fn cases() -> Vec<Numbered> {
    let mut seen: BTreeMap<u8, usize> = BTreeMap::new();
    let mut cases = Vec::new();
    for file in inputs(crate::NUMBERED) {
        for text in file.text.split("\n---\n").skip(1) {
            let number: u8 = text.strip_prefix("# ").and_then(|it| it.split(' ').next()?.parse().ok()).unwrap_or_else(|| {
                panic!("{}: a case begins with its number: {}", file.path, text.lines().next().unwrap_or_default())
            });
            let times = seen.entry(number).and_modify(|times| *times += 1).or_insert(1);
            let name = format!("case-{number:02}-{times}");
            cases.push(Numbered { number, input: Input { name, path: file.path.clone(), text: description(text) } });
        }
    }
    cases
}

/// The description of a case.
fn description(text: &str) -> String {
    let (comments, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("# "));
    let (version, rest) = rest.split_first().unwrap();
    let (own, schemas) = match rest.iter().position(|line| *line == "schemas:") {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &[][..]),
    };
    let mut out = format!("{}\n{version}\ninfo: {{ title: Case, version: '1' }}\n", comments.join("\n"));
    if !own.iter().any(|line| line.starts_with("paths:")) {
        out.push_str(&paths(text, schemas));
    }
    own.iter().for_each(|line| writeln!(out, "{line}").unwrap());
    if !schemas.is_empty() {
        out.push_str("components:\n  schemas:\n");
        schemas.iter().for_each(|line| writeln!(out, "  {line}").unwrap());
    }
    out
}

/// An operation for each schema of which something is promised.
fn paths(text: &str, schemas: &[&str]) -> String {
    let mut out = "paths:\n".to_owned();
    let promises = promises(text);
    let names = schemas.iter().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with([' ', '#']));
    for name in names.filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim_matches(['\'', '"'])) {
        if !promises.iter().any(|promise| about(promise) == Some(name)) {
            continue;
        }
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let reference = name.replace('~', "~0").replace('/', "~1");
        let content = format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{reference}' }} }} }}");
        writeln!(
            out,
            "  /{plain}: {{ post: {{ operationId: send{plain}, requestBody: {{ required: true, {content} }}, \
             responses: {{ '200': {{ description: d, {content} }} }} }} }}"
        )
        .unwrap();
    }
    if out == "paths:\n" { "paths: {}\n".to_owned() } else { out }
}

/// The schema that a promise is about.
fn about(promise: &Promise) -> Option<&str> {
    match promise {
        Promise::Valid { schema, .. } | Promise::Invalid { schema, .. } | Promise::OneSided { schema, .. } => Some(schema),
        Promise::Answers { request, .. } => request.split([' ', '/']).nth(2),
        Promise::Xml { .. }
        | Promise::Receives { .. }
        | Promise::Returns { .. }
        | Promise::Type { .. }
        | Promise::Told { .. } => None,
    }
}

/// Which sides a case is proven on.
#[derive(Default)]
struct Proven {
    client: bool,
    server: bool,
    /// Why it needs no proof on a side.
    beyond: bool,
}

impl Proven {
    fn add(&mut self, promise: &Promise) {
        match promise {
            Promise::Valid { .. } | Promise::OneSided { side: Side::Client, .. } => self.client = true,
            Promise::Invalid { .. }
            | Promise::Answers { .. }
            | Promise::Receives { .. }
            | Promise::OneSided { side: Side::Server | Side::Response, .. } => self.server = true,
            Promise::Returns { .. } | Promise::Xml { .. } => (self.client, self.server) = (true, true),
            Promise::Type { .. } | Promise::Told { .. } => {}
        }
    }

    /// What else a comment says of where the proof is.
    fn note(&mut self, line: &str) {
        let Some(place) = line.strip_prefix("# proof ") else {
            self.beyond |= line.starts_with("# generator: ");
            return;
        };
        let (path, test) = place.split_once(' ').unwrap_or((place, ""));
        let text = std::fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(test.is_empty() || text.contains(&format!("fn {test}()")), "{line}: there is no such test");
        if path.ends_with(".yaml") {
            promises(&text).iter().for_each(|promise| self.add(promise));
        }
    }
}

#[test]
fn each_case_is_proven_on_both_sides() {
    let mut all: BTreeMap<u8, Proven> = (1..=LAST).map(|number| (number, Proven::default())).collect();
    for case in cases() {
        let proven = all.get_mut(&case.number).unwrap_or_else(|| panic!("there is no case {}", case.number));
        promises(&case.input.text).iter().for_each(|promise| proven.add(promise));
        case.input.text.lines().take_while(|line| line.starts_with("# ")).for_each(|line| proven.note(line));
    }
    let missing = |(number, proven): (&u8, &Proven)| match proven {
        Proven { beyond: true, .. } | Proven { client: true, server: true, .. } => None,
        Proven { client, server, .. } => Some(format!("case {number}: client {client}, server {server}")),
    };
    let missing: Vec<String> = all.iter().filter_map(missing).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
