//! Several APIs behind one router.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::response::Response;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, Request, StatusCode};
use tower::Service;

use super::linger::lingering;

/// Where a router leaves the body of a request that it has no operation for. It is in the extensions of the request.
#[derive(Clone, Default)]
pub(super) struct Unrouted(Arc<Mutex<Option<Body>>>);

impl Unrouted {
    pub(super) fn leave(&self, body: Body) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }

    fn take(&self) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// One router of several that [`Routes::into_router`](super::Routes::into_router) made: a request goes to the first that has
/// an operation for its path and method.
///
/// When none has, the answer is that of the first that knows the path (405, or `OPTIONS` with the methods of all), else that
/// of the first router (404). Each router keeps its layers and options; its layers also see the requests that it passes on.
/// A router from elsewhere, or with a fallback of its own, answers everything that reaches it: put it last.
pub fn combine(routers: impl IntoIterator<Item = axum::Router>) -> axum::Router {
    let routers: Arc<[axum::Router]> = routers.into_iter().collect();
    axum::Router::new().fallback(move |request: Request<Body>| {
        let routers = Arc::clone(&routers);
        async move { first(&routers, request).await }
    })
}

async fn first(routers: &[axum::Router], request: Request<Body>) -> Response {
    let (parts, mut body) = request.into_parts();
    let mut refusal: Option<Response> = None;
    for router in routers {
        let unrouted = Unrouted::default();
        let response = call(router, &parts, body, &unrouted).await;
        let Some(left) = unrouted.take() else { return response };
        body = left;
        refusal = Some(match refusal {
            Some(earlier) => better(earlier, response),
            None => response,
        });
    }
    let mut refusal = refusal.unwrap_or_else(|| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        response
    });
    match parts.extensions.get::<Unrouted>() {
        Some(outer) => outer.leave(body),
        None => {
            let (body, unread) = lingering(&parts, body);
            drop(body);
            unread.tell(refusal.headers_mut());
        }
    }
    refusal
}

async fn call(router: &axum::Router, parts: &Parts, body: Body, unrouted: &Unrouted) -> Response {
    let mut parts = parts.clone();
    parts.extensions.insert(unrouted.clone());
    let answered: Result<Response, Infallible> = router.clone().call(Request::from_parts(parts, body)).await;
    match answered {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// The answer of a router that knows the path, with the methods of both.
fn better(mut earlier: Response, later: Response) -> Response {
    match (earlier.headers().get(ALLOW), later.headers().get(ALLOW)) {
        (None, Some(_)) => later,
        (None | Some(_), None) => earlier,
        (Some(one), Some(other)) => {
            if let Some(all) = union(one, other) {
                earlier.headers_mut().insert(ALLOW, all);
            }
            earlier
        }
    }
}

fn union(one: &HeaderValue, other: &HeaderValue) -> Option<HeaderValue> {
    let mut methods: Vec<&str> = Vec::new();
    for method in [one, other].into_iter().filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(", ")) {
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    HeaderValue::from_str(&methods.join(", ")).ok()
}
