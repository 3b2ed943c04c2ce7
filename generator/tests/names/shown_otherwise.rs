//! What else a name is on the wire than the name of a member: a node of XML, an operation or a variable of its path, a field of the runtime, a constant.

use std::path::Path;

use letterpress::File;
use letterpress::meaning::{self, Word};

use super::compared::files;
use super::meant::{answers, between, component, document, told};
use super::variables::{CASES, at};
use super::{HEAD, lock, understood};

/// What is told where somebody exchanges two names in the lock.
fn exchanged(text: &str, [one, other]: [&str; 2]) -> Vec<String> {
    let base = understood(text, "");
    let kept = lock(&base);
    let value = |line: &str| kept.lines().find_map(|it| it.strip_prefix(line)).unwrap().to_owned();
    let [first, second] = [one, other].map(value);
    let edit = |line: &str| match line {
        it if it.starts_with(one) => format!("{one}{second}\n"),
        it if it.starts_with(other) => format!("{other}{first}\n"),
        it => format!("{it}\n"),
    };
    let head = understood(text, &kept.lines().map(edit).collect::<String>());
    between(&files(&base), &files(&head)).iter().map(|it| format!("{}.{}: {}", it.of.0, it.name, it.words[0])).collect()
}

/// Answers in some media types, of a component `B`.
fn of_media(media: &[&str], members: &str) -> String {
    let content: Vec<_> = media.iter().map(|media| format!("{media}: {{ schema: {} }}", component("B"))).collect();
    format!(
        "paths /x: {{ get: {{ operationId: x, responses: {{ '200': {{ description: d, content: {{ {} }} }} }} }} }}\n\
         B: {{ type: object, properties: {{ {members} }} }}",
        content.join(", ")
    )
}

#[test]
fn the_name_in_xml_is_one_where_a_type_is_sent_as_xml() {
    let text = |xml: &str| format!("{{ type: string, xml: {{ {xml} }} }}");
    let list = |xml: &str| format!("{{ type: array, items: {} }}", text(xml));
    let of =
        |media: &[&str], [a, b]: [&str; 2], ty: &dyn Fn(&str) -> String| of_media(media, &format!("a: {}, b: {}", ty(a), ty(b)));
    let (xml, json, both) =
        (&["application/xml"] as &[_], &["application/json"] as &[_], &["application/json", "application/xml"] as &[_]);
    let names = ["name: from", "name: to"];
    let swapped = ["name: to", "name: from"];
    for ty in [&text as &dyn Fn(&str) -> String, &list] {
        let found = told(&of(xml, names, ty), &of(xml, swapped, ty));
        assert_eq!(found[0], "B.a: the element `to` in XML, was the element `from` in XML");
        assert_eq!(found.len(), 2);
        assert_eq!(told(&of(both, names, ty), &of(xml, swapped, ty)).len(), 2);
        assert!(told(&of(json, names, ty), &of(both, swapped, ty)).is_empty(), "no code had the names in XML");
        assert!(told(&of(both, names, ty), &of(json, swapped, ty)).is_empty(), "they are not sent any more");
    }
    let of = |names| of(xml, names, &text);
    assert_eq!(told(&of(["name: a", "name: b"]), &of(["name: a, attribute: true", "name: b"])).len(), 1);
    assert!(told(&of(["name: a", "name: b"]), &of(["name: a, namespace: 'urn:n'", "name: b, prefix: p"])).is_empty());
    let spaces = ["name: a, namespace: 'urn:n'", "name: a, namespace: 'urn:m'"];
    assert_eq!(told(&of(spaces), &of([spaces[1], spaces[0]])).len(), 2);
}

