//! Forms: what comes back of what is sent, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use letterpress_runtime::content::{ReadError, Received};
use letterpress_runtime::{
    Bytes, Content, Direction, Media, Parameter, ParameterKind, Style, Validation, from_json_text, to_json_text,
};

const FORM: Media = Media::form(
    "application/x-www-form-urlencoded",
    const {
        &[
            Parameter::query("name"),
            Parameter::query("count").kind(ParameterKind::Integer),
            Parameter::query("tags").kind(ParameterKind::Array(&ParameterKind::String)),
            Parameter::query("address").kind(ParameterKind::Json),
            Parameter::query("lines").kind(ParameterKind::Array(&ParameterKind::Json)),
            Parameter::query("deep").style(Style::DeepObject).kind(ParameterKind::Object(&[
                ("a", ParameterKind::Object(&[("b", ParameterKind::Integer)])),
                ("items", ParameterKind::Array(&ParameterKind::Object(&[("price", ParameterKind::Number)]))),
                ("mixed", ParameterKind::Mixed(&ParameterKind::String, &ParameterKind::Map(&ParameterKind::String))),
            ])),
        ]
    },
);

async fn form(json: &str) -> String {
    let value: serde_json::Value = from_json_text(json).unwrap();
    let written = value.write(&FORM, 0, Validation::Off).unwrap();
    String::from_utf8(written.payload.collect(1000).await.unwrap().unwrap().to_vec()).unwrap()
}

fn formed(text: &str) -> Result<String, ReadError> {
    let value = serde_json::Value::read(Received::whole(Bytes::from(text.to_owned())), &FORM, Direction::Request)?;
    Ok(to_json_text(&value).unwrap())
}

#[tokio::test]
async fn forms_go_both_ways() {
    for (json, text) in [
        (r#"{"count":2,"name":"Ada L&"}"#, "count=2&name=Ada%20L%26"),
        (r#"{"tags":["a","b"]}"#, "tags=a&tags=b"),
        (r#"{"address":{"city":"Ulm"}}"#, "address=%7B%22city%22%3A%22Ulm%22%7D"),
        (r#"{"lines":[{"n":1},{"n":2}]}"#, "lines=%7B%22n%22%3A1%7D&lines=%7B%22n%22%3A2%7D"),
        (r#"{"deep":{"a":{"b":1}}}"#, "deep%5Ba%5D%5Bb%5D=1"),
        (
            r#"{"deep":{"items":[{"price":1.5},{"price":2}]}}"#,
            "deep%5Bitems%5D%5B0%5D%5Bprice%5D=1.5&deep%5Bitems%5D%5B1%5D%5Bprice%5D=2",
        ),
        (r#"{"deep":{"mixed":"5"}}"#, "deep%5Bmixed%5D=5"),
        (r#"{"deep":{"mixed":{"k":"v"}}}"#, "deep%5Bmixed%5D%5Bk%5D=v"),
        (r#"{"other":["1","2"],"x":"y"}"#, "other=1&other=2&x=y"),
    ] {
        assert_eq!(form(json).await, text);
        assert_eq!(formed(text).unwrap(), json);
    }
    assert_eq!(formed("name=a+b&deep[items][][price]=1").unwrap(), r#"{"deep":{"items":[{"price":1}]},"name":"a b"}"#);
}

#[test]
fn every_field_of_a_form_that_is_wrong_is_told() {
    let wrong = "count=x&name=%ff&name=b&address=%7B&deep[items][7][price]=1&tags=";
    let places: Vec<String> = faults(formed(wrong)).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(places, ["/name", "/count", "/address", "/deep/items/7"]);
    let deep = format!("deep{}=1", "[a]".repeat(100_000));
    assert_eq!(faults(formed(&deep)), [("/deep".into(), "type".into())]);
    assert_eq!(faults(formed("deep[a]=1")), [("/deep/a".into(), "type".into())]);
}

fn faults(result: Result<impl std::fmt::Debug, ReadError>) -> Vec<(String, String)> {
    match result {
        Err(ReadError::Invalid(faults)) => faults.into_iter().map(|fault| (fault.pointer, fault.keyword.to_string())).collect(),
        other => panic!("{other:?}"),
    }
}
