use crate::ir::{Check, EnumerationValues, Keyword, Notes, Only, Origin, Primitive, Rest, Shape, Step, TypeRef};
use crate::lower::testing::{codes, component, diagnostics, field, named, schemas};

fn nullable(ty: TypeRef) -> TypeRef {
    TypeRef::Nullable(Box::new(ty))
}

const STRING: TypeRef = TypeRef::Primitive(Primitive::String);

#[test]
fn objects_maps_lists_and_scalars() {
    let api = schemas(
        "Pet:
  type: object
  required: [id]
  properties:
    id: { type: string, format: uuid }
    age: { type: integer, format: int32, default: 3 }
    tags: { type: array, items: { type: string } }
    labels: { type: object, additionalProperties: { type: number } }
    free: { type: object }
    any: {}
    owner: { type: object, properties: { name: { type: string } }, additionalProperties: false }
Email: { type: string, format: email }",
    );
    assert!(field(&api, "Pet", "id").required);
    assert_eq!(field(&api, "Pet", "id").ty, TypeRef::Primitive(Primitive::Uuid));
    assert_eq!(field(&api, "Pet", "age").default.as_deref(), Some("3"));
    assert_eq!(field(&api, "Pet", "tags").ty, TypeRef::List(Box::new(STRING)));
    assert_eq!(field(&api, "Pet", "labels").ty, TypeRef::Map(Box::new(TypeRef::Primitive(Primitive::Double))));
    assert_eq!(field(&api, "Pet", "free").ty, TypeRef::AnyObject);
    assert_eq!(field(&api, "Pet", "any").ty, TypeRef::Any);
    let owner = named(&api, &field(&api, "Pet", "owner").ty);
    assert!(matches!(&owner.origin, Origin::Inside { step: Step::Property(name), .. } if name == "owner"));
    assert!(matches!(&owner.shape, Shape::Struct(object) if object.rest == Rest::Refused));
    assert_eq!(component(&api, "Email").shape, Shape::Alias(STRING));
}

#[test]
fn null_in_all_its_forms() {
    let api = schemas(
        "Name: { type: string, nullable: true }
A:
  type: object
  properties:
    plain: { type: string, nullable: true }
    ref: { $ref: '#/components/schemas/Name' }
    all: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }
    any: { anyOf: [{ $ref: '#/components/schemas/B' }, { x-canonical-types: ['null'] }] }
    list: { nullable: true, enum: [a, null] }
    literal: { type: string, enum: [a, null] }
B: { type: object, properties: { x: { type: string } } }",
    );
    assert_eq!(field(&api, "A", "plain").ty, nullable(STRING));
    assert!(matches!(&field(&api, "A", "ref").ty, TypeRef::Nullable(inner) if matches!(**inner, TypeRef::Named(_))));
    for name in ["all", "any", "list", "literal"] {
        assert!(matches!(field(&api, "A", name).ty, TypeRef::Nullable(_)), "{name}");
    }
    let TypeRef::Nullable(inner) = &field(&api, "A", "list").ty else { panic!() };
    let Shape::Enumeration(list) = &named(&api, inner).shape else { panic!() };
    assert_eq!(list.values, EnumerationValues::Strings(vec!["a".to_owned()]));
    assert_eq!(component(&api, "Name").check.0, [Keyword::Type(vec![crate::ir::JsonType::String])]);
}

#[test]
fn all_of_is_one_struct_in_branch_order() {
    let api = schemas(
        "Base: { type: object, required: [id], properties: { id: { type: string }, note: { type: string } } }
Child:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      properties: { note: { type: string, maxLength: 5 }, extra: { type: integer } }
    - required: [note]",
    );
    let Shape::Struct(child) = &component(&api, "Child").shape else { panic!() };
    let names: Vec<_> = child.fields.iter().map(|field| (field.name.as_str(), field.required)).collect();
    assert_eq!(names, [("id", true), ("note", true), ("extra", false)]);
    assert!(matches!(component(&api, "Child").check.0.as_slice(), [Keyword::AllOf(branches)] if branches.len() == 3));
}

#[test]
fn a_single_branch_is_the_type_itself() {
    let api = schemas(
        "Base: { type: object, properties: { id: { type: string } } }
Same: { description: Other words, allOf: [{ $ref: '#/components/schemas/Base' }] }
Short: { allOf: [{ $ref: '#/components/schemas/Text' }, { maxLength: 5 }] }
Text: { type: string }
One: { oneOf: [{ $ref: '#/components/schemas/Base' }] }",
    );
    for (name, target) in [("Same", "Base"), ("Short", "Text"), ("One", "Base")] {
        let Shape::Alias(ty) = &component(&api, name).shape else { panic!("{name}") };
        assert_eq!(named(&api, ty).origin, Origin::Component(target.to_owned()));
    }
}

