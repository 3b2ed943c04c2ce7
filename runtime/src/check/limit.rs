//! Numbers that a description allows, and the type that holds them does not: no keyword of the description says so, the code does.

use super::Check;
use crate::json::Number;

/// What a type of Rust holds of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `i64`: an integer without a format.
    Int64,
    /// `u64`: one whose bounds are those of unsigned integers.
    Uint64,
    /// `i128`: one whose bounds 64 bits do not hold.
    Int128,
    /// `f32`.
    Float,
    /// `f64`.
    Double,
}

impl Limit {
    /// The least and the greatest number.
    pub fn range(self) -> (Number<'static>, Number<'static>) {
        let float = |most: f64| [-most, most].map(|bound| Number::from_f64(bound).unwrap_or(Number::from(0_u64))).into();
        match self {
            Self::Int64 => (Number::from(i64::MIN), Number::from(i64::MAX)),
            Self::Uint64 => (Number::from(0_u64), Number::from(u64::MAX)),
            Self::Int128 => (Number::from(i128::MIN), Number::from(i128::MAX)),
            Self::Float => float(f64::from(f32::MAX)),
            Self::Double => float(f64::MAX),
        }
    }

    /// Whether the type has a value for the number, the nearest one for those of floats.
    pub fn holds(self, number: &Number<'_>) -> bool {
        match self {
            Self::Int64 => number.to_i64().is_some(),
            Self::Uint64 => number.to_u64().is_some(),
            Self::Int128 => number.to_i128().is_some(),
            Self::Float => number.to_f32().is_some(),
            Self::Double => number.is_short() || number.to_f64().is_some(),
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Int64 => "integers of 64 bits",
            Self::Uint64 => "integers from 0 of 64 bits",
            Self::Int128 => "integers of 128 bits",
            Self::Float => "numbers up to 3.4e38 (32-bit floats)",
            Self::Double => "numbers up to 1.8e308 (64-bit floats)",
        }
    }
}

impl Check<'_> {
    /// Refuses what the type cannot hold, as a limit of this implementation. An integer with a fraction is another keyword's matter.
    pub fn limit(mut self, limit: Limit) -> Self {
        // Most integers are short; only the sign of them matters to some.
        if let Some(value) = self.active()
            && (limit == Limit::Uint64 || !value.is_short_integer())
            && let Some(found) = value.as_number()
            && !limit.holds(&found)
            && (found.is_integer() || matches!(limit, Limit::Float | Limit::Double))
        {
            self.fail("limit", || format!("this implementation holds only {} here", limit.what()));
        }
        self
    }
}
