//! Tokens of generated code: its tables, taken apart into rows and texts.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The rows of a table, or the fields of a type: commas between `<` and `>` part none.
pub fn split(rows: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut all, mut row, mut angles) = (Vec::new(), Vec::new(), 0_usize);
    for token in rows {
        if is_sign(&token, ',') && angles == 0 {
            all.push(std::mem::take(&mut row));
            continue;
        }
        let is_arrow = row.last().is_some_and(|last| is_sign(last, '=') || is_sign(last, '-'));
        if is_sign(&token, '<') {
            angles += 1;
        } else if is_sign(&token, '>') && !is_arrow {
            angles = angles.saturating_sub(1);
        }
        row.push(token);
    }
    all.push(row);
    all.retain(|row| !row.is_empty());
    all
}

/// What stands between brackets.
pub fn groups(tokens: TokenStream) -> Vec<Group> {
    let group = |token| if let TokenTree::Group(group) = token { Some(group) } else { None };
    tokens.into_iter().filter_map(group).collect()
}

/// What a list holds, as it is written.
pub fn listed(told: &[TokenTree]) -> String {
    told.last().map(|list| format!(" {list}")).unwrap_or_default()
}

/// The first string literal, also one between brackets.
pub fn first_text(tokens: &[TokenTree]) -> Option<String> {
    let inner = |group: &Group| {
        group.stream().into_iter().find_map(|token| if let TokenTree::Literal(it) = token { text(&it) } else { None })
    };
    tokens.iter().find_map(|token| match token {
        TokenTree::Literal(literal) => text(literal),
        TokenTree::Group(group) => inner(group),
        TokenTree::Ident(_) | TokenTree::Punct(_) => None,
    })
}

pub fn text(literal: &proc_macro2::Literal) -> Option<String> {
    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) { Some(text.value()) } else { None }
}

pub fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

/// A name without the `r#` of one that Rust keeps for itself.
pub fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// What stands before the next semicolon, and what comes behind it.
pub fn until_end(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let end = tokens.iter().position(|token| is_sign(token, ';')).unwrap_or(tokens.len());
    (tokens.get(..end).unwrap_or_default(), tokens.get(end..).unwrap_or_default())
}

/// A row without attributes, comments and `pub`.
pub fn plain(mut row: &[TokenTree]) -> &[TokenTree] {
    loop {
        row = match row {
            [TokenTree::Punct(sign), TokenTree::Group(_), rest @ ..] if sign.as_char() == '#' => rest,
            [TokenTree::Ident(word), rest @ ..] if *word == "pub" => rest,
            row => return row,
        }
    }
}
