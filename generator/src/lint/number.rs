//! Exact comparison of the numbers that a description holds as text.

use std::cmp::Ordering;

/// The formats of integers: name, least and greatest value.
pub(crate) const RANGES: [(&str, &str, &str); 4] = [
    ("int32", "-2147483648", "2147483647"),
    ("int64", "-9223372036854775808", "9223372036854775807"),
    ("uint32", "0", "4294967295"),
    ("uint64", "0", "18446744073709551615"),
];

/// `mantissa * 10^exponent`, if both are of a reasonable size.
fn parts(text: &str) -> Option<(i128, i32)> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa = format!("{whole}{fraction}").parse().ok()?;
    Some((mantissa, exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?))
}

/// Both as integers of one scale.
fn aligned(a: &str, b: &str) -> Option<(i128, i128)> {
    let ((a, a_exponent), (b, b_exponent)) = (parts(a)?, parts(b)?);
    let least = a_exponent.min(b_exponent);
    let scaled = |mantissa: i128, exponent: i32| {
        let power = u32::try_from(exponent.checked_sub(least)?).ok()?;
        mantissa.checked_mul(10i128.checked_pow(power)?)
    };
    Some((scaled(a, a_exponent)?, scaled(b, b_exponent)?))
}

/// The order of two numbers; `None` where one is too large to tell.
pub(crate) fn compare(a: &str, b: &str) -> Option<Ordering> {
    aligned(a, b).map(|(a, b)| a.cmp(&b))
}

/// Whether one is a multiple of the other; `None` where that cannot be told.
pub(super) fn is_multiple(value: &str, of: &str) -> Option<bool> {
    let (value, of) = aligned(value, of)?;
    value.checked_rem(of).map(|rest| rest == 0)
}

/// Whether a number has no fraction.
pub(super) fn is_integer(text: &str) -> Option<bool> {
    is_multiple(text, "1")
}
