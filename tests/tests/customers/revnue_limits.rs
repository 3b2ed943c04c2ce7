//! Every bound that the Revnue page states, at its edge and one past it; and what its description leaves to the service.

use crate::revnue::{REQUEST, open};
use crate::support::{breaks, breaks_at, check, fits, letters, string, with};

const LENGTHS: [(&str, usize); 15] = [
    ("/name", 50),
    ("/contact_person/name", 50),
    ("/address_line_1", 50),
    ("/address_line_2", 50),
    ("/city", 50),
    ("/state_province", 50),
    ("/zip_postal_code", 20),
    ("/phone", 20),
    ("/mobile", 20),
    ("/fax", 20),
    ("/website", 50),
    ("/general_description", 1000),
    ("/supplementary_description", 1000),
    ("/additional_description", 1000),
    ("/template/fields/0/value", 50),
];

/// An address of so many characters: 64 before the sign, labels of up to 63 after it.
fn address(length: usize) -> String {
    let labels = format!("{}.{}.", "b".repeat(63), "c".repeat(63));
    let rest = length - 64 - 1 - labels.len();
    string(&format!("{}@{labels}{}", "a".repeat(64), "d".repeat(rest)))
}

#[tokio::test]
async fn lengths() {
    let mut rows = Vec::new();
    for (pointer, most) in LENGTHS {
        rows.push(fits(pointer, "\"\""));
        rows.push(fits(pointer, letters(most)));
        let keywords = if pointer.starts_with("/template") { &["anyOf", "maxLength"][..] } else { &["maxLength"] };
        let expected: Vec<_> = keywords.iter().map(|keyword| (pointer, *keyword)).collect();
        rows.push(breaks_at(pointer, letters(most + 1), &expected));
    }
    rows.push(fits("/contact_person/email", address(254)));
    rows.push(breaks("/contact_person/email", address(255), "maxLength"));
    check(&open().await, REQUEST, &rows).await;
}

#[tokio::test]
async fn required_and_types() {
    let mut rows = vec![
        breaks_at("/company", "", &[("", "required")]),
        breaks_at("/name", "", &[("", "required")]),
        fits("/company", "-1"),
        fits("/company", "9223372036854775807"),
        breaks("/company", "9223372036854775808", "limit"),
        breaks("/company", "1.5", "type"),
    ];
    for name in ["company", "category", "template/id", "template/fields/0/id"] {
        rows.push(breaks(&format!("/{name}"), "\"1\"", "type"));
        rows.push(breaks(&format!("/{name}"), "null", "type"));
    }
    for (pointer, _) in &LENGTHS[..14] {
        rows.push(breaks(pointer, "1", "type"));
        rows.push(breaks(pointer, "null", "type"));
    }
    for name in ["nda_signed", "msa_signed"] {
        rows.push(fits(&format!("/{name}"), "true"));
        rows.push(fits(&format!("/{name}"), "false"));
        rows.push(breaks(&format!("/{name}"), "\"true\"", "type"));
        rows.push(breaks(&format!("/{name}"), "0", "type"));
    }
    for pointer in ["/category", "/contact_person", "/country", "/nda_signed_date", "/msa_signed_date", "/template"] {
        rows.push(fits(pointer, ""));
    }
    check(&open().await, REQUEST, &rows).await;
}

