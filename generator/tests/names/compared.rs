//! Runs as the command line makes them: over the output of the run before, its lock and its code.

use std::collections::BTreeMap;

use letterpress::names::lock::Earlier;
use letterpress::source::{Source, Sources};
use letterpress::{File, Options, Reading, diagnostic, meaning, rust};

use super::{Alone, lock};

/// What a run left.
#[derive(Default)]
pub struct Output {
    /// The text of `names.lock`.
    pub lock: String,
    files: Vec<File>,
}

impl Output {
    /// A run over a description, and what it told.
    pub fn then(&self, text: &str) -> (Self, String) {
        let mut sources = Sources::default();
        let main = sources.add(Source { path: "openapi.yaml".into(), text: text.into() });
        let kept = sources.add(Source { path: "names.lock".into(), text: self.lock.clone() });
        let reading = Reading { lock: Earlier::File(kept), compared: true, ..Reading::of(&Alone) };
        let (understood, mut told) = letterpress::understand_with(&mut sources, main, &reading);
        let understood = understood.unwrap_or_else(|| panic!("{}\n{}", diagnostic::render(&told, &sources), self.lock));
        let files = rust::files(&understood.api, &understood.names, &Options::default());
        let of = |files: &[File]| files.iter().map(|it| (it.path.clone(), it.text.clone())).collect::<BTreeMap<_, _>>();
        let [before, after] = [of(&self.files), of(&files)];
        let [before, after]: [BTreeMap<&str, &str>; 2] =
            [&before, &after].map(|it| it.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect());
        let compared = meaning::between(&before, &after).into_values().reduce(meaning::Compared::together).unwrap_or_default();
        told.extend(meaning::tell(&compared, &understood));
        (Self { lock: lock(&understood), files }, diagnostic::render(&told, &sources))
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
