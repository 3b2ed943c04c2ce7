//! Other generators, in the form that makes a client.

use camino::{Utf8Path, Utf8PathBuf};

use super::cargo;

/// Another generator.
pub struct Peer {
    /// Its package and program.
    pub name: &'static str,
    /// The version that is measured.
    pub version: &'static str,
    /// Its arguments; `SPEC` and `OUT` stand for the paths.
    pub arguments: &'static [&'static str],
}

/// Those that read descriptions of this size.
pub const PEERS: &[Peer] = &[
    Peer { name: "oas3-gen", version: "0.29.0", arguments: &["generate", "-i", "SPEC", "-o", "OUT", "client-mod"] },
    Peer { name: "openapi-to-rust", version: "0.23.0", arguments: &["generate", "SPEC", "--output-dir", "OUT"] },
    Peer { name: "ploidy", version: "0.15.0", arguments: &["generate", "rust", "SPEC", "-o", "OUT"] },
    Peer { name: "openapi-nexus", version: "0.2.3", arguments: &["generate", "-i", "SPEC", "-o", "OUT", "-g", "rust-reqwest"] },
];

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
}
