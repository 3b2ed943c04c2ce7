//! Descriptions in parts: files on the disk, what is read of them and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::diagnostic::{codes::reading, places};
use letterpress::files::{self, Files};
use letterpress::node::{Node, write};
use letterpress::source::{Source, SourceId, Sources};
use letterpress::{Diagnostic, Options, Reading, Understood, reference, rust};

fn open(main: &Utf8Path, files: Files) -> (Sources, SourceId, Files) {
    let mut sources = Sources::default();
    let id = files::add(&mut sources, main, main.as_str(), files::LIMIT).unwrap();
    (sources, id, files)
}

/// Each diagnostic as `CODE line message`, without those parts of paths that differ between machines.
fn lines(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let (start, _) = places(sources, diagnostic.span.unwrap()).unwrap();
        format!("{} {} {}", diagnostic.code.0, start.line, diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

/// The files, without the one that says where things stand.
fn generated(understood: &Understood) -> Vec<(String, String)> {
    let options = Options { source: "openapi.yaml".to_owned(), command: "test".to_owned(), ..Options::default() };
    let files = rust::files(&understood.api, &understood.names, &options).into_iter();
    files.filter(|file| file.path != "names.lock").map(|file| (file.path.to_string(), file.text)).collect()
}

fn store() -> (Sources, SourceId, Files) {
    let main = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references/store/openapi.yaml");
    let files = Files::of(&main, None).unwrap();
    open(&main, files)
}

fn bundle(sources: &mut Sources, main: SourceId, files: &Files) -> Node {
    let entry = letterpress::effective(sources, main, &[], &mut Vec::new()).unwrap();
    reference::bundle(sources, entry, files, &mut Vec::new()).unwrap()
}

#[test]
fn a_bundle_generates_what_its_parts_generate() {
    let (mut sources, main, files) = store();
    let (parts, found) = letterpress::understand_with(&mut sources, main, &Reading::of(&files));
    let parts = parts.unwrap_or_else(|| panic!("{:#?}", lines(&found, &sources)));
    let expected = generated(&parts);
    let (mut sources, main, files) = store();
    let tree = bundle(&mut sources, main, &files);
    for (path, text) in [("bundle.yaml", write::yaml(&tree).unwrap()), ("bundle.json", write::json(&tree).unwrap())] {
        let mut sources = Sources::default();
        let main = sources.add(Source { path: path.to_owned(), text });
        let (bundle, found) = letterpress::understand(&sources, main);
        let bundle = bundle.unwrap_or_else(|| panic!("{:#?}", lines(&found, &sources)));
        assert_eq!(bundle.tree.to_json(), parts.tree.to_json(), "{path}");
        assert_eq!(generated(&bundle), expected, "{path}");
    }
}

#[test]
fn a_schema_is_one_type_however_it_is_reached() {
    let (mut sources, main, files) = store();
    let (understood, _) = letterpress::understand_with(&mut sources, main, &Reading::of(&files));
    let tree = understood.unwrap().tree;
    let components = tree.get("components").unwrap();
    let names = |section: &str| -> Vec<&str> {
        components.get(section).unwrap().entries().iter().map(|entry| entry.key.as_str()).collect()
    };
    assert_eq!(names("schemas"), ["Pet", "Error", "Owner", "pet_id", "Person", "common_Error", "Tag"]);
    assert_eq!(names("responses"), ["Failed"]);
    assert_eq!(names("securitySchemes"), ["token"]);
}

/// What a tagged union of schemas in files of their own sends as its tag, beside these other parts of the entry document.
fn tags(others: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    for (path, text) in [
        ("schemas/Cat.yaml", "{type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}"),
        ("schemas/Dog.yaml", "{type: object, required: [kind], properties: {kind: {type: string}, bark: {type: string}}}"),
        ("schemas/Fish.yaml", "{allOf: [{$ref: base.yaml}, {properties: {kind: {enum: [carp, eel]}}}]}"),
        ("schemas/base.yaml", "{type: object, required: [kind], properties: {kind: {type: string}, fins: {type: integer}}}"),
        ("other/Cat.yaml", "{type: string, minLength: 3}"),
        (
            "lib.yaml",
            "defs: {Bird: {type: object, required: [kind], properties: {kind: {type: string}, wings: {type: integer}}}}",
        ),
        ("other/lib.yaml", "defs: {Bird: {type: integer, minimum: 4}}"),
    ] {
        fs_err::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs_err::write(root.join(path), text).unwrap();
    }
    let main = root.join("openapi.yaml");
    let head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      discriminator: {propertyName: kind}\n      \
                oneOf: [{$ref: schemas/Cat.yaml}, {$ref: schemas/Dog.yaml}, {$ref: 'lib.yaml#/defs/Bird'}, {$ref: schemas/Fish.yaml}]\n";
    fs_err::write(&main, format!("{head}{others}")).unwrap();
    let files = Files::of(&main, None).unwrap();
    let (mut sources, id, files) = open(&main, files);
    let (understood, found) = letterpress::understand_with(&mut sources, id, &Reading::of(&files));
    let understood = understood.unwrap_or_else(|| panic!("{:#?}", lines(&found, &sources)));
    let (_, text) = generated(&understood).into_iter().find(|(path, _)| path == "models/pet.rs").unwrap();
    text.lines().filter_map(|line| Some(line.trim().strip_suffix(',')?.split_once(") = ")?.1.to_owned())).collect()
}

#[test]
fn what_a_tagged_union_sends_does_not_depend_on_what_else_there_is() {
    let alone = tags("");
    assert_eq!(alone, [r#""Cat""#, r#""Dog""#, r#""lib_defs_Bird""#, r#""carp" | "eel""#]);
    for others in [
        "    Cat: {type: string, maxLength: 2}\n",
        "    Other: {$ref: other/Cat.yaml}\n    List: {type: array, items: {$ref: other/Cat.yaml}}\n",
        "    Other: {type: array, items: {$ref: other/Cat.yaml}}\n",
        "    Other: {type: array, items: {$ref: 'other/lib.yaml#/defs/Bird'}}\n",
        "    lib_defs_Bird: {type: boolean}\n",
        "    Fish: {type: boolean}\n",
        "    Cat: {type: boolean}\n    Dog: {type: boolean}\n    Fish: {type: boolean}\n",
    ] {
        assert_eq!(tags(others), alone, "{others}");
    }
}

/// A folder with an entry document that refers to `reference` as a schema, and with a file beside the folder.
struct Place {
    _folder: tempfile::TempDir,
    above: Utf8PathBuf,
    main: Utf8PathBuf,
}

fn place(reference: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let above = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
    let root = above.join("api");
    fs_err::create_dir_all(root.join("schemas")).unwrap();
    fs_err::write(above.join("secret.yaml"), "type: string").unwrap();
    fs_err::write(root.join("schemas/pet.yaml"), "type: string").unwrap();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      $ref: '{reference}'\n"
    );
    let main = root.join("openapi.yaml");
    fs_err::write(&main, text).unwrap();
    Place { _folder: folder, above, main }
}

fn check(place: &Place, files: Files) -> Vec<String> {
    let (mut sources, main, files) = open(&place.main, files);
    let (_, found) = letterpress::understand_with(&mut sources, main, &Reading::of(&files));
    lines(&found, &sources).into_iter().map(|line| line.replace(place.above.as_str(), "..")).collect()
}

fn refused(reference: &str) -> Vec<String> {
    let place = place(reference);
    let files = Files::of(&place.main, None).unwrap();
    check(&place, files)
}

#[test]
fn nothing_is_read_above_the_root() {
    let above = "E0204 7 this path leads out of the root folder";
    let cases = [
        ("schemas/pet.yaml", None),
        ("../secret.yaml", Some(above)),
        ("schemas/../../secret.yaml", Some(above)),
        ("%2e%2e/secret.yaml", Some(above)),
        ("..%2Fsecret.yaml", Some("E0206 7 `..%2Fsecret.yaml` is no reference to a file")),
        ("..\\secret.yaml", Some("E0206 7 `..\\secret.yaml` is no reference to a file")),
        ("/etc/passwd", Some("E0204 7 an absolute path is not followed")),
        ("file:///etc/passwd", Some("E0204 7 only files and `http(s)` addresses can be referred to")),
        ("https://example.com/a.yaml", Some("E0204 7 nothing is fetched from this address")),
        ("schemas", Some("E0207 7 `../api/schemas` is not a regular file")),
        ("schemas/pets.yaml", Some("E0207 7 this file does not exist")),
        ("schemas/pet.yaml/pet.yaml", Some("E0207 7 this file does not exist")),
    ];
    for (reference, expected) in cases {
        assert_eq!(refused(reference), expected.into_iter().collect::<Vec<_>>(), "{reference}");
    }
}

#[test]
fn a_root_further_up_opens_more() {
    let place = place("../secret.yaml");
    let files = Files::of(&place.main, Some(&place.above)).unwrap();
    assert_eq!(check(&place, files), [""; 0]);
    let below = place.above.join("api/schemas");
    assert!(Files::of(&place.main, Some(&below)).unwrap_err().contains("is not below"));
}

#[test]
fn large_files_are_refused() {
    let place = place("schemas/pet.yaml");
    let files = Files::of(&place.main, None).unwrap().limit(8);
    assert_eq!(check(&place, files), ["E0207 7 `../api/schemas/pet.yaml` is too large"]);
}

#[test]
fn folders_stand_for_addresses() {
    let place = place("https://example.com/schemas/v1/a.yaml#/A");
    let folder = place.above.join("vendor");
    fs_err::create_dir_all(folder.join("v1")).unwrap();
    fs_err::write(folder.join("v1/a.yaml"), "A: {$ref: ../b.yaml}").unwrap();
    fs_err::write(folder.join("b.yaml"), "{type: string}").unwrap();
    let files = || Files::of(&place.main, None).unwrap();
    let with = |prefix: &str| files().remote(prefix, &folder).unwrap();
    assert_eq!(check(&place, with("https://example.com/schemas")), [""; 0]);
    assert_eq!(check(&place, with("https://EXAMPLE.com/schemas/")), [""; 0]);
    for other in ["https://example.com/schema", "http://example.com/schemas", "https://example.com.evil.org/schemas"] {
        assert_eq!(check(&place, with(other)), ["E0204 7 nothing is fetched from this address"], "{other}");
    }
    fs_err::write(folder.join("v1/a.yaml"), "A: {$ref: ../../../secret.yaml}").unwrap();
    assert_eq!(check(&place, with("https://example.com/schemas")), ["E0204 1 this path leads out of the root folder"]);
    fs_err::write(folder.join("v1/a.yaml"), "A: {$ref: ../../secret.yaml}").unwrap();
    assert_eq!(check(&place, with("https://example.com/schemas")), ["E0204 1 nothing is fetched from this address"]);
    assert!(files().remote("ftp://example.com", &folder).is_err());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_are_followed_inside_the_root_only() {
        let place = place("schemas/link.yaml");
        let link = place.above.join("api/schemas/link.yaml");
        symlink("../../secret.yaml", &link).unwrap();
        let files = || Files::of(&place.main, None).unwrap();
        assert_eq!(check(&place, files()), ["E0204 7 `../api/schemas/link.yaml` is a link out of the root folder"]);
        fs_err::remove_file(&link).unwrap();
        symlink("pet.yaml", &link).unwrap();
        assert_eq!(check(&place, files()), [""; 0]);
        fs_err::remove_file(&link).unwrap();
        symlink("link.yaml", &link).unwrap();
        assert!(check(&place, files())[0].starts_with("E0207 7 `../api/schemas/link.yaml` cannot be read"));
    }

    #[test]
    fn a_folder_that_is_a_link_leads_out_too() {
        let place = place("out/secret.yaml");
        symlink("..", place.above.join("api/out")).unwrap();
        let files = Files::of(&place.main, None).unwrap();
        assert_eq!(check(&place, files), ["E0204 7 `../api/out/secret.yaml` is a link out of the root folder"]);
    }

    #[test]
    fn a_linked_file_is_the_file() {
        let place = place("schemas/link.yaml");
        symlink("pet.yaml", place.above.join("api/schemas/link.yaml")).unwrap();
        let text = fs_err::read_to_string(&place.main).unwrap();
        fs_err::write(&place.main, format!("{text}    B: {{type: object, properties: {{p: {{$ref: schemas/pet.yaml}}}}}}\n"))
            .unwrap();
        let (mut sources, main, files) = open(&place.main, Files::of(&place.main, None).unwrap());
        let tree = bundle(&mut sources, main, &files);
        let schemas = tree.get("components").unwrap().get("schemas").unwrap();
        let expected = r##"{"A":{"type":"string"},"B":{"type":"object","properties":{"p":{"$ref":"#/components/schemas/A"}}}}"##;
        assert_eq!(schemas.to_json(), expected);
    }

    #[test]
    fn a_fifo_is_refused_without_waiting() {
        let place = place("schemas/fifo.yaml");
        let fifo = place.above.join("api/schemas/fifo.yaml");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let files = Files::of(&place.main, None).unwrap();
        assert_eq!(check(&place, files), ["E0207 7 `../api/schemas/fifo.yaml` is not a regular file"]);
        let refused = files::add(&mut Sources::default(), &fifo, "fifo.yaml", files::LIMIT).unwrap_err();
        assert_eq!(refused.code, reading::NOT_REGULAR);
    }
}

#[test]
fn standard_output_keeps_every_character() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.yaml");
    std::fs::write(&spec, r#"{openapi: 3.1.0, info: {title: "a\x7Fb\u2028\x9Bc", version: '1', "x-\x7F": 1}, paths: {}}"#)
        .unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
        String::from_utf8(command.arg(arguments[0]).arg(&spec).args(&arguments[1..]).output().unwrap().stdout).unwrap()
    };
    let bundle: serde_json::Value = serde_json::from_str(&run(&["bundle", "--as", "json"])).unwrap();
    assert_eq!(bundle["info"]["title"], "a\u{7f}b\u{2028}\u{9b}c");
    assert!(run(&["bundle", "--as", "yaml"]).contains(r#"title: "a\u007fb\u2028\u009bc""#));
    let report: serde_json::Value = serde_json::from_str(&run(&["check", "--report=json"])).unwrap();
    assert!(report["keywords"].as_array().unwrap().iter().any(|keyword| keyword["keyword"] == "x-\u{7f}"), "{report}");
}

#[test]
fn the_advice_about_remote_documents_works() {
    for (uri, name) in [("https://example.com/x.json#/X", "x.json"), ("https://Example.com:8443/a/b/x.json#/X", "x.json")] {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("openapi.yaml");
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{}}, components: {{schemas: {{A: {{$ref: '{uri}'}}}}}}}}"
        );
        std::fs::write(&spec, text).unwrap();
        std::fs::write(folder.path().join(name), r#"{"X": {"type": "string"}}"#).unwrap();
        let bundle = |arguments: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"));
            let output = command.arg("bundle").arg(&spec).args(arguments).output().unwrap();
            (output.status.success(), String::from_utf8(output.stderr).unwrap())
        };
        let (_, words) = bundle(&[]);
        assert!(words.contains(&format!("keep a copy named `{name}`")), "{words}");
        let (_, argument) = words.split_once("`--remote-prefix ").unwrap();
        let argument = argument.split_once('`').unwrap().0.replace("DIR", folder.path().to_str().unwrap());
        assert_eq!(bundle(&["--remote-prefix", &argument]), (true, String::new()), "{argument}");
    }
}
