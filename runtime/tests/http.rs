//! A hand-written API in the shape of generated code, client against server.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod library;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, StatusCode};
use letterpress_runtime::client::{self, Error, InProcess};
use letterpress_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, Denied, Failure, Handled, NoAuthentication, RequestContext, Routes, Scopes,
    ServerOptions, combine,
};
use letterpress_runtime::{Bytes, Validation};
use library::client::Client;
use library::models::{Book, Loan, PageRange, Problem, Shelved};
use library::operations::{CreateBook, CreateBookError, CreateBookOk, FindBooks, Lend, LendBody, LendOk};
use library::server::{Authenticate, Books, router_with};
use tower::ServiceExt;

#[derive(Clone, Default)]
struct Handlers {
    found: Arc<Mutex<Vec<FindBooks>>>,
}

impl Books for Handlers {
    type Principal = String;
    type Context = RequestContext<String>;

    async fn create_book(&self, context: RequestContext<String>, request: CreateBook) -> Handled<CreateBook> {
        let problem = |detail: &str| Problem { detail: Some(detail.to_owned()) };
        match request.body.title.as_str() {
            "taken" => Err(CreateBookError::Conflict { retry_after: Some(7), body: problem("taken") })?,
            "teapot" => Err(CreateBookError::ClientError { status: StatusCode::IM_A_TEAPOT, body: problem("tea") })?,
            "panic" => panic!("a secret"),
            "error" => Err(std::io::Error::other("a secret"))?,
            "slow" => tokio::time::sleep(Duration::from_secs(30)).await,
            _ => {}
        }
        let location = format!("/books/{}", context.principal().unwrap());
        Ok(CreateBookOk { location, remaining: Some(3), body: request.body })
    }

    async fn find_books(&self, _: RequestContext<String>, request: FindBooks) -> Handled<FindBooks> {
        let place = request.shelf.first().copied().filter(|place| *place < 1_000);
        self.found.lock().unwrap().push(request);
        Ok(vec![Shelved { title: "found".to_owned(), place }])
    }

    async fn lend(&self, context: RequestContext<String>, request: Lend) -> Handled<Lend> {
        match request.body {
            None if context.principals.is_empty() => Ok(LendOk::NoContent),
            None => Ok(LendOk::Ok(context.principals.join("+"))),
            Some(LendBody::Form(loan)) => Ok(LendOk::Ok(format!("{} {:?}", loan.reader, loan.books))),
            Some(LendBody::Binary(bytes)) if bytes.is_empty() => Err(Failure::not_implemented()),
            Some(LendBody::Binary(bytes)) => Ok(LendOk::Ok(format!("{} bytes", bytes.len()))),
        }
    }
}

struct Users;

fn known(key: &str, name: &str) -> Result<String, Denied> {
    if key == "good" { Ok(name.to_owned()) } else { Err(Denied::Unauthorized) }
}

impl Authenticate for Users {
    type Principal = String;

    async fn bearer_auth(&self, token: BearerToken, scopes: Scopes) -> Result<String, Denied> {
        assert_eq!(scopes, ["write"]);
        match token.expose() {
            "reader" => Err(Denied::Forbidden),
            "down" => Err(Denied::Failed("a secret".into())),
            token => known(token, "bearer"),
        }
    }

    async fn basic_auth(&self, credentials: BasicCredentials, _: Scopes) -> Result<String, Denied> {
        known(credentials.password(), credentials.user())
    }

    async fn header_key(&self, key: ApiKey, _: Scopes) -> Result<String, Denied> {
        known(key.expose(), "header")
    }

    async fn query_key(&self, key: ApiKey, _: Scopes) -> Result<String, Denied> {
        known(key.expose(), "query")
    }

    async fn cookie_key(&self, key: ApiKey, _: Scopes) -> Result<String, Denied> {
        known(key.expose(), "cookie")
    }
}

fn router(handlers: Handlers) -> axum::Router {
    router_with(handlers, Users, ServerOptions::default().body_limit(1000).on_error(|_, _| {}))
}

fn in_process(validation: Validation) -> Client {
    let builder = client::Client::builder("http://library/").transport(InProcess::new(router(Handlers::default())));
    Client::from_parts(builder.validation(validation).build().unwrap())
}

