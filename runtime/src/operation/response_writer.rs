//! A documented response, on its way out.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use http::{Response, StatusCode};

use super::response_reader::HeaderSource;
use crate::codec::Encode;
use crate::json::Json;
use crate::parameter::write;
use crate::redact::{self, Head, Headers};

/// A status, as a number from the description or as the handler gave it.
pub trait IntoStatus {
    /// The status; `None` when it is no three-digit number.
    fn into_status(self) -> Option<StatusCode>;
}

impl IntoStatus for u16 {
    fn into_status(self) -> Option<StatusCode> {
        StatusCode::from_u16(self).ok()
    }
}

impl IntoStatus for StatusCode {
    fn into_status(self) -> Option<StatusCode> {
        Some(self)
    }
}

/// Takes the status, the headers and the body of a response.
#[derive(Default)]
pub struct ResponseWriter {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    error: Option<String>,
}

impl fmt::Debug for ResponseWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ResponseWriter");
        shown.field("status", &self.status).field("headers", &Headers(&self.headers)).field("body", &Head(&self.body));
        shown.field("error", &self.error.as_ref().map(|error| Head(error.as_bytes()))).finish()
    }
}

impl ResponseWriter {
    /// Sets the status. Headers and one of [`json`](Self::json), [`text`](Self::text), [`binary`](Self::binary) or
    /// [`empty`](Self::empty) follow.
    pub fn status(&mut self, status: impl IntoStatus) -> &mut Self {
        match status.into_status() {
            Some(status) => self.status = status,
            None => self.error("a status must have three digits".to_owned()),
        }
        self
    }

    /// A header: by its name, or by a [`Parameter`](crate::Parameter) where it has another kind or style than text has.
    pub fn header<T: Encode + ?Sized>(&mut self, header: impl HeaderSource, value: &T) -> &mut Self {
        self.header_tree(&header.parameter(), &value.encode());
        self
    }

    /// A header that may be absent.
    pub fn optional_header<T: Encode>(&mut self, header: impl HeaderSource, value: &Option<T>) -> &mut Self {
        if let Some(value) = value {
            self.header_tree(&header.parameter(), &value.encode());
        }
        self
    }

    /// A JSON body.
    pub fn json<T: Encode + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        match value.encode().to_text() {
            Ok(text) => self.content(media_type, Bytes::from(text)),
            Err(error) => self.error(error.to_string()),
        }
    }

    /// A text body: strings, and scalars by their text.
    pub fn text<T: Encode + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        match crate::parameter::scalar::text(&value.encode()) {
            Ok(text) => self.content(media_type, Bytes::from(text.into_owned())),
            Err(error) => self.error(format!("the body {error}")),
        }
    }

    /// A body of bytes.
    pub fn binary(&mut self, media_type: &'static str, bytes: &Bytes) {
        self.content(media_type, bytes.clone());
    }

    /// No body.
    pub fn empty(&mut self) {}

    /// The status so far.
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    /// The response.
    ///
    /// # Errors
    /// When a header or the body has no form on the wire, such as a NaN.
    pub fn finish(self) -> Result<Response<Bytes>, String> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        redact::mark(response.headers_mut(), &[]);
        Ok(response)
    }

    fn error(&mut self, error: String) {
        self.error.get_or_insert(error);
    }

    fn content(&mut self, media_type: &'static str, bytes: Bytes) {
        self.body = bytes;
        let media_type = if media_type.contains('*') { "application/octet-stream" } else { media_type };
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => drop(self.headers.insert(CONTENT_TYPE, media_type)),
            Err(_) => self.error(format!("the media type `{media_type}` cannot be sent")),
        }
    }

    fn header_tree(&mut self, parameter: &crate::Parameter, value: &Json<'_>) {
        let lines: Vec<&Json<'_>> = match (value, parameter.name.eq_ignore_ascii_case(SET_COOKIE.as_str())) {
            (Json::Array(cookies), true) => cookies.iter().collect(),
            _ => vec![value],
        };
        for line in lines {
            let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(|_| "has a name that no header can have");
            match name.and_then(|name| Ok((name, write::header(parameter, line)?))) {
                Ok((name, text)) => drop(self.headers.append(name, text)),
                Err(detail) => self.error(format!("header `{}` {detail}", parameter.name)),
            }
        }
    }
}
