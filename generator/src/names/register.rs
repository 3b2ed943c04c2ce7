//! The register of names while they are chosen: what the lock says, what is given now, what there is to tell.

use std::collections::{BTreeMap, BTreeSet};

use super::allocate::Claim;
use super::lock::{self, Aspect, Entry, Key, Lock, Namespace, Origin, Place, Presence};
use super::precedents::Precedents;
use super::taken::{Holder, Taken};
use super::variables::Changed;
use super::whose::{self, Common};
use super::{legal, own, reserved};
use crate::ir::{RustName, TypeId};
use crate::pointer::Pointer;
use crate::source::Span;

/// The register.
#[derive(Debug, Default)]
pub struct Register {
    /// What the lock says, and what follows from it.
    known: BTreeMap<Namespace, Vec<(Key, Entry, Origin)>>,
    /// What names mean elsewhere.
    precedents: Precedents,
    /// What is in the description now.
    given: Lock,
    claimed: BTreeSet<Key>,
    /// Where the description chooses names for what has one.
    chosen: BTreeSet<Pointer>,
    /// Names that no newcomer gets, with what may have had them.
    kept: Own,
    /// The same, with what had them where things stood that have moved.
    before: Own,
    /// What has its name from a line at another place.
    copied: BTreeMap<Key, Span>,
    /// The own names of what has another one, which somebody chose.
    own: Own,
    /// The names of newcomers.
    new: BTreeSet<(Namespace, String)>,
    /// Whether the lock says the order of any arguments.
    orders: bool,
    /// Operations whose arguments are in the order of the description because the lock does not say theirs.
    unordered: Vec<(Pointer, String)>,
    /// What became of the variables of paths.
    variables: BTreeMap<Place, Changed>,
    findings: Vec<Finding>,
}

/// Names that things would have by themselves, with these things.
pub type Own = BTreeMap<Namespace, Vec<(String, Key)>>;

