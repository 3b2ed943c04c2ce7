//! Code before and after, gone through side by side from all that has one name in both.
//!
//! `order.address.customer_id` compiles as long as each step has its name, whatever types are on the way. So from each type that both sides have,
//! the members of one name are followed together, also into two types of different names, and wherever one name is two things on the wire,
//! that is a [`Change`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::code::{self, Item, Member, Members, NEW, Only, Variant};
use super::runtime;
use super::tokens::quoted;
use super::ty::Type;
use super::word::Word;

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
    /// What uses lead to: many are met in many pairs.
    ways: RefCell<HashMap<Type, ([usize; 2], Type)>>,
}

impl<'a> Tree<'a> {
    /// Of the texts that differ, and the files that do not.
    pub fn new(differ: impl Iterator<Item = &'a str>, same: &'a [&'a str]) -> Self {
        let items: BTreeMap<String, Option<Rc<Item>>> =
            differ.flat_map(code::read).map(|(name, item)| (name, Some(Rc::new(item)))).collect();
        let names = items.keys().cloned().collect();
        Self { items: RefCell::new(items), same, homes: std::cell::OnceCell::new(), names, ways: RefCell::default() }
    }

    /// What none of other trees has, see [`super::Compared`].
    pub fn beyond(&self, others: &[Tree<'_>]) -> BTreeSet<(String, String)> {
        let mut new: BTreeSet<(String, String)> = self.names.iter().flat_map(|name| self.had(name)).collect();
        for it in others.iter().flat_map(|other| other.names.iter().flat_map(|name| other.had(name))) {
            new.remove(&it);
        }
        new
    }

    /// A type, and what its members are on the wire.
    fn had(&self, name: &str) -> Vec<(String, String)> {
        let of = |item: &Item| match item {
            Item::Struct(members) => members.values().filter_map(|it| it.word.as_ref()).map(Word::to_string).collect(),
            Item::Enum(_) | Item::Alias(_) | Item::Constant(_) => Vec::new(),
        };
        let all: Vec<String> = self.own(name).as_deref().map(of).unwrap_or_default();
        all.into_iter().chain([String::new()]).map(|it| (name.to_owned(), it)).collect()
    }

    fn item(&self, ty: &Type) -> Option<Rc<Item>> {
        match ty.is_runtime {
            true => runtime::item(ty).map(Rc::new),
            false if ty.inside.is_empty() => self.own(&ty.name),
            false => None,
        }
    }

    /// A type of the API.
    fn own(&self, name: &str) -> Option<Rc<Item>> {
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
        let mut ty = runtime::behind_name(ty).unwrap_or_else(|| ty.clone());
        for _ in 0..DEPTH {
            match self.item(&ty).as_deref() {
                Some(Item::Alias(inner)) => ty = runtime::behind_name(inner).unwrap_or_else(|| inner.clone()),
                _ => break,
            }
        }
        // The API may have a type of the same name, and none of it has parameters.
        let is_other = ty.is_runtime || !ty.inside.is_empty() || self.own(&ty.name).is_none();
        Type { is_runtime: is_other && runtime::is_known(&ty.name), ..ty }
    }

    /// What code comes to by a use, and by how many steps at least and at most.
    fn way(&self, ty: &Type) -> ([usize; 2], Type) {
        if let Some(known) = self.ways.borrow().get(ty) {
            return known.clone();
        }
        let way = self.found_way(ty);
        self.ways.borrow_mut().insert(ty.clone(), way.clone());
        way
    }

    fn found_way(&self, ty: &Type) -> ([usize; 2], Type) {
        let (mut steps, mut ty) = ([0, 0], self.behind_names(ty));
        for _ in 0..DEPTH {
            let Some(([least, most], inner)) = ty.step() else { break };
            steps = [steps[0] + least, steps[1] + most];
            ty = self.behind_names(inner);
        }
        (steps, ty)
    }

    /// The values that a variant can have where it is made: of a tag that its type does not ask for, the first one is sent. The others are read.
    fn sent<'v>(&self, variant: &'v Variant) -> &'v [String] {
        let asks = variant.tag.is_none() || self.asks_for(variant, variant.tag.as_deref());
        if asks { &variant.values } else { variant.values.get(..1).unwrap_or_default() }
    }

