//! The files of a crate around its APIs: manifest, root, README.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use rayon::prelude::*;

use super::markdown::{Comment, Line, Part, joined};
use super::{Options, ROOT, api, docs, gates, nesting, print, readme};
use crate::file::File;
use crate::ir;
use crate::names::Names;

/// An API of a crate.
pub struct Module<'a> {
    /// The name of its module and of its feature.
    pub name: String,
    /// The API.
    pub api: &'a ir::Api,
    /// Its names.
    pub names: &'a Names,
    /// How its files are made.
    pub options: Options,
}

/// All files of a crate of several APIs, one module and one feature each, that takes its version and its dependencies from
/// a workspace.
pub fn crate_files(package: &str, modules: &[Module<'_>], options: &Options) -> Vec<File> {
    let api_files = |module: &Module<'_>| {
        let files = super::files(module.api, module.names, &module.options);
        files.into_iter().map(|file| File { path: format!("src/{}/{}", module.name, file.path), ..file }).collect::<Vec<_>>()
    };
    let mut files: Vec<File> = modules.par_iter().flat_map(api_files).collect();
    let names: Vec<_> = modules.iter().map(|module| module.name.as_str()).collect();
    files.push(manifest(package, &names, WORKSPACE, &runtime("workspace = true", modules), None, options));
    files.push(File { path: "src/lib.rs".to_owned(), text: root(modules, options) });
    files.push(readme::readme(package, modules, options, &comment(modules)));
    files.push(formatting(options));
    files
}

/// Where a file of a module stands in a crate of one API.
pub fn at_root(path: &str) -> String {
    if path == ROOT { "src/lib.rs".to_owned() } else { format!("src/{path}") }
}

/// All files of a crate of one API, which stands at the root and needs nothing but the runtime.
pub fn single_crate_files(package: &str, module: &Module<'_>) -> Vec<File> {
    let files = super::files(module.api, module.names, &module.options);
    let mut files: Vec<_> = files.into_iter().map(|file| File { path: at_root(&file.path), ..file }).collect();
    let runtime = runtime(concat!("version = \"", env!("CARGO_PKG_VERSION"), "\""), std::slice::from_ref(module));
    let tags = module.options.tag_features.then(|| gates::features(module.api, module.names));
    files.push(manifest(package, &[], ALONE, &runtime, tags.as_ref(), &module.options));
    files.push(readme::readme(package, std::slice::from_ref(module), &module.options, &api::comment(module.api)));
    files.push(formatting(&module.options));
    files
}

const WORKSPACE: &str = "\
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true

[lints]
workspace = true
";

/// The runtime needs the same compiler as the generator.
const ALONE: &str = concat!(
    "version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"",
    env!("CARGO_PKG_RUST_VERSION"),
    "\"\npublish = false\n"
);

/// Where the runtime comes from, and the features that only some descriptions need.
fn runtime(from: &str, modules: &[Module<'_>]) -> String {
    let features: BTreeSet<_> = modules.iter().flat_map(|module| &module.api.runtime_features).collect();
    let features: Vec<_> = features.into_iter().map(|feature| format!("\"{feature}\"")).collect();
    if features.is_empty() { from.to_owned() } else { format!("{from}, features = [{}]", features.join(", ")) }
}

/// The feature of all features of tags. No module has a dash in its name.
const ALL_TAGS: &str = "all-tags";

fn manifest(
    package: &str,
    modules: &[&str],
    inherited: &str,
    runtime: &str,
    tags: Option<&BTreeMap<String, String>>,
    options: &Options,
) -> File {
    let header = print::header(options, "#");
    let all: String = modules.iter().map(|module| format!(", \"{module}\"")).collect();
    let mut features: String = modules.iter().map(|module| format!("{module} = []\n")).collect();
    let every = tags.map(|_| format!(", \"{ALL_TAGS}\"")).unwrap_or_default();
    if let Some(tags) = tags {
        let list: String = tags.values().map(|feature| format!("    \"{feature}\",\n")).collect();
        features += &format!(
            "# The operations of each tag and the types that they need. A server has all of them.\n{ALL_TAGS} = [\n{list}]\n"
        );
        features.extend(tags.values().map(|feature| format!("{feature} = []\n")));
    }
    let text = format!(
        "{header}
[package]
name = \"{package}\"
description = \"Models, HTTP client and server stubs, generated from OpenAPI descriptions\"
{inherited}
[features]
default = [\"client\", \"server\", \"rustls-tls\"{all}{every}]
client = [\"letterpress-runtime/client\"]
server = [\"letterpress-runtime/server\"{every}]
# How the client speaks TLS.
rustls-tls = [\"client\", \"letterpress-runtime/rustls-tls\"]
native-tls = [\"client\", \"letterpress-runtime/native-tls\"]
# HTTP/2 beside HTTP/1.1, in client and server.
http2 = [\"letterpress-runtime/http2\"]
# The traits of serde for all types.
serde = [\"letterpress-runtime/serde\"]
{features}
[dependencies]
letterpress-runtime = {{ {runtime} }}
"
    );
    File { path: "Cargo.toml".to_owned(), text }
}

/// The features of a crate of several APIs, beside one for each.
pub const FEATURES: [&str; 7] = ["default", "client", "server", "rustls-tls", "native-tls", "http2", "serde"];

/// `src/lib.rs` of several APIs.
fn root(modules: &[Module<'_>], options: &Options) -> String {
    let inner = docs::inner(&comment(modules));
    let modules = sorted(modules);
    let declarations = modules.iter().map(|module| {
        let (name, feature) = (print::ident(&module.name), &module.name);
        quote!(#[cfg(feature = #feature)] pub mod #name;)
    });
    let features: Vec<_> = ["client", "server"].into_iter().chain(modules.iter().map(|module| module.name.as_str())).collect();
    let examples = quote!(#![cfg_attr(all(#(feature = #features),*), doc = include_str!("../README.md"))]);
    let letters = api::foreign_names(modules.iter().map(|module| module.names));
    let depth = nesting::attribute(modules.iter().map(|module| module.api));
    let tokens = quote!(#inner #examples #depth #letters #(#declarations)*);
    print::file(options, tokens, &print::Texts::default())
}

fn sorted<'a, 'b>(modules: &'b [Module<'a>]) -> Vec<&'b Module<'a>> {
    let mut modules: Vec<_> = modules.iter().collect();
    modules.sort_by_key(|module| &module.name);
    modules
}

/// What the crate of several APIs is.
fn comment(modules: &[Module<'_>]) -> Comment {
    let title = "Models, HTTP clients and server stubs, one module and one feature for each API.";
    let line = |module: &Module<'_>| joined(&[Line::code(&module.name), Line::own(": "), Line::of(&module.api.title)]);
    let list = sorted(modules).into_iter().map(line).collect();
    Comment::of(&[Part::Line(Line::own(title)), Part::List(list)])
}

/// Keeps rustfmt away: the files are as they are made.
fn formatting(options: &Options) -> File {
    let text = format!("{}disable_all_formatting = true\n", print::header(options, "#"));
    File { path: "rustfmt.toml".to_owned(), text }
}
