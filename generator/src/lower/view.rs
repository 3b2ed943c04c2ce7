//! A schema as it stands in the canonical tree.
//!
//! Schemas are read from the tree and not from `openapiv3::Schema`: that type spreads one keyword over eight variants, holds
//! bounds as `i64` or `f64`, and has no place for the reserved keys of the canonical form. Here a keyword is one word,
//! whether 3.0 has it or not.

use letterpress_runtime::Number;

use crate::format;
use crate::ir::JsonType;
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;

/// What stands before a keyword that OpenAPI 3.0 lacks.
const RESERVED: &str = "x-canonical-";

/// A schema and its place.
#[derive(Clone, Debug)]
pub(super) struct Schema<'a> {
    pub(super) node: &'a Node,
    pub(super) at: Pointer,
}

impl<'a> Schema<'a> {
    pub(super) fn new(node: &'a Node, at: Pointer) -> Self {
        Self { node, at }
    }

    pub(super) fn span(&self) -> Span {
        self.node.span
    }

    /// The keyword's value with the key under which it stands.
    fn entry(&self, keyword: &str) -> Option<(&'a str, &'a Node)> {
        let wanted = |key: &str| Self::is_keyword(key, keyword);
        self.node.entries().iter().find(|entry| wanted(&entry.key)).map(|entry| (entry.key.as_str(), &entry.value))
    }

    /// Whether a key of the canonical form stands for the keyword.
    pub(super) fn is_keyword(key: &str, keyword: &str) -> bool {
        key == keyword || key.strip_prefix(RESERVED) == Some(keyword)
    }

    /// The value of a keyword.
    pub(super) fn keyword(&self, keyword: &str) -> Option<&'a Node> {
        self.entry(keyword).map(|(_, node)| node)
    }

    /// Where a keyword's value stands.
    pub(super) fn keyword_span(&self, keyword: &str) -> Span {
        self.keyword(keyword).map_or(self.node.span, |node| node.span)
    }

    pub(super) fn has(&self, keyword: &str) -> bool {
        self.entry(keyword).is_some()
    }

    /// A keyword whose value is a schema.
    pub(super) fn child(&self, keyword: &str) -> Option<Schema<'a>> {
        self.entry(keyword).map(|(key, node)| Schema::new(node, self.at.child(key)))
    }

    /// A keyword whose value is a list of schemas.
    pub(super) fn list(&self, keyword: &str) -> Vec<Schema<'a>> {
        let Some((key, node)) = self.entry(keyword) else { return Vec::new() };
        let at = self.at.child(key);
        node.elements().iter().enumerate().map(|(index, element)| Schema::new(element, at.index(index))).collect()
    }

    /// A keyword whose value is a map of schemas.
    pub(super) fn map(&self, keyword: &str) -> Vec<(&'a str, Schema<'a>)> {
        let Some((key, node)) = self.entry(keyword) else { return Vec::new() };
        let at = self.at.child(key);
        node.entries().iter().map(|entry| (entry.key.as_str(), Schema::new(&entry.value, at.child(&entry.key)))).collect()
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.keyword(keyword)?.as_str()
    }

    /// A number's exact text; one that no typed field can hold is a string under its reserved key.
    pub(super) fn number(&self, keyword: &str) -> Option<&'a str> {
        let (key, node) = self.entry(keyword)?;
        node.as_number().or_else(|| node.as_str().filter(|_| key.starts_with(RESERVED)))
    }

    /// A count such as `minLength`; `3.0` is 3. No value has as many parts as 64 bits can count, nor more.
    pub(super) fn count(&self, keyword: &str) -> Option<u64> {
        let count = Number::parse(self.number(keyword)?).ok()?;
        let beyond = count.is_integer() && count > Number::from(u64::MAX);
        if beyond { Some(u64::MAX) } else { count.to_u64() }
    }

    /// Whether the bounds leave integers that 64 bits hold only without a sign.
    pub(super) fn is_unsigned(&self) -> bool {
        let (least, most) = self.bounds();
        let beyond = |most: Number<'_>| most > Number::from(i64::MAX) && most <= Number::from(u64::MAX);
        least.is_some_and(|least| least >= Number::from(0_i64)) && most.is_some_and(beyond)
    }

    /// The numbers of `minimum` or `exclusiveMinimum`, and of `maximum` or `exclusiveMaximum`.
    pub(super) fn bounds(&self) -> (Option<Number<'a>>, Option<Number<'a>>) {
        let bound = |words: [&str; 2]| Number::parse(words.into_iter().find_map(|word| self.number(word))?).ok();
        (bound(["minimum", "exclusiveMinimum"]), bound(["maximum", "exclusiveMaximum"]))
    }

    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.keyword(keyword).is_some_and(|node| node.value == Value::Bool(true))
    }

    /// The strings of a list.
    pub(super) fn strings(&self, keyword: &str) -> Vec<&'a str> {
        self.keyword(keyword).map_or(&[][..], Node::elements).iter().filter_map(Node::as_str).collect()
    }

    /// `$ref`.
    pub(super) fn reference(&self) -> Option<&'a str> {
        self.text("$ref")
    }

    /// Whether nothing but annotations stands beside a keyword.
    pub(super) fn only_annotates(&self, keyword: &str) -> bool {
        self.only_annotates_or(|key| key == keyword)
    }

    /// Whether nothing but annotations and `type: object` stands beside a keyword.
    pub(super) fn only_names_object(&self, keyword: &str) -> bool {
        self.type_names() == ["object"] && self.only_annotates_or(|key| key == keyword || key == "type")
    }

    fn only_annotates_or(&self, other: impl Fn(&str) -> bool) -> bool {
        const ANNOTATIONS: [&str; 9] =
            ["title", "description", "default", "example", "deprecated", "readOnly", "writeOnly", "nullable", "externalDocs"];
        self.node.entries().iter().all(|entry| {
            other(&entry.key)
                || ANNOTATIONS.contains(&entry.key.as_str())
                || entry.key.starts_with("x-") && !entry.key.starts_with(RESERVED)
        })
    }

    /// The schema `false`.
    pub(super) fn never(&self) -> bool {
        self.node.value == Value::Bool(false) || self.flag("never")
    }

    /// The types that `type` or its canonical list name; empty when it names none.
    pub(super) fn type_names(&self) -> Vec<&'a str> {
        let listed = self.strings("types");
        if listed.is_empty() { self.text("type").into_iter().collect() } else { listed }
    }

    /// The `format`, where it counts for values of this type.
    pub(super) fn format(&self, kind: JsonType) -> Option<&'a str> {
        self.text("format").filter(|format| self.is_about(format, kind, &self.type_names()))
    }

    /// Whether its strings are not to be shown.
    pub(super) fn is_password(&self) -> bool {
        self.text("format") == Some("password")
    }

    /// Whether a format counts for values of one of these types. One of numbers speaks about a string that holds nothing but a number as
    /// numbers are written: not beside numbers, and not where texts are listed, or may have zeros in front.
    pub(super) fn is_about(&self, format: &str, kind: JsonType, types: &[&str]) -> bool {
        if kind != JsonType::String || !format::is_of_numbers(format) {
            return true;
        }
        let only_text = types.contains(&"string") && types.iter().all(|name| ["string", "null"].contains(name));
        let otherwise = ["pattern", "enum", "const"].iter().any(|keyword| self.has(keyword));
        only_text && !otherwise && self.count("minLength").is_none_or(|least| least <= 1)
    }
}

