//! A print shop that is open: its handlers behind a real socket, and a client of it.

use std::fmt::Debug;

use letterpress_runtime::client;
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{Operation, Outcome};
use letterpress_tests::kitchen_sink::server::router_with;

use super::journal::{Journal, telling_version};

pub use letterpress_tests::shop::{Book, Person, Porter, with_credentials};

/// A shop that is open.
pub struct Shop {
    pub address: String,
    pub client: client::Client,
    book: Book,
}

impl Shop {
    pub async fn open() -> Self {
        Self::open_with(ServerOptions::default()).await
    }

    /// Listens on a free port until the test ends.
    pub async fn open_with(options: ServerOptions) -> Self {
        Self::open_behind(options, |router| router).await
    }

    /// The same, with something before its router.
    pub async fn open_behind(options: ServerOptions, before: impl FnOnce(axum::Router) -> axum::Router) -> Self {
        let book = Book::default();
        let address = serve(before(router_with(book.clone(), Porter, options))).await;
        Self { client: with_credentials(client::Client::new(&format!("http://{address}")).unwrap()), address, book }
    }

    /// The same, whose exchanges are written into a journal, over the version of HTTP that it is for.
    pub async fn open_for(journal: &Journal) -> Self {
        let noting = journal.clone();
        let book = Book::default().telling(move |extensions, answered| noting.enter(extensions, answered));
        let address = serve(telling_version(router_with(book.clone(), Porter, ServerOptions::default()))).await;
        Self { client: with_credentials(journal.protocol.client(&format!("http://{address}"))), address, book }
    }

    /// What the next call of an operation is answered with.
    pub fn answer<O: Operation>(&self, outcome: Outcome<O>) {
        self.book.answer::<O>(outcome);
    }

    /// What the last call of an operation asked.
    pub fn request<O: Operation>(&self) -> O {
        self.book.request()
    }

    /// How many calls there were since the last time this was asked.
    pub fn take_calls(&self) -> usize {
        self.book.take_calls()
    }

    /// Who made the last call.
    pub fn people(&self) -> Vec<Person> {
        self.book.people()
    }

    /// Sends a request, answers it, and expects both to arrive as they were sent.
    pub async fn exchange<O>(&self, request: O, outcome: Outcome<O>)
    where
        O: Operation + Clone + Debug + PartialEq,
        Outcome<O>: Clone + Debug + PartialEq,
    {
        let seen = request.clone();
        self.exchange_seen(request, seen, outcome).await;
    }

    /// The same, where the handler sees more than was sent: defaults.
    pub async fn exchange_seen<O>(&self, request: O, seen: O, outcome: Outcome<O>)
    where
        O: Operation + Debug + PartialEq,
        Outcome<O>: Clone + Debug + PartialEq,
    {
        self.answer::<O>(outcome.clone());
        let answer = match self.client.call(request).await {
            Ok(success) => Ok(success),
            Err(client::Error::Documented { error, .. }) => Err(*error),
            Err(other) => panic!("{}: {other:?}", O::ID),
        };
        assert_eq!(answer, outcome, "{}", O::ID);
        assert_eq!(self.request::<O>(), seen, "{}", O::ID);
        assert_eq!(self.take_calls(), 1);
    }
}

/// Serves on a free port until the test ends; the address.
pub async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}
