//! Elements to JSON, by a table.
//!
//! What the table does not name is kept as it is, so that the schema can refuse it. What is there more often than the table allows
//! becomes a list, and what should be a text and holds elements becomes an object: the schema refuses these, too.

use std::borrow::Cow;
use std::collections::HashMap;

use super::document::{self, Attribute, Child, Element, WHITE};
use super::{Node, Presence, XMLNS, XSI, Xml, XmlContent, XmlScalar, scalar};
use crate::codec::Direction;
use crate::json::{DEPTH, Tree};

/// The value of a document, whose root element is `xml`. A client takes the root under any name: for many schemas the standard
/// leaves it to guesses.
///
/// # Errors
/// When the text is not XML, or its root is another element.
pub(in crate::content) fn read(xml: &Xml, text: &str, direction: Direction) -> Result<Tree<'static>, String> {
    let root = document::parse(text)?;
    if direction == Direction::Request && !is_element(xml, &root) {
        return Err(format!("the root element is `{}`, not `{}`", root.name, xml.name));
    }
    Ok(value(&xml.content, &root, TABLES)?.into_owned())
}

/// Names and namespaces where the table has one.
fn is_element(xml: &Xml, element: &Element<'_>) -> bool {
    element.name == xml.name && xml.namespace.is_none_or(|iri| element.namespace.as_deref() == Some(iri))
}

fn is_attribute(xml: &Xml, attribute: &Attribute) -> bool {
    match xml.namespace {
        Some(iri) => attribute.name == xml.name && attribute.namespace.as_deref() == Some(iri),
        None => attribute.name == xml.name && attribute.namespace.as_deref() != Some(XMLNS),
    }
}

type Read<'e> = Result<Tree<'e>, String>;

/// The most tables that lead into one another: three for each element.
const TABLES: usize = 3 * DEPTH;

/// The depth counts tables: some stand in the same element as the one around them.
fn deeper(depth: usize) -> Result<usize, String> {
    depth.checked_sub(1).ok_or_else(|| "the XML nests too deeply".to_owned())
}

/// What is in an element.
fn value<'e>(content: &XmlContent, element: &'e Element<'_>, depth: usize) -> Read<'e> {
    if is_nil(element) {
        return Ok(Tree::Null);
    }
    inside(content, element, depth)
}

fn is_nil(element: &Element<'_>) -> bool {
    let nil = |attribute: &&Attribute| attribute.name == "nil" && attribute.namespace.as_deref() == Some(XSI);
    element.attributes.iter().find(nil).is_some_and(|nil| matches!(nil.value.trim(), "true" | "1"))
}

fn inside<'e>(content: &XmlContent, element: &'e Element<'_>, depth: usize) -> Read<'e> {
    let depth = deeper(depth)?;
    if is_words(element) && !takes_text(content) {
        return Ok(Tree::String(text(element)));
    }
    match content {
        XmlContent::Scalar(_) if element.elements().next().is_some() => free(element, depth),
        XmlContent::Scalar(kind) => Ok(scalar::parse(text(element), *kind)),
        XmlContent::List(items) => {
            element.elements().map(|item| value(&items.content, item, depth)).collect::<Result<_, _>>().map(Tree::Array)
        }
        XmlContent::Map(values) => {
            let mut members = Members::default();
            element.elements().try_for_each(|it| value(values, it, depth).map(|json| members.add(&it.name, json)))?;
            Ok(members.end())
        }
        XmlContent::Object(members, others) => object(members, others, element, depth),
        XmlContent::Tagged(tag, variants) => match tagged(tag, variants, element, depth)? {
            Some(variant) => inside(variant, element, depth),
            None => free(element, depth),
        },
        XmlContent::Untagged(variants) => match fullest(variants, element) {
            Some(variant) => inside(variant, element, depth),
            None => free(element, depth),
        },
        XmlContent::Free => free(element, depth),
        XmlContent::Of(table) => inside(table(), element, depth),
    }
}

