//! IR: an API without references. What lowering decided and emitters print.
//!
//! Two families: [`Type`] is a definition, held in a table and named by [`TypeId`]; [`TypeRef`] is a use. A schema gives two
//! independent products: a type (what Rust holds) and a [`Check`] (what the standard demands of the JSON).
//! Names are not here: a later stage chooses every Rust identifier.

use std::collections::BTreeMap;

use crate::pointer::Pointer;

/// A whole API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub docs: Docs,
    /// `servers` of the document, in order.
    pub servers: Vec<Server>,
    /// Every type definition, in the order of the document.
    pub types: Types,
    /// Operations by their first tag, in the order in which the tags first appear (`tags` of the document, then use).
    /// Operations without a tag stand in a tag whose name is empty.
    pub tags: Vec<Tag>,
    /// `components.securitySchemes`, in order.
    pub security_schemes: Vec<SecurityScheme>,
}

/// What people wrote about something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `summary`.
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `externalDocs`: address and description.
    pub external: Option<(String, Option<String>)>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// A Server Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// `url`, with `{variable}` templates.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// `variables`, in order.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// `default`.
    pub default: String,
    /// `enum`; empty when every value is allowed.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

/// Which type: an index into [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// The table of type definitions. A [`TypeId`] is only made by adding to it, so looking one up cannot fail in practice;
/// it is an `Option` because an id of another table would.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types(Vec<Type>);

impl Types {
    /// Adds a definition.
    pub fn add(&mut self, definition: Type) -> TypeId {
        self.0.push(definition);
        TypeId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The definition.
    pub fn get(&self, id: TypeId) -> Option<&Type> {
        self.0.get(id.0 as usize)
    }

    /// The definition, to fill it in.
    pub fn get_mut(&mut self, id: TypeId) -> Option<&mut Type> {
        self.0.get_mut(id.0 as usize)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        self.0.iter().enumerate().map(|(index, definition)| (TypeId(u32::try_from(index).unwrap_or(u32::MAX)), definition))
    }
}

/// A type definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Where its schema stands in the canonical document.
    pub pointer: Pointer,
    /// What its name is made from.
    pub origin: Origin,
    /// `description`, `title` (as summary), `externalDocs`, `deprecated`.
    pub docs: Docs,
    /// What Rust holds.
    pub shape: Shape,
    /// What the standard demands of the JSON.
    pub check: Check,
    /// What only the whole graph tells.
    pub facts: Facts,
}

/// Where a type's name comes from: its place, never its title or position among siblings.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// `components.schemas.<name>`.
    Component(String),
    /// A schema written inside another type; it lives in the file of its owner.
    Inside {
        /// The type that owns it.
        owner: TypeId,
        /// How one gets there from the owner.
        step: Step,
    },
    /// A schema written inside an operation; it lives in the file of the operation's tag.
    Operation {
        /// The operation.
        operation: OperationKey,
        /// What of the operation.
        part: OperationPart,
    },
}

/// One step from a schema to a schema inside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A property.
    Property(String),
    /// The items of an array.
    Items,
    /// The values of a map.
    Values,
    /// Branch `index` (from 0) of `oneOf`, `anyOf` or `allOf`; `name` is the tag value, the single constant or the JSON type, where one tells it
    /// from its siblings.
    Branch {
        /// Index from 0.
        index: usize,
        /// What tells it apart, if anything does.
        name: Option<String>,
    },
}

/// Which operation: its place in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// The method, upper case.
    pub method: String,
    /// The path template, as written.
    pub path: String,
}

/// A place in an operation that can hold a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationPart {
    /// A parameter, by name.
    Parameter(String),
    /// The request body.
    RequestBody,
    /// A response body.
    Response(Status),
    /// A response header.
    Header(Status, String),
}

/// What only the whole graph tells about a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A request can hold it.
    pub in_requests: bool,
    /// A response can hold it.
    pub in_responses: bool,
    /// A validator is needed: it is in a request, or decides between branches of a union.
    pub validated: bool,
    /// `Default` can be derived: a struct without required fields.
    pub default: bool,
    /// `Eq` and `Hash` can be derived: no floats, no free JSON.
    pub eq: bool,
}

/// What Rust holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Named members.
    Struct(Struct),
    /// One of listed scalar values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// Another name for a use: `pub type Email = String;`.
    Alias(TypeRef),
}

/// An object with declared members.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Declared members, in order (of `allOf`: branch by branch).
    pub fields: Vec<Field>,
    /// The members that are not declared.
    pub rest: Rest,
}

/// What happens to members that are not declared.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// Allowed and dropped: `additionalProperties` is absent.
    Ignored,
    /// Not allowed in a request, dropped from a response: `additionalProperties: false`.
    Refused,
    /// Kept in a map: `additionalProperties` is `true` or a schema.
    Kept(TypeRef),
}

/// A declared member.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The property's name.
    pub name: String,
    /// What people wrote.
    pub docs: Docs,
    /// The type of a value that is there; nullability is part of it.
    pub ty: TypeRef,
    /// Whether it must be there, in every direction in which the type is used.
    pub required: bool,
    /// `default`, as JSON text; only on optional members and only where it fits the schema.
    pub default: Option<String>,
    /// It stands in a `Box`, because the type would contain itself.
    pub boxed: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
}

/// An enumeration of strings or integers.
#[derive(Clone, Debug, PartialEq)]
pub enum Enumeration {
    /// Distinct strings, in order.
    Strings(Vec<String>),
    /// Distinct integers, in order.
    Integers(Vec<i64>),
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The branches; for untagged ones in the order in which ties are decided.
    pub variants: Vec<Variant>,
    /// How a branch is chosen.
    pub choice: Choice,
}

