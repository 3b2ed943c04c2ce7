//! What moved to another place keeps its names there.
//!
//! The type of `order.owner` becomes a component, a response gets another status, `$ref: A` becomes `allOf: [$ref: A, ...]`: code that
//! says no type compiles on, so the members must mean what they meant. The lock does not know them at the new place. It does at the one
//! that has no members any more, or at that of what the type extends; from there the new place gets what the lock says.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::crossed::{self, Before, Moved};
use super::lock::{Aspect, Entry, Key, Lock, Place, Presence, argument};
use super::parts::Keys;
use super::types::Places;
use super::wrapped::of_members;
use super::{inherited, leads, legal, own, place, variants};
use crate::ir::{self, Check, Holds, Keyword, Location, Rest, Shape, TypeId, TypeRef};
use crate::source::Span;

/// The members that the lock knows at each place.
type Known<'a> = BTreeMap<(Aspect, &'a Place), BTreeSet<&'a str>>;

/// A member that more places had says little about where something was.
pub(super) const MOST_HOLDERS: usize = 100;

/// Of more places than these, of which each may be where something was, it takes over only what half of them had: else each of many that
/// change at once would get the lines of all. Newcomers get no name of the others either way ([`Moved::kept`]).
const FEW_ORIGINS: usize = 4;

