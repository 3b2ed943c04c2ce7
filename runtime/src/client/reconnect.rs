//! Events that go on where they broke off (HTML, section 9.2.3).

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode, Uri};

use super::call::Arrived;
use super::error::Failure;
use super::{Transport, TransportError};
use crate::content::{self, BodyError, Payload, Position, Received, Resume, Resumed, choose_tolerantly};
use crate::operation::Spec;
use crate::problem::Faults;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The least time between attempts that bring no event.
const SHORTEST: Duration = Duration::from_millis(100);

/// How events go on after the transfer ended, whether it broke off or the server ended it. See [`Call::reconnect`](super::Call::reconnect).
///
/// The request is sent again with the id of the last event in `Last-Event-ID`, after the time that the last `retry` of the server
/// asks for, and before there was one after 3 s. As long as no event comes, the time doubles with each attempt, up to one minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconnect {
    wait: Duration,
    longest: Duration,
    attempts: Option<u32>,
}

impl Default for Reconnect {
    fn default() -> Self {
        Self { wait: Duration::from_secs(3), longest: Duration::from_secs(60), attempts: None }
    }
}

impl Reconnect {
    /// How long to wait where the server has not said it.
    #[must_use]
    pub fn wait(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// How long to wait at most, whatever the server asks for and however often it failed.
    #[must_use]
    pub fn longest_wait(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// How many attempts may follow each other without an event; no limit, if nothing is said.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts: Some(attempts), ..self }
    }

    /// The time before an attempt, of which so many failed before.
    fn pause(&self, asked: Option<Duration>, failed: u32) -> Duration {
        let asked = asked.unwrap_or(self.wait);
        // A server that asks for no time at all is not to be called in a loop.
        let first = if failed > 0 { asked.max(SHORTEST) } else { asked };
        first.saturating_mul(2_u32.saturating_pow(failed)).min(self.longest)
    }
}

/// A request that can be sent again, and how often it was.
pub(super) struct Again {
    transport: Arc<dyn Transport>,
    spec: Spec,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    policy: Reconnect,
    timeout: Duration,
    /// Attempts since the last event, and how many events there were then.
    failed: u32,
    items: u64,
}

impl Again {
    /// The same request.
    ///
    /// # Errors
    /// When it may not be sent twice: another method than GET can do a thing twice, and a stream is gone when it is sent.
    pub(super) fn of(
        transport: &Arc<dyn Transport>,
        spec: &Spec,
        request: &Request<Payload>,
        policy: Reconnect,
        timeout: Duration,
    ) -> Result<Self, Failure> {
        let Payload::Whole(body) = request.body() else { return Err(refused("its body is a stream")) };
        if request.method() != Method::GET {
            return Err(refused("its method is not GET"));
        }
        Ok(Self {
            transport: Arc::clone(transport),
            spec: spec.clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            body: body.clone(),
            policy,
            timeout,
            failed: 0,
            items: 0,
        })
    }

    /// Lets a response begin again, if it is of events.
    pub(super) fn attach(self, arrived: Arrived) -> Arrived {
        let Arrived { raw, body } = arrived;
        let body = body.map(|received| match self.is_events(raw.status, received.index) {
            true => Received { payload: Payload::Stream(received.payload.into_stream().with_resume(Box::new(self))), ..received },
            false => received,
        });
        Arrived { raw, body }
    }

    fn is_events(&self, status: StatusCode, index: usize) -> bool {
        let media = self.spec.media(status).get(index);
        media.is_some_and(|media| media.events_data().is_some())
    }

    /// Waits and sends, until there is an answer.
    async fn next(mut self: Box<Self>, position: Position, ended: Option<BodyError>) -> Resumed {
        let mut error = ended;
        if position.items > self.items {
            (self.failed, self.items) = (0, position.items);
        }
        loop {
            if self.policy.attempts.is_some_and(|most| self.failed >= most) {
                return Resumed::Over(error);
            }
            tokio::time::sleep(self.policy.pause(position.retry, self.failed)).await;
            self.failed = self.failed.saturating_add(1);
            let sent = match self.request(position.last_id.as_deref()) {
                Ok(request) => tokio::time::timeout(self.timeout, self.transport.send(request)).await,
                Err(error) => return Resumed::Over(Some(error)),
            };
            match sent {
                Ok(Ok(response)) => return self.go_on(response),
                Ok(Err(failure)) => error = Some(BodyError::new(failure)),
                Err(elapsed) => error = Some(BodyError::new(TransportError::timed_out(elapsed))),
            }
        }
    }

    fn request(&self, last_id: Option<&str>) -> Result<Request<Payload>, BodyError> {
        let mut request = Request::new(Payload::Whole(self.body.clone()));
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        if let Some(id) = last_id {
            let id =
                HeaderValue::from_bytes(id.as_bytes()).map_err(|_| BodyError::new("the id of the last event cannot be sent"))?;
            request.headers_mut().insert(LAST_EVENT_ID, id);
        }
        Ok(request)
    }

    /// Whether the answer goes on with the events: 204 asks to stop, and so does all that is no stream of them.
    fn go_on(self: Box<Self>, response: Response<Payload>) -> Resumed {
        let (parts, payload) = response.into_parts();
        if parts.status == StatusCode::NO_CONTENT {
            return Resumed::Over(None);
        }
        let media = self.spec.media(parts.status);
        let named = parts.headers.get(CONTENT_TYPE).and_then(|named| named.to_str().ok());
        let index = choose_tolerantly(media, named).filter(|_| parts.status.is_success());
        match index.is_some_and(|index| self.is_events(parts.status, index)) {
            true => Resumed::Again(payload.into_stream().with_resume(self)),
            false => Resumed::Over(Some(BodyError::new(format!("connecting again was answered with {}", parts.status)))),
        }
    }
}

impl Resume for Again {
    fn resume(self: Box<Self>, position: Position, ended: Option<BodyError>) -> Pin<Box<dyn Future<Output = Resumed> + Send>> {
        Box::pin(self.next(position, ended))
    }
}

fn refused(why: &str) -> Failure {
    let detail = format!("the request cannot be sent again, so its events cannot go on: {why}");
    Failure::Invalid(Faults(vec![content::fault("reconnect", detail)]))
}
