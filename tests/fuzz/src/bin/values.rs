//! Any JSON as a value of types of the kitchen sink: what the validator accepts can be read, and comes back as it was.

#![no_main]

use letterpress_runtime::{Decode, Direction, Encode, Validate, from_json, json, to_json_text, violations};
use letterpress_tests::kitchen_sink::models;
use libfuzzer_sys::fuzz_target;

fn try_as<T: Validate + Decode + Encode>(text: &str) {
    let Ok(tape) = json::parse(text) else { return };
    if !violations(tape.root(), T::validate).is_empty() {
        return;
    }
    let name = std::any::type_name::<T>();
    // As what travels nowhere: nothing is filled in, and nothing that one side sets is left out.
    let value: T = match from_json(tape.root(), Direction::Nowhere) {
        Ok(value) => value,
        // What is described nowhere is a `serde_json::Value`, whose numbers are floats.
        Err(error) if error.to_string().contains("the number does not fit in a 64-bit float") => return,
        Err(error) => panic!("{name} refuses {text}: {error}"),
    };
    let written = to_json_text(&value).unwrap_or_else(|error| panic!("{name} of {text} cannot be written: {error}"));
    let again = json::parse(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    // Members that are not described are ignored, and `minProperties` counts them: what was written may have too few.
    let found = violations(again.root(), T::validate);
    // The nearest double of a very small number is 0, of which a schema may say something else.
    let is_rounded = text.contains("e-") || text.contains("E-");
    let is_known = tape != again && (is_rounded || found.iter().all(|violation| violation.keyword == "minProperties"));
    assert!(found.is_empty() || is_known, "{name}: {text} became {written}, of which {found}");
    let value_again: T = from_json(again.root(), Direction::Nowhere).unwrap_or_else(|error| panic!("{name}: {written}: {error}"));
    let last = to_json_text(&value_again).unwrap_or_default();
    // Another text may be the same value: an integer of `-0` is 0.
    assert!(json::parse(&last).is_ok_and(|last| last == again), "{name}: {text} became {written}, and then {last}");
}

fuzz_target!(|text: &str| {
    TYPES.iter().for_each(|try_as| try_as(text));
});

/// Without those of responses: of these the validator does not ask for what only a server sets.
const TYPES: &[fn(&str)] = &[
    try_as::<models::Address>,
    try_as::<models::AddressCountry>,
    try_as::<models::Colour>,
    try_as::<models::CustomerContact>,
    try_as::<models::DigitalPress>,
    try_as::<models::DigitalPressKind>,
    try_as::<models::Finish>,
    try_as::<models::HandPress>,
    try_as::<models::JobPatch>,
    try_as::<models::JobStatus>,
    try_as::<models::NewCustomer>,
    try_as::<models::NewJob>,
    try_as::<models::NewJobKind>,
    try_as::<models::OffsetPress>,
    try_as::<models::Order>,
    try_as::<models::OrderItems>,
    try_as::<models::Paper>,
    try_as::<models::Press>,
    try_as::<models::Priority>,
    try_as::<models::Reading>,
    try_as::<models::Settings>,
    try_as::<models::Shortage>,
    try_as::<models::Varnish>,
];
