//! Setters of security schemes.

use letterpress::Understood;

use super::{HEAD, errors, lock, run, understood};

#[test]
fn a_method_and_the_setter_of_a_scheme_cannot_have_one_name() {
    let text = format!(
        "{HEAD}paths:\n  /c:\n    get: {{ operationId: list, security: [{{ k: [] }}], responses: {{ '204': {{ description: d }} }} }}\n\
         components: {{ securitySchemes: {{ k: {{ type: http, scheme: bearer }} }} }}\n"
    );
    let kept = lock(&understood(&text, ""));
    for (from, to) in [("method = list", "method = with_k"), ("scheme = k", "scheme = l\noperations/gone method = with_l")] {
        let (none, diagnostics, rendered) = run(&text, &kept.replace(from, to));
        assert!(none.is_none(), "{rendered}");
        assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
    }
}

#[test]
fn the_setter_of_a_scheme_has_no_underscores_that_rust_warns_about() {
    let scheme = |name: &str, more: &str| format!("{name}: {{ type: http, scheme: bearer{more} }}");
    let text = |schemes: &[String]| {
        format!(
            "{HEAD}paths:\n  /c:\n    get: {{ operationId: list, security: [{{ k: [] }}], responses: {{ '204': {{ description: d }} }} }}\n\
             components: {{ securitySchemes: {{ {} }} }}\n",
            schemes.join(", ")
        )
    };
    let names = |it: &Understood| -> Vec<(String, String)> {
        it.names.schemes.iter().map(|names| (names.function.clone(), names.with.clone())).collect()
    };
    let pair = |function: &str, with: &str| (function.to_owned(), with.to_owned());
    let first = text(&[scheme("k", "")]);
    let kept = lock(&understood(&first, "")).replace("scheme = k", "scheme = _k");
    let renamed = understood(&first, &kept);
    assert_eq!(names(&renamed), [pair("_k", "with_k")]);

    let newcomer = understood(&text(&[scheme("_k", ""), scheme("k", "")]), &lock(&renamed));
    let [other, own] = <[_; 2]>::try_from(names(&newcomer)).unwrap();
    assert_eq!(own, pair("_k", "with_k"), "who had it keeps it");
    assert_ne!(other.1, "with_k");
    let alone = understood(&text(&[scheme("k", "")]), &lock(&newcomer));
    assert_eq!(names(&alone), [pair("_k", "with_k")]);

    let chosen = text(&[scheme("k", ""), scheme("l", ", x-rust-name: _k")]);
    let (none, diagnostics, rendered) = run(&chosen, &lock(&understood(&first, "")));
    assert!(none.is_none(), "{rendered}");
    assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
    let (none, diagnostics, rendered) =
        run(&text(&[scheme("k", ""), scheme("l", "")]), &format!("{kept}securitySchemes/l scheme = k\n"));
    assert!(none.is_none(), "{rendered}");
    assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
}

#[test]
fn two_schemes_have_not_one_constant() {
    let text = |schemes: &[&str]| {
        let scheme = |name: &&str| format!("{name}: {{ type: http, scheme: bearer }}");
        let schemes: Vec<_> = schemes.iter().map(scheme).collect();
        format!("{HEAD}paths: {{}}\ncomponents: {{ securitySchemes: {{ {} }} }}\n", schemes.join(", "))
    };
    let constants = |it: &Understood| -> Vec<String> { it.names.schemes.iter().map(|names| names.constant.clone()).collect() };
    let first = understood(&text(&["strasse"]), "");
    let both = understood(&text(&["straße", "strasse"]), &lock(&first));
    let [newcomer, kept] = <[_; 2]>::try_from(constants(&both)).unwrap();
    assert_eq!(kept, "STRASSE");
    assert_ne!(newcomer, kept);
    assert_eq!(constants(&understood(&text(&["straße"]), &lock(&both))), [newcomer]);

    let merged = format!("{}securitySchemes/straße scheme = straße\n", lock(&first));
    let (none, diagnostics, rendered) = run(&text(&["straße", "strasse"]), &merged);
    assert!(none.is_none(), "{rendered}");
    assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
}

/// `with_api_key("secret")` compiles on, and would send the secret where nobody asked for it.
#[test]
fn a_scheme_that_may_have_come_in_the_place_of_another_one_is_told_once() {
    let text = |name: &str, scheme: &str| {
        format!(
            "{HEAD}paths:\n  /c:\n    get: {{ operationId: list, security: [{{ {name}: [] }}], responses: {{ '204': {{ description: d }} }} }}\n\
             components: {{ securitySchemes: {{ {name}: {scheme} }} }}\n"
        )
    };
    let none = format!("{HEAD}paths: {{}}\n");
    let (header, query) =
        (text("api_key", "{ type: apiKey, in: header, name: X-Key }"), "{ type: apiKey, in: query, name: key }");
    let first = lock(&understood(&header, ""));
    for before in [first.clone(), lock(&understood(&none, &first))] {
        let (it, diagnostics, rendered) = run(&text("apiKey", query), &before);
        let told: Vec<_> = diagnostics.iter().map(|it| it.code.0).filter(|code| *code == "W0410").collect();
        assert!(told.len() == 1 && rendered.contains("`api_key`") && rendered.contains("`apiKey`"), "{rendered}");
        let (_, _, rendered) = run(&text("apiKey", query), &lock(&it.unwrap()));
        assert!(!rendered.contains("W0410"), "{rendered}");
    }
    let (_, _, rendered) = run(&text("api_key", query), &first);
    assert!(!rendered.contains("W0410"), "it has its name: {rendered}");
    let (_, _, rendered) = run(&text("apiKey", "{ type: http, scheme: bearer, x-rust-name: token }"), &first);
    assert!(!rendered.contains("W0410"), "it has another name: {rendered}");
}

#[test]
fn an_operation_of_a_callback_with_another_expression_is_told() {
    let of = |all: &[&str]| {
        let all: Vec<_> = all
            .iter()
            .map(|at| format!("'{{$request.body#/{at}}}': {{ post: {{ responses: {{ '204': {{ description: d }} }} }} }}"))
            .collect();
        let body = "requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string }, b: { type: string }, c: { type: string } } } } } }";
        format!(
            "{HEAD}paths: {{ /s: {{ post: {{ operationId: s, {body}, callbacks: {{ done: {{ {} }} }}, responses: {{ '204': {{ description: d }} }} }} }} }}\n",
            all.join(", ")
        )
    };
    let kept = lock(&understood(&of(&["a", "b"]), ""));
    let (then, _, rendered) = run(&of(&["c", "b"]), &kept);
    assert!(rendered.contains("W0410") && rendered.contains("`{$request.body#/a}`, and is `{$request.body#/c}`"), "{rendered}");
    let again = run(&of(&["c", "b"]), &lock(&then.unwrap())).2;
    assert!(!again.contains("W0410"), "{again}");
    assert!(!run(&of(&["b", "a"]), &kept).2.contains("W0410"));
}
