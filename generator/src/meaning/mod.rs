//! What callers mean by a name: the code that stands in the output is compared with the code that takes its place.
//!
//! The lock keeps a name for what had it, wherever it knows what that was. What a chain of names leads to, such as `order.address.customer_id`,
//! goes through many places, of which any can come to stand elsewhere. No line needs to say that: the code that callers were compiled against is
//! in the output, and says of each name what it is on the wire.

mod code;
mod runtime;
mod tell;
mod tokens;
mod ty;
mod walk;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

pub use runtime::TYPES;
pub use tell::tell;
pub use walk::{Change, Owner};
pub use word::Word;

use crate::conflict::{Conflicts, Side, sign};
use crate::writer::Plan;
use walk::Tree;

/// The folders of an API's module whose files define types.
const FOLDERS: [&str; 2] = ["models", "operations"];

/// The file of an API's module that defines constants.
const CONSTANTS: &str = "security.rs";

/// What a comparison of the code of an API before and after found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The names that are something else on the wire. A name that only one side has is none: who uses it is told by the compiler.
    pub changes: Vec<Change>,
    /// What the code before did not have: a type, with no name, or a type with what a member is on the wire.
    new: BTreeSet<(String, String)>,
}

impl Compared {
    /// What was found of one API in several folders, as where a crate becomes a module.
    pub fn together(self, other: Self) -> Self {
        let changes = [self.changes, other.changes].concat();
        Self { changes, new: self.new.into_iter().chain(other.new).collect() }
    }
}

/// What becomes of names when a plan is carried out, see [`between`].
pub fn changes(plan: &Plan) -> BTreeMap<Utf8PathBuf, Compared> {
    let kept = || plan.unchanged.iter().map(|file| (file.path.as_str(), file.text.as_str()));
    let replaced = plan.write.iter().filter_map(|(file, old)| Some((file.path.as_str(), old.as_deref()?)));
    let deleted = plan.delete.iter().map(|(path, old)| (path.as_str(), old.as_str()));
    let written = plan.write.iter().map(|(file, _)| (file.path.as_str(), file.text.as_str()));
    between(&kept().chain(replaced).chain(deleted).collect(), &kept().chain(written).collect())
}

/// Compares two trees, texts by their paths, by the folder of the API's module.
pub fn between(before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> BTreeMap<Utf8PathBuf, Compared> {
    let mut modules: BTreeMap<&Utf8Path, Module<'_>> = BTreeMap::new();
    for (path, text) in after {
        let Some(module) = module(Utf8Path::new(path)) else { continue };
        let texts = modules.entry(module).or_default();
        let list = if before.get(path) == Some(text) { &mut texts.same } else { &mut texts.after };
        list.push(text);
    }
    for (path, text) in before.iter().filter(|(path, text)| after.get(*path) != Some(*text)) {
        let module = module(Utf8Path::new(path)).map(|module| modules.entry(module).or_default());
        module.into_iter().for_each(|texts| texts.before.push(text));
    }
    modules.into_iter().map(|(folder, module)| (folder.to_owned(), module.compared())).collect()
}

/// The folder of the API's module in which a file stands, if the file defines what callers use.
fn module(path: &Utf8Path) -> Option<&Utf8Path> {
    let folder = path.parent()?;
    match folder.file_name() {
        Some(name) if FOLDERS.contains(&name) => folder.parent(),
        Some(_) | None => (path.file_name() == Some(CONSTANTS)).then_some(folder),
    }
}

/// The texts of an API's module.
#[derive(Default)]
struct Module<'a> {
    /// Of files that are replaced or deleted.
    before: Vec<&'a str>,
    /// Of files that are written.
    after: Vec<&'a str>,
    /// Of the others.
    same: Vec<&'a str>,
}

impl Module<'_> {
    fn compared(&self) -> Compared {
        if self.before.is_empty() {
            return Compared::default();
        }
        let after = Tree::new(self.after.iter().copied(), &self.same);
        let is_merged = self.before.iter().any(|text| text.lines().any(|line| sign(line) == Some('<')));
        if !is_merged {
            let before = Tree::new(self.before.iter().copied(), &self.same);
            return Compared { changes: walk::changes(&before, &after), new: after.beyond(&[before]) };
        }
        // Both branches of a repository that could not be merged have callers.
        let of = |side: Side| self.before.iter().map(|text| only(text, side)).collect::<Vec<_>>();
        let sides = [Side::Ours, Side::Theirs].map(of);
        let before = sides.each_ref().map(|texts| Tree::new(texts.iter().map(String::as_str), &self.same));
        let changes: BTreeSet<Change> = before.iter().flat_map(|before| walk::changes(before, &after)).collect();
        Compared { changes: changes.into_iter().collect(), new: after.beyond(&before) }
    }
}

/// What a file is on one side of its conflicts.
fn only(text: &str, side: Side) -> String {
    let mut conflicts = Conflicts::default();
    let is_there = |line: &&str| conflicts.line(line.trim_end_matches('\n')).is_some_and(|of| of == Side::Agreed || of == side);
    text.split_inclusive('\n').filter(is_there).collect()
}
