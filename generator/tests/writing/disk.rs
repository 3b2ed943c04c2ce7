//! Disks that refuse: full, read-only, a limit on files. Small file systems of their own need the right to mount; where it is missing,
//! the test says so and passes.

use std::path::Path;
use std::process::{Command, Output};

use crate::{Folder, edition, errors, folder, generate, names, tree};

/// Runs a script in which `$letterpress` is the command, in name spaces of its own, so that it may mount. `None` where that is
/// not allowed.
fn mounting(folder: &Folder, script: &str) -> Option<Output> {
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-euc", script])
            .env("letterpress", env!("CARGO_BIN_EXE_letterpress"))
            .current_dir(&folder.path)
            .output()
    };
    match unshare("mount -t tmpfs none .") {
        Ok(probe) if probe.status.success() => Some(unshare(script).unwrap()),
        Ok(_) | Err(_) => {
            println!("skipped: this user may not mount");
            None
        }
    }
}

/// Prepares a script: both editions as files.
fn editions() -> Folder {
    let folder = folder();
    for number in [1, 2] {
        edition(&folder.path, number);
        std::fs::copy(folder.path.join("openapi.yaml"), folder.path.join(format!("{number}.yaml"))).unwrap();
    }
    folder
}

/// The end of a script: what a refused run left is what was there.
const REFUSED: &str = "
    cp -a disk/out before
    cp 2.yaml openapi.yaml
    SPOIL
    if $letterpress generate openapi.yaml -o disk/out; then echo 'it succeeded'; exit 9; fi
    diff -r before disk/out
    test \"$(ls -A disk)\" = \"EXPECTED\"
";

fn refused(spoil: &str, expected: &str) -> String {
    REFUSED.replace("SPOIL", spoil).replace("EXPECTED", expected)
}

#[test]
fn a_full_disk_changes_nothing() {
    // With and without a stranger's file: as a folder and file by file. No room at all, and room for a part of the files.
    for (stranger, room) in [("", "0"), ("", "60"), ("touch disk/out/mine", "0"), ("touch disk/out/mine", "60")] {
        let folder = editions();
        let script = format!(
            "mkdir disk; mount -t tmpfs -o size=800k none disk
             cp 1.yaml openapi.yaml; $letterpress generate openapi.yaml -o disk/out; {stranger}
             {}",
            refused("cat /dev/zero > disk/fill 2>/dev/null || true; truncate -s -ROOMK disk/fill", "fill\nout")
                .replace("ROOM", room)
        );
        let Some(run) = mounting(&folder, &script) else { return };
        assert!(run.status.success(), "{}", errors(&run));
        assert!(errors(&run).contains("No space left"), "{}", errors(&run));
    }
}

#[test]
fn a_disk_that_is_full_of_files_changes_nothing() {
    for stranger in ["", "touch disk/out/mine"] {
        let folder = editions();
        // The room for names ends in the middle of the preparation.
        let script = format!(
            "mkdir disk; mount -t tmpfs -o nr_inodes=110 none disk
             cp 1.yaml openapi.yaml; $letterpress generate openapi.yaml -o disk/out; {stranger}
             {}",
            refused("", "out")
        );
        let Some(run) = mounting(&folder, &script) else { return };
        assert!(run.status.success(), "{}", errors(&run));
        assert!(errors(&run).contains("No space left"), "{}", errors(&run));
    }
}

#[test]
fn a_disk_that_cannot_be_written_changes_nothing() {
    let folder = editions();
    let script = format!(
        "mkdir disk; mount -t tmpfs none disk
         cp 1.yaml openapi.yaml; $letterpress generate openapi.yaml -o disk/out
         {}",
        refused("mount -o remount,ro disk", "out")
    );
    let Some(run) = mounting(&folder, &script) else { return };
    assert!(run.status.success(), "{}", errors(&run));
    assert!(errors(&run).contains("Read-only file system"), "{}", errors(&run));
}

#[test]
fn an_output_that_is_a_mount_of_its_own_is_written() {
    let folder = editions();
    let script = "
        mkdir out; mount -t tmpfs none out
        for edition in 1 2; do
            cp $edition.yaml openapi.yaml; $letterpress generate openapi.yaml -o out; $letterpress generate openapi.yaml -o plain
            diff -r out plain
        done
        test \"$(ls -A)\" = '1.yaml\n2.yaml\nopenapi.yaml\nout\nplain'
    ";
    let Some(run) = mounting(&folder, script) else { return };
    assert!(run.status.success(), "{}", errors(&run));
}

