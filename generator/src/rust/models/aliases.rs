//! Aliases: another name for a use, and the function that checks it.

use proc_macro2::TokenStream;
use quote::quote;

use super::checks;
use crate::ir::{Type, TypeId, TypeRef};
use crate::rust::docs;
use crate::rust::print::ident;
use crate::rust::scope::Scope;
use crate::rust::types::type_ref;

pub fn alias(scope: &mut Scope<'_>, id: TypeId, definition: &Type, ty: &TypeRef) -> TokenStream {
    let names = scope.names.ty(id);
    let docs = docs::attributes(&docs::definition(definition, Some(ty)));
    let (deprecated, ident) = (docs::deprecated(&definition.docs), ident(&names.ident));
    let ty = type_ref(scope, ty);
    let validator = validator(scope, id, definition);
    quote! {
        #docs
        #deprecated
        pub type #ident = #ty;
        #validator
    }
}

/// A function of its own: the type belongs to another crate and cannot have an `impl` here.
fn validator(scope: &mut Scope<'_>, id: TypeId, definition: &Type) -> TokenStream {
    if !definition.facts.validated {
        return TokenStream::new();
    }
    let names = scope.names.ty(id);
    let body = checks::body(scope, &definition.check, 4);
    let check = scope.runtime_path("Check");
    scope.text(format!(
        "/// Checks what [`{}`] stands for.\npub(crate) fn {}(check: {check}<'_>) -> {check}<'_> {{\n{body}}}",
        names.ident, names.validator
    ))
}
