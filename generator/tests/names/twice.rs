//! A description that did not change gets the names that it had.

use std::path::{Path, PathBuf};

use super::random::Random;
use super::{HEAD, lock, named, run, understood};

/// Whether a description has names, which a second run does not change.
fn stays(text: &str, what: &str) -> bool {
    let (Some(first), _, _) = run(text, "") else { return false };
    let kept = lock(&first);
    let (second, diagnostics, rendered) = run(text, &kept);
    let second = second.unwrap();
    assert_eq!(lock(&second), kept, "{what}");
    assert!(!diagnostics.iter().any(|it| it.code.0 == "W0410"), "{rendered}");
    assert_eq!(named(&second), named(&first), "{what}");
    true
}

/// The descriptions in a folder and the folders in it.
fn descriptions(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { descriptions(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|it| it == "yaml" || it == "json")).collect()
}

#[test]
fn a_second_run_over_any_description_of_the_tests_changes_no_line_of_the_lock() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let all = ["cases", "broken", "kitchen-sink"].map(|folder| descriptions(&tests.join(folder))).concat();
    let named = all.iter().filter(|path| stays(&std::fs::read_to_string(path).unwrap(), &path.display().to_string())).count();
    assert!(named > 80, "{named} of {}", all.len());
}

/// What an inline type stands in.
const AROUND: [&str; 10] = [
    "{ type: object, properties: { data: @, both: { type: string } } }",
    "{ type: array, items: @ }",
    "{ type: object, additionalProperties: @ }",
    "{ type: object, properties: { own: { type: string } }, patternProperties: { ^x: @ } }",
    "{ type: object, patternProperties: { ^x: @, ^y: { type: string } }, additionalProperties: { type: integer } }",
    "{ type: object, patternProperties: { ^x: @, ^y: @ } }",
    "{ oneOf: [@, { type: string }] }",
    "{ anyOf: [{ type: integer }, { type: array, items: @ }, { type: object, additionalProperties: @ }] }",
    "{ allOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { data: @ } }] }",
    "{ oneOf: [{ type: object, required: [k], properties: { k: { const: ta }, data: @ } }, { type: object, required: [k], \
     properties: { k: { const: tb }, b: @ } }], discriminator: { propertyName: k } }",
];

#[test]
fn a_second_run_renames_nothing_whatever_an_inline_type_stands_in() {
    let inner = ["{ enum: [a, b] }", "{ type: object, properties: { x: { type: string } } }"];
    let around = |list: &[String]| -> Vec<String> {
        list.iter().flat_map(|inner| AROUND.iter().map(move |around| around.replace('@', inner))).collect()
    };
    let once = around(&inner.map(str::to_owned));
    let twice = around(&once);
    let thrice = around(&twice);
    for (number, list) in once.chunks(20).chain(twice.chunks(50)).chain(thrice.chunks(200)).enumerate() {
        let schemas: String = list.iter().enumerate().map(|(at, schema)| format!("    S{at}: {schema}\n")).collect();
        let text = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
        assert!(stays(&text, &format!("part {number}")));
    }
}

/// The blocks of a description in flow style (`{ ... }`), outermost first.
fn blocks(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => open.push(at),
            '}' => found.extend(open.pop().map(|start| start..at + 1)),
            _ => {}
        }
    }
    found.sort_by_key(|it| it.start);
    found
}

/// Words that an edit exchanges.
const WORDS: [&[&str]; 5] = [
    &["'200'", "'201'", "'400'", "'422'", "default"],
    &["application/json", "multipart/form-data", "application/xml"],
    &["kind", "Kind", "aB", "a_b", "name"],
    &["oneOf", "anyOf", "allOf"],
    &["operationId: a", "operationId: list"],
];

/// Changes one thing in a text, which may be no description any more.
fn edited(random: &mut Random, text: &str) -> String {
    let blocks = blocks(text);
    let references: Vec<_> = blocks.iter().filter(|it| text[(*it).clone()].starts_with("{ $ref: ")).cloned().collect();
    let mut edited = text.to_owned();
    match random.below(6) {
        0 => {
            // A line with all that stands in it.
            let lines: Vec<&str> = text.lines().collect();
            let indent = |line: &str| line.len() - line.trim_start().len();
            let at = random.below(lines.len());
            let inside = lines[at + 1..].iter().take_while(|line| indent(line) > indent(lines[at])).count();
            let rest = lines[..at].iter().chain(&lines[at + 1 + inside..]);
            return rest.map(|line| format!("{line}\n")).collect();
        }
        1 | 2 => {
            let words = *random.pick(&WORDS);
            let [from, to] = [*random.pick(words), *random.pick(words)];
            let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
            if !places.is_empty() {
                let at = *random.pick(&places);
                edited.replace_range(at..at + from.len(), to);
            }
        }
        3 if references.len() > 1 => {
            let [one, other] = [random.pick(&references).clone(), random.pick(&references).clone()];
            edited.replace_range(one, &text[other]);
        }
        4 if !references.is_empty() => {
            let one = random.pick(&references).clone();
            let more = "{ type: object, properties: { aB: { type: string } } }";
            edited.replace_range(one.clone(), &format!("{{ allOf: [{}, {more}] }}", &text[one]));
        }
        _ if blocks.len() > 1 => {
            let [one, other] = [random.pick(&blocks).clone(), random.pick(&blocks).clone()];
            edited.replace_range(one, &text[other]);
        }
        _ => {}
    }
    edited
}

