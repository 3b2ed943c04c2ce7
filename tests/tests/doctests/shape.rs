//! What stands in a file of Rust, without the names, texts and comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Words that are no names.
const WORDS: &[&str] = &[
    "as", "async", "await", "const", "crate", "dyn", "else", "enum", "extern", "fn", "for", "if", "impl", "in", "let", "loop",
    "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait", "type",
    "unsafe", "use", "where", "while", "true", "false",
];

/// A file.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its items, each as the tokens that it is made of, with `i` for a name and `l` for a literal; sorted.
    pub items: Vec<String>,
    /// Its literals that are texts.
    pub texts: Vec<String>,
}

/// The shape of a file; `None` if it is no Rust.
pub fn shape(text: &str) -> Option<Shape> {
    syn::parse_file(text).ok()?;
    let mut texts = Vec::new();
    let mut items = vec![String::new()];
    for token in kept(text.parse().ok()?) {
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';')
            || matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        // Braces in the middle of a `use` end no item, but what follows is as good as one.
        written(token, items.last_mut()?, &mut texts);
        if ends {
            items.push(String::new());
        }
    }
    items.sort();
    Some(Shape { items, texts })
}

/// The tokens without comments, which are attributes here, and without what is said to lints about names.
fn kept(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token
            && group.delimiter() == Delimiter::Bracket
            && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc" || name == "allow")
        {
            while matches!(kept.last(), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '#' | '!')) {
                kept.pop();
            }
            continue;
        }
        kept.push(token);
    }
    kept
}

fn written(token: TokenTree, item: &mut String, texts: &mut Vec<String>) {
    match token {
        TokenTree::Ident(name) => {
            let name = name.to_string();
            item.push_str(if WORDS.contains(&name.as_str()) { &name } else { "i" });
            item.push(' ');
        }
        // The arm before had braces, and a comma, too.
        TokenTree::Punct(punct) if punct.as_char() == ',' && item.ends_with(',') => {}
        TokenTree::Punct(punct) => {
            // Only arguments in several lines have a comma at their end.
            if punct.as_char() == '>' && item.ends_with(',') {
                item.pop();
            }
            item.push(punct.as_char());
        }
        // Whether an arm or a closure has braces is a question of the width of its line.
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && (item.ends_with("=>") || item.ends_with('|')) => {
            let comma = if item.ends_with("=>") { "," } else { "" };
            kept(group.stream()).into_iter().for_each(|token| written(token, item, texts));
            item.push_str(comma);
        }
        TokenTree::Literal(literal) => {
            item.push_str("l ");
            if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                texts.push(text.value());
            }
        }
        TokenTree::Group(group) => {
            let (opens, closes) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            item.push_str(opens);
            kept(group.stream()).into_iter().for_each(|token| written(token, item, texts));
            // Only a group in several lines has a comma at its end.
            if item.ends_with(',') {
                item.pop();
            }
            item.push_str(closes);
        }
    }
}
