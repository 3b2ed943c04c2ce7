//! The request of an operation, on its way out.

use std::fmt;

use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};

use crate::codec::{Encode, to_json};
use crate::content::{self, Content, Media, Payload, Written};
use crate::json::Json;
use crate::parameter::percent::{Encoding, encode, encode_into};
use crate::parameter::query::form_decoded as decoded;
use crate::parameter::{Location, Parameter, ParameterKind, Style, write};
use crate::path::FixedPair;
use crate::problem::{Fault, Faults};
use crate::redact::{self, Head, Headers, Pairs, Short};
use crate::text::holds_password;
use crate::validation;

/// Whether values are checked against their schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// They are.
    On,
    /// Only that they can be sent at all.
    Off,
}

/// Takes the parameters and the body of a request.
pub struct RequestWriter {
    validation: Validation,
    variables: Vec<(&'static str, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Payload,
    faults: Vec<Fault>,
}

/// A request without its base URL.
pub struct WrittenRequest {
    /// The path, encoded, with a slash before it.
    pub path: String,
    /// The pairs of the query, encoded.
    pub query: Vec<String>,
    /// Header parameters, `Cookie` and `Content-Type`.
    pub headers: HeaderMap,
    /// The body; empty when there is none.
    pub body: Payload,
}

impl fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables: Vec<&str> = self.variables.iter().map(|(name, _)| *name).collect();
        let mut shown = f.debug_struct("RequestWriter");
        shown.field("validation", &self.validation).field("variables", &variables);
        shown.field("query", &Short(&Pairs(&self.query, "&"))).field("headers", &Headers(&self.headers));
        shown.field("cookies", &Short(&Pairs(&self.cookies, "; "))).field("body", &self.body);
        shown.field("faults", &Short(&self.faults)).finish()
    }
}

impl fmt::Debug for WrittenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("WrittenRequest");
        shown.field("path", &Head(self.path.as_bytes())).field("query", &Short(&Pairs(&self.query, "&")));
        shown.field("headers", &Headers(&self.headers)).field("body", &self.body).finish()
    }
}

impl RequestWriter {
    /// An empty request.
    pub fn new(validation: Validation) -> Self {
        let (variables, query, cookies, faults) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { validation, variables, query, headers: HeaderMap::new(), cookies, body: Payload::empty(), faults }
    }

