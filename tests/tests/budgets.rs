//! What is generated does not grow by accident: tests/budgets.yaml.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use camino::Utf8Path;

/// How much of a budget must be used, in percent: a budget that is far too large holds nobody.
const LEAST: usize = 90;

fn lines(folder: &Utf8Path) -> usize {
    let entries = folder.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path());
    let of = |path: camino::Utf8PathBuf| match path.is_dir() {
        true => lines(&path),
        false if path.extension() == Some("rs") => std::fs::read_to_string(&path).unwrap().lines().count(),
        false => 0,
    };
    entries.map(of).sum()
}

#[test]
fn generated_code_keeps_to_its_budgets() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let budgets = std::fs::read_to_string(root.join("tests/budgets.yaml")).unwrap();
    let budgets: BTreeMap<String, usize> = serde_yaml::from_str(&budgets).unwrap();
    let of = |(folder, most): (&String, &usize)| {
        let lines = lines(&root.join(folder));
        (lines > *most || lines * 100 < most * LEAST).then(|| format!("{folder}: {lines} lines, with a budget of {most}"))
    };
    let wrong: Vec<_> = budgets.iter().filter_map(of).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let apis =
        root.join("generated/src").read_dir_utf8().unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(apis, budgets.keys().filter(|folder| folder.starts_with("generated/")).count(), "each API has a budget");
}
