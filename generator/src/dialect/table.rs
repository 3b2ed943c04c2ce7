//! The vocabulary in which the standard's objects are described: plain data, read by the walker in `shape.rs`.

/// A version of the standard, without its patch level, which never matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0.x.
    V30,
    /// 3.1.x.
    V31,
}

impl Version {
    /// As it is written in prose.
    pub fn name(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
        }
    }
}

/// In which versions something exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In all of them.
    Always,
    /// In 3.0 only.
    Only30,
    /// From 3.1 on.
    From31,
}

impl Since {
    /// Whether it exists in `version`.
    pub fn covers(self, version: Version) -> bool {
        match self {
            Self::Always => true,
            Self::Only30 => version == Version::V30,
            Self::From31 => version == Version::V31,
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
    /// `true` or `false`.
    Boolean,
    /// An integer that is not negative.
    Count,
    /// A number.
    Number,
    /// A sequence.
    List(&'static Kind),
    /// A mapping with free keys.
    Map(&'static Kind),
    /// An object of the standard.
    Object(&'static Object),
    /// An object of the standard, or a reference to one.
    OrReference(&'static Object),
    /// A schema or `true`/`false` (which is a schema since 3.1, but stands for `additionalProperties` in 3.0, too).
    SchemaOrBoolean,
    /// `type`: a word, since 3.1 also a list of words.
    Types,
    /// `exclusiveMinimum`, `exclusiveMaximum`: a boolean in 3.0, a number since 3.1.
    ExclusiveBound,
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
    /// Where `field` has this value, `refused` must not be there; 3.0 only says that it does not apply.
    Excludes {
        /// The deciding field.
        field: &'static str,
        /// Its value.
        value: &'static str,
        /// What must not be there.
        refused: &'static str,
    },
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
    Callback,
    Schema,
    Discriminator,
    SecurityScheme,
    Plain,
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
