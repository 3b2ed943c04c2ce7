//! One file while it is made: what it imports and the text blocks it holds.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use super::print::{self, Texts, ident};
use super::{Options, Place};
use crate::ir::{self, Group, TypeId};
use crate::names::{Home, Names, TagNames, reserved};

/// The crate that generated code calls.
pub const RUNTIME: &str = "letterpress_runtime";

/// How many items of a file are printed together.
const TOGETHER: usize = 48;

/// A file while it is made.
pub struct Scope<'a> {
    /// The API.
    pub api: &'a ir::Api,
    /// Its names.
    pub names: &'a Names,
    /// The run.
    pub options: &'a Options,
    place: Place,
    imports: BTreeMap<String, BTreeSet<String>>,
    needs: BTreeSet<Home>,
    texts: Texts,
}

/// The text of a file, and the files that it imports types from.
pub struct Page {
    pub text: String,
    pub needs: BTreeSet<Home>,
}

impl<'a> Scope<'a> {
    /// An empty file at a place of the module tree.
    pub fn new(api: &'a ir::Api, names: &'a Names, options: &'a Options, place: Place) -> Self {
        Self { api, names, options, place, imports: BTreeMap::new(), needs: BTreeSet::new(), texts: Texts::default() }
    }

    /// A name of the runtime's root, imported; written out with its path where the API has a type of that name.
    pub fn runtime(&mut self, name: &str) -> TokenStream {
        self.foreign(RUNTIME, name)
    }

    /// [`Scope::runtime`] as text.
    pub fn runtime_path(&mut self, name: &str) -> String {
        if self.names.is_type(name) {
            return format!("{RUNTIME}::{name}");
        }
        self.import(RUNTIME, name);
        name.to_owned()
    }

