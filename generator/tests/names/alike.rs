//! What nothing tells apart but its order keeps that order, and its names with it.

use letterpress::Understood;
use letterpress::ir::{Shape, TypeRef};

use super::random::Random;
use super::{HEAD, lock, understood, union_of};

/// A branch of a union: members of one name, with another constant in each, or a member of its own.
#[derive(Clone, Copy, PartialEq)]
enum Branch {
    Alike(usize),
    Own(usize),
}

impl Branch {
    fn schema(self) -> String {
        match self {
            Self::Alike(value) => format!(
                "{{ type: object, required: [k, a], properties: {{ k: {{ const: [{value}] }}, a: {{ type: string }} }} }}"
            ),
            Self::Own(of) => {
                format!("{{ type: object, required: [own{of}], properties: {{ own{of}: {{ type: string }} }} }}")
            }
        }
    }
}

fn described(branches: &[Branch]) -> String {
    union_of(&branches.iter().map(|branch| branch.schema()).collect::<Vec<_>>())
}

/// The names of the types of the branches, in the order of the union.
fn names(it: &Understood) -> Vec<String> {
    let union = it.api.types.iter().find_map(|(_, it)| if let Shape::Union(union) = &it.shape { Some(union) } else { None });
    let ids = union.unwrap().variants.iter();
    let ids = ids.filter_map(|variant| if let TypeRef::Named(id) = &variant.ty { Some(*id) } else { None });
    ids.map(|id| it.names.ty(id).ident.clone()).collect()
}

/// The names of those that are alike, with their constants.
fn alike(branches: &[Branch], it: &Understood) -> Vec<(usize, String)> {
    let of = |(branch, name): (&Branch, String)| if let Branch::Alike(value) = branch { Some((*value, name)) } else { None };
    branches.iter().zip(names(it)).filter_map(of).collect()
}

/// A run, and another one over the same description, which finds everything as it is.
fn run_twice(branches: &[Branch], kept: &str) -> Understood {
    let text = described(branches);
    let once = understood(&text, kept);
    let twice = understood(&text, &lock(&once));
    assert_eq!((names(&twice), lock(&twice)), (names(&once), lock(&once)), "{text}");
    once
}

#[test]
fn branches_that_nothing_tells_apart_keep_their_names_whatever_else_comes_goes_or_moves() {
    use Branch::{Alike, Own};
    let steps: [[&[Branch]; 2]; 5] = [
        [&[Alike(0), Alike(1)], &[Own(0), Alike(0), Alike(1)]],
        [&[Alike(0), Alike(1), Own(0)], &[Own(0), Alike(0), Alike(1)]],
        [&[Own(0), Alike(0), Alike(1)], &[Alike(0), Alike(1)]],
        [&[Own(0), Alike(0), Own(1), Alike(1), Alike(2)], &[Alike(0), Alike(1), Own(1), Alike(2), Own(0)]],
        [&[Alike(0), Own(0), Alike(1)], &[Own(1), Own(2), Alike(0), Own(3), Alike(1)]],
    ];
    for [before, after] in steps {
        let first = run_twice(before, "");
        let second = run_twice(after, &lock(&first));
        assert_eq!(alike(after, &second), alike(before, &first), "{}", described(after));
    }
}

#[test]
fn branches_that_nothing_tells_apart_keep_their_names_in_any_history() {
    let seeds = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 2_000 } else { 60 };
    for seed in 1..=seeds {
        let mut random = Random::new(seed);
        let mut branches: Vec<Branch> = (0..2 + random.below(3)).map(Branch::Alike).collect();
        let mut kept = run_twice(&branches, "");
        for step in 0..8 {
            let before = alike(&branches, &kept);
            let is_own = |branches: &[Branch], at: usize| matches!(branches[at], Branch::Own(_));
            let at = random.below(branches.len());
            match random.below(3) {
                0 if is_own(&branches, at) => drop(branches.remove(at)),
                1 if is_own(&branches, at) => {
                    let moved = branches.remove(at);
                    branches.insert(random.position(branches.len()), moved);
                }
                _ => branches.insert(random.position(branches.len()), Branch::Own(step)),
            }
            kept = run_twice(&branches, &lock(&kept));
            assert_eq!(alike(&branches, &kept), before, "seed {seed}: {}", described(&branches));
        }
    }
}

#[test]
fn whatever_becomes_of_branches_that_nothing_tells_apart_a_second_run_changes_nothing() {
    let seeds = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 2_000 } else { 60 };
    for seed in 1..=seeds {
        let mut random = Random::new(seed);
        let mut branches = vec![Branch::Alike(0), Branch::Own(0)];
        let mut kept = run_twice(&branches, "");
        for step in 1..10 {
            let new = if random.chance(2) { Branch::Alike(step) } else { Branch::Own(random.below(3)) };
            match random.below(4) {
                0 if branches.len() > 2 => drop(branches.remove(random.below(branches.len()))),
                1 => random.shuffle(&mut branches),
                _ if !branches.contains(&new) => branches.insert(random.position(branches.len()), new),
                _ => {}
            }
            kept = run_twice(&branches, &lock(&kept));
        }
    }
}

