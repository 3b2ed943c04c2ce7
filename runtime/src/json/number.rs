//! Numbers with their exact text, compared in decimal.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::tape::Plain;

/// A finite JSON number of any size and precision.
///
/// Parsed numbers keep their text. Comparison is by exact decimal value: `1`, `1.0` and `10e-1` are equal.
#[derive(Clone, Debug)]
pub struct Number<'a>(Repr<'a>);

#[derive(Clone, Debug)]
enum Repr<'a> {
    /// Text that [`scan`] accepts.
    Text(Cow<'a, str>),
    Signed(i64),
    Unsigned(u64),
    /// Finite.
    Float(f64),
}

/// Why a text is not a JSON number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError(pub(crate) &'static str);

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NumberError {}

/// The most digits an exponent may have, so that exact arithmetic on it stays within `i64`.
const EXPONENT_DIGITS: usize = 15;

impl<'a> Number<'a> {
    /// A number with the text kept.
    ///
    /// # Errors
    ///
    /// When the text is not a number by RFC 8259, section 6, or its exponent has more than 15 digits.
    pub fn parse(text: impl Into<Cow<'a, str>>) -> Result<Self, NumberError> {
        let text = text.into();
        if scan(&text)? == text.len() { Ok(Self(Repr::Text(text))) } else { Err(NumberError("not a number")) }
    }

    /// The text has been scanned.
    pub(crate) fn scanned(text: &'a str) -> Self {
        Self(Repr::Text(Cow::Borrowed(text)))
    }

