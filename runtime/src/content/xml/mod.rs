//! XML: the shape that a schema gives it, as constant tables, and both ways between a document and JSON (XML Object, OpenAPI 3.2
//! section "XML Object").
//!
//! A document is read into elements, those into the one JSON tree by the table, so that the validators and decoders of JSON serve.
//! What XML cannot tell is decided here, in one place: an empty element is no number but null, a list without elements is absent
//! unless it is required, white space counts in texts and not around numbers.

mod document;
mod read;
mod scalar;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// What `xsi:nil` belongs to.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What the prefix `xml` means, without a declaration.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Where declarations of namespaces are themselves.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A type whose values have an XML form.
///
/// ```
/// use letterpress_runtime::{Markup, Xml, XmlContent};
///
/// struct Pet;
///
/// impl Markup for Pet {
///     const XML: XmlContent = XmlContent::object(&[
///         ("id", Xml::attribute("id").integer()),
///         ("tags", Xml::element("tags").list(&Xml::element("tag"))),
///         ("parent", Xml::element("parent").of::<Pet>()),
///     ]);
/// }
/// ```
pub trait Markup {
    /// What is in an element that holds a value.
    const XML: XmlContent;
}

/// The node that a value is, and what is in it.
#[derive(Clone, Copy, Debug)]
pub struct Xml {
    node: Node,
    /// The name in its namespace, without a prefix.
    name: &'static str,
    /// Without one, a node of any namespace is read, and it is written into the one around it.
    namespace: Option<&'static str>,
    prefix: Option<&'static str>,
    presence: Presence,
    content: XmlContent,
}

/// `nodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Element,
    Attribute,
    Text,
    Cdata,
    /// No node: what is inside stands in the element around.
    None,
}

/// What an absent node means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Optional,
    /// A list without items is there although no element is, so is a text without characters.
    Required,
    /// An absent attribute is null.
    Nullable,
}

/// What is in a node.
#[derive(Clone, Copy, Debug)]
pub enum XmlContent {
    /// A text of this kind.
    Scalar(XmlScalar),
    /// Items, each a node.
    List(&'static Xml),
    /// Elements that have the names of the members.
    Map(&'static XmlContent),
    /// Members by their names in JSON, and what is in elements that are none of them.
    Object(&'static [(&'static str, Xml)], &'static XmlContent),
    /// One of several, by the value of a member.
    Tagged(&'static str, &'static [(&'static [&'static str], XmlContent)]),
    /// One of several, by the names of the nodes.
    Untagged(&'static [XmlContent]),
    /// Whatever there is.
    Free,
    /// That of a type.
    Of(fn() -> &'static XmlContent),
}

/// Kinds of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlScalar {
    /// The text as it is.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true`, `false`, `1` or `0`.
    Boolean,
    /// `true`, `false` or a whole number.
    BooleanOrInteger,
    /// `true`, `false` or a number.
    BooleanOrNumber,
    /// `true`, `false` or another text.
    BooleanOrString,
    /// A whole number as it is written, or another text: `1.0` and `01` are texts.
    IntegerOrString,
    /// A number as it is written, or another text: `1.50` is a text.
    NumberOrString,
    /// `true`, `false`, a whole number or another text.
    BooleanIntegerOrString,
    /// `true`, `false`, a number or another text.
    BooleanNumberOrString,
    /// A number or a boolean if it reads as one, else text.
    Any,
}

impl Xml {
    /// An element.
    pub const fn element(name: &'static str) -> Self {
        Self::new(Node::Element, name)
    }

    /// An attribute.
    pub const fn attribute(name: &'static str) -> Self {
        Self::new(Node::Attribute, name)
    }

    /// The text of the element around it.
    pub const fn text() -> Self {
        Self::new(Node::Text, "")
    }

    /// A CDATA section of the element around it.
    pub const fn cdata() -> Self {
        Self::new(Node::Cdata, "")
    }

    /// No node of its own: items of a list, or members, that stand in the element around it.
    pub const fn inline() -> Self {
        Self::new(Node::None, "")
    }

    const fn new(node: Node, name: &'static str) -> Self {
        let content = XmlContent::Scalar(XmlScalar::String);
        Self { node, name, namespace: None, prefix: None, presence: Presence::Optional, content }
    }

    /// Its namespace. A node without one is read whatever its namespace is.
    #[must_use]
    pub const fn namespace(self, iri: &'static str) -> Self {
        Self { namespace: Some(iri), ..self }
    }

    /// The prefix with which its namespace is written.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        Self { prefix: Some(prefix), ..self }
    }

    /// The value must be there: a list without items is one, and so is a text without characters.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { presence: Presence::Required, ..self }
    }

    /// The value can be null: an absent attribute is.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { presence: Presence::Nullable, ..self }
    }

    /// A whole number.
    #[must_use]
    pub const fn integer(self) -> Self {
        self.content(XmlContent::Scalar(XmlScalar::Integer))
    }

    /// A number.
    #[must_use]
    pub const fn number(self) -> Self {
        self.content(XmlContent::Scalar(XmlScalar::Number))
    }

    /// A boolean.
    #[must_use]
    pub const fn boolean(self) -> Self {
        self.content(XmlContent::Scalar(XmlScalar::Boolean))
    }

    /// A list.
    #[must_use]
    pub const fn list(self, items: &'static Xml) -> Self {
        self.content(XmlContent::List(items))
    }

    /// A value of this type.
    #[must_use]
    pub const fn of<T: Markup>(self) -> Self {
        self.content(XmlContent::of::<T>())
    }

    /// What is in it; text where this is not called.
    #[must_use]
    pub const fn content(self, content: XmlContent) -> Self {
        Self { content, ..self }
    }
}

impl XmlContent {
    /// An object with these members, by their names in JSON; others are whatever there is.
    pub const fn object(members: &'static [(&'static str, Xml)]) -> Self {
        Self::Object(members, &Self::Free)
    }

    /// The content of a type.
    pub const fn of<T: Markup>() -> Self {
        Self::Of(|| const { &T::XML })
    }
}

/// Production `Char` of XML 1.0.
fn is_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Production `NCName` of "Namespaces in XML 1.0".
fn is_name(name: &str) -> bool {
    let start = |c: char| {
        matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let more = |c: char| matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}');
    name.chars().next().is_some_and(start) && name.chars().all(|c| start(c) || more(c))
}