/// Whether an element holds words and nothing else. Where elements are expected, they are kept, so that the schema refuses them.
fn is_words(element: &Element<'_>) -> bool {
    element.attributes.is_empty() && element.elements().next().is_none() && !text(element).trim_matches(WHITE).is_empty()
}

/// Whether text is of use in the element itself, or what the content leads to knows that.
fn takes_text(content: &XmlContent) -> bool {
    match content {
        XmlContent::List(_) | XmlContent::Map(_) => false,
        XmlContent::Object(members, _) => members.iter().any(|(_, xml)| !matches!(xml.node, Node::Element | Node::Attribute)),
        XmlContent::Scalar(_) | XmlContent::Tagged(..) | XmlContent::Untagged(_) | XmlContent::Free | XmlContent::Of(_) => true,
    }
}

fn object<'e>(declared: &'static [(&'static str, Xml)], others: &XmlContent, element: &'e Element<'_>, depth: usize) -> Read<'e> {
    let mut members = Members::default();
    for (name, xml) in declared {
        if let Some(value) = member(xml, element, depth)? {
            members.add(name, value);
        }
    }
    let known = |is: &dyn Fn(&Xml) -> bool| declared.iter().any(|(_, it)| any_node(it, is));
    // A member that is there as another node than the table says is that member all the same.
    let content = |name: &str| declared.iter().find(|(member, _)| *member == name).map_or(others, |(_, xml)| &xml.content);
    for attribute in element.attributes.iter().filter(|attribute| attribute.namespace.is_none()) {
        if !known(&|xml| xml.node == Node::Attribute && is_attribute(xml, attribute)) {
            members.add(&attribute.name, other_attribute(content(&attribute.name), attribute));
        }
    }
    for child in element.elements().filter(|child| is_near(child, element)) {
        if !known(&|xml| xml.node == Node::Element && is_element(xml, child)) {
            members.add(&child.name, value(content(&child.name), child, depth)?);
        }
    }
    Ok(members.end())
}

/// Whether an element is of the vocabulary of the one around it; extensions of others are not asked for.
fn is_near(child: &Element<'_>, parent: &Element<'_>) -> bool {
    child.namespace.is_none() || child.namespace == parent.namespace
}

/// The elements that a table means: of its namespace; where it has none, those near by, and only if there are none those of any.
fn fitting<'e, 'd>(xml: &Xml, parent: &'e Element<'d>) -> Vec<&'e Element<'d>> {
    let named = || parent.elements().filter(|child| is_element(xml, child));
    let near: Vec<_> = named().filter(|child| xml.namespace.is_some() || is_near(child, parent)).collect();
    if near.is_empty() { named().collect() } else { near }
}

/// Whether a node, or one that stands for it in the element around, is what is asked for.
fn any_node(xml: &Xml, is: &dyn Fn(&Xml) -> bool) -> bool {
    match (xml.node, &xml.content) {
        (Node::None, XmlContent::List(items)) => is(items) || any_node(items, is),
        (Node::None, content) => {
            members_of(content, DEPTH).is_some_and(|members| members.iter().any(|(_, it)| it.node != Node::None && is(it)))
        }
        (Node::Element | Node::Attribute | Node::Text | Node::Cdata, _) => is(xml),
    }
}

fn other_attribute<'e>(content: &XmlContent, attribute: &'e Attribute) -> Tree<'e> {
    scalar::parse(Cow::Borrowed(attribute.value.as_str()), kind_of(content))
}

/// The kind of a text; that of what is no scalar is a string.
fn kind_of(content: &XmlContent) -> XmlScalar {
    if let XmlContent::Scalar(kind) = content { *kind } else { XmlScalar::String }
}

