//! What the print shop answers: what follows from the request where that is possible, else an example.

use http::HeaderValue;
use letterpress_runtime::server::{Failure, Handled};
use letterpress_runtime::{ByteStream, Bytes, Event, FilePart, Items, Parts, StatusCode, to_json_text};
use letterpress_tests::goods::{job, large_job};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::shop::Book;
use serde_json::json;

/// How much of a file is read.
const LIMIT: usize = 2 * 1024 * 1024;

const PNG: HeaderValue = HeaderValue::from_static("image/png");

/// Handlers that answer every request.
pub fn book() -> Book {
    archive(orders(press_room(papers(jobs(Book::default())))))
}

fn jobs(book: Book) -> Book {
    book.always(async |_: ListJobs| {
        let body = vec![job(), large_job()];
        Ok(ListJobsOk { x_total_count: 2, x_labels: Some(vec!["bag".to_owned()]), link: None, body })
    })
    .always(async |request: CreateJob| {
        let body = Job { title: request.body.title, ..job() };
        Ok(CreateJobOk::Created { location: format!("/jobs/{}", body.id.as_str()), body })
    })
    .always(async |_: GetLatestJob| Ok(GetLatestJobOk::Ok(large_job())))
    .always(async |request: GetJob| match request.if_none_match.as_deref() {
        Some("\"1\"") => Ok(GetJobOk::NotModified),
        _ => Ok(GetJobOk::Success { status: StatusCode::OK, e_tag: Some("\"1\"".to_owned()), body: job() }),
    })
    .always(async |request: UpdateJob| Ok(Job { title: request.body.title.unwrap_or("Cards".to_owned()), ..job() }))
    .always(async |_: DeleteJob| Ok(()))
    .always(async |request: CancelJob| match request.body {
        Some(_) => Ok(CancelJobOk::Accepted),
        None => Ok(CancelJobOk::NoContent),
    })
    .always(async |request: ExportJob| Ok([("id".to_owned(), json!(request.job_id))].into_iter().collect()))
    .always(async |request: KeepPlate| {
        let body = request.body.collect(LIMIT).await.map_err(Failure::unexpected)?.unwrap_or_default();
        Ok(KeepPlateOk { set_cookie: request.press.map(|press| vec![format!("press={press}")]), body: ByteStream::from(body) })
    })
    .always(async |request: GetProof| Ok(format!("https://print-shop.example/proofs/{}", request.version)))
}

fn papers(book: Book) -> Book {
    book.always(async |request: PutPaper| Ok(request.body))
        .always(async |request: GetStock| Ok(request.skus.into_iter().map(|sku| (sku, 7)).collect()))
        .always(async |_: FindStand| Ok(()))
        .always(count_papers)
        .always(async |request: NotePaper| Ok(request.body))
        .always(async |request: FindInk| Ok(vec![request.hue]))
        .always(async |_: MixInk| Ok(()))
        .always(async |request: CreateCustomer| {
            let NewCustomer { name, email, phone, billing, delivery, contact, .. } = request.body;
            Ok(Customer { name: Some(name), email, phone, billing, delivery: delivery.flatten(), contact, ..Customer::new(7) })
        })
}

/// A line for each paper, once all have come.
async fn count_papers(mut request: CountPapers) -> Handled<CountPapers> {
    let mut orders = Vec::new();
    while let Some(paper) = request.body.next().await.transpose()? {
        orders.push(CountPapersResponse { sheets: paper.sheets, ..CountPapersResponse::new(paper.sku) });
    }
    Ok(Items::of(orders))
}

fn press_room(book: Book) -> Book {
    book.always(async |_: ListPresses| {
        let hand = HandPress { kind: HandPressKind::Hand, built: Some(1890) };
        Ok(vec![Press::HandPress(hand), Press::OffsetPress(OffsetPress::new(12))])
    })
    .always(async |request: AddPress| Ok(request.body))
    .always(async |request: PutSettings| Ok(request.request_body))
    .always(async |_: ListFreeStands| Ok(()))
    .always(async |_: ListAllStands| Ok(()))
    .always(async |_: OpenShop| Ok(()))
    .always(async |_: CloseShop| Ok(()))
    .always(async |_: GetStand| Ok(()))
    .always(async |request: AddReadings| Ok(request.body))
    .always(log_press)
    .always(async |request: WatchPress| {
        let readings = [Reading::Integer(request.number.saturating_abs()), Reading::Text("end".to_owned())];
        Ok(Items::of(readings.map(|reading| Event::new(reading).event("reading"))))
    })
}

