//! `application/x-www-form-urlencoded`: an object whose members are written like query parameters (OpenAPI 3.0.4, section 4.8.15.1).

use std::borrow::Cow;

use crate::json::Json;
use crate::parameter::query::{Pair, query};
use crate::parameter::{Parameter, read, write};

/// The name of the media type.
pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The text of an object.
///
/// # Errors
/// What cannot be written.
pub(super) fn write(properties: &[Parameter], value: &Json<'_>) -> Result<String, String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object().ok_or("a form body must be an object")? {
        match properties.iter().find(|property| property.name == name) {
            Some(_) if value.is_null() => {}
            Some(property) => pairs.extend(write::pairs(property, value).map_err(|detail| format!("`{name}` {detail}"))?),
            None => return Err(format!("`{name}` is not declared, so a form cannot hold it")),
        }
    }
    Ok(pairs.join("&"))
}

/// The object of a text.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(properties: &[Parameter], text: &str) -> Result<Json<'static>, String> {
    let pairs: Vec<Pair> = query(text);
    let mut members = Vec::new();
    for property in properties {
        let value =
            read::query(property, &pairs).map_err(|error| format!("`{}{}` {}", property.name, error.pointer, error.detail))?;
        members.extend(value.map(|value| (Cow::Borrowed(property.name), value)));
    }
    Ok(Json::Object(members))
}
