//! Any bytes as JSON: what is accepted is what `serde_json` accepts, but for what is said to be stricter or wider; what is written again is
//! the same value.

#![no_main]

use letterpress_runtime::json;
use libfuzzer_sys::fuzz_target;

/// What of our reading is another one on purpose.
const STRICTER: [&str; 3] = ["this name of a member is in the object already", "nest", "the exponent of a number has more than"];

fuzz_target!(|data: &[u8]| {
    let theirs = serde_json::from_slice::<serde_json::Value>(data);
    match json::parse_bytes(data) {
        Ok(tape) => {
            let text = tape.root().to_text().unwrap_or_else(|error| panic!("cannot be written: {error}"));
            let again = json::parse(&text).unwrap_or_else(|error| panic!("{text} cannot be read again: {error}"));
            assert!(again == tape, "{text} is another value");
            let has_mark = data.starts_with(b"\xEF\xBB\xBF");
            if let Err(error) = theirs
                && !has_mark
            {
                // A double holds no such number, and serde_json has no other.
                assert!(error.to_string().contains("number out of range"), "only we take it: {error}");
            }
        }
        Err(error) => {
            let is_known = STRICTER.iter().any(|known| error.message.contains(known));
            assert!(theirs.is_err() || is_known, "only we refuse it: {error}");
            assert!(error.offset <= data.len() && error.line >= 1 && error.column >= 1);
        }
    }
});
