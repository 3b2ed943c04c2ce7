//! Descriptions in `tests/faults/` that go wrong today: how, and whose part it is to mend them.
//!
//! What is right is proven elsewhere. Whether a name stays with what had it first is a matter of two runs: the small
//! descriptions `names-*-sibling.yaml` compile in `tests/cases/`, and `generator/tests/names/witnesses.rs` lets the sibling come later.

/// A description that goes wrong.
pub struct Fault {
    /// The name of its file.
    pub name: &'static str,
    /// What will mend it.
    pub belongs: &'static str,
    /// What is said about it, and which of its promises do not hold.
    pub found: &'static [&'static str],
}

/// All of them, sorted by name.
pub const FAULTS: &[Fault] = &[];
