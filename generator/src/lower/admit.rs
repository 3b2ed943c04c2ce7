//! Which JSON types a schema admits, and so whether null is among them.

use std::ops::{BitAnd, BitOr};

use super::around;
use super::context::Context;
use super::letter;
use super::null;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::format;
use crate::ir::JsonType;
use crate::node::{Node, Value};
use crate::pointer::Pointer;

/// A set of JSON types. A number with a fraction and an integer are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const OBJECT: Self = Self(4);
    pub(super) const ARRAY: Self = Self(8);
    const FRACTION: Self = Self(16);
    pub(super) const INTEGER: Self = Self(32);
    pub(super) const NUMBER: Self = Self(48);
    pub(super) const STRING: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    pub(super) fn contains(self, other: Self) -> bool {
        self & other == other
    }

    pub(super) fn without_null(self) -> Self {
        Self(self.0 & !Self::NULL.0)
    }

    /// The types, in the order in which an untagged value is asked: integer before number.
    pub(super) fn types(self) -> Vec<JsonType> {
        let table = [
            (Self::BOOLEAN, JsonType::Boolean),
            (Self::NUMBER, JsonType::Number),
            (Self::INTEGER, JsonType::Integer),
            (Self::STRING, JsonType::String),
            (Self::ARRAY, JsonType::Array),
            (Self::OBJECT, JsonType::Object),
        ];
        let number = self.contains(Self::FRACTION);
        table
            .into_iter()
            .filter(|(set, kind)| self.contains(*set) && !(number && *kind == JsonType::Integer))
            .map(|(_, kind)| kind)
            .collect()
    }
}

impl BitAnd for Kinds {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Kinds {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a schema admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Admitted {
    pub(super) kinds: Kinds,
    /// The schema says so, and it is not only a guess from keywords such as `properties`. Only then is null meant.
    pub(super) said: bool,
    /// What the keywords exclude by themselves leaves these: no guess is in it.
    proved: Kinds,
    /// Null is named as a type or a value.
    null: bool,
}

impl Admitted {
    const ANYTHING: Self = Self { kinds: Kinds::ALL, said: false, proved: Kinds::ALL, null: false };

    fn said(kinds: Kinds) -> Self {
        Self { kinds, said: true, proved: kinds, null: kinds.contains(Kinds::NULL) }
    }

    /// Whether null is admitted on purpose; a schema that admits anything is no `Option` unless it names null.
    pub(super) fn nullable(self) -> bool {
        self.said && self.kinds.contains(Kinds::NULL) && (self.null || self.kinds != Kinds::ALL)
    }

    /// The types of values that are meant, where the keywords alone do not exclude the others: `properties` say nothing of a string.
    pub(super) fn guessed(self) -> Option<Kinds> {
        let meant = self.values();
        (meant != self.proved.without_null() && meant != Kinds::NONE).then_some(meant)
    }

    pub(super) fn values(self) -> Kinds {
        self.kinds.without_null()
    }

    /// What satisfies both, if anything does. Null does where both name it.
    pub(super) fn meet(self, other: Self) -> Option<Self> {
        let both = both(self, other);
        (both.values() != Kinds::NONE || self.nullable() && other.nullable()).then_some(both)
    }

    fn excluding_null(self) -> Self {
        Self { kinds: self.values(), proved: self.proved.without_null(), null: false, ..self }
    }
}

/// Which JSON types the schema admits.
pub(super) fn admitted<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Admitted {
    match cx.admitted.get(&schema.at) {
        Some(known) => return known.unwrap_or(Admitted::ANYTHING),
        None => cx.admitted.insert(schema.at.clone(), None),
    };
    let admitted = if cx.descend(schema) { compute(cx, schema) } else { Admitted::ANYTHING };
    cx.ascend();
    cx.admitted.insert(schema.at.clone(), Some(admitted));
    admitted
}

/// Whether a schema refers to one whose types are a guess, at a place where the schemas around name others, too: the guess does not
/// count there, as if its keywords stood there themselves.
pub(super) fn unguessed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    if schema.reference().is_none() {
        return false;
    }
    let Some(target) = cx.follow(schema) else { return false };
    let kinds = admitted(cx, &target).kinds;
    kinds != Kinds::ALL && around::said(cx, &target).is_none() && gives_way_at(cx, &schema.at, kinds)
}

/// Those of several schemas of one value whose types are a guess that gives way to what the others say.
pub(super) fn giving_way<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> Vec<Pointer> {
    if schemas.len() < 2 {
        return Vec::new();
    }
    let all: Vec<_> = schemas.iter().map(|schema| (schema, around::said(cx, schema))).collect();
    let named = all.iter().filter_map(|(_, said)| *said).reduce(|a, b| a & b);
    let said = schemas.iter().filter_map(|schema| around::says(cx, schema)).reduce(|a, b| a & b);
    let mut guessing: Vec<_> = all.into_iter().filter(|(_, said)| said.is_none()).map(|(schema, _)| schema).collect();
    guessing.retain(|schema| {
        let kinds = admitted(cx, schema).kinds;
        kinds != Kinds::ALL && named.into_iter().chain(said).any(|said| gives_way(kinds, said))
    });
    guessing.into_iter().map(|schema| schema.at.clone()).collect()
}

/// Whether the types of a schema are a guess, if nothing is said around it.
pub(super) fn guesses(schema: &Schema<'_>) -> bool {
    schema.reference().is_none() && names(schema).is_none() && implied(schema) != Kinds::ALL
}

/// Whether null is admitted on purpose.
pub(super) fn nullable<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    admitted(cx, schema).nullable()
}

