//! What may happen to `names.lock` between two runs: a merge, an editor, a disk. Names are kept, or the run says that it cannot.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

const SPEC: &str = "openapi: 3.1.0
info: { title: T, version: '1' }
tags: [{ name: Orders }, { name: type }, { name: '\u{e9}t\u{e9}' }]
paths:
  /a:
    get: { tags: [Orders], operationId: listOrders, responses: { '204': { description: d } } }
    put: { tags: [type], operationId: putOrders, responses: { '204': { description: d } } }
    post: { tags: ['\u{e9}t\u{e9}'], operationId: addOrder, responses: { '204': { description: d } } }
    delete:
      operationId: dropOrders
      parameters: [{ name: lastSeen, in: query, schema: { type: string } }]
      responses: { '204': { description: d, headers: { X-Dropped: { schema: { type: string } } } } }
components:
  schemas:
    Customer: { type: object, properties: { createdAt: { type: string }, inner: { type: object, properties: { a: { type: string } } } } }
    customer: { type: object, properties: { b: { type: string } } }
    mod: { type: object, properties: { b: { type: string } } }
    Color: { type: string, enum: [red] }
    Match: { type: object, properties: { b: { type: string } } }
";

/// What has lines that are no names.
const TEXTS: &str = "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    put:
      operationId: ship
      parameters:
        - { name: from, in: query, required: true, schema: { type: string } }
        - { name: to, in: query, required: true, schema: { type: string } }
      responses: { '2XX': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
components:
  schemas:
    Order: { type: object, required: [a, b], properties: { a: { type: string }, b: { type: string }, c: { $ref: '#/components/schemas/Point' } } }
    Point: { type: array, prefixItems: [{ type: number }, { type: number, minimum: 1 }], items: false, minItems: 2 }
";

/// A folder with a description and what is generated from it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), SPEC).unwrap();
    let made = generate(folder.path());
    assert!(made.status.success(), "{made:?}");
    folder
}

