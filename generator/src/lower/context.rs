//! What one run of lowering knows and has made so far.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use regex::Regex;

use super::admit::{self, Admitted, Kinds};
use super::around::Told;
use super::callback::Callbacks;
use super::classify::Class;
use super::default::Waiting;
use super::evaluated::Evaluated;
use super::members::Members;
use super::range::{Bounds, Wider};
use super::verdict::Side;
use super::view::Schema;
use crate::diagnostic::{Code, Diagnostic, codes::lowering};
use crate::dialect;
use crate::document;
use crate::evaluate::Effort;
use crate::ir::{Example, Format, JsonType, SecurityScheme, TypeId, TypeRef, Types, XmlTable};
use crate::names::Wrapped;
use crate::node::{Index, Node};
use crate::pattern::{Refusal, Translated, price};
use crate::pointer::Pointer;
use crate::source::Span;

/// How many wrappers around a reference are looked through.
const MAX_WRAPPERS: usize = 8;

/// How many schemas may lead from one to the next through `allOf` and its like.
const MAX_DEPTH: usize = 256;

/// What became of an allowance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spent {
    Enough,
    /// It was not enough, for the first time.
    Last,
    Nothing,
}

fn spends(allowance: &mut Option<usize>, count: usize) -> Spent {
    let Some(left) = *allowance else { return Spent::Nothing };
    *allowance = left.checked_sub(count);
    if allowance.is_some() { Spent::Enough } else { Spent::Last }
}

fn too_long() -> String {
    format!("more than {MAX_DEPTH} schemas lead here, one from the other")
}

