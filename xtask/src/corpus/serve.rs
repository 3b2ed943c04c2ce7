//! What was generated, served: each router is built, and each operation is asked once.
//!
//! No handler is written, so an operation that takes a request answers 501, and one that does not says why. What may not be is a router that
//! is not built, an operation that is not found, a panic and an error of the server.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::process::{Command, Stdio};

use camino::Utf8Path;
use letterpress::Understood;
use letterpress::ir::{Group, Operation, SecuritySchemeKind};
use letterpress::names::TagNames;

use super::compile::Crate;
use super::exchange;
use super::outcome::{Exchanged, Outcome};
use crate::bench::measure::cargo;

/// The program of a crate, whose library has the modules `s<number>`.
const MAIN: &str = include_str!("serve_main.rs");

/// The module that serves a document; `None` if it has no operations to serve.
pub fn module(understood: &Understood, number: usize) -> Option<String> {
    let tags = understood.api.tags.iter().zip(&understood.names.tags);
    let tags: Vec<_> = tags.filter(|(tag, _)| tag.group == Group::Tag && !tag.operations.is_empty()).collect();
    if tags.is_empty() {
        return None;
    }
    let is_secured = !understood.api.security_schemes.is_empty();
    let principal = if is_secured { "type Principal = (); " } else { "" };
    let handlers: String = tags.iter().map(|(_, names)| handlers(names, number, principal)).collect();
    let argument = if is_secured { ", All" } else { "" };
    let requests: String = tags.iter().flat_map(|(tag, _)| &tag.operations).filter_map(request).collect();
    Some(format!(
        "#![allow(deprecated)]\nuse letterpress_runtime::server::*;\n\npub struct All;\n\n{handlers}{}\n\
         impl<T: letterpress_runtime::Content> Rejects<T> for All {{\n    fn reject(&self, _: &Rejection) -> T {{ T::placeholder() }}\n}}\n\n\
         pub fn router() -> Router {{ crate::d{number}::server::router(All{argument}) }}\n\n\
         pub const REQUESTS: &[(&str, &str)] = &[\n{requests}];\n\n{}",
        authenticator(understood, number),
        exchange::functions(understood, number)
    ))
}

/// Handlers that are not written.
fn handlers(names: &TagNames, number: usize, principal: &str) -> String {
    let handlers = &names.handlers;
    format!("impl crate::d{number}::server::{handlers} for All {{ {principal}type Context = RequestContext<()>; }}\n")
}

/// The credential of a scheme: its type for the server, and how a client makes one.
pub fn credential(kind: &SecuritySchemeKind) -> (&'static str, &'static str) {
    match kind {
        SecuritySchemeKind::Basic => ("BasicCredentials", "basic(\"user\", \"word\")"),
        SecuritySchemeKind::Http(_) => ("HttpCredentials", "http(\"word\")"),
        SecuritySchemeKind::MutualTls => ("PeerCertificate", "certificate()"),
        SecuritySchemeKind::ApiKey { .. } => ("ApiKey", "api_key(\"word\")"),
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            ("BearerToken", "bearer(\"word\")")
        }
    }
}

/// An authenticator to which every credential is good.
fn authenticator(understood: &Understood, number: usize) -> String {
    let schemes = understood.api.security_schemes.iter().zip(&understood.names.schemes);
    let function = |(scheme, names): (&letterpress::ir::SecurityScheme, &letterpress::names::SchemeNames)| {
        let (ty, _) = credential(&scheme.kind);
        format!("    async fn {}(&self, _: {ty}, _: Scopes) -> Result<(), Denied> {{ Ok(()) }}\n", names.function)
    };
    let functions: String = schemes.map(function).collect();
    match functions.is_empty() {
        true => String::new(),
        false => format!("impl crate::d{number}::server::Authenticate for All {{\n    type Principal = ();\n{functions}}}\n"),
    }
}