/// The value of a member, if it is there.
fn member<'e>(xml: &Xml, parent: &'e Element<'_>, depth: usize) -> Result<Option<Tree<'e>>, String> {
    Ok(match xml.node {
        Node::Attribute => attribute(xml, parent),
        Node::Text | Node::Cdata => own_text(xml, parent),
        Node::None => match &xml.content {
            XmlContent::List(items) => {
                let found = items_of(items, parent, depth)?;
                (!found.is_empty() || xml.presence == Presence::Required).then_some(Tree::Array(found))
            }
            XmlContent::Scalar(_) => own_text(xml, parent),
            content @ (XmlContent::Map(_)
            | XmlContent::Object(..)
            | XmlContent::Tagged(..)
            | XmlContent::Untagged(_)
            | XmlContent::Free
            | XmlContent::Of(_)) => Some(inside(content, parent, depth)?).filter(|value| {
                xml.presence == Presence::Required || value.as_object().is_none_or(|members| !members.is_empty())
            }),
        },
        Node::Element => {
            let found = fitting(xml, parent).into_iter().map(|child| value(&xml.content, child, depth));
            let mut found = found.collect::<Result<Vec<_>, _>>()?;
            if found.len() > 1 { Some(Tree::Array(found)) } else { found.pop() }
        }
    })
}

fn items_of<'e>(items: &Xml, parent: &'e Element<'_>, depth: usize) -> Result<Vec<Tree<'e>>, String> {
    match items.node {
        Node::Text | Node::Cdata => Ok(own_text(items, parent).into_iter().collect()),
        Node::Element | Node::Attribute | Node::None => {
            fitting(items, parent).into_iter().map(|child| value(&items.content, child, depth)).collect()
        }
    }
}

fn attribute<'e>(xml: &Xml, parent: &'e Element<'_>) -> Option<Tree<'e>> {
    let found = parent.attributes.iter().find(|attribute| is_attribute(xml, attribute));
    match (found, &xml.content) {
        (Some(found), content) => Some(other_attribute(content, found)),
        (None, _) => (xml.presence == Presence::Nullable).then_some(Tree::Null),
    }
}

/// The text of the element around. White space between elements, or around CDATA sections, is none.
fn own_text<'e>(xml: &Xml, parent: &'e Element<'_>) -> Option<Tree<'e>> {
    let kind = kind_of(&xml.content);
    let sections = parent.children.iter().any(|child| matches!(child, Child::Cdata(_)));
    let text = match xml.node {
        Node::Cdata if sections => Cow::Owned(parent.children.iter().filter_map(section).collect::<String>()),
        Node::Cdata | Node::Text | Node::None | Node::Element | Node::Attribute => text(parent),
    };
    let blank = text.is_empty() || (parent.elements().next().is_some() && text.trim_matches(WHITE).is_empty());
    match (blank, xml.presence) {
        (false, _) => Some(scalar::parse(text, kind)),
        (true, Presence::Required) => Some(scalar::parse(Cow::Borrowed(""), kind)),
        (true, Presence::Nullable) => Some(Tree::Null),
        (true, Presence::Optional) => None,
    }
}

fn section<'e>(child: &'e Child<'_>) -> Option<&'e str> {
    match child {
        Child::Cdata(text) => Some(text),
        Child::Element(_) | Child::Text(_) => None,
    }
}

/// All text that stands in an element itself.
fn text<'e>(element: &'e Element<'_>) -> Cow<'e, str> {
    let mut texts = element.children.iter().filter_map(|child| match child {
        Child::Text(text) | Child::Cdata(text) => Some(text.as_ref()),
        Child::Element(_) => None,
    });
    let first = texts.next().unwrap_or_default();
    match texts.next() {
        None => Cow::Borrowed(first),
        Some(second) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
    }
}

/// The variant whose tag is there.
fn tagged<'t>(
    tag: &str,
    variants: &'t [(&'static [&'static str], XmlContent)],
    element: &Element<'_>,
    depth: usize,
) -> Result<Option<&'t XmlContent>, String> {
    for (values, content) in variants {
        let own = members_of(content, DEPTH).and_then(|members| members.iter().find(|(name, _)| *name == tag));
        // Where the variant does not declare the tag, it is an element or an attribute of its name.
        let found = match own {
            Some((_, xml)) => member(xml, element, depth)?,
            None => undeclared(tag, element),
        };
        if found.as_ref().and_then(Tree::as_str).is_some_and(|found| values.contains(&found)) {
            return Ok(Some(content));
        }
    }
    Ok(None)
}

