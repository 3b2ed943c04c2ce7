//! The stages of a run, for whoever wants to know where its time goes.

/// A stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Text becomes a tree, overlays are applied.
    Read,
    /// References lead to one document.
    References,
    /// The version's dialect becomes the canonical one, and the tree a typed document.
    Dialect,
    /// The document becomes an API without references.
    Lower,
    /// The lints run.
    Lint,
    /// Every identifier is chosen.
    Names,
    /// The API becomes text.
    Print,
    /// The text is compared with what stands there.
    Compare,
    /// What changed goes to the disk.
    Write,
}

impl Stage {
    /// What the stage is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::References => "references",
            Self::Dialect => "dialect",
            Self::Lower => "lower",
            Self::Lint => "lint",
            Self::Names => "names",
            Self::Print => "print",
            Self::Compare => "compare",
            Self::Write => "write",
        }
    }
}

/// What hears of each stage as it begins. This library knows no clock.
pub trait Watch {
    /// A stage begins.
    fn begins(&self, stage: Stage);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begins(&self, _: Stage) {}
}
