//! File: what a run produces.

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the output folder, with forward slashes.
    pub path: String,
    /// Its whole text, UTF-8, ending in a newline.
    pub text: String,
}
