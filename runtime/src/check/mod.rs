//! Validation of JSON against what a schema demands: one method per keyword of JSON Schema 2020-12.
//!
//! A keyword that does not apply to the type of the value does nothing, as the standard says. After a wrong type the rest of
//! the chain is silent: one violation for a wrong type, no noise.
//!
//! Generated code gives rules as plain functions ([`Rule`]). The methods that end in `_by` take closures: with them a program that
//! reads a description, such as the generator itself, says of a value what the generated code will say.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use crate::json::{Elements, Json, Members, Number};
use crate::pointer::Place;
use crate::redact::Head;
pub(crate) use choice::Choice;
use dynamic::Scope;
use evaluated::Evaluated;
pub(crate) use pattern::Allowance;

mod array;
mod bound;
mod choice;
mod combine;
mod content;
mod dynamic;
mod evaluated;
mod limit;
mod object;
mod pattern;
mod scalar;
mod violation;

pub use bound::Bound;
pub use content::Encoding;
pub use limit::Limit;
pub use object::MemberRule;
pub(crate) use object::missing;
pub use pattern::{Engine, NotCompiled, Pattern};
pub use violation::{Violation, Violations};

pub use crate::json::Kind;

/// What a value must satisfy.
pub type Rule = fn(Check<'_>) -> Check<'_>;

/// A type whose JSON form must satisfy a schema.
pub trait Validate {
    /// Checks the JSON form; also usable as a [`Rule`].
    fn validate(check: Check<'_>) -> Check<'_>;
}

/// A value that is being checked: each method is a keyword, records what it finds wrong and returns the check.
pub struct Check<'c> {
    // Two pointers, which are handed on in registers from one method to the next.
    value: &'c Json<'c>,
    run: &'c mut Run,
}

/// What the checks of one value share.
struct Run {
    /// The places that lead to the value, each below the one before.
    path: Vec<u32>,
    /// Where the path begins that belongs to the text that is being checked.
    base: Base,
    violations: Violations,
    mode: Mode,
    /// The value that is being checked has a wrong type: nothing more to say about it.
    silent: bool,
    /// How many more values may be checked.
    budget: usize,
    /// How much more patterns may cost.
    allowance: Allowance,
    /// Why the value is not checked to its end, if it is not.
    given_up: Option<Violation>,
    /// Whether `1.0` is no integer here, although it is one for the standard.
    as_written: bool,
    depth: usize,
    /// A rule is tried out as one of several alternatives.
    trial: Option<Trial>,
    /// The members of the value with alternatives of which the one on trial says something.
    known: BTreeSet<String>,
    /// How many keywords had something to say.
    keywords: Cell<usize>,
    /// What was evaluated of values at which somebody asks for it, innermost last.
    evaluated: Vec<Evaluated>,
    /// What dynamic references lead to.
    scope: Scope,
    /// The parts of schemas that have been applied to the value by `allOf` and `$ref`, and before them those of values around it.
    parts: Vec<Rule>,
    /// Where those of the value begin.
    parts_from: usize,
}

/// Where a text is that is checked within another one: the name of a member, or the content of a string.
#[derive(Default)]
struct Base {
    /// How long the path to it is.
    length: usize,
    place: Place,
}

/// What a trial of an alternative finds, beside violations.
#[derive(Clone, Copy)]
struct Trial {
    /// The depth of the value that has alternatives.
    root: usize,
    /// How many of its members have one of the values that the alternative lists for them.
    tags: usize,
    /// The value is not even of a type that the alternative has.
    misfit: bool,
    /// How many trials of the same value are around this one: alternatives that consist of alternatives.
    depth: usize,
}

/// What happens with a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// It is recorded.
    Report,
    /// Only whether there is one matters.
    Quiet,
    /// There is one: nothing more needs checking.
    Failed,
}

/// How deep rules may call rules: several per level of the deepest tree.
const DEPTH: usize = 1_000;

/// Alternatives inside alternatives can take time exponential in the depth of a hostile value. Each value may be checked this
/// often on average.
const CHECKS_PER_VALUE: usize = 200;

/// What a small value may cost in any case.
const FREE_CHECKS: usize = 100_000;

/// Every violation of the rule.
pub fn violations(json: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) -> Violations {
    let mut run = Run::new(json, Mode::Report, Allowance::of(json.document()));
    rule(Check::begin(&json, &mut run));
    match run.given_up {
        // First, since only so many are kept.
        Some(reason) => {
            let mut all = Violations::default();
            all.push(reason);
            all.append(run.violations);
            all
        }
        None => run.violations,
    }
}