#[test]
fn what_has_no_path_is_told_apart_by_what_it_is_called() {
    let webhooks = |id: &str| {
        let operation = |id: &str| format!("{{ post: {{ {id} responses: {{ '204': {{ description: d }} }} }} }}");
        format!("{}webhooks:\n  one: {}\n  two: {}\n", HEAD.replace("3.0.3", "3.1.0"), operation(id), operation(""))
    };
    let found = exchanged(&webhooks(""), ["webhooks/one/post method = ", "webhooks/two/post method = "]);
    assert_eq!(found.len(), 2, "{found:?}");
    let [before, after] = ["", "operationId: sendOne,"].map(webhooks);
    let base = understood(&before, "");
    let head = understood(&after, &lock(&base));
    assert!(between(&files(&base), &files(&head)).is_empty(), "it gets an id");
    let callback = |name: &str| {
        format!("'{{$request.query.u}}': {{ post: {{ operationId: {name}, responses: {{ '204': {{ description: d }} }} }} }}")
    };
    let text = format!(
        "{HEAD}paths:\n  /x:\n    post: {{ operationId: x, parameters: [{{ name: u, in: query, schema: {{ type: string }} }}], callbacks: {{ a: {{ {} }}, b: {{ {} }} }}, responses: {{ '204': {{ description: d }} }} }}\n",
        callback("heard"),
        callback("seen")
    );
    let found = exchanged(&text, ["operations/heard method = ", "operations/seen method = "]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn what_tells_operations_of_one_path_apart_is_part_of_them() {
    let operation = |path: &str, id: &str, parameters: &str| {
        format!(
            "  {path}: {{ post: {{ operationId: {id}, parameters: [{parameters}], responses: {{ '204': {{ description: d }} }} }} }}\n"
        )
    };
    let mark = |value: &str| format!("{{ name: m, in: query, required: true, schema: {{ type: string, enum: ['{value}'] }} }}");
    let pairs = [
        operation("/o?view=short", "listShort", "") + &operation("/o?view=long", "listLong", ""),
        operation("'/o#a'", "listShort", &mark("a")) + &operation("'/o#b'", "listLong", &mark("b")),
    ];
    for paths in pairs {
        let text = format!("{HEAD}paths:\n{paths}");
        let found = exchanged(&text, ["operations/listShort method = ", "operations/listLong method = "]);
        assert_eq!(found.iter().filter(|it| it.contains(".ID: ")).count(), 2, "{found:?}\n{text}");
    }
}

#[test]
fn a_variable_is_its_name_or_its_place() {
    let parameter = |name: &str| format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
    let text = format!(
        "{HEAD}paths:\n  /t/{{from}}/{{to}}:\n    get: {{ operationId: t, parameters: [{}, {}], responses: {{ '204': {{ description: d }} }} }}\n",
        parameter("from"),
        parameter("to")
    );
    let found = exchanged(&text, ["operations/t parameter path/from = ", "operations/t parameter path/to = "]);
    assert_eq!(found, ["T.from: the variable `to` of the path", "T.to: the variable `from` of the path"]);
    // Whatever the lock knows by the words of a path is known here, too.
    for (before, after, ..) in CASES.iter().filter(|(.., codes)| codes[1..] == [0, 0]) {
        let base = understood(&at(before), "");
        let head = understood(&at(after), &lock(&base));
        let found = between(&files(&base), &files(&head));
        assert!(!found.iter().any(|it| matches!(it.words[0], Word::Variable(..))), "{before} {after}: {found:?}");
    }
    let tree = |path: &str, variable: &str| {
        let consts =
            format!("const ID: &'static str = \"a\"; const METHOD: Method = Method::GET; const PATH: &'static str = \"{path}\";");
        let table = format!("request! {{ v: required Parameter::path(\"{variable}\"), }}");
        let text = format!("pub struct A {{ pub v: String }}\nimpl Operation for A {{ {consts} type Ok = (); {table} }}\n");
        vec![File { path: "operations/a.rs".to_owned(), text }]
    };
    let cases = [
        (["/a/{x}/b/{y}", "x"], ["/a/{x}/b/{y}", "y"], true),
        (["/a/{x}/b/{y}", "x"], ["/a/{p}/b/{q}", "p"], false),
        (["/a/{x}/b/{y}", "x"], ["/a/{p}/b/{q}", "q"], true),
        (["/a/{x}", "x"], ["/t/{t}/a/{x}", "x"], false),
        (["/a/{x}", "x"], ["/t/{x}/a/{y}", "y"], false),
        (["/a/{x}", "x"], ["/v2/a/{y}", "y"], false),
        (["/a/{x}", "x"], ["/t/{t}/a/{y}", "t"], true),
        (["/a/{x}/{y}", "y"], ["/v2/a/{p}/{q}", "p"], true),
    ];
    for (before, after, is_told) in cases {
        let [one, other] = [before, after].map(|[path, variable]| tree(path, variable));
        assert_eq!(between(&one, &other).len(), usize::from(is_told), "{before:?} {after:?}");
        assert_eq!(between(&other, &one).len(), usize::from(is_told), "{after:?} {before:?}");
    }
}

#[test]
fn what_is_gone_through_by_as_many_steps_is_compared() {
    let schemas = "A: { type: object, properties: { customer_id: { type: string } } }\nN: { type: object, properties: { customerId: { type: string } } }";
    let of = |way: &str, name: &str| {
        let (required, schema) = way.strip_prefix('?').map_or(("required: [m], ", way), |rest| ("", rest));
        let schema = schema.chars().rev().fold(component(name), |inner, kind| match kind {
            'v' => format!("{{ type: array, items: {inner} }}"),
            _ => format!("{{ type: object, additionalProperties: {inner} }}"),
        });
        format!("{}\n{schemas}\nB: {{ type: object, {required}properties: {{ m: {schema} }} }}", answers(&component("B")))
    };
    let cases = [
        ("vv", "?v", true),
        ("vv", "v", false),
        ("vvv", "?vv", true),
        ("vvv", "?v", false),
        ("vv", "?", false),
        ("?v", "v", true),
        ("vm", "?m", true),
        ("vm", "m", false),
        ("mv", "?v", false),
    ];
    for (one, other, is_told) in cases {
        assert_eq!(told(&of(one, "A"), &of(other, "N")).len(), usize::from(is_told), "{one} {other}");
        assert_eq!(told(&of(other, "A"), &of(one, "N")).len(), usize::from(is_told), "{other} {one}");
    }
}

#[test]
fn fields_of_the_runtime_are_nothing_of_the_description() {
    let body = |member: &str, more: &str| {
        format!(
            "paths /f: {{ post: {{ operationId: f, requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {{ type: object, required: [it, x], properties: {{ it: {member}, x: {{ type: string, format: binary }} }} }}{more} }} }} }}, responses: {{ '204': {{ description: d }} }} }} }}"
        )
    };
    let object = |members: &str| format!("{{ type: object, properties: {{ {members} }} }}");
    let file = "{ type: string, format: binary }";
    let plain = object("file_name: { type: string }, headers: { type: string }");
    let found = told(&body(&plain, ""), &body(file, ""));
    assert_eq!(found[0], "FilePart.file_name: the `file_name` of any `FilePart`, was the member `file_name`");
    assert_eq!(found.len(), 2);
    assert_eq!(told(&body(file, ""), &body(&plain, "")).len(), 2);
    let value = object("value: { type: string }");
    let headed = ", encoding: { it: { headers: { X-A: { schema: { type: string } } } } }";
    assert_eq!(told(&body(&value, ""), &body(&value, headed)).len(), 1);
    // A component of this name is another type.
    let own = format!("FilePart: {plain}\n");
    let found = told(&(own.clone() + &body(&component("FilePart"), "")), &(own.clone() + &body(file, "")));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(told(&(own.clone() + &body(file, "")), &(own + &body(file, headed))).is_empty());
    let map = |rest: &str| format!("{}\nB: {{ type: object, properties: {{ extra: {rest} }} }}", answers(&component("B")));
    assert!(told(&map(&object("matching: { type: string }")), &map(&object("matching: { type: string }"))).is_empty());
}

#[test]
fn an_item_of_a_stream_is_not_the_event_that_brings_it() {
    let answer = |ty: &str| {
        let table = "object! { A { id: optional \"id\", data: required \"data\" } }\nobject! { B { text: required \"text\" } }";
        let structs = "pub struct A { pub id: Option<String>, pub data: B }\npub struct B { pub text: String }";
        let text = format!(
            "{structs}\n{table}\npub struct X {{}}\nimpl Operation for X {{ const ID: &'static str = \"x\"; type Ok = {ty}; }}\n"
        );
        vec![File { path: "operations/a.rs".to_owned(), text }]
    };
    let found = between(&answer("Items<A>"), &answer("Events<B>"));
    assert_eq!(found.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["data", "id"]);
    assert_eq!(between(&answer("Events<B>"), &answer("Items<A>")).len(), 2);
    assert_eq!(between(&answer("Items<A>"), &answer("Items<letterpress_runtime::Event<B>>")).len(), 2);
    assert!(between(&answer("Items<Event<B>>"), &answer("Events<B>")).is_empty());
}

#[test]
fn the_fields_of_the_runtime_are_those_that_it_has() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let texts = ["content/events.rs", "content/multipart/field.rs", "content/multipart/file.rs", "object.rs"]
        .map(|path| std::fs::read_to_string(runtime.join(path)).unwrap());
    let lines: Vec<&str> = meaning::TYPES.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 4);
    for line in lines {
        let (head, fields) = line.split_once(" { ").unwrap();
        let start = |line: &str| line.strip_prefix(&format!("pub {head}")).is_some_and(|rest| rest.starts_with(['<', ' ']));
        let text = texts.iter().find(|text| text.lines().any(start)).unwrap();
        let body = text.lines().skip_while(|line| !start(line)).skip(1).take_while(|line| *line != "}");
        let public: Vec<&str> = body.filter_map(|line| line.trim().strip_prefix("pub ")?.strip_suffix(',')).collect();
        assert_eq!(fields, format!("{} }}", public.join(", ")), "{head}");
    }
}

