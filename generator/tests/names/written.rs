//! What is written in another way, or comes to stand elsewhere, and would be called as before keeps its name.

use super::{HEAD, files, lock, run, understood};

const SHIP: &str = "{ type: object, properties: { city: { type: string }, kind: { type: string, enum: [one] } } }";

fn schemas(text: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {text} }} }}\n")
}

/// Goes from one description to the other and back. The lines have the names that they are said to have, and nothing is told of a name that
/// is not its own.
fn goes(before: &str, after: &str, lines: &[&str]) {
    let first = lock(&understood(before, ""));
    let (it, _, rendered) = run(after, &first);
    let now = lock(&it.unwrap_or_else(|| panic!("{rendered}")));
    assert!(!rendered.contains("W0404") && !rendered.contains("E0"), "{first}{rendered}");
    for line in lines {
        assert!(now.contains(&format!("{line}\n")), "{line}\n{first}{now}");
    }
    assert_eq!(lock(&understood(after, &now)), now);
    let (it, _, rendered) = run(before, &now);
    assert!(!rendered.contains("W0404"), "{now}{rendered}");
    let back = lock(&it.unwrap());
    for line in first.lines().filter(|line| !line.starts_with('#') && !line.contains(" path = ")) {
        assert!(back.contains(line.trim_end_matches(" (gone)")), "{line} of\n{first}{back}");
    }
}

#[test]
fn an_inline_type_that_becomes_a_component_of_its_own_name_keeps_it() {
    let inline = format!("Order: {{ type: object, properties: {{ ship: {SHIP} }} }}");
    let component = format!(
        "Order: {{ type: object, properties: {{ ship: {{ $ref: '#/components/schemas/OrderShip' }} }} }}, OrderShip: {SHIP}"
    );
    goes(
        &schemas(&inline),
        &schemas(&component),
        &["schemas/OrderShip type = OrderShip", "schemas/OrderShip/properties/kind type = OrderShipKind"],
    );
    let list = schemas(&format!("Orders: {{ type: array, items: {SHIP} }}"));
    let item =
        schemas(&format!("Orders: {{ type: array, items: {{ $ref: '#/components/schemas/OrdersItem' }} }}, OrdersItem: {SHIP}"));
    goes(&list, &item, &["schemas/OrdersItem type = OrdersItem"]);
    let post = |body: &str, more: &str| {
        let body = format!("requestBody: {{ content: {{ application/json: {{ schema: {body} }} }} }}");
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: send, {body}, responses: {{ '204': {{ description: d }} }} }}\ncomponents: {{ schemas: {{ {more} }} }}\n"
        )
    };
    let body = format!("SendRequest: {SHIP}");
    goes(
        &post(SHIP, ""),
        &post("{ $ref: '#/components/schemas/SendRequest' }", &body),
        &["schemas/SendRequest type = SendRequest"],
    );
    // The body is one of a status that changes.
    let get = |status: &str| {
        let answer = format!("'{status}': {{ description: d, content: {{ application/json: {{ schema: {SHIP} }} }} }}");
        format!("{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ {answer} }} }}\n")
    };
    goes(&get("200"), &get("201"), &["operations/list/responses/201 type = ListResponse"]);
}

#[test]
fn a_component_that_only_has_the_name_of_what_went_does_not_get_it() {
    let inline = format!("Order: {{ type: object, properties: {{ ship: {SHIP} }} }}");
    let other = "{ type: object, properties: { weight: { type: string }, colour: { type: string } } }";
    let first = lock(&understood(&schemas(&inline), ""));
    let component = format!(
        "Order: {{ type: object, properties: {{ ship: {{ $ref: '#/components/schemas/OrderShip' }} }} }}, OrderShip: {other}"
    );
    let (it, _, rendered) = run(&schemas(&component), &first);
    assert!(lock(&it.unwrap()).contains("schemas/OrderShip type = OrderShipModel\n") && rendered.contains("W0404"), "{rendered}");
    let recased = |name: &str, schema: &str| schemas(&format!("{name}: {schema}"));
    let first = lock(&understood(&recased("pet", SHIP), ""));
    assert!(lock(&understood(&recased("Pet", other), &first)).contains("schemas/Pet type = PetModel\n"));
}

