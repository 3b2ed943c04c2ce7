//! Any text as a value of a type that keeps its text: what the format takes, the type takes, and gives back as it was.

#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use letterpress_runtime::media_type::{self, Accept};
use letterpress_runtime::{Base64, Check, Date, DateTime, Decimal, Duration, Format, Rule, Time, Uuid, json, violations};
use libfuzzer_sys::fuzz_target;

/// Whether a format holds for a text.
fn holds(text: &str, rule: Rule) -> bool {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    json::parse(&quoted).is_ok_and(|tape| violations(tape.root(), rule).is_empty())
}

fn kept<T: FromStr + Display + Debug>(text: &str, rule: Rule) -> Option<T> {
    let (parsed, holds) = (text.parse::<T>().ok(), holds(text, rule));
    assert_eq!(parsed.is_some(), holds, "{text:?} as {}", std::any::type_name::<T>());
    if let Some(parsed) = &parsed {
        assert_eq!(parsed.to_string(), text, "{parsed:?}");
    }
    parsed
}

fuzz_target!(|text: &str| {
    if let Some(date) = kept::<Date>(text, |value: Check<'_>| value.format(Format::Date))
        && let Ok((year, month, day)) = date.year_month_day()
    {
        let again = Date::from_year_month_day(year, month, day).map(|date| date.to_string());
        assert_eq!(again.as_deref(), Ok(text));
    }
    if let Some(at) = kept::<DateTime>(text, |value| value.format(Format::DateTime))
        && let Ok(time) = at.to_system_time()
    {
        let again = DateTime::from(time);
        assert_eq!(again.to_system_time(), Ok(time), "{text}");
    }
    let _ = kept::<Time>(text, |value| value.format(Format::Time));
    if let Some(duration) = kept::<Duration>(text, |value| value.format(Format::Duration)) {
        let _ = duration.to_std();
    }
    if let Some(id) = kept::<Uuid>(text, |value| value.format(Format::Uuid))
        && let Ok(bits) = id.to_u128()
    {
        assert_eq!(Uuid::from_u128(bits).to_u128(), Ok(bits));
    }
    let _ = kept::<Base64>(text, |value| value.format(Format::Byte));
    if let Ok(decimal) = text.parse::<Decimal>() {
        assert_eq!(decimal.to_string(), text);
        let _ = (decimal.to_f64(), decimal.to_i64());
    }
    // Neither panics, whatever it is.
    let accept = Accept::parse(text);
    let _ = accept.best(["application/json", "text/*", text]);
    let _ =
        (media_type::essence(text), media_type::parameter(text, "charset"), media_type::is_json(text), media_type::is_xml(text));
    assert!(!media_type::matches("application/json", text) || media_type::is_json(text), "{text}");
});
