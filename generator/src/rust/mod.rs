//! Rust: the API and its names as files of text.
//!
//! One output is one module here. A task goes from the API to the text of one file, since tokens cannot change threads.

mod answers;
mod api;
mod client;
mod constraints;
mod content;
mod crate_files;
mod docs;
mod forms;
mod gates;
mod markdown;
mod models;
mod nesting;
mod operations;
mod print;
mod readme;
mod scope;
mod security;
mod server;
#[cfg(test)]
mod tests;
mod types;
mod xml;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::file::File;
use crate::ir::{self, Group, Tag, TypeId};
use crate::names::{Home, Names, TagNames};
use gates::{Gates, Needing, Needs};
use scope::{Page, Scope};

pub use crate_files::{FEATURES, Module, at_root, crate_files, single_crate_files};
pub use models::{texts, wire_names};

/// What the files have to know about the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The path of the description as the first header line shows it, such as `specs/truvami/openapi.yaml`.
    pub source: String,
    /// The command that makes the files again, such as `cargo xtask codegen`, for the second header line.
    pub command: String,
    /// The path of the API's module if it is known, such as `crate::truvami`; otherwise paths begin with `super`.
    pub module: Option<String>,
    /// Whether `client` and `server` are features of the crate that the module stands in; otherwise both are always there.
    pub features: bool,
    /// Whether each tag is a feature of the crate, with the types that its operations need.
    pub tag_features: bool,
}

/// Where a file stands in the module tree of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// `mod.rs`.
    Api,
    /// `security.rs`.
    Security,
    /// `models/<module>.rs`; no module: `models/mod.rs`.
    Models(String),
    /// `operations/<module>.rs`.
    Operations(String),
    /// `client/mod.rs`.
    ClientRoot,
    /// `client/<module>.rs`.
    Client(String),
    /// `server/mod.rs`.
    ServerRoot,
    /// `server/<module>.rs`.
    Server(String),
}

/// A file that is to be made.
enum Task<'a> {
    Api,
    Security,
    Models(Vec<(&'a str, &'a [TypeId])>),
    Model(&'a str, &'a [TypeId]),
    Operations(Vec<(&'a Tag, &'a TagNames, &'a [TypeId])>),
    TagOperations(&'a Tag, &'a TagNames, &'a [TypeId]),
    Client,
    TagClient(&'a Tag, &'a TagNames),
    Server,
    TagServer(&'a Tag, &'a TagNames),
}

/// A file with its path, and what needs the types that it imports.
type Printed = (Option<Needing>, (String, Page));

impl Task<'_> {
    /// Whether the file says which others there are.
    fn is_index(&self) -> bool {
        matches!(self, Self::Models(_) | Self::Operations(_) | Self::Client)
    }

    /// What needs the types that the file imports; `None` for a server, which has all tags.
    fn needing(&self) -> Option<Needing> {
        match self {
            Self::Model(module, _) => Some(Needing::Home(Home::Models((*module).to_owned()))),
            Self::TagOperations(_, names, _) => Some(Needing::Home(Home::Operations(names.module.clone()))),
            Self::TagClient(_, names) => Some(Needing::Client(names.module.clone())),
            Self::Api | Self::Security | Self::Models(_) | Self::Operations(_) | Self::Client => Some(Needing::Other),
            Self::Server | Self::TagServer(_, _) => None,
        }
    }
}

/// The files of an API; their paths are relative to the folder of its module, in which `mod.rs` stands.
pub fn files(api: &ir::Api, names: &Names, options: &Options) -> Vec<File> {
    let homes = models::by_home(api, names);
    let tasks = tasks(api, names, &homes);
    let (lock, mut files) = rayon::join(|| names.lock.text(&print::lock_header(options)), || printed(api, names, options, tasks));
    files.push(File { path: LOCK.to_owned(), text: lock });
    files
}

/// All of them but the lock. Those that say which others there are come last where they also say what these stand behind.
fn printed(api: &ir::Api, names: &Names, options: &Options, tasks: Vec<Task<'_>>) -> Vec<File> {
    let (later, tasks): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|task| options.tag_features && task.is_index());
    let print = |tasks: Vec<Task<'_>>, gates: &Gates| -> Vec<Printed> {
        tasks.into_par_iter().map(|task| (task.needing(), file(api, names, options, gates, &task))).collect()
    };
    let first = print(tasks, &Gates::default());
    let gates = if options.tag_features { gates(api, names, &first) } else { Gates::default() };
    let all = first.into_iter().chain(print(later, &gates));
    all.map(|(_, (path, page))| File { path, text: page.text }).collect()
}

