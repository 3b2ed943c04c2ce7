//! Streams of items between a client and a server: one by one, both ways, and on from where they broke off.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod feed;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use feed::{Count, Feed, Import, Pet, Watch, listen, numbered, pet, router, serve};
use http::{Request, Response, StatusCode};
use letterpress_runtime::client::{Client, Error, InProcess, Reconnect};
use letterpress_runtime::content::{ItemFault, ItemSender};
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{
    ByteStream, Bytes, Content, Event, Events, Items, Media, Method, NoDocumentedError, Operation, Validation, request, responses,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use tower::ServiceExt;

fn nothing() -> Feed {
    Feed::new(|_| Items::of([]))
}

#[tokio::test]
async fn items_go_both_ways_at_once() {
    let client = serve(&nothing(), ServerOptions::default()).await;
    let (sender, body) = Items::channel(1);
    sender.send(pet("Ada")).await.unwrap();
    let mut names = client.call(Import { body }).await.unwrap();
    assert_eq!(names.next().await.unwrap().unwrap(), "Ada", "the answer begins while the request goes on");
    for name in ["Bo", "Cy"] {
        sender.send(pet(name)).await.unwrap();
        assert_eq!(names.next().await.unwrap().unwrap(), name);
    }
    drop(sender);
    assert!(names.next().await.is_none());
}

/// Sends this as JSON lines, and gives the whole answer.
async fn raw(method: &str, body: &str) -> String {
    let address = listen(&nothing(), ServerOptions::default().on_error(|_, error| panic!("{error}"))).await;
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "{method} /pets HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_server_checks_each_item_and_goes_on_behind_a_wrong_one() {
    let answer = raw("PUT", "{\"name\":\"Ada\"}\n{\"name\":\"\"}\n{\"name\":\n[1]\n{\"name\":\"Bo\"}\n").await;
    let names: Vec<&str> = answer.split('\u{1E}').skip(1).map(|name| name.split('\n').next().unwrap()).collect();
    assert_eq!(names.len(), 5, "{answer}");
    assert_eq!((names[0], names[4]), ("\"Ada\"", "\"Bo\""));
    assert!(
        names[1].starts_with("\"item 1: body at /name: ") && names[1].ends_with("<{\\\"name\\\":\\\"\\\"}>\""),
        "{}",
        names[1]
    );
    assert!(names[2].starts_with("\"item 2: expected"), "{}", names[2]);
    assert!(names[3].starts_with("\"item 3: body: expected object"), "{}", names[3]);
}

#[tokio::test]
async fn a_wrong_item_that_the_handler_does_not_mend_is_the_fault_of_the_request() {
    let table = [
        ("{\"name\":\"Ada\"}\n{\"name\":\"\"}\n", "422", "\"pointer\":\"/1/name\""),
        ("{\"name\":\"Ada\"}\n{\n", "422", "item 1: expected the name of a member"),
        ("{\"name\":\"Ada\"}\n{\"name\":\"Bo\"}", "200", "2"),
        ("", "200", "0"),
    ];
    for (body, status, part) in table {
        let answer = raw("POST", body).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(part), "{body:?}: {answer}");
    }
    let answer = raw("POST", &format!("{{\"name\":\"{}\"}}\n", "x".repeat(2 << 20))).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn a_client_checks_what_it_sends() {
    let client = serve(&nothing(), ServerOptions::default()).await;
    let error = client.call(Count { body: Items::of([pet("Ada"), pet("")]) }).await.unwrap_err();
    let mut causes = vec![error.to_string()];
    let mut next = std::error::Error::source(&error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    assert!(causes.iter().any(|cause| cause.contains("/name")), "{causes:?}");
    assert_eq!(client.call(Count { body: Items::of([pet("Ada"), pet("Bo")]) }).await.unwrap(), "2");
}

#[tokio::test]
async fn a_hundred_thousand_items_are_never_held() {
    let made = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&made);
    let feed = Feed::new(move |_| {
        let made = Arc::clone(&counted);
        Items::of((0..100_000).map(move |_| {
            made.fetch_add(1, Ordering::Relaxed);
            Event::new(pet("Ada"))
        }))
    });
    let in_process = InProcess::new(router(&feed, ServerOptions::default()));
    let in_process = Client::builder("http://events").transport(in_process).build().unwrap();
    // A packet of 8 KiB is made at a time, an event has 22 bytes; what the buffers of sockets hold comes on top.
    for (client, most) in [(in_process, 8 * 1024 / 22 + 1), (serve(&feed, ServerOptions::default()).await, 100_000)] {
        made.store(0, Ordering::Relaxed);
        let mut events = client.call(Watch).await.unwrap();
        let (mut came, mut ahead) = (0, 0);
        while let Some(event) = events.next().await {
            assert_eq!(event.unwrap().data, pet("Ada"));
            came += 1;
            ahead = ahead.max(made.load(Ordering::Relaxed) - came);
        }
        assert_eq!(came, 100_000);
        assert!(ahead <= most, "{ahead} were made ahead");
    }
}

#[tokio::test]
async fn dropping_the_reader_ends_the_one_who_sends() {
    let senders: Arc<Mutex<Vec<ItemSender<Event<Pet>>>>> = Arc::default();
    let kept = Arc::clone(&senders);
    let feed = Feed::new(move |_| {
        let (sender, events) = Items::channel(1);
        kept.lock().unwrap().push(sender);
        events.keep_alive(Some(Duration::from_millis(10)))
    });
    let client = serve(&feed, ServerOptions::default()).await;
    let mut events = client.call(Watch).await.unwrap();
    let sender = senders.lock().unwrap().pop().unwrap();
    sender.send(Event::new(pet("Ada"))).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, pet("Ada"));
    drop(events);
    sender.closed().await;
    assert!(sender.send(Event::new(pet("Bo"))).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_of_events_is_kept_alive_and_nobody_keeps_it() {
    let feed = Feed::new(|_| {
        let (sender, events) = Items::channel(1);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(40)).await;
            sender.send(Event::new(pet("Ada"))).await.unwrap();
            sender.fail("the database is gone").await;
        });
        events
    });
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let reported = Arc::clone(&told);
    let options = ServerOptions::default().on_error(move |operation, error| {
        reported.lock().unwrap().push(format!("{operation}: {}", std::error::Error::source(error).unwrap()));
    });
    let request = Request::get("/events").body(Body::empty()).unwrap();
    let response = router(&feed, options).oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let (mut stream, begun, mut found) = (ByteStream::new(response.into_body()), Instant::now(), Vec::new());
    let error = loop {
        match stream.chunk().await {
            Ok(chunk) => found.push((begun.elapsed().as_secs(), chunk.unwrap())),
            Err(error) => break error,
        }
    };
    let chunk = |second: u64, text: &'static str| (second, Bytes::from_static(text.as_bytes()));
    assert_eq!(found, [chunk(15, ":\n\n"), chunk(30, ":\n\n"), chunk(40, "data: {\"name\":\"Ada\"}\n\n")]);
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(*told.lock().unwrap(), ["watch: the database is gone"]);
}

