//! What a value of a struct is made of.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::inner;
use crate::ir::{Facts, Field, Held, Only, Struct, TypeId, TypeRef};
use crate::rust::print::{ident, literal, type_text};
use crate::rust::scope::Scope;
use crate::rust::types::argument;

/// The longest line of arguments that is not broken.
const WIDTH: usize = 100;

/// What stands behind the name of a struct in its table: the arguments of `new`, where `Default` does not make one.
pub fn new(scope: &mut Scope<'_>, id: TypeId, object: &Struct, facts: Facts) -> String {
    if facts.default {
        return String::new();
    }
    let names = scope.names.ty(id);
    let mut arguments = Vec::new();
    for (field, name) in names.arguments.iter().filter_map(|at| object.fields.get(*at).zip(names.members.get(*at))) {
        arguments.push(format!("{name}: {}", type_text(&taken(scope, field))));
    }
    match arguments.iter().map(|it| it.len() + 2).sum::<usize>() + names.ident.len() > WIDTH {
        true => format!("::new(\n        {},\n    )", arguments.join(",\n        ")),
        false => format!("::new({})", arguments.join(", ")),
    }
}

/// The type as which a value of a field is taken; [`Into`] makes the field's own of it.
fn taken(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    match (field.held, &field.ty) {
        // Nothing makes an option of a box from one of a value.
        (Held::Value, TypeRef::Nullable(_)) if field.boxed => inner(scope, field),
        (Held::Value, ty) => argument(scope, ty),
        (Held::Part, TypeRef::List(_)) | (Held::File, _) => inner(scope, field),
        (Held::Part, _) => {
            let part = inner(scope, field);
            quote!(impl Into<#part>)
        }
    }
}

/// The only value of a field, behind the word by which the table has it.
pub fn only(scope: &mut Scope<'_>, only: &Only) -> String {
    match only {
        Only::Text(text) => format!("only {}", literal(text)),
        Only::Boolean(value) => format!("only {value}"),
        Only::Json(text) => format!("constant {}", literal(text)),
        Only::Listed(id, index) => {
            let variant = scope.names.ty(*id).members.get(*index).map_or("", String::as_str);
            format!("only {}::{}", scope.model(*id), ident(variant))
        }
    }
}
