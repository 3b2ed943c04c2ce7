//! XML: the node that a schema describes (XML Object, OpenAPI 3.0.4 section 4.8.26 and 3.2).
//!
//! A name at the place where a schema is used goes before one of the schema that it refers to, and this before the name that follows from
//! the place. Since 3.2 a reference is no node itself: the component says what it is, by its own name.

use std::collections::HashMap;
use std::collections::btree_map::Entry;

use super::admit::{Kinds, admitted, nullable};
use super::classify::{Class, class_of};
use super::context::{Context, component_name};
use super::media_type;
use super::parameter;
use super::tuple::Elements;
use super::types::core_type;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{
    Choice, EnumerationValues, Field, Rest, Scalar, Shape, TypeId, TypeRef, Union, Xml, XmlContent, XmlNode, XmlPresence,
    XmlScalar, XmlTable,
};
use crate::node::Value;
use crate::source::Span;

/// How many schemas lead from one to the next before what is said of a node is taken as it is.
const DEPTH: usize = 32;

/// The name of elements that nothing gives a name.
const ROOT: &str = "root";
const ITEM: &str = "item";

/// The root element of a body of this schema.
pub(super) fn root<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Xml {
    let said = gather(cx, schema, DEPTH);
    let inferred = said.component.clone().or_else(|| said.facets.name.clone());
    if inferred.is_none() {
        let diagnostic = Diagnostic::warning(lowering::XML_OPEN, schema.span(), "nothing names the root element of this body");
        let diagnostic = diagnostic.note(format!("it is written as `{ROOT}`; a client reads it under any name"));
        cx.tell(diagnostic.help("add `xml: { name: ... }`, or move the schema to `components.schemas`"));
    }
    let place = inferred.unwrap_or_else(|| ROOT.to_owned());
    let name = said.facets.name.clone().unwrap_or(place);
    let content = content(cx, schema, said.facets.name.as_deref().unwrap_or(ITEM), DEPTH);
    let root = named(cx, schema, &said.facets, &name, XmlNode::Element, content);
    while let Some(id) = cx.untold.pop() {
        let table = table(cx, id);
        cx.xml.extend(table.map(|table| (id, table)));
    }
    root
}

/// Whether a schema is plain text: a string of which nothing is said as XML.
pub(super) fn is_bare_text<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    scalar(cx, schema) == XmlScalar::String && !gather(cx, schema, DEPTH).facets.said
}

/// What the XML Objects of a schema say.
#[derive(Clone, Debug, Default)]
struct Facets {
    name: Option<String>,
    namespace: Option<String>,
    prefix: Option<String>,
    node: Option<XmlNode>,
    wrapped: bool,
    /// There is an XML Object.
    said: bool,
}

impl Facets {
    /// Adds what is not said yet.
    fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            prefix: if self.namespace.is_some() { self.prefix } else { self.prefix.or(other.prefix) },
            namespace: self.namespace.or(other.namespace),
            node: self.node.or(other.node),
            wrapped: self.wrapped || other.wrapped,
            said: self.said || other.said,
        }
    }
}

/// What is said of a schema, and the component that it is or refers to.
struct Said {
    facets: Facets,
    component: Option<String>,
    /// A reference that is no node itself, so that the place does not name it.
    transparent: bool,
}

fn gather<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: usize) -> Said {
    let mut facets = own(schema);
    let branches = schema.list("allOf");
    for branch in branches.iter().filter(|branch| branch.reference().is_none()) {
        facets = facets.or(own(branch));
    }
    let component = component_name(&schema.at);
    let inner = depth.checked_sub(1).and_then(|depth| Some((depth, meant(cx, schema)?)));
    let Some((depth, meant)) = inner else { return Said { facets, component, transparent: false } };
    let said = gather(cx, &meant, depth);
    let since_3_2 = cx.tree.get("openapi").and_then(|node| node.as_str()).is_some_and(|version| version.starts_with("3.2"));
    if since_3_2 && facets.node.is_none() && said.component.is_some() {
        return Said { transparent: true, ..said };
    }
    let mentioned = |branch: &Schema<'a>| branch.at == meant.at && branch.reference().is_none();
    let facets = if branches.iter().any(mentioned) { facets } else { facets.or(said.facets) };
    Said { facets, component: component.or(said.component), transparent: false }
}

