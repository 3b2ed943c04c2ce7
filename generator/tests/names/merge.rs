//! Two branches of a repository add things, each with its own lock; git merges the locks, and the next run keeps the names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use letterpress::{Diagnostic, Understood};

use super::model::{Branch, Document, Operation, Schema};
use super::random::{self, Memory, Plain, Random};
use super::{branch_of, errors, holders, lock, named, run, understood, union_of};

/// Something that is added to a document.
#[derive(Clone)]
enum Addition {
    Schema(String, Schema),
    Property(String, String),
    Value(String, String),
    Branch(String, Branch),
    Operation(Operation),
    Parameter(String, String),
}

fn addition(random: &mut Random, memory: &mut Memory, document: &Document) -> Addition {
    let word = |random: &mut Random| random::word(random, Plain::Yes);
    let (schema, _) = random.pick(&document.schemas).clone();
    match random.below(7) {
        0 => Addition::Schema(word(random), Schema::Object(vec![(word(random), Schema::Text)], false)),
        1 => Addition::Value(schema, word(random)),
        2 | 3 => Addition::Branch(schema, Branch::Object(random::marked(random, memory))),
        4 => Addition::Operation(Operation {
            path: format!("/q{}", random::number(memory)),
            method: "get",
            id: Some(word(random)),
            tag: None,
            parameters: Vec::new(),
            body: None,
            headers: Vec::new(),
            answer: None,
        }),
        5 => Addition::Parameter(random.pick(&document.operations).path.clone(), word(random)),
        _ => Addition::Property(schema, word(random)),
    }
}

/// Adds it, unless something of that name is there, or it does not fit.
fn add(random: &mut Random, document: &mut Document, addition: &Addition) {
    let position = random.position(0);
    let schema = |document: &mut Document, wanted: &String| document.schemas.iter().position(|(name, _)| name == wanted);
    match addition {
        Addition::Schema(name, new) if schema(document, name).is_none() => {
            document.schemas.insert(position, (name.clone(), new.clone()))
        }
        Addition::Operation(new) if document.operations.iter().all(|it| it.id != new.id) => {
            document.operations.insert(position, new.clone())
        }
        Addition::Parameter(path, name) => {
            let operation = document.operations.iter_mut().find(|it| it.path == *path).unwrap();
            if operation.parameters.iter().all(|(_, other)| other != name) {
                operation.parameters.insert(position, ("query", name.clone()));
            }
        }
        Addition::Property(owner, name) => {
            let at = schema(document, owner).unwrap();
            if let Schema::Object(list, _) = &mut document.schemas[at].1
                && list.iter().all(|(other, _)| other != name)
            {
                list.insert(position, (name.clone(), Schema::Text));
            }
        }
        Addition::Value(owner, value) => {
            let at = schema(document, owner).unwrap();
            if let Schema::Enumeration(list) = &mut document.schemas[at].1
                && !list.contains(value)
            {
                list.insert(position, value.clone());
            }
        }
        Addition::Branch(owner, branch) => {
            let at = schema(document, owner).unwrap();
            // Objects in `anyOf` alone are one type; with another branch they are a union, which has its types elsewhere.
            if let Schema::Branches(list) = &mut document.schemas[at].1
                && list.iter().any(|it| matches!(it, Branch::Object(_)))
            {
                list.insert(position, branch.clone());
            }
        }
        Addition::Schema(..) | Addition::Operation(_) => {}
    }
}

/// What git makes of two texts, each of whose lines stands in it once. Returns how many places it could not merge, too.
pub fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
    let sides = [base, ours, theirs].map(|text| text.lines().collect::<BTreeSet<_>>());
    let is_stable = |line: &str| sides.iter().all(|side| side.contains(line));
    let [mut base, mut ours, mut theirs] = [base, ours, theirs].map(|text| text.lines().peekable());
    let (mut text, mut conflicts) = (String::new(), 0);
    let block = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    loop {
        let [before, mut one, mut two] = [&mut base, &mut ours, &mut theirs]
            .map(|lines| std::iter::from_fn(|| lines.next_if(|line| !is_stable(line))).collect::<Vec<&str>>());
        if one == before || two == before || one == two {
            text.push_str(&block(if one == before { &two } else { &one }));
        } else {
            let mut behind = Vec::new();
            while !one.is_empty() && !two.is_empty() && one.first() == two.first() {
                text.push_str(&block(&[one.remove(0)]));
                two.remove(0);
            }
            while !one.is_empty() && !two.is_empty() && one.last() == two.last() {
                behind.extend(one.pop());
                two.pop();
            }
            behind.reverse();
            let is_added = before.is_empty() && (one.is_empty() || two.is_empty());
            conflicts += usize::from(!is_added);
            text.push_str(&match is_added {
                true => block(&[one, two].concat()),
                false => format!("<<<<<<< main\n{}=======\n{}>>>>>>> feature\n", block(&one), block(&two)),
            });
            text.push_str(&block(&behind));
        }
        let next = [base.next(), ours.next(), theirs.next()];
        assert!(next[0] == next[1] && next[1] == next[2], "lines moved");
        match next[0] {
            Some(line) => text.push_str(&block(&[line])),
            None => return (text, conflicts),
        }
    }
}

