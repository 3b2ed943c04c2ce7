//! Several runs over one output at the same time.

use std::process::{Child, Stdio};

use crate::{Tree, command, edition, errors, folder, generate, names, times, tree};

#[test]
fn four_runs_at_once_over_an_older_output_all_succeed() {
    for stranger in [None, Some("mine")] {
        let folder = folder();
        let output = folder.path.join("out");
        // Each run has its own edition, by an overlay, so that what they leave says whose it is.
        let overlays: Vec<String> = (0..4).map(|number| format!("overlay{number}.yaml")).collect();
        let states: Vec<Tree> = overlays
            .iter()
            .map(|overlay| {
                let update = format!("{{ target: $.info, update: {{ description: By {overlay}. }} }}");
                let property = format!("{{ target: '$.components.schemas.*', update: {{ description: By {overlay}. }} }}");
                let text = format!("{{ overlay: 1.0.0, info: {{ title: O, version: '1' }}, actions: [{update}, {property}] }}");
                std::fs::write(folder.path.join(overlay), text).unwrap();
                edition(&folder.path, 2);
                generate(&folder.path, &["-o", "out"]);
                edition(&folder.path, 1);
                generate(&folder.path, &["-o", "out", "--overlay", overlay]);
                tree(&output)
            })
            .collect();
        assert!(states.windows(2).all(|pair| pair[0] != pair[1]));

        for _ in 0..times(2, 40) {
            edition(&folder.path, 2);
            generate(&folder.path, &["-o", "out"]);
            edition(&folder.path, 1);
            if let Some(stranger) = stranger {
                std::fs::write(output.join(stranger), "mine").unwrap();
            }
            let runs: Vec<Child> = overlays
                .iter()
                .map(|overlay| {
                    command(&folder.path, &["generate", "openapi.yaml", "-o", "out", "--overlay", overlay])
                        .stdout(Stdio::null())
                        .stderr(Stdio::piped())
                        .spawn()
                        .unwrap()
                })
                .collect();
            for run in runs {
                let run = run.wait_with_output().unwrap();
                assert!(run.status.success(), "{}", errors(&run));
            }
            let mut left = tree(&output);
            if let Some(stranger) = stranger {
                assert_eq!(left.remove(std::path::Path::new(stranger)).unwrap(), b"mine");
            }
            assert!(states.contains(&left), "a mixture: {:?}", left.keys());
            assert!(names(&folder.path).iter().all(|name| !name.contains(".letterpress")), "{:?}", names(&folder.path));
        }
    }
}

#[test]
fn four_first_runs_at_once_all_succeed() {
    for _ in 0..times(2, 40) {
        let folder = folder();
        let arguments = ["generate", "openapi.yaml", "-o", "above/it/out"];
        let runs: Vec<Child> = (0..4)
            .map(|_| command(&folder.path, &arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        for run in runs {
            let run = run.wait_with_output().unwrap();
            assert!(run.status.success(), "{}", errors(&run));
        }
        assert_eq!(names(&folder.path.join("above/it")), ["out"]);
        assert!(folder.path.join("above/it/out/mod.rs").exists());
    }
}

#[test]
fn a_run_that_must_wait_says_for_whom() {
    let folder = folder();
    generate(&folder.path, &["-o", "out"]);
    edition(&folder.path, 2);
    let output = camino::Utf8PathBuf::from_path_buf(folder.path.join("out")).unwrap();
    let held = letterpress::writer::claim(&output, &mut |_| {}).unwrap();
    let mut run = command(&folder.path, &["generate", "openapi.yaml", "-o", "out"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(run.stderr.take().unwrap()), &mut line).unwrap();
    assert!(line.starts_with("note: waiting for "), "{line}");
    if cfg!(unix) {
        assert!(line.contains(&format!("process {}", std::process::id())), "{line}");
    }
    let before = tree(&folder.path.join("out"));
    drop(held);
    assert!(run.wait().unwrap().success());
    assert_ne!(tree(&folder.path.join("out")), before);
}