/// The schema that a schema is another spelling of.
fn meant<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Schema<'a>> {
    if let Some(reference) = schema.reference() {
        return cx.target(reference);
    }
    if let Class::Same(other) = class_of(cx, schema)? { Some(other) } else { None }
}

fn own(schema: &Schema<'_>) -> Facets {
    let Some(xml) = schema.keyword("xml") else { return Facets::default() };
    let text = |name: &str| xml.get(name).and_then(|node| node.as_str()).filter(|text| !text.is_empty()).map(str::to_owned);
    let flag = |name: &str| xml.get(name).is_some_and(|node| node.value == Value::Bool(true));
    let node = match text("nodeType").or_else(|| text("x-canonical-nodeType")).as_deref() {
        Some("element") => Some(XmlNode::Element),
        Some("attribute") => Some(XmlNode::Attribute),
        Some("text") => Some(XmlNode::Text),
        Some("cdata") => Some(XmlNode::Cdata),
        Some("none") => Some(XmlNode::None),
        Some(_) | None => flag("attribute").then_some(XmlNode::Attribute),
    };
    Facets {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        node,
        wrapped: flag("wrapped"),
        said: !xml.entries().is_empty(),
    }
}

/// The node of a schema at a place that gives it a name.
fn node<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, place: &str, content: Option<XmlContent>, depth: usize) -> Xml {
    let said = gather(cx, schema, depth);
    let inferred = if said.transparent { said.component.clone() } else { None }.unwrap_or_else(|| place.to_owned());
    let wrapper = said.facets.name.clone().unwrap_or_else(|| inferred.clone());
    let content = content.unwrap_or_else(|| {
        let is_wrapped = said.facets.wrapped || said.facets.node == Some(XmlNode::Element);
        self::content(cx, schema, if is_wrapped { &wrapper } else { &inferred }, depth)
    });
    let kind = kind(cx, schema, &said.facets, &content);
    named(cx, schema, &said.facets, &wrapper, kind, content)
}

/// Which node it is; what cannot be an attribute or a text is an element.
fn kind<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, facets: &Facets, content: &XmlContent) -> XmlNode {
    let plain = match (content, facets.wrapped) {
        (XmlContent::List(_), false) => XmlNode::None,
        _ => XmlNode::Element,
    };
    let what = match (facets.node, content) {
        (None, _) => return plain,
        (Some(XmlNode::Element), _) => return XmlNode::Element,
        (Some(XmlNode::None), XmlContent::Scalar(_)) => return XmlNode::Text,
        (Some(XmlNode::None), XmlContent::List(_)) => return XmlNode::None,
        (Some(XmlNode::None), XmlContent::Named(id)) if is_struct(cx, *id) => return XmlNode::None,
        (Some(node @ (XmlNode::Attribute | XmlNode::Text | XmlNode::Cdata)), XmlContent::Scalar(_)) => return node,
        (Some(XmlNode::Attribute), _) => "an attribute",
        (Some(XmlNode::Text | XmlNode::Cdata), _) => "a text",
        (Some(XmlNode::None), _) => "no node of its own",
    };
    let diagnostic = Diagnostic::warning(lowering::XML_NODE, schema.span(), format!("this cannot be {what} in XML"));
    cx.tell(diagnostic.note("it is an element instead: only a single text can stand there"));
    plain
}

fn is_struct(cx: &Context<'_>, id: TypeId) -> bool {
    cx.types.get(id).is_some_and(|definition| matches!(definition.shape, Shape::Struct(_)))
}

