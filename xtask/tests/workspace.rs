//! The commands are about the workspace they run in, whichever checkout they were compiled in.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};

const DESCRIPTION: &str = "openapi: 3.0.3\ninfo: { title: Tiny, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
                           Small: { type: object, properties: { name: { type: string } } }\n";

/// A checkout with one API, nothing generated yet.
fn checkout() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"xtask\"]\n"),
        ("xtask/Cargo.toml", "[package]\nname = \"xtask\"\n"),
        ("specs/tiny/openapi.yaml", DESCRIPTION),
        ("tests/kitchen-sink/openapi.yaml", DESCRIPTION),
    ];
    for (path, text) in files {
        fs_err::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs_err::write(root.join(path), text).unwrap();
    }
    (folder, root)
}

/// The command as a shell starts it.
fn xtask(current: &Utf8Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(current).args(arguments).env_remove("CARGO_PKG_NAME").env_remove("CARGO_MANIFEST_DIR");
    command
}

/// The command as `cargo run` starts it: with the folder of the package.
fn cargo_xtask(workspace: &Utf8Path, current: &Utf8Path, arguments: &[&str]) -> Command {
    let mut command = xtask(current, arguments);
    command.env("CARGO_PKG_NAME", "xtask").env("CARGO_MANIFEST_DIR", workspace.join("xtask"));
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// Path and text of each file.
fn files(root: &Utf8Path) -> BTreeMap<Utf8PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path()));
        } else {
            let text = fs_err::read_to_string(&path).unwrap();
            found.insert(path, text);
        }
    }
    found
}

#[test]
fn code_is_written_and_checked_where_the_command_runs() {
    let (_first, first) = checkout();
    let (_second, second) = checkout();
    let untouched = files(&first);

    for (start, current) in [("below", second.join("specs/tiny")), ("at", second.clone())] {
        let written = xtask(&current, &["codegen"]).output().unwrap();
        assert!(written.status.success(), "{start}: {}", said(&written));
        assert!(second.join("generated/src/tiny/models/small.rs").is_file(), "{start}");
        fs_err::remove_file(second.join("generated/src/tiny/models/small.rs")).unwrap();
        let checked = xtask(&current, &["codegen", "--check"]).output().unwrap();
        assert!(!checked.status.success(), "{start}: {}", said(&checked));
        assert!(said(&checked).contains("generated/src/tiny/models/small.rs"), "{start}: {}", said(&checked));
    }
    assert_eq!(files(&first), untouched);
}

#[test]
fn the_workspace_that_cargo_was_told_wins_over_the_current_folder() {
    let (_first, first) = checkout();
    let (_second, second) = checkout();
    let untouched = files(&first);

    let written = cargo_xtask(&second, &first, &["codegen"]).output().unwrap();
    assert!(written.status.success(), "{}", said(&written));
    assert!(second.join("generated/src/tiny/models/small.rs").is_file());
    assert_eq!(files(&first), untouched);
}

#[test]
fn what_cargo_says_to_the_program_of_another_package_does_not_count() {
    let (_first, first) = checkout();
    let (_second, second) = checkout();
    let untouched = files(&first);

    let mut command = xtask(&second, &["codegen"]);
    command.env("CARGO_PKG_NAME", "another").env("CARGO_MANIFEST_DIR", first.join("xtask"));
    let written = command.output().unwrap();
    assert!(written.status.success(), "{}", said(&written));
    assert_eq!(files(&first), untouched);
}

#[test]
fn outside_of_a_workspace_nothing_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let here = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
    fs_err::write(here.join("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();

    for arguments in [&["codegen"][..], &["codegen", "--check"], &["snapshot"]] {
        let output = xtask(&here, arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains("no workspace of Letterpress"), "{}", said(&output));
        assert!(said(&output).contains(here.as_str()), "{}", said(&output));
    }
    assert_eq!(files(&here).len(), 1);
}

#[test]
fn no_description_has_the_name_of_a_feature_that_the_crate_has_already() {
    let (_checkout, root) = checkout();
    assert!(xtask(&root, &["codegen"]).output().unwrap().status.success());
    let manifest = fs_err::read_to_string(root.join("generated/Cargo.toml")).unwrap();
    let features = manifest.split_once("[features]").unwrap().1.split_once("\n[").unwrap().0;
    let names = features.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).filter(|name| *name != "tiny");
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&"serde"), "{names:?}");
    for name in names {
        fs_err::create_dir_all(root.join("specs").join(name)).unwrap();
        fs_err::write(root.join("specs").join(name).join("openapi.yaml"), DESCRIPTION).unwrap();
        let before = files(&root);
        let refused = xtask(&root, &["codegen"]).output().unwrap();
        assert!(!refused.status.success() && said(&refused).contains("cannot be the name of a module"), "{}", said(&refused));
        assert_eq!(files(&root), before);
        fs_err::remove_dir_all(root.join("specs").join(name)).unwrap();
    }
}

