//! What of a place has a name, or a line that says something else.

/// What has a name at a place. In the order of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The order of the arguments of an operation, or of `new` of a struct.
    Arguments,
    /// The field of a request for its body.
    Body,
    /// What the elements of a tuple are, each by a hash of what it says; its name is these.
    Elements,
    /// The type of an operation's documented failures.
    Error,
    /// The field of a property.
    Field,
    /// The file of a type.
    File,
    /// The field of a response header.
    Header,
    /// The component to which a reference leads; its name is the place of that, as a step.
    Leads,
    /// A media type of a body that is known by another one; its name is that one.
    Media,
    /// The method of client and server trait.
    Method,
    /// The module of a tag.
    Module,
    /// The type of an operation's success.
    Ok,
    /// The field of a parameter; the member begins with its location.
    Parameter,
    /// The path of an operation, by which its variables are known again; its name is the path.
    Path,
    /// The part of another file to which a component of the main document refers; its name is that part.
    Refers,
    /// The field of members that are not declared.
    Rest,
    /// What the one success of an operation has beside its body, and which names mean something else in that; its name is these.
    Result,
    /// The function of a security scheme.
    Scheme,
    /// Which values tell the branches of a union, where their names do not; its name is these.
    Tags,
    /// The title of the description; its name is that, as a step.
    Title,
    /// The server trait of a tag.
    Trait,
    /// A type.
    Type,
    /// The function that checks an alias.
    Validator,
    /// The variant of an enumerated value.
    Value,
    /// The variant of a branch.
    Variant,
}

impl Aspect {
    /// Every one with its word.
    const WORDS: [(Self, &'static str); 25] = [
        (Self::Arguments, "arguments"),
        (Self::Body, "body"),
        (Self::Elements, "elements"),
        (Self::Error, "error"),
        (Self::Field, "field"),
        (Self::File, "file"),
        (Self::Header, "header"),
        (Self::Leads, "leads"),
        (Self::Media, "media"),
        (Self::Method, "method"),
        (Self::Module, "module"),
        (Self::Ok, "ok"),
        (Self::Parameter, "parameter"),
        (Self::Path, "path"),
        (Self::Refers, "refers"),
        (Self::Rest, "rest"),
        (Self::Result, "result"),
        (Self::Scheme, "scheme"),
        (Self::Tags, "tags"),
        (Self::Title, "title"),
        (Self::Trait, "trait"),
        (Self::Type, "type"),
        (Self::Validator, "validator"),
        (Self::Value, "value"),
        (Self::Variant, "variant"),
    ];

    /// The word of the file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(aspect, _)| *aspect == self).map_or("", |(_, word)| word)
    }

    /// Whether it is one line of its place that says something else than a name.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Arguments | Self::Elements | Self::Leads | Self::Path | Self::Result | Self::Tags | Self::Title)
    }

    /// Whether its line may hold several words.
    pub(super) fn has_words(self) -> bool {
        matches!(self, Self::Arguments | Self::Elements | Self::Result | Self::Tags)
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(aspect, _)| *aspect)
    }
}
