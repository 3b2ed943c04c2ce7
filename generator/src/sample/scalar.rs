//! Numbers and texts: some are tried, and the check says which of them it is.

use letterpress_runtime::json::{Number, Tree};
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::ir::{Format, Keyword, Limit, Pattern, Primitive};

/// How many units one is: numbers are tried in steps of a billionth.
const ONE: i128 = 1_000_000_000;

/// The longest text that is made: a longer one is not shown to anybody.
const LONGEST: usize = 100_000;

/// Numbers that may be what is demanded, best first.
pub fn numbers(demands: &[&Keyword], is_integer: bool) -> Vec<Tree<'static>> {
    let mut tried = vec![ONE, 0, 2 * ONE, 10 * ONE, 100 * ONE, -ONE];
    if !is_integer {
        tried.extend([ONE / 2, ONE / 10, ONE / 100]);
    }
    let step = demands.iter().find_map(|keyword| if let Keyword::MultipleOf(step) = keyword { units(step) } else { None });
    let step = step.filter(|step| *step > 0).unwrap_or(ONE);
    let mut bounds: Vec<i128> = Vec::new();
    for keyword in demands {
        if let Keyword::Minimum(text)
        | Keyword::Maximum(text)
        | Keyword::ExclusiveMinimum(text)
        | Keyword::ExclusiveMaximum(text) = keyword
        {
            bounds.extend(units(text));
        } else if let Keyword::Limit(limit) = keyword {
            bounds.extend(range(*limit));
        }
    }
    for bound in bounds {
        let floor = bound.div_euclid(step).saturating_mul(step);
        tried.extend([bound, floor, floor.saturating_add(step), floor.saturating_sub(step), floor.saturating_add(2 * step)]);
        tried.extend([bound.saturating_add(ONE / 1000), bound.saturating_sub(ONE / 1000)]);
    }
    tried.extend([step, 2 * step]);
    let whole = |units: &i128| !is_integer || units % ONE == 0;
    tried.into_iter().filter(whole).filter_map(|units| Number::parse(shown(units)).ok()).map(Tree::Number).collect()
}

fn range(limit: Limit) -> Vec<i128> {
    let (least, most) = limit.range();
    [least, most].iter().filter_map(|bound| units(&bound.text())).collect()
}

/// A number in units; `None` for one that is too large, or too fine.
fn units(text: &str) -> Option<i128> {
    let number = Number::parse(text).ok()?;
    if let Some(whole) = number.to_i128() {
        return whole.checked_mul(ONE);
    }
    let text = number.text().into_owned();
    let (whole, fraction) =
        text.split_once('.').filter(|(_, fraction)| fraction.len() <= 9 && fraction.bytes().all(|it| it.is_ascii_digit()))?;
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let fraction: i128 = format!("{fraction:0<9}").parse().ok()?;
    whole.parse::<i128>().ok()?.checked_mul(ONE)?.checked_add(sign * fraction)
}

