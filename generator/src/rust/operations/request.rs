//! The request type: parameters and body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Content, Holds, Location, Operation, Parameter, ParameterKind, SecuritySchemeKind, Style, TypeRef};
use crate::names::{self, OperationNames};
use crate::rust::constraints::Known;
use crate::rust::content::{self, Checked};
use crate::rust::markdown::Line;
use crate::rust::scope::Scope;
use crate::rust::types::{Presence, member};
use crate::rust::{docs, forms, models, print, types};

/// The struct and its constructor.
pub fn request(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let ident = print::ident(&names.ident);
    let docs = docs::attributes(&docs::request(operation));
    let deprecated = docs::deprecated(&operation.docs);
    let fields = fields(scope, operation, names);
    let arguments = arguments(scope, operation, names);
    let streams = operation.request_body.as_ref().is_some_and(|body| content::streams(scope.api, &body.content));
    let derives = match (streams, arguments.is_empty()) {
        (true, true) => quote!(Debug, Default),
        (true, false) => quote!(Debug),
        (false, true) => quote!(Clone, Debug, Default, PartialEq),
        (false, false) => quote!(Clone, Debug, PartialEq),
    };
    let constructor = constructor(operation, names, &arguments);
    quote! {
        #docs
        #[derive(#derives)]
        #deprecated
        pub struct #ident { #(#fields,)* }
        impl #ident { #constructor }
    }
}

