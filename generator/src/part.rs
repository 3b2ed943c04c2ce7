//! Components that the description does not name itself: parts of other files, and what a reference reaches inside of another
//! definition. They get a key in `components` that depends on what else there is; what they are does not.

use std::collections::BTreeMap;

use crate::node::Node;
use crate::pointer::Pointer;

/// The components that stand elsewhere, by their section (`schemas`) and their key in it, and the path items that do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    components: BTreeMap<(String, String), Part>,
    /// Where each path item of another file is used: `paths` or `webhooks`, and the key there.
    items: BTreeMap<String, Vec<(&'static str, String)>>,
}

/// A component that stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The definition that it is, or is inside of: the file, seen from the main document, `#`, and the pointer. Steps into
    /// lists are words where an element says one, see [`element`].
    pub definition: String,
    /// The steps from there.
    pub inside: Vec<String>,
    /// Who chose its key.
    pub role: Role,
    /// A name with the words of its place, for one that cannot have its own.
    pub long: String,
}

/// Who chose the key of a component that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A stage that had to call it something.
    Moved,
    /// The main document: its component of this key is a reference to the part, and nothing else.
    Named,
}

impl Part {
    /// A part of `file`, which is empty for the main document, by its steps.
    pub fn of(file: &str, steps: &[String], role: Role, long: String) -> Self {
        let root = root(file, steps).min(steps.len());
        let (definition, inside) = steps.split_at(root);
        Self { definition: id(file, definition), inside: inside.to_vec(), role, long }
    }

    /// Where it stands. Two parts of one section never have the same.
    pub fn id(&self) -> String {
        format!("{}{}", self.definition, id("", &self.inside).trim_start_matches('#'))
    }
}

/// How many steps lead to a definition, as far as the steps alone tell.
fn root(file: &str, steps: &[String]) -> usize {
    let words: Vec<&str> = steps.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["schemas", _, ..] if file.is_empty() => 2,
        [..] if file.is_empty() => crate::standard::schema_length(&words),
        ["components", _, _, ..] => 3,
        [list, _, ..] if DEFINITIONS.contains(list) => 2,
        // The file is a schema.
        [keyword, ..] if KEYWORDS.contains(keyword) => 0,
        [_, ..] => 1,
        [] => 0,
    }
}

/// Keys under which files keep definitions.
pub const DEFINITIONS: [&str; 6] = ["definitions", "$defs", "schemas", "parameters", "responses", "securityDefinitions"];

/// Keywords by which one comes from a schema to another.
const KEYWORDS: [&str; 7] = ["properties", "items", "additionalProperties", "allOf", "oneOf", "anyOf", "patternProperties"];

impl Parts {
    /// Adds the component `key` of a section.
    pub fn add(&mut self, section: &str, key: &str, part: Part) {
        self.components.insert((section.to_owned(), key.to_owned()), part);
    }

    /// Adds a path item, which has no key among the components: the main document uses it in a section, under a key.
    pub fn add_item(&mut self, part: &Part, section: &'static str, key: &str) {
        self.items.entry(part.id()).or_default().push((section, key.to_owned()));
    }

    /// The path items that are used once, by what they are, with their section and key.
    pub fn items(&self) -> impl Iterator<Item = (&str, &'static str, &str)> {
        self.items.iter().filter_map(|(id, used)| match used.as_slice() {
            [(section, key)] => Some((id.as_str(), *section, key.as_str())),
            [..] => None,
        })
    }

    /// What the component `key` of a section is; `None` if it is the main document's own.
    pub fn get(&self, section: &str, key: &str) -> Option<&Part> {
        self.components.get(&(section.to_owned(), key.to_owned()))
    }

