//! Operations and what they are made of.

use std::collections::BTreeMap;

use super::{Check, Docs, TypeRef};
use crate::pointer::Pointer;

/// Which operation: its place in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// The method, upper case.
    pub method: String,
    /// The key of the path item, as written: a path template, with a query or a fragment at times.
    pub path: String,
}

/// What the key of a path item says of requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// The path template: what stands before `?` and `#`.
    pub template: String,
    /// The pairs of the query, as written (encoded); those that stand for a query parameter (`q={q}`) are left out.
    pub fixed_query: Vec<(String, String)>,
    /// What stands behind `#`, which is never sent.
    pub fragment: Option<String>,
    /// Required parameters with one value each, which tell the operation from others of the same method, path and fixed query.
    pub marks: Vec<Mark>,
    /// Whether another operation, written before, matches the same requests.
    pub yields: bool,
}

/// A parameter with its only value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Where the parameter stands; names of headers in small letters.
    pub location: Location,
    /// Its name.
    pub name: String,
    /// The value that it has in each request.
    pub value: String,
}

/// A place in an operation that can hold a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationPart {
    /// A parameter, by location and name.
    Parameter(Location, String),
    /// The request body.
    RequestBody,
    /// A response body.
    Response(Status),
    /// A response header.
    Header(Status, String),
    /// A body of a media type that is not `application/json`, by its name.
    Media(Box<OperationPart>, String),
    /// A body that has several schemas.
    Contents(Box<OperationPart>),
}

/// A tag with its operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name; empty for operations without a tag.
    pub name: String,
    /// What people wrote.
    pub docs: Docs,
    /// Operations whose first tag it is, in the order of the document.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// Which requests are its own.
    pub route: Route,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// Where it stands.
    pub pointer: Pointer,
    /// What people wrote.
    pub docs: Docs,
    /// Parameters in order: those of the path item that the operation does not override, then its own.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// Documented responses, in order.
    pub responses: Vec<Response>,
    /// Alternatives (OR) of requirements that hold together (AND); no alternative: no security; an empty one: anonymous is allowed.
    pub security: Vec<Vec<SecurityRequirement>>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the values of `in`")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// The value of `in`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the values of `style`")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A Parameter Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: Location,
    /// `required`.
    pub required: bool,
    /// What people wrote.
    pub docs: Docs,
    /// `style`, or the default of the location.
    pub style: Style,
    /// `explode`, or the default of the style.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `in: querystring`: the value is the whole query (3.2), and no pair of it.
    pub whole_query: bool,
    /// The type of a value that is there.
    pub ty: TypeRef,
    /// What it must satisfy.
    pub check: Check,
    /// How raw text becomes JSON.
    pub kind: ParameterKind,
    /// `default`, as JSON text.
    pub default: Option<String>,
    /// The one string that `const` or an `enum` of one value allows.
    pub only: Option<String>,
}

/// How the raw text of a parameter becomes JSON before it is checked.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterKind {
    /// Text as it is.
    String,
    /// A number without fraction.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array of these.
    Array(Box<ParameterKind>),
    /// An object with these members; others are strings.
    Object(Vec<(String, ParameterKind)>),
    /// A number, `true`, `false` or `null` if it reads as one; else a string.
    Any,
    /// JSON text: `content` with a media type of JSON.
    Json,
    /// An object whose members are all of one kind.
    Map(Box<ParameterKind>),
    /// One text of the first kind, or an array or object of the second.
    Mixed(Box<ParameterKind>, Box<ParameterKind>),
}

/// A Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// `required`.
    pub required: bool,
    /// `description`.
    pub docs: Docs,
    /// What it is.
    pub content: Content,
}

/// The `content` of a body: what Rust holds of it, and the media types that it travels as.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// What Rust holds.
    pub holds: Holds,
    /// Its media types, in order; those of all alternatives where it has several schemas.
    pub media: Vec<Media>,
}