#[tokio::test]
async fn a_panic_among_items_ends_that_answer_alone() {
    let feed = Feed::new(|last| match last.as_deref() {
        Some("panic") => Items::of((0..2).map(|number| if number == 0 { Event::new(pet("Ada")) } else { panic!("no more") })),
        Some(_) | None => numbered(1, 1),
    });
    let client = serve(&feed, ServerOptions::default().on_error(|_, _| {})).await;
    let mut events = client.call(Watch).header("Last-Event-ID", "panic").await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, pet("Ada"));
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error.fault(), ItemFault::BrokenOff(_)) && error.index() == 1, "{error:?}");
    assert!(events.next().await.is_none());
    assert!(client.call(Watch).await.unwrap().next().await.unwrap().is_ok());
}

/// What a scripted server does with a request.
enum Scripted {
    Events(&'static str),
    /// Events, and then an end that is none.
    Broken(&'static str),
    Status(u16),
    /// Another media type.
    Text,
}

struct Half(Option<Bytes>);

impl http_body::Body for Half {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let next = self.0.take().map(http_body::Frame::data);
        Poll::Ready(Some(next.ok_or_else(|| std::io::ErrorKind::ConnectionReset.into())))
    }
}

/// Seconds since the first request, and the `Last-Event-ID` of it.
type Log = Arc<Mutex<Vec<(u64, Option<String>)>>>;

fn scripted(script: Vec<Scripted>) -> (Client, Log) {
    let (script, log) = (Arc::new(Mutex::new(VecDeque::from(script))), Log::default());
    let (written, begun) = (Arc::clone(&log), Instant::now());
    let service = tower::service_fn(move |request: Request<Body>| {
        let last = request.headers().get("last-event-id").map(|id| id.to_str().unwrap().to_owned());
        written.lock().unwrap().push((begun.elapsed().as_secs(), last));
        assert_eq!(request.headers()["authorization"], "mine", "each request is the same");
        let next = script.lock().unwrap().pop_front().unwrap();
        let of = |status: u16, media_type: &str, body: Body| {
            Response::builder().status(status).header("content-type", media_type).body(body).unwrap()
        };
        let response = match next {
            Scripted::Events(text) => of(200, "text/event-stream; charset=utf-8", Body::from(text)),
            Scripted::Broken(text) => of(200, "text/event-stream", Body::new(Half(Some(Bytes::from(text))))),
            Scripted::Status(status) => of(status, "text/event-stream", Body::empty()),
            Scripted::Text => of(200, "text/plain", Body::from("x")),
        };
        std::future::ready(Ok::<_, Infallible>(response))
    });
    let client = Client::builder("http://events").transport(InProcess::new(service)).build().unwrap();
    (client, log)
}

/// The names of the pets that come, and the last error.
async fn follow(client: &Client, reconnect: Reconnect) -> (Vec<String>, Option<String>) {
    let mut events = client.call(Watch).header("authorization", "mine").reconnect(reconnect).await.unwrap();
    let (mut names, mut last) = (Vec::new(), None);
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => names.push(event.data.name),
            Err(error) => {
                let source = std::error::Error::source(&error).and_then(std::error::Error::source);
                last = Some(source.map(ToString::to_string).unwrap_or_default());
            }
        }
    }
    (names, last)
}

