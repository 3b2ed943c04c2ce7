//! Values that a description describes: its own examples, or what is made to satisfy what it demands.
//!
//! Nothing is given that the check refuses: what is made is only a proposal, and the evaluator that servers have says whether it is a value.

mod choice;
mod demands;
mod scalar;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use letterpress_runtime::json::{self, Tape, Tree};
use letterpress_runtime::{Base64, Encoding, Violation};

use crate::evaluate;
use crate::ir::{Api, Check, Example, JsonType, Keyword, Shape, TypeId, TypeRef};
use choice::Choice;
use demands::Demands;

/// Who sends a value: it decides about `readOnly` and `writeOnly` (OpenAPI 3.0, "Schema Object"; JSON Schema, validation, section 9.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The client.
    Request,
    /// The server.
    Response,
}

/// How much a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fullness {
    /// What must be there.
    Least,
    /// Each member that can be, which have the least.
    Some,
    /// Each member that can be, which have some.
    All,
}

impl Fullness {
    fn inside(self) -> Self {
        if self == Self::All { Self::Some } else { Self::Least }
    }
}

/// How often a value is tried, with other branches and other values each time.
const ATTEMPTS: usize = 12;

/// How many values are tried for one description at most: far more than the largest public one takes.
const EFFORT: usize = 2_000_000;

/// How deep values stand in one another at most.
const DEPTH: usize = 40;

/// Gives values of the types of an API.
#[derive(Debug)]
pub struct Sampler<'a> {
    api: &'a Api,
    way: Way,
    made: RefCell<BTreeMap<(TypeId, Fullness), Tree<'static>>>,
    /// The definitions that are being made.
    open: RefCell<BTreeSet<TypeId>>,
    effort: Cell<usize>,
    /// The names of members that requests must have and responses do not.
    write_only: BTreeSet<&'a str>,
}

impl<'a> Sampler<'a> {
    /// Values as they are sent this way.
    pub fn new(api: &'a Api, way: Way) -> Self {
        let objects =
            api.types.iter().filter_map(|(_, ty)| if let Shape::Struct(object) = &ty.shape { Some(object) } else { None });
        let write_only = objects.flat_map(|object| &object.fields).filter(|field| field.write_only && way == Way::Response);
        Self {
            api,
            way,
            made: RefCell::default(),
            open: RefCell::default(),
            effort: Cell::new(0),
            write_only: write_only.map(|field| field.name.as_str()).collect(),
        }
    }

