//! Strings that logs must not hold.

use std::cell::Cell;
use std::fmt;

use crate::codec::{Decode, Decoder, Encode, to_json};
use crate::json::{Json, JsonWriter};

/// A string of format `password`: `Debug` does not show it, and there is no `Display`. On the wire it is a plain string.
///
/// It compares and hashes as its text does, which takes the time that it takes: compare a digest where somebody can measure.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Password(String);

impl Password {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Password {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl From<&str> for Password {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

thread_local! {
    /// Whether values are encoded to be shown, and not to be sent.
    static HIDDEN: Cell<bool> = const { Cell::new(false) };
}

/// Runs what shows values by their JSON: it finds no password there.
pub(crate) fn hiding<R>(show: impl FnOnce() -> R) -> R {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            HIDDEN.set(self.0);
        }
    }
    let _restore = Restore(HIDDEN.replace(true));
    show()
}

/// Whether there is a password in a value.
pub(crate) fn holds_password<T: Encode + ?Sized>(value: &T) -> bool {
    hiding(|| to_json(value)).root() != to_json(value).root()
}

impl Encode for Password {
    fn encode(&self, out: &mut JsonWriter) {
        out.string(if HIDDEN.get() { "[redacted]" } else { &self.0 });
    }
}

impl Decode for Password {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        Self(String::decode(json, decoder))
    }
}

crate::__by_serde!(Password);
