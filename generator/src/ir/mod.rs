//! IR: an API without references. What lowering decided and emitters print.
//!
//! Two families: [`Type`] is a definition, held in a table and named by [`TypeId`]; [`TypeRef`] is a use. A schema gives two
//! independent products: a type (what Rust holds) and a [`Check`] (what the standard demands of the JSON).
//! Names are not here: a later stage chooses every Rust identifier.

mod check;
mod operation;
mod types;
mod xml;

pub use check::*;
pub use operation::*;
pub use types::*;
pub use xml::*;

use std::collections::{BTreeMap, BTreeSet};

use crate::pointer::Pointer;
use crate::source::Span;

/// A whole API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub docs: Docs,
    /// `servers` of the document, in order.
    pub servers: Vec<Server>,
    /// Every type definition, in the order of the document.
    pub types: Types,
    /// Operations by their first tag, in the order in which the tags first appear (`tags` of the document, then use).
    /// Operations without a tag stand in a tag whose name is empty. Webhooks and callbacks come last, in a group each.
    pub tags: Vec<Tag>,
    /// `components.securitySchemes`, in order.
    pub security_schemes: Vec<SecurityScheme>,
    /// What the definitions look like that travel as XML.
    pub xml: BTreeMap<TypeId, XmlTable>,
    /// How members of structs are written that stand in parameters and forms.
    pub fields: BTreeMap<TypeId, ParameterKind>,
    /// What a server's own answers put into types that are bodies of documented failures.
    pub answers: BTreeMap<TypeId, String>,
    /// The media types of bodies by the pointer of their `content`, those with one schema together.
    pub bodies: BTreeMap<Pointer, Vec<Vec<String>>>,
    /// The schemas that are one with the component around them, since it only wraps them.
    pub wrapped: BTreeSet<Pointer>,
    /// The features of the runtime that checks need.
    pub runtime_features: BTreeSet<&'static str>,
}

impl Api {
    /// Every operation, webhooks and callbacks included.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.tags.iter().flat_map(|tag| &tag.operations)
    }

    /// Whether there are operations of this group.
    pub fn has(&self, group: Group) -> bool {
        self.tags.iter().any(|tag| tag.group == group && !tag.operations.is_empty())
    }
}

/// What people wrote about something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `summary`.
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `externalDocs`: address and description.
    pub external: Option<(String, Option<String>)>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example` or `examples` of a schema.
    pub examples: Vec<Example>,
    /// `x-rust-name`: what it shall be called in Rust.
    pub rust_name: Option<RustName>,
    /// `x-rust-names`: what the values of an enumeration shall be called.
    pub rust_names: BTreeMap<String, RustName>,
}

/// A name that a description chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct RustName {
    /// The name as written; what is no string is JSON text, which is no name.
    pub text: String,
    /// Where it is written, in the canonical document.
    pub at: Pointer,
    /// What it names, as the description has it: the canonical document may have it several times.
    pub of: Span,
}

/// A Server Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// `url`, with `{variable}` templates.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// `variables`, in order.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// `default`.
    pub default: String,
    /// `enum`; empty when every value is allowed.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}
