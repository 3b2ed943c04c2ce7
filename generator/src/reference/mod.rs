//! References across files: a description in parts becomes one tree.
//!
//! Every document that the entry document refers to, directly or not, is loaded once. What is referred to becomes a
//! component of the entry document, under a name made from where it stands, or takes the place of a component that only
//! refers to it; path items, which have no such place before 3.1, are copied to where they are used. So the stages behind
//! see one document with local references only. Spans stay: a diagnostic shows the file that is wrong.
//!
//! A part that is reached by several URIs (`a.yaml#/X`, `./a.yaml#/X`, `#/X` inside the file, percent-encoded, through a
//! chain of references) is one component. What an `$id` or `$anchor` inside a file means to its own references is settled when
//! the file is loaded (`dialect::localise`). Names of security schemes and discriminators are those of the entry document
//! (OpenAPI 3.1.2 section 4.6).
//!
//! The library reads no disk: files come from a [`Load`]. What it refuses is a diagnostic at the reference.

mod complaints;
mod documents;
mod gather;
mod mapping;
mod merge;
mod names;
mod uri;
mod walk;
mod wholes;

pub use uri::Location;

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::dialect::{self, Version};
use crate::names::{Lock, Namesakes};
use crate::node::Node;
use crate::part::Parts;
use crate::source::{Sources, Span};
use documents::Documents;

/// Where the other files of a description come from.
pub trait Load {
    /// The path of the entry document below the root folder, in the form of [`Location::File`].
    fn entry(&self) -> String;

    /// The file at a location.
    ///
    /// # Errors
    /// Why it may not or cannot be read. It is shown at the reference that asks for it.
    fn load(&self, location: &Location) -> Result<Loaded, Refusal>;

    /// How many bytes all files together may weigh.
    fn limit(&self) -> u64 {
        crate::files::LIMIT
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Where it lies when links are followed: two locations with the same identity are one document.
    pub identity: Location,
    /// The path as diagnostics print it, with forward slashes. It is JSON if it ends in `.json`, otherwise YAML.
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// Why a file is not read. `tried` is the path as diagnostics print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is there.
    Missing {
        /// The path.
        tried: String,
    },
    /// A folder, a FIFO, a device.
    NotRegular {
        /// The path.
        tried: String,
    },
    /// It is larger than what may still be read.
    TooLarge {
        /// The path.
        tried: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// Reading failed.
    Unreadable {
        /// The path.
        tried: String,
        /// What the system says.
        reason: String,
    },
    /// A link leads out of the root folder.
    Outside {
        /// The path.
        tried: String,
    },
    /// No folder stands for this address.
    Remote {
        /// The address.
        uri: String,
    },
    /// The caller brings one document only.
    NoFiles,
}

/// A [`Load`] for a description that is one document: every other file is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SingleFile;

impl Load for SingleFile {
    fn entry(&self) -> String {
        "openapi.yaml".to_owned()
    }

    fn load(&self, _: &Location) -> Result<Loaded, Refusal> {
        Err(Refusal::NoFiles)
    }
}

/// One tree made of many files.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembled {
    /// The entry document with all that it refers to.
    pub tree: Node,
    /// The references that lead nowhere; it was reported why. They are still in the tree.
    pub unresolved: HashSet<Span>,
    /// The components that stand in other files.
    pub parts: Parts,
}

/// Makes one tree of the entry document and all that it refers to. A tree without references to other documents is returned
/// as it is, after a quick look.
///
/// `lock` says which components of the entry document have been one with what they refer to.
///
/// Everything wrong goes to `diagnostics`; references that lead nowhere stay as they are, so that the next stage can report
/// what else is wrong.
pub fn assemble(
    sources: &mut Sources,
    mut entry: Node,
    load: &dyn Load,
    lock: &Lock,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assembled {
    if !walk::leads_out(&entry) {
        return Assembled { tree: entry, unresolved: HashSet::new(), parts: Parts::default() };
    }
    if dialect::version(&entry, sources).is_some_and(Version::has_json_schema) {
        dialect::rebase(&mut entry, diagnostics);
    }
    let (assembled, found) = {
        let graph = gather::gather(Documents::new(sources, load, entry, diagnostics));
        let names = names::choose(&graph, &Namesakes::of(lock));
        merge::assembled(&graph, &names)
    };
    diagnostics.extend(found);
    assembled
}

/// Makes one document of a description, all references local; `None` if something is wrong with the references, or was
/// wrong before.
pub fn bundle(sources: &mut Sources, entry: Node, load: &dyn Load, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut tree = assemble(sources, entry, load, &Lock::default(), diagnostics).tree;
    dialect::without_part_ids(&mut tree);
    let failed = diagnostics.iter().any(Diagnostic::is_error);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (!failed).then_some(tree)
}

/// Removes what a later stage says about references that this stage could not resolve and has reported. Diagnostics before
/// the index `reported` stay.
pub fn told_once(diagnostics: &mut Vec<Diagnostic>, reported: usize, unresolved: &HashSet<Span>) {
    let mut index = 0;
    diagnostics.retain(|diagnostic| {
        index += 1;
        index <= reported || !diagnostic.span.is_some_and(|span| unresolved.contains(&span))
    });
}

#[cfg(test)]
mod tests;
