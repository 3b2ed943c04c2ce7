//! One exchange for each operation: a client sends a request that the description describes, its server reads it, and answers with a response
//! that the description describes, which the client reads.

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use letterpress_runtime::client::{BoxFuture, Client, InProcess, Transport, TransportError};
use letterpress_runtime::server::{
    Authentication, Authenticator, Failure, Handled, Presented, RequestContext, Routes, Scopes, ServerOptions,
};
use letterpress_runtime::{Bytes, Decode, Operation, Payload, from_json_text};

/// A response as it is sent.
pub struct Made {
    pub status: u16,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: &'static [u8],
}

/// A value from its JSON text.
pub fn value<T: Decode>(json: &str) -> Result<T, String> {
    from_json_text(json).map_err(|error| format!("{json} is not read: {error}"))
}

/// What became of an exchange: "answered", or what was wrong.
pub fn exchange<O: Operation>(request: Result<O, String>, made: &'static Made, credentials: fn(Client) -> Client) -> String {
    let request = match request {
        Ok(request) => request,
        Err(why) => return why,
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return error.to_string(),
    };
    let wrong: Arc<Mutex<Option<String>>> = Arc::default();
    let mut routes = Routes::<_, ()>::new(Handler { made, credentials, wrong: Arc::clone(&wrong) });
    routes.add(|handler: Arc<Handler>, _: RequestContext<()>, request: O| async move { handler.answer(request).await });
    let router = routes.into_router(Anyone, ServerOptions::default());
    let client = match Client::builder("http://test").transport(InProcess::new(router)).build() {
        Ok(client) => credentials(client),
        Err(error) => return error.to_string(),
    };
    let answer = match runtime.block_on(async { client.call(request).await }) {
        Ok(_) => "answered".to_owned(),
        Err(error) => format!("{error}"),
    };
    let wrong = wrong.lock().ok().and_then(|mut wrong| wrong.take());
    wrong.unwrap_or(answer).replace(['\n', '\t'], " ")
}

/// Gives each request the response that was made.
struct Handler {
    made: &'static Made,
    credentials: fn(Client) -> Client,
    wrong: Arc<Mutex<Option<String>>>,
}

impl Handler {
    async fn answer<O: Operation>(&self, request: O) -> Handled<O> {
        let client = Client::builder("http://test").transport(Sends(self.made)).build().map_err(Failure::unexpected)?;
        let found = (self.credentials)(client).call(request).await;
        found.map_err(|error| {
            if let Ok(mut wrong) = self.wrong.lock() {
                *wrong = Some(format!("the response: {error}"));
            }
            Failure::NotImplemented
        })
    }
}

/// Sends one response to every request.
struct Sends(&'static Made);

impl Transport for Sends {
    fn send(&self, _: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        Box::pin(async move {
            let mut response = Response::builder().status(self.0.status);
            for (name, value) in self.0.headers {
                response = response.header(*name, *value);
            }
            response.body(Payload::Whole(Bytes::from_static(self.0.body))).map_err(TransportError::new)
        })
    }
}

/// Lets everybody in.
struct Anyone;

impl Authenticator<()> for Anyone {
    fn authenticate(&self, _: &'static str, _: Presented, _: Scopes) -> Authentication<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}
