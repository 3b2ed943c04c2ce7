//! What there is to generate: descriptions, and the folders that hold what is made of them.

use camino::{Utf8Path, Utf8PathBuf};

/// One API: its description and its module.
#[derive(Clone, Debug)]
pub struct Api {
    /// The name of the module.
    pub module: String,
    /// The description, relative to the workspace.
    pub spec: Utf8PathBuf,
    /// Whether lints look at it: the description of a test is odd on purpose.
    pub linted: bool,
}

/// The APIs of `specs/`, sorted: each folder that holds a description.
///
/// # Errors
///
/// When the folder cannot be read, or a folder in it has no description.
pub fn customer_apis(workspace: &Utf8Path) -> Result<Vec<Api>, String> {
    let mut apis = Vec::new();
    for entry in workspace.join("specs").read_dir_utf8().map_err(|error| format!("specs: {error}"))? {
        let entry = entry.map_err(|error| format!("specs: {error}"))?;
        if !entry.path().is_dir() {
            continue;
        }
        let spec = Utf8Path::new("specs").join(entry.file_name()).join("openapi.yaml");
        if !workspace.join(&spec).is_file() {
            return Err(format!("{spec} is missing"));
        }
        apis.push(Api { module: entry.file_name().to_owned(), spec, linted: true });
    }
    apis.sort_by(|a, b| a.module.cmp(&b.module));
    Ok(apis)
}

/// The API that uses everything the generator knows; it is generated into the tests, compiled and run there.
pub fn kitchen_sink() -> Api {
    Api { module: "kitchen_sink".to_owned(), spec: Utf8PathBuf::from("tests/kitchen-sink/openapi.yaml"), linted: false }
}
