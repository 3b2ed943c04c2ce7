//! A file that the user names, such as a bundle.

use std::io::{self, Write as _};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::Ownership;
use super::claim::{Access, claim_within};
use super::commit::commit;
use super::plan::plan;
use crate::file::File;

/// Writes a file, whole or not at all. A link is followed, for the user named it; a pipe or a device is written to as it is.
///
/// # Errors
///
/// When its folder does not exist, it is a folder, or it cannot be written.
pub fn write_file(path: &Utf8Path, text: &str, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let Some(target) = target(path)? else { return stream(path, text).map_err(|error| error.to_string()) };
    let name = target.file_name().ok_or_else(|| format!("{path} names no file"))?.to_owned();
    let folder = target.parent().unwrap_or(Utf8Path::new(""));
    let claim = claim_within(folder, Access::Write, say)?;
    let plan = plan(&claim, Utf8Path::new(""), vec![File { path: name, text: text.to_owned() }], Ownership::Named)?;
    commit(&claim, &[plan])
}

/// Writes behind what a stream has: one that leads to a file, as a shell opens it with `>>`, keeps that.
fn stream(path: &Utf8Path, text: &str) -> io::Result<()> {
    fs_err::OpenOptions::new().append(true).open(path)?.write_all(text.as_bytes())
}

/// The regular file that is to be replaced, or made; `None` for what is only written to.
fn target(path: &Utf8Path) -> Result<Option<Utf8PathBuf>, String> {
    if path.as_str().ends_with('/') || path.file_name().is_none() {
        return Err(format!("`{path}` names no file"));
    }
    if cfg!(unix) && is_stream(path) {
        return Ok(None);
    }
    let is_link = match fs_err::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(path.to_owned())),
        found => found.map_err(|error| error.to_string())?.is_symlink(),
    };
    let found = fs_err::metadata(path).map_err(|error| error.to_string())?;
    match (found.is_file(), found.is_dir(), is_link) {
        (true, _, true) => path.canonicalize_utf8().map(Some).map_err(|error| format!("{path} cannot be written: {error}")),
        (true, _, false) => Ok(Some(path.to_owned())),
        (false, true, _) => Err(format!("{path} is a folder; name a file")),
        (false, false, _) => Ok(None),
    }
}

/// Whether a path stands for a stream of a process: it is that stream, even if it leads to a file. With `..` it may lead anywhere.
fn is_stream(path: &Utf8Path) -> bool {
    let streams = ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    streams.iter().any(|stream| path.starts_with(stream)) && !path.components().any(|part| part == Utf8Component::ParentDir)
}
