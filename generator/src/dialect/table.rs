//! The vocabulary in which the standard's objects are described: plain data, read by the walker in `shape.rs`.

/// A version of the standard, without its patch level, which never matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V20,
    /// 3.0.x.
    V30,
    /// 3.1.x.
    V31,
    /// 3.2.x.
    V32,
}

impl Version {
    /// As it is written in prose.
    pub fn name(self) -> &'static str {
        match self {
            Self::V20 => "Swagger 2.0",
            Self::V30 => "OpenAPI 3.0",
            Self::V31 => "OpenAPI 3.1",
            Self::V32 => "OpenAPI 3.2",
        }
    }

    /// Whether its schemas are those of JSON Schema 2020-12.
    pub fn has_json_schema(self) -> bool {
        self >= Self::V31
    }
}

/// In which versions something exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In all of them.
    Always,
    /// From 3.0 on.
    From30,
    /// In 2.0 and 3.0.
    UpTo30,
    /// From 3.1 on.
    From31,
    /// Until 3.1.
    UpTo31,
    /// From 3.2 on.
    From32,
}

impl Since {
    /// Whether it exists in `version`.
    pub fn covers(self, version: Version) -> bool {
        match self {
            Self::Always => true,
            Self::From30 => version >= Version::V30,
            Self::UpTo30 => version <= Version::V30,
            Self::From31 => version >= Version::V31,
            Self::UpTo31 => version <= Version::V31,
            Self::From32 => version >= Version::V32,
        }
    }

