//! Text to elements, with namespaces resolved.
//!
//! Document type declarations are refused, and with them all entities but the five of XML: they are how a short text becomes an
//! endless one, or a file of the server.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute as Written;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::{XML, XMLNS, is_char, is_name};
use crate::json::DEPTH;

/// The most attributes of one element, declarations of namespaces included.
const ATTRIBUTES: usize = 256;

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Without its prefix.
    pub(super) name: String,
    pub(super) namespace: Option<Rc<str>>,
    /// In order, declarations of namespaces included.
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<Child<'a>>,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Without its prefix.
    pub(super) name: String,
    pub(super) namespace: Option<Rc<str>>,
    pub(super) value: String,
}

/// What stands in an element; comments and processing instructions are left out.
#[derive(Debug)]
pub(super) enum Child<'a> {
    Element(Element<'a>),
    Text(Cow<'a, str>),
    Cdata(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) | Child::Cdata(_) => None,
        })
    }
}

/// The root element of a text.
///
/// # Errors
/// When the text is no document of XML 1.0 with namespaces, declares a document type, uses an entity, or nests too deeply.
pub(super) fn parse(text: &str) -> Result<Element<'_>, String> {
    if let Some(found) = text.chars().find(|char| !is_char(*char)) {
        return Err(format!("the XML holds the character `{}`, which no XML can", found.escape_unicode()));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut builder = Builder::default();
    loop {
        let event = reader.read_event().map_err(|error| malformed(text, reader.error_position(), &error.to_string()))?;
        if matches!(event, Event::Eof) {
            break;
        }
        let at = reader.buffer_position();
        builder.event(event).map_err(|error| malformed(text, at, &error))?;
    }
    match (builder.open.is_empty(), builder.root) {
        (true, Some(root)) => Ok(root),
        (true, None) => Err(malformed(text, reader.buffer_position(), "there is no element")),
        (false, _) => Err(malformed(text, reader.buffer_position(), "an element is not closed")),
    }
}

fn malformed(text: &str, offset: u64, detail: &str) -> String {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("the body is not XML: {detail}, at line {line}")
}

/// The document so far.
#[derive(Default)]
struct Builder<'a> {
    /// Elements that are not closed, outermost first.
    open: Vec<Element<'a>>,
    root: Option<Element<'a>>,
    scope: Scope,
    started: bool,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'a>) -> Result<(), String> {
        let first = !std::mem::replace(&mut self.started, true);
        match event {
            Event::Decl(declaration) if first => version(&declaration),
            Event::Decl(_) => Err("an XML declaration stands at the beginning only".to_owned()),
            Event::DocType(_) => Err("a document type declaration is not allowed".to_owned()),
            Event::Start(start) => self.start(start),
            Event::Empty(start) => self.start(start).and_then(|()| self.end()),
            Event::End(_) => self.end(),
            Event::Text(text) => {
                let text = text.xml10_content();
                if text.contains("]]>") {
                    return Err("`]]>` stands in a text".to_owned());
                }
                self.text(text)
            }
            Event::GeneralRef(reference) => self.text(referred(&reference)?),
            Event::CData(section) => match self.open.last_mut() {
                Some(parent) => {
                    parent.children.push(Child::Cdata(section.xml10_content()));
                    Ok(())
                }
                None => Err(OUTSIDE.to_owned()),
            },
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: BytesStart<'a>) -> Result<(), String> {
        if self.open.is_empty() && self.root.is_some() {
            return Err("there are several root elements".to_owned());
        }
        if self.open.len() >= DEPTH {
            return Err("elements nest too deeply".to_owned());
        }
        let attributes = attributes(&start)?;
        self.scope.open(&attributes)?;
        let (prefix, name) = qualified(start.name().as_ref())?;
        let namespace = self.scope.of_element(prefix.as_deref())?;
        let attributes = self.scope.resolved(attributes)?;
        self.open.push(Element { name, namespace, attributes, children: Vec::new() });
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        self.scope.close();
        let element = self.open.pop().ok_or("an element is closed that is not open")?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    /// Text, joined with that before it.
    fn text(&mut self, text: Cow<'a, str>) -> Result<(), String> {
        match self.open.last_mut().map(|parent| &mut parent.children) {
            Some(children) => match children.last_mut() {
                Some(Child::Text(before)) => before.to_mut().push_str(&text),
                Some(Child::Element(_) | Child::Cdata(_)) | None => children.push(Child::Text(text)),
            },
            None if text.trim_matches(WHITE).is_empty() => {}
            None => return Err(OUTSIDE.to_owned()),
        }
        Ok(())
    }
}

const OUTSIDE: &str = "there is text outside of the root element";

/// Production `S` of XML 1.0.
pub(super) const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

