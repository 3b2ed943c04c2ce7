//! Arguments that are given by their position keep their order, and a call that would mean another one is told.

use letterpress::names::Argument;
use letterpress::{Diagnostic, Understood};

use super::{HEAD, lock, run, understood};

fn parameter(text: &str) -> String {
    let (location, name) = text.trim_end_matches('?').split_once('/').unwrap();
    format!("{{ name: {name}, in: {location}, required: {}, schema: {{ type: string }} }}", !text.ends_with('?'))
}

/// One operation; words are parameters, those with `?` optional, `body` is a body. What stands before `|` is the path item's.
fn text(words: &str) -> String {
    let (shared, own) = words.split_once('|').unwrap_or(("", words));
    let list =
        |words: &str| words.split_whitespace().filter(|word| *word != "body").map(parameter).collect::<Vec<_>>().join(", ");
    let body = if own.contains("body") {
        "requestBody: { required: true, content: { text/plain: { schema: { type: string } } } }, "
    } else {
        ""
    };
    let path = if words.contains("path/id") { "/a/{id}" } else { "/a" };
    format!(
        "{HEAD}paths:\n  {path}:\n    parameters: [{}]\n    post: {{ operationId: send, parameters: [{}], {body}responses: {{ '204': {{ description: d }} }} }}\n",
        list(shared),
        list(own)
    )
}

/// The words of the arguments in their order.
fn order(it: &Understood) -> String {
    let (operation, names) = (&it.api.tags[0].operations[0], &it.names.tags[0].operations[0]);
    let word = |argument: &Argument| match argument {
        Argument::Parameter(at) => format!("{}/{}", operation.parameters[*at].location.name(), operation.parameters[*at].name),
        Argument::Body => "body".to_owned(),
    };
    names.arguments.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn told(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|it| it.code.0 == "W0411").count()
}

/// Goes through descriptions; with each the order of its arguments, and whether it is told that one is another.
fn goes(steps: &[(&str, &str, bool)]) {
    let mut kept = String::new();
    for (words, expected, is_told) in steps {
        let (it, diagnostics, rendered) = run(&text(words), &kept);
        let it = it.unwrap_or_else(|| panic!("{rendered}"));
        assert_eq!(order(&it), *expected, "{words} of {steps:?}\n{kept}");
        assert_eq!(told(&diagnostics), usize::from(*is_told), "{words} of {steps:?}\n{kept}{rendered}");
        kept = lock(&it);
        let again = understood(&text(words), &kept);
        assert_eq!((order(&again), lock(&again)), (order(&it), kept.clone()), "a second run changes something");
        assert_eq!(told(&run(&text(words), &kept).1), 0, "it is told again");
    }
}

#[test]
fn arguments_keep_their_order_and_newcomers_stand_behind_them() {
    goes(&[
        ("query/from query/to", "query/from query/to", false),
        ("query/to query/from", "query/from query/to", false),
        ("query/to | query/from", "query/from query/to", false),
        ("query/new query/to query/from body", "query/from query/to query/new body", false),
        ("query/to query/new? query/from body", "query/from query/to body", false),
        ("query/to query/new query/more query/from body", "query/from query/to query/new query/more body", false),
    ]);
    goes(&[
        ("path/id", "path/id", false),
        ("query/q path/id", "query/q path/id", false),
        ("path/id query/q", "query/q path/id", false),
    ]);
    goes(&[("header/X-A header/X-B", "header/X-A header/X-B", false), ("header/x-b header/x-a", "header/x-a header/x-b", false)]);
}

#[test]
fn an_argument_that_comes_back_has_its_place() {
    goes(&[
        ("query/from query/to", "query/from query/to", false),
        ("query/to", "query/to", false),
        ("query/to query/from", "query/from query/to", false),
        ("query/to query/from?", "query/to", false),
        ("query/from? query/new query/to", "query/to query/new", false),
        ("query/new query/from query/to", "query/from query/to query/new", false),
        ("", "", false),
        ("query/new query/to query/from", "query/from query/to query/new", false),
    ]);
}

#[test]
fn an_argument_that_another_one_replaces_is_told() {
    goes(&[("query/customer", "query/customer", false), ("query/order", "query/order", true)]);
    // The other one keeps its position.
    goes(&[("query/a query/b", "query/a query/b", false), ("query/b query/c", "query/c query/b", true)]);
    goes(&[
        ("header/id query/q body", "header/id query/q body", false),
        ("header/name query/q body", "header/name query/q body", true),
        ("header/name query/q header/id body", "header/id header/name query/q body", false),
    ]);
    goes(&[("query/a query/b?", "query/a", false), ("query/a? query/b", "query/b", true)]);
    goes(&[("path/id query/b? query/c?", "path/id", false), ("query/b query/c?", "query/b", true)]);
    goes(&[("body", "body", false), ("query/b", "query/b", true)]);
    goes(&[("query/a body", "query/a body", false), ("query/b body", "query/b body", true)]);
    goes(&[("query/a?", "", false), ("query/a? query/b", "query/b", false), ("query/a query/b", "query/b query/a", false)]);
}

#[test]
fn a_line_that_is_deleted_is_made_again_and_one_that_is_wrong_is_refused() {
    let first = understood(&text("query/from query/to"), "");
    let line = "operations/send arguments = query/from query/to\n";
    assert!(lock(&first).contains(line), "{}", lock(&first));
    let without = lock(&first).replace(line, "");
    assert_eq!(order(&understood(&text("query/to query/from"), &without)), "query/to query/from");
    for wrong in ["query/from query/from", "query/from (query/from)", "from to", "query/from  query/to", "query/a/b", "body/x"] {
        let (none, diagnostics, rendered) =
            run(&text("query/from"), &lock(&first).replace(line, &format!("operations/send arguments = {wrong}\n")));
        assert!(none.is_none() && diagnostics.iter().any(|it| it.code.0.starts_with("E04")), "{wrong}: {rendered}");
    }
}

#[test]
fn an_order_that_two_branches_changed_is_that_of_the_first_with_what_the_second_has_more() {
    let base = lock(&understood(&text("query/a query/b"), ""));
    let sides = ["query/a query/b query/c", "query/d query/a query/b"].map(|words| lock(&understood(&text(words), &base)));
    let line = |lock: &str| lock.lines().find(|line| line.contains(" arguments ")).unwrap().to_owned();
    let [ours, theirs] = sides.each_ref().map(|lock| line(lock));
    let conflict = format!("<<<<<<< main\n{ours}\n=======\n{theirs}\n>>>>>>> feature");
    let merged = understood(&text("query/d query/c query/b query/a"), &base.replace(&line(&base), &conflict));
    assert_eq!(order(&merged), "query/a query/b query/c query/d");
}