fn generate(folder: &Path) -> Output {
    let arguments = ["generate", "openapi.yaml", "-o", "out"];
    Command::new(env!("CARGO_BIN_EXE_letterpress")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn lock(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("out/names.lock")).unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_merge_conflict_anywhere_is_resolved_by_generating() {
    let folder = folder();
    let made = lock(folder.path());
    let (first, rest) = made.split_once('\n').unwrap();
    let other = first.replace("openapi.yaml", "specs/openapi.yaml");
    let base = "<<<<<<<<< Temporary merge branch 1\n# old\n=========\n# older\n>>>>>>>>> Temporary merge branch 2";
    let conflicts = [
        format!("<<<<<<< HEAD\n{first}\n=======\n{other}\n>>>>>>> feature\n{rest}"),
        format!("<<<<<<< HEAD\n{other}\n||||||| base\n{base}\n=======\n{first}\n>>>>>>> feature\n{rest}"),
        format!("<<<<<<< HEAD\n{made}=======\n{made}>>>>>>> feature\n"),
        format!("<<<<<<< HEAD\n<<<<<<< HEAD\n{first}\n=======\n{other}\n>>>>>>> a\n{rest}=======\n{made}>>>>>>> feature\n"),
        made.replace("schemas/Customer type", "<<<<<<< a\n||||||| b\n||||||| c\n=======\n>>>>>>> d\nschemas/Customer type")
            .replace("||||||| c\n", ""),
    ];
    for conflict in conflicts {
        for text in [conflict.clone(), conflict.replace('\n', "\r\n")] {
            std::fs::write(folder.path().join("out/names.lock"), &text).unwrap();
            let again = generate(folder.path());
            assert!(again.status.success() && said(&again).contains("W0406"), "{text}\n{}", said(&again));
            assert_eq!(lock(folder.path()), made, "{text}");
        }
    }
}

#[test]
fn a_conflict_with_a_file_of_somebody_else_is_not_overwritten() {
    let folder = folder();
    let made = lock(folder.path());
    for text in [
        format!("<<<<<<< HEAD\n{made}=======\n# mine\n>>>>>>> feature\n"),
        format!("<<<<<<< HEAD\n{made}=======\n>>>>>>> feature\n"),
        made.replace("openapi.yaml", "other.yaml").replace("# Gen", "<<<<<<< HEAD\n# Gen") + "=======\n# mine\n>>>>>>> feature\n",
    ] {
        std::fs::write(folder.path().join("out/names.lock"), &text).unwrap();
        assert_eq!(generate(folder.path()).status.code(), Some(2), "{text}");
        assert_eq!(lock(folder.path()), text);
    }
}

#[test]
fn a_conflict_without_an_end_is_an_error_with_its_place() {
    let folder = folder();
    let text = lock(folder.path()).replace("schemas/Customer type", "<<<<<<< a\nschemas/Customer type");
    let line = text.lines().position(|line| line == "<<<<<<< a").unwrap() + 1;
    std::fs::write(folder.path().join("out/names.lock"), &text).unwrap();
    let refused = generate(folder.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("E0403") && said(&refused).contains(&format!("names.lock:{line}:1")), "{}", said(&refused));
}

#[test]
fn what_an_editor_makes_of_the_file_is_read() {
    let folder = folder();
    let made = lock(folder.path());
    let renamed = made.replace("createdAt = created_at", "createdAt = born_at");
    let texts = [
        format!("\u{feff}{renamed}").into_bytes(),
        renamed.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{renamed}").replace('\n', "\r\n").into_bytes(),
        utf16(&renamed),
    ];
    for text in texts {
        std::fs::write(folder.path().join("out/names.lock"), text).unwrap();
        let again = generate(folder.path());
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(lock(folder.path()), renamed, "it is written as always");
        assert_eq!(said(&again), "");
    }
}

/// Places are written with escapes. A line that has the character itself would pass for another one, and stay in the file.
#[test]
fn a_line_with_a_character_that_nobody_sees_is_refused() {
    let folder = folder();
    let made = lock(folder.path());
    for (shown, hidden) in [
        ("schemas/Customer field createdAt", "schemas/Customer\u{202e} field createdAt"),
        ("schemas/Customer field createdAt", "schemas/Customer field created\u{200b}At"),
        ("operations/dropOrders/responses/204 header", "operations/dropOrders\r/responses/204 header"),
        ("info title = T", "info title = \u{2066}T"),
    ] {
        let edited = made.replacen(shown, hidden, 1);
        assert_ne!(edited, made, "{shown}");
        std::fs::write(folder.path().join("out/names.lock"), &edited).unwrap();
        let refused = generate(folder.path());
        assert_eq!(refused.status.code(), Some(1));
        let at = edited.lines().position(|line| line.contains(hidden)).unwrap() + 1;
        assert!(said(&refused).contains(&format!("names.lock:{at}:1")), "{}", said(&refused));
        assert_eq!(lock(folder.path()), edited);
    }
}

#[test]
fn a_second_run_misses_no_line() {
    let folder = folder();
    let again = generate(folder.path());
    assert_eq!((again.status.code(), said(&again).as_str()), (Some(0), ""));
}

#[test]
fn a_lock_that_lost_lines_is_told_where_it_ends() {
    let folder = folder();
    let made = lock(folder.path());
    let header: String = made.lines().take(3).map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.path().join("out/names.lock"), header).unwrap();
    let again = generate(folder.path());
    let text = said(&again);
    assert!(text.contains("W0409") && text.contains("names.lock:3:1") && text.contains("`models/customer.rs`"), "{text}");

    let half: String =
        made.lines().take_while(|line| !line.starts_with("schemas/Match ")).map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.path().join("out/names.lock"), half).unwrap();
    let text = said(&generate(folder.path()));
    assert!(text.contains("W0409") && text.contains("`models/match_.rs`") && !text.contains("models/customer.rs"), "{text}");
    assert_eq!(said(&generate(folder.path())), "", "it is told once");
}

#[test]
fn a_lock_that_lost_the_lines_of_members_is_told() {
    let folder = folder();
    let made = lock(folder.path());
    let without =
        |lost: &str| made.lines().filter(|line| !line.contains(lost)).map(|line| format!("{line}\n")).collect::<String>();
    for (lost, told, untold) in [
        (" field ", "`models/customer.rs`", "operations/"),
        ("field createdAt", "`models/customer.rs`", "match_"),
        ("value red", "`models/color.rs`", "customer"),
        ("parameter query/lastSeen", "`operations/default.rs`", "models/"),
        ("header X-Dropped", "`operations/default.rs`", "models/"),
    ] {
        std::fs::write(folder.path().join("out/names.lock"), without(lost)).unwrap();
        let text = said(&generate(folder.path()));
        assert!(text.contains("W0409") && text.contains(told) && !text.contains(untold), "{text}");
        assert_eq!(said(&generate(folder.path())), "", "it is told once");
        assert_eq!(lock(folder.path()), made);
    }
    // A name that somebody changed is no line that is lost.
    std::fs::write(folder.path().join("out/names.lock"), made.replace("= created_at", "= born_at")).unwrap();
    assert_eq!(said(&generate(folder.path())), "");
}

