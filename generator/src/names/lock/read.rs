//! Reading `names.lock`, also one with a merge conflict in it.
//!
//! Of a conflict both sides count, since either may have callers. Where they disagree, the first side (the branch that another one
//! is merged into) keeps the name, and what the other side gave it to is a newcomer again. Where they gave one thing two names, that of
//! the other side is one that it gave up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Entry, FORMER, GONE, Key, Lock, Namespace, Origin, Place, Presence, argument, implied, result::Said};
use crate::characters::is_hidden;
use crate::conflict::{self, Conflicts, Side};
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::names::{derived, legal, likeness};
use crate::source::{SourceId, Sources, Span};

/// How many conflicts in each other are told apart where one side may have one line only.
const MOST_WAYS: usize = 4;

/// The entries of a file. What is wrong with it is among the diagnostics.
pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Lock {
    let text = sources.get(id).map_or("", |source| source.text.as_str());
    let mut reading = Reading {
        lock: Lock::default(),
        names: BTreeMap::new(),
        sides: BTreeMap::new(),
        orders: BTreeSet::new(),
        lost: Vec::new(),
        contradictions: Vec::new(),
        diagnostics,
    };
    let mut conflicts = Conflicts::default();
    let mut conflict = None;
    // Editors of Windows put a byte-order mark before the text.
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    for full in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let line = full.trim_end_matches(['\n', '\r']);
        let span = Span::of(id, start, start + line.len());
        start += full.len();
        if !full.ends_with('\n') {
            reading.diagnostics.push(cut(span));
        }
        match conflicts.line(line) {
            None => {
                conflict.get_or_insert(span);
            }
            Some(Side::Base) => {}
            Some(_) if line.trim().is_empty() || line.starts_with('#') => {}
            Some(side) => reading.line(line.trim(), span, (side, conflicts.way(MOST_WAYS))),
        }
    }
    reading.contradict();
    reading.part();
    reading.settle();
    if let Some(span) = conflict {
        match conflicts.side() {
            Side::Agreed => reading.resolved(span),
            Side::Ours | Side::Base | Side::Theirs => reading.diagnostics.push(open(span)),
        }
    }
    reading.lock
}

/// All that the lines of a file name, whatever gives way to something else in a merge. What is wrong with it is nobody's matter here.
pub fn mentioned(sources: &Sources, id: SourceId) -> Lock {
    let text = sources.get(id).map_or("", |source| source.text.as_str());
    let mut lock = Lock::default();
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        let former = line.strip_suffix(FORMER);
        let Some((key, name)) = parsed(former.or(line.strip_suffix(GONE)).unwrap_or(line)) else { continue };
        let key = if former.is_some() || lock.get(&key).is_some() { key.giving_up(name) } else { key };
        lock.insert(key, Entry { name: name.to_owned(), span: None, presence: Presence::There });
    }
    lock
}

struct Reading<'a> {
    lock: Lock,
    /// Who has each name so far.
    names: BTreeMap<(Namespace, String), Key>,
    /// Which side of a conflict says what.
    sides: BTreeMap<Key, Side>,
    /// Which merged branches said the order of which arguments.
    orders: BTreeSet<(Key, Vec<Side>)>,
    /// Lines of the merged branch that had to give way.
    lost: Vec<(Span, String)>,
    contradictions: Vec<Contradiction>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Two lines that cannot both be.
struct Contradiction {
    /// That of the second.
    side: Side,
    first: (Key, Entry),
    second: (Key, Entry),
    why: &'static str,
}

