#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use super::allocate::{Claim, Rules, allocate};
use super::case::Case;
use super::lock::Aspect;
use super::taken::Taken;
use super::*;
use crate::ir::{Check, Docs, Facts, Field, Held, Origin, Rest, Shape, Step, Struct, Type, TypeId, TypeRef, Types};
use crate::part::Parts;
use crate::pointer::Pointer;

const SNAKE: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_field" };
const PASCAL: Rules = Rules { case: Case::Pascal, prefix: "V", suffix: "Model" };

/// The names that an API gets when nothing has a name yet.
fn names(api: &ir::Api) -> Names {
    super::names(api, &Parts::default(), &Lock::default()).0
}

fn words(rules: Rules, words: &[&str]) -> Vec<String> {
    let claims: Vec<_> = words.iter().map(|word| Claim::word(rules, word)).collect();
    allocate(&mut Register::default(), rules, &claims, &mut Taken::default())
}

#[test]
fn keywords_are_raw_and_the_rest_is_marked() {
    assert_eq!(
        words(SNAKE, &["type", "self", "Self", "crate", "super", "gen"]),
        ["r#type", "self_", "self_field", "crate_", "super_", "r#gen"]
    );
    assert_eq!(words(PASCAL, &["self"]), ["SelfModel"]);
}

#[test]
fn who_spells_a_name_exactly_keeps_it() {
    assert_eq!(words(SNAKE, &["@id", "id"]), ["at_id", "id"]);
    assert_eq!(words(SNAKE, &["userName", "user_name"]), ["user_name_field", "user_name"]);
    assert_eq!(words(PASCAL, &["boolean", "Boolean"]), ["BooleanModel", "Boolean"]);
}

#[test]
fn signs_tell_apart_what_letters_do_not() {
    assert_eq!(words(PASCAL, &["e-", "e+"]), ["EMinus", "EPlus"]);
    assert_eq!(words(PASCAL, &["+1", "-1", "1", ""]), ["Plus1", "Minus1", "V1", "Empty"]);
    assert_eq!(words(PASCAL, &["1.0", "10"]), ["V1Dot0", "V10"]);
}

#[test]
fn the_order_of_siblings_does_not_matter() {
    let all = ["A", "a", "@a", "a b", "a-b", "a_b", "aB", "self", "Self", ""];
    let names = words(SNAKE, &all);
    let mut reversed = all;
    reversed.reverse();
    let mut backwards = words(SNAKE, &reversed);
    backwards.reverse();
    assert_eq!(names, backwards);
    let distinct: BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), all.len(), "{names:?}");
}

#[test]
fn another_sibling_renames_nobody_who_spells_its_name() {
    let before = words(SNAKE, &["id", "name", "type"]);
    let after = words(SNAKE, &["@id", "id", "na-me", "name", "Type", "type", "iD"]);
    assert_eq!([&after[1], &after[3], &after[5]], [&before[0], &before[1], &before[2]]);
}

#[test]
fn composed_and_decomposed_letters_are_one_name() {
    let names = words(SNAKE, &["caf\u{e9}", "cafe\u{301}"]);
    assert_eq!(names[0], "caf\u{e9}");
    assert_ne!(names[0], names[1]);
}

fn ty(origin: Origin, pointer: &str, shape: Shape) -> Type {
    let facts = Facts::default();
    Type { pointer: Pointer::from_text(pointer), origin, docs: Docs::default(), shape, check: Check::default(), facts }
}

fn object(fields: &[&str]) -> Shape {
    let field = |name: &&str| Field {
        name: (*name).to_owned(),
        docs: Docs::default(),
        ty: TypeRef::Any,
        required: false,
        default: None,
        required_one_way: false,
        only: None,
        boxed: false,
        loose: false,
        read_only: false,
        write_only: false,
        held: Held::Value,
    };
    Shape::Struct(Struct { fields: fields.iter().map(field).collect(), rest: Rest::Kept(TypeRef::Any) })
}

fn api(types: Types, tags: Vec<ir::Tag>) -> ir::Api {
    let (title, version) = ("Test".to_owned(), "1".to_owned());
    ir::Api {
        title,
        version,
        docs: Docs::default(),
        servers: Vec::new(),
        types,
        tags,
        security_schemes: Vec::new(),
        xml: std::collections::BTreeMap::new(),
        fields: std::collections::BTreeMap::new(),
        answers: Default::default(),
        bodies: Default::default(),
        wrapped: Default::default(),
        runtime_features: Default::default(),
    }
}