#[tokio::test]
async fn contact_person() {
    let mut rows = vec![
        fits("/contact_person", "{}"),
        fits("/contact_person", r#"{"type": "sales"}"#),
        fits("/contact_person", r#"{"name": "x", "email": "x@example.com"}"#),
        breaks("/contact_person", r#"{"name": "x"}"#, "dependentRequired"),
        breaks("/contact_person", r#"{"email": "x@example.com"}"#, "dependentRequired"),
        breaks("/contact_person", r#"{"name": "x", "type": "sales"}"#, "dependentRequired"),
        breaks("/contact_person", "[]", "type"),
    ];
    for name in ["account_management", "billing", "executive", "sales", "support", "technical"] {
        rows.push(fits("/contact_person/type", string(name)));
    }
    for name in ["", "Sales", "sale", "sales ", "account_management|billing"] {
        rows.push(breaks("/contact_person/type", string(name), "enum"));
    }
    rows.push(breaks("/contact_person/type", "1", "type"));
    for text in ["", "contact", "contact@", "contact@example..com", "Contact <contact@example.com>"] {
        rows.push(breaks("/contact_person/email", string(text), "format"));
    }
    check(&open().await, REQUEST, &rows).await;
}

#[tokio::test]
async fn dates() {
    let mut rows = Vec::new();
    for pointer in ["/nda_signed_date", "/msa_signed_date"] {
        for text in ["2024-01-31", "2024-02-29", "0001-01-01", "9999-12-31"] {
            rows.push(fits(pointer, string(text)));
        }
        for text in ["2024-02-30", "2023-02-29", "2024-00-01", "2024-13-01", "2024-01-00", "2024-1-31", "24-01-31"] {
            rows.push(breaks(pointer, string(text), "format"));
        }
        for text in ["", "31-01-2024", "2024/01/31", "20240131", "2024-01-31T00:00:00Z", " 2024-01-31", "+2024-01-31"] {
            rows.push(breaks(pointer, string(text), "format"));
        }
        rows.push(breaks(pointer, "20240131", "type"));
    }
    check(&open().await, REQUEST, &rows).await;
}

#[tokio::test]
async fn countries() {
    let mut rows = Vec::new();
    for text in ["1", "840", "-1", "\"840\"", "\"United States\"", "\"\""] {
        rows.push(fits("/country", text));
    }
    for text in ["1.5", "true", "null", "[]", "{\"id\": 840}"] {
        rows.push(breaks("/country", text, "oneOf"));
    }
    check(&open().await, REQUEST, &rows).await;
}

/// Money from 0.00 to 999999999999999.00, whole numbers in both directions; compared in decimal, not as floats.
#[tokio::test]
async fn custom_fields() {
    let value = "/template/fields/0/value";
    let mut rows = Vec::new();
    for text in ["0.00", "0.01", "999999999999998.99", "999999999999999.00", "9.99999999999999e14", "0.000000000000000001"] {
        rows.push(fits(value, text));
    }
    for text in ["-999999999999999", "999999999999999", "0"] {
        rows.push(fits(value, text));
    }
    // These are of no kind, and the answer says which bound of the nearest one is broken as well.
    let integers = [("-1000000000000000", "minimum"), ("1000000000000000", "maximum"), ("1e15", "maximum")];
    let fractions = [("999999999999999.01", "maximum"), ("999999999999999.0000000000001", "maximum"), ("-0.01", "minimum")];
    for (text, keyword) in integers.into_iter().chain(fractions).chain([("1e400", "maximum"), ("-1e400", "minimum")]) {
        rows.push(breaks_at(value, text, &[(value, "anyOf"), (value, keyword)]));
    }
    for text in ["true", "null", "[]", "{}"] {
        rows.push(breaks(value, text, "anyOf"));
    }
    for text in ["2024-02-29", "some text"] {
        rows.push(fits(value, string(text)));
    }
    rows.push(fits("/template", "{}"));
    rows.push(fits("/template/fields", "[]"));
    rows.push(fits("/template/fields/0", "{}"));
    rows.push(breaks("/template/fields", "{\"1\": \"a\"}", "type"));
    check(&open().await, REQUEST, &rows).await;
}

/// What only the service can know: the data type of a custom field, the names of other customers, its own ids.
#[tokio::test]
async fn what_is_left_to_the_service() {
    let value = "/template/fields/0/value";
    let rows = [
        fits(value, "-1"),
        fits(value, "\"2024-13-45\""),
        fits(value, "123.456"),
        fits("/country", "\"nowhere\""),
        fits("/category", "-5"),
        fits("/nda_signed", "false"),
        fits("/nda_signed", ""),
        fits("/website", "\"no address\""),
        fits("/phone", "\"no number\""),
        fits("/template/id", ""),
        fits("/template/fields/0/id", "2"),
    ];
    let api = open().await;
    check(&api, REQUEST, &rows).await;
    for _ in 0..2 {
        assert_eq!(api.post(REQUEST).await.status, 201, "a name twice");
    }
    for pointer in ["/unknown", "/contact_person/unknown", "/template/unknown", "/template/fields/0/unknown"] {
        assert_eq!(api.post(with(REQUEST, pointer, "{}")).await.status, 201, "{pointer}");
    }
}
