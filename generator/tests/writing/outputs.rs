//! What can be named as output.

use crate::{edition, errors, folder, generate, letterpress, names, tree};

#[test]
fn what_can_be_no_output_is_refused_and_nothing_is_written() {
    let folder = folder();
    std::fs::write(folder.path.join("file"), "mine").unwrap();
    for (output, why) in
        [("", "empty path"), ("/", "root of the file system"), ("file", "is not a folder"), ("file/below", "is not a folder")]
    {
        let run = letterpress(&folder.path, &["generate", "openapi.yaml", "-o", output]);
        assert_eq!(run.status.code(), Some(2), "{output}");
        assert!(errors(&run).contains(why), "{}", errors(&run));
        assert_eq!(names(&folder.path), ["file", "openapi.yaml"]);
    }
    for (output, why) in [("", "names no file"), ("sub/", "names no file"), ("/", "names no file"), (".", "names no file")] {
        let run = letterpress(&folder.path, &["bundle", "openapi.yaml", "-o", output]);
        assert_eq!(run.status.code(), Some(2), "{output}");
        assert!(errors(&run).contains(why), "{}", errors(&run));
    }
    assert_eq!(names(&folder.path), ["file", "openapi.yaml"]);
}

#[test]
fn an_output_is_the_same_however_it_is_written() {
    let folder = folder();
    generate(&folder.path, &["-o", "src/api"]);
    let first = tree(&folder.path.join("src/api"));
    std::fs::create_dir(folder.path.join("other")).unwrap();
    for output in ["src/api/", "./src//api", "other/../src/api", "missing/../src/api"] {
        let run = letterpress(&folder.path, &["generate", "openapi.yaml", "-o", output]);
        assert!(String::from_utf8_lossy(&run.stdout).contains(": 0 files written"), "{output}: {}", errors(&run));
    }
    assert_eq!(tree(&folder.path.join("src/api")), first);
    assert_eq!(names(&folder.path), ["openapi.yaml", "other", "src"]);
    assert_eq!(names(&folder.path.join("src")), ["api"]);
}

#[test]
fn the_current_folder_can_hold_the_description_and_is_the_output() {
    let folder = folder();
    generate(&folder.path, &["-o", "."]);
    edition(&folder.path, 2);
    let description = std::fs::read(folder.path.join("openapi.yaml")).unwrap();
    generate(&folder.path, &["-o", "."]);
    assert_eq!(std::fs::read(folder.path.join("openapi.yaml")).unwrap(), description);
    assert!(folder.path.join("models/thing1.rs").exists());
    assert!(!names(&folder.path).iter().any(|name| name.contains(".letterpress")));
}

#[test]
fn what_an_output_inside_of_the_output_made_is_not_overwritten() {
    let folder = folder();
    let inner = folder.path.join("models");
    std::fs::create_dir(&inner).unwrap();
    edition(&inner, 3);
    generate(&inner, &["-o", "."]);
    let before = tree(&inner);
    let run = letterpress(&folder.path, &["generate", "openapi.yaml", "-o", "."]);
    assert_eq!(run.status.code(), Some(2), "{}", errors(&run));
    assert!(errors(&run).contains("choose another folder"), "{}", errors(&run));
    assert_eq!(tree(&inner), before);
}

/// A shell that stands in the output would stand in a folder that is gone, if the output were replaced as a whole.
#[cfg(unix)]
#[test]
fn the_folder_in_which_a_run_stands_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt;
    let folder = folder();
    generate(&folder.path, &["-o", "out"]);
    edition(&folder.path, 2);
    let output = folder.path.join("out");
    let before = std::fs::metadata(&output).unwrap().ino();
    let run = letterpress(&output, &["generate", "../openapi.yaml", "-o", "."]);
    assert!(run.status.success(), "{}", errors(&run));
    assert_eq!(std::fs::metadata(&output).unwrap().ino(), before);
    assert!(output.join("models/thing1.rs").exists());
}

#[test]
fn a_refused_description_leaves_no_folder() {
    let folder = folder();
    std::fs::write(folder.path.join("openapi.yaml"), "openapi: 3.0.3\npaths: {}\n").unwrap();
    assert!(!letterpress(&folder.path, &["generate", "openapi.yaml", "-o", "above/out"]).status.success());
    assert_eq!(names(&folder.path), ["openapi.yaml"]);
}

#[test]
fn a_bundle_can_go_to_a_stream() {
    let folder = folder();
    let run = letterpress(&folder.path, &["bundle", "openapi.yaml"]);
    if cfg!(unix) {
        let streamed = letterpress(&folder.path, &["bundle", "openapi.yaml", "-o", "/dev/stdout"]);
        assert_eq!(streamed.stdout, run.stdout);
    }
    assert!(letterpress(&folder.path, &["bundle", "openapi.yaml", "-o", "bundle.yaml"]).status.success());
    assert_eq!(std::fs::read(folder.path.join("bundle.yaml")).unwrap(), run.stdout);
    assert_eq!(names(&folder.path), ["bundle.yaml", "openapi.yaml"]);
}

/// Both say in their first lines that they were made from `openapi.yaml`.
#[test]
fn an_output_of_another_description_in_the_output_stays() {
    for more in [&[][..], &["--crate", "api"]] {
        let folder = folder();
        let inner = folder.path.join("parts/inner");
        std::fs::create_dir_all(&inner).unwrap();
        edition(&inner, 2);
        generate(&inner, &[&["-o", "."], more].concat());
        let before = tree(&inner);
        generate(&folder.path, &[&["-o", "."], more].concat());
        assert_eq!(tree(&inner), before);
    }
}

/// The names of the crate stand in `src/`, as if that were an output of its own.
#[test]
fn what_a_crate_leaves_goes_when_it_becomes_a_module() {
    let folder = folder();
    generate(&folder.path, &["-o", ".", "--crate", "api"]);
    generate(&folder.path, &["-o", "."]);
    assert_eq!(names(&folder.path), ["mod.rs", "models", "names.lock", "openapi.yaml"]);
}

#[cfg(unix)]
#[test]
fn a_bundle_goes_behind_what_a_stream_has() {
    let folder = folder();
    let log = folder.path.join("log");
    std::fs::write(&log, "mine\n").unwrap();
    let stdout = std::fs::OpenOptions::new().append(true).open(&log).unwrap();
    let run = crate::command(&folder.path, &["bundle", "openapi.yaml", "-o", "/dev/stdout"]).stdout(stdout).status().unwrap();
    assert!(run.success());
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.starts_with("mine\nopenapi: "), "{text}");
}

/// File systems of other platforms take no such names.
#[cfg(target_os = "linux")]
#[test]
fn files_whose_names_are_not_utf_8_stay() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    let odd = OsStr::from_bytes(b"caf\xe9");
    let output = folder.path.join("out");
    generate(&folder.path, &["-o", "out"]);
    for place in [output.clone(), output.join("models")] {
        std::fs::create_dir(place.join(odd)).unwrap();
        std::fs::write(place.join(odd).join("mine"), "mine").unwrap();
    }
    edition(&folder.path, 2);
    generate(&folder.path, &["-o", "out"]);
    assert!(output.join("models/thing1.rs").exists());
    for place in [output.clone(), output.join("models")] {
        assert_eq!(std::fs::read(place.join(odd).join("mine")).unwrap(), b"mine");
    }

    let run = crate::command(&folder.path, &["generate", "openapi.yaml", "-o"]).arg(odd).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(errors(&run).contains("invalid UTF-8"), "{}", errors(&run));
}