struct Context<'a> {
    known: Known<'a>,
    /// The places that have members now.
    present: BTreeSet<(Aspect, &'a Place)>,
    /// The places that lost theirs, by each member.
    gone: BTreeMap<(Aspect, &'a str), Vec<&'a Place>>,
    /// What types extend, and what extends them.
    extended: BTreeMap<TypeId, BTreeSet<&'a Place>>,
    /// Components that are gone, by those to which references lead that led to them.
    renamed: BTreeMap<Place, BTreeSet<Place>>,
}

/// The lock with the names of members that moved, at their new places, and what may have moved.
pub fn carried(api: &ir::Api, keys: &Keys, places: &Places, mut lock: Lock) -> (Lock, Moved) {
    if lock.iter().next().is_none() {
        return (lock, Moved::default());
    }
    let renamed = leads::renamed(api, keys, places, &lock);
    let cx = Context { renamed, ..context(api, places, &lock) };
    let mut before = before(&cx, &used(api, keys, places, &lock));
    let tuples = tuples(&mut before, &lock);
    let new = new_variants(api, places, &lock);
    let mut all: Vec<(Key, Entry)> = Vec::new();
    let mut copied: BTreeMap<Key, Span> = BTreeMap::new();
    let mut types: Vec<(TypeId, Vec<Place>)> = Vec::new();
    let mut like: Vec<((Aspect, Place), Place)> = Vec::new();
    for (id, definition) in api.types.iter() {
        let (Some(aspect), Some(place)) = (of_members(&definition.shape), places.get(&id)) else { continue };
        // What a variant is called says what it is, so that of these nothing but a move tells.
        if aspect == Aspect::Variant && !before.contains_key(&(aspect, place.clone())) {
            continue;
        }
        let words: BTreeSet<String> = words(&definition.shape, place, places).into_iter().map(|key| key.member).collect();
        let known = cx.known.get(&(aspect, place));
        let is_new = |word: &String| known.is_none_or(|known| !known.contains(word.as_str()));
        if words.iter().any(is_new) {
            let (from, takes) = origins((&cx, &before), id, (aspect, place), &words);
            // Code that reaches a new variant says its name, which nothing had: of what others held nobody asks there.
            let of_variant = if is_in(&new, place) { Takes::Shared } else { takes };
            copy(&lock, (&from, of_variant), (aspect, place), &words, (&mut all, &mut copied));
            if aspect == Aspect::Field && takes == Takes::All {
                all.extend(orders(&lock, &from, place));
            }
            let stood = before.get(&(aspect, place.clone()));
            let is_it = |from: &Place| {
                takes == Takes::All
                    && (stood.is_some_and(|stood| stood.contains(from)) || is_same(&cx, (aspect, from), (place, &words)))
            };
            types.push((id, from.into_iter().filter(is_it).collect()));
            if known.is_some() {
                // What is alike may have come back from there.
                like.extend(alike(&cx, aspect, &words).into_iter().map(|from| ((aspect, place.clone()), from)));
            }
        } else if aspect != Aspect::Variant && lock.get(&place.key(Aspect::Type)).is_none() {
            let stood = before.get(&(aspect, place.clone())).into_iter().flatten().cloned();
            let from = alike(&cx, aspect, &words).into_iter().filter(|from| is_same(&cx, (aspect, from), (place, &words)));
            let from = best(&cx, aspect, stood, &words).into_iter().chain(from);
            types.push((id, from.collect()));
        }
    }
    let texts = texts((api, keys, places), &lock, (&cx, &before, &types));
    for (at, from) in like {
        before.entry(at).or_default().insert(from);
    }
    let alike = crossed::alike(&lock, &cx.present);
    let there = there(api, places, [&before, &alike]);
    all.into_iter().chain(tuples).for_each(|(key, entry)| lock.insert(key, entry));
    types.retain(|(_, from)| !from.is_empty());
    lock = moved_texts(lock, texts);
    lock = inherited::types(api, keys, places, types, lock);
    let failures = crossed::failures(api, keys, &lock);
    (lock, Moved { before, alike, there, copied, failures })
}

/// Lines that are no names, from their old places to the new ones: where members lead, and what tags mean. Where something was at several places
/// they say nothing.
fn texts(
    (api, keys, places): (&ir::Api, &Keys, &Places),
    lock: &Lock,
    (cx, before, types): (&Context<'_>, &Before, &[(TypeId, Vec<Place>)]),
) -> Vec<(Key, Key)> {
    let moved: BTreeMap<TypeId, &Vec<Place>> = types.iter().map(|(id, from)| (*id, from)).collect();
    let mut all = Vec::new();
    for (id, definition) in api.types.iter() {
        let (Some(aspect), Some(place)) = (of_members(&definition.shape), places.get(&id)) else { continue };
        // What comes back has its names there.
        let words = || words(&definition.shape, place, places).into_iter().map(|key| key.member).collect();
        let is_it = |from: &&Place| is_mostly(cx, (aspect, from), &words());
        let stood = before.get(&(aspect, place.clone())).into_iter().flatten().filter(is_it);
        let has_lines = |from: &&Place| of_members_in(lock, from).next().is_some();
        let from: BTreeSet<&Place> = stood.chain(moved.get(&id).into_iter().copied().flatten()).filter(has_lines).collect();
        let mut from = from.into_iter();
        let Some(from) = from.next().filter(|_| from.next().is_none()) else { continue };
        for (key, _) in of_members_in(lock, from) {
            let rest = key.place.as_str().get(from.as_str().len()..).unwrap_or_default().trim_start_matches('/');
            let at = if rest.is_empty() { place.clone() } else { place.written(rest) };
            all.push((key.clone(), Key { place: at, ..key.clone() }));
        }
    }
    // A reference that stands where one stood has the line of that.
    let stand = if all.is_empty() { BTreeSet::new() } else { leads::stand(api, keys, places) };
    let stands = |key: &Key| key.aspect == Aspect::Leads && stand.contains(&key.place);
    // What tags mean belongs to a union.
    let union = |(id, ty): (TypeId, &ir::Type)| matches!(ty.shape, Shape::Union(_)).then(|| places.get(&id)).flatten();
    let unions: BTreeSet<&Place> = if all.is_empty() { BTreeSet::new() } else { api.types.iter().filter_map(union).collect() };
    let fits = |key: &Key| key.aspect != Aspect::Tags || unions.contains(&key.place);
    all.retain(|(from, to)| !stands(from) && fits(to) && lock.get(&to.giving_up("")).is_none());
    all
}

/// The lock with these lines at their new places.
fn moved_texts(lock: Lock, texts: Vec<(Key, Key)>) -> Lock {
    let old: BTreeSet<&Key> = texts.iter().map(|(old, _)| old).collect();
    let new = texts.iter().filter_map(|(old, new)| Some((new.clone(), Entry { span: None, ..lock.get(old)?.clone() })));
    let new: Vec<(Key, Entry)> = new.collect();
    let mut lock = if old.is_empty() { lock } else { lock.without(|key| old.contains(key)) };
    new.into_iter().for_each(|(key, entry)| lock.insert(key, entry));
    lock
}

/// The lines that say what the tags of a type mean, and where its members lead, as the elements of lists and maps, too. What is written in one of
/// them has a place of its own.
fn of_members_in<'l>(lock: &'l Lock, place: &Place) -> impl Iterator<Item = (&'l Key, &'l Entry)> {
    let start = place.as_str().len() + 1;
    let is_own = move |at: &str| {
        let mut steps = at.get(start..).unwrap_or_default().split('/');
        let first = steps.next().unwrap_or_default();
        let is_member = first == place::VALUES || first == "properties" && steps.next().is_some();
        is_member && steps.all(|step| [place::ITEMS, place::VALUES].contains(&step))
    };
    let tags = lock.line(&place.key(Aspect::Tags));
    tags.into_iter().chain(lock.below(place).filter(move |(key, _)| key.aspect == Aspect::Leads && is_own(key.place.as_str())))
}

/// The lines of the elements of tuples at their new places, where it is sure from where they came. What became a component is compared
/// where it is referred to.
fn tuples(before: &mut Before, lock: &Lock) -> Vec<(Key, Entry)> {
    let moved: Vec<_> = before.extract_if(.., |(aspect, _), _| *aspect == Aspect::Elements).collect();
    let line = |((aspect, place), from): ((Aspect, Place), BTreeSet<Place>)| {
        let mut lines = from.iter().filter_map(|from| lock.get(&from.key(aspect)));
        let line = lines.next().filter(|_| lines.next().is_none() && !leads::is_definition(&place))?;
        let key = place.key(aspect);
        let entry = Entry { name: line.name.clone(), span: None, presence: Presence::There };
        lock.get(&key).is_none().then_some((key, entry))
    };
    moved.into_iter().filter_map(line).collect()
}

/// The branches that are variants of their own, and that the lock knows nothing of, in unions that were there at the last run: one that moved
/// may be called as it was, with its variants.
fn new_variants(api: &ir::Api, places: &Places, lock: &Lock) -> BTreeSet<Place> {
    let mut new = BTreeSet::new();
    for (id, definition) in api.types.iter() {
        let (Shape::Union(union), Some(place)) = (&definition.shape, places.get(&id)) else { continue };
        let was_there = |(key, entry): (&Key, &Entry)| key.aspect == Aspect::Variant && entry.presence == Presence::There;
        if !lock.at(place).any(was_there) {
            continue;
        }
        let known = variants::known(union, place, places).into_iter().map(|it| lock.get(&it.of).is_some());
        for (variant, _) in union.variants.iter().zip(known).filter(|(_, is_known)| !is_known) {
            let TypeRef::Named(id) = variant.ty else { continue };
            let is_branch = |at: &&Place| at.as_str().starts_with(place.child("branches").as_str());
            new.extend(places.get(&id).filter(is_branch).filter(|at| !lock.knows(at)).cloned());
        }
    }
    new
}

/// Whether a place is one of these, or in one of them.
fn is_in(all: &BTreeSet<Place>, place: &Place) -> bool {
    let text = place.as_str();
    let around = text.match_indices('/').filter_map(|(end, _)| text.get(..end)).chain([text]);
    !all.is_empty() && around.into_iter().any(|place| all.contains(place))
}

/// The members that are in the description, of all places that something may have had before.
fn there(api: &ir::Api, places: &Places, before: [&Before; 2]) -> BTreeSet<Key> {
    let of = |(id, definition): (TypeId, &ir::Type)| {
        let (aspect, place) = (of_members(&definition.shape)?, places.get(&id)?);
        before.iter().any(|it| it.contains_key(&(aspect, place.clone()))).then(|| words(&definition.shape, place, places))
    };
    let is_none = before.iter().all(|it| it.is_empty());
    if is_none { BTreeSet::new() } else { api.types.iter().filter_map(of).flatten().collect() }
}

/// What the members of a type have their names by.
fn words(shape: &Shape, place: &Place, places: &Places) -> Vec<Key> {
    match shape {
        Shape::Struct(object) => object.fields.iter().map(|it| place.member(Aspect::Field, &[&it.name])).collect(),
        Shape::Enumeration(enumeration) => match &enumeration.values {
            ir::EnumerationValues::Strings(values) => values.iter().map(|it| place.member(Aspect::Value, &[it])).collect(),
            ir::EnumerationValues::Integers(values) => {
                values.iter().map(|it| place.member(Aspect::Value, &[&it.to_string()])).collect()
            }
        },
        Shape::Union(union) => variants::known(union, place, places).into_iter().map(|it| it.of).collect(),
        Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => Vec::new(),
    }
}

fn context<'a>(api: &'a ir::Api, places: &'a Places, lock: &'a Lock) -> Context<'a> {
    let mut known = Known::new();
    let has_members = |aspect| matches!(aspect, Aspect::Elements | Aspect::Field | Aspect::Value | Aspect::Variant);
    for (key, _) in lock.iter().filter(|(key, _)| has_members(key.aspect) && !key.is_former()) {
        known.entry((key.aspect, &key.place)).or_default().insert(&key.member);
    }
    let aspect = |shape: &Shape| of_members(shape).or(matches!(shape, Shape::Tuple(_)).then_some(Aspect::Elements));
    let with_members = api.types.iter().filter_map(|(id, it)| Some((aspect(&it.shape)?, places.get(&id)?)));
    let present: BTreeSet<_> = with_members.collect();
    let mut gone: BTreeMap<(Aspect, &str), Vec<&Place>> = BTreeMap::new();
    for ((aspect, place), words) in known.iter().filter(|(at, _)| !present.contains(*at)) {
        words.iter().for_each(|word| gone.entry((*aspect, word)).or_default().push(place));
    }
    let mut extended: BTreeMap<TypeId, BTreeSet<&Place>> = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        for base in bases(&definition.check) {
            extended.entry(id).or_default().extend(places.get(&base));
            extended.entry(base).or_default().extend(places.get(&id));
        }
    }
    Context { known, present, gone, extended, renamed: BTreeMap::new() }
}

