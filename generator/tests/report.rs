//! The report: every keyword is in it, the counts add up, and what nothing reads is not called used.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use letterpress::node::{Node, Value};
use letterpress::pointer::Pointer;
use letterpress::report::{Report, Use};
use letterpress::source::{Source, Sources};
use letterpress::{Diagnostic, Reading, Understood, report};
use rayon::prelude::*;

fn understood(path: &str, text: String) -> (Option<Understood>, Vec<Diagnostic>, Sources) {
    with_overlay(path, text, None)
}

fn with_overlay(path: &str, text: String, overlay: Option<&str>) -> (Option<Understood>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: path.to_owned(), text });
    let overlays = overlay.map(|text| sources.add(Source { path: "overlay.yaml".to_owned(), text: text.to_owned() }));
    let overlays = Vec::from_iter(overlays);
    let files = letterpress::files::Files::of(camino::Utf8Path::new(path), None);
    let files = files.unwrap_or_else(|_| letterpress::files::Files::of(camino::Utf8Path::new("x.yaml"), None).unwrap());
    let reading = Reading { report: true, overlays: &overlays, ..Reading::of(&files) };
    let (understood, diagnostics) = letterpress::understand_with(&mut sources, main, &reading);
    (understood, diagnostics, sources)
}

fn of(text: &str) -> Report {
    let (understood, diagnostics, _) = understood("x.yaml", text.to_owned());
    report::report(&understood.unwrap_or_else(|| panic!("{diagnostics:?}")), &diagnostics).unwrap()
}

/// The five APIs, the kitchen sink, the small descriptions, those of each dialect, and one in several files.
fn descriptions() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = |folder: &str| std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let specs = files("specs").map(|path| path.join("openapi.yaml")).filter(|path| path.is_file());
    let small = ["tests/cases", "generator/tests/dialects/orders", "generator/tests/report"];
    let small = small.into_iter().flat_map(files).filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let others = ["tests/kitchen-sink/openapi.yaml", "generator/tests/references/store/openapi.yaml"];
    let mut all: Vec<_> = specs.chain(small).chain(others.map(|path| root.join(path))).collect();
    all.sort();
    assert!(all.len() > 80, "{}", all.len());
    all
}

/// The public fixtures that pass, if they are beside the repository.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/oai-fixtures");
    let folders = ["v3.1/pass", "v3.2/pass"].map(|version| folder.join(version)).into_iter().filter(|folder| folder.is_dir());
    folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect()
}

/// Keywords whose members are names. Written out again here: the proof must not lean on the tables of the report.
const NAMES: [&str; 22] = [
    "webhooks",
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "securityDefinitions",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
    "content",
    "encoding",
    "variables",
    "additionalOperations",
];

/// Keywords whose value is opaque, or holds names and plain values only.
const OPAQUE: [&str; 14] = [
    "example",
    "default",
    "enum",
    "const",
    "value",
    "dataValue",
    "examples",
    "mapping",
    "scopes",
    "security",
    "dependentRequired",
    "dependencies",
    "$vocabulary",
    "required",
];

struct Proof<'a> {
    keywords: HashMap<&'a str, usize>,
    met: usize,
    missing: Vec<String>,
}

/// Meets every key of an object, and of the objects inside of it.
fn object(proof: &mut Proof<'_>, node: &Node, at: &Pointer) {
    for entry in node.entries() {
        let at = at.child(&entry.key);
        let is_name = at.as_str().starts_with("/paths/") && entry.key.starts_with('/') || is_status(&at, &entry.key);
        if is_name {
            object(proof, &entry.value, &at);
            continue;
        }
        proof.met += 1;
        if proof.keywords.get(at.as_str()) != Some(&1) {
            proof.missing.push(at.to_string());
        }
        value(proof, &entry.value, &entry.key, &at);
    }
}

