//! Media types (RFC 9110, section 8.3.1), compared by type and subtype.

/// The `type/subtype` of a media type, trimmed, without parameters.
pub fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// Whether `actual` is what `documented` names: case-insensitive, parameters aside; `*/*` and `text/*` name ranges.
pub fn matches(documented: &str, actual: &str) -> bool {
    let (documented, actual) = (essence(documented), essence(actual));
    match documented.strip_suffix("/*") {
        Some("*") => true,
        Some(range) => actual.split_once('/').is_some_and(|(kind, _)| kind.eq_ignore_ascii_case(range)),
        None => documented.eq_ignore_ascii_case(actual),
    }
}

/// Whether a media type is JSON: `application/json`, `text/json` or anything with the suffix `+json`.
pub fn is_json(text: &str) -> bool {
    let subtype = essence(text).rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    subtype == "json" || subtype.ends_with("+json")
}

/// Whether an `Accept` header admits one of `offered` (RFC 9110, section 12.5.1). The most specific range decides, and a
/// weight of zero excludes. No offer, an absent or an unreadable header: anything goes.
pub fn accepts(accept: Option<&str>, offered: &[&str]) -> bool {
    let Some(accept) = accept.filter(|text| !text.trim().is_empty()) else { return true };
    offered.is_empty() || offered.iter().any(|offer| accepted(accept, offer))
}

fn accepted(accept: &str, offer: &str) -> bool {
    let ranges = accept.split(',').filter(|range| matches(range, offer) || matches(offer, range));
    let best = ranges.max_by_key(|range| specificity(essence(range)));
    best.is_some_and(|range| !is_zero(range))
}

fn specificity(range: &str) -> u8 {
    match (range == "*/*", range.ends_with("/*")) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

fn is_zero(range: &str) -> bool {
    let weight = range.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("q="));
    weight.is_some_and(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight == 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_match_without_case_and_parameters() {
        assert!(matches("application/json", "Application/JSON; charset=utf-8"));
        assert!(matches("text/*", "text/plain") && matches("*/*", "image/png"));
        assert!(!matches("application/json", "application/jsonp"));
        assert!(is_json("application/problem+json") && !is_json("application/ndjson"));
    }

    #[test]
    fn accept_is_negotiated() {
        let offered = ["application/json", "text/csv"];
        for accept in ["*/*", "application/*", "text/csv;q=0.1", "image/png, application/json", ""] {
            assert!(accepts(Some(accept), &offered), "{accept}");
        }
        for accept in ["image/png", "application/xml", "application/json;q=0, text/csv;q=0.0", "application/*;q=0"] {
            assert!(!accepts(Some(accept), &offered), "{accept}");
        }
        assert!(accepts(Some("*/*, application/json;q=0"), &offered));
        assert!(accepts(None, &offered));
    }
}
