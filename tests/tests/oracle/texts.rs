//! Texts for strings: of a format, of a pattern, of a length.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::dice::Dice;

/// Texts of a format, and texts that nearly are.
struct Row {
    format: &'static str,
    good: &'static [&'static str],
    bad: &'static [&'static str],
}

const FORMATS: [Row; 20] = [
    Row {
        format: "date",
        good: &["2026-01-31", "2024-02-29", "0001-01-01"],
        bad: &["2026-02-30", "2026-1-31", "2026-01-31T00:00:00Z", "20260131", "", "2023-02-29"],
    },
    Row {
        format: "date-time",
        good: &["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123456789+02:00", "1985-04-12t23:20:50.52z", "1990-12-31T23:59:60Z"],
        bad: &[
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31 12:00:00Z",
            "2026-01-31T25:00:00Z",
            "2026-01-31T12:00:00+0200",
            "x",
        ],
    },
    Row { format: "time", good: &["12:00:00Z", "08:30:06.283185+01:00"], bad: &["12:00:00", "12:00Z", "24:00:00Z", ""] },
    Row {
        format: "duration",
        good: &["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P2W"],
        bad: &["1D", "P", "PT", "P1D2H", "P1S", "P1Y2W", "P0.5Y"],
    },
    Row {
        format: "uuid",
        good: &["6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
        bad: &[
            "6f1c1f6e9c0b4e6c8a570d3ed5a0f5a1",
            "6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a",
            "{6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1}",
            "",
        ],
    },
    Row {
        format: "email",
        good: &["a@b.example", "joe.bloggs+x@example.com", "te~st@example.com"],
        bad: &["no mail", "a@", "@b.example", ".a@b.example", "a..b@c.example"],
    },
    Row {
        format: "hostname",
        good: &["a.example", "localhost", "xn--4gbwdl.xn--wgbh1c", "a-b.c"],
        bad: &["-a.example", "a_b.example", "a..b", "a-.example", ""],
    },
    Row { format: "ipv4", good: &["127.0.0.1", "255.255.255.255"], bad: &["127.0.0.01", "256.0.0.1", "127.0.0", "::1"] },
    Row {
        format: "ipv6",
        good: &["::1", "2001:db8::ff00:42:8329", "::ffff:192.168.0.1"],
        bad: &["12345::", "1:2:3:4:5:6:7:8:9", ":::", "127.0.0.1", "fe80::1%eth0"],
    },
    Row {
        format: "uri",
        good: &["https://a.example/", "about:blank", "https://a.example/b?c=d#e", "urn:isbn:1", "mailto:a@b.example"],
        bad: &["/relative", "//a.example", "https://a.example/ b", "a b", "https://a.example/\\", "https://[::1"],
    },
    Row { format: "uri-reference", good: &["/relative", "#a", "", "https://a.example/"], bad: &["\\\\a", "a b", "#a\\b"] },
    Row { format: "iri", good: &["https://\u{e4}.example/\u{e9}"], bad: &["/\u{e9}", "a b"] },
    Row { format: "json-pointer", good: &["", "/a/b~1c", "/"], bad: &["a", "/~2", "#/a"] },
    Row { format: "uri-template", good: &["/a/{b}", "https://a.example/{+b}{?c,d}"], bad: &["/a/{b", "/a/}"] },
    Row { format: "regex", good: &["^a+$", "[a-z]"], bad: &["[", "(", "^(abc]"] },
    Row { format: "byte", good: &["Zm9v", "", "Zm8=", "Zg==", "Zg", "Zm8", "-_8", "-_8=", "+/8"], bad: &["Zm9v!", "%", "Z"] },
    Row {
        format: "quoted-int64",
        good: &["0", "1", "-9007199254740993", "9223372036854775807"],
        bad: &["", "abc", "007", "+1", "-0", "1.0", "1e3", " 1", "9223372036854775808"],
    },
    Row { format: "quoted-uint64", good: &["0", "18446744073709551615"], bad: &["", "-1", "18446744073709551616"] },
    Row { format: "quoted-int32", good: &["-2147483648", "7"], bad: &["2147483648", "x"] },
    Row { format: "quoted-decimal", good: &["0.10", "-1", "1e3"], bad: &["", ".5", "+1", "1,5"] },
];

/// Texts that something is often wrong about.
const ANY: [&str; 16] = [
    "a",
    "",
    "ab",
    "some text",
    "\u{e9}\u{1f600}",
    "a\nb",
    "\"quoted\\\"",
    "0",
    "true",
    "null",
    "12345678901234567890",
    " a ",
    "\u{0}",
    "A\u{301}",
    "<&>",
    "more than thirty characters, and a few more",
];

/// A text of a format; `None` if nothing is known of it.
pub fn of_format(dice: &mut Dice, format: &str) -> Option<String> {
    let row = FORMATS.iter().find(|row| row.format == format)?;
    Some((*dice.one_of(row.good)).to_owned())
}

/// A text that is not of a format.
pub fn not_of_format(dice: &mut Dice, format: &str) -> Option<String> {
    let row = FORMATS.iter().find(|row| row.format == format)?;
    Some((*dice.one_of(row.bad)).to_owned())
}

pub fn any(dice: &mut Dice) -> String {
    (*dice.one_of(&ANY)).to_owned()
}

/// A text that a pattern matches; `None` if this reader of patterns cannot say.
pub fn of_pattern(dice: &mut Dice, pattern: &str) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new().unicode(true).build().parse(pattern).ok()?;
    let mut text = String::new();
    write(dice, &hir, &mut text);
    Some(text)
}

fn write(dice: &mut Dice, hir: &Hir, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(letter(dice, class)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 3).min(repetition.min + 3);
            let extra = usize::try_from(most - repetition.min + 1).unwrap();
            let times = repetition.min + u32::try_from(dice.below(extra)).unwrap();
            (0..times.min(2_000)).for_each(|_| write(dice, &repetition.sub, text));
        }
        HirKind::Capture(capture) => write(dice, &capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(dice, part, text)),
        HirKind::Alternation(parts) => {
            let part = dice.one_of(parts).clone();
            write(dice, &part, text);
        }
    }
}

/// A letter of a class, mostly one that is easy to read.
fn letter(dice: &mut Dice, class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let plain: Vec<char> = ranges
        .iter()
        .filter(|(first, _)| *first < '\u{7f}')
        .flat_map(|(first, last)| (*first..=(*last).min('~')).filter(|letter| *letter >= ' '))
        .collect();
    if !plain.is_empty() && !dice.once_in(16) {
        return Some(*dice.one_of(&plain));
    }
    let (first, last) = *ranges.get(dice.below(ranges.len()))?;
    Some(if dice.once_in(2) { first } else { last })
}

/// The text, cut or made longer to have a length in code points.
pub fn of_length(mut text: String, least: usize, most: usize) -> String {
    let length = text.chars().count();
    if length > most {
        text = text.chars().take(most).collect();
    }
    text.extend(std::iter::repeat_n('x', least.saturating_sub(length)));
    text
}
