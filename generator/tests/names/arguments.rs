//! Arguments that are given by their position keep their order, and a call that would mean another one is told.

use letterpress::names::Argument;
use letterpress::{Diagnostic, Understood};

use super::compared::Output;
use super::{HEAD, lock, run, understood};

fn parameter(text: &str) -> String {
    let (location, name) = text.trim_end_matches('?').split_once('/').unwrap();
    format!("{{ name: {name}, in: {location}, required: {}, schema: {{ type: string }} }}", !text.ends_with('?'))
}

/// One operation; words are parameters, those with `?` optional, `body` is a body. What stands before `|` is the path item's.
pub fn text(words: &str) -> String {
    let (shared, own) = words.split_once('|').unwrap_or(("", words));
    let list =
        |words: &str| words.split_whitespace().filter(|word| *word != "body").map(parameter).collect::<Vec<_>>().join(", ");
    let body = if own.contains("body") {
        "requestBody: { required: true, content: { text/plain: { schema: { type: string } } } }, "
    } else {
        ""
    };
    let variables: Vec<&str> = words.split_whitespace().filter_map(|word| word.strip_prefix("path/")).collect();
    let path = variables.iter().fold("/a".to_owned(), |path, name| format!("{path}/{{{name}}}"));
    format!(
        "{HEAD}paths:\n  {path}:\n    parameters: [{}]\n    post: {{ operationId: send, parameters: [{}], {body}responses: {{ '204': {{ description: d }} }} }}\n",
        list(shared),
        list(own)
    )
}

/// The words of the arguments in their order.
pub fn order(it: &Understood) -> String {
    let (operation, names) = (&it.api.tags[0].operations[0], &it.names.tags[0].operations[0]);
    let word = |argument: &Argument| match argument {
        Argument::Parameter(at) => format!("{}/{}", operation.parameters[*at].location.name(), operation.parameters[*at].name),
        Argument::Body => "body".to_owned(),
    };
    names.arguments.iter().map(word).collect::<Vec<_>>().join(" ")
}