/// The state of one run.
pub(super) struct Context<'a> {
    pub(super) tree: &'a Node,
    pub(super) document: &'a openapiv3::OpenAPI,
    /// What has been found so far.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whom checks are written for: a server, until lints ask otherwise.
    pub(super) side: Side,
    /// How much may still be compared to judge values.
    pub(super) effort: Effort,
    /// Members with defaults that are not decided yet.
    pub(super) defaults: Vec<Waiting<'a>>,
    /// Schemas that have no default for their values, nor have those that are about the same values.
    pub(super) undefaulted: HashSet<Pointer>,
    /// Places that have their diagnostic: a schema is read more than once, its mistake is told once.
    told: HashSet<(Code, Span, Box<str>)>,
    /// Names of formats that have been told not to be checked.
    pub(super) formats: HashSet<String>,
    /// Formats that checks demand.
    pub(super) asserted: HashSet<Format>,
    pub(super) types: Types,
    /// The type of each schema that has been asked for, without nullability, by its pointer.
    pub(super) uses: HashMap<Pointer, TypeRef>,
    /// Schemas without a use of their own, since another one of the same text has it: that one.
    pub(super) twins: HashMap<String, String>,
    /// Where members of wide mappings of the tree stand.
    index: Index<'a>,
    /// Where chains of references end, by their links, and in how many steps.
    ends: HashMap<*const Node, (Option<Schema<'a>>, usize)>,
    /// The component schemas that the `allOf` of each component schema refers to.
    pub(super) parents: HashMap<Pointer, Vec<Pointer>>,
    /// The component schemas that extend each discriminated one, at any distance, in the order of the document.
    pub(super) children: HashMap<Pointer, Vec<Pointer>>,
    /// What a discriminated base holds when it is none of its children.
    pub(super) bases: HashMap<Pointer, TypeId>,
    pub(super) admitted: HashMap<Pointer, Option<Admitted>>,
    /// The types that schemas name, without any guess; `None` where they name none.
    pub(super) said: HashMap<Pointer, Told>,
    pub(super) members: HashMap<Pointer, Option<Rc<Members<'a>>>>,
    /// Schemas that become a union beside which they declare members: its variants keep them.
    pub(super) keeping: HashSet<Pointer>,
    /// The bounds of numbers by schemas and their parts.
    pub(super) bounds: HashMap<Pointer, Bounds<'a>>,
    /// How many schemas are being looked into, one from the other.
    depth: usize,
    /// Schemas whose members are being collected.
    pub(super) flattening: HashSet<Pointer>,
    /// What schemas that were compared become.
    pub(super) classes: HashMap<Pointer, Option<Class<'a>>>,
    /// Schemas that are being compared.
    pub(super) ranking: HashSet<Pointer>,
    /// Schemas without a name whose types are being made.
    pub(super) making: HashSet<Pointer>,
    /// Schemas without a name that alone say what the type of the schema around them is, and have no type of their own beside it.
    pub(super) wrapped: HashSet<Pointer>,
    /// Schemas that a component only wraps, with what that is: also those that are components themselves, since references lead to them.
    pub(super) within: HashMap<Pointer, TypeId>,
    /// Branches of unions that stand in a variant with more members: what is written in them belongs to that.
    pub(super) variants: HashMap<Pointer, TypeId>,
    /// What earlier runs made of component schemas.
    pub(super) earlier: Wrapped,
    /// Structs that are the intersection of several schemas.
    pub(super) intersections: HashMap<Vec<Pointer>, TypeId>,
    /// Lists whose elements are being put together.
    pub(super) joining: HashSet<Vec<Pointer>>,
    pub(super) patterns: Patterns,
    /// What compiling patterns may still take; `None` once one was refused.
    pub(super) compilation: Option<u64>,
    /// How much more operations and members may hold of what they can share; `None` once it was too much.
    values: Option<usize>,
    /// How many more members of parts may be put together to those of a whole; `None` once there were too many.
    joined: Option<usize>,
    /// Schemas whose checks are being written, innermost last.
    pub(super) checking: Vec<Pointer>,
    pub(super) security_schemes: Vec<SecurityScheme>,
    /// What the structs that have been made are made of.
    pub(super) built: HashMap<TypeId, Rc<Members<'a>>>,
    /// What definitions look like that travel as XML.
    pub(super) xml: BTreeMap<TypeId, XmlTable>,
    /// Those of them that are not looked at yet.
    pub(super) untold: Vec<TypeId>,
    /// The media types of bodies by the pointer of their `content`, those with one schema together.
    pub(super) bodies: BTreeMap<Pointer, Vec<Vec<String>>>,
    /// The callbacks that operations have asked for so far.
    pub(super) callbacks: Callbacks,
    /// The places of the schemas that are meant by the letter, as texts; nothing until somebody asks.
    pub(super) letter: Option<HashSet<String>>,
    /// The types that schemas plainly mean without naming them.
    pub(super) meant: BTreeMap<Span, Vec<JsonType>>,
    /// The examples of media types and parameters, by where these stand.
    pub(super) examples: HashMap<Pointer, Arc<[Example]>>,
    /// Whether the check that is being written is of an integer that outgrows the type of this schema, so that its limit is none here.
    pub(super) outgrown: bool,
    /// Schemas of members of the object whose check is being written that are wider there.
    pub(super) widened: HashMap<Pointer, Wider>,
    /// Whether the check that is being written is of a schema whose types are a guess, at a place where that does not count.
    pub(super) unguessed: bool,
    /// How many conditions are around the check that is being written: `not`, `if` and what depends on it, `contains`.
    pub(super) conditions: usize,
    /// The schemas below conditions that lead to a guess of types; nothing until somebody asks.
    pub(super) guessing: Option<HashSet<Pointer>>,
    /// Which checks note what they evaluate; nothing until somebody asks.
    pub(super) evaluated: Option<Evaluated>,
}

/// The patterns of the description.
#[derive(Default)]
pub(super) struct Patterns {
    /// Those that have been translated: each is compiled once to see that it can be.
    pub(super) translated: HashMap<String, Result<Translated, Refusal>>,
    /// Those that names have been matched against; `None` where only the runtime can tell.
    pub(super) matchers: HashMap<String, Option<Regex>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(tree: &'a Node, document: &'a openapiv3::OpenAPI, earlier: Wrapped) -> Self {
        // Code and memory grow with what allowances are for, so they are in proportion to the text.
        let bytes = usize::try_from(tree.span.end.saturating_sub(tree.span.start)).unwrap_or_default();
        Self {
            tree,
            document,
            diagnostics: Vec::new(),
            side: Side::Request,
            effort: Effort::default(),
            defaults: Vec::new(),
            undefaulted: HashSet::new(),
            told: HashSet::new(),
            formats: HashSet::new(),
            asserted: HashSet::new(),
            types: Types::default(),
            uses: HashMap::new(),
            twins: HashMap::new(),
            index: Index::default(),
            ends: HashMap::new(),
            parents: HashMap::new(),
            children: HashMap::new(),
            bases: HashMap::new(),
            admitted: HashMap::new(),
            said: HashMap::new(),
            bounds: HashMap::new(),
            members: HashMap::new(),
            keeping: HashSet::new(),
            depth: 0,
            flattening: HashSet::new(),
            classes: HashMap::new(),
            ranking: HashSet::new(),
            making: HashSet::new(),
            wrapped: HashSet::new(),
            within: HashMap::new(),
            variants: HashMap::new(),
            earlier,
            intersections: HashMap::new(),
            joining: HashSet::new(),
            patterns: Patterns::default(),
            compilation: Some(price::most(tree.span.end.saturating_sub(tree.span.start))),
            values: Some(200_000 + bytes / 8),
            joined: Some(100_000 + bytes / 4),
            checking: Vec::new(),
            security_schemes: Vec::new(),
            built: HashMap::new(),
            xml: BTreeMap::new(),
            untold: Vec::new(),
            bodies: BTreeMap::new(),
            callbacks: Callbacks::default(),
            letter: None,
            meant: BTreeMap::new(),
            examples: HashMap::new(),
            outgrown: false,
            widened: HashMap::new(),
            unguessed: false,
            conditions: 0,
            guessing: None,
            evaluated: None,
        }
    }