#[test]
fn one_schema_in_several_media_types_and_one_of_them_that_leaves_are_found_again() {
    let content = |media: &[(&str, &str)]| {
        let all: Vec<_> = media.iter().map(|(name, schema)| format!("{name}: {{ schema: {schema} }}")).collect();
        format!(
            "{HEAD}paths: {{ /a: {{ get: {{ operationId: a, responses: {{ '200': {{ description: d, content: {{ {} }} }} }} }} }} }}\n",
            all.join(", ")
        )
    };
    let object =
        "{ type: object, properties: { x: { type: string }, p: { type: object, properties: { y: { type: string } } } } }";
    let [json, xml, other] = ["application/json", "application/xml", "application/vnd.a+json"];
    for now in ["{ type: string }", "{ type: object, properties: { z: { type: string } } }"] {
        let mut kept = lock(&understood(&content(&[(json, object), (xml, object), (other, object)]), ""));
        let head = content(&[(json, now), (xml, object), (other, object)]);
        kept = lock(&understood(&head, &kept));
        let then = named_media(&understood(&head, &kept));
        for _ in 0..3 {
            let again = understood(&head, &kept);
            assert_eq!((lock(&again), named_media(&again)), (kept.clone(), then.clone()), "{now}");
        }
        // What stands beside it may go: nothing gets the name of another one.
        let less = understood(&content(&[(json, now), (other, object)]), &kept);
        let stay = |it: &[(String, String)]| it.iter().filter(|(media, _)| media != xml).cloned().collect::<Vec<_>>();
        assert_eq!(stay(&named_media(&less)), stay(&then));
    }
}

/// The variant of each media type.
fn named_media(it: &Understood) -> Vec<(String, String)> {
    let all =
        it.api.types.iter().filter_map(|(id, of)| if let Shape::Contents(all) = &of.shape { Some((id, all)) } else { None });
    let variants = all.flat_map(|(id, all)| all.iter().zip(&it.names.ty(id).members));
    let mut named: Vec<(String, String)> =
        variants.flat_map(|(of, name)| of.content.media.iter().map(move |media| (media.name.clone(), name.clone()))).collect();
    named.sort();
    named
}

#[test]
fn branches_that_were_told_apart_by_a_tag_exchange_no_names_when_it_goes() {
    let branch = |tag: &str, limit: &str| {
        let kind = format!("kind: {{ type: string{tag} }}");
        format!("{{ type: object, required: [kind, v], properties: {{ {kind}, v: {{ type: string, {limit} }} }} }}")
    };
    let of = |tags: [&str; 2]| {
        let tags = tags.map(|tag| if tag.is_empty() { String::new() } else { format!(", const: {tag}") });
        union_of(&[branch(&tags[0], "maxLength: 3"), branch(&tags[1], "minLength: 9")])
    };
    // Neither where one of them is edited in the same run.
    let edited =
        union_of(&[branch("", "maxLength: 3"), branch("", "minLength: 9").replacen("v: ", "w: { type: string }, v: ", 1)]);
    // Tags that are numbers are no positions.
    for tags in [["zebra", "ant"], ["'1'", "'0'"]] {
        let first = understood(&of(tags), "");
        for text in [of(["", ""]), edited.clone()] {
            let second = understood(&text, &lock(&first));
            let [old, new] = [&first, &second].map(names);
            assert!(new.iter().all(|name| !old.contains(name)), "{old:?} {new:?}");
            assert_eq!(lock(&understood(&text, &lock(&second))), lock(&second));
        }
        let moved = understood(&of([tags[1], tags[0]]), &lock(&first));
        assert_eq!(lock(&moved), lock(&first));
    }
    // A second branch of a tag.
    let text = union_of(&[branch(", const: cat", "maxLength: 3"), branch(", const: cat", "minLength: 9")]);
    let once = understood(&text, &lock(&understood(&of(["cat", "dog"]), "")));
    assert_eq!(lock(&understood(&text, &lock(&once))), lock(&once));
}

#[test]
fn a_branch_that_gets_a_member_exchanges_its_name_with_none_that_was_like_it() {
    let limited = |limit: &str, more: &str| {
        format!("{{ type: object, required: [v], properties: {{ v: {{ type: string, {limit} }}{more} }} }}")
    };
    let (z, a) = (Branch::Own(0).schema(), limited("maxLength: 3", ""));
    let [b, more] = ["", ", d: { type: string }"].map(|more| limited("minLength: 9", more));
    let first = understood(&union_of(&[a.clone(), b.clone()]), "");
    let second = understood(&union_of(&[z.clone(), a.clone(), b]), &lock(&first));
    let text = union_of(&[z, a, more]);
    let third = understood(&text, &lock(&second));
    assert_eq!(names(&third), names(&second));
    assert_eq!(names(&third)[1..], names(&first));
    assert_eq!(lock(&understood(&text, &lock(&third))), lock(&third));
}
