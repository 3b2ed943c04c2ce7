//! The handlers of the five: they keep what they are asked and answer as a test wants.

use std::sync::{Arc, Mutex};

use customer_apis::{cuoral, revnue, shingleai, togai, truvami};
use letterpress_runtime::operation::{Operation, RequestWriter};
use letterpress_runtime::server::{BearerToken, Denied, Handled, RequestContext, Scopes};
use letterpress_runtime::{Payload, Validation};

type Reply<O> = Box<dyn Fn(&O) -> Handled<O> + Send + Sync>;

/// The handlers of an API of one operation.
pub struct Desk<O: Operation>(Arc<State<O>>);

struct State<O: Operation> {
    reply: Reply<O>,
    seen: Mutex<Vec<(O, Vec<String>)>>,
}

impl<O: Operation> Clone for Desk<O> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<O: Operation> Desk<O> {
    /// Handlers that answer with what this makes of a request.
    pub fn new(reply: impl Fn(&O) -> Handled<O> + Send + Sync + 'static) -> Self {
        Self(Arc::new(State { reply: Box::new(reply), seen: Mutex::default() }))
    }

    /// Keeps the request and who sent it, and replies.
    fn handle(&self, request: O, who: Vec<String>) -> Handled<O> {
        let reply = (self.0.reply)(&request);
        self.0.seen.lock().unwrap().push((request, who));
        reply
    }

    /// The requests since the last time.
    pub fn take(&self) -> Vec<O> {
        self.take_with_senders().into_iter().map(|(request, _)| request).collect()
    }

    /// The same, with the principals of each.
    pub fn take_with_senders(&self) -> Vec<(O, Vec<String>)> {
        std::mem::take(&mut *self.0.seen.lock().unwrap())
    }
}

macro_rules! handlers {
    ($($api:ident)*) => {$(
        impl $api::server::Customers for Desk<$api::operations::CreateCustomer> {
            type Context = RequestContext<()>;

            async fn create_customer(
                &self,
                _: Self::Context,
                request: $api::operations::CreateCustomer,
            ) -> Handled<$api::operations::CreateCustomer> {
                self.handle(request, Vec::new())
            }
        }
    )*};
}

macro_rules! handlers_of_callers {
    ($($api:ident)*) => {$(
        impl $api::server::Customers for Desk<$api::operations::CreateCustomer> {
            type Principal = String;
            type Context = RequestContext<String>;

            async fn create_customer(
                &self,
                context: Self::Context,
                request: $api::operations::CreateCustomer,
            ) -> Handled<$api::operations::CreateCustomer> {
                self.handle(request, context.principals)
            }
        }

        impl $api::server::Authenticate for Keys {
            type Principal = String;

            async fn bearer_auth(&self, token: BearerToken, _: Scopes) -> Result<String, Denied> {
                Self::check(&token)
            }
        }
    )*};
}

handlers! { cuoral truvami }
handlers_of_callers! { revnue shingleai togai }

/// Knows the token `token`; `guest` may not do anything, and `trouble` cannot be checked.
pub struct Keys;

impl Keys {
    fn check(token: &BearerToken) -> Result<String, Denied> {
        match token.expose() {
            "token" => Ok("the caller".to_owned()),
            "guest" => Err(Denied::Forbidden),
            "trouble" => Err(Denied::Failed("the token store is away".into())),
            _ => Err(Denied::Unauthorized),
        }
    }
}

/// The body of a request, as a client sends it.
pub fn body_of<O: Operation + Clone>(request: &O) -> String {
    let mut writer = RequestWriter::new(Validation::Off);
    request.clone().write_request(&mut writer);
    match writer.finish(O::PATH, O::FIXED_QUERY).unwrap().body {
        Payload::Whole(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        Payload::Stream(_) => panic!("the body is whole"),
    }
}

/// The body that a printed command sends.
pub fn data(command: &str) -> &str {
    let (_, data) = command.split_once("--data '").unwrap();
    data.rsplit_once('\'').unwrap().0
}