/// A node with its name in its namespace.
fn named<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, facets: &Facets, name: &str, node: XmlNode, content: XmlContent) -> Xml {
    let presence = XmlPresence::Optional;
    if !matches!(node, XmlNode::Element | XmlNode::Attribute) {
        return Xml { node, name: String::new(), namespace: None, prefix: None, presence, content };
    }
    let (written, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    let known = match written.or(facets.prefix.as_deref()) {
        Some("xml") => Some("http://www.w3.org/XML/1998/namespace"),
        Some("xsi") => Some("http://www.w3.org/2001/XMLSchema-instance"),
        Some("xmlns") => Some("http://www.w3.org/2000/xmlns/"),
        _ if name == "xmlns" => Some("http://www.w3.org/2000/xmlns/"),
        _ => None,
    };
    let namespace = facets.namespace.clone().or_else(|| known.map(str::to_owned));
    let prefix = facets.prefix.clone().or_else(|| written.map(str::to_owned));
    if let Some(prefix) = prefix.as_ref().filter(|_| namespace.is_none()) {
        let message = format!("nothing says which namespace the prefix `{prefix}` of `{local}` stands for");
        let diagnostic = Diagnostic::warning(lowering::XML_OPEN, schema.span(), message);
        cx.tell(diagnostic.note("it is written without a prefix").help("add `namespace` to its `xml`"));
    }
    if !is_name(local) {
        let message = format!("`{local}` is no name in XML");
        let diagnostic = Diagnostic::warning(lowering::XML_NODE, schema.span(), message);
        cx.tell(diagnostic.note("a value that has it cannot be written as XML").help("add `xml: { name: ... }`"));
    }
    let prefix = prefix.filter(|_| namespace.is_some());
    Xml { node, name: local.to_owned(), namespace, prefix, presence, content }
}

/// Production `NCName`, without the rarer characters.
fn is_name(name: &str) -> bool {
    let start = |c: char| c == '_' || c.is_alphabetic();
    name.chars().next().is_some_and(start) && name.chars().all(|c| start(c) || c.is_numeric() || matches!(c, '-' | '.'))
}

/// What is in the node of a schema; the items of a list that have no name of their own have this one.
fn content<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, name: &str, depth: usize) -> XmlContent {
    let ty = core_type(cx, schema);
    if let Some(id) = definition(cx, &ty) {
        return named_content(cx, id);
    }
    if media_type::is_text(cx, &ty) && ty != TypeRef::Any {
        return XmlContent::Scalar(scalar(cx, schema));
    }
    let (Some(depth), Some(class)) = (depth.checked_sub(1), class_of(cx, schema)) else { return XmlContent::Free };
    match class {
        Class::Same(other) => content(cx, &other, name, depth),
        Class::List(items) => match items.as_slice() {
            [] => free(cx, schema),
            [only] => XmlContent::List(Box::new(items_of(cx, only, name, None, depth))),
            [first, ..] => {
                let joined = element(cx, ty).and_then(|ty| definition(cx, &ty)).map(|id| named_content(cx, id));
                XmlContent::List(Box::new(items_of(cx, first, name, joined, depth)))
            }
        },
        Class::Map(values) => match values.first() {
            Some(values) => {
                let of_values = content(cx, values, name, depth);
                tell_lists(cx, &of_values, values.span());
                XmlContent::Map(Box::new(of_values))
            }
            None => XmlContent::Free,
        },
        Class::Tuple(elements) => tuple(cx, schema, &elements, name),
        Class::Any
        | Class::AnyObject
        | Class::Primitive(_)
        | Class::Enumeration(_)
        | Class::Struct(_)
        | Class::Untagged(_)
        | Class::Tagged { .. }
        | Class::ByType(_)
        | Class::Base => free(cx, schema),
    }
}

/// Elements of one name, each of the types that its place may have; the schema tells the places.
fn tuple<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, elements: &Elements<'a>, name: &str) -> XmlContent {
    let Some(schemas) = elements.schemas() else { return free(cx, schema) };
    let mut kinds = Kinds::NONE;
    for element in schemas {
        kinds = kinds | cx.follow(element).map_or(Kinds::ALL, |target| admitted(cx, &target).values());
    }
    match (kinds & (Kinds::ARRAY | Kinds::OBJECT)) == Kinds::NONE {
        true => XmlContent::List(Box::new(Xml::element(name.to_owned(), XmlContent::Scalar(of_kinds(kinds))))),
        false => free(cx, schema),
    }
}

