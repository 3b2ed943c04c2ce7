//! A lock of another API is told, where the title and most of what has names are others.

use super::{HEAD, lock, run, understood};

fn described(title: &str, schemas: &[(&str, &str)]) -> String {
    let head = HEAD.replace("title: T", &format!("title: '{title}'"));
    let schema = |(name, members): &(&str, &str)| {
        let members: Vec<_> = members.split(' ').map(|name| format!("{name}: {{ type: string }}")).collect();
        format!("    {name}: {{ type: object, properties: {{ {} }} }}\n", members.join(", "))
    };
    format!("{head}paths: {{}}\ncomponents:\n  schemas:\n{}", schemas.iter().map(schema).collect::<String>())
}

const PETS: &[(&str, &str)] = &[("Pet", "id name owner"), ("Problem", "detail"), ("Owner", "id mail")];

fn is_told(text: &str, kept: &str) -> bool {
    run(text, kept).2.contains("W0414")
}

#[test]
fn a_lock_of_another_api_is_told() {
    let kept = lock(&understood(&described("Pet Store: \u{202e}1", PETS), ""));
    assert!(kept.contains("info title = Pet%20Store:%20%E2%80%AE1\n"), "{kept}");
    let orders = described("Orders", &[("Order", "id total"), ("Problem", "detail title"), ("Line", "sku")]);
    let (then, _, told) = run(&orders, &kept);
    assert!(told.contains("warning[W0414]: this file is of another description: `Pet Store: "), "{told}");
    assert!(!told.contains('\u{202e}'), "{told}");
    let then = lock(&then.unwrap());
    assert!(then.contains("info title = Orders\n"), "{then}");
    assert!(!is_told(&orders, &then), "it is told once");
}

#[test]
fn a_title_without_letters_and_a_long_one_are_lines_too() {
    for (title, line) in [("", "-".to_owned()), (" ", "-".to_owned()), (&"ab".repeat(1000), "ab".repeat(50))] {
        let kept = lock(&understood(&described(title, PETS), ""));
        assert!(kept.contains(&format!("info title = {line}\n")), "{kept}");
        assert_eq!(lock(&understood(&described(title, PETS), &kept)), kept);
    }
}

#[test]
fn a_description_that_changes_is_its_own() {
    let kept = lock(&understood(&described("Pets", PETS), ""));
    // Another title, much that is new, much that is gone.
    assert!(!is_told(&described("Pets 2", PETS), &kept));
    let more = [PETS, &[("A", "a b c d e f"), ("B", "a b c d e f"), ("C", "a b c d e f")]].concat();
    assert!(!is_told(&described("Pets 2", &more), &kept));
    let grown = lock(&understood(&described("Pets", &more), &kept));
    assert!(!is_told(&described("Pets 2", PETS), &grown));
    // What moved is known.
    let renamed: Vec<_> = PETS.iter().map(|(name, members)| (["New", name].concat(), *members)).collect();
    let renamed: Vec<_> = renamed.iter().map(|(name, members)| (name.as_str(), *members)).collect();
    assert!(!is_told(&described("Pets 2", &renamed), &kept));
    // A lock of an earlier version does not say its title.
    let without = kept.replace("info title = Pets\n", "");
    assert!(!is_told(&described("Orders", &[("Order", "id")]), &without));
}
