//! The answers that a server gives by itself (400, 401, 422, 500 ...), in the form that an operation documents for them.
//!
//! A template is made of what the members of the body seem to be for, then proven: see [`letterpress_runtime::answer`]. Where
//! that fails, the API has to give the body.

mod prove;
mod template;
mod words;

use std::collections::{BTreeMap, HashMap};

use letterpress_runtime::json::Tree;
use letterpress_runtime::media_type;

use crate::ir::{
    Answer, Api, Check, Codec, Content, Group, Holds, Keyword, Media, Operation, Response, Shape, Status, Tag, TypeId, TypeRef,
    Types,
};
use crate::names::is_success;

/// All statuses that a server answers by itself with. Of 405 it knows the path's operations only, of 404 none: it goes by what these
/// or all operations of the API document alike.
const OWN: [u16; 12] = [400, 401, 403, 404, 405, 406, 408, 413, 415, 422, 500, 501];

/// Whether an answer that a server gives by itself with a documented status can have a header; all others can.
pub(super) fn has_header(status: Status, name: &str) -> bool {
    let own = |has: &dyn Fn(u16) -> bool| OWN.iter().any(|code| has(*code));
    let known = |header: &str| name.eq_ignore_ascii_case(header);
    match status {
        // Those for a path that there is not are of no operation.
        Status::Exact(404) => true,
        Status::Exact(401 | 403) => known("WWW-Authenticate"),
        Status::Exact(405) => known("Allow"),
        Status::Exact(415) => known("Accept"),
        Status::Exact(code) => !own(&|own| own == code),
        Status::Range(class) => !own(&|own| own / 100 == u16::from(class)),
        Status::Default => false,
    }
}

/// Finds the answers of all operations, which must have their types.
pub(super) fn find(api: &mut Api) {
    let alike: Vec<bool> = api.tags.iter().map(|tag| is_alike(&api.tags, tag.group)).collect();
    let mut shared = Shared { types: &api.types, templates: HashMap::new(), used: BTreeMap::new() };
    for (tag, alike) in api.tags.iter_mut().zip(alike) {
        let not_found = if alike { NotFound::Alike } else { NotFound::Apart };
        for operation in &mut tag.operations {
            let answers: Vec<_> =
                operation.responses.iter().map(|response| answer(&mut shared, not_found, operation, response)).collect();
            for (response, answer) in operation.responses.iter_mut().zip(answers) {
                response.answer = answer;
            }
        }
    }
    api.answers = shared.used;
}

/// What the operations of one router say of 404.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NotFound {
    /// All the same, so it is said of a path that there is not, too.
    Alike,
    /// Each its own.
    Apart,
}

/// Whether all operations of one router document the same body for 404, but for those that can have none.
fn is_alike(tags: &[Tag], group: Group) -> bool {
    let operations = tags.iter().filter(|tag| tag.group == group).flat_map(|tag| &tag.operations);
    let operations = operations.filter(|operation| operation.key.method != "HEAD");
    let mut bodies = operations.map(|operation| {
        let covering = |status: Status| operation.responses.iter().find(|response| response.status == status);
        let response = [Status::Exact(404), Status::Range(4), Status::Default].into_iter().find_map(covering);
        response.and_then(|response| response.content.as_ref())
    });
    let first = bodies.next().flatten();
    first.is_some_and(|first| bodies.all(|body| body.is_some_and(|body| is_same(first, body))))
}

fn is_same(one: &Content, other: &Content) -> bool {
    let names = |content: &Content| content.media.iter().map(|media| media.name.clone()).collect::<Vec<_>>();
    one.holds == other.holds && names(one) == names(other)
}

/// Templates of types, found once each.
struct Shared<'t> {
    types: &'t Types,
    templates: HashMap<TypeId, Option<String>>,
    /// Those that an operation has.
    used: BTreeMap<TypeId, String>,
}

fn answer(shared: &mut Shared<'_>, not_found: NotFound, operation: &Operation, response: &Response) -> Option<Answer> {
    let content = response.content.as_ref()?;
    let statuses = statuses(not_found, operation, response);
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
fn statuses(not_found: NotFound, operation: &Operation, response: &Response) -> Vec<u16> {
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
        404 => not_found == NotFound::Alike,
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
fn proven(types: &Types, check: &Check, made: Tree<'static>, statuses: &[u16]) -> Option<Tree<'static>> {
    let proven = prove::proven(types, check, made, statuses)?;
    let extended = template::extended(&proven).and_then(|template| prove::proven(types, check, template, statuses));
    Some(extended.unwrap_or(proven))
}

fn of_media(types: &Types, content: &Content, media: &Media, statuses: &[u16]) -> Option<String> {
    let ty = held(types, content, media);
    let made = match (&media.codec, ty) {
        (Codec::Json | Codec::Text | Codec::Xml(_) | Codec::Form(_) | Codec::Multipart(..), Some(ty)) => {
            template::template(types, ty)?
        }
        (Codec::Json | Codec::Text | Codec::Xml(_) | Codec::Form(_) | Codec::Multipart(..), None) => return None,
        (Codec::Bytes { most: None, .. }, _) if media_type::matches(&media.name, "application/problem+json") => {
            template::problem()?
        }
        (Codec::Bytes { .. } | Codec::Events(_) | Codec::Lines | Codec::Sequence | Codec::Parts, _) => return None,
    };
    let made = proven(types, &media.check, made, statuses)?;
    // Text is the text of a scalar.
    let no_text = media.codec == Codec::Text && matches!(made, Tree::Array(_) | Tree::Object(_));
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
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => Some(ty),
    }
}

fn text(template: &Tree<'_>) -> Option<String> {
    template.to_text().ok()
}
