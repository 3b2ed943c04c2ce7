//! Which branch is which: a branch keeps its number or its word wherever it moves, since the lock knows it by what it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::again::{self, Newcomers};
use super::escape;
use super::likeness::{self, Common, Held, Known, Within};
use super::lock::{Aspect, Lock, Place};
use super::reached::{Branch, Placed};
use crate::ir::{self, Choice, Origin, Shape, Step, TypeId, TypeRef};

/// Whether branches get a step whose union has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orphans {
    /// It may get one, and has other branches.
    Waiting,
    /// It is not in use: only a reference leads to the branch, or into it.
    Numbered,
    /// Nothing says where it stands.
    Lost,
}

impl Orphans {
    /// What is tried when nothing else gets a place.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Waiting => Some(Self::Numbered),
            Self::Numbered => Some(Self::Lost),
            Self::Lost => None,
        }
    }
}

/// The step, as the lock writes it, of each branch among `waiting` whose union has a place.
pub fn steps(
    api: &ir::Api,
    lock: &Lock,
    within: Within<'_>,
    (waiting, orphans): (&[TypeId], Orphans),
    (places, placed): (&BTreeMap<TypeId, Place>, &Placed),
) -> BTreeMap<TypeId, String> {
    let unions: BTreeMap<&Place, TypeId> = places.iter().map(|(id, place)| (place, *id)).collect();
    let reached = reached(api, within, placed);
    let mut of_union: BTreeMap<Place, Siblings> = BTreeMap::new();
    for id in waiting {
        match api.types.get(*id).map(|ty| &ty.origin) {
            Some(Origin::Inside { owner, step: Step::Branch { index, tags } }) => {
                let Some(place) = places.get(owner) else { continue };
                let siblings = of_union.entry(place.clone()).or_insert_with(|| Siblings::of(api, Some(*owner)));
                let held = with(likeness::held_of_branch(api, within, *id), reached.get(&(place.clone(), *index)));
                match tags.as_slice() {
                    [] => siblings.numbered.push((vec![*id], *index, held)),
                    tags => siblings.tagged.push(Tagged::of(api, (lock, within), (*id, *owner), tags, held)),
                }
            }
            // Those that a reference leads to are components; their steps are the union's all the same.
            Some(Origin::Component(name)) => {
                let Some(branch) = within.keys.branch(name) else { continue };
                let Some(place) = branch.union(placed) else { continue };
                let union = unions.get(&place).copied();
                let is_settled = union.is_some() && branch.is_whole();
                if !is_settled && orphans == Orphans::Waiting {
                    continue;
                }
                let tags = union.filter(|_| is_settled).map_or(&[][..], |union| tags(api, union, *id));
                let held = likeness::held_along(api, within, &branch.of(&Place::of(&["here"])), *id);
                let held = with(held, reached.get(&(place.clone(), branch.index)));
                let siblings = of_union.entry(place).or_insert_with(|| Siblings::of(api, union));
                match tags {
                    [] => siblings.reached.entry(branch.index).or_default().push((*id, held)),
                    tags => siblings.tagged.push(Tagged::of(api, (lock, within), (*id, union.unwrap_or(*id)), tags, held)),
                }
            }
            Some(Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. }) | None => {}
        }
    }
    let steps = |(union, siblings): (Place, Siblings)| {
        siblings.steps(&likeness::below(lock, &union.child("branches")), Newcomers::of(lock))
    };
    of_union.into_iter().flat_map(steps).collect()
}

/// What references reach inside of branches, by their union and position: the branches hold it all the same.
fn reached(api: &ir::Api, within: Within<'_>, placed: &Placed) -> BTreeMap<(Place, usize), Held> {
    let mut reached: BTreeMap<(Place, usize), Held> = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        let Origin::Component(name) = &definition.origin else { continue };
        let around = within.keys.branch(name).map(Branch::around).unwrap_or_default();
        for (branch, way) in around.into_iter().filter(|(_, way)| way.steps().count() > 1) {
            if let Some(union) = branch.union(placed) {
                reached.entry((union, branch.index)).or_default().extend(likeness::held_along(api, within, &way, id));
            }
        }
    }
    reached
}