fn at(log: &Log) -> Vec<(u64, Option<String>)> {
    log.lock().unwrap().clone()
}

fn id(second: u64, id: &str) -> (u64, Option<String>) {
    (second, (!id.is_empty()).then(|| id.to_owned()))
}

#[tokio::test(start_paused = true)]
async fn events_go_on_from_the_last_one_until_the_server_asks_to_stop() {
    let (client, log) = scripted(vec![
        Scripted::Events("data: {\"name\":\"a\"}\n\n"),
        Scripted::Broken("id: 7\ndata: {\"name\":\"b\"}\n\nid: 8\ndata: {\"name\":\"half"),
        Scripted::Events("\u{FEFF}id: 8\nretry: 10000\ndata: {\"name\":\"c\"}\n\n"),
        Scripted::Events("data: {\"name\":\"d\"}\n\nid\n\n"),
        Scripted::Status(204),
    ]);
    let (names, last) = follow(&client, Reconnect::default()).await;
    assert_eq!((names.join(""), last), ("abcd".to_owned(), None));
    // 3 s without a wish of the server; then 10 s.
    assert_eq!(at(&log), [id(0, ""), id(3, ""), id(6, "7"), id(16, "8"), id(26, "")]);
}

#[tokio::test(start_paused = true)]
async fn attempts_without_an_event_take_longer_and_longer_and_have_a_limit() {
    let script = || vec![Scripted::Events("retry: 0\nid: 1\ndata: {\"name\":\"a\"}\n\n")];
    let broken = |count: usize| script().into_iter().chain((0..count).map(|_| Scripted::Broken(":\n\n"))).collect();
    let (client, log) = scripted(broken(3));
    let (names, last) = follow(&client, Reconnect::default().attempts(3)).await;
    assert_eq!(names, ["a"]);
    assert_eq!(last.as_deref(), Some("connection reset"));
    assert_eq!(at(&log).len(), 4);
    let (client, log) = scripted(vec![
        Scripted::Events(""),
        Scripted::Events(""),
        Scripted::Events(""),
        Scripted::Events(""),
        Scripted::Status(204),
    ]);
    follow(&client, Reconnect::default().wait(Duration::from_secs(1)).longest_wait(Duration::from_secs(5))).await;
    assert_eq!(at(&log).iter().map(|(second, _)| *second).collect::<Vec<_>>(), [0, 1, 3, 7, 12]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_no_stream_of_events_ends_them_with_an_error() {
    for (answer, status) in [(Scripted::Status(500), "500"), (Scripted::Status(401), "401"), (Scripted::Text, "200")] {
        let (client, log) = scripted(vec![Scripted::Events("data: {\"name\":\"a\"}\n\n"), answer]);
        let (names, last) = follow(&client, Reconnect::default()).await;
        assert_eq!((names.join(""), at(&log).len()), ("a".to_owned(), 2));
        assert!(last.as_ref().unwrap().contains(status), "{last:?}");
    }
    let (client, log) = scripted(vec![Scripted::Status(500)]);
    let refused = client.call(Watch).header("authorization", "mine").reconnect(Reconnect::default()).await;
    assert!(matches!(refused, Err(Error::Undocumented { .. })), "the first answer is the call's own");
    assert_eq!(at(&log).len(), 1);
}

#[tokio::test]
async fn without_asking_for_it_nothing_is_sent_twice_and_what_cannot_be_is_refused() {
    let (client, log) = scripted(vec![Scripted::Broken("data: {\"name\":\"a\"}\n\n")]);
    let mut events = client.call(Watch).header("authorization", "mine").await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, pet("a"));
    assert!(matches!(events.next().await.unwrap().unwrap_err().fault(), ItemFault::BrokenOff(_)));
    assert!(events.next().await.is_none());
    assert_eq!(at(&log).len(), 1);
    let error = client.call(Count { body: Items::of([pet("Ada")]) }).reconnect(Reconnect::default()).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)) && error.to_string().contains("cannot be sent again"), "{error}");
}

