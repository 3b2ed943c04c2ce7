//! The core schema of YAML 1.2 (section 10.3): what a plain scalar means.
//!
//! `no`, `on`, `1_000`, `12:30` and dates are strings there. A number with leading zeros (`0123`) is kept as a string,
//! too: JSON has no such number, and whoever writes one means an identifier.

/// What a plain scalar is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON writes it.
    Number(String),
    /// `.inf` or `.nan`: a number that JSON cannot write.
    NotFinite,
    /// Anything else.
    String,
}

/// Resolves a plain scalar.
pub fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => number(text),
    }
}

fn number(text: &str) -> Scalar {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Scalar::NotFinite,
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Scalar::NotFinite,
        _ => {}
    }
    let radix = |digits: &str, radix| decimal(digits, radix).map_or(Scalar::String, Scalar::Number);
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    json_number(unsigned).map_or(Scalar::String, |number| Scalar::Number(format!("{sign}{number}")))
}

/// `[0-9]+(\.[0-9]*)?|\.[0-9]+` with an optional exponent, rewritten so that digits stand on both sides of the point.
fn json_number(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => text.split_at_checked(at)?,
        None => (text, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !exponent.is_empty() {
        let digits = exponent.get(1..)?;
        let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
        if !digits_only(digits) {
            return None;
        }
    }
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if leading_zero || !(whole.is_empty() || digits_only(whole)) || !(fraction.is_empty() || digits_only(fraction)) {
        return None;
    }
    match (whole, fraction) {
        ("", "") => None,
        ("", _) => Some(format!("0.{fraction}{exponent}")),
        (_, "") => Some(format!("{whole}{exponent}")),
        (_, _) => Some(text.to_owned()),
    }
}

fn digits_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Digits of another base as decimal text, of any length up to that of a 128-bit integer.
fn decimal(digits: &str, radix: u32) -> Option<String> {
    let plain = digits.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then(|| u128::from_str_radix(digits, radix).ok().map(|value| value.to_string())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_yaml_1_1_took_for_something_else() {
        for text in
            ["no", "on", "yes", "off", "y", "1_000", "0123", "-012", "12:30", "2020-01-01", "1.2.3", "0b11", "e3", ".", "-", "+"]
        {
            assert_eq!(resolve(text), Scalar::String, "{text}");
        }
    }

    #[test]
    fn numbers_become_json_numbers() {
        let cases = [
            ("1.10", "1.10"),
            ("+1", "1"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("1.", "1"),
            ("1.e5", "1e5"),
            ("0", "0"),
            ("-0.0", "-0.0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("99999999999999999999999999", "99999999999999999999999999"),
        ];
        for (text, number) in cases {
            assert_eq!(resolve(text), Scalar::Number(number.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_rest_of_the_core_schema() {
        assert_eq!(resolve("~"), Scalar::Null);
        assert_eq!(resolve("TRUE"), Scalar::Bool(true));
        assert_eq!(resolve("-.INF"), Scalar::NotFinite);
        assert_eq!(resolve(".nan"), Scalar::NotFinite);
        assert_eq!(resolve("-.nan"), Scalar::String);
    }
}
