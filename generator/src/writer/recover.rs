//! What an interrupted run left: it is finished if its list of steps was complete, and taken away otherwise.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::dir::{Dir, Kind};
use super::journal::{self, JOURNAL, UNFINISHED};
use super::plan;
use super::stage::{FILES, OLD, STAGING, TREE};

/// Brings the output to the old or the new state of an interrupted run, and removes what that run prepared.
///
/// # Errors
///
/// When a file cannot be moved or removed, or something that no run made stands among the prepared work.
pub fn recover(root: &Dir, base: &Utf8Path, work: &Dir, say: &mut dyn FnMut(&str)) -> io::Result<()> {
    if work.kind(STAGING)?.is_none() {
        return Ok(());
    }
    let staging = work.open_folder(STAGING)?;
    let journal = journal::find(&staging, base)?;
    if let (Some(journal), Some(staging)) = (journal, journal::open(staging)?) {
        journal::finish(root, base, &staging, &journal)?;
        say("finished what an interrupted run had begun to write");
    }
    clear(work)
}

/// For a look at what cannot be written: what an interrupted run left unfinished cannot be finished here.
///
/// # Errors
///
/// When there is such a thing.
pub fn refuse_unfinished(root: &Dir, work: &str) -> io::Result<()> {
    if root.kind(work)? != Some(Kind::Folder) {
        return Ok(());
    }
    let work = root.open_folder(work)?;
    if work.kind(STAGING)? != Some(Kind::Folder) || work.open_folder(STAGING)?.kind(JOURNAL)?.is_none() {
        return Ok(());
    }
    let path = work.shown().display();
    Err(io::Error::other(format!(
        "an interrupted run is unfinished in `{path}`, which cannot be written; generate again, or delete it"
    )))
}

/// Removes the prepared work. Only what a run made goes: a file of somebody that got among it stays, and is named.
///
/// # Errors
///
/// When something cannot be removed.
pub fn clear(work: &Dir) -> io::Result<()> {
    if work.kind(STAGING)?.is_none() {
        return Ok(());
    }
    let staging = work.open_folder(STAGING)?;
    // The list first: without it the rest is nothing that anybody would finish.
    for name in [JOURNAL, UNFINISHED] {
        if staging.kind(name)? == Some(Kind::File) {
            staging.remove_file(name)?;
        }
    }
    for (name, ours) in [(FILES, is_any as fn(&Dir, &str) -> bool), (OLD, is_any), (TREE, plan::is_generated)] {
        if staging.kind(name)? == Some(Kind::Folder) {
            remove(&staging, name, ours)?;
        }
    }
    match first_left(&staging)? {
        None => work.remove_folder(STAGING),
        Some(left) => {
            let path = staging.shown().join(left);
            let path = path.display();
            Err(io::Error::other(format!("`{path}` appeared in a folder while it was replaced; move it away, then run again")))
        }
    }
}

fn is_any(_: &Dir, _: &str) -> bool {
    true
}

/// Removes the files of a folder that are `ours`, and the folders that are empty then.
fn remove(parent: &Dir, name: &str, ours: fn(&Dir, &str) -> bool) -> io::Result<()> {
    let folder = parent.open_folder(name)?;
    for (name, kind) in folder.entries()? {
        let Some(name) = name else { continue };
        match kind {
            Kind::File if ours(&folder, &name) => folder.remove_file(&name)?,
            Kind::Folder => remove(&folder, &name, ours)?,
            Kind::File | Kind::Link | Kind::Other => {}
        }
    }
    match folder.entries()?.is_empty() {
        true => parent.remove_folder(name),
        false => Ok(()),
    }
}

/// The path of the first thing that is left in a folder.
fn first_left(folder: &Dir) -> io::Result<Option<Utf8PathBuf>> {
    let Some((name, kind)) = folder.entries()?.into_iter().next() else { return Ok(None) };
    let path = Utf8PathBuf::from(name.as_deref().unwrap_or("?"));
    match (kind, name) {
        (Kind::Folder, Some(name)) => {
            Ok(Some(first_left(&folder.open_folder(&name)?)?.map_or(path.clone(), |below| path.join(below))))
        }
        (Kind::File | Kind::Folder | Kind::Link | Kind::Other, _) => Ok(Some(path)),
    }
}