#[test]
fn a_description_whose_folder_is_renamed_takes_its_names_along() {
    let (_checkout, root) = checkout();
    let codegen = || xtask(&root, &["codegen"]).output().unwrap();
    let member = |text: &str| text.replace("{ name: {", "{ customer_id: { type: string }, customerId: {");
    fs_err::write(root.join("specs/tiny/openapi.yaml"), DESCRIPTION.replace("name: {", "customerId: {")).unwrap();
    assert!(codegen().status.success());

    fs_err::rename(root.join("specs/tiny"), root.join("specs/small")).unwrap();
    fs_err::write(root.join("specs/small/openapi.yaml"), member(DESCRIPTION)).unwrap();
    let before = files(&root);
    for arguments in [["codegen"].as_slice(), &["codegen", "--check"]] {
        let refused = xtask(&root, arguments).output().unwrap();
        assert!(!refused.status.success(), "{}", said(&refused));
        assert!(said(&refused).contains("move the file there"), "{}", said(&refused));
        assert_eq!(files(&root), before);
    }

    let [old, new] = ["generated/src/tiny/names.lock", "generated/src/small/names.lock"].map(|path| root.join(path));
    fs_err::create_dir_all(new.parent().unwrap()).unwrap();
    let names = fs_err::read_to_string(&old).unwrap().replace("/tiny/", "/small/");
    fs_err::remove_file(&old).unwrap();
    fs_err::write(&new, names).unwrap();
    let written = codegen();
    assert!(written.status.success(), "{}", said(&written));
    let model = fs_err::read_to_string(root.join("generated/src/small/models/small.rs")).unwrap();
    assert!(model.contains("customer_id: optional \"customerId\""), "{model}");
    assert!(!root.join("generated/src/tiny").exists());
}

#[test]
fn a_description_whose_folder_gets_the_name_of_another_one_does_not_get_the_names_of_that() {
    for is_there in [true, false] {
        let (_checkout, root) = checkout();
        let codegen = || xtask(&root, &["codegen"]).output().unwrap();
        let other = DESCRIPTION.replace("Tiny", "Other").replace("name: {", "customer_id: { type: string }, customerId: {");
        fs_err::create_dir_all(root.join("specs/other")).unwrap();
        fs_err::write(root.join("specs/other/openapi.yaml"), &other).unwrap();
        let tiny = DESCRIPTION.replace("name: {", "customerId: {");
        fs_err::write(root.join("specs/tiny/openapi.yaml"), &tiny).unwrap();
        assert!(codegen().status.success());

        // Both move on, or one of them onto what was left of the other.
        fs_err::remove_dir_all(root.join("specs/other")).unwrap();
        fs_err::rename(root.join("specs/tiny"), root.join("specs/other")).unwrap();
        if is_there {
            fs_err::create_dir_all(root.join("specs/third")).unwrap();
            fs_err::write(root.join("specs/third/openapi.yaml"), &other).unwrap();
        }
        let before = files(&root);
        for arguments in [["codegen"].as_slice(), &["codegen", "--check"]] {
            let refused = xtask(&root, arguments).output().unwrap();
            assert!(!refused.status.success(), "{}", said(&refused));
            assert!(
                said(&refused).contains("generated/src/other/names.lock would go on with those of another API"),
                "{}",
                said(&refused)
            );
            assert_eq!(files(&root), before);
        }
        let [old, new, third] = ["tiny", "other", "third"].map(|name| root.join(format!("generated/src/{name}/names.lock")));
        if is_there {
            fs_err::create_dir_all(third.parent().unwrap()).unwrap();
            fs_err::rename(&new, &third).unwrap();
        }
        fs_err::rename(&old, &new).unwrap();
        let written = codegen();
        assert!(written.status.success(), "{}", said(&written));
        let model = fs_err::read_to_string(root.join("generated/src/other/models/small.rs")).unwrap();
        assert!(model.contains("customer_id: optional \"customerId\""), "{model}");
    }
}

#[test]
fn descriptions_that_change_their_folders_do_not_change_their_names() {
    let (_checkout, root) = checkout();
    let codegen = || xtask(&root, &["codegen"]).output().unwrap();
    let [tiny, other, between] = ["tiny", "other", "between"].map(|name| root.join("specs").join(name));
    fs_err::create_dir_all(&other).unwrap();
    fs_err::write(other.join("openapi.yaml"), DESCRIPTION.replace("Tiny", "Other")).unwrap();
    assert!(codegen().status.success());
    fs_err::rename(&tiny, &between).unwrap();
    fs_err::rename(&other, &tiny).unwrap();
    fs_err::rename(&between, &other).unwrap();
    let refused = codegen();
    assert!(!refused.status.success(), "{}", said(&refused));
    assert!(said(&refused).contains("go on with those of another API"), "{}", said(&refused));
    // A title alone is no other API.
    fs_err::write(tiny.join("openapi.yaml"), DESCRIPTION.replace("Tiny", "New")).unwrap();
    fs_err::write(other.join("openapi.yaml"), DESCRIPTION.replace("Tiny", "Newer")).unwrap();
    let written = codegen();
    assert!(written.status.success(), "{}", said(&written));
}

#[test]
fn an_api_that_goes_takes_its_names_with_it() {
    let (_checkout, root) = checkout();
    fs_err::create_dir_all(root.join("specs/other")).unwrap();
    fs_err::write(root.join("specs/other/openapi.yaml"), DESCRIPTION).unwrap();
    assert!(xtask(&root, &["codegen"]).output().unwrap().status.success());
    fs_err::remove_dir_all(root.join("specs/other")).unwrap();
    let written = xtask(&root, &["codegen"]).output().unwrap();
    assert!(written.status.success(), "{}", said(&written));
    assert!(!root.join("generated/src/other").exists());
}
