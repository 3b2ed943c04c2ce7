//! The right to write to an output: a lock, and the folder where work is prepared.
//!
//! The folder holds the lock, what is prepared under it, and a `.gitignore`, so that what a killed run leaves is never committed.
//! Whoever has the lock first finishes, or takes away, what such a run left.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};

use super::dir::{self, Dir, Kind, Mode};
use super::place::{self, Place, Places};
use super::recover;
use super::stage::STAGING;

/// An output that no other run writes to while this value lives.
#[derive(Debug)]
pub struct Claim {
    pub(super) root: Dir,
    /// Where `root` is, without links.
    pub(super) path: PathBuf,
    /// The way from the root to the output.
    pub(super) base: Utf8PathBuf,
    /// `None` for a look at what cannot be written.
    pub(super) work: Option<Work>,
    /// Folders above the output that were made for it.
    made: Vec<PathBuf>,
}

/// The folder where a run prepares its work. It goes with the value, unless something is left in it that the next run needs.
#[derive(Debug)]
pub struct Work {
    pub(super) dir: Dir,
    /// The folder around it.
    around: Dir,
    name: String,
    /// Held until it is dropped, or the process ends in any way; `None` while another run may have it.
    lock: Option<File>,
}

/// What a claim is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To write.
    Write,
    /// To compare. Where nothing can be written nobody else is kept out.
    Look,
}

const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";
/// What stands in it: everything beside it.
const EVERYTHING: &[u8] = b"*\n";
/// The most digits that the number of a process has.
const HOLDER: u64 = 20;

/// How often a folder that vanishes under the hands of a run is looked for again.
const ATTEMPTS: usize = 1000;

/// Claims an output folder, which need not exist. Waits while another run has it, and says so.
///
/// # Errors
///
/// When the path can be no output, its surroundings cannot be written, or what an interrupted run left cannot be
/// finished.
pub fn claim(output: &Utf8Path, say: &mut dyn FnMut(&str)) -> Result<Claim, String> {
    for _ in 0..ATTEMPTS {
        let Places { candidates, made } = place::of_output(output)?;
        let mut claimed = Ok(None);
        for (index, place) in candidates.iter().enumerate() {
            claimed = take(place, Access::Write, say);
            match &claimed {
                Err(error) if index + 1 < candidates.len() && is_of_the_place(error) => {}
                Ok(_) | Err(_) => break,
            }
        }
        match claimed {
            Ok(Some(mut claim)) => {
                claim.made = made;
                return Ok(claim);
            }
            Ok(None) => {}
            Err(error) => {
                unmake(&made);
                return Err(error.to_string());
            }
        }
    }
    Err(format!("{output} cannot be written: other runs make and remove it without end"))
}

/// Claims a folder that holds several outputs.
///
/// # Errors
///
/// As those of [`claim`], or when the folder does not exist.
pub fn claim_within(folder: &Utf8Path, access: Access, say: &mut dyn FnMut(&str)) -> Result<Claim, String> {
    for _ in 0..ATTEMPTS {
        let place = place::within(folder)?;
        if let Some(claim) = take(&place, access, say).map_err(|error| error.to_string())? {
            return Ok(claim);
        }
    }
    Err(format!("{folder} cannot be written: other runs make and remove their work in it without end"))
}

impl Claim {
    /// Where the output is, absolute and without links; `None` if that is not UTF-8.
    pub fn output(&self) -> Option<Utf8PathBuf> {
        Utf8PathBuf::from_path_buf(self.path.join(&self.base)).ok().map(|path| path.components().collect())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        drop(self.work.take());
        unmake(&self.made);
    }
}

impl Drop for Work {
    /// The lock goes last but one: whoever waited for it sees that it is gone, and begins again. What cannot be removed is
    /// hidden, and the next run tries again.
    fn drop(&mut self) {
        let is_empty = self.dir.kind(STAGING).is_ok_and(|kind| kind.is_none());
        if !is_empty || cfg!(not(unix)) {
            return;
        }
        if self.lock.is_some() {
            // A full disk leaves the begin of it.
            if self.dir.read(IGNORE, 16).is_ok_and(|text| EVERYTHING.starts_with(&text)) {
                let _ = self.dir.remove_file(IGNORE);
            }
            let _ = self.dir.remove_file(LOCK);
        }
        // Not while another run has its lock in it.
        let _ = self.around.remove_folder(&self.name);
    }
}

