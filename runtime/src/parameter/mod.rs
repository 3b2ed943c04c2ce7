//! Parameters: what a description says about one, and how its value is written and read.
//!
//! ```
//! use letterpress_runtime::{Parameter, ParameterKind, Style};
//!
//! const LIMIT: Parameter = Parameter::query("limit").kind(ParameterKind::Integer).default("20");
//! const TAGS: Parameter =
//!     Parameter::query("tags").style(Style::PipeDelimited).explode(false).kind(ParameterKind::Array(&ParameterKind::String));
//! ```

pub(crate) mod deep;
pub mod percent;
pub mod query;
pub(crate) mod read;
pub(crate) mod scalar;
pub(crate) mod settle;
#[cfg(test)]
mod tests;
pub(crate) mod write;

use crate::Rule;

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// A variable of the path template.
    Path,
    /// The query string.
    Query,
    /// A header; its name is case-insensitive.
    Header,
    /// A pair of the `Cookie` header.
    Cookie,
}

impl Location {
    /// The value of `in`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How arrays and objects are laid out (OpenAPI 3.0.4, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`, path.
    Matrix,
    /// `.blue`, path.
    Label,
    /// `blue,black`, path and header.
    Simple,
    /// `color=blue`, query and cookie.
    Form,
    /// `color=blue%20black`, query; of Swagger 2.0 (`ssv`) also path, `blue%20black`, and header, `blue black`.
    SpaceDelimited,
    /// The same with tabs: `tsv` of Swagger 2.0, in which the tab is sent as `%09` but in headers.
    TabDelimited,
    /// `color=blue|black`, query; of Swagger 2.0 (`pipes`) also path and header. The bar is sent as `%7C` but in headers.
    PipeDelimited,
    /// `color[R]=100`, query: objects, and beyond the standard what they hold: `color[R][shades][0]=10`.
    DeepObject,
}

impl Style {
    /// What stands between items of the styles that are called after it. It is sent encoded, so no item can hold it.
    pub(crate) const fn delimiter(self) -> Option<char> {
        match self {
            Self::SpaceDelimited => Some(' '),
            Self::TabDelimited => Some('\t'),
            Self::PipeDelimited => Some('|'),
            Self::Matrix | Self::Label | Self::Simple | Self::Form | Self::DeepObject => None,
        }
    }
}

/// The JSON shape that raw text is read as.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    /// The text itself.
    String,
    /// `-?(0|[1-9][0-9]*)` and nothing else.
    Integer,
    /// A JSON number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of one kind.
    Array(&'static ParameterKind),
    /// Declared members; what is not declared is text.
    Object(&'static [(&'static str, ParameterKind)]),
    /// Declared members, and what others are, which may be there, too.
    Open(&'static [(&'static str, ParameterKind)], &'static ParameterKind),
    /// Undeclared members, all of one kind.
    Map(&'static ParameterKind),
    /// The first of several scalar kinds that the text is of. Where text is one of them, the others are those of which it is the very
    /// text that is written: `1.0` comes back as it was, and not as `1`.
    Either(&'static [ParameterKind]),
    /// A number, a boolean, else text: where the schema names no type.
    Any,
    /// JSON text (`content: application/json`).
    Json,
    /// One text of the first kind, or what is laid out otherwise, of the second kind: where a schema allows plain values and
    /// arrays or objects.
    Mixed(&'static ParameterKind, &'static ParameterKind),
    /// What the table of a type says: `ParameterKind::Of(Address::fields)`.
    Of(fn() -> &'static ParameterKind),
}

/// The kinds of several scalars.
impl ParameterKind {
    /// `true`, `false` or an integer.
    pub const BOOLEAN_OR_INTEGER: Self = Self::Either(&[Self::Boolean, Self::Integer]);
    /// `true`, `false` or a number.
    pub const BOOLEAN_OR_NUMBER: Self = Self::Either(&[Self::Boolean, Self::Number]);
    /// `true`, `false` or another text.
    pub const BOOLEAN_OR_STRING: Self = Self::Either(&[Self::Boolean, Self::String]);
    /// An integer or another text.
    pub const INTEGER_OR_STRING: Self = Self::Either(&[Self::Integer, Self::String]);
    /// A number or another text.
    pub const NUMBER_OR_STRING: Self = Self::Either(&[Self::Number, Self::String]);
    /// `true`, `false`, an integer or another text.
    pub const BOOLEAN_INTEGER_OR_STRING: Self = Self::Either(&[Self::Boolean, Self::Integer, Self::String]);
    /// `true`, `false`, a number or another text.
    pub const BOOLEAN_NUMBER_OR_STRING: Self = Self::Either(&[Self::Boolean, Self::Number, Self::String]);
}

/// A type with a table of its members, for parameters and forms that hold it.
pub trait Fields {
    /// How its members are written.
    const FIELDS: ParameterKind;

    /// The table. It is a function, so that a type may hold itself.
    fn fields() -> &'static ParameterKind {
        const { &Self::FIELDS }
    }
}

/// What a description says about one parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    pub(crate) allow_empty: bool,
    pub(crate) whole_query: bool,
    pub(crate) nullable: bool,
    pub(crate) beside: &'static [&'static str],
    pub(crate) kind: ParameterKind,
    pub(crate) rule: Option<Rule>,
    pub(crate) default: Option<&'static str>,
}

