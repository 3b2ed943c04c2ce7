//! Structs, enumerations and unions between Rust and JSON.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;

use letterpress_runtime::{
    Base64, Decimal, Decode, DecodeError, Direction, Media, Password, ResponseWriter, Uuid, enumeration, from_json,
    from_json_text, integers, json, object, to_json, to_json_text, union, violations,
};
use serde_json::{Map, Value};

#[derive(Clone)]
struct Customer {
    name: String,
    age: Option<i64>,
    note: Option<Option<String>>,
    manager: Option<Box<Customer>>,
    nickname: Option<String>,
    r#type: Vec<String>,
}

object! {
    Customer {
        name: required "name",
        age: optional "age" default "18",
        note: optional "note",
        manager: optional "manager",
        nickname: required "nickname",
        r#type: required "type",
    }
}

#[derive(Clone)]
struct Labels {
    id: i32,
    extra: BTreeMap<String, String>,
}

object! {
    Labels {
        id: required "id",
        extra: rest,
    }
}

#[derive(Clone)]
struct Empty {}

object! {
    Empty {}
}

fn errors<T: Decode + std::fmt::Debug>(text: &str) -> Vec<String> {
    match from_json_text::<T>(text).unwrap_err() {
        DecodeError::Mismatch { errors, .. } => errors.iter().map(ToString::to_string).collect(),
        DecodeError::Malformed(error) => panic!("{error}"),
        DecodeError::Syntax(error) => panic!("{error}"),
    }
}

fn round_trip<T: Decode + letterpress_runtime::Encode>(text: &str) -> String {
    to_json_text(&from_json_text::<T>(text).unwrap()).unwrap()
}

