//! Any request to operations of the kitchen sink: what the server takes, the client can send, and the server reads the same again.

#![no_main]

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use letterpress_fuzz::{split, whole};
use letterpress_runtime::content::Received;
use letterpress_runtime::operation::{Incoming, RequestReader, RequestSource, RequestWriter, WrittenRequest};
use letterpress_runtime::path::Template;
use letterpress_runtime::{Media, Operation, Payload, Validation, media_type};
use letterpress_tests::kitchen_sink::operations::*;
use libfuzzer_sys::fuzz_target;

/// A request as it comes: the path, the query, the headers, the body.
struct Sent {
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

/// The values of path variables, the query, headers by line, the body: with a zero between them.
fn sent<O: Operation>(data: &[u8]) -> Option<Sent> {
    let (path, rest) = split(data, 0);
    let (query, rest) = split(rest, 0);
    let (lines, body) = split(rest, 0);
    let mut headers = HeaderMap::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let (name, value) = split(line, b':');
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value.trim_ascii())) {
            headers.append(name, value);
        }
    }
    let mut values = std::str::from_utf8(path).ok()?.split('/');
    let mut path = String::new();
    let mut rest = O::PATH;
    while let Some((literal, after)) = rest.split_once('{') {
        path.push_str(literal);
        // No client can send these: whoever resolves a URL drops such segments (RFC 3986, section 5.2.4).
        path.push_str(values.next().filter(|value| !matches!(*value, "." | "..")).unwrap_or("1"));
        rest = after.split_once('}')?.1;
    }
    path.push_str(rest);
    Some(Sent { path, query: std::str::from_utf8(query).ok()?.to_owned(), headers, body: whole(body) })
}

/// What the server makes of it, unless it refuses.
fn read<O: Operation>(sent: &Sent) -> Option<O> {
    let captures = Template::new(O::PATH).captures(&sent.path)?;
    let source = RequestSource { captures: &captures, query: &sent.query, headers: &sent.headers };
    let mut reader = RequestReader::new(source, incoming(O::BODY.media, sent)?);
    let read = O::read_request(&mut reader);
    reader.finish().is_ok().then_some(read)
}

fn incoming(media: &[Media], sent: &Sent) -> Option<Incoming> {
    if sent.body.is_empty() && !sent.headers.contains_key(CONTENT_TYPE) {
        return Some(Incoming::Nothing);
    }
    let actual = sent.headers.get(CONTENT_TYPE)?;
    let matches = |media: &Media| actual.to_str().is_ok_and(|actual| media_type::matches(media.media_type(), actual));
    let index = media.iter().position(matches)?;
    Some(Incoming::Body(Received { index, media_type: Some(actual.clone()), payload: Payload::Whole(sent.body.clone()) }))
}

/// The request that a client sends, unless its body is a stream.
fn written<O: Operation>(operation: O) -> Result<Option<Sent>, String> {
    let mut writer = RequestWriter::new(Validation::On);
    operation.write_request(&mut writer);
    let WrittenRequest { path, query, headers, body } = writer.finish(O::PATH, &[]).map_err(|faults| faults.to_string())?;
    let Payload::Whole(body) = body else { return Ok(None) };
    Ok(Some(Sent { path, query: query.join("&"), headers, body }))
}

fn there_and_back<O: Operation>(data: &[u8]) {
    let Some(sent) = sent::<O>(data) else { return };
    let Some(operation) = read::<O>(&sent) else { return };
    let id = O::ID;
    let first = written(operation).unwrap_or_else(|error| panic!("{id}: the server took what the client refuses: {error}"));
    let Some(first) = first else { return };
    let operation = read::<O>(&first)
        .unwrap_or_else(|| panic!("{id}: the server refuses {} {:?} {:?}", first.query, first.headers, first.body));
    let Ok(Some(second)) = written(operation) else { panic!("{id}: the client refuses what it has sent") };
    assert_eq!((&first.path, &first.query), (&second.path, &second.query), "{id}");
    assert_eq!(first.headers.get(COOKIE), second.headers.get(COOKIE), "{id}");
    // A multipart body has another boundary each time.
    let is_multipart = |sent: &Sent| sent.headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"multipart/"));
    if !is_multipart(&first) {
        assert_eq!(first.body, second.body, "{id}");
        assert_eq!(first.headers, second.headers, "{id}");
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((which, rest)) = data.split_first() else { return };
    OPERATIONS[usize::from(*which) % OPERATIONS.len()](rest);
});

#[allow(deprecated, reason = "what is deprecated is read, too")]
const OPERATIONS: &[fn(&[u8])] = &[
    there_and_back::<StoreFile>,
    there_and_back::<ReadFile>,
    there_and_back::<ForgetFile>,
    there_and_back::<WriteNote>,
    there_and_back::<ListCopies>,
    there_and_back::<OpenArchive>,
    there_and_back::<ListPresses>,
    there_and_back::<AddPress>,
    there_and_back::<PutSettings>,
    there_and_back::<ListFreeStands>,
    there_and_back::<ListAllStands>,
    there_and_back::<OpenShop>,
    there_and_back::<CloseShop>,
    there_and_back::<GetStand>,
    there_and_back::<WatchPress>,
    there_and_back::<LogPress>,
    there_and_back::<ListJobs>,
    there_and_back::<CreateJob>,
    there_and_back::<GetLatestJob>,
    there_and_back::<GetJob>,
    there_and_back::<UpdateJob>,
    there_and_back::<DeleteJob>,
    there_and_back::<CancelJob>,
    there_and_back::<ExportJob>,
    there_and_back::<KeepPlate>,
    there_and_back::<GetProof>,
    there_and_back::<PutPaper>,
    there_and_back::<GetStock>,
    there_and_back::<FindStand>,
    there_and_back::<NotePaper>,
    there_and_back::<CountPapers>,
    there_and_back::<PaperLow>,
    there_and_back::<FindInk>,
    there_and_back::<MixInk>,
    there_and_back::<JobDone>,
    there_and_back::<CreateCustomer>,
    there_and_back::<PlaceOrder>,
    there_and_back::<FileOrder>,
    there_and_back::<SendForm>,
    there_and_back::<SendFiles>,
    there_and_back::<StreamFiles>,
];