fn undeclared<'e>(tag: &str, element: &'e Element<'_>) -> Option<Tree<'e>> {
    let attribute = element.attributes.iter().find(|it| it.namespace.is_none() && it.name == tag);
    let child = element.elements().find(|child| child.name == tag).map(|child| Tree::String(text(child)));
    child.or_else(|| attribute.map(|attribute| Tree::from(attribute.value.as_str())))
}

/// Of several contents the one most of whose nodes are there, and the fewest other elements; of equals the first.
fn fullest<'t>(variants: &'t [XmlContent], element: &Element<'_>) -> Option<&'t XmlContent> {
    variants.iter().rev().max_by_key(|content| score(content, element))
}

fn score(content: &XmlContent, element: &Element<'_>) -> usize {
    let is_text = element.elements().next().is_none();
    let Some(members) = members_of(content, DEPTH) else {
        let scalar = matches!(resolved(content, DEPTH), XmlContent::Scalar(_));
        return usize::from(scalar && is_text && element.attributes.is_empty());
    };
    let named = |is: &dyn Fn(&Xml) -> bool| members.iter().any(|(_, xml)| any_node(xml, is));
    let children = element.elements().filter(|child| named(&|xml| xml.node == Node::Element && is_element(xml, child)));
    let attributes = element.attributes.iter().filter(|it| named(&|xml| xml.node == Node::Attribute && is_attribute(xml, it)));
    2 * (children.count() + attributes.count()) + usize::from(!is_text)
}

/// What a table leads to.
pub(super) fn resolved(content: &XmlContent, depth: usize) -> &XmlContent {
    match (content, depth.checked_sub(1)) {
        (XmlContent::Of(table), Some(depth)) => resolved(table(), depth),
        (content, _) => content,
    }
}

/// The members of an object's table.
pub(super) fn members_of(content: &XmlContent, depth: usize) -> Option<&'static [(&'static str, Xml)]> {
    if let XmlContent::Object(members, _) = resolved(content, depth) { Some(members) } else { None }
}

/// An element of which nothing is known: a text, or an object of its attributes and elements.
fn free<'e>(element: &'e Element<'_>, depth: usize) -> Read<'e> {
    let attributes = element.attributes.iter().filter(|attribute| attribute.namespace.is_none());
    let mut members = Members::default();
    attributes.for_each(|attribute| members.add(&attribute.name, Tree::from(attribute.value.as_str())));
    if members.list.is_empty() && element.elements().next().is_none() {
        return Ok(Tree::String(text(element)));
    }
    for child in element.elements() {
        members.add(&child.name, value(&XmlContent::Free, child, deeper(depth)?)?);
    }
    Ok(members.end())
}

/// The members of an object, each name once: the values of one name are a list.
#[derive(Default)]
struct Members<'e> {
    list: Vec<(Cow<'e, str>, Vec<Tree<'e>>)>,
    places: HashMap<Cow<'e, str>, usize>,
}

impl<'e> Members<'e> {
    fn add(&mut self, name: &'e str, value: Tree<'e>) {
        let end = self.list.len();
        let place = *self.places.entry(Cow::Borrowed(name)).or_insert(end);
        match self.list.get_mut(place) {
            Some((_, values)) => values.push(value),
            None => self.list.push((Cow::Borrowed(name), vec![value])),
        }
    }

    fn end(self) -> Tree<'e> {
        let one = |mut values: Vec<Tree<'e>>| match (values.len(), values.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                values.push(last);
                Tree::Array(values)
            }
            (_, None) => Tree::Null,
        };
        Tree::Object(self.list.into_iter().map(|(name, values)| (name, one(values))).collect())
    }
}