#[test]
fn a_lock_that_lost_a_line_that_is_no_name_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), TEXTS).unwrap();
    assert_eq!(said(&generate(folder.path())), "");
    let made = lock(folder.path());
    for (lost, told) in [
        ("operations/ship arguments", "`operations/default.rs`"),
        ("operations/ship result", "`operations/default.rs`"),
        ("schemas/Order arguments", "`models/order.rs`"),
        ("schemas/Point elements", "`models/point.rs`"),
    ] {
        assert_eq!(made.matches(lost).count(), 1, "{made}");
        let without: String = made.lines().filter(|line| !line.contains(lost)).map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.path().join("out/names.lock"), &without).unwrap();
        let text = said(&generate(folder.path()));
        assert!(text.contains("W0409") && text.contains(told) && text.matches(".rs`").count() == 1, "{text}");
        assert_eq!((said(&generate(folder.path())).as_str(), lock(folder.path())), ("", made.clone()), "it is told once");
        // A lock of an earlier version has no such lines, and no title.
        let earlier: String =
            without.lines().filter(|line| !line.starts_with("info title")).map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.path().join("out/names.lock"), earlier).unwrap();
        assert!(!said(&generate(folder.path())).contains("W0409"));
    }
}

/// The file of what a person renames in the lock is there under the old name.
#[test]
fn a_type_or_a_module_that_is_renamed_by_hand_is_no_line_that_is_lost() {
    for (line, edited, file) in [
        ("schemas/Match type = Match\n", "schemas/Match type = Game\n", "models/match_.rs"),
        ("schemas/Customer type = Customer\n", "schemas/Customer type = Buyer\n", "models/buyer.rs"),
        ("schemas/Color type = Color\n", "schemas/Color type = Paint\n", "models/paint.rs"),
        ("tags/Orders module = orders\n", "tags/Orders module = purchases\n", "operations/purchases.rs"),
    ] {
        let folder = folder();
        let made = lock(folder.path());
        assert!(made.contains(line), "{made}");
        std::fs::write(folder.path().join("out/names.lock"), made.replace(line, edited)).unwrap();
        assert_eq!(said(&generate(folder.path())), "", "{edited}");
        assert!(folder.path().join("out").join(file).exists(), "{edited}");
        // Lines that are lost are told as ever.
        let place = line.split(' ').next().unwrap_or_default();
        let lost: String = made.lines().filter(|line| !line.starts_with(place)).map(|line| format!("{line}\n")).collect();
        let folder = self::folder();
        std::fs::write(folder.path().join("out/names.lock"), lost).unwrap();
        assert!(said(&generate(folder.path())).contains("W0409"), "{line}");
    }
}

#[test]
fn a_lock_that_was_cut_within_a_line_is_refused() {
    let folder = folder();
    let made = lock(folder.path());
    let module = std::fs::read_to_string(folder.path().join("out/models/customer.rs")).unwrap();
    let ends = ["createdAt = created_at", "createdAt = create", "createdAt", "# To rena"];
    for end in ends {
        let cut = made.find(end).unwrap() + end.len();
        std::fs::write(folder.path().join("out/names.lock"), made.get(..cut).unwrap()).unwrap();
        let refused = generate(folder.path());
        let line = made.get(..cut).unwrap().lines().count();
        assert_eq!(refused.status.code(), Some(1), "{end}");
        let text = said(&refused);
        assert!(text.contains("E0403") && text.contains(&format!("names.lock:{line}:1")), "{text}");
        assert_eq!(std::fs::read_to_string(folder.path().join("out/models/customer.rs")).unwrap(), module);
    }
}

/// The line that a refusal asks for, and the files that shall begin with it.
fn advised(refused: &Output) -> (String, Vec<String>) {
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let text = said(refused);
    let advice = text.split("write `").nth(1).unwrap_or_else(|| panic!("{text}"));
    let (line, rest) = advice.split_once("` as the first line of ").unwrap();
    let files =
        rest.split('`').skip(1).step_by(2).take_while(|file| ["Cargo.toml", "names.lock", "src/names.lock"].contains(file));
    (format!("{line}\n"), files.map(str::to_owned).collect())
}