impl Run {
    fn new(json: Json<'_>, mode: Mode, allowance: Allowance) -> Self {
        Self {
            path: Vec::new(),
            base: Base::default(),
            violations: Violations::default(),
            mode,
            silent: false,
            as_written: false,
            budget: FREE_CHECKS.saturating_add(CHECKS_PER_VALUE.saturating_mul(json.size())),
            allowance,
            given_up: None,
            depth: 0,
            trial: None,
            known: BTreeSet::new(),
            keywords: Cell::new(0),
            evaluated: Vec::new(),
            scope: Scope::new(),
            parts: Vec::new(),
            parts_from: 0,
        }
    }

    /// Begins anew, with all that a value may cost, but for its patterns.
    fn begin(&mut self, json: Json<'_>, mode: Mode) {
        self.mode = mode;
        self.budget = FREE_CHECKS.saturating_add(CHECKS_PER_VALUE.saturating_mul(json.size()));
        self.given_up = None;
        self.evaluated.clear();
        self.scope.clear();
        self.parts.clear();
        self.parts_from = 0;
    }

    /// The place of the value, which is at the end of the path.
    fn place(&self, value: Json<'_>) -> Place {
        let mut place = self.base.place.clone();
        for step in self.path.iter().skip(self.base.length) {
            value.step(*step, &mut place);
        }
        place
    }

    /// How deep the value is in what is checked.
    fn depth(&self) -> usize {
        self.path.len()
    }

    #[inline]
    fn is(&self, value: Json<'_>, kind: Kind) -> bool {
        let loses_text = || self.as_written && kind == Kind::Integer && value.is_written_with_fraction();
        value.is(kind) && !loses_text()
    }

    /// The trial, unless what is checked is only a condition in it.
    fn reporting_trial(&self) -> Option<Trial> {
        self.trial.filter(|_| self.mode == Mode::Report)
    }

    /// Whether checking more can change anything.
    fn is_over(&self) -> bool {
        self.mode == Mode::Failed || self.given_up.is_some()
    }

    /// Takes what a check costs.
    #[inline]
    fn spend(&mut self, cost: usize) {
        match self.budget.checked_sub(cost) {
            Some(rest) => self.budget = rest,
            None => self.exhausted(),
        }
    }

    #[cold]
    fn exhausted(&mut self) {
        let message = "the value has too many alternatives inside alternatives to be checked".to_owned();
        self.give_up(String::new(), "type", message);
    }

    /// Nothing more is checked, and the value is refused, also where a refusal of its part would let it pass (`not`, `oneOf`).
    #[cold]
    fn give_up(&mut self, pointer: String, keyword: &'static str, message: String) {
        self.given_up.get_or_insert(Violation { pointer, keyword, message });
    }
}

/// Where the value stands, and nothing of it.
impl fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("pointer", &Head(self.run.place(*self.value).into_pointer().as_bytes()))
            .finish_non_exhaustive()
    }
}

impl<'c> Check<'c> {
    #[inline]
    fn begin(value: &'c Json<'c>, run: &'c mut Run) -> Self {
        run.spend(1);
        run.silent = false;
        let mut check = Self { value, run };
        if let Some(reason) = value.as_invalid() {
            check.invalid(reason);
        }
        check
    }

    #[cold]
    fn invalid(&mut self, reason: &str) {
        // Without a reason it could not be read, and that was told.
        if !reason.is_empty() {
            self.fail("type", || reason.to_owned());
        }
        self.run.silent = true;
    }

