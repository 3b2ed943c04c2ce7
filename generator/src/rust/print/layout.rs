//! Items as text, as prettyplease lays them out, without a syntax tree in between.
//!
//! Nearly all that is generated is declarations that fit on their lines. What does not, or is of another shape, is `None`, and
//! prettyplease prints that alone. The tests of this crate print every item in both ways.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use std::fmt::Write as _;

use super::flat::{Entry, WIDTH, column, flat, is_sign, line, lines, pad, parts, ty, without_comma};
use super::items::{Kind, Piece};

/// Appends an item that holds no items, with its line break.
pub fn item(piece: &Piece, indent: usize, text: &mut String) -> Option<()> {
    if piece.kind != Kind::Inner {
        attributes(piece.head(), indent, text)?;
        pad(indent, text);
    }
    match piece.kind {
        Kind::Inner => inner(piece.head(), text)?,
        Kind::Use => import(piece.rest(), text)?,
        Kind::Mod | Kind::Const => statement(piece.rest(), text)?,
        Kind::Type => alias(piece.rest(), indent, text)?,
        Kind::Struct => structure(piece.rest(), indent, text)?,
        Kind::Enum => body(piece.rest(), indent, text, variant)?,
        Kind::Fn => function(piece.rest(), indent, text)?,
        Kind::Impl | Kind::Trait | Kind::Unknown => return None,
    }
    text.push('\n');
    Some(())
}

/// Appends the line that an implementation or a trait begins with, without its end, and gives the tokens inside.
pub fn opening(piece: &Piece, text: &mut String) -> Option<TokenStream> {
    attributes(piece.head(), 0, text)?;
    let [heading @ .., TokenTree::Group(group)] = piece.rest() else { return None };
    words(heading, text)?;
    (column(text) + " {".len() <= WIDTH).then(|| group.stream())
}

/// Words of one line, which would be broken if they were longer.
fn words(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    flat(tokens, text)?;
    (column(text) <= WIDTH).then_some(())
}

fn attributes(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    for token in tokens {
        let TokenTree::Group(group) = token else { continue };
        pad(indent, text);
        attribute(group, text)?;
        text.push('\n');
    }
    Some(())
}

fn attribute(group: &Group, text: &mut String) -> Option<()> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    if let Some(comment) = comment(&tokens) {
        let comment = comment?;
        // A line that begins with such a sign would be a plain comment.
        if comment.starts_with('/') {
            return None;
        }
        text.push_str("///");
        text.push_str(comment.trim_end_matches(' '));
        return Some(());
    }
    text.push_str("#[");
    words(&tokens, text)?;
    text.push(']');
    // What an attribute is given is not text that could be broken.
    (column(text) <= WIDTH && !text.ends_with("\"]")).then_some(())
}

fn inner(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    let Some(TokenTree::Group(group)) = tokens.last() else { return None };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let comment = comment(&tokens)??;
    text.push_str("//!");
    text.push_str(comment.trim_end_matches(' '));
    Some(())
}

/// The text of an attribute that is documentation, if it is one line.
fn comment(tokens: &[TokenTree]) -> Option<Option<String>> {
    match tokens {
        [TokenTree::Ident(word), sign, TokenTree::Literal(literal)] if word == "doc" && is_sign(sign, '=') => {
            Some(value(literal).filter(|value| !value.contains('\n')))
        }
        _ => None,
    }
}

/// The value of a string. Most have nothing that is written otherwise.
fn value(literal: &Literal) -> Option<String> {
    let mut written = literal.to_string();
    let plain = written.strip_prefix('r').unwrap_or(&written);
    let inside = plain.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    if inside.is_some_and(|text| !text.contains(['\\', '"'])) {
        written.pop();
        written.drain(..written.find('"')? + 1);
        return Some(written);
    }
    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) { Some(text.value()) } else { None }
}

/// Tokens up to a semicolon.
fn statement(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    statement_of(tokens.split_last()?.1, text)
}

fn alias(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    let tokens = tokens.split_last()?.1;
    let (heading, ty) = tokens.split_at_checked(tokens.iter().position(|token| is_sign(token, '='))? + 1)?;
    // What stands behind the name may be broken as well.
    if heading.iter().any(|token| is_sign(token, '<') || is_sign(token, ':')) {
        return statement_of(tokens, text);
    }
    flat(heading, text)?;
    text.push(' ');
    self::ty(ty, indent, 1, text)?;
    text.push(';');
    Some(())
}

/// The same of what stands before the semicolon.
fn statement_of(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    words(tokens, text)?;
    text.push(';');
    (column(text) <= WIDTH).then_some(())
}

/// An import; names in braces fill lines where they do not fit.
fn import(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    let tokens = tokens.split_last()?.1;
    let Some((TokenTree::Group(group), path)) = tokens.split_last() else {
        return statement_of(tokens, text);
    };
    flat(path, text)?;
    let names: Vec<TokenTree> = group.stream().into_iter().collect();
    let names: Vec<String> = parts(&names)?.into_iter().map(name).collect::<Option<_>>()?;
    // Prettyplease takes the braces away from one name.
    let [_, _, ..] = names.as_slice() else { return None };
    let start = text.len();
    write!(text, "{{{}}};", names.join(", ")).ok()?;
    if column(text) > WIDTH {
        text.truncate(start);
        text.push('{');
        filled(&names, text);
        text.push_str("};");
    }
    Some(())
}

fn name(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(name)] => Some(name.to_string()),
        _ => None,
    }
}

fn filled(names: &[String], text: &mut String) {
    line(4, text);
    for (at, name) in names.iter().enumerate() {
        let comma = usize::from(at + 1 < names.len());
        if at > 0 {
            match column(text) + 1 + name.len() + comma > WIDTH {
                true => line(4, text),
                false => text.push(' '),
            }
        }
        text.push_str(name);
        text.push(',');
    }
    text.push('\n');
}

