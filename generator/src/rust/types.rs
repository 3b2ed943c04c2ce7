//! Uses of types.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{Primitive, TypeRef};

/// A use of a type as Rust.
pub fn type_ref(scope: &mut Scope<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Primitive(primitive) => primitive_type(scope, *primitive),
        TypeRef::Named(id) => scope.model_type(*id),
        TypeRef::List(item) => {
            let item = type_ref(scope, item);
            quote!(Vec<#item>)
        }
        TypeRef::Map(value) => {
            let value = type_ref(scope, value);
            let map = scope.foreign("std::collections", "BTreeMap");
            quote!(#map<String, #value>)
        }
        TypeRef::Nullable(inner) => {
            let inner = type_ref(scope, inner);
            quote!(Option<#inner>)
        }
        TypeRef::Any => scope.runtime("Value"),
        TypeRef::AnyObject => {
            let (map, value) = (scope.runtime("Map"), scope.runtime("Value"));
            quote!(#map<String, #value>)
        }
    }
}

/// A use of a type as an argument: texts are taken as callers have them.
pub fn argument(scope: &mut Scope<'_>, ty: &TypeRef) -> TokenStream {
    if is_text(ty) { quote!(impl Into<String>) } else { type_ref(scope, ty) }
}

/// Whether a use is a plain text.
pub fn is_text(ty: &TypeRef) -> bool {
    *ty == TypeRef::Primitive(Primitive::String)
}

/// How a member holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always there.
    Required,
    /// It can be absent: `Option`.
    Optional,
}

impl Presence {
    /// Required, or not.
    pub fn of(required: bool) -> Self {
        if required { Self::Required } else { Self::Optional }
    }

    /// The word of the runtime's tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }
}

/// The type of a member. A box stands inside of `Option`, beside the value that needs it.
pub fn member(scope: &mut Scope<'_>, ty: &TypeRef, presence: Presence, boxed: bool) -> TokenStream {
    let ty = if boxed { boxed_type(scope, ty) } else { type_ref(scope, ty) };
    match presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
    }
}

fn boxed_type(scope: &mut Scope<'_>, ty: &TypeRef) -> TokenStream {
    if let TypeRef::Nullable(inner) = ty {
        let inner = boxed_type(scope, inner);
        return quote!(Option<#inner>);
    }
    let ty = type_ref(scope, ty);
    quote!(Box<#ty>)
}

fn primitive_type(scope: &mut Scope<'_>, primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::Boolean => quote!(bool),
        Primitive::Int32 => quote!(i32),
        Primitive::Int64 => quote!(i64),
        Primitive::Int128 => quote!(i128),
        Primitive::Uint32 => quote!(u32),
        Primitive::Uint64 => quote!(u64),
        Primitive::Float => quote!(f32),
        Primitive::Double => quote!(f64),
        Primitive::String => quote!(String),
        Primitive::Decimal => scope.runtime("Decimal"),
        Primitive::Date => scope.runtime("Date"),
        Primitive::DateTime => scope.runtime("DateTime"),
        Primitive::Time => scope.runtime("Time"),
        Primitive::Duration => scope.runtime("Duration"),
        Primitive::Uuid => scope.runtime("Uuid"),
        Primitive::Base64 => scope.runtime("Base64"),
        Primitive::Password => scope.runtime("Password"),
        Primitive::QuotedInt32 => quoted(scope, Primitive::Int32),
        Primitive::QuotedInt64 => quoted(scope, Primitive::Int64),
        Primitive::QuotedUint32 => quoted(scope, Primitive::Uint32),
        Primitive::QuotedUint64 => quoted(scope, Primitive::Uint64),
        Primitive::QuotedDecimal => quoted(scope, Primitive::Decimal),
    }
}

/// A number in a string.
fn quoted(scope: &mut Scope<'_>, number: Primitive) -> TokenStream {
    let (quoted, number) = (scope.runtime("Quoted"), primitive_type(scope, number));
    quote!(#quoted<#number>)
}
