//! What lints look at: the objects of a description, its operations, where references lead, and what is reached from where.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use super::document::{self, Item};
use super::schema;
use crate::lower::Verdicts;
use crate::node::{Entry, Node};
use crate::source::Span;
use crate::standard::Id;

/// A description, prepared for lints.
pub(super) struct Subject<'a> {
    /// The canonical tree.
    pub(super) tree: &'a Node,
    /// The typed reading of it.
    pub(super) document: &'a openapiv3::OpenAPI,
    /// Every object, owners before what they hold.
    pub(super) items: Vec<Item<'a>>,
    /// The operations under `paths`.
    pub(super) operations: Vec<Operation<'a>>,
    /// What a server says of values.
    pub(super) verdicts: RefCell<Verdicts<'a>>,
    /// How many parts of schemas may still be looked at.
    effort: Cell<usize>,
    components: HashMap<(&'a str, &'a str), usize>,
    /// Component schemas by the component that their `allOf` refers to.
    heirs: HashMap<usize, Vec<usize>>,
    requests: HashSet<usize>,
    responses: HashSet<usize>,
    used: HashSet<usize>,
}

/// An operation.
pub(super) struct Operation<'a> {
    /// Its object in the list.
    pub(super) item: usize,
    pub(super) node: &'a Node,
    /// The key that is its method.
    pub(super) place: Span,
    /// In lower case.
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// The key that is its path.
    pub(super) path_place: Span,
    /// The parameters that it has, those of its path item too: the object, and where it is listed.
    pub(super) parameters: Vec<(&'a Node, Span)>,
}

impl<'a> Subject<'a> {
    /// Prepares a canonical tree.
    pub(super) fn of(tree: &'a Node, document: &'a openapiv3::OpenAPI, verdicts: Verdicts<'a>) -> Self {
        let items = document::items(tree);
        let effort = Cell::new(items.len().saturating_mul(PARTS_EACH).saturating_add(PARTS));
        let mut subject = Self {
            effort,
            tree,
            document,
            items,
            operations: Vec::new(),
            verdicts: RefCell::new(verdicts),
            components: HashMap::new(),
            heirs: HashMap::new(),
            requests: HashSet::new(),
            responses: HashSet::new(),
            used: HashSet::new(),
        };
        subject.components = subject.component_items().collect();
        subject.heirs = heirs(&subject);
        subject.operations = operations(&subject);
        subject.requests = reached(&subject, &request_roots(&subject));
        subject.responses = reached(&subject, &fields_of_operations(&subject, Id::Responses));
        subject.used = reached(&subject, &roots(&subject));
        subject.used.extend(copied(&subject));
        subject
    }

