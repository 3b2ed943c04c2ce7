//! Words that a name of a description must not take as they are.

use super::lock::{Members, Namespace};

/// Keywords, strict and reserved, of edition 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern",
    "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot be a raw identifier either.
const NEVER: &[&str] = &["self", "super", "crate", "_"];

/// The one such word among types: no name at all, since `Self_` would not be in the case of types.
pub const NEVER_TYPE: &str = "Self";

/// Types and traits that every file sees: a type of this name would shadow them.
pub const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that a module file cannot have: what Rust reads in a folder, crates that paths begin with, and Windows' devices.
pub const MODULES: &[&str] = &[
    "mod",
    "lib",
    "main",
    "core",
    "std",
    "alloc",
    "letterpress_runtime",
    "con",
    "prn",
    "aux",
    "nul",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// The modules of an API: a module inside of one must not be called like them.
pub const PARTS: &[&str] = &["models", "operations", "client", "server", "security"];

/// What stands beside the server traits.
pub const TRAITS: &[&str] = &["Authenticate", "Schemes"];

/// The generic parameters of generated functions: nothing that stands beside them is called like them.
pub const GENERICS: &[&str] = &["A", "H"];

/// Functions of every client, which methods of operations stand beside; and those of the prelude that take a value, which a
/// call such as `client.into(..)` would mean instead.
pub const CLIENT: &[&str] = &["new", "from_parts", "clone", "fmt", "runtime", "into", "try_into"];

/// The identifier, raw where it is a keyword, with `_` behind it where it cannot be raw.
pub fn legal(identifier: &str) -> String {
    if NEVER.contains(&identifier) {
        return format!("{identifier}_");
    }
    match KEYWORDS.contains(&identifier) {
        true => format!("r#{identifier}"),
        false => identifier.to_owned(),
    }
}

/// What generated code itself has among the names that must differ.
pub fn within(namespace: &Namespace) -> impl Iterator<Item = &'static str> + use<> {
    let (one, two): (&[&str], &[&str]) = match namespace {
        Namespace::Types => (PRELUDE, &[]),
        Namespace::Files | Namespace::Modules => (MODULES, PARTS),
        Namespace::Methods => (CLIENT, &[]),
        Namespace::Members(_, Members::Headers) => (&["status", "body"], &[]),
        Namespace::Members(_, Members::Variants) => (&["Unknown"], &[]),
        Namespace::Members(
            _,
            Members::Request | Members::Fields | Members::Arguments | Members::Media | Members::Path | Members::Texts,
        )
        | Namespace::Parts(_)
        | Namespace::Schemes
        | Namespace::Validators => (&[], &[]),
    };
    one.iter().chain(two).copied()
}