    /// Each with its section and key, sorted by them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Part)> {
        self.components.iter().map(|((section, key), part)| (section.as_str(), key.as_str(), part))
    }

    /// A part of the tree itself, by its steps from a section of the components (`schemas`, `Pet`, `properties`, `tag`) or from
    /// the root.
    pub fn local(&self, steps: &[String], long: String) -> Part {
        let owner = match steps {
            [section, key, inside @ ..] => self.get(section, key).filter(|owner| owner.role == Role::Moved).zip(Some(inside)),
            [..] => None,
        };
        match owner {
            Some((owner, inside)) => {
                let inside = owner.inside.iter().chain(inside).cloned().collect();
                Part { definition: owner.definition.clone(), inside, role: Role::Moved, long }
            }
            None => Part::of("", steps, Role::Moved, long),
        }
    }

    /// Where a local reference leads, in words that do not depend on the keys of parts.
    fn stable(&self, reference: &str) -> String {
        let path = reference.strip_prefix("#/").unwrap_or_default();
        let (section, key) = path.strip_prefix("components/").unwrap_or(path).split_once('/').unwrap_or_default();
        match self.get(section, key) {
            Some(part) => part.id(),
            None => reference.to_owned(),
        }
    }
}

/// A place in a file; `file` is empty for the main document.
fn id(file: &str, steps: &[String]) -> String {
    let pointer = steps.iter().fold(Pointer::root(), |pointer, step| pointer.child(step));
    format!("{file}#{}", pointer.as_str())
}

/// The step to an element of a list: what the element says of itself, so that it is the same wherever the element moves. A
/// parameter has a name and a location, a branch may refer to something; anything else has its position.
pub fn element(list: &[Node], at: usize, parts: &Parts) -> String {
    let Some(word) = list.get(at).and_then(|element| word(element, parts)) else { return at.to_string() };
    let before = list.iter().take(at).filter(|other| self::word(other, parts).as_ref() == Some(&word)).count();
    if before == 0 { word } else { format!("{word} {}", before + 1) }
}

fn word(element: &Node, parts: &Parts) -> Option<String> {
    let text = |key: &str| element.get(key).and_then(Node::as_str);
    match (text("in"), text("name"), text("$ref")) {
        (Some(location), Some(name), _) => Some(format!("{location}:{name}")),
        (_, _, Some(reference)) => Some(parts.stable(reference)),
        (_, _, None) => {
            // The dialect stage writes a reference with siblings as the first branch of `allOf`.
            let first = element.get("allOf").and_then(|branches| branches.elements().first())?;
            let reference = first.get("$ref").filter(|reference| reference.span == first.span)?;
            reference.as_str().map(|reference| parts.stable(reference))
        }
    }
}

/// A file as the main document would refer to it: a `#` of its name, which begins a place, and a `%` are escapes. Both are paths below
/// one folder; addresses stay as they are.
pub fn relative(main: &str, file: &str) -> String {
    let (mut from, mut to): (Vec<&str>, Vec<&str>) = (main.split('/').collect(), file.split('/').collect());
    from.pop();
    let name = to.pop().unwrap_or_default();
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = from.iter().skip(common).map(|_| "..");
    up.chain(to.iter().skip(common).copied()).chain([name]).collect::<Vec<_>>().join("/").replace('%', "%25").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_seen_from_the_main_document() {
        assert_eq!(relative("openapi.yaml", "a.yaml"), "a.yaml");
        assert_eq!(relative("api/openapi.yaml", "api/models/a.yaml"), "models/a.yaml");
        assert_eq!(relative("api/v1/openapi.yaml", "api/common/a.yaml"), "../common/a.yaml");
    }

    /// `x.yaml` may hold a definition of this name, and beside it there may be a folder of this name.
    #[test]
    fn a_place_in_one_file_is_never_one_in_another() {
        let id = |file: &str, steps: &[&str]| {
            let steps: Vec<String> = steps.iter().map(|step| (*step).to_owned()).collect();
            Part::of(&relative("openapi.yaml", file), &steps, Role::Moved, String::new()).id()
        };
        assert_ne!(id("x.yaml#/b.yaml", &["Pet"]), id("x.yaml", &["b.yaml#", "Pet"]));
        assert_ne!(id("a#b.yaml", &["Pet"]), id("a%23b.yaml", &["Pet"]));
        assert_eq!(id("a b.yaml", &["Pet"]), "a b.yaml#/Pet");
    }
}
