//! The vocabulary in which the standard's objects are described: plain data.

use super::version::{Since, Version};

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
    Object(&'static Object, Reference),
    /// Elements.
    Elements(&'static Kind),
    /// Members with free keys.
    Members(&'static Kind),
}

/// Whether a reference may stand in the place of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    Allowed,
    Refused,
}

impl Kind {
    /// What may stand inside such a value. Behind a reference it stands elsewhere.
    pub(crate) fn inside(&self) -> Inside {
        match self {
            Self::Object(object) => Inside::Object(object, Reference::Refused),
            Self::OrReference(object) => Inside::Object(object, Reference::Allowed),
            Self::SchemaOrBoolean | Self::SchemaOrFile => Inside::Object(&super::schema::SCHEMA, Reference::Allowed),
            Self::Discriminator => Inside::Object(&super::schema::DISCRIMINATOR, Reference::Refused),
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

    /// The objects that such a value is or holds, whatever keys or positions lead to them.
    pub(crate) fn holds(&self) -> Option<&'static Object> {
        match self.inside() {
            Inside::Object(object, _) => Some(object),
            Inside::Elements(part) | Inside::Members(part) => part.holds(),
            Inside::Nothing => None,
        }
    }

    /// The object for which a reference may stand in such a value.
    pub(crate) fn refers(&self) -> Option<&'static Object> {
        match self.inside() {
            Inside::Object(object, Reference::Allowed) => Some(object),
            Inside::Object(_, Reference::Refused) | Inside::Elements(_) | Inside::Members(_) | Inside::Nothing => None,
        }
    }

    /// Whether such a value is data, in which nothing that looks like an object or a reference is one.
    pub(crate) fn is_data(&self) -> bool {
        matches!(self, Self::Any | Self::List(Self::Any))
    }
}

/// What a later stage reads of a field. The report and the warnings about what is not generated come from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Nothing: it says something to people.
    Nothing,
    /// Everything: it decides over types, checks, names or what is sent, where something is generated from its object.
    Whole,
    /// It would decide over what is sent, and nothing reads it yet: what happens instead.
    Missing(&'static str),
    /// The type and the check of a schema.
    Type,
    /// Only the type, and what is made of it.
    Shape,
    /// Only the check.
    Check,
    /// `readOnly` and `writeOnly` where they decide over a member; `xml` and what says what a text holds where they decide over a
    /// body.
    Flag,
    /// `default`: the member or parameter, if it may be absent.
    Default,
    /// The check, if another keyword stands beside it.
    CheckBeside(&'static str),
    /// The check, unless another keyword stands beside it.
    CheckWithout(&'static str),
    /// References, before anything is made of the schema.
    Identity,
    /// `format` and `contentEncoding`: if the name is known.
    Format,
    /// Parts that count where something refers to them.
    Parts,
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
    /// What a later stage reads of it.
    pub reads: Reads,
}

/// A field that may be there, and says something to people.
pub const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: None, since: Since::Always, reads: Reads::Nothing }
}

/// A field that may be there, and that a later stage reads.
pub const fn read(name: &'static str, kind: Kind) -> Field {
    field(name, kind).by(Reads::Whole)
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

    /// What a later stage reads of the field.
    pub const fn by(self, reads: Reads) -> Self {
        Self { reads, ..self }
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

/// Which object of the standard it is. Those of 2.0 are those of OpenAPI 3 under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    OpenApi,
    Swagger,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    Items,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OauthFlows,
    OauthFlow,
}

impl Id {
    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI Object",
            Self::Swagger => "Swagger Object",
            Self::Info => "Info Object",
            Self::Contact => "Contact Object",
            Self::License => "License Object",
            Self::Server => "Server Object",
            Self::ServerVariable => "Server Variable Object",
            Self::Components => "Components Object",
            Self::Paths => "Paths Object",
            Self::PathItem => "Path Item Object",
            Self::Operation => "Operation Object",
            Self::ExternalDocs => "External Documentation Object",
            Self::Parameter => "Parameter Object",
            Self::Items => "Items Object",
            Self::RequestBody => "Request Body Object",
            Self::MediaType => "Media Type Object",
            Self::Encoding => "Encoding Object",
            Self::Responses => "Responses Object",
            Self::Response => "Response Object",
            Self::Callback => "Callback Object",
            Self::Example => "Example Object",
            Self::Link => "Link Object",
            Self::Header => "Header Object",
            Self::Tag => "Tag Object",
            Self::Schema => "Schema Object",
            Self::Discriminator => "Discriminator Object",
            Self::Xml => "XML Object",
            Self::SecurityScheme => "Security Scheme Object",
            Self::OauthFlows => "OAuth Flows Object",
            Self::OauthFlow => "OAuth Flow Object",
        }
    }

    /// `a Tag Object`, `an Info Object`.
    pub fn article(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['A', 'E', 'I', 'O', 'X']) { "an" } else { "a" };
        format!("{article} {name}")
    }
}

/// An object of the standard.
#[derive(Debug)]
pub struct Object {
    /// Which one it is.
    pub id: Id,
    /// Its fixed fields, frequent ones first.
    pub fields: &'static [Field],
    /// What other keys mean.
    pub others: Others,
    /// In which versions a reference may stand for it, where it is expected; `None` if nowhere.
    pub referable: Option<Since>,
    /// Rules over several fields.
    pub rules: &'static [Rule],
}

/// An object without fields. All objects have extensions: keys that begin with `x-`.
pub(super) const fn plain(id: Id) -> Object {
    Object { id, fields: &[], others: Others::Unknown, referable: None, rules: &[] }
}

impl Object {
    /// Its name in the standard, such as `Operation Object`.
    pub fn name(&self) -> &'static str {
        self.id.name()
    }

    /// The fixed field `key`, whatever the version.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        // Extensions are frequent, and no field is called like one.
        if key.starts_with("x-") { None } else { self.fields.iter().find(|field| field.name == key) }
    }

    /// What stands under `key`, whatever the version; `None` for extensions and what is unknown.
    pub fn member(&'static self, key: &str) -> Option<&'static Kind> {
        match (self.field(key), &self.others) {
            (Some(field), _) => Some(&field.kind),
            (None, Others::Patterned(_, kind)) if !key.starts_with("x-") => Some(kind),
            (None, Others::Patterned(..) | Others::Unknown | Others::Annotations) => None,
        }
    }

    /// The member of `components` that holds such objects, if a reference may stand for them.
    pub fn section(&self) -> Option<&'static str> {
        self.referable.and_then(|_| super::section(Version::V32, self.id))
    }

    /// The fields of a version.
    pub fn fields_in(&self, version: Version) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(move |field| field.since.covers(version))
    }

    /// Whether a reference may stand for it in a version, where it is expected.
    pub fn is_referable(&self, version: Version) -> bool {
        self.referable.is_some_and(|since| since.covers(version))
    }
}
