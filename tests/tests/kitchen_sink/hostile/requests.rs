//! What a client sends to servers that lead it astray.

use letterpress_tests::kitchen_sink::operations::{CreateJob, GetLatestJob};

use super::super::goods::{key, new_job};
use super::super::protocol::Protocol;
use super::super::shop::with_credentials;
use super::server::{Hostile, Then};
use super::{client, ends, told};

#[tokio::test]
async fn no_redirect_is_followed_and_no_credential_goes_elsewhere() {
    let elsewhere = Hostile::listen("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Then::Close).await;
    for status in [300, 301, 302, 303, 305, 307, 308] {
        for target in [elsewhere.url.as_str(), "/jobs/1", "file:///etc/passwd", "\u{7f}"] {
            let head = format!("HTTP/1.1 {status} Moved\r\nLocation: {target}/jobs\r\nRefresh: 0; url={}\r\n", elsewhere.url);
            let server = Hostile::listen(format!("{head}Content-Length: 0\r\n\r\n"), Then::Close).await;
            let client = client(&server.url);
            for outcome in [
                told(ends(client.call(GetLatestJob::new())).await),
                told(ends(client.call(CreateJob::new(key(), new_job()))).await),
            ] {
                let expected = format!("undocumented {status}");
                let control = target == "\u{7f}" && outcome.starts_with("transport: ");
                let documented = outcome.starts_with("decode") || outcome.starts_with(&expected);
                assert!(control || documented, "{target}: {outcome}");
            }
            assert_eq!(server.connections(), 2);
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn frames_of_http_2_that_are_none() {
    // An empty SETTINGS, and GOAWAY for no error.
    let settings: &[u8] = b"\0\0\0\x04\0\0\0\0\0";
    let goaway: &[u8] = b"\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let huge: &[u8] = b"\xff\xff\xff\0\0\0\0\0\x01";
    for (first, then) in [
        (Vec::new(), Then::Close),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec(), Then::Close),
        (b"\0\0\0\0\0\0\0\0\0".to_vec(), Then::Close),
        (settings.to_vec(), Then::Close),
        ([settings, goaway].concat(), Then::Close),
        ([settings, huge].concat(), Then::Repeat("x")),
        ([settings, b"\0\0\x01\x01\x04\0\0\0\x01\xff"].concat(), Then::Close),
    ] {
        let server = Hostile::listen(first.clone(), then).await;
        let client = with_credentials(Protocol::Http2.client(&server.url));
        let outcome = told(ends(client.call(GetLatestJob::new())).await);
        assert!(outcome.starts_with("transport: "), "{}: {outcome}", first.escape_ascii());
    }
    let server = Hostile::listen(settings, Then::Hang).await;
    let client = with_credentials(Protocol::Http2.client(&server.url));
    let call = client.call(GetLatestJob::new()).timeout(std::time::Duration::from_millis(200));
    let outcome = told(ends(call).await);
    assert!(outcome.starts_with("timeout: no response within 200ms"), "{outcome}");
}