#[test]
fn contradictions_name_both_places() {
    let text = "A: { type: object, properties: { x: { type: string } } }
B:
  allOf:
    - $ref: '#/components/schemas/A'
    - properties: { x: { type: integer } }
C: { allOf: [{ type: string }, { type: integer }] }";
    assert_eq!(codes(text), ["W0346", "W0346"]);
}

#[test]
fn overriding_a_member_with_a_child_keeps_the_child() {
    let api = schemas(
        "Owner: { type: object, properties: { name: { type: string } } }
Company: { allOf: [{ $ref: '#/components/schemas/Owner' }, { properties: { vat: { type: string } } }] }
Asset: { type: object, properties: { owner: { $ref: '#/components/schemas/Owner' } } }
Machine:
  allOf: [{ $ref: '#/components/schemas/Asset' }, { properties: { owner: { $ref: '#/components/schemas/Company' } } }]",
    );
    let owner = named(&api, &field(&api, "Machine", "owner").ty);
    assert_eq!(owner.origin, Origin::Component("Company".to_owned()));
}

#[test]
fn recursion_is_boxed_and_endless_types_are_told() {
    let api = schemas(
        "Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, all: { type: array, items: { $ref: '#/components/schemas/Node' } } } }",
    );
    assert!(field(&api, "Node", "next").boxed);
    assert!(!field(&api, "Node", "all").boxed);
    assert_eq!(codes("N: { type: object, required: [n], properties: { n: { $ref: '#/components/schemas/N' } } }"), ["W0347"]);
    assert_eq!(codes("A: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { x: {} } }] }"), ["E0303"]);
    assert_eq!(codes("A: { type: array, items: { $ref: '#/components/schemas/A' } }"), ["W0331"]);
}

