//! Letters beyond ASCII, of which rustc warns: the root of a crate allows them wherever the description has one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};

/// A description with a name at each position, marked with `@` and the number of the position.
const SPEC: &str = "openapi: 3.1.1
info: { title: T, version: '1' }
servers: [{ url: 'https://x.example/{@0v}', variables: { '@0v': { default: a, enum: [a, b] } } }]
tags: [{ name: '@1t' }]
security: [{ '@2s': [] }]
paths:
  /a/{@3p}:
    post:
      operationId: '@4o'
      tags: ['@1t']
      parameters:
        - { name: '@3p', in: path, required: true, schema: { type: string } }
        - { name: '@5q', in: query, schema: { type: string, enum: ['@6e', other] } }
        - { name: '@7c', in: cookie, schema: { type: string } }
        - { name: x-h, in: header, x-rust-name: '@8h', schema: { type: string } }
      requestBody:
        required: true
        x-rust-name: '@9b'
        content: { multipart/form-data: { schema: { type: object, properties: { '@10f': { type: string, format: binary } } } } }
      responses:
        '200':
          description: d
          headers: { x-r: { x-rust-name: '@11r', schema: { type: string } } }
          content: { application/json: { schema: { type: object, properties: { '@12i': { type: string } } } } }
        '404': { $ref: '#/components/responses/@13n' }
      callbacks: { '@14k': { '{$request.query.u}': { post: { operationId: '@15l', responses: { '200': { description: d } } } } } }
webhooks: { '@16w': { post: { operationId: '@17x', responses: { '200': { description: d } } } } }
components:
  schemas:
    '@18m':
      type: object
      required: ['@19a']
      properties: { '@19a': { type: string, pattern: '^x+$' }, plain: { oneOf: [{ $ref: '#/components/schemas/@20y' }, { type: integer }] } }
      additionalProperties: { type: string, pattern: '^z+$' }
    '@20y': { type: string, pattern: '^y$' }
    Renamed: { type: object, properties: { '@21z': { type: string, pattern: '^r$', x-rust-name: renamed } } }
  responses: { '@13n': { description: d, content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } } }
  securitySchemes: { '@2s': { type: http, scheme: bearer } }
";

const POSITIONS: usize = 22;

/// Whether there is an identifier with letters beyond ASCII.
fn foreign(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => foreign(group.stream()),
        TokenTree::Ident(ident) => !ident.to_string().is_ascii(),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn any_foreign(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        assert!(path.to_str().unwrap().is_ascii(), "{path:?}");
        match path.extension().is_some_and(|extension| extension == "rs") {
            true => foreign(std::fs::read_to_string(&path).unwrap().parse().unwrap()),
            false => path.is_dir() && any_foreign(&path),
        }
    })
}

fn is_allowed_where_needed(letter: char, position: Option<usize>) -> bool {
    let mut spec = SPEC.to_owned();
    for at in (0..POSITIONS).rev() {
        let stands = if position.is_none_or(|position| position == at) { letter } else { 'n' };
        spec = spec.replace(&format!("@{at}"), &stands.to_string());
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), &spec).unwrap();
    let mut letterpress = Command::new(env!("CARGO_BIN_EXE_letterpress"));
    let made = letterpress.current_dir(folder.path()).args(["generate", "a.yaml", "-o", "out", "--crate", "letters"]).output();
    let made = made.unwrap();
    assert!(made.status.success(), "{}\n{spec}", String::from_utf8_lossy(&made.stderr));
    let root = std::fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap();
    let is_foreign = any_foreign(&folder.path().join("out/src"));
    assert_eq!(root.contains("uncommon_codepoints"), is_foreign, "{letter} at {position:?}");
    is_foreign
}

#[test]
fn the_root_allows_letters_wherever_one_stands() {
    let foreign = (0..POSITIONS).filter(|position| is_allowed_where_needed('\u{430}', Some(*position)));
    assert!(foreign.count() > POSITIONS / 2);
    assert!(is_allowed_where_needed('\u{aa}', None));
    assert!(!is_allowed_where_needed('n', None));
}
