//! Lists whose first elements have types of their own: a tuple struct and its `tuple!` table.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Derives, derives, validate};
use crate::ir::{Check, Element, Tuple, Type, TypeId};
use crate::rust::constraints::{self, Known};
use crate::rust::docs;
use crate::rust::scope::Scope;
use crate::rust::types::{Presence, member, type_ref};

pub fn tuple(scope: &mut Scope<'_>, id: TypeId, definition: &Type, tuple: &Tuple) -> TokenStream {
    let names = scope.names.ty(id);
    let mut elements = Vec::with_capacity(tuple.elements.len() + 1);
    for (index, element) in tuple.elements.iter().enumerate() {
        let checks = constraints::of_element(&definition.check, index);
        elements.push(self::element(scope, element, checks));
    }
    elements.extend(tuple.rest.as_ref().map(|ty| {
        let ty = type_ref(scope, ty);
        quote!(pub Vec<#ty>)
    }));
    let docs = docs::attributes(&docs::definition(definition, None));
    let deprecated = docs::deprecated(&definition.docs);
    let derives = derives(Derives::default());
    let ident = crate::rust::print::ident(&names.ident);
    let table = table(scope, id, tuple);
    let table = scope.text(table);
    let validate = validate(scope, id, definition);
    quote! {
        #docs
        #derives
        #deprecated
        pub struct #ident(#(#elements),*);
        #table
        #validate
    }
}

/// An element; one of which nobody wrote anything has its type to speak for it.
fn element(scope: &mut Scope<'_>, element: &Element, checks: Vec<&Check>) -> TokenStream {
    let known = Known { checks, ty: Some(&element.ty), examples: &element.docs.examples, ..Known::default() };
    let docs = docs::attributes(&docs::value(docs::said(&element.docs), &known));
    let ty = member(scope, &element.ty, Presence::of(element.required), element.boxed);
    quote!(#docs pub #ty)
}

/// One word for each element.
fn table(scope: &mut Scope<'_>, id: TypeId, tuple: &Tuple) -> String {
    let table = scope.runtime_macro("tuple");
    let words =
        tuple.elements.iter().map(|element| Presence::of(element.required).word()).chain(tuple.rest.as_ref().map(|_| "rest"));
    let lines: String = words.enumerate().map(|(index, word)| format!("        {index}: {word},\n")).collect();
    format!("{table}! {{\n    {} {{\n{lines}    }}\n}}", scope.names.ty(id).ident)
}
