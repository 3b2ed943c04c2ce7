//! What moves to another place means there what it meant: the member that had a name has it wherever the lock knows neither.

use letterpress::Understood;
use letterpress::ir::{EnumerationValues, Shape};

use super::{lock, understood};

const FIRST: &str = "{ type: object, properties: { customerId: { type: string } } }";
const BOTH: &str = "{ type: object, properties: { customer_id: { type: string }, customerId: { type: string } } }";

/// The Rust names of the two members, or of the two values, in each type that has both.
fn pairs(it: &Understood, words: [&str; 2]) -> Vec<[String; 2]> {
    let of = |list: Vec<&str>, names: &[String]| {
        let find = |word: &str| list.iter().position(|it| *it == word).map(|at| names[at].clone());
        Some([find(words[0])?, find(words[1])?])
    };
    let all = it.api.types.iter().filter_map(|(id, definition)| match &definition.shape {
        Shape::Struct(object) => of(object.fields.iter().map(|it| it.name.as_str()).collect(), &it.names.ty(id).members),
        Shape::Enumeration(enumeration) => match &enumeration.values {
            EnumerationValues::Strings(values) => of(values.iter().map(String::as_str).collect(), &it.names.ty(id).members),
            EnumerationValues::Integers(_) => None,
        },
        Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
    });
    all.collect()
}

/// A schema with one word, then with both, then with both at another place; `@` stands for it.
fn moves(before: &str, after: &str, (first, both): (&str, &str), words: [&str; 2], expected: [&str; 2]) {
    for rivals in ["", RIVALS] {
        moves_among(rivals, before, after, (first, both), words, expected);
    }
}

/// Types that outvote the one that moves: the newcomer's word has the name there.
const RIVALS: &str = "schemas/R1 field customer_id = customer_id\nschemas/R1 type = R1\nschemas/R1 value A = A\nschemas/R2 field customer_id = customer_id\n\
                      schemas/R2 type = R2\nschemas/R2 value A = A\nschemas/R3 field customer_id = customer_id\nschemas/R3 type = R3\n";

fn moves_among(rivals: &str, before: &str, after: &str, (first, both): (&str, &str), words: [&str; 2], expected: [&str; 2]) {
    let one = understood(&before.replace('@', first), rivals);
    // A person chooses another name in the lock, and it moves, too.
    let mark = if expected[0].starts_with(char::is_uppercase) { "X" } else { "x" };
    let chosen = format!("{mark}{}", expected[0]);
    let by_hand = lock(&one).replace(&format!("{} = {}\n", words[0], expected[0]), &format!("{} = {chosen}\n", words[0]));
    let edited = understood(&before.replace('@', both), &by_hand);
    let moved = understood(&after.replace('@', both), &lock(&edited));
    let kept: Vec<_> = pairs(&moved, words).into_iter().map(|[name, _]| name).collect();
    let had: Vec<_> = pairs(&edited, words).into_iter().map(|[name, _]| name).collect();
    assert!(kept.iter().chain(&had).all(|name| *name == chosen), "{had:?} {kept:?}\n{after}\n{}", lock(&moved));
    let two = understood(&before.replace('@', both), &lock(&one));
    let three = understood(&after.replace('@', both), &lock(&two));
    let again = understood(&after.replace('@', both), &lock(&three));
    for (step, now) in [("before", &two), ("after", &three), ("again", &again)] {
        let pairs = pairs(now, words);
        assert!(!pairs.is_empty(), "{step}: {after}");
        assert!(pairs.iter().all(|pair| *pair == expected), "{step}: {pairs:?}\n{after}\n{}", lock(now));
    }
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

fn operation(parts: &str) -> String {
    format!("{HEAD}paths:\n  /a:\n    {parts}\n")
}

#[test]
fn a_schema_at_another_place_has_the_fields_that_it_had() {
    let schemas = |text: &str| format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {text} }} }}\n");
    let owner = |schema: &str| format!("Order: {{ type: object, properties: {{ owner: {schema} }} }}");
    let post =
        |parts: &str| operation(&format!("post: {{ operationId: g, {parts}, responses: {{ '204': {{ description: d }} }} }}"));
    let body = |media: &str| post(&format!("requestBody: {{ content: {{ {media}: {{ schema: @ }} }} }}"));
    let get = |status: u16| {
        let content = "content: { application/json: { schema: @ } }";
        operation(&format!("get: {{ operationId: g, responses: {{ '{status}': {{ description: d, {content} }} }} }}"))
    };
    let swagger = |own: &str| {
        format!(
            "swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\nproduces: [application/json]\npaths:\n  /a:\n    get: {{ operationId: g, \
             {own} responses: {{ '200': {{ $ref: '#/responses/R' }} }} }}\nresponses: {{ R: {{ description: d, schema: @ }} }}\n"
        )
    };
    let extended = owner("{ allOf: [{ $ref: '#/components/schemas/A' }, { properties: { more: { type: string } } }] }");
    let cases = [
        (schemas(&owner("@")), schemas(&format!("{}, Owner: @", owner("{ $ref: '#/components/schemas/Owner' }")))),
        (schemas(&format!("{}, A: @", owner("{ $ref: '#/components/schemas/A' }"))), schemas(&format!("{extended}, A: @"))),
        (schemas(&format!("{}, Owner: @", owner("{ $ref: '#/components/schemas/Owner' }"))), schemas(&owner("@"))),
        (schemas("Customer: @"), schemas("Client: @")),
        (get(200), get(201)),
        (body("application/json"), body("application/merge-patch+json")),
        (swagger(""), swagger("produces: [application/vnd.x+json],")),
    ];
    for (before, after) in cases {
        moves(&before, &after, (FIRST, BOTH), ["customerId", "customer_id"], ["customer_id", "customer_id_field"]);
    }
}

