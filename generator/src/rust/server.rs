//! `server/`: one trait for each tag, the authenticator and the router.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{docs, markdown, print};
use crate::ir::{Operation, Tag};
use crate::names::{OperationNames, TagNames};

/// `server/mod.rs`.
pub fn root(scope: Scope<'_>) -> String {
    scope.finish(&docs::inner(&["The HTTP server.".to_owned()]), &TokenStream::new())
}

/// `server/<tag>.rs`.
pub fn handlers(mut scope: Scope<'_>, tag: &Tag, names: &TagNames) -> String {
    let _ = (tag, names, markdown::line(""), print::ident("a"));
    let _: Option<(&Operation, &OperationNames)> = None;
    scope.runtime("Operation");
    scope.finish(&TokenStream::new(), &quote!())
}