#[test]
fn the_name_of_a_component_a_tag_or_a_scheme_may_get_other_letters() {
    let text = |schema: &str, tag: &str, scheme: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, tags: [{tag}], security: [{{ {scheme}: [] }}], responses: {{ '200': {{ description: d, \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }} }} }}\ncomponents: {{ schemas: {{ {schema}: {SHIP} }}, \
             securitySchemes: {{ {scheme}: {{ type: http, scheme: bearer }} }} }}\n"
        )
    };
    goes(
        &text("pet_ship", "all pets", "apiKey"),
        &text("PetShip", "All-Pets", "api_key"),
        &["schemas/PetShip type = PetShip", "tags/All-Pets module = all_pets", "securitySchemes/api_key scheme = api_key"],
    );
}

#[test]
fn operations_without_an_id_keep_their_names_when_variables_or_expressions_are_edited() {
    let get = |path: &str, name: &str, expression: &str| {
        format!(
            "{HEAD}paths:\n  {path}:\n    post:\n      parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}]\n      \
             responses: {{ '204': {{ description: d }} }}\n      callbacks:\n        done:\n          '{expression}':\n            post: {{ requestBody: {{ content: \
             {{ application/json: {{ schema: {SHIP} }} }} }}, responses: {{ '204': {{ description: d }} }} }}\n"
        )
    };
    let (before, after) =
        (get("/pets/{id}", "id", "{$request.body#/url}"), get("/pets/{petId}", "petId", "{$request.body#/callback}"));
    let first = lock(&understood(&before, ""));
    let (it, diagnostics, rendered) = run(&after, &first);
    let now = lock(&it.unwrap());
    let names = |text: &str| {
        text.lines()
            .filter(|line| !line.contains(" arguments = "))
            .filter_map(|line| Some(line.split_once(" = ")?.1.to_owned()))
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(names(&first), names(&now), "{first}{now}");
    let codes: Vec<_> = diagnostics.iter().map(|it| it.code.0).collect();
    assert_eq!(codes, ["W0411", "W0410"], "{rendered}");
}

#[test]
fn what_is_split_into_files_one_after_the_other_and_put_together_again_keeps_its_names() {
    let get = |pet: &str, more: &str| {
        let answer = format!(
            "responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '{pet}' }} }} }} }} }}"
        );
        format!("{HEAD}paths:\n  /a:\n    get: {{ operationId: list, {answer} }}\n{more}")
    };
    let pet = |owner: &str| format!("{{ type: object, properties: {{ a: {{ type: string }}, o: {{ $ref: '{owner}' }} }} }}");
    let local = |name: &str| format!("#/components/schemas/{name}");
    let whole = |text: String| ("openapi.yaml".to_owned(), text);
    let file = |name: &str, text: String| (format!("schemas/{name}.yaml"), text);
    let steps = [
        vec![whole(get(
            &local("Pet"),
            &format!("components: {{ schemas: {{ Pet: {}, Owner: {SHIP} }} }}\n", pet(&local("Owner"))),
        ))],
        vec![
            whole(get(&local("Pet"), &format!("components: {{ schemas: {{ Pet: {} }} }}\n", pet("schemas/Owner.yaml")))),
            file("Owner", SHIP.to_owned()),
        ],
        vec![whole(get("schemas/Pet.yaml", "")), file("Owner", SHIP.to_owned()), file("Pet", pet("Owner.yaml"))],
    ];
    let mut kept = String::new();
    for texts in steps.iter().chain(steps.iter().rev()) {
        let (it, _, rendered) = files::run(texts, &kept);
        let it = it.unwrap_or_else(|| panic!("{rendered}"));
        kept = lock(&it);
        let names: Vec<String> = it.api.types.iter().map(|(id, _)| it.names.ty(id).ident.clone()).collect();
        let sorted: std::collections::BTreeSet<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(sorted, std::collections::BTreeSet::from(["Owner", "OwnerKind", "Pet"]), "{kept}{rendered}");
        assert!(!rendered.contains("W0404"), "{rendered}");
    }
}