#[test]
fn the_values_of_a_parameter_mean_the_same_at_the_path_item() {
    let parameters = "parameters: [{ name: sort, in: query, schema: @ }]";
    let before = operation(&format!("get: {{ operationId: g, {parameters}, responses: {{ '204': {{ description: d }} }} }}"));
    let after = operation(&format!("get: {{ operationId: g, responses: {{ '204': {{ description: d }} }} }}\n    {parameters}"));
    let schemas = ("{ type: string, enum: [a] }", "{ type: string, enum: [A, a] }");
    moves(&before, &after, schemas, ["a", "A"], ["A", "AValue"]);
}

#[test]
fn of_two_precedents_the_more_frequent_one_counts_then_the_exact_spelling() {
    let named = |names: &[&str]| {
        let list: Vec<_> = names.iter().map(|name| format!("{name}: @")).collect();
        format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {} }} }}\n", list.join(", "))
    };
    let both = |names: &[&str]| named(names).replace('@', BOTH);
    let with = |camel: usize, snake: usize| {
        let mut lines = String::new();
        let names = ["customerId", "customer_id"];
        for (at, [first, second]) in
            [names; 5].into_iter().enumerate().map(|(at, [one, two])| (at, if at < camel { [one, two] } else { [two, one] }))
        {
            if at < camel + snake {
                lines.push_str(&format!(
                    "schemas/T{at} field {first} = customer_id\nschemas/T{at} field {second} = customer_id_field\n"
                ));
            }
        }
        lines
    };
    let names = |lock: &str, text: &str| pairs(&understood(text, lock), ["customerId", "customer_id"]);
    let fields = |first: &str, second: &str| vec![[first.to_owned(), second.to_owned()]];
    assert_eq!(names(&with(2, 1), &both(&["New"])), fields("customer_id", "customer_id_field"));
    assert_eq!(names(&with(1, 2), &both(&["New"])), fields("customer_id_field", "customer_id"));
    assert_eq!(names(&with(1, 1), &both(&["New"])), fields("customer_id_field", "customer_id"));
    // What the lock says of the place itself goes before all precedents.
    let own = "schemas/New field customer_id = customer_id\nschemas/New type = New\n";
    assert_eq!(names(&format!("{own}{}", with(2, 0)), &both(&["New"]))[0][1], "customer_id");
}

/// Components, each with its members.
fn objects(components: &[(&str, &[&str])]) -> String {
    let object = |(name, members): &(&str, &[&str])| format!("{name}: {}", super::branch_of(members));
    let list: Vec<_> = components.iter().map(object).collect();
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {} }} }}\n", list.join(", "))
}