fn is_status(at: &Pointer, key: &str) -> bool {
    let tokens: Vec<String> = at.tokens().map(std::borrow::Cow::into_owned).collect();
    let [.., owner, _] = tokens.as_slice() else { return false };
    let digit = key.starts_with(|c: char| c.is_ascii_digit()) && key.len() == 3;
    owner == "responses" && digit
}

fn value(proof: &mut Proof<'_>, node: &Node, key: &str, at: &Pointer) {
    let object_examples = key == "examples" && !node.entries().is_empty() && !at.as_str().contains("schema");
    let is_response = at.as_str().ends_with("/responses/default");
    let of_link = at.as_str().contains("/links/") && matches!(key, "requestBody" | "parameters");
    if key.starts_with("x-") || of_link || OPAQUE.contains(&key) && !object_examples && !is_response {
        return;
    }
    let names =
        NAMES.contains(&key) && !(key == "responses" && !at.as_str().starts_with("/components/") && at.tokens().count() > 1);
    for (index, element) in node.elements().iter().enumerate() {
        object(proof, element, &at.index(index));
    }
    if !names {
        return object(proof, node, at);
    }
    for entry in node.entries() {
        let at = at.child(&entry.key);
        let inner = entry.value.entries().iter().map(|inner| (&inner.value, at.child(&inner.key)));
        // A callback that is a reference has no expressions, but the keyword itself.
        if key == "callbacks" && entry.value.get("$ref").is_none() {
            inner.for_each(|(node, at)| object(proof, node, &at));
        } else {
            object(proof, &entry.value, &at);
        }
    }
}

#[test]
fn every_keyword_is_in_the_report() {
    for path in descriptions() {
        let text = std::fs::read_to_string(&path).unwrap();
        let read = understood(path.to_str().unwrap(), text);
        assert!(proven(&path, &read), "{}: {:?}", path.display(), read.1);
    }
}

/// Some fixtures hold what is not generated yet, such as other bodies than JSON.
#[test]
fn every_keyword_of_the_fixtures_is_in_the_report() {
    let fixtures = fixtures();
    let read = |path: &PathBuf| understood(path.to_str().unwrap(), std::fs::read_to_string(path).unwrap());
    let count = fixtures.iter().filter(|path| proven(path, &read(path))).count();
    assert!(count * 2 > fixtures.len() || fixtures.is_empty(), "{count} of {}", fixtures.len());
}

#[test]
fn every_keyword_of_an_overlay_is_in_the_report() {
    let text = "{openapi: 3.1.0, info: {title: T, version: '1'}, paths: {/a: {get: {responses: {'204': {description: d}}}}}}";
    let overlay = "overlay: 1.0.0
info: { title: T, version: '1' }
actions:
  - target: $
    update: { components: { schemas: { A: { type: object, enum: [{ a: b }] } } } }
  - target: $.paths['/a'].get
    update: { operationId: getA, x-note: n }
";
    let read = with_overlay("x.yaml", text.to_owned(), Some(overlay));
    assert!(proven(Path::new("x.yaml"), &read), "{:?}", read.1);
    let report = report::report(read.0.as_ref().unwrap(), &read.1).unwrap();
    assert_eq!(fate(&report, "/paths/~1a/get/operationId"), "used");
    let json = report.to_json(&read.2);
    let lost = json["keywords"].as_array().unwrap().iter().find(|keyword| keyword["use"] == "notRepresentable").unwrap();
    assert_eq!((&lost["file"], &lost["line"]), (&"overlay.yaml".into(), &5.into()));
}