/// The names by what they are of.
fn names(it: &Understood) -> HashMap<(String, String), String> {
    named(it).into_iter().map(|(scope, what, name)| ((scope, what), name.trim_start_matches("r#").to_owned())).collect()
}

/// The lines of the second side among those that contradict each other, each with the names that are said to go with it. Nothing else
/// may be wrong.
fn of_second(problems: &[Diagnostic], text: &str, ours: &str) -> BTreeMap<String, Vec<String>> {
    let ours: BTreeSet<&str> = ours.lines().collect();
    let mut lines = BTreeMap::new();
    for problem in problems.iter().filter(|it| it.is_error()) {
        assert_eq!(problem.code.0, "E0402", "{}", problem.message);
        let told = [(problem.span.unwrap(), problem.label.as_deref().unwrap_or_default())];
        let related = problem.related.iter().map(|(span, label)| (*span, label.as_str()));
        let both = told.into_iter().chain(related).map(|(span, label)| (&text[span.start as usize..span.end as usize], label));
        let second: Vec<_> = both.filter(|(line, _)| !ours.contains(line)).collect();
        let [(line, label)] = second[..] else { panic!("{second:?} contradict each other") };
        lines.insert(line.to_owned(), label.split('`').skip(1).step_by(2).map(str::to_owned).collect());
    }
    lines
}

/// The scopes of the members of components that are added.
fn members_added(list: &[Addition]) -> BTreeSet<String> {
    let name = |it: &Addition| match it {
        Addition::Schema(name, _) => Some(format!("members of schema {name}")),
        Addition::Property(..)
        | Addition::Value(..)
        | Addition::Branch(..)
        | Addition::Operation(_)
        | Addition::Parameter(..) => None,
    };
    list.iter().filter_map(name).collect()
}

/// One base, two branches, one merge; returns how many places git could not merge.
fn merge(seed: u64) -> usize {
    let (random, memory) = (&mut Random::new(seed), &mut Memory::default());
    let base = random::document(random, memory);
    let kept = lock(&understood(&base.text(), ""));
    let mut additions = || (0..1 + random.below(5)).map(|_| addition(random, memory, &base)).collect::<Vec<_>>();
    let (one, two) = (additions(), additions());
    let made = |random: &mut Random, additions: &[&[Addition]]| {
        let mut document = base.clone();
        additions.iter().flat_map(|it| it.iter()).for_each(|it| add(random, &mut document, it));
        document.text()
    };
    let ours = understood(&made(random, &[&one]), &kept);
    let theirs = understood(&made(random, &[&two]), &kept);
    let (mut text, conflicts) = merged(&kept, &lock(&ours), &lock(&theirs));
    let both = made(random, &[&one, &two]);
    let (mut now, diagnostics, rendered) = run(&both, &text);
    let mut told = BTreeSet::new();
    let mut problems = (diagnostics, rendered);
    while now.is_none() {
        // Both sides gave a name, in places that git merged: somebody deletes the line of the second.
        let deleted = of_second(&problems.0, &text, &lock(&ours));
        assert!(!deleted.is_empty(), "seed {seed}: {}\n{text}", problems.1);
        told.extend(deleted.values().flatten().cloned());
        text = text.lines().filter(|line| !deleted.contains_key(*line)).map(|line| format!("{line}\n")).collect();
        let (understood, diagnostics, rendered) = run(&both, &text);
        (now, problems) = (understood, (diagnostics, rendered));
    }
    // A component that both sides add is one, and the members are those of the first.
    let (of_one, of_two) = (members_added(&one), members_added(&two));
    let is_of_one = |scope: &String| of_one.contains(scope) && of_two.contains(scope);
    let (ours, theirs, now) = (names(&ours), names(&theirs), names(&now.unwrap()));
    for (what, name) in &ours {
        // Of two names that only follow from lines which git could merge, nothing tells whose was first.
        let follows = what.0 == "types"
            && what.1.contains(" of ")
            && theirs.iter().any(|((_, other), given)| given == name && *other != what.1);
        assert!(now.contains_key(what), "seed {seed}: {what:?} is gone");
        if follows && now[what] != *name {
            continue;
        }
        assert_eq!(now.get(what), Some(name), "seed {seed}: {what:?} of the first branch was renamed\n{text}");
    }
    for (what, name) in &theirs {
        if !now.contains_key(what) {
            assert!(is_of_one(&what.0), "seed {seed}: {what:?} of the second branch is gone");
            continue;
        }
        let taken = now.iter().any(|((scope, _), other)| *scope == what.0 && other == name);
        let is_told = what.0 == "types" && told.contains(name);
        assert!(
            now[what] == *name || taken || is_told,
            "seed {seed}: {what:?} of the second branch was renamed for nothing\n{text}"
        );
    }
    conflicts
}

