//! Names: every Rust identifier and file name, chosen once, before anything is printed.
//!
//! A name comes from where a thing stands (component, operation, property), never from `title`, position or a counter. Who had a
//! name keeps it: the [`Lock`] says who. Among newcomers, what a description names itself comes first; names that the generator makes
//! give way. Within one scope the result does not depend on the order of siblings, and of several newcomers that wish for one name that
//! one gets it that has it elsewhere in the API, or else the one that spells it exactly.

mod again;
mod allocate;
mod arguments;
mod branches;
mod carried;
mod case;
mod crossed;
mod derived;
mod elements;
pub(crate) mod escape;
mod headers;
mod identified;
mod inherited;
mod leads;
mod legal;
mod likeness;
pub mod lock;
pub(crate) mod media;
mod namesakes;
mod operations;
mod own;
mod parts;
mod place;
mod precedents;
mod reached;
mod recognised;
mod register;
pub(crate) mod reserved;
mod results;
mod said;
mod tags;
mod taken;
mod tell;
#[cfg(test)]
mod tests;
mod types;
mod variables;
mod variants;
mod whose;
mod wrapped;

pub use leads::Referrer;
pub use lock::Lock;
pub use namesakes::Namesakes;
pub use operations::{is_success, reason};
pub(crate) use recognised::path_shape;
pub use register::Finding;
pub use tell::{spans, tell};
pub use wrapped::{Made, Wrapped};

use std::collections::BTreeSet;

use crate::ir;
use crate::part::Parts;
use lock::Namespace;
use register::{Own, Register};

/// The names of an API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    types: Vec<TypeNames>,
    idents: BTreeSet<String>,
    /// One for each tag, in the order of [`ir::Api::tags`].
    pub tags: Vec<TagNames>,
    /// One for each security scheme, in the order of [`ir::Api::security_schemes`].
    pub schemes: Vec<SchemeNames>,
    /// The names as the next run has to know them.
    pub lock: Lock,
}

/// The names of a type definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeNames {
    /// The type.
    pub ident: String,
    /// Where it is defined.
    pub home: Home,
    /// Fields, or variants, in the order of the definition.
    pub members: Vec<String>,
    /// The fields that `new` asks for, by their indexes, in the order of its arguments.
    pub arguments: Vec<usize>,
    /// The field that keeps undeclared members.
    pub rest: String,
    /// The function that checks an alias, which has no `impl` to hold one.
    pub validator: String,
}

/// The file that defines a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// `models/<module>.rs`.
    Models(String),
    /// `operations/<module>.rs`.
    Operations(String),
}

impl Default for Home {
    fn default() -> Self {
        Self::Models(String::new())
    }
}

/// The names of a tag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagNames {
    /// The module of its operations, its client methods and its server trait.
    pub module: String,
    /// The server trait.
    pub handlers: String,
    /// One for each operation, in order.
    pub operations: Vec<OperationNames>,
}

/// The names of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationNames {
    /// The request type.
    pub ident: String,
    /// The method of client and server trait.
    pub method: String,
    /// `operationId`, or what stands for it: method and path.
    pub id: String,
    /// The type of what succeeds, where it needs one of its own.
    pub ok: String,
    /// The type of documented failures.
    pub error: String,
    /// Fields for the parameters, in order.
    pub parameters: Vec<String>,
    /// The field for the body.
    pub body: String,
    /// What must be there, in the order of the arguments of its constructor and its method.
    pub arguments: Vec<Argument>,
    /// One for each response, in order.
    pub responses: Vec<ResponseNames>,
}

/// A part of a request that a caller gives by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A parameter, by its index.
    Parameter(usize),
    /// The body.
    Body,
}

/// The names of a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseNames {
    /// Its variant.
    pub variant: String,
    /// Fields for its headers, in order.
    pub headers: Vec<String>,
}

/// The names of a security scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemeNames {
    /// The constant.
    pub constant: String,
    /// The function of `Authenticate`.
    pub function: String,
    /// The function of the client that takes the credential.
    pub with: String,
}

impl Names {
    /// The names of a definition. Those of an id of another table are empty.
    pub fn ty(&self, id: ir::TypeId) -> &TypeNames {
        static NONE: TypeNames = TypeNames {
            ident: String::new(),
            home: Home::Models(String::new()),
            members: Vec::new(),
            arguments: Vec::new(),
            rest: String::new(),
            validator: String::new(),
        };
        self.types.get(id.0 as usize).unwrap_or(&NONE)
    }

    /// Whether a model, a type of an operation or a server trait has this name.
    pub fn is_type(&self, ident: &str) -> bool {
        self.idents.contains(ident)
    }

    /// Whether every name is made of ASCII letters.
    pub fn is_ascii(&self) -> bool {
        let all = |one: &[&String], more: &[String]| one.iter().copied().chain(more).all(|name| name.is_ascii());
        let types = self.types.iter().all(|ty| all(&[&ty.ident, &ty.rest, &ty.validator], &ty.members));
        let response = |names: &ResponseNames| all(&[&names.variant], &names.headers);
        let operation = |names: &OperationNames| {
            let OperationNames { ident, method, id: _, ok, error, parameters, body, arguments: _, responses } = names;
            all(&[ident, method, ok, error, body], parameters) && responses.iter().all(response)
        };
        let tag = |tag: &TagNames| all(&[&tag.module, &tag.handlers], &[]) && tag.operations.iter().all(operation);
        let scheme = |names: &SchemeNames| all(&[&names.constant, &names.function, &names.with], &[]);
        types && self.tags.iter().all(tag) && self.schemes.iter().all(scheme)
    }
}