/// Something to tell about names.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// `x-rust-name` asks for a name that cannot be.
    Illegal {
        /// The name.
        chosen: RustName,
        /// Why not.
        why: String,
    },
    /// `x-rust-name` asks for a name that something else has.
    Held {
        /// The name.
        chosen: RustName,
        /// Who has it.
        by: Holder,
        /// Where that stands, if it is in the description, and no line says it.
        stands: Option<Pointer>,
        /// The line of the lock that says so, or from which it follows.
        line: Option<Line>,
    },
    /// A line gives a name that another one gave to something else, where what has it stood before.
    Crossed {
        /// What has the name.
        key: Key,
        /// What had it, where it was.
        before: Key,
        /// The name.
        name: String,
        /// The line that gives it.
        line: Span,
        /// The line that gave it.
        then: Span,
    },
    /// What a call gives has other fields, and one of them has a name that something else had in it.
    Result {
        /// The name.
        name: String,
        /// What it meant, as the lock says it.
        before: String,
        /// What it means.
        now: String,
        /// The line that gives it.
        line: Span,
        /// The line that gave it.
        then: Span,
    },
    /// Something got another name than its own.
    Other {
        /// What it is.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// The name that it has.
        name: String,
        /// The name that it would have had.
        own: String,
        /// Who has that.
        by: Option<Holder>,
        /// The line that keeps it, if what has it is gone.
        kept: Option<Span>,
    },
    /// An element of a tuple has another position, and another one has its own.
    Elements {
        /// The line that says what the elements are.
        key: Key,
        /// Where they stand.
        at: Pointer,
        /// The tuple.
        of: String,
        /// The position that it had.
        before: usize,
        /// Its position.
        now: usize,
    },
    /// A reference leads to another component, in which a name means something else.
    Leads {
        /// The line that says where it leads.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// The name.
        name: String,
        /// Where it led.
        before: String,
        /// Where it leads.
        now: String,
        /// The type that it leads to.
        ty: Option<TypeId>,
        /// What refers to it, if the code can say whether that was there at the last run.
        referrer: Option<super::Referrer>,
        /// Whether no line says where it led.
        guessed: bool,
    },
    /// A value that tells a branch of a union meant another one, which is there still.
    Tag {
        /// The line that says what the values mean.
        key: Key,
        /// Where the union stands.
        at: Pointer,
        /// The value, as the lock writes it.
        tag: String,
        /// What it meant, as the lock writes it.
        before: String,
        /// What it means.
        now: String,
    },
    /// The lock is that of another description.
    Whose {
        /// The title of that, as the lock writes it.
        before: String,
        /// The title of this one, as the lock writes it.
        now: String,
        /// The line that says the title.
        line: Option<Span>,
    },
    /// The lock gives the name that follows for something to something else, too: two branches of a repository gave it.
    Lost {
        /// What it follows for.
        key: Key,
        /// Where that stands.
        at: Pointer,
        /// The name that it has.
        name: String,
        /// The name that it would have.
        own: String,
        /// The line that it follows from.
        line: Option<Span>,
        /// Who has it.
        by: Key,
    },
    /// The places at which the description chooses names that something has; any other name that it chooses has no effect.
    Chosen {
        /// The places of the names.
        at: BTreeSet<Pointer>,
    },
    /// Lines of the lock name nothing any more.
    Useless {
        /// The lines.
        lines: Vec<Span>,
    },
    /// Something that nothing names has the name of what it is most like, and neither holds all of the other; or a scheme that of one with
    /// other letters.
    TakenFor {
        /// What it is.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// The name.
        name: String,
        /// What it held and holds no more, or how the scheme was called.
        lost: String,
        /// What it holds and did not hold, or how the scheme is called.
        gained: String,
    },
    /// A variant has the name of one that said something else, and others of its kind are there, or were.
    Edited {
        /// The variant.
        key: Key,
        /// Where the union stands.
        at: Pointer,
        /// The name.
        name: String,
    },
    /// As many arguments as before are given by position, and they are others.
    Arguments {
        /// One that stands where another one stood.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// What is called with them: an operation as the description calls it, or `new` of a model.
        of: String,
        /// What they were; several if branches of a repository, or earlier times, had others.
        before: Vec<String>,
        /// What they are.
        now: String,
    },
    /// A variable of a path may have become another one.
    Variable {
        /// The variable.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// The operation, as the description calls it.
        operation: String,
        /// The path then; empty if the lock does not say it.
        before: String,
        /// The path.
        now: String,
    },
    /// The description chooses another name than a line of the lock gives.
    Overruled {
        /// The name that the description chooses.
        chosen: RustName,
        /// The name of the line.
        name: String,
        /// The line.
        line: Span,
    },
    /// The lock says no order of arguments, as earlier versions wrote it, or lost that of operations that it knows with several.
    Unordered {
        /// Where the operations stand, and what the description calls them.
        operations: Vec<(Pointer, String)>,
    },
    /// Lines of the lock keep names that were given up.
    Former {
        /// The lines.
        lines: Vec<Span>,
    },
}

/// A line of the lock that says who has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Its own.
    Own(Span),
    /// That of what it extends, or of the place where it stood before.
    Elsewhere(Span),
}

impl Finding {
    /// Whether code before and after tells it better: what a member or variant is on the wire, and the order of arguments, but not what the elements of a tuple are.
    pub fn is_of_code(&self) -> bool {
        let is_position =
            |name: &str| name.rsplit('.').next().is_some_and(|name| name.starts_with(|first: char| first.is_ascii_digit()));
        matches!(self, Self::Arguments { .. } | Self::Tag { .. })
            || matches!(self, Self::Leads { name, .. } if !is_position(name))
    }

    /// Whether it is about a name that the generator chose, which matters once the name is given.
    pub fn is_choice(&self) -> bool {
        match self {
            Self::Other { .. } => true,
            Self::Illegal { .. }
            | Self::Held { .. }
            | Self::Crossed { .. }
            | Self::Result { .. }
            | Self::Elements { .. }
            | Self::Leads { .. }
            | Self::Tag { .. }
            | Self::Whose { .. }
            | Self::Lost { .. }
            | Self::Chosen { .. }
            | Self::Arguments { .. }
            | Self::Unordered { .. }
            | Self::Variable { .. }
            | Self::TakenFor { .. }
            | Self::Edited { .. }
            | Self::Overruled { .. }
            | Self::Useless { .. }
            | Self::Former { .. } => false,
        }
    }
}

impl Register {
    /// A register that begins with a lock; no newcomer gets a name that is `kept`, or that something had where it stood `before`.
    pub fn new(lock: &Lock, kept: Own, before: Own) -> Self {
        let mut known: BTreeMap<Namespace, Vec<(Key, Entry, Origin)>> = BTreeMap::new();
        for (key, entry, origin) in lock.closure() {
            known.entry(key.namespace()).or_default().push((key, entry, origin));
        }
        let orders = lock.iter().any(|(key, _)| key.aspect == Aspect::Arguments);
        Self { known, kept, before, orders, precedents: Precedents::of(lock), ..Self::default() }
    }

