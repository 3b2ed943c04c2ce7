//! Which component of the main document is one thing with the part of another file that it refers to.
//!
//! A component that is a reference to a part, and nothing else, needs no type of its own: it is the part. Where both have had
//! names already, both keep them: then the component is another name of the part.

use std::collections::BTreeMap;

use super::escape;
use super::lock::{Aspect, Key, Lock, Place};

/// What a lock knows of parts and of what refers to them.
#[derive(Debug)]
pub struct Namesakes<'l> {
    lock: &'l Lock,
    /// The components that were one with a part, by their section and the part.
    refers: BTreeMap<(String, String), String>,
}

impl<'l> Namesakes<'l> {
    /// Those of a lock.
    pub fn of(lock: &'l Lock) -> Self {
        let lines = lock.iter().filter(|(key, _)| key.aspect == Aspect::Refers);
        let refers = lines.filter_map(|(key, entry)| {
            let (section, component) = component(key)?;
            Some(((section.to_owned(), entry.name.clone()), component))
        });
        Self { lock, refers: refers.collect() }
    }

    /// The component that was one with a part.
    pub fn former(&self, section: &str, part: &str) -> Option<&str> {
        self.refers.get(&(section.to_owned(), escape::step(part))).map(String::as_str)
    }

    /// The component that is one with a part, of those that refer to it, in their order; `None` if all of them are only other
    /// names of it.
    pub fn choose<'k>(&self, section: &str, part: &str, components: &[&'k str]) -> Option<&'k str> {
        let place = |name: &str| Place::of(&[section, name]);
        let find = |wanted: &dyn Fn(&str) -> bool| components.iter().copied().find(|component| wanted(component));
        let newcomer = || find(&|component| !self.lock.knows(&place(component)));
        match self.former(section, part) {
            Some(former) => find(&|component| component == former).or_else(newcomer),
            None if self.lock.knows(&place(part)) => newcomer(),
            None => find(&|component| self.lock.holds(&place(component))).or_else(|| components.first().copied()),
        }
    }
}

/// The component that a line is about: its section and its key in the main document.
pub fn component(key: &Key) -> Option<(&str, String)> {
    let mut steps = key.place.steps();
    Some((steps.next()?, escape::plain(steps.next()?)?))
}
