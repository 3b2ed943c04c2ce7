//! Definitions and uses of types.

use super::{Alternative, Check, Docs, Limit, Location, OperationKey, OperationPart, OperationPlace};
use crate::pointer::Pointer;

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

    /// The definition that a use stands for, behind other names for it. Names go in no circle once they are lowered.
    pub fn meant(&self, ty: &TypeRef) -> Option<(TypeId, &Type)> {
        let TypeRef::Named(id) = ty else { return None };
        let definition = self.get(*id)?;
        match &definition.shape {
            Shape::Alias(inner) => self.meant(inner),
            Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_) => {
                Some((*id, definition))
            }
        }
    }

    /// A table with the same ids and places, and nothing else in it.
    pub(crate) fn outline(&self) -> Self {
        let outline = |definition: &Type| Type {
            pointer: definition.pointer.clone(),
            origin: Origin::Component(String::new()),
            docs: Docs::default(),
            shape: Shape::Alias(TypeRef::Any),
            check: Check::default(),
            facts: Facts::default(),
        };
        Self(self.0.iter().map(outline).collect())
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
    /// What the standard demands of the JSON, null left out: nullability belongs to each use.
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
    /// A schema written in a part that operations share; it lives in a file of its own beside the components.
    Shared {
        /// Which part.
        place: SharedPlace,
        /// The name of the part in `components`, or of the parameter of a path item.
        name: String,
    },
}

/// A place that holds a schema and belongs to no single operation.
#[derive(Clone, Debug, PartialEq)]
pub enum SharedPlace {
    /// `components.parameters.<name>`.
    Parameter,
    /// `components.requestBodies.<name>`.
    RequestBody,
    /// `components.responses.<name>`: its body.
    Response,
    /// `components.responses.<name>.headers.<header>`.
    ResponseHeader(String),
    /// `components.headers.<name>`.
    Header,
    /// A parameter of this path item, by its location.
    PathItem(OperationPlace, Location),
    /// A body of a media type that is not `application/json`, by its name.
    Media(Box<SharedPlace>, String),
    /// A body that has several schemas.
    Contents(Box<SharedPlace>),
    /// Any other place that a `$ref` leads to; the name is the last part of the pointer.
    Elsewhere,
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
    /// The members that a discriminated base shares with its children: `Pet` is the union, this is what a plain pet holds.
    Base,
    /// Branch `index` (from 0) of `oneOf`, `anyOf` or `allOf`.
    Branch {
        /// Index from 0.
        index: usize,
        /// What tells it from its siblings: the values of the tag that mean it, in the order of the description, or its JSON type;
        /// empty if nothing does.
        tags: Vec<String>,
    },
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
    /// A list whose first elements have types of their own.
    Tuple(Tuple),
    /// Another name for a use: `pub type Email = String;`. Never refers to itself; `Any` also stands for the type of nothing but null.
    Alias(TypeRef),
    /// A body of several schemas. It is used by operations alone, and has no JSON form.
    Contents(Vec<Alternative>),
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
    /// Kept in two maps: those whose names match the one pattern of `patternProperties` are of this type, the others any JSON.
    Patterned(super::Pattern, TypeRef),
}

/// A declared member.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The property's name.
    pub name: String,
    /// What people wrote.
    pub docs: Docs,
    /// The type of a value that is there; nullability is part of it (also that of the named type: a definition is never nullable itself).
    pub ty: TypeRef,
    /// Whether it must be there, in every direction in which the type is used.
    pub required: bool,
    /// Whether only one direction must carry it: a response what is `readOnly`, a request what is `writeOnly`.
    pub required_one_way: bool,
    /// The only value that it has in this type: a constant, or the tag by which a union knows the type. Of required members alone.
    pub only: Option<Only>,
    /// `default`, as JSON text; only on optional members and only where it fits the schema.
    pub default: Option<String>,
    /// It stands in a `Box`, because the type would contain itself.
    pub boxed: bool,
    /// Only some branches of a union declare it, and a branch that does not lets it be anything: a value that its type cannot hold is
    /// kept in the map of the other members.
    pub loose: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// How it is held.
    pub held: Held,
}

/// The only value of a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Only {
    /// Of an enumeration, the value with this index.
    Listed(TypeId, usize),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// Of any other type, as JSON text.
    Json(String),
}

/// How a member is held. A type with one that is a part has no JSON form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// As a value.
    #[default]
    Value,
    /// As a part of a multipart body that has headers of its own, or a list of them.
    Part,
    /// As a file of a multipart body, or a list of them.
    File,
}

impl Field {
    /// Whether somebody who makes a value has to say this.
    pub fn is_asked(&self) -> bool {
        self.required && self.only.is_none()
    }
}

impl Struct {
    /// Whether a member is a file.
    pub fn has_files(&self) -> bool {
        self.fields.iter().any(|field| field.held == Held::File)
    }