#[test]
fn what_two_branches_added_keeps_its_names_when_they_are_merged() {
    let seeds = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 4_000 } else { 60 };
    let conflicts: usize = (1..=seeds).map(merge).sum();
    assert!(conflicts > 0);
    println!("{seeds} merges, {conflicts} conflicts");
}

/// Both sides give one name to their branch, and git sees a conflict in some of the lines, or in none.
#[test]
fn a_line_that_two_branches_added_alike_never_stands_for_two_things() {
    let mark = |own: &str| {
        format!("{{ type: object, required: [{own}], properties: {{ {own}: {{ type: string }}, name: {{ type: string }} }} }}")
    };
    let text = |own: &[&str]| union_of(&own.iter().map(|own| mark(own)).collect::<Vec<_>>());
    let base = understood(&text(&["m", "n"]), "");
    for (one, two) in [("x", "y"), ("y", "x"), ("a", "z")] {
        let [ours, theirs] = [one, two].map(|own| understood(&text(&["m", "n", own]), &lock(&base)));
        assert_eq!((holders(&ours)[one].as_str(), holders(&theirs)[two].as_str()), ("UOption3", "UOption3"));
        let (conflict, _) = merged(&lock(&base), &lock(&ours), &lock(&theirs));
        let known = lock(&base);
        let of_theirs: Vec<String> =
            lock(&theirs).lines().filter(|line| !known.lines().any(|old| old == *line)).map(|line| format!("{line}\n")).collect();
        let clean = of_theirs.iter().filter(|line| !line.ends_with("= UOption3\n")).fold(lock(&ours), |text, line| text + line);
        for merged in [conflict, clean] {
            for order in [["m", "n", two, one], ["m", one, "n", two]] {
                let now = understood(&text(&order), &merged);
                assert_eq!(holders(&now)[one], "UOption3", "{merged}");
                assert_ne!(holders(&now)[two], "UOption3", "{merged}");
                assert_eq!(holders(&understood(&text(&order), &lock(&now))), holders(&now));
            }
        }
        // Without a conflict both lines with the name are there: somebody has to say whose callers change.
        let all = of_theirs.into_iter().fold(lock(&ours), |text, line| text + &line);
        let (_, diagnostics, rendered) = run(&text(&["m", "n", two, one]), &all);
        assert_eq!(errors(&diagnostics).iter().collect::<BTreeSet<_>>(), BTreeSet::from([&"E0402"]), "{rendered}");
        assert!(rendered.contains("the first time") && rendered.contains("keep the line of what has callers"), "{rendered}");
    }
}

#[test]
fn a_lock_in_which_branches_have_numbers_alone_keeps_all_names() {
    let text = |own: &[&str]| union_of(&own.iter().map(|own| branch_of(&[own])).collect::<Vec<_>>());
    let mut old = lock(&understood(&text(&["a", "b"]), ""));
    old.push_str("schemas/U variant schemas~1U~1branches~12 = Third\nschemas/U/branches/2 field c = c\nschemas/U/branches/2 type = Other\n");
    let now = understood(&text(&["d", "c", "b", "a"]), &old);
    let held = holders(&now);
    assert_eq!([&held["a"], &held["b"], &held["c"]], ["UOption1", "UOption2", "Other"]);
    assert!(lock(&now).contains("schemas/U/branches/2 type = Other\n"), "{}", lock(&now));
    assert_eq!(lock(&understood(&text(&["d", "c", "b", "a"]), &lock(&now))), lock(&now));
}