/// Every mapping of the tree that has one of these keywords. Few descriptions have those that are asked for, so it is first seen whether
/// there is one at all.
pub(super) fn holders<'a>(tree: &'a Node, keywords: &[&str]) -> Vec<Schema<'a>> {
    let named = |key: &str| keywords.contains(&key) || key.strip_prefix(RESERVED).is_some_and(|key| keywords.contains(&key));
    let has = |node: &Node| node.entries().iter().any(|entry| named(&entry.key));
    let mut found = Vec::new();
    if !anywhere(tree, &has) {
        return found;
    }
    let mut open = vec![(tree, Pointer::root())];
    while let Some((node, at)) = open.pop() {
        open.extend(node.entries().iter().map(|entry| (&entry.value, at.child(&entry.key))));
        open.extend(node.elements().iter().enumerate().map(|(index, element)| (element, at.index(index))));
        if has(node) {
            found.push(Schema::new(node, at));
        }
    }
    found
}

fn anywhere(tree: &Node, has: &impl Fn(&Node) -> bool) -> bool {
    let mut open = vec![tree];
    while let Some(node) = open.pop() {
        if has(node) {
            return true;
        }
        open.extend(node.entries().iter().map(|entry| &entry.value).chain(node.elements()));
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::lower::testing::node;

    #[test]
    fn reserved_keys_read_like_keywords() {
        let tree = node(r#"{"x-canonical-const": 1, "minLength": 3.0, "x-canonical-types": ["string", "null"]}"#);
        let schema = Schema::new(&tree, Pointer::root());
        assert_eq!(schema.number("const"), Some("1"));
        assert_eq!(schema.count("minLength"), Some(3));
        assert_eq!(schema.type_names(), ["string", "null"]);
        assert_eq!(schema.child("const").unwrap().at.as_str(), "/x-canonical-const");
    }
}
