//! A print shop: handlers that take down what they are asked and answer what they were told, behind a real socket.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use letterpress_runtime::client::{self, Credential};
use letterpress_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, Denied, Failure, Handled, RequestContext, Scopes, ServerOptions,
};
use letterpress_runtime::{Operation, Outcome};
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::security;
use letterpress_tests::kitchen_sink::server::{
    Authenticate, Customers, DefaultHandlers, Jobs, Orders, Papers, PressRoom, router_with,
};

use super::journal::{Journal, telling_version};

/// Who asks: the scheme, and what was granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person(pub String);

/// Requests that came and answers to give, by the type of the operation.
#[derive(Clone, Default)]
pub struct Book(Arc<Mutex<Pages>>, Option<Journal>);

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
        pages.requests.insert(TypeId::of::<O>(), Box::new(request));
        let answer = pages.answers.remove(&TypeId::of::<O>()).map(|answer| *answer.downcast::<Outcome<O>>().unwrap());
        if let (Some(journal), Some(answer)) = (&self.1, &answer) {
            journal.note::<O, _>(&context, answer);
        }
        pages.people = context.principals;
        match answer {
            Some(answer) => answer.map_err(|error| Failure::Documented(Box::new(error))),
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
        let book = Book::default();
        let address = serve(router_with(book.clone(), Porter, options)).await;
        Self { client: with_credentials(client::Client::new(&format!("http://{address}")).unwrap()), address, book }
    }

    /// The same, whose exchanges are written into a journal, over the version of HTTP that it is for.
    pub async fn open_for(journal: &Journal) -> Self {
        let book = Book(Arc::default(), Some(journal.clone()));
        let address = serve(telling_version(router_with(book.clone(), Porter, ServerOptions::default()))).await;
        Self { client: with_credentials(journal.protocol.client(&format!("http://{address}"))), address, book }
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

/// Serves on a free port until the test ends; the address.
pub async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// A client that has a good credential for every scheme but OAuth.
pub fn with_credentials(client: client::Client) -> client::Client {
    client
        .with_credential(&security::BEARER_AUTH, Credential::bearer("person"))
        .with_credential(&security::BASIC_AUTH, Credential::basic("ada", "secret"))
        .with_credential(&security::SHOP_KEY, Credential::api_key("shop"))
        .with_credential(&security::URL_KEY, Credential::api_key("url key+&"))
        .with_credential(&security::SESSION_COOKIE, Credential::api_key("s;e ü"))
}
