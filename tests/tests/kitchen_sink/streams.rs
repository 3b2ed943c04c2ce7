//! Streams of items between the generated client and the generated server.

use letterpress_runtime::client::{self, Error, Reconnect};
use letterpress_runtime::server::{Handled, RequestContext, ServerOptions};
use letterpress_runtime::{Bytes, Event, Events, Items, Parts, from_json_text};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::server::{
    Archive, Customers, DefaultHandlers, Jobs, Orders, Papers, PressRoom, router_with,
};

use super::journal::{Journal, telling_version};
use super::protocol::Protocol;
use super::shop::{Person, Porter, Shop, serve, with_credentials};
use super::wire::send;

/// Orders as many sheets as a paper has, gives three readings from where it is asked to go on, and keeps plates by sending them back.
struct Counter(Journal);

macro_rules! idle {
    ($($handlers:ident)*) => {$(
        impl $handlers for Counter {
            type Principal = Person;
            type Context = RequestContext<Person>;
        }
    )*};
}

idle! { Archive Customers DefaultHandlers }

impl Jobs for Counter {
    type Principal = Person;
    type Context = RequestContext<Person>;

    async fn keep_plate(&self, context: Self::Context, request: KeepPlate) -> Handled<KeepPlate> {
        let set_cookie = request.press.map(|press| vec![format!("press={press}"), "b=2, 3".to_owned()]);
        let answer = Ok(KeepPlateOk { set_cookie, body: request.body });
        self.0.note::<KeepPlate, _>(&context, &answer);
        Ok(answer?)
    }
}

impl Orders for Counter {
    type Principal = Person;
    type Context = RequestContext<Person>;

    async fn stream_files(&self, _: Self::Context, mut request: StreamFiles) -> Handled<StreamFiles> {
        let mut parts = Parts::new();
        while let Some(part) = request.body.next().await? {
            let name = part.name.clone();
            let content = match name.as_deref() {
                Some("number") => Bytes::from(part.json::<i64>(8).await?.to_string()),
                _ => part.bytes(8).await?,
            };
            parts = parts.with(name.as_deref(), content);
        }
        Ok(parts)
    }
}

impl Papers for Counter {
    type Principal = Person;
    type Context = RequestContext<Person>;

    async fn count_papers(&self, context: Self::Context, mut request: CountPapers) -> Handled<CountPapers> {
        let (sender, orders) = Items::channel(1);
        let answer = Ok(orders);
        self.0.note::<CountPapers, _>(&context, &answer);
        // A wrong line at the beginning is told before there is an answer.
        let mut next = request.body.next().await.transpose()?;
        tokio::spawn(async move {
            while let Some(paper) = next {
                let order = CountPapersResponse { sku: paper.sku, sheets: paper.sheets };
                if sender.send(order).await.is_err() {
                    return;
                }
                next = match request.body.next().await.transpose() {
                    Ok(next) => next,
                    Err(error) => return sender.fail(error).await,
                };
            }
        });
        Ok(answer?)
    }
}

impl PressRoom for Counter {
    type Principal = Person;
    type Context = RequestContext<Person>;

    async fn watch_press(&self, context: Self::Context, _: WatchPress) -> Handled<WatchPress> {
        let last = context.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
        let first = last.map_or(0, |last: i64| last + 1);
        let wait = std::time::Duration::from_millis(1);
        let event = move |number: i64| Event::new(Reading::Integer(number)).event("reading").id(number.to_string()).retry(wait);
        let answer = Ok(Items::of((first..first + 3).map(event)));
        self.0.note::<WatchPress, _>(&context, &answer);
        Ok(answer?)
    }
}

/// The address of a counter.
pub async fn open_counter(journal: &Journal) -> String {
    let router = router_with(Counter(journal.clone()), Porter, ServerOptions::default().on_error(|_, _| {}));
    serve(telling_version(router)).await
}

pub async fn counter(journal: &Journal) -> client::Client {
    with_credentials(journal.protocol.client(&format!("http://{}", open_counter(journal).await)))
}

fn paper(sku: &str, sheets: i64) -> Paper {
    from_json_text(&format!(r#"{{"sku": "{sku}", "price": 1.00, "sheets": {sheets}}}"#)).unwrap()
}

pub async fn lines_go_in_and_out(journal: &Journal) {
    let client = counter(journal).await;
    let papers = Items::of([paper("AB-001", 5), paper("AB-002", 7)]);
    let mut orders = client.call(CountPapers::new(papers)).await.unwrap();
    for (sku, sheets) in [("AB-001", 5), ("AB-002", 7)] {
        let order = CountPapersResponse { sku: sku.to_owned(), sheets: Some(sheets) };
        assert_eq!(orders.next().await.unwrap().unwrap(), order);
    }
    assert!(orders.next().await.is_none());
}

pub async fn a_wrong_line_is_not_sent(journal: &Journal) {
    let client = counter(journal).await;
    let error = client.call(CountPapers::new(Items::of([paper("no sku", 1)]))).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    let text = error.to_string();
    assert!(text.starts_with("the transport failed: the body of the request broke off: ") && text.contains("/sku"), "{text}");
}

pub async fn events_come_and_go_on_from_the_last_one(journal: &Journal) {
    let client = counter(journal).await;
    let mut events: Events<Reading> = client.call(WatchPress::new(1)).reconnect(Reconnect::default()).await.unwrap();
    for number in 0..7_i64 {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.data, Reading::Integer(number));
        assert_eq!((event.event.as_deref(), event.id), (Some("reading"), Some(number.to_string())));
    }
}

/// A handler that passes on with `?` what is wrong with the parts of a request.
#[tokio::test]
async fn parts_that_are_wrong_are_the_fault_of_the_request() {
    let address = open_counter(&Journal::of(Protocol::Http1)).await;
    let mixed = ["Content-Type: multipart/mixed; boundary=b"];
    let part = |name: &str, content: &str| format!("--b\r\nContent-Disposition: form-data; name={name}\r\n\r\n{content}\r\n");
    for (body, status) in [
        (part("a", "1") + "--b--", 200),
        (part("a", "1"), 400),
        (part("number", "one") + "--b--", 400),
        (part("a", "nine more") + "--b--", 413),
    ] {
        let raw = send(&address, "PATCH /orders/forms", &mixed, &body).await;
        assert_eq!(raw.status, status, "{body}: {}", raw.body);
    }
}

#[tokio::test]
async fn without_handlers_both_are_501() {
    let shop = Shop::open().await;
    let error = shop.client.call(WatchPress::new(1)).await.unwrap_err();
    assert_eq!(error.response().unwrap().status, 501);
}
