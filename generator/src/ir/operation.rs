//! Operations and what they are made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Check, Docs, Server, TypeId, TypeRef, Xml};
use crate::pointer::Pointer;

/// Which operation: its place in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// The method, upper case.
    pub method: String,
    /// The path item that holds it.
    pub place: OperationPlace,
}

/// Where a path item stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationPlace {
    /// In `paths`, under this key as written: a path template, with a query or a fragment at times.
    Path(String),
    /// In `webhooks`, under this name.
    Webhook(String),
    /// In a callback.
    Callback(CallbackPlace),
}

/// A path item of a callback.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallbackPlace {
    /// What holds the callback: an operation with its `operationId`; `None` for `components.callbacks`.
    pub owner: Option<(Box<OperationKey>, Option<String>)>,
    /// The name of the callback.
    pub name: String,
    /// The runtime expression of its URL, as written.
    pub expression: String,
}

impl OperationKey {
    /// The operation of a method and a key of `paths`.
    pub fn path(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self { method: method.into(), place: OperationPlace::Path(path.into()) }
    }

    /// The key of the path item, as written.
    pub fn written(&self) -> &str {
        match &self.place {
            OperationPlace::Path(key) | OperationPlace::Webhook(key) => key,
            OperationPlace::Callback(callback) => &callback.expression,
        }
    }

    /// The group that it stands in, unless its tags decide.
    pub fn group(&self) -> Group {
        match self.place {
            OperationPlace::Path(_) => Group::Tag,
            OperationPlace::Webhook(_) => Group::Webhooks,
            OperationPlace::Callback(_) => Group::Callbacks,
        }
    }
}

/// Method and key, such as `GET /pets`.
impl std::fmt::Display for OperationKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.written())
    }
}

/// What operations have in common that stand in one module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Their first tag.
    #[default]
    Tag,
    /// They are webhooks.
    Webhooks,
    /// They are in callbacks.
    Callbacks,
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tag {
    /// Whether it is a tag at all: webhooks and callbacks stand in a group of their own, whatever their tags.
    pub group: Group,
    /// Its name; empty for operations without a tag, and for webhooks and callbacks.
    pub name: String,
    /// What people wrote.
    pub docs: Docs,
    /// Operations whose first tag it is, in the order of the document.
    pub operations: Vec<Operation>,
}

impl Tag {
    /// The security schemes that its operations ask for, by their indices, some more than once.
    pub fn schemes(&self) -> impl Iterator<Item = usize> {
        self.operations.iter().flat_map(|operation| operation.security.iter().flatten()).map(|requirement| requirement.scheme)
    }
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// `servers` of its own, or of its path item; empty where those of the document count.
    pub servers: Vec<Server>,
    /// The operations that ask for it, if it is in a callback.
    pub asked_by: Vec<OperationKey>,
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
#[expect(missing_docs, reason = "the values of `style`, and `tsv` of Swagger 2.0")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    TabDelimited,
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
    /// `allowEmptyValue`: an empty text that is no value stands for an absent one.
    pub allow_empty: bool,
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
    /// `example` and `examples`.
    pub examples: Arc<[Example]>,
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
    /// An object with these members; others are not kept.
    Object(Vec<(String, ParameterKind)>),
    /// An object with these members, and others of one kind.
    Open(Vec<(String, ParameterKind)>, Box<ParameterKind>),
    /// One of several scalar kinds; text comes last.
    Either(Vec<ParameterKind>),
    /// A number, `true` or `false` if it reads as one; else a string.
    Any,
    /// JSON text: `content` with a media type of JSON.
    Json,
    /// An object whose members are all of one kind.
    Map(Box<ParameterKind>),
    /// One text of the first kind, or an array or object of the second.
    Mixed(Box<ParameterKind>, Box<ParameterKind>),
    /// What the table of a definition says ([`Api::fields`](super::Api::fields)).
    Named(TypeId),
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
    /// A stream of values, one by one.
    Items(TypeRef),
    /// A stream of server-sent events with such data.
    Events(TypeRef),
    /// The parts of a multipart body, as they come.
    Parts,
}

impl Content {
    /// The type of the value, or of each of a stream; `None` for bytes.
    pub fn ty(&self) -> Option<&TypeRef> {
        match &self.holds {
            Holds::Value(ty) | Holds::Items(ty) | Holds::Events(ty) => Some(ty),
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
    /// `example` and `examples`.
    pub examples: Arc<[Example]>,
}

/// An Example Object, or the value of `example`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its key in `examples`.
    pub name: Option<String>,
    /// The value, as JSON text.
    pub value: String,
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
    /// Server-sent events (HTML, section 9.2).
    Events(EventData),
    /// JSON Lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
    /// XML: its root element.
    Xml(Box<Xml>),
    /// `application/x-www-form-urlencoded`.
    Form(Form),
    /// `multipart/*`, a part for each member, and what other parts are where the schema says it.
    Multipart(Vec<Part>, Option<ParameterKind>),
    /// `multipart/*`, whose parts the description does not name.
    Parts,
}

/// What the data of a server-sent event are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventData {
    /// JSON.
    Json,
    /// The text of a scalar.
    Text,
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
    /// Whether its schema names null.
    pub nullable: bool,
    /// Whether it has headers of its own, though it is no file.
    pub headed: bool,
    /// `contentType`, where it says more than the kind does.
    pub media_type: Option<String>,
    /// Its own headers, which each of its parts has.
    pub headers: Vec<PartHeader>,
}

/// A header of a part. Rust holds its text.
#[derive(Clone, Debug, PartialEq)]
pub struct PartHeader {
    /// Its name as written.
    pub name: String,
    /// `required`.
    pub required: bool,
    /// `explode`.
    pub explode: bool,
    /// How raw text becomes JSON.
    pub kind: ParameterKind,
    /// What it must satisfy.
    pub check: Check,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// Text, in parts that a style names, as it names the fields of a form.
    Styled(FormProperty),
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
    /// Whether its schema names null.
    pub nullable: bool,
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

impl Status {
    /// What a key of `responses` means.
    pub fn of(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if let Some(digit) = key.to_ascii_uppercase().strip_suffix("XX") {
            return digit.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Self::Range);
        }
        key.parse().ok().filter(|code| key.len() == 3 && (100..=599).contains(code)).map(Self::Exact)
    }
}

/// As a key of `responses`.
impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
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
    /// Where the body comes from when a server answers by itself; `None` when it never does so with this response.
    pub answer: Option<Answer>,
}

/// Where the body of an answer comes from that no handler gave. Templates are those of [`letterpress_runtime::answer`].
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The template of this type, in [`Api::answers`](super::Api::answers).
    Shared(TypeId),
    /// A template for all media types.
    Template(String),
    /// A template for each media type; `None` for those that have none.
    Templates(Vec<Option<String>>),
    /// The API has to give it.
    Given,
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
    /// `simple`, or a list with other delimiters in Swagger 2.0.
    pub style: Style,
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
