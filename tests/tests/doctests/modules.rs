//! A description with a payload in all positions that take it: what is generated compiles, and has no example to run.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8Path;
use letterpress::Options;
use letterpress::ir::Api;
use letterpress::names::Names;
use letterpress::rust::{Module, crate_files};

use crate::built;
use crate::payloads::payloads;
use crate::positions::{Position, positions};
use crate::rustdoc::Comments;
use crate::taint::tainted;
use crate::{only_examples, printed, sound, understand};

/// Every how many payloads one is compiled by default.
const STRIDE: usize = 40;

/// What was understood of a description with a payload in many positions.
struct Merged {
    name: String,
    api: Api,
    names: Names,
}

/// Puts the payload into all positions, but those that refuse it.
fn merged(index: usize, payload: &str) -> Merged {
    let refuses = |position: &&Position| understand(&tainted(payload, &|other| other == *position)).0.is_none();
    let (narrow, wide): (Vec<&Position>, Vec<&Position>) = positions().iter().partition(|position| position.alphabet);
    let mut refused: BTreeSet<&Position> = narrow.into_iter().filter(refuses).collect();
    let attempt = |refused: &BTreeSet<&Position>| understand(&tainted(payload, &|position| !refused.contains(position)));
    let (mut understood, mut diagnostics, mut sources) = attempt(&refused);
    if understood.is_none() {
        refused.extend(wide.into_iter().filter(refuses));
        (understood, diagnostics, sources) = attempt(&refused);
    }
    let Some(understood) = understood else {
        panic!("{payload:.60?} in all positions: {}", letterpress::diagnostic::render(&diagnostics, &sources))
    };
    Merged { name: format!("payload{index:03}"), api: understood.api, names: understood.names }
}

/// The modules of all payloads, or of some.
fn all() -> Vec<Merged> {
    let full = std::env::var_os("LETTERPRESS_FULL_PROOF").is_some();
    let chosen: Vec<(usize, String)> =
        payloads().into_iter().enumerate().filter(|(index, _)| full || index % STRIDE == 0).collect();
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some((index, payload)) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let merged = merged(*index, payload);
                    made.lock().unwrap().push(merged);
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap();
    made.sort_by(|a, b| a.name.cmp(&b.name));
    made
}

#[test]
fn a_payload_in_all_positions_compiles_without_a_warning() {
    let all = all();
    let mut comments = Comments::default();
    for merged in &all {
        let files = printed(&merged.name, &merged.api, &merged.names, "openapi");
        sound(&files);
        comments.add(&files);
    }
    only_examples(&comments);
    compile(&all);
}

fn compile(all: &[Merged]) {
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("payloads");
    std::fs::create_dir_all(&folder).unwrap();
    // Checkouts may share a target folder.
    let lock = std::fs::File::create(folder.join("in-use")).unwrap();
    lock.lock().unwrap();
    let options = |source: &str| Options {
        source: source.to_owned(),
        command: "cargo test".to_owned(),
        features: true,
        ..Options::default()
    };
    let mut modules = Vec::new();
    for Merged { name, api, names } in all {
        modules.push(Module { name: name.clone(), api, names, options: options("openapi.yaml") });
    }
    let mut files = crate_files("payloads", &modules, &options("tests"));
    let manifest = files.iter_mut().find(|file| file.path == "Cargo.toml").unwrap();
    manifest.text.push_str(&built::manifest());
    built::write(&folder, &files);
    let features = all.iter().map(|merged| merged.name.as_str()).chain(["client", "server"]).collect::<Vec<_>>().join(",");
    built::check(&folder, &features);
}
