//! Many files in many steps: what is to be done is written down first, so that whoever comes after an interrupt can finish it.
//!
//! The list is moved to its name when all that it needs is on the disk. From then on the new state holds, whoever brings it
//! about: each step can be repeated, and one that was done shows that it was.

use std::io;

use camino::Utf8Path;
use serde::{Deserialize, Serialize};

use super::Ownership;
use super::claim::Claim;
use super::dir::{self, Dir, Kind, Mode};
use super::plan;
use super::stage::{Change, FILES, OLD, Staging};

/// The name of the list.
pub const JOURNAL: &str = "journal";
/// Its name while it is written.
pub const UNFINISHED: &str = "journal.part";
/// The version of its format.
const VERSION: u32 = 1;
/// A longer list is not one of ours.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Steps in their order.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    version: u32,
    /// The identity of the folder in which it was written. A list that came with a checkout or an archive does not know it.
    folder: u64,
    steps: Vec<Step>,
}

/// One file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Step {
    /// The staged text of this number takes its place.
    Write { number: usize, path: String, any: bool },
    /// It goes.
    Delete { number: usize, path: String },
}

/// Why a list was not carried out.
#[derive(Debug)]
pub enum Failure {
    /// Everything is as it was.
    Undone(io::Error),
    /// Some steps were taken and could not be taken back: the list waits for the next run.
    Unfinished(io::Error),
    /// Every step was taken, and something behind them failed.
    Done(io::Error),
}

