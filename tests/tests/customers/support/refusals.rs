//! What every server refuses in the same way, before a handler is called.

use http::Method;
use letterpress_runtime::operation::Operation;

use super::{Api, string};

/// Bodies that are no JSON, or no object.
pub async fn refuses_other_bodies<O: Operation, C>(api: &Api<O, C>, good: &str) {
    let twice = format!("{{\"name\": 1, \"name\": {}}}", string("a"));
    let long = format!("{good}{good}");
    let comma = good.trim_end().trim_end_matches('}').to_owned() + ",}";
    let half = &good[..good.len() / 2];
    let nested = "[".repeat(100_000);
    for text in ["", " ", "{", "nul", "{'name': 1}", "NaN", &twice, &long, &comma, half, &nested] {
        let answer = api.post(text).await;
        let shown: String = text.chars().take(40).collect();
        api.assert_untouched(&shown);
        answer.assert_problem(api.malformed);
        let detail = &answer.json()["detail"];
        let says = detail.as_str().or(detail[0]["detail"].as_str()).unwrap();
        assert!(!says.is_empty(), "{shown}: {}", answer.body);
    }
    let not_utf8 = api.post(&b"{\"name\": \"\xff\"}"[..]).await;
    not_utf8.assert_problem(api.malformed);
    for text in ["null", "true", "1", "\"text\"", "[]", "[{}]"] {
        let answer = api.post(text).await;
        assert_eq!(answer.status, api.invalid, "{text}: {}", answer.body);
        assert!(answer.has_violations(&[(String::new(), "type".to_owned())]), "{text}: {}", answer.body);
    }
    api.assert_untouched("no object");
}

/// Other media types, other methods, other paths.
pub async fn refuses_no_request<O: Operation, C>(api: &Api<O, C>, good: &str) {
    let rest = api.headers_without("content-type");
    for media_type in ["text/plain", "application/xml", "application/jsonx", "application/x-www-form-urlencoded", "json", ""] {
        let headers: Vec<_> = rest.iter().copied().chain([("content-type", media_type)]).collect();
        let answer = api.post_with(&headers, good).await;
        answer.assert_problem(415);
        assert_eq!(answer.header("accept"), "application/json", "{media_type}");
    }
    api.post_with(&rest, good).await.assert_problem(415);
    let bodiless = api.post_with(&rest, "").await;
    assert_eq!(bodiless.status, api.invalid);
    assert!(bodiless.has_violations(&[(String::new(), "required".to_owned())]), "{}", bodiless.body);

    let picky: Vec<_> = api.headers.iter().copied().chain([("accept", "image/png")]).collect();
    api.post_with(&picky, good).await.assert_problem(406);

    let other_method = api.local.send(Method::GET, O::PATH, api.headers, "").await;
    other_method.assert_problem(405);
    assert_eq!(other_method.header("allow"), "POST, OPTIONS");
    for path in ["/", "/customers/1", &format!("{}/", O::PATH), &O::PATH.to_uppercase()] {
        api.local.send(Method::POST, path, api.headers, good).await.assert_problem(404);
    }
    api.assert_untouched("no request");

    for media_type in ["application/json; charset=utf-8", "Application/JSON", "application/json ; x=\"y\""] {
        let headers: Vec<_> = rest.iter().copied().chain([("content-type", media_type)]).collect();
        assert_eq!(api.post_with(&headers, good).await.status, 201, "{media_type}");
    }
    assert_eq!(api.desk.take().len(), 3);
}

/// A body of as many bytes as the limit is taken, one more is too much. `api` has to be limited to the length of `good`.
pub async fn refuses_too_much<O: Operation, C>(api: &Api<O, C>, good: &str) {
    assert_eq!(api.post(good).await.status, 201);
    assert_eq!(api.desk.take().len(), 1);
    api.post(format!("{good} ")).await.assert_problem(413);
    api.assert_untouched("one byte too many");
}

/// Credentials that are missing, wrong, not enough, or that cannot be checked. `api` has to require a bearer token.
pub async fn refuses_credentials<O: Operation, C>(api: &Api<O, C>, good: &str) {
    let rest = api.headers_without("authorization");
    let (invalid_request, invalid_token) = ("Bearer error=\"invalid_request\"", "Bearer error=\"invalid_token\"");
    for (authorization, status, challenge) in [
        (None, 401, "Bearer"),
        (Some("Basic dXNlcjp0b2tlbg=="), 401, "Bearer"),
        (Some("token"), 401, "Bearer"),
        (Some("Bearer"), 401, invalid_request),
        (Some("Bearer <token>"), 401, invalid_request),
        (Some("Bearer token token"), 401, invalid_request),
        (Some("Bearer other"), 401, invalid_token),
        (Some("Bearer TOKEN"), 401, invalid_token),
        (Some("Bearer guest"), 403, ""),
        (Some("Bearer trouble"), 500, ""),
    ] {
        let headers: Vec<_> = rest.iter().copied().chain(authorization.map(|value| ("authorization", value))).collect();
        // Who may not ask does not learn what is wrong with the question.
        for body in [good, "{}", "{"] {
            let answer = api.post_with(&headers, body).await;
            answer.assert_problem(status);
            assert!(answer.json().get("errors").is_none() && !answer.body.contains("away"), "{}", answer.body);
            if status == 401 {
                assert_eq!(answer.header("www-authenticate"), challenge, "{authorization:?}");
            }
        }
    }
    let two: Vec<_> = api.headers.iter().copied().chain([("authorization", "Bearer other")]).collect();
    api.post_with(&two, good).await.assert_problem(401);
    api.assert_untouched("credentials");

    assert_eq!(api.post(good).await.status, 201);
    let senders: Vec<_> = api.desk.take_with_senders().into_iter().map(|(_, who)| who).collect();
    assert_eq!(senders, [["the caller"]]);
}
