//! The arguments of `new` of a model keep their order, as those of operations do, and a call that would mean another one is told.

use letterpress::Understood;
use letterpress::ir::Shape;

use super::arguments::told;
use super::{HEAD, lock, run, understood};

/// A component; words are its members, those with `?` optional.
fn schema(words: &str) -> String {
    let names: Vec<&str> = words.split_whitespace().collect();
    let required: Vec<&str> = names.iter().copied().filter(|name| !name.ends_with('?')).collect();
    let property = |name: &&str| format!("'{}': {{ type: string }}", name.trim_end_matches('?'));
    let properties: Vec<String> = names.iter().map(property).collect();
    let required: Vec<String> = required.iter().map(|name| format!("'{name}'")).collect();
    format!("{{ type: object, required: [{}], properties: {{ {} }} }}", required.join(", "), properties.join(", "))
}

fn text(words: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Customer: {}\n", schema(words))
}

/// What `new` of the type asks for.
fn order_of(it: &Understood, ident: &str) -> String {
    let (id, definition) = it.api.types.iter().find(|(id, _)| it.names.ty(*id).ident == ident).unwrap();
    let Shape::Struct(object) = &definition.shape else { panic!("{ident} is no struct") };
    it.names.ty(id).arguments.iter().map(|at| object.fields[*at].name.as_str()).collect::<Vec<_>>().join(" ")
}

/// Goes through descriptions; with each the order of the arguments, and whether it is told that one is another.
fn goes(steps: &[(&str, &str, bool)]) {
    let mut kept = String::new();
    for (words, expected, is_told) in steps {
        let (it, diagnostics, rendered) = run(&text(words), &kept);
        let it = it.unwrap_or_else(|| panic!("{rendered}"));
        assert_eq!(order_of(&it, "Customer"), *expected, "{words} of {steps:?}\n{kept}");
        assert_eq!(told(&diagnostics), usize::from(*is_told), "{words} of {steps:?}\n{kept}{rendered}");
        assert!(!is_told || rendered.contains("an argument of `Customer::new` is another one"), "{rendered}");
        kept = lock(&it);
        let again = understood(&text(words), &kept);
        assert_eq!(
            (order_of(&again, "Customer"), lock(&again)),
            (order_of(&it, "Customer"), kept.clone()),
            "a second run changes something"
        );
        assert_eq!(told(&run(&text(words), &kept).1), 0, "it is told again");
    }
}

#[test]
fn members_that_change_places_are_the_arguments_that_they_were() {
    goes(&[
        ("company name", "company name", false),
        ("name company", "company name", false),
        ("phone? name company", "company name", false),
        ("zip name company", "company name zip", false),
        // Calls of the third step have as many.
        ("zip name? company", "company zip", true),
        ("name zip company", "company name zip", false),
    ]);
    // Names that mean something to the line itself.
    goes(&[("body (a) a/b", "body (a) a/b", false), ("a/b (a) body", "body (a) a/b", false)]);
}

#[test]
fn a_member_that_another_one_replaces_is_told() {
    goes(&[("company name", "company name", false), ("company title", "company title", true)]);
    goes(&[("email", "email", false), ("phone", "phone", true)]);
    goes(&[("email phone?", "email", false), ("email? phone", "phone", true)]);
    goes(&[("a? b?", "", false), ("a? b", "b", false), ("a b", "b a", false)]);
}

#[test]
fn a_type_without_arguments_needs_no_line() {
    let one = lock(&understood(&text("email"), ""));
    assert!(one.contains("schemas/Customer arguments = field/email\n"), "{one}");
    let none = understood(&text("email? phone?"), "");
    assert!(!lock(&none).contains(" arguments "), "{}", lock(&none));
    let two = lock(&understood(&text("email phone"), ""));
    assert!(two.contains("schemas/Customer arguments = field/email field/phone\n"), "{two}");
}

#[test]
fn a_type_that_moves_takes_the_order_along() {
    let inline = |words: &str| {
        let order = format!("{{ type: object, properties: {{ customer: {} }} }}", schema(words));
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Order: {order}\n")
    };
    let extracted = |words: &str| {
        let order = "{ type: object, properties: { customer: { $ref: '#/components/schemas/Buyer' } } }";
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Order: {order}\n    Buyer: {}\n", schema(words))
    };
    let before = understood(&inline("company name"), "");
    assert_eq!(order_of(&before, "OrderCustomer"), "company name");
    let (after, diagnostics, rendered) = run(&extracted("name company"), &lock(&before));
    assert_eq!(order_of(&after.unwrap(), "Buyer"), "company name");
    assert_eq!(told(&diagnostics), 0, "{rendered}");
    let (_, diagnostics, rendered) = run(&extracted("title company"), &lock(&before));
    assert_eq!(told(&diagnostics), 1, "{rendered}");
}

#[test]
fn a_component_that_is_renamed_takes_the_order_along_although_others_extend_it() {
    let text = |name: &str, words: &str, more: &str| {
        let buyer = schema(words).replacen('{', &format!("{{{more}"), 1);
        let vip = format!("{{ allOf: [{{ $ref: '#/components/schemas/{name}' }}, {}] }}", schema("level"));
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    {name}: {buyer}\n    Vip: {vip}\n")
    };
    let before = lock(&understood(&text("customer", "company name", ""), ""));
    // The name is chosen for what has another one only where nothing keeps it any more.
    let freed = before.replace("schemas/customer type = Customer\n", "");
    for (name, more, before) in [("Customer", "", &before), ("Buyer", " x-rust-name: Customer,", &freed)] {
        let (after, diagnostics, rendered) = run(&text(name, "name company", more), before);
        assert_eq!(order_of(&after.unwrap(), "Customer"), "company name", "{rendered}");
        assert_eq!(told(&diagnostics), 0, "{rendered}");
    }
}
