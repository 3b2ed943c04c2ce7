//! `names.lock`: which name was given to what, so that no newcomer takes it.
//!
//! The file stands beside the generated module and is committed with it. A line says where something stands, what of it has a
//! name, its name on the wire where the place holds several, and the name:
//!
//! ```text
//! operations/createCustomer method = create_customer
//! operations/createCustomer parameter query/customerId = customer_id
//! schemas/Customer field createdAt = created_at
//! schemas/Customer type = Customer
//! ```
//!
//! Lines are sorted by their bytes. Places are pointers into the description whose steps are names, never positions. The step to a
//! component that stands elsewhere is where it stands: `schemas/pets.yaml#~1Pet`.
//!
//! Where nothing but likeness tells what is what (branches without a name, elements of lists), the lines of what is gone end with
//! `(gone)`: a newcomer that holds some of that must not pass for it. A line that ends with `(former)` has a name that its thing
//! gave up for another one, and that code may still use.

pub mod argument;
mod aspect;
pub mod beside;
mod implied;
mod moved;
mod read;
pub mod result;

pub use aspect::Aspect;
pub(super) use implied::following;
pub use read::{mentioned, read};

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{escape, parts};
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::source::{SourceId, Sources, Span};

/// What stands behind the name of something that the last run did not find.
pub(super) const GONE: &str = " (gone)";

/// What stands behind a name that its thing gave up for another one.
pub(super) const FORMER: &str = " (former)";

/// The names that a module has given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock(BTreeMap<Key, Entry>);

/// What has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Where it stands, or the place that holds it.
    pub place: Place,
    /// What of that place has the name.
    pub aspect: Aspect,
    /// What the description calls it, escaped; empty where the place has one of its kind.
    pub member: String,
    /// The name, if it is one that the thing gave up; it may have given up several.
    pub former: String,
}

/// A place of a description: steps apart from each other by `/`, escaped.
/// Each key that is about something of a place holds it, so the text is shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place(Arc<str>);

/// Things that must not have the same name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// All types and traits of an API.
    Types,
    /// The files of models.
    Files,
    /// The functions that check aliases.
    Validators,
    /// The methods of the client.
    Methods,
    /// The modules of tags.
    Modules,
    /// The functions of security schemes.
    Schemes,
    /// The parts to which components of a section refer.
    Parts(String),
    /// The members of one kind of one place: the headers of a response are apart from the fields of the type that it holds.
    Members(Place, Members),
}

/// Members of a place that must not have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Members {
    /// Parameters and body of a request.
    Request,
    /// The headers of a response.
    Headers,
    /// The fields of a type.
    Fields,
    /// The variants of a type.
    Variants,
    /// The media types of a body.
    Media,
    /// The order of arguments.
    Arguments,
    /// The path.
    Path,
    /// What is no name, and that a place has one of.
    Texts,
}

/// The name that something has.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The Rust identifier, `r#` included; of [`Aspect::Arguments`] their order, of what is no name what its line says.
    pub name: String,
    /// Its line in the file; `None` for one that is new.
    pub span: Option<Span>,
    /// Whether the last run found it.
    pub presence: Presence,
}

/// Whether the last run found what an entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It was in the description.
    There,
    /// It was gone, and may come back. Written only where likeness tells what is what.
    Gone,
}

/// What an earlier run left of its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// Nobody asks: names are looked at, not given.
    #[default]
    Unknown,
    /// There was no earlier run: every name is new.
    None,
    /// There is its output, but no `names.lock`.
    Lost,
    /// This file, already among the sources.
    File(SourceId),
    /// This file, but generated files stand beside it that were made for something which it does not name: their paths.
    Partial(SourceId, Vec<String>),
}

/// The names of an earlier run; `description` is where it begins.
pub fn earlier(lock: &Earlier, sources: &Sources, description: Span, diagnostics: &mut Vec<Diagnostic>) -> Lock {
    match lock {
        Earlier::Unknown | Earlier::None => {}
        Earlier::File(id) => return read(sources, *id, diagnostics),
        Earlier::Partial(id, files) => {
            diagnostics.push(partial(sources, *id, files));
            return read(sources, *id, diagnostics);
        }
        Earlier::Lost => {
            let span = Span { end: description.start, ..description };
            let warning = Diagnostic::warning(emission::LOCK_LOST, span, "`names.lock` is missing beside the generated code");
            let warning = warning.note("every name is chosen anew, and may be another than the one that callers use");
            diagnostics.push(
                warning.help("restore the file from version control, unless the code was generated before the file existed"),
            );
        }
    }
    Lock::default()
}