fn version(declaration: &BytesDecl<'_>) -> Result<(), String> {
    match declaration.version().as_deref() {
        // Every 1.x is read as 1.0 (XML 1.0, section 2.8).
        Ok(version) if version.starts_with("1.") => Ok(()),
        Ok(_) | Err(_) => Err("the XML declaration names no version 1".to_owned()),
    }
}

/// The text of `&amp;`, `&#65;` and their like.
fn referred<'a>(reference: &BytesRef<'a>) -> Result<Cow<'a, str>, String> {
    let known = match reference.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        _ => return character(reference),
    };
    Ok(Cow::Borrowed(known))
}

fn character<'a>(reference: &BytesRef<'a>) -> Result<Cow<'a, str>, String> {
    let found = reference.resolve_char_ref().map_err(|_| "a character reference names no character".to_owned())?;
    match found {
        Some(char) if is_char(char) => Ok(Cow::Owned(char.to_string())),
        Some(_) => Err("a character reference names a character that no XML can hold".to_owned()),
        None => Err("entities are not allowed".to_owned()),
    }
}

/// The attributes of a start tag as they are written.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if found.len() >= ATTRIBUTES {
            return Err(format!("an element has more than {ATTRIBUTES} attributes"));
        }
        found.push((attribute.key.as_ref().to_owned(), value(&attribute)?));
    }
    Ok(found)
}

fn value(attribute: &Written<'_>) -> Result<String, String> {
    if attribute.value.contains('<') {
        return Err("the value of an attribute holds `<`".to_owned());
    }
    let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
    match value.chars().all(is_char) {
        true => Ok(value.into_owned()),
        false => Err("the value of an attribute holds a character that no XML can".to_owned()),
    }
}

/// Prefix and name.
fn qualified(name: &str) -> Result<(Option<String>, String), String> {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix.to_owned()), local.to_owned()),
        None => (None, name.to_owned()),
    };
    match prefix.as_deref().is_none_or(is_name) && is_name(&local) {
        true => Ok((prefix, local)),
        false => Err(format!("`{}` is no name", local.escape_debug())),
    }
}

/// The namespaces that are declared where the reader stands.
#[derive(Default)]
struct Scope {
    /// What each prefix means, innermost last; the default has an empty prefix.
    declared: HashMap<String, Vec<Rc<str>>>,
    /// The prefixes that each open element declares.
    open: Vec<Vec<String>>,
}

impl Scope {
    fn open(&mut self, attributes: &[(String, String)]) -> Result<(), String> {
        let mut prefixes = Vec::new();
        for (name, iri) in attributes {
            let prefix = match name.strip_prefix("xmlns:") {
                Some("xml" | "xmlns") => return Err("the prefixes `xml` and `xmlns` cannot be declared".to_owned()),
                Some(_) if iri.is_empty() => return Err("a prefix cannot stand for no namespace".to_owned()),
                Some(prefix) => prefix,
                None if name == "xmlns" => "",
                None => continue,
            };
            self.declared.entry(prefix.to_owned()).or_default().push(Rc::from(iri.as_str()));
            prefixes.push(prefix.to_owned());
        }
        self.open.push(prefixes);
        Ok(())
    }

    fn close(&mut self) {
        for prefix in self.open.pop().unwrap_or_default() {
            if let Some(meanings) = self.declared.get_mut(&prefix) {
                meanings.pop();
            }
        }
    }

    fn of_element(&self, prefix: Option<&str>) -> Result<Option<Rc<str>>, String> {
        match prefix {
            Some("xml") => Ok(Some(Rc::from(XML))),
            Some(prefix) => {
                let meaning = self.declared.get(prefix).and_then(|meanings| meanings.last());
                meaning.cloned().map(Some).ok_or_else(|| format!("the prefix `{prefix}` is not declared"))
            }
            None => {
                let default = self.declared.get("").and_then(|meanings| meanings.last());
                Ok(default.filter(|iri| !iri.is_empty()).cloned())
            }
        }
    }

    fn resolved(&self, attributes: Vec<(String, String)>) -> Result<Vec<Attribute>, String> {
        let mut resolved: Vec<Attribute> = Vec::with_capacity(attributes.len());
        let mut seen = HashSet::new();
        for (name, value) in attributes {
            let (prefix, name) = qualified(&name)?;
            let namespace = match prefix.as_deref() {
                None if name == "xmlns" => Some(Rc::from(XMLNS)),
                Some("xmlns") => Some(Rc::from(XMLNS)),
                None => None,
                Some(_) => self.of_element(prefix.as_deref())?,
            };
            if !seen.insert((namespace.clone(), name.clone())) {
                return Err(format!("the attribute `{name}` is there twice"));
            }
            resolved.push(Attribute { name, namespace, value });
        }
        Ok(resolved)
    }
}
