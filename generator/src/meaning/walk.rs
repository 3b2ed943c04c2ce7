//! Code before and after, gone through side by side from all that has one name in both.
//!
//! `order.address.customer_id` compiles as long as each step has its name, whatever types are on the way. So from each type that both sides have,
//! the members of one name are followed together, also into two types of different names, and wherever one name is two things on the wire,
//! that is a [`Change`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::code::{self, Item, Members, Variant, Word};
use super::ty::Type;

/// How many pairs of types are compared at most.
const MOST: usize = 100_000;

/// A name that is something else on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The type that has the name now, with the variant if it is one of a variant.
    pub of: Owner,
    /// The type that had it.
    pub before: Owner,
    /// The name.
    pub name: String,
    /// What it is now, and what it was.
    pub words: [Word; 2],
}

/// A type of Rust, and one of its variants.
pub type Owner = (String, Option<String>);

/// The files of one side: those that differ are read, any other one when a type of it is met.
pub struct Tree<'a> {
    items: RefCell<BTreeMap<String, Option<Rc<Item>>>>,
    same: &'a [&'a str],
    homes: std::cell::OnceCell<HashMap<&'a str, &'a str>>,
    /// The types of the files that differ.
    names: BTreeSet<String>,
}

impl<'a> Tree<'a> {
    /// Of the texts that differ, and the files that do not.
    pub fn new(differ: impl Iterator<Item = &'a str>, same: &'a [&'a str]) -> Self {
        let items: BTreeMap<String, Option<Rc<Item>>> =
            differ.flat_map(code::read).map(|(name, item)| (name, Some(Rc::new(item)))).collect();
        let names = items.keys().cloned().collect();
        Self { items: RefCell::new(items), same, homes: std::cell::OnceCell::new(), names }
    }

    /// What none of other trees has, see [`super::Compared`].
    pub fn beyond(&self, others: &[Tree<'_>]) -> BTreeSet<(String, String)> {
        let mut new: BTreeSet<(String, String)> = self.names.iter().flat_map(|name| self.had(name)).collect();
        for it in others.iter().flat_map(|other| other.names.iter().flat_map(|name| other.had(name))) {
            new.remove(&it);
        }
        new
    }

    /// All that callers can have used of a type.
    fn had(&self, name: &str) -> Vec<(String, String)> {
        let of = |item: &Item| match item {
            Item::Struct(members) => {
                let known = |(name, member): (&String, &code::Member)| member.word.as_ref().map_or(name.clone(), Word::to_string);
                members.iter().map(known).collect()
            }
            Item::Enum(variants) => variants.values().flat_map(|variant| variant.values.clone()).collect(),
            Item::Alias(_) | Item::Constant(_) => Vec::new(),
        };
        let all: Vec<String> = self.item(name).as_deref().map(of).unwrap_or_default();
        all.into_iter().chain([String::new()]).map(|it| (name.to_owned(), it)).collect()
    }

    fn item(&self, name: &str) -> Option<Rc<Item>> {
        if let Some(known) = self.items.borrow().get(name) {
            return known.clone();
        }
        let text = self.homes().get(name).copied();
        let mut items = self.items.borrow_mut();
        for (name, item) in text.map(code::read).unwrap_or_default() {
            items.entry(name).or_insert_with(|| Some(Rc::new(item)));
        }
        items.entry(name.to_owned()).or_default().clone()
    }

    /// The texts in which types are defined that no file which differs has.
    fn homes(&self) -> &HashMap<&'a str, &'a str> {
        self.homes.get_or_init(|| {
            let names = |text: &'a str| text.lines().filter_map(defined).map(move |name| (name, text));
            self.same.iter().flat_map(|text| names(text)).collect()
        })
    }

    /// What a use is behind other names for it. These go in no circle in code that compiles.
    fn behind_names(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        for _ in 0..DEPTH {
            match self.item(&ty.name).as_deref() {
                Some(Item::Alias(inner)) if ty.inside.is_empty() => ty = inner.clone(),
                _ => break,
            }
        }
        ty
    }

    /// What a use stands for: what need not be there, and what stands in a `Box`, is what it holds.
    fn meant(&self, ty: &Type) -> Type {
        let mut ty = self.behind_names(ty);
        while let Some(inner) = ty.held() {
            ty = self.behind_names(inner);
        }
        ty
    }
}

/// How many names a type has at most, one behind the other.
const DEPTH: usize = 64;

/// The type that a line begins to define.
fn defined(line: &str) -> Option<&str> {
    let rest = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|start| line.strip_prefix(start))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// Compares two trees.
pub fn changes<'a>(before: &Tree<'a>, after: &Tree<'a>) -> Vec<Change> {
    let both = before.names.intersection(&after.names).map(|name| (name.clone(), name.clone()));
    let mut walk = Walk { before, after, open: both.collect(), seen: BTreeSet::new(), found: BTreeSet::new() };
    while let Some(pair) = walk.open.pop() {
        if walk.seen.len() < MOST && walk.seen.insert(pair.clone()) {
            walk.pair(&pair);
        }
    }
    walk.found.into_iter().collect()
}

struct Walk<'w, 'a> {
    before: &'w Tree<'a>,
    after: &'w Tree<'a>,
    open: Vec<(String, String)>,
    seen: BTreeSet<(String, String)>,
    found: BTreeSet<Change>,
}

impl Walk<'_, '_> {
    fn pair(&mut self, (then, now): &(String, String)) {
        let (Some(before), Some(after)) = (self.before.item(then), self.after.item(now)) else { return };
        let (then, now) = ((then.clone(), None), (now.clone(), None));
        match (&*before, &*after) {
            (Item::Struct(before), Item::Struct(after)) => self.members((&then, before), (&now, after)),
            (Item::Enum(before), Item::Enum(after)) => {
                for (name, old) in before {
                    if let Some(new) = after.get(name) {
                        self.variant((&then, old), (&now, new), name);
                    }
                }
            }
            (Item::Constant(before), Item::Constant(after)) => self.differ((&then, before), (&now, after), &now.0),
            // One of them may be the other name of what the other one is.
            (Item::Alias(_), _) | (_, Item::Alias(_)) => self.types(&Type::named(&then.0), &Type::named(&now.0)),
            (_, _) => {}
        }
    }