    /// A value that satisfies a check: the first of the examples that does, or one that is made. `None` where nothing is found, which does not
    /// prove that there is none.
    pub fn value(&self, check: &Check, examples: &[Example]) -> Option<Tree<'static>> {
        self.given(check, examples).or_else(|| self.made(check, Fullness::All, 0))
    }

    /// The first of the examples that is a value.
    fn given(&self, check: &Check, examples: &[Example]) -> Option<Tree<'static>> {
        examples.iter().filter_map(|example| read(&example.value)).find(|value| self.satisfies(check, value))
    }

    /// A value of a type, where no check says more of it.
    pub fn of_type(&self, ty: &TypeRef) -> Option<Tree<'static>> {
        match ty {
            TypeRef::Named(id) => self.definition(*id, Fullness::Least, 0),
            TypeRef::Nullable(inner) => self.of_type(inner),
            TypeRef::List(inner) => Some(Tree::Array(self.of_type(inner).into_iter().collect())),
            TypeRef::Map(_) | TypeRef::AnyObject => Some(Tree::Object(Vec::new())),
            TypeRef::Primitive(primitive) => scalar::of_primitive(*primitive),
            TypeRef::Any => Some(Tree::from("text".to_owned())),
        }
    }

    /// Whether a value is one. Checks are those of requests, so they ask for what is `writeOnly`.
    fn satisfies(&self, check: &Check, value: &Tree<'_>) -> bool {
        let definition = |id: TypeId| self.api.types.get(id).map(|it| &it.check);
        let violations = evaluate::violations(check, &definition, Tape::from(value).root());
        let is_allowed = |violation: &Violation| {
            violation.keyword == "required" && self.write_only.iter().any(|name| violation.message.contains(&format!("`{name}`")))
        };
        violations.iter().all(is_allowed)
    }

    fn made(&self, check: &Check, fullness: Fullness, nth: usize) -> Option<Tree<'static>> {
        match check.0.as_slice() {
            [Keyword::Schema(id)] => self.definition(*id, fullness, nth),
            _ => self.tried(check, fullness, nth),
        }
    }

    /// The value of a definition, which is made once; none inside of itself.
    fn definition(&self, id: TypeId, fullness: Fullness, nth: usize) -> Option<Tree<'static>> {
        if let Some(known) = self.made.borrow().get(&(id, fullness)).filter(|_| nth == 0) {
            return Some(known.clone());
        }
        let definition = self.api.types.get(id)?;
        if self.open.borrow().len() > DEPTH || !self.open.borrow_mut().insert(id) {
            return None;
        }
        let examples = if nth == 0 && fullness != Fullness::Least { definition.docs.examples.as_slice() } else { &[] };
        let made =
            self.given(&definition.check, examples).or_else(|| self.tried(&Check(vec![Keyword::Schema(id)]), fullness, nth));
        self.open.borrow_mut().remove(&id);
        if let Some(made) = made.as_ref().filter(|_| nth == 0) {
            self.made.borrow_mut().insert((id, fullness), made.clone());
        }
        made
    }

    /// What satisfies a check; what has too much is tried with less.
    fn tried(&self, check: &Check, fullness: Fullness, nth: usize) -> Option<Tree<'static>> {
        let fullnesses = [Fullness::All, Fullness::Some, Fullness::Least].into_iter().filter(|it| *it <= fullness);
        for fullness in fullnesses {
            for attempt in 0..ATTEMPTS {
                if self.effort.get() > EFFORT {
                    return None;
                }
                self.effort.set(self.effort.get() + 1);
                let made = self.attempt(check, fullness, (attempt, nth));
                if let Some(made) = made.filter(|made| self.satisfies(check, made)) {
                    return Some(made);
                }
            }
        }
        None
    }

    fn attempt(&self, check: &Check, fullness: Fullness, (attempt, nth): (usize, usize)) -> Option<Tree<'static>> {
        let mut choice = Choice::of(attempt);
        let demands = Demands::of(self.api, check, &mut choice);
        if demands.refused {
            return None;
        }
        if let Some((first, others)) = demands.listed.split_first() {
            let both: Vec<&String> = first.iter().filter(|value| others.iter().all(|other| other.contains(value))).collect();
            let at = (choice.rest() + nth).checked_rem(both.len())?;
            return read(both.get(at)?);
        }
        let kinds = demands.kinds();
        match choice.one_of(&kinds)? {
            JsonType::Null => Some(Tree::Null),
            JsonType::Boolean => Some(Tree::Bool(nth.is_multiple_of(2))),
            kind @ (JsonType::Integer | JsonType::Number) => {
                self.scalar(&demands, nth, scalar::numbers(&demands.scalar, *kind == JsonType::Integer))
            }
            JsonType::String => self.text(&demands, nth),
            JsonType::Array => self.array(&demands, fullness),
            JsonType::Object => self.object(&demands, fullness),
        }
    }

    /// The first of the tried values that is all that is demanded of it by itself; where several are asked for, one behind it.
    fn scalar(&self, demands: &Demands<'_>, nth: usize, tried: Vec<Tree<'static>>) -> Option<Tree<'static>> {
        let check = Check(demands.scalar.iter().map(|keyword| (*keyword).clone()).collect());
        let mut good = tried.into_iter().filter(|value| self.satisfies(&check, value));
        let first = good.next()?;
        Some(good.nth(nth.wrapping_sub(1)).filter(|_| nth > 0).unwrap_or(first))
    }

    fn text(&self, demands: &Demands<'_>, nth: usize) -> Option<Tree<'static>> {
        let Some((encoding, check)) = demands.content else {
            return self.scalar(demands, nth, scalar::texts(&demands.scalar, nth));
        };
        let inner = self.made(check, Fullness::Some, nth)?.to_text().ok()?;
        Some(Tree::from(match encoding {
            Encoding::Plain => inner,
            Encoding::Base64 => Base64::from(inner.into_bytes()).to_string(),
        }))
    }

    fn array(&self, demands: &Demands<'_>, fullness: Fullness) -> Option<Tree<'static>> {
        let (least, most) = demands.lengths;
        let first = demands.first.unwrap_or_default();
        let wished = if fullness == Fullness::Least { 0 } else { first.len().max(1) };
        let contained: Vec<&Check> =
            demands.contains.iter().flat_map(|(check, min)| (0..(*min).min(100)).map(move |_| *check)).collect();
        let length = usize::try_from(least).ok()?.max(wished).max(contained.len());
        let length = length.min(most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX)));
        let mut items = Vec::new();
        for at in 0..length.min(10_000) {
            let made = match (first.get(at), contained.get(at)) {
                (Some(check), _) => self.made(check, fullness.inside(), 0),
                (None, Some(check)) => self.made(check, fullness.inside(), at),
                (None, None) => self.all(demands.items.iter().copied(), fullness.inside(), at),
            };
            match made {
                Some(made) => items.push(made),
                None if at >= usize::try_from(least).ok()?.max(contained.len()) => break,
                None => return None,
            }
        }
        Some(Tree::Array(items))
    }

    /// A value that satisfies several checks.
    fn all<'c>(&self, checks: impl Iterator<Item = &'c Check>, fullness: Fullness, nth: usize) -> Option<Tree<'static>> {
        let mut checks: Vec<&Check> = checks.filter(|check| !check.0.is_empty()).collect();
        checks.dedup();
        match checks.as_slice() {
            [] => Some(Tree::from("text".to_owned())),
            [check] => self.made(check, fullness, nth),
            checks => {
                self.made(&Check(vec![Keyword::AllOf(checks.iter().map(|check| (*check).clone()).collect())]), fullness, nth)
            }
        }
    }

    fn object(&self, demands: &Demands<'_>, fullness: Fullness) -> Option<Tree<'static>> {
        let hidden = if self.way == Way::Request { &demands.read_only } else { &demands.write_only };
        let mut required: BTreeSet<&str> = demands.required.iter().copied().filter(|name| !hidden.contains(name)).collect();
        let mut needed: Vec<&str> = required.iter().copied().collect();
        while let Some(name) = needed.pop() {
            let more = demands.needed.get(name).into_iter().flat_map(|others| others.iter());
            needed.extend(more.map(String::as_str).filter(|name| required.insert(name)));
        }
        let one_way: BTreeMap<&str, &TypeRef> =
            demands.one_way.iter().copied().filter(|(name, _)| !hidden.contains(name)).collect();
        required.extend(one_way.keys());
        let declared = demands.members.iter().flat_map(|members| members.declared).map(|(name, _)| name.as_str());
        let is_optional = |name: &&str| {
            !hidden.contains(name)
                && !demands.changing.contains(name)
                && !demands.needed.contains_key(name)
                && !required.contains(name)
        };
        let mut optional: Vec<&str> =
            if fullness == Fullness::Least { Vec::new() } else { declared.filter(is_optional).collect() };
        let most = demands.counts.1.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        optional.truncate(most.saturating_sub(required.len()));
        let mut members: Vec<(Cow<'static, str>, Tree<'static>)> = Vec::new();
        for (name, is_required) in required.iter().map(|name| (*name, true)).chain(optional.into_iter().map(|name| (name, false)))
        {
            let is_known = members.iter().any(|(known, _)| known == name);
            match self.member(demands, name, one_way.get(name).copied(), fullness.inside()) {
                _ if is_known => {}
                Some(value) => members.push((Cow::Owned(name.to_owned()), value)),
                None if is_required => return None,
                None => {}
            }
        }
        self.others(demands, fullness, &mut members)?;
        Some(Tree::Object(members))
    }

    /// The value of a member.
    fn member(&self, demands: &Demands<'_>, name: &str, one_way: Option<&TypeRef>, fullness: Fullness) -> Option<Tree<'static>> {
        if let Some(tag) = demands.fixed.get(name) {
            return Some(Tree::from((*tag).to_owned()));
        }
        let mut checks: Vec<&Check> = Vec::new();
        for members in &demands.members {
            let declared = members.declared.iter().filter(|(known, _)| known == name).map(|(_, check)| check);
            let matched = members.patterns.iter().filter(|(pattern, _)| is_match(pattern, name)).map(|(_, check)| check);
            let own: Vec<&Check> = declared.chain(matched).collect();
            // What nobody refuses but where it is unknown is known elsewhere.
            let is_declared = !own.is_empty() || demands.members.len() > 1 || one_way.is_some();
            checks.extend(if is_declared { own } else { vec![members.others] });
        }
        match (checks.iter().all(|check| check.0.is_empty()), one_way) {
            (true, Some(ty)) => self.of_type(ty),
            (_, _) => self.all(checks.into_iter(), fullness, 0),
        }
    }

    /// Members that no name is declared for: as many as there must be, and one of a map.
    fn others(
        &self,
        demands: &Demands<'_>,
        fullness: Fullness,
        members: &mut Vec<(Cow<'static, str>, Tree<'static>)>,
    ) -> Option<()> {
        let least = usize::try_from(demands.counts.0).ok()?;
        let is_map = members.is_empty() && demands.members.iter().all(|it| it.declared.is_empty()) && !demands.members.is_empty();
        let wished = if is_map && fullness != Fullness::Least && demands.counts.1 != Some(0) { least.max(1) } else { least };
        let patterns =
            demands.members.iter().flat_map(|it| it.patterns.iter()).map(|(pattern, _)| Keyword::Pattern(pattern.clone()));
        let pattern = patterns.into_iter().next();
        for nth in 0..wished.min(1_000) {
            if members.len() >= wished {
                break;
            }
            let named = Check(demands.names.iter().flat_map(|check| check.0.iter()).chain(&pattern).cloned().collect());
            let name = match named.0.is_empty() {
                true => Tree::from(format!("name{}", nth + 1)),
                false => {
                    self.made(&Check([vec![Keyword::Type(vec![JsonType::String])], named.0].concat()), Fullness::Least, nth)?
                }
            };
            let name = name.as_str()?.to_owned();
            match self.member(demands, &name, None, fullness.inside()) {
                Some(value) if !members.iter().any(|(known, _)| *known == name) => members.push((Cow::Owned(name), value)),
                Some(_) => {}
                None if members.len() >= least => break,
                None => return None,
            }
        }
        Some(())
    }
}

/// A value from its JSON text.
fn read(json: &str) -> Option<Tree<'static>> {
    Some(json::parse(json).ok()?.root().to_tree().into_owned())
}

fn is_match(pattern: &crate::ir::Pattern, name: &str) -> bool {
    letterpress_runtime::Pattern::on(pattern.engine, &pattern.regex).is_match(name)
}
