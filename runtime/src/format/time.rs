//! RFC 3339: dates, times, durations.

/// A time of day with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Since midnight; 86,400 in a leap second that ends a day.
    pub seconds: i64,
    pub nanos: u32,
    /// Of the place from UTC, in seconds.
    pub offset: i64,
}

/// The parts of a duration that have a fixed length, and whether there are others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Weeks, days, hours, minutes and seconds together, in seconds; `None` beyond `u64`.
    pub seconds: Option<u64>,
    /// Years or months, whose length depends on the calendar.
    pub calendar: bool,
}

/// full-date: days since 1970-01-01.
pub(crate) fn date(text: &str) -> Option<i64> {
    let (year, month, day) = year_month_day(text)?;
    Some(days_from_civil(year, month, day))
}

/// full-date: its numbers.
pub(crate) fn year_month_day(text: &str) -> Option<(i64, i64, i64)> {
    let mut cursor = Cursor(text);
    let year = cursor.number(4)?;
    cursor.literal("-")?;
    let month = cursor.number(2).filter(|month| (1..=12).contains(month))?;
    cursor.literal("-")?;
    let day = cursor.number(2).filter(|day| (1..=days_in_month(year, month)).contains(day))?;
    cursor.0.is_empty().then_some((year, month, day))
}

/// full-time.
pub(crate) fn time(text: &str) -> Option<Clock> {
    let mut cursor = Cursor(text);
    let hour = cursor.number(2).filter(|hour| *hour < 24)?;
    cursor.literal(":")?;
    let minute = cursor.number(2).filter(|minute| *minute < 60)?;
    cursor.literal(":")?;
    let second = cursor.number(2).filter(|second| *second <= 60)?;
    let nanos = cursor.fraction()?;
    let offset = cursor.offset()?;
    let seconds = hour * 3600 + minute * 60 + second;
    let utc = (hour * 3600 + minute * 60 - offset).rem_euclid(86_400);
    // A leap second is inserted at the end of a day in UTC.
    (cursor.0.is_empty() && (second < 60 || utc == 86_340)).then_some(Clock { seconds, nanos, offset })
}

/// date-time: days since 1970-01-01 and the time of day.
pub(crate) fn date_time(text: &str) -> Option<(i64, Clock)> {
    let (day, rest) = text.split_at_checked(10)?;
    let clock = rest.strip_prefix(['T', 't'])?;
    Some((date(day)?, time(clock)?))
}

/// duration: weeks alone, or units in order without a gap between two of the same half.
pub(crate) fn duration(text: &str) -> Option<Span> {
    let mut cursor = Cursor(text);
    cursor.literal("P")?;
    if let Some(weeks) = cursor.0.strip_suffix('W') {
        return is_digits(weeks)
            .then(|| Span { seconds: weeks.parse().ok().and_then(|weeks: u64| weeks.checked_mul(604_800)), calendar: false });
    }
    let (dates, times) = match cursor.0.split_once('T') {
        Some((dates, times)) => (dates, Some(times)),
        None => (cursor.0, None),
    };
    let mut span = Span { seconds: Some(0), calendar: false };
    let any_date = units(dates, &[('Y', None), ('M', None), ('D', Some(86_400))], &mut span)?;
    let any_time = match times {
        Some(times) => units(times, &[('H', Some(3600)), ('M', Some(60)), ('S', Some(1))], &mut span)?,
        None => any_date,
    };
    (any_date || any_time).then_some(span).filter(|_| times.is_none() || any_time)
}

/// Numbers with units in order, no unit left out between two; whether there were any.
fn units(mut text: &str, units: &[(char, Option<u64>)], span: &mut Span) -> Option<bool> {
    let mut begun = false;
    for (unit, length) in units {
        if text.is_empty() {
            break;
        }
        let end = text.find(|character: char| !character.is_ascii_digit())?;
        let (number, rest) = text.split_at_checked(end)?;
        match rest.strip_prefix(*unit) {
            Some(rest) if !number.is_empty() => {
                add(number, *length, span);
                begun = true;
                text = rest;
            }
            _ if begun => return None,
            _ => {}
        }
    }
    text.is_empty().then_some(begun)
}

fn add(number: &str, length: Option<u64>, span: &mut Span) {
    match length {
        Some(length) => {
            let added = number.parse().ok().and_then(|number: u64| number.checked_mul(length));
            span.seconds = span.seconds.zip(added).and_then(|(sum, added)| sum.checked_add(added));
        }
        None => span.calendar |= number.bytes().any(|digit| digit != b'0'),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is left of a text.
struct Cursor<'t>(&'t str);

impl Cursor<'_> {
    fn number(&mut self, length: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        if is_digits(number) { number.parse().ok() } else { None }
    }

    fn literal(&mut self, literal: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(literal)?;
        Some(())
    }

    /// Nanoseconds; further digits are allowed and dropped.
    fn fraction(&mut self) -> Option<u32> {
        let Some(rest) = self.0.strip_prefix('.') else { return Some(0) };
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, rest) = rest.split_at_checked(end)?;
        self.0 = rest;
        if digits.is_empty() {
            return None;
        }
        let nanos: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
        nanos.parse().ok()
    }

    /// Seconds east of UTC.
    fn offset(&mut self) -> Option<i64> {
        if let Some(rest) = self.0.strip_prefix(['Z', 'z']) {
            self.0 = rest;
            return Some(0);
        }
        let sign = if self.0.starts_with('-') { -1 } else { 1 };
        self.0 = self.0.strip_prefix(['+', '-'])?;
        let hour = self.number(2).filter(|hour| *hour < 24)?;
        self.literal(":")?;
        let minute = self.number(2).filter(|minute| *minute < 60)?;
        Some(sign * (hour * 3600 + minute * 60))
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March, so that the leap day ends one.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The reverse: year, month, day.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}
