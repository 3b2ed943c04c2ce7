//! Which parts of a crate stand behind the features of tags.
//!
//! What a file needs is what it imports, so a part is there whenever something that is there needs it, whatever made it do so.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::crate_files::FEATURES;
use crate::ir::{Api, Group};
use crate::names::{Home, Names};

/// A file of more tags than this is always there: a list of all of them tells nobody anything.
const MOST: usize = 6;

/// A file, or the client of a tag, that imports others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needing {
    /// What defines types.
    Home(Home),
    /// `client/<module>.rs`.
    Client(String),
    /// Any other file, which is always there.
    Other,
}

/// What each file needs.
pub type Needs = BTreeMap<Needing, BTreeSet<Home>>;

/// The features that files stand behind. What is not in here is always there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gates {
    homes: BTreeMap<Home, BTreeSet<String>>,
    clients: BTreeMap<String, String>,
}

/// The features of an API's tags by their modules, in the order of the modules. What has no tag is always there.
pub fn features(api: &Api, names: &Names) -> BTreeMap<String, String> {
    let tags = api.tags.iter().zip(&names.tags);
    let tags = tags.filter(|(tag, _)| tag.group == Group::Tag && !tag.name.is_empty() && !tag.operations.is_empty());
    tags.map(|(_, names)| (names.module.clone(), feature(&names.module))).collect()
}

/// No module has a dash in its name.
fn feature(module: &str) -> String {
    let module = module.trim_start_matches("r#");
    if FEATURES.contains(&module) { format!("tag-{module}") } else { module.to_owned() }
}

impl Gates {
    /// What each file stands behind, of all that it can be reached from.
    pub fn of(features: &BTreeMap<String, String>, needs: &Needs) -> Self {
        let mut homes: BTreeMap<Home, BTreeSet<String>> = BTreeMap::new();
        for (module, feature) in features {
            let roots = [Needing::Home(Home::Operations(module.clone())), Needing::Client(module.clone())];
            for home in reached(needs, roots.into_iter().collect()) {
                homes.entry(home).or_default().insert(feature.clone());
            }
        }
        // What no tag reaches is always there, as is what many reach, and all that these need.
        let is_free = |needing: &&Needing| match needing {
            Needing::Home(home) => homes.get(home).is_none_or(|features| features.len() > MOST),
            Needing::Client(module) => !features.contains_key(module),
            Needing::Other => true,
        };
        let free = reached(needs, needs.keys().filter(is_free).cloned().collect());
        homes.retain(|home, _| !free.contains(home));
        Self { homes, clients: features.clone() }
    }

    /// What stands before a file that defines types, where it is declared and exported.
    pub fn home(&self, home: &Home) -> TokenStream {
        let features: Vec<&String> = self.homes.get(home).into_iter().flatten().collect();
        match features.as_slice() {
            [] => TokenStream::new(),
            [only] => quote!(#[cfg(feature = #only)]),
            several => quote!(#[cfg(any(#(feature = #several),*))]),
        }
    }

    /// What stands before the client of a module.
    pub fn client(&self, module: &str) -> TokenStream {
        self.clients.get(module).map(|feature| quote!(#[cfg(feature = #feature)])).unwrap_or_default()
    }
}

/// All that these need, and what that needs.
fn reached(needs: &Needs, from: BTreeSet<Needing>) -> BTreeSet<Home> {
    let mut reached: BTreeSet<Home> = BTreeSet::new();
    let mut open: Vec<Needing> = from.into_iter().collect();
    while let Some(needing) = open.pop() {
        let mut next: Vec<Home> = needs.get(&needing).into_iter().flatten().cloned().collect();
        next.extend(match needing {
            Needing::Home(home) if !reached.contains(&home) => Some(home),
            Needing::Home(_) | Needing::Client(_) | Needing::Other => None,
        });
        for home in next {
            if reached.insert(home.clone()) {
                open.push(Needing::Home(home));
            }
        }
    }
    reached
}