    fn component_items(&self) -> impl Iterator<Item = ((&'a str, &'a str), usize)> + '_ {
        let owned = self.items.iter().enumerate().filter(|(_, item)| self.kind(item.owner) == Some(Id::Components));
        owned.map(|(index, item)| ((item.field, item.key), index))
    }

    /// The components: field of `components`, its name, the object.
    pub(super) fn components(&self) -> impl Iterator<Item = (usize, &Item<'a>)> {
        self.items.iter().enumerate().filter(|(_, item)| self.kind(item.owner) == Some(Id::Components))
    }

    pub(super) fn kind(&self, index: usize) -> Option<Id> {
        self.items.get(index).map(|item| item.kind)
    }

    /// The objects of one kind.
    pub(super) fn of_kind(&self, kind: Id) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// The schemas that are no references.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (usize, &Item<'a>)> {
        let schemas = self.items.iter().enumerate().filter(|(_, item)| item.kind == Id::Schema);
        schemas.filter(|(_, item)| item.node.get("$ref").is_none())
    }

    /// The owner of an object, and that one's owner, up to the document.
    pub(super) fn owners(&self, index: usize) -> impl Iterator<Item = &Item<'a>> {
        let up = move |index: &usize| self.items.get(*index).map(|item| item.owner).filter(|owner| owner != index);
        std::iter::successors(up(&index), up).filter_map(|index| self.items.get(index))
    }

    /// Whether a client sends it.
    pub(super) fn in_request(&self, index: usize) -> bool {
        self.requests.contains(&index)
    }

    /// Whether a server answers with it.
    pub(super) fn in_response(&self, index: usize) -> bool {
        self.responses.contains(&index)
    }

    /// Whether an operation or a webhook leads to it.
    pub(super) fn is_used(&self, index: usize) -> bool {
        self.used.contains(&index)
    }

    /// The object that a reference leads to, in one step. That of a callback looks like a path item in the canonical form.
    pub(super) fn target(&self, node: &Node) -> Option<usize> {
        let callback = || node.get("x-canonical-ref")?.get("x-canonical-ref");
        self.component(node.get("$ref").or_else(callback)?.as_str()?)
    }

    /// The component of a canonical reference.
    fn component(&self, reference: &str) -> Option<usize> {
        self.components.get(&reference.strip_prefix("#/components/")?.split_once('/')?).copied()
    }

    /// What an object stands for: itself, or what its chain of references leads to.
    pub(super) fn resolve<'n>(&self, node: &'n Node) -> &'n Node
    where
        'a: 'n,
    {
        let mut node = node;
        for _ in 0..LONGEST_CHAIN {
            let Some(target) = self.target(node).and_then(|index| self.items.get(index)) else { return node };
            node = target.node;
        }
        node
    }

    /// The properties that a schema or any of its parts declares; `None` as for [`Subject::parts`].
    pub(super) fn properties<'n>(&self, node: &'n Node) -> Option<Vec<&'n Entry>>
    where
        'a: 'n,
    {
        Some(self.parts(node)?.into_iter().flat_map(declared).collect())
    }

    /// A schema with everything that speaks about the same value: what it refers to, and the branches of its applicators. `None` once all
    /// lints together have looked at very many parts: a long chain of schemas has the parts of its rest for each of its links.
    pub(super) fn parts<'n>(&self, node: &'n Node) -> Option<Vec<&'n Node>>
    where
        'a: 'n,
    {
        let mut seen: HashSet<*const Node> = HashSet::new();
        let mut parts = Vec::new();
        let mut rest = vec![node];
        while let Some(node) = rest.pop() {
            self.effort.set(self.effort.get().checked_sub(1)?);
            let node = self.resolve(node);
            if seen.insert(node) {
                parts.push(node);
                rest.extend(["oneOf", "anyOf", "allOf"].iter().flat_map(|word| schema::list(node, word)));
                rest.extend(["if", "then", "else"].iter().filter_map(|word| schema::keyword(node, word)));
            }
        }
        Some(parts)
    }

    /// Every security requirement: those of the document, and those of operations, webhooks and callbacks.
    pub(super) fn requirements(&self) -> impl Iterator<Item = &'a Node> + '_ {
        let operations = self.of_kind(Id::Operation).map(|item| item.node);
        std::iter::once(self.tree).chain(operations).filter_map(|node| node.get("security")).flat_map(Node::elements)
    }

    /// The security requirements that hold for an operation; `None` if neither it nor the document has any.
    pub(super) fn security(&self, operation: &Operation<'a>) -> Option<&'a [Node]> {
        operation.node.get("security").or_else(|| self.tree.get("security")).map(Node::elements)
    }
}

/// The properties that a schema itself declares.
pub(super) fn declared(node: &Node) -> &[Entry] {
    schema::keyword(node, "properties").map_or(&[], Node::entries)
}

/// How many parts of schemas are looked at for each object of a description, and how many in a small one.
const PARTS_EACH: usize = 64;
const PARTS: usize = 1_000_000;

/// Longer chains of references lead nowhere; the stages before have said so.
const LONGEST_CHAIN: usize = 64;

fn heirs(subject: &Subject<'_>) -> HashMap<usize, Vec<usize>> {
    let mut heirs: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, item) in subject.components().filter(|(_, item)| item.kind == Id::Schema) {
        for base in schema::list(item.node, "allOf").iter().filter_map(|branch| subject.target(branch)) {
            heirs.entry(base).or_default().push(index);
        }
    }
    heirs
}

/// The heirs of a component, and theirs.
fn all_heirs(subject: &Subject<'_>, base: usize) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut open = vec![base];
    while let Some(base) = open.pop() {
        open.extend(subject.heirs.get(&base).into_iter().flatten().copied().filter(|heir| found.insert(*heir)));
    }
    found
}

fn operations<'a>(subject: &Subject<'a>) -> Vec<Operation<'a>> {
    let mut operations = Vec::new();
    for (index, item) in subject.items.iter().enumerate().filter(|(_, item)| item.kind == Id::Operation) {
        let Some(path_item) = subject.items.get(item.owner) else { continue };
        if subject.kind(path_item.owner) != Some(Id::Paths) {
            continue;
        }
        let own = parameters(subject, item.node);
        let name = |parameter: &Node| {
            (schema::text(parameter, "in").map(str::to_owned), schema::text(parameter, "name").map(str::to_owned))
        };
        let overridden: HashSet<_> = own.iter().map(|(parameter, _)| name(parameter)).collect();
        let mut all = parameters(subject, path_item.node);
        all.retain(|(parameter, _)| !overridden.contains(&name(parameter)));
        all.extend(own);
        operations.push(Operation {
            item: index,
            node: item.node,
            place: item.place,
            method: item.key.strip_prefix("x-canonical-").unwrap_or(item.key),
            path: path_item.key,
            path_place: path_item.place,
            parameters: all,
        });
    }
    operations
}

