//! Objects: the fields of a struct, and what happens to other members.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::admit::{Kinds, admitted, giving_way, nullable};
use super::alternatives;
use super::beyond;
use super::check;
use super::classify::{Class, SECRET, class_of, in_the_end, schema_rank};
use super::common::{self, Common};
use super::context::Context;
use super::contradiction;
use super::default;
use super::discriminator;
use super::docs;
use super::members::{Member, Members};
use super::origin;
use super::patterned;
use super::range;
use super::secret;
use super::types::{self, core_type, optional, type_of};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{
    Check, Docs, Enumeration, EnumerationValues, Field, Held, Keyword, Origin, Primitive, Rest, Shape, Step, Struct, TypeId,
    TypeRef,
};

/// A struct of these members.
pub(super) fn build<'a>(cx: &mut Context<'a>, id: TypeId, members: &Rc<Members<'a>>) -> Struct {
    cx.built.insert(id, Rc::clone(members));
    let hidden = secret::hidden(cx, members);
    let mut spoken_of: HashMap<&str, Vec<Schema<'a>>> = HashMap::new();
    for values in &members.kept {
        for name in secret::spoken_of(cx, values, members) {
            spoken_of.entry(name).or_default().push(values.clone());
        }
    }
    let mut fields = Vec::with_capacity(members.list.len());
    for (name, member) in &members.list {
        let mut member = Cow::Borrowed(member);
        if let Some(schemas) = spoken_of.remove(name) {
            member.to_mut().perhaps.extend(schemas);
        }
        if !member.all.iter().any(Schema::never) {
            fields.push(field(cx, id, (name, &member), members, hidden.contains(name)));
        }
    }
    let loose = fields.iter().any(|field| field.loose);
    let others = rest(cx, members);
    let others = if loose && matches!(others, Rest::Ignored | Rest::Refused) { Rest::Kept(TypeRef::Any) } else { others };
    for name in members.required.iter().filter(|name| !members.list.contains_key(*name)) {
        fields.push(Field { required: true, ..undeclared(name, &others) });
    }
    // Where others are kept in a map, these are, too.
    if others == Rest::Ignored {
        let known = |name: &&&str| members.list.contains_key(**name) || members.required.contains(**name);
        fields.extend(members.mentioned.iter().filter(|name| !known(name)).map(|name| undeclared(name, &others)));
    }
    Struct { fields, rest: others }
}

fn field<'a>(
    cx: &mut Context<'a>,
    owner: TypeId,
    (name, member): (&str, &Member<'a>),
    members: &Members<'a>,
    hidden: bool,
) -> Field {
    let sources = [&member.all, &member.some, &member.perhaps].into_iter().find(|sources| !sources.is_empty());
    let sources = sources.map_or(&[][..], Vec::as_slice);
    // Where the condition does not hold, a member of which it alone speaks may be anything.
    let ty = match (member.all.is_empty(), member.some.is_empty()) {
        (false, _) => {
            let step = Step::Property(name.to_owned());
            let mut others: Vec<_> = member.some.iter().chain(&member.perhaps).cloned().collect();
            if !beyond::declare(cx, &member.all, &others) {
                others.clear();
            }
            all_of(cx, &Place { origin: Origin::Inside { owner, step }, name }, &member.all, &others)
        }
        (true, false) if beyond::declare(cx, &member.some, &member.perhaps) => {
            tell_several(cx, &member.perhaps, name);
            TypeRef::Any
        }
        (true, false) => one_of(cx, &member.some),
        (true, true) => TypeRef::Any,
    };
    let ty = secret::member(cx, member, hidden, ty);
    let loose = ty != TypeRef::Any && member.is_loose() && !members.is_closed();
    let [read_only, write_only] = ["readOnly", "writeOnly"].map(|flag| {
        let flagged = sources.iter().filter(|source| flagged(cx, source, flag)).count();
        // One branch of several says nothing of the values of the others.
        Flag { set: if member.all.is_empty() { flagged == sources.len() } else { flagged > 0 }, somewhere: flagged > 0 }
    });
    let may_miss = loose || [&read_only, &write_only].iter().any(|flag| flag.somewhere && !flag.set);
    let required = members.required.contains(name) && !may_miss;
    if !required {
        default::of_member(cx, owner, name, &member.all, &member.some);
    }
    Field {
        name: name.to_owned(),
        docs: docs::of_first(sources),
        ty,
        required,
        default: None,
        required_one_way: false,
        only: None,
        boxed: false,
        loose,
        read_only: read_only.set,
        write_only: write_only.set,
        held: Held::Value,
    }
}

/// What the schemas of a member say of its direction.
struct Flag {
    /// It holds whichever branch does.
    set: bool,
    /// Some branch says it, so that the member may be missing there.
    somewhere: bool,
}