#[test]
fn a_component_that_stays_gets_nothing_of_one_that_looked_like_it_and_is_gone() {
    let first = understood(&objects(&[("A", &["customer-id"]), ("B", &["customer-id", "more"])]), "");
    let both = [("A", &["customer-id", "CustomerId"][..]), ("B", &["customer-id", "customer_id", "more"])];
    let second = lock(&understood(&objects(&both), &lock(&first)));
    for line in ["schemas/A field CustomerId = customer_id_field\n", "schemas/B field customer_id = customer_id_field\n"] {
        assert!(second.contains(line), "{second}");
    }
    let by_hand = second.replace("CustomerId = customer_id_field\n", "CustomerId = chosen\n");
    let now = lock(&understood(&objects(&[("A", &["customer-id", "CustomerId", "customer_id"])]), &by_hand));
    assert!(now.contains("schemas/A field CustomerId = chosen\n"), "{now}");
    assert!(!now.contains("schemas/A field customer_id = customer_id_field\n"), "{now}");
    assert!(!now.contains("schemas/A field more"), "{now}");
}

#[test]
fn what_a_person_renamed_after_it_moved_keeps_that_name_when_it_moves_again() {
    let inline = |property: &str, members: &[&str]| {
        let own = super::branch_of(members);
        format!(
            "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ Order: {{ type: object, properties: {{ {property}: {own} }} }} }} }}\n"
        )
    };
    let component = inline("owner", &[]).replace(&super::branch_of(&[]), "{ $ref: '#/components/schemas/Owner' }");
    let component =
        component.replace("schemas: { ", &format!("schemas: {{ Owner: {}, ", super::branch_of(&["customerId", "id"])));
    let first = understood(&inline("owner", &["customerId", "id"]), "");
    let moved = lock(&understood(&component, &lock(&first)));
    let line = "schemas/Owner field customerId = customer_id\n";
    assert!(moved.contains(line), "{moved}");
    let by_hand = moved.replace(line, "schemas/Owner field customerId = client\n");
    for members in [&["customerId", "id"][..], &["customer_id", "customerId", "id"], &["customerId", "id", "customer_id"]] {
        let now = lock(&understood(&inline("buyer", members), &by_hand));
        assert!(now.contains("schemas/Order/properties/buyer field customerId = client\n"), "{now}");
        assert!(!now.contains("schemas/Order/properties/buyer field customer_id = customer_id\n"), "{now}");
    }
}

#[test]
fn a_type_that_becomes_a_component_brings_no_name_that_was_given_up_there() {
    let text = |members: &[&str], owner: &str| {
        let own = super::branch_of(members);
        format!(
            "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ Owner: {own}, Order: {{ type: object, properties: {{ owner: {owner} }} }} }} }}\n"
        )
    };
    let first = understood(&text(&["customer-id"], &super::branch_of(&["customer-id"])), "");
    let owner = super::branch_of(&["customer-id", "customer_id"]);
    let second = lock(&understood(&text(&["customer-id", "CustomerId"], &owner), &lock(&first)));
    for line in ["Owner field CustomerId = customer_id_field\n", "owner field customer_id = customer_id_field\n"] {
        assert!(second.contains(line), "{second}");
    }
    let by_hand = second.replace("CustomerId = customer_id_field\n", "CustomerId = chosen\n");
    let component = text(&["customer-id", "CustomerId", "customer_id"], "{ $ref: '#/components/schemas/Owner' }");
    let now = lock(&understood(&component, &by_hand));
    assert!(now.contains("schemas/Owner field CustomerId = chosen\n"), "{now}");
    assert!(!now.contains("schemas/Owner field customer_id = customer_id_field\n"), "{now}");
}

/// The names of the headers of the response with a status.
fn headers(it: &Understood, status: &str) -> Vec<String> {
    let (operation, names) = (&it.api.tags[0].operations[0], &it.names.tags[0].operations[0]);
    let at = operation.responses.iter().position(|response| response.status.to_string() == status).unwrap();
    names.responses[at].headers.clone()
}