/// Whether there is a report; if so, every key is in it exactly once, and the totals add up.
fn proven(path: &Path, (understood, diagnostics, sources): &(Option<Understood>, Vec<Diagnostic>, Sources)) -> bool {
    let Some(understood) = understood else { return false };
    let report = report::report(understood, diagnostics).unwrap();
    let free = report.free.iter().filter_map(|free| free.forced.as_ref());
    assert!(free.into_iter().all(|loss| report.lost().any(|(_, lost)| lost == loss)), "{}: {report:?}", path.display());
    let mut keywords = HashMap::new();
    for keyword in &report.keywords {
        *keywords.entry(keyword.pointer.as_str()).or_insert(0) += 1;
    }
    let mut proof = Proof { keywords, met: 0, missing: Vec::new() };
    object(&mut proof, &understood.written.as_ref().unwrap().tree, &Pointer::root());
    assert_eq!(proof.missing, Vec::<String>::new(), "{}", path.display());
    assert_eq!(
        proof.met,
        report.keywords.len(),
        "{}: keys that are no keywords: {:?}",
        path.display(),
        report.keywords.iter().map(|it| it.pointer.as_str()).collect::<Vec<_>>()
    );
    let totals = report.totals();
    assert_eq!(totals.keywords, totals.used + totals.documented + totals.lost, "{}", path.display());
    assert_eq!(totals.lost, report.lost().count());
    assert_eq!(report.documented().values().sum::<usize>(), totals.documented);
    let json = report.to_json(sources);
    assert_eq!(json["keywords"].as_array().unwrap().len(), totals.keywords);
    assert_eq!(json["totals"]["notRepresentable"], totals.lost);
    true
}

/// What is generated from a description, without comments and however they break its lines; `None` if it is refused.
fn code(tree: &Node) -> Option<Vec<(String, String)>> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "x.json".to_owned(), text: tree.to_json() });
    let generated = letterpress::generate(&sources, main, &letterpress::Options::default());
    let plain = |text: &str| {
        // The lock also says what text there was, so that the next run knows it again; no code depends on that.
        let is_text = |line: &str| line.starts_with("info title = ") || line.contains(" elements = ");
        let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//") && !is_text(line);
        let lines = text.lines().map(str::trim).filter(is_code);
        lines.flat_map(str::split_whitespace).collect::<String>().replace(",)", ")")
    };
    Some(generated.files?.iter().map(|file| (file.path.to_string(), plain(&file.text))).collect())
}

/// A tree without the key at a pointer.
fn without(tree: &Node, pointer: &Pointer) -> Node {
    let mut tree = tree.clone();
    let mut tokens: Vec<String> = pointer.tokens().map(std::borrow::Cow::into_owned).collect();
    let last = tokens.pop().unwrap();
    let mut node = &mut tree;
    for token in tokens {
        node = match &mut node.value {
            Value::Sequence(elements) => &mut elements[token.parse::<usize>().unwrap()],
            Value::Mapping(entries) => &mut entries.iter_mut().find(|entry| entry.key == token).unwrap().value,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => panic!("nothing stands at {pointer}"),
        };
    }
    node.take(&last).unwrap();
    tree
}

/// Used keywords that may go without a trace: they say what would hold anyway, or what another keyword says too.
const REDUNDANT: [(&str, &[&str]); 12] = [
    ("Operation Object", &["servers", "callbacks"]),
    ("Callback Object", &["$ref"]),
    ("Discriminator Object", &["mapping"]),
    ("Encoding Object", &["style", "explode"]),
    ("Media Type Object", &["schema", "itemSchema"]),
    ("Schema Object", &["type", "format", "additionalProperties", "unevaluatedProperties", "exclusiveMaximum"]),
    ("Parameter Object", &["required", "explode", "style", "type", "format", "collectionFormat"]),
    ("Header Object", &["type", "format", "collectionFormat"]),
    ("Items Object", &["type", "format"]),
    ("OpenAPI Object", &["paths", "tags", "servers"]),
    ("Swagger Object", &["tags", "consumes", "produces", "schemes"]),
    ("Components Object", &["schemas"]),
];

