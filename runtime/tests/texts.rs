//! Formats, and the values that are text of a format.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::time::{Duration as StdDuration, SystemTime, UNIX_EPOCH};

use letterpress_runtime::{Base64, Date, DateTime, Decimal, Duration, Format, Password, Time, Uuid, from_json_text};

fn assert_format(format: Format, accepted: &[&str], refused: &[&str]) {
    for text in accepted {
        assert!(format.accepts(text), "{format:?} must accept {text}");
    }
    for text in refused {
        assert!(!format.accepts(text), "{format:?} must refuse {text}");
    }
}

#[test]
fn dates() {
    let accepted = ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"];
    let refused = [
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-04-31",
        "24-01-01",
        "2024-1-1",
        "2024-01-01Z",
        "",
        "+024-01-01",
        "２024-01-01",
        "2024-01-0১",
    ];
    assert_format(Format::Date, &accepted, &refused);
}

#[test]
fn times() {
    let accepted =
        ["08:30:06Z", "08:30:06.283185z", "23:59:60Z", "01:29:60+01:30", "15:59:60-08:00", "08:30:06-00:00", "00:00:00+23:59"];
    let refused = [
        "24:00:00Z",
        "08:60:00Z",
        "08:30:61Z",
        "22:59:60Z",
        "23:59:60+01:00",
        "08:30:06",
        "08:30Z",
        "08:30:06.Z",
        "08:30:06+24:00",
        "08:30:06+0100",
        "8:30:06Z",
        "08:30:06,5Z",
        "08:30:06Zx",
    ];
    assert_format(Format::Time, &accepted, &refused);
}

#[test]
fn dates_with_times() {
    let accepted = ["1963-06-19T08:30:06.283185Z", "1937-01-01t12:00:27.87+00:20", "1998-12-31T23:59:60Z"];
    let refused = [
        "1963-06-19 08:30:06Z",
        "1963-06-19T08:30:06",
        "2013-350T01:01:01Z",
        "1990-02-31T15:59:59Z",
        "1998-12-31T22:59:60Z",
        "1963-06-19",
        "1963-06-1\u{660}T00:00:00Z",
    ];
    assert_format(Format::DateTime, &accepted, &refused);
}

#[test]
fn durations() {
    let accepted = ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M", "PT1H30M"];
    let refused = [
        "P", "PT", "P1", "1D", "P1DT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "PT1D", "P1Y2D", "PT1H2S", "PT1.5S", "p1d", "P-1D",
        "P২Y", "PW",
    ];
    assert_format(Format::Duration, &accepted, &refused);
}

#[test]
fn email_addresses() {
    let accepted = [
        "joe.bloggs@example.com",
        "te~st@example.com",
        "\"joe bloggs\"@example.com",
        "\"joe@bloggs\"@example.com",
        "joe@[127.0.0.1]",
        "joe@[IPv6:::1]",
        "a@b",
    ];
    let refused = [
        "2962",
        ".test@example.com",
        "te..st@example.com",
        "test.@example.com",
        "a@",
        "@b",
        "a b@c.de",
        "a@b c",
        "joe@[127.0.0.300]",
        "\"a\"b\"@c.de",
        "ä@b.de",
        "a@-b.de",
    ];
    assert_format(Format::Email, &accepted, &refused);
}

#[test]
fn hosts_and_addresses() {
    let label = "a".repeat(63);
    assert_format(
        Format::Hostname,
        &["www.example.com", "a", "1host", "xn--nxasmm1c", "a-b", "ab--cd", &label],
        &["", ".", "-a", "a-", "a_b", "a..b", "a.", "ä.de", "xn--", &format!("{label}a"), &vec!["abcdefgh"; 29].join(".")],
    );
    assert_format(Format::Ipv4, &["192.168.0.1"], &["127.0.0", "256.1.1.1", "127.0.0.01", "0x7f.0.0.1", "1.2.3.4 ", "1.2.3.4/8"]);
    assert_format(
        Format::Ipv6,
        &["::1", "::", "1::d6:192.168.0.1", "2001:DB8::1"],
        &["12345::", "1:2:3:4:5:6:7", "::1%eth0", ":1", "1::2::3", "[::1]"],
    );
}

