//! Types as code writes them, as far as one goes through them.

use proc_macro2::TokenTree;

use super::tokens::name;

/// How many types stand in one another at most.
const DEPTH: usize = 64;

/// The crate of the runtime.
const RUNTIME: &str = "letterpress_runtime";

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Type {
    /// The last step of its path.
    pub name: String,
    /// What stands between `<` and `>`.
    pub inside: Vec<Type>,
    /// Whether it is one of the runtime, as its path says where the API has a type of this name.
    pub is_runtime: bool,
}

impl Type {
    /// A type without parameters.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), inside: Vec::new(), is_runtime: false }
    }

    /// Reads a path; `None` for anything else, and for one that goes too deep.
    pub fn read(tokens: &[TokenTree]) -> Option<Self> {
        let mut open: Vec<Self> = Vec::new();
        let mut ended: Option<Self> = None;
        for token in tokens {
            match token {
                TokenTree::Ident(step) => {
                    let is_runtime = ended.is_some_and(|before| before.name == RUNTIME);
                    ended = Some(Self { is_runtime, ..Self::named(&name(step)) });
                }
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

    /// What code goes through to what it holds, by how many steps at least and at most: a list is one, what need not be there one or none, and
    /// what has the fields of what it holds none.
    pub fn step(&self) -> Option<([usize; 2], &Self)> {
        let steps = match self.name.as_str() {
            "Vec" => [1, 1],
            "Option" => [0, 1],
            "Box" | "WithExtra" => [0, 0],
            _ => return None,
        };
        Some((steps, self.inside.first()?))
    }
}