/// Whether a schema, or what it refers to, carries a flag.
pub(super) fn flagged<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, flag: &str) -> bool {
    if schema.flag(flag) {
        return true;
    }
    let target = cx.follow(schema);
    target.is_some_and(|target| {
        target.flag(flag) || matches!(target.list("allOf").as_slice(), [single] if flagged_once(cx, single, flag))
    })
}

fn flagged_once<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, flag: &str) -> bool {
    cx.follow(schema).is_some_and(|target| target.flag(flag))
}

/// A member that is required, at least by some branch, and declared nowhere.
fn undeclared(name: &str, rest: &Rest) -> Field {
    let ty = match rest {
        Rest::Kept(values) => values.clone(),
        Rest::Ignored | Rest::Refused | Rest::Patterned(..) => TypeRef::Any,
    };
    Field {
        name: name.to_owned(),
        docs: Docs::default(),
        ty,
        required: false,
        default: None,
        required_one_way: false,
        only: None,
        boxed: false,
        loose: false,
        read_only: false,
        write_only: false,
        held: Held::Value,
    }
}

fn rest<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Rest {
    if let Some(rest) = patterned::rest(cx, members) {
        return rest;
    }
    if let [_] = members.patterned() {
        return Rest::Kept(TypeRef::Any);
    }
    if !members.kept.is_empty() {
        tell_partly_kept(cx, members);
        let any = members.is_free() || members.partly_kept();
        return Rest::Kept(if any { TypeRef::Any } else { values(cx, &members.kept) });
    }
    match (members.refused, members.is_free()) {
        (true, _) => Rest::Refused,
        (false, true) => Rest::Kept(TypeRef::Any),
        (false, false) => Rest::Ignored,
    }
}

/// Tells that undeclared members are any JSON although some of them have a schema; silent where the description itself allows
/// anything.
pub(super) fn tell_partly_kept<'a>(cx: &mut Context<'a>, members: &Members<'a>) {
    let Some(schema) = members.kept.first().filter(|_| members.partly_kept() && !members.is_free()) else { return };
    cx.tell(
        Diagnostic::warning(lowering::ANY, schema.span(), "members beside these may hold anything")
            .note("Rust's maps hold one type, so the values are any JSON; what the description says is still checked")
            .help("give all patterns one schema, or add `additionalProperties: false`, or a schema, beside `patternProperties`"),
    );
}

/// The one type of all these schemas, or any JSON.
pub(super) fn values<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> TypeRef {
    let distinct = distinct(cx, schemas);
    note_twins(cx, schemas, &distinct);
    let schemas = distinct;
    if schemas.len() > 1
        && let Some(secret) = secret::values(cx, &schemas)
    {
        return secret;
    }
    let mut types: Vec<TypeRef> = Vec::new();
    for schema in &schemas {
        types.push(type_of(cx, schema));
    }
    match types.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other == first) => first.clone(),
        Some(_) => {
            let at = schemas.get(1).or(schemas.first());
            if let Some(other) = at.filter(|_| !types.contains(&TypeRef::Any)) {
                cx.tell(
                    Diagnostic::warning(lowering::ANY, other.span(), "members of one map have different types")
                        .note("Rust's maps hold one type, so the values are any JSON; each is still checked")
                        .help("give all of them one type, or declare them in `properties`; branches of `oneOf` may differ"),
                );
            }
            TypeRef::Any
        }
        None => TypeRef::Any,
    }
}

/// The schemas without repetitions: the same target, or the same text.
pub(super) fn distinct<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> Vec<Schema<'a>> {
    let mut seen = HashSet::new();
    let mut kept: Vec<Schema<'a>> = Vec::new();
    for source in sources {
        let fresh = cx.follow(source).is_none_or(|target| seen.insert(target.at));
        if fresh && !kept.iter().any(|other| other.node.is_same(source.node)) {
            kept.push(source.clone());
        }
    }
    kept
}

/// Notes which of those that are kept has the type of each of the others.
pub(super) fn note_twins<'a>(cx: &mut Context<'a>, all: &[Schema<'a>], kept: &[Schema<'a>]) {
    for source in all.iter().filter(|source| kept.iter().all(|kept| kept.at != source.at)) {
        let twin = kept.iter().find(|kept| kept.node.is_same(source.node));
        cx.twins.extend(twin.map(|twin| (source.at.as_str().to_owned(), twin.at.as_str().to_owned())));
    }
}

/// Where a value stands that several schemas describe.
struct Place<'n> {
    /// What a type of it is called by.
    origin: Origin,
    /// What people call it.
    name: &'n str,
}

