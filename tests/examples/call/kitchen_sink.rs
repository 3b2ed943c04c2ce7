//! The calls of the print shop: the values of the tests.

use letterpress_runtime::client::{Client, Credential};
use letterpress_runtime::{ByteStream, Bytes, Items, Parts};
use letterpress_tests::goods::*;
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::security;
use letterpress_tests::shop::with_credentials;

use crate::{call, shown};

/// How much of a file is read.
const LIMIT: usize = 1024 * 1024;

pub async fn call_all(client: Client) {
    let client = with_credentials(client);
    jobs(&client).await;
    papers(&client).await;
    press_room(&client).await;
    orders(&client).await;
    archive(&client).await;
}

async fn jobs(client: &Client) {
    call(client, ListJobs::new(), shown).await;
    call(client, filtered(), shown).await;
    let trace = Some(vec!["a1".to_owned(), "b2".to_owned()]);
    call(client, CreateJob { x_trace: trace, ..CreateJob::new(key(), large_new_job()) }, shown).await;
    call(client, CreateJob::new(key(), new_job()), shown).await;
    call(client, GetLatestJob::new(), shown).await;
    call(client, GetJob { locale: Some("de".to_owned()), ..GetJob::new("7") }, shown).await;
    call(client, GetJob { if_none_match: Some("\"1\"".to_owned()), ..GetJob::new("a b/ü") }, shown).await;
    let patch = JobPatch { title: Some("New".to_owned()), note: Some(None), ..JobPatch::default() };
    call(client, UpdateJob::new("7", patch), shown).await;
    let writer = client.clone().with_credential(&security::OAUTH, Credential::bearer("writer"));
    call(&writer, DeleteJob::new("7"), shown).await;
    call(client, CancelJob::new("7"), shown).await;
    let body = CancelJobRequest::new(CancelJobRequestReason::Shop);
    call(client, CancelJob { body: Some(body), ..CancelJob::new("7") }, shown).await;
    call(client, ExportJob::new("7"), shown).await;
    let area = Some(KeepPlateArea { top: Some(0.5) });
    let plate = ByteStream::from("plate").with_media_type("image/png".parse().unwrap());
    call(client, KeepPlate { press: Some("b 2".to_owned()), area, ..KeepPlate::new("7", plate) }, async |answer: KeepPlateOk| {
        format!("{:?} {:?}", answer.set_cookie, answer.body.collect(LIMIT).await)
    })
    .await;
    call(client, GetProof { self_: Some(true), ..GetProof::new("a b", 3, GetProofType::Pdf) }, shown).await;
}

/// Every parameter of the list.
fn filtered() -> ListJobs {
    let texts = |texts: [&str; 2]| Some(texts.map(str::to_owned).to_vec());
    ListJobs {
        status: Some(vec![JobStatus::InPress, JobStatus::V2ndProof]),
        paper: texts(["AB-1", "CD, 2"]),
        labels: texts(["a", "b c"]),
        pages: Some(vec![1, 2]),
        filter: Some(ListJobsFilter { customer: Some("Ada & Co".to_owned()), rush: Some(true), copies: Some(3) }),
        size: Some(ListJobsSize { width: Some(1.5), height: Some(2.0) }),
        limit: Some(5),
        order: Some(ListJobsOrder::Oldest),
        archived: Some(true),
        q: Some("a:b/c?d".to_owned()),
        created_after: Some("2026-01-02T03:04:05Z".parse().unwrap()),
    }
}

async fn papers(client: &Client) {
    call(client, PutPaper::new("a/b", paper()), shown).await;
    call(client, GetStock::new(vec!["AB-123".to_owned(), "ü".to_owned()]), shown).await;
    call(client, FindStand::new("12"), shown).await;
    call(client, NotePaper::new("a/b", "Größe"), shown).await;
    call(client, CountPapers::new(Items::of([paper(), paper()])), items).await;
    let mix = [("red".to_owned(), "1".to_owned()), ("blue".to_owned(), "2 %".to_owned())].into();
    call(client, FindInk::new("ocean", vec![1, 22], mix), shown).await;
    let level = Some(MixInkLevel::Text("50".to_owned()));
    call(client, MixInk { level, ..MixInk::new(Vec::new(), MixInkRequest::new(Vec::new(), None)) }, shown).await;
    let address = Address::new(vec!["1 Example Street".to_owned()], AddressCountry::No);
    let customer = NewCustomer {
        email: Some("a@example.com".to_owned()),
        phone: Some("1".to_owned()),
        password: Some("secret".to_owned().into()),
        billing: Some(address),
        delivery: Some(None),
        contact: Some(CustomerContact::Integer(-1)),
        ..NewCustomer::new("Ada")
    };
    call(client, CreateCustomer::new(customer), shown).await;
}