fn book(title: &str) -> Book {
    Book { title: title.to_owned(), pages: Some(12) }
}

#[tokio::test]
async fn a_client_talks_to_a_server_over_a_socket() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, router(Handlers::default())).await });
    let client = Client::from_parts(client::Client::new(&base).unwrap()).with_bearer_auth("good");
    let created = client.create_book(book("Emma")).with_response().await.unwrap();
    assert_eq!(created.status, StatusCode::CREATED);
    assert_eq!(created.value, CreateBookOk { location: "/books/bearer".to_owned(), remaining: Some(3), body: book("Emma") });
    let found = client.find_books(vec![1, 2], "a/b c", "e.pub").await.unwrap();
    assert_eq!(found[0].title, "found");
    assert!(
        matches!(client.create_book(book("panic")).await.unwrap_err().documented(), Some(CreateBookError::Default { status, .. }) if *status == 500)
    );
    assert_eq!(client.lend().await.unwrap(), LendOk::NoContent);
    let timeout = client.create_book(book("slow")).timeout(Duration::from_millis(50)).await;
    assert!(timeout.unwrap_err().is_timeout());
    server.abort();
}

#[tokio::test]
async fn every_parameter_arrives_as_it_was_sent() {
    let handlers = Handlers::default();
    let builder = client::Client::builder("http://library/").transport(InProcess::new(router(handlers.clone())));
    let client = Client::from_parts(builder.build().unwrap());
    let mut sent = FindBooks::new(vec![0, 7], "a/b,c%2F;ü+ .x".to_owned(), "tar".to_owned());
    sent.limit = Some(-3);
    sent.tags = Some(vec!["a,b".to_owned(), "c&d=e+f g".to_owned(), String::new()]);
    sent.ids = Some(vec![1, 2]);
    sent.range = Some(PageRange { from: Some(1), to: None });
    sent.x_flags = Some(vec!["plain".to_owned(), "a, \"b\"".to_owned()]);
    sent.session = Some("dark; blue".to_owned());
    let copy = sent.clone();
    client.find_books(Vec::new(), "", "").with(|request| *request = copy).await.unwrap();
    let received = handlers.found.lock().unwrap().pop().unwrap();
    assert_eq!(FindBooks { name: received.name.clone(), extension: received.extension.clone(), ..sent.clone() }, received);
    assert_eq!(format!("{}.{}", received.name, received.extension), "a/b,c%2F;ü+ .x.tar");

    client.find_books(vec![1], "a", "b").await.unwrap();
    let received = handlers.found.lock().unwrap().pop().unwrap();
    assert_eq!(received, FindBooks { limit: Some(20), ..FindBooks::new(vec![1], "a".to_owned(), "b".to_owned()) });
    client.find_books(vec![1], "a", "b").with(|request| request.ids = Some(Vec::new())).await.unwrap();
    assert_eq!(handlers.found.lock().unwrap().pop().unwrap().ids, Some(Vec::new()));
}

#[tokio::test]
async fn documented_failures_are_typed_and_the_rest_leaks_nothing() {
    let client = in_process(Validation::On).with_bearer_auth("good");
    let error = client.create_book(book("taken")).await.unwrap_err();
    assert_eq!(error.to_string(), "createBook failed: 409 Conflict: taken");
    assert!(matches!(error.documented(), Some(CreateBookError::Conflict { retry_after: Some(7), .. })));
    let teapot = client.create_book(book("teapot")).await.unwrap_err();
    assert!(matches!(teapot.documented(), Some(CreateBookError::ClientError { status, .. }) if status.as_u16() == 418));
    for title in ["panic", "error"] {
        let (status, _, body) = send(create("Bearer good", &format!("{{\"title\":\"{title}\"}}"))).await;
        assert_eq!(status, 500);
        assert!(!body.contains("secret"), "{body}");
    }
}

