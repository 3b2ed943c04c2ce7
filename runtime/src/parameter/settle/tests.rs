#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::cell::Cell;

use super::*;
use crate::json;

const SCALAR: ParameterKind = ParameterKind::INTEGER_OR_STRING;
const ONE_OR_MANY: ParameterKind = ParameterKind::Mixed(&SCALAR, &ParameterKind::Array(&SCALAR));
const MANY: ParameterKind = ParameterKind::Array(&SCALAR);

fn tree(text: &str) -> Tree<'static> {
    json::parse(text).unwrap().root().to_tree().into_owned()
}

fn fault(pointer: &str, keyword: &'static str, detail: String) -> Fault {
    Fault { parameter: None, pointer: pointer.to_owned(), keyword: keyword.into(), detail, more: 0 }
}

/// A fault for each of these places whose value is refused.
fn refusing(places: &[&str], tree: &Tree<'static>, is_wrong: impl Fn(&Tree<'static>) -> bool) -> Vec<Fault> {
    let at = |place: &str| match (place.strip_prefix('/'), tree) {
        (None, whole) => Some(whole.clone()),
        (Some(index), Tree::Array(items)) => items.get(index.parse::<usize>().unwrap()).cloned(),
        (Some(name), other) => other.get(name).cloned(),
    };
    let wrong = |place: &&&str| at(place).is_some_and(|value| is_wrong(&value));
    places.iter().filter(wrong).map(|place| fault(place, "type", String::new())).collect()
}

/// The best reading of a value of a kind, how many faults it has, and how many trials it took.
fn read(first: &str, kind: &ParameterKind, check: impl Fn(&Tree<'static>) -> Vec<Fault>) -> (String, usize, usize) {
    let trials = Cell::new(0);
    let first = tree(first);
    let faults = check(&first);
    let counted = |tree: &Tree<'static>| {
        trials.set(trials.get() + 1);
        check(tree)
    };
    let settled = settled(first, faults, &|tree, other| of_value(tree, kind, other), &counted);
    (settled.tree.to_text().unwrap(), settled.faults.len(), trials.get())
}

fn is_number(tree: &Tree<'static>) -> bool {
    matches!(tree, Tree::Number(_))
}

#[test]
fn the_first_reading_stays_where_it_holds_and_nothing_is_tried() {
    assert_eq!(read("50", &ONE_OR_MANY, |_| Vec::new()), ("50".to_owned(), 0, 0));
}

#[test]
fn a_text_comes_before_a_list() {
    let no_number = |tree: &Tree<'static>| refusing(&[""], tree, is_number);
    assert_eq!(read("50", &ONE_OR_MANY, no_number), ("\"50\"".to_owned(), 0, 1));
    let no_scalar = |tree: &Tree<'static>| refusing(&[""], tree, |tree| tree.as_array().is_none());
    assert_eq!(read("50", &ONE_OR_MANY, no_scalar), ("[50]".to_owned(), 0, 2));
}