#[test]
fn the_only_value_of_a_member_is_part_of_what_its_type_is() {
    let of = |value: &str| {
        format!(
            "{}\nB: {{ type: object, required: [k], properties: {{ k: {value}, a: {{ type: string }} }} }}\nKind: {{ type: string, enum: [x, y] }}",
            answers(&component("B"))
        )
    };
    let one = |ty: &str, value: &str| of(&format!("{{ type: {ty}, enum: [{value}] }}"));
    let found = told(&one("boolean", "true"), &one("boolean", "false"));
    assert_eq!(found, ["B.k: always `false`, was always `true`"]);
    assert_eq!(told(&one("integer", "1"), &one("integer", "2")).len(), 1);
    assert!(told(&one("integer", "1"), &one("integer", "1")).is_empty());
    assert!(told(&one("boolean", "true"), &of("{ type: boolean }")).is_empty(), "it may be what it was");
    let tree = |table: &str| {
        let text = format!(
            "pub struct B {{ pub k: Kind }}\nobject! {{ B::new() {{ {table} }} }}\npub enum Kind {{ X, Y, Z, One }}\nenumeration! {{ Kind: closed {{ X = \"x\", Y = \"y\", Z = \"1\" }} }}\n\
             pub enum N {{ One }}\nintegers! {{ N: closed {{ One = 1 }} }}\n"
        );
        vec![File { path: "models/b.rs".to_owned(), text }]
    };
    let row = |told: &str| tree(&format!("k: required \"k\" {told},"));
    for (before, after, is_told) in [
        ("only Kind::X", "only Kind::Y", true),
        ("only Kind::X", "only \"x\"", false),
        ("only Kind::Z", "constant \"1\"", true),
        ("only N::One", "constant \"1\"", false),
        ("only \"1\"", "constant \"1\"", true),
        ("constant \"[1, 2]\"", "constant \"[1,2]\"", false),
        ("constant \"{\\\"a\\\":1,\\\"b\\\":2}\"", "constant \"{\\\"b\\\":2,\\\"a\\\":1}\"", false),
        ("only Kind::X", "", false),
    ] {
        assert_eq!(between(&row(before), &row(after)).len(), usize::from(is_told), "{before} {after}");
    }
    // The name of Rust may have changed: whoever makes a value does not say it.
    let renamed = vec![File {
        path: "models/b.rs".to_owned(),
        text: "pub struct B { pub kind: Kind }\nobject! { B::new() { kind: required \"k\" only \"z\" } }\n".to_owned(),
    }];
    assert_eq!(between(&row("only \"x\""), &renamed).len(), 1);
}

