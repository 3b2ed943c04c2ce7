//! Types as code writes them, as far as one goes through them.

use proc_macro2::TokenTree;

use super::code::name;

/// How many types stand in one another at most.
const DEPTH: usize = 64;

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The last step of its path.
    pub name: String,
    /// What stands between `<` and `>`.
    pub inside: Vec<Type>,
}

impl Type {
    /// A type without parameters.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), inside: Vec::new() }
    }

    /// Reads a path; `None` for anything else, and for one that goes too deep.
    pub fn read(tokens: &[TokenTree]) -> Option<Self> {
        let mut open: Vec<Self> = Vec::new();
        let mut ended: Option<Self> = None;
        for token in tokens {
            match token {
                TokenTree::Ident(step) => ended = Some(Self { name: name(step), inside: Vec::new() }),
                TokenTree::Punct(sign) => match sign.as_char() {
                    ':' => {}
                    '<' if open.len() < DEPTH => open.push(ended.take()?),
                    ',' => open.last_mut()?.inside.extend(ended.take()),
                    '>' => {
                        let mut of = open.pop()?;
                        of.inside.extend(ended.take());
                        ended = Some(of);
                    }
                    _ => return None,
                },
                TokenTree::Group(_) | TokenTree::Literal(_) => return None,
            }
        }
        ended.filter(|_| open.is_empty())
    }

    /// What a list holds.
    pub fn items(&self) -> Option<&Self> {
        self.inside.first().filter(|_| self.name == "Vec")
    }

    /// What an `Option` or a `Box` holds, and a `WithExtra`, which has the fields of that.
    pub fn held(&self) -> Option<&Self> {
        let is_held = matches!(self.name.as_str(), "Option" | "Box" | "WithExtra");
        self.inside.first().filter(|_| is_held)
    }
}
