//! The answers that a server gives by itself (400, 401, 422, 500 ...), in the form that an operation documents for them.
//!
//! A template is made of what the members of the body seem to be for, then proven: see [`letterpress_runtime::answer`]. Where
//! that fails, the API has to give the body.

mod prove;
mod template;
mod words;

use std::collections::{BTreeMap, HashMap};

use letterpress_runtime::{Json, media_type};

use crate::ir::{
    Answer, Api, Check, Codec, Content, Holds, Keyword, Media, Operation, Response, Shape, Status, TypeId, TypeRef, Types,
};
use crate::names::is_success;

/// All statuses that a server answers by itself with once it knows the operation.
const OWN: [u16; 10] = [400, 401, 403, 406, 408, 413, 415, 422, 500, 501];

/// Whether an answer that a server gives by itself with a documented status can have a header; all others can.
pub(super) fn has_header(status: Status, name: &str) -> bool {
    let own = |has: &dyn Fn(u16) -> bool| OWN.iter().any(|code| has(*code));
    let known = |header: &str| name.eq_ignore_ascii_case(header);
    match status {
        Status::Exact(401 | 403) => known("WWW-Authenticate"),
        Status::Exact(415) => known("Accept"),
        Status::Exact(code) => !own(&|own| own == code),
        Status::Range(class) => !own(&|own| own / 100 == u16::from(class)),
        Status::Default => false,
    }
}

/// Finds the answers of all operations, which must have their types.
pub(super) fn find(api: &mut Api) {
    let mut shared = Shared { types: &api.types, templates: HashMap::new(), used: BTreeMap::new() };
    for operation in api.tags.iter_mut().flat_map(|tag| &mut tag.operations) {
        let answers: Vec<_> = operation.responses.iter().map(|response| answer(&mut shared, operation, response)).collect();
        for (response, answer) in operation.responses.iter_mut().zip(answers) {
            response.answer = answer;
        }
    }
    api.answers = shared.used;
}

/// Templates of types, found once each.
struct Shared<'t> {
    types: &'t Types,
    templates: HashMap<TypeId, Option<String>>,
    /// Those that an operation has.
    used: BTreeMap<TypeId, String>,
}

fn answer(shared: &mut Shared<'_>, operation: &Operation, response: &Response) -> Option<Answer> {
    let content = response.content.as_ref()?;
    let statuses = statuses(operation, response);
    if is_success(response.status) || statuses.is_empty() {
        return None;
    }
    if let Some(id) = definition(shared.types, content)
        && let Some(text) = shared.templates.entry(id).or_insert_with(|| of_type(shared.types, id)).clone()
    {
        shared.used.insert(id, text);
        return Some(Answer::Shared(id));
    }
    let templates: Vec<_> = content.media.iter().map(|media| of_media(shared.types, content, media, &statuses)).collect();
    Some(match templates.first() {
        Some(Some(first)) if templates.iter().all(|template| template.as_ref() == Some(first)) => Answer::Template(first.clone()),
        Some(_) if templates.iter().any(Option::is_some) => Answer::Templates(templates),
        Some(_) | None => Answer::Given,
    })
}

/// The statuses that a response describes of those that the server answers with by itself.
fn statuses(operation: &Operation, response: &Response) -> Vec<u16> {
    let has = |status: Status| operation.responses.iter().any(|response| response.status == status);
    let mine = |code: u16| match response.status {
        Status::Exact(exact) => exact == code,
        Status::Range(class) => u16::from(class) == code / 100 && !has(Status::Exact(code)),
        Status::Default => {
            !has(Status::Exact(code)) && !(1..=5).any(|class| u16::from(class) == code / 100 && has(Status::Range(class)))
        }
    };
    let possible = |code: &u16| match code {
        401 | 403 => !operation.security.is_empty(),
        408 | 413 => operation.request_body.is_some(),
        422 => has(Status::Exact(422)),
        _ => true,
    };
    OWN.into_iter().filter(possible).filter(|code| mine(*code)).collect()
}

/// The type of which all media types hold a value, if it is one that can have a constant.
fn definition(types: &Types, content: &Content) -> Option<TypeId> {
    let Holds::Value(TypeRef::Named(id)) = content.holds else { return None };
    let has_constants = matches!(types.get(id)?.shape, Shape::Struct(_) | Shape::Union(_));
    let plain = |media: &Media| media.codec == Codec::Json && media.check.0 == [Keyword::Schema(id)];
    (has_constants && content.media.iter().all(plain)).then_some(id)
}

fn of_type(types: &Types, id: TypeId) -> Option<String> {
    let made = template::template(types, &TypeRef::Named(id))?;
    text(&proven(types, &Check(vec![Keyword::Schema(id)]), made, &OWN)?)
}

/// What the schema accepts of a template, extended where it accepts that, too.
fn proven(types: &Types, check: &Check, made: Json<'static>, statuses: &[u16]) -> Option<Json<'static>> {
    let proven = prove::proven(types, check, made, statuses)?;
    let extended = template::extended(&proven).and_then(|template| prove::proven(types, check, template, statuses));
    Some(extended.unwrap_or(proven))
}

fn of_media(types: &Types, content: &Content, media: &Media, statuses: &[u16]) -> Option<String> {
    let ty = held(types, content, media);
    let made = match (&media.codec, ty) {
        (Codec::Json | Codec::Text | Codec::Xml(_) | Codec::Form(_) | Codec::Multipart(_), Some(ty)) => {
            template::template(types, ty)?
        }
        (Codec::Json | Codec::Text | Codec::Xml(_) | Codec::Form(_) | Codec::Multipart(_), None) => return None,
        (Codec::Bytes { most: None, .. }, _) if media_type::matches(&media.name, "application/problem+json") => {
            template::problem()?
        }
        (Codec::Bytes { .. } | Codec::Events(_) | Codec::Lines | Codec::Sequence | Codec::Parts, _) => return None,
    };
    let made = proven(types, &media.check, made, statuses)?;
    // Text is the text of a scalar.
    let no_text = media.codec == Codec::Text && matches!(made, Json::Array(_) | Json::Object(_));
    if no_text { None } else { text(&made) }
}

/// The type of what one media type of a body holds.
fn held<'t>(types: &'t Types, content: &'t Content, media: &Media) -> Option<&'t TypeRef> {
    let ty = content.ty()?;
    let TypeRef::Named(id) = ty else { return Some(ty) };
    match &types.get(*id)?.shape {
        Shape::Contents(alternatives) => {
            let has = |content: &Content| content.media.iter().any(|known| known.name == media.name);
            alternatives.iter().find(|alternative| has(&alternative.content))?.content.ty()
        }
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) => Some(ty),
    }
}

fn text(template: &Json<'_>) -> Option<String> {
    template.to_text().ok()
}