/// The types that one extends by `allOf`.
fn bases(check: &Check) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut waiting = vec![check];
    while let Some(check) = waiting.pop() {
        for keyword in &check.0 {
            if let Keyword::AllOf(all) = keyword {
                let schema = |check: &Check| if let [Keyword::Schema(id)] = check.0.as_slice() { Some(*id) } else { None };
                found.extend(all.iter().filter_map(schema));
                waiting.extend(all);
            }
        }
    }
    found
}

/// The places of types by those that they would have if they were written where they are used.
fn used<'a>(api: &ir::Api, keys: &Keys, places: &'a Places, lock: &Lock) -> BTreeMap<Place, BTreeSet<&'a Place>> {
    let mut uses: Vec<(Place, &TypeRef)> = Vec::new();
    for (id, definition) in api.types.iter() {
        let Some(place) = places.get(&id) else { continue };
        match &definition.shape {
            Shape::Struct(object) => {
                uses.extend(object.fields.iter().map(|field| (place.child("properties").child(&field.name), &field.ty)));
                if let Rest::Kept(ty) | Rest::Patterned(_, ty) = &object.rest {
                    uses.push((place.child(place::VALUES), ty));
                }
            }
            Shape::Alias(ty) => uses.push((place.clone(), ty)),
            Shape::Union(union) => {
                let branches = children(lock, &place.child("branches"));
                let of = |branch: &Place| union.variants.iter().map(|it| (branch.clone(), &it.ty)).collect::<Vec<_>>();
                uses.extend(branches.iter().flat_map(of));
            }
            Shape::Tuple(tuple) => {
                let branches = children(lock, &place.child("branches"));
                let of = |branch: &Place| tuple.uses().map(|ty| (branch.clone(), ty)).collect::<Vec<_>>();
                uses.extend(branches.iter().flat_map(of));
            }
            Shape::Enumeration(_) | Shape::Contents(_) => {}
        }
    }
    for operation in api.operations() {
        let place = place::operation(keys, operation);
        let at = |location: Location, name: &str| place.child("parameters").child(location.name()).child(name);
        uses.extend(operation.parameters.iter().map(|it| (at(it.location, &it.name), &it.ty)));
        let body = operation.request_body.iter().map(|body| (place.child("requestBody"), &body.content));
        let answers = operation.responses.iter();
        // A response may have had another status.
        let statuses = children(lock, &place.child("responses"));
        let headers = operation.responses.iter().flat_map(|response| &response.headers);
        let headers =
            headers.flat_map(|header| statuses.iter().map(move |place| (place.child("headers").child(&header.name), &header.ty)));
        uses.extend(headers);
        let answers = answers.filter_map(|it| it.content.as_ref());
        let answers = answers.flat_map(|content| statuses.iter().map(move |place| (place.clone(), content)));
        for (whole, content) in body.chain(answers) {
            let (Holds::Value(ty) | Holds::Items(ty) | Holds::Events(ty)) = &content.holds else { continue };
            let media = children(lock, &whole.child("content"));
            uses.extend(media.into_iter().chain([whole]).map(|place| (place, ty)));
        }
    }
    let mut used: BTreeMap<Place, BTreeSet<&Place>> = BTreeMap::new();
    for (stands, ty) in uses {
        // What is written in a list of a property or body has the place of that.
        let (at, id) = named(stands.clone(), ty);
        // What is written under a pattern has a place of its own among the values.
        let is_value = at.as_str().contains(&format!("/{}", place::VALUES));
        let patterned = if is_value { children(lock, &at.child(place::PATTERNS)) } else { BTreeSet::new() };
        for at in patterned.into_iter().chain([stands, at]) {
            used.entry(at).or_default().extend(id.and_then(|id| places.get(&id)));
        }
    }
    used
}

