//! Variables of a path are known by where they stand in it.

use std::collections::BTreeMap;

use letterpress::{Diagnostic, Understood};

use super::arguments::{order, told};
use super::random::Random;
use super::{HEAD, lock, run, understood};

/// An operation at a path, with its variables and a query parameter.
pub fn at(path: &str) -> String {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let list: Vec<_> = names
        .map(|name| format!("{{ name: {name}, in: path, required: true, schema: {{ type: string, enum: [{name}] }} }}"))
        .collect();
    format!(
        "{HEAD}paths:\n  {path}:\n    get: {{ operationId: getPet, parameters: [{}], responses: {{ '204': {{ description: d }} }} }}\n",
        list.join(", ")
    )
}

/// What the variables are called.
fn fields(it: &Understood) -> BTreeMap<String, String> {
    let (operation, names) = (&it.api.tags[0].operations[0], &it.names.tags[0].operations[0]);
    operation.parameters.iter().map(|it| it.name.clone()).zip(names.parameters.clone()).collect()
}

fn codes(diagnostics: &[Diagnostic], code: &str) -> usize {
    diagnostics.iter().filter(|it| it.code.0 == code).count()
}

/// A path, the one that it becomes, the fields by then, the order of the arguments, and how often a variable is told: by the name that it does
/// not get (W0404), as an argument that may be another (W0411), and as a variable that may be (W0412).
pub type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str, [usize; 3]);

