//! A member of a multipart body, as the description says it.

use super::PartHeader;
use crate::media_type;
use crate::parameter::{Parameter, ParameterKind};

/// A member of a multipart body: how its part is written.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub(super) name: &'static str,
    pub(super) kind: PartKind,
    pub(super) many: bool,
    pub(super) nullable: bool,
    pub(super) media_type: Option<&'static str>,
    pub(super) headers: &'static [PartHeader],
}

#[derive(Clone, Copy, Debug)]
pub(super) enum PartKind {
    Text(ParameterKind),
    Styled(Parameter),
    Json,
    File,
}

impl Part {
    /// Text.
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, PartKind::Text(ParameterKind::String))
    }

    /// JSON.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, PartKind::Json)
    }

    /// Parts that a style names, as it names the pairs of a query: `filter[a]`, `filter[b]`.
    pub const fn styled(parameter: Parameter) -> Self {
        let part = Self::new(parameter.name, PartKind::Styled(parameter));
        Self { nullable: parameter.nullable, ..part }
    }

    /// A file: bytes, with a name and a media type at times.
    pub const fn file(name: &'static str) -> Self {
        Self::new(name, PartKind::File)
    }

    pub(super) const fn new(name: &'static str, kind: PartKind) -> Self {
        Self { name, kind, many: false, nullable: false, media_type: None, headers: &[] }
    }

    /// The scalar that a text is.
    #[must_use]
    pub const fn kind(self, kind: ParameterKind) -> Self {
        Self { kind: PartKind::Text(kind), ..self }
    }

    /// A list: a part of the same name for each item.
    #[must_use]
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// Has no part for null, and is null where it has none and the schema demands a value: the schema names null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The media types that it may have, with commas between them: `image/png, image/jpeg`.
    #[must_use]
    pub const fn media_type(self, media_types: &'static str) -> Self {
        Self { media_type: Some(media_types), ..self }
    }

    /// The headers that its part, or each of its parts, has beside those that follow from the rest.
    #[must_use]
    pub const fn headers(self, headers: &'static [PartHeader]) -> Self {
        Self { headers, ..self }
    }

    /// The media type that is sent where the value has none of its own.
    pub(super) fn default_type(&self) -> Option<String> {
        let first = self.media_type.and_then(|list| list.split(',').next()).map(str::trim).filter(|first| !first.contains('*'));
        let otherwise = match self.kind {
            PartKind::Text(_) | PartKind::Styled(_) => None,
            PartKind::Json => Some("application/json"),
            PartKind::File => Some("application/octet-stream"),
        };
        first.or(otherwise).map(str::to_owned)
    }

    /// The items of what is a list from its second part on, and a plain value before.
    pub(super) const fn item(&self) -> Option<&'static ParameterKind> {
        if let PartKind::Text(ParameterKind::Mixed(_, ParameterKind::Array(item))) = self.kind { Some(item) } else { None }
    }

    /// What its member is.
    pub(super) const fn described(&'static self) -> ParameterKind {
        match &self.kind {
            PartKind::Text(kind) if self.many => ParameterKind::Array(kind),
            PartKind::Text(kind) => *kind,
            PartKind::Styled(parameter) => parameter.kind,
            PartKind::Json | PartKind::File => ParameterKind::Json,
        }
    }

    /// Whether a part may have this media type.
    pub(super) fn covers(&self, actual: Option<&str>) -> bool {
        let (Some(list), Some(actual)) = (self.media_type, actual) else { return true };
        list.split(',').any(|one| media_type::matches(one.trim(), actual))
    }
}