fn with(mut held: Held, more: Option<&Held>) -> Held {
    held.extend(more.into_iter().flatten().cloned());
    held
}

/// The tags that mean a branch of a union.
fn tags(api: &ir::Api, union: TypeId, branch: TypeId) -> &[String] {
    let Some(Shape::Union(union)) = api.types.get(union).map(|definition| &definition.shape) else { return &[] };
    let variant = union.variants.iter().find(|variant| variant.ty == TypeRef::Named(branch));
    variant.map_or(&[], |variant| variant.tags.as_slice())
}

/// The branches of a union.
struct Siblings {
    /// Where the tag stands that tells them apart, as [`Held`] begins with it.
    tag: String,
    /// Those with tags.
    tagged: Vec<Tagged>,
    /// Those without, with their index.
    numbered: Vec<(Vec<TypeId>, usize, Held)>,
    /// Those without that references lead to or into, by their index: several types, if only what is inside of a branch is in use.
    reached: BTreeMap<usize, Vec<(TypeId, Held)>>,
}

struct Tagged {
    id: TypeId,
    /// As the lock writes them.
    tags: BTreeSet<String>,
    /// Those that it had at the last run, if they stand in a component.
    before: BTreeSet<String>,
    held: Held,
}

impl Siblings {
    fn of(api: &ir::Api, union: Option<TypeId>) -> Self {
        let tag = match union.and_then(|union| api.types.get(union)).map(|definition| &definition.shape) {
            Some(Shape::Union(ir::Union { choice: Choice::Tag(property), .. })) => {
                format!("properties/{}/", escape::step(property))
            }
            Some(
                Shape::Union(_)
                | Shape::Struct(_)
                | Shape::Enumeration(_)
                | Shape::Alias(_)
                | Shape::Tuple(_)
                | Shape::Contents(_),
            )
            | None => String::new(),
        };
        Self { tag, tagged: Vec::new(), numbered: Vec::new(), reached: BTreeMap::new() }
    }

    fn steps(mut self, old: &BTreeMap<&str, Known>, newcomers: Newcomers) -> Vec<(TypeId, String)> {
        for (index, types) in self.reached {
            let (ids, held): (Vec<_>, Vec<_>) = types.into_iter().unzip();
            self.numbered.push((ids, index, held.into_iter().flatten().collect()));
        }
        let words = worded(&self.tagged, &self.tag, old);
        let old = old.iter().filter(|(step, _)| !words.iter().any(|word| word == *step));
        let old = old.map(|(step, known)| (*step, known)).collect();
        let (ids, branches): (Vec<_>, Vec<_>) = self.numbered.into_iter().map(|(ids, index, held)| (ids, (index, held))).unzip();
        let numbers = ids.into_iter().zip(again::numbered(&branches, &old, newcomers));
        let numbered = numbers.flat_map(|(ids, number)| ids.into_iter().map(move |id| (id, number.clone())));
        self.tagged.iter().map(|branch| branch.id).zip(words).chain(numbered).collect()
    }
}

