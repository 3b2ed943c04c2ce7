//! Files that are none, that are too large, or that something else takes the place of while they are read.

use camino::Utf8Path;
use letterpress::Reading;
use letterpress::diagnostic::render;
use letterpress::files::{self, Files};
use letterpress::source::Sources;

use super::{HEAD, small_stack, told};

#[test]
fn references_between_files_that_loop_end() {
    let folder = tempfile::tempdir().unwrap();
    let main = Utf8Path::from_path(folder.path()).unwrap().join("main.yaml");
    let text = format!("{HEAD}components: {{schemas: {{A: {{$ref: 'b.yaml#/A'}}}}}}\n");
    std::fs::write(main.with_file_name("b.yaml"), "A: {$ref: 'c.yaml#/A'}\n").unwrap();
    std::fs::write(main.with_file_name("c.yaml"), "A: {$ref: 'b.yaml#/A'}\n").unwrap();
    std::fs::write(&main, &text).unwrap();
    let codes = small_stack(move || {
        let mut sources = Sources::default();
        let id = sources.add_bytes(main.to_string(), text.into_bytes()).unwrap();
        let files = Files::of(&main, None).unwrap();
        let (_, diagnostics) = letterpress::understand_with(&mut sources, id, &Reading::of(&files));
        told(&diagnostics, &sources)
    });
    assert_eq!(codes, "E0202");
}

#[test]
fn only_regular_files_of_tolerable_size_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(folder.path()).unwrap();
    let add = |path: &Utf8Path, limit: u64| {
        let mut sources = Sources::default();
        let added = files::add(&mut sources, path, path.as_str(), limit);
        added.map(|id| sources.get(id).unwrap().text.len()).map_err(|refused| {
            assert!(files::is_unread(&refused));
            told(&[refused], &sources)
        })
    };
    assert_eq!(add(folder, files::LIMIT), Err("E0018".to_owned()));
    assert_eq!(add(&folder.join("nothing.yaml"), files::LIMIT), Err("E0017".to_owned()));
    let large = folder.join("large.yaml");
    std::fs::File::create(&large).unwrap().set_len(100 * 1024 * 1024).unwrap();
    assert_eq!(add(&large, files::LIMIT), Err("E0010".to_owned()));
    assert_eq!(add(&large, 100 * 1024 * 1024), Ok(100 * 1024 * 1024));
    let fifo = folder.join("fifo.yaml");
    if std::process::Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
        assert_eq!(add(&fifo, files::LIMIT), Err("E0018".to_owned()));
    }
}

/// A link that leads to itself.
#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let link = Utf8Path::from_path(folder.path()).unwrap().join("link.yaml");
    std::os::unix::fs::symlink("link.yaml", &link).unwrap();
    let mut sources = Sources::default();
    let refused = files::add(&mut sources, &link, "link.yaml", files::LIMIT).unwrap_err();
    let shown = render(&[refused], &sources);
    assert!(shown.starts_with("error[E0019]: this file cannot be read: "), "{shown}");
    assert!(shown.contains("\n--> link.yaml\n"), "{shown}");
}

/// While a part of a description is read, its folder and a link out of the root take each other's place.
#[cfg(unix)]
#[test]
fn a_link_that_takes_the_place_of_a_folder_is_not_followed() {
    use std::sync::atomic::{AtomicBool, Ordering};

    use letterpress::reference::{Load as _, Location};

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| Utf8Path::from_path(folder.path()).unwrap().join(name);
    for (name, text) in [("root", "file"), ("root/folder", "file"), ("outside", "secret")] {
        std::fs::create_dir(path(name)).unwrap();
        std::fs::write(path(name).join("part.yaml"), text).unwrap();
    }
    std::fs::write(path("root/main.yaml"), HEAD).unwrap();
    std::os::unix::fs::symlink(path("outside"), path("link")).unwrap();
    let files = Files::of(&path("root/main.yaml"), None).unwrap();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..6000 {
                for (from, to) in
                    [("root/folder", "away"), ("link", "root/folder"), ("root/folder", "link"), ("away", "root/folder")]
                {
                    std::fs::rename(path(from), path(to)).unwrap();
                }
            }
            is_done.store(true, Ordering::Relaxed);
        });
        while !is_done.load(Ordering::Relaxed) {
            if let Ok(loaded) = files.load(&Location::File("folder/part.yaml".to_owned())) {
                assert_eq!(String::from_utf8(loaded.bytes).unwrap(), "file");
            }
        }
    });
    assert!(files.load(&Location::File("folder/part.yaml".to_owned())).is_ok());
}

/// While a part of a description is read, the file, a pipe that nobody writes to and a link out of the folder take each other's place.
#[cfg(unix)]
#[test]
fn what_takes_the_place_of_a_file_is_neither_waited_for_nor_followed() {
    use std::sync::atomic::{AtomicBool, Ordering};

    use letterpress::reference::{Load as _, Location};

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| Utf8Path::from_path(folder.path()).unwrap().join(name);
    std::fs::create_dir(path("root")).unwrap();
    for (name, text) in [("secret.yaml", "secret"), ("file", "file"), ("root/main.yaml", HEAD)] {
        std::fs::write(path(name), text).unwrap();
    }
    assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    let files = Files::of(&path("root/main.yaml"), None).unwrap();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..6000 {
                match round % 3 {
                    0 => std::fs::hard_link(path("file"), path("next")).unwrap(),
                    1 => std::fs::hard_link(path("pipe"), path("next")).unwrap(),
                    _ => std::os::unix::fs::symlink(path("secret.yaml"), path("next")).unwrap(),
                }
                std::fs::rename(path("next"), path("root/part.yaml")).unwrap();
            }
            is_done.store(true, Ordering::Relaxed);
            // Whoever waits for a writer all the same has read nothing.
            drop(std::fs::File::options().read(true).write(true).open(path("pipe")).unwrap());
        });
        while !is_done.load(Ordering::Relaxed) {
            if let Ok(loaded) = files.load(&Location::File("part.yaml".to_owned())) {
                assert_eq!(String::from_utf8(loaded.bytes).unwrap(), "file");
            }
        }
    });
}