#[test]
fn what_merely_stands_where_something_stood_may_have_another_constant() {
    let component = |name: &str, value: &str| {
        format!("{name}: {{ type: object, required: [k], properties: {{ k: {{ type: boolean, enum: [{value}] }} }} }}")
    };
    let both = [component("A", "true"), component("B", "false")].join("\n");
    let of = |name: &str| format!("{}\n{both}", answers(&super::meant::component(name)));
    assert!(told(&of("A"), &of("B")).is_empty());
}

#[test]
fn what_a_server_fills_in_is_told() {
    let of = |value: &str| document(&format!("B: {{ type: object, properties: {{ n: {{ type: integer{value} }} }} }}"));
    let changes = |before: &str, after: &str| {
        let base = understood(&of(before), "");
        let head = understood(&of(after), &lock(&base));
        between(&files(&base), &files(&head))
    };
    let found = changes(", default: 20", ", default: 30");
    assert_eq!(found[0].words, [Word::Default("30".to_owned()), Word::Default("20".to_owned())]);
    assert_eq!(found.len(), 1);
    assert!(changes(", default: 20", "").is_empty());
}

#[test]
fn a_variant_is_told_by_another_member_where_the_tag_moves() {
    let of = |member: &str| {
        let mapping = "mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' }";
        let branch = |name: &str| format!("{name}: {{ type: object, required: [a], properties: {{ a: {{ type: string }} }} }}");
        format!(
            "{}\nU: {{ oneOf: [{}, {}], discriminator: {{ propertyName: {member}, {mapping} }} }}\n{}\n{}",
            answers(&component("U")),
            component("Cat"),
            component("Dog"),
            branch("Cat"),
            branch("Dog")
        )
    };
    assert_eq!(told(&of("kind"), &of("type")), ["U.Cat: `type: cat`, was `kind: cat`", "U.Dog: `type: dog`, was `kind: dog`"]);
    assert!(told(&of("kind"), &of("kind")).is_empty());
}