/// Does what a refusal says: the files begin with the line, and no other generated file stands in the folder.
fn follow(refused: &Output, output: &Path) {
    let (line, files) = advised(refused);
    let texts: Vec<_> = files.iter().map(|file| (file, std::fs::read_to_string(output.join(file)).unwrap())).collect();
    std::fs::remove_dir_all(output).unwrap();
    std::fs::create_dir_all(output.join("src")).unwrap();
    for (file, text) in texts {
        let rest = text.split_once('\n').filter(|(first, _)| first.contains("Generated")).map_or(text.as_str(), |(_, rest)| rest);
        std::fs::write(output.join(file), format!("{line}{rest}")).unwrap();
    }
}

#[test]
fn a_description_or_an_output_at_another_place_keeps_its_names_as_the_refusal_says() {
    for crate_name in [&[][..], &["--crate", "an-api"]] {
        let run = |folder: &Path, description: &str, output: &str| {
            let arguments = ["generate", description, "-o", output];
            let mut command = Command::new(env!("CARGO_BIN_EXE_letterpress"));
            command.current_dir(folder).args(arguments).args(crate_name).output().unwrap()
        };
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let lock = if crate_name.is_empty() { "names.lock" } else { "src/names.lock" };
        let names = |output: &str| {
            let text = std::fs::read_to_string(at(output).join(lock)).unwrap();
            text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect::<String>()
        };
        std::fs::write(at("openapi.yaml"), SPEC).unwrap();
        assert!(run(folder.path(), "openapi.yaml", "out").status.success());
        let renamed = std::fs::read_to_string(at("out").join(lock)).unwrap().replace("= created_at", "= born_at");
        std::fs::write(at("out").join(lock), renamed).unwrap();
        assert!(run(folder.path(), "openapi.yaml", "out").status.success());
        let made = names("out");

        std::fs::rename(at("openapi.yaml"), at("api.yaml")).unwrap();
        follow(&run(folder.path(), "api.yaml", "out"), &at("out"));
        let again = run(folder.path(), "api.yaml", "out");
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(names("out"), made);

        std::fs::create_dir(at("deep")).unwrap();
        std::fs::rename(at("out"), at("deep/api")).unwrap();
        follow(&run(folder.path(), "api.yaml", "deep/api"), &at("deep/api"));
        let again = run(folder.path(), "api.yaml", "deep/api");
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(names("deep/api"), made);
    }
}

#[test]
fn a_lock_without_its_first_line_is_mended_as_the_refusal_says() {
    let folder = folder();
    let renamed = lock(folder.path()).replace("createdAt = created_at", "createdAt = born_at");
    let (_, rest) = renamed.split_once('\n').unwrap();
    std::fs::write(folder.path().join("out/names.lock"), rest).unwrap();
    let (line, files) = advised(&generate(folder.path()));
    assert_eq!(files, ["names.lock"]);
    std::fs::write(folder.path().join("out/names.lock"), format!("{line}{rest}")).unwrap();
    let again = generate(folder.path());
    assert!(again.status.success(), "{}", said(&again));
    assert_eq!(lock(folder.path()), renamed);
}

/// Git merges the files of both sides; in the lock the line of the second gives way to one of the first.
#[test]
fn what_gave_way_in_a_merge_is_not_told_as_lost() {
    let folder = folder();
    let base = lock(folder.path());
    let with = |property: &str| SPEC.replace("createdAt: {", &format!("{property}: {{ type: string }}, createdAt: {{"));
    let side = |property: &str| {
        std::fs::write(folder.path().join("openapi.yaml"), with(property)).unwrap();
        std::fs::write(folder.path().join("out/names.lock"), &base).unwrap();
        generate(folder.path());
        lock(folder.path()).lines().find(|line| line.contains(&format!(" {property} = "))).unwrap().to_owned()
    };
    let (ours, theirs) = (side("bornAt"), side("born_at"));
    let conflict = format!("<<<<<<< main\n{ours}\n=======\n{theirs}\n>>>>>>> feature\n");
    let at = base.find("schemas/Customer field createdAt").unwrap();
    std::fs::write(folder.path().join("out/names.lock"), format!("{}{conflict}{}", &base[..at], &base[at..])).unwrap();
    let text = said(&generate(folder.path()));
    assert!(text.contains("W0406"), "{text}");
    assert!(!text.contains("W0409"), "{text}");
}
