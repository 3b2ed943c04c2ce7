//! A folder that is held open, and the few things the writer does in it. Names are single components; nothing here follows a link.
//!
//! On Unix a folder is a handle and every operation is relative to it, so that whoever renames folders or puts links into
//! them meanwhile cannot lead the writer elsewhere. Other platforms check first and then use the path.

#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

use std::io;
use std::path::Path;

use camino::{Utf8Component, Utf8Path};

#[cfg(not(unix))]
pub use portable::{Dir, Mode};
#[cfg(unix)]
pub use unix::{Dir, Mode};

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, wherever it leads.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// The folder at `path` below `start`; `None` if it, or a folder on the way, does not exist.
///
/// # Errors
///
/// When a component is a link or no folder, lies on another mount, or cannot be opened.
pub fn find(start: &Dir, path: &Utf8Path) -> io::Result<Option<Dir>> {
    let mut current = start.again()?;
    for name in names(path)? {
        match current.kind(name)? {
            None => return Ok(None),
            Some(Kind::Folder) => current = step(start, &current, name)?,
            Some(kind @ (Kind::File | Kind::Link | Kind::Other)) => return Err(no_folder(&current, name, kind)),
        }
    }
    Ok(Some(current))
}

/// The folder at `path` below `start`, made where it does not exist.
///
/// # Errors
///
/// As those of [`find`], or when a folder cannot be made.
pub fn make(start: &Dir, path: &Utf8Path) -> io::Result<Dir> {
    let mut current = start.again()?;
    for name in names(path)? {
        match current.kind(name)? {
            None => match current.make_folder(name, Mode::Usual) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Ok(()) | Err(_) => {}
            },
            Some(Kind::Folder) => {}
            Some(kind @ (Kind::File | Kind::Link | Kind::Other)) => return Err(no_folder(&current, name, kind)),
        }
        current = step(start, &current, name)?;
    }
    Ok(current)
}

/// The components of a path that only leads downwards.
///
/// # Errors
///
/// When it is absolute or holds `..`.
pub fn names(path: &Utf8Path) -> io::Result<Vec<&str>> {
    let mut names = Vec::new();
    for part in path.components() {
        match part {
            Utf8Component::Normal(name) => names.push(name),
            Utf8Component::CurDir => {}
            Utf8Component::Prefix(_) | Utf8Component::RootDir | Utf8Component::ParentDir => {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{path} does not lead into a folder")));
            }
        }
    }
    Ok(names)
}

/// Folder and name of a file.
pub fn split(path: &Utf8Path) -> (&Utf8Path, &str) {
    (path.parent().unwrap_or(Utf8Path::new("")), path.file_name().unwrap_or_default())
}

/// An error that names what it happened to, as those of `fs_err` do.
fn about(doing: &str, path: &Path, error: impl Into<io::Error>) -> io::Error {
    let error = error.into();
    io::Error::new(error.kind(), format!("failed to {doing} `{}`: {error}", path.display()))
}

fn step(start: &Dir, current: &Dir, name: &str) -> io::Result<Dir> {
    let next = current.open_folder(name)?;
    match start.is_same_mount(&next)? {
        true => Ok(next),
        false => {
            let path = next.shown().display();
            let message = format!("`{path}` is a mount of its own: it cannot be replaced in one step with what is around it");
            Err(io::Error::new(io::ErrorKind::CrossesDevices, message))
        }
    }
}

fn no_folder(current: &Dir, name: &str, kind: Kind) -> io::Error {
    let path = current.shown().join(name);
    let what = match kind {
        Kind::Link => "is a link, which may lead out of the folder; name its target as output, or delete it",
        Kind::File | Kind::Folder | Kind::Other => "stands where a folder must be; move it away, or delete it",
    };
    io::Error::new(io::ErrorKind::NotADirectory, format!("`{}` {what}", path.display()))
}
