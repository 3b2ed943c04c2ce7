//! What there is to generate: descriptions, and the folders that hold what is made of them.

use camino::{Utf8Path, Utf8PathBuf};

/// One API: its description and its module.
#[derive(Clone, Debug)]
pub struct Api {
    /// The name of the module.
    pub module: String,
    /// The description, relative to the workspace.
    pub spec: Utf8PathBuf,
    /// The folder of the module, relative to the workspace.
    pub folder: Utf8PathBuf,
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
        if !entry.path().is_dir() || entry.file_name().starts_with('.') {
            continue;
        }
        is_module(entry.file_name())?;
        let spec = Utf8Path::new("specs").join(entry.file_name()).join("openapi.yaml");
        if !workspace.join(&spec).is_file() {
            return Err(format!("{spec} is missing; a description has this name, whatever its format"));
        }
        let folder = Utf8Path::new("generated/src").join(entry.file_name());
        apis.push(Api { module: entry.file_name().to_owned(), spec, folder, linted: true });
    }
    apis.sort_by(|a, b| a.module.cmp(&b.module));
    Ok(apis)
}

/// Names that other crates or the tests have already.
const TAKEN: [&str; 6] = ["core", "std", "alloc", "test", "letterpress_runtime", "kitchen_sink"];

/// Whether a folder of `specs/` can give its name to a module and a feature.
fn is_module(name: &str) -> Result<(), String> {
    let first = name.starts_with(|c: char| c.is_ascii_lowercase());
    let plain = first && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let taken: Vec<&str> = letterpress::rust::FEATURES.into_iter().chain(TAKEN).collect();
    match plain && !taken.contains(&name) && letterpress::names::module(name) == name {
        true => Ok(()),
        false => Err(format!(
            "specs/{name} cannot be the name of a module and a feature: it takes small letters, digits and `_`, begins with a \
             letter, and is no keyword nor one of {}",
            taken.join(", ")
        )),
    }
}

/// The API that uses everything the generator knows; it is generated into the tests, compiled and run there.
pub fn kitchen_sink() -> Api {
    Api {
        module: "kitchen_sink".to_owned(),
        spec: "tests/kitchen-sink/openapi.yaml".into(),
        folder: "tests/src/kitchen_sink".into(),
        linted: false,
    }
}
