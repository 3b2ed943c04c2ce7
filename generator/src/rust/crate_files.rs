//! The files of a crate around its APIs.

use super::Options;
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

/// All files of a crate of several APIs, one module and one feature each.
pub fn crate_files(_package: &str, _modules: &[Module<'_>], _options: &Options) -> Vec<File> {
    Vec::new()
}

/// All files of a crate of one API.
pub fn single_crate_files(_package: &str, _module: &Module<'_>) -> Vec<File> {
    Vec::new()
}