fn operation(method: &str, path: &str, id: Option<&str>) -> ir::Operation {
    ir::Operation {
        key: ir::OperationKey::path(method, path),
        servers: Vec::new(),
        asked_by: Vec::new(),
        route: ir::Route { template: path.into(), ..ir::Route::default() },
        operation_id: id.map(str::to_owned),
        pointer: Pointer::root(),
        docs: Docs::default(),
        parameters: Vec::new(),
        request_body: None,
        responses: Vec::new(),
        security: Vec::new(),
    }
}

fn component(name: &str) -> Type {
    ty(Origin::Component(name.to_owned()), &format!("/components/schemas/{name}"), object(&[]))
}

#[test]
fn a_name_comes_from_the_place_and_components_come_first() {
    let mut types = Types::default();
    let pet = types.add(component("Pet"));
    let inline = types.add(ty(Origin::Inside { owner: pet, step: Step::Property("owner".into()) }, "/a", object(&[])));
    let deeper = types.add(ty(Origin::Inside { owner: inline, step: Step::Items }, "/b", object(&[])));
    let rival = types.add(component("PetOwner"));
    let names = names(&api(types, Vec::new()));
    let idents: Vec<_> = [pet, inline, deeper, rival].iter().map(|id| names.ty(*id).ident.as_str()).collect();
    assert_eq!(idents, ["Pet", "PetOwnerModel", "PetOwnerModelItem", "PetOwner"]);
    assert_eq!(names.ty(deeper).home, Home::Models("pet".into()));
}

#[test]
fn no_type_shadows_the_prelude() {
    let mut types = Types::default();
    let ids = ["Option", "Vec", "Error", "Client"].map(|name| types.add(component(name)));
    let names = names(&api(types, Vec::new()));
    assert_eq!(ids.map(|id| names.ty(id).ident.clone()), ["OptionModel", "VecModel", "Error", "Client"]);
}

#[test]
fn file_names_are_safe_everywhere() {
    let mut types = Types::default();
    let ids = ["Mod", "Con", "Type", "FooBar", "Foobar", "fooBar"].map(|name| types.add(component(name)));
    let names = names(&api(types, Vec::new()));
    let file = |id: &TypeId| match &names.ty(*id).home {
        Home::Models(module) | Home::Operations(module) => module.clone(),
    };
    let files: Vec<_> = ids.iter().map(file).collect();
    assert_eq!(files[..3], ["mod_model", "con_model", "type_"]);
    let distinct: BTreeSet<_> = files.iter().map(|file| file.to_lowercase()).collect();
    assert_eq!(distinct.len(), ids.len(), "{files:?}");
}

#[test]
fn undeclared_members_give_way_to_a_declared_one() {
    let mut types = Types::default();
    let id = types.add(ty(Origin::Component("Bag".into()), "/a", object(&["extra"])));
    let names = names(&api(types, Vec::new()));
    assert_eq!((names.ty(id).members.as_slice(), names.ty(id).rest.as_str()), (&["extra".to_owned()][..], "extra_members"));
}

#[test]
fn operations_are_named_by_id_or_by_place() {
    let operations = vec![
        operation("GET", "/pets/{petId}", None),
        operation("GET", "/a", Some("post-checkAccount")),
        operation("GET", "/b", Some("new")),
        operation("POST", "/b", Some("customer")),
    ];
    let tags = vec![ir::Tag { operations, ..ir::Tag::default() }];
    let mut types = Types::default();
    types.add(component("Customer"));
    let names = names(&api(types, tags));
    let chosen: Vec<_> = names.tags[0].operations.iter().map(|names| (names.ident.as_str(), names.method.as_str())).collect();
    let expected = [
        ("GetPetsByPetId", "get_pets_by_pet_id"),
        ("PostCheckAccount", "post_check_account"),
        ("NewOperation", "new_operation"),
        ("CustomerOperation", "customer"),
    ];
    assert_eq!(chosen, expected);
}

#[test]
fn a_module_of_an_api_is_no_word_of_the_crate() {
    assert_eq!(
        [module("truvami"), module("client"), module("Shingle AI"), module("type"), module("3scale")].join(" "),
        "truvami client_api shingle_ai type_api api_3scale"
    );
}

