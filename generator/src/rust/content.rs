//! Bodies: their types, and the `Media` that describe them.

use proc_macro2::TokenStream;
use quote::quote;

use super::print::literal;
use super::scope::Scope;
use super::types::{Presence, type_ref};
use super::{forms, models, xml};
use crate::ir::{Api, Check, Codec, Content, EventData, Holds, Media, Shape, TypeRef};

/// The type of a body that is there.
pub fn content_type(scope: &mut Scope<'_>, content: &Content) -> TokenStream {
    match &content.holds {
        Holds::Value(ty) => type_ref(scope, ty),
        Holds::Stream => scope.runtime("ByteStream"),
        Holds::Bytes => scope.runtime("Bytes"),
        Holds::Items(ty) => {
            let (items, ty) = (scope.runtime("Items"), type_ref(scope, ty));
            quote!(#items<#ty>)
        }
        Holds::Events(ty) => {
            let (events, ty) = (scope.runtime("Events"), type_ref(scope, ty));
            quote!(#events<#ty>)
        }
        Holds::Parts => scope.runtime("Parts"),
    }
}

/// The type of a body as a field.
pub fn member(scope: &mut Scope<'_>, content: &Content, presence: Presence) -> TokenStream {
    let ty = content_type(scope, content);
    match presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
    }
}

/// Whether a body can be a stream, so that what holds it can neither be cloned nor compared.
pub fn streams(api: &Api, content: &Content) -> bool {
    match &content.holds {
        Holds::Stream | Holds::Items(_) | Holds::Events(_) | Holds::Parts => true,
        Holds::Bytes => false,
        Holds::Value(ty) => {
            files(api, ty) || alternatives(api, ty).is_some_and(|all| all.iter().any(|one| streams(api, &one.content)))
        }
    }
}

/// Whether a type is a multipart body with files.
fn files(api: &Api, ty: &TypeRef) -> bool {
    let TypeRef::Named(id) = ty else { return false };
    api.types.get(*id).is_some_and(|definition| match &definition.shape {
        Shape::Struct(object) => object.has_files(),
        Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => false,
    })
}

fn alternatives<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a [crate::ir::Alternative]> {
    let TypeRef::Named(id) = ty else { return None };
    match &api.types.get(*id)?.shape {
        Shape::Contents(alternatives) => Some(alternatives),
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => None,
    }
}

/// Whether values are checked against their schema when they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// In a request.
    Yes,
    /// In a response.
    No,
}

/// The line of a table that moves a body: `body Media::json("application/json").rule(Pet::validate)`.
pub fn row(scope: &mut Scope<'_>, content: &Content, presence: Presence, checked: Checked, indent: usize) -> String {
    let optional = match presence {
        Presence::Required => "",
        Presence::Optional => "optional_",
    };
    if let Some(ty) = content.ty().filter(|ty| alternatives(scope.api, ty).is_some()) {
        let ty = type_ref(scope, ty);
        return format!("{optional}bodies {ty}::MEDIA");
    }
    // Requests stand in one block, responses in two.
    match content.media.as_slice() {
        [only] if checked == Checked::No && only.codec == Codec::Json => format!("json {}", literal(&only.name)),
        [only] => format!("{optional}body {}", media(scope, only, checked, indent)),
        several => format!("{optional}bodies {}", list(scope, several, checked, indent)),
    }
}

/// `[Media::json("application/json"), Media::text("text/plain")]`, on several lines where one is too long.
pub fn list(scope: &mut Scope<'_>, all: &[Media], checked: Checked, indent: usize) -> String {
    let all: Vec<String> = all.iter().map(|one| media(scope, one, checked, indent + 4)).collect();
    let flat = format!("[{}]", all.join(", "));
    if flat.len() + indent <= 100 && !flat.contains('\n') {
        return flat;
    }
    let (pad, end) = (" ".repeat(indent + 4), " ".repeat(indent));
    format!("[\n{pad}{},\n{end}]", all.join(&format!(",\n{pad}")))
}

/// The longest line, beside what stands before it, that is not broken.
const WIDTH: usize = 120;

fn media(scope: &mut Scope<'_>, media: &Media, checked: Checked, indent: usize) -> String {
    let ty = scope.runtime_path("Media");
    let constructor = match &media.codec {
        Codec::Xml(root) => format!("xml({}, {})", literal(&media.name), xml::root(scope, root)),
        Codec::Json => format!("json({})", literal(&media.name)),
        Codec::Text => format!("text({})", literal(&media.name)),
        Codec::Bytes { most: None, .. } => format!("stream({})", literal(&media.name)),
        Codec::Bytes { least, most: Some(most) } => {
            let least = least.map(|least| format!(".min_length({least})")).unwrap_or_default();
            format!("bytes({}){least}.max_length({most})", literal(&media.name))
        }
        Codec::Events(EventData::Json) => format!("events({})", literal(&media.name)),
        Codec::Events(EventData::Text) => format!("text_events({})", literal(&media.name)),
        Codec::Lines => format!("lines({})", literal(&media.name)),
        Codec::Sequence => format!("sequence({})", literal(&media.name)),
        Codec::Form(form) => forms::form(scope, &media.name, form, indent),
        Codec::Multipart(parts, others) => {
            let parts = forms::multipart(scope, &media.name, parts, checked, indent);
            format!("{parts}{}", forms::others(scope, others.as_ref()))
        }
        Codec::Parts => format!("parts({})", literal(&media.name)),
    };
    let made = format!("{ty}::{constructor}");
    if checked == Checked::No || media.check == Check::default() {
        return made;
    }
    let rule = format!(".rule({})", models::rule(scope, &media.check, indent));
    let line = made.lines().last().map_or(0, str::len) + rule.lines().next().map_or(0, str::len);
    match line + indent <= WIDTH {
        true => made + &rule,
        false => format!("{made}\n{}.rule({})", " ".repeat(indent + 4), models::rule(scope, &media.check, indent + 4)),
    }
}
