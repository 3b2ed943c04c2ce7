//! Media types (RFC 9110, section 8.3.1), compared by type and subtype.

/// The `type/subtype` of a media type, trimmed, without parameters.
pub fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// The value of a parameter, such as `charset`, without the quotation marks around it.
pub fn parameter<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let pairs = text.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    value.map(|value| value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value))
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

/// Whether a media type is XML: `application/xml`, `text/xml` or anything with the suffix `+xml`.
pub fn is_xml(text: &str) -> bool {
    let subtype = essence(text).rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    subtype == "xml" || subtype.ends_with("+xml")
}

/// What a request accepts as the media type of its answer (RFC 9110, section 12.5.1). The default is anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accept {
    ranges: Vec<Range>,
}

#[derive(Clone, Debug, PartialEq)]
struct Range {
    range: String,
    /// From 0, which excludes, to 1.
    weight: f32,
}

impl Accept {
    /// What an `Accept` header says. Without one, and with one that names nothing, anything is accepted.
    pub fn parse(text: &str) -> Self {
        let ranges = text.split(',').filter(|range| !range.trim().is_empty());
        Self { ranges: ranges.map(|range| Range { range: essence(range).to_ascii_lowercase(), weight: weight(range) }).collect() }
    }

    /// The index of the offer that is liked best, of equals the first; `None` when none is acceptable. An offer may be a range itself.
    pub fn best<'a>(&self, offers: impl IntoIterator<Item = &'a str>) -> Option<usize> {
        let weighed = offers.into_iter().map(|offer| self.weight(offer)).enumerate().filter(|(_, weight)| *weight > 0.0);
        let better = |one: &(usize, f32), other: &(usize, f32)| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0));
        weighed.max_by(better).map(|(index, _)| index)
    }

    /// How well an offer is liked: the most specific range that covers it decides. An offer that is a range itself can become any of
    /// the media types in it, so the one that is liked best counts, too.
    fn weight(&self, offer: &str) -> f32 {
        if self.ranges.is_empty() {
            return 1.0;
        }
        let covering = self.ranges.iter().filter(|range| matches(&range.range, offer));
        let of_all = covering.max_by_key(|range| specificity(&range.range)).map_or(0.0, |range| range.weight);
        let within = self.ranges.iter().filter(|range| matches(offer, &range.range));
        within.map(|range| range.weight).fold(of_all, f32::max)
    }
}

fn specificity(range: &str) -> u8 {
    match (range == "*/*", range.ends_with("/*")) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// The weight of a range; what is no weight counts as none.
fn weight(range: &str) -> f32 {
    let named = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
    };
    range.split(';').skip(1).find_map(named).filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(1.0)
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
        for (accept, expected) in [
            ("*/*", Some(0)),
            ("application/*", Some(0)),
            ("text/csv;q=0.1", Some(1)),
            ("image/png, application/json", Some(0)),
            ("", Some(0)),
            ("application/json;q=0.5, text/csv", Some(1)),
            ("application/json;q=0.5, text/csv;Q=0.4", Some(0)),
            ("*/*;q=0.1, text/csv", Some(1)),
            ("text/*;q=0.9, */*", Some(0)),
            ("*/*, application/json;q=0", Some(1)),
            ("image/png", None),
            ("application/xml", None),
            ("application/json;q=0, text/csv;q=0.0", None),
            ("application/*;q=0", None),
        ] {
            assert_eq!(Accept::parse(accept).best(offered), expected, "{accept}");
        }
        assert_eq!(Accept::parse("image/png").best(["image/*"]), Some(0));
        for (accept, offer, expected) in [
            ("text/html, application/json;q=0", "*/*", Some(0)),
            ("image/png;q=0, */*", "image/*", Some(0)),
            ("image/*;q=0, */*", "image/*", None),
            ("image/png;q=0", "image/*", None),
            ("application/json;q=0, */*;q=0.1", "application/json", None),
        ] {
            assert_eq!(Accept::parse(accept).best([offer]), expected, "{accept} {offer}");
        }
        assert_eq!(Accept::default().best([]), None);
    }
}