fn free<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> XmlContent {
    let span = schema.span();
    let diagnostic = Diagnostic::warning(lowering::XML_OPEN, span, "the schema does not say what is in this element");
    cx.tell(diagnostic.note("texts are strings, attributes and elements members, and several of one name are a list"));
    XmlContent::Free
}

/// Tells lists in members that nothing declares: each is an element of its own, where a declared one would be several of its name.
fn tell_lists(cx: &mut Context<'_>, values: &XmlContent, span: Span) {
    if matches!(values, XmlContent::List(_)) {
        let told =
            Diagnostic::warning(lowering::XML_OPEN, span, "nothing names the items of lists in members that are not declared");
        cx.tell(
            told.note("each list is one element of the member's name, in which the items are elements")
                .help("declare the members"),
        );
    }
}

/// The type of the elements of a list.
fn element(cx: &Context<'_>, mut ty: TypeRef) -> Option<TypeRef> {
    for _ in 0..DEPTH {
        match ty {
            TypeRef::List(element) => return Some(*element),
            TypeRef::Named(id) => match &cx.types.get(id)?.shape {
                Shape::Alias(inner) => ty = inner.clone(),
                Shape::Struct(_) | Shape::Union(_) | Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Contents(_) => return None,
            },
            TypeRef::Nullable(inner) => ty = *inner,
            TypeRef::Primitive(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => return None,
        }
    }
    None
}

/// The node of the items of a list, with what is in it where that is known.
fn items_of<'a>(cx: &mut Context<'a>, items: &Schema<'a>, place: &str, known: Option<XmlContent>, depth: usize) -> Xml {
    let place = match component_of(cx, items) {
        Some(component) if place == ITEM => component,
        Some(_) | None => place.to_owned(),
    };
    let item = node(cx, items, &place, known, depth);
    match item.node {
        XmlNode::Element | XmlNode::Text | XmlNode::Cdata => item,
        XmlNode::Attribute | XmlNode::None => {
            let diagnostic = Diagnostic::warning(lowering::XML_NODE, items.span(), "an item of a list must be an element in XML");
            cx.tell(diagnostic.note("it is one: otherwise nothing would tell one item from the next"));
            Xml { node: XmlNode::Element, name: place, ..item }
        }
    }
}

fn component_of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<String> {
    gather(cx, schema, DEPTH).component
}

/// The struct or union that a use stands for.
fn definition(cx: &Context<'_>, ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty.clone();
    for _ in 0..DEPTH {
        match ty {
            TypeRef::Named(id) => match &cx.types.get(id)?.shape {
                Shape::Struct(_) => return Some(id),
                Shape::Union(_) => return (!media_type::is_text(cx, &ty)).then_some(id),
                Shape::Alias(inner) => ty = inner.clone(),
                Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Contents(_) => return None,
            },
            TypeRef::Nullable(inner) => ty = *inner,
            TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => return None,
        }
    }
    None
}

/// How the text of a scalar becomes JSON.
fn scalar<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> XmlScalar {
    let Some(target) = cx.follow(schema) else { return XmlScalar::Any };
    of_kinds(admitted(cx, &target).values())
}

fn of_kinds(kinds: Kinds) -> XmlScalar {
    match kinds {
        Kinds::STRING => XmlScalar::String,
        Kinds::INTEGER => XmlScalar::Integer,
        Kinds::NUMBER => XmlScalar::Number,
        Kinds::BOOLEAN => XmlScalar::Boolean,
        kinds if kinds == Kinds::BOOLEAN | Kinds::INTEGER => XmlScalar::BooleanOrInteger,
        kinds if kinds == Kinds::BOOLEAN | Kinds::NUMBER => XmlScalar::BooleanOrNumber,
        kinds if kinds == Kinds::BOOLEAN | Kinds::STRING => XmlScalar::BooleanOrString,
        kinds if kinds == Kinds::INTEGER | Kinds::STRING => XmlScalar::IntegerOrString,
        kinds if kinds == Kinds::NUMBER | Kinds::STRING => XmlScalar::NumberOrString,
        kinds if kinds == Kinds::BOOLEAN | Kinds::INTEGER | Kinds::STRING => XmlScalar::BooleanIntegerOrString,
        kinds if kinds == Kinds::BOOLEAN | Kinds::NUMBER | Kinds::STRING => XmlScalar::BooleanNumberOrString,
        _ => XmlScalar::Any,
    }
}