fn parameters<'a>(subject: &Subject<'a>, owner: &'a Node) -> Vec<(&'a Node, Span)> {
    schema::list(owner, "parameters").iter().map(|parameter| (subject.resolve(parameter), parameter.span)).collect()
}

/// Parameters and bodies of the operations under `paths`.
fn request_roots(subject: &Subject<'_>) -> Vec<usize> {
    let mut roots = fields_of_operations(subject, Id::RequestBody);
    roots.extend(fields_of_operations(subject, Id::Parameter));
    let in_paths = |owner: usize| subject.items.get(owner).is_some_and(|item| subject.kind(item.owner) == Some(Id::Paths));
    let of_path = |item: &Item<'_>| item.kind == Id::Parameter && in_paths(item.owner);
    roots.extend(subject.items.iter().enumerate().filter(|(_, item)| of_path(item)).map(|(index, _)| index));
    roots
}

fn fields_of_operations(subject: &Subject<'_>, kind: Id) -> Vec<usize> {
    let owners: HashSet<usize> = subject.operations.iter().map(|operation| operation.item).collect();
    let fields = subject.items.iter().enumerate().filter(|(_, item)| item.kind == kind && owners.contains(&item.owner));
    fields.map(|(index, _)| index).collect()
}

/// Everything outside of `components`, and what extensions such as `x-webhooks` refer to: some tool follows it.
fn roots(subject: &Subject<'_>) -> Vec<usize> {
    let starts = |item: &Item<'_>| item.kind == Id::Paths || item.field == "webhooks" && item.owner == 0;
    let mut roots: Vec<usize> =
        subject.items.iter().enumerate().filter(|(_, item)| starts(item)).map(|(index, _)| index).collect();
    in_extensions(subject, subject.tree, false, &mut roots);
    roots
}

fn in_extensions(subject: &Subject<'_>, node: &Node, within: bool, found: &mut Vec<usize>) {
    for entry in node.entries() {
        if within && entry.key == "$ref" {
            found.extend(entry.value.as_str().and_then(|reference| subject.component(reference)));
        }
        let within = within || entry.key.starts_with("x-") && !entry.key.starts_with("x-canonical-");
        in_extensions(subject, &entry.value, within, found);
    }
    node.elements().iter().for_each(|element| in_extensions(subject, element, within, found));
}

/// The component path items and media types that something refers to: the canonical form has their members where they are used.
/// One that only refers to another has none, and counts as used.
fn copied(subject: &Subject<'_>) -> Vec<usize> {
    let is_copied = |item: &Item<'_>| item.kind == Id::PathItem || item.kind == Id::MediaType;
    let items = || subject.items.iter().enumerate().filter(|(_, item)| is_copied(item));
    let members = |item: &Item<'_>| item.node.entries().iter().map(|entry| entry.key_span).collect::<Vec<_>>();
    let is_used = |index: &usize| subject.used.contains(index);
    let there: HashSet<Span> = items().filter(|(index, _)| is_used(index)).flat_map(|(_, item)| members(item)).collect();
    let known = |item: &Item<'_>| item.node.get("$ref").is_some() || members(item).iter().any(|member| there.contains(member));
    items().filter(|(_, item)| known(item)).map(|(index, _)| index).collect()
}

/// What some objects hold or lead to. A base with a discriminator leads to its heirs, and to what its mapping names.
fn reached(subject: &Subject<'_>, roots: &[usize]) -> HashSet<usize> {
    let mut reached = HashSet::new();
    let mut rest = roots.to_vec();
    while let Some(root) = rest.pop() {
        let Some(end) = subject.items.get(root).map(|item| item.end) else { continue };
        for index in root..end.max(root + 1) {
            if !reached.insert(index) {
                continue;
            }
            let Some(item) = subject.items.get(index) else { continue };
            rest.extend(subject.target(item.node));
            if let Some(discriminator) = item.node.get("discriminator") {
                rest.extend(all_heirs(subject, index));
                let mapping = discriminator.get("mapping").map_or(&[][..], Node::entries);
                rest.extend(mapping.iter().filter_map(|entry| subject.component(entry.value.as_str()?)));
            }
        }
    }
    reached
}