#[test]
fn absent_null_and_value_are_three_states() {
    let full = r#"{"name":"a","age":1,"note":null,"manager":{"name":"b","nickname":null,"type":[]},"nickname":"c","type":["d"]}"#;
    assert_eq!(round_trip::<Customer>(full), full);
    let least = r#"{"name":"a","nickname":null,"type":[]}"#;
    assert_eq!(round_trip::<Customer>(least), least);
    let nulls: Customer =
        from_json_text(r#"{"type":[],"nickname":null,"manager":null,"note":null,"age":null,"name":"a","other":1}"#).unwrap();
    assert_eq!((nulls.age, nulls.note, nulls.manager), (None, Some(None), None));
}

#[derive(Clone)]
struct Account {
    id: Option<i64>,
    state: Option<String>,
    name: String,
}

object! {
    Account::new(name: impl Into<String>) {
        id: required_read_only "id",
        state: read_only "state",
        name: required "name",
    }
}

#[test]
fn what_is_read_only_is_required_of_responses_alone() {
    let read = |text: &str, direction| from_json::<Account>(json::parse(text).unwrap().root(), direction);
    let whole = r#"{"id":1,"state":"open","name":"Ada"}"#;
    let bare = r#"{"name":"Ada"}"#;
    let account = Account { id: Some(1), state: Some("open".to_owned()), ..Account::new("Ada") };
    assert_eq!(read(whole, Direction::Request), Ok(Account::new("Ada")), "a server does not take them");
    assert_eq!(read(bare, Direction::Request), Ok(Account::new("Ada")));
    assert_eq!(read(whole, Direction::Response), Ok(account));
    assert_eq!(read(bare, Direction::Response).unwrap_err().to_string(), "member `id` is missing");
    assert!(read(r#"{"id":null,"name":"Ada"}"#, Direction::Response).is_err(), "null is no integer");
    let sent = |accounts: Vec<Account>| {
        let mut writer = ResponseWriter::default();
        writer.status(200_u16).body(const { &[Media::json("application/json")] }, accounts);
        writer.finish().map(|_| ())
    };
    assert_eq!(sent(vec![Account { id: Some(1), ..Account::new("Ada") }]), Ok(()));
    let missing = "body: /1/id: is read-only and required: each response must have it";
    assert_eq!(sent(vec![Account { id: Some(1), ..Account::new("Ada") }, Account::new("Bo")]), Err(missing.to_owned()));
    // What was kept by way of serde may have been a request.
    #[cfg(feature = "serde")]
    assert_eq!(serde_json::from_str::<Account>(bare).unwrap(), Account::new("Ada"));
    assert_eq!(from_json_text::<Account>(&to_json_text(&Account::new("Ada")).unwrap()), Ok(Account::new("Ada")));
}

#[test]
fn every_mismatch_is_reported_with_its_place() {
    let text = r#"{"age":"x","manager":{"name":1,"nickname":2,"type":["a",false,{}]},"type":{}}"#;
    assert_eq!(
        errors::<Customer>(text),
        [
            "member `name` is missing",
            "/age: expected an integer of 64 bits, found string",
            "/manager/name: expected a string, found number",
            "/manager/nickname: expected a string, found number",
            "/manager/type/1: expected a string, found boolean",
            "/manager/type/2: expected a string, found object",
            "member `nickname` is missing",
            "/type: expected an array, found object",
        ]
    );
    assert_eq!(errors::<Customer>("[]"), ["expected an object, found array"]);
    assert_eq!(
        errors::<Vec<Customer>>("[1, null]"),
        ["/0: expected an object, found number", "/1: expected an object, found null"]
    );
}

#[test]
fn mismatches_are_capped_and_counted() {
    let text = format!("[{}]", vec!["1"; 250].join(","));
    let Err(DecodeError::Mismatch { errors, more }) = from_json_text::<Vec<String>>(&text) else { panic!("mismatches") };
    assert_eq!((errors.len(), more), (100, 150));
}

#[test]
fn defaults_are_filled_in_by_servers_only() {
    let tree = json::parse(r#"{"name":"a","nickname":null,"type":[]}"#).unwrap();
    assert_eq!(from_json::<Customer>(tree.root(), Direction::Request).unwrap().age, Some(18));
    assert_eq!(from_json::<Customer>(tree.root(), Direction::Response).unwrap().age, None);
}

#[test]
fn other_members_are_kept_in_the_rest() {
    let text = r#"{"id":1,"a":"x","b":"y"}"#;
    assert_eq!(round_trip::<Labels>(text), text);
    assert_eq!(errors::<Labels>(r#"{"id":1,"a/b":2}"#), ["/a~1b: expected a string, found number"]);
    let mut labels: Labels = from_json_text(text).unwrap();
    labels.extra.insert("id".to_owned(), "2".to_owned());
    assert_eq!(to_json_text(&labels).unwrap_err().to_string(), "/id: the map of further members holds a declared member");
}

#[test]
fn an_object_without_members_is_an_object() {
    assert_eq!(round_trip::<Empty>(r#"{"a":1}"#), "{}");
    assert_eq!(errors::<Empty>("1"), ["expected an object, found number"]);
}

#[cfg(feature = "serde")]
#[test]
fn serde_is_a_bridge() {
    let text = r#"{"id":1,"a":"x"}"#;
    let labels: Labels = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&labels).unwrap(), text);
    assert_eq!(
        serde_json::from_str::<Labels>(r#"{"id":[]}"#).unwrap_err().to_string(),
        "/id: expected an integer of 32 bits, found array"
    );
}

#[test]
fn numbers_must_fit() {
    assert_eq!(from_json_text("2147483648"), Err::<i32, _>(only("the number does not fit in an integer of 32 bits")));
    assert_eq!(from_json_text("1e2"), Ok(100_i32));
    assert_eq!(from_json_text("-1"), Err::<u64, _>(only("the number does not fit in an integer from 0 of 64 bits")));
    assert_eq!(from_json_text("1e999"), Err::<f64, _>(only("the number does not fit in a 64-bit float")));
    let of_free_json = from_json_text::<Map<String, Value>>(r#"{"a":[1,1e999]}"#).unwrap_err();
    assert_eq!(of_free_json.to_string(), "/a/1: the number does not fit in a 64-bit float");
    assert_eq!(to_json_text(&f32::INFINITY).unwrap_err().message, "inf is not a JSON number");
}

#[test]
fn whole_floats_are_written_as_integers() {
    for text in ["1", "-1", "0", "1.5", "0.1", "9007199254740993.5", "1e300"] {
        let number: f64 = from_json_text(text).unwrap();
        assert_eq!(from_json_text(&to_json_text(&number).unwrap()), Ok(number), "{text}");
    }
    assert_eq!(to_json_text(&1.0_f64).unwrap(), "1");
    assert_eq!(to_json_text(&-1.0_f32).unwrap(), "-1");
    assert_eq!(to_json_text(&1e300_f64).unwrap(), "1e300");
    assert_eq!(to_json_text(&2.5_f64).unwrap(), "2.5");
    let free: Value = from_json_text("1.0").unwrap();
    assert_eq!(to_json_text(&free).unwrap(), "1.0");
}

#[test]
fn integers_of_128_bits_come_back() {
    for text in
        ["170141183460469231731687303715884105727", "-170141183460469231731687303715884105728", "-1", "18446744073709551616"]
    {
        let number: i128 = from_json_text(text).unwrap();
        assert_eq!(to_json_text(&number).unwrap(), text);
    }
    assert_eq!(from_json_text("2e38"), Err::<i128, _>(only("the number does not fit in an integer of 128 bits")));
}

#[derive(Clone)]
struct Either {
    name: Option<String>,
    count: Option<i64>,
    extra: BTreeMap<String, Value>,
}

object! {
    Either {
        name: loose "name",
        count: loose "count",
        extra: rest,
    }
}

#[test]
fn a_loose_member_of_another_type_is_kept_with_the_others() {
    for text in [
        r#"{"name":"a","count":1}"#,
        r#"{"name":"a","count":"1"}"#,
        r#"{"count":1,"more":[],"name":{"x":null}}"#,
        r#"{"name":null}"#,
    ] {
        let either: Either = from_json_text(text).unwrap();
        let back = to_json_text(&either).unwrap();
        assert_eq!(json::parse(&back).unwrap(), json::parse(text).unwrap(), "{text}");
    }
    let either: Either = from_json_text(r#"{"name":"a","count":"1"}"#).unwrap();
    assert_eq!((either.name.as_deref(), either.count, either.extra["count"].as_str()), (Some("a"), None, Some("1")));
    let twice = Either { count: Some(2), ..either };
    assert!(to_json_text(&twice).is_err());
}

fn only(message: &str) -> DecodeError {
    let mismatch = letterpress_runtime::Mismatch { pointer: String::new(), message: message.to_owned() };
    DecodeError::Mismatch { errors: vec![mismatch], more: 0 }
}

#[test]
fn free_json_passes_through() {
    assert_eq!(round_trip::<Value>(r#"{"a":[1,2.5,null]}"#), r#"{"a":[1,2.5,null]}"#);
    assert_eq!(round_trip::<Map<String, Value>>(r#"{"a":1}"#), r#"{"a":1}"#);
    assert_eq!(errors::<Map<String, Value>>("[]"), ["expected an object, found array"]);
    assert_eq!(round_trip::<BTreeMap<String, Vec<bool>>>(r#"{"a":[true]}"#), r#"{"a":[true]}"#);
}

#[test]
fn texts_come_back_as_they_were() {
    for text in [r#""not a uuid""#, r#""123E4567-e89b-12d3-a456-426614174000""#] {
        assert_eq!(round_trip::<Uuid>(text), text);
    }
    assert_eq!(round_trip::<Decimal>("999999999999998.990"), "999999999999998.990");
    for text in [r#""-_8""#, r#""-_8=""#, r#""+/8""#, r#""+/8=""#] {
        assert_eq!(round_trip::<Base64>(text), text);
    }
    assert_eq!(errors::<Base64>(r#""a""#), ["expected base64"]);
    assert_eq!(round_trip::<Password>(r#""secret""#), r#""secret""#);
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Color {
    Red,
    DarkBlue,
    Unknown(String),
}

enumeration! {
    Color: open {
        Red = "red",
        DarkBlue = "dark-blue",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Size {
    Small,
    Large,
}

enumeration! {
    Size: closed {
        Small = "s",
        Large = "l",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Minus1,
    V2,
}

integers! {
    Level: closed {
        Minus1 = -1,
        V2 = 2,
    }
}

#[test]
fn open_enumerations_keep_unknown_values() {
    assert_eq!(from_json_text(r#""dark-blue""#), Ok(Color::DarkBlue));
    assert_eq!(round_trip::<Color>(r#""pink""#), r#""pink""#);
    assert_eq!("red".parse(), Ok(Color::Red));
    assert_eq!(format!("{:>5}", Color::Red), "  red");
    assert_eq!(errors::<Color>("1"), ["expected a string, found number"]);
}

#[test]
fn closed_enumerations_refuse_unknown_values() {
    assert_eq!(from_json_text(r#""l""#), Ok(Size::Large));
    assert_eq!(errors::<Size>(r#""m""#), [r#"expected one of "s", "l""#]);
    assert_eq!(errors::<Size>("{}"), ["expected a string, found object"]);
    assert!("m".parse::<Size>().is_err());
    assert_eq!(from_json_text("-1.0"), Ok(Level::Minus1));
    assert_eq!(errors::<Level>("3"), ["expected one of -1, 2"]);
    assert_eq!(to_json_text(&Level::V2).unwrap(), "2");
}

#[derive(Clone)]
struct Cat {
    pet_type: String,
    lives: i64,
}

object! {
    Cat {
        pet_type: required "petType",
        lives: required "lives",
    }
}

#[derive(Clone)]
struct Dog {
    friend: Option<Box<Pet>>,
}

object! {
    Dog {
        friend: optional "friend",
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Value),
}

union! {
    Pet: tagged "petType", open {
        Cat(Cat) = "cat" | "kitten",
        Dog(Dog) = "dog",
    }
}

#[derive(Clone, Debug, PartialEq)]
enum NewPet {
    Cat(Cat),
    Dog(Dog),
}

union! {
    NewPet: tagged "petType", closed {
        Cat(Cat) = "cat",
        Dog(Dog) = "dog",
    }
}

#[test]
fn the_tag_is_on_the_wire_once() {
    for text in [
        r#"{"petType":"cat","lives":9}"#,
        r#"{"petType":"kitten","lives":9}"#,
        r#"{"petType":"dog","friend":{"petType":"dog"}}"#,
        r#"{"hops":2,"petType":"frog"}"#,
    ] {
        assert_eq!(round_trip::<Pet>(text), text);
    }
    let wrong = Pet::Cat(Cat { pet_type: "dog".to_owned(), lives: 1 });
    assert_eq!(to_json_text(&wrong).unwrap(), r#"{"petType":"cat","lives":1}"#);
}

#[derive(Clone)]
struct Scales {
    note: String,
    weights: Vec<f64>,
}

object! { Scales { note: required "note", weights: required "weights" } }

#[derive(Clone, Debug, PartialEq)]
enum Device {
    Scales(Scales),
    Text(String),
    Unknown(Value),
}

union! {
    Device: tagged "kind", open {
        Scales(Scales) = "scales",
        Text(String) = "text",
    }
}

/// A tag is put before what was written already.
#[test]
fn what_has_no_json_has_its_place_behind_a_tag_too() {
    let scales = |note: &str, weight| Device::Scales(Scales { note: note.to_owned(), weights: vec![1.0, weight] });
    let note = r#"{"kind":"text"},"kind":1 \" \\"#;
    let text = to_json_text(&vec![scales(note, 2.0)]).unwrap();
    assert!(text.starts_with(r#"[{"kind":"scales","note":"#), "{text}");
    assert_eq!(from_json_text::<Vec<Device>>(&text).unwrap(), [scales(note, 2.0)]);
    let wrong = vec![scales("a", 0.5), scales(note, f64::NAN), Device::Text("no object".to_owned())];
    assert_eq!(to_json_text(&wrong).unwrap_err().to_string(), "/1/weights/1: NaN is not a JSON number");
    assert_eq!(to_json_text(&wrong[2..]).unwrap_err().to_string(), "/0: a variant of a tagged union must be an object");
    let found =
        violations(to_json(&wrong).root(), |check| check.items(|item| item.members(|_, member| member.items(|item| item))));
    let found: Vec<&str> = found.iter().map(|found| found.pointer.as_str()).collect();
    assert_eq!(found, ["/1/weights/1", "/2"]);
}

/// What is below a default has its place below the object that lacks the member.
#[test]
fn a_default_of_another_type_is_told_where_it_would_stand() {
    struct Wrong {
        _limits: Option<Vec<Vec<i64>>>,
    }
    object! { Wrong { _limits: optional "a/b" default "[[1],[2,true]]" } }
    let tape = json::parse("[{},{}]").unwrap();
    let error = from_json::<Vec<Wrong>>(tape.root(), Direction::Request).unwrap_err().to_string();
    let told = "/a~1b/1/1: expected an integer of 64 bits, found boolean";
    assert_eq!(error, format!("/0{told}; /1{told}"));
}

#[test]
fn a_union_needs_its_tag() {
    assert_eq!(errors::<Pet>("{}"), ["member `petType` is missing"]);
    assert_eq!(errors::<Pet>(r#"{"petType":null}"#), ["/petType: expected a string, found null"]);
    assert_eq!(errors::<NewPet>(r#"{"petType":1}"#), [r#"/petType: expected one of "cat", "dog""#]);
    assert_eq!(errors::<Pet>("1"), ["expected an object, found number"]);
    assert_eq!(errors::<NewPet>(r#"{"petType":"frog"}"#), [r#"/petType: expected one of "cat", "dog""#]);
    assert_eq!(errors::<Pet>(r#"{"petType":"cat"}"#), ["member `lives` is missing"]);
}

/// The keys of `mapping` are strings, whatever the member is.
#[test]
fn a_tag_may_be_an_integer() {
    #[derive(Clone)]
    struct Row {
        kind: i64,
    }
    object! { Row { kind: required "type" } }
    #[derive(Clone, Debug, PartialEq)]
    enum Part {
        Row(Row),
        Unknown(serde_json::Value),
    }
    letterpress_runtime::union! { Part: tagged "type", open { Row(Row) = "1" } }

    assert_eq!(from_json_text(r#"{"type":1}"#), Ok(Part::Row(Row { kind: 1 })));
    assert_eq!(round_trip::<Part>(r#"{"new":true,"type":18}"#), r#"{"new":true,"type":18}"#);
    assert_eq!(to_json_text(&Part::Row(Row { kind: 5 })).unwrap(), r#"{"type":1}"#, "a variant has its own tag");
    assert_eq!(errors::<Part>(r#"{"type":[]}"#), ["/type: expected a string, found array"]);
}

#[derive(Clone)]
struct Named {
    name: Option<String>,
}

object! {
    Named {
        name: optional "name",
    }
}

#[derive(Clone)]
struct Aged {
    name: Option<String>,
    age: Option<i64>,
}

object! {
    Aged {
        name: optional "name",
        age: optional "age",
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Field {
    Integer(i64),
    Decimal(Decimal),
    Text(String),
    Named(Named),
    Aged(Aged),
    Unknown(Value),
}

union! {
    Field: untagged, open {
        Integer(i64): |value| value.integer(),
        Decimal(Decimal): |value| value.number(),
        Text(String): |value| value.string(),
        Named(Named): |value| value.object(),
        Aged(Aged): |value| value.object().members(|name, value| match name {
            "age" => value.integer(),
            _ => value,
        }),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Key {
    Number(i64),
    Text(String),
}

union! {
    Key: untagged, closed {
        Number(i64): |value| value.integer(),
        Text(String): |value| value.string(),
    }
}

#[test]
fn the_variant_with_most_members_that_holds_is_taken() {
    let variant = |text: &str| from_json_text::<Field>(text).unwrap();
    assert_eq!(variant("1"), Field::Integer(1));
    assert!(matches!(variant("1.5"), Field::Decimal(_)));
    for kept in ["1.00", "1e2", "999999999999999.00"] {
        let value = variant(kept);
        assert!(matches!(value, Field::Decimal(_)), "{value:?}");
        assert_eq!(to_json_text(&value).unwrap(), kept);
    }
    assert_eq!(from_json_text::<Key>("1.0"), Ok(Key::Number(1)));
    assert!(matches!(variant("\"a\""), Field::Text(_)));
    assert!(matches!(variant(r#"{"name":"a"}"#), Field::Named(_)));
    assert!(matches!(variant(r#"{"name":"a","age":1}"#), Field::Aged(_)));
    assert!(matches!(variant(r#"{"name":"a","age":"x"}"#), Field::Named(_)));
    assert_eq!(variant("[true]"), Field::Unknown(serde_json::json!([true])));
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Not(Box<Expression>),
    Both(Box<Both>),
    Literal(bool),
}

union! {
    Expression: untagged, closed {
        Not(Box<Expression>): |value| value.object().members(|_, value| value.boolean()),
        Both(Box<Both>): |value| value.array(),
        Literal(bool): |value| value.boolean(),
    }
}

#[derive(Clone)]
struct Both {
    left: Expression,
    right: Expression,
}

object! {
    Both {
        left: required "left",
        right: required "right",
    }
}

#[test]
fn a_recursive_union_has_a_placeholder() {
    assert_eq!(errors::<Expression>("\"x\""), ["string fits none of Not, Both, Literal"]);
    assert_eq!(errors::<Both>("{}"), ["member `left` is missing", "member `right` is missing"]);
    assert_eq!(from_json_text("true"), Ok(Expression::Literal(true)));
}
