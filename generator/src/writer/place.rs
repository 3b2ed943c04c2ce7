//! Where a run writes: which folder is meant, and where beside it the work is prepared.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Where a run can take hold of its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder below which everything is written, absolute and without links.
    pub root: PathBuf,
    /// The same as messages show it.
    pub shown: PathBuf,
    /// The way from the root to the output; empty if they are one.
    pub base: Utf8PathBuf,
    /// The name of the folder in the root that holds the prepared work.
    pub work: String,
}

/// The places for one output, the best first.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Beside the output, so that it can be replaced as a whole; then in it, for an output whose parent cannot be written or is
    /// another file system.
    pub candidates: Vec<Place>,
    /// Folders above the output that had to be made, the outermost first.
    pub made: Vec<PathBuf>,
}

/// The places for an output folder. Links in the path are followed, for the user named them.
///
/// # Errors
///
/// When the path is empty, leads to something that is no folder, or is the root of the file system; when a folder above it
/// cannot be made.
pub fn of_output(output: &Utf8Path) -> Result<Places, String> {
    let Found { existing, mut missing } = resolve(output)?;
    let Some(name) = missing.pop() else { return Ok(Places { candidates: around(output, &existing)?, made: Vec::new() }) };
    let mut root = existing;
    let mut made = Vec::new();
    for folder in missing {
        root.push(folder);
        match fs_err::create_dir(&root) {
            Ok(()) => made.push(root.clone()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // A run that failed took away what it had made: the caller begins again.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Places::default()),
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(Places { candidates: vec![beside(output, root, name)], made })
}

/// The place for a folder that holds several outputs: in it.
///
/// # Errors
///
/// When it does not exist.
pub fn within(folder: &Utf8Path) -> Result<Place, String> {
    let folder = if folder == "" { Utf8Path::new(".") } else { folder };
    let root = fs_err::canonicalize(folder).map_err(|error| error.to_string())?;
    Ok(inside(folder, root))
}

/// A path without links, as far as it exists.
struct Found {
    existing: PathBuf,
    missing: Vec<String>,
}

fn resolve(path: &Utf8Path) -> Result<Found, String> {
    if path == "" {
        return Err("the output is an empty path; the current folder is `.`".to_owned());
    }
    let mut existing = match path.is_absolute() {
        true => PathBuf::new(),
        false => fs_err::canonicalize(".").map_err(|error| error.to_string())?,
    };
    let mut missing: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Utf8Component::Prefix(_) | Utf8Component::RootDir => existing.push(part.as_str()),
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if missing.pop().is_some() => {}
            Utf8Component::ParentDir => drop(existing.pop()),
            Utf8Component::Normal(name) if !missing.is_empty() => missing.push(name.to_owned()),
            Utf8Component::Normal(name) => match folder(&existing.join(name), path)? {
                Some(real) => existing = real,
                None => missing.push(name.to_owned()),
            },
        }
    }
    Ok(Found { existing, missing })
}

/// A folder without links; `None` if nothing is there.
fn folder(path: &Path, output: &Utf8Path) -> Result<Option<PathBuf>, String> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{output} cannot be written: {}: {error}", path.display())),
        Ok(_) => {}
    }
    let real = fs::canonicalize(path).map_err(|error| format!("{output} cannot be written: {}: {error}", path.display()))?;
    match real.is_dir() {
        true => Ok(Some(real)),
        false => Err(format!("{output} cannot be written: {} is not a folder", path.display())),
    }
}

/// The places around a folder that exists.
fn around(output: &Utf8Path, folder: &Path) -> Result<Vec<Place>, String> {
    let Some(parent) = folder.parent() else {
        return Err(format!("{output} is the root of the file system; choose a folder in it"));
    };
    // A name that is not UTF-8 never becomes part of a path that is written.
    let name = folder.file_name().and_then(|name| name.to_str());
    let beside = name.map(|name| beside(output, parent.to_owned(), name.to_owned()));
    Ok(beside.into_iter().chain([inside(output, folder.to_owned())]).collect())
}

fn beside(output: &Utf8Path, root: PathBuf, name: String) -> Place {
    let named = output.file_name() == Some(name.as_str());
    let shown = match output.parent() {
        Some(parent) if named => parent.as_std_path().to_owned(),
        Some(_) | None => root.clone(),
    };
    Place { root, shown, work: format!(".{name}.letterpress"), base: Utf8PathBuf::from(name) }
}

fn inside(output: &Utf8Path, root: PathBuf) -> Place {
    let shown = if output == "." { PathBuf::new() } else { output.as_std_path().to_owned() };
    Place { root, shown, base: Utf8PathBuf::new(), work: ".letterpress".to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        (folder, path)
    }

    #[test]
    fn every_way_to_one_folder_has_one_place() {
        let (_guard, path) = folder();
        std::fs::create_dir_all(path.join("src/api")).unwrap();
        let places = |way: &str| of_output(&path.join(way)).unwrap();
        let plain = places("src/api");
        assert_eq!(plain.candidates[0].root, path.join("src"));
        assert_eq!(plain.candidates[0].base, "api");
        assert_eq!(plain.candidates[1].root, path.join("src/api"));
        for way in ["src/api/", "src/./api", "src/api/.", "src/api/../api", "src/new/../api", "src//api"] {
            let found = places(way);
            assert_eq!(found.candidates[0].root, plain.candidates[0].root, "{way}");
            assert_eq!(found.candidates[0].work, ".api.letterpress", "{way}");
        }
    }

    #[test]
    fn folders_above_the_output_are_made_and_the_output_is_not() {
        let (_guard, path) = folder();
        let found = of_output(&path.join("a/b/c")).unwrap();
        assert_eq!(found.made, [path.join("a"), path.join("a/b")]);
        assert_eq!(found.candidates, [beside(&path.join("a/b/c"), path.join("a/b").into(), "c".to_owned())]);
        assert!(path.join("a/b").exists() && !path.join("a/b/c").exists());
    }

    #[test]
    fn what_can_be_no_output_is_refused_in_words() {
        let (_guard, path) = folder();
        std::fs::write(path.join("file"), "").unwrap();
        let refused = |way: &Utf8Path| of_output(way).unwrap_err();
        assert!(refused("".into()).contains("empty path"));
        assert!(refused("/".into()).contains("root of the file system"));
        assert!(refused(&path.join("file")).contains("is not a folder"));
        assert!(refused(&path.join("file/below")).contains("is not a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_the_user_names_is_followed_and_one_that_leads_nowhere_is_refused() {
        let (_guard, path) = folder();
        std::fs::create_dir(path.join("real")).unwrap();
        std::os::unix::fs::symlink("real", path.join("link")).unwrap();
        std::os::unix::fs::symlink("gone", path.join("dangling")).unwrap();
        assert_eq!(of_output(&path.join("link")).unwrap().candidates[0].base, "real");
        assert!(of_output(&path.join("dangling")).unwrap_err().contains("dangling"));
    }
}