    /// Records a finding, once per code, place and message.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.span.map(|span| (diagnostic.code, span, diagnostic.message.clone()));
        if place.is_none_or(|place| self.told.insert(place)) {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.tell(Diagnostic::error(code, span, message));
    }

    pub(super) fn warn(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.tell(Diagnostic::warning(code, span, message));
    }

    /// Goes one schema deeper; `false` when a chain of schemas is too long for the stack, which is told.
    pub(super) fn descend(&mut self, schema: &Schema<'a>) -> bool {
        self.depth += 1;
        let fits = self.depth <= MAX_DEPTH;
        if !fits {
            self.error(lowering::TOO_DEEP, schema.span(), too_long());
        }
        fits
    }

    /// Takes so many values from what operations and members may hold all together of what they can share; `false` when it is too much,
    /// which is told once.
    pub(super) fn admits_values(&mut self, count: usize, at: impl FnOnce(&Self) -> Span) -> bool {
        if spends(&mut self.values, count) == Spent::Last {
            let message = "what parameters, headers, bodies, defaults and requirements of security hold up to here is too much, all together";
            let told = Diagnostic::error(lowering::TOO_MANY_VALUES, at(self), message)
                .note("what is shared counts wherever it is used")
                .help("describe less there, or share it less often");
            self.tell(told);
        }
        self.values.is_some()
    }

    /// The same for members of parts that are put together to those of this schema.
    pub(super) fn admits_members(&mut self, count: usize, schema: &Schema<'a>) -> bool {
        if spends(&mut self.joined, count) == Spent::Last {
            let message = "the members that schemas up to here take over from others are too many, all together";
            let told = Diagnostic::error(lowering::TOO_MANY_MEMBERS, schema.span(), message)
                .note("what schemas of `allOf`, `oneOf`, `anyOf`, `then`, `else` and `dependentSchemas` declare counts in each that they are a part of")
                .help("hold the part in a property, instead of all its members");
            self.tell(told);
        }
        self.joined.is_some()
    }