#[test]
fn uris() {
    let accepted = [
        "http://foo.bar/?baz=qux#quux",
        "http://user:pw@[::1]:80/a%20b;c=d",
        "urn:oasis:names:x",
        "mailto:John.Doe@example.com",
        "tel:+1-816-555-1212",
        "http://[v1.a:b]/",
        "file:///a",
        "http://a:",
    ];
    let refused = [
        "//foo.bar/",
        "/abc",
        "\\\\a",
        "abc",
        "http:// a",
        "http://a/<b>",
        "http://a/%2",
        "http://a/%zz",
        ":// a",
        "1a:b",
        "http://[::1",
        "http://a:b/",
        "http://ä/",
        "a:b#c#d",
        "http://a[b]/",
        "http://a|b",
    ];
    assert_format(Format::Uri, &accepted, &refused);
    assert_format(
        Format::UriReference,
        &["/abc", "//foo.bar", "abc", "#a", "", "?q", "a/b:c", "http://a"],
        &["\\\\a", "1a:b", "#a#b", "a b", "ä"],
    );
}

#[test]
fn iris() {
    let accepted = ["https://b\u{fc}cher.example/\u{e4}?\u{e000}#\u{f6}", "urn:\u{10000}"];
    // A private character outside of a query, a noncharacter, a tag.
    assert_format(Format::Iri, &accepted, &["/\u{e4}", "s:\u{e000}", "s:\u{1fffe}", "s:\u{e0001}", "s:a b"]);
    assert_format(Format::IriReference, &["\u{e4}/b", "?q", ""], &["a:b\u{fdd0}", "\u{e4}:b"]);
    assert_format(Format::Uri, &[], &["s:\u{e4}"]);
}

#[test]
fn templates_and_pointers() {
    let accepted = ["/pets/{id}{?limit,offset:12,all*}", "{+a.b}%20{%41_1}", "caf\u{e9}", "{=reserved}"];
    let refused = ["{", "}", "{}", "{a b}", "{a:0}", "{a:12345}", "{a,}", "{a.}", "{a*:1}", "%2", "<a>", "{%4}"];
    assert_format(Format::UriTemplate, &accepted, &refused);
    assert_format(Format::JsonPointer, &["", "/", "/a~0~1/\u{e4}"], &["a", "#/a", "/~", "/~2", "/a~"]);
    assert_format(Format::RelativeJsonPointer, &["0", "10/a", "1#"], &["", "01", "-1", "1#/a", "/a", "1a", "\u{661}"]);
}

#[test]
fn patterns_of_ecma_262() {
    let accepted = [
        r"^(?:a|b)*?$",
        r"(?<year>\d{4})\k<year>\1",
        r"(?<=a+)b(?!c)",
        r"[\w\-.\b\u{1F600}-\u{1F64F}]",
        r"\p{Lu}\P{Script=Greek}\p{ASCII_Hex_Digit}\p{L}",
        r"\cA\x41\uD83D\uDE00\0\/",
        r"[]|[^]|(?i-m:a)",
        r"a{2}b{2,}c{2,3}",
        r"[\uD83D\uDE00-\uD83D\uDE4F]",
        "",
    ];
    let refused = [
        r"(",
        r")",
        r"[",
        r"]",
        r"{",
        r"a{2",
        r"a{3,2}",
        r"*a",
        r"a**",
        r"(?=a)*",
        r"^*",
        r"\",
        r"\a",
        r"\_",
        r"\1",
        r"\01",
        r"\k<a>",
        r"(?<a>b)(?<a>c)",
        r"(?<1>a)",
        r"(?<>a)",
        r"[b-a]",
        r"[\d-a]",
        r"\p{Greek}",
        r"\p{script=Greek}",
        r"\p{Nothing}",
        r"\pL",
        r"\u{110000}",
        r"\u{}",
        r"\x4",
        r"\c1",
        r"(?i)a",
        r"(?ii:a)",
        r"(?-:a)",
        r"(?P<a>b)",
        r"\A",
    ];
    assert_format(Format::Regex, &accepted, &refused);
    let numerous = format!("{0}a{1}{2}", "(".repeat(200_000), ")".repeat(200_000), "{99999999999999999999}");
    assert!(Format::Regex.accepts(&numerous), "groups in groups need no stack");
    let properties: String = (0..100_000).map(|number| format!("\\p{{sc=Greek{number}}}")).collect();
    assert!(!Format::Regex.accepts(&properties));
}

