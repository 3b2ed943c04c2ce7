//! What is prepared before anything in the output changes: every new text is on the disk, under a number, in a private folder.

use std::io;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::Ownership;
use super::claim::Claim;
use super::dir::{self, Dir, Mode};
use super::plan::{self, Plan};

/// One file that changes.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Its folder, relative to the root of the claim.
    pub folder: &'a Utf8Path,
    /// Its path, relative to the folder.
    pub path: &'a Utf8Path,
    /// The text that it gets; `None` if it goes.
    pub new: Option<&'a str>,
    /// The text that it has; `None` if it does not exist.
    pub old: Option<&'a str>,
    /// Whose files these are.
    pub ownership: Ownership,
}

impl Change<'_> {
    /// The path, relative to the root of the claim.
    pub fn target(&self) -> Utf8PathBuf {
        self.folder.join(self.path)
    }
}

/// A folder of prepared work.
#[derive(Debug)]
pub struct Staging {
    /// The folder.
    pub dir: Dir,
    /// The new texts, each under the index of its change.
    pub files: Dir,
}

/// The name of the folder of prepared work, in the folder of the claim.
pub const STAGING: &str = "staging";
/// The new texts.
pub const FILES: &str = "files";
/// The texts that are replaced or deleted, by the same numbers, for a run that fails half-way.
pub const OLD: &str = "old";
/// A folder that takes the place of another in one step.
pub const TREE: &str = "tree";

/// Every change of some plans; the folders are those of the plans, below the output.
pub fn changes<'a>(folders: &'a [Utf8PathBuf], plans: &'a [Plan]) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for (folder, plan) in folders.iter().zip(plans) {
        let ownership = plan.ownership;
        changes.extend(plan.write.iter().map(|(file, old)| Change {
            folder,
            path: Utf8Path::new(&file.path),
            new: Some(&file.text),
            old: old.as_deref(),
            ownership,
        }));
        changes.extend(plan.delete.iter().map(|(path, old)| Change { folder, path, new: None, old: Some(old), ownership }));
    }
    changes
}

/// Writes every new text into a folder that did not exist before.
///
/// # Errors
///
/// When one cannot be written.
pub fn stage(claim: &Claim, work: &Dir, changes: &[Change<'_>]) -> io::Result<Staging> {
    work.make_folder(STAGING, Mode::Private)?;
    let dir = work.open_folder(STAGING)?;
    dir.make_folder(FILES, Mode::Private)?;
    let files = dir.open_folder(FILES)?;
    changes.par_iter().enumerate().try_for_each(|(number, change)| match change.new {
        Some(text) => files.create(&number.to_string(), text.as_bytes(), mode(claim, change)?),
        None => Ok(()),
    })?;
    Ok(Staging { dir, files })
}

/// The mode of the file that is replaced stays.
fn mode(claim: &Claim, change: &Change<'_>) -> io::Result<Mode> {
    let target = change.target();
    let (folder, name) = dir::split(&target);
    match (change.old, dir::find(&claim.root, folder)?) {
        (Some(_), Some(folder)) => folder.mode(name),
        (None, _) | (_, None) => Ok(Mode::Usual),
    }
}

/// Looks whether everything that changes is still as it was when the plan was made, in the folders that the plans saw, where the claim
/// found them.
///
/// # Errors
///
/// When somebody else changed a file, or moved or replaced a folder meanwhile.
pub fn verify(claim: &Claim, (folders, plans): (&[Utf8PathBuf], &[Plan]), changes: &[Change<'_>]) -> io::Result<()> {
    for change in changes {
        let target = change.target();
        let now = plan::text(Some(&claim.root), &target).map_err(io::Error::other)?;
        if now.as_deref() != change.old {
            let path = claim.root.shown().join(target);
            return Err(io::Error::other(format!("{} was changed while the run was at work; run it again", path.display())));
        }
    }
    let elsewhere = |path: &Path| {
        let path = path.display();
        io::Error::other(format!("the folder `{path}` was made, moved or replaced while the run was at work; run it again"))
    };
    let is_there = Dir::open(&claim.path, claim.path.clone()).and_then(|found| found.is_same(&claim.root));
    if !is_there.unwrap_or(false) {
        return Err(elsewhere(&claim.path));
    }
    for (folder, plan) in folders.iter().zip(plans) {
        let now = dir::find(&claim.root, folder)?.map(|found| found.identity()).transpose()?;
        if now != plan.seen {
            return Err(elsewhere(&claim.root.shown().join(folder)));
        }
    }
    Ok(())
}