/// The report against the generator itself: without a keyword that is documentation only the same code comes out, and
/// without a used one other code.
/// The keywords of a description of which the report says something else than the code shows.
fn wrongly_reported(path: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let (understood, diagnostics, _) = understood(path.to_str().unwrap(), std::fs::read_to_string(path).unwrap());
    let understood = understood.unwrap();
    let tree = &understood.written.as_ref().unwrap().tree;
    let whole = code(tree).unwrap_or_else(|| panic!("{}", path.display()));
    for keyword in report::report(&understood, &diagnostics).unwrap().keywords {
        let name = keyword.name();
        let redundant = REDUNDANT.iter().any(|(object, names)| *object == keyword.object && names.contains(&name.as_str()));
        let rest = code(&without(tree, &keyword.pointer));
        let fits = match (&keyword.fate, rest) {
            (Use::Lost(_), _) | (_, None) => true,
            (Use::Used, Some(rest)) => rest != whole || redundant,
            (Use::Documented, Some(rest)) => rest == whole,
        };
        if !fits {
            wrong.push(format!("{}: {} is {:?}", path.display(), keyword.pointer, keyword.fate));
        }
    }
    wrong
}

#[test]
fn a_keyword_is_used_if_the_code_depends_on_it() {
    let small =
        |path: &PathBuf| ["cases", "orders", "report"].iter().any(|folder| path.parent().is_some_and(|it| it.ends_with(folder)));
    let all: Vec<PathBuf> = descriptions().into_iter().filter(small).collect();
    let wrong: Vec<String> = all.par_iter().flat_map(|path| wrongly_reported(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lossy_descriptions_are_denied_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.yaml");
    let many = vec!["{}"; 33].join(", ");
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, components: {{schemas: {{A: {{type: array, prefixItems: [{many}]}}}}}}}}"
    );
    std::fs::write(&spec, text).unwrap();
    let output = folder.path().join("out");
    let generate = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
        command.arg("generate").arg(&spec).arg("-o").arg(&output).args(arguments).output().unwrap()
    };
    let denied = generate(&["--deny", "lossy"]);
    let words = String::from_utf8(denied.stderr).unwrap();
    assert_eq!(denied.status.code(), Some(1), "{words}");
    assert!(words.contains("openapi.yaml:1:90 /components/schemas/A/prefixItems: an array"), "{words}");
    assert!(!output.exists());

    let two = generate(&["--report=json", "--format", "json"]);
    assert_eq!((two.status.code(), two.stdout.len()), (Some(2), 0));
    assert!(!output.exists());

    let allowed = generate(&["--report=json"]);
    assert_eq!(allowed.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&allowed.stdout).unwrap();
    assert_eq!(report["totals"]["notRepresentable"], 1);
    let lost = report["keywords"].as_array().unwrap().iter().find(|keyword| keyword["use"] == "notRepresentable").unwrap();
    assert_eq!((&lost["code"], &lost["keyword"], &lost["line"]), (&"W0331".into(), &"prefixItems".into(), &1.into()));
    assert!(output.exists());
}

#[test]
fn a_description_with_errors_has_no_report_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.yaml");
    std::fs::write(&spec, "{openapi: 3.1.0, info: {title: T, version: '1'}, paths: {a: {}}}").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
    let output = command.arg("check").arg(&spec).arg("--report=json").output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(words.ends_with("no report: it tells what became of a description without errors\n"), "{words}");
}

fn fate(report: &Report, pointer: &str) -> &'static str {
    let found = report.keywords.iter().find(|keyword| keyword.pointer.as_str() == pointer);
    match found.unwrap_or_else(|| panic!("no {pointer} in {:?}", report.keywords)).fate {
        Use::Used => "used",
        Use::Documented => "documented",
        Use::Lost(_) => "lost",
    }
}

#[test]
fn a_check_that_is_never_run_is_not_called_used() {
    let report = of(r"
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/In' } } } }
      responses:
        '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Out' } } } }