#[test]
fn a_folder_of_the_output_that_is_a_mount_of_its_own_is_refused() {
    for mount in ["mount -t tmpfs none disk/out/models", "mount --bind disk/out/models disk/out/models"] {
        let folder = editions();
        let script = format!(
            "mkdir disk; cp 1.yaml openapi.yaml; $letterpress generate openapi.yaml -o disk/out
             {mount}
             {}",
            refused("", "out")
        );
        let Some(run) = mounting(&folder, &script) else { return };
        assert!(run.status.success(), "{}", errors(&run));
        assert!(errors(&run).contains("`disk/out/models` is a mount of its own"), "{}", errors(&run));
    }
}

/// A limit on the size of a file stops a run in the middle of its files: the largest come somewhere among them.
#[test]
fn a_file_that_cannot_be_written_whole_changes_nothing() {
    for stranger in [None, Some("mine")] {
        let folder = folder();
        generate(&folder.path, &["-o", "out"]);
        if let Some(stranger) = stranger {
            std::fs::write(folder.path.join("out").join(stranger), "mine").unwrap();
        }
        edition(&folder.path, 2);
        let before = tree(&folder.path);
        let run = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" generate openapi.yaml -o out"])
            .arg(env!("CARGO_BIN_EXE_letterpress"))
            .current_dir(&folder.path)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2), "{}", errors(&run));
        assert!(errors(&run).contains("File too large"), "{}", errors(&run));
        assert_eq!(tree(&folder.path), before);
    }
}

/// Runs the command as a user whom permissions bind; root becomes nobody for it.
fn unprivileged(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let program = folder.join("letterpress");
    std::fs::copy(env!("CARGO_BIN_EXE_letterpress"), &program).unwrap();
    let is_root = rustix::process::geteuid().is_root();
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(&program);
        command
    } else {
        Command::new(&program)
    };
    let output = command.current_dir(folder).args(arguments).output();
    std::fs::remove_file(program).unwrap();
    if is_root && output.is_err() {
        println!("skipped: root is bound by no permission, and setpriv is missing");
    }
    output.ok()
}

fn own(folder: &Path) {
    if rustix::process::geteuid().is_root() {
        let all = Command::new("chown").args(["-R", "65534:65534"]).arg(folder).status().unwrap();
        assert!(all.success());
    }
}

#[test]
fn a_folder_without_the_right_to_write_changes_nothing() {
    for (read_only, stranger) in [("out", None), ("out", Some("mine")), ("out/models", None), ("out/models", Some("mine"))] {
        let folder = folder();
        generate(&folder.path, &["-o", "out"]);
        if let Some(stranger) = stranger {
            std::fs::write(folder.path.join("out").join(stranger), "mine").unwrap();
        }
        edition(&folder.path, 2);
        own(&folder.path);
        mode(&folder.path.join(read_only), "a-w");
        let before = tree(&folder.path);
        let Some(run) = unprivileged(&folder.path, &["generate", "openapi.yaml", "-o", "out"]) else { return };
        assert_eq!(run.status.code(), Some(2), "{read_only} {stranger:?}");
        assert!(errors(&run).contains("Permission denied"), "{}", errors(&run));
        assert_eq!(tree(&folder.path), before, "{read_only} {stranger:?}");
        assert_eq!(names(&folder.path), ["openapi.yaml", "out"]);
        mode(&folder.path.join(read_only), "u+w");
    }
}

/// The work is prepared in the output if nothing can be made beside it.
#[test]
fn an_output_in_a_folder_without_the_right_to_write_is_written() {
    let folder = folder();
    generate(&folder.path, &["-o", "fixed/out"]);
    edition(&folder.path, 2);
    own(&folder.path);
    mode(&folder.path.join("fixed"), "a-w");
    let Some(run) = unprivileged(&folder.path, &["generate", "openapi.yaml", "-o", "fixed/out"]) else { return };
    assert!(run.status.success(), "{}", errors(&run));
    assert!(folder.path.join("fixed/out/models/thing1.rs").exists());
    assert!(!names(&folder.path.join("fixed/out")).contains(&".letterpress".to_owned()));
    mode(&folder.path.join("fixed"), "u+w");
}

fn mode(path: &Path, change: &str) {
    assert!(Command::new("chmod").arg(change).arg(path).status().unwrap().success());
}
