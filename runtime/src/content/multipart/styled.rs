//! Values that a style lays out: each pair of a query is a part, whose text is not percent-encoded.

use bytes::Bytes;
use http::header::HeaderMap;

use super::body::Outgoing;
use super::{Part, PartKind};
use crate::content::Payload;
use crate::json::Tree;
use crate::parameter::percent::{Encoding, encode};
use crate::parameter::query::{Pair, form_decode, query};
use crate::parameter::{Parameter, Style, deep, has_exploded, write};

/// The parts of a value.
///
/// # Errors
/// When the style has no text for it, or none that could be read back.
pub(super) fn parts(parameter: &Parameter, value: &Tree<'_>) -> Result<Vec<Outgoing>, &'static str> {
    if parameter.style == Style::Form {
        // Nothing is encoded, so a comma in an item would be that between items.
        write::refuse_delimiter(parameter, value, Some(','))?;
    }
    let pairs = write::pairs(&Parameter { allow_reserved: false, ..*parameter }, value)?;
    let part = |pair: Pair| {
        let text = form_decode(&pair.value).map_err(|_| "is not UTF-8")?;
        Ok(Outgoing {
            name: Some(pair.name),
            file_name: None,
            media_type: None,
            headers: HeaderMap::new(),
            content: Payload::Whole(Bytes::from(text)),
        })
    };
    pairs.iter().flat_map(|pair| query(pair)).map(part).collect()
}

/// A part as the pair that it was made of.
///
/// # Errors
/// When it is no text.
pub(super) fn pair(name: &str, content: &[u8]) -> Result<Pair, &'static str> {
    let text = std::str::from_utf8(content).map_err(|_| "is not UTF-8")?;
    let value = encode(text, Encoding::Unreserved).replace("%2C", ",");
    Ok(Pair { name: name.to_owned(), value })
}

/// The member with a style that a part is of: a name that is a member is of it; then brackets count, then the members of an object
/// that is exploded.
pub(super) fn owner(table: &[Part], part: Option<&Part>, name: &str) -> Option<&'static str> {
    if let Some(part) = part {
        return matches!(part.kind, PartKind::Styled(_)).then_some(part.name);
    }
    let parameters = || {
        table.iter().filter_map(|part| match part.kind {
            PartKind::Styled(parameter) => Some(parameter),
            PartKind::Text(_) | PartKind::Json | PartKind::File => None,
        })
    };
    let deep = |it: &Parameter| it.style == Style::DeepObject && deep::steps(name, it.name).is_some();
    let found = parameters().find(deep).or_else(|| parameters().find(|it| has_exploded(it, name)));
    found.map(|parameter| parameter.name)
}
