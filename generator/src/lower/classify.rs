//! The dispatcher: which kind of Rust type a schema becomes. It decides and builds nothing.

use std::collections::HashSet;
use std::rc::Rc;

use super::admit::{self, Kinds, admitted};
use super::alternatives;
use super::common::{self, Common};
use super::context::Context;
use super::contradiction;
use super::discriminator::{self, Tagged};
use super::holding;
use super::letter;
use super::literal;
use super::members::{self, Members};
use super::narrowed;
use super::range;
use super::secret;
use super::tuple::{self, Elements};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::format;
use crate::ir::{Enumeration, JsonType, Primitive};
use crate::pointer::Pointer;

/// What a schema becomes.
#[derive(Clone, Debug)]
pub(super) enum Class<'a> {
    /// The type of another schema: nothing is added that Rust would show.
    Same(Schema<'a>),
    /// Any JSON.
    Any,
    /// Any JSON object.
    AnyObject,
    /// A map; the values satisfy every one of these schemas.
    Map(Vec<Schema<'a>>),
    /// A list; the elements satisfy every one of these schemas.
    List(Vec<Schema<'a>>),
    /// A list whose first elements have schemas of their own.
    Tuple(Elements<'a>),
    Primitive(Primitive),
    Enumeration(Enumeration),
    Struct(Rc<Members<'a>>),
    /// A union, told apart by what holds.
    Untagged(Vec<Schema<'a>>),
    /// A union, told apart by the value of a member.
    Tagged {
        property: String,
        branches: Vec<Tagged<'a>>,
        /// The members that each branch has besides its own.
        beside: Option<Rc<Members<'a>>>,
    },
    /// A union of values of several JSON types, all of this one schema.
    ByType(Vec<JsonType>),
    /// A discriminated base: the union of itself and of the schemas that extend it.
    Base,
}

impl Class<'_> {
    /// The primitive, if it is one.
    pub(super) fn primitive(&self) -> Option<Primitive> {
        match self {
            Self::Primitive(primitive) => Some(*primitive),
            Self::Same(_)
            | Self::Any
            | Self::AnyObject
            | Self::Map(_)
            | Self::List(_)
            | Self::Tuple(_)
            | Self::Enumeration(_)
            | Self::Struct(_)
            | Self::Untagged(_)
            | Self::Tagged { .. }
            | Self::ByType(_)
            | Self::Base => None,
        }
    }
}

/// A part of a schema that says something about the type.
pub(super) enum Part<'a> {
    /// Its own keywords.
    Own,
    /// A branch of `allOf`.
    Branch(Schema<'a>),
    /// `oneOf` or `anyOf`.
    Group(&'static str),
}

/// Decides what a schema that is no `$ref` becomes.
pub(super) fn classify<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Class<'a> {
    let admitted = admitted(cx, schema);
    let kinds = admitted.values();
    if schema.never() || admitted.kinds == Kinds::NULL {
        return Class::Any;
    }
    if kinds == Kinds::NONE {
        contradiction::of_parts(cx, schema);
        return Class::Any;
    }
    if schema.has("allOf") && kinds != Kinds::OBJECT {
        contradiction::of_branches(cx, schema);
    }
    if kinds == Kinds::STRING && secret::is_secret(cx, schema) {
        return Class::Primitive(Primitive::Password);
    }
    if kinds == Kinds::ARRAY
        && let Some(elements) = secret::elements(cx, schema)
    {
        return Class::List(elements);
    }
    if let Some(values) = literal::literals(cx, schema).and_then(literal::Literals::enumeration) {
        return listed(cx, schema, Enumeration { values, open: false });
    }
    if discriminator::is_base(cx, schema) {
        return Class::Base;
    }
    let class = match parts(cx, schema, kinds).as_slice() {
        [] | [Part::Own] => own(cx, schema, kinds),
        [Part::Branch(branch)] => outgrown(cx, schema, Class::Same(branch.clone())),
        [Part::Group(keyword)] => alternatives::classify(cx, schema, keyword),
        several if kinds == Kinds::OBJECT => narrowed::union(cx, schema, several).unwrap_or_else(|| object(cx, schema)),
        several => narrowest(cx, schema, kinds, several),
    };
    holding::all(cx, schema, class)
}

/// The values that a schema lists, as far as the branches of its `allOf` list them, too.
fn listed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, own: Enumeration) -> Class<'a> {
    let own = Class::Enumeration(own);
    let branches: Vec<_> = schema.list("allOf").into_iter().map(Class::Same).collect();
    let classes: Vec<_> = [own.clone()].into_iter().chain(branches).collect();
    match common::values(cx, &classes) {
        Some(Common::Fewer(values)) => Class::Enumeration(Enumeration { values, open: false }),
        Some(Common::One(index)) => classes.get(index).cloned().unwrap_or(own),
        None => own,
    }
}

/// The parts that say something about the type, in the order in which they count.
fn parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kinds: Kinds) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let branches = schema.list("allOf");
    parts.extend(branches.into_iter().filter(|branch| says_type(cx, branch, kinds)).map(Part::Branch));
    let typed = !parts.is_empty() || !schema.type_names().is_empty() || schema.has("properties");
    let mut groups = vec!["oneOf", "anyOf"];
    groups.retain(|keyword| alternatives::matter(cx, schema, keyword, typed));
    let covered = groups.iter().any(|keyword| alternatives::cover(cx, schema, keyword));
    let adds = kinds == Kinds::OBJECT && adds(cx, schema, &groups);
    parts.extend(groups.into_iter().map(Part::Group));
    if structural(schema) && !covered || adds {
        parts.push(Part::Own);
    }
    parts
}