    fn variant(&mut self, (then, before): (&Owner, &Variant), (now, after): (&Owner, &Variant), name: &str) {
        let is_another = !before.values.iter().any(|value| after.values.contains(value));
        if is_another && !before.values.is_empty() && !after.values.is_empty() {
            let [old, new] = [before, after].map(|it| Word::Values(it.values.clone()));
            self.differ((then, &old), (now, &new), name);
        }
        let of = |owner: &Owner| (owner.0.clone(), Some(name.to_owned()));
        self.members((&of(then), &before.members), (&of(now), &after.members));
    }

    fn members(&mut self, (then, before): (&Owner, &Members), (now, after): (&Owner, &Members)) {
        for (name, old) in before {
            let Some(new) = after.get(name) else { continue };
            if let (Some(before), Some(after)) = (&old.word, &new.word) {
                self.differ((then, before), (now, after), name);
            }
            self.types(&old.ty, &new.ty);
        }
    }

    fn differ(&mut self, (then, before): (&Owner, &Word), (now, after): (&Owner, &Word), name: &str) {
        if !before.is_same(after) {
            let words = [after.clone(), before.clone()];
            self.found.insert(Change { of: now.clone(), before: then.clone(), name: name.to_owned(), words });
        }
    }

    /// Follows two uses into the definitions that code comes to by both. What need not be there is gone through as a list is, too.
    fn types(&mut self, before: &Type, after: &Type) {
        let [is_optional, was_optional] =
            [self.after.behind_names(after), self.before.behind_names(before)].map(|ty| ty.name == "Option");
        let (before, after) = (self.before.meant(before), self.after.meant(after));
        match (before.items(), after.items()) {
            (Some(items), None) if is_optional => return self.types(items, &after),
            (None, Some(items)) if was_optional => return self.types(&before, items),
            (_, _) => {}
        }
        if before.inside.is_empty() && after.inside.is_empty() {
            if before.name != after.name {
                self.open.push((before.name, after.name));
            }
        } else if before.name == after.name {
            before.inside.iter().zip(&after.inside).for_each(|(old, new)| self.types(old, new));
        }
    }
}
