use crate::ir::{Choice, EnumerationValues, JsonType, Keyword, Primitive, Shape, TypeRef, Union};
use crate::lower::testing::{codes, component, field, named, schemas};

const PETS: &str = "Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string } } }
";

fn union(shape: &Shape) -> &Union {
    match shape {
        Shape::Union(found) => found,
        Shape::Struct(_) | Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => panic!("{shape:?}"),
    }
}

fn tags(found: &Union) -> Vec<Vec<&str>> {
    found.variants.iter().map(|variant| variant.tags.iter().map(String::as_str).collect()).collect()
}

#[test]
fn tags_from_mapping_or_schema_names() {
    let api = schemas(&format!(
        "{PETS}Named: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind }} }}
Mapped:
  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]
  discriminator: {{ propertyName: kind, mapping: {{ cat: Cat, kitten: '#/components/schemas/Cat' }} }}"
    ));
    let named = union(&component(&api, "Named").shape);
    assert_eq!(named.choice, Choice::Tag("kind".to_owned()));
    assert_eq!(tags(named), [["Cat"], ["Dog"]]);
    assert_eq!(tags(union(&component(&api, "Mapped").shape)), [vec!["cat", "kitten"], vec!["Dog"]]);
    assert!(
        matches!(component(&api, "Mapped").check.0.as_slice(), [Keyword::Type(_), Keyword::Discriminator { mapping, .. }] if mapping.len() == 3)
    );
}

#[test]
fn a_listed_member_tells_branches_apart() {
    let api = schemas(
        "Event:
  anyOf:
    - { type: object, required: [type], properties: { type: { type: string, enum: [a] }, x: { type: string } } }
    - { type: object, required: [type], properties: { type: { type: string, enum: [b] }, x: { type: integer } } }",
    );
    let event = union(&component(&api, "Event").shape);
    assert_eq!(event.choice, Choice::Tag("type".to_owned()));
    assert_eq!(tags(event), [["a"], ["b"]]);
}

#[test]
fn scalars_are_told_apart_by_type_integer_first() {
    let api = schemas(
        "V: { oneOf: [{ type: number }, { type: string }, { type: integer }] }
W: { anyOf: [{ type: integer }, { type: number, format: decimal }, { type: string }] }
L: { x-canonical-types: [string, integer] }",
    );
    let kinds = |name: &str| -> Vec<_> {
        union(&component(&api, name).shape).variants.iter().map(|variant| variant.ty.clone()).collect()
    };
    assert_eq!(kinds("V"), [Primitive::Int64, Primitive::Double, Primitive::String].map(TypeRef::Primitive));
    assert_eq!(kinds("W"), [Primitive::Int64, Primitive::Decimal, Primitive::String].map(TypeRef::Primitive));
    let listed = union(&component(&api, "L").shape);
    assert_eq!(listed.variants[1].check.0, [Keyword::Type(vec![JsonType::Integer])]);
}

#[test]
fn an_enumeration_or_any_string_is_open() {
    let api = schemas("A: { anyOf: [{ type: string, enum: [x, y] }, { type: string }] }");
    let Shape::Enumeration(found) = &component(&api, "A").shape else { panic!() };
    assert!(found.open);
    assert_eq!(found.values, EnumerationValues::Strings(vec!["x".to_owned(), "y".to_owned()]));
}

#[test]
fn overlapping_objects_keep_every_member() {
    let api = schemas(
        "A: { type: object, required: [a, c], properties: { a: { type: string }, c: { type: string } } }
B: { type: object, required: [b, c], properties: { b: { type: integer }, c: { type: string } } }
Both: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
    );
    let required: Vec<_> = ["a", "c", "b"].map(|name| field(&api, "Both", name).required).to_vec();
    assert_eq!(required, [false, true, false]);
    assert!(matches!(component(&api, "Both").check.0.as_slice(), [Keyword::AnyOf(_)]));
}

#[test]
fn alternatives_that_only_validate_leave_the_struct() {
    let api = schemas(
        "A: { type: object, properties: { x: { type: string }, y: { type: string } }, anyOf: [{ required: [x] }, { required: [y] }] }",
    );
    assert!(!field(&api, "A", "x").required);
    assert!(component(&api, "A").check.0.iter().any(|keyword| matches!(keyword, Keyword::AnyOf(_))));
}

#[test]
fn siblings_of_alternatives_are_members_too() {
    let api = schemas(&format!(
        "{PETS}Home:
  type: object
  required: [street]
  properties: {{ street: {{ type: string }} }}
  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]"
    ));
    assert!(field(&api, "Home", "street").required);
    assert!(field(&api, "Home", "kind").required);
    assert!(!field(&api, "Home", "lives").required);
}

#[test]
fn a_discriminated_base_is_the_union_of_its_children() {
    let api = schemas(
        "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { cat: Cat } } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }] }
Home: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }",
    );
    let pet = union(&component(&api, "Pet").shape);
    assert_eq!(tags(pet), [["cat"], ["Lion"], ["Pet"]]);
    assert!(matches!(component(&api, "Cat").shape, Shape::Struct(_)));
    let base = named(&api, &pet.variants[2].ty);
    assert!(matches!(&base.shape, Shape::Struct(object) if object.fields.len() == 1));
    let [Keyword::AllOf(branches)] = component(&api, "Cat").check.0.as_slice() else { panic!() };
    let TypeRef::Named(base_id) = pet.variants[2].ty else { panic!() };
    assert_eq!(branches[0].0, [Keyword::Schema(base_id)]);
}

#[test]
fn a_branch_without_a_tag_is_an_error() {
    let text = "A: { oneOf: [{ type: object, properties: { x: {} } }, { type: object, properties: { y: {} } }], discriminator: { propertyName: kind } }";
    assert!(codes(text).contains(&"E0307"));
}

#[test]
fn recursive_unions_are_boxed() {
    let api = schemas(
        "Expression: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Not' }] }
Not: { type: object, required: [inner], properties: { inner: { $ref: '#/components/schemas/Expression' } } }",
    );
    assert!(union(&component(&api, "Expression").shape).variants[1].boxed);
    assert!(field(&api, "Not", "inner").boxed);
}