/// Whether a branch of `allOf` says something about the type of values of these kinds, and does not only narrow it. One that means
/// objects alone says nothing where others are left, since what another branch means contradicts it.
fn says_type<'a>(cx: &mut Context<'a>, branch: &Schema<'a>, kinds: Kinds) -> bool {
    let admitted = admitted(cx, branch);
    if !admitted.values().contains(kinds) {
        return false;
    }
    if admitted.kinds == Kinds::ALL && kinds == Kinds::OBJECT {
        // It speaks of other values, too, and of the members of objects all the same.
        return members::members(cx, branch).is_some_and(|members| members.has_fields());
    }
    admitted.kinds != Kinds::ALL && (admitted.said || admitted.values() == Kinds::OBJECT || branch.has("items"))
}

/// Whether the schema allows members that its branches do not hold. A union that tries its branches keeps them without that.
fn adds<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, groups: &[&'static str]) -> bool {
    let open = ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|keyword| schema.child(keyword).is_some_and(|it| !it.never()));
    let conditional = schema.has("dependentSchemas") || schema.has("if") && (schema.has("then") || schema.has("else"));
    if !(open || conditional) {
        return false;
    }
    let mut branches = schema.list("allOf");
    for keyword in groups {
        let alternatives = admit::branches(cx, schema, keyword);
        if alternatives.len() > 1 && !schema.has("discriminator") {
            return false;
        }
        branches.extend(alternatives);
    }
    let of_branches: Vec<_> = branches.iter().filter_map(|branch| members::members(cx, branch)).collect();
    if open {
        return !of_branches.iter().any(|members| members.keeps_others());
    }
    let holds = |name: &&str| of_branches.iter().any(|members| members.list.contains_key(name) || members.keeps_others());
    let others = of_branches.iter().any(|members| members.keeps_others());
    members::members(cx, schema).is_some_and(|all| !all.list.keys().all(holds) || all.keeps_others() && !others)
}

/// Whether the schema's own keywords say more than the name of a type.
fn structural(schema: &Schema<'_>) -> bool {
    let more = schema.keyword("additionalProperties").is_some_and(|node| !node.entries().is_empty());
    more || ["properties", "required", "patternProperties", "items", "prefixItems", "format"]
        .iter()
        .any(|keyword| schema.has(keyword))
}

/// The type by the schema's own `type`, or what its keywords speak of.
fn own<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kinds: Kinds) -> Class<'a> {
    if kinds == Kinds::ALL.without_null() {
        unknown_type(cx, schema);
        return Class::Any;
    }
    match kinds.types().as_slice() {
        [JsonType::Object] => object(cx, schema),
        [JsonType::Array] => list(cx, schema),
        [kind] => scalar(cx, schema, *kind),
        _ => by_type(schema, kinds),
    }
}

