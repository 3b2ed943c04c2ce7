//! RFC 3339.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{TextError, text};
use crate::format::{Format, time};

text! {
    /// A date (RFC 3339, full-date), as text.
    Date: Format::Date
}

text! {
    /// A date and time with its offset (RFC 3339, date-time), as text. Equality and order are those of the text: compare
    /// [`DateTime::to_system_time`] for instants.
    DateTime: Format::DateTime
}

text! {
    /// A time of day with its offset (RFC 3339, full-time), as text. Equality and order are those of the text.
    Time: Format::Time
}

text! {
    /// A duration (RFC 3339, appendix A), as text. Equality and order are those of the text.
    Duration: Format::Duration
}

impl Date {
    /// The date.
    ///
    /// # Errors
    ///
    /// When the calendar has no such day or the year is after 9999.
    pub fn from_year_month_day(year: u16, month: u8, day: u8) -> Result<Self, TextError> {
        format!("{year:04}-{month:02}-{day:02}").parse()
    }

    /// Year, month from 1, day from 1.
    ///
    /// # Errors
    ///
    /// When the text that came is no date.
    pub fn year_month_day(&self) -> Result<(u16, u8, u8), TextError> {
        let (year, month, day) = time::year_month_day(&self.0).ok_or_else(Self::error)?;
        let narrow = |_| Self::error();
        Ok((u16::try_from(year).map_err(narrow)?, u8::try_from(month).map_err(narrow)?, u8::try_from(day).map_err(narrow)?))
    }
}

impl DateTime {
    /// The instant, to the nanosecond. A leap second is the first second after it.
    ///
    /// # Errors
    ///
    /// When the text that came is no date and time, or the platform has no such time.
    pub fn to_system_time(&self) -> Result<SystemTime, TextError> {
        let (days, clock) = time::date_time(&self.0).ok_or_else(Self::error)?;
        let seconds = days * 86_400 + clock.seconds - clock.offset;
        let whole = std::time::Duration::from_secs(seconds.unsigned_abs());
        let instant = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        let fraction = std::time::Duration::from_nanos(u64::from(clock.nanos));
        instant.and_then(|instant| instant.checked_add(fraction)).ok_or_else(Self::error)
    }
}

/// In UTC, to the nanosecond. The format ends with the year 9999; a later time has a longer year, which no strict reader takes.
impl From<SystemTime> for DateTime {
    fn from(instant: SystemTime) -> Self {
        let (seconds, nanos) = match instant.duration_since(UNIX_EPOCH) {
            Ok(after) => (signed(after.as_secs()), after.subsec_nanos()),
            // Nanoseconds count forward from a whole second before.
            Err(before) => match (signed(before.duration().as_secs()), before.duration().subsec_nanos()) {
                (seconds, 0) => (-seconds, 0),
                (seconds, nanos) => (-seconds - 1, 1_000_000_000 - nanos),
            },
        };
        let (year, month, day) = time::civil_from_days(seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = if nanos == 0 { String::new() } else { format!(".{nanos:09}") };
        let fraction = fraction.trim_end_matches('0');
        Self(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
    }
}

fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX / 4)
}

impl Duration {
    /// The length, if it is the same in every calendar: without years and months.
    ///
    /// # Errors
    ///
    /// When the text that came is no duration, has years or months, or is beyond `u64` seconds.
    pub fn to_std(&self) -> Result<std::time::Duration, TextError> {
        let span = time::duration(&self.0).filter(|span| !span.calendar);
        span.and_then(|span| span.seconds).map(std::time::Duration::from_secs).ok_or_else(Self::error)
    }
}
