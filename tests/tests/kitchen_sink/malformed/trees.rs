//! JSON that is not what its schema says.

use super::Theme;

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "POST /orders", headers: &["Content-Type: application/json"], body: "{}", good: br#"{"number": 1, "items": [{"sku": "a"}]}"#,
        rows: &[
            (b"null", 400, "type"),
            (b"[]", 400, "type"),
            (b"1", 400, "type"),
            (b"\"{}\"", 400, "type"),
            (b"{}", 400, "required; required"),
            (br#"{"number": null, "items": [{"sku": "a"}]}"#, 400, "/number type"),
            (br#"{"number": "1", "items": [{"sku": "a"}]}"#, 400, "/number type"),
            (br#"{"number": 1.5, "items": [{"sku": "a"}]}"#, 400, "/number type"),
            (br#"{"number": 0, "items": [{"sku": "a"}]}"#, 400, "/number minimum"),
            (br#"{"number": -1e400, "items": [{"sku": "a"}]}"#, 400, ""),
            (br#"{"number": 1e400, "items": [{"sku": "a"}]}"#, 400, "/number limit"),
            (br#"{"number": 9223372036854775808, "items": [{"sku": "a"}]}"#, 400, "/number limit"),
            (br#"{"number": 1, "items": []}"#, 400, "/items minItems"),
            (br#"{"number": 1, "items": {}}"#, 400, "/items type"),
            (br#"{"number": 1, "items": [null]}"#, 400, "/items/0 type"),
            (br#"{"number": 1, "items": [{}]}"#, 400, "/items/0 required"),
            (br#"{"number": 1, "items": [{"SKU": "a"}]}"#, 400, "/items/0 required"),
            (br#"{"number": 1, "items": [{"sku": "a"}, {"sku": 1, "sheets": 0}]}"#, 400, "/items/1/sku type; /items/1/sheets minimum"),
            (br#"{"number": 1, "items": [{"sku": "a"}], "note": "12345678901234567890123456789012345678901"}"#, 400, "/note maxLength"),
            (br#"{"number": 1, "items": [{"sku": "a"}], "urgent": 1}"#, 400, "/urgent type"),
            (br#"{"number": 1, "items": [{"sku": "a"}], "urgent": "true"}"#, 400, "/urgent type"),
            (br#"{"number": 1, "items": [{"sku": "a"}], "tags": ["a", 1, null]}"#, 400, "/tags/1 type; /tags/2 type"),
            (br#"{"number": 1, "items": [{"sku": "a"}], "replaces": {"number": 1, "items": [{"sku": "a"}], "replaces": {"number": 0, "items": []}}}"#, 400, "/replaces/replaces/number minimum; /replaces/replaces/items minItems"),
        ],
    },
    Theme {
        line: "POST /presses", headers: &["Content-Type: application/json", "Authorization: Bearer person"], body: "{}", good: br#"{"kind": "offset", "units": 12}"#,
        rows: &[
            (b"null", 400, "type"),
            (b"{}", 400, ""),
            (br#"{"units": 1}"#, 400, ""),
            (br#"{"kind": "steam"}"#, 400, "/kind discriminator"),
            (br#"{"kind": 1}"#, 400, ""),
            (br#"{"kind": null}"#, 400, ""),
            (br#"{"kind": "offset"}"#, 400, "required"),
            (br#"{"kind": "offset", "units": 13}"#, 400, "/units maximum"),
            (br#"{"kind": "digital", "address": "nowhere"}"#, 400, "/address format"),
        ],
    },
    Theme {
        line: "POST /presses/{}", headers: &["Content-Type: application/json", "Authorization: Bearer person"], body: "[1]", good: b"1/readings",
        rows: &[
            (b"x/readings", 400, "path number type"),
            (b"9223372036854775808/readings", 400, "path number limit"),
        ],
    },
    Theme {
        line: "POST /presses/1/readings", headers: &["Content-Type: application/json", "Authorization: Bearer person"], body: "{}", good: br#"[1, -0.5, "abc", [0.5]]"#,
        rows: &[
            (b"1", 400, "type"),
            (b"[]", 400, "minItems"),
            (b"[1, 1, 1, 1, 1]", 400, "maxItems"),
            (br#"["abcd"]"#, 400, ""),
            (b"[null]", 400, ""),
            (b"[{}]", 400, ""),
            (br#"[["a"]]"#, 400, ""),
            (b"[1e400]", 400, ""),
        ],
    },
    Theme {
        line: "PUT /presses/{}/settings", headers: &["Content-Type: application/json"], body: r#"{"speed": 1, "heat": 1}"#, good: b"10",
        rows: &[
            (b"3", 400, "path number enum"),
            (b"010", 400, "path number type"),
            (b"ten", 400, "path number type"),
            (b"10.0", 400, ""),
            (b"%31%30%ff", 400, "path number encoding"),
        ],
    },
    Theme {
        line: "PATCH /jobs/7", headers: &["Content-Type: application/merge-patch+json", "Authorization: Bearer person"], body: "{}", good: br#"{"note": null}"#,
        rows: &[
            (b"{}", 400, "minProperties"),
            (b"null", 400, "type"),
            (br#"{"title": null}"#, 400, "/title type"),
            (br#"{"note": "123456"}"#, 400, "/note maxLength"),
            (br#"{"dueOn": "2026-02-30"}"#, 400, "/dueOn format"),
            (br#"{"title": "a", "note": null, "priority": 0, "dueOn": null}"#, 400, "maxProperties"),
        ],
    },
    Theme {
        line: "POST /jobs/7:cancel", headers: &["Content-Type: application/json", "Authorization: Bearer person"], body: "{}", good: br#"{"reason": "shop"}"#,
        rows: &[
            (b"{}", 400, "required"),
            (br#"{"reason": "weather"}"#, 400, "/reason enum"),
            (br#"{"reason": ["shop"]}"#, 400, "/reason type"),
        ],
    },
];
