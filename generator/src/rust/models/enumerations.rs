//! Enumerations of strings and of integers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Derives, derives, validate};
use crate::ir::{Enumeration, EnumerationValues, Type, TypeId};
use crate::rust::docs;
use crate::rust::markdown::{Comment, Line};
use crate::rust::print::{ident, literal};
use crate::rust::scope::Scope;

pub fn enumeration(scope: &mut Scope<'_>, id: TypeId, definition: &Type, enumeration: &Enumeration) -> TokenStream {
    let names = scope.names.ty(id);
    let open = enumeration.open || definition.facts.in_responses;
    let (values, kept) = match &enumeration.values {
        EnumerationValues::Strings(values) => (values.iter().map(|value| literal(value)).collect::<Vec<_>>(), quote!(String)),
        EnumerationValues::Integers(values) => (values.iter().map(i64::to_string).collect(), quote!(i64)),
    };
    let variants = names.members.iter().zip(&values).map(|(name, value)| variant(name, value));
    let unknown = open.then(|| {
        quote! {
            /// A value that the specification does not list.
            Unknown(#kept),
        }
    });
    let docs = docs::attributes(&docs::union(definition));
    let (deprecated, ident) = (docs::deprecated(&definition.docs), ident(&names.ident));
    let derives = derives(Derives { copy: !open, default: false, eq: true });
    let table = table(scope, id, enumeration, &values, if open { "open" } else { "closed" });
    let table = scope.text(table);
    let validate = validate(scope, id, definition);
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #ident { #(#variants,)* #unknown }
        #table
        #validate
    }
}

fn variant(name: &str, value: &str) -> TokenStream {
    let docs = docs::attributes(&Comment::line(Line::code(value)));
    let name = ident(name);
    quote!(#docs #name)
}

fn table(scope: &mut Scope<'_>, id: TypeId, enumeration: &Enumeration, values: &[String], openness: &str) -> String {
    let table = match &enumeration.values {
        EnumerationValues::Strings(_) => scope.runtime_macro("enumeration"),
        EnumerationValues::Integers(_) => scope.runtime_macro("integers"),
    };
    let names = scope.names.ty(id);
    let lines: Vec<_> = names.members.iter().zip(values).map(|(name, value)| format!("        {name} = {value},\n")).collect();
    format!("{table}! {{\n    {}: {openness} {{\n{}    }}\n}}", names.ident, lines.concat())
}
