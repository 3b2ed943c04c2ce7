//! Unions in a direction: what holds of a request need not be all that a response has.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use letterpress_runtime::{Direction, from_json, json, object, union};

#[derive(Clone)]
struct Account {
    id: Option<i64>,
    name: String,
}

object! {
    Account::new(name: impl Into<String>) {
        id: required_read_only "id",
        name: required "name",
    }
}

#[derive(Clone)]
struct Holder {
    name: Option<String>,
}

object! {
    Holder::new() {
        name: optional "name",
    }
}

enum Owner {
    Account(Account),
    Holder(Holder),
}

union! {
    Owner: untagged, closed {
        Account(Account): |value| value.object(),
        Holder(Holder): |value| value.object(),
    }
}

#[test]
fn a_branch_that_lacks_what_responses_must_have_gives_way_to_one_that_holds() {
    let read = |text: &str, direction| from_json::<Owner>(json::parse(text).unwrap().root(), direction);
    let bare = r#"{"name":"Ada"}"#;
    assert!(matches!(read(r#"{"id":1,"name":"Ada"}"#, Direction::Response), Ok(Owner::Account(_))));
    assert!(matches!(read(bare, Direction::Request), Ok(Owner::Account(_))));
    assert!(matches!(read(bare, Direction::Response), Ok(Owner::Holder(Holder { name: Some(_) }))));
    // None holds: what the first lacks is told.
    let wrong = read(r#"{"name":1}"#, Direction::Response).err().unwrap().to_string();
    assert!(wrong.contains("member `id` is missing") && wrong.contains("/name: expected a string"), "{wrong}");
}