    /// A finite float; `None` for NaN and the infinities.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(Repr::Float(value)))
    }

    /// A finite float by its shortest text; `None` for NaN and the infinities.
    pub fn from_f32(value: f32) -> Option<Self> {
        value.is_finite().then(|| Self(Repr::Text(Cow::Owned(format!("{value:?}")))))
    }

    /// The number as JSON text: as parsed, or the shortest that reads back as the same value.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Text(text) => Cow::Borrowed(text),
            Repr::Signed(value) => Cow::Owned(value.to_string()),
            Repr::Unsigned(value) => Cow::Owned(value.to_string()),
            Repr::Float(value) => Cow::Owned(format!("{value:?}")),
        }
    }

    /// The same number, owning its text.
    pub fn into_owned(self) -> Number<'static> {
        Number(match self.0 {
            Repr::Text(text) => Repr::Text(Cow::Owned(text.into_owned())),
            Repr::Signed(value) => Repr::Signed(value),
            Repr::Unsigned(value) => Repr::Unsigned(value),
            Repr::Float(value) => Repr::Float(value),
        })
    }

    /// The same number, borrowing its text.
    pub fn borrowed(&self) -> Number<'_> {
        Number(match &self.0 {
            Repr::Text(text) => Repr::Text(Cow::Borrowed(text)),
            Repr::Signed(value) => Repr::Signed(*value),
            Repr::Unsigned(value) => Repr::Unsigned(*value),
            Repr::Float(value) => Repr::Float(*value),
        })
    }

    /// Whether it has no fractional part; `1.0` and `1e3` have none.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Text(text) => match fraction(text.as_bytes()) {
                Some(fraction) => fraction.iter().all(|digit| *digit == b'0'),
                None => self.exact().is_integer(),
            },
            Repr::Signed(_) | Repr::Unsigned(_) => true,
            Repr::Float(value) => value.fract() == 0.0,
        }
    }

    /// The value, if it is an integer that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Text(text) => text.parse().ok().or_else(|| i64::try_from(self.exact().to_i128()?).ok()),
            Repr::Signed(value) => Some(*value),
            Repr::Unsigned(value) => i64::try_from(*value).ok(),
            Repr::Float(_) => i64::try_from(self.exact().to_i128()?).ok(),
        }
    }

    /// The value, if it is an integer that fits.
    pub fn to_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Text(text) => text.parse().ok().or_else(|| u64::try_from(self.exact().to_i128()?).ok()),
            Repr::Signed(value) => u64::try_from(*value).ok(),
            Repr::Unsigned(value) => Some(*value),
            Repr::Float(_) => u64::try_from(self.exact().to_i128()?).ok(),
        }
    }

    /// The value, if it is an integer that fits.
    pub fn to_i128(&self) -> Option<i128> {
        match &self.0 {
            Repr::Text(text) => text.parse().ok().or_else(|| self.exact().to_i128()),
            Repr::Signed(value) => Some(i128::from(*value)),
            Repr::Unsigned(value) => Some(i128::from(*value)),
            Repr::Float(_) => self.exact().to_i128(),
        }
    }

    /// Whether its text is so short and plain that any float type of 64 bits holds it, so that it need not be read.
    pub(crate) fn is_short(&self) -> bool {
        const DIGITS: usize = 300;
        match &self.0 {
            Repr::Text(text) => text.len() < DIGITS && fraction(text.as_bytes()).is_some(),
            Repr::Signed(_) | Repr::Unsigned(_) | Repr::Float(_) => true,
        }
    }

    /// The same number without a fraction of zero: `1`, not `1.0`.
    pub(crate) fn shortened(self) -> Self {
        let may_be = match &self.0 {
            Repr::Text(text) => text.ends_with(".0"),
            Repr::Float(value) => value.fract() == 0.0,
            Repr::Signed(_) | Repr::Unsigned(_) => false,
        };
        let short = may_be.then(|| self.text().strip_suffix(".0").map(str::to_owned)).flatten();
        short.map_or(self, |text| Self(Repr::Text(Cow::Owned(text))))
    }

    /// The nearest float; `None` when the number is beyond the largest.
    pub fn to_f64(&self) -> Option<f64> {
        let value = match &self.0 {
            Repr::Text(text) => text.parse().ok()?,
            Repr::Signed(_) | Repr::Unsigned(_) => self.text().parse().ok()?,
            Repr::Float(value) => *value,
        };
        value.is_finite().then_some(value)
    }

    /// The nearest float; `None` when the number is beyond the largest.
    pub fn to_f32(&self) -> Option<f32> {
        self.text().parse().ok().filter(|value: &f32| value.is_finite())
    }

    pub(crate) fn exact(&self) -> Exact {
        Exact::of(&self.text())
    }

    /// Compares numbers without a copy of them, which are written without an exponent.
    fn compare_plain(&self, other: &Number<'_>) -> Option<Ordering> {
        match (&self.0, &other.0) {
            (Repr::Text(left), Repr::Text(right)) => Some(Places::of(left)?.cmp(&Places::of(right)?)),
            (Repr::Text(text), Repr::Signed(value)) if text.starts_with('-') && *value > 0 => Some(Ordering::Less),
            (Repr::Text(text), Repr::Signed(value)) if !text.starts_with('-') && *value < 0 => Some(Ordering::Greater),
            (Repr::Text(_) | Repr::Signed(_) | Repr::Unsigned(_) | Repr::Float(_), _) => self.compare_small(other),
        }
    }

    /// Compares numbers of few digits.
    fn compare_small(&self, other: &Number<'_>) -> Option<Ordering> {
        let ((left, places), (right, others)) = (self.small()?, other.small()?);
        if places == others {
            return Some(left.cmp(&right));
        }
        // At most 18 digits and 18 zeros.
        let scaled = |value: i64, zeros: u32| Some(i128::from(value) * i128::from(10_i64.checked_pow(zeros)?));
        Some(scaled(left, others.saturating_sub(places))?.cmp(&scaled(right, places.saturating_sub(others))?))
    }

    /// The digits as an integer, and how many of them stand behind the point.
    fn small(&self) -> Option<(i64, u32)> {
        match &self.0 {
            Repr::Text(text) => small(text.as_bytes()),
            Repr::Signed(value) => Some((*value, 0)),
            Repr::Unsigned(value) => i64::try_from(*value).ok().map(|value| (value, 0)),
            Repr::Float(_) => None,
        }
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl From<i64> for Number<'_> {
    fn from(value: i64) -> Self {
        Self(Repr::Signed(value))
    }
}

