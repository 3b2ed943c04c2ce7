//! Which names a person may choose: by `names.lock`, and by `x-rust-name` in a description.

use unicode_normalization::is_nfc;

use super::lock::{Aspect, Key, Namespace, argument, result};
use super::{derived, elements, escape, reserved, tags};
use crate::characters::{is_hidden, is_ignorable};

/// Why something cannot have a name; `None` if it can.
pub fn objection(key: &Key, name: &str) -> Option<String> {
    if key.aspect == Aspect::Refers {
        return (!name.contains('#')).then(|| "it is no part of a description, such as `pets.yaml#~1Pet`".to_owned());
    }
    if key.aspect == Aspect::Arguments {
        return argument::objection(name, if key.is_former() { |written| written } else { argument::word });
    }
    if key.aspect == Aspect::Media {
        return (!name.contains("~1")).then(|| "it is no media type, such as `application~1json`".to_owned());
    }
    if key.aspect == Aspect::Result {
        return result::objection(name);
    }
    if key.aspect == Aspect::Elements {
        return elements::objection(name);
    }
    if key.aspect == Aspect::Tags {
        return tags::objection(name);
    }
    if key.aspect == Aspect::Leads {
        return (!name.contains('/')).then(|| "it is no component, such as `schemas/Pet`".to_owned());
    }
    if key.aspect == Aspect::Title {
        return escape::plain(name).is_none().then(|| "it is no title, such as `Pet%20Store`".to_owned());
    }
    if key.aspect == Aspect::Path {
        return (!name.starts_with("~1")).then(|| "it is no path, such as `~1pets~1{id}`".to_owned());
    }
    let bare = derived::bare(name);
    let first = bare.chars().next();
    let starts = first.is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    if !starts || !bare.chars().all(unicode_ident::is_xid_continue) {
        return Some("it is no Rust identifier".to_owned());
    }
    if bare.contains(|c| is_hidden(c) || is_ignorable(c)) {
        return Some("it has letters that nobody sees".to_owned());
    }
    if !is_nfc(bare) {
        return Some("its letters are not composed (Unicode NFC)".to_owned());
    }
    let legal = reserved::legal(bare);
    if legal != name || bare == reserved::NEVER_TYPE {
        let help = if legal.starts_with("r#") { format!("; write `{legal}`") } else { String::new() };
        return Some(if name == bare { format!("it is a keyword{help}") } else { "it cannot be raw".to_owned() });
    }
    let namespace = key.namespace();
    let generic = !key.is_component() && namespace == Namespace::Types && reserved::GENERICS.contains(&bare);
    let beside = key.aspect == Aspect::Trait && reserved::TRAITS.contains(&bare);
    if generic || beside || reserved::within(&namespace).any(|taken| taken == bare) {
        return Some("generated code has it for itself".to_owned());
    }
    case_objection(key.aspect, bare)
}

/// How long the name of a file may be, with its ending and what stands beside it while it is written: file systems take 255 bytes.
const FILE_NAME: usize = 200;

/// What rustc would warn about.
fn case_objection(aspect: Aspect, bare: &str) -> Option<String> {
    match aspect {
        Aspect::File | Aspect::Module if bare.len() > FILE_NAME => {
            Some(format!("it is the name of a file, which takes {FILE_NAME} letters"))
        }
        Aspect::Type | Aspect::Ok | Aspect::Error | Aspect::Trait | Aspect::Value | Aspect::Variant => {
            let camel = !bare.contains('_') && !bare.starts_with(char::is_lowercase);
            (!camel).then(|| "it is not in the case of types, such as `NewCustomer`".to_owned())
        }
        Aspect::File | Aspect::Module if !bare.is_ascii() => {
            Some("it is the name of a file, which takes ASCII letters".to_owned())
        }
        Aspect::Arguments
        | Aspect::Elements
        | Aspect::Tags
        | Aspect::Leads
        | Aspect::Media
        | Aspect::Path
        | Aspect::Refers
        | Aspect::Result
        | Aspect::Title => None,
        Aspect::Body
        | Aspect::Field
        | Aspect::File
        | Aspect::Header
        | Aspect::Method
        | Aspect::Module
        | Aspect::Parameter
        | Aspect::Rest
        | Aspect::Scheme
        | Aspect::Validator => {
            let snake = !bare.contains(char::is_uppercase) && !bare.trim_start_matches('_').contains("__") && bare != "_";
            (!snake).then(|| "it is not in the case of fields and functions, such as `new_customer`".to_owned())
        }
    }
}

/// A name as it is compared: a raw identifier is the plain one.
pub fn folded(name: &str) -> String {
    derived::bare(name).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::lock::Place;
    use super::*;

    #[test]
    fn names_that_rust_refuses_or_warns_about_are_refused() {
        let place = Place::of(&["schemas", "A"]);
        let field = |name: &str| objection(&place.member(Aspect::Field, &["a"]), name);
        let ty = |name: &str| objection(&place.key(Aspect::Type), name);
        for name in ["customer_id", "_3d", "r#type", "caf\u{e9}", "a1"] {
            assert_eq!(field(name), None, "{name}");
        }
        for name in ["", "_", "3d", "a-b", "type", "r#a", "self", "r#self", "customerId", "a__b", "cafe\u{301}", "a b"] {
            assert!(field(name).is_some(), "{name}");
        }
        assert_eq!(ty("Customer"), None);
        for name in ["customer", "Option", "Self", "New_Customer", "A<B>"] {
            assert!(ty(name).is_some(), "{name}");
        }
        for name in ["a\u{fe01}", "a\u{180b}b", "a\u{180f}", "a\u{e0100}", "a\u{34f}"] {
            assert_eq!(field(name).as_deref(), Some("it has letters that nobody sees"), "{name:?}");
        }
        assert!(field("type").unwrap().contains("r#type"));
        assert_eq!(field(&"a".repeat(FILE_NAME + 1)), None);
        let module = |name: &str| objection(&Place::of(&["tags", "a"]).key(Aspect::Module), name);
        assert_eq!(module(&"a".repeat(FILE_NAME)), None);
        assert!(module(&"a".repeat(FILE_NAME + 1)).unwrap().contains("200 letters"));
    }
}
