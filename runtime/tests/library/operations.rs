use letterpress_runtime::{
    Bytes, Media, Method, NoDocumentedError, Operation, Parameter, ParameterKind, Security, StatusCode, Style, Validate,
    contents, documented_error, request, responses,
};

use super::models::{Book, Loan, PageRange, Problem, Shelved};
use super::security;

/// Store a book.
///
/// `POST /books`
#[derive(Clone, Debug, PartialEq)]
pub struct CreateBook {
    pub body: Book,
}

impl CreateBook {
    pub fn new(body: Book) -> Self {
        Self { body }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct CreateBookOk {
    pub location: String,
    pub remaining: Option<i64>,
    pub body: Book,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CreateBookError {
    Conflict { retry_after: Option<i64>, body: Problem },
    ClientError { status: StatusCode, body: Problem },
    Default { status: StatusCode, body: Problem },
}

documented_error!(CreateBook => CreateBookError);

impl Operation for CreateBook {
    const ID: &'static str = "createBook";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/books";
    const SECURITY: Security = &[&[security::BEARER_AUTH.scopes(&["write"])]];
    type Ok = CreateBookOk;
    type Error = CreateBookError;

    request! {
        body: body Media::json("application/json").rule(Book::validate),
    }

    responses! {
        201 => Ok(CreateBookOk { location, remaining, body }) {
            location: header "Location",
            remaining: optional_header "X-Remaining",
            body: json "application/json",
        },
        409 => Err(CreateBookError::Conflict { retry_after, body }) {
            retry_after: optional_header "Retry-After",
            body: json "application/problem+json",
        },
        client_error => Err(CreateBookError::ClientError { status, body }) {
            status: status,
            body: json "application/problem+json",
        },
        default => Err(CreateBookError::Default { status, body }) { status: status, body: json "application/problem+json" },
    }
}

/// Find books: parameters of every kind.
///
/// `GET /shelves/{shelf}/books/{name}.{extension}`
#[derive(Clone, Debug, PartialEq)]
pub struct FindBooks {
    pub shelf: Vec<i64>,
    pub name: String,
    pub extension: String,
    pub limit: Option<i64>,
    pub tags: Option<Vec<String>>,
    pub ids: Option<Vec<i64>>,
    pub range: Option<PageRange>,
    pub x_flags: Option<Vec<String>>,
    pub session: Option<String>,
}

impl FindBooks {
    const SHELF: Parameter = Parameter::path("shelf")
        .style(Style::Matrix)
        .kind(ParameterKind::Array(&ParameterKind::Integer))
        .rule(|value| value.array().items(|value| value.integer().minimum(0)));
    const NAME: Parameter = Parameter::path("name");
    const EXTENSION: Parameter = Parameter::path("extension");
    const LIMIT: Parameter =
        Parameter::query("limit").kind(ParameterKind::Integer).rule(|value| value.integer().maximum(100)).default("20");
    const TAGS: Parameter = Parameter::query("tags").kind(ParameterKind::Array(&ParameterKind::String));
    const IDS: Parameter = Parameter::query("ids[]").explode(false).kind(ParameterKind::Array(&ParameterKind::Integer));
    const RANGE: Parameter = Parameter::query("range")
        .style(Style::DeepObject)
        .kind(ParameterKind::Object(&[("from", ParameterKind::Integer), ("to", ParameterKind::Integer)]));
    const X_FLAGS: Parameter = Parameter::header("X-Flags").kind(ParameterKind::Array(&ParameterKind::String));
    const SESSION: Parameter = Parameter::cookie("theme");

    pub fn new(shelf: Vec<i64>, name: String, extension: String) -> Self {
        Self { shelf, name, extension, limit: None, tags: None, ids: None, range: None, x_flags: None, session: None }
    }
}

impl Operation for FindBooks {
    const ID: &'static str = "findBooks";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/shelves/{shelf}/books/{name}.{extension}";
    type Ok = Vec<Shelved>;
    type Error = FindBooksError;

    request! {
        shelf: required Self::SHELF,
        name: required Self::NAME,
        extension: required Self::EXTENSION,
        limit: optional Self::LIMIT,
        tags: optional Self::TAGS,
        ids: optional Self::IDS,
        range: optional Self::RANGE,
        x_flags: optional Self::X_FLAGS,
        session: optional Self::SESSION,
    }

    responses! {
        200 => Ok(body) { body: json "application/json" },
        422 => Err(FindBooksError::UnprocessableEntity(body)) { body: json "application/problem+json" },
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum FindBooksError {
    UnprocessableEntity(Problem),
}

documented_error!(FindBooks => FindBooksError);

/// Lend: a form or bytes, optionally.
///
/// `POST /loans`
#[derive(Clone, Debug, PartialEq)]
pub struct Lend {
    pub body: Option<LendBody>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LendBody {
    Form(Loan),
    Binary(Bytes),
}

contents! {
    LendBody {
        Form(Loan) = [Media::form(
            "application/x-www-form-urlencoded",
            &[Parameter::query("reader"), Parameter::query("books").kind(ParameterKind::Array(&ParameterKind::Integer))],
        )
        .rule(Loan::validate)],
        Binary(Bytes) = [Media::bytes("application/octet-stream")],
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum LendOk {
    Ok(String),
    NoContent,
}

impl Operation for Lend {
    const ID: &'static str = "lend";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/loans";
    const SECURITY: Security = &[
        &[security::BASIC_AUTH.scopes(&[]), security::HEADER_KEY.scopes(&[])],
        &[security::QUERY_KEY.scopes(&[])],
        &[security::COOKIE_KEY.scopes(&[])],
        &[],
    ];
    type Ok = LendOk;
    type Error = NoDocumentedError;

    request! {
        body: optional_bodies LendBody::MEDIA,
    }

    responses! {
        200 => Ok(LendOk::Ok(body)) { body: body Media::text("text/plain") },
        204 => Ok(LendOk::NoContent) {},
    }
}
