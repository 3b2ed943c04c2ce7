//! What a struct can do that follows from its table: debug output and comparison, by its JSON.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use letterpress_runtime::{Password, object, to_json_text};
use serde_json::Value;

#[derive(Clone)]
struct Login {
    name: String,
    password: Option<Password>,
    others: BTreeMap<String, Value>,
}

object! {
    Login::new(name: impl Into<String>) {
        name: required "name",
        password: optional "password",
        others: rest,
    }
}

#[test]
fn debug_output_is_the_json_without_passwords() {
    let mut login = Login { password: Some(Password::from("secret")), ..Login::new("Ada") };
    login.others.insert("age".to_owned(), Value::from(36));
    assert_eq!(format!("{login:?}"), r#"Login {"name": "Ada", "password": "[redacted]", "age": 36}"#);
    assert!(format!("{login:#?}").contains("\n    \"name\": \"Ada\",\n"), "{login:#?}");
    assert_eq!(to_json_text(&login).unwrap(), r#"{"name":"Ada","password":"secret","age":36}"#, "only debug output hides it");
}

#[test]
fn values_are_equal_if_their_json_is() {
    let login = |password: &str| Login { password: Some(Password::from(password)), ..Login::new("Ada") };
    assert_eq!(login("secret"), login("secret"));
    assert_ne!(login("secret"), login("other"));
    assert_ne!(login("secret"), Login::new("Ada"));
    let aged = |age: Value| Login { others: BTreeMap::from([("age".to_owned(), age)]), ..Login::new("Ada") };
    assert_eq!(aged(Value::from(36)), aged(Value::from(36.0)), "the texts differ");
    assert_ne!(aged(Value::from(36)), aged(Value::from("36")));
}