    /// Whether a member is a part, so that the type is a multipart body.
    pub fn is_parts(&self) -> bool {
        self.fields.iter().any(|field| field.held != Held::Value)
    }
}

/// An enumeration of strings or integers.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The listed values.
    pub values: EnumerationValues,
    /// The specification itself allows other values (`anyOf: [enum, string]`): `Unknown` is there whether or not a response holds the type.
    pub open: bool,
}

/// The values of an enumeration, without `null` (that is [`TypeRef::Nullable`] where the type is used).
#[derive(Clone, Debug, PartialEq)]
pub enum EnumerationValues {
    /// Distinct strings, in order.
    Strings(Vec<String>),
    /// Distinct integers, in order.
    Integers(Vec<i64>),
}

/// A list whose first elements have types of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The first elements.
    pub elements: Vec<Element>,
    /// What each element behind them is; `None` if there is none.
    pub rest: Option<TypeRef>,
}

/// An element of a tuple.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What people wrote.
    pub docs: Docs,
    /// What it holds.
    pub ty: TypeRef,
    /// Whether the list is never so short that it is not there.
    pub required: bool,
    /// It stands in a `Box`.
    pub boxed: bool,
}

impl Tuple {
    /// The types in it.
    pub fn uses(&self) -> impl Iterator<Item = &TypeRef> {
        self.elements.iter().map(|element| &element.ty).chain(&self.rest)
    }
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
    /// It keeps the members that its type does not declare: other branches may.
    pub extra: bool,
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
    /// `i128`: `integer` with bounds that 64 bits do not hold.
    Int128,
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
    /// `Quoted<i32>`: format `int32` of a string.
    QuotedInt32,
    /// `Quoted<i64>`: format `int64` of a string.
    QuotedInt64,
    /// `Quoted<u32>`: format `uint32` of a string.
    QuotedUint32,
    /// `Quoted<u64>`: format `uint64` of a string.
    QuotedUint64,
    /// `Quoted<Decimal>`: format `decimal` of a string.
    QuotedDecimal,
}

/// The JSON types of single values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
}

impl Primitive {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 22] = [
        Self::Boolean,
        Self::Int32,
        Self::Int64,
        Self::Int128,
        Self::Uint32,
        Self::Uint64,
        Self::Float,
        Self::Double,
        Self::Decimal,
        Self::String,
        Self::Date,
        Self::DateTime,
        Self::Time,
        Self::Duration,
        Self::Uuid,
        Self::Base64,
        Self::Password,
        Self::QuotedInt32,
        Self::QuotedInt64,
        Self::QuotedUint32,
        Self::QuotedUint64,
        Self::QuotedDecimal,
    ];

    /// What its type holds of the numbers; `None` for what is no number, any number, or has the range of a format.
    pub fn limit(self) -> Option<Limit> {
        match self {
            Self::Int64 => Some(Limit::Int64),
            Self::Int128 => Some(Limit::Int128),
            Self::Uint64 => Some(Limit::Uint64),
            Self::Float => Some(Limit::Float),
            Self::Double => Some(Limit::Double),
            Self::Boolean
            | Self::Int32
            | Self::Uint32
            | Self::Decimal
            | Self::String
            | Self::Date
            | Self::DateTime
            | Self::Time
            | Self::Duration
            | Self::Uuid
            | Self::Base64
            | Self::Password
            | Self::QuotedInt32
            | Self::QuotedInt64
            | Self::QuotedUint32
            | Self::QuotedUint64
            | Self::QuotedDecimal => None,
        }
    }

    /// What its values are as JSON.
    pub fn scalar(self) -> Scalar {
        match self {
            Self::Boolean => Scalar::Boolean,
            Self::Int32 | Self::Int64 | Self::Int128 | Self::Uint32 | Self::Uint64 => Scalar::Integer,
            Self::Float | Self::Double | Self::Decimal => Scalar::Number,
            Self::String
            | Self::Date
            | Self::DateTime
            | Self::Time
            | Self::Duration
            | Self::Uuid
            | Self::Base64
            | Self::Password
            | Self::QuotedInt32
            | Self::QuotedInt64
            | Self::QuotedUint32
            | Self::QuotedUint64
            | Self::QuotedDecimal => Scalar::String,
        }
    }

    /// One word for the kind of value, as variants of unions are named: `Integer`, `Text`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Boolean => "Boolean",
            Self::Int32 | Self::Int64 | Self::Int128 | Self::Uint32 | Self::Uint64 => "Integer",
            Self::Float | Self::Double => "Number",
            Self::Decimal => "Decimal",
            Self::String
            | Self::QuotedInt32
            | Self::QuotedInt64
            | Self::QuotedUint32
            | Self::QuotedUint64
            | Self::QuotedDecimal => "Text",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Time => "Time",
            Self::Duration => "Duration",
            Self::Uuid => "Uuid",
            Self::Base64 => "Base64",
            Self::Password => "Password",
        }
    }
}