/// Told at the last line, behind which lines are missing if the file was cut.
fn partial(sources: &Sources, id: SourceId, files: &[String]) -> Diagnostic {
    /// How many of the files are named.
    const NAMED: usize = 5;
    let text = sources.get(id).map_or("", |source| source.text.trim_end());
    let last = Span::of(id, text.rfind('\n').map_or(0, |at| at + 1), text.len());
    let mut named: Vec<String> = files.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    named.extend(files.len().checked_sub(NAMED + 1).map(|more| format!("{} more", more + 1)));
    let message = format!("`names.lock` does not know all that {} beside it was made for", named.join(", "));
    Diagnostic::warning(emission::LOCK_PARTIAL, last, message)
        .note("what has no line is named anew, and may get another name than the one that callers use")
        .help("restore the file from version control, unless the lines were deleted on purpose")
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Borrow<str> for Place {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Steps, escaped.
fn joined(steps: &[&str]) -> String {
    let mut text = String::with_capacity(steps.iter().map(|step| step.len() + 1).sum());
    for (at, step) in steps.iter().enumerate() {
        text.push_str(if at > 0 { "/" } else { "" });
        escape::push(step, &mut text);
    }
    text
}

impl Place {
    /// A place by its steps from the root.
    pub fn of(steps: &[&str]) -> Self {
        Self(joined(steps).into())
    }

    /// The place one step deeper.
    #[must_use]
    pub fn child(&self, step: &str) -> Self {
        Self(format!("{}/{}", self.0, escape::step(step)).into())
    }

    /// The place that stands to this one as `way` stands to its first step.
    #[must_use]
    pub fn along(&self, way: &Self) -> Self {
        way.0.split_once('/').map_or_else(|| self.clone(), |(_, rest)| Self(format!("{}/{rest}", self.0).into()))
    }

    /// The step below a place to the types that share it with the first one.
    pub const OTHERS: &str = "others";

    /// Whether a step leads to types that share the place; earlier versions wrote their pointers.
    pub fn is_sharing(step: &str) -> bool {
        step == Self::OTHERS || step.starts_with("~1")
    }

    /// The steps that are no names, each with where it begins.
    fn keywords(&self) -> impl Iterator<Item = (usize, &str)> {
        const NAMED: [&str; 14] = [
            "$defs",
            Place::OTHERS,
            "branches",
            "definitions",
            "elsewhere",
            "headers",
            "operations",
            "parameters",
            "paths",
            "patternProperties",
            "properties",
            "requestBodies",
            "responses",
            "schemas",
        ];
        let mut steps = self.steps();
        let mut start = 0;
        std::iter::from_fn(move || {
            let (at, step) = (start, steps.next()?);
            start += step.len() + 1;
            // Those of an operation have a location, too.
            let names = if step == "parameters" && at > 0 { 2 } else { usize::from(NAMED.contains(&step)) };
            for name in steps.by_ref().take(names) {
                start += name.len() + 1;
            }
            Some((at, step))
        })
    }

    /// The place that others share, if it leads to one of them.
    fn shared(&self) -> Option<&str> {
        let (start, _) = self.keywords().find(|(_, step)| Self::is_sharing(step))?;
        self.0.get(..start.checked_sub(1)?)
    }

    /// Whether it is a branch, or one of the types that share a place.
    pub fn is_unnamed(&self) -> bool {
        let last = self.keywords().last();
        last.is_some_and(|(at, step)| {
            let behind = self.0.get(at + step.len() + 1..).unwrap_or_default();
            ["branches", Self::OTHERS].contains(&step) && !behind.is_empty() && !behind.contains('/')
        })
    }

    /// The two steps that lead to a branch or to one of the types that share a place, where they end in a number, outermost first: the
    /// place before the number, and where the place with it ends.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.keywords().filter(|(_, step)| ["branches", Self::OTHERS].contains(step)).filter_map(|(at, step)| {
            let start = at + step.len();
            let number = self.0.get(start + 1..)?.split('/').next()?;
            number.parse::<usize>().ok()?;
            Some((self.0.get(..start)?, self.0.get(..start + 1 + number.len())?))
        })
    }

    /// The place around elements, a property or a definition; `None` of anything else.
    pub fn around(&self) -> Option<Self> {
        let keywords: Vec<_> = self.keywords().collect();
        let last = keywords.iter().rposition(|(_, step)| !["items", "additionalProperties"].contains(step))?;
        let is_named = keywords.get(last).is_some_and(|(_, step)| ["properties", "$defs", "definitions"].contains(step));
        let (at, _) = keywords.get(last + 1).or(keywords.get(last).filter(|_| is_named))?;
        Some(Self(self.0.get(..at.checked_sub(1)?)?.into()))
    }

    /// The place one step deeper, where the step is escaped already.
    #[must_use]
    pub fn written(&self, step: &str) -> Self {
        Self(format!("{}/{step}", self.0).into())
    }

    /// The steps, escaped.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// As the file writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What something of this place has its name by.
    pub fn key(&self, aspect: Aspect) -> Key {
        Key { place: self.clone(), aspect, member: String::new(), former: String::new() }
    }

    /// What a member of this place has its name by.
    pub fn member(&self, aspect: Aspect, steps: &[&str]) -> Key {
        Key { place: self.clone(), aspect, member: joined(steps), former: String::new() }
    }
}

