//! Names of files, folders and crates that get out of a place where a name is only inserted: nothing is written elsewhere, what is written
//! is Rust and TOML as ever, and no terminal and no log obeys what is said.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "../../tests/tests/doctests/payloads.rs"]
mod payloads;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output};

use letterpress::characters::{commands, hidden};
use payloads::payloads;

const SPEC: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: d}}}}}\n";

/// Deep enough that no payload leads out of what is watched.
const FOLDERS: &str = "1/2/3/4/5/6";

/// A folder in which everything is seen that is written.
struct Watched {
    folder: tempfile::TempDir,
    inner: PathBuf,
}

impl Watched {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join(FOLDERS);
        std::fs::create_dir_all(&inner).unwrap();
        Self { folder, inner }
    }

    /// Runs letterpress; what becomes new, and how it ends.
    fn run(&self, arguments: &[&str]) -> (BTreeSet<PathBuf>, Output) {
        let before = files(self.folder.path());
        let output = Command::new(env!("CARGO_BIN_EXE_letterpress")).current_dir(&self.inner).args(arguments).output().unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{arguments:.80?}: {output:?}");
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(stream.clone()).unwrap();
            let obeyed = text.lines().any(|line| line.trim_start().starts_with("::")) || commands(&text).next().is_some();
            assert!(!obeyed && !hidden(&text).any(|(_, c)| c != '\n'), "{arguments:.80?}: {text:?}");
        }
        let new: BTreeSet<PathBuf> = files(self.folder.path()).difference(&before).cloned().collect();
        assert_eq!(new.is_empty(), code != Some(0), "{arguments:.80?}: {new:?}");
        (new, output)
    }
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => drop(files.insert(path)),
        }
    }
    files
}

/// What is written is below a folder, is Rust where it should be, and holds nothing that is not shown.
fn sound(new: &BTreeSet<PathBuf>, below: &Path, payload: &str, expected: &Items) {
    for path in new {
        assert!(path.starts_with(below), "{payload:.60?} writes {}", path.display());
        let text = std::fs::read_to_string(path).unwrap();
        assert!(!hidden(&text).any(|(_, c)| c != '\n'), "{payload:.60?}: {text}");
        if path.extension().is_some_and(|extension| extension == "rs") {
            let items = syn::parse_file(&text).unwrap_or_else(|error| panic!("{payload:.60?}: {error}: {text}")).items;
            let relative = path.strip_prefix(below).unwrap().to_owned();
            assert!(expected.get(&relative) == Some(&items.len()), "{payload:.60?}: {text}");
        }
    }
}

/// How many items each file has where all names are harmless, by its path.
type Items = BTreeMap<PathBuf, usize>;

fn harmless(more: &[&str]) -> Items {
    let watched = Watched::new();
    std::fs::write(watched.inner.join("a.yaml"), SPEC).unwrap();
    let (new, _) = watched.run(&[&["generate", "a.yaml", "-o", "out"], more].concat());
    let rust = new.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let count = |path: &Path| syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap().items.len();
    rust.map(|path| (path.strip_prefix(watched.inner.join("out")).unwrap().to_owned(), count(&path))).collect()
}

/// Where a path leads, by its letters.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}

#[test]
fn the_name_of_a_file_is_a_text() {
    let (mut tried, expected) = (0, harmless(&["--crate", "tainted"]));
    for payload in payloads() {
        let watched = Watched::new();
        // Not every text can be the name of a file.
        if payload.contains(['/', '\0']) || std::fs::write(watched.inner.join(&payload), SPEC).is_err() {
            continue;
        }
        tried += 1;
        let (new, output) = watched.run(&["generate", &format!("./{payload}"), "-o", "out", "--crate", "tainted"]);
        assert!(output.status.success(), "{payload:?}: {output:?}");
        sound(&new, &watched.inner.join("out"), &payload, &expected);
    }
    assert!(tried > 126, "{tried}");
}

#[test]
fn the_name_of_a_folder_leads_where_it_says() {
    let expected = harmless(&[]);
    for payload in payloads() {
        // Whoever names a folder from the root means it.
        if payload.contains('\0') || payload.starts_with('/') {
            continue;
        }
        let watched = Watched::new();
        std::fs::write(watched.inner.join("a.yaml"), SPEC).unwrap();
        let (new, _) = watched.run(&["generate", "a.yaml", &format!("--output={payload}")]);
        sound(&new, &plain(&watched.inner.join(&payload)), &payload, &expected);
    }
}

#[test]
fn the_name_of_a_crate_is_refused_or_kept() {
    let (mut kept, expected) = (0, harmless(&["--crate", "tainted"]));
    for payload in payloads().into_iter().filter(|payload| !payload.contains('\0')) {
        let watched = Watched::new();
        std::fs::write(watched.inner.join("a.yaml"), SPEC).unwrap();
        let (new, output) = watched.run(&["generate", "a.yaml", "-o", "out", &format!("--crate={payload}")]);
        sound(&new, &watched.inner.join("out"), &payload, &expected);
        if !output.status.success() {
            continue;
        }
        kept += 1;
        let manifest = std::fs::read_to_string(watched.inner.join("out/Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("\nname = \"{payload}\"\n")), "{manifest}");
        assert_eq!(manifest.matches("\n[").count(), 3, "{manifest}");
    }
    assert!(kept > 0);
}
