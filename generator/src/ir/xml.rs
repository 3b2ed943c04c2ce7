//! What values look like as XML, apart from their types: the node that each is (XML Object).

use super::TypeId;

/// The node that a value is, and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// Which kind of node.
    pub node: XmlNode,
    /// Its name, without a prefix; empty for what is neither element nor attribute.
    pub name: String,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`, of a node that has a namespace.
    pub prefix: Option<String>,
    /// What an absent node means.
    pub presence: XmlPresence,
    /// What is in it.
    pub content: XmlContent,
}

impl Xml {
    /// An element of which no more is said than its name.
    pub fn element(name: String, content: XmlContent) -> Self {
        Self { node: XmlNode::Element, name, namespace: None, prefix: None, presence: XmlPresence::Optional, content }
    }
}

/// `nodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the values of `nodeType`")]
pub enum XmlNode {
    Element,
    Attribute,
    Text,
    Cdata,
    None,
}

/// What an absent node means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPresence {
    /// An absent member.
    Optional,
    /// An empty list, or a text without characters: the member must be there.
    Required,
    /// Null: it is an attribute of a member that can be null.
    Nullable,
}

/// What is in a node.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlContent {
    /// A text.
    Scalar(XmlScalar),
    /// Items.
    List(Box<Xml>),
    /// Elements that have the names of the members.
    Map(Box<XmlContent>),
    /// What the table of a definition says.
    Named(TypeId),
    /// Anything.
    Free,
}

/// How a text becomes JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlScalar {
    /// Text as it is.
    String,
    /// A number without fraction.
    Integer,
    /// A number.
    Number,
    /// A boolean.
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
    /// A number or a boolean if it reads as one; else a string.
    Any,
}

/// What is in an element that holds a definition.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlTable {
    /// The nodes of the members by their names, and what is in elements that are none of them.
    Object(Vec<(String, Xml)>, XmlContent),
    /// One of several by the value of a member: the values of each.
    Tagged(String, Vec<(Vec<String>, XmlContent)>),
    /// One of several.
    Untagged(Vec<XmlContent>),
}
