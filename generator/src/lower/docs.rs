//! What people wrote about something.

use super::view::Schema;
use crate::ir::Docs;

/// The words on a type: the title is its summary.
pub(super) fn of_type(schema: &Schema<'_>) -> Docs {
    let text = |keyword: &str| schema.text(keyword).map(str::to_owned);
    Docs {
        summary: text("title"),
        description: text("description"),
        external: external(schema),
        deprecated: schema.flag("deprecated"),
    }
}

/// The words on a member: those of the first schema that has some.
pub(super) fn of_first(schemas: &[Schema<'_>]) -> Docs {
    let mut all = schemas.iter().map(of_type);
    let empty = Docs::default();
    all.find(|docs| *docs != empty).unwrap_or_default()
}

fn external(schema: &Schema<'_>) -> Option<(String, Option<String>)> {
    let node = schema.keyword("externalDocs")?;
    let text = |key: &str| node.get(key)?.as_str().map(str::to_owned);
    Some((text("url")?, text("description")))
}

/// The words on an object of the typed document.
pub(super) fn typed(
    summary: Option<&String>,
    description: Option<&String>,
    external: Option<&openapiv3::ExternalDocumentation>,
) -> Docs {
    Docs {
        summary: summary.cloned(),
        description: description.cloned(),
        external: external.map(|docs| (docs.url.clone(), docs.description.clone())),
        deprecated: false,
    }
}
