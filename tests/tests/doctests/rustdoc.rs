//! Comments of generated files, without the code that they stand in, and what rustdoc finds in them.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use letterpress::file::File;
use serde_json::Value;

/// The comments of many crates: each stands before an item of its own, that of a crate in a module with its README.
#[derive(Default)]
pub struct Comments {
    code: String,
    readmes: Vec<String>,
}

/// A test that rustdoc found.
#[derive(Debug)]
pub struct Doctest {
    /// What stands behind the fence.
    pub info: String,
    /// The code.
    pub code: String,
}

impl Comments {
    /// Takes the comments of all files of a crate.
    pub fn add(&mut self, files: &[File]) {
        let number = self.readmes.len();
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            let readme = match file.path.as_str() {
                "src/lib.rs" => format!("#![doc = include_str!(\"readme{number}.md\")]\n"),
                _ => String::new(),
            };
            let module = file.path.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let (inner, outer) = comments(&file.text);
            write!(self.code, "pub mod {module}_{number} {{\n{inner}{readme}{outer}}}\n").unwrap();
            // Who declares a module writes a comment there too, and rustdoc reads both as one.
            write!(self.code, "///declared\npub mod {module}_{number}_declared {{\n{inner}}}\n").unwrap();
        }
        let readme = files.iter().find(|file| file.path == "README.md").unwrap();
        self.readmes.push(readme.text.clone());
    }

    /// How many crates there are.
    pub fn crates(&self) -> usize {
        self.readmes.len()
    }
}

/// The comment of a file, and the comments in it, each before a constant.
fn comments(text: &str) -> (String, String) {
    let (mut inner, mut outer) = (String::new(), String::new());
    let mut count = 0;
    let mut open = false;
    for line in text.lines().map(str::trim_start) {
        assert!(!line.starts_with("/**") && !line.starts_with("/*!") && !line.starts_with("#[doc = "), "{line}");
        if line.starts_with("//!") {
            writeln!(inner, "{line}").unwrap();
        } else if line.starts_with("///") && !line.starts_with("////") {
            writeln!(outer, "{line}").unwrap();
            open = true;
        } else if std::mem::take(&mut open) {
            count += 1;
            writeln!(outer, "pub const C{count}: () = ();").unwrap();
        }
    }
    (inner, outer)
}

/// The tests that rustdoc finds, by its own list.
pub fn doctests(comments: &Comments) -> Vec<Doctest> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lib.rs"), &comments.code).unwrap();
    for (number, readme) in comments.readmes.iter().enumerate() {
        std::fs::write(folder.path().join(format!("readme{number}.md")), readme).unwrap();
    }
    listed(folder.path()).unwrap_or_else(|| named(folder.path()))
}

fn rustdoc(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    command.current_dir(folder).args(["--test", "--crate-type", "lib", "--edition", "2021", "lib.rs"]);
    command
}

/// The list with all that rustdoc knows; `None` if this rustdoc has no such list.
fn listed(folder: &Path) -> Option<Vec<Doctest>> {
    let output =
        rustdoc(folder).env("RUSTC_BOOTSTRAP", "1").args(["-Z", "unstable-options", "--output-format=doctest"]).output().unwrap();
    let list: Value = serde_json::from_slice(&output.stdout).ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let test = |test: &Value| Doctest {
        info: test["doctest_attributes"]["original"].as_str().unwrap().to_owned(),
        code: test["original_code"].as_str().unwrap().to_owned(),
    };
    Some(list["doctests"].as_array().unwrap().iter().map(test).collect())
}

/// The names of the tests, which every rustdoc lists; whether they are ours shows in what is compiled only.
fn named(folder: &Path) -> Vec<Doctest> {
    let output = rustdoc(folder).args(["--test-args", "--list"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    let tests = names.lines().filter_map(|line| line.strip_suffix(": test"));
    let doctest = |name: &str| match name.ends_with(" - compile") {
        true => Doctest { info: "rust,no_run".to_owned(), code: "use ".to_owned() },
        false => Doctest { info: String::new(), code: name.to_owned() },
    };
    tests.map(doctest).collect()
}

/// The count is worth nothing if rustdoc does not see the comments.
#[test]
fn both_lists_see_code() {
    let text = "    /// 1.     let x = 1;\n    f: u8,\n/// ```rust,no_run\n/// ```\n/// ~~~text\n/// x\npub fn f() {}\n";
    let code = format!("pub mod a {{\n//! text\n#![doc = include_str!(\"readme0.md\")]\n{}}}", comments(text).1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lib.rs"), &code).unwrap();
    std::fs::write(folder.path().join("readme0.md"), "```\nlet y = 1;\n```\n").unwrap();
    assert_eq!(named(folder.path()).len(), 3);
    assert!(listed(folder.path()).is_none_or(|tests| tests.len() == 3));
}