/// Carries out changes; if a step fails, takes back those before it.
///
/// # Errors
///
/// When a file cannot be written, moved or removed.
pub fn carry_out(claim: &Claim, staging: &Staging, changes: &[Change<'_>]) -> Result<(), Failure> {
    let folder = staging.dir.identity().map_err(Failure::Undone)?;
    let journal = Journal { version: VERSION, folder, steps: changes.iter().enumerate().map(step).collect() };
    keep_old(claim, staging, changes).and_then(|()| begin(claim, staging, &journal)).map_err(Failure::Undone)?;
    for (done, step) in journal.steps.iter().enumerate() {
        if let Err(error) = forward(&claim.root, &claim.base, staging, step) {
            // Folders that were made for it.
            let (Step::Write { path, .. } | Step::Delete { path, .. }) = step;
            prune(&claim.root, &claim.base, path.as_ref());
            return Err(match back(claim, staging, journal.steps.iter().take(done)) {
                Ok(()) => Failure::Undone(error),
                Err(_) => Failure::Unfinished(error),
            });
        }
    }
    end(&claim.root, staging, &journal).map_err(Failure::Unfinished)
}

/// The list that an interrupted run left; `None` if it had not come so far.
///
/// # Errors
///
/// When it cannot be read, or is not one that a run of this version wrote here for this output.
pub fn find(staging: &Dir, base: &Utf8Path) -> io::Result<Option<Journal>> {
    if staging.kind(JOURNAL)?.is_none() {
        return Ok(None);
    }
    let path = staging.shown().join(JOURNAL);
    let odd = |why: &str| io::Error::other(format!("`{}` {why}; look at the folder, then delete it", path.display()));
    let text = staging.read(JOURNAL, LIMIT)?;
    let journal: Journal = serde_json::from_slice(&text).map_err(|_| odd("is not what an interrupted run leaves"))?;
    if journal.version != VERSION {
        return Err(odd("is of another version of letterpress"));
    }
    if journal.folder != staging.identity()? {
        return Err(odd("was not written where it lies"));
    }
    for Step::Write { path, .. } | Step::Delete { path, .. } in &journal.steps {
        let below = Utf8Path::new(path).strip_prefix(base).map_err(|_| odd("leads out of the output"))?;
        let names = dir::names(below)?;
        // No run makes hidden files, and those of Git are run.
        if names.is_empty() || names.iter().any(|name| name.starts_with('.')) {
            return Err(odd("names a file that no run makes"));
        }
    }
    Ok(Some(journal))
}

/// Finishes what an interrupted run had begun.
///
/// # Errors
///
/// When a file cannot be moved or removed, or something else stands in its place meanwhile.
pub fn finish(root: &Dir, base: &Utf8Path, staging: &Staging, journal: &Journal) -> io::Result<()> {
    for step in &journal.steps {
        forward(root, base, staging, step)?;
    }
    end(root, staging, journal)
}

fn step((number, change): (usize, &Change<'_>)) -> Step {
    let path = change.target().into_string();
    match change.new {
        Some(_) => Step::Write { number, path, any: change.ownership == Ownership::Named },
        None => Step::Delete { number, path },
    }
}

/// Gives every file that changes a second name, so that it is still there if a step fails.
fn keep_old(claim: &Claim, staging: &Staging, changes: &[Change<'_>]) -> io::Result<()> {
    staging.dir.make_folder(OLD, Mode::Private)?;
    let kept = staging.dir.open_folder(OLD)?;
    for (number, change) in changes.iter().enumerate() {
        let target = change.target();
        let (folder, name) = dir::split(&target);
        if let (Some(_), Some(folder)) = (change.old, dir::find(&claim.root, folder)?) {
            let number = number.to_string();
            // Not every file system has second names, nor every file.
            if folder.link(name, &kept, &number).is_err() {
                kept.create(&number, &folder.read(name, u64::MAX)?, folder.mode(name)?)?;
            }
        }
    }
    kept.sync()
}

fn begin(claim: &Claim, staging: &Staging, journal: &Journal) -> io::Result<()> {
    let text = serde_json::to_vec(journal).map_err(io::Error::other)?;
    staging.dir.create(UNFINISHED, &text, Mode::Private)?;
    staging.files.sync()?;
    staging.dir.sync()?;
    // Whoever comes after a power cut must find the way to the list.
    if let Some(work) = &claim.work {
        work.dir.sync()?;
    }
    claim.root.sync()?;
    staging.dir.rename(UNFINISHED, &staging.dir, JOURNAL)?;
    staging.dir.sync()
}

/// Takes one step, or sees that it was taken.
fn forward(root: &Dir, base: &Utf8Path, staging: &Staging, step: &Step) -> io::Result<()> {
    match step {
        Step::Write { number, path, any } => {
            let number = number.to_string();
            if staging.files.kind(&number)?.is_none() {
                return Ok(());
            }
            let (folder, name) = dir::split(path.as_ref());
            let folder = dir::make(root, folder)?;
            expect_ours(&folder, name, *any)?;
            staging.files.rename(&number, &folder, name)
        }
        Step::Delete { path, .. } => {
            let (folder, name) = dir::split(path.as_ref());
            let Some(folder) = dir::find(root, folder)? else { return Ok(()) };
            if folder.kind(name)?.is_none() {
                return Ok(());
            }
            expect_ours(&folder, name, false)?;
            folder.remove_file(name)?;
            prune(root, base, path.as_ref());
            Ok(())
        }
    }
}

/// A step only replaces what a plan would: nothing, or a generated file.
fn expect_ours(folder: &Dir, name: &str, any: bool) -> io::Result<()> {
    let ours = match folder.kind(name)? {
        None => true,
        Some(Kind::File) => any || plan::is_generated(folder, name),
        Some(Kind::Folder | Kind::Link | Kind::Other) => false,
    };
    match ours {
        true => Ok(()),
        false => {
            let path = folder.shown().join(name);
            Err(io::Error::other(format!("{} is no longer a generated file; move it away, and run again", path.display())))
        }
    }
}

/// Takes steps back, the last first, so that each could be taken again.
fn back<'a>(claim: &Claim, staging: &Staging, done: impl DoubleEndedIterator<Item = &'a Step>) -> io::Result<()> {
    let kept = staging.dir.open_folder(OLD)?;
    for step in done.rev() {
        let (Step::Write { number, path, .. } | Step::Delete { number, path }) = step;
        let number = number.to_string();
        let (folder, name) = dir::split(path.as_ref());
        let folder = dir::make(&claim.root, folder)?;
        if let Step::Write { .. } = step {
            folder.rename(name, &staging.files, &number)?;
        }
        match kept.kind(&number)? {
            Some(_) => kept.rename(&number, &folder, name)?,
            None => prune(&claim.root, &claim.base, path.as_ref()),
        }
    }
    staging.dir.remove_file(JOURNAL)?;
    staging.dir.sync()
}

/// The steps are on the disk before the list goes.
fn end(root: &Dir, staging: &Staging, journal: &Journal) -> io::Result<()> {
    let mut folders: Vec<&Utf8Path> = Vec::new();
    for Step::Write { path, .. } | Step::Delete { path, .. } in &journal.steps {
        folders.extend(Utf8Path::new(path).ancestors().skip(1));
    }
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        if let Some(folder) = dir::find(root, folder)? {
            folder.sync()?;
        }
    }
    staging.dir.remove_file(JOURNAL)?;
    staging.dir.sync()
}

/// Removes the folders that a removed file leaves empty, but never the output itself.
pub fn prune(root: &Dir, base: &Utf8Path, path: &Utf8Path) {
    for folder in path.ancestors().skip(1).filter(|folder| *folder != base && folder.starts_with(base)) {
        let (parent, name) = dir::split(folder);
        let removed = dir::find(root, parent).ok().flatten().is_some_and(|parent| parent.remove_folder(name).is_ok());
        if !removed {
            break;
        }
    }
}

/// The prepared work of an interrupted run, as far as it is there.
///
/// # Errors
///
/// When it cannot be opened.
pub fn open(staging: Dir) -> io::Result<Option<Staging>> {
    match staging.kind(FILES)? {
        Some(Kind::Folder) => Ok(Some(Staging { files: staging.open_folder(FILES)?, dir: staging })),
        Some(Kind::File | Kind::Link | Kind::Other) | None => Ok(None),
    }
}
