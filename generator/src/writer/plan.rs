//! What a run would change: a comparison, which touches nothing.

use std::collections::BTreeSet;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::claim::Claim;
use super::dir::{self, Dir, Kind};
use super::{Ownership, origins};
use crate::conflict;
use crate::file::File;
use crate::rust::{LOCK, at_root};
use crate::source;

/// What must happen to a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The folder, relative to what was claimed.
    pub folder: Utf8PathBuf,
    /// Which of its files may be replaced.
    pub ownership: Ownership,
    /// Files whose text differs or that do not exist, with the text they have now.
    pub write: Vec<(File, Option<String>)>,
    /// Generated files that the run no longer makes, with their text.
    pub delete: Vec<(Utf8PathBuf, String)>,
    /// Files that are as they should be.
    pub unchanged: Vec<File>,
    /// Which folder that was, by its identity; `None` if it did not exist.
    pub(super) seen: Option<u64>,
}

impl Plan {
    /// Whether nothing has to happen.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.delete.is_empty()
    }
}

/// Compares `files`, whose paths are relative to `folder`, with what stands there. `folder` is relative to the output, which an
/// empty path means.
///
/// # Errors
///
/// When a folder or file cannot be read, when something to be written is not a generated file or is made from another
/// description, when a link or a folder stands in its place, or when two of `files` have one path.
pub fn plan(claim: &Claim, folder: &Utf8Path, files: Vec<File>, ownership: Ownership) -> Result<Plan, String> {
    let wanted = wanted(&files)?;
    let made_from: BTreeSet<String> = files.iter().flat_map(|file| origins(&file.text)).map(str::to_owned).collect();
    let owned = |text: &str| match ownership {
        Ownership::Folder => !origins(text).is_empty(),
        Ownership::Description => origins(text).iter().any(|from| made_from.contains(*from)),
        Ownership::Named => true,
    };
    // One side of a conflict in it may be another description's.
    let wholly_owned = |text: &str| {
        owned(text) && (ownership != Ownership::Description || origins(text).iter().all(|from| made_from.contains(*from)))
    };
    let start = dir::find(&claim.root, &claim.base.join(folder)).map_err(|error| error.to_string())?;
    let seen = start.as_ref().map(Dir::identity).transpose().map_err(|error| error.to_string())?;
    let folder = folder.to_owned();
    let mut plan = Plan { folder, ownership, write: Vec::new(), delete: Vec::new(), unchanged: Vec::new(), seen };
    let there = match (&start, ownership) {
        (Some(start), Ownership::Folder) => generated_files(start, &owned, &|_, _| Ok(false)),
        (Some(start), Ownership::Description) => {
            if !wanted.contains(CRATE_ROOT) && head(start, CRATE_ROOT).is_some_and(|head| owned(&head)) {
                return Err(of_crate(start));
            }
            let sources = sources(start, &owned).map_err(|error| error.to_string())?;
            generated_files(start, &owned, &|found, path| is_other_output(found, path, (&wanted, sources)))
        }
        (None, _) | (_, Ownership::Named) => Ok(Vec::new()),
    };
    let there = there.map_err(|error| error.to_string())?;
    let exact: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for path in &there {
        if exact.contains(path.as_str()) {
            continue;
        }
        if !wanted.contains(&path.as_str().to_lowercase()) || tells_case(start.as_ref(), path, &files, &there)? {
            let text = text(start.as_ref(), path)?.unwrap_or_default();
            if wholly_owned(&text) {
                plan.delete.push((path.clone(), text));
            }
        }
    }
    // What stands in an output of its own was not found above, whatever its first line says.
    let found: BTreeSet<String> = there.iter().map(|path| path.as_str().to_lowercase()).collect();
    let ours = |path: &Utf8Path| ownership != Ownership::Description || found.contains(&path.as_str().to_lowercase());
    let kept = kept(start.as_ref(), &files)?;
    for file in files {
        let path = Utf8PathBuf::from(&file.path);
        match text(start.as_ref(), &path)? {
            Some(text) if text == file.text => plan.unchanged.push(file),
            Some(text) if owned(&text) && ours(&path) => plan.write.push((file, Some(text))),
            Some(text) => return Err(foreign(start.as_ref(), &file, origins(&text).first().copied(), kept)),
            None => plan.write.push((file, None)),
        }
    }
    Ok(plan)
}

/// The paths of files, in lower case: some file systems do not tell letter case apart.
fn wanted(files: &[File]) -> Result<BTreeSet<String>, String> {
    let mut wanted = BTreeSet::new();
    match files.iter().find(|file| !wanted.insert(file.path.to_lowercase())) {
        Some(file) => Err(format!("two generated files would be {}; this is a mistake of the generator", file.path)),
        None => Ok(wanted),
    }
}

/// `limit` bytes at most of a file of a claimed output; `None` if nothing is there.
///
/// # Errors
///
/// When something else than a regular file is there, or a link or a file stands for a folder on the way.
pub fn read(claim: &Claim, path: &Utf8Path, limit: u64) -> Result<Option<Vec<u8>>, String> {
    bytes(Some(&claim.root), &claim.base.join(path), limit)
}