/// Whether a pair is a member of an object that is exploded in a form.
pub(crate) fn has_exploded(parameter: &Parameter, name: &str) -> bool {
    let is_member = || read::has_member(&parameter.kind, name).unwrap_or_else(|| read::takes_others(&parameter.kind));
    parameter.explode && parameter.style == Style::Form && is_member()
}

impl Parameter {
    /// A variable of the path: style simple, not exploded.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple)
    }

    /// A query parameter: style form, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form).explode(true)
    }

    /// A header: style simple, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple)
    }

    /// A cookie: style form, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form).explode(true)
    }

    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        let (beside, kind, rule, default) = (&[], ParameterKind::String, None, None);
        let (explode, allow_reserved, allow_empty, whole_query, nullable) = (false, false, false, false, false);
        Self { name, location, style, explode, allow_reserved, allow_empty, whole_query, nullable, beside, kind, rule, default }
    }

    /// The style, where it is not the default of the location. `explode` keeps its value.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Whether items and members become parameters of their own.
    #[must_use]
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sends reserved characters as they are (query only).
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self { allow_reserved: true, ..self }
    }

    /// Takes an empty text that is no value (`flag=`, or `flag` alone) for an absent one: `allowEmptyValue` (OpenAPI 3.1, section 4.8.12.2).
    #[must_use]
    pub const fn allow_empty(self) -> Self {
        Self { allow_empty: true, ..self }
    }

    /// Makes the value the whole query: `in: querystring` (OpenAPI 3.2, section 4.12.1).
    #[must_use]
    pub const fn whole_query(self) -> Self {
        Self { whole_query: true, ..self }
    }

    /// Writes null as nothing, and reads what is absent as null where the schema demands a value: members of forms whose schema names null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The names of what else travels at its location, and so is no member of an object whose members are parameters of their own.
    #[must_use]
    pub const fn beside(self, names: &'static [&'static str]) -> Self {
        Self { beside: names, ..self }
    }

    /// The JSON shape of the value; text where this is not called.
    #[must_use]
    pub const fn kind(self, kind: ParameterKind) -> Self {
        Self { kind, ..self }
    }

    /// The validator of the value.
    #[must_use]
    pub const fn rule(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// The value that a server gives a handler when the parameter is absent: JSON text.
    #[must_use]
    pub const fn default(self, json: &'static str) -> Self {
        Self { default: Some(json), ..self }
    }
}
