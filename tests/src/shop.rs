//! The handlers of the kitchen sink: a print shop that takes down what it is asked and answers what it was told.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use http::Extensions;
use letterpress_runtime::client::{self, Credential};
use letterpress_runtime::operation::Documented;
use letterpress_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, BoxFuture, Denied, Failure, Handled, HttpCredentials, PeerCertificate, RequestContext,
    Scopes,
};
use letterpress_runtime::{Operation, Outcome, StatusCode};

use crate::kitchen_sink::operations::*;
use crate::kitchen_sink::security;
use crate::kitchen_sink::server::{Archive, Authenticate, Customers, DefaultHandlers, Jobs, Orders, Papers, PressRoom};

/// Who asks: the scheme, and what was granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person(pub String);

/// How a handler answered, for whoever keeps account of that.
pub struct Answered {
    /// The operation's id.
    pub operation: &'static str,
    /// The answers that it documents.
    pub documented: &'static [Documented],
    /// The status of this one; a handler that answers with a status that it cannot is `None`.
    pub status: Option<StatusCode>,
}

impl Answered {
    /// What is told of an outcome.
    pub fn of<O: Operation>(outcome: &Outcome<O>) -> Self {
        Self { operation: O::ID, documented: O::RESPONSES, status: O::status(outcome.as_ref()) }
    }
}

type Told = Arc<dyn Fn(&Extensions, Answered) + Send + Sync>;

/// Requests that came and answers to give, by the type of the operation.
#[derive(Clone, Default)]
pub struct Book {
    pages: Arc<Mutex<Pages>>,
    told: Option<Told>,
}

type Reply<O> = Arc<dyn Fn(O) -> BoxFuture<'static, Handled<O>> + Send + Sync>;

#[derive(Default)]
struct Pages {
    calls: usize,
    people: Vec<Person>,
    requests: HashMap<TypeId, Box<dyn Any + Send>>,
    answers: HashMap<TypeId, Box<dyn Any + Send>>,
    replies: HashMap<TypeId, Box<dyn Any + Send>>,
}

impl Book {
    /// Tells of each answer that it was told to give, with the extensions of the request.
    #[must_use]
    pub fn telling(self, told: impl Fn(&Extensions, Answered) + Send + Sync + 'static) -> Self {
        Self { told: Some(Arc::new(told)), ..self }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap()
    }

    async fn handle<O: Operation>(&self, context: RequestContext<Person>, request: O) -> Handled<O> {
        let reply = {
            let mut pages = self.pages();
            pages.calls += 1;
            pages.people = context.principals;
            let Some(reply) = pages.replies.get(&TypeId::of::<O>()) else {
                pages.requests.insert(TypeId::of::<O>(), Box::new(request));
                let Some(answer) = pages.take_answer::<O>() else { return Err(Failure::NotImplemented) };
                if let Some(told) = &self.told {
                    told(&context.extensions, Answered::of::<O>(&answer));
                }
                return answer.map_err(|error| Failure::Documented(Box::new(error)));
            };
            Arc::clone(reply.downcast_ref::<Reply<O>>().unwrap())
        };
        reply(request).await
    }

    /// What the next call of an operation is answered with.
    pub fn answer<O: Operation>(&self, outcome: Outcome<O>) {
        self.pages().answers.insert(TypeId::of::<O>(), Box::new(outcome));
    }