/// What the files stand behind, which they themselves decide: by what they import.
fn gates(api: &ir::Api, names: &Names, printed: &[Printed]) -> Gates {
    let mut all = Needs::new();
    for (needing, (_, page)) in printed {
        if let Some(needing) = needing {
            all.entry(needing.clone()).or_default().extend(page.needs.iter().cloned());
        }
    }
    Gates::of(&gates::features(api, names), &all)
}

/// The file beside `mod.rs` that keeps the names which were given: see [`crate::names::lock`].
pub const LOCK: &str = "names.lock";

/// The file of a module itself.
pub const ROOT: &str = "mod.rs";

fn tasks<'a>(api: &'a ir::Api, names: &'a Names, homes: &'a BTreeMap<Home, Vec<TypeId>>) -> Vec<Task<'a>> {
    let mut models = Vec::new();
    for (home, ids) in homes {
        match home {
            Home::Models(module) => models.push((module.as_str(), ids.as_slice())),
            Home::Operations(_) => {}
        }
    }
    let inside = |tag: &TagNames| homes.get(&Home::Operations(tag.module.clone())).map_or(&[][..], Vec::as_slice);
    let tags = || api.tags.iter().zip(&names.tags).filter(|(tag, _)| !tag.operations.is_empty());
    let mut tasks = vec![Task::Api];
    tasks.extend(models.iter().map(|(module, ids)| Task::Model(module, ids)));
    tasks.push(Task::Models(models));
    if has_operations(api) {
        tasks.extend([Task::Client, Task::Server]);
        tasks.push(Task::Operations(tags().map(|(tag, names)| (tag, names, inside(names))).collect()));
        tasks.extend(has_security(api).then_some(Task::Security));
    }
    for (tag, names) in tags() {
        tasks.extend([Task::TagOperations(tag, names, inside(names)), Task::TagClient(tag, names), Task::TagServer(tag, names)]);
    }
    tasks
}

/// Whether there is anything to call: without operations an API is its models.
fn has_operations(api: &ir::Api) -> bool {
    api.tags.iter().any(|tag| !tag.operations.is_empty())
}

fn has_security(api: &ir::Api) -> bool {
    !api.security_schemes.is_empty()
}

fn file(api: &ir::Api, names: &Names, options: &Options, gates: &Gates, task: &Task<'_>) -> (String, Page) {
    let scope = |place: Place| Scope::new(api, names, options, place);
    match task {
        Task::Api => (ROOT.to_owned(), api::root(scope(Place::Api))),
        Task::Security => ("security.rs".to_owned(), security::constants(scope(Place::Security))),
        Task::Models(modules) => ("models/mod.rs".to_owned(), models::index(scope(Place::Models(String::new())), modules, gates)),
        Task::Model(module, ids) => {
            (format!("models/{module}.rs"), models::file(scope(Place::Models((*module).to_owned())), ids))
        }
        Task::Operations(tags) => {
            ("operations/mod.rs".to_owned(), operations::index(scope(Place::Operations(String::new())), tags, gates))
        }
        Task::TagOperations(tag, names, ids) => (
            format!("operations/{}.rs", names.module),
            operations::file(scope(Place::Operations(names.module.clone())), tag, names, ids),
        ),
        Task::Client => ("client/mod.rs".to_owned(), client::root(scope(Place::ClientRoot), gates)),
        Task::TagClient(tag, names) => {
            let scope = scope(Place::Client(names.module.clone()));
            let text = match tag.group {
                Group::Tag => client::methods(scope, tag, names),
                Group::Webhooks | Group::Callbacks => client::sender(scope, tag, names),
            };
            (format!("client/{}.rs", names.module), text)
        }
        Task::Server => ("server/mod.rs".to_owned(), server::root(scope(Place::ServerRoot))),
        Task::TagServer(tag, names) => {
            (format!("server/{}.rs", names.module), server::handlers(scope(Place::Server(names.module.clone())), tag, names))
        }
    }
}
