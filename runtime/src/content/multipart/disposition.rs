//! `Content-Disposition` of a part, and the boundary of a body (RFC 7578, section 4.2; the form encoding of the WHATWG).

use std::borrow::Cow;

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderValue};

use crate::media_type;
use crate::parameter::percent;

/// What a part says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Disposition {
    pub(super) name: Option<String>,
    pub(super) file_name: Option<String>,
}

/// The `Content-Disposition` of a part. It may hold characters that no header can: browsers send names as they are but for quotes and
/// line breaks.
///
/// # Errors
/// When it is not UTF-8, or cannot be taken apart.
pub(super) fn read(value: &[u8]) -> Result<Disposition, &'static str> {
    let text = std::str::from_utf8(value).map_err(|_| "its name or file name is not UTF-8")?;
    let mut found = Disposition::default();
    let mut extended = None;
    // Browsers leave backslashes as they are, so that a name may end with one.
    let read = parameters(text, Backslash::Escapes).or_else(|| parameters(text, Backslash::Plain));
    for (name, value) in read.ok_or("its `Content-Disposition` cannot be read")? {
        match name.to_ascii_lowercase().as_str() {
            "name" => found.name = Some(unescaped(&value)),
            "filename" => found.file_name = Some(unescaped(&value)),
            // RFC 7578 forbids this form, and some senders use it for what is not ASCII (RFC 8187).
            "filename*" => extended = extended_value(&value),
            _ => {}
        }
    }
    Ok(Disposition { file_name: extended.or(found.file_name), ..found })
}

/// Whether a part is one that a form has (RFC 7578, sections 4.2, 4.4 and 4.7): what it says of itself it says once, and its content
/// stands as it is.
///
/// # Errors
/// When it is not.
pub(super) fn check(headers: &HeaderMap) -> Result<(), &'static str> {
    let once = |name| headers.get_all(name).into_iter().count() < 2;
    if !once(CONTENT_DISPOSITION) || !once(CONTENT_TYPE) {
        return Err("it has more than one `Content-Disposition` or `Content-Type`");
    }
    let kind = headers.get(CONTENT_DISPOSITION).map(HeaderValue::as_bytes).unwrap_or_default();
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
    if !kind.trim_ascii().eq_ignore_ascii_case(b"form-data") {
        return Err("its `Content-Disposition` is not `form-data`");
    }
    let plain = |coding: &HeaderValue| {
        ["7bit", "8bit", "binary"].iter().any(|plain| coding.as_bytes().eq_ignore_ascii_case(plain.as_bytes()))
    };
    match headers.get_all("content-transfer-encoding").into_iter().all(plain) {
        true => Ok(()),
        false => Err("it has a `Content-Transfer-Encoding`, which nobody undoes"),
    }
}

/// Whether a body is a form, whose parts [`check`] is for.
pub(super) fn is_form(media_type: Option<&HeaderValue>) -> bool {
    let named = media_type.and_then(|named| named.to_str().ok());
    named.is_some_and(|named| media_type::matches("multipart/form-data", named))
}

/// A value of the header as a header can carry it: control characters are escaped.
pub(super) fn without_controls(value: &[u8]) -> Cow<'_, [u8]> {
    let control = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
    if !value.iter().any(control) {
        return Cow::Borrowed(value);
    }
    let carried = |byte: &u8| if control(byte) { format!("%{byte:02X}").into_bytes() } else { vec![*byte] };
    Cow::Owned(value.iter().flat_map(carried).collect())
}

/// The value of a `Content-Disposition: form-data`. What could end it is written as browsers do.
pub(super) fn write(kind: &str, name: Option<&str>, file_name: Option<&str>) -> Option<HeaderValue> {
    let mut text = kind.to_owned();
    for (parameter, value) in [("name", name), ("filename", file_name)] {
        if let Some(value) = value {
            text.push_str(&format!("; {parameter}=\"{}\"", escaped(value)));
        }
    }
    HeaderValue::from_bytes(text.as_bytes()).ok()
}

/// The boundary that a `Content-Type` names.
pub(super) fn boundary(media_type: Option<&HeaderValue>) -> Option<String> {
    let text = media_type?.to_str().ok()?;
    let (_, value) = parameters(text, Backslash::Escapes)?.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    // RFC 2046, section 5.1.1: one to 70 characters, no space at the end.
    let plain = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c);
    let fits = (1..=70).contains(&value.len()) && value.chars().all(plain) && !value.ends_with(' ');
    fits.then_some(value)
}

/// The media type of a part as it was sent.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    headers.get(CONTENT_TYPE)?.to_str().ok().map(str::to_owned)
}

/// How many parameters a header may have, each of which is compared with those before it.
const MOST: usize = 32;

/// What a backslash before a quote or another backslash is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Backslash {
    /// It makes that a part of the value (RFC 9110, section 5.6.4).
    Escapes,
    /// It is a character like others (the form encoding of the WHATWG).
    Plain,
}

/// The parameters behind the first semicolon; quotes are removed. There are none to be read where a quote does not end, something
/// stands behind it, a name comes twice, or there are too many. A backslash stands for itself unless it escapes a quote or another one:
/// file names hold some.
fn parameters(text: &str, backslash: Backslash) -> Option<Vec<(String, String)>> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut characters = text.chars().skip_while(|c| *c != ';').peekable();
    while characters.next_if_eq(&';').is_some() {
        let mut name = String::new();
        while let Some(c) = characters.next_if(|c| !matches!(c, '=' | ';')) {
            name.push(c);
        }
        let mut value = String::new();
        if characters.next_if_eq(&'=').is_some() {
            while characters.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
            if characters.next_if_eq(&'"').is_some() {
                while let Some(c) = characters.next_if(|c| *c != '"') {
                    let escaped = (c == '\\' && backslash == Backslash::Escapes)
                        .then(|| characters.next_if(|next| matches!(next, '"' | '\\')))
                        .flatten();
                    value.push(escaped.unwrap_or(c));
                }
                characters.next_if_eq(&'"')?;
                while characters.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
                if characters.peek().is_some_and(|c| *c != ';') {
                    return None;
                }
            } else {
                while let Some(c) = characters.next_if(|c| *c != ';') {
                    value.push(c);
                }
                value.truncate(value.trim_end().len());
            }
        }
        let name = name.trim().to_owned();
        let twice = || !name.is_empty() && found.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name));
        if found.len() == MOST || twice() {
            return None;
        }
        found.push((name, value));
    }
    Some(found)
}

/// `"`, CR and LF, as the form encoding of the WHATWG writes them; other control characters have no place in a header.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            // A reader that knows quoted pairs would take it for one.
            '\\' => out.push_str("\\\\"),
            c if c.is_ascii_control() => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (from, to) in [("%22", "\""), ("%0D", "\r"), ("%0d", "\r"), ("%0A", "\n"), ("%0a", "\n")] {
        text = text.replace(from, to);
    }
    text
}

/// `UTF-8''na%C3%AFve.txt`
fn extended_value(text: &str) -> Option<String> {
    let (charset, rest) = text.split_once('\'')?;
    let (_, value) = rest.split_once('\'')?;
    charset.eq_ignore_ascii_case("utf-8").then(|| percent::decode(value).ok().map(|text| text.into_owned())).flatten()
}