/// The names of the generated files that stand in a folder of a claimed output, sorted; none if there is no such folder.
///
/// # Errors
///
/// When the folder cannot be read, or a link or a file stands for it.
pub fn generated(claim: &Claim, folder: &Utf8Path) -> Result<Vec<String>, String> {
    let names = |folder: Dir| {
        let entries = folder.entries()?.into_iter().filter(|(_, kind)| *kind == Kind::File);
        Ok(entries.filter_map(|(name, _)| name).filter(|name| is_generated(&folder, name)).collect())
    };
    let found = dir::find(&claim.root, &claim.base.join(folder)).and_then(|found| found.map(names).transpose());
    Ok(found.map_err(|error: io::Error| error.to_string())?.unwrap_or_default())
}

/// What a file may weigh to be compared, in bytes: nothing that was generated is nearly as large.
pub(crate) const LARGEST: u64 = 256 * 1024 * 1024;

/// The text of a file below a folder, as far as it is text; `None` if nothing is there.
///
/// # Errors
///
/// As those of [`read`], or when the file is too large to be compared.
pub fn text(start: Option<&Dir>, path: &Utf8Path) -> Result<Option<String>, String> {
    let found = bytes(start, path, LARGEST + 1)?;
    match found.as_ref().is_some_and(|bytes| bytes.len() as u64 > LARGEST) {
        false => Ok(found.map(decoded)),
        true => {
            let path = start.map_or_else(|| path.as_str().into(), |start| start.shown().join(path));
            Err(format!("{} is larger than {} MiB; move it away, or delete it", path.display(), LARGEST >> 20))
        }
    }
}

fn bytes(start: Option<&Dir>, path: &Utf8Path, limit: u64) -> Result<Option<Vec<u8>>, String> {
    let Some(start) = start else { return Ok(None) };
    let (folder, name) = dir::split(path);
    let Some(folder) = dir::find(start, folder).map_err(|error| error.to_string())? else { return Ok(None) };
    let shown = folder.shown().join(name);
    let shown = shown.display();
    match folder.kind(name).map_err(|error| error.to_string())? {
        None => Ok(None),
        Some(Kind::File) => folder.read(name, limit).map(Some).map_err(|error| error.to_string()),
        Some(Kind::Link) => Err(format!("{shown} is a link, not a regular file; delete it")),
        Some(Kind::Folder | Kind::Other) => Err(format!("{shown} is not a regular file; move it away, or delete it")),
    }
}

/// Whether a name that differs from a wanted one in case only is another file: it is not where names have no case.
fn tells_case(start: Option<&Dir>, path: &Utf8Path, files: &[File], there: &[Utf8PathBuf]) -> Result<bool, String> {
    let lower = path.as_str().to_lowercase();
    let Some(wanted) = files.iter().find(|file| file.path.to_lowercase() == lower) else { return Ok(true) };
    let wanted = Utf8Path::new(&wanted.path);
    Ok(there.iter().any(|found| found == wanted) || text(start, wanted)?.is_none())
}

/// What somebody has to write into which files so that their names stay with a description that has another path now; `None` where no
/// names stand.
fn kept(start: Option<&Dir>, files: &[File]) -> Result<Option<String>, String> {
    let locks = [LOCK.to_owned(), at_root(LOCK)];
    let Some(lock) = files.iter().find(|file| locks.contains(&file.path)) else { return Ok(None) };
    if text(start, Utf8Path::new(&lock.path))?.is_none() {
        return Ok(None);
    }
    // By its manifest a folder is known to be the crate that the lock in it belongs to.
    let manifest = files.iter().find(|file| file.path == MANIFEST).map_or("", |_| "`Cargo.toml` and of ");
    let first = lock.text.lines().next().unwrap_or_default();
    Ok(Some(format!("write `{first}` as the first line of {manifest}`{}`", lock.path)))
}

fn foreign(start: Option<&Dir>, file: &File, from: Option<&str>, kept: Option<String>) -> String {
    let path = start.map_or_else(|| file.path.as_str().into(), |start| start.shown().join(&file.path));
    let path = path.display();
    let is_lock = [LOCK.to_owned(), at_root(LOCK)].contains(&file.path);
    match (from, kept) {
        (Some(from), Some(kept)) => format!(
            "{path} was generated from {from}; choose another folder, unless that is the same description: then {kept}, by which all names \
             are kept, and delete the other generated files"
        ),
        (Some(from), None) => format!("{path} was generated from {from}; choose another folder, or delete it"),
        (None, Some(kept)) if is_lock => {
            format!(
                "{path} is not a generated file, or lost its first line; if it holds the names of this output, {kept}; else move it away"
            )
        }
        (None, _) => format!("{path} is not a generated file, or lost its first line; move it away, or delete it"),
    }
}

/// The file by which a folder is a crate.
const MANIFEST: &str = "Cargo.toml";
/// The root of a crate, in the folder of its sources.
const CRATE_ROOT: &str = "lib.rs";
/// The root of a module, in its folder. No crate has one there.
const MODULE_ROOT: &str = "mod.rs";

