//! Dialect: a description of any supported version becomes the canonical form, tree to tree, spans kept.
//!
//! The canonical form is OpenAPI 3.0 as `openapiv3` reads it, plus reserved keys `x-canonical-...` for what 3.0 or that
//! crate cannot say. A description may not use such keys itself. Before the walk over the document (`identifiers`,
//! `path_items`, `swagger::{deep, copy}`, `media_types`) things move to where they are used; in the walk each object is
//! checked and then rewritten, inner ones first (`rewrite`, `swagger`); after it the targets of deep references move
//! (`hoist`). The rewrites, one function each:
//!
//! | where | written | canonical |
//! | --- | --- | --- |
//! | schema, since 3.1 | `type: [T, "null"]` | `type: T`, `nullable: true` |
//! | | `type: [A, B]`, with or without `"null"` | `x-canonical-types: [A, B]`, with or without `nullable: true` |
//! | | `type: "null"` | `x-canonical-types: ["null"]` |
//! | | `exclusiveMinimum: 1` | `minimum: 1`, `exclusiveMinimum: true`; the tighter of the two bounds if both are there |
//! | | `examples: [...]` | `x-canonical-examples`, and `example` with the first if there is none |
//! | | the schema `true` / `false` | `{}` / `{x-canonical-never: true}` |
//! | | keywords that 3.0 lacks (`const`, `if` ...), and unknown ones | `x-canonical-<keyword>`, sub-schemas rewritten too |
//! | | `$ref` with siblings | `allOf: [{$ref}]` with the siblings |
//! | | `$ref` by `$id`, `$anchor`, or relative to an `$id` | `$ref` by pointer, see `identifiers` |
//! | | `$dynamicRef` with one possible answer | `$ref` by pointer; a branch of `allOf` if there is a `$ref` too |
//! | | `$ref` to a template whose `$dynamicRef` it binds | `$ref` to a copy of the template, `<Template>_<Name>` |
//! | schema, 2.0 and 3.0 | `$ref` with annotations | the same; other siblings are dropped with a warning |
//! | schema | a bound that its typed field cannot hold | `x-canonical-minimum` and so on, a string with the exact text |
//! | | numbers in `enum`, `default`, `const` that 64 bits cannot hold | also `x-canonical-enum-text` and so on: JSON text |
//! | | `xml` | `x-canonical-xml` |
//! | any object, since 3.1 | a field that 3.0 lacks: `webhooks`, `jsonSchemaDialect`, `summary`, `identifier`, `pathItems` | `x-canonical-<field>` |
//! | any object, 3.2 | `$self`, `query`, `additionalOperations`, `mediaTypes`, `itemSchema`, `prefixEncoding`, `itemEncoding`, `parent`, `kind`, `defaultMapping`, `deviceAuthorization`, `oauth2MetadataUrl`, `serializedValue`, `nodeType` ... | `x-canonical-<field>` |
//! | document, since 3.1 | no `paths` | `paths: {}` |
//! | operation, since 3.1 | no `responses` | `responses: {}` |
//! | path item | `$ref` to another path item | its members, in place |
//! | media type, 3.2 | `$ref` to another media type | its members, in place; its schemas by reference |
//! | response, 3.2 | no `description` | `description` with the summary, or empty |
//! | example, 3.2 | `dataValue` | `value` |
//! | parameter, 3.2 | `in: querystring` | `in: query`, `x-canonical-in: querystring` |
//! | | `style: cookie` | `style: form`, `x-canonical-style: cookie` |
//! | parameter | `style`, `explode` absent | written out |
//! | | `allowReserved`, `allowEmptyValue` outside of queries | `x-canonical-...` |
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
//! | document, 2.0 | `swagger` | `openapi` |
//! | | `host`, `basePath`, `schemes` | `servers`; `schemes` without host: `x-canonical-schemes` |
//! | | `definitions`, `responses`, `securityDefinitions` | members of `components` |
//! | | `parameters` | `components.parameters`, bodies `components.requestBodies`, form fields `x-canonical-parameters` |
//! | operation, 2.0 | `schemes` | `servers` |
//! | | `consumes`, `produces` of it or of the document | keys of `content` |
//! | | a parameter `in: body` | `requestBody`; its name is `x-canonical-name` |
//! | | parameters `in: formData` | `requestBody`: an object schema, `encoding` for arrays; `type: file` is `string`, `binary` |
//! | | shared form fields; shared bodies and responses, if the operation has other media types | copied in |
//! | path item, 2.0 | a body or form fields for all operations | in each operation |
//! | parameter, header, 2.0 | `type` and its keywords | `schema` |
//! | | `collectionFormat` | `style`, `explode`; what has no counterpart is refused |
//! | items, 2.0 | `collectionFormat` | `x-canonical-collectionFormat`; refused for arrays within arrays |
//! | response, 2.0 | `schema`, `examples` | `content`; an example of another media type is in `x-canonical-examples` |
//! | schema, 2.0 | `discriminator: name` | `discriminator: {propertyName: name}` |
//! | | `x-nullable: true` | `nullable: true` |
//! | security scheme, 2.0 | `type: basic` | `type: http`, `scheme: basic` |
//! | | `flow: application` / `accessCode` and so on | `flows: {clientCredentials: ...}` / `{authorizationCode: ...}` |

mod complaints;
mod copies;
mod decimal;
mod foreign;
mod hoist;
mod identifiers;
mod links;
mod media_types;
mod mends;
mod misplaced;
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

pub(crate) use identifiers::localise;
pub(crate) use reference::{local_pointer, percent_decoded};
pub(crate) use schema_table::{DISCRIMINATOR, SCHEMA};
pub use table::Version;
pub(crate) use table::{Kind, Object, Others};

use crate::diagnostic::Diagnostic;
use crate::node::Node;
use crate::source::Sources;

/// The version that a document names; `None` if that is a mistake, which [`canonical`] reports.
pub fn version(node: &Node, sources: &Sources) -> Option<Version> {
    version::detect(node, sources).ok()
}

/// The object that a document of this version is.
pub(crate) fn root(version: Version) -> &'static Object {
    match version {
        Version::V20 => &swagger_table::SWAGGER,
        Version::V30 | Version::V31 | Version::V32 => &standard::OPENAPI,
    }
}

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
    let mut copies = copies::Copies::default();
    if version.has_json_schema() {
        identifiers::resolve(&mut node, diagnostics);
    }
    path_items::inline(&mut node, version, &mut copies, diagnostics);
    let swagger =
        if version == Version::V20 { swagger::prepare(&mut node, &mut copies, diagnostics) } else { swagger::Facts::default() };
    if version >= Version::V32 {
        media_types::inline(&mut node, &mut copies);
    }
    let components = reference::Components::of(&node, version, diagnostics);
    let place = node.span;
    let root = components.root();
    let (hoists, subject) = (hoist::Hoists::default(), complaints::Subject::field(root, ""));
    let mut walk = shape::Walk {
        sources,
        version,
        components,
        hoists,
        swagger,
        copies,
        subject,
        links: links::Links::default(),
        diagnostics,
    };
    shape::object(&mut walk, &mut node, root, place);
    let (hoists, copies, links) = (walk.hoists, walk.copies, walk.links);
    diagnostics.extend(links.complaints());
    diagnostics.extend(copies.complaint());
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
