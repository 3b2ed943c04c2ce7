//! Single objects of a canonical tree: a parameter that a reference leads to, or an operation that the typed document has no field for.

use openapiv3::{Header, Operation, Parameter, PathItem, RequestBody, Response, SecurityScheme};

use super::depth::Outline;
use super::{Read, leaf, operation};
use crate::diagnostic::Diagnostic;
use crate::node::Node;

/// An object that can be read by itself.
pub trait Part: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// The first place that does not fit.
    fn read(node: &Node) -> Result<Self, Box<Diagnostic>>;
}

/// Reads one object of a canonical tree, as [`outline`](super::outline) does.
///
/// # Errors
/// As [`document`](super::document).
pub fn part<T: Part>(node: &Node) -> Result<T, Diagnostic> {
    T::read(node).map_err(|diagnostic| *diagnostic)
}

macro_rules! parts {
    ($($object:ty: $read:expr,)*) => {
        $(impl Part for $object {
            fn read(node: &Node) -> Read<Self> {
                $read(node)
            }
        })*
    };
}

parts! {
    Header: operation::header::<Outline>,
    Operation: operation::operation::<Outline>,
    Parameter: operation::parameter::<Outline>,
    PathItem: super::path_item::<Outline>,
    RequestBody: operation::request_body::<Outline>,
    Response: operation::response::<Outline>,
    SecurityScheme: leaf::read,
}