    /// Notes what has its name from a line at another place.
    pub fn copied(&mut self, copied: BTreeMap<Key, Span>) {
        self.copied = copied;
    }

    /// Notes what became of the variables of paths.
    pub fn variables(&mut self, variables: BTreeMap<Place, Changed>) {
        self.variables = variables;
    }

    /// What became of the variables of an operation's path.
    pub fn changed(&self, operation: &Place) -> Option<Changed> {
        self.variables.get(operation).cloned()
    }

    /// Notes something to tell.
    pub fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// What the lock says of a namespace.
    pub fn known(&self, namespace: &Namespace) -> &[(Key, Entry, Origin)] {
        self.known.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// What the names of members mean elsewhere.
    pub fn precedents(&self) -> &Precedents {
        &self.precedents
    }

    /// Gives the name of something that the lock knows to what it has become.
    pub fn become_of(&mut self, old: &Key, new: &Key) {
        let known = self.known.get_mut(&old.namespace()).map_or(&mut [][..], Vec::as_mut_slice);
        let same = known.iter_mut().filter(|(key, _, _)| key.is_of(old));
        same.for_each(|(key, _, _)| *key = new.giving_up(&key.former));
    }

    /// The names in use in a namespace before anything of the description asks for one: those of who had one, where what is written
    /// comes before what only follows from it, and those of generated code.
    pub fn taken(&self, namespace: &Namespace) -> Taken {
        let mut taken = Taken::of(namespace);
        let of = |wanted: Origin| self.known(namespace).iter().filter(move |(_, _, origin)| *origin == wanted);
        for (key, entry, _) in of(Origin::Written) {
            taken.give(&entry.name, Some(key));
        }
        let (former, there): (Vec<_>, Vec<_>) = of(Origin::Implied).partition(|(key, _, _)| key.is_former());
        for (key, entry, _) in there.into_iter().chain(former) {
            if taken.is_free(&entry.name) && legal::objection(key, &entry.name).is_none() {
                taken.give(&entry.name, Some(key));
            }
        }
        taken.reserve(reserved::within(namespace));
        let of = |own: &Own, holder: fn(Key) -> Holder| {
            let names = own.get(namespace).into_iter().flatten();
            names.map(|(name, key)| (name.clone(), holder(key.clone()))).collect::<Vec<_>>()
        };
        let kept = of(&self.kept, Holder::Own).into_iter().chain(of(&self.before, Holder::Before));
        kept.for_each(|(name, holder)| taken.keep(&name, holder));
        taken
    }

    /// The name that a claim, one of `claims`, has already: by the description itself, or by the lock. `own` are those that it would have by itself.
    pub fn name(
        &mut self,
        (claim, claims): (&Claim, &[Claim]),
        own: impl FnOnce() -> Vec<String>,
        taken: &mut Taken,
    ) -> Option<String> {
        let key = claim.of.as_ref()?;
        if let Some(chosen) = &claim.chosen {
            self.chosen.insert(chosen.at.clone());
            let name = chosen.text.as_str();
            if let Some(why) = legal::objection(key, name) {
                self.findings.push(Finding::Illegal { chosen: chosen.clone(), why });
            } else if let Some(holder) = taken.holder(name).filter(|holder| !holder.yields_to(key)) {
                let found = self.held(chosen, holder, claims);
                self.findings.push(found);
            } else {
                let old = taken.name_of(key).filter(|old| legal::folded(old) != legal::folded(name)).cloned();
                taken.give(name, Some(key));
                if let Some(old) = old {
                    let line = self.line(&Holder::Thing(key.clone()));
                    let told = line.map(|line| Finding::Overruled { chosen: chosen.clone(), name: old.clone(), line });
                    self.findings.extend(told);
                    self.give_up(key, &old, &own(), taken);
                }
            }
        }
        taken.name_of(key).cloned()
    }

    fn held(&self, chosen: &RustName, by: &Holder, claims: &[Claim]) -> Finding {
        let key = if let Holder::Thing(key) = by { Some(key) } else { None };
        let copied = || key.and_then(|key| self.copied.get(key)).copied().map(Line::Elsewhere);
        let line = self.line(by).map(Line::Own).or_else(copied);
        let holder = claims.iter().find(|it| it.of.is_some() && it.of.as_ref() == key);
        let stands = holder.filter(|_| !matches!(line, Some(Line::Own(_)))).map(|it| it.at.clone());
        Finding::Held { chosen: chosen.clone(), by: by.clone(), stands, line }
    }

    /// Keeps a name for what had it before the description chose another one: code may still use it. If a person had chosen that one,
    /// in the lock, it may have had one of its own before.
    fn give_up(&mut self, key: &Key, name: &str, own: &[String], taken: &mut Taken) {
        let is_told = self.known(&key.namespace()).iter().any(|(known, _, _)| known.is_former() && known.is_of(key));
        let by_hand = !is_told && !own.iter().any(|own| legal::folded(own) == legal::folded(name));
        let first = own.iter().find(|own| by_hand && taken.may_keep(own));
        for name in first.map(String::as_str).into_iter().chain([name]) {
            let former = key.giving_up(name);
            taken.give(name, Some(&former));
            self.given.insert(former, Entry { name: name.to_owned(), span: None, presence: Presence::Gone });
        }
    }

    fn line(&self, holder: &Holder) -> Option<Span> {
        let Holder::Thing(key) = holder else { return None };
        let entries = self.known(&key.namespace());
        entries.iter().find(|(known, _, _)| known == key).and_then(|(_, entry, _)| entry.span)
    }

    /// What is in the description, with the names that it has by now.
    pub fn given(&self) -> &Lock {
        &self.given
    }

    /// The lock that the next run finds, as far as things have names by now.
    pub fn later(&self) -> Lock {
        let gone = self.gone().map(|(key, entry, _)| (key.clone(), Entry { presence: Presence::Gone, ..entry.clone() }));
        gone.chain(self.given.iter().map(|(key, entry)| (key.clone(), entry.clone()))).collect()
    }

    /// What the lock says of what is gone.
    fn gone(&self) -> impl Iterator<Item = &(Key, Entry, Origin)> {
        let written = self.known.values().flatten().filter(|(_, _, origin)| *origin == Origin::Written);
        let taken_back =
            |key: &Key| key.is_former() && self.given.get(&key.giving_up("")).is_some_and(|it| it.name == key.former);
        written.filter(move |(key, _, _)| !self.claimed.contains(key) && !taken_back(key))
    }

    /// How much of what the description names the lock knows.
    pub fn common(&self) -> Common {
        let written = self.known.values().flatten().filter(|(key, _, origin)| *origin == Origin::Written && whose::is_said(key));
        let known: Vec<bool> = written.map(|(key, _, _)| self.claimed.contains(key)).collect();
        let now = self.given.iter().filter(|(key, _)| whose::is_said(key)).count();
        Common { before: known.len(), now, both: known.into_iter().filter(|is_both| *is_both).count() }
    }

    /// Takes down a line that is no name.
    pub fn keep(&mut self, key: Key, text: String) {
        self.claimed.insert(key.clone());
        self.given.insert(key, Entry { name: text, span: None, presence: Presence::There });
    }

    /// Takes a line away that is no name, and that is of no use any more.
    pub fn drop(&mut self, key: Key) {
        self.claimed.insert(key);
    }

    /// Whether the lock says the order of any arguments. Where it does, and says none of an operation that it knows, this one's arguments may have
    /// become required in this run.
    pub fn says_orders(&self) -> bool {
        self.orders
    }

    /// Notes that no line says the order of the arguments of an operation that the lock knows.
    pub fn unordered(&mut self, at: &Pointer, operation: String) {
        self.unordered.push((at.clone(), operation));
    }

    /// Takes down the name of a claim. `own` is what it would be called if nothing else were there.
    pub fn enter(&mut self, claim: &Claim, name: &str, own: &str, taken: &Taken, newcomer: Newcomer) {
        let Some(key) = &claim.of else { return };
        let seen = !matches!(key.aspect, Aspect::File | Aspect::Validator);
        let lost = if newcomer == Newcomer::Yes { self.lost(claim, key, name, taken) } else { None };
        if let Some(lost) = lost {
            self.findings.push(lost);
        } else if newcomer == Newcomer::Yes && seen && claim.chosen.is_none() && legal::folded(name) != legal::folded(own) {
            let by = taken.holder(own).cloned();
            let (key, at) = (key.clone(), claim.at.clone());
            self.findings.push(Finding::Other { key, at, name: name.to_owned(), own: own.to_owned(), by, kept: None });
        }
        if newcomer == Newcomer::Yes {
            self.new.insert((key.namespace(), legal::folded(name)));
        }
        self.claimed.insert(key.clone());
        self.given.insert(key.clone(), Entry { name: name.to_owned(), span: None, presence: Presence::There });
    }

    /// What a newcomer did not get although it follows from a line, because another line gives it to something else.
    fn lost(&self, claim: &Claim, key: &Key, name: &str, taken: &Taken) -> Option<Finding> {
        let mut following = self.known(&key.namespace()).iter().filter(|(_, _, origin)| *origin == Origin::Implied);
        let (_, entry, _) = following.find(|(known, _, _)| known == key && key.namespace() == Namespace::Types)?;
        let Some(Holder::Thing(by)) = taken.holder(&entry.name).filter(|_| legal::folded(&entry.name) != legal::folded(name))
        else {
            return None;
        };
        let (key, at, name, own) = (key.clone(), claim.at.clone(), name.to_owned(), entry.name.clone());
        Some(Finding::Lost { key, at, name, own, line: entry.span, by: by.clone() })
    }

    /// Takes down the names that something would have by itself, best first. If it has none of them, somebody chose its name, who may
    /// have changed a line of the lock in which one of them stood.
    pub fn has_own(&mut self, key: &Key, name: &str, own: &[String]) {
        let is_file = matches!(key.aspect, Aspect::File | Aspect::Validator);
        if is_file || own.is_empty() || own.iter().any(|own| legal::folded(own) == legal::folded(name)) {
            return;
        }
        for own in own {
            for (of, name) in std::iter::once((key.clone(), own.clone())).chain(lock::following(key, own)) {
                self.own.entry(of.namespace()).or_default().push((name, of));
            }
        }
    }

    /// The names that were to be kept from newcomers, if one of these got one of them.
    pub fn amiss(&mut self) -> Option<Own> {
        let is_gone = |key: &Key, origin: Origin| origin == Origin::Written && !self.claimed.contains(key) && !key.is_former();
        let gone = self.known.values().flatten().filter(|(key, _, origin)| is_gone(key, *origin));
        let gone: Vec<_> = gone.map(|(key, entry, _)| (key.clone(), entry.name.clone(), own::names(key))).collect();
        gone.iter().for_each(|(key, name, own)| self.has_own(key, name, own));
        let is_new = |(namespace, names): (&Namespace, &Vec<(String, Key)>)| {
            names.iter().any(|(name, _)| self.new.contains(&(namespace.clone(), legal::folded(name))))
        };
        self.own.iter().any(is_new).then(|| std::mem::take(&mut self.own))
    }

    /// The lock as it is now, and what there is to tell. What is gone from the description keeps its line.
    pub fn close(mut self) -> (Lock, Vec<Finding>) {
        let gone: Vec<_> = self.gone().cloned().collect();
        let (former, useless): (Vec<_>, Vec<_>) = gone.iter().partition(|(key, _, _)| key.is_former());
        let gone_lines: BTreeMap<&Key, Option<Span>> = gone.iter().map(|(key, entry, _)| (key, entry.span)).collect();
        for finding in &mut self.findings {
            if let Finding::Other { by: Some(Holder::Thing(by) | Holder::Before(by)), kept, .. } = finding {
                *kept = gone_lines.get(by).copied().flatten();
            }
        }
        let told = [Finding::Useless { lines: lines(&useless) }, Finding::Former { lines: lines(&former) }];
        self.findings.extend(told);
        if !self.unordered.is_empty() {
            self.findings.push(Finding::Unordered { operations: self.unordered });
        }
        self.findings.push(Finding::Chosen { at: self.chosen });
        let mut lock = self.given.reduced();
        for (key, entry, _) in gone {
            lock.insert(key, Entry { presence: Presence::Gone, ..entry });
        }
        (lock, self.findings)
    }
}

/// The lines of entries, in order.
fn lines(entries: &[&(Key, Entry, Origin)]) -> Vec<Span> {
    let mut lines: Vec<_> = entries.iter().filter_map(|(_, entry, _)| entry.span).collect();
    lines.sort();
    lines
}

/// Whether something asks for its first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newcomer {
    /// It has no name yet.
    Yes,
    /// It has one.
    No,
}
