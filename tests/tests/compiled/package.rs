//! The crate of all small descriptions: written where cargo keeps what tests make, built by cargo, asked over a pipe.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use letterpress::ir::{Codec, Content, Group, Operation, Origin, SecuritySchemeKind, Shape, TypeId, TypeRef};
use letterpress::rust::{Module, crate_files};
use letterpress::{File, Options, Understood};

pub use crate::built::{build, write};
use crate::built::{cargo, manifest, output};
use crate::support::workspace;

/// A description that generates.
pub struct Generated {
    /// Its module in the crate.
    pub module: String,
    /// The path of the description below the workspace.
    pub path: String,
    /// What the generator understood.
    pub understood: Understood,
}

/// A question that the crate is asked: what is asked, of what, with which text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    pub module: String,
    pub kind: &'static str,
    pub name: String,
    pub text: String,
}

/// Writes and builds the crate in a folder of this name; the answer to each question, in parts.
///
/// # Panics
///
/// When the crate does not compile, with what the compiler says to each description.
pub fn ask(name: &str, generated: &[Generated], questions: &[Question]) -> Vec<Vec<String>> {
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    // Checkouts may share a target folder.
    let lock = std::fs::File::create(folder.join("in-use")).unwrap();
    lock.lock().unwrap();
    write(&folder, &files(name, generated, questions));
    let features = generated.iter().map(|it| it.module.as_str()).chain(["client", "server"]).collect::<Vec<_>>().join(",");
    build(&folder, &features);
    let text: String = questions.iter().map(|it| format!("{}\t{}\t{}\t{}\n", it.module, it.kind, it.name, it.text)).collect();
    let output = output(cargo(&folder, &features, &["run", "--offline", "--quiet"]), &text);
    assert!(output.status.success(), "the probe fails: {}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<Vec<String>> = String::from_utf8(output.stdout)
        .unwrap()
        .split_terminator('\n')
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    assert_eq!(answers.len(), questions.len(), "one answer for each question");
    answers
}

/// The crate as `cargo xtask codegen` makes one, with a workspace of its own, and the probe.
fn files(name: &str, generated: &[Generated], questions: &[Question]) -> Vec<File> {
    let options = |source: &str| Options {
        source: source.to_owned(),
        command: "cargo test".to_owned(),
        features: true,
        ..Options::default()
    };
    let modules: Vec<Module<'_>> = generated
        .iter()
        .map(|Generated { module, path, understood }| Module {
            name: module.clone(),
            api: &understood.api,
            names: &understood.names,
            options: options(path),
        })
        .collect();
    let mut files = crate_files(name, &modules, &options("tests"));
    for file in &mut files {
        match file.path.as_str() {
            "Cargo.toml" => file.text.push_str(&manifest()),
            "src/lib.rs" => {
                file.text.push_str("\n#[allow(missing_docs)]\npub mod probe;\n#[allow(missing_docs)]\npub mod table;\n")
            }
            _ => {}
        }
    }
    let library = name.replace('-', "_");
    let probe = |name: &str, path: &str| File {
        path: path.to_owned(),
        text: std::fs::read_to_string(workspace().join("tests/probe").join(name)).unwrap().replace("compiled_cases", &library),
    };
    files.extend([probe("probe.rs", "src/probe.rs"), probe("main.rs", "src/main.rs")]);
    files.push(File { path: "src/table.rs".to_owned(), text: table(generated, questions) });
    files
}

/// The function that leads a question to the type it is about.
fn table(generated: &[Generated], questions: &[Question]) -> String {
    let mut arms = BTreeSet::new();
    let mut handlers = BTreeMap::new();
    for question in questions {
        let Question { module, kind, name, .. } = question;
        let it = generated.iter().find(|it| it.module == *module).unwrap();
        let call = match *kind {
            "value" => value(it, name, "value"),
            "sides" => value(it, name, "sides"),
            "xml" => xml(it, name),
            "answers" => {
                handlers.insert(module.clone(), handlers_of(it));
                let secured = if it.understood.api.security_schemes.is_empty() { "" } else { ", handlers::NAME::All" };
                let secured = secured.replace("NAME", module);
                format!("answer({module}::server::router(handlers::{module}::All{secured}), text)")
            }
            "receives" => {
                handlers.insert(module.clone(), handlers_of(it));
                received(it)
            }
            _ => returned(it, name),
        };
        arms.insert(format!("        ({module:?}, {kind:?}, {name:?}) => {call},\n"));
    }
    let (arms, handlers): (String, String) = (arms.into_iter().collect(), handlers.into_values().collect());
    format!(
        "#![allow(deprecated, unused_imports)]\nuse crate::{{*, probe::*}};\n\n\
         pub fn ask(case: &str, question: &str, name: &str, text: &str) -> Vec<String> {{\n    \
         match (case, question, name) {{\n{arms}        _ => vec![\"there is no such question\".to_owned()],\n    }}\n}}\n\n\
         mod handlers {{\n{handlers}}}\n"
    )
}

/// The component of this name.
pub fn component(it: &Generated, name: &str) -> Option<TypeId> {
    let is = |origin: &Origin| matches!(origin, Origin::Component(component) if component == name);
    it.understood.api.types.iter().find(|(_, definition)| is(&definition.origin)).map(|(id, _)| id)
}

/// A question about values of a component.
fn value(it: &Generated, name: &str, question: &str) -> String {
    let id = component(it, name).unwrap_or_else(|| panic!("{}: there is no schema `{name}`", it.path));
    let names = it.understood.names.ty(id);
    let definition = it.understood.api.types.get(id).unwrap();
    let ty = format!("{}::models::{}", it.module, names.ident);
    let rule = match (definition.facts.validated, &definition.shape) {
        (false, _) => "None".to_owned(),
        (true, Shape::Alias(_)) => format!("Some({}::models::{})", it.module, names.validator),
        (true, Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_)) => {
            format!("Some(<{ty} as letterpress_runtime::Validate>::validate)")
        }
    };
    format!("{question}::<{ty}>({rule}, text)")
}