impl Key {
    /// What keeps a name that this gave up.
    #[must_use]
    pub fn giving_up(&self, name: &str) -> Self {
        Self { former: name.to_owned(), ..self.clone() }
    }

    /// Whether it only keeps a name that its thing gave up.
    pub fn is_former(&self) -> bool {
        !self.former.is_empty()
    }

    /// Whether two are about one thing, whichever of its names they have.
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.place, self.aspect, &self.member) == (&other.place, other.aspect, &other.member)
    }

    /// What its name must differ in.
    pub fn namespace(&self) -> Namespace {
        match self.aspect {
            Aspect::Type | Aspect::Ok | Aspect::Error | Aspect::Trait => Namespace::Types,
            Aspect::File => Namespace::Files,
            Aspect::Validator => Namespace::Validators,
            Aspect::Method => Namespace::Methods,
            Aspect::Module => Namespace::Modules,
            Aspect::Scheme => Namespace::Schemes,
            Aspect::Refers => Namespace::Parts(self.place.steps().next().unwrap_or_default().to_owned()),
            Aspect::Body | Aspect::Parameter => Namespace::Members(self.place.clone(), Members::Request),
            Aspect::Media => Namespace::Members(self.place.clone(), Members::Media),
            Aspect::Arguments => Namespace::Members(self.place.clone(), Members::Arguments),
            Aspect::Path => Namespace::Members(self.place.clone(), Members::Path),
            Aspect::Elements | Aspect::Leads | Aspect::Result | Aspect::Tags | Aspect::Title => {
                Namespace::Members(self.place.clone(), Members::Texts)
            }
            Aspect::Header => Namespace::Members(self.place.clone(), Members::Headers),
            Aspect::Field | Aspect::Rest => Namespace::Members(self.place.clone(), Members::Fields),
            Aspect::Value | Aspect::Variant => Namespace::Members(self.place.clone(), Members::Variants),
        }
    }

    /// Whether this is a component schema.
    pub fn is_component(&self) -> bool {
        let mut steps = self.place.steps();
        steps.next() == Some("schemas") && steps.next().is_some() && steps.next().is_none()
    }

    /// Whether its place or its member says too little to know it by: it stands in a branch, in an element that only its position tells, or in one of
    /// the places that are shared, or is a variant of a kind. Of several that are alike, what was there before stays, and what was gone comes back only unchanged.
    fn is_told_by_likeness(&self, shared: &BTreeSet<&str>) -> bool {
        let place = self.place.as_str();
        let mut around = place.match_indices('/').filter_map(|(end, _)| place.get(..end)).chain([place]);
        let in_branch = self.place.keywords().any(|(_, step)| step == "branches");
        in_branch
            || parts::is_told_by_position(&self.place)
            || self.aspect == Aspect::Variant
            || around.any(|place| shared.contains(place))
    }

    /// The line without its name.
    pub fn text(&self) -> String {
        let member = if self.member.is_empty() { String::new() } else { format!(" {}", self.member) };
        format!("{} {}{member}", self.place.0, self.aspect.word())
    }
}

