//! Dialect: a description of any supported version becomes the canonical form, tree to tree, spans kept.
//!
//! The canonical form is OpenAPI 3.0 as `openapiv3` reads it, plus reserved keys `x-canonical-...` for what 3.0 or that
//! crate cannot say. A description may not use such keys itself. The rewrites, one function each, stand in `rewrite`:
//!
//! | where | written | canonical |
//! | --- | --- | --- |
//! | schema, 3.1 | `type: [T, "null"]` | `type: T`, `nullable: true` |
//! | | `type: [A, B]`, with or without `"null"` | `x-canonical-types: [A, B]`, with or without `nullable: true` |
//! | | `type: "null"` | `x-canonical-types: ["null"]` |
//! | | `const` | `x-canonical-const` |
//! | | `exclusiveMinimum: 1` | `minimum: 1`, `exclusiveMinimum: true`; the tighter of the two bounds if both are there |
//! | | `examples: [...]` | `x-canonical-examples`, and `example` with the first if there is none |
//! | | the schema `true` / `false` | `{}` / `{x-canonical-never: true}` |
//! | | keywords that 3.0 lacks, and unknown ones | `x-canonical-<keyword>`, sub-schemas rewritten too |
//! | | `$ref` with siblings | `allOf: [{$ref}]` with the siblings |
//! | schema, 3.0 | `$ref` with annotations | the same; other siblings are dropped with a warning |
//! | schema | a bound that its typed field cannot hold | `x-canonical-minimum` and so on, a string with the exact text |
//! | | numbers in `enum`, `default`, `const` that 64 bits cannot hold | also `x-canonical-enum-text` and so on: JSON text |
//! | | `xml` | `x-canonical-xml` |
//! | document | `webhooks`, `jsonSchemaDialect`, `components.pathItems` | `x-canonical-...` in the same object |
//! | | `info.summary`, `license.identifier` | `x-canonical-...` in the same object |
//! | path item | `$ref` to another path item | its members, in place |
//! | parameter | `style`, `explode` absent | written out |
//! | header | `explode`, or its default | `x-canonical-explode` |
//! | encoding | one of `style`, `explode`, `allowReserved` | all of `style` and `explode`; none of them: only `explode: true` |
//! | callback | an extension `x-a: V` | a path item that holds `x-canonical-value: V` |
//! | | `$ref: T` | `x-canonical-ref`, a path item that holds `x-canonical-ref: T` |
//! | responses | `4xx` | `4XX` |
//! | security scheme | `type: mutualTLS` | `type: http`, `scheme: mutualTLS`, `x-canonical-type: mutualTLS` |
//! | discriminator | a mapping to a name or a reference | `#/components/schemas/<name>` |
//! | reference | to a place inside another definition | the target moves to `components`, see `hoist` |
//! | | percent-encoding, `~0`, `~1` | `#/components/<kind>/<name>` with the name as it is |
//! | any object | a field that it does not have | `x-canonical-<field>`, with a diagnostic |

mod complaints;
mod decimal;
mod hoist;
mod media_types;
mod path_items;
mod reference;
mod rewrite;
mod rules;
mod scalars;
mod schema_table;
mod security_table;
mod shape;
mod standard;
mod swagger;
mod swagger_table;
mod table;
mod version;

pub use table::Version;

use crate::diagnostic::Diagnostic;
use crate::node::Node;
use crate::source::Sources;

/// Checks the shape of a document and rewrites it to the canonical form. Everything wrong is reported in one run; `None`
/// if any of it is an error.
pub fn canonical(mut node: Node, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let version = match version::detect(&node, sources) {
        Ok(version) => version,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let before = diagnostics.len();
    path_items::inline(&mut node, version, diagnostics);
    let swagger = if version == Version::V20 { swagger::prepare(&mut node, diagnostics) } else { swagger::Facts::default() };
    if version >= Version::V32 {
        media_types::inline(&mut node);
    }
    let components = reference::Components::of(&node, version, diagnostics);
    let place = node.span;
    let root = components.root();
    let mut walk = shape::Walk { sources, version, components, hoists: hoist::Hoists::default(), swagger, diagnostics };
    shape::object(&mut walk, &mut node, root, place);
    let hoists = walk.hoists;
    hoist::apply(&mut node, version, hoists, diagnostics);
    let mut seen = std::collections::HashSet::new();
    let mut index = 0;
    // What was copied to several places is wrong there for one reason.
    diagnostics.retain(|it| {
        index += 1;
        index <= before || seen.insert((it.span, it.code, it.message.clone()))
    });
    let failed = diagnostics.iter().skip(before).any(Diagnostic::is_error);
    (!failed).then_some(node)
}

#[cfg(test)]
mod tests;
