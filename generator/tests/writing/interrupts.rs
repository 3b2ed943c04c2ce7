//! A run that is killed leaves the old tree or the new one.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::{Folder, Tree, command, edition, folder, generate, names, times, tree};

/// What stands at the output before the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// Nothing.
    Nothing,
    /// What an earlier run made, and nothing else.
    Ours,
    /// That, and files of somebody.
    Shared,
}

/// What was seen.
#[derive(Debug, Default)]
struct Seen {
    killed: usize,
    old: usize,
    new: usize,
    left_work: usize,
    finished_later: usize,
}

#[test]
fn a_killed_run_leaves_the_old_or_the_new_folder() {
    let seen = attack(Start::Ours, &["-o", "out"], times(8, 200));
    // There is no moment between on Linux and on Apple's systems, if the folder holds nothing else.
    if cfg!(any(target_os = "linux", target_vendor = "apple")) {
        assert_eq!(seen.finished_later, 0, "{seen:?}");
    }
}

#[test]
fn a_killed_first_run_leaves_nothing_or_everything() {
    let seen = attack(Start::Nothing, &["-o", "above/out"], times(8, 200));
    assert_eq!(seen.finished_later, 0, "{seen:?}");
}

#[test]
fn a_killed_run_beside_files_of_somebody_leaves_the_old_or_the_new_ones_for_whoever_looks_next() {
    attack(Start::Shared, &["-o", "out"], times(8, 200));
}

#[test]
fn a_killed_run_over_a_crate_with_its_build_output_leaves_the_old_or_the_new_crate() {
    attack(Start::Shared, &["-o", "out", "--crate", "things"], times(8, 200));
}

/// Kills runs from one edition to the other.
fn attack(before: Start, arguments: &[&str], kills: usize) -> Seen {
    let folder = folder();
    let output = folder.path.join(arguments[1]);
    // What names an earlier run gave is a part of the output, so the new tree is that after the old one.
    let states = [[0, 1], [1, 0]].map(|editions| {
        reset(&folder, &output, Start::Nothing);
        editions.map(|number| {
            edition(&folder.path, number);
            generate(&folder.path, arguments);
            tree(&output)
        })
    });
    let first = [1, 0].map(|number: usize| states[number][0].clone());
    reset(&folder, &output, Start::Nothing);
    let pace = pace(&folder.path, arguments, &output);
    let mut random = Random(0x5eed);
    let mut seen = Seen::default();
    // Some runs are faster than their end.
    for round in 0..5 * kills {
        if seen.killed == kills {
            break;
        }
        let (from, to) = (round % 2, (round + 1) % 2);
        reset(&folder, &output, before);
        if before != Start::Nothing {
            edition(&folder.path, from);
            generate(&folder.path, arguments);
        }
        let [old, new] = match before {
            Start::Nothing => [Tree::new(), first[from].clone()],
            Start::Ours | Start::Shared => states[from].clone(),
        };
        edition(&folder.path, to);
        if !kill(&folder.path, arguments, &output, pace, &mut random) {
            continue;
        }
        seen.killed += 1;
        judge(&output, [&old, &new], &mut seen);
        if before == Start::Shared {
            for (path, text) in STRANGERS {
                assert_eq!(std::fs::read_to_string(output.join(path)).unwrap(), text);
            }
        }
    }
    println!("{before:?} {arguments:?}: {seen:?}");
    assert!(seen.killed > 0, "every run was faster");
    seen
}

/// Looks at what a killed run left, as it is and after the next look.
fn judge(output: &Path, [old, new]: [&Tree; 2], seen: &mut Seen) {
    let around = output.parent().unwrap();
    if around.exists() && names(around).iter().any(|name| name.ends_with(".letterpress")) {
        seen.left_work += 1;
    }
    let at_once = generated(output);
    drop(letterpress::writer::claim(camino::Utf8Path::from_path(output).unwrap(), &mut |_| {}).unwrap());
    let later = generated(output);
    assert!(later == *old || later == *new, "neither old nor new: {:?}", later.keys());
    if at_once != later {
        seen.finished_later += 1;
    }
    if later == *old {
        seen.old += 1;
    } else {
        seen.new += 1;
    }
    if around.exists() {
        let left: Vec<_> = names(around).into_iter().filter(|name| !["out", "openapi.yaml"].contains(&name.as_str())).collect();
        assert!(left.iter().all(|name| name == "above"), "left behind: {left:?}");
    }
}

/// Files of somebody: beside ours, hidden, build output.
const STRANGERS: [(&str, &str); 3] = [("mine", "mine"), (".hidden/mine", "mine"), ("target/debug/mine", "mine")];

fn generated(output: &Path) -> Tree {
    tree(output).into_iter().filter(|(path, _)| STRANGERS.iter().all(|(stranger, _)| path != Path::new(stranger))).collect()
}

fn reset(folder: &Folder, output: &Path, start: Start) {
    for name in ["out", "above"] {
        let _ = std::fs::remove_dir_all(folder.path.join(name));
    }
    if start == Start::Shared {
        for (path, text) in STRANGERS {
            let path = output.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
}

/// How long a run takes that nobody kills: to its end, and from the begin of its preparations.
#[derive(Clone, Copy)]
struct Pace {
    whole: Duration,
    writing: Duration,
}

/// The folder of prepared work.
fn staging(output: &Path) -> PathBuf {
    output.with_file_name(".out.letterpress").join("staging")
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let arguments = [&["generate", "openapi.yaml"], arguments].concat();
    command(folder, &arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until one of some files is there, or the run has ended.
fn wait_for(paths: &[PathBuf], run: &mut Child) {
    while !paths.iter().any(|path| path.exists()) && run.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
}

fn pace(folder: &Path, arguments: &[&str], output: &Path) -> Pace {
    let begin = Instant::now();
    let mut run = start(folder, arguments);
    wait_for(&[staging(output)], &mut run);
    let staged = begin.elapsed();
    assert!(run.wait().unwrap().success());
    Pace { whole: begin.elapsed(), writing: begin.elapsed() - staged }
}

/// Starts a run and kills it: at any moment, after it began to prepare its work, or after all of it was prepared, each in a
/// third of the cases. `false` if the run was faster.
fn kill(folder: &Path, arguments: &[&str], output: &Path, pace: Pace, random: &mut Random) -> bool {
    let mut run = start(folder, arguments);
    let staging = staging(output);
    let time = match random.below(3) {
        0 => pace.whole,
        1 => {
            wait_for(&[staging], &mut run);
            pace.writing
        }
        _ => {
            wait_for(&[staging.join("journal"), staging.join("tree")], &mut run);
            pace.writing / 3
        }
    };
    std::thread::sleep(Duration::from_micros(random.below(u64::try_from(time.as_micros()).unwrap().max(1))));
    let _ = run.kill();
    !run.wait().unwrap().success()
}

/// The same numbers in every run of the test; what the machine makes of them differs.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