async fn log_press(mut request: LogPress) -> Handled<LogPress> {
    let mut readings = Vec::new();
    while let Some(reading) = request.body.next().await.transpose()? {
        readings.push(reading);
    }
    Ok(Items::of(readings))
}

/// Whoever sends forms and files is told what of them arrived: as JSON, in a member that holds a text or a file.
fn orders(book: Book) -> Book {
    book.always(async |request: PlaceOrder| Ok(request.body))
        .always(async |request: FileOrder| Ok(request.body))
        .always(async |request: SendForm| {
            let note = to_json_text(&request.body).map_err(Failure::unexpected)?;
            Ok(SendFormResponse { number: request.body.copies.unwrap_or(1), note: Some(note) })
        })
        .always(send_files)
        .always(stream_files)
}

async fn send_files(request: SendFiles) -> Handled<SendFiles> {
    let SendFilesRequest { number, labels, address, cover, pages } = request.body;
    let mut files = Vec::new();
    for file in std::iter::once(cover).chain(pages.unwrap_or_default()) {
        let content = file.body.collect(LIMIT).await.map_err(Failure::unexpected)?.unwrap_or_default();
        files.push(json!({ "name": file.file_name, "type": file.media_type, "content": &content[..] }));
    }
    let seen = json!({
        "number": number, "labels": labels, "city": address.and_then(|address| address.city), "files": files,
    });
    let proof = FilePart::new(seen.to_string().into_bytes()).media_type("application/json");
    Ok(SendFilesResponse { proof, count: Some(files.len() as i64) })
}

async fn stream_files(mut request: StreamFiles) -> Handled<StreamFiles> {
    let mut parts = Parts::new();
    while let Some(part) = request.body.next().await? {
        let (name, file_name, media_type) = (part.name.clone(), part.file_name.clone(), part.media_type.clone());
        let content = part.bytes(LIMIT).await?;
        parts = parts.with(name.as_deref(), FilePart { file_name, media_type, ..FilePart::from(content) });
    }
    Ok(parts)
}

/// The archive keeps nothing: it shows what was sent, and one file that it has.
fn archive(book: Book) -> Book {
    book.always(store_file)
        .always(async |request: ReadFile| match (request.name.as_str(), request.range) {
            ("none", _) => Err(ReadFileError::NotFound("there is none".to_owned()))?,
            (_, Some(_)) => Ok(ReadFileOk::PartialContent(ByteStream::from(Bytes::from_static(b"NG")))),
            (_, None) => Ok(ReadFileOk::Ok(ByteStream::from(Bytes::from_static(b"\x89PNG")).with_media_type(PNG))),
        })
        .always(async |_: ForgetFile| Ok(()))
        .always(async |request: WriteNote| Ok(WriteNoteResponseBody::Text(request.body)))
        .always(async |request: ListCopies| {
            let shelf = request.r#where.and_then(|place| place.shelf).unwrap_or(request.name);
            Ok(Items::of([ListCopiesResponse { shelf, row: Some(1) }]))
        })
        .always(async |_: OpenArchive| Ok(OpenArchiveOk { set_cookie: vec!["session=1".to_owned(), "desk=2".to_owned()] }))
}

async fn store_file(request: StoreFile) -> Handled<StoreFile> {
    let seen = match request.body {
        StoreFileBody::Binary(stream) => {
            stream.collect(LIMIT).await.map_err(Failure::unexpected)?.unwrap_or_default().len().to_string()
        }
        StoreFileBody::Json(elsewhere) => elsewhere.url,
    };
    Ok(StoreFileOk { digest: Some([("seen".to_owned(), seen)].into()) })
}
