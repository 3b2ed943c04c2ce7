//! Objects: a struct and its `object!` table.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Derives, checks, construct, derives, validate};
use crate::ir::{Check, Facts, Field, Held, Rest, Struct, Type, TypeId, TypeRef};
use crate::names::lock::Aspect;
use crate::rust::constraints::{self, Known};
use crate::rust::docs;
use crate::rust::markdown::Line;
use crate::rust::print::{ident, literal};
use crate::rust::scope::Scope;
use crate::rust::types::{Presence, member, type_ref};
use crate::rust::{forms, xml};

pub fn object(scope: &mut Scope<'_>, id: TypeId, definition: &Type, object: &Struct) -> TokenStream {
    let names = scope.names.ty(id);
    let checks = constraints::of_members(&scope.api.types, &definition.check);
    let mut fields: Vec<_> = Vec::with_capacity(object.fields.len() + 1);
    for (field, name) in object.fields.iter().zip(&names.members) {
        let checks = checks.get(field.name.as_str()).cloned().unwrap_or_default();
        fields.push(self::field(scope, field, name, checks));
    }
    fields.extend(rest(scope, object, &names.rest));
    let docs = docs::attributes(&docs::definition(definition, None));
    let deprecated = docs::deprecated(&definition.docs);
    let derives = match (object.has_files(), object.is_parts()) {
        (true, _) => files_derives(definition.facts.default),
        (false, true) => derives(Derives { default: definition.facts.default, ..Derives::default() }),
        (false, false) => table_derives(definition.facts.default),
    };
    let ident = ident(&names.ident);
    let table = table(scope, id, object);
    let table = scope.text(table);
    let validate = validate(scope, id, definition);
    let (markup, fields_table) = (xml::markup(scope, id), forms::fields(scope, id));
    quote! {
        #docs
        #derives
        #deprecated
        pub struct #ident { #(#fields,)* }
        #table
        #validate
        #markup
        #fields_table
    }
}