impl Reading<'_> {
    fn line(&mut self, line: &str, span: Span, (side, way): (Side, &[Side])) {
        let (former, gone) = (line.strip_suffix(FORMER), line.strip_suffix(GONE));
        let presence = if former.or(gone).is_some() { Presence::Gone } else { Presence::There };
        let line = former.or(gone).unwrap_or(line);
        let Some((key, name)) = parsed(line) else {
            return self.diagnostics.push(no_entry(span, line));
        };
        let key = if former.is_some() { key.giving_up(name) } else { key };
        if let Some(objection) = legal::objection(&key, name) {
            return self.diagnostics.push(
                Diagnostic::error(emission::ILLEGAL_NAME, span, format!("`{name}` cannot be the name of this: {objection}"))
                    .help("choose another name; or delete the line, and the generator chooses one"),
            );
        }
        let entry = Entry { name: name.to_owned(), span: Some(span), presence };
        let is_order = key.aspect == Aspect::Arguments && !key.is_former();
        if is_order && side == Side::Theirs && !self.orders.insert((key.clone(), way.to_vec())) {
            // Joined to those before it each would take as long as all of them.
            let first = self.lock.get(&key).cloned().unwrap_or(entry);
            let error = contradiction(
                span,
                "one side of the conflict has this line already",
                "keep the line of what has callers; delete the other one, so that it gets another name, or change the name in it",
            );
            let related = first.span.map(|at| error.clone().related(at, "the first time"));
            return self.diagnostics.push(related.unwrap_or(error));
        }
        let is_text = key.aspect.is_text();
        if is_text && self.lock.get(&key).is_some_and(|first| side == Side::Theirs || first.name == name) {
            return self.order(&key, entry);
        }
        let scopes = scopes(&key, name);
        if let Some(holder) = scopes.iter().find_map(|scope| self.names.get(scope)).cloned() {
            if !holder.is_of(&key) {
                let first = self.lock.get(&holder).cloned().unwrap_or(Entry { span: None, ..entry.clone() });
                let why = "two things cannot have one name";
                self.contradictions.push(Contradiction { side, first: (holder, first), second: (key, entry), why });
            } else if holder.is_former() && !key.is_former() && self.lock.get(&key).is_none() {
                // It took back a name that it had given up.
                self.lock.0.remove(&holder);
                self.names.extend(scopes.into_iter().map(|scope| (scope, key.clone())));
                self.lock.insert(key, entry);
            }
        } else if let Some(first) = self.lock.get(&key).cloned() {
            let (first, second, why) = ((key.clone(), first), (key.clone(), entry.clone()), "this has a name already");
            self.contradictions.push(Contradiction { side, first, second, why });
            if side == Side::Theirs {
                let former = key.giving_up(name);
                self.names.extend(scopes.into_iter().map(|scope| (scope, former.clone())));
                self.lock.insert(former, Entry { presence: Presence::Gone, ..entry });
            }
        } else {
            self.names.extend(scopes.into_iter().map(|scope| (scope, key.clone())));
            self.sides.insert(key.clone(), side);
            self.lock.insert(key, entry);
        }
    }

    /// A second line that is no name. The order of arguments of each side is kept, since calls may have either, and so is what a result was, and where
    /// a reference led. Of two others the first is known.
    fn order(&mut self, key: &Key, second: Entry) {
        if key.aspect == Aspect::Result
            && let Some(first) = self.lock.0.get_mut(key)
        {
            first.name = Said::of(&first.name).merged(&Said::of(&second.name)).text();
        }
        if key.aspect == Aspect::Leads && self.lock.get(key).is_some_and(|first| first.name != second.name) {
            let former = key.giving_up(&second.name);
            self.lock.0.entry(former).or_insert(Entry { presence: Presence::Gone, ..second });
            return;
        }
        if key.aspect != Aspect::Arguments {
            return;
        }
        let Some(first) = self.lock.0.get_mut(key).filter(|first| first.name != second.name) else { return };
        let orders = [argument::there(&first.name), argument::there(&second.name)];
        first.name = argument::merged(&first.name, &second.name);
        for order in orders.into_iter().filter(|order| !order.is_empty()) {
            let former = Entry { name: order.clone(), span: second.span, presence: Presence::Gone };
            self.lock.0.entry(key.giving_up(&order)).or_insert(former);
        }
    }

    /// Names that follow from lines are nobody's line. Where those of both sides are the same, that of the first one is written.
    fn settle(&mut self) {
        let of_theirs = self.sides.iter().filter(|(_, side)| **side == Side::Theirs);
        let lines: BTreeSet<Span> = of_theirs.filter_map(|(key, _)| self.lock.get(key)?.span).collect();
        let follows = |(key, _, origin): &(Key, Entry, Origin)| {
            *origin == Origin::Implied && key.namespace() == Namespace::Types && !key.is_former()
        };
        let following = self.lock.closure().into_iter().filter(follows);
        let (theirs, ours): (Vec<_>, Vec<_>) =
            following.partition(|(_, entry, _)| entry.span.is_some_and(|span| lines.contains(&span)));
        let theirs: BTreeMap<String, Option<Span>> = theirs.into_iter().map(|(_, entry, _)| (entry.name, entry.span)).collect();
        for (key, entry, _) in ours {
            if let Some(span) = theirs.get(&entry.name) {
                self.lost.extend(
                    span.map(|span| (span, format!("what follows from this and would be `{}` gets another name", entry.name))),
                );
                self.lock.insert(key, entry);
            }
        }
    }

    /// What nothing names has a number. Where both sides gave the same number to something new, that of the merged branch gets another one, and
    /// with it another name: nothing that both hold was agreed on before.
    fn part(&mut self) {
        let mut lines: BTreeMap<(String, String), Vec<(Key, Side)>> = BTreeMap::new();
        for (key, side) in &self.sides {
            for (around, place) in key.place.numbers() {
                lines.entry((around.to_owned(), place.to_owned())).or_default().push((key.clone(), *side));
            }
        }
        let is_twice = |lines: &[(Key, Side)]| {
            let has = |side: Side| lines.iter().any(|(key, other)| *other == side && likeness::tells(key));
            has(Side::Ours) && has(Side::Theirs) && !has(Side::Agreed)
        };
        // What is taken is not set free again.
        let mut untried: BTreeMap<Place, usize> = BTreeMap::new();
        for ((around, place), lines) in lines.into_iter().filter(|(_, lines)| is_twice(lines)) {
            let (around, place) = (Place(around.into()), Place(place.into()));
            let is_free = |other: &Place| !self.lock.knows(other);
            let first = untried.get(&around).copied().unwrap_or_default();
            let numbers = (first..).map(|number| (number, around.child(&number.to_string())));
            let Some((number, free)) = numbers.into_iter().find(|(_, place)| is_free(place)) else { continue };
            untried.insert(around, number + 1);
            let mut spans = Vec::new();
            for (key, _) in lines.into_iter().filter(|(_, side)| *side == Side::Theirs) {
                let behind = key.place.as_str().get(place.as_str().len()..).unwrap_or_default().to_owned();
                if let Some(entry) = self.lock.0.remove(&key) {
                    spans.extend(entry.span);
                    self.lock.insert(Key { place: Place(format!("{}{behind}", free.as_str()).into()), ..key }, entry);
                }
            }
            self.lost.extend(spans.first().map(|span| (*span, gives_way(&place.key(Aspect::Type)))));
        }
    }

    /// Tells of lines that contradict earlier ones. What follows from a line is told with it, since it goes with the line.
    fn contradict(&mut self) {
        for Contradiction { side, first: (holder, first), second: (key, second), why } in std::mem::take(&mut self.contradictions)
        {
            let Some(span) = second.span else { continue };
            let followers = self.followers(&key, &second.name);
            if side == Side::Theirs {
                let followers = followers.map(|followers| format!("; {followers}")).unwrap_or_default();
                self.lost.push((span, gives_way(&key) + &followers));
                continue;
            }
            let error = contradiction(
                span,
                why,
                "keep the line of what has callers; delete the other one, so that this and what follows from it get other names, or \
                 change the name in it",
            );
            let error = match followers {
                Some(followers) => error.label(followers),
                None => error,
            };
            let related = first.span.map(|at| match self.followers(&holder, &first.name) {
                Some(followers) => error.clone().related(at, format!("the first time; {followers}")),
                None => error.clone().related(at, "the first time"),
            });
            self.diagnostics.push(related.unwrap_or(error));
        }
    }

    /// The types that are called after the name of a line.
    fn followers(&self, key: &Key, name: &str) -> Option<String> {
        let types = implied::unwritten(&self.lock, key, name).into_iter().filter(|(key, _)| key.namespace() == Namespace::Types);
        let names: Vec<_> = types.map(|(_, name)| format!("`{name}`")).collect();
        let (last, others) = names.split_last()?;
        Some(match others {
            [] => format!("{last} follows from it"),
            others => format!("{} and {last} follow from it", others.join(", ")),
        })
    }

    fn resolved(&mut self, span: Span) {
        /// How many of the lines that gave way are shown.
        const SHOWN: usize = 20;
        let warning = Diagnostic::warning(emission::LOCK_CONFLICT, span, "a merge conflict in this file was resolved")
            .note("the names of both sides are kept; where they contradict each other, the first side has the name")
            .help("commit the file as it is written now");
        let lost = std::mem::take(&mut self.lost);
        let warning = match lost.len().checked_sub(SHOWN + 1) {
            Some(more) => {
                warning.note(format!("{} lines of the second side give way, {} of them not shown", lost.len(), more + 1))
            }
            None => warning,
        };
        let place = |warning: Diagnostic, (span, what): (Span, String)| warning.related(span, what);
        self.diagnostics.push(lost.into_iter().take(SHOWN).fold(warning, place));
    }
}

