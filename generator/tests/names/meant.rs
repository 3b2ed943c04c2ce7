//! A name that means something else is told, whatever way code comes to it: what stands in the output is compared with what takes its place.

use std::collections::{BTreeMap, BTreeSet};

use letterpress::File;
use letterpress::ir::{Choice, Shape, TypeId, TypeRef};
use letterpress::meaning::{Change, Word};

use super::compared::{Output, compared, files};
use super::*;

pub fn between(before: &[File], after: &[File]) -> Vec<Change> {
    compared(before, after).changes
}

/// What is told of names that mean something else: `Type.name: now, was then`.
pub fn told(base: &str, head: &str) -> Vec<String> {
    let base = understood(&document(base), "");
    let head = understood(&document(head), &lock(&base));
    let owner = |(ty, variant): &(String, Option<String>)| match variant {
        Some(variant) => format!("{ty}::{variant}"),
        None => ty.clone(),
    };
    let found = between(&files(&base), &files(&head));
    found.iter().map(|it| format!("{}.{}: {}, was {}", owner(&it.of), it.name, it.words[0], it.words[1])).collect()
}

/// A description: the components, and an operation `x` for each line that begins with `x`.
pub fn document(text: &str) -> String {
    let (mut operations, mut components) = (String::new(), String::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("paths ") {
            Some(operation) => operations.push_str(&format!("  {operation}\n")),
            None => components.push_str(&format!("    {line}\n")),
        }
    }
    let empty = |text: &str| if text.is_empty() { " {}" } else { "\n" }.to_owned() + text.trim_end();
    format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:{}\ncomponents:\n  schemas:{}\n",
        empty(&operations),
        empty(&components)
    )
}

/// An operation whose answer is of a schema.
pub fn answers(schema: &str) -> String {
    format!(
        "paths /x: {{ get: {{ operationId: x, responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }}"
    )
}

pub fn component(name: &str) -> String {
    format!("{{ $ref: '#/components/schemas/{name}' }}")
}

#[test]
fn a_member_of_an_object_inside_of_what_is_renamed_is_told() {
    let of = |name: &str, member: &str| {
        let inner = format!("{{ type: object, properties: {{ {member}: {{ type: string }} }} }}");
        format!("{}\n{name}: {{ type: object, properties: {{ p: {inner}, y: {{ type: string }} }} }}", answers(&component(name)))
    };
    let text = told(&of("C", "user_name"), &of("E", "userName"));
    assert_eq!(text, ["EP.user_name: the member `userName`, was the member `user_name`"]);
    assert!(told(&of("C", "user_name"), &of("E", "user_name")).is_empty());
    assert!(told(&of("C", "user_name"), &of("E", "login")).is_empty());
}

#[test]
fn a_member_that_what_is_extended_had_otherwise_is_told() {
    let base = |name: &str, member: &str| {
        format!(
            "{name}: {{ type: object, properties: {{ p: {{ type: object, properties: {{ {member}: {{ type: string }} }} }} }} }}"
        )
    };
    let own =
        |of: &str| format!("Own: {{ allOf: [{}, {{ type: object, properties: {{ z: {{ type: string }} }} }}] }}", component(of));
    let both = [base("Base", "user_name"), base("B2", "userName")].join("\n");
    let text = told(&format!("{both}\n{}", own("Base")), &format!("{both}\n{}", own("B2")));
    assert_eq!(text, ["B2P.user_name: the member `userName`, was the member `user_name`"]);
}

#[test]
fn the_map_of_further_members_is_not_a_member() {
    let map = "{ type: object, additionalProperties: { type: string } }";
    let schemas = format!(
        "A: {{ type: object, properties: {{ a: {{ type: string }} }}, additionalProperties: {{ type: string }} }}\n\
         N: {{ type: object, properties: {{ a: {{ type: string }}, extra: {map} }} }}"
    );
    let of = |name: &str| format!("{}\n{schemas}", answers(&component(name)));
    let rest = "the map of the members that are not declared";
    assert_eq!(told(&of("A"), &of("N")), [format!("N.extra: the member `extra`, was {rest}")]);
    assert_eq!(told(&of("N"), &of("A")), [format!("A.extra: {rest}, was the member `extra`")]);
}

