//! Whether what is encoded goes into a response, which must hold what only a server sets.
//!
//! Decoding carries its direction along. Encoding is generated for every type, and next to none of them has such a member: an argument of
//! each `encode` would be compiled for nothing. No code of a user, and nothing that waits, runs within.

use std::cell::Cell;

thread_local! {
    static RESPONDING: Cell<bool> = const { Cell::new(false) };
}

/// Runs what encodes a value for a response.
pub(crate) fn responding<R>(encode: impl FnOnce() -> R) -> R {
    let _before = Before(RESPONDING.replace(true));
    encode()
}

/// Whether a value is encoded for a response.
pub(crate) fn is_responding() -> bool {
    RESPONDING.get()
}

/// Puts back what was there, after a panic as well.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        RESPONDING.set(self.0);
    }
}
