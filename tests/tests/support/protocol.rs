//! The versions of HTTP that a client and a server speak over a socket.

use std::collections::BTreeSet;

use http::Version;
use letterpress_runtime::client::{Client, ClientBuilder, Sender};

/// A version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    Http1,
    /// By prior knowledge: there is no TLS that could agree on it.
    Http2,
}

impl Protocol {
    #[allow(dead_code, reason = "some tests name each")]
    pub const ALL: [Self; 2] = [Self::Http1, Self::Http2];

    /// What a server is to see of it.
    pub fn version(self) -> Version {
        match self {
            Self::Http1 => Version::HTTP_11,
            Self::Http2 => Version::HTTP_2,
        }
    }

    /// A client of a server at this URL.
    pub fn client(self, url: &str) -> Client {
        self.speaking(Client::builder(url)).build().unwrap()
    }

    /// A client of URLs that come with each call.
    #[allow(dead_code, reason = "not every API has webhooks")]
    pub fn sender(self) -> Sender {
        self.speaking(Sender::builder()).build_sender().unwrap()
    }

    fn speaking(self, builder: ClientBuilder) -> ClientBuilder {
        match self {
            Self::Http1 => builder,
            Self::Http2 => builder.http2_prior_knowledge(),
        }
    }
}

/// The ids of the generated operations in a folder, given from that of this package.
pub fn operations(folder: &str) -> BTreeSet<String> {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let files = std::fs::read_dir(format!("{package}/{folder}")).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let id = |line: &str| line.trim().strip_prefix("const ID: &'static str = \"")?.strip_suffix("\";").map(str::to_owned);
    texts.flat_map(|text| text.lines().filter_map(id).collect::<Vec<_>>()).collect()
}