#[test]
fn lists_maps_and_what_need_not_be_there_are_gone_through() {
    let schemas = "A: { type: object, properties: { user_name: { type: string } } }\nB: { type: object, properties: { userName: { type: string } } }\n\
                   Names: { type: array, items: { $ref: '#/components/schemas/A' } }";
    let ways = [
        ("{ type: array, items: REF }", true),
        ("{ type: object, additionalProperties: { type: array, items: REF } }", true),
        ("{ nullable: true, allOf: [REF] }", true),
        ("{ type: object, required: [o], properties: { o: REF } }", true),
    ];
    for (way, is_told) in ways {
        let of = |name: &str| format!("{}\n{schemas}", answers(&way.replace("REF", &component(name))));
        assert_eq!(!told(&of("A"), &of("B")).is_empty(), is_told, "{way}");
    }
    let named = |schema: &str| format!("{}\n{schemas}", answers(schema));
    let list = format!("{{ type: array, items: {} }}", component("B"));
    assert_eq!(told(&named(&component("Names")), &named(&list)).len(), 1, "another name for a list is that list");
    assert!(told(&named(&component("Names")), &named(&component("B"))).is_empty(), "a list has no member");
}

#[test]
fn members_of_a_body_are_not_headers() {
    let of = |headers: &str| {
        format!(
            "paths /x: {{ get: {{ operationId: x, responses: {{ '200': {{ description: d, {headers} content: {{ application/json: {{ schema: {} }} }} }} }} }} }}\n\
             A: {{ type: object, properties: {{ location: {{ type: string }} }} }}",
            component("A")
        )
    };
    let header = of("headers: { Location: { schema: { type: string } } },");
    assert!(told(&of(""), &header).is_empty(), "a header that is new has a name of its own");
    assert_eq!(told(&header, &of("")), ["A.location: the member `location`, was the header `location`"]);
}

#[test]
fn a_name_that_somebody_gives_to_something_else_is_told() {
    let text = document(
        "paths /x: { get: { operationId: x, parameters: [{ name: customer_id, in: query, schema: { type: string } }, { name: owner_id, in: query, schema: { type: string } }], responses: { '204': { description: d } } } }\n\
         Kind: { type: string, enum: [a, b] }",
    );
    let base = understood(&text, "");
    let changed = [
        ("customer_id = customer_id", "customer_id = owner_id"),
        ("owner_id = owner_id", "owner_id = customer_id"),
        ("a = A", "a = B"),
        ("b = B", "b = A"),
    ];
    let kept = lock(&base);
    let lines = kept.lines().map(|line| match changed.iter().find(|(old, _)| line.ends_with(old)) {
        Some((old, new)) => line.replace(old, new) + "\n",
        None => format!("{line}\n"),
    });
    let head = understood(&text, &lines.collect::<String>());
    let found: Vec<String> = between(&files(&base), &files(&head)).iter().map(|it| format!("{} {}", it.of.0, it.name)).collect();
    assert_eq!(found, ["Kind A", "Kind B", "X customer_id", "X owner_id"]);
}

#[test]
fn each_name_is_told_and_nothing_else() {
    let of = |name: &str, members: [&str; 3]| {
        let members = members.map(|member| format!("{member}: {{ type: string }}")).join(", ");
        format!("{}\n{name}: {{ type: object, properties: {{ {members} }} }}", answers(&component(name)))
    };
    let text = told(&of("A", ["user_name", "created_at", "id"]), &of("B", ["userName", "createdAt", "id"]));
    assert_eq!(text.len(), 2, "{text:?}");
    // Of two operations that are alike, the one that goes says nothing of the other one.
    let operation = |id: &str, member: &str| {
        let properties = format!("{{ id: {{ type: string }}, name: {{ type: string }}, {member}: {{ type: string }} }}");
        answers(&format!("{{ type: object, properties: {properties} }}"))
            .replace("/x", &format!("/{id}"))
            .replace(": x,", &format!(": {id},"))
    };
    let base = format!("{}\n{}", operation("l", "created_at"), operation("k", "createdAt"));
    assert!(told(&base, &operation("l", "more: { type: string }, created_at")).is_empty());
}