#[test]
fn a_name_that_follows_from_a_line_is_not_lost_silently() {
    let text = |schemas: &str| {
        format!(
            "{}paths:\n  /a:\n    get: {{ operationId: createOrder, responses: {{ '204': {{ description: d }} }} }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n",
            super::HEAD
        )
    };
    let first = understood(&text(""), "");
    let merged = format!("{}schemas/CreateOrder type = CreateOrder\n", lock(&first));
    let both = text("CreateOrder: { type: object, properties: { a: { type: string } } }");
    let (now, _, rendered) = run(&both, &merged);
    assert!(rendered.contains("W0406") && rendered.contains("belongs to `schemas/CreateOrder type`"), "{rendered}");
    assert!(rendered.contains("operations/createOrder method = create_order"), "{rendered}");
    let (_, _, rendered) = run(&both, &lock(&now.unwrap()));
    assert_eq!(rendered, "", "it is told once");
}

#[test]
fn what_follows_from_a_line_that_gives_way_is_told_with_it() {
    let text = format!(
        "{}paths:\n  /a:\n    get: {{ operationId: token, responses: {{ '204': {{ description: d }} }} }}\ncomponents: {{ schemas: {{ Other: {{ type: object }} }} }}\n",
        super::HEAD
    );
    let (schema, operation) = ("schemas/Other type = Other\n", "operations/token type = Other\n");
    for ok in ["", "operations/token ok = Done\n"] {
        let told = if ok.is_empty() { "`OtherOk` and `OtherError` follow from it" } else { "`OtherError` follows from it" };
        for lines in [format!("{operation}{schema}"), format!("{schema}{operation}")] {
            let (now, diagnostics, rendered) = run(&text, &format!("{ok}operations/token method = token\n{lines}"));
            assert!(now.is_none() && errors(&diagnostics) == ["E0402"], "{rendered}");
            assert_eq!(rendered.matches(told).count(), 1, "{rendered}");
        }
        let conflict =
            format!("{ok}operations/token method = token\n<<<<<<< main\n{schema}=======\n{operation}>>>>>>> feature\n");
        let (_, _, rendered) = run(&text, &conflict);
        assert!(rendered.contains(&format!("operations/token type gets another name; {told}")), "{rendered}");
    }
}

#[test]
fn a_branch_of_a_union_that_both_sides_add_is_not_taken_for_the_other() {
    let text = |own: &[&str]| union_of(&["x", "y"].iter().chain(own).map(|own| branch_of(&[own])).collect::<Vec<_>>());
    let base = understood(&text(&[]), "");
    let (ours, theirs) = (understood(&text(&["b"]), &lock(&base)), understood(&text(&["a"]), &lock(&base)));
    let (conflict, count) = merged(&lock(&base), &lock(&ours), &lock(&theirs));
    assert_eq!(count, 2, "{conflict}");
    let (now, _, rendered) = run(&text(&["a", "b"]), &conflict);
    let now = now.unwrap();
    assert_eq!(holders(&now)["b"], holders(&ours)["b"], "{conflict}");
    assert_ne!(holders(&now)["a"], holders(&now)["b"]);
    // Each side's step says what it held.
    let step = lock(&theirs).lines().find_map(|line| line.strip_suffix(" field a = a").map(str::to_owned)).unwrap();
    assert!(step.starts_with("schemas/U/branches/2~x"), "{step}");
    assert!(rendered.contains(&format!("{step} type gets another name")), "{rendered}");
}

#[test]
fn of_two_names_that_only_follow_from_the_lines_of_both_sides_the_first_stays() {
    let text = |ids: &[&str]| {
        let get =
            |id: &&str| format!("  /{id}:\n    get: {{ operationId: {id}, responses: {{ '204': {{ description: d }} }} }}\n");
        format!("{}paths:\n{}", super::HEAD, ids.iter().map(get).collect::<String>())
    };
    let base = understood(&text(&["other"]), "");
    for (one, two) in [("tokenError", "token"), ("token", "tokenError")] {
        let [ours, theirs] = [one, two].map(|id| understood(&text(&["other", id]), &lock(&base)));
        let (conflict, count) = merged(&lock(&base), &lock(&ours), &lock(&theirs));
        assert_eq!(count, 1, "{conflict}");
        let (now, _, rendered) = run(&text(&["other", two, one]), &conflict);
        let (ours, now) = (names(&ours), names(&now.unwrap()));
        for (what, name) in &ours {
            assert_eq!(now.get(what), Some(name), "{what:?}\n{conflict}");
        }
        assert!(rendered.contains("would be `TokenError`"), "{rendered}");
    }
}