pub const CASES: [Case; 21] = [
    ("/pets/{id}", "/orgs/{id}/pets/{petId}", &[("id", "id_path"), ("petId", "id")], "path/petId path/id", [1, 0, 0]),
    ("/orgs/{org}/pets/{id}", "/orgs/{id}/pets/{org}", &[("id", "org"), ("org", "id")], "path/id path/org", [0, 1, 0]),
    ("/pets/{petId}", "/pets/{pet_id}", &[("pet_id", "pet_id")], "path/pet_id", [0, 1, 0]),
    ("/pets/{id}", "/pets/{slug}", &[("slug", "id")], "path/slug", [0, 1, 0]),
    ("/pets/{id}", "/v2/pets/{id}", &[("id", "id")], "path/id", [0, 0, 0]),
    ("/pets/{id}", "/animals/{id}", &[("id", "id")], "path/id", [0, 0, 0]),
    ("/pets/{id}", "/orgs/{org}/pets/{id}", &[("id", "id"), ("org", "org")], "path/id path/org", [0, 0, 0]),
    ("/orgs/{org}/pets/{id}", "/pets/{id}", &[("id", "id")], "path/id", [0, 0, 0]),
    ("/pets/{id}", "/pets/{id}/{part}", &[("id", "id"), ("part", "part")], "path/id path/part", [0, 0, 0]),
    // Words and names say different things, or nothing.
    (
        "/repos/{owner}/{repo}",
        "/repos/{repo}/{owner}",
        &[("owner", "owner"), ("repo", "repo")],
        "path/owner path/repo",
        [0, 0, 2],
    ),
    ("/pets/{id}", "/pets/{tenant}/{id}", &[("id", "id"), ("tenant", "tenant")], "path/id path/tenant", [0, 0, 1]),
    ("/pets/{id}", "/orgs/{id}/animals/{petId}", &[("id", "id"), ("petId", "pet_id")], "path/id path/petId", [0, 0, 1]),
    ("/a/{x}/b/{y}", "/c/{y}/d/{x}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 2]),
    ("/a/{x}/b/{y}", "/c/{x}/d/{y}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 0]),
    ("/a/{x}/b/{y}/c/{z}", "/d/{y}/a/{x}/c/{z}", &[("x", "x"), ("y", "y"), ("z", "z")], "path/x path/y path/z", [0, 0, 1]),
    // Words that a path has twice.
    ("/a/{x}/a/{y}", "/a/{y}/a/{x}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 2]),
    ("/a/{x}", "/a/{y}/a/{x}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 1]),
    ("/a/{x}/a/{y}", "/a/{y}", &[("y", "y")], "path/y", [0, 0, 1]),
    ("/a/{x}/{y}/a/{z}", "/a/{z}/{y}/a/{x}", &[("x", "x"), ("y", "y"), ("z", "z")], "path/x path/y path/z", [0, 0, 2]),
    ("/a/{x}", "/a/{x}/a/{y}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 0]),
    ("/a/{x}/a/{y}", "/v2/a/{x}/b/a/{y}", &[("x", "x"), ("y", "y")], "path/x path/y", [0, 0, 0]),
];

/// How many of them the words of the path tell.
const SURE: usize = 9;

#[test]
fn a_variable_of_a_path_keeps_its_name_where_it_stands_and_never_passes_it_on_silently() {
    for (before, now, names, arguments, expected) in CASES {
        let first = lock(&understood(&at(before), ""));
        let (it, diagnostics, rendered) = run(&at(now), &first);
        let it = it.unwrap_or_else(|| panic!("{rendered}"));
        let wanted: BTreeMap<String, String> = names.iter().map(|(one, two)| ((*one).to_owned(), (*two).to_owned())).collect();
        assert_eq!(fields(&it), wanted, "{before} {now}\n{first}{rendered}");
        assert_eq!(order(&it), arguments, "{before} {now}\n{}", lock(&it));
        let of_variables = diagnostics.iter().filter(|it| it.code.0 == "W0404" && it.message.contains("_path`")).count();
        assert_eq!([of_variables, told(&diagnostics), codes(&diagnostics, "W0412")], expected, "{before} {now}\n{rendered}");
        let (again, diagnostics, rendered) = run(&at(now), &lock(&it));
        assert_eq!(
            (lock(&again.unwrap()), codes(&diagnostics, "W0411") + codes(&diagnostics, "W0412")),
            (lock(&it), 0),
            "{rendered}"
        );
    }
    for (before, now, ..) in CASES.into_iter().take(SURE) {
        let first = lock(&understood(&at(before), ""));
        let there = lock(&understood(&at(now), &first));
        let back = understood(&at(before), &there);
        assert_eq!(fields(&back), fields(&understood(&at(before), &first)), "{before} {now}\n{there}");
    }
}

#[test]
fn the_types_of_variables_go_with_them() {
    let first = understood(&at("/orgs/{org}/pets/{id}"), "");
    let now = understood(&at("/orgs/{id}/pets/{org}"), &lock(&first));
    let place = |it: &Understood, name: &str| {
        lock(it).lines().find(|line| line.contains(&format!("parameters/path/{name} type"))).map(str::to_owned)
    };
    assert_eq!(place(&now, "id").as_deref(), Some("operations/getPet/parameters/path/id type = GetPetOrg"));
    assert_eq!(place(&now, "org").as_deref(), Some("operations/getPet/parameters/path/org type = GetPetId"));
}

#[test]
fn a_lock_that_does_not_say_the_path_yet_tells_of_variables_that_have_others_beside_them() {
    let line = "operations/getPet path = ";
    let old = |path: &str| {
        lock(&understood(&at(path), ""))
            .lines()
            .filter(|it| !it.starts_with(line) && !it.starts_with("info title"))
            .map(|it| format!("{it}\n"))
            .collect::<String>()
    };
    let (it, diagnostics, rendered) = run(&at("/orgs/{id}/pets/{petId}"), &old("/pets/{id}"));
    assert_eq!(codes(&diagnostics, "W0412"), 1, "{rendered}");
    assert!(lock(&it.unwrap()).contains(&format!("{line}~1orgs~1{{id}}~1pets~1{{petId}}\n")), "{rendered}");
    assert_eq!(codes(&run(&at("/pets/{id}"), &old("/pets/{id}")).1, "W0412"), 0);
}

#[test]
fn a_line_that_says_the_path_and_was_lost_is_told() {
    let lost = |path: &str| {
        let kept = lock(&understood(&at(path), ""));
        kept.lines().filter(|it| !it.contains(" path = ")).map(|it| format!("{it}\n")).collect::<String>()
    };
    for (before, now, told) in [
        ("/a/{x}/b/{y}", "/a/{y}/b/{x}", 2),
        ("/a/{x}/b/{y}", "/a/{x}/b/{y}", 2),
        ("/pets/{id}", "/orgs/{id}/pets/{petId}", 1),
        ("/pets", "/pets/{id}", 0),
    ] {
        let (it, diagnostics, rendered) = run(&at(now), &lost(before));
        assert_eq!(codes(&diagnostics, "W0412"), told, "{before} {now} {rendered}");
        let again = run(&at(now), &lock(&it.unwrap())).1;
        assert_eq!(codes(&again, "W0412"), 0, "it is told once: {before} {now}");
    }
}

#[test]
fn a_path_that_had_variables_is_known_until_it_has_some_again() {
    let first = lock(&understood(&at("/pets/{id}"), ""));
    let without = lock(&understood(&at("/pets"), &first));
    let now = understood(&at("/orgs/{id}/pets/{petId}"), &without);
    assert_eq!(fields(&now)["petId"], "id");
    assert_ne!(fields(&now)["id"], "id");
}

/// The words of a path, each with the variable behind it.
type Segments = Vec<(&'static str, &'static str)>;

/// Changes one thing of a path, in which each variable has words of its own before it.
fn edit(random: &mut Random, path: &mut Segments) {
    let free =
        |list: &[&'static str], used: &dyn Fn(&str) -> bool| list.iter().copied().filter(|word| !used(word)).collect::<Vec<_>>();
    let words = free(&["pets", "orgs", "users", "items"], &|word| path.iter().any(|(known, _)| *known == word));
    let names = free(&["id", "petId", "pet_id", "PetId", "org"], &|name| path.iter().any(|(_, known)| *known == name));
    let at = random.below(path.len());
    match random.below(5) {
        0 if !words.is_empty() && !names.is_empty() => {
            path.insert(random.position(path.len()), (*random.pick(&words), *random.pick(&names)))
        }
        1 if path.len() > 1 => drop(path.remove(at)),
        2 => random.shuffle(path),
        3 => {
            let other = random.below(path.len());
            let (one, two) = (path[at].1, path[other].1);
            (path[at].1, path[other].1) = (two, one);
        }
        _ if !names.is_empty() => path[at].1 = random.pick::<&str>(&names),
        _ => {}
    }
}

#[test]
fn whatever_becomes_of_a_path_no_name_passes_from_one_variable_to_another_silently() {
    let (seeds, steps) = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { (1_000, 20) } else { (40, 12) };
    for seed in 1..=seeds {
        let random = &mut Random::new(seed);
        let mut path: Segments = vec![("pets", "id")];
        let (mut kept, mut past, mut then): (String, BTreeMap<String, &str>, Vec<&str>) = Default::default();
        for step in 0..steps {
            let text = at(&path.iter().map(|(word, name)| format!("/{word}/{{{name}}}")).collect::<String>());
            let (it, diagnostics, rendered) = run(&text, &kept);
            let it = it.unwrap_or_else(|| panic!("seed {seed}, {step}: {rendered}\n{kept}"));
            let fields = fields(&it);
            // Where all names are the same, it is the words that were edited.
            let names: Vec<&str> = path.iter().map(|(_, name)| *name).collect();
            let is_same = names == then;
            for (word, name) in &path {
                let field = &fields[*name];
                let told = codes(&diagnostics, "W0411") + codes(&diagnostics, "W0412") > 0
                    || rendered.contains(&format!("not `{field}`"));
                let is_it = is_same || past.get(field).is_none_or(|had| had == word);
                assert!(
                    is_it || told,
                    "seed {seed}, {step}: `{field}` was {} and is {word}\n{kept}\n{}{rendered}",
                    past[field],
                    lock(&it)
                );
                past.insert(field.clone(), word);
            }
            (kept, then) = (lock(&it), names);
            (0..1 + random.below(2)).for_each(|_| edit(random, &mut path));
        }
    }
}

#[test]
fn an_operation_that_gets_an_id_keeps_its_variables_untold() {
    let text = |id: &str| {
        let variable = "{ name: lang, in: path, required: true, schema: { type: string } }";
        format!(
            "{HEAD}paths:\n  /s/{{lang}}:\n    post: {{ {id}parameters: [{variable}], responses: {{ '204': {{ description: d }} }} }}\n"
        )
    };
    let kept = lock(&understood(&text(""), ""));
    let (then, _, rendered) = run(&text("operationId: speak, "), &kept);
    assert!(then.is_some() && !rendered.contains("W0412"), "{rendered}");
}
