//! Which operation stands at a place: read off its pointer, so that a schema in it finds the same answer.

use crate::ir::{CallbackPlace, OperationKey, OperationPlace};
use crate::node::Node;
use crate::pointer::Pointer;
use crate::standard;

/// The key of webhooks in the canonical tree.
pub(super) const WEBHOOKS: &str = "x-canonical-webhooks";

/// The innermost operation around a place, and how many tokens lead to it. What else a path item holds is of no operation.
pub(super) fn around(tree: &Node, tokens: &[&str]) -> Option<(OperationKey, usize)> {
    let (place, length) = item(tree, tokens)?;
    Some((OperationKey { method: method(tokens.get(length)?)?, place }, length + 1))
}

/// The innermost path item around a place, and how many tokens lead to it.
pub(super) fn item(tree: &Node, tokens: &[&str]) -> Option<(OperationPlace, usize)> {
    let (mut place, mut length) = match tokens {
        ["paths", path, ..] => (OperationPlace::Path((*path).to_owned()), 2),
        [WEBHOOKS, name, ..] => (OperationPlace::Webhook((*name).to_owned()), 2),
        ["components", "callbacks", name, expression, ..] => (callback(None, name, expression), 4),
        _ => return None,
    };
    while let Some([member, "callbacks", name, expression, ..]) = tokens.get(length..)
        && let Some(method) = method(member)
    {
        let id = operation_id(tree, tokens.get(..=length).unwrap_or_default());
        place = callback(Some((Box::new(OperationKey { method, place }), id)), name, expression);
        length += 4;
    }
    Some((place, length))
}

/// The operation that stands at a pointer.
pub(super) fn at(tree: &Node, at: &Pointer) -> Option<OperationKey> {
    let tokens: Vec<String> = at.tokens().map(std::borrow::Cow::into_owned).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    around(tree, &tokens).filter(|(_, length)| *length == tokens.len()).map(|(key, _)| key)
}

/// The method that a member of a path item is; `None` for `parameters`, `servers` and the like.
fn method(member: &str) -> Option<String> {
    let member = standard::plain_key(member);
    standard::is_method(member).then(|| member.to_uppercase())
}

fn callback(owner: Option<(Box<OperationKey>, Option<String>)>, name: &str, expression: &str) -> OperationPlace {
    OperationPlace::Callback(CallbackPlace { owner, name: name.to_owned(), expression: expression.to_owned() })
}

fn operation_id(tree: &Node, tokens: &[&str]) -> Option<String> {
    let at = tokens.iter().fold(Pointer::root(), |at, token| at.child(token));
    tree.at(&at)?.get("operationId")?.as_str().map(str::to_owned)
}