    /// A name of another crate or of a module of the runtime, like [`Scope::runtime`].
    pub fn foreign(&mut self, path: &str, name: &str) -> TokenStream {
        let short = ident(name);
        if self.names.is_type(name) {
            let path = path_tokens(path);
            return quote!(#path::#short);
        }
        self.import(path, name);
        quote!(#short)
    }

    /// A macro of the runtime, imported: no type can have its name.
    pub fn runtime_macro(&mut self, name: &str) -> String {
        self.import(RUNTIME, name);
        name.to_owned()
    }

    /// A definition, imported unless this file defines it.
    pub fn model(&mut self, id: TypeId) -> Ident {
        let names = self.names.ty(id);
        self.sibling(&names.home, &names.ident)
    }

    /// A definition as a type: by its path where what a router is made of has its name.
    pub fn model_type(&mut self, id: TypeId) -> TokenStream {
        let ident = &self.names.ty(id).ident;
        let is_hidden = reserved::GENERICS.contains(&ident.as_str()) || reserved::TRAITS.contains(&ident.as_str());
        if is_hidden && matches!(self.place, Place::ServerRoot | Place::Server(_)) {
            self.needs.insert(self.names.ty(id).home.clone());
            return path_tokens(&format!("{}::{ident}", self.path("models")));
        }
        let ident = self.model(id);
        quote!(#ident)
    }

    /// The function that checks a definition: `Address::validate`, or that of an alias.
    pub fn validator(&mut self, id: TypeId) -> TokenStream {
        let alias = matches!(self.api.types.get(id).map(|ty| &ty.shape), Some(ir::Shape::Alias(_)));
        let names = self.names.ty(id);
        if alias {
            let function = self.sibling(&names.home, &names.validator);
            return quote!(#function);
        }
        let ident = self.model(id);
        if self.names.is_type("Validate") {
            // An import without a name would be one too many where all calls stand in implementations of the trait.
            let validate = self.runtime("Validate");
            return quote!(<#ident as #validate>::validate);
        }
        self.import(RUNTIME, "Validate");
        quote!(#ident::validate)
    }

    /// A type of an operation, imported unless this file defines it.
    pub fn operation(&mut self, module: &str, name: &str) -> Ident {
        self.sibling(&Home::Operations(module.to_owned()), name)
    }

    fn sibling(&mut self, home: &Home, name: &str) -> Ident {
        self.needs.insert(home.clone());
        match (&self.place, home) {
            (Place::Models(here), Home::Models(there)) | (Place::Operations(here), Home::Operations(there)) if here == there => {}
            (Place::Models(_), Home::Models(_)) | (Place::Operations(_), Home::Operations(_)) => self.import("super", name),
            (_, Home::Models(_)) => self.import(&self.path("models"), name),
            (_, Home::Operations(_)) => self.import(&self.path("operations"), name),
        }
        ident(name)
    }

    /// The path of a module of the API as this file writes it.
    pub fn path(&self, module: &str) -> String {
        let up = match self.place {
            Place::Api => return module.to_owned(),
            Place::Security | Place::ClientRoot | Place::ServerRoot => "super",
            Place::Models(_) | Place::Operations(_) | Place::Client(_) | Place::Server(_) => "super::super",
        };
        format!("{}::{module}", self.options.module.as_deref().unwrap_or(up))
    }

    /// Imports a module of the API under its name.
    pub fn import_module(&mut self, module: &str) {
        let path = self.path(module);
        let parent = path.strip_suffix(&format!("::{module}")).unwrap_or("self").to_owned();
        self.import(&parent, module);
    }

    /// Imports a module of the runtime under its name.
    pub fn import_runtime_module(&mut self, module: &str) {
        self.import(RUNTIME, module);
    }

    /// A name of the module above, imported like [`Scope::runtime`].
    pub fn parent(&mut self, name: &str) -> TokenStream {
        self.foreign("super", name)
    }

    /// The modules of the tags that have operations, sorted.
    pub fn tag_modules(&self) -> Vec<Ident> {
        let tags = self.api.tags.iter().zip(&self.names.tags).filter(|(tag, _)| !tag.operations.is_empty());
        let modules: BTreeSet<_> = tags.map(|(_, names)| names.module.as_str()).collect();
        modules.into_iter().map(ident).collect()
    }

    /// The names of the groups that are no tags, sorted by their modules.
    pub fn groups(&self) -> Vec<&'a TagNames> {
        let tags = self.api.tags.iter().zip(&self.names.tags);
        let groups = tags.filter(|(tag, _)| tag.group != Group::Tag && !tag.operations.is_empty());
        let mut groups: Vec<_> = groups.map(|(_, names)| names).collect();
        groups.sort_by_key(|names| &names.module);
        groups
    }

    /// The imports so far of an example outside of the API, whose path is `root`.
    pub fn imports_of_models(&self, root: &str) -> String {
        let path = |path: &str| if path.contains("::") || path == RUNTIME { path.to_owned() } else { format!("{root}::{path}") };
        let names = |names: &BTreeSet<String>| match names.first() {
            Some(only) if names.len() == 1 => only.clone(),
            _ => format!("{{{}}}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
        };
        self.imports.iter().map(|(at, imported)| format!("use {}::{};\n", path(at), names(imported))).collect()
    }

    /// Imports a name from a path.
    pub fn import(&mut self, path: &str, name: &str) {
        match self.imports.get_mut(path) {
            // Most uses are not the first.
            Some(names) if names.contains(name) => {}
            Some(names) => drop(names.insert(name.to_owned())),
            None => drop(self.imports.insert(path.to_owned(), BTreeSet::from([name.to_owned()]))),
        }
    }

    /// An item that is printed as this text: a call of a macro whose body is a table.
    pub fn text(&mut self, text: String) -> TokenStream {
        self.texts.item(text)
    }

    /// A line like [`Scope::text`] that needs no blank line beside other lines.
    pub fn line(&mut self, text: String) -> TokenStream {
        self.texts.line(text)
    }

    /// The items of a file, one or several for each of `all`. A file can hold most of an API, and tokens cannot change threads, so
    /// many are printed by parts.
    pub fn items<T: Sync>(&mut self, all: &[T], print: impl Fn(&mut Self, &T) -> TokenStream + Sync) -> TokenStream {
        if all.len() <= TOGETHER {
            let items = all.iter().map(|it| print(self, it));
            return quote!(#(#items)*);
        }
        let (api, names, options, place) = (self.api, self.names, self.options, &self.place);
        let part = |part: &[T]| {
            let mut scope = Scope::new(api, names, options, place.clone());
            let items: Vec<_> = part.iter().map(|it| print(&mut scope, it)).collect();
            (print::items(quote!(#(#items)*), &scope.texts), scope.imports, scope.needs)
        };
        let parts: Vec<_> = all.par_chunks(TOGETHER).map(part).collect();
        let text = |(text, imports, needs): (String, BTreeMap<String, BTreeSet<String>>, BTreeSet<Home>)| {
            self.needs.extend(needs);
            for (path, names) in imports {
                self.imports.entry(path).or_default().extend(names);
            }
            self.texts.item(text)
        };
        let texts = parts.into_iter().map(text);
        quote!(#(#texts)*)
    }

    /// The file's text: imports, then `items`.
    pub fn finish(self, inner: &TokenStream, items: &TokenStream) -> Page {
        let mut imports: Vec<_> = self.imports.iter().map(|(path, names)| import_tokens(path, names)).collect();
        imports.sort_by_key(|tokens| tokens.to_string());
        let tokens = quote!(#inner #(#imports)* #items);
        Page { text: print::file(self.options, tokens, &self.texts), needs: self.needs }
    }
}

fn import_tokens(path: &str, names: &BTreeSet<String>) -> TokenStream {
    let path = path_tokens(path);
    let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
    match names.as_slice() {
        [only] => quote!(use #path::#only;),
        several => quote!(use #path::{#(#several),*};),
    }
}

fn path_tokens(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}
