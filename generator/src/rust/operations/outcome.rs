//! Which responses are success, which are failure, and what each of them holds.

use crate::ir::{Operation, Response, Status};
use crate::names::is_success;

/// The documented results of an operation.
pub struct Outcome<'a> {
    /// Success.
    pub ok: Success<'a>,
    /// Failures, with their index among the responses.
    pub errors: Vec<(usize, &'a Response)>,
}

/// What success is.
pub enum Success<'a> {
    /// None is documented: any `2XX` is one and has no content.
    Undocumented,
    /// One without headers: the type of its body, or `()`.
    Body(usize, &'a Response),
    /// One that has headers or stands for several statuses: a struct.
    Struct(usize, &'a Response),
    /// Several: an enum.
    Enum(Vec<(usize, &'a Response)>),
}

impl Outcome<'_> {
    /// Whether success has a type of its own.
    pub fn has_ok_type(&self) -> bool {
        matches!(self.ok, Success::Struct(..) | Success::Enum(_))
    }

    /// Whether failures have a type of their own.
    pub fn has_error_type(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// Sorts the responses. Where nothing but `default` stands for success, it stands for both.
pub fn outcome(operation: &Operation) -> Outcome<'_> {
    let all = || operation.responses.iter().enumerate();
    let mut ok: Vec<_> = all().filter(|(_, response)| is_success(response.status)).collect();
    if ok.is_empty() {
        ok = all().filter(|(_, response)| response.status == Status::Default).collect();
    }
    let errors = all().filter(|(_, response)| !is_success(response.status)).collect();
    let ok = match ok.as_slice() {
        [] => Success::Undocumented,
        [(index, only)] if is_plain(only) => Success::Body(*index, only),
        [(index, only)] => Success::Struct(*index, only),
        _ => Success::Enum(ok),
    };
    Outcome { ok, errors }
}

/// Whether the status alone says what came: no headers, no range.
pub fn is_plain(response: &Response) -> bool {
    response.headers.is_empty() && is_exact(response.status)
}

/// Whether the key stands for one status.
pub fn is_exact(status: Status) -> bool {
    match status {
        Status::Exact(_) => true,
        Status::Range(_) | Status::Default => false,
    }
}