#[test]
fn what_a_variant_sends_is_the_first_of_its_values() {
    let of = |mapping: &str| {
        let branch = |name: &str| format!("{name}: {{ type: object, properties: {{ a: {{ type: string }} }} }}");
        let union = format!(
            "U: {{ oneOf: [{}, {}], discriminator: {{ propertyName: kind, mapping: {{ {mapping} }} }} }}",
            component("Cat"),
            component("Dog")
        );
        [answers(&component("U")), union, branch("Cat"), branch("Dog")].join("\n")
    };
    let first = of("cat: Cat, dog: Dog");
    assert_eq!(told(&first, &of("acat: Cat, cat: Cat, dog: Dog")), ["U.Cat: `kind: acat`, `kind: cat`, was `kind: cat`"]);
    assert!(told(&first, &of("cat: Cat, kitten: Cat, dog: Dog")).is_empty());
    // Who makes it gives the value of a tag that its type declares.
    let given = |values: &str| {
        let cat =
            format!("Cat: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [{values}] }} }} }}");
        let dog = "Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] } } }";
        let union =
            format!("U: {{ oneOf: [{}, {}], discriminator: {{ propertyName: kind }} }}", component("Cat"), component("Dog"));
        [answers(&component("U")), union, cat, dog.to_owned()].join("\n")
    };
    assert!(told(&given("cat, kitten"), &given("kitten, cat")).is_empty());
    let may_give = |values: &str| given(values).replacen("required: [kind], ", "", 1);
    assert_eq!(told(&may_give("cat, kitten"), &may_give("kitten, cat")).len(), 1);
}

#[test]
fn a_constant_that_is_sent_no_more_and_the_default_of_a_parameter_are_told() {
    let member = |required: &str, k: &str| {
        format!(
            "{}\nB: {{ type: object, required: [{required}], properties: {{ k: {k}, a: {{ type: string }} }} }}",
            answers(&component("B"))
        )
    };
    let one = "{ type: string, enum: [x] }";
    let found = ["B.k: absent where nobody sets it, was always `\"x\"`"];
    assert_eq!(told(&member("k", one), &member("a", one)), found);
    assert_eq!(told(&member("k", one), &member("a", "{ type: string }")), found);
    assert!(told(&member("k", one), &member("k", "{ type: string }")).is_empty(), "it is an argument");
    assert!(told(&member("a", one), &member("k", one)).is_empty(), "what is asked for is sent");
    let parameter = |more: &str| {
        format!(
            "paths /x: {{ get: {{ operationId: x, parameters: [{{ name: limit, in: query, schema: {{ type: integer{more} }} }}], \
             responses: {{ '204': {{ description: d }} }} }} }}"
        )
    };
    let found = told(&parameter(", default: 20"), &parameter(", default: 10"));
    assert_eq!(found, ["X.limit: `10` where it is absent, was `20` where it is absent"]);
    assert!(told(&parameter(""), &parameter(", default: 10")).is_empty());
}

