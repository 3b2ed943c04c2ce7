//! A stream of tokens as items: where each begins and ends, and what stands between them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What an item is, as far as the layout depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Its keyword has not come yet.
    #[default]
    Unknown,
    /// `#![...]`.
    Inner,
    /// `use`.
    Use,
    /// `mod`.
    Mod,
    /// `const`.
    Const,
    /// `type`.
    Type,
    /// `struct`.
    Struct,
    /// `enum`.
    Enum,
    /// `impl`.
    Impl,
    /// `trait`.
    Trait,
    /// `fn`.
    Fn,
}

/// An item, or a member of one.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// All of it.
    pub tokens: Vec<TokenTree>,
    /// How many of these are attributes.
    pub attributes: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether any word says who sees it.
    pub restricted: bool,
    is_done: bool,
}

/// The items of a stream; `None` if there is one of an unknown kind.
pub fn pieces(stream: TokenStream) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut piece = Piece::default();
    for token in stream {
        piece.push(token)?;
        if piece.is_done {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    piece.tokens.is_empty().then_some(pieces)
}

impl Piece {
    /// What follows the attributes.
    pub fn rest(&self) -> &[TokenTree] {
        self.tokens.get(self.attributes..).unwrap_or_default()
    }

    /// The attributes.
    pub fn head(&self) -> &[TokenTree] {
        self.tokens.get(..self.attributes).unwrap_or_default()
    }

    /// Whether it begins with `pub` without a place.
    pub fn is_public(&self) -> bool {
        let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "pub");
        match self.rest() {
            [first, second, ..] => is_pub(first) && !matches!(second, TokenTree::Group(_)),
            [_] | [] => false,
        }
    }

    /// The name of a constant that nobody else sees.
    pub fn private_constant(&self) -> Option<String> {
        match self.rest() {
            [_, TokenTree::Ident(name), ..] if self.kind == Kind::Const && !self.restricted => Some(name.to_string()),
            _ => None,
        }
    }

    /// Whether documentation is among the attributes.
    pub fn is_documented(&self) -> bool {
        let is_doc = |token: &TokenTree| match token {
            TokenTree::Group(group) => {
                matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        self.head().iter().any(is_doc)
    }

    fn push(&mut self, token: TokenTree) -> Option<()> {
        match (&token, self.kind) {
            (TokenTree::Punct(sign), Kind::Unknown) => match sign.as_char() {
                '#' | '!' if !self.restricted => {}
                _ => return None,
            },
            (TokenTree::Group(group), Kind::Unknown) => match group.delimiter() {
                Delimiter::Bracket if !self.restricted => self.attribute(),
                Delimiter::Parenthesis if self.restricted => {}
                Delimiter::Parenthesis | Delimiter::Bracket | Delimiter::Brace | Delimiter::None => return None,
            },
            (TokenTree::Ident(word), Kind::Unknown) if word == "pub" => self.restricted = true,
            (TokenTree::Ident(word), Kind::Unknown) => self.kind = kind(&word.to_string())?,
            (TokenTree::Ident(word), Kind::Const) if word == "fn" => self.kind = Kind::Fn,
            (TokenTree::Punct(sign), _) if sign.as_char() == ';' => self.is_done = true,
            (TokenTree::Group(group), Kind::Struct | Kind::Enum | Kind::Impl | Kind::Trait | Kind::Fn) => {
                self.is_done = group.delimiter() == Delimiter::Brace;
            }
            (TokenTree::Group(group), Kind::Mod) if group.delimiter() == Delimiter::Brace => return None,
            _ => {}
        }
        self.tokens.push(token);
        Some(())
    }

    /// An attribute ends with the next token.
    fn attribute(&mut self) {
        self.attributes = self.tokens.len() + 1;
        let is_inner = matches!(self.tokens.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '!');
        if is_inner {
            (self.kind, self.is_done) = (Kind::Inner, true);
        }
    }
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "use" => Kind::Use,
        "mod" => Kind::Mod,
        "const" => Kind::Const,
        "type" => Kind::Type,
        "struct" => Kind::Struct,
        "enum" => Kind::Enum,
        "impl" => Kind::Impl,
        "trait" => Kind::Trait,
        "fn" => Kind::Fn,
        _ => return None,
    })
}
