//! JSON to a document, by a table.

use super::read::{members_of, resolved};
use super::{Node, XML, XMLNS, XSI, Xml, XmlContent, is_char, is_name};
use crate::json::{DEPTH, Tree};
use crate::parameter::scalar;

/// The document of a value, whose root element is `xml`.
///
/// # Errors
/// When the value has no XML: a name that is none, a character that XML cannot hold, a list where the table has a text.
pub(in crate::content) fn write(xml: &Xml, value: &Tree<'_>) -> Result<String, String> {
    let mut writer = Writer { out: HEADER.to_owned(), scope: Vec::new() };
    writer.element(Tag::of(xml), &xml.content, value, DEPTH)?;
    Ok(writer.out)
}

/// The XML declaration.
const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// The name of an element or attribute.
#[derive(Clone, Copy)]
struct Tag<'t> {
    name: &'t str,
    namespace: Option<&'t str>,
    prefix: Option<&'t str>,
}

impl<'t> Tag<'t> {
    fn of(xml: &Xml) -> Tag<'static> {
        Tag { name: xml.name, namespace: xml.namespace, prefix: xml.prefix }
    }

    fn plain(name: &'t str) -> Self {
        Self { name, namespace: None, prefix: None }
    }
}

struct Writer {
    out: String,
    /// Declared prefixes and their namespaces, innermost last; the default has an empty prefix.
    scope: Vec<(String, String)>,
}

type Done = Result<(), String>;

