//! A server on a socket of this machine, and plain requests to it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http::{HeaderMap, Method, Version};
use letterpress_runtime::content::Received;
use letterpress_runtime::operation::{Operation, ResponseSource};
use letterpress_runtime::{Payload, ResponseReader, media_type};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::Desk;
use crate::protocol::Protocol;

/// A server; it stops when this is dropped.
pub struct Local {
    pub url: String,
    plain: reqwest::Client,
    hits: Arc<AtomicUsize>,
    versions: Arc<Mutex<Vec<Version>>>,
    task: JoinHandle<()>,
}

impl Local {
    pub async fn serve(router: axum::Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let hits = Arc::new(AtomicUsize::new(0));
        let versions = Arc::<Mutex<Vec<Version>>>::default();
        let (counter, spoken) = (Arc::clone(&hits), Arc::clone(&versions));
        let count = axum::middleware::map_request(move |request: axum::extract::Request| {
            counter.fetch_add(1, Ordering::SeqCst);
            spoken.lock().unwrap().push(request.version());
            std::future::ready(request)
        });
        let router = router.layer(count);
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let plain = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { url, plain, hits, versions, task }
    }

    /// How many requests came since the last time, whatever became of them.
    pub fn take_hits(&self) -> usize {
        self.hits.swap(0, Ordering::SeqCst)
    }

    /// Requests came, and all in this version of HTTP.
    #[track_caller]
    pub fn assert_spoken(&self, protocol: Protocol) {
        let versions = self.versions.lock().unwrap();
        assert!(!versions.is_empty() && versions.iter().all(|version| *version == protocol.version()), "{versions:?}");
    }

    /// Sends a request as it is given.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        let mut request = self.plain.request(method, format!("{}{path}", self.url)).body(body.into());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, body: response.text().await.unwrap() }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A server that gives the same answer to everything.
pub async fn canned(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Local {
    let headers = headers.to_vec();
    let answer = move || {
        let mut response = http::Response::builder().status(status);
        for (name, value) in &headers {
            response = response.header(*name, *value);
        }
        std::future::ready(response.body(axum::body::Body::from(body)).unwrap())
    };
    Local::serve(axum::Router::new().fallback(answer)).await
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The pointer and the keyword of each violation are these, in order. The answer has to be as described, or problem details.
    /// Where its entries have a place that is no pointer (`body.items[3].name`) and no keyword, that is compared.
    pub fn has_violations(&self, expected: &[(String, String)]) -> bool {
        self.assert_problem(self.status);
        let found = self.entries();
        found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, (pointer, keyword))| match found["location"].as_str() {
                Some(location) => location == format!("body{}", pointer.replace('/', ".")),
                None => found["pointer"] == pointer.as_str() && found["keyword"] == keyword.as_str(),
            })
    }

    /// If the description has the status, a client reads the answer as it says, whoever gave it.
    #[track_caller]
    fn assert_documented<O: Operation>(&self) {
        let status = http::StatusCode::from_u16(self.status).unwrap();
        let Some(documented) = O::RESPONSES.iter().find(|response| response.status.covers(status)) else { return };
        let content_type = self.header("content-type");
        let index = documented.media.iter().position(|media| media_type::matches(media.media_type(), content_type));
        let body = index.map(|index| Received { index, media_type: None, payload: Payload::Whole(self.body.clone().into()) });
        let mut reader = ResponseReader::new(ResponseSource { status, headers: &self.headers }, body);
        assert!(O::read_response(&mut reader).is_some(), "{self:?}");
        assert!(reader.finish().is_none(), "{self:?}");
    }

    /// What is wrong, one by one.
    pub fn entries(&self) -> Vec<serde_json::Value> {
        let body = self.json();
        let lists = [&body["errors"], &body["detail"]];
        let entries = lists.iter().find_map(|list| list.as_array()).cloned().unwrap_or_default();
        let says = |entry: &serde_json::Value| {
            entry["detail"].as_str().or(entry["message"].as_str()).is_some_and(|text| !text.is_empty())
        };
        assert!(entries.iter().all(says), "{}", self.body);
        entries
    }

    /// The answer has this status, and is problem details, or has a list of what is wrong in `detail` where that is described.
    #[track_caller]
    pub fn assert_problem(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
        if self.header("content-type") == "application/json" {
            assert!(self.json()["detail"].is_array() && !self.entries().is_empty(), "{}", self.body);
            return;
        }
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let problem = self.json();
        assert_eq!(problem["type"], "about:blank", "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        let title = http::StatusCode::from_u16(status).unwrap().canonical_reason();
        assert_eq!(problem["title"].as_str(), title, "{problem}");
    }
}

/// An API that is being served, with a client of it.
pub struct Api<O: Operation, C> {
    pub local: Local,
    pub desk: Desk<O>,
    pub client: C,
    /// What a good request has to carry.
    pub headers: &'static [(&'static str, &'static str)],
    /// The status for a body that is no JSON.
    pub malformed: u16,
    /// The status for a body that does not satisfy its schema.
    pub invalid: u16,
}

impl<O: Operation, C> Api<O, C> {
    /// Sends a body with all that a good request has to carry.
    pub async fn post(&self, body: impl Into<Vec<u8>>) -> Answer {
        self.post_with(self.headers, body).await
    }

    pub async fn post_with(&self, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        let answer = self.local.send(O::METHOD, O::PATH, headers, body).await;
        answer.assert_documented::<O>();
        answer
    }

    /// The good headers without the one of this name, in lower case.
    pub fn headers_without(&self, name: &str) -> Vec<(&'static str, &'static str)> {
        self.headers.iter().copied().filter(|(other, _)| *other != name).collect()
    }

    /// No handler was called since the last time.
    #[track_caller]
    pub fn assert_untouched(&self, case: &str) {
        assert_eq!(self.desk.take().len(), 0, "{case}: the handler was called");
    }
}
