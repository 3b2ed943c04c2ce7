//! Bodies of several schemas: an enum and its `contents!` table.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Alternative, Type, TypeId};
use crate::rust::content::{self, Checked};
use crate::rust::docs;
use crate::rust::markdown::{Comment, Line, joined};
use crate::rust::print::{ident, type_text};
use crate::rust::scope::Scope;

pub fn contents(scope: &mut Scope<'_>, id: TypeId, definition: &Type, alternatives: &[Alternative]) -> TokenStream {
    let names = scope.names.ty(id);
    let streams = alternatives.iter().any(|alternative| content::streams(scope.api, &alternative.content));
    let derives = if streams { quote!(#[derive(Debug)]) } else { quote!(#[derive(Clone, Debug, PartialEq)]) };
    let mut variants = Vec::new();
    for (alternative, name) in alternatives.iter().zip(&names.members) {
        let docs = docs::attributes(&Comment::line(describe(alternative)));
        let (name, ty) = (ident(name), content::content_type(scope, &alternative.content));
        variants.push(quote!(#docs #name(#ty)));
    }
    let docs = docs::attributes(&docs::own("A body, in one of the forms that the specification has for it."));
    let ident = ident(&names.ident);
    let table = table(scope, id, definition, alternatives);
    let table = scope.text(table);
    quote! {
        #docs
        #derives
        pub enum #ident { #(#variants,)* }
        #table
    }
}

/// The media types.
fn describe(alternative: &Alternative) -> Line {
    let media = alternative.content.media.iter().enumerate().flat_map(|(index, media)| {
        let comma = (index > 0).then(|| Line::own(", "));
        comma.into_iter().chain([Line::code(&media.name)])
    });
    joined(&media.collect::<Vec<_>>())
}

fn table(scope: &mut Scope<'_>, id: TypeId, definition: &Type, alternatives: &[Alternative]) -> String {
    let table = scope.runtime_macro("contents");
    let names = scope.names.ty(id);
    let checked = if definition.facts.in_requests { Checked::Yes } else { Checked::No };
    let mut lines = String::new();
    for (alternative, name) in alternatives.iter().zip(&names.members) {
        let ty = type_text(&content::content_type(scope, &alternative.content));
        let list = content::list(scope, &alternative.content.media, checked, 8);
        lines.push_str(&format!("        {name}({ty}) = {list},\n"));
    }
    format!("{table}! {{\n    {} {{\n{lines}    }}\n}}", names.ident)
}