#[test]
fn another_name_for_a_type_is_that_type() {
    let inner = |member: &str| format!("{{ type: object, properties: {{ {member}: {{ type: string }} }} }}");
    let order = "Order: { type: object, properties: { a: { $ref: '#/components/schemas/Al' } } }";
    let of = |al: &str| {
        let y = format!("Y: {{ type: object, properties: {{ y: {{ type: string }}, g: {} }} }}", inner("customer_id"));
        format!("{}\n{order}\n{y}\nE: {{ type: string, enum: [a-b, c] }}\nAl: {al}", answers(&component("Order")))
    };
    let own = of(&format!("{{ type: object, properties: {{ x: {{ type: string }}, g: {} }} }}", inner("customerId")));
    assert_eq!(told(&of(&component("Y")), &own).len(), 1);
    assert_eq!(told(&own, &of(&component("Y"))).len(), 1);
    let values = told(&of(&component("E")), &of("{ type: string, enum: [a_b, c] }"));
    assert_eq!(values, ["Al.AB: `a_b`, was `a-b`"]);
}

#[test]
fn what_need_not_be_there_is_gone_through_as_a_list_is() {
    let of = |required: bool, ty: &str| {
        let required = if required { "required: [a], " } else { "" };
        let schemas = "A: { type: object, properties: { customer_id: { type: string } } }\nB: { type: object, properties: { customerId: { type: string } } }";
        format!("{}\n{schemas}\nOrder: {{ type: object, {required}properties: {{ a: {ty} }} }}", answers(&component("Order")))
    };
    let list = |name: &str| format!("{{ type: array, items: {} }}", component(name));
    assert_eq!(told(&of(false, &component("A")), &of(true, &list("B"))).len(), 1);
    assert_eq!(told(&of(true, &list("A")), &of(false, &component("B"))).len(), 1);
    assert!(told(&of(true, &list("A")), &of(true, &component("B"))).is_empty());
}

#[test]
fn components_that_are_called_as_the_runtime_calls_things_hide_nothing() {
    let of = |name: &str, parameter: &str| {
        let operation = answers(&component(name)).replace(
            "get: {",
            &format!("get: {{ parameters: [{{ name: {parameter}, in: query, schema: {} }}],", component("Parameter")),
        );
        format!(
            "{operation}\nOperation: {{ type: object, properties: {{ a: {{ type: string }} }} }}\nParameter: {{ type: string, enum: [a] }}\n\
             A: {{ type: object, properties: {{ customer_id: {{ type: string }}, o: {} }} }}\nB: {{ type: object, properties: {{ customerId: {{ type: string }} }} }}",
            component("Operation")
        )
    };
    assert_eq!(told(&of("A", "q"), &of("B", "q")), ["B.customer_id: the member `customerId`, was the member `customer_id`"]);
}

#[test]
fn an_operation_is_its_id_and_its_path() {
    let tree = |id: &str, path: &str| {
        let consts = format!(
            "const ID: &'static str = \"{id}\"; const METHOD: Method = Method::GET; const PATH: &'static str = \"{path}\";"
        );
        let text = format!("pub struct A {{}}\nimpl Operation for A {{ {consts} type Ok = (); request! {{}} }}\n");
        vec![File { path: "operations/a.rs".to_owned(), text }]
    };
    let before = tree("a", "/a/{id}");
    assert_eq!(between(&before, &tree("b", "/b")).len(), 1);
    assert!(between(&before, &tree("a", "/v2/a")).is_empty(), "a path is edited");
    assert!(between(&before, &tree("b", "/a/{key}")).is_empty(), "it gets an id, and its variable another name");
}