    /// The value, unless there is nothing more to say about it.
    #[inline]
    fn active(&self) -> Option<Json<'c>> {
        self.run.keywords.set(self.run.keywords.get().wrapping_add(1));
        if self.is_active() { Some(*self.value) } else { None }
    }

    #[inline]
    fn active_array(&self) -> Option<Elements<'c>> {
        self.active()?.as_array()
    }

    #[inline]
    fn active_object(&self) -> Option<Members<'c>> {
        self.active()?.as_object()
    }

    /// The value, if it is an object.
    #[inline]
    fn active_object_value(&self) -> Option<Json<'c>> {
        self.active().filter(|value| value.is_object())
    }

    #[inline]
    fn active_string(&self) -> Option<&'c str> {
        self.active()?.as_str()
    }

    #[inline]
    fn active_number(&self) -> Option<Number<'c>> {
        self.active()?.as_number()
    }

    fn is_active(&self) -> bool {
        !self.run.silent && !self.run.is_over()
    }

    /// Notes that the value is one of those that the schema lists.
    fn listed(&mut self) {
        if let Some(trial) = self.run.reporting_trial().filter(|trial| self.run.depth() == trial.root + 1) {
            self.run.trial = Some(Trial { tags: trial.tags + 1, ..trial });
        }
    }

    /// Notes that no more can be said about the value.
    fn misfit(&mut self) {
        self.run.silent = true;
        if let Some(trial) = self.run.reporting_trial().filter(|trial| trial.root == self.run.depth()) {
            self.run.trial = Some(Trial { misfit: true, ..trial });
        }
    }

    fn fail(&mut self, keyword: &'static str, message: impl FnOnce() -> String) {
        match self.run.mode {
            Mode::Report if self.run.violations.has_room() => self.report(keyword, message()),
            Mode::Report => self.run.violations.count_more(),
            Mode::Quiet | Mode::Failed => self.run.mode = Mode::Failed,
        }
    }

    #[cold]
    fn report(&mut self, keyword: &'static str, message: String) {
        let place = self.run.place(*self.value);
        let (message, is_whole) = (place.about(message), place.is_whole());
        let violation = Violation { pointer: place.into_pointer(), keyword, message };
        // Two parts of a schema may demand the same.
        if !(is_whole && self.run.violations.entries().contains(&violation)) {
            self.run.violations.push(violation);
        }
    }

    /// Whether the pattern matches; yes if that takes too long to tell, for then nothing is true of the value any more.
    fn matches(&mut self, pattern: &Pattern<'_>, text: &str) -> bool {
        if self.run.is_over() {
            return true;
        }
        pattern.search(text, &mut self.run.allowance).unwrap_or_else(|| {
            let place = self.run.place(*self.value);
            self.run.give_up(place.into_pointer(), "pattern", pattern.given_up());
            true
        })
    }

    /// Checks a member or an item.
    fn inside(&mut self, value: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) {
        let (depth, keywords) = (self.run.depth(), self.run.keywords.get());
        self.run.path.push(value.place());
        self.apply(value, rule);
        self.run.path.truncate(depth);
        self.knows(value.place(), keywords);
    }

    /// Notes the member at the place, if an alternative on trial says something of it: more than so many keywords.
    #[inline]
    fn knows(&mut self, place: u32, keywords: usize) {
        let told = self.run.keywords.get() != keywords;
        if self.run.trial.is_some() && told && self.run.reporting_trial().is_some_and(|trial| trial.root == self.run.depth()) {
            self.run.known.insert(self.value.step_to(place));
        }
    }

    /// Checks a value that is no part of the text, as if it stood at this place, or at that of a member.
    fn elsewhere(&mut self, member: Option<u32>, value: Json<'_>, place: Place, rule: impl FnOnce(Check<'_>) -> Check<'_>) {
        let depth = self.run.depth();
        self.run.path.extend(member);
        let base = Base { length: self.run.depth(), place };
        let outer = std::mem::replace(&mut self.run.base, base);
        self.apply(value, rule);
        self.run.base = outer;
        self.run.path.truncate(depth);
    }

    /// Checks a value at this place; whether its type is right.
    fn apply(&mut self, value: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) -> bool {
        let (from, count) = (self.run.parts_from, self.run.parts.len());
        self.run.parts_from = count;
        let is_right = self.apply_part(value, rule);
        self.run.parts.truncate(count);
        self.run.parts_from = from;
        is_right
    }

    /// The same of a rule that must hold as all those around it must, so that no part of it is applied that has been.
    fn apply_part(&mut self, value: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) -> bool {
        if self.run.is_over() {
            return true;
        }
        if self.run.depth >= DEPTH {
            self.too_deep();
            return false;
        }
        self.run.depth += 1;
        let (notes, anchors) = (self.run.evaluated.len(), self.run.scope.len());
        let outer = self.run.silent;
        rule(Check::begin(&value, self.run));
        let silent = std::mem::replace(&mut self.run.silent, outer);
        if self.run.evaluated.len() > notes {
            self.run.settle(notes);
        }
        if self.run.scope.len() > anchors {
            self.run.scope.truncate(anchors);
        }
        self.run.depth -= 1;
        !silent
    }

    #[cold]
    fn too_deep(&mut self) {
        self.fail("type", || "the value nests too deeply to be checked".to_owned());
    }

    /// Whether the value, here, satisfies the rule. What a rule evaluates that does not hold is forgotten.
    fn satisfies(&mut self, value: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) -> bool {
        let outer = std::mem::replace(&mut self.run.mode, Mode::Quiet);
        let notes = self.run.evaluated.len();
        let asked = self.run.noted().is_some();
        if asked {
            self.run.note();
        }
        self.apply(value, rule);
        let holds = std::mem::replace(&mut self.run.mode, outer) == Mode::Quiet && self.run.given_up.is_none();
        if holds {
            self.run.settle(notes);
        } else {
            self.run.evaluated.truncate(notes);
        }
        holds
    }

    /// Whether an item satisfies the rule.
    fn satisfies_inside(&mut self, item: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) -> bool {
        let depth = self.run.depth();
        self.run.path.push(item.place());
        let holds = self.satisfies(item, rule);
        self.run.path.truncate(depth);
        holds
    }

    /// `type`: an object.
    pub fn object(self) -> Self {
        self.kind(Kind::Object)
    }

    /// `type`: an array.
    pub fn array(self) -> Self {
        self.kind(Kind::Array)
    }

    /// `type`: a string.
    pub fn string(self) -> Self {
        self.kind(Kind::String)
    }

    /// `type`: a number.
    pub fn number(self) -> Self {
        self.kind(Kind::Number)
    }

    /// `type`: a number without fractional part; `1.0` is one.
    pub fn integer(self) -> Self {
        self.kind(Kind::Integer)
    }

    /// `type`: a boolean.
    pub fn boolean(self) -> Self {
        self.kind(Kind::Boolean)
    }

    /// `type`: null.
    pub fn null(self) -> Self {
        self.kind(Kind::Null)
    }

    /// `type`: any of these.
    pub fn types(mut self, kinds: &[Kind]) -> Self {
        if let Some(value) = self.active()
            && !kinds.iter().any(|kind| self.run.is(value, *kind))
        {
            self.mistyped(kinds);
        }
        self
    }

    #[inline]
    fn kind(mut self, kind: Kind) -> Self {
        if let Some(value) = self.active()
            && !self.run.is(value, kind)
        {
            self.mistyped(&[kind]);
        }
        self
    }

    #[cold]
    fn mistyped(&mut self, kinds: &[Kind]) {
        let value = *self.value;
        self.fail("type", || wrong_type(kinds, value));
        self.misfit();
    }

    /// Null, or what satisfies the rule.
    pub fn nullable(self, rule: Rule) -> Self {
        self.nullable_by(rule)
    }

    /// [`Check::nullable`] with a rule that holds data.
    pub fn nullable_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(value) = self.active()
            && !value.is_null()
        {
            self.run.silent = !self.apply(value, rule);
        }
        self
    }

    /// The schema `false`: no value is allowed here.
    pub fn never(self) -> Self {
        self.refused("false")
    }

    /// The schema `false` as what a keyword holds, such as `items`.
    pub fn refused(self, keyword: &'static str) -> Self {
        self.deny(keyword, "is not allowed")
    }

    /// `additionalProperties: false`, for a member that is not declared.
    pub fn undeclared(self) -> Self {
        self.deny("additionalProperties", "is not a declared member")
    }

    /// `unevaluatedProperties: false`, for a member that no part of the schema declares.
    pub fn unevaluated(self) -> Self {
        self.deny("unevaluatedProperties", "is not a member that any part of the schema declares")
    }

    /// `unevaluatedItems: false`, for an element of which no part of the schema speaks.
    pub fn unevaluated_item(self) -> Self {
        self.deny("unevaluatedItems", "is an element of which no part of the schema speaks")
    }

    fn deny(mut self, keyword: &'static str, message: &str) -> Self {
        if self.is_active() {
            self.fail(keyword, || message.to_owned());
            self.misfit();
        }
        self
    }
}

fn wrong_type(kinds: &[Kind], found: Json<'_>) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let is_fraction = found.is(Kind::Number) && kinds.contains(&Kind::Integer);
    let found = if is_fraction { "a number with a fraction" } else { found.type_name() };
    format!("expected {}, found {found}", names.join(" or "))
}
