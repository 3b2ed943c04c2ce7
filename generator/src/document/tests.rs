#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::source::{Source, Sources};

fn tree(text: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.to_owned() });
    crate::node::read(&sources, id, &mut Vec::new()).unwrap()
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1', x-i: 1}\n";

/// Every object with every field, and schemas of every kind.
const ALL: &str = "
servers: [{url: /}]
security: [{a: [b]}]
tags: [{name: t}]
externalDocs: {url: u}
paths:
  x-p: 1
  /r: {$ref: '#/components/pathItems/x'}
  /a:
    summary: s
    parameters:
    - {$ref: '#/components/parameters/p'}
    - {name: q, in: query, schema: {type: string}, style: deepObject, explode: true, allowReserved: true, allowEmptyValue: false}
    - {name: h, in: header, content: {text/plain: {}}, required: true, deprecated: true}
    - {name: c, in: cookie, schema: {}, example: 1, style: form}
    - {name: p, in: path, schema: {$ref: '#/components/schemas/A'}, style: matrix, examples: {e: {value: 1}}, x-p: [1.5, null]}
    post:
      tags: [t]
      operationId: o
      requestBody: {required: true, content: {a/b: {schema: {}, encoding: {f: {style: form, explode: true, contentType: c, headers: {H: {schema: {}}}}}}}}
      responses:
        default: {$ref: '#/components/responses/R'}
        4XX: {description: d, links: {l: {operationId: o, parameters: {a: 1}}}, headers: {H: {schema: {}, style: simple, required: true}}}
        '200': {description: d, content: {a/b: {example: {a: 1}}}}
      callbacks: {c: {'{$url}': {get: {responses: {}}}}}
      deprecated: true
      security: []
      servers: [{url: /}]
components:
  securitySchemes: {k: {type: apiKey, in: header, name: n}, o: {type: oauth2, flows: {implicit: {authorizationUrl: u, scopes: {}}}}}
  schemas:
    A: {type: string, format: date-time, enum: [a, null], minLength: 1, nullable: true, x-a: 1}
    B: {type: number, minimum: 1, exclusiveMinimum: true, maximum: 2.5, multipleOf: 0.5, format: double, enum: [1, 2.5]}
    C: {type: integer, minimum: -1, enum: [1, null], format: int64}
    D: {type: integer, enum: [1.5]}
    E: {type: boolean, enum: [true]}
    F: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}, required: [a], additionalProperties: false, maxProperties: 2}
    G: {type: array, items: {type: array}, uniqueItems: true, maxItems: 3}
    H: {oneOf: [{}], discriminator: {propertyName: p}, description: d}
    I: {allOf: [{}], example: [1]}
    J: {anyOf: [{}], default: 1}
    K: {not: {type: 'string'}}
    L: {type: object, allOf: [{}], additionalProperties: {type: string}, title: t, readOnly: true}
    M: {properties: {a: {}}, minItems: 1, externalDocs: {url: u}}
    N: {type: string, enum: [1]}
    O: {type: boolean, format: f}
    P: {}
    Q: {oneOf: [], anyOf: [{}]}
";

#[test]
fn both_ways_give_the_same_document() {
    let tree = tree(&format!("{HEAD}{ALL}"));
    assert_eq!(document(&tree).unwrap(), leaf::read::<OpenAPI>(&tree).unwrap());
}

#[test]
fn a_tree_that_is_given_up_gives_the_same_document() {
    let tree = tree(&format!("{HEAD}{ALL}"));
    assert_eq!(into_document(tree.clone()), document(&tree));
}

#[test]
fn what_does_not_fit_is_located() {
    let cases = [
        ("paths: []", "[]", "expected a mapping"),
        ("paths: {/a: {get: {responses: {20: {}}}}}", "20", "expected a status code"),
        ("paths: {}\ncomponents: {schemas: {A: {type: integer, minimum: x}}}", "x", "expected a number"),
        ("paths: {}\ntags: [{}]", "{}", "missing field `name`"),
    ];
    for (text, place, message) in cases {
        let text = format!("{HEAD}{text}");
        let error = document(&tree(&text)).unwrap_err();
        let span = error.span.unwrap();
        assert_eq!(text.get(span.start as usize..span.end as usize), Some(place), "{text}");
        assert!(error.message.contains(message), "{}", error.message);
        assert_eq!(into_document(tree(&text)), Err(error), "{text}");
    }
}