fn shown(units: i128) -> String {
    let (whole, fraction) = (units.unsigned_abs() / ONE.unsigned_abs(), units.unsigned_abs() % ONE.unsigned_abs());
    let sign = if units < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{fraction:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Texts that may be what is demanded, best first.
pub fn texts(demands: &[&Keyword], nth: usize) -> Vec<Tree<'static>> {
    let (mut least, mut most) = (0, usize::MAX);
    let mut tried = Vec::new();
    let mut others = Vec::new();
    let count = |count: &u64| usize::try_from(*count).unwrap_or(usize::MAX);
    for keyword in demands {
        if let Keyword::MinLength(length) = keyword {
            least = least.max(count(length));
        } else if let Keyword::MaxLength(length) = keyword {
            most = most.min(count(length));
        } else if let Keyword::Format(format) = keyword {
            tried.extend(of_format(*format).iter().map(|it| (*it).to_owned()));
        } else if let Keyword::Pattern(pattern) = keyword {
            others.extend((0..PATTERN_TRIES).filter_map(|turn| of_pattern(pattern, nth + turn)));
        } else if matches!(keyword, Keyword::Base64) {
            tried.extend(of_format(Format::Byte).iter().map(|it| (*it).to_owned()));
        }
    }
    tried.extend(others);
    if least <= LONGEST {
        let plain = ["text", "Text", "1", "A", "a1", "2026-01-31", "example.com", "https://example.com/"];
        let counted = plain.iter().map(|it| if nth == 0 { (*it).to_owned() } else { format!("{it}{nth}") });
        tried.extend(counted.map(|text| fitted(&text, least, most)));
    }
    tried.into_iter().map(Tree::from).collect()
}

/// How many texts of a pattern are tried.
const PATTERN_TRIES: usize = 12;

/// A text, cut or made longer.
fn fitted(text: &str, least: usize, most: usize) -> String {
    let mut fitted: String = text.chars().take(most).collect();
    let length = fitted.chars().count();
    let last = fitted.chars().last().unwrap_or('a');
    fitted.extend(std::iter::repeat_n(last, least.saturating_sub(length)));
    fitted
}

/// Values of a format, the most usual first.
fn of_format(format: Format) -> &'static [&'static str] {
    match format {
        Format::Int32 | Format::Int64 | Format::Uint32 | Format::Uint64 => &[],
        Format::QuotedInt32 | Format::QuotedInt64 | Format::QuotedUint32 | Format::QuotedUint64 => &["1", "0", "42"],
        Format::QuotedDecimal | Format::QuotedDecimal128 => &["1.50", "1", "0.10"],
        Format::Byte => &["Zm9v", "", "Zm9vYmFy"],
        Format::Date => &["2026-01-31", "2024-02-29"],
        Format::DateTime => &["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123Z", "2026-01-31T12:00:00+02:00"],
        Format::Time => &["12:00:00Z", "12:00:00+02:00"],
        Format::Duration => &["P1D", "PT36H"],
        Format::Email | Format::IdnEmail => &["jo@example.com", "a@b.example"],
        Format::Hostname | Format::IdnHostname => &["example.com", "localhost"],
        Format::Ipv4 => &["192.0.2.1"],
        Format::Ipv6 => &["2001:db8::1", "::1"],
        Format::Uri | Format::Iri | Format::UriReference | Format::IriReference => {
            &["https://example.com/", "http://example.com", "urn:isbn:1"]
        }
        Format::UriTemplate => &["/pets/{id}"],
        Format::JsonPointer => &["/pets/0"],
        Format::RelativeJsonPointer => &["1/name"],
        Format::Regex => &["^a+$"],
        Format::Uuid => &["123e4567-e89b-12d3-a456-426614174000", "6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1"],
    }
}

/// A value of a primitive type.
pub fn of_primitive(primitive: Primitive) -> Option<Tree<'static>> {
    let format = match primitive {
        Primitive::Boolean => return Some(Tree::Bool(true)),
        Primitive::Int32
        | Primitive::Int64
        | Primitive::Int128
        | Primitive::Uint32
        | Primitive::Uint64
        | Primitive::Float
        | Primitive::Double
        | Primitive::Decimal => return Some(Tree::from(1_i64)),
        Primitive::String | Primitive::Password => return Some(Tree::from("text".to_owned())),
        Primitive::Date => Format::Date,
        Primitive::DateTime => Format::DateTime,
        Primitive::Time => Format::Time,
        Primitive::Duration => Format::Duration,
        Primitive::Uuid => Format::Uuid,
        Primitive::Base64 => Format::Byte,
        Primitive::QuotedInt32 | Primitive::QuotedInt64 | Primitive::QuotedUint32 | Primitive::QuotedUint64 => {
            Format::QuotedInt32
        }
        Primitive::QuotedDecimal => Format::QuotedDecimal,
    };
    of_format(format).first().map(|text| Tree::from((*text).to_owned()))
}

/// A text that a pattern matches, another one for each turn; `None` where it is written with what no plain reader of patterns knows.
fn of_pattern(pattern: &Pattern, turn: usize) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new().build().parse(&pattern.regex).ok()?;
    let mut text = String::new();
    let mut dice = Dice(turn as u64);
    write(&hir, &mut dice, &mut text);
    (text.len() <= LONGEST).then_some(text)
}

/// Numbers without a pattern; 0 begins with the least of each.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        if self.0 == 0 {
            return 0;
        }
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default().checked_rem(count).unwrap_or_default()
    }
}

fn write(hir: &Hir, dice: &mut Dice, text: &mut String) {
    if text.len() > LONGEST {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(letter(class, dice)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(3));
            let more = usize::try_from(most.saturating_sub(repetition.min)).unwrap_or_default();
            let more = u32::try_from(dice.below(more + 1)).unwrap_or_default();
            (0..repetition.min.saturating_add(more)).take(LONGEST).for_each(|_| write(&repetition.sub, dice, text));
        }
        HirKind::Capture(capture) => write(&capture.sub, dice, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, dice, text)),
        HirKind::Alternation(parts) => parts.get(dice.below(parts.len())).into_iter().for_each(|part| write(part, dice, text)),
    }
}

/// A letter of a class: one that can be read, if there is one.
fn letter(class: &Class, dice: &mut Dice) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let within = |first: char, last: char| ranges.iter().any(|(start, end)| *start <= first && last <= *end);
    let plain: Vec<char> = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain(' '..='~').filter(|it| within(*it, *it)).collect();
    plain.get(dice.below(plain.len())).copied().or_else(|| ranges.first().map(|(first, _)| *first))
}