#[test]
fn a_union_that_both_sides_make_of_one_property_keeps_the_names_of_the_first() {
    let text = |own: &[&str]| {
        let branch = |own: &&str| {
            format!(
                "{{ type: object, required: [{own}], properties: {{ {own}: {{ type: string }}, name: {{ type: string }} }} }}"
            )
        };
        let x = match own {
            [] => "{ type: string }".to_owned(),
            own => format!("{{ oneOf: [{}] }}", own.iter().map(branch).collect::<Vec<_>>().join(", ")),
        };
        format!("{}paths: {{}}\ncomponents: {{ schemas: {{ U: {{ type: object, properties: {{ x: {x} }} }} }} }}\n", super::HEAD)
    };
    let base = lock(&understood(&text(&[]), ""));
    let [ours, theirs] = [["a", "b"], ["c", "d"]].map(|own| understood(&text(&own), &base));
    let (conflict, _) = merged(&base, &lock(&ours), &lock(&theirs));
    for order in [["c", "d", "a", "b"], ["a", "b", "c", "d"], ["d", "b", "c", "a"]] {
        let now = understood(&text(&order), &conflict);
        for own in ["a", "b"] {
            assert_eq!(holders(&now)[own], holders(&ours)[own], "{order:?}\n{conflict}");
        }
        assert_eq!(lock(&understood(&text(&order), &lock(&now))), lock(&now));
    }
}

#[test]
fn a_branch_that_both_sides_add_keeps_the_name_that_both_gave_it() {
    let text = |branches: &[&[&str]]| union_of(&branches.iter().map(|own| branch_of(own)).collect::<Vec<_>>());
    let base = lock(&understood(&text(&[&["a"], &["b"]]), ""));
    for (one, two) in [(&["c", "name"][..], &["c", "more", "name"][..]), (&["c", "more", "name"], &["c", "name"])] {
        let [ours, theirs] = [one, two].map(|own| understood(&text(&[&["a"], &["b"], own]), &base));
        let (conflict, _) = merged(&base, &lock(&ours), &lock(&theirs));
        for only in [one, two] {
            let (now, diagnostics, rendered) = run(&text(&[&["a"], &["b"], only]), &conflict);
            assert_eq!(holders(&now.unwrap())["c"], "UOption3", "{conflict}{rendered}");
            assert!(diagnostics.iter().all(|it| it.code.0 != "W0404"), "{rendered}");
        }
        // The description has both.
        let now = understood(&text(&[&["a"], two, one, &["b"]]), &conflict);
        let named: Vec<_> = named(&now).into_iter().filter(|(scope, _, name)| scope == "types" && name == "UOption3").collect();
        assert_eq!((named.len(), now.api.types.iter().count()), (1, 5));
        let (id, _) = now.api.types.iter().find(|(id, _)| now.names.ty(*id).ident == "UOption3").unwrap();
        assert_eq!(now.names.ty(id).members.len(), one.len(), "{conflict}");
    }
    // Both add two, in another order.
    let [ours, theirs] =
        [[&["c"], &["x"]], [&["x"], &["c"]]].map(|own| understood(&text(&[&["a"], &["b"], own[0], own[1]]), &base));
    let (conflict, _) = merged(&base, &lock(&ours), &lock(&theirs));
    for order in [["c", "x", "a", "b"], ["a", "b", "x", "c"], ["a", "b", "c", "x"]] {
        let now = understood(&text(&order.each_ref().map(std::slice::from_ref)), &conflict);
        assert_eq!(holders(&now), holders(&ours), "{order:?}\n{conflict}");
    }
}

/// The lock of a merge in which each side gave numbers to very many branches.
#[test]
fn very_many_branches_with_numbers_of_both_sides_are_parted_fast() {
    const MANY: usize = 10_000;
    let side = |name: &str| {
        let lines = (0..MANY).map(|at| {
            format!("schemas/U/branches/{at} field {name}{at} = {name}{at}\nschemas/U/branches/{at} type = X{name}{at}\n")
        });
        lines.collect::<String>() + &(0..MANY).map(|at| format!("schemas/V field x{at} = {name}{at}\n")).collect::<String>()
    };
    let conflict = format!("<<<<<<< main\n{}=======\n{}>>>>>>> feature\n", side("a"), side("b"));
    let began = std::time::Instant::now();
    let (now, _, rendered) = run(&union_of(&[branch_of(&["a1"]), branch_of(&["c"])]), &conflict);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    assert!(now.is_some() && rendered.contains("W0406") && rendered.len() < 100_000, "{} bytes", rendered.len());
}