/// A union of values of these types.
pub(super) fn by_type<'a>(schema: &Schema<'_>, kinds: Kinds) -> Class<'a> {
    Class::ByType(in_order(schema, &kinds.types()))
}

/// Types in the order in which the schema names them.
fn in_order(schema: &Schema<'_>, kinds: &[JsonType]) -> Vec<JsonType> {
    let named: Vec<_> = schema.type_names().into_iter().filter_map(JsonType::named).collect();
    let mut kinds = kinds.to_vec();
    kinds.sort_by_key(|kind| named.iter().position(|name| name == kind));
    kinds
}

/// A struct, a map or a free object.
pub(super) fn object<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Class<'a> {
    members::members(cx, schema).map_or(Class::AnyObject, |members| of_members(cx, members))
}

/// What an object with these members becomes.
pub(super) fn of_members<'a>(cx: &mut Context<'a>, members: Rc<Members<'a>>) -> Class<'a> {
    if members.has_fields() || (members.refused && members.kept.is_empty()) {
        return Class::Struct(members);
    }
    if super::patterned::values(cx, &members).is_some() {
        return Class::Struct(members);
    }
    if members.kept.is_empty() || members.is_free() || members.partly_kept() {
        super::object::tell_partly_kept(cx, &members);
        return Class::AnyObject;
    }
    Class::Map(members.kept.clone())
}

/// A list, or a tuple where the first elements have schemas of their own.
fn list<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Class<'a> {
    match tuple::elements(cx, schema) {
        Some(elements) => Class::Tuple(elements),
        None if schema.has("prefixItems") => Class::List(Vec::new()),
        None if schema.child("items").is_some_and(|items| items.never()) => {
            let told = Diagnostic::warning(lowering::NO_VALUE, schema.keyword_span("items"), "no element is allowed here");
            cx.tell(
                told.note("only the empty list is a value").help("say what its elements are in `prefixItems`, or `maxItems: 0`"),
            );
            Class::List(Vec::new())
        }
        None => Class::List(Vec::from_iter(schema.child("items"))),
    }
}

fn scalar<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kind: JsonType) -> Class<'a> {
    primitive(cx, schema, kind).map_or(Class::Any, Class::Primitive)
}

/// The type of the schema's values that are of one scalar type of JSON.
pub(super) fn primitive<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kind: JsonType) -> Option<Primitive> {
    let encoded = kind == JsonType::String && letter::is_base64(cx, schema) && !schema.is_password();
    let format = if encoded { Some("byte") } else { schema.format(kind) };
    match format::primitive(kind, format) {
        Some(Primitive::Int64) if schema.is_unsigned() => Some(Primitive::Uint64),
        Some(Primitive::Int64) if format::check(kind, format).is_none() => Some(range::integer(cx, schema)),
        other => other,
    }
}