impl From<i128> for Number<'_> {
    fn from(value: i128) -> Self {
        match i64::try_from(value) {
            Ok(value) => Self::from(value),
            Err(_) => Self(Repr::Text(Cow::Owned(value.to_string()))),
        }
    }
}

impl From<u64> for Number<'_> {
    fn from(value: u64) -> Self {
        Self(Repr::Unsigned(value))
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare_plain(other).unwrap_or_else(|| self.exact().cmp(&other.exact()))
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number<'_> {}

impl Hash for Number<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.exact().hash(state);
    }
}

/// The digits of a number that is written without an exponent.
struct Places<'a> {
    negative: bool,
    /// Without zeros before them, but for zero itself.
    whole: &'a [u8],
    fraction: &'a [u8],
}

impl<'a> Places<'a> {
    /// Of a text that [`scan`] accepts whole.
    fn of(text: &'a str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
        let (whole, rest) = digits.split_at_checked(end)?;
        let fraction = match rest {
            [] => rest,
            [b'.', fraction @ ..] if fraction.iter().all(u8::is_ascii_digit) => fraction,
            _ => return None,
        };
        Some(Self { negative, whole, fraction })
    }

    fn is_zero(&self) -> bool {
        self.whole.iter().chain(self.fraction).all(|digit| *digit == b'0')
    }

    fn cmp(&self, other: &Self) -> Ordering {
        if self.negative != other.negative {
            let both = self.is_zero() && other.is_zero();
            return if both { Ordering::Equal } else { other.negative.cmp(&self.negative) };
        }
        let whole = self.whole.len().cmp(&other.whole.len()).then_with(|| self.whole.cmp(other.whole));
        let magnitude = whole.then_with(|| compare_fractions(self.fraction, other.fraction));
        if self.negative { magnitude.reverse() } else { magnitude }
    }
}

/// Zeros at the end do not count.
fn compare_fractions(left: &[u8], right: &[u8]) -> Ordering {
    let common = left.len().min(right.len());
    let (left, more) = left.split_at_checked(common).unwrap_or_default();
    let (right, others) = right.split_at_checked(common).unwrap_or_default();
    let is_more = |digits: &[u8]| digits.iter().any(|digit| *digit != b'0');
    left.cmp(right).then_with(|| is_more(more).cmp(&is_more(others)))
}

/// The digits behind the point; `None` of a number with an exponent.
fn fraction(text: &[u8]) -> Option<&[u8]> {
    let end = text.len() - text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(..end)? {
        [.., b'.'] => text.get(end..),
        [] | [b'-'] => Some(&[]),
        _ => None,
    }
}