#[test]
fn numbers_are_texts_only_where_the_kind_has_text() {
    let no_number = |tree: &Tree<'static>| refusing(&[""], tree, is_number);
    assert_eq!(read("50", &ParameterKind::Integer, no_number), ("50".to_owned(), 1, 0));
    // JSON tells texts from numbers.
    let none_inside = |tree: &Tree<'static>| refusing(&["/a"], tree, is_number);
    assert_eq!(read(r#"{"a":5}"#, &ParameterKind::Json, none_inside), (r#"{"a":5}"#.to_owned(), 1, 0));
    assert_eq!(read(r#"{"a":5}"#, &ParameterKind::Any, none_inside), (r#"{"a":"5"}"#.to_owned(), 0, 1));
}

#[test]
fn where_no_reading_holds_the_first_of_the_least_wrong_is_told() {
    assert_eq!(read("50", &ONE_OR_MANY, |_| vec![fault("", "const", String::new())]), ("50".to_owned(), 1, 2));
    let two_of_a_number = |tree: &Tree<'static>| {
        let number = is_number(tree).then(|| fault("", "maximum", String::new()));
        number.into_iter().chain([fault("", "const", String::new())]).collect()
    };
    assert_eq!(read("50", &ONE_OR_MANY, two_of_a_number), ("\"50\"".to_owned(), 1, 2));
}

#[test]
fn only_places_that_are_refused_are_read_anew() {
    let second = |tree: &Tree<'static>| refusing(&["/1"], tree, is_number);
    assert_eq!(read("[1,2,3]", &MANY, second), (r#"[1,"2",3]"#.to_owned(), 0, 1));
    // Of faults that were cut it is not known where they are.
    let cut = |tree: &Tree<'static>| {
        let fault = Fault { more: 1, ..fault("/9", "type", String::new()) };
        Vec::from_iter(is_number(&tree.as_array().unwrap()[2]).then_some(fault))
    };
    assert_eq!(read("[1,2,3]", &MANY, cut), (r#"[1,2,"3"]"#.to_owned(), 0, 3));
}

/// Each place of the first few on its own, all at once, and those that were right: more is not tried.
#[test]
fn trials_are_bounded() {
    let numbers = |count: usize| format!("[{}]", (10..10 + count).map(|number| number.to_string()).collect::<Vec<_>>().join(","));
    let places: Vec<String> = (0..1000).map(|index| format!("/{index}")).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let (text, faults, trials) = read(&numbers(1000), &MANY, |tree| refusing(&places, tree, is_number));
    assert_eq!((faults, trials), (0, SINGLE + 1));
    assert!(text.starts_with(r#"["10","11""#), "{text}");
    // Texts are refused as well, but of three letters.
    let is_wrong = |tree: &Tree<'static>| is_number(tree) || tree.as_str().is_some_and(|text| text.len() < 3);
    let (text, faults, trials) = read(&numbers(1000), &MANY, |tree| refusing(&places, tree, is_wrong));
    assert_eq!((faults, trials), (90, SINGLE + 2));
    assert!(text.starts_with(r#"[10,11"#) && text.contains(r#",99,"100","101""#), "{text}");
    // None is right.
    let (_, faults, trials) = read(&numbers(1000), &MANY, |tree| refusing(&places, tree, |_| true));
    assert_eq!((faults, trials), (1000, SINGLE + 1));
}

/// What is read of members of which some must be there.
fn absent(unwritten: impl Fn() -> Unwritten, is_wrong: impl Fn(&Tree<'static>) -> bool) -> (String, usize) {
    let check = |tree: &Tree<'static>| match tree.get("a") {
        None => vec![fault("", "required", missing("a"))],
        Some(value) if is_wrong(value) => vec![fault("/a", "type", String::new())],
        Some(_) => Vec::new(),
    };
    let first = tree(r#"{"b":1}"#);
    let faults = check(&first);
    let changes = |tree: &Tree<'static>, other| of_absent(tree, "a", unwritten(), other).into_iter().collect();
    let settled = settled(first, faults, &changes, &check);
    (settled.tree.to_text().unwrap(), settled.faults.len())
}

#[test]
fn what_is_absent_is_null_where_null_is_named_or_else_an_empty_list() {
    let list = || Some(Tree::Array(Vec::new()));
    let any = |_: &Tree<'static>| false;
    assert_eq!(absent(|| Unwritten { null: true, empty: list() }, any), (r#"{"b":1,"a":null}"#.to_owned(), 0));
    assert_eq!(absent(|| Unwritten { null: false, empty: list() }, any), (r#"{"b":1,"a":[]}"#.to_owned(), 0));
    assert_eq!(absent(|| Unwritten { null: true, empty: list() }, Tree::is_null), (r#"{"b":1,"a":[]}"#.to_owned(), 0));
    assert_eq!(absent(|| Unwritten { null: false, empty: None }, any), (r#"{"b":1}"#.to_owned(), 1));
    assert_eq!(absent(|| Unwritten { null: true, empty: list() }, |_| true), (r#"{"b":1}"#.to_owned(), 1));
}

/// That something else is missing is no reason to add a member.
#[test]
fn a_member_is_not_added_for_the_sake_of_another() {
    let check = |tree: &Tree<'static>| match tree.get("a") {
        None => vec![fault("", "required", missing("c"))],
        Some(_) => Vec::new(),
    };
    let changes =
        |tree: &Tree<'static>, other| of_absent(tree, "a", Unwritten { null: true, empty: None }, other).into_iter().collect();
    let first = tree("{}");
    let faults = check(&first);
    assert_eq!(settled(first, faults, &changes, &check).faults.len(), 1);
}
