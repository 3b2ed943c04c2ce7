//! An operation with a server of its own: where its requests go, and that a credential goes nowhere else.

use std::sync::{Arc, Mutex};

use letterpress_runtime::client::{self, BoxFuture, ClientBuilder, Server, Transport, TransportError};
use letterpress_runtime::server::{ServerOptions, mount};
use letterpress_runtime::{Operation, Payload};
use letterpress_tests::kitchen_sink::client::Client;
use letterpress_tests::kitchen_sink::operations::{
    GetLatestJob, GetLatestJobOk, GetProof, GetProofType, OpenShop, OpenShopXShopTarget,
};
use letterpress_tests::kitchen_sink::server::router_with;

use super::goods::job;
use super::shop::{Book, Porter, Shop};

/// Takes down the origins of requests, and whether they hold a credential.
#[derive(Clone, Default)]
struct Origins(Arc<Mutex<Vec<String>>>);

impl Transport for Origins {
    fn send(&self, request: http::Request<Payload>) -> BoxFuture<'_, Result<http::Response<Payload>, TransportError>> {
        let secret = request.headers().contains_key("authorization");
        self.0
            .lock()
            .unwrap()
            .push(format!("{} {secret}", request.uri().to_string().split("/proofs/").next().unwrap_or_default()));
        Box::pin(async { Err(TransportError::new("nothing was sent")) })
    }
}

async fn proof(base: &str, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> String {
    let origins = Origins::default();
    let builder = change(client::Client::builder(base).transport(origins.clone()));
    let client = Client::from_parts(builder.build().unwrap()).with_bearer_auth("person");
    client.get_proof("a", 1, GetProofType::Pdf).await.unwrap_err();
    origins.0.lock().unwrap().remove(0)
}

#[tokio::test]
async fn a_server_of_its_own_is_used_by_a_client_of_the_described_api_alone() {
    let own = "https://proofs.print-shop.example true";
    assert_eq!(proof("https://north.print-shop.example:443/v1", |builder| builder).await, own);
    assert_eq!(proof("https://south.print-shop.example:8443/v1/", |builder| builder).await, own);
    assert_eq!(proof("http://localhost:8080", |builder| builder).await, own, "the description names it");
    assert_eq!(proof("http://localhost:8081", |builder| builder).await, "http://localhost:8081 true");
    assert_eq!(
        proof("https://west.print-shop.example:443/v1", |builder| builder).await,
        "https://west.print-shop.example:443/v1 true"
    );
    let own = Server::with_url(GetProof::SERVERS, "https://{area}.print-shop.example").unwrap();
    let url = own.url(&[("area", "drafts")]).unwrap();
    let said = proof("http://localhost:8081", |builder| builder.server(own.url, &url)).await;
    assert_eq!(said, "https://drafts.print-shop.example true");
}

#[tokio::test]
async fn a_call_may_say_its_server() {
    let shop = Shop::open().await;
    let elsewhere = client::Client::new("http://localhost:1").unwrap();
    shop.answer::<GetLatestJob>(Ok(GetLatestJobOk::Ok(job())));
    let call = super::shop::with_credentials(elsewhere);
    let call = call.call(GetLatestJob::new()).server(&format!("http://{}", shop.address));
    assert_eq!(call.await.unwrap(), GetLatestJobOk::Ok(job()));
}

#[tokio::test]
async fn a_router_stands_under_the_path_of_a_server() {
    let server = Server::with_description(Client::SERVERS, "A branch of the shop.").unwrap();
    let router = mount(&server.base_path(&[]).unwrap(), router_with(Book::default(), Porter, ServerOptions::default()));
    let transport = letterpress_runtime::client::InProcess::new(router);
    for (base, status) in [("https://north.print-shop.example:443/v1", 501), ("https://north.print-shop.example:443", 404)] {
        let client = client::Client::builder(base).transport(transport.clone()).build().unwrap();
        let error = Client::from_parts(client).with_bearer_auth("person").get_latest_job().await.unwrap_err();
        assert_eq!(error.response().unwrap().status, status, "{}: {error:?}", GetLatestJob::ID);
        let client = client::Client::builder(base).transport(transport.clone()).build().unwrap();
        let error = client.call(OpenShop::new(OpenShopXShopTarget::ShopOpen)).await.unwrap_err();
        assert_eq!(error.response().unwrap().status, status, "an operation of the path `/`: {error:?}");
    }
}