#[test]
fn international_email_addresses() {
    assert_format(
        Format::IdnEmail,
        &["\u{e4}@\u{f6}.example", "a@b.example", "\"\u{e4} b\"@c.example"],
        &["\u{e4}", "a@-b.example", "a@b_c.example"],
    );
    assert_format(Format::Email, &[], &["\u{e4}@b.example", "a@\u{f6}.example"]);
}

#[cfg(feature = "idn")]
#[test]
fn international_host_names() {
    let accepted = ["b\u{fc}cher.example", "xn--bcher-kva.example", "a.example", "l\u{b7}l", "\u{5d0}\u{5d1}"];
    // A capital letter, an empty label, what no label may hold, two directions, a label that is not in normal form, and one too long.
    let long = "\u{e4}".repeat(60);
    let refused = [
        "B\u{fc}cher",
        "b\u{fc}cher..example",
        "\u{2615}",
        "a\u{5d0}",
        "u\u{308}",
        "\u{1100}\u{e4}",
        "-\u{e4}",
        &long,
        "xn--a-\u{e4}",
    ];
    assert_format(Format::IdnHostname, &accepted, &refused);
    assert_format(Format::Hostname, &["xn--bcher-kva.example"], &["xn--", "xn--0", "b\u{fc}cher.example"]);
}

#[test]
fn uuids() {
    let accepted =
        ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380", "00000000-0000-0000-0000-000000000000"];
    let refused = [
        "2eb8aa08aa9811eab4aa73b441d16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
        "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
    ];
    assert_format(Format::Uuid, &accepted, &refused);
    let uuid: Uuid = accepted[0].parse().unwrap();
    assert_eq!(Uuid::from_u128(uuid.to_u128().unwrap()), uuid);
    assert_eq!(Uuid::from_u128(1).as_str(), "00000000-0000-0000-0000-000000000001");
    assert!(from_json_text::<Uuid>("\"x\"").unwrap().to_u128().is_err());
    assert!("x".parse::<Uuid>().is_err());
}

#[test]
fn bytes() {
    for (text, bytes) in
        [("", &b""[..]), ("Zg==", b"f"), ("Zg", b"f"), ("Zm8=", b"fo"), ("-_8", b"\xfb\xff"), ("+/8=", b"\xfb\xff")]
    {
        let read = text.parse::<Base64>().unwrap();
        assert_eq!(read.as_bytes(), bytes, "{text}");
        assert_eq!(read, Base64::from(bytes), "{text}");
    }
    assert_format(Format::Byte, &["Zm9v"], &["Z", "Zg=", "Z===", "Zm 9v", "Zm9v\n", "-/8="]);
    assert_eq!(Base64::from(&b"\xfb\xff"[..]).to_string(), "+/8=");
}

#[test]
fn bytes_that_were_read_are_written_as_they_came() {
    let letters = ['A', 'Q', '8', '+', '/', '-', '_', '='];
    let mut texts = vec![String::new()];
    let mut read = 0;
    for _ in 0..6 {
        let longer = |text: &String| letters.map(|letter| format!("{text}{letter}"));
        texts = texts.iter().flat_map(longer).collect();
        for text in &texts {
            if let Ok(bytes) = text.parse::<Base64>() {
                assert_eq!(bytes.to_string(), *text);
                read += 1;
            }
        }
    }
    assert!(read > 10_000, "{read}");
}

