//! Where a call goes.

use super::Config;
use super::error::Failure;
use super::url::{BaseUrl, with_query};
use crate::operation::{Server, Spec};

/// What a call itself says of that.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Nothing: client and operation decide.
    Described,
    /// This base URL.
    Server(String),
    /// This URL, whatever the operation's path.
    Url(String),
}

/// The URL of a request with this path and query.
pub(super) fn url(config: &Config, spec: &Spec, target: &Target, (path, query): (&str, &[String])) -> Result<String, Failure> {
    let base = match target {
        Target::Described => described(config, spec.servers)?,
        Target::Server(base) => BaseUrl::parse(base).map_err(failure)?,
        Target::Url(url) => {
            let (address, own) = url.split_once('?').map_or((url.as_str(), None), |(address, own)| (address, Some(own)));
            BaseUrl::parse(address).map_err(failure)?;
            if own.is_some_and(|own| own.contains('#')) {
                return Err(Failure::Address { reason: "must have no fragment" });
            }
            return Ok(with_query(url.clone(), query));
        }
    };
    Ok(base.join(path, query))
}

/// The base URL of an operation with these servers of its own: see [`Call`](super::Call) for the rules.
fn described(config: &Config, own: &'static [Server]) -> Result<BaseUrl, Failure> {
    let Some(base) = &config.base else { return Err(Failure::Address { reason: "must be said with each call" }) };
    let Some(first) = own.first() else { return Ok(base.clone()) };
    let said = own.iter().find_map(|server| config.servers.iter().find(|(url, _)| url == server.url));
    if let Some((_, said)) = said {
        return Ok(said.clone());
    }
    let url = first.url(&[]).map_err(|_| Failure::Address { reason: "lacks the value of a variable" })?;
    if !is_absolute(&url) {
        return base.resolve(&url).map_err(failure);
    }
    match config.described.iter().any(|server| server.is_at(base.as_str())) {
        true => BaseUrl::parse(&url).map_err(failure),
        false => Ok(base.clone()),
    }
}

/// Whether a URL has a scheme (RFC 3986, section 4.2).
fn is_absolute(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && !scheme.contains(['/', '?', '#']))
}

fn failure(reason: &'static str) -> Failure {
    Failure::Address { reason }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use http::{Request, Response};

    use super::super::{BoxFuture, Client, Transport, TransportError};
    use super::*;
    use crate::Payload;
    use crate::operation::ServerVariable;

    struct Nowhere;

    impl Transport for Nowhere {
        fn send(&self, _: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
            Box::pin(async { Err(TransportError::new("nowhere")) })
        }
    }

    const fn server(url: &'static str) -> Server {
        Server { url, description: "", variables: &[] }
    }

    const DOCUMENT: &[Server] = &[
        Server {
            url: "https://{tenant}.example.com:{port}/v1",
            description: "",
            variables: &[
                ServerVariable { name: "tenant", default: "demo", values: &[] },
                ServerVariable { name: "port", default: "443", values: &["443", "8443"] },
            ],
        },
        server("/relative"),
    ];
    const FILES: &[Server] = &[server("https://files.example.com/up/"), server("https://mirror.example.com")];

    fn goes(base: &str, own: &'static [Server]) -> String {
        let client = Client::builder(base).transport(Nowhere).build().unwrap().described(DOCUMENT);
        base_of(&client, own)
    }

    fn base_of(client: &Client, own: &'static [Server]) -> String {
        described(&client.0, own).map_or_else(|_| "failure".to_owned(), |base| base.join("/x", &[]))
    }

    #[test]
    fn an_operation_with_servers_goes_there_only_from_the_described_api() {
        for (base, expected) in [
            ("https://acme.example.com:8443/v1", "https://files.example.com/up/x"),
            ("https://ACME.example.com:443/v1/", "https://files.example.com/up/x"),
            ("https://acme.example.com:1/v1", "https://acme.example.com:1/v1/x"),
            ("https://acme.test:443/v1", "https://acme.test:443/v1/x"),
            ("https://a.b.example.com:443/v1", "https://a.b.example.com:443/v1/x"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/x"),
            ("http://in-process/relative", "http://in-process/relative/x"),
        ] {
            assert_eq!(goes(base, FILES), expected);
            assert_eq!(goes(base, &[]), format!("{}/x", base.trim_end_matches('/')));
        }
    }

    #[test]
    fn a_relative_server_stays_at_the_origin_of_the_base() {
        for (base, url, expected) in [
            ("http://h:1/v1", "/v2", "http://h:1/v2/x"),
            ("http://h/v1", "/", "http://h/x"),
            ("http://h/v1/", "files", "http://h/v1/files/x"),
            ("http://h/v1", "./files/", "http://h/files/x"),
            ("http://h/a/b/", "../c", "http://h/a/c/x"),
        ] {
            assert_eq!(goes(base, Box::leak(Box::new([server(url.to_owned().leak())]))), expected, "{base} {url}");
        }
    }

    #[test]
    fn what_the_user_says_goes_first() {
        let builder = Client::builder("https://demo.example.com:443/v1").transport(Nowhere);
        let client = builder.server("https://mirror.example.com", "http://localhost:1/m").build().unwrap().described(DOCUMENT);
        assert_eq!(base_of(&client, FILES), "http://localhost:1/m/x");
    }

    #[test]
    fn a_url_is_taken_whole() {
        let client = Client::builder("http://h").transport(Nowhere).build().unwrap();
        let spec = spec();
        let to = |url_: &str, query: &[String]| url(&client.0, &spec, &Target::Url(url_.to_owned()), ("", query)).ok();
        assert_eq!(to("https://h/hook?key=1", &["a=b".to_owned()]).unwrap(), "https://h/hook?key=1&a=b");
        assert_eq!(to("https://h/hook", &["a=b".to_owned()]).unwrap(), "https://h/hook?a=b");
        for wrong in
            ["", "/hook", "ftp://h/", "file:///etc/passwd", "http://u:p@h/", "http://h/#a", "http://h/?a#b", "http://h/a b"]
        {
            assert_eq!(to(wrong, &[]), None, "{wrong}");
        }
    }

    fn spec() -> Spec {
        Spec {
            id: "x",
            method: http::Method::POST,
            path: "",
            fixed_query: &[],
            marks: &[],
            yields: false,
            servers: &[],
            security: &[],
            body: crate::operation::RequestBody::NONE,
            responses: &[],
        }
    }
}