#[test]
fn headers_of_any_type_and_media_types_are_compared() {
    let of = |headers: &str, schema: &str| {
        format!(
            "paths /x: {{ get: {{ operationId: x, responses: {{ '200': {{ description: d, {headers} content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }}\n\
             Q: {{ type: object, properties: {{ qq: {{ type: string }}, x-info: {} }} }}\nXX: {{ type: object, properties: {{ q: {{ type: string }} }} }}",
            component("XX")
        )
    };
    let header = format!("headers: {{ X-Info: {{ schema: {} }} }},", component("XX"));
    let head = of(&header, "{ type: object, properties: { zz: { type: string } } }");
    assert_eq!(told(&of("", &component("Q")), &head), ["XOk.x_info: the header `x-info`, was the member `x-info`"]);
    let tree = |first: &str, second: &str| {
        let table = format!(
            "contents! {{ A {{ Json(B) = [Media::json(\"{first}\")], Other(B) = [Media::json(\"{second}\").rule(B::validate)] }} }}"
        );
        vec![File { path: "operations/a.rs".to_owned(), text: format!("pub enum A {{ Json(B), Other(B) }}\n{table}\n") }]
    };
    assert_eq!(between(&tree("a/a", "a/b"), &tree("a/b", "a/a")).len(), 2);
}

#[test]
fn what_has_no_name_on_the_wire_means_what_it_meant() {
    let with = |path: &str, parameter: &str, scheme: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  {path}: {{ get: {{ operationId: x, parameters: [{parameter}], responses: {{ '204': {{ description: d }} }} }} }}\n\
             components: {{ securitySchemes: {{ {scheme} }} }}\nsecurity: [{{ {}: [] }}]\n",
            scheme.split(':').next().unwrap()
        )
    };
    let parameter =
        |name: &str, place: &str| format!("{{ name: {name}, in: {place}, required: true, schema: {{ type: string }} }}");
    let key = |name: &str, wire: &str| format!("{name}: {{ type: apiKey, in: header, name: {wire} }}");
    let pairs = [
        (with("/x", &parameter("X-A", "header"), &key("k", "K")), with("/x", &parameter("x-a", "header"), &key("k", "k")), 0),
        (
            with("/x/{id}", &parameter("id", "path"), &key("k", "K")),
            with("/x/{petId}", &parameter("petId", "path"), &key("k", "K")),
            0,
        ),
        (
            with("/x", &parameter("a", "query"), &key("apiKey", "K")),
            with("/x", &parameter("a", "query"), &key("api_key", "K")),
            0,
        ),
        (with("/x", &parameter("a", "query"), &key("k", "K")), with("/x", &parameter("a", "query"), &key("k", "L")), 1),
    ];
    for (base, head, count) in pairs {
        let base = understood(&base, "");
        let head = understood(&head, &lock(&base));
        let found = between(&files(&base), &files(&head));
        assert_eq!(found.len(), count, "{found:?}");
    }
}

/// What a run tells that compares the code.
fn told_by_a_run(base: &str, head: &str) -> Vec<Diagnostic> {
    let (base, ..) = Output::default().told(&document(base));
    let (_, mut diagnostics, _) = base.told(&document(head));
    diagnostics.retain(|it| it.code.0 == "W0415");
    diagnostics
}

