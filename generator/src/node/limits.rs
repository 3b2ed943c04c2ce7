//! What a document may cost before it is refused.

/// Limits on one file. They stop hostile or damaged input; no real description comes near them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text. Whoever brings the text decides what is too much to hold ([`crate::files::LIMIT`]); the default is what
    /// spans can address.
    pub bytes: usize,
    /// Collections inside each other, counted after aliases are expanded.
    pub depth: usize,
    /// Values that aliases may add to those that are written.
    pub alias_nodes: usize,
    /// Bytes of text that aliases may add.
    pub alias_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: u32::MAX as usize, depth: 128, alias_nodes: 1_000_000, alias_bytes: 64 * 1024 * 1024 }
    }
}
