//! A description that did not change gets the names that it had.

use std::path::{Path, PathBuf};

use super::{HEAD, lock, named, run};

/// Whether a description has names, which a second run does not change.
fn stays(text: &str, what: &str) -> bool {
    let (Some(first), _, _) = run(text, "") else { return false };
    let kept = lock(&first);
    let (second, diagnostics, rendered) = run(text, &kept);
    let second = second.unwrap();
    assert_eq!(lock(&second), kept, "{what}");
    assert!(!diagnostics.iter().any(|it| it.code.0 == "W0410"), "{rendered}");
    assert_eq!(named(&second), named(&first), "{what}");
    true
}

/// The descriptions in a folder and the folders in it.
fn descriptions(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { descriptions(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|it| it == "yaml" || it == "json")).collect()
}

#[test]
fn a_second_run_over_any_description_of_the_tests_changes_no_line_of_the_lock() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let all = ["cases", "broken", "kitchen-sink"].map(|folder| descriptions(&tests.join(folder))).concat();
    let named = all.iter().filter(|path| stays(&std::fs::read_to_string(path).unwrap(), &path.display().to_string())).count();
    assert!(named > 80, "{named} of {}", all.len());
}

/// What an inline type stands in.
const AROUND: [&str; 10] = [
    "{ type: object, properties: { data: @, both: { type: string } } }",
    "{ type: array, items: @ }",
    "{ type: object, additionalProperties: @ }",
    "{ type: object, properties: { own: { type: string } }, patternProperties: { ^x: @ } }",
    "{ type: object, patternProperties: { ^x: @, ^y: { type: string } }, additionalProperties: { type: integer } }",
    "{ type: object, patternProperties: { ^x: @, ^y: @ } }",
    "{ oneOf: [@, { type: string }] }",
    "{ anyOf: [{ type: integer }, { type: array, items: @ }, { type: object, additionalProperties: @ }] }",
    "{ allOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { data: @ } }] }",
    "{ oneOf: [{ type: object, required: [k], properties: { k: { const: ta }, data: @ } }, { type: object, required: [k], \
     properties: { k: { const: tb }, b: @ } }], discriminator: { propertyName: k } }",
];

#[test]
fn a_second_run_renames_nothing_whatever_an_inline_type_stands_in() {
    let inner = ["{ enum: [a, b] }", "{ type: object, properties: { x: { type: string } } }"];
    let around = |list: &[String]| -> Vec<String> {
        list.iter().flat_map(|inner| AROUND.iter().map(move |around| around.replace('@', inner))).collect()
    };
    let once = around(&inner.map(str::to_owned));
    let twice = around(&once);
    let thrice = around(&twice);
    for (number, list) in once.chunks(20).chain(twice.chunks(50)).chain(thrice.chunks(200)).enumerate() {
        let schemas: String = list.iter().enumerate().map(|(at, schema)| format!("    S{at}: {schema}\n")).collect();
        let text = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
        assert!(stays(&text, &format!("part {number}")));
    }
}
