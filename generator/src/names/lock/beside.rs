//! What the generated files beside a lock tell of it: lines that were lost in a merge, or in a file that was cut.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Key, Lock, Place};
use crate::names::{escape, types, whose};

/// A generated file.
#[derive(Clone, Debug)]
pub struct File {
    /// `models` or `operations`.
    pub folder: &'static str,
    /// The name of its module.
    pub module: String,
    /// What the description calls the members of the types in it.
    pub members: BTreeSet<String>,
    /// The types in it that have a line which is no name: of the order of their arguments, of what a call gives, of their elements.
    pub texts: Vec<(Aspect, String)>,
}

impl File {
    /// The path, from the module of the API.
    pub fn path(&self) -> String {
        format!("{}/{}.rs", self.folder, self.module)
    }

    fn aspect(&self) -> Aspect {
        if self.folder == "models" { Aspect::File } else { Aspect::Module }
    }
}

/// The paths of the files that were made for something which a lock does not name, or that hold members which no line names, wherever
/// they stand, or types without a line that says what is no name (the order of arguments). A file whose type or tag a person gave another name has none by that yet: the type holds what the file does.
pub fn unaccounted(lock: &Lock, files: &[File]) -> Vec<String> {
    let made: BTreeSet<(Aspect, &str)> = files.iter().map(|file| (file.aspect(), file.module.as_str())).collect();
    let mut known: BTreeMap<(Aspect, String), Place> = BTreeMap::new();
    for (key, entry, _) in lock.closure() {
        known.insert((key.aspect, types::file_name(&entry.name)), key.place);
    }
    let mut unmade: Vec<(Aspect, &Place)> = known
        .iter()
        .filter(|((aspect, name), _)| !made.contains(&(*aspect, name.as_str())))
        .map(|((aspect, _), place)| (*aspect, place))
        .collect();
    let all = members(lock.iter().map(|(key, _)| key), &[Aspect::Field, Aspect::Header, Aspect::Parameter, Aspect::Value]);
    let headers: BTreeSet<String> =
        lock.iter().filter(|(key, _)| is_header(key)).map(|(key, _)| word(key).to_ascii_lowercase()).collect();
    let untold = untold(lock);
    let mut accounted = |file: &File| {
        if file.texts.iter().any(|text| untold.contains(text)) {
            return false;
        }
        let words: BTreeSet<String> = file.members.iter().map(|member| escape::step(member)).collect();
        if !words.iter().all(|word| all.contains(word.as_str()) || headers.contains(&word.to_ascii_lowercase())) {
            return false;
        }
        let is_it = |(aspect, place): &(Aspect, &Place)| {
            let held = || members(lock.at(place).chain(lock.below(place)).map(|(key, _)| key), &[Aspect::Field, Aspect::Value]);
            *aspect == file.aspect() && (*aspect == Aspect::Module || is_held(&words, &held()))
        };
        known.contains_key(&(file.aspect(), file.module.clone()))
            || unmade.iter().position(is_it).map(|at| unmade.swap_remove(at)).is_some()
    };
    files.iter().filter(|file| !accounted(file)).map(File::path).collect()
}

/// The types that have no such line, in a lock of this version.
fn untold(lock: &Lock) -> BTreeSet<(Aspect, String)> {
    let mut types: BTreeMap<(Aspect, String), bool> = BTreeMap::new();
    for (key, entry, _) in lock.closure().into_iter().filter(|(key, _, _)| whose::is_told(lock) && !key.is_former()) {
        let texts: &[Aspect] = match key.aspect == Aspect::Ok {
            true => &[Aspect::Result],
            false if key.aspect == Aspect::Type => &[Aspect::Arguments, Aspect::Elements],
            false => &[],
        };
        for text in texts {
            let is_said = lock.get(&key.place.key(*text)).is_some();
            *types.entry((*text, entry.name.clone())).or_default() |= is_said;
        }
    }
    types.into_iter().filter(|(_, is_said)| !is_said).map(|(text, _)| text).collect()
}

/// Whether nothing depends on the letter case of what has a name.
fn is_header(key: &Key) -> bool {
    key.aspect == Aspect::Header || key.aspect == Aspect::Parameter && key.member.starts_with("header/")
}

/// What the description calls a member, without the location of a parameter.
fn word(key: &Key) -> &str {
    key.member.rsplit('/').next().unwrap_or_default()
}

/// Whether a place that holds these members can be that of a file.
fn is_held(words: &BTreeSet<String>, held: &BTreeSet<&str>) -> bool {
    words.is_empty() == held.is_empty() && words.iter().all(|word| held.contains(word.as_str()))
}

fn members<'a>(keys: impl Iterator<Item = &'a Key>, of: &[Aspect]) -> BTreeSet<&'a str> {
    keys.filter(|key| of.contains(&key.aspect)).map(word).collect()
}