/// The branches of a `oneOf` or `anyOf` that admit more than null.
pub(super) fn branches<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str) -> Vec<Schema<'a>> {
    let mut branches = schema.list(keyword);
    branches.retain(|branch| admitted(cx, branch).kinds != Kinds::NULL);
    branches
}

fn compute<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Admitted {
    if schema.never() {
        return Admitted::said(Kinds::NONE);
    }
    if schema.reference().is_some() {
        if unguessed(cx, schema) {
            return Admitted::ANYTHING;
        }
        // The check of what it leads to excludes what is not meant there.
        let target = cx.follow(schema).map_or(Admitted::ANYTHING, |target| admitted(cx, &target));
        return Admitted { proved: target.kinds, ..target };
    }
    let mut result = own(cx, schema);
    for branch in schema.list("allOf") {
        result = both(result, admitted(cx, &branch));
    }
    for keyword in ["oneOf", "anyOf"] {
        let branches: Vec<_> = schema.list(keyword).iter().map(|branch| admitted(cx, branch)).collect();
        if let Some(some) = either(&branches) {
            // Null alone twice satisfies two branches, where one must hold.
            let nulls = branches.iter().filter(|branch| branch.kinds == Kinds::NULL).count();
            let some = if keyword == "oneOf" && nulls > 1 { some.excluding_null() } else { some };
            if keyword == "oneOf" && nulls <= 1 && branches.iter().filter(|branch| branch.nullable()).count() > 1 {
                ambiguous_null(cx, schema);
            }
            result = both(result, some);
        }
    }
    // `nullable` beside `allOf` or `enum` is meant, although 3.0.3 gives it a meaning only beside `type`.
    if schema.flag("nullable") {
        null::tell(cx, schema);
        result = Admitted { kinds: result.kinds | Kinds::NULL, said: true, null: true, ..result };
    }
    if (schema.has("not") || schema.has("if")) && result.kinds.contains(Kinds::NULL) && !null::conditions(cx, schema) {
        return result.excluding_null();
    }
    result
}

fn ambiguous_null<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    cx.tell(
        Diagnostic::warning(
            lowering::AMBIGUOUS_NULL,
            schema.keyword_span("oneOf"),
            "null satisfies several branches, where one must hold",
        )
        .note("it is taken as a value all the same")
        .help("let null be a value of one branch only"),
    );
}

/// What both admit. A guess gives way to what is said: `required` beside an array demands nothing of it, and `minimum` beside numbers and
/// texts nothing of the texts.
fn both(a: Admitted, b: Admitted) -> Admitted {
    let kinds = match (a.said, b.said) {
        (true, false) => a.kinds & b.proved,
        (false, true) => a.proved & b.kinds,
        (true, true) | (false, false) => a.kinds & b.kinds,
    };
    let (proved, null) = (a.proved & b.proved, (a.null || b.null) && kinds.contains(Kinds::NULL));
    match (kinds.without_null() == Kinds::NONE, a.said, b.said) {
        (true, true, false) => Admitted { proved, ..a },
        (true, false, true) => Admitted { proved, ..b },
        (true, false, false) => Admitted { proved, ..Admitted::ANYTHING },
        (false, _, _) | (true, true, true) => Admitted { kinds, said: a.said || b.said, proved, null },
    }
}

fn either(branches: &[Admitted]) -> Option<Admitted> {
    let (kinds, said) = of_branches(&branches.iter().map(|branch| (branch.kinds, branch.said)).collect::<Vec<_>>())?;
    // Each branch is checked for what is meant by it.
    Some(Admitted { kinds, said, proved: kinds, null: branches.iter().any(|branch| branch.null) })
}

/// The types of which one of several branches is, and whether they are said: one that says its own is enough, and of the others what is
/// meant counts without null.
pub(super) fn of_branches(branches: &[(Kinds, bool)]) -> Option<(Kinds, bool)> {
    let any = branches.iter().any(|(_, said)| *said);
    let kinds = |(kinds, said): &(Kinds, bool)| if any && !said && *kinds != Kinds::ALL { kinds.without_null() } else { *kinds };
    Some((branches.iter().map(kinds).reduce(|a, b| a | b)?, any))
}