/// Of several scalar or list parts that must all hold, the one that says most.
fn narrowest<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kinds: Kinds, parts: &[Part<'a>]) -> Class<'a> {
    let mut best: Option<(u8, Class<'a>)> = None;
    let mut classes = Vec::with_capacity(parts.len());
    let mut elements = HashSet::new();
    for part in parts {
        let class = match part {
            Part::Own => own(cx, schema, kinds),
            Part::Branch(branch) => Class::Same(branch.clone()),
            Part::Group(keyword) => alternatives::classify(cx, schema, keyword),
        };
        elements.extend(members_of_elements(cx, &class));
        classes.push(class.clone());
        let rank = rank(cx, &class);
        if best.as_ref().is_none_or(|(best, _)| rank > *best) {
            best = Some((rank, class));
        }
    }
    if let Some((SECRET, class)) = best {
        return class;
    }
    if let Some(left) = common::values(cx, &classes) {
        return match left {
            Common::One(index) => classes.get(index).cloned().unwrap_or(Class::Any),
            Common::Fewer(values) => Class::Enumeration(Enumeration { values, open: false }),
        };
    }
    if elements.len() > 1 {
        if let Some(elements) = super::object::elements(cx, classes) {
            return Class::List(elements);
        }
        holding::tell_elements(cx, schema);
        return Class::List(Vec::new());
    }
    best.map_or(Class::Any, |(_, class)| outgrown(cx, schema, class))
}

/// An integer of another schema, where the bounds of this one are beyond its type.
fn outgrown<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: Class<'a>) -> Class<'a> {
    match range::outgrows(cx, schema, |cx| in_the_end(cx, class.clone())?.primitive()) {
        true => Class::Primitive(range::integer(cx, schema)),
        false => class,
    }
}

/// What a class is behind all schemas that it is the same as.
pub(super) fn in_the_end<'a>(cx: &mut Context<'a>, class: Class<'a>) -> Option<Class<'a>> {
    last(cx, class).map(|(_, class)| class)
}

/// The same, with the last of these schemas, if there is any.
pub(super) fn last<'a>(cx: &mut Context<'a>, mut class: Class<'a>) -> Option<(Option<Schema<'a>>, Class<'a>)> {
    // Whoever is the same as itself has been told.
    let (mut schema, mut seen) = (None, HashSet::new());
    while let Class::Same(other) = class {
        class = seen.insert(other.at.clone()).then(|| class_of(cx, &other)).flatten()?;
        schema = Some(other);
    }
    Some((schema, class))
}

/// The schemas of the elements of a list, where these hold something that another schema of them may not know.
fn members_of_elements<'a>(cx: &mut Context<'a>, class: &Class<'a>) -> Vec<Pointer> {
    let Some(Class::List(items)) = in_the_end(cx, class.clone()) else { return Vec::new() };
    let mut targets: Vec<_> = items.iter().filter_map(|items| cx.follow(items)).collect();
    targets.retain(|target| {
        let kinds = admitted(cx, target).values();
        kinds.contains(Kinds::OBJECT) || kinds.contains(Kinds::ARRAY)
    });
    targets.into_iter().map(|target| target.at).collect()
}

/// The rank of a secret, which goes before all: whatever else is said of a text, it is not shown.
pub(super) const SECRET: u8 = 6;

/// How much a class says: a list of values more than a format, a format more than a bare type.
pub(super) fn rank<'a>(cx: &mut Context<'a>, class: &Class<'a>) -> u8 {
    match class {
        Class::Same(_) => in_the_end(cx, class.clone()).map_or(0, |class| rank(cx, &class)),
        Class::Any => 0,
        Class::Untagged(_) | Class::ByType(_) | Class::AnyObject => 1,
        Class::List(items) if items.is_empty() => 1,
        Class::Primitive(Primitive::Password) => SECRET,
        Class::Primitive(Primitive::String | Primitive::Double) => 2,
        Class::Primitive(Primitive::Int64) => 3,
        Class::Primitive(_) | Class::Map(_) | Class::List(_) => 4,
        Class::Tuple(_) | Class::Enumeration(_) | Class::Struct(_) | Class::Tagged { .. } | Class::Base => 5,
    }
}

/// How much a schema says about its type, from 0 to [`SECRET`].
pub(super) fn schema_rank<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> u8 {
    class_of(cx, schema).map_or(0, |class| rank(cx, &class))
}

/// What a schema, or what it refers to, becomes; `None` while that is being decided.
pub(super) fn class_of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Class<'a>> {
    if admit::unguessed(cx, schema) {
        return Some(Class::Any);
    }
    let target = cx.follow(schema)?;
    if let Some(known) = cx.classes.get(&target.at) {
        return known.clone();
    }
    if !cx.ranking.insert(target.at.clone()) {
        return None;
    }
    let class = cx.descend(&target).then(|| classify(cx, &target));
    cx.ascend();
    cx.ranking.remove(&target.at);
    cx.classes.insert(target.at, class.clone());
    class
}

fn unknown_type<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    const KNOWN: [&str; 7] = ["null", "boolean", "object", "array", "number", "integer", "string"];
    let names = schema.type_names();
    if let Some(name) = names.iter().find(|name| !KNOWN.contains(name)) {
        let span = schema.keyword_span("type");
        cx.tell(Diagnostic::error(lowering::UNKNOWN_TYPE, span, format!("`{name}` is not a type of JSON Schema")));
    }
}
