//! A crate whose tags are features: whoever asks for some of them compiles these alone, and nothing is missing.

use camino::Utf8Path;
use letterpress::rust::{Module, single_crate_files};
use letterpress::source::{Source, Sources};
use letterpress::{File, Options};

use crate::package;
use crate::support::workspace;

/// Two tags with types of their own and one that both use, an operation without a tag, a callback that knows who asked for it, a
/// component that nobody uses but which uses others, and a tag that is called like a feature that is there already.
const DESCRIPTION: &str = r##"
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /orders:
    post:
      operationId: createOrder
      tags: [orders]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
      responses: {"201": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
  /reports:
    post:
      operationId: askForReport
      tags: [reports]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Wish"}}}}
      responses: {"202": {description: Later.}}
      callbacks:
        done:
          "{$request.body#/url}":
            post:
              operationId: reportDone
              requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Report"}}}}
              responses: {"204": {description: Taken.}}
  /buyers:
    get:
      operationId: listBuyers
      tags: [serde]
      responses: {"200": {description: All., content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Buyer"}}}}}}
  /health:
    get:
      operationId: health
      responses: {"200": {description: Well., content: {application/json: {schema: {$ref: "#/components/schemas/Health"}}}}}
components:
  schemas:
    Order: {type: object, required: [buyer], properties: {buyer: {$ref: "#/components/schemas/Buyer"}, lines: {type: array, items: {$ref: "#/components/schemas/Line"}}}}
    Line: {type: object, properties: {sku: {type: string, minLength: 1}, spare: {$ref: "#/components/schemas/Spare"}}}
    Buyer: {type: object, properties: {name: {type: string}}}
    Wish: {type: object, required: [url], properties: {url: {type: string, format: uri}}}
    Report: {type: object, properties: {total: {type: number}}}
    Health: {type: object, properties: {fine: {type: boolean}}}
    Unused: {type: object, properties: {spare: {$ref: "#/components/schemas/Spare"}}}
    Spare: {type: object, properties: {code: {type: string}}}
"##;

#[test]
fn a_client_of_some_tags_has_what_it_calls_and_no_more() {
    let files = files();
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str()).unwrap_or_default();
    let models = text("src/models/mod.rs");
    for (gate, module) in [
        ("#[cfg(feature = \"orders\")]\n", "order"),
        ("#[cfg(feature = \"orders\")]\n", "line"),
        ("#[cfg(any(feature = \"orders\", feature = \"tag-serde\"))]\n", "buyer"),
        (";\n", "report"),
        (";\n", "health"),
        (";\n", "spare"),
    ] {
        assert!(models.contains(&format!("{gate}mod {module};\n")), "{module} behind {gate}: {models}");
    }
    // The callback names the operation that asks for it, and nobody asks for a callback by a tag.
    assert!(text("src/operations/mod.rs").contains(";\nmod reports;\n"));
    assert!(text("src/client/mod.rs").contains("#[cfg(feature = \"reports\")]\nmod reports;\n"));
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("tags");
    std::fs::create_dir_all(&folder).unwrap();
    // Checkouts may share a target folder.
    let lock = std::fs::File::create(folder.join("in-use")).unwrap();
    lock.lock().unwrap();
    package::write(&folder, &files);
    for features in ["client", "client,orders", "client,reports", "client,tag-serde", "client,all-tags", "server"] {
        package::build(&folder, features);
    }
}

/// The crate, as `letterpress generate --crate shop --tag-features` makes it.
fn files() -> Vec<File> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "openapi.yaml".to_owned(), text: DESCRIPTION.to_owned() });
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    let understood = understood.unwrap_or_else(|| panic!("{}", letterpress::diagnostic::render(&diagnostics, &sources)));
    let options = Options {
        source: "openapi.yaml".to_owned(),
        command: "letterpress generate".to_owned(),
        module: Some("crate".to_owned()),
        features: true,
        tag_features: true,
    };
    let module = Module { name: "shop".to_owned(), api: &understood.api, names: &understood.names, options };
    let mut files = single_crate_files("shop", &module);
    for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
        file.text.push_str("\n[workspace]\n\n[lints.rust]\nwarnings = \"deny\"\n\n[patch.crates-io]\n");
        file.text.push_str(&format!("letterpress-runtime = {{ path = {:?} }}\n", workspace().join("runtime").as_str()));
    }
    files
}
