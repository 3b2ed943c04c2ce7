//! Exact reading of JSON numbers: whole numbers, comparison, and what a floating-point number can hold.

use std::cmp::Ordering;

/// A number as sign, digits without leading or trailing zeros, and the power of ten of the last digit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// No number of a description needs more digits written out.
const LONGEST: i64 = 400;

fn parse(text: &str) -> Option<Decimal> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().ok()?;
    let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let all = format!("{whole}{fraction}");
    let trimmed = all.trim_end_matches('0');
    let exponent = exponent.checked_add(i64::try_from(all.len() - trimmed.len()).ok()?)?;
    let digits = trimmed.trim_start_matches('0').to_owned();
    match digits.is_empty() {
        true => Some(Decimal { negative: false, digits, exponent: 0 }),
        false => Some(Decimal { negative, digits, exponent }),
    }
}

/// The number as an integer without fraction or exponent, if it is one.
pub(super) fn whole(text: &str) -> Option<String> {
    let number = parse(text)?;
    if number.digits.is_empty() {
        return Some("0".to_owned());
    }
    let zeros = usize::try_from(number.exponent).ok().filter(|_| number.exponent <= LONGEST)?;
    let sign = if number.negative { "-" } else { "" };
    Some(format!("{sign}{}{}", number.digits, "0".repeat(zeros)))
}

/// Whether a 64-bit floating-point number, written in its shortest form, says exactly this.
pub(super) fn exact_in_f64(text: &str) -> bool {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => parse(&format!("{value:e}")) == parse(text),
        Ok(_) | Err(_) => false,
    }
}

/// Compares two numbers exactly; `None` if one has an exponent beyond 64 bits.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (parse(a)?, parse(b)?);
    let sign = |number: &Decimal| match (number.digits.is_empty(), number.negative) {
        (true, _) => 0,
        (false, true) => -1,
        (false, false) => 1,
    };
    let magnitude = |number: &Decimal| i64::try_from(number.digits.len()).ok()?.checked_add(number.exponent);
    let by_sign = sign(&a).cmp(&sign(&b));
    if by_sign != Ordering::Equal || sign(&a) == 0 {
        return Some(by_sign);
    }
    // Digits begin with the same power of ten when the magnitudes agree, so they compare as text.
    let larger = magnitude(&a)?.cmp(&magnitude(&b)?).then_with(|| a.digits.cmp(&b.digits));
    Some(if a.negative { larger.reverse() } else { larger })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_any_spelling() {
        let cases = [
            ("1.0", Some("1")),
            ("1e3", Some("1000")),
            ("12.50e1", Some("125")),
            ("-0", Some("0")),
            ("-3", Some("-3")),
            ("0.5", None),
            ("1e999999", None),
            ("1e99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_float_holds() {
        assert!(exact_in_f64("0.01"));
        assert!(exact_in_f64("1e22"));
        assert!(exact_in_f64("100000"));
        assert!(!exact_in_f64("9223372036854775807"));
        assert!(!exact_in_f64("0.1000000000000000055"));
        assert!(!exact_in_f64("1e400"));
    }

    #[test]
    fn comparison_is_exact() {
        let ascending = ["-10", "-9.5", "-1e-3", "0", "0.0001", "0.1", "0.11", "1", "9", "10", "1e2", "9223372036854775807"];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), Some(i.cmp(&j)), "{a} {b}");
            }
        }
        assert_eq!(compare("1.0", "1"), Some(Ordering::Equal));
    }
}
