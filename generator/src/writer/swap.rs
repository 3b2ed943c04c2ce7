//! Many files in one step: a folder that is complete takes the place of what is there, or of nothing.
//!
//! Before the step the output is old, after it new; there is no moment between, and so nothing to finish after an interrupt.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::Ownership;
use super::claim::Claim;
use super::dir::{self, Dir, Kind};
use super::plan::Plan;
use super::stage::{Change, Staging, TREE};

/// Where a file of a built folder comes from.
#[derive(Clone, Copy, Debug)]
enum Origin {
    /// The staged text of this number.
    Staged(usize),
    /// The folder that is replaced: the file stays what it is, with its time.
    Kept,
}

/// Puts files into a folder that does not exist yet: the outermost missing one is built whole and moved into place. The folder around
/// it is given back, to be brought to the disk.
///
/// # Errors
///
/// When it cannot be built, or something appeared in its place.
pub fn new_folder(claim: &Claim, staging: &Staging, folder: &Utf8Path, changes: &[Change<'_>]) -> io::Result<Dir> {
    let mut parent = claim.root.again()?;
    let mut top = Utf8PathBuf::new();
    let mut missing = folder.as_str();
    for name in dir::names(folder)? {
        top.push(name);
        missing = name;
        match dir::find(&claim.root, &top)? {
            Some(found) => parent = found,
            None => break,
        }
    }
    let mut files = BTreeMap::new();
    for (number, change) in changes.iter().enumerate() {
        let target = change.target();
        let below = target.strip_prefix(&top).map_err(io::Error::other)?;
        files.insert(below.to_owned(), Origin::Staged(number));
    }
    build(staging, &files, None)?;
    if parent.kind(missing)?.is_some() {
        let path = parent.shown().join(missing);
        return Err(io::Error::other(format!("{} appeared while the run was at work; run it again", path.display())));
    }
    staging.dir.rename(TREE, &parent, missing)?;
    Ok(parent)
}

/// Lets a new folder and the old one change places; the folder around them, to be brought to the disk. `None` if that is not possible
/// here: something in it is not of this run, the process stands in it, the folder is the claimed root, or the platform or the file
/// system has no such step.
pub fn exchange(
    claim: &Claim,
    staging: &Staging,
    folder: &Utf8Path,
    plans: (&[Utf8PathBuf], &[Plan]),
    changes: &[Change<'_>],
) -> Option<Dir> {
    let by_name = changes.iter().any(|change| change.ownership == Ownership::Named);
    if folder == "" || by_name || stands_in(claim, folder) {
        return None;
    }
    let parent = prepare(claim, staging, folder, plans, changes).ok().flatten()?;
    // Mount points cannot be exchanged, nor anything where the file system does not know how.
    staging.dir.exchange(TREE, &parent, folder.file_name()?).ok().map(|()| parent)
}

/// Builds the folder that is to replace another; the folder around that other one, or `None` if it holds anything foreign.
fn prepare(
    claim: &Claim,
    staging: &Staging,
    folder: &Utf8Path,
    (folders, plans): (&[Utf8PathBuf], &[Plan]),
    changes: &[Change<'_>],
) -> io::Result<Option<Dir>> {
    let Some(live) = dir::find(&claim.root, folder)? else { return Ok(None) };
    let kept: BTreeSet<Utf8PathBuf> = folders
        .iter()
        .zip(plans)
        .flat_map(|(folder, plan)| plan.unchanged.iter().map(|file| folder.join(&file.path)))
        .filter_map(|path| path.strip_prefix(folder).ok().map(Utf8Path::to_owned))
        .collect();
    let mut known = kept.clone();
    let mut files: BTreeMap<_, _> = kept.into_iter().map(|path| (path, Origin::Kept)).collect();
    for (number, change) in changes.iter().enumerate() {
        let target = change.target();
        let path = target.strip_prefix(folder).map_err(io::Error::other)?.to_owned();
        if change.old.is_some() {
            known.insert(path.clone());
        }
        if change.new.is_some() {
            files.insert(path, Origin::Staged(number));
        }
    }
    if files.is_empty() || !holds_exactly(&live, &known)? {
        return Ok(None);
    }
    build(staging, &files, Some(&live))?;
    // Somebody may have put a file there meanwhile.
    if !holds_exactly(&live, &known)? {
        return Ok(None);
    }
    dir::find(&claim.root, folder.parent().unwrap_or(Utf8Path::new("")))
}

/// Whether the process, and so most likely the shell that started it, has the folder or one in it as its current folder: it
/// would stand in a folder that is gone.
fn stands_in(claim: &Claim, folder: &Utf8Path) -> bool {
    std::env::current_dir().is_ok_and(|here| here.starts_with(claim.path.join(folder)))
}

/// Whether a folder holds these files, the folders in which they stand, and nothing else.
fn holds_exactly(folder: &Dir, known: &BTreeSet<Utf8PathBuf>) -> io::Result<bool> {
    let mut found = 0;
    Ok(count(folder, Utf8Path::new(""), known, &mut found)? && found == known.len())
}

fn count(folder: &Dir, path: &Utf8Path, known: &BTreeSet<Utf8PathBuf>, found: &mut usize) -> io::Result<bool> {
    let before = *found;
    for (name, kind) in folder.entries()? {
        let Some(name) = name else { return Ok(false) };
        let path = path.join(&name);
        match kind {
            Kind::File if known.contains(&path) => *found += 1,
            Kind::Folder if count(&folder.open_folder(&name)?, &path, known, found)? => {}
            Kind::File | Kind::Folder | Kind::Link | Kind::Other => return Ok(false),
        }
    }
    // A folder without files is somebody's; none of ours is empty.
    Ok(*found > before)
}

/// Builds a folder of staged texts and of files that stay. Its folders are to everybody what those in `live` are.
fn build(staging: &Staging, files: &BTreeMap<Utf8PathBuf, Origin>, live: Option<&Dir>) -> io::Result<()> {
    // Sorted, so that a folder comes before what is in it; the empty path is the built folder itself.
    let folders: BTreeSet<&Utf8Path> = files.keys().flat_map(|path| path.ancestors().skip(1)).collect();
    for folder in &folders {
        let path = Utf8Path::new(TREE).join(folder);
        let (parent, name) = dir::split(&path);
        let parent = dir::find(&staging.dir, parent)?.ok_or(io::ErrorKind::NotFound)?;
        let like = live.map(|live| dir::find(live, folder)).transpose()?.flatten();
        parent.make_folder(name, like.as_ref().map_or(Ok(dir::Mode::Usual), Dir::own_mode)?)?;
        let made = parent.open_folder(name)?;
        if let Some(like) = &like
            && !made.is_alike(like)?
        {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    for (path, origin) in files {
        let (folder, name) = dir::split(path);
        let target = dir::find(&staging.dir, &Utf8Path::new(TREE).join(folder))?.ok_or(io::ErrorKind::NotFound)?;
        match (origin, live) {
            (Origin::Staged(number), None) => staging.files.rename(&number.to_string(), &target, name)?,
            // A second name: if the folders cannot be exchanged, the staged file is still there.
            (Origin::Staged(number), Some(_)) => staging.files.link(&number.to_string(), &target, name)?,
            (Origin::Kept, live) => {
                let live = live.map(|live| dir::find(live, folder)).transpose()?.flatten();
                live.ok_or(io::ErrorKind::NotFound)?.link(name, &target, name)?;
            }
        }
    }
    for folder in folders.iter().rev() {
        dir::find(&staging.dir, &Utf8Path::new(TREE).join(folder))?.ok_or(io::ErrorKind::NotFound)?.sync()?;
    }
    staging.dir.sync()
}