/// The elements of a list that is a schema of its own.
pub(super) fn of_elements<'a>(cx: &mut Context<'a>, list: &Schema<'a>, items: &[Schema<'a>]) -> TypeRef {
    match items {
        [] => TypeRef::Any,
        [items] => type_of(cx, items),
        several => {
            let (origin, name) = (origin::of(cx, &list.at.child("items")), origin::last_name(&list.at));
            all_of(cx, &Place { origin, name: &name }, several, &[])
        }
    }
}

/// The type of what several schemas describe, which must all hold: the one that says most, with what others declare in it that hold only
/// now and then.
fn all_of<'a>(cx: &mut Context<'a>, place: &Place<'_>, sources: &[Schema<'a>], others: &[Schema<'a>]) -> TypeRef {
    let sources = distinct(cx, sources);
    if let [single] = sources.as_slice()
        && others.is_empty()
    {
        return type_of(cx, single);
    }
    contradiction::of_member(cx, place.name, &sources);
    let mute = giving_way(cx, &sources);
    let mut speaking: Vec<_> = sources.into_iter().filter(|source| !mute.contains(&source.at)).collect();
    let null = speaking.iter().all(|source| nullable(cx, source) || admitted(cx, source).kinds == Kinds::ALL);
    speaking.retain(|source| admitted(cx, source).kinds != Kinds::ALL);
    let core = match speaking.as_slice() {
        [] => TypeRef::Any,
        [single] if others.is_empty() => core_type(cx, single),
        several if others.is_empty() => intersection(cx, place, several),
        several => with_others(cx, place, several, others),
    };
    if null { optional(core) } else { core }
}

/// The same where others declare more.
fn with_others<'a>(cx: &mut Context<'a>, place: &Place<'_>, sources: &[Schema<'a>], others: &[Schema<'a>]) -> TypeRef {
    if sources.iter().all(|source| admitted(cx, source).values() == Kinds::OBJECT) {
        return merged(cx, place, sources, others);
    }
    let classes: Option<Vec<Class<'a>>> = sources.iter().map(|source| class_of(cx, source)).collect();
    let places: Vec<_> = sources.iter().filter_map(|source| cx.follow(source)).map(|target| target.at).collect();
    let (mut more, mut is_list) = (Vec::new(), true);
    for other in others {
        let (always, perhaps) = beyond::elements(cx, other);
        for elements in [always, perhaps] {
            is_list &= elements.of_all().map(|elements| more.extend(elements.iter().cloned())).is_some();
        }
    }
    if is_list
        && let Some(elements) = classes.and_then(|classes| elements(cx, classes))
        && cx.joining.insert(places.clone())
    {
        let all = all_of(cx, place, &elements, &more);
        cx.joining.remove(&places);
        return TypeRef::List(Box::new(all));
    }
    tell_several(cx, others, place.name);
    TypeRef::Any
}

fn intersection<'a>(cx: &mut Context<'a>, place: &Place<'_>, sources: &[Schema<'a>]) -> TypeRef {
    if let Some(narrow) = most_derived(cx, sources) {
        return core_type(cx, &narrow);
    }
    if sources.iter().all(|source| admitted(cx, source).values() == Kinds::OBJECT) {
        return merged(cx, place, sources, &[]);
    }
    if let Some(primitive) = range::joint(cx, sources) {
        return TypeRef::Primitive(primitive);
    }
    let classes: Option<Vec<Class<'a>>> = sources.iter().map(|source| class_of(cx, source)).collect();
    if let Some(secret) = sources.iter().find(|source| schema_rank(cx, source) == SECRET) {
        return core_type(cx, secret);
    }
    match classes.as_ref().and_then(|classes| common::values(cx, classes)) {
        Some(Common::Fewer(values)) => return enumeration(cx, place, sources, values),
        Some(Common::One(index)) => return sources.get(index).map_or(TypeRef::Any, |source| core_type(cx, source)),
        None => {}
    }
    let places: Vec<_> = sources.iter().filter_map(|source| cx.follow(source)).map(|target| target.at).collect();
    // Lists whose elements are such lists again have no name that could end it.
    if let Some(elements) = classes.and_then(|classes| elements(cx, classes))
        && cx.joining.insert(places.clone())
    {
        let all = all_of(cx, place, &elements, &[]);
        cx.joining.remove(&places);
        return TypeRef::List(Box::new(all));
    }
    let mut best: Option<(u8, &Schema<'a>)> = None;
    for source in sources {
        let rank = schema_rank(cx, source);
        if best.is_none_or(|(best, _)| rank > best) {
            best = Some((rank, source));
        }
    }
    let Some((_, source)) = best else { return TypeRef::Any };
    if beyond::declare(cx, std::slice::from_ref(source), sources) {
        tell_several(cx, sources, place.name);
        return TypeRef::Any;
    }
    core_type(cx, source)
}

/// What each element must satisfy where several lists must hold; `None` if one of them is no list of one type, or there can be no element.
pub(super) fn elements<'a>(cx: &mut Context<'a>, lists: Vec<Class<'a>>) -> Option<Vec<Schema<'a>>> {
    let mut elements = Vec::new();
    for class in lists {
        let Class::List(items) = in_the_end(cx, class)? else { return None };
        elements.extend(items);
    }
    (!elements.is_empty() && !contradiction::exclude(cx, &elements)).then_some(elements)
}

/// The source that extends all the others by `allOf`.
fn most_derived<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> Option<Schema<'a>> {
    let targets: Vec<_> = sources.iter().filter_map(|source| cx.follow(source)).collect();
    let extends =
        |child: &Schema<'a>, parent: &Schema<'a>| child.at == parent.at || discriminator::extends(cx, &child.at, &parent.at);
    let index = targets.iter().position(|child| targets.iter().all(|parent| extends(child, parent)))?;
    sources.get(index).cloned()
}

