//! JSON texts: compared with every number as it is written, and changed in one place.

use std::borrow::Cow;
use std::fmt::Debug;

use letterpress_runtime::json::{self, Tree};
use letterpress_runtime::{Decode, Encode, Validate, from_json_text, to_json_text, violations};

/// Two texts are the same JSON: members in any order, but `1` is not `1.0`.
#[track_caller]
pub fn assert_same(left: &str, right: &str) {
    assert_eq!(normal(left), normal(right));
}

fn normal(text: &str) -> String {
    let tape = json::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    sorted(tape.root().to_tree()).to_text().unwrap()
}

fn sorted(json: Tree<'_>) -> Tree<'_> {
    match json {
        Tree::Array(items) => Tree::Array(items.into_iter().map(sorted).collect()),
        Tree::Object(mut members) => {
            members.sort_by(|left, right| left.0.cmp(&right.0));
            Tree::Object(members.into_iter().map(|(name, value)| (name, sorted(value))).collect())
        }
        scalar @ (Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_)) => scalar,
    }
}

/// A text is read as the type and written again without loss.
#[track_caller]
pub fn survives<T: Encode + Decode + Debug>(text: &str) -> T {
    let value: T = from_json_text(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_same(&to_json_text(&value).unwrap(), text);
    value
}

/// The same, and the text satisfies the schema of the type.
#[track_caller]
pub fn survives_check<T: Encode + Decode + Debug + Validate>(text: &str) -> T {
    let found = violations(json::parse(text).unwrap().root(), T::validate);
    assert!(found.is_empty(), "{found}: {text}");
    survives(text)
}

/// A text is read and written by way of serde as well.
#[track_caller]
pub fn survives_serde<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) {
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_same(&serde_json::to_string(&value).unwrap(), text);
}

/// A string as JSON text.
pub fn string(text: &str) -> String {
    to_json_text(text).unwrap()
}

/// A JSON text with the value at a pointer replaced or added; removed when the new text is empty.
pub fn with(text: &str, pointer: &str, value: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let value = (!value.is_empty()).then(|| owned(value));
    if steps.is_empty() {
        return value.unwrap().to_text().unwrap();
    }
    let mut tree = owned(text);
    put(&mut tree, &steps, value);
    tree.to_text().unwrap()
}

fn owned(text: &str) -> Tree<'static> {
    json::parse(text).unwrap().root().to_tree().into_owned()
}

fn put(json: &mut Tree<'static>, steps: &[&str], value: Option<Tree<'static>>) {
    let (step, rest) = steps.split_first().unwrap();
    if let (Tree::Object(members), true, None) = (&mut *json, rest.is_empty(), &value) {
        return members.retain(|(name, _)| name != step);
    }
    let slot = slot(json, step);
    match rest.is_empty() {
        true => *slot = value.unwrap(),
        false => put(slot, rest, value),
    }
}

/// The member or item; a member that is missing is added.
fn slot<'j>(json: &'j mut Tree<'static>, step: &str) -> &'j mut Tree<'static> {
    match json {
        Tree::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        Tree::Object(members) => {
            let place = members.iter().position(|(name, _)| name == step).unwrap_or(members.len());
            if place == members.len() {
                members.push((Cow::Owned(step.to_owned()), Tree::Null));
            }
            &mut members[place].1
        }
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => panic!("nothing is in {step}"),
    }
}
