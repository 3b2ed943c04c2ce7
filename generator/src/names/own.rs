//! The names that things would have by themselves, as far as the lock alone tells: those that are gone make no claim any more.

use super::allocate::{Claim, Rules, own};
use super::lock::{Aspect, Key};
use super::{escape, operations, types};

/// The names, best first; none for what is named by more than its own word.
pub fn names(key: &Key) -> Vec<String> {
    let member = || escape::plain(key.member.rsplit('/').next()?);
    let place = |section: &str| {
        let mut steps = key.place.steps();
        let word = steps.next().filter(|first| *first == section).and(steps.next());
        word.filter(|_| steps.next().is_none()).and_then(escape::plain)
    };
    let word = |rules: Rules, word: Option<String>| word.map(|word| own(rules, &Claim::word(rules, &word)));
    let found = match key.aspect {
        Aspect::Field => word(types::FIELDS, member()),
        Aspect::Value => word(types::VARIANTS, member()),
        Aspect::Type => word(types::TYPES, place("schemas")),
        Aspect::Parameter => word(operations::FIELDS, member()),
        Aspect::Header => word(operations::HEADERS, member()),
        Aspect::Method => word(operations::METHODS, place("operations")),
        Aspect::Module => word(operations::MODULES, place("tags")),
        Aspect::Scheme => word(operations::SCHEMES, place("securitySchemes")),
        Aspect::Arguments
        | Aspect::Body
        | Aspect::Error
        | Aspect::File
        | Aspect::Media
        | Aspect::Path
        | Aspect::Elements
        | Aspect::Tags
        | Aspect::Leads
        | Aspect::Result
        | Aspect::Title
        | Aspect::Ok
        | Aspect::Refers
        | Aspect::Rest
        | Aspect::Trait
        | Aspect::Validator
        | Aspect::Variant => None,
    };
    found.unwrap_or_default()
}
