//! From the violations of a value to the mistakes of a request.

use crate::Rule;
use crate::codec::{DecodeError, OUT_OF_RANGE};
use crate::json::Json;
use crate::parameter::Location;
use crate::problem::Fault;

/// Where a value is: in a parameter or in the body.
pub(crate) type Place = Option<(Location, &'static str)>;

/// Every violation of a rule.
pub(crate) fn faults(place: Place, rule: Rule, value: Json<'_>) -> Vec<Fault> {
    let found = crate::check::violations(value, rule);
    let fault = |violation: &crate::check::Violation| Fault {
        parameter: place,
        pointer: violation.pointer.clone(),
        keyword: violation.keyword.into(),
        detail: violation.message.clone(),
        more: 0,
    };
    and_more(found.iter().map(fault).collect(), found.more())
}

/// What is wrong with an object besides its members that could not be read, which are in it as [`Tree::UNREAD`](crate::json::Tree). Whether it is all of
/// what one of several schemas asks for is open then.
pub(crate) fn faults_beside_unread(rule: Rule, value: Json<'_>) -> Vec<Fault> {
    let open = |fault: &Fault| fault.pointer.is_empty() && matches!(&*fault.keyword, "oneOf" | "not");
    let unread = value.as_object().is_some_and(|mut members| members.any(|(_, value)| value.as_invalid() == Some("")));
    let mut found = faults(None, rule, value);
    found.retain(|fault| !unread || !open(fault));
    found
}

/// What is not listed is counted with the last that is.
fn and_more(mut faults: Vec<Fault>, more: usize) -> Vec<Fault> {
    if let Some(last) = faults.last_mut() {
        last.more = more;
    }
    faults
}

/// What did not fit its Rust type although the schema holds, such as a number that no `i64` can be.
pub(crate) fn mismatches(place: Place, error: DecodeError) -> Vec<Fault> {
    match error {
        DecodeError::Mismatch { errors, more } => {
            let fault = |error: crate::codec::Mismatch| Fault {
                parameter: place,
                pointer: error.pointer,
                // The type of the schema holds; the format says how large a number may be.
                keyword: if error.message.starts_with(OUT_OF_RANGE) { "limit" } else { "type" }.into(),
                detail: error.message,
                more: 0,
            };
            and_more(errors.into_iter().map(fault).collect(), more)
        }
        DecodeError::Syntax(_) | DecodeError::Malformed(_) => {
            vec![Fault { parameter: place, pointer: String::new(), keyword: "type".into(), detail: error.to_string(), more: 0 }]
        }
    }
}
