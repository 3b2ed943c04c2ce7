//! Bodies of the answers that a server gives by itself, in the form that the description has for their status.
//!
//! The generator derives a template from the schema. It is a JSON text whose strings name what takes their place:
//!
//! ```
//! use letterpress_runtime::answer::fill;
//! use letterpress_runtime::{ProblemDetails, StatusCode, json};
//!
//! let template = json::parse(r#"{"code": "$status", "message": "$summary", "errors": [{"at": "$pointer", "why": "$message"}]}"#)?;
//! let problem = ProblemDetails::new(StatusCode::NOT_ACCEPTABLE).detail("this operation answers with text/csv");
//! let body = fill(&template.root().to_tree(), &problem).to_text().unwrap();
//! assert_eq!(body, r#"{"code":406,"message":"this operation answers with text/csv"}"#);
//! # Ok::<(), json::JsonError>(())
//! ```
//!
//! A member is left out where its source has nothing. A list has an entry for each mistake in the request, and is left out where there
//! is none; with `"$always"` behind the entry it then has one of the whole answer. Where not all mistakes are listed and nothing says
//! `"$more"`, the last entry says so. `"$message:80"` is cut to 80 characters. A string that begins with a dollar sign of its own has
//! two.

use std::any::TypeId;
use std::borrow::Cow;
use std::time::SystemTime;

use crate::json::Tree;
use crate::pointer::tokens;
use crate::problem::{Fault, ProblemDetails};
use crate::text::DateTime;

/// Where the body of an answer comes from that no handler gave.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// The description has none: problem details (RFC 9457) of their own media type.
    Undescribed,
    /// A template, whichever media type is sent.
    Template(&'static str),
    /// A template for each media type, in their order; `None` for those that have none.
    Templates(&'static [Option<&'static str>]),
    /// The API gives a value of this type.
    Given(fn() -> TypeId),
}

/// The template of problem details (RFC 9457), for bodies that may be any object.
pub const PROBLEM: &str = r#"{
    "type": "about:blank",
    "title": "$title",
    "status": "$status",
    "detail": "$detail",
    "errors": [{ "parameter": "$parameter", "in": "$in", "pointer": "$pointer", "keyword": "$keyword", "detail": "$message" }],
    "more": "$more"
}"#;

impl Answer {
    /// Problem details, as a documented media type whose schema, if any, allows them.
    pub const PROBLEM: Self = Self::Template(PROBLEM);

    /// A value that the API gives.
    pub const fn given<T: 'static>() -> Self {
        Self::Given(TypeId::of::<T>)
    }

    /// The template of the media type with this index.
    pub fn template(&self, index: usize) -> Option<&'static str> {
        match self {
            Self::Template(template) => Some(template),
            Self::Templates(templates) => templates.get(index).copied().flatten(),
            Self::Undescribed | Self::Given(_) => None,
        }
    }
}

/// What can stand in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The status, a number.
    Status,
    /// The status, its digits as a string.
    Digits,
    /// The reason phrase of the status: `Bad Request`.
    Title,
    /// The same as a word: `bad_request`.
    Code,
    /// What happened; nothing where the status says it all.
    Detail,
    /// What happened, or the reason phrase.
    Text,
    /// The same, followed by all mistakes.
    Summary,
    /// How many mistakes are not listed, a number; nothing where all are.
    More,
    /// The moment of the answer, a date-time of RFC 3339.
    Now,
    /// Of a mistake: what is wrong.
    Message,
    /// Of a mistake: where it is, and what is wrong.
    Line,
    /// Of a mistake: the keyword of JSON Schema that does not hold.
    Keyword,
    /// Of a mistake: a JSON Pointer into the body or the value of the parameter.
    Pointer,
    /// Of a mistake: the name of the parameter; nothing in a body.
    Parameter,
    /// Of a mistake: `path`, `query`, `header` or `cookie`; nothing in a body.
    In,
    /// Of a mistake: its place as `body.items[3].name` or `query.limit`.
    Location,
    /// Of a mistake: the same; `request` where nothing in particular is wrong.
    Place,
    /// Of a mistake: the same as a list, `["body", "items", 3, "name"]`.
    Steps,
    /// The same with strings only.
    Names,
}