/// The same of a definition.
fn scalar_of(cx: &mut Context<'_>, id: TypeId) -> XmlScalar {
    let at = cx.types.get(id).map(|definition| definition.pointer.clone());
    let schema = at.and_then(|at| parameter::schema_at(cx, at));
    schema.map_or(XmlScalar::Any, |schema| scalar(cx, &schema))
}

/// What is in the node of a definition. Its table is made once, and later: its members may lead through the whole description.
fn named_content(cx: &mut Context<'_>, id: TypeId) -> XmlContent {
    if let Entry::Vacant(place) = cx.xml.entry(id) {
        place.insert(XmlTable::Object(Vec::new(), XmlContent::Free));
        cx.untold.push(id);
    }
    XmlContent::Named(id)
}

/// The table of a definition.
fn table(cx: &mut Context<'_>, id: TypeId) -> Option<XmlTable> {
    match cx.types.get(id).map(|definition| definition.shape.clone())? {
        Shape::Struct(object) => {
            let members: Vec<_> = object.fields.iter().map(|field| (field.name.clone(), member(cx, id, field))).collect();
            tell_same(cx, id, &members);
            let others = match &object.rest {
                Rest::Ignored | Rest::Refused | Rest::Patterned(..) => XmlContent::Free,
                Rest::Kept(ty) => {
                    let others = of_type(cx, ty, DEPTH);
                    let at = cx.types.get(id).map(|definition| definition.pointer.clone()).unwrap_or_default();
                    tell_lists(cx, &others, cx.span(&at));
                    others
                }
            };
            Some(XmlTable::Object(members, others))
        }
        Shape::Union(union) => Some(union_table(cx, &union)),
        Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
    }
}

/// A member, and the namespace of its node.
type Named<'m> = (&'m str, Option<&'m str>);

/// Tells members that are one node: what is read cannot be of both.
fn tell_same(cx: &mut Context<'_>, id: TypeId, members: &[(String, Xml)]) {
    let mut known: HashMap<(XmlNode, &str), Vec<Named<'_>>> = HashMap::new();
    let mut twice = Vec::new();
    for (member, xml) in members {
        let Some(node) = own_node(xml) else { continue };
        // White space aside, a section of CDATA is text.
        let kind = if node.node == XmlNode::Cdata { XmlNode::Text } else { node.node };
        let others = known.entry((kind, &node.name)).or_default();
        let namespace = node.namespace.as_deref();
        let same = |(_, other): &&Named<'_>| *other == namespace || other.is_none() || namespace.is_none();
        twice.extend(others.iter().find(same).map(|(first, _)| ((*first).to_owned(), member.clone(), node.clone())));
        others.push((member, namespace));
    }
    for (first, second, node) in twice {
        let what = match node.node {
            XmlNode::Element | XmlNode::None => format!("the element `{}`", node.name),
            XmlNode::Attribute => format!("the attribute `{}`", node.name),
            XmlNode::Text | XmlNode::Cdata => "the text of the element".to_owned(),
        };
        let span = place_of(cx, id, &second);
        let message = format!("the members `{first}` and `{second}` are both {what} in XML");
        cx.tell(
            Diagnostic::warning(lowering::XML_NODE, span, message)
                .note("both are written, and each is read as what there is of either")
                .help("give one of them another name by its `xml`"),
        );
    }
}