#[tokio::test]
async fn a_response_without_what_only_the_server_sets_is_not_sent() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let options =
        ServerOptions::default().on_error(move |operation, error| log.lock().unwrap().push(format!("{operation}: {error}")));
    let transport = InProcess::new(router_with(Handlers::default(), Users, options));
    let client = Client::from_parts(client::Client::builder("http://library/").transport(transport).build().unwrap());
    assert_eq!(client.find_books(vec![3], "a", "b").await.unwrap()[0].place, Some(3));
    let error = client.find_books(vec![1_000], "a", "b").await.unwrap_err();
    let Error::Undocumented { response, .. } = error else { panic!("{error}") };
    assert_eq!(response.status, 500);
    assert!(!String::from_utf8_lossy(&response.body).contains("found"), "{response:?}");
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("findBooks: ") && told[0].contains("/0/place"), "{told:?}");
}

#[tokio::test]
async fn a_client_refuses_what_cannot_be_sent() {
    let client = in_process(Validation::On).with_bearer_auth("good");
    let error = client.create_book(book("")).await.unwrap_err();
    assert!(error.to_string().starts_with("invalid request: body at /title: "), "{error}");
    for name in ["", ".", ".."] {
        assert!(matches!(client.find_books(vec![1], name, "x").await, Err(Error::Invalid(_))), "{name}");
    }
    assert!(matches!(client.find_books(Vec::new(), "a", "x").await, Err(Error::Invalid(_))));
    let missing = in_process(Validation::On).create_book(book("Emma")).await.unwrap_err();
    assert_eq!(missing.to_string(), "createBook needs credentials: bearerAuth");
    let header = client.lend().header("X-A", "a\nb").await;
    assert!(matches!(header, Err(Error::Header { .. })));
    let token = in_process(Validation::On).with_bearer_auth("a\nb");
    assert!(matches!(token.create_book(book("Emma")).await, Err(Error::Credential { scheme: "bearerAuth" })));
    assert!(!format!("{token:?}").contains("a\\nb"));
}

#[tokio::test]
async fn security_takes_the_first_alternative_that_holds() {
    let client = || in_process(Validation::On);
    let both = client().with_basic_auth("ann", "good").with_header_key("good").lend().await.unwrap();
    assert_eq!(both, LendOk::Ok("ann+header".to_owned()));
    assert_eq!(client().with_query_key("good").lend().await.unwrap(), LendOk::Ok("query".to_owned()));
    assert_eq!(client().with_cookie_key("good").lend().await.unwrap(), LendOk::Ok("cookie".to_owned()));
    assert_eq!(client().with_header_key("good").lend().await.unwrap(), LendOk::NoContent);
    for (authorization, status, challenge) in [
        ("", 401, "Bearer"),
        ("Basic Zm9vOmJhcg==", 401, "Bearer"),
        ("Bearer", 401, "Bearer error=\"invalid_request\""),
        ("Bearer a b", 401, "Bearer error=\"invalid_request\""),
        ("bearer bad", 401, "Bearer error=\"invalid_token\""),
        ("Bearer reader", 403, "Bearer error=\"insufficient_scope\", scope=\"write\""),
        ("Bearer down", 500, ""),
        ("BEARER good", 201, ""),
    ] {
        let (got, headers, _) = send(create(authorization, "{\"title\":\"Emma\"}")).await;
        let got_challenge = headers.get("www-authenticate").map_or("", |value| value.to_str().unwrap());
        assert_eq!((got.as_u16(), got_challenge), (status, challenge), "{authorization}");
    }
}

#[tokio::test]
async fn bodies_of_several_media_types() {
    let client = in_process(Validation::On);
    let loan = Loan { reader: "a&b =+".to_owned(), books: vec![1, 2] };
    let lent = client.lend().with(|request| request.body = Some(LendBody::Form(loan))).await.unwrap();
    assert_eq!(lent, LendOk::Ok("a&b =+ [1, 2]".to_owned()));
    let bytes =
        client.lend().with(|request| request.body = Some(LendBody::Binary(Bytes::from_static(b"\xff\x00")))).await.unwrap();
    assert_eq!(bytes, LendOk::Ok("2 bytes".to_owned()));
    let undocumented = client.lend().with(|request| request.body = Some(LendBody::Binary(Bytes::new()))).await.unwrap_err();
    let Error::Undocumented { response, .. } = undocumented else { panic!("{undocumented}") };
    assert_eq!(response.status, 501);
    assert!(response.body.starts_with(b"{\"type\":\"about:blank\""));
}

