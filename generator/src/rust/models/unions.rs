//! Unions: an enum and its `union!` table.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Derives, derives, rule, validate};
use crate::ir::{Choice, Primitive, Type, TypeId, TypeRef, Union, Variant};
use crate::rust::docs;
use crate::rust::markdown::{Comment, Line, joined};
use crate::rust::print::{ident, literal};
use crate::rust::scope::Scope;
use crate::rust::types::{Presence, member, type_ref};
use crate::rust::xml;

pub fn union(scope: &mut Scope<'_>, id: TypeId, definition: &Type, union: &Union) -> TokenStream {
    let names = scope.names.ty(id);
    let open = definition.facts.in_responses;
    let variants: Vec<_> =
        union.variants.iter().zip(&names.members).map(|(variant, name)| self::variant(scope, variant, name)).collect();
    let unknown = open.then(|| {
        let value = scope.runtime("Value");
        quote! {
            /// A value that the specification does not describe.
            Unknown(#value),
        }
    });
    let docs = docs::attributes(&docs::union(definition));
    let (deprecated, ident) = (docs::deprecated(&definition.docs), ident(&names.ident));
    let derives = derives(Derives::default());
    let table = table(scope, id, union, if open { "open" } else { "closed" });
    let table = scope.text(table);
    let validate = validate(scope, id, definition);
    let markup = xml::markup(scope, id);
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #ident { #(#variants,)* #unknown }
        #table
        #validate
        #markup
    }
}

fn variant(scope: &mut Scope<'_>, variant: &Variant, name: &str) -> TokenStream {
    let docs = docs::attributes(&Comment::line(describe(scope, variant)));
    let ty = held(scope, variant);
    let name = ident(name);
    quote!(#docs #name(#ty))
}

/// What a variant holds.
fn held(scope: &mut Scope<'_>, variant: &Variant) -> TokenStream {
    if !variant.extra {
        return member(scope, &variant.ty, Presence::Required, variant.boxed);
    }
    let (with_extra, ty) = (scope.runtime("WithExtra"), type_ref(scope, &variant.ty));
    if variant.boxed { quote!(Box<#with_extra<#ty>>) } else { quote!(#with_extra<#ty>) }
}

/// The tag values, or the first line of what the type says of itself.
fn describe(scope: &Scope<'_>, variant: &Variant) -> Line {
    if !variant.tags.is_empty() {
        let tags = variant.tags.iter().enumerate().flat_map(|(index, tag)| {
            let comma = (index > 0).then(|| Line::own(", "));
            comma.into_iter().chain([Line::code(&literal(tag))])
        });
        return joined(&tags.collect::<Vec<_>>());
    }
    match &variant.ty {
        TypeRef::Named(id) => {
            let said = scope.api.types.get(*id).and_then(|ty| docs::first_line(&ty.docs));
            let otherwise = || docs::sentence("The schema ", Line::code(&scope.names.ty(*id).ident), ".");
            said.filter(|line| !line.is_empty()).unwrap_or_else(otherwise)
        }
        TypeRef::List(_) => Line::own("A list."),
        TypeRef::Map(_) | TypeRef::AnyObject => Line::own("An object."),
        TypeRef::Nullable(_) | TypeRef::Any => Line::own("Any other value."),
        TypeRef::Primitive(primitive) => Line::own(describe_primitive(*primitive)),
    }
}

fn describe_primitive(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "A boolean.",
        Primitive::Int32 | Primitive::Int64 | Primitive::Int128 | Primitive::Uint32 | Primitive::Uint64 => "An integer.",
        Primitive::Float | Primitive::Double => "A number.",
        Primitive::Decimal => "A number, exact.",
        Primitive::String => "A text.",
        Primitive::Date => "A date.",
        Primitive::DateTime => "A date with a time.",
        Primitive::Time => "A time of day.",
        Primitive::Duration => "A duration.",
        Primitive::Uuid => "A UUID.",
        Primitive::Base64 => "Bytes in base64.",
        Primitive::Password => "A secret text.",
        Primitive::QuotedInt32 | Primitive::QuotedInt64 | Primitive::QuotedUint32 | Primitive::QuotedUint64 => {
            "An integer in a text."
        }
        Primitive::QuotedDecimal => "A number in a text, exact.",
    }
}

fn table(scope: &mut Scope<'_>, id: TypeId, union: &Union, openness: &str) -> String {
    let table = scope.runtime_macro("union");
    let names = scope.names.ty(id);
    let choice = match &union.choice {
        Choice::Tag(property) => format!("tagged {}", literal(property)),
        Choice::Check => "untagged".to_owned(),
    };
    let lines: Vec<_> =
        union.variants.iter().zip(&names.members).map(|(variant, name)| line(scope, union, variant, name)).collect();
    format!("{table}! {{\n    {}: {choice}, {openness} {{\n{}    }}\n}}", names.ident, lines.concat())
}

fn line(scope: &mut Scope<'_>, union: &Union, variant: &Variant, name: &str) -> String {
    let ty = held(scope, variant);
    let ty = crate::rust::print::type_text(&ty);
    match &union.choice {
        Choice::Tag(_) => {
            let tags = variant.tags.iter().map(|tag| literal(tag)).collect::<Vec<_>>().join(" | ");
            format!("        {name}({ty}) = {tags},\n")
        }
        Choice::Check => format!("        {name}({ty}): {},\n", rule(scope, &variant.check, 8)),
    }
}