/// A struct of the members of several object schemas, and of others that may hold.
fn merged<'a>(cx: &mut Context<'a>, place: &Place<'_>, sources: &[Schema<'a>], others: &[Schema<'a>]) -> TypeRef {
    let places: Vec<_> = sources.iter().chain(others).map(|source| source.at.clone()).collect();
    if let Some(known) = cx.intersections.get(&places) {
        return TypeRef::Named(*known);
    }
    let Some(first) = sources.first() else { return TypeRef::AnyObject };
    let Some(members) = super::members::joined_with(cx, sources, others).map(Rc::new) else { return TypeRef::AnyObject };
    if !members.has_fields() && members.kept.len() > 1 && !members.is_free() && !members.partly_kept() {
        return TypeRef::Map(Box::new(values(cx, &members.kept)));
    }
    if !members.has_fields() {
        return sources
            .iter()
            .map(|source| core_type(cx, source))
            .find(|ty| *ty != TypeRef::AnyObject)
            .unwrap_or(TypeRef::AnyObject);
    }
    let id = types::reserve(cx, first, place.origin.clone());
    cx.intersections.insert(places, id);
    let shape = Shape::Struct(build(cx, id, &members));
    let check = check::all_of(cx, &members, sources);
    types::fill(cx, id, shape, check);
    TypeRef::Named(id)
}

/// An enumeration of the values that all schemas list.
fn enumeration<'a>(cx: &mut Context<'a>, place: &Place<'_>, sources: &[Schema<'a>], values: EnumerationValues) -> TypeRef {
    let places: Vec<_> = sources.iter().map(|source| source.at.clone()).collect();
    if let Some(known) = cx.intersections.get(&places) {
        return TypeRef::Named(*known);
    }
    let Some(first) = sources.first() else { return TypeRef::Any };
    let id = types::reserve(cx, first, place.origin.clone());
    cx.intersections.insert(places, id);
    let checks: Vec<Check> = sources.iter().map(|source| check::core(cx, source)).collect();
    types::fill(cx, id, Shape::Enumeration(Enumeration { values, open: false }), Check(vec![Keyword::AllOf(checks)]));
    TypeRef::Named(id)
}

/// The type of a member that alternatives describe, of which some hold.
fn one_of<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> TypeRef {
    let all = sources;
    let sources = distinct(cx, sources);
    note_twins(cx, all, &sources);
    if let [single] = sources.as_slice() {
        return type_of(cx, single);
    }
    let null = sources.iter().any(|source| nullable(cx, source));
    let core = if alternatives::any_secret(cx, &sources) {
        TypeRef::Primitive(Primitive::Password)
    } else if sources.iter().all(|source| admitted(cx, source).values() == Kinds::STRING) {
        TypeRef::Primitive(Primitive::String)
    } else {
        common(cx, &sources)
    };
    if null { optional(core) } else { core }
}

fn common<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> TypeRef {
    let mut types: Vec<TypeRef> = Vec::new();
    for source in sources {
        types.push(core_type(cx, source));
    }
    let Some((first, rest)) = types.split_first() else { return TypeRef::Any };
    if rest.iter().all(|other| other == first) {
        return first.clone();
    }
    if let Some(source) = sources.get(1) {
        let name = origin::last_name(&source.at);
        tell_several(cx, std::slice::from_ref(source), &name);
    }
    TypeRef::Any
}

/// Tells a member that is any JSON because of these schemas.
fn tell_several<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>], name: &str) {
    let Some(source) = sources.first() else { return };
    cx.tell(
        Diagnostic::warning(lowering::ANY, source.span(), format!("the branches give `{name}` different types"))
            .note("one struct holds the members of all branches, so this one is any JSON; each branch is still checked")
            .help("tell the branches apart by a `discriminator`, or use `oneOf`"),
    );
}
