//! Any bytes as a body that is read while it comes: lines, a sequence, events, parts. However they are cut into chunks, what is read is the same.

#![no_main]

use futures_executor::block_on;
use http::HeaderValue;
use letterpress_fuzz::Chunks;
use letterpress_runtime::content::{Content, Received};
use letterpress_runtime::{ByteStream, Direction, Event, Items, Media, Parts, Payload, Value};
use libfuzzer_sys::fuzz_target;

const MEDIA: [Media; 4] = [
    Media::lines("application/jsonl"),
    Media::sequence("application/json-seq"),
    Media::events("text/event-stream"),
    Media::text_events("text/event-stream"),
];

fn received(data: &[u8], seed: u8, media_type: &'static str) -> Received {
    let payload = Payload::Stream(ByteStream::new(Chunks::of(data, seed)));
    Received { index: 0, media_type: Some(HeaderValue::from_static(media_type)), payload }
}

fn items(data: &[u8], seed: u8, media: &Media) -> Vec<String> {
    let mut told = Vec::new();
    if media.media_type() == "text/event-stream" {
        let Ok(mut items) = Items::<Event<Value>>::read(received(data, seed, media.media_type()), media, Direction::Response)
        else {
            return vec!["refused".to_owned()];
        };
        while let Some(item) = block_on(items.next()) {
            told.push(format!("{item:?}"));
        }
    } else {
        let Ok(mut items) = Items::<Value>::read(received(data, seed, media.media_type()), media, Direction::Response) else {
            return vec!["refused".to_owned()];
        };
        while let Some(item) = block_on(items.next()) {
            told.push(format!("{item:?}"));
        }
    }
    told
}

fn parts(data: &[u8], seed: u8) -> Vec<String> {
    let media = Media::parts("multipart/form-data");
    let received = received(data, seed, "multipart/form-data; boundary=a");
    let Ok(mut parts) = Parts::read(received, &media, Direction::Request) else { return vec!["refused".to_owned()] };
    let mut told = Vec::new();
    loop {
        match block_on(parts.next()) {
            Ok(Some(part)) => {
                let head = format!("{:?} {:?} {:?} {:?}", part.name, part.file_name, part.media_type, part.headers);
                let content = block_on(part.bytes(1 << 20));
                let failed = content.is_err();
                told.push(format!("{head} {content:?}"));
                if failed {
                    return told;
                }
            }
            Ok(None) => return told,
            Err(error) => {
                told.push(error.to_string());
                return told;
            }
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((which, data)) = data.split_first() else { return };
    match MEDIA.get(usize::from(*which % 5)) {
        Some(media) => assert_eq!(items(data, 0, media), items(data, *which, media)),
        None => assert_eq!(parts(data, 0), parts(data, *which)),
    }
});