fn request(method: Method, target: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

fn create(authorization: &str, body: &str) -> Request<Body> {
    request(
        Method::POST,
        "/books",
        &[("Authorization", authorization), ("Content-Type", "application/json; charset=utf-8")],
        body,
    )
}

async fn send(request: Request<Body>) -> (StatusCode, http::HeaderMap, String) {
    let handlers = Handlers::default();
    let (parts, body) = router(handlers.clone()).oneshot(request).await.unwrap().into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    if parts.status.is_client_error() {
        assert!(handlers.found.lock().unwrap().is_empty(), "a rejected request reached its handler");
    }
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn requests_are_rejected_in_order() {
    let long = format!("{{\"title\":\"{}\"}}", "x".repeat(2000));
    for (headers, body, status) in [
        (vec![("Content-Type", "text/plain")], long.as_str(), 401),
        (vec![("Authorization", "Bearer good"), ("Content-Type", "text/plain"), ("Accept", "image/png")], &long, 415),
        (vec![("Authorization", "Bearer good"), ("Content-Type", "application/json"), ("Accept", "image/png")], &long, 406),
        (vec![("Authorization", "Bearer good"), ("Content-Type", "application/json")], &long, 413),
        (vec![("Authorization", "Bearer good"), ("Content-Type", "application/json")], "{", 400),
        (vec![("Authorization", "Bearer good"), ("Content-Type", "Application/JSON")], "{}", 400),
        (vec![("Authorization", "Bearer good")], "", 400),
        (vec![("Authorization", "Bearer good")], "{}", 415),
    ] {
        let (got, received, body) = send(request(Method::POST, "/books", &headers, body)).await;
        assert_eq!(got.as_u16(), status, "{headers:?} {body}");
        assert_eq!(received["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn all_violations_come_at_once() {
    let target = "/shelves/;shelf=1,x/books/a.b?limit=101&ids[]=1,+2&range[from]=01&limit=x";
    let (status, _, body) = send(request(Method::GET, target, &[], "")).await;
    assert_eq!(status, 422);
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    let errors: Vec<String> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| format!("{} {} {}", error["in"], error["parameter"], error["pointer"]))
        .collect();
    assert_eq!(
        errors,
        [r#""path" "shelf" "/1""#, r#""query" "limit" null"#, r#""query" "ids[]" "/1""#, r#""query" "range" "/from""#,],
        "{body}"
    );
    let (_, _, body) = send(create("Bearer good", "{\"title\":\"\",\"pages\":0}")).await;
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["errors"][0]["pointer"], "/title");
    assert_eq!(problem["errors"][1]["keyword"], "minimum");
    let target = "/shelves/;shelf=x/books/%ff.b?tags=%ff&%ff=1&limit=101";
    let (status, _, body) = send(request(Method::GET, target, &[], "")).await;
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    let keywords: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["keyword"].as_str().unwrap()).collect();
    assert_eq!((status.as_u16(), keywords.as_slice()), (422, &["type", "encoding", "maximum", "encoding"][..]), "{body}");
}

#[tokio::test]
async fn a_bad_credential_does_not_become_anonymous() {
    for headers in [
        vec![("Authorization", "Basic eA==")],
        vec![("Cookie", "session=bad")],
        vec![("Cookie", "session=good; session=good")],
        vec![("Authorization", "Basic YW5uOmdvb2Q="), ("X-Key", "bad")],
        vec![("X-Key", "bad")],
        vec![("X-Key", "good")],
        vec![("Authorization", "Basic YW5uOmdvb2Q=")],
    ] {
        let (status, answer, _) = send(request(Method::POST, "/loans", &headers, "")).await;
        assert_eq!(status.as_u16(), 401, "{headers:?}");
        assert!(answer.contains_key("www-authenticate"));
    }
    for headers in [vec![], vec![("Authorization", "Bearer good")]] {
        let (status, _, _) = send(request(Method::POST, "/loans", &headers, "")).await;
        assert_eq!(status.as_u16(), 204, "{headers:?}");
    }
}

#[tokio::test]
async fn what_is_no_credential_is_refused_before_it_is_sent() {
    for token in ["", "a b", "a\tb", "ü", "=", "a=b"] {
        let client = in_process(Validation::On).with_bearer_auth(token);
        assert!(matches!(client.create_book(book("Emma")).await, Err(Error::Credential { scheme: "bearerAuth" })), "{token:?}");
    }
    let client = in_process(Validation::On).with_query_key("");
    assert!(matches!(client.lend().await, Err(Error::Credential { scheme: "queryKey" })));
    for (user, password) in [("a:b", "good"), ("", ""), ("a\n", "good")] {
        let client = in_process(Validation::On).with_basic_auth(user, password).with_header_key("good");
        assert!(matches!(client.lend().await, Err(Error::Credential { scheme: "basicAuth" })), "{user:?}");
    }
    for key in [" ", " good", "good\t"] {
        let client = in_process(Validation::On).with_basic_auth("ann", "good").with_header_key(key);
        assert!(matches!(client.lend().await, Err(Error::Credential { scheme: "headerKey" })), "{key:?}");
    }
}

#[tokio::test]
async fn head_options_and_unknown_paths() {
    let (status, headers, body) = send(request(Method::HEAD, "/shelves/;shelf=1/books/a.b", &[], "")).await;
    assert_eq!((status.as_u16(), body.as_str()), (200, ""));
    assert_eq!(headers["content-length"], "29");
    let (status, headers, _) = send(request(Method::OPTIONS, "/books", &[], "")).await;
    assert_eq!((status.as_u16(), headers["allow"].to_str().unwrap()), (204, "POST, OPTIONS"));
    let (status, headers, body) = send(request(Method::DELETE, "/books", &[], "")).await;
    assert_eq!((status.as_u16(), headers["allow"].to_str().unwrap()), (405, "POST, OPTIONS"));
    assert!(body.contains("\"title\":\"Method Not Allowed\""));
    assert_eq!(send(request(Method::GET, "/books/", &[], "")).await.0, 404);
}

#[tokio::test]
async fn what_the_headers_say_of_the_body_is_checked_before_it_is_received() {
    let good = ("Authorization", "Bearer good");
    let json = ("Content-Type", "application/json");
    for (headers, status) in [
        (vec![good, ("Content-Type", "text/plain")], 415),
        (vec![good, json, ("Content-Encoding", "gzip")], 415),
        (vec![good, json, ("Content-Encoding", "identity"), ("Content-Encoding", "br")], 415),
        (vec![good, json, json], 400),
    ] {
        let mut request = request(Method::POST, "/books", &headers, "");
        *request.body_mut() = Body::new(Untouchable);
        assert_eq!(send(request).await.0.as_u16(), status, "{headers:?}");
    }
    let identity = [good, json, ("Content-Encoding", "Identity")];
    let (status, _, _) = send(request(Method::POST, "/books", &identity, "{\"title\":\"Emma\"}")).await;
    assert_eq!(status, 201);
    let encoded = send(request(Method::POST, "/books", &[good, json, ("Content-Encoding", "gzip")], "{}")).await;
    assert_eq!(encoded.1["accept-encoding"], "identity");
}

/// A body that must not be read.
struct Untouchable;

impl http_body::Body for Untouchable {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        panic!("the body was read")
    }
}

#[tokio::test]
async fn paths_that_no_client_sends_are_refused() {
    for (path, status) in [
        ("/shelves/;shelf=1/books/%zz.b", 400),
        ("/shelves/;shelf=1/books/a.b%2", 400),
        ("/shelves/%2E/books/a.b", 400),
        ("/shelves/.%2e/books/a.b", 400),
        ("/shelves/;shelf=1/books/a%25zz.b", 200),
    ] {
        assert_eq!(send(request(Method::GET, path, &[], "")).await.0.as_u16(), status, "{path}");
    }
}

fn part(add: impl FnOnce(&mut Routes<Handlers, String>)) -> axum::Router {
    let mut routes = Routes::new(Handlers::default());
    add(&mut routes);
    routes.into_router(NoAuthentication, ServerOptions::default())
}

#[tokio::test]
async fn several_apis_share_one_router() {
    let find =
        || part(|routes| routes.add(|api, context, request: FindBooks| async move { api.find_books(context, request).await }));
    let lend = || part(|routes| routes.add(|api, context, request: Lend| async move { api.lend(context, request).await }));
    let binary = [("Content-Type", "application/octet-stream")];
    for router in [combine([find(), lend()]), combine([combine([find()]), combine([lend()])])] {
        for (method, target, body, status, allow) in [
            (Method::GET, "/shelves/;shelf=1/books/a.b", "", 200, ""),
            (Method::POST, "/loans", "xyz", 200, ""),
            (Method::PUT, "/loans", "xyz", 405, "POST, OPTIONS"),
            (Method::OPTIONS, "/loans", "", 204, "POST, OPTIONS"),
            (Method::GET, "/nothing", "", 404, ""),
        ] {
            let response = router.clone().oneshot(request(method, target, &binary, body)).await.unwrap();
            let found = response.headers().get("allow").map_or("", |allow| allow.to_str().unwrap());
            assert_eq!((response.status().as_u16(), found), (status, allow), "{target}");
            let text = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
            assert!(status != 200 || body.is_empty() || text == "3 bytes", "{text:?}");
        }
    }
}

#[tokio::test]
async fn a_hook_replaces_the_body_of_rejections() {
    let options = ServerOptions::default().reject_with(|rejection| {
        let body = format!("{} {:?}", rejection.problem.status, rejection.operation);
        Some(http::Response::builder().status(rejection.problem.status).body(Bytes::from(body)).unwrap())
    });
    let router = router_with(Handlers::default(), Users, options);
    let response = router.oneshot(create("", "{}")).await.unwrap();
    assert_eq!(response.headers()["www-authenticate"], "Bearer");
    let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    assert_eq!(body, "401 Unauthorized Some(\"createBook\")");
}

async fn answer(
    status: u16,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Result<CreateBookOk, Error<CreateBookError>> {
    let headers = headers.to_vec();
    let service = axum::Router::new().fallback(move || async move {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        response.body(Body::from(body)).unwrap()
    });
    let builder = client::Client::builder("http://library").body_limit(40).transport(InProcess::new(service));
    Client::from_parts(builder.build().unwrap()).with_bearer_auth("good").create_book(book("Emma")).await
}

#[tokio::test]
async fn a_client_is_tolerant_but_loses_nothing() {
    let location = ("Location", "/books/1");
    let created =
        answer(201, &[location, ("Content-Type", "application/hal+json")], r#"{"title":"Emma","new":1}"#).await.unwrap();
    assert_eq!(
        created,
        CreateBookOk { location: "/books/1".to_owned(), remaining: None, body: Book { pages: None, ..book("Emma") } }
    );
    assert!(answer(201, &[location], r#"{"title":"Emma"}"#).await.is_ok());
    let html = answer(201, &[location, ("Content-Type", "text/html")], "<p>").await.unwrap_err();
    let Error::Undocumented { response, .. } = html else { panic!("{html}") };
    assert_eq!((response.status.as_u16(), &response.body[..]), (201, &b"<p>"[..]));
    let wrong = answer(201, &[location, ("X-Remaining", "many")], r#"{"title":"Emma"}"#).await.unwrap_err();
    assert!(matches!(wrong, Error::Decode { .. }), "{wrong}");
    let missing = answer(201, &[], r#"{"title":"Emma"}"#).await.unwrap_err();
    assert!(missing.to_string().contains("header `Location` is missing"), "{missing}");
    let empty = answer(201, &[location], "").await.unwrap_err();
    assert!(matches!(empty, Error::Decode { .. }), "{empty}");
    let large = answer(201, &[location], "{\"title\":\"12345678901234567890\",\"x\":\"1234567890\"}").await.unwrap_err();
    assert!(matches!(large, Error::TooLarge { limit: 40, .. }), "{large}");
    let redirect = answer(302, &[("Location", "http://elsewhere/")], "{}").await.unwrap_err();
    assert!(matches!(redirect.documented(), Some(CreateBookError::Default { status, .. }) if status.as_u16() == 302));
}