fn structure(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    match tokens.last()? {
        TokenTree::Punct(_) => statement(tokens, text),
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => body(tokens, indent, text, field),
    }
}

/// A heading, and in braces lines that end with commas.
fn body(tokens: &[TokenTree], indent: usize, text: &mut String, entry: Entry) -> Option<()> {
    let [heading @ .., TokenTree::Group(group)] = tokens else { return None };
    words(heading, text)?;
    text.push_str(" {");
    entries(group, indent, 1, text, entry)?;
    text.push('}');
    Some(())
}

/// Lines with their attributes. `last` is how much of the comma behind the last one counts.
fn entries(group: &Group, indent: usize, last: usize, text: &mut String, entry: Entry) -> Option<()> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let parts = parts(&tokens)?;
    if parts.is_empty() {
        return Some(());
    }
    text.push('\n');
    for (at, part) in parts.iter().enumerate() {
        let (head, rest) = part.split_at_checked(attributes_of(part))?;
        attributes(head, indent + 4, text)?;
        pad(indent + 4, text);
        entry(rest, indent + 4, if at + 1 < parts.len() { 1 } else { last }, text)?;
        text.push_str(",\n");
    }
    pad(indent, text);
    Some(())
}

/// How many tokens are attributes: a sign and a group each.
fn attributes_of(tokens: &[TokenTree]) -> usize {
    tokens.chunks(2).take_while(|pair| pair.first().is_some_and(|first| is_sign(first, '#'))).count() * 2
}

fn field(tokens: &[TokenTree], indent: usize, behind: usize, text: &mut String) -> Option<()> {
    let (name, ty) = tokens.split_at_checked(tokens.iter().position(|token| is_sign(token, ':'))? + 1)?;
    flat(name, text)?;
    text.push(' ');
    self::ty(ty, indent, behind, text)
}

fn variant(tokens: &[TokenTree], indent: usize, behind: usize, text: &mut String) -> Option<()> {
    match tokens {
        [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            let is_documented = group.stream().into_iter().next().is_some_and(|first| is_sign(&first, '#'));
            write!(text, "{name} {{").ok()?;
            // Without a comment it might stand on one line.
            entries(group, indent, 0, text, field).filter(|()| is_documented)?;
            text.push('}');
            Some(())
        }
        tokens => {
            words(tokens, text)?;
            (column(text) + behind <= WIDTH).then_some(())
        }
    }
}

fn function(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let name = tokens.iter().position(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))? + 2;
    let (heading, rest) = tokens.split_at_checked(name)?;
    let [list @ TokenTree::Group(group), result @ .., end] = rest else { return None };
    if !is_list(list) {
        return None;
    }
    let behind = match end {
        TokenTree::Group(_) => " {".len(),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => ";".len(),
    };
    flat(heading, text)?;
    arguments(group, (result, behind), indent, text)?;
    returned(result, indent, behind, text)?;
    if let TokenTree::Group(body) = end { block(body, indent, text) } else { is_sign(end, ';').then(|| text.push(';')) }
}

/// The type behind an arrow, if there is one.
fn returned(tokens: &[TokenTree], indent: usize, behind: usize, text: &mut String) -> Option<()> {
    let Some((arrow, ty)) = tokens.split_at_checked(2) else { return tokens.is_empty().then_some(()) };
    flat(arrow, text)?;
    text.push(' ');
    self::ty(ty, indent, behind, text)
}

/// The arguments: on the line of the name if all that follows fits there, too, otherwise a line each.
fn arguments(group: &Group, (result, behind): (&[TokenTree], usize), indent: usize, text: &mut String) -> Option<()> {
    text.push('(');
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let start = text.len();
    flat(without_comma(&tokens), text)?;
    let end = text.len();
    text.push(')');
    flat(result, text)?;
    let fits = tokens.is_empty() || column(text) + behind <= WIDTH;
    text.truncate(if fits { end } else { start });
    if !fits {
        lines(&tokens, indent, text, argument)?;
    }
    text.push(')');
    Some(())
}

fn argument(tokens: &[TokenTree], indent: usize, behind: usize, text: &mut String) -> Option<()> {
    if tokens.iter().any(|token| is_sign(token, ':')) { field(tokens, indent, behind, text) } else { words(tokens, text) }
}

/// A body of one expression that fits on a line, or of one struct.
fn block(group: &Group, indent: usize, text: &mut String) -> Option<()> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    if tokens.is_empty() {
        text.push_str(" {}");
        return Some(());
    }
    text.push_str(" {");
    line(indent + 4, text);
    match tokens.as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(fields)] if fields.delimiter() == Delimiter::Brace => {
            write!(text, "{name} {{").ok()?;
            literal(fields, indent + 4, text)?;
            text.push('}');
        }
        tokens => words(tokens, text)?,
    }
    line(indent, text);
    text.push('}');
    Some(())
}

/// The most bytes of a struct up to its brace that stand on one line.
const STRUCT: usize = 34;

fn literal(fields: &Group, indent: usize, text: &mut String) -> Option<()> {
    let tokens: Vec<TokenTree> = fields.stream().into_iter().collect();
    if tokens.is_empty() {
        return Some(());
    }
    let start = text.len();
    text.push(' ');
    flat(without_comma(&tokens), text)?;
    text.push(' ');
    if column(text) - indent <= STRUCT && column(text) <= WIDTH {
        return Some(());
    }
    text.truncate(start);
    lines(&tokens, indent, text, |field, _, behind, text| {
        words(field, text)?;
        (column(text) + behind <= WIDTH).then_some(())
    })
}