    /// A required parameter.
    pub fn required<T: Encode + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        let tape = to_json(value);
        self.parameter(parameter, tape.root());
        self.hide(parameter, value);
        if is_nothing(parameter, tape.root()) {
            self.fault(parameter, "required", "is required, and an empty object cannot be sent in its style");
        }
    }

    /// An optional parameter; `None` sends nothing.
    pub fn optional<T: Encode>(&mut self, parameter: &Parameter, value: &Option<T>) {
        if let Some(value) = value {
            self.parameter(parameter, to_json(value).root());
            self.hide(parameter, value);
        }
    }

    /// Marks a header that holds a password, so that no log shows it.
    fn hide<T: Encode + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        if parameter.location == Location::Header
            && holds_password(value)
            && let Ok(name) = HeaderName::from_bytes(parameter.name.as_bytes())
        {
            redact::mark(&mut self.headers, &[name]);
        }
    }

    /// The body, as the first of these media types that its value can be.
    pub fn body<T: Content>(&mut self, media: &'static [Media], value: T) {
        let fitting = content::fitting(&value, media).first().and_then(|index| Some((*index, media.get(*index)?)));
        let Some((index, media)) = fitting else {
            self.faults.push(content::fault("content", "no media type of this operation can hold the body"));
            return;
        };
        match value.write(media, index, self.validation) {
            Ok(written) => self.content(media, written),
            Err(faults) => self.faults.extend(faults),
        }
    }

    /// An optional body; `None` sends neither a body nor `Content-Type`.
    pub fn optional_body<T: Content>(&mut self, media: &'static [Media], value: Option<T>) {
        if let Some(value) = value {
            self.body(media, value);
        }
    }

    fn fault(&mut self, parameter: &Parameter, keyword: &'static str, detail: &str) {
        let parameter = Some((parameter.location, parameter.name));
        self.faults.push(Fault {
            parameter,
            pointer: String::new(),
            keyword: keyword.into(),
            detail: detail.to_owned(),
            more: 0,
        });
    }

    fn parameter(&mut self, parameter: &Parameter, value: Json<'_>) {
        if let (Validation::On, Some(rule)) = (self.validation, parameter.rule) {
            self.faults.extend(validation::faults(Some((parameter.location, parameter.name)), rule, value));
        }
        let value = &value.to_tree();
        let written = match parameter.location {
            Location::Path => write::path(parameter, value).map(|text| self.variables.push((parameter.name, text))),
            Location::Query => write::pairs(parameter, value).map(|pairs| self.query.extend(pairs)),
            Location::Cookie => write::pairs(parameter, value).map(|pairs| self.cookies.extend(pairs)),
            Location::Header => write::header(parameter, value).and_then(|text| self.header(parameter.name, text)),
        };
        if let Err(detail) = written {
            self.fault(parameter, "style", detail);
        }
    }

    fn header(&mut self, name: &str, value: HeaderValue) -> Result<(), &'static str> {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "has a name that no header can have")?;
        self.headers.append(name, value);
        Ok(())
    }

    fn content(&mut self, media: &Media, written: Written) {
        self.body = written.payload;
        match written.media_type.map_or_else(|| media.content_type(), Ok) {
            Ok(media_type) => drop(self.headers.insert(CONTENT_TYPE, media_type)),
            Err(detail) => self.faults.push(content::fault("content", detail)),
        }
    }

    /// Ends the request. The pairs of the fixed query come first; a parameter that says the same is not sent again.
    ///
    /// # Errors
    /// All recorded mistakes, and a parameter that contradicts the fixed query.
    pub fn finish(mut self, template: &'static str, fixed_query: &'static [FixedPair]) -> Result<WrittenRequest, Faults> {
        let path = self.path(template);
        let query = self.whole_query(fixed_query);
        if !self.faults.is_empty() {
            return Err(Faults(self.faults));
        }
        if let Ok(cookies) = HeaderValue::from_str(&self.cookies.join("; "))
            && !cookies.is_empty()
        {
            self.headers.insert(COOKIE, cookies);
        }
        Ok(WrittenRequest { path, query, headers: self.headers, body: self.body })
    }

    fn whole_query(&mut self, fixed_query: &'static [FixedPair]) -> Vec<String> {
        let mut whole = Vec::with_capacity(fixed_query.len() + self.query.len());
        let mut own = std::mem::take(&mut self.query);
        for (name, value) in fixed_query {
            let sent: Vec<String> = own.extract_if(.., |pair| named(pair, name)).collect();
            if sent.iter().any(|pair| !same(pair, value)) {
                self.fault(
                    &Parameter::query(name),
                    "const",
                    &format!("the path of this operation has it with the value `{value}`"),
                );
            }
            let [name, value] = [name, value].map(|text| encode(&decoded(text), Encoding::Unreserved));
            whole.push(if value.is_empty() { name } else { format!("{name}={value}") });
        }
        whole.extend(own);
        whole
    }

    fn path(&mut self, template: &'static str) -> String {
        let mut path = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            encode_into(&mut path, literal, Encoding::Path);
            match self.variables.iter().find(|(known, _)| *known == name) {
                Some((_, text)) => path.push_str(text),
                None => self.missing_variable(name),
            }
            rest = after;
        }
        encode_into(&mut path, rest, Encoding::Path);
        self.refuse_dots(&path);
        path
    }

    fn missing_variable(&mut self, name: &'static str) {
        if !self.faults.iter().any(|fault| fault.parameter == Some((Location::Path, name))) {
            self.fault(&Parameter::path(name), "required", "is a variable of the path and was not given");
        }
    }

    fn refuse_dots(&mut self, path: &str) {
        if self.faults.is_empty() && path.split('/').any(|segment| segment == "." || segment == "..") {
            self.faults.push(content::fault("path", "the path has a segment `.` or `..`, which URL parsers drop"));
        }
    }
}

fn named(pair: &str, name: &str) -> bool {
    decoded(pair.split_once('=').map_or(pair, |(name, _)| name)) == decoded(name)
}

fn same(pair: &str, value: &str) -> bool {
    decoded(pair.split_once('=').map_or("", |(_, value)| value)) == decoded(value)
}

/// Whether the style sends nothing at all for an object. A list for which nothing is sent is one without items to a server.
fn is_nothing(parameter: &Parameter, value: Json<'_>) -> bool {
    let empty = value.as_object().is_some_and(|mut members| members.next().is_none());
    let pairs = matches!(parameter.location, Location::Query | Location::Cookie);
    let apart = parameter.explode || parameter.style == Style::DeepObject;
    empty && pairs && apart && !matches!(parameter.kind, ParameterKind::Json)
}
