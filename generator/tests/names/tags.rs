//! A value that tells a branch, and means another one by now, is told.

use letterpress::Understood;

use super::{HEAD, lock, run, understood, union_of};

/// A union of components, each with the values that mean it.
fn described(branches: &[(&str, &[&str])]) -> String {
    let reference = |name: &str| format!("'#/components/schemas/{name}'");
    let all: Vec<_> = branches.iter().map(|(name, _)| format!("{{ $ref: {} }}", reference(name))).collect();
    let of = |(name, tags): &(&str, &[&str])| tags.iter().map(|tag| format!("{tag}: {}", reference(name))).collect::<Vec<_>>();
    let mapping: Vec<_> = branches.iter().flat_map(of).collect();
    let schema = |(name, _): &(&str, &[&str])| {
        format!("    {name}: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}\n")
    };
    let schemas: String = branches.iter().map(schema).collect();
    format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Pet: {{ oneOf: [{}], discriminator: {{ propertyName: kind, mapping: {{ {} }} }} }}\n{schemas}",
        all.join(", "),
        mapping.join(", ")
    )
}

/// How often it is told in each step, and the last lock.
fn goes(steps: &[&[(&str, &[&str])]]) -> (Vec<usize>, String) {
    let (mut kept, mut told) = (String::new(), Vec::new());
    for step in steps {
        let (then, _, rendered) = run(&described(step), &kept);
        told.push(rendered.matches("W0415").count());
        kept = lock(&then.unwrap_or_else(|| panic!("{rendered}")));
        let again = run(&described(step), &kept);
        assert_eq!((again.2.contains("W0415"), lock(&again.0.unwrap())), (false, kept.clone()), "it is told once");
    }
    (told, kept)
}

#[test]
fn a_value_that_means_another_branch_is_told() {
    // The names of the components say the values.
    let (told, kept) = goes(&[&[("Cat", &["cat"]), ("Dog", &["dog"])], &[("Cat", &["dog"]), ("Dog", &["cat"])]]);
    assert_eq!(told, [0, 1]);
    assert!(kept.contains("schemas/Pet tags = cat/schemas~1Dog dog/schemas~1Cat\n"), "{kept}");
    // They do not.
    let (told, kept) =
        goes(&[&[("Cat", &["c"]), ("Dog", &["d"])], &[("Cat", &["d"]), ("Dog", &["c"])], &[("Cat", &["c"]), ("Dog", &["d"])]]);
    assert_eq!(told, [0, 1, 1], "{kept}");
    let (told, _) = goes(&[&[("Cat", &["c"]), ("Dog", &["d"])], &[("Cat", &["b"]), ("Dog", &["c"])]]);
    assert_eq!(told, [0, 1]);
    // One that was out of use between.
    let (told, _) =
        goes(&[&[("Cat", &["c"]), ("Dog", &["d"])], &[("Cat", &["b"]), ("Dog", &["d"])], &[("Cat", &["b"]), ("Dog", &["c"])]]);
    assert_eq!(told, [0, 0, 1]);
    // Of another branch that is new.
    let (told, _) = goes(&[&[("Cat", &["c"]), ("Dog", &["d"])], &[("Cat", &["c"]), ("Dog", &["e"]), ("Bird", &["d"])]]);
    assert_eq!(told, [0, 1]);
    let (told, _) = goes(&[&[("Cat", &["cat"]), ("Dog", &["dog"])], &[("Cat", &["cat"]), ("Dog", &["e"]), ("Bird", &["dog"])]]);
    assert_eq!(told, [0, 1]);
}

#[test]
fn other_changes_of_values_are_not_told() {
    let (told, kept) = goes(&[
        &[("Cat", &["cat"]), ("BigDog", &["big_dog"])],
        &[("BigDog", &["big_dog"]), ("Cat", &["cat"])],
        &[("BigDog", &["big_dog", "dog"]), ("Cat", &["cat"]), ("Bird", &["b"])],
        &[("BigDog", &["dog"]), ("Cat", &["feline"]), ("Bird", &["b"])],
        // A component that is renamed, or comes in the place of another one.
        &[("BigDog", &["dog"]), ("Feline", &["feline"]), ("Bird", &["b"])],
        &[("BigDog", &["dog"]), ("Tiger", &["feline"]), ("Bird", &["b"])],
    ]);
    assert_eq!(told, [0; 6], "{kept}");
    let kept = lock(&understood(&described(&[("Cat", &["cat"]), ("BigDog", &["bigDog"])]), ""));
    assert!(!kept.contains(" tags = "), "{kept}");
}

#[test]
fn a_value_that_the_letters_of_two_components_say_is_that_of_one() {
    for [cat, other] in [["Cat", "CAT"], ["cat", "CAT"], ["cat", "other"]] {
        let first: (&str, &[&str]) = ("Cat", &[cat]);
        let second: (&str, &[&str]) = ("CAT", &[other]);
        let (told, kept) = goes(&[&[first, ("Dog", &["dog"])], &[first, ("Dog", &["dog"]), second], &[second, first]]);
        assert_eq!(told, [0, 0, 0], "{kept}");
        let (told, kept) = goes(&[&[first, second], &[("Cat", &[other]), ("CAT", &[cat])]]);
        assert_eq!(told, [0, 1], "{kept}");
    }
}

#[test]
fn a_line_that_says_no_values_is_refused() {
    let text = described(&[("Cat", &["c"]), ("Dog", &["d"])]);
    for line in ["cat", "cat/schemas~1Cat cat/schemas~1Dog", "/schemas~1Cat", "cat/"] {
        let told = run(&text, &format!("schemas/Pet tags = {line}\n")).2;
        assert!(told.contains("E0401"), "{line} {told}");
    }
}

#[test]
fn a_branch_with_another_tag_does_not_get_the_type_of_one_whose_tag_is_gone() {
    let branch = |tag: &str| {
        format!(
            "{{ type: object, required: [kind, n], properties: {{ kind: {{ type: string, enum: [{tag}] }}, n: {{ type: string }} }} }}"
        )
    };
    let of = |tags: [&str; 2]| union_of(&tags.map(branch));
    let named = |it: &Understood| it.api.types.iter().map(|(id, _)| it.names.ty(id).ident.clone()).collect::<Vec<_>>();
    let first = understood(&of(["p", "q"]), "");
    assert!(named(&first).contains(&"UP".to_owned()), "{:?}", named(&first));
    let second = understood(&of(["P", "q"]), &lock(&first));
    assert!(!named(&second).contains(&"UP".to_owned()) && named(&second).contains(&"UQ".to_owned()), "{:?}", named(&second));
}
