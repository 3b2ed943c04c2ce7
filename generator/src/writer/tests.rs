//! What a run may replace, and what it leaves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::file::File;

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

fn generated(path: &str, body: &str) -> File {
    file(path, &format!("// {MARK}spec.yaml.\n{body}"))
}

/// A folder for the output, in one that holds nothing else.
fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let guard = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap().join("out");
    std::fs::create_dir(&path).unwrap();
    (guard, path)
}

fn claimed(output: &Utf8Path) -> Claim {
    claim(output, &mut |_| {}).unwrap()
}

fn planned(claim: &Claim, files: Vec<File>) -> Result<Plan, String> {
    plan(claim, Utf8Path::new(""), files, Ownership::Description)
}

/// A whole run.
fn run(output: &Utf8Path, files: Vec<File>) -> Result<Plan, String> {
    let claim = claimed(output);
    let plan = planned(&claim, files)?;
    commit(&claim, std::slice::from_ref(&plan))?;
    Ok(plan)
}

fn read(path: &Utf8Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The names in the folder around the output: nothing but the output may be left there.
fn beside(output: &Utf8Path) -> Vec<String> {
    let entries = output.parent().unwrap().read_dir_utf8().unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_owned()).collect()
}

#[test]
fn a_second_run_writes_only_what_changed_and_deletes_what_it_no_longer_makes() {
    let (_guard, path) = folder();
    run(&path, vec![generated("a.rs", "1"), generated("deep/b.rs", "1")]).unwrap();

    let second = run(&path, vec![generated("a.rs", "1"), generated("c.rs", "2")]).unwrap();
    assert_eq!(second.unchanged.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.rs"]);
    assert_eq!(second.write.len(), 1);
    assert!(path.join("c.rs").exists());
    assert!(!path.join("deep").exists(), "an emptied folder goes too");
    assert_eq!(beside(&path), ["out"]);
}

#[test]
fn files_of_other_origin_are_neither_deleted_nor_overwritten() {
    let (_guard, path) = folder();
    std::fs::write(path.join("mine.rs"), "fn mine() {}").unwrap();

    assert!(planned(&claimed(&path), vec![generated("a.rs", "1")]).unwrap().delete.is_empty());
    assert!(run(&path, vec![generated("mine.rs", "1")]).unwrap_err().contains("mine.rs"));
    assert_eq!(read(&path.join("mine.rs")), "fn mine() {}");
}

#[test]
fn what_another_description_made_is_neither_deleted_nor_overwritten() {
    let (_guard, path) = folder();
    let other = file("other.rs", &format!("// {MARK}other.yaml.\n"));
    std::fs::write(path.join("other.rs"), &other.text).unwrap();
    std::fs::write(path.join("notes.md"), format!("Each file says \"{MARK}spec.yaml.\"\n")).unwrap();

    let claim = claimed(&path);
    assert!(planned(&claim, vec![generated("a.rs", "1")]).unwrap().delete.is_empty());
    assert!(planned(&claim, vec![generated("other.rs", "1")]).unwrap_err().contains("other.yaml"));
}

/// Its files can name the same description, for each output names its own as it sees it.
#[test]
fn an_output_below_stays_whole_whatever_its_description_is_called() {
    for below in ["sub", "deep/sub", "src", "sub/src"] {
        let (_guard, path) = folder();
        let other = path.join(below);
        run(&other, vec![generated("names.lock", "other"), generated("a/b.rs", "other"), generated("mod.rs", "other")]).unwrap();

        run(&path, vec![generated("names.lock", "1"), generated("a.rs", "1")]).unwrap();
        for name in ["names.lock", "a/b.rs", "mod.rs"] {
            assert!(read(&other.join(name)).ends_with("other"), "{below}/{name}");
        }
        assert!(planned(&claimed(&path), vec![generated(&format!("{below}/mod.rs"), "2")]).is_err(), "{below}");
    }
}

/// As a crate in `src`'s parent names its description, and as an output in `src` names another one.
#[test]
fn a_crate_and_a_module_in_the_folder_of_its_sources_leave_each_other_whole() {
    let crate_files = || {
        let manifest = file("Cargo.toml", &format!("# {MARK}spec.yaml.\n"));
        vec![manifest, generated("src/names.lock", "crate"), generated("src/lib.rs", "crate")]
    };
    let module = || vec![generated("names.lock", "module"), generated("mod.rs", "module")];
    let (_guard, path) = folder();
    run(&path.join("src"), module()).unwrap();
    assert!(planned(&claimed(&path), crate_files()).is_err());
    assert!(read(&path.join("src/names.lock")).ends_with("module"));

    let (_guard, path) = folder();
    run(&path, crate_files()).unwrap();
    assert!(planned(&claimed(&path.join("src")), module()).is_err());
    for lost in ["Cargo.toml", "src/lib.rs"] {
        std::fs::remove_file(path.join(lost)).unwrap();
        run(&path, crate_files()).unwrap();
        assert!(path.join(lost).exists(), "{lost}");
    }
    std::fs::remove_dir_all(path.join("src")).unwrap();
    run(&path.join("src"), module()).unwrap();
    assert!(planned(&claimed(&path), crate_files()).is_err());
}

#[test]
fn a_crate_that_becomes_a_module_leaves_nothing_behind() {
    let (_guard, path) = folder();
    let manifest = file("Cargo.toml", &format!("# {MARK}spec.yaml.\n"));
    run(&path, vec![manifest, generated("src/names.lock", "1"), generated("src/lib.rs", "1")]).unwrap();

    run(&path, vec![generated("names.lock", "1"), generated("mod.rs", "1")]).unwrap();
    assert!(!path.join("src").exists() && !path.join("Cargo.toml").exists());
}

#[test]
fn a_conflict_with_what_another_description_made_is_overwritten_but_not_deleted() {
    let (_guard, path) = folder();
    let conflict =
        |one: &str, two: &str| format!("<<<<<<< HEAD\n// {MARK}{one}.\n1\n=======\n// {MARK}{two}.\n2\n>>>>>>> branch\n");
    for (name, one, two) in
        [("a.rs", "other.yaml", "spec.yaml"), ("b.rs", "spec.yaml", "other.yaml"), ("c.rs", "spec.yaml", "spec.yaml")]
    {
        std::fs::write(path.join(name), conflict(one, two)).unwrap();
    }

    let plan = run(&path, vec![generated("mod.rs", "1")]).unwrap();
    assert_eq!(plan.delete.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["c.rs"]);
    run(&path, vec![generated("a.rs", "1")]).unwrap();
    assert_eq!(read(&path.join("a.rs")), generated("a.rs", "1").text);
}

#[test]
fn what_an_earlier_version_left_when_it_was_interrupted_goes_if_it_is_ours() {
    let (_guard, path) = folder();
    std::fs::write(path.join("a.rs.letterpress-new"), format!("// {MARK}spec.yaml.\nhalf")).unwrap();
    std::fs::write(path.join("b.rs.letterpress-new"), "mine").unwrap();

    run(&path, vec![generated("a.rs", "1")]).unwrap();
    assert!(!path.join("a.rs.letterpress-new").exists());
    assert!(path.join("b.rs.letterpress-new").exists());
}

#[test]
fn a_folder_of_its_own_loses_what_no_description_makes_any_more() {
    let (_guard, path) = folder();
    std::fs::write(path.join("gone.rs"), format!("// {MARK}gone.yaml.\n")).unwrap();

    let files = vec![generated("a.rs", "1")];
    assert_eq!(plan(&claimed(&path), Utf8Path::new(""), files, Ownership::Folder).unwrap().delete.len(), 1);
}

#[test]
fn two_files_of_one_path_are_refused() {
    let (_guard, path) = folder();
    assert!(planned(&claimed(&path), vec![generated("a.rs", "1"), generated("A.rs", "2")]).is_err());
}

#[test]
fn a_name_that_changes_its_case_leaves_no_second_file() {
    let (_guard, path) = folder();
    run(&path, vec![generated("Pet.rs", "1"), generated("mod.rs", "1")]).unwrap();
    run(&path, vec![generated("pet.rs", "2"), generated("mod.rs", "2")]).unwrap();

    let names: Vec<_> = path.read_dir_utf8().unwrap().map(|entry| entry.unwrap().file_name().to_lowercase()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(read(&path.join("pet.rs")).ends_with('2'));
}

#[test]
fn what_changes_between_the_plan_and_the_writing_is_not_overwritten() {
    let (_guard, path) = folder();
    run(&path, vec![generated("a.rs", "1"), generated("b.rs", "1")]).unwrap();
    let claim = claimed(&path);
    let second = planned(&claim, vec![generated("a.rs", "2"), generated("b.rs", "2")]).unwrap();
    std::fs::write(path.join("b.rs"), "edited").unwrap();

    assert!(commit(&claim, &[second]).unwrap_err().contains("b.rs was changed"));
    drop(claim);
    assert!(read(&path.join("a.rs")).ends_with('1'));
    assert_eq!(read(&path.join("b.rs")), "edited");
    assert_eq!(beside(&path), ["out"]);
}

#[test]
fn a_plan_that_cannot_be_prepared_changes_nothing() {
    let (_guard, path) = folder();
    let first = ["a.rs", "b.rs", "deep/c.rs"].map(|path| generated(path, "1"));
    run(&path, first.to_vec()).unwrap();
    let claim = claimed(&path);
    let mut second = planned(&claim, vec![generated("a.rs", "2"), generated("b.rs", "2")]).unwrap();
    // `b.rs` is a file, so nothing can be put below it.
    second.write.push((generated("b.rs/d.rs", "1"), None));

    assert!(commit(&claim, &[second]).is_err());
    drop(claim);
    for name in ["a.rs", "b.rs", "deep/c.rs"] {
        assert!(read(&path.join(name)).ends_with('1'), "{name}");
    }
    assert_eq!(beside(&path), ["out"], "no prepared work is left");
}

#[test]
fn a_step_that_fails_takes_back_those_before_it() {
    let (_guard, path) = folder();
    let first = ["a.rs", "b.rs", "deep/c.rs"].map(|path| generated(path, "1"));
    run(&path, first.to_vec()).unwrap();
    for name in ["mine.rs", "other.rs"] {
        std::fs::write(path.join(name), "mine").unwrap();
    }
    let claim = claimed(&path);
    let files = ["a.rs", "b.rs", "new/d.rs"].map(|path| generated(path, "2"));
    let mut second = planned(&claim, files.to_vec()).unwrap();
    // The last step: what is not generated is not deleted, whatever a plan says.
    second.delete.push(("mine.rs".into(), "mine".to_owned()));

    let refused = commit(&claim, &[second]).unwrap_err();
    assert!(refused.contains("mine.rs is no longer a generated file"), "{refused}");
    drop(claim);
    for name in ["a.rs", "b.rs", "deep/c.rs"] {
        assert!(read(&path.join(name)).ends_with('1'), "{name}");
    }
    assert!(path.join("mine.rs").exists() && !path.join("new").exists());
    assert_eq!(beside(&path), ["out"], "no prepared work is left");
}

#[test]
fn an_output_that_vanishes_meanwhile_is_told() {
    let (_guard, path) = folder();
    run(&path, vec![generated("a.rs", "1"), generated("b.rs", "1")]).unwrap();
    let claim = claimed(&path);
    let second = planned(&claim, vec![generated("a.rs", "2"), generated("b.rs", "2")]).unwrap();
    std::fs::remove_dir_all(&path).unwrap();

    assert!(commit(&claim, &[second]).unwrap_err().contains("a.rs was changed"));
    drop(claim);
    assert!(beside(&path).is_empty());
}

#[test]
fn several_folders_are_written_together_or_not_at_all() {
    let (_guard, path) = folder();
    let files = |body: &str| vec![generated("mod.rs", body), generated("a.rs", body)];
    let write = |second: &str| -> Result<(), String> {
        let claim = claim_within(&path, Access::Write, &mut |_| {})?;
        let plans = [
            plan(&claim, "one".into(), files(second), Ownership::Folder)?,
            plan(&claim, "deep/two".into(), files(second), Ownership::Folder)?,
            plan(&claim, "".into(), vec![file("NOTES.md", second)], Ownership::Named)?,
        ];
        // Whatever the third folder holds by now, the plan is older.
        if second == "3" {
            std::fs::write(path.join("NOTES.md"), "edited").unwrap();
        }
        commit(&claim, &plans)
    };
    write("1").unwrap();
    write("2").unwrap();
    assert!(read(&path.join("deep/two/a.rs")).ends_with('2'));
    assert_eq!(read(&path.join("NOTES.md")), "2");

    assert!(write("3").is_err());
    assert!(read(&path.join("one/a.rs")).ends_with('2'));
    assert!(read(&path.join("deep/two/mod.rs")).ends_with('2'));
}

#[test]
fn files_that_stay_keep_their_time_and_their_identity() {
    for stranger in [None, Some("mine.rs")] {
        let (_guard, path) = folder();
        let files = |body| vec![generated("kept.rs", "1"), generated("a.rs", body), generated("b.rs", body)];
        run(&path, files("1")).unwrap();
        if let Some(stranger) = stranger {
            std::fs::write(path.join(stranger), "mine").unwrap();
        }
        let before = std::fs::metadata(path.join("kept.rs")).unwrap();
        run(&path, files("2")).unwrap();
        let after = std::fs::metadata(path.join("kept.rs")).unwrap();
        assert!(read(&path.join("b.rs")).ends_with('2'));
        assert_eq!(before.modified().unwrap(), after.modified().unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            assert_eq!(before.ino(), after.ino());
            assert_eq!(after.nlink(), 1, "no second name is left");
        }
    }
}

/// What stands in the place of the output when the run comes to write is not what it compared with, even if it looks the same.
#[cfg(unix)]
#[test]
fn a_folder_that_is_moved_or_replaced_during_the_run_is_not_written_to() {
    let files = |body| vec![generated("a.rs", body), generated("b.rs", body)];
    let alike = |out: &Utf8Path| {
        std::fs::create_dir_all(out).unwrap();
        for File { path, text } in files("1") {
            std::fs::write(out.join(path), text).unwrap();
        }
    };
    let replace = |how: &str, out: &Utf8Path| {
        if how == "replaced" {
            alike(out)
        }
    };
    for (name, how) in [("out", "moved"), ("out", "replaced"), ("", "moved"), ("", "replaced")] {
        let guard = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        let out = path.join("src/out");
        run(&out, files("1")).unwrap();
        let claim = claimed(&out);
        // Files that exist and one that does not: nothing of the latter could be seen to have changed.
        let new = vec![generated("c.rs", "2")];
        for wanted in [files("2"), [files("1"), new].concat()] {
            let plan = planned(&claim, wanted).unwrap();
            let from = path.join("src").join(name).components().collect::<Utf8PathBuf>();
            std::fs::rename(&from, path.join("moved")).unwrap();
            replace(how, &out);
            let refused = commit(&claim, std::slice::from_ref(&plan)).unwrap_err();
            assert!(refused.contains("while the run was at work"), "{refused}");
            let old = path.join("moved").join(if name.is_empty() { "out" } else { "" });
            for out in [&old, &out].into_iter().filter(|out| out.exists()) {
                assert!(read(&out.join("a.rs")).ends_with('1') && !out.join("c.rs").exists(), "{out}");
            }
            if from.exists() {
                std::fs::remove_dir_all(&from).unwrap();
            }
            std::fs::rename(path.join("moved"), &from).unwrap();
        }
        drop(claim);
        assert_eq!(beside(&out), ["out"]);
    }
}

#[cfg(unix)]
#[test]
fn modes_that_a_user_set_stay() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Utf8Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (_guard, path) = folder();
    let files = |body| vec![generated("a.rs", body), generated("deep/b.rs", body), generated("deep/c.rs", body)];
    run(&path, files("1")).unwrap();
    for (name, bits) in [("a.rs", 0o640), ("deep/b.rs", 0o444), ("deep", 0o750), ("", 0o711)] {
        std::fs::set_permissions(path.join(name), std::fs::Permissions::from_mode(bits)).unwrap();
    }
    run(&path, files("2")).unwrap();
    assert!(read(&path.join("deep/b.rs")).ends_with('2'));
    assert_eq!([mode(&path.join("a.rs")), mode(&path.join("deep/b.rs"))], [0o640, 0o444]);
    assert_eq!([mode(&path.join("deep")), mode(&path.join(""))], [0o750, 0o711]);
}

#[test]
fn an_output_that_nobody_wrote_to_is_not_made() {
    let (_guard, path) = folder();
    let new = path.join("above/api");
    let claim = claimed(&new);
    drop(claim);
    assert!(!path.join("above").exists());
    run(&new, vec![generated("a.rs", "1")]).unwrap();
    assert!(new.join("a.rs").exists());
}

#[test]
fn a_user_s_file_among_the_prepared_work_is_named_and_stays() {
    let (guard, path) = folder();
    let tree = guard.path().join(".out.letterpress/staging/tree/deep");
    std::fs::create_dir_all(&tree).unwrap();
    std::fs::write(tree.join("mine.rs"), "mine").unwrap();
    std::fs::write(tree.join("old.rs"), format!("// {MARK}spec.yaml.\n")).unwrap();

    let refused = claim(&path, &mut |_| {}).unwrap_err();
    assert!(refused.contains("tree/deep/mine.rs"), "{refused}");
    assert!(tree.join("mine.rs").exists() && !tree.join("old.rs").exists());
    std::fs::remove_file(tree.join("mine.rs")).unwrap();
    run(&path, vec![generated("a.rs", "1")]).unwrap();
    assert_eq!(beside(&path), ["out"]);
}

/// What an interrupted run leaves, with these steps and the text of the first file.
fn leave(work: &Utf8Path, steps: &str, text: &str) -> Utf8PathBuf {
    let staging = work.join("staging");
    std::fs::create_dir_all(staging.join("files")).unwrap();
    std::fs::write(staging.join("files/0"), text).unwrap();
    let folder = dir::Dir::open(staging.as_std_path(), "".into()).unwrap().identity().unwrap();
    let list = format!("{{\"version\":1,\"folder\":{folder},\"steps\":[{steps}]}}");
    std::fs::write(staging.join("journal"), list).unwrap();
    staging
}

#[test]
fn a_look_finishes_what_an_interrupted_run_had_begun() {
    let (_guard, path) = folder();
    let steps = r#"{"write":{"number":0,"path":"deep/a.rs","any":false}},{"delete":{"number":1,"path":"gone.rs"}}"#;
    leave(&path.join(".letterpress"), steps, &generated("", "new").text);
    std::fs::write(path.join("gone.rs"), generated("", "old").text).unwrap();

    let mut said = String::new();
    drop(claim_within(&path, Access::Look, &mut |text| said.push_str(text)).unwrap());
    assert!(said.starts_with("finished"), "{said}");
    assert!(read(&path.join("deep/a.rs")).ends_with("new"));
    assert!(!path.join("gone.rs").exists());
    assert!(!path.join(".letterpress").exists() || cfg!(not(unix)));
}

#[test]
fn a_list_of_steps_does_not_replace_what_became_somebody_s() {
    let (_guard, path) = folder();
    let staging = leave(
        &path.with_file_name(".out.letterpress"),
        r#"{"write":{"number":0,"path":"out/a.rs","any":false}}"#,
        &generated("", "new").text,
    );
    std::fs::write(path.join("a.rs"), "mine").unwrap();

    let refused = claim(&path, &mut |_| {}).unwrap_err();
    assert!(refused.contains("a.rs is no longer a generated file"), "{refused}");
    assert_eq!(read(&path.join("a.rs")), "mine");
    std::fs::remove_file(path.join("a.rs")).unwrap();
    drop(claimed(&path));
    assert!(read(&path.join("a.rs")).ends_with("new"));
    assert!(!staging.exists());
}

#[test]
fn a_list_of_steps_that_leads_elsewhere_is_not_followed() {
    for (target, why) in [
        ("out/../x", "does not lead into a folder"),
        ("../x", "out of the output"),
        ("/x", "out of the output"),
        ("elsewhere/x", "out of the output"),
        ("out", "no run makes"),
        ("out/.git/hooks/pre-commit", "no run makes"),
    ] {
        let (_guard, path) = folder();
        let work = path.with_file_name(".out.letterpress");
        let staging = leave(&work, &format!("{{\"write\":{{\"number\":0,\"path\":\"{target}\",\"any\":true}}}}"), "planted");

        let refused = claim(&path, &mut |_| {}).unwrap_err();
        assert!(refused.contains(why), "{target}: {refused}");
        assert!(staging.join("files/0").exists());
    }
}

/// Such a folder can come with a checkout, and nothing that it says is done.
#[cfg(unix)]
#[test]
fn a_list_of_steps_that_was_copied_is_not_followed() {
    let (_guard, path) = folder();
    let steps = r#"{"write":{"number":0,"path":"out/a.rs","any":true}}"#;
    let written = leave(&path.with_file_name("elsewhere"), steps, "planted");
    let copied = leave(&path.with_file_name(".out.letterpress"), steps, "planted");
    std::fs::copy(written.join("journal"), copied.join("journal")).unwrap();

    let refused = claim(&path, &mut |_| {}).unwrap_err();
    assert!(refused.contains("was not written where it lies"), "{refused}");
    assert!(!path.join("a.rs").exists());
}