/// The definition in a type, and its place if the type stands at `at`.
pub(super) fn named(at: Place, ty: &TypeRef) -> (Place, Option<TypeId>) {
    match ty {
        TypeRef::Named(id) => (at, Some(*id)),
        TypeRef::Nullable(inner) => named(at, inner),
        TypeRef::List(inner) => named(at.child(place::ITEMS), inner),
        TypeRef::Map(inner) => named(at.child(place::VALUES), inner),
        TypeRef::Primitive(_) | TypeRef::Any | TypeRef::AnyObject => (at, None),
    }
}

/// The places one step below a place that the lock knows.
pub(super) fn children(lock: &Lock, place: &Place) -> BTreeSet<Place> {
    let step = |key: &Key| key.place.as_str().get(place.as_str().len() + 1..)?.split('/').next().map(|step| place.written(step));
    lock.below(place).filter_map(|(key, _)| step(key)).collect()
}

/// What a new place gets from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// All that it ever held: what was gone there may come back here.
    All,
    /// The names of what both hold.
    Shared,
}

/// The places from which a type has its names: those where it may have stood and that have no members any more, what it extends, or
/// what lost most of what it has; of these the last two only if nothing stood here before.
fn origins(
    (cx, before): (&Context<'_>, &Before),
    id: TypeId,
    (aspect, place): (Aspect, &Place),
    words: &BTreeSet<String>,
) -> (Vec<Place>, Takes) {
    let own = cx.known.get(&(aspect, place));
    let is_new = |word: &str| words.contains(word) && own.is_none_or(|own| !own.contains(word));
    let tells = |from: &Place| cx.known.get(&(aspect, from)).is_some_and(|had| had.iter().any(|word| is_new(word)));
    let stood = before.get(&(aspect, place.clone())).into_iter().flatten();
    let moved = best(cx, aspect, stood.filter(|from| tells(from)).cloned(), words);
    if aspect == Aspect::Variant {
        return (moved, Takes::All);
    }
    let gone = if own.is_none() { alike(cx, aspect, words) } else { Vec::new() };
    if !moved.is_empty() {
        // What moved before has lines at each of its places, and a person may have changed the later ones.
        let is_later = |place: &Place| {
            moved.iter().all(|from| cx.known.get(&(aspect, from)).is_some_and(|had| holds(cx, (aspect, place), had)))
        };
        let later: Vec<Place> = gone.into_iter().filter(|place| !moved.contains(place) && is_later(place)).collect();
        return ([moved, later].concat(), Takes::All);
    }
    // What held exactly this and is gone was this, whatever it extends: a component that was renamed.
    let same: Vec<Place> = gone.iter().filter(|from| is_same(cx, (aspect, from), (place, words))).cloned().collect();
    if !same.is_empty() {
        return (same, Takes::All);
    }
    // What stood here before has the names that it had then, whatever it extends, and whatever is like it.
    let extended = cx.extended.get(&id).into_iter().flatten().filter(|_| own.is_none()).map(|place| (*place).clone());
    let extended = best(cx, aspect, extended, words);
    if !extended.is_empty() || own.is_some() {
        return (extended, Takes::Shared);
    }
    if gone.is_empty() && own.is_none() {
        // A component of which most members were gone when it was renamed.
        let renamed = cx.renamed.get(place).into_iter().flatten().cloned();
        return (best(cx, aspect, renamed, words), Takes::Shared);
    }
    (gone, Takes::All)
}

/// The places that have no members any more, and had most of the words.
fn alike(cx: &Context<'_>, aspect: Aspect, words: &BTreeSet<String>) -> Vec<Place> {
    let holders = words.iter().filter_map(|word| cx.gone.get(&(aspect, word.as_str())));
    let telling = holders.filter(|all| all.len() <= MOST_HOLDERS);
    let gone: BTreeSet<Place> = telling.flatten().map(|place| (*place).clone()).collect();
    best(cx, aspect, gone.into_iter().filter(|from| is_mostly(cx, (aspect, from), words)), words)
}

/// Whether most of what was at a place is among the words.
fn is_mostly(cx: &Context<'_>, at: (Aspect, &Place), words: &BTreeSet<String>) -> bool {
    let had = cx.known.get(&at);
    had.is_some_and(|had| 2 * had.iter().filter(|word| words.contains(**word)).count() > had.len())
}

/// Whether what was at a place may be what is at another one by now: it held the same, and one of them is a component, or both are the
/// same part of something. One property never is another one.
fn is_same(cx: &Context<'_>, at: (Aspect, &Place), (place, words): (&Place, &BTreeSet<String>)) -> bool {
    let is_component = |place: &Place| place.key(Aspect::Type).is_component();
    let last = |place: &Place| place.steps().last().map(str::to_owned);
    let is_part = is_component(at.1) || is_component(place) || last(at.1) == last(place);
    let had = cx.known.get(&at);
    is_part && had.is_some_and(|had| had.len() == words.len() && words.iter().all(|word| had.contains(word.as_str())))
}

/// Whether the lock knows all words at a place.
fn holds(cx: &Context<'_>, at: (Aspect, &Place), words: &BTreeSet<&str>) -> bool {
    cx.known.get(&at).is_some_and(|had| words.is_subset(had))
}

/// Where what has members may have stood, by the uses of it and of what it stands in.
fn before(cx: &Context<'_>, used: &BTreeMap<Place, BTreeSet<&Place>>) -> Before {
    let mut before = Before::new();
    for (aspect, gone) in cx.known.keys().filter(|at| !cx.present.contains(*at)) {
        let text = gone.as_str();
        let ends = text.match_indices('/').map(|(end, _)| end).chain([text.len()]);
        for (around, rest) in ends.filter_map(|end| text.split_at_checked(end)) {
            let rest = rest.trim_start_matches('/');
            for user in used.get(around).into_iter().flatten() {
                let place = if rest.is_empty() { (*user).clone() } else { user.written(rest) };
                if place != **gone && cx.present.contains(&(*aspect, &place)) {
                    before.entry((*aspect, place)).or_default().insert((*gone).clone());
                }
            }
        }
    }
    before
}

/// Those places that had most of the words, and least else.
fn best(cx: &Context<'_>, aspect: Aspect, places: impl Iterator<Item = Place>, words: &BTreeSet<String>) -> Vec<Place> {
    let mut found: BTreeMap<(Reverse<usize>, usize), Vec<Place>> = BTreeMap::new();
    for place in places {
        let Some(had) = cx.known.get(&(aspect, &place)) else { continue };
        let shared = had.iter().filter(|word| words.contains(**word)).count();
        if shared > 0 {
            found.entry((Reverse(shared), had.len() - shared)).or_default().push(place);
        }
    }
    found.into_values().next().unwrap_or_default()
}

/// The names of a member's own, as names are compared.
fn own_names(key: &Key) -> BTreeSet<String> {
    own::names(key).iter().map(|own| legal::folded(own)).collect()
}

/// The name on which places agree. What has one of its own at some and a chosen one at others was renamed by a person after it moved,
/// and none of its own names goes to a newcomer.
fn agreed(key: &Key, names: &BTreeSet<&str>) -> Option<String> {
    let own = own_names(key);
    let mut chosen = names.iter().filter(|name| names.len() == 1 || !own.is_empty() && !own.contains(&legal::folded(name)));
    match (chosen.next(), chosen.next()) {
        (Some(name), None) => Some((*name).to_owned()),
        _ => None,
    }
}

/// The names that a member may have had here before a person chose its own in the lock: code may still mean it by them.
fn given_up(key: &Key, entry: &Entry) -> BTreeSet<String> {
    let own = own_names(key);
    if own.contains(&legal::folded(&entry.name)) { BTreeSet::new() } else { own }
}

/// The order of the arguments of `new`, where a struct comes from places that have one. Where they differ, callers may have either.
pub(super) fn orders(lock: &Lock, from: &[Place], place: &Place) -> Vec<(Key, Entry)> {
    let key = place.key(Aspect::Arguments);
    let lines = from.iter().flat_map(|from| lock.at(from)).filter(|(key, _)| key.aspect == Aspect::Arguments);
    let (former, now): (Vec<_>, Vec<_>) = lines.partition(|(key, _)| key.is_former());
    let now: BTreeSet<&str> = now.into_iter().map(|(_, entry)| entry.name.as_str()).collect();
    if now.len() > FEW_ORIGINS {
        return Vec::new();
    }
    let mut each = now.iter();
    let Some(first) = each.next().filter(|_| lock.get(&key).is_none()) else { return Vec::new() };
    let merged = each.fold((*first).to_owned(), |all, order| argument::merged(&all, order));
    let other = now.iter().filter(|_| now.len() > 1).map(|order| argument::there(order));
    let former = former.into_iter().map(|(_, entry)| entry.name.clone()).chain(other).filter(|order| !order.is_empty());
    let former = former.map(|name| (key.giving_up(&name), Entry { name, span: None, presence: Presence::Gone }));
    former.chain([(key.clone(), Entry { name: merged, span: None, presence: Presence::There })]).collect()
}

/// Adds the lines of a place that are new there, and says which are copies.
pub(super) fn copy(
    lock: &Lock,
    (from, takes): (&[Place], Takes),
    at: (Aspect, &Place),
    words: &BTreeSet<String>,
    (all, copies): (&mut Vec<(Key, Entry)>, &mut BTreeMap<Key, Span>),
) {
    let new = names(lock, (from, takes), at, words);
    copies.extend(copied(lock, from, &new));
    all.extend(new);
}

/// New lines that are copies, with the spans of the first ones that they come from.
fn copied(lock: &Lock, from: &[Place], new: &[(Key, Entry)]) -> Vec<(Key, Span)> {
    let line = |(key, entry): &(Key, Entry)| {
        let lines = from.iter().filter_map(|from| lock.get(&Key { place: from.clone(), ..key.clone() }));
        let span = lines.filter(|line| line.name == entry.name).find_map(|line| line.span);
        Some((key.clone(), span?))
    };
    new.iter().filter_map(line).collect()
}

/// The lines of a place that are new there, as far as those that they come from agree.
fn names(
    lock: &Lock,
    (from, takes): (&[Place], Takes),
    (aspect, place): (Aspect, &Place),
    words: &BTreeSet<String>,
) -> Vec<(Key, Entry)> {
    let taken: BTreeSet<String> =
        lock.at(place).flat_map(|(key, entry)| given_up(key, entry).into_iter().chain([legal::folded(&entry.name)])).collect();
    let mut all: BTreeMap<Key, Vec<&str>> = BTreeMap::new();
    for (key, entry) in from.iter().flat_map(|from| lock.at(from)) {
        // The field of undeclared members is one of the fields.
        let is_rest = aspect == Aspect::Field && key.aspect == Aspect::Rest && takes == Takes::All;
        if is_rest || key.aspect == aspect && (words.contains(&key.member) || takes == Takes::All) {
            all.entry(Key { place: place.clone(), ..key.clone() }).or_default().push(&entry.name);
        }
    }
    let entry = |(key, names): (Key, Vec<&str>)| {
        let is_here = words.contains(&key.member) && !key.is_former();
        if !is_here && from.len() > FEW_ORIGINS && 2 * names.len() < from.len() {
            return None;
        }
        let presence = if is_here { Presence::There } else { Presence::Gone };
        let name = agreed(&key, &names.into_iter().collect())?;
        Some((key, Entry { name, span: None, presence }))
    };
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let found: Vec<_> = all.into_iter().filter_map(entry).collect();
    found.iter().for_each(|(_, entry)| *count.entry(entry.name.clone()).or_default() += 1);
    let is_free = |(key, entry): &(Key, Entry)| {
        count.get(&entry.name) == Some(&1) && !taken.contains(&legal::folded(&entry.name)) && lock.get(key).is_none()
    };
    found.into_iter().filter(is_free).collect()
}