components:
  schemas:
    In: { type: object, properties: { a: { type: string, maxLength: 3, default: x } } }
    Out: { type: object, required: [a], properties: { a: { type: string, maxLength: 3, default: x, format: odd } } }
  parameters:
    Unused: { name: u, in: query, schema: { type: string } }
");
    let of = |name: &str, keyword: &str| fate(&report, &format!("/components/schemas/{name}/properties/a/{keyword}"));
    assert_eq!((of("In", "maxLength"), of("Out", "maxLength")), ("used", "documented"));
    assert_eq!((of("In", "default"), of("Out", "default")), ("used", "documented"));
    assert_eq!((of("In", "type"), of("Out", "type"), of("Out", "format")), ("used", "used", "documented"));
    assert_eq!(fate(&report, "/components/parameters"), "documented");
    assert_eq!(fate(&report, "/components/parameters/Unused/in"), "documented");
    assert_eq!(fate(&report, "/info/title"), "documented");
}

#[test]
fn what_is_not_representable_says_what_was_done_instead() {
    let many = vec!["{ type: string }"; 33].join(", ");
    let text = r"
openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses: { '204': { description: d, links: { again: { operationRef: '#/paths/~1a/get' } } } }
components:
  schemas:
    Many: { type: array, prefixItems: [MANY] }
    Pair: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false }
    Open: { type: array, prefixItems: [{ type: string }, {}] }
    Anything: {}
    Labels: { type: object, patternProperties: { '^x': { type: string }, '^y': { type: integer } } }
";
    let report = of(&text.replace("MANY", &many));
    assert_eq!(fate(&report, "/components/schemas/Labels/patternProperties"), "lost");
    assert_eq!(fate(&report, "/components/schemas/Many/prefixItems"), "lost");
    assert_eq!(fate(&report, "/components/schemas/Pair/prefixItems"), "used");
    assert_eq!(fate(&report, "/components/schemas/Open/prefixItems"), "used");
    assert_eq!(fate(&report, "/paths/~1a/get/responses/204/links"), "lost");
    let text = report.to_text(&Sources::default(), false);
    assert!(text.contains("not representable W0331 /components/schemas/Many/prefixItems: an array of more"), "{text}");
    let free: Vec<_> = report.free.iter().map(|free| (free.pointer.to_string(), free.forced.is_some())).collect();
    let expected = [("Many", true), ("Open/prefixItems/1", false), ("Open/items", false), ("Anything", false), ("Labels", true)];
    assert_eq!(free, expected.map(|(name, forced)| (format!("/components/schemas/{name}"), forced)));
}

/// Webhooks and callbacks are sent to URLs of their own, so only the client of other operations knows servers.
#[test]
fn servers_of_a_description_of_webhooks_are_not_called_used() {
    let text =
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\nservers: [{url: 'https://{h}.example', variables: {h: {default: a}}}]\n";
    let operation = "{post: {responses: {'204': {description: A}}}}";
    let report = of(&format!("{text}webhooks: {{a: {operation}}}\n"));
    let places = ["/servers", "/servers/0/url", "/servers/0/variables", "/servers/0/variables/h/default"];
    assert_eq!(places.map(|pointer| fate(&report, pointer)), ["documented"; 4]);
    let report = of(&format!("{text}webhooks: {{a: {operation}}}\npaths: {{/a: {operation}}}\n"));
    assert_eq!(places.map(|pointer| fate(&report, pointer)), ["used"; 4]);
}