#[test]
fn a_union_that_gets_or_loses_its_tag_is_told_where_who_makes_a_branch_does_not_say_it() {
    let of = |tag: &str, required: &str| {
        let branch = |name: &str, member: &str| {
            format!(
                "{name}: {{ type: object, additionalProperties: false, required: [{required}{member}], properties: {{ type: {{ type: string }}, {member}: {{ type: string }} }} }}"
            )
        };
        let union = format!("Payment: {{ oneOf: [{}, {}]{tag} }}", component("Card"), component("Iban"));
        [answers(&component("Payment")), union, branch("Card", "number"), branch("Iban", "iban")].join("\n")
    };
    let tag = ", discriminator: { propertyName: type, mapping: { card: Card, iban: Iban } }";
    let found = told(&of(tag, ""), &of("", ""));
    let expected = [
        "Payment.Card: told by what it holds alone, was `type: card`",
        "Payment.Iban: told by what it holds alone, was `type: iban`",
    ];
    assert_eq!(found, expected);
    assert_eq!(told(&of("", ""), &of(tag, "")).len(), 2);
    let found =
        told(&of("", "type, "), &of(", discriminator: { propertyName: type, mapping: { card: Card, iban: Iban } }", "type, "));
    assert!(found.iter().all(|it| !it.starts_with("Payment")), "{found:?}");
}

#[test]
fn a_value_of_a_tag_that_means_nothing_any_more_is_told_where_callers_write_it() {
    let of = |mapping: &str, kind: &str| {
        let branch = |name: &str| {
            format!("{name}: {{ type: object, required: [type], properties: {{ type: {kind}, of: {{ type: string }} }} }}")
        };
        let tag = format!("discriminator: {{ propertyName: type, mapping: {{ {mapping} }} }}");
        let union = format!("E: {{ oneOf: [{}, {}], {tag} }}", component("User"), component("Order"));
        [answers(&component("E")), union, branch("User"), branch("Order")].join("\n")
    };
    let (both, one) = ("made: User, gone: User, order: Order", "made: User, order: Order");
    assert_eq!(
        told(&of(both, "{ type: string }"), &of(one, "{ type: string }")),
        ["E.User: `type: made`, was `type: made`, `type: gone`"]
    );
    assert!(told(&of(one, "{ type: string }"), &of(both, "{ type: string }")).is_empty());
}

#[test]
fn a_branch_that_is_a_union_with_the_same_tag_writes_it_itself() {
    let of = |mapping: &str| {
        let leaf = |name: &str| {
            format!(
                "{name}: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [{}] }} }} }}",
                name.to_lowercase()
            )
        };
        let tag = |mapping: &str| format!("discriminator: {{ propertyName: kind, mapping: {{ {mapping} }} }}");
        let pet = format!("Pet: {{ oneOf: [{}, {}], {} }}", component("Dog"), component("Cat"), tag("dog: Dog, cat: Cat"));
        let thing = format!("Thing: {{ oneOf: [{}, {}]{mapping} }}", component("Pet"), component("Car"));
        [answers(&component("Thing")), thing, pet, leaf("Dog"), leaf("Cat"), leaf("Car")].join("\n")
    };
    let tag = |mapping: &str| of(&format!(", discriminator: {{ propertyName: kind, mapping: {{ {mapping} }} }}"));
    assert_eq!(told(&tag("dog: Pet, cat: Pet, car: Car"), &tag("cat: Pet, dog: Pet, car: Car")), Vec::<String>::new());
    assert!(told(&of(""), &tag("dog: Pet, cat: Pet, car: Car")).is_empty());
}

#[test]
fn an_empty_value_of_a_tag_and_a_title_of_a_word_of_the_lock_are_read_again() {
    let union = document(
        "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: k, mapping: { '': Cat, dog: Dog } } }\n\
         Cat: { type: object, required: [k], properties: { k: { type: string } } }\nDog: { type: object, required: [k], properties: { k: { type: string } } }",
    );
    let titled = |title: &str| union.replace("title: T,", &format!("title: {title},"));
    for text in [union.clone(), titled("(former)"), titled("(gone)")] {
        let once = lock(&understood(&text, ""));
        assert_eq!(lock(&understood(&text, &once)), once);
    }
}

