//! XML: the root elements of bodies, and the tables of definitions.

use proc_macro2::TokenStream;

use super::print::literal;
use super::scope::Scope;
use crate::ir::{TypeId, Xml, XmlContent, XmlNode, XmlPresence, XmlScalar, XmlTable};

/// Where an expression stands: in a constant, whatever is borrowed lives long enough; in a function, only a constant does.
#[derive(Clone, Copy)]
enum Within {
    Constant,
    Function,
}

impl Within {
    fn borrowed(self, expression: &str) -> String {
        match self {
            Self::Constant => format!("&{expression}"),
            Self::Function => format!("const {{ &{expression} }}"),
        }
    }
}

/// The root element of a body.
pub fn root(scope: &mut Scope<'_>, root: &Xml) -> String {
    node(scope, root, Within::Function)
}

/// `impl Markup`, for a definition that travels as XML.
pub fn markup(scope: &mut Scope<'_>, id: TypeId) -> TokenStream {
    let Some(table) = scope.api.xml.get(&id) else { return TokenStream::new() };
    let body = match table {
        XmlTable::Object(members, others) => object(scope, members, others),
        XmlTable::Tagged(tag, variants) => {
            let variants = variants.iter().map(|(values, content)| {
                let values: Vec<_> = values.iter().map(|value| literal(value)).collect();
                format!("(&[{}], {})", values.join(", "), self::content(scope, content, Within::Constant))
            });
            let variants: Vec<_> = variants.collect();
            format!("{}::Tagged({}, {})", scope.runtime_path("XmlContent"), literal(tag), list(&variants))
        }
        XmlTable::Untagged(variants) => {
            let variants: Vec<_> = variants.iter().map(|variant| content(scope, variant, Within::Constant)).collect();
            format!("{}::Untagged({})", scope.runtime_path("XmlContent"), list(&variants))
        }
    };
    let (markup, ty) = (scope.runtime_path("Markup"), scope.runtime_path("XmlContent"));
    let ident = scope.model(id);
    scope.text(format!("impl {markup} for {ident} {{\n    const XML: {ty} = {body};\n}}"))
}

fn object(scope: &mut Scope<'_>, members: &[(String, Xml)], others: &XmlContent) -> String {
    let lines = members.iter().map(|(name, xml)| format!("({}, {})", literal(name), node(scope, xml, Within::Constant)));
    let lines = list(&lines.collect::<Vec<_>>());
    let ty = scope.runtime_path("XmlContent");
    match others {
        XmlContent::Free => format!("{ty}::object({lines})"),
        XmlContent::Scalar(_) | XmlContent::List(_) | XmlContent::Map(_) | XmlContent::Named(_) => {
            format!("{ty}::Object({lines}, &{})", content(scope, others, Within::Constant))
        }
    }
}

/// `&[a, b]`, an element a line.
fn list(elements: &[String]) -> String {
    match elements {
        [] => "&[]".to_owned(),
        elements => format!("&[\n        {},\n    ]", elements.join(",\n        ")),
    }
}

fn node(scope: &mut Scope<'_>, xml: &Xml, within: Within) -> String {
    let ty = scope.runtime_path("Xml");
    let mut made = match xml.node {
        XmlNode::Element => format!("{ty}::element({})", literal(&xml.name)),
        XmlNode::Attribute => format!("{ty}::attribute({})", literal(&xml.name)),
        XmlNode::Text => format!("{ty}::text()"),
        XmlNode::Cdata => format!("{ty}::cdata()"),
        XmlNode::None => format!("{ty}::inline()"),
    };
    made.extend(xml.namespace.iter().map(|iri| format!(".namespace({})", literal(iri))));
    made.extend(xml.prefix.iter().map(|prefix| format!(".prefix({})", literal(prefix))));
    match &xml.content {
        XmlContent::Scalar(XmlScalar::String) => {}
        XmlContent::Scalar(XmlScalar::Integer) => made.push_str(".integer()"),
        XmlContent::Scalar(XmlScalar::Number) => made.push_str(".number()"),
        XmlContent::Scalar(XmlScalar::Boolean) => made.push_str(".boolean()"),
        XmlContent::List(items) => {
            let items = node(scope, items, within);
            made.push_str(&format!(".list({})", within.borrowed(&items)));
        }
        XmlContent::Named(id) => made.push_str(&format!(".of::<{}>()", scope.model(*id))),
        XmlContent::Scalar(_) | XmlContent::Map(_) | XmlContent::Free => {
            made.push_str(&format!(".content({})", content(scope, &xml.content, within)))
        }
    }
    made.push_str(match xml.presence {
        XmlPresence::Optional => "",
        XmlPresence::Required => ".required()",
        XmlPresence::Nullable => ".nullable()",
    });
    made
}

fn content(scope: &mut Scope<'_>, content: &XmlContent, within: Within) -> String {
    let ty = scope.runtime_path("XmlContent");
    match content {
        XmlContent::Scalar(kind) => {
            let kinds = scope.runtime_path("XmlScalar");
            format!("{ty}::Scalar({kinds}::{kind:?})")
        }
        XmlContent::List(items) => {
            let items = node(scope, items, within);
            format!("{ty}::List({})", within.borrowed(&items))
        }
        XmlContent::Map(values) => {
            let values = self::content(scope, values, within);
            format!("{ty}::Map({})", within.borrowed(&values))
        }
        XmlContent::Named(id) => format!("{ty}::of::<{}>()", scope.model(*id)),
        XmlContent::Free => format!("{ty}::Free"),
    }
}
