//! Overlay: corrections of a description, kept in a file beside it (OpenAPI Overlay Specification 1.0 and 1.1), applied to the
//! source tree before any other stage looks at it.
//!
//! Text that an overlay brings keeps its place in the overlay, so what later stages find wrong with it is shown there. Two
//! things are stricter than the specification: an action that selects nothing or changes nothing is an error, and so is
//! an action of which a part would be ignored.

mod action;
mod expression;
mod merge;
mod path;
mod price;
mod query;
mod shape;
mod subject;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, codes};
use crate::node::Node;
use crate::source::Sources;
use subject::Subject;

/// Which feature set an overlay follows; the patch level never matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V10,
    V11,
}

/// An overlay whose shape is right.
struct Overlay<'o> {
    version: Version,
    extends: Option<&'o Node>,
    actions: Vec<Action<'o>>,
}

/// An action.
struct Action<'o> {
    target: path::Path<'o>,
    change: Change<'o>,
}

/// What an action does to each node that its target selects.
enum Change<'o> {
    Update(&'o Node),
    Copy(path::Path<'o>),
    Remove,
}

/// Applies the actions of `overlay` to `tree`, in order. The result keeps every span: of the description where it is
/// unchanged, of the overlay where it is new.
///
/// Everything wrong goes to `diagnostics`: first the shape of the overlay and its queries; if that is right, every action that
/// fails. Any error means `None`.
pub fn apply(sources: &Sources, tree: Node, overlay: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut found = Vec::new();
    let result = shape::read(sources, overlay, &mut found).map(|overlay| {
        found.extend(overlay.extends.and_then(|extends| other_document(sources, &tree, extends)));
        let mut subject = Subject::new(tree);
        action::all(sources, &overlay, &mut subject, &mut found);
        subject.into_tree()
    });
    let refused = found.iter().any(Diagnostic::is_error);
    diagnostics.append(&mut found);
    result.filter(|_| !refused)
}

/// Whether `extends` names another file than that of `tree`. Only file names are compared: the reference may be an address
/// where the description is published, and the copy beside the overlay is what it is applied to.
fn other_document(sources: &Sources, tree: &Node, extends: &Node) -> Option<Diagnostic> {
    let reference = extends.as_str()?;
    let path = sources.get(tree.span.source)?.path.as_str();
    let own = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let address = reference.split(['#', '?']).next().unwrap_or_default();
    let named = address.rsplit_once('/').map_or(address, |(_, name)| name);
    (named != own && named != own.replace(' ', "%20")).then(|| {
        Diagnostic::error(codes::overlay::EXTENDS, extends.span, format!("this overlay is made for `{named}`, not for `{own}`"))
            .label("another document")
            .note("Overlay Specification, Overlay Object: `extends` identifies the document that the overlay applies to")
            .help(format!("write `extends: ./{own}`, or remove the key"))
    })
}