fn contradiction(span: Span, why: &str, help: &'static str) -> Diagnostic {
    Diagnostic::error(emission::NAME_TAKEN, span, why)
        .note("each line may be from another branch of a repository: git merges lines that do not stand side by side without a conflict")
        .help(help)
}

/// What is told of a line that gives way to the first side. Whether two things that nothing names are one, the description says later.
fn gives_way(key: &Key) -> String {
    let may_be_one = key.place.is_unnamed() || key.aspect == Aspect::Variant;
    format!("{} gets another name{}", key.text(), if may_be_one { ", unless it is what has this one" } else { "" })
}

/// Where a name must be the only one. The client has a method `with_` for each security scheme, beside those of operations.
fn scopes(key: &Key, name: &str) -> Vec<(Namespace, String)> {
    if key.aspect.is_text() || key.aspect == Aspect::Media {
        return Vec::new();
    }
    if key.aspect == Aspect::Scheme {
        return vec![(key.namespace(), derived::scheme(name)), (Namespace::Methods, derived::with(name))];
    }
    vec![(key.namespace(), legal::folded(name))]
}

/// `<place> <aspect> [<member>] = <name>`, without what stands behind the name.
fn parsed(line: &str) -> Option<(Key, &str)> {
    let (key, name) = line.split_once(" = ")?;
    let mut words = key.split(' ');
    let (place, aspect, member) = (words.next()?, Aspect::of(words.next()?)?, words.next().unwrap_or_default());
    let is_apart = |c: char| c.is_whitespace() && !(c == ' ' && aspect.has_words());
    // What is written has escapes for these, so that a reviewer sees every one; another text would be written back as it is.
    let unseen = key.contains(is_hidden) || (aspect.is_text() && name.contains(is_hidden));
    let plain = words.next().is_none() && !name.is_empty() && !name.contains(is_apart) && !unseen;
    let key = || Key { place: Place(place.into()), aspect, member: member.to_owned(), former: String::new() };
    plain.then(|| (key(), name))
}

fn no_entry(span: Span, line: &str) -> Diagnostic {
    let error = Diagnostic::error(emission::LOCK_SYNTAX, span, "this is no entry of `names.lock`")
        .note("a line is `<place> <what> [<name on the wire>] = <Rust name>`, such as `schemas/Pet field petName = pet_name`");
    error.help(match conflict::sign(line) {
        Some(_) => "restore the lines around the conflict, or delete this one",
        None => "correct or delete the line",
    })
}

/// A name that lost its end would be one that somebody chose.
fn cut(span: Span) -> Diagnostic {
    Diagnostic::error(emission::LOCK_SYNTAX, span, "`names.lock` ends within this line")
        .note(
            "each line ends with a line break; where that is missing, the rest of the name may be, too, and the lines behind it",
        )
        .help("restore the file from version control; or, if the line is whole, end it with a line break")
}

fn open(span: Span) -> Diagnostic {
    Diagnostic::error(emission::LOCK_SYNTAX, span, "the merge conflict that begins here does not end")
        .help("restore the lines around the conflict, or delete this one")
}