#[test]
fn a_second_run_over_a_description_of_the_tests_that_was_edited_changes_no_line_of_the_lock() {
    let cases = descriptions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases"));
    let texts: Vec<String> =
        cases.iter().map(|path| std::fs::read_to_string(path).unwrap()).filter(|it| it.len() < 4_000).collect();
    let (count, mut runs) = (if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 2_000 } else { 60 }, 0);
    for seed in 1..=count {
        let random = &mut Random::new(seed);
        let mut text = random.pick(&texts).clone();
        let Some(first) = run(&text, "").0 else { continue };
        let mut kept = lock(&first);
        for step in 0..6 {
            let before = text.clone();
            text = edited(random, &text);
            let Some(now) = run(&text, &kept).0 else {
                // An edit that is refused is so for what it says, not for the names of before.
                assert!(run(&text, "").0.is_none(), "seed {seed}, edit {step}: {}\n{before}\n{text}", run(&text, &kept).2);
                text = before;
                continue;
            };
            let next = lock(&now);
            assert_eq!(lock(&understood(&text, &next)), next, "seed {seed}, edit {step}\n{before}\n{text}\n{kept}");
            (kept, runs) = (next, runs + 1);
        }
    }
    println!("{count} descriptions, {runs} edits");
}

#[test]
fn a_second_run_after_an_edit_writes_no_line_that_the_first_one_did_not() {
    let of = |schemas: &str| format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let node = |named: &str| {
        let named = format!("{{ type: object, additionalProperties: {named} }}");
        of(&format!("    Node: {{ type: object, properties: {{ label: {{ type: string }}, next: {NODE}, named: {named} }} }}\n"))
    };
    let more = format!("{{ allOf: [{NODE}, {{ type: object, properties: {{ aB: {{ type: string }} }} }}] }}");
    let cat = "{ type: object, required: [kind], properties: { kind: { const: cat } } }";
    let dog = "{ type: object, required: [kind], properties: { kind: { const: dog } } }";
    let pet = |first: &str| {
        let branches =
            format!("oneOf: [{first}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind }}");
        of(&format!("    Cat: {cat}\n    Dog: {dog}\n    Pet: {{ {branches} }}\n"))
    };
    for steps in [[node(NODE), node(&more), node(NODE)], [pet(cat), pet("{ $ref: '#/components/schemas/Cat' }"), pet(cat)]] {
        let mut kept = String::new();
        for text in steps {
            kept = lock(&understood(&text, &kept));
            assert_eq!(lock(&understood(&text, &kept)), kept, "{text}");
        }
    }
}

const NODE: &str = "{ $ref: '#/components/schemas/Node' }";

#[test]
fn what_tags_mean_does_not_go_to_what_is_no_union() {
    let of = |tag: &str| {
        let branch = |name: &str| {
            format!(
                "    {name}: {{ type: object, required: [type, {0}], properties: {{ type: {{ type: string }}, {0}: {{ type: string }} }} }}\n",
                name.to_lowercase()
            )
        };
        let content = |schema: &str| format!("content: {{ application/json: {{ schema: {schema} }} }}");
        let union =
            format!("{{ anyOf: [{{ $ref: '#/components/schemas/Card' }}, {{ $ref: '#/components/schemas/Iban' }}]{tag} }}");
        format!(
            "{HEAD}paths:\n  /p:\n    get: {{ operationId: p, responses: {{ '200': {{ description: d, {} }}, '409': {{ description: d, {} }} }} }}\ncomponents:\n  schemas:\n{}{}",
            content(&union),
            content("{ $ref: '#/components/schemas/Card' }"),
            branch("Card"),
            branch("Iban")
        )
    };
    let head = of(", discriminator: { propertyName: type, mapping: { credit_card: Card, sepa: Iban } }");
    let once = lock(&understood(&head, &lock(&understood(&of(""), ""))));
    let twice = lock(&understood(&head, &once));
    assert_eq!(twice, once);
}