    /// Whether it is later than 3.0, so that the canonical form has it under a reserved key only.
    pub fn is_reserved(self) -> bool {
        match self {
            Self::From31 | Self::From32 => true,
            Self::Always | Self::From30 | Self::UpTo30 | Self::UpTo31 => false,
        }
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// One of these strings, each in some versions.
    DatedWord(&'static [(&'static str, Since)]),
    /// `true` or `false`.
    Boolean,
    /// An integer that is not negative.
    Count,
    /// A number.
    Number,
    /// A number above zero.
    Step,
    /// A sequence.
    List(&'static Kind),
    /// A mapping with free keys.
    Map(&'static Kind),
    /// A mapping whose keys follow a pattern, and the object that it belongs to.
    Named(Pattern, &'static Kind, &'static Object),
    /// An object of the standard.
    Object(&'static Object),
    /// An object of the standard, or a reference to one.
    OrReference(&'static Object),
    /// A schema or `true`/`false` (which is a schema since 3.1, but stands for `additionalProperties` in 3.0, too).
    SchemaOrBoolean,
    /// The schema of a response of 2.0: a schema, or `type: file`.
    SchemaOrFile,
    /// `type`: a word, since 3.1 also a list of words.
    Types,
    /// `exclusiveMinimum`, `exclusiveMaximum`: a boolean in 3.0, a number since 3.1.
    ExclusiveBound,
    /// `discriminator`: a string in 2.0, an object since 3.0.
    Discriminator,
}

/// What may stand inside a value.
#[derive(Clone, Copy, Debug)]
pub enum Inside {
    /// No object of the standard.
    Nothing,
    /// The fields of an object.
    Object(&'static Object),
    /// Elements.
    Elements(&'static Kind),
    /// Members with free keys.
    Members(&'static Kind),
}

impl Kind {
    /// What a walk over the document finds inside such a value. Behind a reference it finds it elsewhere.
    pub(crate) fn inside(&self) -> Inside {
        match self {
            Self::Object(object) | Self::OrReference(object) => Inside::Object(object),
            Self::SchemaOrBoolean | Self::SchemaOrFile => Inside::Object(&super::schema_table::SCHEMA),
            Self::Discriminator => Inside::Object(&super::schema_table::DISCRIMINATOR),
            Self::List(element) => Inside::Elements(element),
            Self::Map(member) | Self::Named(_, member, _) => Inside::Members(member),
            Self::Any
            | Self::Text
            | Self::Word(_)
            | Self::DatedWord(_)
            | Self::Boolean
            | Self::Count
            | Self::Number
            | Self::Step
            | Self::Types
            | Self::ExclusiveBound => Inside::Nothing,
        }
    }
}

/// A fixed field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// In which versions it must be there.
    pub required: Option<Since>,
    /// In which versions it exists.
    pub since: Since,
}

/// A field that may be there.
pub const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: None, since: Since::Always }
}

impl Field {
    /// The field must be there.
    pub const fn required(self) -> Self {
        Self { required: Some(Since::Always), ..self }
    }

    /// The field must be there in some versions.
    pub const fn required_in(self, since: Since) -> Self {
        Self { required: Some(since), ..self }
    }

    /// The field exists in some versions.
    pub const fn since(self, since: Since) -> Self {
        Self { since, ..self }
    }
}

/// What keys that are no fixed fields mean.
#[derive(Clone, Copy, Debug)]
pub enum Others {
    /// Nothing: they are mistakes.
    Unknown,
    /// Unknown, but allowed: a schema of 3.1 may carry any keyword.
    Annotations,
    /// Members with patterned keys.
    Patterned(Pattern, Kind),
}

/// What a patterned key must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A path: begins with `/`.
    Path,
    /// A status code, a range such as `4XX`.
    Status,
    /// A runtime expression: anything.
    Expression,
    /// The name of a header field; checked since 3.2.
    HeaderName,
    /// A method of HTTP that has no field of its own.
    Method,
    /// The name of a component.
    Component,
}

/// A rule over several fields of one object.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Exactly one of the fields is there.
    ExactlyOne(&'static [&'static str]),
    /// At most one of the fields is there.
    AtMostOne(&'static [&'static str]),
    /// At least one of the fields is there, in some versions.
    AtLeastOne(&'static [&'static str], Since),
    /// The list is not empty, in some versions.
    NotEmpty(&'static str, Since),
    /// Where `field` has this value, the others must be there.
    Requires {
        /// The deciding field.
        field: &'static str,
        /// Its value.
        value: &'static str,
        /// What it asks for.
        needs: &'static [&'static str],
    },
    /// Where `field` has this value, `limited` has one of these values.
    Limits {
        /// The deciding field.
        field: &'static str,
        /// Its value.
        value: &'static str,
        /// The limited field.
        limited: &'static str,
        /// What it may be.
        to: &'static [&'static str],
    },
    /// Where `field` has this value, `refused` must not be there, in some versions; 3.0 only says that it does not apply.
    Excludes {
        /// In which versions.
        within: Since,
        /// The deciding field.
        field: &'static str,
        /// Its value.
        value: &'static str,
        /// What must not be there.
        refused: &'static str,
    },
    /// These fields count for nothing without `beside`; since 3.1 they must not be there.
    Needs(&'static [&'static str], &'static str),
    /// Where `in` has this value, `name` has this spelling; checked since 3.2.
    Spelled(&'static str, Spelling),
}

/// How a name must be spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// A token of HTTP (RFC 9110, section 5.6.2).
    Token,
    /// Without `{`, `}`, `/`, `?` and `#`.
    TemplateName,
}

/// Which rewrites an object takes part in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Document,
    Info,
    License,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    Encoding,
    Responses,
    Response,
    Example,
    Callback,
    Schema,
    Discriminator,
    SecurityScheme,
    Swagger(SwaggerRole),
    Plain,
}

/// Objects of Swagger 2.0 that become others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwaggerRole {
    Document,
    PathItem,
    Operation,
    Parameter,
    Items,
    Header,
    SecurityScheme,
}

/// An object of the standard.
#[derive(Debug)]
pub struct Object {
    /// Its name in the standard, such as `Operation Object`.
    pub name: &'static str,
    /// What rewrites it takes part in.
    pub role: Role,
    /// Its fixed fields, frequent ones first.
    pub fields: &'static [Field],
    /// What other keys mean.
    pub others: Others,
    /// Whether keys that begin with `x-` are extensions.
    pub extensible: bool,
    /// The member of `components` that holds such objects.
    pub component: Option<&'static str>,
    /// Rules over several fields.
    pub rules: &'static [Rule],
}

impl Object {
    /// The fixed field `key`, whatever the version.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == key)
    }
}
