//! Which operation stands at a place: read off its pointer, so that a schema in it finds the same answer.

use crate::ir::{CallbackPlace, OperationKey, OperationPlace};
use crate::node::Node;
use crate::pointer::Pointer;
use crate::standard;

/// The key of webhooks in the canonical tree.
pub(super) const WEBHOOKS: &str = "x-canonical-webhooks";

/// The innermost operation around a place, and how many tokens lead to it.
pub(super) fn around(tree: &Node, tokens: &[&str]) -> Option<(OperationKey, usize)> {
    let (mut key, mut length) = match tokens {
        ["paths", path, member, ..] => (of(member, OperationPlace::Path((*path).to_owned())), 3),
        [WEBHOOKS, name, member, ..] => (of(member, OperationPlace::Webhook((*name).to_owned())), 3),
        ["components", "callbacks", name, expression, member, ..] => (of(member, callback(None, name, expression)), 5),
        _ => return None,
    };
    while let Some(["callbacks", name, expression, member, ..]) = tokens.get(length..) {
        let id = operation_id(tree, tokens.get(..length).unwrap_or_default());
        key = of(member, callback(Some((Box::new(key), id)), name, expression));
        length += 4;
    }
    Some((key, length))
}

/// The operation that stands at a pointer.
pub(super) fn at(tree: &Node, at: &Pointer) -> Option<OperationKey> {
    let tokens: Vec<String> = at.tokens().map(std::borrow::Cow::into_owned).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    around(tree, &tokens).filter(|(_, length)| *length == tokens.len()).map(|(key, _)| key)
}

fn of(member: &str, place: OperationPlace) -> OperationKey {
    OperationKey { method: standard::plain_key(member).to_uppercase(), place }
}

fn callback(owner: Option<(Box<OperationKey>, Option<String>)>, name: &str, expression: &str) -> OperationPlace {
    OperationPlace::Callback(CallbackPlace { owner, name: name.to_owned(), expression: expression.to_owned() })
}

fn operation_id(tree: &Node, tokens: &[&str]) -> Option<String> {
    let at = tokens.iter().fold(Pointer::root(), |at, token| at.child(token));
    tree.at(&at)?.get("operationId")?.as_str().map(str::to_owned)
}
