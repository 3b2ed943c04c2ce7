//! Small documents for the unit tests of this stage.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::diagnostic::Diagnostic;
use crate::document;
use crate::ir::{Api, Origin, Shape, Type, TypeRef};
use crate::node::{self, Node};
use crate::source::{Source, Sources};

/// A tree from YAML text, as it stands.
pub(super) fn node(text: &str) -> Node {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "test.yaml".to_owned(), text: text.to_owned() });
    node::read(&sources, main, &mut Vec::new()).unwrap()
}

/// What lowering makes of a canonical document.
pub(super) fn lowered(text: &str) -> (Option<Api>, Vec<Diagnostic>) {
    let tree = node(text);
    let document = document::document(&tree).unwrap();
    let mut diagnostics = Vec::new();
    let api = super::lower(&tree, &document, &mut diagnostics);
    (api, diagnostics)
}

/// A document of these component schemas, which must lower.
pub(super) fn schemas(text: &str) -> Api {
    let (api, diagnostics) = lowered(&document_of(text));
    api.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// The codes that these component schemas give.
pub(super) fn codes(text: &str) -> Vec<&'static str> {
    diagnostics(text).iter().map(|diagnostic| diagnostic.code.0).collect()
}

/// What these component schemas give.
pub(super) fn diagnostics(text: &str) -> Vec<Diagnostic> {
    lowered(&document_of(text)).1
}

fn document_of(schemas: &str) -> String {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    format!("openapi: 3.0.3\ninfo: {{ title: Test, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}")
}

/// The definition of a component.
pub(super) fn component<'a>(api: &'a Api, name: &str) -> &'a Type {
    api.types.iter().map(|(_, definition)| definition).find(|it| it.origin == Origin::Component(name.to_owned())).unwrap()
}

/// The type of a field of a component.
pub(super) fn field<'a>(api: &'a Api, name: &str, field: &str) -> &'a crate::ir::Field {
    let Shape::Struct(object) = &component(api, name).shape else { panic!("{name} is no struct") };
    object.fields.iter().find(|it| it.name == field).unwrap()
}

/// The definition that a use names.
pub(super) fn named<'a>(api: &'a Api, ty: &TypeRef) -> &'a Type {
    let TypeRef::Named(id) = ty else { panic!("{ty:?} names nothing") };
    api.types.get(*id).unwrap()
}
