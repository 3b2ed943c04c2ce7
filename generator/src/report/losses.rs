//! What a diagnostic says about the keyword at which it points.

use std::collections::{HashMap, HashSet};

use super::{Keyword, Loss, Use};
use crate::diagnostic::codes::{dialect, lowering, references};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What a diagnostic means for a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// What it asks for is not done.
    Lost,
    /// At an object: what it asks for is not done as it asks. At a key: neither this is done nor anything below it.
    LostValue,
    /// Neither this is done nor anything below it.
    LostWhole,
    /// The standard lets it mean nothing, and so does all below it.
    Nothing,
}

/// A row: the code, what it means, and the keyword that it is about where it points at a whole object.
const TABLE: &[(Code, Effect, &str)] = &[
    (dialect::IGNORED_SIBLING, Effect::LostWhole, ""),
    (dialect::UNKNOWN_KEYWORD, Effect::Nothing, ""),
    (dialect::NULL_AS_ABSENT, Effect::Nothing, ""),
    (dialect::IGNORED_KEY, Effect::LostWhole, ""),
    (dialect::UNUSED_OVERRIDE, Effect::Nothing, ""),
    (dialect::OTHER_SCHEMA_DIALECT, Effect::Lost, ""),
    (dialect::NOT_GENERATED, Effect::LostWhole, ""),
    (references::MAPPING, Effect::Lost, "mapping"),
    (lowering::ANY, Effect::Lost, ""),
    (lowering::DEFAULT, Effect::Lost, "default"),
    (lowering::LITERAL_TYPE, Effect::Lost, "enum"),
    (lowering::MAPPING, Effect::Lost, "mapping"),
    (lowering::NESTED_PARAMETER, Effect::Lost, ""),
    (lowering::PARAMETER_MEDIA_TYPE, Effect::LostWhole, ""),
    (lowering::MEDIA_TYPE_MALFORMED, Effect::LostWhole, ""),
    (lowering::EXAMPLE_AS_MEDIA_TYPE, Effect::Nothing, ""),
    (lowering::HEADER_IGNORED, Effect::Nothing, ""),
    (lowering::PATH_FRAGMENT, Effect::Lost, ""),
    (lowering::ITEMS, Effect::LostValue, ""),
    (lowering::NO_PATH, Effect::LostWhole, ""),
    (lowering::NO_BODY, Effect::LostWhole, ""),
    (lowering::SERVER_VARIABLE_UNUSED, Effect::Nothing, ""),
    (lowering::NOT_GENERATED, Effect::LostWhole, ""),
];

/// Which keyword shapes a schema most, where a diagnostic points at the whole of it.
const DECIDING: [&str; 10] =
    ["prefixItems", "allOf", "anyOf", "oneOf", "items", "additionalProperties", "properties", "type", "$ref", "content"];

/// The diagnostics that say something about keywords, by the place at which they point.
#[derive(Default)]
pub(super) struct Losses<'a>(HashMap<Span, Vec<(Effect, &'static str, &'a Diagnostic)>>);

impl<'a> Losses<'a> {
    pub(super) fn of(diagnostics: &[&'a Diagnostic]) -> Self {
        let mut places: HashMap<_, Vec<_>> = HashMap::new();
        for &diagnostic in diagnostics {
            let row = TABLE.iter().find(|(code, ..)| *code == diagnostic.code);
            if let (Some((_, effect, keyword)), Some(span)) = (row, diagnostic.span) {
                places.entry(span).or_default().push((*effect, *keyword, diagnostic));
            }
        }
        Self(places)
    }

    /// What is said about a place: of several, what weighs most.
    pub(super) fn at(&self, span: Span) -> Option<Said> {
        let (effect, keyword, diagnostic) = self.0.get(&span)?.iter().min_by_key(|(effect, ..)| *effect == Effect::Nothing)?;
        Some(Said { effect: *effect, keyword, loss: loss(diagnostic) })
    }

    /// A loss at a place that no keyword has (text that was moved or copied) goes to the keyword before it.
    pub(super) fn place_others(&self, keywords: &mut [Keyword]) {
        let said =
            self.0.iter().flat_map(|(span, said)| said.iter().map(move |(effect, _, found)| (*span, *effect, loss(found))));
        let mut others: Vec<_> = {
            let is_lost = |keyword: &&Keyword| matches!(keyword.fate, Use::Lost(_));
            let known: HashSet<_> = keywords.iter().filter(is_lost).map(|keyword| keyword.fate.clone()).collect();
            said.filter(|(_, effect, loss)| *effect != Effect::Nothing && !known.contains(&Use::Lost(loss.clone()))).collect()
        };
        others.sort_by_key(|(span, ..)| *span);
        for (span, _, loss) in others {
            let before = |keyword: &&mut Keyword| keyword.span.source == span.source && keyword.span.start <= span.start;
            let free = |keyword: &&mut Keyword| !matches!(keyword.fate, Use::Lost(_));
            if let Some(keyword) = keywords.iter_mut().filter(before).filter(free).max_by_key(|keyword| keyword.span.start) {
                keyword.fate = Use::Lost(loss);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a diagnostic says about a place.
pub(super) struct Said {
    pub(super) effect: Effect,
    keyword: &'static str,
    pub(super) loss: Loss,
}

impl Said {
    /// Whether nothing below the place is used.
    pub(super) fn whole(&self) -> bool {
        match self.effect {
            Effect::LostWhole | Effect::Nothing => true,
            Effect::Lost | Effect::LostValue => false,
        }
    }

    /// Whether nothing below the key at the place is used.
    pub(super) fn whole_value(&self) -> bool {
        self.whole() || self.effect == Effect::LostValue
    }

    /// Of the keywords of an object, the one that it is about.
    pub(super) fn about<'k>(&self, keys: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
        let wanted = std::iter::once(self.keyword).chain(DECIDING);
        wanted.filter_map(|name| keys.clone().find(|key| *key == name)).next().or_else(|| keys.clone().next())
    }
}

/// The words of a diagnostic: what is wrong, then what was done instead.
pub(super) fn loss(diagnostic: &Diagnostic) -> Loss {
    let instead = match &diagnostic.note {
        Some(note) => format!("{}: {note}", diagnostic.message),
        None => diagnostic.message.to_string(),
    };
    Loss { code: diagnostic.code, instead }
}