    /// Whether what a variant holds is a type that must have a member, or a union that has this tag itself: whoever makes it says the tag.
    fn asks_for(&self, variant: &Variant, tag: Option<&str>) -> bool {
        // What is unknown was read, and has the tag that it came with.
        let known = |variants: &BTreeMap<String, Variant>| variants.values().any(|it| !it.values.is_empty());
        let is_it = |it: &Variant| it.values.is_empty() || tag.is_some() && it.tag.as_deref() == tag;
        match self.held(variant).as_deref() {
            Some(Item::Struct(members)) => members.values().any(|member| is_tag(member, tag)),
            Some(Item::Enum(variants)) => known(variants) && variants.values().all(is_it),
            Some(Item::Alias(_) | Item::Constant(_)) | None => false,
        }
    }

    /// Whether whoever makes a variant writes its tag as any text: one that means something else by now is replaced when it is sent.
    fn writes(&self, variant: &Variant) -> bool {
        let tag = variant.tag.as_deref();
        let is_text = |member: &Member| is_tag(member, tag) && self.way(&member.ty).1.name == "String";
        matches!(self.held(variant).as_deref(), Some(Item::Struct(members)) if members.values().any(is_text))
    }

    /// What a variant holds.
    fn held(&self, variant: &Variant) -> Option<Rc<Item>> {
        variant.members.get("0").and_then(|held| self.item(&self.way(&held.ty).1))
    }

    /// The types of arguments as callers give them: behind other names for them, and numbers as literals are.
    fn given(&self, arguments: &Word) -> Word {
        let Word::Arguments(all) = arguments else { return arguments.clone() };
        let plain = |word: &str| {
            let ty = self.behind_names(&Type::named(word));
            match ty.name.as_str() {
                "i32" | "i64" | "i128" | "u32" | "u64" => "integer".to_owned(),
                "f32" | "f64" => "number".to_owned(),
                name if ty.inside.is_empty() => name.to_owned(),
                _ => format!("{ty:?}"),
            }
        };
        let given = |ty: &String| {
            let ty = ty.strip_prefix("impl Into < ").and_then(|ty| ty.strip_suffix(" >")).unwrap_or(ty);
            ty.split(' ').map(plain).collect::<Vec<_>>().join(" ")
        };
        Word::Arguments(all.iter().map(|(word, ty)| (word.clone(), given(ty))).collect())
    }

    /// The only value of a member.
    fn only(&self, only: &Only) -> Option<Word> {
        let (of, variant) = match only {
            Only::Json(json) => return Some(Word::Only(json.clone())),
            Only::Variant(of, variant) => (of, variant),
        };
        let item = self.item(&self.behind_names(&Type::named(of)))?;
        let Item::Enum(variants) = &*item else { return None };
        let variant = variants.get(variant)?;
        let value = variant.values.first()?;
        Some(Word::Only(if variant.is_number { value.clone() } else { quoted(value) }))
    }
}

/// Whether a member must be there, and is a tag.
fn is_tag(member: &Member, tag: Option<&str>) -> bool {
    matches!((&member.word, tag), (Some(Word::Member(of)), Some(tag)) if of == tag && member.ty.name != "Option")
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
    let both = || before.names.intersection(&after.names).map(|name| Type::named(name));
    let open = both().map(|ty| (ty.clone(), ty)).collect();
    let mut walk = Walk { before, after, open, seen: BTreeSet::new(), found: BTreeSet::new() };
    both().for_each(|ty| walk.made(&ty));
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
    open: Vec<(Type, Type)>,
    seen: BTreeSet<(Type, Type)>,
    found: BTreeSet<Change>,
}