async fn press_room(client: &Client) {
    call(client, ListPresses::new(), shown).await;
    for press in [
        Press::HandPress(HandPress { kind: HandPressKind::Proofing, built: Some(1890) }),
        Press::OffsetPress(OffsetPress::new(12)),
        Press::DigitalPress(DigitalPress { address: Some("10.0.0.1".to_owned()), ..DigitalPress::new() }),
    ] {
        call(client, AddPress::new(press), shown).await;
    }
    let put = PutSettings { body: Some("not the body".to_owned()), ..PutSettings::new(PutSettingsNumber::V10, settings()) };
    call(client, put, shown).await;
    call(client, ListFreeStands { floor: Some(2), ..ListFreeStands::new() }, shown).await;
    call(client, ListAllStands::new(), shown).await;
    call(client, OpenShop::new(OpenShopXShopTarget::ShopOpen), shown).await;
    call(client, CloseShop::new(CloseShopXShopTarget::ShopClose), shown).await;
    call(client, GetStand::new(12), shown).await;
    let readings = vec![Reading::Integer(1), Reading::Number(1.5), Reading::Text(String::new()), Reading::List(vec![1.0, 2.5])];
    call(client, AddReadings::new(3, readings), shown).await;
    call(client, WatchPress::new(3), items).await;
    call(client, LogPress::new(3, Items::of([Reading::Integer(1), Reading::Text("b".to_owned())])), items).await;
}

async fn orders(client: &Client) {
    call(client, PlaceOrder::new(order()), shown).await;
    call(client, FileOrder::new(order()), shown).await;
    call(client, SendForm::new(form()), shown).await;
    call(client, SendFiles::new(files()), async |answer: SendFilesResponse| {
        let content = answer.proof.body.collect(LIMIT).await.unwrap().unwrap_or_default();
        let content = String::from_utf8_lossy(&content);
        format!("{:?} {:?} {:?} {content}", answer.count, answer.proof.file_name, answer.proof.media_type)
    })
    .await;
    let parts = Parts::new().with(Some("a"), Bytes::from_static(b"1")).with(None, Bytes::from_static(b"two"));
    call(client, StreamFiles::new(parts), async |mut answer: Parts| {
        let mut seen = Vec::new();
        while let Ok(Some(part)) = answer.next().await {
            let name = part.name.clone();
            seen.push(format!("{name:?} {:?}", part.text(LIMIT).await));
        }
        seen.join(", ")
    })
    .await;
}

async fn archive(client: &Client) {
    let picture = ByteStream::from(Bytes::from_static(b"\x89PNG")).with_media_type("image/png".parse().unwrap());
    call(client, StoreFile::new("a/b.png", StoreFileBody::Binary(picture)), shown).await;
    let elsewhere = StoreFileRequest { url: "https://example.com/a".to_owned() };
    call(client, StoreFile::new("a", StoreFileBody::Json(elsewhere)), shown).await;
    call(client, ReadFile::new("a"), async |answer: ReadFileOk| match answer {
        ReadFileOk::Ok(stream) | ReadFileOk::PartialContent(stream) => format!("{:?}", stream.collect(LIMIT).await),
    })
    .await;
    let body = Some(ForgetFileRequest { reason: "old".to_owned() });
    call(client, ForgetFile { body, ..ForgetFile::new("a") }, shown).await;
    call(client, WriteNote::new("a", "Grüße"), shown).await;
    let place = ListCopiesWhere { shelf: Some("a&b".to_owned()), above: Some(0) };
    call(client, ListCopies { r#where: Some(place), ..ListCopies::new("x") }, items).await;
    call(client, OpenArchive::new(), shown).await;
}

async fn items<T: letterpress_runtime::content::Item + std::fmt::Debug>(mut items: Items<T>) -> String {
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(format!("{item:?}"));
    }
    seen.join(", ")
}
