//! What `letterpress explain` says is true: each example gets the code, and the mend takes it away.
//!
//! A code has a file in `explanations/`: the description with the mistake, and behind `--- mended` without it. Lines
//! `--- file NAME` begin other files; `overlay.yaml` is applied, `lints.yaml` sets levels,
//! `names.lock` is that of an earlier run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use letterpress::Reading;
use letterpress::diagnostic::codes;
use letterpress::lint::Levels;
use letterpress::names::lock::Earlier;
use letterpress::reference::{Load, Loaded, Location, Refusal};
use letterpress::source::{Source, Sources};

/// Codes without a file: what causes them is too large to read, no text or no file at all, or a gap that is not known. `hostile.rs` and the
/// tests beside the code cause those that can be caused.
const WITHOUT: &[&str] = &[
    "E0003", "E0004", "E0009", "E0010", "E0017", "E0018", "E0019", "E0021", "E0116", "E0199", "E0326", "E0327", "E0328", "E0613",
    "W0407", "W0409",
];

/// Codes of a stage behind the one that finds the same first: only a tree that was not read from text reaches them.
const BEHIND: &[&str] = &["E0301", "E0302", "E0310", "E0311", "E0321"];

struct Files(BTreeMap<String, String>);

impl Load for Files {
    fn entry(&self) -> String {
        "openapi.yaml".to_owned()
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        let path = location.text();
        let text = self.0.get(path).ok_or_else(|| match location {
            Location::File(_) => Refusal::Missing { tried: path.to_owned() },
            Location::Remote(_) => Refusal::Remote { uri: path.to_owned() },
        })?;
        Ok(Loaded { identity: location.clone(), path: path.to_owned(), bytes: text.as_bytes().to_vec() })
    }
}

fn files(text: &str) -> Files {
    let mut files = BTreeMap::new();
    let first = ("openapi.yaml", text.split("--- file ").next().unwrap());
    let others = text.split("--- file ").skip(1).map(|part| part.split_once('\n').unwrap());
    for (name, text) in std::iter::once(first).chain(others) {
        files.insert(name.to_owned(), text.to_owned());
    }
    Files(files)
}

/// The codes that a description gets.
fn codes_of(text: &str) -> BTreeSet<String> {
    let files = files(text);
    let mut sources = Sources::default();
    let mut add = |name: &str| {
        let text = files.0.get(name)?.clone();
        Some(sources.add(Source { path: name.to_owned(), text }))
    };
    let (main, overlay) = (add("openapi.yaml").unwrap(), add("overlay.yaml"));
    let (lints, lock) = (add("lints.yaml"), add("names.lock"));
    let levels = lints.map_or_else(|| Ok(Levels::default()), |lints| Levels::read(&sources, lints));
    let found = match levels {
        Ok(levels) => {
            let overlays: Vec<_> = overlay.into_iter().collect();
            let lock = lock.map_or(Earlier::None, Earlier::File);
            let reading = Reading { overlays: &overlays, lints: Some(&levels), lock, ..Reading::of(&files) };
            letterpress::understand_with(&mut sources, main, &reading).1
        }
        Err(found) => found,
    };
    found.iter().map(|diagnostic| diagnostic.code.0.to_owned()).collect()
}

/// The lines of the example of an explanation, without comments.
fn example(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    let bare = lines.map(|line| line.split("  #").next().unwrap_or_default().trim().to_owned());
    bare.filter(|line| !line.is_empty() && !line.starts_with("# ")).collect()
}

#[test]
fn examples_get_their_code_and_mends_take_it_away() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/explanations");
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for row in codes::all().filter(|row| !row.code.0.starts_with('L')) {
        let code = row.code.0;
        if !row.text.contains("\n\nMend: ") {
            wrong.push(format!("{code}: no mend"));
        }
        if WITHOUT.contains(&code) || BEHIND.contains(&code) {
            continue;
        }
        known.insert(format!("{code}.txt"));
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{code}.txt"))) else {
            wrong.push(format!("{code}: no file"));
            continue;
        };
        let (broken, mended) = text.split_once("--- mended\n").expect("a part without the mistake");
        let found = codes_of(broken);
        if !found.contains(code) {
            wrong.push(format!("{code}: the example gets {found:?}"));
        }
        let found = codes_of(mended);
        if found.contains(code) || found.iter().any(|code| code.starts_with('E')) {
            wrong.push(format!("{code}: the mended example gets {found:?}"));
        }
        let lines = example(row.text);
        if lines.is_empty() {
            wrong.push(format!("{code}: no example"));
        }
        let absent = lines.iter().filter(|line| !broken.contains(line.as_str()));
        wrong.extend(absent.map(|line| format!("{code}: `{line}` is not in its file")));
    }
    let there = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    wrong.extend(there.filter(|name| !known.contains(name)).map(|name| format!("{name} belongs to no code")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_code_that_is_no_longer_given_is_explained_by_its_successor() {
    let explain = |arguments: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_letterpress")).arg("explain").args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let text = explain(&["e0316"]);
    let begin = "E0316: two paths that match the same requests\n\nThis code is no longer given. W0345 says";
    assert!(text.starts_with(begin) && text.contains("\n\nMend: "), "{text}");
    assert!(explain(&[]).contains("E0316  two paths that match the same requests (no longer given)\n"));
}