impl Walk<'_, '_> {
    fn pair(&mut self, (old, new): &(Type, Type)) {
        let (Some(before), Some(after)) = (self.before.item(old), self.after.item(new)) else {
            if old.name == new.name {
                old.inside.iter().zip(&new.inside).for_each(|(old, new)| self.types(old, new));
            }
            return;
        };
        let (then, now) = ((old.name.clone(), None), (new.name.clone(), None));
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
            (Item::Alias(_), _) | (_, Item::Alias(_)) => self.types(old, new),
            (_, _) => {}
        }
    }

    fn variant(&mut self, (then, before): (&Owner, &Variant), (now, after): (&Owner, &Variant), name: &str) {
        let [old, new] = [self.before.sent(before), self.after.sent(after)];
        // A number and its digits are two values in JSON.
        let is_other_kind = before.is_number != after.is_number;
        let is_gone = |value: &String| !new.contains(value);
        let is_replaced = self.after.writes(after) && old.iter().any(is_gone);
        if !old.is_empty() && !new.is_empty() && (is_other_kind || is_replaced || old.iter().all(is_gone)) {
            let shown = |it: &Variant| {
                if is_other_kind && !it.is_number { it.values.iter().map(|it| quoted(it)).collect() } else { it.values.clone() }
            };
            let [old, new] = [before, after].map(|it| Word::Values(shown(it)));
            self.differ((then, &old), (now, &new), name);
        }
        // Where the type asks for the tag, it is sent as before.
        let tag = before.tag.as_deref().or(after.tag.as_deref());
        let asks = self.before.asks_for(before, tag) && self.after.asks_for(after, tag);
        if before.tag.is_some() != after.tag.is_some() && !asks {
            let word = |it: &Variant| if it.tag.is_some() { Word::Values(it.values.clone()) } else { Word::Untagged };
            self.differ((then, &word(before)), (now, &word(after)), name);
        }
        let of = |owner: &Owner| (owner.0.clone(), Some(name.to_owned()));
        self.members((&of(then), &before.members), (&of(now), &after.members));
    }

    fn members(&mut self, (then, before): (&Owner, &Members), (now, after): (&Owner, &Members)) {
        for (name, old) in before {
            let Some(new) = after.get(name).filter(|_| name != NEW) else { continue };
            // The nodes are compared of what is sent as XML on both sides.
            for (before, after) in [(&old.word, &new.word), (&old.node, &new.node)] {
                if let (Some(before), Some(after)) = (before, after) {
                    self.differ((then, before), (now, after), name);
                }
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

    /// Compares what makers of a type leave out: the only values of its members, and those that a server takes for absent ones. They are part of
    /// what the type is, so a type that merely stands where it stood is not compared.
    fn made(&mut self, ty: &Type) {
        let (then, now) = (self.before.behind_names(ty), self.after.behind_names(ty));
        let (Some(before), Some(after)) = (self.before.item(&then), self.after.item(&now)) else { return };
        let (Item::Struct(before), Item::Struct(after)) = (&*before, &*after) else { return };
        let made = |tree: &Tree<'_>, of: &Members| of.get(NEW).and_then(|it| it.word.as_ref()).map(|word| tree.given(word));
        let arguments = made(self.before, before).zip(made(self.after, after));
        let old: BTreeMap<&Word, &Member> = before.values().filter_map(|it| Some((it.word.as_ref()?, it))).collect();
        let (then, now) = ((then.name, None), (now.name, None));
        arguments.iter().for_each(|(before, after)| self.differ((&then, before), (&now, after), NEW));
        for (name, new) in after.iter().filter(|(name, _)| *name != NEW) {
            let Some(old) = new.word.as_ref().and_then(|word| old.get(word)) else { continue };
            let default = |of: &Member| of.default.clone().map(Word::Default);
            let only = |tree: &Tree<'_>, of: &Member| of.only.as_ref().and_then(|only| tree.only(only));
            // What had one value had no argument, so a function that makes the type leaves it out now.
            let made = only(self.after, new).or(new.is_optional.then_some(Word::Absent));
            let values = [(default(old), default(new)), (only(self.before, old), made)];
            for (before, after) in values.iter().filter_map(|(before, after)| before.as_ref().zip(after.as_ref())) {
                self.differ((&then, before), (&now, after), name);
            }
        }
    }

    /// Follows two uses into the definitions that code comes to by both, by as many steps.
    fn types(&mut self, before: &Type, after: &Type) {
        let (([least, most], before), ([other_least, other_most], after)) = (self.before.way(before), self.after.way(after));
        let is_same = before.name == after.name && before.is_runtime == after.is_runtime;
        if least <= other_most && other_least <= most && !(is_same && before.inside.is_empty()) {
            self.open.push((before, after));
        }
    }
}
