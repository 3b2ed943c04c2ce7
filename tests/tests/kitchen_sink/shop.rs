//! A print shop: handlers that take down what they are asked and answer what they were told, behind a real socket.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use letterpress_runtime::client::{self, Credential};
use letterpress_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, Denied, Failure, Handled, HttpCredentials, PeerCertificate, RequestContext, Scopes,
    ServerOptions,
};
use letterpress_runtime::{Operation, Outcome};
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::security;
use letterpress_tests::kitchen_sink::server::{
    Archive, Authenticate, Customers, DefaultHandlers, Jobs, Orders, Papers, PressRoom, router_with,
};

/// Who asks: the scheme, and what was granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person(pub String);

/// Requests that came and answers to give, by the type of the operation.
#[derive(Clone, Default)]
pub struct Book(Arc<Mutex<Pages>>);

#[derive(Default)]
struct Pages {
    calls: usize,
    people: Vec<Person>,
    requests: HashMap<TypeId, Box<dyn Any + Send>>,
    answers: HashMap<TypeId, Box<dyn Any + Send>>,
}

impl Book {
    fn handle<O: Operation>(&self, context: RequestContext<Person>, request: O) -> Handled<O> {
        let mut pages = self.0.lock().unwrap();
        pages.calls += 1;
        pages.people = context.principals;
        pages.requests.insert(TypeId::of::<O>(), Box::new(request));
        match pages.answers.remove(&TypeId::of::<O>()) {
            Some(answer) => answer.downcast::<Outcome<O>>().unwrap().map_err(|error| Failure::Documented(Box::new(error))),
            None => Err(Failure::NotImplemented),
        }
    }
}

macro_rules! handlers {
    ($($handlers:ident { $($method:ident: $operation:ident,)* })*) => {$(
        impl $handlers for Book {
            type Principal = Person;
            type Context = RequestContext<Person>;

            $(
                async fn $method(&self, context: Self::Context, request: $operation) -> Handled<$operation> {
                    self.handle(context, request)
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
    }
    Papers {
        put_paper: PutPaper,
        get_stock: GetStock,
        find_stand: FindStand,
        count_papers: CountPapers,
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
    }
    Orders {
        place_order: PlaceOrder,
        send_form: SendForm,
        send_files: SendFiles,
        stream_files: StreamFiles,
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
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = before(router_with(book.clone(), Porter, options));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { client: with_credentials(client::Client::new(&format!("http://{address}")).unwrap()), address, book }
    }

    /// What the next call of an operation is answered with.
    pub fn answer<O: Operation>(&self, outcome: Outcome<O>) {
        self.book.0.lock().unwrap().answers.insert(TypeId::of::<O>(), Box::new(outcome));
    }

    /// What the last call of an operation asked.
    pub fn request<O: Operation>(&self) -> O {
        let request = self.book.0.lock().unwrap().requests.remove(&TypeId::of::<O>());
        *request.unwrap_or_else(|| panic!("no {}", type_name::<O>())).downcast().unwrap()
    }

    /// How many calls there were since the last time this was asked.
    pub fn take_calls(&self) -> usize {
        std::mem::take(&mut self.book.0.lock().unwrap().calls)
    }

    /// Who made the last call.
    pub fn people(&self) -> Vec<Person> {
        self.book.0.lock().unwrap().people.clone()
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
