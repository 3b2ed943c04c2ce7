//! Lints as `check` runs them, behind all the other stages.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use letterpress::files::Files;
use letterpress::lint::Levels;
use letterpress::source::{Source, Sources};
use letterpress::{Reading, understand_with};

fn codes(text: &str) -> Vec<&'static str> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "x.yaml".to_owned(), text: text.to_owned() });
    let files = Files::of(camino::Utf8Path::new("x.yaml"), None).unwrap();
    let levels = Levels::default();
    let reading = Reading { lints: Some(&levels), ..Reading::of(&files) };
    let (_, diagnostics) = understand_with(&mut sources, main, &reading);
    diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect()
}

#[test]
fn what_cannot_be_generated_is_reviewed_all_the_same() {
    let found = codes(
        "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/:
    put:
      operationId: a
      requestBody: { content: { schema: { schema: { type: string, format: binary } } } }
      responses: { '204': { description: d }, default: { description: d } }
",
    );
    assert_eq!(found, ["L0005", "E0319"]);
}