/// How the branch of a union is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// By the value of a member (`discriminator.propertyName`).
    Tag(String),
    /// By what holds.
    Check,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What its name is made from.
    pub step: VariantName,
    /// The tag values that mean it; empty for untagged unions.
    pub tags: Vec<String>,
    /// What it holds.
    pub ty: TypeRef,
    /// It stands in a `Box`.
    pub boxed: bool,
    /// What must hold for an untagged branch.
    pub check: Check,
}

/// What a variant's name is made from.
#[derive(Clone, Debug, PartialEq)]
pub enum VariantName {
    /// The type it refers to: `Cat(Cat)`.
    Type(TypeId),
    /// A word that tells the kind: `Integer`, `Text`, `List`, ... or a constant.
    Word(String),
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeRef {
    /// A type of the runtime or of Rust.
    Primitive(Primitive),
    /// A definition.
    Named(TypeId),
    /// `Vec<T>`.
    List(Box<TypeRef>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeRef>),
    /// `Option<T>`: null is allowed.
    Nullable(Box<TypeRef>),
    /// `serde_json::Value`: any JSON.
    Any,
    /// `serde_json::Map<String, Value>`: any JSON object.
    AnyObject,
}

/// A scalar that needs no definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// `bool`.
    Boolean,
    /// `i32`: format `int32`.
    Int32,
    /// `i64`: `integer` without format or `int64`.
    Int64,
    /// `u32`: format `uint32`.
    Uint32,
    /// `u64`: format `uint64`.
    Uint64,
    /// `f32`: format `float`.
    Float,
    /// `f64`: `number` without format or `double`.
    Double,
    /// `Decimal`, exact: format `decimal`.
    Decimal,
    /// `String`.
    String,
    /// `Date`: RFC 3339 full-date.
    Date,
    /// `DateTime`: RFC 3339 date-time.
    DateTime,
    /// `Time`: RFC 3339 full-time.
    Time,
    /// `Duration`: RFC 3339 appendix A.
    Duration,
    /// `Uuid`.
    Uuid,
    /// `Base64`: bytes in base64 (format `byte`, `contentEncoding: base64`).
    Base64,
    /// `Password`: a string that `Debug` does not show.
    Password,
}

/// What the standard demands of a JSON value: keywords that must all hold, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check(pub Vec<Keyword>);

/// A JSON type. `Integer` is a number without a fractional part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of JSON Schema's types")]
pub enum JsonType {
    Null,
    Boolean,
    Object,
    Array,
    Number,
    Integer,
    String,
}

/// A keyword of JSON Schema with what it demands. Number texts are exact JSON numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword {
    /// `type`; several types or `nullable` make a list.
    Type(Vec<JsonType>),
    /// `enum` of strings only.
    EnumStrings(Vec<String>),
    /// `enum` of anything else, as JSON texts.
    Enum(Vec<String>),
    /// `const`, as JSON text.
    Const(String),
    /// `multipleOf`.
    MultipleOf(String),
    /// `minimum`.
    Minimum(String),
    /// `maximum`.
    Maximum(String),
    /// Numeric `exclusiveMinimum`.
    ExclusiveMinimum(String),
    /// Numeric `exclusiveMaximum`.
    ExclusiveMaximum(String),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(Pattern),
    /// `format`, one that the runtime checks.
    Format(Format),
    /// `items`.
    Items(Check),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `required`: without `readOnly` members, which a request need not carry.
    Required(Vec<String>),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `properties` and `additionalProperties`.
    Members {
        /// Declared members that demand something.
        declared: Vec<(String, Check)>,
        /// What the others must satisfy; empty allows anything.
        others: Check,
    },
    /// `propertyNames`.
    PropertyNames(Check),
    /// `dependentRequired`.
    DependentRequired(BTreeMap<String, Vec<String>>),
    /// `allOf`.
    AllOf(Vec<Check>),
    /// `anyOf`.
    AnyOf(Vec<Check>),
    /// `oneOf`.
    OneOf(Vec<Check>),
    /// `not`.
    Not(Box<Check>),
    /// Null, or what is inside.
    Nullable(Check),
    /// `discriminator`: the member's name and what each value means.
    Discriminator {
        /// `propertyName`.
        property: String,
        /// Tag value to type, in order.
        mapping: Vec<(String, TypeId)>,
    },
    /// The check of a definition.
    Schema(TypeId),
    /// The schema `false`: nothing is allowed.
    Refused,
}

/// A regular expression of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written, ECMA-262.
    pub source: String,
    /// The same for the `regex` crate.
    pub regex: String,
}

/// A format that the runtime checks: see `format.rs` for the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the format registry")]
pub enum Format {
    Int32,
    Int64,
    Uint32,
    Uint64,
    Byte,
    Date,
    DateTime,
    Time,
    Duration,
    Email,
    Hostname,
    Ipv4,
    Ipv6,
    Uri,
    UriReference,
    Uuid,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the values of `in`")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
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
    /// The type of a value that is there.
    pub ty: TypeRef,
    /// What it must satisfy.
    pub check: Check,
    /// How raw text becomes JSON.
    pub kind: ParameterKind,
    /// `default`, as JSON text.
    pub default: Option<String>,
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
}

/// A Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// `required`.
    pub required: bool,
    /// `description`.
    pub docs: Docs,
    /// Its one media type.
    pub content: Content,
}

/// A Media Type Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type as written, such as `application/problem+json`.
    pub media_type: String,
    /// The type of the value.
    pub ty: TypeRef,
    /// What it must satisfy.
    pub check: Check,
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
    /// Index into [`Api::security_schemes`].
    pub scheme: usize,
    /// Scopes or roles.
    pub scopes: Vec<String>,
}