fn tag(name: &str, operations: Vec<ir::Operation>) -> ir::Tag {
    ir::Tag { name: name.into(), operations, ..ir::Tag::default() }
}

#[test]
fn claims_of_one_key_get_distinct_names() {
    let names = words(PASCAL, &["Pet", "Pet", "pet", "Pet"]);
    let distinct: BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), 4, "{names:?}");
}

#[test]
fn operations_without_a_tag_give_way_to_a_tag_called_default() {
    let none = || tag("", vec![operation("GET", "/a", None)]);
    let default = || tag("default", vec![operation("GET", "/b", None)]);
    let chosen = |tags: Vec<ir::Tag>| {
        let names = names(&api(Types::default(), tags));
        names.tags.iter().map(|tag| format!("{} {}", tag.module, tag.handlers)).collect::<Vec<_>>()
    };
    assert_eq!(chosen(vec![none()]), ["default DefaultHandlers"]);
    assert_eq!(chosen(vec![none(), default()]), ["untagged Untagged", "default DefaultHandlers"]);
    assert_eq!(chosen(vec![default(), none()]), ["default DefaultHandlers", "untagged Untagged"]);
}

#[test]
fn webhooks_give_way_to_a_tag_of_their_name() {
    let key = |place: ir::OperationPlace| ir::OperationKey { method: "POST".to_owned(), place };
    let webhook = |name: &str, id: Option<&str>| ir::Operation {
        key: key(ir::OperationPlace::Webhook(name.to_owned())),
        ..operation("POST", "", id)
    };
    let hooks = vec![webhook("order.created", None), webhook("order-created", None), webhook("x", Some("list"))];
    let group = ir::Tag { group: ir::Group::Webhooks, operations: hooks, ..ir::Tag::default() };
    let tags = vec![tag("webhooks", vec![operation("GET", "/a", Some("list_all"))]), group];
    let names = names(&api(Types::default(), tags));
    assert_eq!(names.tags.iter().map(|tag| tag.module.as_str()).collect::<Vec<_>>(), ["webhooks", "outgoing_webhooks"]);
    let methods: BTreeSet<_> = names.tags.iter().flat_map(|tag| &tag.operations).map(|names| names.method.as_str()).collect();
    assert!(methods.len() == 4 && methods.contains("list"), "{methods:?}");
}

#[test]
fn modules_are_ascii_and_differ_from_their_traits() {
    let tags = ["\u{9867}\u{5ba2}", "\u{6ce8}\u{6587}", "Caf\u{e9}", "cafe"].map(|name| tag(name, Vec::new())).to_vec();
    let mut types = Types::default();
    let id = types.add(component("\u{9867}\u{5ba2}"));
    let names = names(&api(types, tags));
    let modules: BTreeSet<_> = names.tags.iter().map(|tag| tag.module.as_str()).collect();
    assert!(modules.len() == 4 && modules.iter().all(|module| module.is_ascii() && module.starts_with(char::is_alphabetic)));
    assert!(names.tags.iter().all(|tag| tag.module != tag.handlers), "{:?}", names.tags);
    assert_eq!(names.tags[3].module, "cafe");
    assert_eq!(names.ty(id).ident, "\u{9867}\u{5ba2}");
    assert!(matches!(&names.ty(id).home, Home::Models(module) if module.is_ascii() && module.starts_with("model_")));
}

#[test]
fn a_module_whose_name_loses_a_word_has_no_gap() {
    let names = names(&api(Types::default(), vec![tag("User \u{7ba1}\u{7406} API", Vec::new())]));
    assert!(names.tags[0].module.starts_with("user_api_x"), "{}", names.tags[0].module);
}