impl Tagged {
    fn of(
        api: &ir::Api,
        (lock, within): (&Lock, Within<'_>),
        (id, union): (TypeId, TypeId),
        tags: &[String],
        held: Held,
    ) -> Self {
        let component = component_of_tags(api, within, id, union);
        let lines = component.iter().flat_map(|place| lock.at(place)).filter(|(key, _)| key.aspect == Aspect::Value);
        let before = lines.map(|(key, _)| written(&key.member)).collect();
        Self { id, tags: tags.iter().map(|tag| written(&escape::step(tag))).collect(), before, held }
    }
}

/// A tag as the step of a branch, so that no position is taken for it: `%35` is the tag `5`.
fn written(tag: &str) -> String {
    match (again::number(tag), tag.split_at_checked(1)) {
        (Some(_), Some((first, rest))) => first.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>() + rest,
        (_, _) => tag.to_owned(),
    }
}

/// The component in which the tags of a branch of a union stand.
fn component_of_tags(api: &ir::Api, within: Within<'_>, id: TypeId, union: TypeId) -> Option<Place> {
    let Shape::Union(ir::Union { choice: Choice::Tag(property), .. }) = &api.types.get(union)?.shape else { return None };
    let Shape::Struct(object) = &api.types.get(id)?.shape else { return None };
    let TypeRef::Named(tags) = object.fields.iter().find(|field| field.name == *property)?.ty else { return None };
    match &api.types.get(tags)?.origin {
        Origin::Component(name) => Some(within.keys.place("schemas", name)),
        Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    }
}

/// The word of each branch with tags: that of the old one with which it shares a tag, or else its first tag by the alphabet.
fn worded(branches: &[Tagged], tag: &str, old: &BTreeMap<&str, Known>) -> Vec<String> {
    let mut words: BTreeMap<usize, &str> = BTreeMap::new();
    for (word, at) in by_tags(branches, tag, old) {
        if !words.contains_key(&at) && !words.values().any(|used| *used == word) {
            words.insert(at, word);
        }
    }
    for (word, at) in by_content(branches, tag, old) {
        if !words.contains_key(&at) && !words.values().any(|used| *used == word) {
            words.insert(at, word);
        }
    }
    let mut used: BTreeSet<String> = old.keys().map(|word| (*word).to_owned()).collect();
    let mut all = Vec::new();
    for (at, branch) in branches.iter().enumerate() {
        let word = words.get(&at).map_or_else(|| fresh(branch, &used), |word| (*word).to_owned());
        used.insert(word.clone());
        all.push(word);
    }
    all
}

/// Old branches and the new ones that share tags with them, best first.
fn by_tags<'a>(branches: &[Tagged], tag: &str, old: &BTreeMap<&'a str, Known>) -> Vec<(&'a str, usize)> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, branch) in branches.iter().enumerate() {
        branch.tags.iter().for_each(|tag| holders.entry(tag).or_default().push(at));
    }
    let mut pairs: Vec<(std::cmp::Reverse<usize>, Common, &str, usize)> = Vec::new();
    for (word, known) in old {
        let mut tags: BTreeMap<usize, usize> = BTreeMap::new();
        let listed = listed(tag, known);
        let own = listed.is_empty().then(|| (*word).to_owned());
        for at in listed.into_iter().chain(own).filter_map(|tag| holders.get(tag.as_str())).flatten() {
            *tags.entry(*at).or_default() += 1;
        }
        pairs.extend(tags.into_iter().filter_map(|(at, count)| {
            let common = likeness::common(&branches.get(at)?.held, known.held());
            Some((std::cmp::Reverse(count), common, *word, at))
        }));
    }
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, _, word, at)| (word, at)).collect()
}

/// Old branches of which only the word is known, and it is no tag any more, with the new ones whose tags were in the component that had
/// it, and those that hold the same, best first.
fn by_content<'a>(branches: &[Tagged], tag: &str, old: &BTreeMap<&'a str, Known>) -> Vec<(&'a str, usize)> {
    let unlisted = |word: &str, known: &Known| {
        known.was_there && listed(tag, known).is_empty() && !branches.iter().any(|branch| branch.tags.contains(word))
    };
    let mut pairs = Vec::new();
    for (word, known) in old.iter().filter(|(word, known)| unlisted(word, known)) {
        for (at, branch) in branches.iter().enumerate() {
            let had = branch.before.contains(*word);
            if had || !known.there.is_empty() && likeness::is_alike(&branch.held, &known.there) {
                pairs.push((std::cmp::Reverse(had), likeness::common(&branch.held, &known.there), *word, at));
            }
        }
    }
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, _, word, at)| (word, at)).collect()
}

/// The tags that the lock knows of a branch, if its own member lists them.
fn listed(tag: &str, known: &Known) -> Vec<String> {
    if tag.is_empty() {
        return Vec::new();
    }
    let held = known.held().range(tag.to_owned()..).map_while(|member| member.strip_prefix(tag));
    held.filter_map(|member| member.strip_prefix(likeness::value("").as_str())).map(written).collect()
}

fn fresh(branch: &Tagged, used: &BTreeSet<String>) -> String {
    let first = branch.tags.iter().find(|tag| !used.contains(*tag));
    first.cloned().unwrap_or_else(|| {
        let tag = branch.tags.first().map_or("", String::as_str);
        (2..).map(|number| format!("{tag}_{number}")).find(|word| !used.contains(word)).unwrap_or_default()
    })
}