impl Source {
    const ALL: [(Self, &'static str); 19] = [
        (Self::Status, "status"),
        (Self::Digits, "digits"),
        (Self::Title, "title"),
        (Self::Code, "code"),
        (Self::Detail, "detail"),
        (Self::Text, "text"),
        (Self::Summary, "summary"),
        (Self::More, "more"),
        (Self::Now, "now"),
        (Self::Message, "message"),
        (Self::Line, "line"),
        (Self::Keyword, "keyword"),
        (Self::Pointer, "pointer"),
        (Self::Parameter, "parameter"),
        (Self::In, "in"),
        (Self::Location, "location"),
        (Self::Place, "place"),
        (Self::Steps, "steps"),
        (Self::Names, "names"),
    ];

    /// Its string in a template, without the dollar sign.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(source, _)| *source == self).map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(source, _)| *source)
    }
}

/// Behind the entry of a list: one of the whole answer where there are no mistakes.
pub const ALWAYS: &str = "$always";

/// The body that a template makes of a problem.
pub fn fill(template: &Tree<'_>, problem: &ProblemDetails) -> Tree<'static> {
    fill_at(template, problem, SystemTime::now())
}

/// The body that a template makes of a problem at a moment.
pub fn fill_at(template: &Tree<'_>, problem: &ProblemDetails, moment: SystemTime) -> Tree<'static> {
    let counts = counts(template);
    value(template, &Filling { problem, moment, counts }, About::All).unwrap_or_else(|| Tree::Object(Vec::new()))
}

/// Whether a template says how many mistakes are not listed.
fn counts(template: &Tree<'_>) -> bool {
    match template {
        Tree::String(text) => text.strip_prefix('$').and_then(Source::named) == Some(Source::More),
        Tree::Array(items) => items.iter().any(counts),
        Tree::Object(members) => members.iter().any(|(_, member)| counts(member)),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Invalid(_) => false,
    }
}

/// What a template is filled with.
struct Filling<'a> {
    problem: &'a ProblemDetails,
    moment: SystemTime,
    /// The template itself says how many mistakes are not listed.
    counts: bool,
}

/// What an entry is about.
#[derive(Clone, Copy)]
enum About<'a> {
    /// Not inside of a list.
    All,
    /// A mistake, and how many more its message has to say there are.
    Mistake(&'a Fault, usize),
    /// The answer as a whole, for want of mistakes.
    Whole,
}

fn value(template: &Tree<'_>, filling: &Filling<'_>, about: About<'_>) -> Option<Tree<'static>> {
    match template {
        Tree::String(text) => string(text, filling, about),
        Tree::Array(items) => list(items, filling),
        Tree::Object(members) => {
            let filled = |(name, template): &(Cow<'_, str>, Tree<'_>)| {
                Some((Cow::Owned(name.clone().into_owned()), value(template, filling, about)?))
            };
            let filled: Vec<_> = members.iter().filter_map(filled).collect();
            (members.is_empty() || !filled.is_empty()).then_some(Tree::Object(filled))
        }
        Tree::Null => Some(Tree::Null),
        Tree::Bool(value) => Some(Tree::Bool(*value)),
        Tree::Number(number) => Some(Tree::Number(number.clone().into_owned())),
        Tree::Invalid(_) => None,
    }
}

fn list(items: &[Tree<'_>], filling: &Filling<'_>) -> Option<Tree<'static>> {
    let Some(entry) = items.first() else { return Some(Tree::Array(Vec::new())) };
    let ProblemDetails { errors, more, .. } = filling.problem;
    if errors.is_empty() {
        let always = items.get(1).and_then(Tree::as_str) == Some(ALWAYS);
        return always.then(|| Tree::Array(value(entry, filling, About::Whole).into_iter().collect()));
    }
    let unsaid = |index: usize| if index + 1 == errors.len() && !filling.counts { *more } else { 0 };
    let mistakes = errors.iter().enumerate().map(|(index, fault)| About::Mistake(fault, unsaid(index)));
    Some(Tree::Array(mistakes.filter_map(|mistake| value(entry, filling, mistake)).collect()))
}

fn string(text: &str, filling: &Filling<'_>, about: About<'_>) -> Option<Tree<'static>> {
    let Some(name) = text.strip_prefix('$') else { return Some(Tree::from(text.to_owned())) };
    let (name, limit) = name.split_once(':').map_or((name, None), |(name, limit)| (name, limit.parse::<usize>().ok()));
    let Some(source) = Source::named(name) else { return text.strip_prefix('$').map(|text| Tree::from(text.to_owned())) };
    match (taken(source, filling, about)?, limit) {
        (Tree::String(text), Some(limit)) => Some(Tree::from(text.chars().take(limit).collect::<String>())),
        (taken, _) => Some(taken),
    }
}

fn taken(source: Source, filling: &Filling<'_>, about: About<'_>) -> Option<Tree<'static>> {
    let problem = filling.problem;
    let title = problem.status.canonical_reason().unwrap_or("Error");
    let text = || problem.detail.clone().unwrap_or_else(|| title.to_owned());
    let (fault, unsaid) = match about {
        About::Mistake(fault, unsaid) => (Some(fault), unsaid),
        About::All | About::Whole => (None, 0),
    };
    let and_more = |told: String| if unsaid == 0 { told } else { format!("{told} (and {unsaid} more mistakes)") };
    let of_parameter = || fault.and_then(|fault| fault.parameter);
    let taken = match source {
        Source::Status => return Some(Tree::from(i64::from(problem.status.as_u16()))),
        Source::Steps => return Some(Tree::Array(fault.map(|fault| steps(fault, index)).unwrap_or_default())),
        Source::Names => return Some(Tree::Array(fault.map(|fault| steps(fault, |_| None)).unwrap_or_default())),
        Source::Digits => problem.status.as_str().to_owned(),
        Source::Title => title.to_owned(),
        Source::Code => word(title),
        Source::Detail => problem.detail.clone()?,
        Source::Text => text(),
        Source::Summary if problem.errors.is_empty() => text(),
        Source::Summary => format!("{}: {}", text(), problem.listed()),
        Source::More => return (problem.more > 0).then(|| Tree::from(i64::try_from(problem.more).unwrap_or(i64::MAX))),
        Source::Now => DateTime::from(filling.moment).to_string(),
        Source::Message => fault.map_or_else(text, |fault| and_more(fault.detail.clone())),
        Source::Line => fault.map_or_else(text, |fault| and_more(fault.to_string())),
        Source::Keyword => fault.map_or_else(|| word(title), |fault| fault.keyword.clone().into_owned()),
        Source::Pointer => fault?.pointer.clone(),
        Source::Location => location(fault?),
        Source::Place => fault.map_or_else(|| "request".to_owned(), location),
        Source::Parameter => of_parameter()?.1.to_owned(),
        Source::In => of_parameter()?.0.as_str().to_owned(),
    };
    Some(Tree::from(taken))
}

