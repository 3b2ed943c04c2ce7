//! Which workspace the commands are about: the one they run in, never the one they were compiled in.

use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};

/// What a checkout has beside its `Cargo.toml`, by which it is known.
const MARKS: [&str; 2] = ["xtask/Cargo.toml", "specs"];

/// The root folder of the workspace: the one whose `xtask` cargo was asked to run (`--manifest-path` may have chosen it), else
/// the nearest one at or above the current folder.
///
/// # Errors
///
/// When there is none.
pub fn find() -> Result<Utf8PathBuf, String> {
    let started_by_cargo = std::env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == env!("CARGO_PKG_NAME"));
    let start = match std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| started_by_cargo) {
        Some(package) => PathBuf::from(package),
        None => std::env::current_dir().map_err(|error| format!("the current folder cannot be told: {error}"))?,
    };
    let start = Utf8PathBuf::from_path_buf(start).map_err(|path| format!("the path {} is not UTF-8", path.display()))?;
    let found = start.ancestors().find(|folder| is_workspace(folder)).map(Utf8Path::to_owned);
    found.ok_or_else(|| {
        format!(
            "no workspace of Letterpress, a Cargo.toml with [workspace] beside {}, is at {start} or above it",
            MARKS.join(" and ")
        )
    })
}

fn is_workspace(folder: &Utf8Path) -> bool {
    let manifest = fs_err::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim_end() == "[workspace]") && MARKS.iter().all(|mark| folder.join(mark).exists())
}