/// Chooses the names of an API: those of the lock stay, newcomers get others. `parts` are its components that stand elsewhere.
pub fn names(api: &ir::Api, parts: &Parts, lock: &Lock) -> (Names, Vec<Finding>) {
    let (names, mut register) = chosen(api, parts, lock, Own::default());
    // What would have which name by itself is known when all have one.
    let (names, mut register) = match register.amiss() {
        Some(own) => chosen(api, parts, lock, own),
        None => (names, register),
    };
    let another = whose::another(api, lock, &register);
    another.into_iter().for_each(|finding| register.tell(finding));
    let (lock, findings) = register.close();
    (Names { lock, ..names }, findings)
}

fn chosen(api: &ir::Api, parts: &Parts, lock: &Lock, kept: Own) -> (Names, Register) {
    let parts::Placed { keys, lock, refers } = parts::placed(api, parts, lock);
    let lock = identified::identified(api, &keys, &lock);
    let recognised::Recognised { lock, paths, findings: of_letters } = recognised::recognised(api, &keys, lock);
    let (lock, variables) = variables::renamed(api, &keys, lock, &paths);
    let lock = wrapped::unwrapped(api, &keys, lock);
    let media = media::media(api, &keys, &lock);
    let (places, lock) = place::types(api, &keys, &media, lock);
    let results::Results { kept: of_results, findings } = results::results(api, &keys, &places, &lock);
    let (lock, mut moved) = carried::carried(api, &keys, &places, lock);
    let lock = headers::carried(api, &keys, lock, &mut moved);
    moved.identified(api, &keys, &lock);
    let mut before = moved.kept(&lock);
    of_results.into_iter().for_each(|(namespace, names)| before.entry(namespace).or_default().extend(names));
    let mut register = Register::new(&lock, kept, before);
    register.copied(std::mem::take(&mut moved.copied));
    findings.into_iter().chain(of_letters).for_each(|finding| register.tell(finding));
    moved.crossed(&lock).into_iter().for_each(|finding| register.tell(finding));
    likeness::changed(api, &keys, &places, &lock).into_iter().for_each(|finding| register.tell(finding));
    let lines = variables::lines(api, &keys, &lock).into_iter().chain([whose::line(api)]);
    register.variables(variables);
    refers.into_iter().chain(media.lines.iter().cloned()).chain(lines).for_each(|(key, text)| register.keep(key, text));
    let mut taken = register.taken(&Namespace::Types);
    let components = types::components(&mut register, api, &keys, &places, &mut taken);
    taken.reserve(reserved::GENERICS.iter().copied());
    let schemes = operations::schemes(&mut register, &api.security_schemes);
    let mut tags = operations::tags(&mut register, (api, &keys), &schemes, &mut taken);
    let types = types::types(&mut register, api, (&places, &media), components, &tags, &mut taken);
    operations::finish(&mut register, (api, &keys), &mut tags, &mut taken);
    results::apart(&mut register, (api, &keys, &places), &lock, (&tags, &types));
    leads::references(&mut register, (api, &keys, &places), &lock);
    let idents = idents(&types, &tags);
    (Names { types, idents, tags, schemes, lock: Lock::default() }, register)
}

fn idents(types: &[TypeNames], tags: &[TagNames]) -> BTreeSet<String> {
    let operations = tags.iter().flat_map(|tag| &tag.operations);
    let of_operations = operations.flat_map(|names| [&names.ident, &names.ok, &names.error]);
    let handlers = tags.iter().map(|tag| &tag.handlers);
    types.iter().map(|ty| &ty.ident).chain(of_operations).chain(handlers).cloned().collect()
}

/// The constant for something near a property, such as its pattern; a hash of `key` where the name is taken. It is no name of the API, so
/// no letter of it decides which lints are allowed there.
pub fn constant(word: &str, key: &str, taken: &[&str]) -> String {
    let name = case::constant(&case::identifier(case::Case::Snake, &case::plain(case::Case::Snake, word), "P"));
    let name = if name.is_ascii() { name } else { "PATTERN".to_owned() };
    match taken.contains(&name.as_str()) {
        true => case::hashed(case::Case::Snake, &name, key).to_uppercase(),
        false => name,
    }
}

/// Whether Rust keeps this word for itself.
pub fn is_keyword(word: &str) -> bool {
    reserved::legal(word) != word || word == reserved::NEVER_TYPE
}

/// The name of an API as a module and as a Cargo feature, such as `truvami`.
pub fn module(word: &str) -> String {
    let rules = allocate::Rules { case: case::Case::Snake, prefix: "api_", suffix: "_api" };
    let mut taken = taken::Taken::new(reserved::within(&Namespace::Modules).chain(["default"]));
    let claims = [allocate::Claim::word(rules, word).ascii(rules)];
    let name = allocate::allocate(&mut Register::default(), rules, &claims, &mut taken).pop().unwrap_or_default();
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_api"),
        None => name,
    }
}