#[test]
fn what_is_not_followed_yet_is_not_called_used() {
    let report = of(r"
openapi: 3.2.0
info: { title: T, version: '1' }
servers: [{ url: 'https://{h}', variables: { h: { default: c, enum: [a, b] } } }]
paths:
  /a:
    query: { responses: { '204': { description: d } } }
    additionalOperations: { COPY: { responses: { '204': { description: d } } } }
    get:
      parameters:
        - { name: c, in: cookie, style: cookie, schema: { type: string } }
        - { name: d, in: cookie, allowReserved: true, schema: { type: string } }
        - { name: e, in: query, allowReserved: true, schema: { type: string } }
      responses: { '200': { description: d, content: { application/json: { itemSchema: { type: string } } } } }
");
    let of = |at: &str| fate(&report, &format!("/paths/~1a/{at}"));
    assert_eq!((of("query"), of("additionalOperations")), ("used", "lost"));
    assert_eq!(of("additionalOperations/COPY/responses"), "documented");
    let parameters = ["0/style", "1/allowReserved", "2/allowReserved"].map(|at| of(&format!("get/parameters/{at}")));
    assert_eq!(parameters, ["lost", "lost", "used"]);
    assert_eq!(of("get/responses/200/content/application~1json/itemSchema"), "lost");
    assert!(report.free[0].forced.is_some(), "{report:?}");
    assert_eq!(fate(&report, "/servers/0/variables/h/default"), "used");
}

#[test]
fn swagger_keywords_are_known_as_they_are_written() {
    let report = of(r"
swagger: '2.0'
info: { title: T, version: '1' }
host: example.com
schemes: [https]
consumes: [application/json]
produces: [application/json]
paths:
  /a:
    get:
      parameters: [{ $ref: '#/parameters/P' }]
      responses: { '200': { description: d, schema: { $ref: '#/definitions/A' } } }
parameters:
  P: { name: p, in: query, type: integer, maximum: 3 }
  Q: { name: q, in: query, type: integer }
definitions:
  A: { type: object, properties: { b: { type: string, x-nullable: true } } }
");
    for pointer in ["/host", "/parameters/P/maximum", "/definitions/A/properties/b/x-nullable", "/definitions/A/properties"] {
        assert_eq!(fate(&report, pointer), "used", "{pointer}");
    }
    assert_eq!(fate(&report, "/parameters/Q/type"), "documented");
}

#[test]
fn lines_of_the_report_say_in_which_file_a_thing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "openapi.yaml",
        "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters: [{ $ref: 'parts.yaml#/Q' }]
      responses: { '200': { $ref: 'parts.yaml#/Done' } }
",
    );
    write(
        "parts.yaml",
        "Q: { name: q, in: query, schema: {} }
Done: { description: d, content: { application/json: { schema: { $ref: '#/Pair' } } } }
Pair:
  type: object
  enum: [{}]
",
    );
    let run = |form: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
        let output = command.current_dir(&folder).args(["check", "openapi.yaml", form]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run("--report");
    let places: Vec<&str> = text.split([' ', '\n']).filter(|word| word.contains(".yaml:")).collect();
    assert_eq!(places, ["parts.yaml:5:3", "parts.yaml:4:3", "parts.yaml:1:4"], "{text}");
    let json: serde_json::Value = serde_json::from_str(&run("--report=json")).unwrap();
    let lost = json["keywords"].as_array().unwrap().iter().find(|keyword| keyword["use"] == "notRepresentable").unwrap();
    for (entry, line, column) in [(lost, 5, 3), (&json["anyJson"][0], 4, 3), (&json["anyJson"][1], 1, 4)] {
        assert_eq!(
            (&entry["file"], &entry["line"], &entry["column"]),
            (&"parts.yaml".into(), &line.into(), &column.into()),
            "{json}"
        );
    }
}

#[test]
fn the_text_of_a_report_obeys_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.json");
    let schema = r#"{"type": "object", "enum": [{"a": 1}]}"#;
    let text = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {"A": {"properties": {"a\u001b[31m\nb": SCHEMA}}}}}"#;
    std::fs::write(&spec, text.replace("SCHEMA", schema)).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
    let output = command.arg("check").arg(&spec).arg("--report").output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(words.contains("/properties/a\u{241b}[31m\u{240a}b/enum"), "{words}");
    assert!(!words.contains('\u{1b}'), "{words}");
}
