//! The output depends on what a description says and on nothing else, and a small change to it is a small change there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::writer;
use similar::{ChangeTag, TextDiff};
use support::{Input, input, inputs, run};

/// Path and text of every file.
type Output = BTreeMap<String, String>;

fn output(input: &Input) -> Output {
    let (generated, diagnostics) = run(input);
    assert!(generated.files.is_some(), "{diagnostics}");
    generated.files.unwrap_or_default().into_iter().map(|file| (file.path, file.text)).collect()
}

fn kitchen_sink() -> Input {
    input("tests/kitchen-sink/openapi.yaml")
}

/// The same description with another text.
fn edited(input: &Input, edit: impl FnOnce(&str) -> String) -> Input {
    let text = edit(&input.text);
    assert_ne!(text, input.text, "the edit has no effect");
    Input { name: input.name.clone(), path: input.path.clone(), text }
}

#[test]
fn two_runs_into_different_folders_write_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let deeper = second.path().join("some/where/else");
    let folders = [Utf8Path::from_path(first.path()).unwrap(), Utf8Path::from_path(&deeper).unwrap()];
    let written = folders.map(|folder| {
        let (generated, _) = run(&kitchen_sink());
        let claim = writer::claim(folder, &mut |_| {}).unwrap();
        let plan = writer::plan(&claim, Utf8Path::new(""), generated.files.unwrap(), writer::Ownership::Folder).unwrap();
        writer::commit(&claim, &[plan]).unwrap();
        files_below(folder)
    });

    assert!(written[0].len() > 20);
    assert_eq!(written[0], written[1]);
}

fn files_below(folder: &Utf8Path) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in current.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn twenty_runs_in_twenty_threads_give_the_same_files() {
    let expected = output(&kitchen_sink());
    let threads: Vec<_> = (0..20).map(|_| std::thread::spawn(|| output(&kitchen_sink()))).collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

#[test]
fn line_endings_do_not_matter() {
    for input in inputs("tests/cases").into_iter().chain([kitchen_sink()]) {
        let windows = edited(&input, |text| text.replace('\n', "\r\n"));
        assert_eq!(output(&windows), output(&input), "{}", input.path);
    }
}

#[test]
fn the_order_of_the_root_members_does_not_matter() {
    let input = kitchen_sink();
    let turned = edited(&input, |text| {
        let (before, components) = text.split_once("\ncomponents:\n").unwrap();
        let (before, paths) = before.split_once("\npaths:\n").unwrap();
        format!("components:\n{components}paths:\n{paths}\n{before}\n")
    });
    assert_eq!(output(&turned), output(&input));
}

#[test]
fn the_order_of_keywords_does_not_matter() {
    let input = input("tests/cases/bounds-of-numbers.yaml");
    let turned = edited(&input, |text| {
        text.replace("{ type: integer, minimum: -5, maximum: 5 }", "{ maximum: 5, minimum: -5, type: integer }")
    });
    assert_eq!(output(&turned), output(&input));
}

#[test]
fn json_gives_the_same_files_as_yaml() {
    let yaml = Input {
        name: "small".to_owned(),
        path: "small.yaml".to_owned(),
        text: "openapi: 3.0.3\ninfo: { title: Small, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
               A: { type: object, properties: { b: { type: number, maximum: 1.50, description: \"ä\\nö\" } } }\n"
            .to_owned(),
    };
    let json = edited(&yaml, |_| {
        r#"{"openapi": "3.0.3", "info": {"title": "Small", "version": "1"}, "paths": {}, "components": {"schemas": {
            "A": {"type": "object", "properties": {"b": {"type": "number", "maximum": 1.50, "description": "\u00e4\n\u00f6"}}}}}}"#
            .to_owned()
    });
    assert_eq!(output(&json), output(&yaml));
}

/// What an edit may change: for each file the lines that go and the lines that come.
fn change(input: &Input, from: &str, to: &str) -> BTreeMap<String, (usize, usize)> {
    assert!(input.text.contains(from), "{from:?} is not in {}", input.path);
    let old = output(input);
    let new = output(&edited(input, |text| text.replacen(from, to, 1)));
    let mut changes = BTreeMap::new();
    for path in old.keys().chain(new.keys()) {
        let texts = [&old, &new].map(|output| output.get(path).map_or("", String::as_str));
        let diff = TextDiff::from_lines(texts[0], texts[1]);
        let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
        if texts[0] != texts[1] {
            changes.insert(path.clone(), (count(ChangeTag::Delete), count(ChangeTag::Insert)));
        }
    }
    changes
}

#[test]
fn an_optional_property_adds_a_field_its_name_on_the_wire_and_its_rule() {
    let lines = change(
        &kitchen_sink(),
        "        copies: { type: integer, format: int32, minimum: 1, maximum: 1000000 }\n",
        "        copies: { type: integer, format: int32, minimum: 1, maximum: 1000000 }\n        \
         cover: { type: string, description: What is outside., maxLength: 7 }\n",
    );
    let expected = [("models/new_job.rs", (0, 4)), ("names.lock", (0, 1))];
    assert_eq!(lines, BTreeMap::from(expected.map(|(path, lines)| (path.to_owned(), lines))), "doc comment, field, name, rule");
}

#[test]
fn an_optional_parameter_changes_the_file_of_its_operation() {
    let lines = change(
        &kitchen_sink(),
        "        - name: q\n",
        "        - { name: colour, in: query, description: Only these., schema: { type: boolean } }\n        - name: q\n",
    );
    assert_eq!(lines.keys().collect::<Vec<_>>(), ["names.lock", "operations/jobs.rs"]);
    assert_eq!(lines["names.lock"], (0, 1));
    let (removed, added) = lines["operations/jobs.rs"];
    assert!(removed == 0 && added <= 8, "{lines:?}");
}

#[test]
fn a_schema_adds_a_file_and_its_line_in_the_list() {
    let lines = change(
        &kitchen_sink(),
        "    Entity:\n",
        "    Envelope: { type: object, properties: { a: { type: string } } }\n    Entity:\n",
    );
    assert_eq!(lines.keys().collect::<Vec<_>>(), ["models/envelope.rs", "models/mod.rs", "names.lock"]);
    assert_eq!(lines["models/mod.rs"], (0, 2), "mod and pub use");
}

#[test]
fn a_new_word_in_a_description_changes_one_line() {
    let lines = change(&kitchen_sink(), "description: Something that costs extra.", "description: Something that costs a lot.");
    assert_eq!(lines, BTreeMap::from([("models/option_model.rs".to_owned(), (1, 1))]));
}

#[test]
fn the_order_of_schemas_and_of_paths_moves_nothing_else() {
    let lines = change(
        &kitchen_sink(),
        "  schemas:\n    Order:\n",
        "  schemas:\n    Aardvark: { type: string, enum: [a] }\n    Order:\n",
    );
    assert_eq!(lines.keys().collect::<Vec<_>>(), ["models/aardvark.rs", "models/mod.rs", "names.lock"]);
}