/// The node of a member, or of the items of a list that is none itself.
fn own_node(xml: &Xml) -> Option<&Xml> {
    match (xml.node, &xml.content) {
        (XmlNode::None, XmlContent::List(items)) => Some(items),
        (XmlNode::None, _) => None,
        (XmlNode::Element | XmlNode::Attribute | XmlNode::Text | XmlNode::Cdata, _) => Some(xml),
    }
}

/// Where a member of a definition is described.
fn place_of(cx: &Context<'_>, id: TypeId, member: &str) -> Span {
    let described = cx.built.get(&id).and_then(|members| members.list.get(member)?.sources().next().map(Schema::span));
    let own = || cx.types.get(id).map_or(cx.tree.span, |definition| cx.span(&definition.pointer));
    described.unwrap_or_else(own)
}

fn union_table(cx: &mut Context<'_>, union: &Union) -> XmlTable {
    match &union.choice {
        Choice::Tag(property) => {
            let variants = union.variants.iter().map(|variant| (variant.tags.clone(), of_type(cx, &variant.ty, DEPTH)));
            XmlTable::Tagged(property.clone(), variants.collect())
        }
        Choice::Check => XmlTable::Untagged(union.variants.iter().map(|variant| of_type(cx, &variant.ty, DEPTH)).collect()),
    }
}

/// The node of a member. One that no schema describes is an element of its name.
fn member<'a>(cx: &mut Context<'a>, owner: TypeId, field: &Field) -> Xml {
    let known = definition(cx, &field.ty).map(|id| named_content(cx, id));
    let found = cx.built.get(&owner).and_then(|members| members.list.get(field.name.as_str()).cloned());
    let sources = found.map(|member| if member.all.is_empty() { member.some } else { member.all }).unwrap_or_default();
    let speaking = sources.iter().find(|source| source.has("xml")).or(sources.first()).cloned();
    let Some(source) = speaking else {
        return Xml::element(field.name.clone(), known.unwrap_or(XmlContent::Free));
    };
    let xml = node(cx, &source, &field.name, known, DEPTH);
    let presence = match (xml.node, field.required) {
        (XmlNode::None | XmlNode::Text | XmlNode::Cdata, true) => XmlPresence::Required,
        // What is not there may be absent as well as null, and is absent then.
        (XmlNode::Attribute, true) if nullable(cx, &source) => XmlPresence::Nullable,
        _ => XmlPresence::Optional,
    };
    Xml { presence, ..xml }
}

/// What is in an element of which only the type is known; anything, where it goes on without end.
fn of_type(cx: &mut Context<'_>, ty: &TypeRef, depth: usize) -> XmlContent {
    if let Some(id) = definition(cx, ty) {
        return named_content(cx, id);
    }
    let Some(depth) = depth.checked_sub(1) else { return XmlContent::Free };
    match ty {
        TypeRef::Primitive(primitive) => XmlContent::Scalar(match primitive.scalar() {
            Scalar::Boolean => XmlScalar::Boolean,
            Scalar::Integer => XmlScalar::Integer,
            Scalar::Number => XmlScalar::Number,
            Scalar::String => XmlScalar::String,
        }),
        TypeRef::Named(id) => match cx.types.get(*id).map(|definition| definition.shape.clone()) {
            Some(Shape::Enumeration(enumeration)) => XmlContent::Scalar(match enumeration.values {
                EnumerationValues::Strings(_) => XmlScalar::String,
                EnumerationValues::Integers(_) => XmlScalar::Integer,
            }),
            Some(Shape::Alias(inner)) => of_type(cx, &inner, depth),
            Some(Shape::Union(_)) => XmlContent::Scalar(scalar_of(cx, *id)),
            Some(Shape::Struct(_) | Shape::Tuple(_) | Shape::Contents(_)) | None => XmlContent::Free,
        },
        TypeRef::List(items) => XmlContent::List(Box::new(Xml::element(ITEM.to_owned(), of_type(cx, items, depth)))),
        TypeRef::Map(values) => XmlContent::Map(Box::new(of_type(cx, values, depth))),
        TypeRef::Nullable(inner) => of_type(cx, inner, depth),
        TypeRef::Any | TypeRef::AnyObject => XmlContent::Free,
    }
}
