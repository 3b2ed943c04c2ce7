use letterpress_runtime::{
    Body, Bytes, Method, NoDocumentedError, Operation, Outcome, Parameter, ParameterKind, RequestReader, RequestWriter,
    ResponseReader, ResponseWriter, Security, Status, StatusCode, Style, Validate, documented_error,
};

use super::models::{Book, Loan, PageRange, Problem};
use super::security;

/// Store a book.
///
/// `POST /books`
#[derive(Clone, Debug, PartialEq)]
pub struct CreateBook {
    pub body: Book,
}

impl CreateBook {
    const BODY: Body = Body::json("application/json", Book::validate);

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
    const STATUSES: &'static [Status] = &[Status::Exact(201), Status::Exact(409), Status::Range(4), Status::Default];
    const MEDIA_TYPES: &'static [&'static str] = &["application/json", "application/problem+json"];
    type Ok = CreateBookOk;
    type Error = CreateBookError;

    fn write_request(&self, request: &mut RequestWriter) {
        request.body(&Self::BODY, &self.body);
    }

    fn read_request(request: &mut RequestReader<'_>) -> Self {
        Self { body: request.body(&Self::BODY) }
    }

    fn write_response(outcome: &Outcome<Self>, response: &mut ResponseWriter) {
        match outcome {
            Ok(CreateBookOk { location, remaining, body }) => response
                .status(201)
                .header("Location", location)
                .optional_header("X-Remaining", remaining)
                .json("application/json", body),
            Err(CreateBookError::Conflict { retry_after, body }) => {
                response.status(409).optional_header("Retry-After", retry_after).json("application/problem+json", body)
            }
            Err(CreateBookError::ClientError { status, body }) => response.status(*status).json("application/problem+json", body),
            Err(CreateBookError::Default { status, body }) => response.status(*status).json("application/problem+json", body),
        }
    }

    fn read_response(response: &mut ResponseReader<'_>) -> Option<Outcome<Self>> {
        Some(match response.status() {
            201 => Ok(CreateBookOk {
                location: response.header("Location"),
                remaining: response.optional_header("X-Remaining"),
                body: response.json("application/json"),
            }),
            409 => Err(CreateBookError::Conflict {
                retry_after: response.optional_header("Retry-After"),
                body: response.json("application/problem+json"),
            }),
            400..=499 => Err(CreateBookError::ClientError {
                status: response.status_code(),
                body: response.json("application/problem+json"),
            }),
            _ => {
                Err(CreateBookError::Default { status: response.status_code(), body: response.json("application/problem+json") })
            }
        })
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
    const STATUSES: &'static [Status] = &[Status::Exact(200), Status::Exact(422)];
    const MEDIA_TYPES: &'static [&'static str] = &["application/json"];
    type Ok = Vec<Book>;
    type Error = NoDocumentedError;

    fn write_request(&self, request: &mut RequestWriter) {
        request.required(&Self::SHELF, &self.shelf);
        request.required(&Self::NAME, &self.name);
        request.required(&Self::EXTENSION, &self.extension);
        request.optional(&Self::LIMIT, &self.limit);
        request.optional(&Self::TAGS, &self.tags);
        request.optional(&Self::IDS, &self.ids);
        request.optional(&Self::RANGE, &self.range);
        request.optional(&Self::X_FLAGS, &self.x_flags);
        request.optional(&Self::SESSION, &self.session);
    }

    fn read_request(request: &mut RequestReader<'_>) -> Self {
        Self {
            shelf: request.required(&Self::SHELF),
            name: request.required(&Self::NAME),
            extension: request.required(&Self::EXTENSION),
            limit: request.optional(&Self::LIMIT),
            tags: request.optional(&Self::TAGS),
            ids: request.optional(&Self::IDS),
            range: request.optional(&Self::RANGE),
            x_flags: request.optional(&Self::X_FLAGS),
            session: request.optional(&Self::SESSION),
        }
    }

    fn write_response(outcome: &Outcome<Self>, response: &mut ResponseWriter) {
        match outcome {
            Ok(body) => response.status(200).json("application/json", body),
            Err(error) => match *error {},
        }
    }

    fn read_response(response: &mut ResponseReader<'_>) -> Option<Outcome<Self>> {
        Some(match response.status() {
            200 => Ok(response.json("application/json")),
            _ => return None,
        })
    }
}

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

impl Lend {
    const FORM: Body = Body::form(
        "application/x-www-form-urlencoded",
        Loan::validate,
        &[Parameter::query("reader"), Parameter::query("books").kind(ParameterKind::Array(&ParameterKind::Integer))],
    );
    const BINARY: Body = Body::binary("application/octet-stream");
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
    const STATUSES: &'static [Status] = &[Status::Exact(200), Status::Exact(204)];
    const MEDIA_TYPES: &'static [&'static str] = &["text/plain"];
    type Ok = LendOk;
    type Error = NoDocumentedError;

    fn write_request(&self, request: &mut RequestWriter) {
        match &self.body {
            Some(LendBody::Form(body)) => request.body(&Self::FORM, body),
            Some(LendBody::Binary(body)) => request.binary(&Self::BINARY, body),
            None => {}
        }
    }

    fn read_request(request: &mut RequestReader<'_>) -> Self {
        if !request.has_body() {
            return Self { body: None };
        }
        Self {
            body: Some(match request.choose(&[&Self::FORM, &Self::BINARY]) {
                1 => LendBody::Binary(request.binary(&Self::BINARY)),
                _ => LendBody::Form(request.body(&Self::FORM)),
            }),
        }
    }

    fn write_response(outcome: &Outcome<Self>, response: &mut ResponseWriter) {
        match outcome {
            Ok(LendOk::Ok(body)) => response.status(200).text("text/plain", body),
            Ok(LendOk::NoContent) => response.status(204).empty(),
            Err(error) => match *error {},
        }
    }

    fn read_response(response: &mut ResponseReader<'_>) -> Option<Outcome<Self>> {
        Some(match response.status() {
            200 => Ok(LendOk::Ok(response.text("text/plain"))),
            204 => Ok(LendOk::NoContent),
            _ => return None,
        })
    }
}
