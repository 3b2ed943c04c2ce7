//! Runs as the command line makes them: over the output of the run before, its lock and its code.

use std::collections::BTreeMap;

use letterpress::meaning::{self, Compared};
use letterpress::names::lock::Earlier;
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, File, Options, Reading, Understood, diagnostic, rust};

use super::{Alone, lock};

/// What a run writes.
pub fn files(of: &Understood) -> Vec<File> {
    rust::files(&of.api, &of.names, &Options::default())
}

/// The code of two runs beside each other.
pub fn compared(before: &[File], after: &[File]) -> Compared {
    let [before, after]: [BTreeMap<&str, &str>; 2] =
        [before, after].map(|files| files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect());
    meaning::between(&before, &after).into_values().reduce(Compared::together).unwrap_or_default()
}

/// What a run left.
#[derive(Default)]
pub struct Output {
    /// The text of `names.lock`.
    pub lock: String,
    files: Vec<File>,
}

impl Output {
    /// A run over a description, and what it told.
    pub fn told(&self, text: &str) -> (Self, Vec<Diagnostic>, Sources) {
        let mut sources = Sources::default();
        let main = sources.add(Source { path: "openapi.yaml".into(), text: text.into() });
        let kept = sources.add(Source { path: "names.lock".into(), text: self.lock.clone() });
        let reading = Reading { lock: Earlier::File(kept), compared: true, ..Reading::of(&Alone) };
        let (understood, mut told) = letterpress::understand_with(&mut sources, main, &reading);
        let understood = understood.unwrap_or_else(|| panic!("{}\n{}", diagnostic::render(&told, &sources), self.lock));
        let files = files(&understood);
        told.extend(meaning::tell(&compared(&self.files, &files), &understood));
        (Self { lock: lock(&understood), files }, told, sources)
    }

    /// The same, with what it told as people see it.
    pub fn then(&self, text: &str) -> (Self, String) {
        let (output, told, sources) = self.told(text);
        (output, diagnostic::render(&told, &sources))
    }

    /// The same, and another run over the same description, which tells nothing of names that mean something else, and keeps the lock.
    pub fn then_twice(&self, text: &str) -> (Self, String) {
        let (once, told) = self.then(text);
        let (twice, again) = once.then(text);
        assert!(!again.contains("W0415"), "it is told once: {again}");
        assert_eq!(twice.lock, once.lock);
        (once, told)
    }
}