    /// What makes the answer to every call of an operation; no request of it is kept.
    #[must_use]
    pub fn always<O, F>(self, reply: impl Fn(O) -> F + Send + Sync + 'static) -> Self
    where
        O: Operation,
        F: Future<Output = Handled<O>> + Send + 'static,
    {
        let reply: Reply<O> = Arc::new(move |request| Box::pin(reply(request)));
        self.pages().replies.insert(TypeId::of::<O>(), Box::new(reply));
        self
    }

    /// What the last call of an operation asked.
    pub fn request<O: Operation>(&self) -> O {
        let request = self.pages().requests.remove(&TypeId::of::<O>());
        *request.unwrap_or_else(|| panic!("no {}", type_name::<O>())).downcast().unwrap()
    }

    /// How many calls there were since the last time this was asked.
    pub fn take_calls(&self) -> usize {
        std::mem::take(&mut self.pages().calls)
    }

    /// Who made the last call.
    pub fn people(&self) -> Vec<Person> {
        self.pages().people.clone()
    }
}

impl Pages {
    fn take_answer<O: Operation>(&mut self) -> Option<Outcome<O>> {
        Some(*self.answers.remove(&TypeId::of::<O>())?.downcast::<Outcome<O>>().unwrap())
    }
}

macro_rules! handlers {
    ($($handlers:ident { $($method:ident: $operation:ident,)* })*) => {$(
        impl $handlers for Book {
            type Principal = Person;
            type Context = RequestContext<Person>;

            $(
                async fn $method(&self, context: Self::Context, request: $operation) -> Handled<$operation> {
                    self.handle(context, request).await
                }
            )*
        }
    )*};
}

handlers! {
    Jobs {
        list_jobs: ListJobs,
        create_job: CreateJob,
        get_latest_job: GetLatestJob,
        get_job: GetJob,
        update_job: UpdateJob,
        delete_job: DeleteJob,
        cancel_job: CancelJob,
        export_job: ExportJob,
        get_proof: GetProof,
        keep_plate: KeepPlate,
    }
    Papers {
        put_paper: PutPaper,
        get_stock: GetStock,
        find_stand: FindStand,
        count_papers: CountPapers,
        note_paper: NotePaper,
    }
    Customers {
        create_customer: CreateCustomer,
    }
    PressRoom {
        list_presses: ListPresses,
        add_press: AddPress,
        put_settings: PutSettings,
        list_free_stands: ListFreeStands,
        list_all_stands: ListAllStands,
        open_shop: OpenShop,
        close_shop: CloseShop,
        get_stand: GetStand,
        add_readings: AddReadings,
        watch_press: WatchPress,
        log_press: LogPress,
    }
    Orders {
        place_order: PlaceOrder,
        send_form: SendForm,
        send_files: SendFiles,
        stream_files: StreamFiles,
        file_order: FileOrder,
    }
    Archive {
        store_file: StoreFile,
        read_file: ReadFile,
        forget_file: ForgetFile,
        write_note: WriteNote,
        list_copies: ListCopies,
        open_archive: OpenArchive,
    }
    DefaultHandlers {
        find_ink: FindInk,
        mix_ink: MixInk,
    }
}

/// Knows one good credential for each scheme, and a reader who may only see.
pub struct Porter;

impl Porter {
    fn check(scheme: &str, found: &str, expected: &str) -> Result<Person, Denied> {
        if found == expected { Ok(Person(scheme.to_owned())) } else { Err(Denied::Unauthorized) }
    }
}

impl Authenticate for Porter {
    type Principal = Person;

    async fn bearer_auth(&self, token: BearerToken, _: Scopes) -> Result<Person, Denied> {
        Self::check("bearerAuth", token.expose(), "person")
    }

    async fn basic_auth(&self, credentials: BasicCredentials, _: Scopes) -> Result<Person, Denied> {
        Self::check("basicAuth", &format!("{}:{}", credentials.user(), credentials.password()), "ada:secret")
    }

    async fn shop_key(&self, key: ApiKey, _: Scopes) -> Result<Person, Denied> {
        Self::check("shopKey", key.expose(), "shop")
    }

    async fn url_key(&self, key: ApiKey, _: Scopes) -> Result<Person, Denied> {
        Self::check("urlKey", key.expose(), "url key+&")
    }

    async fn session_cookie(&self, key: ApiKey, _: Scopes) -> Result<Person, Denied> {
        Self::check("sessionCookie", key.expose(), "s;e ü")
    }

    async fn hoba(&self, credentials: HttpCredentials, _: Scopes) -> Result<Person, Denied> {
        Self::check("hoba", credentials.expose(), r#"result="a,b""#)
    }

    async fn device(&self, certificate: PeerCertificate, _: Scopes) -> Result<Person, Denied> {
        match certificate.chain.first().map(AsRef::as_ref) {
            Some(b"desk") => Ok(Person("device".to_owned())),
            _ => Err(Denied::Unauthorized),
        }
    }

    async fn oauth(&self, token: BearerToken, scopes: Scopes) -> Result<Person, Denied> {
        let granted: &[&str] = match token.expose() {
            "reader" => &["jobs:read"],
            "writer" => &["jobs:read", "jobs:write"],
            "broken" => return Err(Denied::Failed("the token service is away".into())),
            _ => return Err(Denied::Unauthorized),
        };
        match scopes.iter().all(|scope| granted.contains(scope)) {
            true => Ok(Person(format!("oauth {}", granted.join(" ")))),
            false => Err(Denied::Forbidden),
        }
    }
}

/// A client that has a good credential for every scheme but OAuth.
pub fn with_credentials(client: client::Client) -> client::Client {
    client
        .with_credential(&security::BEARER_AUTH, Credential::bearer("person"))
        .with_credential(&security::BASIC_AUTH, Credential::basic("ada", "secret"))
        .with_credential(&security::SHOP_KEY, Credential::api_key("shop"))
        .with_credential(&security::URL_KEY, Credential::api_key("url key+&"))
        .with_credential(&security::HOBA, Credential::http(r#"result="a,b""#))
        .with_credential(&security::SESSION_COOKIE, Credential::api_key("s;e ü"))
}
