//! Other generators, in the form that makes a client.

use camino::{Utf8Path, Utf8PathBuf};

use super::cargo;
use super::measure::{Program, least};

/// Another generator.
pub struct Peer {
    /// Its package and program.
    pub name: &'static str,
    /// The version that is measured.
    pub version: &'static str,
    /// Its arguments; `SPEC` and `OUT` stand for the paths.
    pub arguments: &'static [&'static str],
    /// What it writes.
    pub output: Output,
}

/// What a generator writes.
#[derive(Clone, Copy)]
pub enum Output {
    /// A crate.
    Crate,
    /// A module, with a file of what belongs into the manifest around it.
    Module(&'static str),
    /// A module alone; what it needs is found by compiling it.
    Bare(&'static str),
}

/// Those that read descriptions of this size.
pub const PEERS: &[Peer] = &[
    Peer {
        name: "oas3-gen",
        version: "0.29.0",
        arguments: &["generate", "-i", "SPEC", "-o", "OUT", "client-mod"],
        output: Output::Bare(OAS3_GEN),
    },
    Peer {
        name: "openapi-to-rust",
        version: "0.23.0",
        arguments: &["generate", "SPEC", "--output-dir", "OUT"],
        output: Output::Module("REQUIRED_DEPS.toml"),
    },
    Peer { name: "ploidy", version: "0.15.0", arguments: &["generate", "rust", "SPEC", "-o", "OUT"], output: Output::Crate },
    Peer {
        name: "openapi-nexus",
        version: "0.2.3",
        arguments: &["generate", "-i", "SPEC", "-o", "OUT", "-g", "rust-reqwest"],
        output: Output::Crate,
    },
];

const OAS3_GEN: &str = r#"[dependencies]
anyhow = "1"
chrono = { version = "0.4", features = ["serde"] }
http = "1"
indexmap = { version = "2", features = ["serde"] }
oas3-gen-support = "0.29"
reqwest = { version = "0.13", features = ["form", "json", "multipart", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_html_form = "0.4"
serde_json = "1"
serde_with = "3"
uuid = { version = "1", features = ["serde", "v4"] }
validator = { version = "0.20", features = ["derive"] }
"#;

impl Peer {
    /// Its program, installed into a folder unless it is there.
    ///
    /// # Errors
    ///
    /// When it cannot be installed.
    pub fn install(&self, folder: &Utf8Path) -> Result<Utf8PathBuf, String> {
        let root = folder.join(format!("peers/{}-{}", self.name, self.version));
        let program = root.join("bin").join(self.name);
        if !program.exists() {
            eprintln!("installing {} {}", self.name, self.version);
            cargo(folder, &["install", "--quiet", "--root", root.as_str(), "--version", self.version, self.name])?;
        }
        Ok(program)
    }

    /// Its arguments for a description and an output.
    pub fn words(arguments: &[&str], spec: &Utf8Path, output: &Utf8Path) -> Vec<String> {
        let word = |word: &&str| match *word {
            "SPEC" => spec.to_string(),
            "OUT" => output.to_string(),
            word => word.to_owned(),
        };
        arguments.iter().map(word).collect()
    }

    /// Makes a crate of a description in a folder that is not there yet.
    ///
    /// # Errors
    ///
    /// When the description does not generate, or a file cannot be written.
    pub fn generate(&self, program: &Utf8Path, spec: &Utf8Path, folder: &Utf8Path) -> Result<(), String> {
        let output = match self.output {
            Output::Crate => folder.to_owned(),
            Output::Module(_) | Output::Bare(_) => folder.join("src/api"),
        };
        let above = output.parent().unwrap_or(folder);
        fs_err::create_dir_all(above).map_err(|error| error.to_string())?;
        let words = std::iter::once(program.to_string()).chain(Self::words(self.arguments, spec, &output)).collect();
        least(1, &Program { folder: above, words, environment: &[] }, || Ok(()))?;
        self.around(folder, &output)
    }

    /// Writes what belongs around that which was written.
    fn around(&self, folder: &Utf8Path, output: &Utf8Path) -> Result<(), String> {
        let read = |path: &Utf8Path| fs_err::read_to_string(path).map_err(|error| error.to_string());
        let write = |path: &str, text: String| fs_err::write(folder.join(path), text).map_err(|error| error.to_string());
        let dependencies = match self.output {
            Output::Crate => return write("Cargo.toml", read(&folder.join("Cargo.toml"))? + "\n[workspace]\n"),
            Output::Module(file) => read(&output.join(file))?,
            Output::Bare(dependencies) => dependencies.to_owned(),
        };
        write("src/lib.rs", "pub mod api;\n".to_owned())?;
        let package = "[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
        write("Cargo.toml", format!("{package}{dependencies}"))
    }
}