impl Writer {
    fn element(&mut self, tag: Tag<'_>, content: &XmlContent, value: &Tree<'_>, depth: usize) -> Done {
        let depth = depth.checked_sub(1).ok_or("the value nests too deeply for XML")?;
        let outer = self.scope.len();
        let name = self.open(tag, outer)?;
        if value.is_null() {
            self.attribute(Tag { name: "nil", namespace: Some(XSI), prefix: Some("xsi") }, &Tree::Bool(true), outer)?;
        } else {
            self.attributes(content, value, outer)?;
        }
        let start = self.out.len();
        self.out.push('>');
        if !value.is_null() {
            self.inside(content, value, depth)?;
        }
        if self.out.len() == start + 1 {
            self.out.truncate(start);
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self.scope.truncate(outer);
        Ok(())
    }

    /// `<p:name` with what it declares; the name with its prefix.
    fn open(&mut self, tag: Tag<'_>, outer: usize) -> Result<String, String> {
        let prefix = tag.prefix.unwrap_or_default();
        let name = qualified(prefix, tag.name)?;
        self.out.push('<');
        self.out.push_str(&name);
        if let Some(iri) = tag.namespace {
            self.declare(prefix, iri, outer)?;
        }
        Ok(name)
    }

    /// Declares a prefix in the open start tag, unless it means that already.
    fn declare(&mut self, prefix: &str, iri: &str, outer: usize) -> Done {
        if iri == XML || self.scope.iter().rev().find(|(known, _)| known == prefix).is_some_and(|(_, known)| known == iri) {
            return Ok(());
        }
        if self.scope.iter().skip(outer).any(|(known, _)| known == prefix) {
            return Err(format!("one element would need two namespaces for the prefix `{prefix}`"));
        }
        self.out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
        self.out.push_str(prefix);
        self.quoted(iri)?;
        self.scope.push((prefix.to_owned(), iri.to_owned()));
        Ok(())
    }

    fn attribute(&mut self, tag: Tag<'_>, value: &Tree<'_>, outer: usize) -> Done {
        let text = text(tag.name, value)?;
        let prefix = match (tag.namespace, tag.prefix) {
            (Some(XMLNS), prefix) => return self.declare(prefix.map_or("", |_| tag.name), &text, outer),
            (Some(_), prefix) => prefix.unwrap_or("ns"),
            (None, _) => "",
        };
        if let Some(iri) = tag.namespace {
            self.declare(prefix, iri, outer)?;
        }
        self.out.push(' ');
        self.out.push_str(&qualified(prefix, tag.name)?);
        self.quoted(&text)
    }

    /// The attributes of an element that holds a value.
    fn attributes(&mut self, content: &XmlContent, value: &Tree<'_>, outer: usize) -> Done {
        for (name, xml) in members_of(variant(content, value, DEPTH), DEPTH).unwrap_or_default() {
            match (value.get(name), xml.node) {
                (None | Some(Tree::Null), _) => {}
                (Some(value), Node::Attribute) => self.attribute(Tag::of(xml), value, outer)?,
                (Some(value), Node::None) => self.attributes(&xml.content, value, outer)?,
                (Some(_), Node::Element | Node::Text | Node::Cdata) => {}
            }
        }
        Ok(())
    }

    /// What stands in an element that holds a value.
    fn inside(&mut self, content: &XmlContent, value: &Tree<'_>, depth: usize) -> Done {
        match (variant(content, value, DEPTH), value) {
            (XmlContent::List(items), Tree::Array(values)) => values.iter().try_for_each(|value| self.node(items, value, depth)),
            (XmlContent::Map(values), Tree::Object(members)) => {
                members.iter().try_for_each(|(name, value)| self.element(Tag::plain(name), values, value, depth))
            }
            (XmlContent::Object(declared, others), Tree::Object(members)) => {
                for (name, xml) in *declared {
                    value.get(name).map_or(Ok(()), |value| self.node(xml, value, depth))?;
                }
                let mut rest = members.iter().filter(|(name, _)| !declared.iter().any(|(known, _)| known == name));
                rest.try_for_each(|(name, value)| self.others(name, others, value, depth))
            }
            (XmlContent::Free, Tree::Object(members)) => {
                members.iter().try_for_each(|(name, value)| self.others(name, &XmlContent::Free, value, depth))
            }
            (XmlContent::Free, Tree::Array(_)) => self.others("item", &XmlContent::Free, value, depth),
            (_, value) => {
                let text = text("the value", value)?;
                self.text(&text)
            }
        }
    }

    fn node(&mut self, xml: &Xml, value: &Tree<'_>, depth: usize) -> Done {
        match xml.node {
            Node::Element => self.element(Tag::of(xml), &xml.content, value, depth),
            Node::Attribute => Ok(()),
            Node::Text | Node::Cdata | Node::None if value.is_null() => Ok(()),
            Node::Text => {
                let text = text("the value", value)?;
                self.text(&text)
            }
            Node::Cdata => {
                let text = text("the value", value)?;
                self.section(&text)
            }
            Node::None => {
                let depth = depth.checked_sub(1).ok_or("the value nests too deeply for XML")?;
                self.inside(&xml.content, value, depth)
            }
        }
    }

    /// A member that the table does not name: one element, or one for each item.
    fn others(&mut self, name: &str, content: &XmlContent, value: &Tree<'_>, depth: usize) -> Done {
        match (value, resolved(content, DEPTH)) {
            (Tree::Array(items), XmlContent::Free) => {
                items.iter().try_for_each(|item| self.element(Tag::plain(name), content, item, depth))
            }
            _ => self.element(Tag::plain(name), content, value, depth),
        }
    }

    fn text(&mut self, text: &str) -> Done {
        self.escaped(text, |char| match char {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '\r' => Some("&#13;"),
            _ => None,
        })
    }

    /// `="value"`; white space other than a blank would be read as one.
    fn quoted(&mut self, text: &str) -> Done {
        self.out.push_str("=\"");
        self.escaped(text, |char| match char {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '"' => Some("&quot;"),
            '\t' => Some("&#9;"),
            '\n' => Some("&#10;"),
            '\r' => Some("&#13;"),
            _ => None,
        })?;
        self.out.push('"');
        Ok(())
    }

    fn section(&mut self, text: &str) -> Done {
        if text.contains('\r') {
            // A section has no escapes, and a reader makes a line feed of it.
            return self.text(text);
        }
        self.out.push_str("<![CDATA[");
        self.escaped(&text.replace("]]>", "]]]]><![CDATA[>"), |_| None)?;
        self.out.push_str("]]>");
        Ok(())
    }

    fn escaped(&mut self, text: &str, escape: fn(char) -> Option<&'static str>) -> Done {
        for char in text.chars() {
            match escape(char) {
                Some(escaped) => self.out.push_str(escaped),
                None if is_char(char) => self.out.push(char),
                None => return Err(format!("XML cannot hold the character `{}`", char.escape_unicode())),
            }
        }
        Ok(())
    }
}

fn qualified(prefix: &str, name: &str) -> Result<String, String> {
    if !is_name(name) || !(prefix.is_empty() || is_name(prefix)) {
        return Err(format!("`{}` is no name in XML", name.escape_debug()));
    }
    Ok(if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") })
}

fn text(what: &str, value: &Tree<'_>) -> Result<String, String> {
    scalar::text(value).map(|text| text.into_owned()).map_err(|detail| format!("`{}` {detail}", what.escape_debug()))
}

/// The content of the variant that a value is; other contents as they are.
fn variant<'t>(content: &'t XmlContent, value: &Tree<'_>, depth: usize) -> &'t XmlContent {
    let Some(depth) = depth.checked_sub(1) else { return content };
    match content {
        XmlContent::Of(table) => variant(table(), value, depth),
        XmlContent::Tagged(tag, variants) => {
            let tag = value.get(tag).and_then(Tree::as_str);
            let meant = variants.iter().find(|(values, _)| tag.is_some_and(|tag| values.contains(&tag)));
            meant.map_or(&XmlContent::Free, |(_, content)| variant(content, value, depth))
        }
        XmlContent::Untagged(variants) => match fullest(variants, value) {
            Some(content) => variant(content, value, depth),
            None => &XmlContent::Free,
        },
        XmlContent::Scalar(_) | XmlContent::List(_) | XmlContent::Map(_) | XmlContent::Object(..) | XmlContent::Free => content,
    }
}

/// Of several contents the one that has the form of the value and the most of its members; of equals the first.
fn fullest<'t>(variants: &'t [XmlContent], value: &Tree<'_>) -> Option<&'t XmlContent> {
    let score = |content: &&XmlContent| match (resolved(content, DEPTH), value) {
        (XmlContent::Object(members, _), Tree::Object(_)) => {
            2 + members.iter().filter(|(name, _)| value.get(name).is_some()).count()
        }
        (XmlContent::List(_), Tree::Array(_)) | (XmlContent::Map(_), Tree::Object(_)) => 2,
        (XmlContent::Scalar(_), Tree::String(_) | Tree::Number(_) | Tree::Bool(_)) => 2,
        (XmlContent::Tagged(..) | XmlContent::Untagged(_), _) => 1,
        _ => 0,
    };
    variants.iter().rev().max_by_key(score).filter(|best| score(best) > 0)
}
