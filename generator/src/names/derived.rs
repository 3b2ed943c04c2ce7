//! Names that are made from another name.

use super::case::{self, Case};

/// The request type of a method: `CreateCustomer` of `create_customer`.
pub fn request(method: &str) -> String {
    case::identifier(Case::Pascal, &case::plain(Case::Pascal, bare(method)), "Operation")
}

/// What a request succeeds with: `CreateCustomerOk`.
pub fn success(request: &str) -> String {
    case::identifier(Case::Pascal, &format!("{request}Ok"), "Operation")
}

/// What a request fails with: `CreateCustomerError`.
pub fn failure(request: &str) -> String {
    case::identifier(Case::Pascal, &format!("{request}Error"), "Operation")
}

/// The file of a type, without its extension: `new_customer` of `NewCustomer`.
pub fn file(ident: &str) -> String {
    case::identifier(Case::Snake, &case::plain(Case::Snake, bare(ident)), "model_")
}

/// The function that checks an alias: `check_email` of `Email`.
pub fn validator(ident: &str) -> String {
    case::identifier(Case::Snake, &format!("check_{}", case::plain(Case::Snake, bare(ident))), "_")
}

/// The server trait of a tag's module: `Customers` of `customers`.
pub fn handlers(module: &str) -> String {
    case::identifier(Case::Pascal, &case::plain(Case::Pascal, bare(module)), "Tag")
}

/// The method of the client that takes the credential of a security scheme: `with_api_key` of `api_key`, and of `_api_key`.
pub fn with(scheme: &str) -> String {
    format!("with_{}", unmarked(scheme))
}

/// What the names of two security schemes must differ in, so that their constants and the methods of the client do: capitals are fewer than
/// small letters (`STRASSE` is that of `strasse` and of `straße`), and the methods have no leading underscores.
pub fn scheme(ident: &str) -> String {
    case::constant(unmarked(ident))
}

/// An identifier without the mark of a raw one, and without leading underscores.
fn unmarked(ident: &str) -> &str {
    bare(ident).trim_start_matches('_')
}

/// An identifier without the mark of a raw one.
pub fn bare(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}
