//! What the tests of the generator share: descriptions in folders, a run over one of them, snapshots in folders.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "each test uses a part of it; a test may panic")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::files::Files;
use letterpress::lint::Levels;
use letterpress::names::lock::Earlier;
use letterpress::reference::SingleFile;
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Generated, Options, Reading};

/// A description in a file.
#[derive(Clone)]
pub struct Input {
    /// The name of the file without its ending.
    pub name: String,
    /// Its path below the workspace, as diagnostics print it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The root folder of the workspace.
///
/// Snapshots are written there, so it is the workspace whose tests cargo runs, not the one that they were compiled in.
pub fn workspace() -> Utf8PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Utf8Path::new(&package).parent().unwrap().to_owned()
}

/// The descriptions in a folder below the workspace, sorted by name.
pub fn inputs(folder: &str) -> Vec<Input> {
    let entries = workspace().join(folder).read_dir_utf8().unwrap();
    let mut inputs: Vec<Input> =
        entries.map(|entry| entry.unwrap()).map(|entry| input(&format!("{folder}/{}", entry.file_name()))).collect();
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!inputs.is_empty(), "{folder} is empty");
    inputs
}

/// The description at a path below the workspace; that of a folder is in its `openapi.yaml`.
pub fn input(path: &str) -> Input {
    let name = Utf8Path::new(path).file_stem().unwrap().to_owned();
    let path = if workspace().join(path).is_dir() { format!("{path}/openapi.yaml") } else { path.to_owned() };
    let text = String::from_utf8_lossy(&std::fs::read(workspace().join(&path)).unwrap()).into_owned();
    Input { name, path, text }
}

/// A run of the whole pipeline, and the rendered diagnostics.
pub fn run(input: &Input) -> (Generated, String) {
    let mut sources = Sources::default();
    let options = Options { source: input.path.clone(), command: "cargo xtask codegen".to_owned(), ..Options::default() };
    let id = sources.add(Source { path: input.path.clone(), text: input.text.clone() });
    let generated = match input.path.ends_with("/openapi.yaml") {
        true => {
            let files = Files::of(&workspace().join(&input.path), None).unwrap();
            let reading = Reading { lock: Earlier::None, ..Reading::of(&files) };
            let (understood, diagnostics) = letterpress::understand_with(&mut sources, id, &reading);
            Generated { files: understood.map(|it| letterpress::rust::files(&it.api, &it.names, &options)), diagnostics }
        }
        false => letterpress::generate(&sources, id, &options),
    };
    let rendered = letterpress::diagnostic::render(&generated.diagnostics, &sources);
    (generated, rendered)
}

/// What `letterpress check` says: a run of every stage but the printing, with the lints.
pub fn check(input: &Input) -> (Vec<Diagnostic>, String) {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: input.path.clone(), text: input.text.clone() });
    let reading = Reading { lints: Some(&Levels::default()), ..Reading::of(&SingleFile) };
    let (_, diagnostics) = letterpress::understand_with(&mut sources, id, &reading);
    let rendered = letterpress::diagnostic::render(&diagnostics, &sources);
    (diagnostics, rendered)
}

/// Mistakes that the standard allows, or that no stage has to understand: only `check`, with its lints, speaks of them.
pub const LINTED: &[&str] = &[
    "array-without-items",
    "bounds-crossed",
    "bounds-crossed-with-exponents",
    "discriminator-without-branches",
    "enum-duplicate",
    "media-types-as-components",
    "path-parameter-optional",
    "required-and-refused",
    "security-scope-undefined",
];

/// What is said of a file in `broken/`, and the same rendered.
pub fn said(input: &Input) -> (Vec<Diagnostic>, String) {
    if LINTED.contains(&input.name.as_str()) {
        return check(input);
    }
    let (generated, rendered) = run(input);
    (generated.diagnostics, rendered)
}

/// Compares texts with the snapshots in `tests/snapshots/<folder>/`, reports every difference, and finds snapshots that
/// no text belongs to.
pub fn compare(folder: &str, texts: impl IntoIterator<Item = (String, String)>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("tests/tests/snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut names = BTreeSet::new();
    let mut differing = Vec::new();
    for (name, text) in texts {
        let same = catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name.as_str(), text))));
        if same.is_err() {
            differing.push(name.clone());
        }
        names.insert(name);
    }
    let left = stale(&workspace().join("tests/tests/snapshots").join(folder), &names);
    assert!(left.is_empty(), "no case belongs to these snapshots, delete them: {left:?}");
    assert!(
        differing.is_empty(),
        "{} snapshots differ: {differing:?}\n`cargo xtask snapshot --accept` takes the differences over; read them",
        differing.len()
    );
}

/// The snapshots in a folder whose name is not among `names`.
fn stale(folder: &Utf8Path, names: &BTreeSet<String>) -> Vec<Utf8PathBuf> {
    let Ok(entries) = folder.read_dir_utf8() else { return Vec::new() };
    entries
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension() == Some("snap") && path.file_stem().is_none_or(|stem| !names.contains(stem)))
        .collect()
}