fn field(scope: &mut Scope<'_>, field: &Field, name: &str, checks: Vec<&Check>) -> TokenStream {
    let marks = [(field.read_only, "Read-only."), (field.write_only, "Write-only.")];
    let known = Known {
        checks,
        ty: Some(&field.ty),
        default: field.default.as_deref(),
        examples: &field.docs.examples,
        marks: marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect(),
    };
    let docs = docs::attributes(&docs::value(docs::said(&field.docs), &known));
    let deprecated = docs::deprecated(&field.docs);
    let inner = inner(scope, field);
    let ty = match Presence::of(field.required) {
        Presence::Required => inner,
        Presence::Optional => quote!(Option<#inner>),
    };
    let name = ident(name);
    quote!(#docs #deprecated pub #name: #ty)
}

/// The type of a member's value that is there.
pub fn inner(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    match field.held {
        Held::Value => member(scope, &field.ty, Presence::Required, field.boxed),
        Held::Part => part(scope, field),
        Held::File => file(scope, field),
    }
}

/// The table of a struct brings `Debug` and `PartialEq`: as derives they would take rustc a quarter of its time.
fn table_derives(default: bool) -> TokenStream {
    if default { quote!(#[derive(Clone, Default)]) } else { quote!(#[derive(Clone)]) }
}

/// What holds files can neither be cloned nor compared: they are read once.
fn files_derives(default: bool) -> TokenStream {
    if default { quote!(#[derive(Debug, Default)]) } else { quote!(#[derive(Debug)]) }
}

fn file(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let file = scope.runtime("FilePart");
    if matches!(field.ty, TypeRef::List(_)) { quote!(Vec<#file>) } else { file }
}

/// A value with the headers of its part, for each item of a list.
fn part(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let part = scope.runtime("FieldPart");
    match &field.ty {
        TypeRef::List(item) => {
            let item = type_ref(scope, item);
            quote!(Vec<#part<#item>>)
        }
        TypeRef::Primitive(_)
        | TypeRef::Named(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Any
        | TypeRef::AnyObject => {
            let value = type_ref(scope, &field.ty);
            quote!(#part<#value>)
        }
    }
}

fn rest(scope: &mut Scope<'_>, object: &Struct, name: &str) -> Option<TokenStream> {
    let (ty, name) = (rest_type(scope, object)?, ident(name));
    if let Rest::Patterned(pattern, _) = &object.rest {
        let (before, after) = ("Members that the specification does not list, by whether their names match ", ".");
        let docs = docs::attributes(&docs::about(before, Line::code(&pattern.source), after));
        return Some(quote!(#docs pub #name: #ty));
    }
    let docs = match object.fields.iter().any(|field| field.loose) {
        true => "Members that the specification does not list, and those with a value that only some of its branches describe.",
        false => "Members that the specification does not list.",
    };
    let docs = docs::attributes(&docs::own(docs));
    Some(quote!(#docs pub #name: #ty))
}

/// The type of the field that keeps undeclared members.
pub fn rest_type(scope: &mut Scope<'_>, object: &Struct) -> Option<TokenStream> {
    match &object.rest {
        Rest::Ignored | Rest::Refused => None,
        Rest::Kept(ty) => {
            let ty = type_ref(scope, ty);
            let map = scope.foreign("std::collections", "BTreeMap");
            Some(quote!(#map<String, #ty>))
        }
        Rest::Patterned(_, ty) => {
            let (patterned, ty) = (scope.runtime("Patterned"), type_ref(scope, ty));
            Some(quote!(#patterned<#ty>))
        }
    }
}

/// The names on the wire of what has a name in a generated file: fields, see [`line`], parameters, headers and values.
pub fn wire_names(text: &str) -> Vec<String> {
    let is_ident = |name: &str| name.starts_with("r#") || syn::parse_str::<syn::Ident>(name).is_ok();
    let name = |line: &str| {
        let (name, literal) = match line.split_once(": ") {
            Some((name, rest)) if is_ident(name) => (name, behind_words(rest)?),
            Some(_) | None => line.split_once(" = ")?,
        };
        let end = literal.rfind('"').filter(|_| is_ident(name) && literal.starts_with('"'))?;
        // Behind the name a default or a rule may stand, which may hold such a sign as well.
        let ends = literal.match_indices('"').map(|(at, _)| at).filter(|at| (1..=end).contains(at));
        ends.filter_map(|at| syn::parse_str::<syn::LitStr>(literal.get(..=at)?).ok()).next().map(|it| it.value())
    };
    text.lines().flat_map(|line| parts(line.trim())).filter_map(name).collect()
}

/// The types in a generated file of which a line says what is no name: the order of several arguments of `new`, that a result has a status,
/// the elements of a tuple.
pub fn texts(text: &str) -> Vec<(Aspect, String)> {
    let (mut of, mut all) = ("", Vec::new());
    for line in text.lines() {
        let ident = ["impl ", "pub struct "].into_iter().find_map(|word| line.strip_prefix(word));
        of = ident.and_then(|rest| rest.strip_suffix(" {")).unwrap_or(of);
        let inner = line.strip_prefix("    ").unwrap_or_default();
        let of_request = inner.strip_prefix("pub fn new(").map(|arguments| (of, arguments));
        // Arguments that do not fit a line have lines of their own.
        let is_several = |arguments: &str| arguments.is_empty() || arguments.matches(": ").count() > 1;
        let constructed = of_request.or(inner.split_once("::new(")).filter(|(_, arguments)| is_several(arguments));
        let tuple = ident.and_then(|rest| rest.strip_suffix('('));
        let result = Some(of).filter(|_| inner == "pub status: StatusCode,");
        let found =
            [(Aspect::Arguments, constructed.map(|(ident, _)| ident)), (Aspect::Elements, tuple), (Aspect::Result, result)];
        all.extend(found.into_iter().filter_map(|(aspect, ident)| Some((aspect, ident?.to_owned()))));
    }
    all
}

/// The parts in a line of a table: those of a response may stand in one.
fn parts(line: &str) -> Vec<&str> {
    match line.strip_suffix(" },").and_then(|row| row.rsplit_once(" { ")) {
        Some((_, parts)) => parts.split(", ").collect(),
        None => line.strip_suffix(',').into_iter().collect(),
    }
}

/// What stands behind the words that say how something is read and written, if there are any.
fn behind_words(text: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        "Parameter::cookie(",
        "Parameter::header(",
        "Parameter::path(",
        "Parameter::query(",
        "file ",
        "headed ",
        "header ",
        "loose ",
        "loose_read_only ",
        "optional ",
        "optional_header ",
        "read_only ",
        "required ",
        "required_read_only ",
    ];
    let behind = |text: &'_ str| WORDS.iter().find_map(|word| text.strip_prefix(word)).map(|rest| text.len() - rest.len());
    let mut rest = text.get(behind(text)?..)?;
    while let Some(next) = behind(rest) {
        rest = rest.get(next..)?;
    }
    Some(rest)
}

/// One line per field, with its name on the wire.
fn table(scope: &mut Scope<'_>, id: TypeId, object: &Struct) -> String {
    let object_macro = scope.runtime_macro(if object.is_parts() { "multipart" } else { "object" });
    let names = scope.names.ty(id);
    let facts = scope.api.types.get(id).map(|ty| ty.facts).unwrap_or_default();
    let new = construct::new(scope, id, object, facts);
    let mut lines: Vec<_> =
        object.fields.iter().zip(&names.members).map(|(field, name)| line(scope, field, name, facts)).collect();
    match &object.rest {
        Rest::Ignored | Rest::Refused => {}
        Rest::Kept(_) => lines.push(format!("        {}: rest,", names.rest)),
        Rest::Patterned(pattern, _) => {
            lines.push(format!("        {}: patterned => {},", names.rest, checks::made(scope, pattern)));
        }
    }
    match lines.is_empty() {
        true => format!("{object_macro}! {{\n    {}{new} {{}}\n}}", names.ident),
        false => format!("{object_macro}! {{\n    {}{new} {{\n{}\n    }}\n}}", names.ident, lines.join("\n")),
    }
}

fn line(scope: &mut Scope<'_>, field: &Field, name: &str, facts: Facts) -> String {
    let presence = Presence::of(field.required).word();
    let presence = match field.held {
        Held::File => format!("file {presence}"),
        Held::Part => format!("headed {presence}"),
        Held::Value if field.read_only && facts.in_requests => {
            let required = field.required_one_way && facts.in_responses;
            match (required, field.loose) {
                (true, _) => "required_read_only",
                (false, true) => "loose_read_only",
                (false, false) => "read_only",
            }
            .to_owned()
        }
        Held::Value if field.loose => "loose".to_owned(),
        Held::Value => presence.to_owned(),
    };
    let default = field.default.as_ref().map(|json| format!(" default {}", literal(json))).unwrap_or_default();
    let only = field.only.as_ref().map(|only| format!(" {}", construct::only(scope, only))).unwrap_or_default();
    format!("        {name}: {presence} {}{default}{only},", literal(&field.name))
}