/// What the schema's own keywords admit.
fn own<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Admitted {
    let names = schema.type_names();
    let declared = names.iter().map(|name| named(name)).reduce(|a, b| a | b);
    let listed = listed(schema);
    match (declared, listed) {
        (_, Some(Kinds::NONE)) => Admitted::said(Kinds::NONE),
        // An enumeration that names null means it, and one of another type than declared is read by its values.
        (Some(declared), Some(listed)) if declared & listed.without_null() == Kinds::NONE => {
            Admitted::said(declared | (listed & Kinds::NULL))
        }
        (Some(declared), Some(listed)) => Admitted::said((declared & listed) | ((declared | listed) & Kinds::NULL)),
        (Some(kinds), None) | (None, Some(kinds)) => Admitted::said(kinds),
        (None, None) if letter::by_letter(cx, schema) => Admitted::ANYTHING,
        (None, None) => Admitted { kinds: meant(cx, schema), ..Admitted::ANYTHING },
    }
}

/// The types that a schema itself means, whatever is said around it.
pub(super) fn alone<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Kinds {
    match (schema.never(), letter::by_letter(cx, schema)) {
        (true, _) => Kinds::NONE,
        (false, true) => Kinds::ALL,
        (false, false) => implied(schema),
    }
}

/// The types of which the keywords speak, unless the schemas around name others: of those they say nothing.
fn meant<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Kinds {
    let implied = implied(schema);
    if implied == Kinds::ALL {
        return implied;
    }
    if gives_way_at(cx, &schema.at, implied) { Kinds::ALL } else { implied }
}

/// Whether a guess gives way to the types that are said of the same value, or of some of the values that it is about.
fn gives_way_at<'a>(cx: &mut Context<'a>, at: &Pointer, guess: Kinds) -> bool {
    around::types(cx, at).is_some_and(|said| gives_way(guess, said))
        || around::elsewhere(cx, at).into_iter().any(|said| gives_way(guess, said))
}

/// Whether a guess gives way to the types that are said around it: others, or null alone, of which it says nothing.
fn gives_way(guess: Kinds, said: Kinds) -> bool {
    said == Kinds::NULL || !guess.contains(said.without_null())
}

/// The types that the schema's own `type` and values name.
pub(super) fn names(schema: &Schema<'_>) -> Option<Kinds> {
    let declared = schema.type_names().iter().map(|name| named(name)).reduce(|a, b| a | b);
    let listed = listed(schema);
    match (declared, listed) {
        // Which is read by its values.
        (Some(declared), Some(listed)) if declared & listed.without_null() == Kinds::NONE => Some(declared | listed),
        (Some(declared), Some(listed)) => Some(declared & listed),
        (declared, listed) => declared.or(listed),
    }
}

/// The types other than null that the schema names by `type`.
pub(super) fn says(schema: &Schema<'_>) -> Option<Kinds> {
    schema.type_names().iter().map(|name| named(name)).reduce(|a, b| a | b).map(Kinds::without_null)
}

fn named(name: &str) -> Kinds {
    match name {
        "null" => Kinds::NULL,
        "boolean" => Kinds::BOOLEAN,
        "object" => Kinds::OBJECT,
        "array" => Kinds::ARRAY,
        "number" => Kinds::NUMBER,
        "integer" => Kinds::INTEGER,
        "string" => Kinds::STRING,
        _ => Kinds::ALL,
    }
}

fn listed(schema: &Schema<'_>) -> Option<Kinds> {
    let values = schema.keyword("enum").map(Node::elements);
    let values = values.or_else(|| schema.keyword("const").map(std::slice::from_ref))?;
    Some(values.iter().map(kind_of).fold(Kinds::NONE, |a, b| a | b))
}

/// The JSON type of a value.
pub(super) fn kind_of(value: &Node) -> Kinds {
    match &value.value {
        Value::Null => Kinds::NULL,
        Value::Bool(_) => Kinds::BOOLEAN,
        Value::Number(text) if text.contains(['.', 'e', 'E']) => Kinds::NUMBER,
        Value::Number(_) => Kinds::INTEGER,
        Value::String(_) => Kinds::STRING,
        Value::Sequence(_) => Kinds::ARRAY,
        Value::Mapping(_) => Kinds::OBJECT,
    }
}

/// Without `type`, keywords tell what is meant: `properties` speak of objects. Null is left in, since they do not exclude it.
fn implied(schema: &Schema<'_>) -> Kinds {
    const OBJECT: [&str; 10] = [
        "properties",
        "additionalProperties",
        "required",
        "patternProperties",
        "minProperties",
        "maxProperties",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedProperties",
    ];
    const ARRAY: [&str; 6] = ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"];
    const STRING: [&str; 4] = ["pattern", "minLength", "maxLength", "contentEncoding"];
    const NUMBER: [&str; 3] = ["minimum", "maximum", "multipleOf"];
    let any = |keywords: &[&str]| keywords.iter().any(|keyword| schema.has(keyword));
    let string = any(&STRING) || schema.text("format").is_some_and(format::implies_string);
    let hints =
        [(any(&OBJECT), Kinds::OBJECT), (any(&ARRAY), Kinds::ARRAY), (string, Kinds::STRING), (any(&NUMBER), Kinds::NUMBER)];
    let mut meant = hints.into_iter().filter(|(there, _)| *there).map(|(_, kinds)| kinds);
    match (meant.next(), meant.next()) {
        (Some(kinds), None) => kinds | Kinds::NULL,
        (None | Some(_), _) => Kinds::ALL,
    }
}