#[tokio::test]
async fn events_go_on_over_sockets() {
    let feed = Feed::new(|last: Option<String>| {
        let from = last.map_or(1, |last| last.parse::<u32>().unwrap() + 1);
        let (sender, events) = Items::channel(1);
        tokio::spawn(async move {
            for number in from..from + 3 {
                let event = Event::new(pet(&number.to_string())).id(number.to_string()).retry(Duration::from_millis(5));
                sender.send(event).await.unwrap();
            }
            // Every other transfer breaks off.
            if from.is_multiple_of(2) {
                sender.fail("gone").await;
            }
        });
        events
    });
    let client = serve(&feed, ServerOptions::default().on_error(|_, _| {})).await;
    let mut events: Events<Pet> = client.call(Watch).reconnect(Reconnect::default()).await.unwrap();
    for number in 1..=12 {
        assert_eq!(events.next().await.unwrap().unwrap().data, pet(&number.to_string()));
    }
    drop(events);
    assert_eq!(feed.told(), ["watch None", "watch Some(\"3\")", "watch Some(\"6\")", "watch Some(\"9\")"]);
}

/// Events with a header that must be there.
struct Counted;

impl Operation for Counted {
    const ID: &'static str = "counted";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/events";
    type Ok = (i64, Events<Pet>);
    type Error = NoDocumentedError;

    request! {}

    responses! {
        200 => Ok((count, body)) { count: header "X-Count", body: body Media::events("text/event-stream") },
    }
}

#[tokio::test(start_paused = true)]
async fn events_without_a_header_that_must_be_there_do_not_keep_the_call() {
    let service = tower::service_fn(|_: Request<Body>| {
        let (sender, events) = Items::<Event<Pet>>::channel(1);
        // Nothing is sent, and nothing ends it.
        std::mem::forget(sender);
        let body = events.write(&Media::events("text/event-stream"), 0, Validation::Off).unwrap().payload.into_stream();
        let response = Response::builder().header("content-type", "text/event-stream").body(Body::new(body)).unwrap();
        std::future::ready(Ok::<_, Infallible>(response))
    });
    let client = Client::builder("http://events").transport(InProcess::new(service)).build().unwrap();
    let error = client.call(Counted).await.unwrap_err();
    assert!(matches!(&error, Error::Decode { .. }) && error.to_string().contains("X-Count"), "{error}");
}

#[tokio::test]
async fn a_status_of_a_proxy_is_no_event() {
    let (client, _) = scripted(vec![Scripted::Text]);
    let answer = client.call(Watch).header("authorization", "mine").with_response().await;
    assert!(matches!(answer, Err(Error::Undocumented { response, .. }) if response.status == StatusCode::OK));
}
