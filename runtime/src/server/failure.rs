//! How a handler ends.

use std::any::Any;
use std::error::Error;
use std::fmt;

use super::BoxError;
use crate::operation::Operation;
use crate::redact::Short;

/// What a handler gives back.
pub type Handled<O> = Result<<O as Operation>::Ok, Failure<<O as Operation>::Error>>;

/// Why a handler has no success. Made by `?` from any error: a documented one is sent as the description says, every other
/// becomes a 500 that tells the client nothing and goes to the log hook.
pub enum Failure<E> {
    /// A failure that the description documents.
    Documented(Box<E>),
    /// The operation has no handler (501).
    NotImplemented,
    /// Anything else (500).
    Unexpected(BoxError),
}

impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(error) => f.debug_tuple("Documented").field(&Short(error)).finish(),
            Self::NotImplemented => f.write_str("NotImplemented"),
            Self::Unexpected(error) => f.debug_tuple("Unexpected").field(&Short(error)).finish(),
        }
    }
}

impl<E> Failure<E> {
    /// The answer of an operation without handler.
    pub fn not_implemented() -> Self {
        Self::NotImplemented
    }

    /// A failure with a message for the log.
    pub fn unexpected(error: impl Into<BoxError>) -> Self {
        Self::Unexpected(error.into())
    }
}

impl<E: 'static, X: Error + Send + Sync + 'static> From<X> for Failure<E> {
    fn from(error: X) -> Self {
        let mut slot = Some(error);
        let documented = (&mut slot as &mut dyn Any).downcast_mut::<Option<E>>().and_then(Option::take);
        match (documented, slot) {
            (Some(error), _) => Self::Documented(Box::new(error)),
            (None, Some(error)) => Self::Unexpected(Box::new(error)),
            // The slot is empty only when its error was taken as documented.
            (None, None) => Self::NotImplemented,
        }
    }
}

/// The default body of a handler: 501.
///
/// # Errors
/// Always.
pub fn not_implemented<C, O: Operation>(context: C, request: O) -> impl Future<Output = Handled<O>> + Send + use<C, O> {
    drop((context, request));
    std::future::ready(Err(Failure::NotImplemented))
}