fn fields(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        let otherwise = docs::sentence("The ", Line::code(&parameter.name), place(parameter.location));
        let known = Known {
            checks: vec![&parameter.check],
            ty: Some(&parameter.ty),
            default: parameter.default.as_deref(),
            examples: if parameter.examples.is_empty() { &parameter.docs.examples } else { &parameter.examples },
            ..Known::default()
        };
        let docs = docs::attributes(&docs::value(docs::said_or(&parameter.docs, otherwise), &known));
        let deprecated = docs::deprecated(&parameter.docs);
        let ty = member(scope, &parameter.ty, Presence::of(parameter.required), false);
        let name = print::ident(name);
        fields.push(quote!(#docs #deprecated pub #name: #ty));
    }
    if let Some(body) = &operation.request_body {
        let media = body.content.media.first();
        let known = Known {
            checks: media.iter().map(|media| &media.check).collect(),
            examples: media.map_or(&[], |media| &media.examples),
            ..Known::default()
        };
        let docs = docs::attributes(&docs::value(docs::said_or(&body.docs, Line::own("The request body.")), &known));
        let ty = content::member(scope, &body.content, Presence::of(body.required));
        let name = print::ident(&names.body);
        fields.push(quote!(#docs pub #name: #ty));
    }
    fields
}

fn place(location: Location) -> &'static str {
    match location {
        Location::Path => " parameter of the path.",
        Location::Query => " parameter of the query.",
        Location::Header => " parameter in a header.",
        Location::Cookie => " parameter in a cookie.",
    }
}

/// An argument of a constructor: a part of the request that must be there.
pub struct Argument {
    /// Its name.
    pub name: Ident,
    /// Its type as an argument.
    pub ty: TokenStream,
    /// The value for the field.
    value: TokenStream,
}

/// The required parts, in the order that stays.
pub fn arguments(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> Vec<Argument> {
    let part = |part: &names::Argument| match part {
        names::Argument::Parameter(index) => {
            let (parameter, name) = operation.parameters.get(*index).zip(names.parameters.get(*index))?;
            Some(argument(scope, name, &parameter.ty))
        }
        names::Argument::Body => operation.request_body.as_ref().map(|body| body_argument(scope, &body.content, &names.body)),
    };
    names.arguments.iter().filter_map(part).collect()
}

fn body_argument(scope: &mut Scope<'_>, content: &Content, name: &str) -> Argument {
    match &content.holds {
        Holds::Value(ty) => argument(scope, name, ty),
        Holds::Items(_) | Holds::Events(_) => {
            let (name, ty) = (print::ident(name), content::content_type(scope, content));
            Argument { ty, value: quote!(#name), name }
        }
        Holds::Stream | Holds::Bytes | Holds::Parts => {
            let (name, ty) = (print::ident(name), content::content_type(scope, content));
            Argument { ty: quote!(impl Into<#ty>), value: quote!(#name: #name.into()), name }
        }
    }
}

fn argument(scope: &mut Scope<'_>, name: &str, ty: &TypeRef) -> Argument {
    let name = print::ident(name);
    let value = if types::is_text(ty) { quote!(#name: #name.into()) } else { quote!(#name) };
    Argument { ty: types::argument(scope, ty), value, name }
}

fn constructor(operation: &Operation, names: &OperationNames, arguments: &[Argument]) -> TokenStream {
    let optional =
        operation.parameters.iter().zip(&names.parameters).filter(|(parameter, _)| !parameter.required).map(|(_, name)| name);
    let body = operation.request_body.iter().filter(|body| !body.required).map(|_| &names.body);
    let absent: Vec<_> = optional.chain(body).map(|name| print::ident(name)).collect();
    let line = if absent.is_empty() { "A request." } else { "A request with all that is required; optional parts are absent." };
    let docs = docs::attributes(&docs::own(line));
    let values = arguments.iter().map(|argument| &argument.value);
    let (names, types) = (arguments.iter().map(|argument| &argument.name), arguments.iter().map(|argument| &argument.ty));
    quote! {
        #docs
        pub fn new(#(#names: #types),*) -> Self {
            Self { #(#values,)* #(#absent: None,)* }
        }
    }
}

/// The `request!` table: one line for each parameter and for the body.
pub fn table(scope: &mut Scope<'_>, operation: &Operation, names: &OperationNames) -> String {
    let table = scope.runtime_macro("request");
    let mut lines = Vec::new();
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        let source = self::parameter(scope, operation, parameter);
        lines.push(format!("    {name}: {} {source},\n", Presence::of(parameter.required).word()));
    }
    if let Some(body) = &operation.request_body {
        let row = content::row(scope, &body.content, Presence::of(body.required), Checked::Yes, 4);
        lines.push(format!("    {}: {row},\n", names.body));
    }
    match lines.is_empty() {
        true => format!("{table}! {{}}"),
        false => format!("{table}! {{\n{}}}", lines.concat()),
    }
}

/// The longest line of a table that is not broken.
const WIDTH: usize = 100;

/// The description of a parameter: on one line if it fits, otherwise with a line for each call.
fn parameter(scope: &mut Scope<'_>, operation: &Operation, parameter: &Parameter) -> String {
    let ty = scope.runtime_path("Parameter");
    let start = format!("{ty}::{}({})", parameter.location.name(), print::literal(&parameter.name));
    let mut calls: Vec<String> =
        [style(scope, parameter), explode(parameter)].into_iter().flatten().map(|call| call_text(&call)).collect();
    calls.extend(parameter.allow_reserved.then(|| ".allow_reserved()".to_owned()));
    calls.extend(parameter.allow_empty.then(|| ".allow_empty()".to_owned()));
    calls.extend(parameter.whole_query.then(|| ".whole_query()".to_owned()));
    let beside = beside(scope, operation, parameter);
    calls.extend((!beside.is_empty()).then(|| format!(".beside(&[{}])", beside.join(", "))));
    let nested = (parameter.kind != ParameterKind::String).then(|| broken_kind(scope, &parameter.kind, 8));
    calls.extend(nested.map(|kind| format!(".kind({kind})")));
    if !parameter.check.0.is_empty() {
        calls.push(format!(".rule({})", models::rule(scope, &parameter.check, 8)));
    }
    calls.extend(parameter.default.as_ref().map(|json| format!(".default({})", print::literal(json))));
    let flat = format!("{start}{}", calls.concat());
    match flat.len() <= WIDTH && !flat.contains('\n') {
        true => flat,
        false => format!("{start}{}", calls.iter().map(|call| format!("\n        {call}")).collect::<String>()),
    }
}

/// The names at the location of an object whose members, also those that are not declared, are parameters of their own: those that are no
/// members of it, as literals.
fn beside(scope: &Scope<'_>, operation: &Operation, parameter: &Parameter) -> Vec<String> {
    let table = |it: &Parameter| {
        let named = if let ParameterKind::Named(id) = &it.kind { scope.api.fields.get(id) } else { None };
        named.unwrap_or(&it.kind).clone()
    };
    let is_exploded = |it: &Parameter| it.explode && it.style != Style::DeepObject;
    let takes_all = is_exploded(parameter) && matches!(table(parameter), ParameterKind::Map(_) | ParameterKind::Open(..));
    if !takes_all || !matches!(parameter.location, Location::Query | Location::Cookie) {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let is_other = |it: &&Parameter| it.location == parameter.location && it.name != parameter.name;
    for other in operation.parameters.iter().filter(is_other) {
        match (table(other), is_exploded(other)) {
            (ParameterKind::Object(members) | ParameterKind::Open(members, _), true) => {
                names.extend(members.into_iter().map(|(name, _)| name));
            }
            (ParameterKind::Map(_), true) => {}
            (_, _) => names.push(other.name.clone()),
        }
    }
    let schemes = operation.security.iter().flatten().filter_map(|it| scope.api.security_schemes.get(it.scheme));
    names.extend(schemes.filter_map(|scheme| match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } if *location == parameter.location => Some(name.clone()),
        SecuritySchemeKind::ApiKey { .. }
        | SecuritySchemeKind::Bearer
        | SecuritySchemeKind::Basic
        | SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::MutualTls
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => None,
    }));
    if parameter.location == Location::Query {
        names.extend(operation.route.fixed_query.iter().map(|(name, _)| name.clone()));
    }
    names.sort_unstable();
    names.dedup();
    names.iter().map(|name| print::literal(name)).collect()
}

/// A call of a method, `.style(Style::Form)`, as text.
fn call_text(call: &TokenStream) -> String {
    print::expression(&quote!(x #call)).trim_start_matches('x').to_owned()
}

/// The style, where it is not the default of the location.
fn style(scope: &mut Scope<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let default = match parameter.location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    (parameter.style != default).then(|| {
        let (ty, style) = (scope.runtime("Style"), style_name(parameter.style));
        quote!(.style(#ty::#style))
    })
}

pub fn style_name(style: Style) -> Ident {
    let name = match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Form => "Form",
        Style::Simple => "Simple",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    };
    print::ident(name)
}

/// `explode`, where it is not what the runtime begins with for the location.
fn explode(parameter: &Parameter) -> Option<TokenStream> {
    let default = match parameter.location {
        Location::Path | Location::Header => false,
        Location::Query | Location::Cookie => true,
    };
    let explode = parameter.explode;
    (explode != default).then(|| quote!(.explode(#explode)))
}

/// The kind with a line for each member of an object, where it is too long for one line.
pub fn broken_kind(scope: &mut Scope<'_>, kind: &ParameterKind, indent: usize) -> String {
    let flat = self::kind(scope, kind);
    if flat.len() + indent <= WIDTH {
        return flat;
    }
    let ty = scope.runtime_path("ParameterKind");
    match kind {
        ParameterKind::Array(item) => format!("{ty}::Array(&{})", broken_kind(scope, item, indent)),
        ParameterKind::Map(value) => format!("{ty}::Map(&{})", broken_kind(scope, value, indent)),
        ParameterKind::Mixed(plain, nested) => {
            format!("{ty}::Mixed(&{}, &{})", self::kind(scope, plain), broken_kind(scope, nested, indent))
        }
        ParameterKind::Object(members) => {
            let (pad, end) = (" ".repeat(indent + 4), " ".repeat(indent));
            let member = |(name, kind): &(String, ParameterKind)| {
                format!("{pad}({}, {}),\n", print::literal(name), broken_kind(scope, kind, indent + 4))
            };
            format!("{ty}::Object(&[\n{}{end}])", members.iter().map(member).collect::<String>())
        }
        ParameterKind::Open(members, others) => {
            let declared = broken_kind(scope, &ParameterKind::Object(members.clone()), indent);
            opened(&declared, &self::kind(scope, others))
        }
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Json
        | ParameterKind::Named(_) => flat,
    }
}

/// `.kind(...)`, where the value is more than text.
pub fn kind_call(scope: &mut Scope<'_>, kind: &ParameterKind) -> Option<String> {
    (*kind != ParameterKind::String).then(|| format!(".kind({})", self::kind(scope, kind)))
}

/// `BOOLEAN_INTEGER_OR_STRING`: the runtime has a constant for each set of scalars.
fn either(kinds: &[ParameterKind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| format!("{kind:?}").to_ascii_uppercase()).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{}_OR_{last}", first.join("_")),
        None => String::new(),
    }
}

/// `ParameterKind::Array(&ParameterKind::String)`.
pub fn kind(scope: &mut Scope<'_>, kind: &ParameterKind) -> String {
    let ty = scope.runtime_path("ParameterKind");
    match kind {
        ParameterKind::String => format!("{ty}::String"),
        ParameterKind::Integer => format!("{ty}::Integer"),
        ParameterKind::Number => format!("{ty}::Number"),
        ParameterKind::Boolean => format!("{ty}::Boolean"),
        ParameterKind::Any => format!("{ty}::Any"),
        ParameterKind::Either(kinds) => format!("{ty}::{}", either(kinds)),
        ParameterKind::Json => format!("{ty}::Json"),
        ParameterKind::Named(id) => format!("{ty}::Of({})", forms::table_of(scope, *id)),
        ParameterKind::Array(item) => format!("{ty}::Array(&{})", self::kind(scope, item)),
        ParameterKind::Map(value) => format!("{ty}::Map(&{})", self::kind(scope, value)),
        ParameterKind::Mixed(plain, nested) => {
            format!("{ty}::Mixed(&{}, &{})", self::kind(scope, plain), self::kind(scope, nested))
        }
        ParameterKind::Object(members) => {
            let member =
                |(name, kind): &(String, ParameterKind)| format!("({}, {})", print::literal(name), self::kind(scope, kind));
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{ty}::Object(&[{}])", members.join(", "))
        }
        ParameterKind::Open(members, others) => {
            let declared = self::kind(scope, &ParameterKind::Object(members.clone()));
            opened(&declared, &self::kind(scope, others))
        }
    }
}

/// The text of an object that has other members, too, from that of one which has not.
fn opened(declared: &str, others: &str) -> String {
    let open = declared.replacen("::Object(", "::Open(", 1);
    format!("{}, &{others})", open.strip_suffix(')').unwrap_or(&open))
}