#[test]
fn a_type_is_told_once_with_the_number_of_its_names() {
    let of = |name: &str, end: &str| {
        let members = (0..8).map(|at| format!("m{at}{end}: {{ type: string }}")).collect::<Vec<_>>().join(", ");
        format!("{}\n{name}: {{ type: object, properties: {{ {members} }} }}", answers(&component(name)))
    };
    let found = told_by_a_run(&of("A", "_x"), &of("B", "X"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.starts_with("`m0_x` of `B` is the member `m0X`, and was the member `m0_x`; 7 more"), "{found:?}");
    let span = found[0].span.unwrap();
    assert_eq!(&document(&of("B", "X"))[span.start as usize..span.end as usize], "m0X");
    assert_eq!(found[0].related.len(), 5);
    // What a line of the lock tells, too, is told by the code alone.
    let both = "Address: { type: object, properties: { customer_id: { type: string } } }\nPlace: { type: object, properties: { customerId: { type: string } } }";
    let order = |name: &str| format!("{both}\nOrder: {{ type: object, properties: {{ address: {} }} }}", component(name));
    let found = told_by_a_run(&order("Address"), &order("Place"));
    assert!(matches!(found.as_slice(), [one] if one.message.starts_with("`customer_id` of `Place`")), "{found:?}");
}

#[test]
fn both_sides_of_a_merge_have_callers() {
    let text = |member: &str, wire: &str| {
        format!(
            "pub struct A {{\n    pub {member}: String,\n}}\n\nobject! {{\n    A {{\n        {member}: required \"{wire}\",\n    }}\n}}\n"
        )
    };
    let merged = format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", text("who", "a"), text("who", "b"));
    for (after, times) in [("a", 1), ("b", 1), ("c", 2)] {
        let tree = |text: &str| vec![File { path: "models/a.rs".to_owned(), text: text.to_owned() }];
        assert_eq!(between(&tree(&merged), &tree(&text("who", after))).len(), times, "{after}");
    }
}

#[test]
fn what_cannot_be_read_is_not_compared() {
    let tree = |text: String| vec![File { path: "models/a.rs".to_owned(), text }];
    let after = || tree("pub struct A(pub String);".to_owned());
    let deep = |open: &str, close: &str| format!("pub struct A(pub {}u8{});", open.repeat(100_000), close.repeat(100_000));
    for literal in
        [r#""\u{d800}""#, r#""\u{110000}""#, r#""a"suffix"#, "b\"a\"", "c\"a\"", "1e5", "'a'", "r##\"a\"##", r#""\x80""#]
    {
        let before = format!(
            "pub struct A(pub String);\nobject! {{ A {{ 0: required {literal} }} }}\nenumeration! {{ A: open {{ B = {literal} }} }}"
        );
        assert!(between(&tree(before), &after()).is_empty(), "{literal}");
    }
    for before in [deep("(", ")"), deep("Vec<", ">"), deep("[", "]"), "pub struct {".to_owned(), "\"".to_owned(), deep("&", "")] {
        assert!(between(&tree(before), &after()).is_empty());
    }
}

/// What the API says of a name: what it is on the wire, its node in XML, its only value, and where it leads.
struct Said {
    word: Word,
    node: Option<Word>,
    only: Option<Word>,
    ty: TypeRef,
}

/// All that it says of types, by their names.
type All<'a> = BTreeMap<&'a str, (TypeId, BTreeMap<&'a str, Said>)>;

fn said(of: &Understood) -> All<'_> {
    let types = of.api.types.iter().map(|(id, ty)| {
        let names = of.names.ty(id);
        let mut all = BTreeMap::new();
        match &ty.shape {
            Shape::Struct(it) => {
                let fields = it.fields.iter().zip(&names.members);
                all.extend(fields.map(|(field, name)| (bare(name), of_field(of, id, field))));
            }
            Shape::Union(it) => {
                let variants = it.variants.iter().zip(&names.members);
                let values = |variant: &ir::Variant| match &it.choice {
                    Choice::Tag(member) => {
                        let is_declared = |object: &ir::Struct| {
                            object
                                .fields
                                .iter()
                                .any(|field| field.name == *member && field.required && !matches!(field.ty, TypeRef::Nullable(_)))
                        };
                        let declared = matches!(behind(&of.api, &variant.ty), Some(Shape::Struct(it)) if is_declared(it));
                        let sent = if declared { variant.tags.len() } else { 1 };
                        variant.tags.iter().take(sent).map(|tag| format!("{member}: {tag}")).collect()
                    }
                    Choice::Check => Vec::new(),
                };
                let said = |it: &ir::Variant| Said { word: Word::Values(values(it)), node: None, only: None, ty: it.ty.clone() };
                all.extend(variants.map(|(it, name)| (bare(name), said(it))));
            }
            Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Contents(_) => {}
        }
        (names.ident.as_str(), (id, all))
    });
    types.collect()
}

/// What a type is behind other names for it, and behind what holds one.
fn behind<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a Shape> {
    let shape = |id: &TypeId| api.types.get(*id).map(|it| &it.shape);
    match ty {
        TypeRef::Named(id) => match shape(id) {
            Some(Shape::Alias(inner)) => behind(api, inner),
            shape => shape,
        },
        TypeRef::Nullable(inner) => behind(api, inner),
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => None,
    }
}

fn of_field(of: &Understood, id: TypeId, field: &ir::Field) -> Said {
    let ty = match field.required || matches!(field.ty, TypeRef::Nullable(_)) {
        true => field.ty.clone(),
        false => TypeRef::Nullable(Box::new(field.ty.clone())),
    };
    let only = match &field.only {
        Some(ir::Only::Boolean(value)) => Some(Word::Only(value.to_string())),
        Some(ir::Only::Listed(..) | ir::Only::Text(_) | ir::Only::Json(_)) | None => None,
    };
    Said { word: Word::Member(field.name.clone()), node: node(of, id, &field.name), only, ty }
}

fn node(of: &Understood, id: TypeId, member: &str) -> Option<Word> {
    let Some(ir::XmlTable::Object(members, _)) = of.api.xml.get(&id) else { return None };
    let mut xml = &members.iter().find(|(name, _)| name == member)?.1;
    while let (ir::XmlNode::None, ir::XmlContent::List(items)) = (&xml.node, &xml.content) {
        xml = items;
    }
    let is_named = matches!(xml.node, ir::XmlNode::Element | ir::XmlNode::Attribute);
    is_named.then(|| Word::Node(format!("{:?}", xml.node).to_lowercase(), xml.name.clone(), xml.namespace.clone()))
}

fn bare(name: &str) -> &str {
    name.trim_start_matches("r#")
}

fn alias(of: &Understood, id: TypeId) -> Option<TypeRef> {
    if let Shape::Alias(inner) = &of.api.types.get(id)?.shape { Some(inner.clone()) } else { None }
}

/// What a use comes to, and by how many lists; what need not be there counts as one or as none.
fn way((of, ty): (&Understood, &TypeRef)) -> (std::ops::RangeInclusive<usize>, TypeRef) {
    let (mut least, mut most, mut ty) = (0, 0, ty.clone());
    loop {
        ty = match ty {
            TypeRef::Nullable(inner) => {
                most += 1;
                *inner
            }
            TypeRef::List(items) => {
                (least, most) = (least + 1, most + 1);
                *items
            }
            TypeRef::Named(id) => match alias(of, id) {
                Some(inner) => inner,
                None => return (least..=most, ty),
            },
            TypeRef::Primitive(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => return (least..=most, ty),
        };
    }
}

/// Two uses that are gone through in the same way.
fn led(one: (&Understood, &TypeRef), other: (&Understood, &TypeRef)) -> Option<(String, String)> {
    let ((steps, old), (other_steps, new)) = (way(one), way(other));
    if !steps.clone().any(|count| other_steps.contains(&count)) {
        return None;
    }
    match (old, new) {
        (TypeRef::Named(a), TypeRef::Named(b)) => Some((one.0.names.ty(a).ident.clone(), other.0.names.ty(b).ident.clone())),
        (TypeRef::Map(a), TypeRef::Map(b)) => led((one.0, &a), (other.0, &b)),
        (_, _) => None,
    }
}

fn is_other(old: &Said, new: &Said) -> bool {
    let nodes = old.node.as_ref().zip(new.node.as_ref());
    let is_another_node = nodes.is_some_and(|(one, other)| one != other);
    match (&old.word, &new.word) {
        (Word::Values(one), Word::Values(other)) => {
            !one.is_empty() && !other.is_empty() && !one.iter().any(|value| other.contains(value))
        }
        (one, other) => one != other || is_another_node,
    }
}

/// The same by the API and its names, for all that types of one name lead to: what two programs agree on is most likely so.
fn by_api(before: &Understood, after: &Understood) -> BTreeSet<(String, String, String)> {
    let [old, new] = [before, after].map(said);
    let both: Vec<&str> = old.keys().copied().filter(|name| new.contains_key(name)).collect();
    let mut open: Vec<(String, String)> = both.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    for ty in both {
        for (name, it) in &new[ty].1 {
            let was = old[ty].1.values().find(|was| was.word == it.word).and_then(|was| was.only.as_ref());
            if was.zip(it.only.as_ref()).is_some_and(|(was, is)| was != is) {
                found.insert((ty.to_owned(), ty.to_owned(), (*name).to_owned()));
            }
        }
    }
    while let Some((then, now)) = open.pop() {
        if !seen.insert((then.clone(), now.clone())) {
            continue;
        }
        let (Some((_, then_all)), Some((_, now_all))) = (old.get(then.as_str()), new.get(now.as_str())) else { continue };
        for (name, was) in then_all {
            let Some(is) = now_all.get(name) else { continue };
            if is_other(was, is) {
                found.insert((then.clone(), now.clone(), (*name).to_owned()));
            }
            open.extend(led((before, &was.ty), (after, &is.ty)));
        }
    }
    found
}

/// What stands where a schema can stand, by chance.
fn schema(random: &mut Random, depth: usize) -> String {
    let reference = |random: &mut Random| component(["A", "B", "C", "D"][random.below(4)]);
    match random.below(8) {
        0 => "{ type: string }".to_owned(),
        1 => format!("{{ type: string, xml: {{ name: {} }} }}", ["one", "other"][random.below(2)]),
        2 if depth < 3 => format!("{{ type: array, items: {} }}", schema(random, depth + 1)),
        3 if depth < 3 => format!("{{ type: object, additionalProperties: {} }}", schema(random, depth + 1)),
        4 if depth < 3 => object(random, depth + 1),
        5 => format!("{{ nullable: true, allOf: [{}] }}", reference(random)),
        6 if depth < 3 => format!("{{ allOf: [{}, {}] }}", reference(random), object(random, depth + 1)),
        _ => reference(random),
    }
}

/// An object whose members have few names of Rust, and more on the wire.
fn object(random: &mut Random, depth: usize) -> String {
    let words = [["user_name", "userName"], ["created_at", "createdAt"], ["p", "p"], ["extra", "Extra"]];
    let members = words.map(|words| {
        if random.chance(3) { String::new() } else { format!("{}: {}, ", words[random.below(2)], schema(random, depth)) }
    });
    let only = ["", "k: { type: boolean, enum: [true] }", "k: { type: boolean, enum: [false] }"][random.below(3)];
    let required = if only.is_empty() { "" } else { "required: [k], " };
    format!("{{ type: object, {required}properties: {{ {}{only} }} }}", members.concat())
}

/// Its lines: components, and what operations answer.
fn lines(random: &mut Random) -> Vec<String> {
    let components = ["A", "B", "C", "D"].map(|name| format!("{name}: {}", object(random, 0)));
    let operations = ["x", "y"].map(|id| {
        let text = answers(&schema(random, 0)).replace("/x", &format!("/{id}")).replace(": x,", &format!(": {id},"));
        if random.chance(2) { text.replace("application/json", "application/xml") } else { text }
    });
    components.into_iter().chain(operations).collect()
}

#[test]
fn code_says_what_the_api_says_after_any_edit() {
    let count = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 4_000 } else { 15 };
    let (mut runs, mut changes) = (0, 0);
    for seed in 1..=count {
        let random = &mut Random::new(seed);
        let mut text = lines(random);
        let Some(mut before) = run(&document(&text.join("\n")), "").0 else { continue };
        for step in 0..4 {
            let mut next = text.clone();
            let at = random.below(next.len());
            next[at] = lines(random)[at].clone();
            let Some(after) = run(&document(&next.join("\n")), &lock(&before)).0 else { continue };
            let found = between(&files(&before), &files(&after));
            let told: BTreeSet<_> = found.iter().map(|it| (it.before.0.clone(), it.of.0.clone(), it.name.clone())).collect();
            let known = by_api(&before, &after);
            assert!(known.is_subset(&told), "seed {seed}, edit {step}: {known:?} {told:?}\n{text:?}\n{next:?}");
            let [old, new] = [&before, &after].map(said);
            let is_known = |word: &Word| matches!(word, Word::Member(_) | Word::Node(..) | Word::Only(_));
            for it in found.iter().filter(|it| it.of.1.is_none() && it.words.iter().all(is_known)) {
                let is = |side: &All<'_>, ty: &str, word: &Word| {
                    let said = &side[ty].1[it.name.as_str()];
                    [Some(&said.word), said.node.as_ref(), said.only.as_ref()].contains(&Some(word))
                };
                assert!(
                    is(&new, &it.of.0, &it.words[0]) && is(&old, &it.before.0, &it.words[1]),
                    "seed {seed}, edit {step}: {it:?}"
                );
            }
            (runs, changes) = (runs + 1, changes + told.len());
            (text, before) = (next, after);
        }
    }
    println!("{count} descriptions, {runs} edits, {changes} names that mean something else");
    assert!(changes > count as usize / 4, "the edits change something");
}