/// Or the next run would refuse the lock that this one writes.
#[test]
fn every_name_that_is_given_is_one_that_the_lock_can_hold() {
    let place = lock::Place::of(&["schemas", "A"]);
    let aspects = [
        (SNAKE, Aspect::Field),
        (SNAKE, Aspect::Module),
        (SNAKE, Aspect::Method),
        (PASCAL, Aspect::Type),
        (PASCAL, Aspect::Variant),
    ];
    // Letters of the large scripts without case do not differ from one another here.
    let alike =
        |c: char| matches!(c, '\u{3500}'..='\u{9ff0}' | '\u{ac10}'..='\u{d790}' | '\u{12000}'..='\u{1cfff}' | '\u{20100}'..);
    let letters = ('\0'..=char::MAX).filter(|c| c.is_ascii() || unicode_ident::is_xid_continue(*c) && !alike(*c));
    let every = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 1 } else { 32 };
    // Capitals and small letters without a partner, letters whose partner is not composed, a mark that is a word.
    let awkward = "\u{1d400}\u{138}\u{149}\u{390}\u{1fb6}\u{345}";
    for c in letters.step_by(every).chain(awkward.chars()) {
        for word in [format!("{c}"), format!("a {c} b"), format!("{c}1"), format!("\u{1100} {c}")] {
            for (rules, aspect) in aspects {
                let claim = Claim::word(rules, &word);
                let claim = if aspect == Aspect::Module { claim.ascii(rules) } else { claim };
                let key = place.member(aspect, &[&word]);
                let mut register = Register::default();
                let mut taken = register.taken(&key.namespace());
                let given = allocate(&mut register, rules, &[claim], &mut taken);
                assert_eq!(legal::objection(&key, &given[0]), None, "{aspect:?} {word:?}: {}", given[0]);
            }
        }
    }
}

#[test]
fn no_operation_or_trait_is_called_like_a_generic_parameter() {
    let operations = vec![operation("GET", "/h", Some("h")), operation("GET", "/i", Some("into"))];
    let names = names(&api(Types::default(), vec![tag("a", operations)]));
    let operations: Vec<_> = names.tags[0].operations.iter().map(|names| (names.ident.as_str(), names.method.as_str())).collect();
    assert_eq!(operations, [("HOperation", "h"), ("IntoOperation", "into_operation")]);
    assert_eq!(names.tags[0].handlers, "AHandlers");
}

fn union(branches: &[(&str, TypeRef, ir::Keyword)]) -> Shape {
    let variant = |(word, ty, keyword): &(&str, TypeRef, ir::Keyword)| ir::Variant {
        step: ir::VariantName::Word((*word).into()),
        tags: Vec::new(),
        ty: ty.clone(),
        boxed: false,
        extra: false,
        check: Check(vec![keyword.clone()]),
    };
    Shape::Union(ir::Union { variants: branches.iter().map(variant).collect(), choice: ir::Choice::Check })
}

fn variants_of(branches: &[(&str, TypeRef, ir::Keyword)]) -> Vec<String> {
    let mut types = Types::default();
    let id = types.add(ty(Origin::Component("Choice".into()), "/a", union(branches)));
    names(&api(types, Vec::new())).ty(id).members.clone()
}

#[test]
fn branches_of_one_kind_are_told_apart_by_what_they_say() {
    use ir::{Keyword, Primitive};
    let list = |primitive| TypeRef::List(Box::new(TypeRef::Primitive(primitive)));
    let integer = || TypeRef::Primitive(Primitive::Int64);
    let lists = [("List", list(Primitive::String), Keyword::UniqueItems), ("List", list(Primitive::Int64), Keyword::UniqueItems)];
    assert_eq!(variants_of(&lists), ["ListOfText", "ListOfInteger"]);
    let mut integers =
        [("Integer", integer(), Keyword::Maximum("5".into())), ("Integer", integer(), Keyword::Minimum("-10".into()))];
    assert_eq!(variants_of(&integers), ["IntegerMaximum5", "IntegerMinimumMinus10"]);
    integers[0].2 = Keyword::UniqueItems;
    integers[1].2 = Keyword::Enum(vec!["1".into()]);
    let names = variants_of(&integers);
    assert_ne!(names[0], names[1]);
    integers.reverse();
    assert_eq!(variants_of(&integers), [names[1].clone(), names[0].clone()]);
}

#[test]
fn a_type_called_self_is_in_the_case_of_types() {
    let mut types = Types::default();
    let id = types.add(component("Self"));
    let names = names(&api(types, vec![tag("", vec![operation("GET", "/a", Some("self"))])]));
    let operation = &names.tags[0].operations[0];
    assert_eq!((names.ty(id).ident.as_str(), operation.ident.as_str()), ("SelfModel", "SelfOperation"));
    assert_eq!(operation.error, "SelfOperationError");
}