/// An operation with responses, each a status and its headers.
fn responding(responses: &[(&str, &[&str])]) -> String {
    let response = |(status, headers): &(&str, &[&str])| {
        let list: Vec<_> = headers.iter().map(|name| format!("{name}: {{ schema: {{ type: string }} }}")).collect();
        format!("'{status}': {{ description: d, headers: {{ {} }} }}", list.join(", "))
    };
    let list: Vec<_> = responses.iter().map(response).collect();
    operation(&format!("get: {{ operationId: list, responses: {{ {} }} }}", list.join(", ")))
}

const LIMIT: &str = "X-RateLimit-Limit";
const TWIN: &str = "X-Rate-Limit-Limit";

#[test]
fn headers_of_a_response_that_gets_another_status_keep_their_names() {
    let ways = [("200", "201"), ("200", "2XX"), ("200", "default"), ("default", "200"), ("404", "410"), ("404", "default")];
    for (before, after) in ways {
        let first = understood(&responding(&[(before, &[LIMIT])]), "");
        let [name] = <[String; 1]>::try_from(headers(&first, before)).unwrap();
        // Alone, the newcomer would have that name.
        assert_eq!(headers(&understood(&responding(&[(before, &[TWIN])]), ""), before), [name.as_str()]);
        let alone = understood(&responding(&[(after, &[TWIN])]), &lock(&first));
        assert_ne!(headers(&alone, after), [name.as_str()], "{before} {after}\n{}", lock(&alone));
        let both = understood(&responding(&[(before, &[TWIN, LIMIT])]), &lock(&first));
        let had = headers(&both, before);
        assert_eq!(had[1], name);
        let moved = understood(&responding(&[(after, &[TWIN, LIMIT])]), &lock(&both));
        assert_eq!(headers(&moved, after), had, "{before} {after}\n{}", lock(&moved));
        let one = understood(&responding(&[(after, &[TWIN])]), &lock(&both));
        assert_eq!(headers(&one, after), had[..1], "{before} {after}\n{}", lock(&one));
        let other_case = understood(&responding(&[(after, &["x-ratelimit-limit", TWIN])]), &lock(&first));
        assert_eq!(headers(&other_case, after)[0], name, "{before} {after}\n{}", lock(&other_case));
    }
}

#[test]
fn a_name_that_a_person_chose_for_a_header_goes_with_it_from_status_to_status() {
    let first = lock(&understood(&responding(&[("200", &["X-Total-Count"])]), ""));
    let by_hand = first.replace("= x_total_count\n", "= count\n");
    assert_ne!(by_hand, first);
    let second = understood(&responding(&[("201", &["X-Total-Count", "Count"])]), &by_hand);
    assert_eq!(headers(&second, "201"), ["count", "count_header"], "{}", lock(&second));
    // The last choice counts, also where an earlier status had the same headers.
    let again = lock(&second).replace("/201 header X-Total-Count = count\n", "/201 header X-Total-Count = total\n");
    let third = understood(&responding(&[("2XX", &["X-Total-Count"])]), &again);
    assert_eq!(headers(&third, "2XX"), ["total"], "{again}\n{}", lock(&third));
}

#[test]
fn a_response_gets_no_header_names_of_one_that_it_cannot_have_been() {
    let choose = |text: &str| lock(&understood(text, "")).replace("= x_total_count\n", "= chosen\n");
    // Another one that is still there, a failure that is none any more, and `default` beside a success.
    let kept = choose(&responding(&[("200", &["X-Total-Count"])]));
    let beside = understood(&responding(&[("200", &["X-Total-Count"]), ("202", &["X-Total-Count"])]), &kept);
    assert_eq!(headers(&beside, "202"), ["x_total_count"], "{}", lock(&beside));
    let failure = choose(&responding(&[("404", &["X-Total-Count"])]));
    let success = understood(&responding(&[("200", &["X-Total-Count"])]), &failure);
    assert_eq!(headers(&success, "200"), ["x_total_count"], "{}", lock(&success));
    let default = choose(&responding(&[("default", &["X-Total-Count"]), ("204", &["X-B"])]));
    let second = understood(&responding(&[("204", &["X-B"]), ("200", &["X-Total-Count"])]), &default);
    assert_eq!(headers(&second, "200"), ["x_total_count"], "{}", lock(&second));
}
