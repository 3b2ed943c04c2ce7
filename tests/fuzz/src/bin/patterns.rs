//! Any pattern, and any text: what is generated says of the text what an engine for ECMAScript says.

#![no_main]

use letterpress::evaluate;
use letterpress_runtime::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (&str, &str)| {
    let (pattern, text) = data;
    let Ok(engine) = regress::Regex::with_flags(pattern, "u") else { return };
    let quoted = serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"A": {"type": "string", "pattern": pattern}}},
    });
    let (sources, main) = letterpress_fuzz::description(&quoted.to_string());
    let (understood, diagnostics) = letterpress::understand(&sources, main);
    let Some(understood) = understood else { return };
    // A pattern that is not checked is told.
    if diagnostics.iter().any(|diagnostic| diagnostic.code.0.starts_with('W')) {
        return;
    }
    let Some((_, definition)) = understood.api.types.iter().next() else { return };
    let value = serde_json::to_string(text).unwrap_or_default();
    let tape = json::parse(&value).unwrap_or_else(|error| panic!("{value}: {error}"));
    let found = evaluate::violations(&definition.check, &|id| understood.api.types.get(id).map(|it| &it.check), tape.root());
    if found.iter().any(|violation| violation.message.contains("steps")) {
        return;
    }
    assert_eq!(found.is_empty(), engine.find(text).is_some(), "{pattern:?} over {text:?}");
});
