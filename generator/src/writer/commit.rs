//! From what a plan says to the disk: everything, or nothing.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::claim::{Claim, Work};
use super::journal::{self, Failure};
use super::plan::Plan;
use super::stage::{self, Change, Staging};
use super::{dir, recover, swap};

/// Carries out plans, all of them or none. Files that are as they should be are not touched.
///
/// # Errors
///
/// When a file cannot be written, or changed since the plan was made. Then everything is as it was; the message says so if
/// it is otherwise.
pub fn commit(claim: &Claim, plans: &[Plan]) -> Result<(), String> {
    let folders: Vec<Utf8PathBuf> = plans.iter().map(|plan| claim.base.join(&plan.folder)).collect();
    let changes = stage::changes(&folders, plans);
    if changes.is_empty() {
        return Ok(());
    }
    let Some(Work { dir: work, .. }) = &claim.work else { return Err("this output was claimed for a look only".to_owned()) };
    let outcome = stage::stage(claim, work, &changes)
        .and_then(|staging| stage::verify(claim, (&folders, plans), &changes).map(|()| staging))
        .map_err(Failure::Undone)
        .and_then(|staging| place(claim, &staging, (&folders, plans), &changes));
    match outcome {
        Ok(()) => recover::clear(work).map_err(done),
        Err(Failure::Done(error)) => {
            let _ = recover::clear(work);
            Err(done(error))
        }
        Err(Failure::Undone(error)) => {
            // What cannot be taken away now is taken away by the next run.
            let _ = recover::clear(work);
            Err(error.to_string())
        }
        Err(Failure::Unfinished(error)) => Err(format!("{error}; the output is half-written, and the next run finishes it")),
    }
}

fn done(error: io::Error) -> String {
    format!("{error}; all the same the output is new")
}

/// Brings staged files to where they belong, in one step if there is one.
fn place(claim: &Claim, staging: &Staging, plans: (&[Utf8PathBuf], &[Plan]), changes: &[Change<'_>]) -> Result<(), Failure> {
    let folder = shared(changes);
    let there = dir::find(&claim.root, &folder).map_err(Failure::Undone)?;
    match (there, changes) {
        (None, _) => {
            let parent = swap::new_folder(claim, staging, &folder, changes).map_err(Failure::Undone)?;
            parent.sync().map_err(Failure::Done)
        }
        (Some(folder), [change]) => {
            single(claim, staging, &folder, change).map_err(Failure::Undone)?;
            folder.sync().map_err(Failure::Done)
        }
        (Some(_), _) => match swap::exchange(claim, staging, &folder, plans, changes) {
            Some(parent) => parent.sync().map_err(Failure::Done),
            None => journal::carry_out(claim, staging, changes),
        },
    }
}

/// The innermost folder that holds every change.
fn shared(changes: &[Change<'_>]) -> Utf8PathBuf {
    let mut targets = changes.iter().map(|change| change.target().parent().unwrap_or(Utf8Path::new("")).to_owned());
    let first = targets.next().unwrap_or_default();
    targets.fold(first, |shared, folder| {
        shared.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(part, _)| part.as_str()).collect()
    })
}

/// One file is replaced, or removed, in one step.
fn single(claim: &Claim, staging: &Staging, folder: &dir::Dir, change: &Change<'_>) -> io::Result<()> {
    let target = change.target();
    let (_, name) = dir::split(&target);
    match change.new {
        Some(_) => staging.files.rename("0", folder, name)?,
        None => {
            folder.remove_file(name)?;
            journal::prune(&claim.root, &claim.base, &target);
        }
    }
    Ok(())
}