fn word(title: &str) -> String {
    title.to_ascii_lowercase().replace(|character: char| !character.is_ascii_alphanumeric(), "_")
}

/// `body`, or the location and the name of the parameter; then each step of the pointer, as a number where `index` says so.
fn steps(fault: &Fault, index: impl Fn(&str) -> Option<i64>) -> Vec<Tree<'static>> {
    let mut steps: Vec<Tree<'static>> = match fault.parameter {
        Some((location, name)) => vec![Tree::from(location.as_str()), Tree::from(name)],
        None => vec![Tree::from("body")],
    };
    steps.extend(tokens(&fault.pointer).map(|token| match index(&token) {
        Some(index) => Tree::from(index),
        None => Tree::from(token),
    }));
    steps
}

fn location(fault: &Fault) -> String {
    let mut text = match fault.parameter {
        Some((location, name)) => format!("{}.{name}", location.as_str()),
        None => "body".to_owned(),
    };
    for token in tokens(&fault.pointer) {
        match index(&token) {
            Some(index) => text.push_str(&format!("[{index}]")),
            None => text.push_str(&format!(".{token}")),
        }
    }
    text
}

/// A token that reads as the index of an array.
fn index(token: &str) -> Option<i64> {
    let canonical = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    token.parse().ok().filter(|_| canonical)
}