#[test]
fn a_number_that_becomes_its_digits_is_told() {
    let of = |schema: &str| {
        format!(
            "{}\nB: {{ type: object, properties: {{ p: {{ $ref: '#/components/schemas/P' }} }} }}\nP: {schema}",
            answers(&component("B"))
        )
    };
    let (numbers, texts) = (of("{ type: integer, enum: [1, 2] }"), of("{ type: string, enum: ['1', '2'] }"));
    assert_eq!(told(&numbers, &texts), ["P.V1: `\"1\"`, was `1`", "P.V2: `\"2\"`, was `2`"]);
    assert_eq!(told(&texts, &numbers).len(), 2);
}

#[test]
fn one_value_in_other_words_is_not_told() {
    let default = |value: &str| {
        format!("{}\nB: {{ type: object, properties: {{ a: {{ type: number, default: {value} }} }} }}", answers(&component("B")))
    };
    for value in ["1.0", "100e-2"] {
        assert!(told(&default("1"), &default(value)).is_empty(), "{value}");
    }
    assert_eq!(told(&default("100000000000000000000001"), &default("100000000000000000000002")).len(), 1);
    let scheme = |scheme: &str| {
        format!(
            "{HEAD}paths: {{ /x: {{ get: {{ operationId: x, security: [{{ k: [] }}], responses: {{ '204': {{ description: d }} }} }} }} }}\n\
             components: {{ securitySchemes: {{ k: {{ {scheme} }} }} }}\n"
        )
    };
    let between_runs = |base: &str, head: &str| {
        let base = understood(base, "");
        between(&files(&base), &files(&understood(head, &lock(&base)))).len()
    };
    let bearer = scheme("type: http, scheme: bearer");
    assert_eq!(between_runs(&bearer, &scheme("type: openIdConnect, openIdConnectUrl: 'https://a.example'")), 0);
    assert_eq!(between_runs(&bearer, &scheme("type: http, scheme: basic")), 1);
    let body = |json: &str| {
        format!(
            "{HEAD}paths: {{ /x: {{ put: {{ operationId: x, requestBody: {{ content: {{ {json}: {{ schema: {{ type: string }} }}, text/plain: {{ schema: {{ type: integer }} }} }} }}, \
             responses: {{ '204': {{ description: d }} }} }} }} }}\n"
        )
    };
    assert_eq!(between_runs(&body("application/json"), &body("Application/JSON")), 0);
    let callback = |id: &str| {
        format!(
            "{HEAD}paths: {{ /x: {{ put: {{ operationId: x, callbacks: {{ done: {{ 'https://a.example': {{ post: {{ {id} responses: {{ '204': {{ description: d }} }} }} }} }} }}, \
             responses: {{ '204': {{ description: d }} }} }} }} }}\n"
        )
    };
    assert_eq!(between_runs(&callback(""), &callback("operationId: notifyMe,")), 0);
}

#[test]
fn a_variant_for_another_value_is_told() {
    let branch = |name: &str| {
        format!("{name}: {{ type: object, required: [k], properties: {{ k: {{ type: string }}, {name}: {{ type: string }} }} }}")
    };
    let union = |mapping: &str| {
        format!(
            "{}\n{}\nPet: {{ oneOf: [{}, {}], discriminator: {{ propertyName: k, mapping: {mapping} }} }}",
            branch("Cat"),
            branch("Dog"),
            component("Cat"),
            component("Dog")
        )
    };
    let text = told(&union("{ a: Cat, b: Dog }"), &union("{ b: Cat, a: Dog }"));
    let made = ["Cat.k: always `\"b\"`, was always `\"a\"`", "Dog.k: always `\"a\"`, was always `\"b\"`"];
    assert_eq!(text, [made, ["Pet.Cat: `k: b`, was `k: a`", "Pet.Dog: `k: a`, was `k: b`"]].concat());
    assert!(told(&union("{ a: Cat, b: Dog }"), &union("{ a: Cat, more: Cat, b: Dog }")).is_empty());
}