    /// Goes back up.
    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// The node at a pointer.
    pub(super) fn node(&self, at: &Pointer) -> Option<&'a Node> {
        self.index.at(self.tree, at)
    }

    /// The span of what stands at a pointer, or of the whole document.
    pub(super) fn span(&self, at: &Pointer) -> Span {
        self.node(at).map_or(self.tree.span, |node| node.span)
    }

    /// The span of the key of what stands at a pointer; of the thing itself where it has no key.
    pub(super) fn key_span(&self, at: &Pointer) -> Span {
        let entry = at.as_str().rsplit_once('/').and_then(|(owner, _)| {
            let key = at.tokens().last()?;
            self.index.entry(self.node(&Pointer::from_text(owner))?, &key)
        });
        entry.map_or_else(|| self.span(at), |entry| entry.key_span)
    }

    /// The schema that a schema stands for: itself, or what its chain of `$ref` leads to. Each link of a chain is followed once.
    pub(super) fn follow(&mut self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let mut way: Vec<Schema<'a>> = Vec::new();
        let mut seen = HashSet::new();
        let mut current = schema.clone();
        let (mut end, mut steps) = loop {
            if let Some(known) = self.ends.get(&std::ptr::from_ref(current.node)) {
                break known.clone();
            }
            let Some(reference) = current.reference() else { break (Some(current), 0) };
            let span = current.keyword_span("$ref");
            if !seen.insert(std::ptr::from_ref(current.node)) {
                self.error(lowering::REFERENCE_CYCLE, span, "this reference leads back to itself");
                break (None, 0);
            }
            let target = self.target(reference);
            way.push(current);
            let Some(target) = target else {
                self.error(lowering::UNRESOLVED, span, format!("nothing stands at `{reference}`"));
                break (None, 0);
            };
            current = target;
        };
        for link in way.into_iter().rev() {
            steps += 1;
            if end.is_some() && steps > MAX_DEPTH {
                self.error(lowering::TOO_DEEP, link.keyword_span("$ref"), format!("a chain of more than {MAX_DEPTH} references"));
                end = None;
            }
            self.ends.insert(link.node, (end.clone(), steps));
        }
        end
    }

    /// The schema that a schema is another spelling of: as [`Context::follow`], and through an `allOf` of one branch that has nothing but
    /// annotations beside it, or a `type: object` that the branch says, too.
    pub(super) fn identity(&mut self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let mut current = self.follow(schema)?;
        for _ in 0..MAX_WRAPPERS {
            let branches = current.list("allOf");
            match branches.as_slice() {
                [single] if component_name(&current.at).is_none() && current.only_annotates("allOf") => {
                    current = self.follow(single)?
                }
                [single] if component_name(&current.at).is_none() && current.only_names_object("allOf") => {
                    let target = self.follow(single)?;
                    if admit::admitted(self, &target).kinds != Kinds::OBJECT {
                        break;
                    }
                    current = target;
                }
                _ => break,
            }
        }
        Some(current)
    }

    /// The schema that a `$ref` names, one step.
    pub(super) fn target(&self, reference: &str) -> Option<Schema<'a>> {
        let at = self.component_reference(reference).or_else(|| pointer_of(reference))?;
        self.node(&at).map(|node| Schema::new(node, at))
    }

    /// The canonical form of a reference to a component holds its name as it is.
    fn component_reference(&self, reference: &str) -> Option<Pointer> {
        let (kind, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
        let at = Pointer::from_text("/components").child(kind).child(name);
        self.node(&at).map(|_| at)
    }

    /// What a Reference Object stands for, of any kind that is not a schema: the object and where it stands.
    pub(super) fn resolve<'v, T: document::Part + Clone>(
        &mut self,
        value: &'v openapiv3::ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(Cow<'v, T>, Pointer)> {
        let reference = match value {
            openapiv3::ReferenceOr::Item(item) => return Some((Cow::Borrowed(item), at.clone())),
            openapiv3::ReferenceOr::Reference { reference } => reference,
        };
        let span = self.span(at);
        let start = Schema::new(self.node(at)?, at.clone());
        if start.reference().is_none() {
            self.error(lowering::UNRESOLVED, span, format!("nothing stands at `{reference}`"));
            return None;
        }
        let found = self.follow(&start)?;
        let part = match self.node(at).and_then(|node| node.get("x-canonical-description")) {
            Some(description) => {
                let mut described = found.node.clone();
                described.take("description");
                described.set("description", description.span, description.value.clone());
                document::part(&described)
            }
            None => document::part(found.node),
        };
        match part {
            Ok(item) => Some((Cow::Owned(item), found.at)),
            Err(_) => {
                self.error(lowering::UNRESOLVED, span, format!("`{reference}` is something else than what belongs here"));
                None
            }
        }
    }
}

/// The pointer of a component schema.
pub(super) fn component_pointer(name: &str) -> Pointer {
    Pointer::from_text("/components/schemas").child(name)
}

/// The name, if the pointer is that of a component schema.
pub(super) fn component_name(at: &Pointer) -> Option<String> {
    let rest = at.as_str().strip_prefix("/components/schemas/")?;
    (!rest.contains('/')).then(|| at.tokens().nth(2).map(Cow::into_owned))?
}

/// The pointer in a reference to this document: `#/a/b`, percent-decoded (RFC 6901 section 6).
fn pointer_of(reference: &str) -> Option<Pointer> {
    let fragment = reference.strip_prefix('#')?;
    (fragment.is_empty() || fragment.starts_with('/'))
        .then(|| dialect::percent_decoded(fragment))
        .flatten()
        .map(Pointer::from_text)
}
