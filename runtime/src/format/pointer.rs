//! JSON Pointers (RFC 6901) and relative ones.

/// RFC 6901, section 3: json-pointer.
pub(super) fn is_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// Relative JSON Pointer, section 3: how many levels up, then a pointer, or `#` for the name that leads there.
pub(super) fn is_relative(text: &str) -> bool {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let Some((levels, rest)) = text.split_at_checked(end) else { return false };
    let canonical = levels == "0" || !levels.is_empty() && !levels.starts_with('0');
    canonical && (rest == "#" || is_pointer(rest))
}