/// A request that leads to the operation, as a line; `None` where others of the same path take it or the path alone does not say which.
fn request(operation: &Operation) -> Option<String> {
    let route = &operation.route;
    if route.yields || !route.marks.is_empty() {
        return None;
    }
    let mut target = String::new();
    let mut rest = route.template.as_str();
    while let Some((before, (_, behind))) = rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let _ = write!(target, "{before}1");
        rest = behind;
    }
    target.push_str(rest);
    let pairs: Vec<String> = route.fixed_query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if !pairs.is_empty() {
        let _ = write!(target, "?{}", pairs.join("&"));
    }
    let target: String = target.chars().map(|c| if c.is_ascii_graphic() { c.to_string() } else { escaped(c) }).collect();
    Some(format!("    ({:?}, {target:?}),\n", operation.key.method))
}

/// A character of a path as a URL has it.
fn escaped(c: char) -> String {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The program of a crate of these documents.
pub fn program(index: usize, documents: &[usize]) -> String {
    let ask = |number: &usize| {
        let module = format!("c{index}::s{number}");
        format!(
            "    ask(\"d{number}\", {module}::router, {module}::REQUESTS);\n    exchanged(\"d{number}\", {module}::EXCHANGES);\n"
        )
    };
    format!("{MAIN}\nfn main() {{\n{}}}\n", documents.iter().map(ask).collect::<String>())
}

/// What the programs said of a document.
#[derive(Default)]
struct Said {
    asked: usize,
    wrong: Option<String>,
    exchanged: Exchanged,
}

impl Said {
    fn line(&mut self, request: &str, answer: &str) {
        if let Some(operation) = request.strip_prefix("= ") {
            match answer.strip_prefix("not asked: ") {
                Some(why) => {
                    *self.exchanged.unasked.entry(why.split('`').next().unwrap_or_default().trim().to_owned()).or_default() += 1
                }
                None if answer == "answered" => self.exchanged.answered += 1,
                None => self.exchanged.wrong.push(format!("{operation}: {answer}")),
            }
            return;
        }
        self.asked += 1;
        if !is_right(answer) && self.wrong.is_none() {
            self.wrong = Some(format!("{request}: {answer}"));
        }
    }
}

/// Runs the program of each crate, and notes what was wrong with the answers for each document. A program that does not compile is the fault of
/// each document in it.
///
/// # Errors
///
/// When cargo cannot be started.
pub fn run(folder: &Utf8Path, crates: &[Crate], outcomes: &mut [Outcome]) -> Result<(), String> {
    let mut said: BTreeMap<usize, Said> = BTreeMap::new();
    for (index, Crate { documents, .. }) in crates.iter().enumerate().filter(|(_, of)| !of.documents.is_empty()) {
        eprintln!("serving {} documents, crate {} of {}", documents.len(), index + 1, crates.len());
        let (printed, failed) = self::said(folder, index)?;
        for line in printed.lines() {
            let [module, request, answer] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            let Some(number) = module.strip_prefix('d').and_then(|number| number.parse().ok()) else { continue };
            said.entry(number).or_default().line(request, answer);
        }
        for number in failed.iter().flat_map(|_| documents) {
            let of = said.entry(*number).or_default();
            of.wrong = of.wrong.take().or_else(|| failed.clone());
        }
    }
    for outcome in outcomes.iter_mut() {
        let Some(Said { asked, wrong, exchanged }) = said.remove(&outcome.number) else { continue };
        outcome.served = Some(wrong.map_or(Ok(asked), Err));
        outcome.exchanged = Some(exchanged);
    }
    Ok(())
}

/// Whether a server without handlers may answer so.
fn is_right(answer: &str) -> bool {
    matches!(answer.parse::<u16>(), Ok(501 | 200..=403 | 406..=499))
}

/// What the program of a crate prints, and why it did not come to its end.
fn said(folder: &Utf8Path, index: usize) -> Result<(String, Option<String>), String> {
    let mut child = Command::new(cargo())
        .args(["run", "--quiet", "--package", &format!("c{index}")])
        .current_dir(folder.join("crates"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("RUSTFLAGS", "-D warnings")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let mut said = String::new();
    child.stdout.take().map(|mut stdout| stdout.read_to_string(&mut said)).transpose().map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok((said, (!status.success()).then(|| format!("the program of crate c{index} fails: {status}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_that_is_not_found_or_fails_is_wrong() {
        for answer in ["501", "400", "401", "415", "422"] {
            assert!(is_right(answer), "{answer}");
        }
        for answer in ["404", "405", "500", "it panics", ""] {
            assert!(!is_right(answer), "{answer}");
        }
    }
}
