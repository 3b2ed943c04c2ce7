//! What is chosen where there are several: a number that says it for all choices in turn.

/// The choices of one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Choice(usize);

impl Choice {
    /// Those of an attempt: the first of everything for 0, and others for each number.
    pub fn of(attempt: usize) -> Self {
        Self(attempt)
    }

    /// One of several.
    pub fn one_of<'c, T>(&mut self, all: &'c [T]) -> Option<&'c T> {
        let at = self.0.checked_rem(all.len())?;
        self.0 /= all.len();
        all.get(at)
    }

    /// Whether the first of two is chosen.
    pub fn is_first(&mut self) -> bool {
        self.one_of(&[true, false]).is_some_and(|it| *it)
    }

    /// What is left of it.
    pub fn rest(self) -> usize {
        self.0
    }
}
