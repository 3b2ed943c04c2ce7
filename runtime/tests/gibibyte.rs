//! A body that nothing holds as a whole, over a socket in both directions. Alone in its process, whose memory it measures.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod files;

use files::{Download, Told, Upload, Zeros, serve};
use letterpress_runtime::ByteStream;
use letterpress_runtime::server::ServerOptions;

/// The most memory that this process has had, in bytes; `None` where nobody tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

const GIB: u64 = 1 << 30;

#[tokio::test(flavor = "multi_thread")]
async fn a_gibibyte_goes_up_and_down_and_is_never_held() {
    let client = serve(&Told::default(), ServerOptions::default()).await;
    for bytes in [GIB, GIB / 8 + 1] {
        let stream = ByteStream::new(Zeros(bytes)).with_media_type("image/png".parse().unwrap());
        let told = client.call(Upload { body: stream }).await.unwrap();
        assert_eq!(told, format!("{bytes} of image/png"));
        let mut stream = client.call(Download { bytes: bytes as i64 }).await.unwrap();
        assert_eq!(stream.length(), (bytes % 2 == 0).then_some(bytes));
        let mut came = 0;
        while let Some(chunk) = stream.chunk().await.unwrap() {
            came += chunk.len() as u64;
        }
        assert_eq!(came, bytes);
    }
    match peak() {
        Some(peak) => assert!(peak < 64 << 20, "{} MiB at the peak", peak >> 20),
        None => println!("skipped: nobody tells the peak of memory here"),
    }
}