/// Whose the sources are that stand in an output as those of a crate do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sources {
    /// This output is a crate, or was one.
    Own,
    /// There are none, or they are an output of their own.
    Other,
}

fn sources(start: &Dir, owned: &dyn Fn(&str) -> bool) -> io::Result<Sources> {
    let lock = at_root(LOCK);
    let (folder, _) = dir::split(Utf8Path::new(&lock));
    let Some(folder) = dir::find(start, folder)? else { return Ok(Sources::Other) };
    let has_own = |folder: &Dir, name: &str| head(folder, name).is_some_and(|head| owned(&head));
    let is_crate = has_own(start, MANIFEST) || has_own(&folder, CRATE_ROOT);
    Ok(if is_crate && !is_generated(&folder, MODULE_ROOT) { Sources::Own } else { Sources::Other })
}

/// Told of a module that shall be written into the sources of a crate: only what a crate is made from has its header.
fn of_crate(start: &Dir) -> String {
    let path = start.shown().join(CRATE_ROOT);
    format!("{} belongs to a generated crate; choose another folder, or delete it", path.display())
}

/// Whether a folder below the output is an output of its own: it holds names that this run does not make. What their first line says
/// does not tell, since files name their description as their output sees it, so that those of two descriptions can say the same.
fn is_other_output(folder: &Dir, path: &Utf8Path, (wanted, sources): (&BTreeSet<String>, Sources)) -> io::Result<bool> {
    for lock in [LOCK.to_owned(), at_root(LOCK)] {
        let seen = path.join(&lock);
        let is_own = match seen == at_root(LOCK) {
            true => sources == Sources::Own,
            false => wanted.contains(&seen.as_str().to_lowercase()),
        };
        if is_own {
            continue;
        }
        let (below, name) = dir::split(Utf8Path::new(&lock));
        let kind = if below == "" { Some(Kind::Folder) } else { folder.kind(below.as_str())? };
        if kind != Some(Kind::Folder) {
            continue;
        }
        if dir::find(folder, below)?.is_some_and(|below| is_generated(&below, name)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What tells of a folder, and of the way to it, whether it is left out.
type Skip<'a> = dyn Fn(&Dir, &Utf8Path) -> io::Result<bool> + 'a;

/// Every file below a folder whose head is `owned`, relative to it, sorted. Build output and hidden
/// folders are not looked into, and links are not followed.
fn generated_files(start: &Dir, owned: &dyn Fn(&str) -> bool, skip: &Skip<'_>) -> io::Result<Vec<Utf8PathBuf>> {
    let mut found = Vec::new();
    collect(start, Utf8Path::new(""), (owned, skip), &mut found)?;
    found.sort();
    Ok(found)
}

/// Holds no more folders open than lie within one another.
fn collect(
    folder: &Dir,
    path: &Utf8Path,
    (owned, skip): (&dyn Fn(&str) -> bool, &Skip<'_>),
    found: &mut Vec<Utf8PathBuf>,
) -> io::Result<()> {
    for (name, kind) in folder.entries()? {
        let Some(name) = name else { continue };
        match kind {
            Kind::Folder if name != "target" && !name.starts_with('.') => {
                let (inner, path) = (folder.open_folder(&name)?, path.join(&name));
                if !skip(&inner, &path)? {
                    collect(&inner, &path, (owned, skip), found)?;
                }
            }
            Kind::File => match start_of(folder, &name) {
                Ok(start) if owned(&start) => found.push(path.join(&name)),
                // It may be one that is made no more, and nobody would delete it later.
                Err(error) if may_be_generated(&name) && error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(_) | Err(_) => {}
            },
            Kind::Folder | Kind::Link | Kind::Other => {}
        }
    }
    Ok(())
}

/// Whether a file of a folder is a generated one.
pub fn is_generated(folder: &Dir, name: &str) -> bool {
    head(folder, name).is_some_and(|head| super::is_generated(&head))
}

/// How far the other side of a merge conflict is looked for, in bytes.
const FAR: u64 = 16 * 1024 * 1024;

/// The start of a file, with its first line, and the first of both sides if it begins with a merge conflict; `None` for a file that cannot
/// be read.
fn head(folder: &Dir, name: &str) -> Option<String> {
    start_of(folder, name).ok()
}

fn start_of(folder: &Dir, name: &str) -> io::Result<String> {
    let start = decoded(folder.read(name, 4096)?);
    // The other side may be far.
    match conflict::sign(start.trim_start_matches('\u{feff}').lines().next().unwrap_or_default()) {
        Some(_) => Ok(decoded(folder.read(name, FAR)?)),
        None => Ok(start),
    }
}

/// Whether a file of this name can be a generated one, as far as its name tells.
fn may_be_generated(name: &str) -> bool {
    name.ends_with(".rs") || [LOCK, MANIFEST].contains(&name)
}

/// The text of a file. A byte-order mark stays in it, since nothing that is written has one.
fn decoded(bytes: Vec<u8>) -> String {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let text = source::decode(bytes).unwrap_or_else(|(text, _)| text);
    if is_utf16 { format!("\u{feff}{text}") } else { text }
}