#[test]
fn listed_values() {
    let api = schemas(
        "S: { type: string, enum: [a, b, a] }
I: { type: integer, enum: [1, 2] }
F: { type: number, enum: [1.5, 2] }
M: { enum: [1, x, true] }
C: { x-canonical-const: cat }",
    );
    let values = |name: &str| {
        let Shape::Enumeration(found) = &component(&api, name).shape else { panic!("{name}") };
        found.values.clone()
    };
    assert_eq!(values("S"), EnumerationValues::Strings(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(values("I"), EnumerationValues::Integers(vec![1, 2]));
    assert_eq!(values("C"), EnumerationValues::Strings(vec!["cat".to_owned()]));
    assert_eq!(component(&api, "F").shape, Shape::Alias(TypeRef::Primitive(Primitive::Double)));
    assert!(component(&api, "F").check.0.contains(&Keyword::Enum(vec!["1.5".to_owned(), "2".to_owned()])));
    assert!(matches!(&component(&api, "M").shape, Shape::Union(found) if found.variants.len() == 3));
    assert_eq!(codes("S: { type: string, enum: [1, b] }"), ["W0333"]);
    assert_eq!(codes("S: { type: string, enum: [] }"), ["W0347"]);
}

#[test]
fn bounds_keep_their_digits() {
    let api = schemas(
        "A: { type: number, minimum: 0.10, exclusiveMinimum: true, maximum: 999999999999999.00, multipleOf: 0.01 }
B: { type: integer, x-canonical-maximum: '18446744073709551616', pattern: a }",
    );
    let check = &component(&api, "A").check.0;
    assert!(check.contains(&Keyword::ExclusiveMinimum("0.10".to_owned())), "{check:?}");
    assert!(check.contains(&Keyword::Maximum("999999999999999.00".to_owned())), "{check:?}");
    assert!(component(&api, "B").check.0.contains(&Keyword::Maximum("18446744073709551616".to_owned())));
}

#[test]
fn read_only_members_are_not_demanded_of_requests() {
    let api = schemas(
        "A: { type: object, required: [id, name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { required: [id, name] }] }",
    );
    assert!(component(&api, "A").check.0.contains(&Keyword::Required(vec!["name".to_owned()])));
    let [Keyword::AllOf(branches)] = component(&api, "B").check.0.as_slice() else { panic!() };
    assert_eq!(branches[1].0, [Keyword::Required(vec!["name".to_owned()])]);
}

#[test]
fn defaults_that_do_not_fit_are_dropped() {
    let text =
        "A: { type: object, properties: { x: { type: integer, default: '1' }, y: { type: string, enum: [a], default: b } } }";
    assert_eq!(codes(text), ["W0332", "W0332"]);
    assert_eq!(field(&schemas(text), "A", "x").default, None);
}

#[test]
fn defaults_satisfy_the_whole_schema() {
    for schema in [
        "{ type: integer, format: int32, default: 3000000000 }",
        "{ type: integer, default: 9223372036854775808 }",
        "{ type: array, items: { type: string }, default: [1] }",
        "{ type: string, minLength: 3, default: x }",
        "{ type: integer, minimum: 5, default: 1 }",
        "{ type: string, default: null }",
    ] {
        let text = format!("A: {{ type: object, properties: {{ x: {schema} }} }}");
        assert_eq!(codes(&text), ["W0332"], "{schema}");
        assert_eq!(field(&schemas(&text), "A", "x").default, None, "{schema}");
    }
    assert!(codes("A: { type: object, properties: { x: { type: string, nullable: true, default: null } } }").is_empty());
}

#[test]
fn the_range_of_an_integer_is_checked_once() {
    use crate::ir::{Format, Limit};
    let text = "Plain: { type: integer }
Short: { type: integer, format: int32 }
Bounded: { type: integer, minimum: 0, maximum: 10 }
Half: { type: integer, minimum: 0 }";
    let api = schemas(text);
    let formats = |name: &str| {
        let check = component(&api, name).check.0.iter();
        check.filter(|keyword| matches!(keyword, Keyword::Format(_) | Keyword::Limit(_))).cloned().collect::<Vec<_>>()
    };
    assert_eq!(formats("Plain"), [Keyword::Limit(Limit::Int64)]);
    assert_eq!(formats("Short"), [Keyword::Format(Format::Int32)]);
    assert_eq!(formats("Half"), [Keyword::Limit(Limit::Int64)]);
    assert_eq!(formats("Bounded"), []);
}

#[test]
fn formats_that_are_not_checked_are_told_once() {
    assert_eq!(codes("A: { type: string, format: date-time-local }\nB: { type: string, format: date-time-local }"), ["W0341"]);
    assert_eq!(codes("A: { type: string, format: float }\nB: { type: integer, format: int8 }"), ["W0341", "W0341"]);
    assert!(codes("A: { type: string, format: int64 }\nB: { type: string, nullable: true, format: decimal }").is_empty());
    assert_eq!(
        codes("A: { type: string, format: int64, pattern: '^0' }\nB: { type: string, format: decimal, enum: ['01'] }"),
        ["W0341", "W0341"]
    );
    assert!(codes("A: { type: string, format: binary }\nB: { type: number, format: float }").is_empty());
}

#[test]
fn formats_of_host_names_need_a_feature() {
    let features = |text: &str| schemas(text).runtime_features.into_iter().collect::<Vec<_>>();
    assert_eq!(features("A: { type: string, format: idn-hostname }"), ["idn"]);
    assert_eq!(features("A: { type: object, properties: { a: { type: string, format: hostname } } }"), ["idn"]);
    assert!(features("A: { type: string, format: email }").is_empty());
}

#[test]
fn a_format_of_another_type_is_told_with_its_type() {
    let helps = |text: &str| -> Vec<String> {
        diagnostics(text).into_iter().filter_map(|found| found.help.map(|help| help.to_string())).collect()
    };
    assert_eq!(
        helps("A: { type: object, format: int32 }\nB: { type: string, format: double }"),
        [
            "the format `int32` belongs to `type: integer`: correct the type, or remove the format",
            "the format `double` belongs to `type: number`: correct the type, or remove the format"
        ]
    );
}

#[test]
fn patterns_of_different_types_are_told() {
    let patterns = "x-canonical-patternProperties: { ^a: { type: string }, ^b: { type: integer } }";
    assert_eq!(codes(&format!("A: {{ type: object, additionalProperties: false, {patterns} }}")), ["W0331"]);
}

#[test]
fn members_that_match_no_pattern_are_kept_whatever_they_hold() {
    let patterns = "type: object, x-canonical-patternProperties: { ^a: { type: string } }";
    let open = format!("A: {{ {patterns} }}");
    let patterned = |shape: &Shape| {
        let Shape::Struct(object) = shape else { return None };
        let Rest::Patterned(pattern, ty) = &object.rest else { return None };
        Some((pattern.source.clone(), ty.clone()))
    };
    let expected = Some(("^a".to_owned(), TypeRef::Primitive(Primitive::String)));
    for open in [open.clone(), format!("A: {{ {patterns}, additionalProperties: true }}")] {
        assert_eq!(patterned(&component(&schemas(&open), "A").shape), expected);
        assert!(codes(&open).is_empty());
    }
    let two = "A: { type: object, x-canonical-patternProperties: { ^a: { type: string }, ^b: { type: string } } }";
    let either = Some(("(?:^a)|(?:^b)".to_owned(), TypeRef::Primitive(Primitive::String)));
    assert_eq!((patterned(&component(&schemas(two), "A").shape), codes(two)), (either, Vec::new()));
    let numbered = r"A: { type: object, x-canonical-patternProperties: { '(a)\1': { type: string }, ^b: { type: string } } }";
    assert_eq!(codes(numbered), ["W0331"], "a group of one would be counted in the other");
    let two = "type: object, x-canonical-patternProperties: { ^a: { type: string }, ^b: { type: integer } }";
    assert_eq!(component(&schemas(&format!("A: {{ {two} }}")), "A").shape, Shape::Alias(TypeRef::AnyObject));
    assert_eq!(codes(&format!("A: {{ {two} }}")), ["W0331"]);
    let strings = TypeRef::Map(Box::new(TypeRef::Primitive(Primitive::String)));
    for others in ["additionalProperties: false", "additionalProperties: { type: string }"] {
        let closed = format!("A: {{ {patterns}, {others} }}");
        assert_eq!(component(&schemas(&closed), "A").shape, Shape::Alias(strings.clone()));
        assert!(codes(&closed).is_empty());
    }
    let fields = format!("A: {{ {patterns}, properties: {{ x: {{ type: integer }} }} }}");
    assert_eq!(patterned(&component(&schemas(&fields), "A").shape), expected);
}

#[test]
fn required_members_that_are_not_declared() {
    let api = schemas("A: { type: object, required: [x, y], properties: { x: { type: string } } }");
    assert_eq!(field(&api, "A", "y").ty, TypeRef::Any);
    assert!(field(&api, "A", "y").required);
}

#[test]
fn patterns_without_an_equal_are_refused() {
    assert_eq!(codes("A: { type: string, pattern: '^(?!a)' }"), [""; 0]);
    assert_eq!(codes(r"A: { type: string, pattern: '^(a)+\1' }"), ["E0308"]);
    assert_eq!(codes("A: { type: object, x-canonical-patternProperties: { '^.{0,262144}$': { type: string } } }"), ["E0308"]);
}

#[test]
fn a_wide_all_of_lattice_is_lowered_once() {
    let mut text = "L0: { type: object, properties: { x: { type: string } } }\n".to_owned();
    for level in 1..40 {
        let below = format!("{{ $ref: '#/components/schemas/L{}' }}", level - 1);
        text.push_str(&format!(
            "L{level}: {{ allOf: [{below}, {{ allOf: [{below}] }}, {{ properties: {{ p{level}: {{ type: string }} }} }}] }}\n"
        ));
    }
    let Shape::Struct(top) = &component(&schemas(&text), "L39").shape.clone() else { panic!() };
    assert_eq!(top.fields.len(), 40);
}

#[test]
fn long_chains_end_before_the_stack_does() {
    let mut text = "L0: { type: object, properties: { x: { type: string } } }\n".to_owned();
    for level in 1..3000 {
        text.push_str(&format!(
            "L{level}: {{ allOf: [{{ $ref: '#/components/schemas/L{}' }}, {{ properties: {{ y: {{ type: string }} }} }}] }}\n",
            level - 1
        ));
    }
    let reversed: Vec<_> = text.lines().rev().collect();
    assert!(codes(&reversed.join("\n")).contains(&"E0326"));
}

#[test]
fn a_tuple_has_the_types_of_its_elements() {
    let text = "A: { type: array, x-canonical-prefixItems: [{ type: string }], items: { type: integer } }";
    let api = schemas(text);
    let Shape::Tuple(tuple) = &component(&api, "A").shape else { panic!("{:?}", component(&api, "A").shape) };
    let elements: Vec<_> = tuple.elements.iter().map(|element| (&element.ty, element.required)).collect();
    assert_eq!(elements, [(&TypeRef::Primitive(Primitive::String), false)]);
    assert_eq!(tuple.rest, Some(TypeRef::Primitive(Primitive::Int64)));
    assert!(
        matches!(component(&schemas(text), "A").check.0.as_slice(), [_, Keyword::PrefixItems(first, rest)] if first.len() == 1 && !rest.0.is_empty())
    );
    assert!(codes(text).is_empty());
    let many = vec!["{ type: string }"; 33].join(", ");
    assert_eq!(codes(&format!("A: {{ type: array, x-canonical-prefixItems: [{many}] }}")), ["W0331"]);
}

#[test]
fn several_types_with_members() {
    let api = schemas("A: { x-canonical-types: [string, object], properties: { x: { type: string } } }");
    let Shape::Union(found) = &component(&api, "A").shape else { panic!() };
    assert!(matches!(&named(&api, &found.variants[1].ty).shape, Shape::Struct(object) if object.fields.len() == 1));
}

#[test]
fn keywords_of_later_drafts_become_checks() {
    let api = schemas(
        "A:
  type: object
  properties: { a: { type: string } }
  x-canonical-patternProperties: { ^x: { type: integer } }
  x-canonical-propertyNames: { maxLength: 3 }
  x-canonical-dependentRequired: { a: [b] }
  x-canonical-dependentSchemas: { a: { minProperties: 2 } }
  x-canonical-if: { required: [a] }
  x-canonical-then: { required: [b] }
  not: { required: [c] }
B:
  allOf: [{ $ref: '#/components/schemas/A' }]
  properties: { z: { type: string } }
  x-canonical-unevaluatedProperties: { x-canonical-never: true }
C: { type: array, x-canonical-contains: { type: string }, x-canonical-maxContains: 2 }",
    );
    let check = &component(&api, "A").check.0;
    assert!(matches!(&check[1], Keyword::Members { patterns, .. } if patterns.len() == 1));
    assert!(matches!(check[2], Keyword::PropertyNames(_)) && matches!(check[3], Keyword::DependentRequired(_)));
    assert!(
        matches!(check[4], Keyword::DependentSchemas(_))
            && matches!(check[5], Keyword::Not(_))
            && matches!(check[6], Keyword::IfThenElse(..))
    );
    let members =
        |check: &Check| check.0.iter().any(|it| matches!(it, Keyword::Notes(Notes::Members(names)) if names.len() == 1));
    let own = &component(&api, "B").check;
    assert!(members(own) && members(&component(&api, "A").check), "both say what they evaluate");
    assert_eq!(own.0.first(), Some(&Keyword::Notes(Notes::Begin)));
    assert_eq!(own.0.last(), Some(&Keyword::UnevaluatedMembers(Check(vec![Keyword::Unevaluated]))));
    assert!(component(&api, "C").check.0.iter().any(|keyword| matches!(keyword, Keyword::Contains { min: 1, max: Some(2), .. })));
}

#[test]
fn required_members_with_one_value_are_filled_in() {
    let api = schemas(
        "Half: { enum: [0.5] }
Level: { type: string, enum: [low, high] }
Fixed:
  type: object
  required: [nothing, flag, rate, list, half, level, wrong, free]
  properties:
    nothing: { enum: [null], nullable: true }
    flag: { type: boolean, enum: [true] }
    rate: { type: number, enum: [1.5] }
    list: { enum: [[1, a]] }
    half: { $ref: '#/components/schemas/Half' }
    level: { allOf: [{ $ref: '#/components/schemas/Level' }, { enum: [high] }] }
    wrong: { type: number, enum: [0.5], minimum: 1 }
    free: { type: string }
FixedToo: { allOf: [{ $ref: '#/components/schemas/Fixed' }, { type: object, properties: { more: { type: string } } }] }",
    );
    for name in ["Fixed", "FixedToo"] {
        let json = |member: &str| match &field(&api, name, member).only {
            Some(Only::Json(text)) => text.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(json("nothing"), "null");
        assert_eq!(json("rate"), "1.5");
        assert_eq!(json("list"), "[1,\"a\"]");
        assert_eq!(json("half"), "0.5");
        assert_eq!(field(&api, name, "flag").only, Some(Only::Boolean(true)));
        assert!(matches!(field(&api, name, "level").only, Some(Only::Listed(..))));
        assert_eq!(field(&api, name, "wrong").only, None);
        assert_eq!(field(&api, name, "free").only, None);
    }
}