impl Lock {
    /// The name that something has.
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.0.get(key)
    }

    /// The entry of something, with what it is of.
    pub fn line(&self, key: &Key) -> Option<(&Key, &Entry)> {
        self.0.get_key_value(key)
    }

    /// Every entry, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.0.iter()
    }

    /// The entries of a place itself, in order.
    pub fn at(&self, place: &Place) -> impl Iterator<Item = (&Key, &Entry)> {
        self.0.range(place.key(Aspect::Arguments)..).take_while(move |(key, _)| key.place == *place)
    }

    /// The entries of places below a place, in order.
    pub fn below(&self, place: &Place) -> impl Iterator<Item = (&Key, &Entry)> {
        let start = format!("{}/", place.0);
        let first = Place(start.as_str().into()).key(Aspect::Arguments);
        self.0.range(first..).take_while(move |(key, _)| key.place.0.starts_with(&start))
    }

    /// Whether there is an entry of a place or of one below it.
    pub fn knows(&self, place: &Place) -> bool {
        self.at(place).next().is_some() || self.below(place).next().is_some()
    }

    /// Whether there are entries of members of a place, or of places below it.
    pub fn holds(&self, place: &Place) -> bool {
        self.at(place).any(|(key, _)| !key.member.is_empty()) || self.below(place).next().is_some()
    }

    /// The lock without some entries.
    #[must_use]
    pub fn without(mut self, unwanted: impl Fn(&Key) -> bool) -> Self {
        self.0.retain(|key, _| !unwanted(key));
        self
    }

    /// The lock with what stands at and below some components at other places, also where variants of unions tell of them.
    #[must_use]
    pub fn moved(self, moves: &BTreeMap<Place, Place>) -> Self {
        if moves.is_empty() { self } else { moved::lock(self, moves) }
    }

    /// The entries, and what they imply for others that have no entry, each with whether it is written.
    pub fn closure(&self) -> Vec<(Key, Entry, Origin)> {
        implied::closure(self)
    }

    /// The lock in which the names of a place, and of all below it, are only kept from others.
    #[must_use]
    pub fn given_up(self, place: &Place) -> Self {
        let below = format!("{}/", place.0);
        let is_in = |key: &Key| key.place == *place || key.place.0.starts_with(&below);
        let former = |(key, entry): (Key, Entry)| match is_in(&key) && !key.is_former() {
            true => (key.giving_up(&entry.name), Entry { presence: Presence::Gone, ..entry }),
            false => (key, entry),
        };
        let is_name = |key: &Key| !key.aspect.is_text() && key.aspect != Aspect::Media || !is_in(key);
        Self(self.0.into_iter().filter(|(key, _)| is_name(key)).map(former).collect())
    }

    /// Gives the names of a place, and of all below it but these steps, to another place.
    pub fn move_place(&mut self, from: &Place, to: &Place, but: &[&str]) {
        let (member, new) = (escape::step(from.as_str()), escape::step(to.as_str()));
        let entries = std::mem::take(&mut self.0).into_iter();
        let moved = |mut key: Key| {
            if let Some(rest) = key.place.0.strip_prefix(from.as_str())
                && rest.split('/').nth(1).map_or(rest.is_empty(), |step| rest.starts_with('/') && !but.contains(&step))
            {
                key.place = Place(format!("{}{rest}", to.0).into());
            }
            if key.aspect == Aspect::Variant {
                let is_inside = |rest: &str| rest.split("~1").next().is_none_or(|step| !but.contains(&step));
                let moved = |(at, step): (usize, &str)| {
                    let rest = step.strip_prefix(&member)?;
                    // Earlier versions wrote what tells variants of one type apart behind its place.
                    let is_it = rest.strip_prefix("~1").map_or(rest.is_empty() || at == 0 && rest.starts_with('_'), is_inside);
                    is_it.then(|| format!("{new}{rest}"))
                };
                let steps = key.member.split('/').enumerate();
                let steps = steps.map(|(at, step)| moved((at, step)).unwrap_or_else(|| step.to_owned()));
                key.member = steps.collect::<Vec<_>>().join("/");
            }
            key
        };
        self.0 = entries.map(|(key, entry)| (moved(key), entry)).collect();
    }

    /// Takes the entries of a place itself away.
    pub fn take(&mut self, place: &Place) -> Vec<(Key, Entry)> {
        let keys: Vec<Key> = self.at(place).map(|(key, _)| key.clone()).collect();
        keys.into_iter().filter_map(|key| self.0.remove_entry(&key)).collect()
    }

    /// Gives a name.
    pub fn insert(&mut self, key: Key, entry: Entry) {
        self.0.insert(key, entry);
    }

    /// The lock without what its other entries imply.
    #[must_use]
    pub fn reduced(self) -> Self {
        implied::reduced(self)
    }

    /// The file, below the lines that every generated file begins with.
    pub fn text(&self, header: &str) -> String {
        let shared: BTreeSet<&str> = self.0.keys().filter_map(|key| key.place.shared()).collect();
        let mut text = header.to_owned();
        for (key, entry) in &self.0 {
            // An operation without an id may get that of one that is gone.
            let is_marked = key.aspect == Aspect::Method || key.is_told_by_likeness(&shared);
            let gone = entry.presence == Presence::Gone && is_marked;
            let mark = if key.is_former() {
                FORMER
            } else if gone {
                GONE
            } else {
                ""
            };
            text.push_str(&format!("{} = {}{mark}\n", key.text(), entry.name));
        }
        text
    }
}

/// The title of the description that a file was made of, as a step, if it says one.
pub fn title(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("info title = "))
}

impl FromIterator<(Key, Entry)> for Lock {
    fn from_iter<T: IntoIterator<Item = (Key, Entry)>>(entries: T) -> Self {
        Self(entries.into_iter().collect())
    }
}

/// How an entry came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file says it.
    Written,
    /// It follows from another entry.
    Implied,
}
