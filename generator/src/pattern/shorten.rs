//! Repetitions that no engine unrolls: the same said with less.

use super::parse::Regex;

/// A pattern that matches the same texts, together with what their lengths must be.
pub(super) struct Shorter {
    pub(super) pattern: String,
    /// The least and the greatest length in code points.
    pub(super) length: Option<(u64, Option<u64>)>,
}

/// The shorter form, if there is one. A repetition with which the pattern ends need only begin: `\S{1,8192}` finds what `\S{1}`
/// finds. One character that is the whole text, repeated, is a matter of the length.
pub(super) fn shorter(source: &str, regex: &Regex) -> Option<Shorter> {
    let Regex::Sequence(parts) = regex else { return None };
    match parts.as_slice() {
        [.., Regex::Repeat(_, low, _)] if source.ends_with('}') => {
            let (start, _) = source.rsplit_once('{')?;
            Some(Shorter { pattern: format!("{start}{{{low}}}"), length: None })
        }
        [Regex::Empty, Regex::Repeat(one, low, high), Regex::Empty] if matches!(**one, Regex::One(_)) => {
            let (start, _) = source.strip_suffix("}$").filter(|_| source.starts_with('^'))?.rsplit_once('{')?;
            Some(Shorter { pattern: format!("{start}*$"), length: Some((u64::from(*low), high.map(u64::from))) })
        }
        _ => None,
    }
}
