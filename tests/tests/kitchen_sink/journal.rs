//! What was exchanged: which operations, over which version of HTTP, and how they were answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use axum::extract::Request;
use http::{Extensions, Version};
use letterpress_runtime::operation::Documented;
use letterpress_runtime::server::RequestContext;
use letterpress_runtime::{Operation, Outcome, StatusCode};
use letterpress_tests::shop::Answered;

use super::protocol::Protocol;
use super::shop::Shop;

/// Puts the version of each request into its extensions, where handlers find it.
pub fn telling_version(router: axum::Router) -> axum::Router {
    router.layer(axum::middleware::map_request(|mut request: Request| {
        let version = request.version();
        request.extensions_mut().insert(version);
        std::future::ready(request)
    }))
}

/// The exchanges of one version of HTTP. A copy is the same journal.
#[derive(Clone)]
pub struct Journal {
    pub protocol: Protocol,
    entries: Arc<Mutex<BTreeMap<&'static str, Entry>>>,
}

/// How an operation was answered, beside how it may be.
#[derive(Clone)]
pub struct Entry {
    documented: &'static [Documented],
    answered: BTreeSet<StatusCode>,
}

impl Entry {
    /// The documented statuses that no exchange had.
    pub fn missing(&self) -> Vec<String> {
        let had = |row: &&Documented| self.answered.iter().any(|status| self.row(*status) == Some(row.status));
        self.documented.iter().filter(|row| !had(row)).map(|row| format!("{:?}", row.status)).collect()
    }

    fn row(&self, status: StatusCode) -> Option<letterpress_runtime::operation::Status> {
        self.documented.iter().map(|row| row.status).find(|documented| documented.covers(status))
    }
}

impl Journal {
    pub fn of(protocol: Protocol) -> Self {
        Self { protocol, entries: Arc::default() }
    }

    /// A shop whose exchanges are written down here.
    pub async fn shop(&self) -> Shop {
        Shop::open_for(self).await
    }

    /// A handler was asked and answers so. The version that was spoken is the one that was meant.
    pub fn note<O: Operation, P>(&self, context: &RequestContext<P>, outcome: &Outcome<O>) {
        self.enter(&context.extensions, Answered::of::<O>(outcome));
    }

    /// The same, of what a [`Book`](super::shop::Book) tells.
    pub fn enter(&self, extensions: &Extensions, answered: Answered) {
        let Answered { operation, documented, status } = answered;
        assert_eq!(extensions.get::<Version>(), Some(&self.protocol.version()), "{operation}");
        let mut entries = self.entries.lock().unwrap();
        entries.entry(operation).or_insert(Entry { documented, answered: BTreeSet::new() }).answered.extend(status);
    }

    /// The operations that were exchanged.
    pub fn entries(&self) -> BTreeMap<&'static str, Entry> {
        self.entries.lock().unwrap().clone()
    }
}