/// What Rust holds of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// A value that has a JSON form, or one of several contents ([`Shape::Contents`](super::Shape::Contents)).
    Value(TypeRef),
    /// Bytes as they come.
    Stream,
    /// All bytes: the schema says how many there can be.
    Bytes,
    /// The parts of a multipart body, as they come.
    Parts,
}

impl Content {
    /// The type of the value; `None` for bytes.
    pub fn ty(&self) -> Option<&TypeRef> {
        match &self.holds {
            Holds::Value(ty) => Some(ty),
            Holds::Stream | Holds::Bytes | Holds::Parts => None,
        }
    }
}

/// A Media Type Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// The media type as written, such as `application/problem+json`.
    pub name: String,
    /// Its form on the wire.
    pub codec: Codec,
    /// What the value must satisfy.
    pub check: Check,
}

/// What a body looks like on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Codec {
    /// JSON (RFC 8259).
    Json,
    /// The text of a scalar.
    Text,
    /// Bytes: `minLength` and `maxLength` of the schema count them.
    Bytes {
        /// The fewest.
        least: Option<u64>,
        /// The most; where it is known, they are held as a whole.
        most: Option<u64>,
    },
    /// `application/x-www-form-urlencoded`.
    Form(Form),
    /// `multipart/*`, a part for each member.
    Multipart(Vec<Part>),
    /// `multipart/*`, whose parts the description does not name.
    Parts,
}

/// A member of a multipart body, with its Encoding Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PartKind,
    /// Whether there is a part for each item of a list.
    pub many: bool,
    /// `contentType`, where it says more than the kind does.
    pub media_type: Option<String>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// Text.
    Text(ParameterKind),
    /// JSON.
    Json,
    /// Bytes, with a name and a media type of their own.
    File,
}

/// How the members of a form are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// Those that the schema declares, in its order.
    pub properties: Vec<FormProperty>,
    /// What the others are; text where the schema does not say.
    pub others: Option<ParameterKind>,
}

/// A member of a form, with its Encoding Object.
#[derive(Clone, Debug, PartialEq)]
pub struct FormProperty {
    /// Its name.
    pub name: String,
    /// `style`.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// How raw text becomes JSON.
    pub kind: ParameterKind,
}

/// One of several contents of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// A word for it, such as `Json`.
    pub word: &'static str,
    /// What it is.
    pub content: Content,
}

/// Which statuses a response describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status, 100 to 599.
    Exact(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

/// A Response Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Which statuses.
    pub status: Status,
    /// `description`.
    pub description: String,
    /// Documented headers, in order, without `Content-Type`.
    pub headers: Vec<Header>,
    /// The body; `None` when the response has no content.
    pub content: Option<Content>,
}

/// A Header Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// `required`.
    pub required: bool,
    /// What people wrote.
    pub docs: Docs,
    /// The type of a value that is there.
    pub ty: TypeRef,
    /// How raw text becomes JSON.
    pub kind: ParameterKind,
    /// `explode`.
    pub explode: bool,
}

/// A Security Scheme Object with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its key in `components.securitySchemes`.
    pub name: String,
    /// What people wrote.
    pub docs: Docs,
    /// What it is.
    pub kind: SecuritySchemeKind,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `http` with scheme `bearer`.
    Bearer,
    /// `http` with scheme `basic`.
    Basic,
    /// `http` with another scheme, by its name.
    Http(String),
    /// `mutualTLS`: the certificate of the connection.
    MutualTls,
    /// `apiKey`.
    ApiKey {
        /// `in`: query, header or cookie.
        location: Location,
        /// `name` of the header, query parameter or cookie.
        name: String,
    },
    /// `oauth2`: a bearer token with scopes.
    OAuth2 {
        /// Every scope of every flow with its description.
        scopes: BTreeMap<String, String>,
    },
    /// `openIdConnect`: a bearer token with scopes.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: String,
    },
}

/// One scheme that an operation requires.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityRequirement {
    /// Index into [`Api::security_schemes`](super::Api::security_schemes).
    pub scheme: usize,
    /// Scopes or roles.
    pub scopes: Vec<String>,
}
