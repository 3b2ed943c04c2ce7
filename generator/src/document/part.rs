//! Single objects of a canonical tree: a parameter that a reference leads to, or an operation that the typed document has no field for.

use openapiv3::{Header, Operation, Parameter, PathItem, RequestBody, Response, SecurityScheme};

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

/// Reads one object of a canonical tree.
///
/// # Errors
/// As [`document`](super::document).
pub fn part<T: Part>(node: &Node) -> Result<T, Diagnostic> {
    T::read(node).map_err(|diagnostic| *diagnostic)
}

macro_rules! parts {
    ($($object:ty: $read:path,)*) => {
        $(impl Part for $object {
            fn read(node: &Node) -> Read<Self> {
                $read(node)
            }
        })*
    };
}

parts! {
    Header: operation::header,
    Operation: operation::operation,
    Parameter: operation::parameter,
    PathItem: super::path_item,
    RequestBody: operation::request_body,
    Response: operation::response,
    SecurityScheme: leaf::read,
}
