//! Internationalised host names (RFC 5890 to 5893): what a label may hold is more than what browsers make of it.
//!
//! `idna` knows Punycode, normal forms, the rule for both directions of writing, and what joiners may stand between; which characters
//! a label may hold at all is stricter here than in the mapping that it implements (UTS 46), and stands in general categories.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use crate::check::Pattern;

/// RFC 5890, section 2.3.2.3: labels in ASCII, and in the letters of all languages or in Punycode.
pub(super) fn is_hostname(text: &str) -> bool {
    // RFC 3490, section 3.1: what people type as a full stop.
    let text = text.replace(['\u{3002}', '\u{FF0E}', '\u{FF61}'], ".");
    let short = Uts46::new().to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify).is_ok();
    let (decoded, read) = Uts46::new().to_unicode(text.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    short
        && read.is_ok()
        && text.split('.').count() == decoded.split('.').count()
        && text.split('.').zip(decoded.split('.')).all(|(label, decoded)| is_label(label, decoded))
}

/// Whether a label is one in Punycode, by its prefix.
pub(super) fn has_a_label(text: &str) -> bool {
    text.split('.').any(is_a_label)
}

fn is_a_label(label: &str) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

fn is_label(label: &str, decoded: &str) -> bool {
    match (label.is_ascii(), is_a_label(label)) {
        (true, false) => super::net::is_label(label),
        (true, true) => super::net::is_label(label) && !decoded.is_ascii() && is_u_label(decoded),
        // What is mapped to something else is no label by itself.
        (false, _) => label == decoded && is_u_label(label),
    }
}

/// RFC 5892: characters that are allowed, each where it is.
fn is_u_label(label: &str) -> bool {
    ALLOWED.is_match(label) && label.char_indices().all(|(at, character)| fits(label, at, character))
}

/// RFC 5892, section 3: letters, marks and digits, and single characters beside them (section 2.6); but no old Hangul (2.9), no marks of
/// symbols and music (2.4), and not what only lengthens or repeats (2.6).
static ALLOWED: Pattern = Pattern::new(concat!(
    r"^[[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\-\x{B7}\x{375}\x{5F3}\x{5F4}\x{6FD}\x{6FE}\x{F0B}\x{200C}\x{200D}\x{3007}\x{30FB}]--",
    r"[\x{640}\x{7FA}\x{302E}\x{302F}\x{3031}-\x{3035}\x{303B}\x{1100}-\x{11FF}\x{A960}-\x{A97F}\x{D7B0}-\x{D7FF}",
    r"\x{20D0}-\x{20FF}\x{1D100}-\x{1D1FF}\x{1D200}-\x{1D24F}]]+$"
));
static GREEK_FIRST: Pattern = Pattern::new(r"^\p{Greek}");
static HEBREW_LAST: Pattern = Pattern::new(r"\p{Hebrew}$");
static JAPANESE: Pattern = Pattern::new(r"[\p{Hiragana}\p{Katakana}\p{Han}]");

/// RFC 5892, appendix A: what must stand around a character. `idna` looks at the joiners.
fn fits(label: &str, at: usize, character: char) -> bool {
    let (before, after) = (label.get(..at).unwrap_or_default(), label.get(at + character.len_utf8()..).unwrap_or_default());
    match character {
        '\u{B7}' => before.ends_with('l') && after.starts_with('l'),
        '\u{375}' => GREEK_FIRST.is_match(after),
        '\u{5F3}' | '\u{5F4}' => HEBREW_LAST.is_match(before),
        '\u{30FB}' => JAPANESE.is_match(label),
        '\u{660}'..='\u{669}' => !label.contains(|other| ('\u{6F0}'..='\u{6F9}').contains(&other)),
        '\u{6F0}'..='\u{6F9}' => !label.contains(|other| ('\u{660}'..='\u{669}').contains(&other)),
        _ => true,
    }
}
