use letterpress_runtime::server::{
    ApiKey, Authentication, Authenticator, BasicCredentials, BearerToken, Denied, Handled, Presented, RequestContext, Routes,
    Scopes, ServerOptions, denied, not_implemented,
};

use super::operations::{CreateBook, FindBooks, Lend};

pub trait Books: Send + Sync + 'static {
    type Principal: Send + Sync + 'static;
    type Context: From<RequestContext<Self::Principal>> + Send;

    fn create_book(&self, context: Self::Context, request: CreateBook) -> impl Future<Output = Handled<CreateBook>> + Send {
        not_implemented(context, request)
    }

    fn find_books(&self, context: Self::Context, request: FindBooks) -> impl Future<Output = Handled<FindBooks>> + Send {
        not_implemented(context, request)
    }

    fn lend(&self, context: Self::Context, request: Lend) -> impl Future<Output = Handled<Lend>> + Send {
        not_implemented(context, request)
    }
}

pub(super) fn routes<H: Books>(routes: &mut Routes<H, H::Principal>) {
    routes.add(|handlers, context, request: CreateBook| async move { handlers.create_book(context, request).await });
    routes.add(|handlers, context, request: FindBooks| async move { handlers.find_books(context, request).await });
    routes.add(|handlers, context, request: Lend| async move { handlers.lend(context, request).await });
}

pub trait Authenticate: Send + Sync + 'static {
    type Principal: Send + Sync + 'static;
    fn bearer_auth(&self, token: BearerToken, scopes: Scopes) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
    fn basic_auth(&self, user: BasicCredentials, scopes: Scopes) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
    fn header_key(&self, key: ApiKey, scopes: Scopes) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
    fn query_key(&self, key: ApiKey, scopes: Scopes) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
    fn cookie_key(&self, key: ApiKey, scopes: Scopes) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
}

struct Schemes<A>(A);

impl<A: Authenticate> Authenticator<A::Principal> for Schemes<A> {
    fn authenticate(&self, scheme: &'static str, presented: Presented, scopes: Scopes) -> Authentication<'_, A::Principal> {
        match (scheme, presented) {
            ("bearerAuth", Presented::Bearer(token)) => Box::pin(self.0.bearer_auth(token, scopes)),
            ("basicAuth", Presented::Basic(credentials)) => Box::pin(self.0.basic_auth(credentials, scopes)),
            ("headerKey", Presented::ApiKey(key)) => Box::pin(self.0.header_key(key, scopes)),
            ("queryKey", Presented::ApiKey(key)) => Box::pin(self.0.query_key(key, scopes)),
            ("cookieKey", Presented::ApiKey(key)) => Box::pin(self.0.cookie_key(key, scopes)),
            _ => denied(),
        }
    }
}

pub fn router_with<H, A>(handlers: H, authenticator: A, options: ServerOptions) -> axum::Router
where
    H: Books<Principal = A::Principal>,
    A: Authenticate,
{
    let mut all = Routes::new(handlers);
    routes(&mut all);
    all.into_router(Schemes(authenticator), options)
}