/// Removes folders that were made for nothing; one that holds anything stays.
fn unmake(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

/// Whether another place may do better.
fn is_of_the_place(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidFilename, PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), CrossesDevices | InvalidFilename | PermissionDenied | ReadOnlyFilesystem)
}

/// Takes hold of a place; `None` if it vanished meanwhile.
fn take(place: &Place, access: Access, say: &mut dyn FnMut(&str)) -> io::Result<Option<Claim>> {
    let root = match Dir::open(&place.root, place.shown.clone()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        root => root?,
    };
    dir::find(&root, &place.base)?;
    let (path, base) = (place.root.clone(), place.base.clone());
    let work = match prepare(&root, place, say) {
        Ok(None) => return Ok(None),
        Ok(work) => work,
        Err(error) if access == Access::Look && is_of_the_place(&error) => None,
        Err(error) => return Err(error),
    };
    match &work {
        Some(work) => recover::recover(&root, &base, &work.dir, say)?,
        None => recover::refuse_unfinished(&root, &place.work)?,
    }
    Ok(Some(Claim { root, path, base, work, made: Vec::new() }))
}

/// Makes the folder for the work, or finds that of a killed run, and waits for its lock; `None` if it vanished meanwhile.
fn prepare(root: &Dir, place: &Place, say: &mut dyn FnMut(&str)) -> io::Result<Option<Work>> {
    let name = place.work.as_str();
    match root.make_folder(name, Mode::Private) {
        // A run that failed took away the folders that it had made.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let shown = root.shown().join(name);
    match root.kind(name)? {
        None => return Ok(None),
        Some(Kind::Folder) => {}
        Some(Kind::File | Kind::Link | Kind::Other) => {
            return Err(io::Error::other(format!("`{}` stands where a run prepares its work; delete it", shown.display())));
        }
    }
    let Some(dir) = unless_gone(root.open_folder(name))? else { return Ok(None) };
    if !dir.is_own()? {
        let message = format!("`{}` belongs to another user: wait for that run, or delete it", shown.display());
        return Err(io::Error::other(message));
    }
    let mut work = Work { dir, around: root.again()?, name: name.to_owned(), lock: None };
    let Some(mut lock) = unless_gone(work.dir.open_lock(LOCK))? else { return Ok(None) };
    if !is_lock(&mut lock) {
        let path = shown.join(LOCK);
        return Err(io::Error::other(format!("`{}` stands where a run has its lock; move it away", path.display())));
    }
    wait(&mut lock, &place.shown.join(&place.base), say)?;
    if !work.dir.holds(LOCK, &lock)? {
        return Ok(None);
    }
    // Whoever waits reads who it waits for; that it is there is not essential.
    let _ = lock.rewind().and_then(|()| lock.set_len(0)).and_then(|()| write!(lock, "{}", std::process::id()));
    work.lock = Some(lock);
    match work.dir.create(IGNORE, EVERYTHING, Mode::Usual) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(Some(work)),
    }
}

/// Whether a file holds what a run writes into its lock: its number, or nothing yet, or the zeros that a power cut makes of it. One
/// that cannot be read is locked: some platforms let nobody else read then.
fn is_lock(file: &mut File) -> bool {
    let mut start = Vec::new();
    let read = file.take(HOLDER + 1).read_to_end(&mut start).and_then(|_| file.rewind());
    let ours = start.len() as u64 <= HOLDER && start.iter().all(|byte| byte.is_ascii_digit() || *byte == 0);
    read.is_err() || ours
}

fn unless_gone<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        outcome => outcome.map(Some),
    }
}

/// Waits until nobody has the lock. A holder that is killed loses it.
fn wait(lock: &mut File, output: &Path, say: &mut dyn FnMut(&str)) -> io::Result<()> {
    match lock.try_lock() {
        Ok(()) => return Ok(()),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(error)) => return unless_unsupported(error),
    }
    let mut holder = String::new();
    let holder = match lock.take(HOLDER).read_to_string(&mut holder) {
        Ok(_) if !holder.is_empty() => format!("process {holder}"),
        Ok(_) | Err(_) => "another run".to_owned(),
    };
    // `join` with an empty path leaves a separator.
    let output: PathBuf = output.components().collect();
    let shown = if output.as_os_str().is_empty() { ".".into() } else { output.display().to_string() };
    say(&format!("waiting for {holder}, which writes to {shown}"));
    lock.lock().or_else(unless_unsupported)
}

/// A file system without locks keeps no two runs apart, but one alone can work there.
fn unless_unsupported(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::Unsupported { Ok(()) } else { Err(error) }
}
