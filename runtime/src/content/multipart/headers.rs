//! Headers of parts that the description names.

use http::HeaderMap;

use super::{Beside, Part};
use crate::content::{at, fault};
use crate::json::Tape;
use crate::parameter::{Parameter, read};
use crate::pointer;
use crate::problem::Fault;
use crate::validation;

/// A header of a part, and whether each such part has it.
#[derive(Clone, Copy, Debug)]
pub struct PartHeader {
    parameter: Parameter,
    required: bool,
}

impl PartHeader {
    /// One that must be there.
    pub const fn required(parameter: Parameter) -> Self {
        Self { parameter, required: true }
    }

    /// One that may be there.
    pub const fn optional(parameter: Parameter) -> Self {
        Self { parameter, required: false }
    }

    /// What is wrong with it, below the pointer of the part: `/cover/headers/X-Checksum`.
    fn faults(&self, part: &str, headers: &HeaderMap) -> Vec<Fault> {
        let mut below = part.to_owned();
        pointer::push(&mut below, "headers");
        pointer::push(&mut below, self.parameter.name);
        let placed = |found: Fault| Fault { pointer: format!("{below}{}", found.pointer), ..found };
        let found = match read::header(&self.parameter, headers) {
            Ok(Some(tree)) => {
                let tape = Tape::from(&tree);
                self.parameter.rule.map(|rule| validation::faults(None, rule, tape.root())).unwrap_or_default()
            }
            Ok(None) if self.required => vec![fault("required", "the header of the part is missing")],
            Ok(None) => Vec::new(),
            Err(errors) => {
                let fault = |error: &read::ReadError| Fault {
                    pointer: error.pointer.clone(),
                    ..fault(error.keyword(), format!("the header of the part {}", error.detail))
                };
                errors.iter().map(fault).collect()
            }
        };
        found.into_iter().map(placed).collect()
    }
}

/// What is wrong with the headers of all parts.
pub(super) fn faults(table: &[Part], beside: &Beside) -> Vec<Fault> {
    let mut faults = Vec::new();
    for part in table.iter().filter(|part| !part.headers.is_empty()) {
        let files = beside.files.iter().filter(|(name, _)| *name == part.name).flat_map(|(_, files)| files);
        let heads = beside.heads.iter().filter(|(name, _)| *name == part.name).flat_map(|(_, heads)| heads);
        for (index, headers) in files.map(|file| &file.headers).chain(heads).enumerate() {
            let mut place = at(part.name, "", "", "").pointer;
            if part.many {
                pointer::push(&mut place, &index.to_string());
            }
            faults.extend(part.headers.iter().flat_map(|header| header.faults(&place, headers)));
        }
    }
    faults
}
