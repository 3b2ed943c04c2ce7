//! What a name is on the wire.

use letterpress_runtime::json;

use crate::names::path_shape;

/// What a name is on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// A member of an object, a part of a form.
    Member(String),
    /// The members that are not declared, or those of them that match a pattern.
    Rest,
    /// A field of a type of the runtime.
    Runtime(String, String),
    /// A node of XML: its kind, its name, and the namespace of that.
    Node(String, String, Option<String>),
    /// A parameter: where it stands, and its name, which that of a header has in small letters.
    Parameter(String, String),
    /// A variable of a path: where it stands, and its name.
    Variable(Option<Place>, String),
    /// The body.
    Body,
    /// A header of a response, in small letters.
    Header(String),
    /// The status.
    Status,
    /// The arguments of a function: what each is, and its type.
    Arguments(Vec<(Word, String)>),
    /// The values of a variant.
    Values(Vec<String>),
    /// What a variant is that is told by what it holds.
    Untagged,
    /// The only value of a member, as JSON text.
    Only(String),
    /// What a member is that has no value where a function makes its type.
    Absent,
    /// What a member is taken to be where it is absent, as JSON text.
    Default(String),
    /// An operation: its id, and what tells a request for it: method, path without the names of variables, and what is fixed besides. A
    /// webhook or a callback has no path, but what the description calls it.
    Operation(String, String),
    /// What a security scheme sends.
    Credential(String),
}

/// Where a variable stands in a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path without the names of variables.
    shape: String,
    /// How many variables stand in front.
    position: usize,
    /// The word in front; none behind another variable.
    front: String,
}

impl Place {
    /// That of a variable of a path.
    pub fn of(path: &str, variable: &str) -> Option<Self> {
        let mut parts = path.split('{');
        let mut front = parts.next()?;
        for (position, part) in parts.enumerate() {
            let (name, behind) = part.split_once('}')?;
            if name == variable {
                let front = front.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
                return Some(Self { shape: path_shape(path), position, front });
            }
            front = behind;
        }
        None
    }

    /// Whether two are one place: where the path is another one, its words tell.
    fn is_same(&self, other: &Self) -> bool {
        match self.shape == other.shape {
            true => self.position == other.position,
            false => self.front == other.front,
        }
    }
}

impl Word {
    /// A parameter by where it stands and its name; `path` is that of the operation, if it is known.
    pub fn parameter(location: &str, name: &str, path: Option<&str>) -> Self {
        match location {
            "path" => Self::Variable(path.and_then(|path| Place::of(path, name)), name.to_owned()),
            // Headers have no case.
            "header" => Self::Parameter(location.to_owned(), name.to_lowercase()),
            _ => Self::Parameter(location.to_owned(), name.to_owned()),
        }
    }

    /// Whether two are the same on the wire: an operation keeps its id while its path is edited, or its path while it gets an id, a
    /// variable its name or its place, and a node that says no namespace is read in any.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Operation(id, route), Self::Operation(other_id, other_route)) => {
                id == other_id || !route.is_empty() && route == other_route
            }
            (Self::Variable(place, name), Self::Variable(other_place, other_name)) => {
                let is_there = place.as_ref().zip(other_place.as_ref()).is_none_or(|(one, other)| one.is_same(other));
                name == other_name || is_there
            }
            (Self::Node(kind, name, namespace), Self::Node(other_kind, other_name, other_namespace)) => {
                let is_there = namespace.as_ref().zip(other_namespace.as_ref()).is_none_or(|(one, other)| one == other);
                (kind, name) == (other_kind, other_name) && is_there
            }
            (Self::Only(one), Self::Only(other)) | (Self::Default(one), Self::Default(other)) => is_same_json(one, other),
            // Of other types, or fewer, the compiler tells.
            (Self::Arguments(now), Self::Arguments(then)) => {
                let compiles = now.len() == then.len() && now.iter().zip(then).all(|((_, one), (_, other))| one == other);
                !compiles || now.iter().zip(then).all(|((one, _), (other, _))| one.is_same(other))
            }
            (_, _) => self == other,
        }
    }
}

/// Whether two texts are one value of JSON, as numbers are however they are written.
fn is_same_json(one: &str, other: &str) -> bool {
    match (json::parse(one), json::parse(other)) {
        (Ok(one), Ok(other)) => one.root() == other.root(),
        (_, _) => one == other,
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(name) => write!(f, "the member `{name}`"),
            Self::Rest => f.write_str("the map of the members that are not declared"),
            Self::Runtime(of, field) => write!(f, "the `{field}` of any `{of}`"),
            Self::Node(kind, name, None) if name.is_empty() => write!(f, "the {kind} of the element in XML"),
            Self::Node(kind, name, None) => write!(f, "the {kind} `{name}` in XML"),
            Self::Node(kind, name, Some(namespace)) => write!(f, "the {kind} `{name}` of `{namespace}` in XML"),
            Self::Parameter(location, name) => write!(f, "the {location} parameter `{name}`"),
            Self::Variable(_, name) => write!(f, "the variable `{name}` of the path"),
            Self::Body => f.write_str("the body"),
            Self::Header(name) => write!(f, "the header `{name}`"),
            Self::Status => f.write_str("the status"),
            Self::Arguments(all) => {
                let words: Vec<String> = all.iter().map(|(word, _)| word.to_string()).collect();
                write!(f, "a function of {}", words.join(", "))
            }
            Self::Values(values) => write!(f, "`{}`", values.join("`, `")),
            Self::Only(json) => write!(f, "always `{json}`"),
            Self::Untagged => f.write_str("told by what it holds alone"),
            Self::Absent => f.write_str("absent where nobody sets it"),
            Self::Default(json) => write!(f, "`{json}` where it is absent"),
            Self::Operation(id, route) if route.is_empty() => write!(f, "of the operation `{id}`"),
            Self::Operation(id, route) => write!(f, "of the operation `{id}` ({route})"),
            Self::Credential(what) => write!(f, "the credential `{what}`"),
        }
    }
}
