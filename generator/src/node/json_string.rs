//! Strings of JSON: copied in runs between escapes.

use super::json::{Read, Reader};
use crate::diagnostic::codes::reading;

/// Reads a string; the reader stands on its opening quote.
pub(super) fn read(reader: &mut Reader<'_>) -> Read<String> {
    let open = reader.at;
    reader.at += 1;
    let start = reader.at;
    reader.at += run(reader.text.as_bytes().get(start..).unwrap_or_default());
    if reader.peek() == Some(b'"') {
        let text = reader.slice(start, reader.at).to_owned();
        reader.at += 1;
        return Ok(text);
    }
    let mut text = reader.slice(start, reader.at).to_owned();
    loop {
        match reader.peek() {
            Some(b'"') => break,
            Some(b'\\') => text.push(escape(reader)?),
            Some(_) => return Err(control(reader).into()),
            None => {
                return Err(reader
                    .fail(reading::SYNTAX, reader.span(open), "this string is not closed")
                    .help("add `\"` at its end")
                    .into());
            }
        }
        let start = reader.at;
        reader.at += run(reader.text.as_bytes().get(start..).unwrap_or_default());
        text.push_str(reader.slice(start, reader.at));
    }
    reader.at += 1;
    Ok(text)
}

/// How many bytes need no attention: none is a quote, a backslash or a control character. Looks at eight at a time.
fn run(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut count = 0;
    for chunk in bytes.chunks_exact(8) {
        let Ok(chunk) = <[u8; 8]>::try_from(chunk) else { break };
        let word = u64::from_le_bytes(chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = word ^ (ONES * u64::from(b'"'));
        let quote = quote.wrapping_sub(ONES) & !quote;
        let backslash = word ^ (ONES * u64::from(b'\\'));
        let backslash = backslash.wrapping_sub(ONES) & !backslash;
        if (control | quote | backslash) & HIGH != 0 {
            break;
        }
        count += 8;
    }
    let rest = bytes.get(count..).unwrap_or_default();
    count + rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

fn control(reader: &Reader<'_>) -> crate::diagnostic::Diagnostic {
    let found = reader.text.get(reader.at..).and_then(|rest| rest.chars().next());
    match found {
        Some(c @ ('\n' | '\r' | '\t')) => {
            reader.fail(reading::SYNTAX, reader.here(), "a JSON string cannot contain a line break or a tab").help(match c {
                '\t' => "write `\\t`",
                _ => "close the string with `\"`, or write `\\n` for a line break",
            })
        }
        Some(c) => super::forbidden_character(reader.here(), c),
        None => super::forbidden_character(reader.here(), '\0'),
    }
}

fn escape(reader: &mut Reader<'_>) -> Read<char> {
    let start = reader.at;
    reader.at += 1;
    let escaped = reader.peek();
    reader.at += 1;
    let simple = match escaped {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(reader, start),
        Some(_) | None => {
            reader.at = start;
            return Err(reader
                .fail(reading::SYNTAX, reader.here(), "unknown escape")
                .help("write `\\\\` for a backslash")
                .into());
        }
    };
    Ok(simple)
}

fn unicode(reader: &mut Reader<'_>, start: usize) -> Read<char> {
    let first = hex(reader, start)?;
    let code = match first {
        0xd800..=0xdbff => {
            let is_pair = reader.text.as_bytes().get(reader.at..reader.at + 2) == Some(b"\\u");
            if !is_pair {
                return Err(lone(reader, start).into());
            }
            reader.at += 2;
            match hex(reader, start)? {
                second @ 0xdc00..=0xdfff => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                _ => return Err(lone(reader, start).into()),
            }
        }
        _ => first,
    };
    char::from_u32(code).ok_or_else(|| lone(reader, start).into())
}

fn lone(reader: &Reader<'_>, start: usize) -> crate::diagnostic::Diagnostic {
    let span = reader.span(start);
    reader
        .fail(reading::LONE_SURROGATE, span, "half of a surrogate pair is no character")
        .label("the other half is missing")
        .help("write both halves, or the character itself")
}

fn hex(reader: &mut Reader<'_>, start: usize) -> Read<u32> {
    let digits = reader.text.as_bytes().get(reader.at..reader.at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let code = digits.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match code {
        Some(code) => {
            reader.at += 4;
            Ok(code)
        }
        None => {
            let span = reader.span(start);
            Err(reader.fail(reading::SYNTAX, span, "`\\u` needs four hexadecimal digits").into())
        }
    }
}
