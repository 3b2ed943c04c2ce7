//! How generated types are declared, as their text says it.

use letterpress::rust::{Module, crate_files};
use letterpress::{Options, Understood};

use crate::convention::Promise;

/// The promises about types that do not hold.
pub fn wrong(understood: &Understood, promises: &[Promise]) -> Vec<String> {
    let asked = |promise: &Promise| matches!(promise, Promise::Type { .. });
    if !promises.iter().any(asked) {
        return Vec::new();
    }
    let options = Options { source: "a.yaml".to_owned(), command: "cargo test".to_owned(), ..Options::default() };
    let module = Module { name: "a".to_owned(), api: &understood.api, names: &understood.names, options: options.clone() };
    let files = crate_files("a", &[module], &options);
    let text: String = files.into_iter().filter(|file| file.path.contains("/models")).map(|file| file.text).collect();
    let differs = |promise: &Promise| {
        let Promise::Type { name, declared } = promise else { return None };
        let found = declaration(&text, name);
        (found.as_ref() != Some(declared)).then(|| format!("{promise}: found {}", found.unwrap_or_else(|| "nothing".to_owned())))
    };
    promises.iter().filter_map(differs).collect()
}

/// How a type, or a field of it, is declared.
fn declaration(text: &str, name: &str) -> Option<String> {
    match name.split_once('.') {
        Some((ty, field)) => block(text, format!("pub struct {ty} {{"))
            .find_map(|line| line.strip_prefix(&format!("pub {field}: "))?.strip_suffix(',').map(str::to_owned)),
        None if text.contains(&format!("pub enum {name} {{")) => {
            let variants = block(text, format!("pub enum {name} {{"));
            let variants = variants.filter(|line| line.starts_with(char::is_uppercase)).map(|line| line.trim_end_matches(','));
            Some(format!("enum {}", variants.collect::<Vec<_>>().join(", ")))
        }
        None => {
            let line = text.lines().find(|line| line.starts_with(&format!("pub type {name} = ")))?;
            line.split_once(" = ").map(|(_, ty)| ty.trim_end_matches(';').to_owned())
        }
    }
}

/// The lines of a declaration that begins so.
fn block(text: &str, begins: String) -> impl Iterator<Item = &str> {
    let lines = text.lines().skip_while(move |line| *line != begins).skip(1);
    lines.take_while(|line| *line != "}").map(str::trim)
}
