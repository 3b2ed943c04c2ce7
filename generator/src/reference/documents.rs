//! The documents of a run: each loaded and read once, and found again under every name that leads to it.

use std::collections::HashMap;

use super::uri::{self, Location};
use super::{Load, Refusal};
use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::node::{self, Node, Value};
use crate::source::{SourceId, Sources, Span};
use crate::standard;

/// Which document: an index. The entry document is the first.
pub(super) type DocumentId = usize;

/// The entry document.
pub(super) const ENTRY: DocumentId = 0;

/// A document that was read.
pub(super) struct Document {
    pub(super) location: Location,
    /// The address that it gives itself.
    own: Option<Location>,
    pub(super) version: Option<Version>,
    pub(super) node: Node,
    /// Where the members of large mappings stand, by the tokens that lead to the mapping.
    indices: HashMap<Vec<String>, HashMap<String, usize>>,
}

/// Mappings with more members are looked up in an index.
const SCANNED: usize = 32;

impl Document {
    fn new(location: Location, node: Node) -> Self {
        let own = ["$self", "$id"].into_iter().find_map(|key| node.get(key)?.as_str());
        let own = own.and_then(|uri| uri.split('#').next()).and_then(|address| uri::resolve(&location, address).ok());
        // Names for files are not taken from files: a document could put itself in the place of another.
        let own = own.filter(|own| matches!(own, Location::Remote(_)));
        Self { location, own, version: version(&node), node, indices: HashMap::new() }
    }

    /// Follows reference tokens as far as they lead: the node, and how many tokens were used.
    pub(super) fn descend(&mut self, tokens: &[String]) -> (&Node, usize) {
        let mut node = &self.node;
        for (used, token) in tokens.iter().enumerate() {
            let next = match &node.value {
                Value::Mapping(entries) if entries.len() > SCANNED => {
                    let before = tokens.get(..used).unwrap_or_default();
                    if !self.indices.contains_key(before) {
                        let index = entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
                        self.indices.insert(before.to_vec(), index);
                    }
                    let index = self.indices.get(before).and_then(|index| index.get(token));
                    index.and_then(|at| entries.get(*at)).map(|entry| &entry.value)
                }
                Value::Mapping(_) => node.get(token),
                Value::Sequence(elements) => token.parse::<usize>().ok().and_then(|at| elements.get(at)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            };
            match next {
                Some(next) => node = next,
                None => return (node, used),
            }
        }
        (node, tokens.len())
    }

    /// Puts another node into a place.
    pub(super) fn replace(&mut self, tokens: &[String], node: Node) {
        self.indices.retain(|at, _| !at.starts_with(tokens));
        if let Some(place) = self.node.at_mut(tokens) {
            *place = node;
        }
    }

    /// The text of the `$ref` in the object that some tokens lead to.
    pub(super) fn reference(&mut self, tokens: &[String]) -> Option<&Node> {
        let tokens: Vec<String> = tokens.iter().cloned().chain(["$ref".to_owned()]).collect();
        let (node, used) = self.descend(&tokens);
        (used == tokens.len() && node.as_str().is_some()).then_some(node)
    }
}

/// The version of the standard that a document names: the key, the version without its patch level, and where it stands.
pub(super) type Version = (&'static str, String, Span);

fn version(node: &Node) -> Option<Version> {
    ["openapi", "swagger"].into_iter().find_map(|key| {
        let node = node.get(key)?;
        let text = node.as_str().or(node.as_number())?;
        let level: Vec<&str> = text.split('.').take(2).collect();
        Some((key, level.join("."), node.span))
    })
}

/// The version that a document follows, as far as it is one that is read.
pub(super) fn followed((key, level, _): &Version) -> standard::Version {
    match (*key, level.as_str()) {
        ("swagger", _) => standard::Version::V20,
        (_, "3.0") => standard::Version::V30,
        (_, "3.1") => standard::Version::V31,
        (_, _) => standard::Version::V32,
    }
}

/// Why there is no document.
#[derive(Clone, Debug)]
pub(super) enum Absent {
    /// It was refused, for this reason.
    Refused(Refusal),
    /// Its text could not be read, which was reported where it is wrong.
    Reported,
}

/// Why an address leads to no document.
#[derive(Clone, Debug)]
pub(super) enum Lost {
    /// It may not be followed.
    Address(uri::Refused),
    /// There is nothing.
    Absent(Absent),
}

/// All documents, and what they come from.
pub(super) struct Documents<'a> {
    sources: &'a mut Sources,
    load: &'a dyn Load,
    pub(super) list: Vec<Document>,
    known: HashMap<Location, Result<DocumentId, Absent>>,
    /// Bytes of text that other files may still bring.
    left: u64,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Documents<'a> {
    pub(super) fn new(sources: &'a mut Sources, load: &'a dyn Load, entry: Node, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        let entry = Document::new(Location::File(load.entry()), entry);
        let known = HashMap::from([(entry.location.clone(), Ok(ENTRY))]);
        let mut documents = Self { sources, load, list: Vec::new(), known, left: load.limit(), diagnostics };
        documents.add(entry);
        documents
    }

    /// The document at a location; the first time, it is loaded.
    fn at(&mut self, location: &Location) -> Result<DocumentId, Absent> {
        if let Some(known) = self.known.get(location) {
            return known.clone();
        }
        let document = self.loaded(location);
        self.known.insert(location.clone(), document.clone());
        document
    }

    fn loaded(&mut self, location: &Location) -> Result<DocumentId, Absent> {
        let file = self.load.load(location).map_err(Absent::Refused)?;
        if let Some(known) = self.known.get(&file.identity) {
            return known.clone();
        }
        let bytes = file.bytes.len() as u64;
        self.left = match self.left.checked_sub(bytes) {
            Some(left) => left,
            None => return Err(Absent::Refused(Refusal::TooLarge { tried: file.path, limit: self.load.limit() })),
        };
        let read = self.sources.add_bytes(file.path, file.bytes).map_err(|error| vec![error]);
        let read = read.and_then(|id: SourceId| node::read(self.sources, id, self.diagnostics));
        let document = match read {
            Ok(mut node) => {
                dialect::localise(&mut node, file.identity.text(), self.diagnostics);
                Ok(self.add(Document::new(file.identity.clone(), node)))
            }
            Err(errors) => {
                self.diagnostics.extend(errors);
                Err(Absent::Reported)
            }
        };
        self.known.insert(file.identity, document.clone());
        document
    }

    /// Adds a document, also under the URI that it gives itself (`$self` of OpenAPI 3.2, `$id` of JSON Schema).
    fn add(&mut self, document: Document) -> DocumentId {
        let id = self.list.len();
        if let Some(own) = document.own.clone() {
            self.known.entry(own).or_insert(Ok(id));
        }
        self.list.push(document);
        id
    }

    /// The document that an address leads to, seen from another document. The address that a document gives itself is its
    /// base for documents that are known by such addresses; everything else is looked for beside it.
    pub(super) fn from(&mut self, from: DocumentId, address: &str) -> Result<DocumentId, Lost> {
        let Some(document) = self.list.get(from) else { return Err(Lost::Absent(Absent::Reported)) };
        let named = document.own.as_ref().and_then(|own| uri::resolve(own, address).ok());
        if let Some(Ok(known)) = named.and_then(|named| self.known.get(&named)) {
            return Ok(*known);
        }
        let location = uri::resolve(&document.location, address).map_err(Lost::Address)?;
        self.at(&location).map_err(Lost::Absent)
    }
}
