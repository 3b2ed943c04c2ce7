//! An API of streams: lines in, a sequence out, events.
#![allow(dead_code, reason = "each test uses a part")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use letterpress_runtime::client::Client;
use letterpress_runtime::server::{Handled, NoAuthentication, RequestContext, Router, Routes, ServerOptions};
use letterpress_runtime::{
    Check, Event, Events, Items, Media, Method, NoDocumentedError, Operation, Validate, documented_error, object, request,
    responses,
};

#[derive(Clone)]
pub struct Pet {
    pub name: String,
}

object! {
    Pet { name: required "name" }
}

impl Validate for Pet {
    fn validate(check: Check<'_>) -> Check<'_> {
        check.object().required(&["name"]).members(|name, value| match name {
            "name" => value.string().min_length(1).max_length(10),
            _ => value,
        })
    }
}

pub fn pet(name: &str) -> Pet {
    Pet { name: name.to_owned() }
}

/// Answers with the names of the pets that it is sent.
#[derive(Debug)]
pub struct Import {
    pub body: Items<Pet>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ImportError {
    Unprocessable(String),
}

documented_error!(Import => ImportError);

impl Operation for Import {
    const ID: &'static str = "import";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/pets";
    type Ok = Items<String>;
    type Error = ImportError;

    request! {
        body: body Media::lines("application/x-ndjson").rule(Pet::validate),
    }

    responses! {
        200 => Ok(body) { body: body Media::sequence("application/json-seq") },
        422 => Err(ImportError::Unprocessable(body)) { body: body Media::text("application/problem+json") },
    }
}

/// Counts the pets, and ends at the first mistake.
#[derive(Debug)]
pub struct Count {
    pub body: Items<Pet>,
}

impl Operation for Count {
    const ID: &'static str = "count";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/pets";
    type Ok = String;
    type Error = ImportError;

    request! {
        body: body Media::lines("application/x-ndjson").rule(Pet::validate),
    }

    responses! {
        200 => Ok(body) { body: body Media::text("text/plain") },
        422 => Err(ImportError::Unprocessable(body)) { body: body Media::text("application/problem+json") },
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Watch;

impl Operation for Watch {
    const ID: &'static str = "watch";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/events";
    type Ok = Events<Pet>;
    type Error = NoDocumentedError;

    const BODY: letterpress_runtime::RequestBody = letterpress_runtime::RequestBody::NONE;

    fn write_request(self, _: &mut letterpress_runtime::RequestWriter) {}

    fn read_request(_: &mut letterpress_runtime::RequestReader<'_>) -> Self {
        Self
    }

    responses! {
        200 => Ok(body) { body: body Media::events("text/event-stream") },
    }
}

type Opener = Box<dyn Fn(Option<String>) -> Events<Pet> + Send + Sync>;

/// What the handlers saw, and what they answer.
#[derive(Clone)]
pub struct Feed {
    pub told: Arc<Mutex<Vec<String>>>,
    pub open: Arc<Opener>,
}

impl Feed {
    pub fn new(open: impl Fn(Option<String>) -> Events<Pet> + Send + Sync + 'static) -> Self {
        Self { told: Arc::default(), open: Arc::new(Box::new(open)) }
    }

    pub fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    async fn import(&self, request: Import) -> Handled<Import> {
        let (sender, names) = Items::channel(1);
        let (mut pets, told) = (request.body, Arc::clone(&self.told));
        tokio::spawn(async move {
            while let Some(pet) = pets.next().await {
                let line = match pet {
                    Ok(pet) => pet.name,
                    Err(error) => format!("{error} <{}>", error.raw()),
                };
                told.lock().unwrap().push(line.clone());
                if sender.send(line).await.is_err() {
                    return;
                }
            }
        });
        Ok(names)
    }

    async fn count(&self, mut request: Count) -> Handled<Count> {
        let mut count = 0;
        while let Some(pet) = request.body.next().await {
            pet?;
            count += 1;
        }
        Ok(count.to_string())
    }

    async fn watch(&self, context: RequestContext<()>) -> Handled<Watch> {
        let last = context.headers.get("last-event-id").map(|id| id.to_str().unwrap().to_owned());
        self.told.lock().unwrap().push(format!("watch {last:?}"));
        Ok((self.open)(last))
    }
}

pub fn router(feed: &Feed, options: ServerOptions) -> Router {
    let mut routes = Routes::<Feed, ()>::new(feed.clone());
    routes.add(|feed, _: RequestContext<()>, request: Import| async move { feed.import(request).await });
    routes.add(|feed, _: RequestContext<()>, request: Count| async move { feed.count(request).await });
    routes.add(|feed, context: RequestContext<()>, _: Watch| async move { feed.watch(context).await });
    routes.into_router(NoAuthentication, options)
}

/// A client of this router over a socket.
pub async fn serve(feed: &Feed, options: ServerOptions) -> Client {
    Client::new(&format!("http://{}", listen(feed, options).await)).unwrap()
}

/// The address at which this router answers.
pub async fn listen(feed: &Feed, options: ServerOptions) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router(feed, options);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Three events, the second after a pause that only a transfer in pieces can have.
pub fn numbered(from: u32, to: u32) -> Events<Pet> {
    Items::of((from..=to).map(|number| Event::new(pet(&number.to_string())).id(number.to_string())))
        .keep_alive(Some(Duration::from_secs(15)))
}
