//! Values with members that their type does not declare.

use std::collections::{BTreeMap, HashSet};
use std::ops::{Deref, DerefMut};

use serde_json::Value;

use crate::codec::{Decode, Decoder, Encode, to_json};
use crate::json::{Json, JsonWriter, write_value};

/// A value, and the members of its object that the type does not declare. Branches of a union hold their values so where a value may
/// also have members that only another branch declares.
///
/// It reads as the value itself, and has no field that a caller sees: whether a branch is held so depends on the other branches, and
/// `branch.extra` must mean the member `extra` of the value before and after.
///
/// ```
/// # use letterpress_runtime::{WithExtra, object};
/// #[derive(Clone, Default)]
/// struct Card {
///     extra: Option<String>,
/// }
/// object! { Card { extra: optional "extra" } }
///
/// let mut card = WithExtra::from(Card { extra: Some("chip".to_owned()) });
/// card.extra_mut().insert("iban".to_owned(), "GB33".into());
/// assert_eq!(card.extra.as_deref(), Some("chip"));
/// assert_eq!(card.extra()["iban"], "GB33");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithExtra<T> {
    value: T,
    extra: BTreeMap<String, Value>,
}

impl<T> WithExtra<T> {
    /// A value, and members that its type does not declare.
    pub fn new(value: T, extra: BTreeMap<String, Value>) -> Self {
        Self { value, extra }
    }

    /// The members that the type does not declare.
    pub fn extra(&self) -> &BTreeMap<String, Value> {
        &self.extra
    }

    /// The same, to change them. One that the type declares cannot be encoded.
    pub fn extra_mut(&mut self) -> &mut BTreeMap<String, Value> {
        &mut self.extra
    }

    /// The value and the other members.
    pub fn into_parts(self) -> (T, BTreeMap<String, Value>) {
        (self.value, self.extra)
    }
}

impl<T> From<T> for WithExtra<T> {
    fn from(value: T) -> Self {
        Self::new(value, BTreeMap::new())
    }
}

impl<T> Deref for WithExtra<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for WithExtra<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Encode + Decode> Encode for WithExtra<T> {
    fn encode(&self, out: &mut JsonWriter) {
        let start = out.len();
        self.value.encode(out);
        if self.extra.is_empty() {
            return;
        }
        let tape = out.tape_from(start);
        if !out.reopen(start) {
            return;
        }
        let written = names(tape.root());
        for (name, value) in &self.extra {
            out.key(name);
            match written.contains(name.as_str()) || T::declares(name, tape.root()) {
                true => out.refuse(crate::object::TAKEN),
                false => write_value(value, out),
            }
        }
        out.end_object();
    }
}

impl<T: Encode + Decode> Decode for WithExtra<T> {
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn declares(name: &str, json: Json<'_>) -> bool {
        T::declares(name, json)
    }

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        let value = T::decode(json, decoder);
        let mut others: Vec<_> = json.as_object().unwrap_or_default().filter(|(name, _)| !T::declares(name, json)).collect();
        // A struct of declared members keeps no others; a branch of a union may, and writes them again.
        if T::MEMBERS.is_empty() && !others.is_empty() {
            let kept = to_json(&value);
            let kept = names(kept.root());
            others.retain(|(name, _)| !kept.contains(name));
        }
        let extra = others.into_iter().map(|(name, member)| (name.to_owned(), Value::decode(member, decoder))).collect();
        Self { value, extra }
    }
}

/// The names of an object's members.
fn names<'j>(json: Json<'j>) -> HashSet<&'j str> {
    json.as_object().unwrap_or_default().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{from_json_text, object, to_json_text, union};

    #[derive(Clone, Default)]
    struct Card {
        number: Option<String>,
    }

    object! { Card { number: optional "number" } }

    #[test]
    fn undeclared_members_come_back() {
        let text = r#"{"number":"1","iban":{"a":[1]}}"#;
        let card: WithExtra<Card> = from_json_text(text).unwrap();
        assert_eq!(card.number.as_deref(), Some("1"));
        assert_eq!(to_json_text(&card).unwrap(), text);
    }

    #[test]
    fn a_declared_member_has_no_second_place() {
        let mut card = WithExtra::from(Card::default());
        card.extra_mut().insert("number".to_owned(), Value::Null);
        assert!(to_json_text(&card).is_err());
    }

    #[derive(Clone)]
    struct Voucher {
        code: Option<String>,
        others: BTreeMap<String, Value>,
    }

    object! { Voucher { code: optional "code", others: rest } }

    #[derive(Clone, Debug, PartialEq)]
    enum Method {
        Card(Card),
        Voucher(Voucher),
    }

    union! { Method: tagged "kind", closed { Card(Card) = "card", Voucher(Voucher) = "voucher" } }

    #[test]
    fn a_tagged_union_declares_its_tag_and_what_the_branch_declares() {
        for (text, names) in [
            (r#"{"kind":"card","number":"1","code":2,"x":null}"#, vec!["code", "x"]),
            (r#"{"code":"1","kind":"voucher","number":2}"#, vec![]),
        ] {
            let method: WithExtra<Method> = from_json_text(text).unwrap();
            assert_eq!(method.extra.keys().collect::<Vec<_>>(), names);
            assert_eq!(to_json_text(&method).unwrap(), text);
        }
    }

    #[test]
    fn what_a_branch_declares_or_writes_has_no_second_place() {
        for (text, name) in
            [(r#"{"kind":"card"}"#, "number"), (r#"{"kind":"card"}"#, "kind"), (r#"{"kind":"voucher","x":1}"#, "x")]
        {
            let mut method: WithExtra<Method> = from_json_text(text).unwrap();
            method.extra.insert(name.to_owned(), Value::Null);
            assert!(to_json_text(&method).is_err(), "{name}");
        }
    }
}
