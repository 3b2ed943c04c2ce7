//! Every operation of the five APIs, client against server over HTTP/1.1 and HTTP/2.

use std::collections::BTreeSet;

use crate::protocol::{Protocol, operations};

macro_rules! apis {
    ($($api:ident: $($operation:literal)*;)*) => {
        /// The operations whose exchanges `client_and_server` of their API has.
        const EXCHANGED: &[(&str, &[&str])] = &[$((stringify!($api), &[$($operation),*])),*];

        async fn run_all(protocol: Protocol) {
            $(crate::$api::client_and_server(protocol).await;)*
        }
    };
}

apis! {
    cuoral: "createCustomer";
    revnue: "createCustomer";
    shingleai: "createCustomer";
    togai: "createCustomer";
    truvami: "createCustomer";
}

#[tokio::test]
async fn every_operation_over_both_versions_of_http() {
    for protocol in Protocol::ALL {
        run_all(protocol).await;
    }
}

/// A new API or operation is not forgotten.
#[test]
fn no_operation_is_missing() {
    let pairs = |api: &str, ids: Vec<String>| ids.into_iter().map(|id| (api.to_owned(), id)).collect::<Vec<_>>();
    let exchanged = EXCHANGED.iter().flat_map(|(api, ids)| pairs(api, ids.iter().map(|id| (*id).to_owned()).collect()));
    let generated = apis().into_iter().flat_map(|api| {
        let ids = operations(&format!("../generated/src/{api}/operations"));
        pairs(&api, ids.into_iter().collect())
    });
    assert_eq!(generated.collect::<BTreeSet<_>>(), exchanged.collect());
}

/// The folders of the generated crate.
fn apis() -> Vec<String> {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let entries = std::fs::read_dir(format!("{package}/../generated/src")).unwrap().map(Result::unwrap);
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect()
}