/// The bodies of a component among those of an operation.
fn xml(it: &Generated, name: &str) -> String {
    let id = component(it, name).unwrap_or_else(|| panic!("{}: there is no schema `{name}`", it.path));
    let names = it.understood.names.ty(id);
    let tags = it.understood.api.tags.iter().zip(&it.understood.names.tags);
    let mut operations = tags.flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
    let holds = |content: &Content| {
        let xml = content.media.iter().any(|media| matches!(media.codec, Codec::Xml(_)));
        xml && content.ty().is_some_and(|ty| *ty == TypeRef::Named(id))
    };
    let used = |operation: &Operation| {
        let responses = operation.responses.iter().filter_map(|response| response.content.as_ref());
        responses.chain(operation.request_body.iter().map(|body| &body.content)).any(holds)
    };
    let (_, operation) = operations.find(|(operation, _)| used(operation)).unwrap_or_else(|| panic!("no XML of `{name}`"));
    let module = &it.module;
    format!("xml::<{module}::models::{}, {module}::operations::{}>(text)", names.ident, operation.ident)
}

/// Handlers that have none of their functions, so that each operation is answered by 501. What the API has to give as the body of an
/// answer is empty.
fn handlers_of(it: &Generated) -> String {
    let tags = it.understood.api.tags.iter().zip(&it.understood.names.tags);
    let principal = if it.understood.api.security_schemes.is_empty() { "" } else { "type Principal = (); " };
    let traits = tags.filter(|(tag, _)| !tag.operations.is_empty()).map(|(_, names)| {
        format!(
            "        impl crate::{}::server::{} for All {{\n            \
             {principal}type Context = letterpress_runtime::server::RequestContext<()>;\n        }}\n",
            it.module, names.handlers
        )
    });
    let traits = traits.collect::<String>();
    let rejects = "        impl<T: letterpress_runtime::Content> letterpress_runtime::server::Rejects<T> for All {\n            \
                   fn reject(&self, _: &letterpress_runtime::server::Rejection) -> T {\n                \
                   T::placeholder()\n            }\n        }\n";
    format!("    pub mod {} {{\n        pub struct All;\n{traits}{rejects}{}    }}\n", it.module, authenticator_of(it))
}

/// An authenticator to which no credential is good.
fn authenticator_of(it: &Generated) -> String {
    let schemes = it.understood.api.security_schemes.iter().zip(&it.understood.names.schemes);
    let functions: String = schemes
        .map(|(scheme, names)| {
            let ty = match scheme.kind {
                SecuritySchemeKind::Basic => "BasicCredentials",
                SecuritySchemeKind::Http(_) => "HttpCredentials",
                SecuritySchemeKind::MutualTls => "PeerCertificate",
                SecuritySchemeKind::ApiKey { .. } => "ApiKey",
                SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
                    "BearerToken"
                }
            };
            format!(
                "            async fn {}(&self, _: {ty}, _: Scopes) -> Result<(), Denied> {{ Err(Denied::Unauthorized) }}\n",
                names.function
            )
        })
        .collect();
    match functions.is_empty() {
        true => String::new(),
        false => format!(
            "        use letterpress_runtime::server::*;\n        impl crate::{}::server::Authenticate for All {{\n            \
             type Principal = ();\n{functions}        }}\n",
            it.module
        ),
    }
}

/// A question to the routers of webhooks and callbacks, each of which has the name of its handler as its path.
fn received(it: &Generated) -> String {
    let tags = it.understood.api.tags.iter().zip(&it.understood.names.tags);
    let groups = tags.filter(|(tag, _)| tag.group != Group::Tag && !tag.operations.is_empty());
    let routers = groups.map(|(_, names)| {
        let module = &it.module;
        let options = "letterpress_runtime::server::ServerOptions::default()";
        let path = "|name| format!(\"/{name}\")";
        format!("{module}::server::{}::router(handlers::{module}::All, {options}, {path}).unwrap()", names.module)
    });
    let routers: Vec<_> = routers.collect();
    format!("answer(letterpress_runtime::server::combine([{}]), text)", routers.join(", "))
}

fn returned(it: &Generated, id: &str) -> String {
    let tags = it.understood.api.tags.iter().zip(&it.understood.names.tags);
    let mut operations = tags.flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
    let found = operations.find(|(_, names)| names.id == id);
    let (_, names) = found.unwrap_or_else(|| panic!("{}: there is no operation `{id}`", it.path));
    format!("returned::<{}::operations::{}>(text)", it.module, names.ident)
}
