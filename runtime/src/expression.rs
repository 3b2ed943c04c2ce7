//! Runtime expressions: what generated code takes from a request to know the URL of a callback (OpenAPI 3.0.4, section 4.7.20.4).

use crate::codec::{Encode, to_json};
use crate::json::View;
use crate::pointer::tokens;

/// The text at a pointer of the JSON form of a value (RFC 6901); `None` where nothing stands there, or `null`, an array or an
/// object. The empty pointer is the value itself.
pub fn text_at<T: Encode + ?Sized>(value: &T, pointer: &str) -> Option<String> {
    let tape = to_json(value);
    let mut current = tape.root();
    for name in tokens(pointer) {
        current = match current.view() {
            View::Object(_) => current.get(&name)?,
            View::Array(mut items) => items.nth(name.parse::<usize>().ok()?)?,
            View::Null | View::Bool(_) | View::Number(_) | View::String(_) | View::Invalid(_) => return None,
        };
    }
    match current.view() {
        View::String(text) => Some(text.to_owned()),
        View::Number(number) => Some(number.to_string()),
        View::Bool(value) => Some(value.to_string()),
        View::Null | View::Array(_) | View::Object(_) | View::Invalid(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_text() {
        let value = serde_json::json!({"a": {"b/c": ["x", 7, true, null, []]}});
        for (pointer, expected) in [
            ("/a/b~1c/0", Some("x")),
            ("/a/b~1c/1", Some("7")),
            ("/a/b~1c/2", Some("true")),
            ("/a/b~1c/3", None),
            ("/a/b~1c/4", None),
            ("/a/b~1c/5", None),
            ("/a/x", None),
            ("/a", None),
            ("", None),
        ] {
            assert_eq!(text_at(&value, pointer).as_deref(), expected, "{pointer}");
        }
        assert_eq!(text_at("http://h", "").as_deref(), Some("http://h"));
    }
}