#[test]
fn instants() {
    let instant = |text: &str| text.parse::<DateTime>().unwrap().to_system_time().unwrap();
    assert_eq!(instant("1970-01-01T00:00:00Z"), UNIX_EPOCH);
    assert_eq!(instant("1970-01-01T01:00:00.5+01:00"), UNIX_EPOCH + StdDuration::from_millis(500));
    assert_eq!(instant("1969-12-31T23:59:59.25Z"), UNIX_EPOCH - StdDuration::from_millis(750));
    assert_eq!(instant("2000-03-01T00:00:00Z"), UNIX_EPOCH + StdDuration::from_secs(951_868_800));
    assert_eq!(instant("1998-12-31T23:59:60Z"), instant("1999-01-01T00:00:00Z"));
    assert!(from_json_text::<DateTime>("\"soon\"").unwrap().to_system_time().is_err());
}

#[test]
fn instants_come_back() {
    for seconds in [0_u64, 1, 68_169_600, 951_782_400, 951_868_799, 1_709_164_800, 4_102_444_800, 253_402_300_799] {
        for instant in [
            UNIX_EPOCH + StdDuration::new(seconds, 120_000_000),
            UNIX_EPOCH - StdDuration::new(seconds.min(60_000_000_000), 1_000),
        ] {
            let text = DateTime::from(instant);
            assert_eq!(text.to_string().parse::<DateTime>().unwrap().to_system_time().unwrap(), instant, "{text}");
        }
    }
    assert_eq!(DateTime::from(UNIX_EPOCH + StdDuration::from_millis(1_500)).as_str(), "1970-01-01T00:00:01.5Z");
    let _: DateTime = SystemTime::now().into();
}

#[test]
fn parts_of_texts() {
    assert_eq!(Date::from_year_month_day(2024, 2, 29).unwrap().year_month_day(), Ok((2024, 2, 29)));
    assert!(Date::from_year_month_day(2023, 2, 29).is_err());
    assert!(Date::from_year_month_day(10_000, 1, 1).is_err());
    assert_eq!("P1DT1H1M1S".parse::<Duration>().unwrap().to_std(), Ok(StdDuration::from_secs(90_061)));
    assert_eq!("P2W".parse::<Duration>().unwrap().to_std(), Ok(StdDuration::from_secs(1_209_600)));
    assert_eq!("P0Y".parse::<Duration>().unwrap().to_std(), Ok(StdDuration::ZERO));
    assert!("P1M".parse::<Duration>().unwrap().to_std().is_err());
    assert!("P99999999999999999999D".parse::<Duration>().unwrap().to_std().is_err());
    assert_eq!("12:00:00Z".parse::<Time>().unwrap().as_str(), "12:00:00Z");
}

#[test]
fn decimals_compare_by_value() {
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(decimal("1.50"), decimal("15e-1"));
    assert!(decimal("0.1") < Decimal::from(1));
    assert_eq!(decimal("1.50").to_string(), "1.50");
    assert_eq!(decimal("1.50").to_f64(), Some(1.5));
    assert_eq!(BTreeSet::from([decimal("1"), decimal("1.0"), decimal("2")]).len(), 2);
    assert!("1,5".parse::<Decimal>().is_err());
    assert!("NaN".parse::<Decimal>().is_err());
}

#[test]
fn secrets_are_not_shown() {
    assert_eq!(format!("{:?}", Password::from("hunter")), "Password([redacted])");
    assert_eq!(format!("{:?}", Base64::from(vec![1, 2])), "Base64(2 bytes)");
    assert_eq!(Password::from("hunter").expose(), "hunter");
}