pub fn told(diagnostics: &[Diagnostic]) -> usize {
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
        ("query/q path/id", "path/id query/q", false),
        ("path/id query/q", "path/id query/q", false),
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
        // Calls of the third step have as many.
        ("query/from? query/new query/to", "query/to query/new", true),
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
fn a_variable_that_another_one_was_called_like_is_told_as_that() {
    let kept = lock(&understood(&text("path/p query/q"), ""));
    let kept = kept
        .replace(" arguments = path/p query/q\n", " arguments = path/p query/q\noperations/send arguments = (path/p) (former)\n");
    let (_, _, rendered) = run(&text("path/p"), &kept);
    let note = "its arguments were `path/p`, where `path/p` was another variable of the path, and are `path/p`";
    assert!(rendered.contains(note), "{rendered}");
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

#[test]
fn an_argument_that_comes_in_a_later_run_than_another_one_went_is_told() {
    goes(&[
        ("query/from", "query/from", false),
        ("", "", false),
        ("query/to", "query/to", true),
        ("query/to", "query/to", false),
    ]);
    goes(&[("path/id", "path/id", false), ("", "", false), ("query/to", "query/to", true)]);
    goes(&[("body", "body", false), ("", "", false), ("query/to?", "", false), ("query/to", "query/to", true)]);
    // One that comes before another one goes.
    goes(&[("query/a", "query/a", false), ("query/a query/b", "query/a query/b", false), ("query/b", "query/b", true)]);
    // It went from among others.
    goes(&[
        ("query/a query/b query/c", "query/a query/b query/c", false),
        ("query/a query/c", "query/a query/c", false),
        ("query/a query/d query/c", "query/a query/c query/d", true),
    ]);
    // As long as nobody could mean another one, and for what comes back, nothing is told.
    goes(&[
        ("query/a query/b", "query/a query/b", false),
        ("query/a", "query/a", false),
        ("query/a query/b query/c", "query/a query/b query/c", false),
        ("query/a query/b", "query/a query/b", false),
        ("", "", false),
        ("query/a", "query/a", false),
        ("query/a query/b query/d query/e", "query/a query/b query/d query/e", false),
    ]);
}

#[test]
fn several_arguments_with_new_names_have_the_positions_of_those_that_went() {
    goes(&[
        ("query/a header/X query/b cookie/c", "query/a header/X query/b cookie/c", false),
        ("cookie/d header/Y query/b query/n", "query/n header/Y query/b cookie/d", true),
    ]);
    goes(&[
        ("query/a query/b query/c", "query/a query/b query/c", false),
        ("query/c query/x query/y", "query/x query/y query/c", true),
    ]);
    // The new name of the variable of the path, beside a newcomer elsewhere.
    goes(&[("path/key query/q", "path/key query/q", false), ("query/z path/id query/q", "path/id query/q query/z", false)]);
}

#[test]
fn a_body_that_may_be_missing_was_no_argument() {
    let optional = |words: &str| text(words).replace("requestBody: { required: true,", "requestBody: {");
    let first = understood(&optional("body"), "");
    let (now, diagnostics, rendered) = run(&optional("query/b body"), &lock(&first));
    assert_eq!((order(&now.unwrap()).as_str(), told(&diagnostics)), ("query/b", 0), "{rendered}");
    // It became one, and another one took its place.
    let second = understood(&text("body"), &lock(&first));
    let (now, diagnostics, rendered) = run(&optional("query/b body"), &lock(&second));
    assert_eq!((order(&now.unwrap()).as_str(), told(&diagnostics)), ("query/b", 1), "{rendered}");
}

#[test]
fn a_lock_that_says_no_order_at_all_is_told_once() {
    let first = understood(&text("query/from query/to"), "");
    let old: String = lock(&first).lines().filter(|line| !line.contains(" arguments ")).map(|line| format!("{line}\n")).collect();
    let (now, diagnostics, rendered) = run(&text("query/to query/from"), &old);
    assert_eq!(told(&diagnostics), 1, "{rendered}");
    assert!(rendered.contains("the order of the arguments of `send`"), "{rendered}");
    assert_eq!(told(&run(&text("query/to query/from"), &lock(&now.unwrap())).1), 0);
    // One argument has no order; nor is anything told of an operation that is new.
    for (before, after) in [("query/from", "query/from query/to"), ("", "query/from query/to")] {
        let first = understood(&text(before), "");
        let old: String =
            lock(&first).lines().filter(|line| !line.contains(" arguments ")).map(|line| format!("{line}\n")).collect();
        assert_eq!(told(&run(&text(after), &old).1), 0, "{before}");
    }
}

/// The lock of a conflict in the lines that say the order, `None` where a side has no such operation.
fn conflict(base: Option<&str>, sides: [&str; 2]) -> String {
    let kept =
        base.map_or_else(|| lock(&understood(&format!("{HEAD}paths: {{}}\n"), "")), |base| lock(&understood(&text(base), "")));
    let [ours, theirs] = sides.map(|words| lock(&understood(&text(words), &kept)));
    let body = |text: &str| text.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>();
    format!("<<<<<<< main\n{}=======\n{}>>>>>>> feature\n", body(&ours), body(&theirs))
}

#[test]
fn calls_that_either_side_of_a_merge_has_are_told_when_they_mean_another_argument() {
    for (base, sides, now, expected, is_told) in [
        // Both replaced it.
        (Some("query/x"), ["query/c", "query/d"], "query/d", "query/d", true),
        (Some("query/x"), ["query/c", "query/d"], "query/c", "query/c", true),
        (Some("query/x"), ["query/c", "query/d"], "query/c query/d", "query/c query/d", false),
        // The second side added one to what the first replaced.
        (
            Some("query/from query/to"),
            ["query/via query/to", "query/from query/to query/z"],
            "query/via query/to query/z",
            "query/via query/to query/z",
            true,
        ),
        // Both made the operation.
        (None, ["query/from query/to", "query/to query/from"], "query/to query/from", "query/from query/to", true),
        (None, ["query/from query/to", "query/from query/to"], "query/to query/from", "query/from query/to", false),
        (None, ["path/id", "query/to"], "query/to", "query/to", true),
        // Newcomers of both: no call compiles on.
        (Some("query/a"), ["query/a query/b", "query/a query/c"], "query/a query/b query/c", "query/a query/b query/c", false),
    ] {
        let merged = conflict(base, sides);
        let (it, diagnostics, rendered) = run(&text(now), &merged);
        let it = it.unwrap_or_else(|| panic!("{rendered}"));
        assert_eq!(
            (order(&it).as_str(), told(&diagnostics)),
            (expected, usize::from(is_told)),
            "{sides:?} {now}\n{merged}{rendered}"
        );
        assert_eq!(told(&run(&text(now), &lock(&it)).1), 0, "it is told again");
    }
    // A later run, with an order of the length that one side had.
    let merged = understood(&text("query/a query/b query/c"), &conflict(Some("query/a"), ["query/a query/b", "query/a query/c"]));
    assert_eq!(told(&run(&text("query/a query/c"), &lock(&merged)).1), 1);
}

#[test]
fn an_order_of_very_many_arguments_is_read_and_kept_fast() {
    let words: Vec<String> = (0..90_000).map(|number| format!("query/a{number}")).collect();
    let line = words.join(" ");
    let kept = lock(&understood(&text("query/a0"), "")).replace("arguments = query/a0\n", &format!("arguments = {line}\n"));
    let began = std::time::Instant::now();
    let it = understood(&text("query/a2 query/a1"), &kept);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    assert_eq!(order(&it), "query/a1 query/a2");
}

/// Git gives each side one line for an operation. Orders that are joined one after the other take as long as all of them each time.
#[test]
fn a_second_order_on_one_side_of_a_conflict_is_refused() {
    let side = |words: &str| format!("operations/send arguments = {words}\n");
    let kept = lock(&understood(&text("query/a query/b"), ""));
    let in_conflict = |ours: &str, theirs: &str| {
        kept.replace(&side("query/a query/b"), &format!("<<<<<<< main\n{ours}=======\n{theirs}>>>>>>> feature\n"))
    };
    let [a, b, c] = ["query/a query/b", "query/b query/a", "query/c query/a query/b"].map(side);
    let codes = |lock: &str| {
        let (_, diagnostics, _) = run(&text("query/a query/b"), lock);
        diagnostics.into_iter().filter(Diagnostic::is_error).map(|it| it.code.0).collect::<Vec<_>>()
    };
    assert!(codes(&in_conflict(&a, &b)).is_empty());
    assert_eq!(codes(&in_conflict(&a, &format!("{b}{c}"))), ["E0402"]);
    assert_eq!(codes(&in_conflict("", &format!("{b}{c}"))), ["E0402"]);
    // A conflict in another one has two lines on the side of the outer one.
    let inner = format!("<<<<<<<<< one\n{b}=========\n{c}>>>>>>>>> two\n");
    assert!(codes(&in_conflict(&a, &inner)).is_empty());
    let many: String = (0..20_000).map(|number| side(&format!("query/a query/n{number} query/b"))).collect();
    let began = std::time::Instant::now();
    assert!(!codes(&in_conflict(&a, &many)).is_empty());
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn a_lost_order_of_one_operation_is_told() {
    let with = |words: &str| {
        let other = "  /other:\n    get: { operationId: other, parameters: [{ name: a, in: query, required: true, schema: { type: string } }], \
                     responses: { '204': { description: d } } }\n";
        format!("{}{other}", text(words))
    };
    let kept = lock(&understood(&with("path/id query/q"), ""));
    let lost = kept.replace("operations/send arguments = path/id query/q\n", "");
    assert_ne!(lost, kept);
    let (it, diagnostics, rendered) = run(&with("query/q path/id"), &lost);
    assert_eq!(told(&diagnostics), 1, "{rendered}");
    assert!(rendered.contains("`names.lock` does not say the order of the arguments of `send`"), "{rendered}");
    assert_eq!(told(&run(&with("query/q path/id"), &lock(&it.unwrap())).1), 0, "it is told once");
}

#[test]
fn an_operation_that_takes_the_name_of_another_one_is_told_by_its_arguments() {
    let of = |id: &str, parameters: [&str; 2]| {
        let parameters = parameters.map(|name| parameter(&format!("query/{name}"))).join(", ");
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: {id}, x-rust-name: transfer, parameters: [{parameters}], responses: {{ '204': {{ description: d }} }} }}\n"
        )
    };
    let (mut output, told) = Output::default().then_twice(&of("createTransfer", ["from", "to"]));
    assert!(!told.contains("W04"), "{told}");
    // Somebody has deleted the line that kept the name.
    output.lock =
        output.lock.lines().filter(|line| !line.ends_with(" method = transfer")).map(|line| format!("{line}\n")).collect();
    let (_, told) = output.then_twice(&of("postTransfer", ["to", "from"]));
    let expected = "`new(...)` of `Transfer` is a function of the query parameter `to`, the query parameter `from`, and was \
                    a function of the query parameter `from`, the query parameter `to`";
    assert!(told.contains("W0415") && told.contains(expected), "{told}");
    // Two names for one type are that type.
    let aliases = |id: &str, parameters: [&str; 2]| {
        let named = parameters.map(|name| {
            let schema = format!("schema: {{ $ref: '#/components/schemas/{}Id' }}", name.to_uppercase());
            parameter(&format!("query/{name}")).replace("schema: { type: string }", &schema)
        });
        let components = "components: { schemas: { FROMId: { type: string }, TOId: { type: string } } }\n";
        of(id, ["x", "y"]).replace(&["x", "y"].map(|name| parameter(&format!("query/{name}"))).join(", "), &named.join(", "))
            + components
    };
    let (mut output, _) = Output::default().then_twice(&aliases("createTransfer", ["from", "to"]));
    output.lock =
        output.lock.lines().filter(|line| !line.ends_with(" method = transfer")).map(|line| format!("{line}\n")).collect();
    let (_, told) = output.then_twice(&aliases("postTransfer", ["to", "from"]));
    assert!(told.contains(expected), "{told}");
    // What the lock tells of arguments is told once.
    let names = |names: [&str; 2]| names.map(|name| format!("{name}: {{ type: string }}")).join(", ");
    let object = |of: [&str; 2]| {
        format!(
            "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    A: {{ type: object, required: [{}], properties: {{ {} }} }}\n",
            of.join(", "),
            names(of)
        )
    };
    let (output, _) = Output::default().then_twice(&object(["a", "b"]));
    let (_, told) = output.then_twice(&object(["a", "c"]));
    assert_eq!((told.matches("W0411").count(), told.matches("W0415").count()), (1, 0), "{told}");
}