/// Eight digits as an integer.
#[inline]
fn eight_digits(digits: [u8; 8]) -> Option<i64> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(digits);
    let above = word.wrapping_add(ONES * (0x80 - 1 - b'9' as u64));
    let below = word.wrapping_sub(ONES * b'0' as u64);
    if (above | below | word) & (ONES << 7) != 0 {
        return None;
    }
    let pairs = (below * 10 + (below >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    i64::try_from((fours * 10_000 + (fours >> 32)) & 0xffff_ffff).ok()
}

/// A number of at most 18 digits without an exponent, as an integer and the number of digits behind the point.
fn small(text: &[u8]) -> Option<(i64, u32)> {
    const DIGITS: u32 = 18;
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (mut value, mut count, mut places, mut point) = (0_i64, 0, 0, false);
    let mut digits = digits;
    while count + 8 <= DIGITS
        && let Some((eight, rest)) = digits.split_first_chunk::<8>()
        && let Some(eight) = eight_digits(*eight)
    {
        (value, count, digits) = (value * 100_000_000 + eight, count + 8, rest);
    }
    for byte in digits {
        match byte {
            b'0'..=b'9' if count < DIGITS => {
                value = value * 10 + i64::from(byte - b'0');
                count += 1;
                places += u32::from(point);
            }
            b'.' => point = true,
            _ => return None,
        }
    }
    Some((if negative { -value } else { value }, places))
}

/// `digits * 10^exponent`, normalised: the digits neither begin nor end with a zero, and zero has none. The size is that of the
/// text, whatever the exponent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Exact {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Exact {
    /// The value of a text that [`scan`] accepts whole.
    fn of(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [integer, fraction].concat();
        let kept = all.trim_end_matches('0');
        let digits = kept.trim_start_matches('0');
        if digits.is_empty() {
            return Self { negative: false, digits: String::new(), exponent: 0 };
        }
        let dropped = length(all.len() - kept.len()) - length(fraction.len());
        let exponent = exponent.parse::<i64>().unwrap_or(0) + dropped;
        Self { negative, digits: digits.to_owned(), exponent }
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The value, if it is an integer that fits.
    fn to_i128(&self) -> Option<i128> {
        if self.digits.is_empty() {
            return Some(0);
        }
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros < 39)?;
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}{}", self.digits, "0".repeat(zeros)).parse().ok()
    }

    /// Whether `self` is an integer times `divisor`; `None` when the divisor is zero or has more than 37 digits.
    pub(crate) fn is_multiple_of(&self, divisor: &Self) -> Option<bool> {
        let modulus: u128 = divisor.digits.parse().ok().filter(|modulus| *modulus <= u128::MAX / 16)?;
        // The digits end in no zero, so nothing is divisible by a power of ten that is missing.
        let Ok(zeros) = usize::try_from(self.exponent - divisor.exponent) else { return Some(self.digits.is_empty()) };
        // The modulus holds fewer than 128 factors of 2 or 5, so more zeros than that change nothing.
        let digits = self.digits.bytes().chain(std::iter::repeat_n(b'0', zeros.min(128)));
        let remainder = digits.fold(0_u128, |remainder, digit| (remainder * 10 + u128::from(digit - b'0')) % modulus);
        Some(remainder == 0)
    }

    /// One text per value, for sets.
    pub(crate) fn key(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}e{}", self.digits, self.exponent)
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        // The place of the leading digit decides first; without trailing zeros the digits then compare as text.
        let place = |exact: &Self| (length(exact.digits.len()) + exact.exponent, exact.digits.is_empty());
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => place(self).cmp(&place(other)).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX / 4)
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The length of the number that the text begins with (RFC 8259, section 6).
pub(crate) fn scan(text: &str) -> Result<usize, NumberError> {
    measured(text.as_bytes()).map(|(length, _)| length)
}

/// The same of bytes, and whether it is written without a point and without an exponent.
#[inline]
pub(super) fn measured(bytes: &[u8]) -> Result<(usize, Plain), NumberError> {
    let start = usize::from(bytes.first() == Some(&b'-'));
    let end = digits(bytes, start);
    match (end - start, bytes.get(start)) {
        (0, _) => return Err(NumberError("a number needs a digit")),
        (2.., Some(b'0')) => return Err(NumberError("a number cannot begin with a zero and more digits")),
        _ => {}
    }
    match bytes.get(end) {
        Some(b'.' | b'e' | b'E') => scan_exponent(bytes, scan_fraction(bytes, end)?).map(|end| (end, Plain::No)),
        _ => Ok((end, Plain::Yes)),
    }
}

fn scan_fraction(bytes: &[u8], at: usize) -> Result<usize, NumberError> {
    if bytes.get(at) != Some(&b'.') {
        return Ok(at);
    }
    let end = digits(bytes, at + 1);
    if end == at + 1 { Err(NumberError("a number needs a digit after its point")) } else { Ok(end) }
}

fn scan_exponent(bytes: &[u8], at: usize) -> Result<usize, NumberError> {
    if !matches!(bytes.get(at), Some(b'e' | b'E')) {
        return Ok(at);
    }
    let start = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
    let end = digits(bytes, start);
    if end == start {
        return Err(NumberError("a number needs a digit in its exponent"));
    }
    let exponent = bytes.get(start..end).unwrap_or_default();
    if exponent.iter().skip_while(|digit| **digit == b'0').count() > EXPONENT_DIGITS {
        return Err(NumberError("the exponent of a number has more than 15 digits"));
    }
    Ok(end)
}

/// The offset behind the digits that begin here.
#[inline]
fn digits(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}
