//! Tokens as text. Declarations that are plain are laid out at once ([`layout`]), prettyplease prints what is not; markers stand for what
//! neither can print.

mod flat;
mod items;
mod layout;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, Parser};
use syn::{ImplItem, Item, TraitItem};

use super::Options;
use crate::characters;
use items::{Kind, Piece};

/// What a constant is called that stands for something else until the text is there.
const BLANK: &str = "LETTERPRESS_BLANK";
const TEXT: &str = "LETTERPRESS_TEXT_";
const LINE: &str = "LETTERPRESS_LINE_";

/// Blocks of text that take part in a file as they are.
#[derive(Debug, Default)]
pub struct Texts(Vec<String>);

impl Texts {
    /// An item that `text` will replace, indented as the item stands.
    pub fn item(&mut self, text: String) -> TokenStream {
        self.marker(TEXT, text)
    }

    /// An item like [`Texts::item`] that needs no blank line beside other lines.
    pub fn line(&mut self, text: String) -> TokenStream {
        self.marker(LINE, text)
    }

    /// The text that an item stands for.
    fn of(&self, piece: &Piece) -> Option<&str> {
        let name = piece.private_constant()?;
        let number = name.strip_prefix(TEXT).or_else(|| name.strip_prefix(LINE))?;
        self.0.get(number.parse::<usize>().ok()?).map(String::as_str)
    }

    fn marker(&mut self, prefix: &str, text: String) -> TokenStream {
        let marker = format_ident!("{prefix}{}", self.0.len());
        self.0.push(text);
        quote!(const #marker: () = ();)
    }
}

/// A file of text: two header lines, then the items with blank lines between them.
///
/// Items that syn does not take (which the tests exclude) are a bug of the generator: an error that says so stands in their place,
/// so that the file cannot compile.
pub fn file(options: &Options, tokens: TokenStream, texts: &Texts) -> String {
    let mut text = format!("{}\n", header(options, "//"));
    push_items(&mut text, tokens, texts);
    characters::rust(text)
}

/// Items with blank lines between them, as a part of a file.
pub fn items(tokens: TokenStream, texts: &Texts) -> String {
    let mut text = String::new();
    push_items(&mut text, tokens, texts);
    text
}

fn push_items(text: &mut String, tokens: TokenStream, texts: &Texts) {
    match items::pieces(tokens.clone()) {
        Some(pieces) => pieces_with_blanks(&pieces, texts, text),
        None => push_parsed(text, tokens, texts),
    }
}

fn pieces_with_blanks(pieces: &[Piece], texts: &Texts, text: &mut String) {
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let together = before.is_some_and(|before| group(before).is_some() && group(before) == group(piece));
        if before.is_some() && !together {
            text.push('\n');
        }
        push_piece(piece, texts, text);
        before = Some(piece);
    }
}

fn push_piece(piece: &Piece, texts: &Texts, text: &mut String) {
    if let Some(block) = texts.of(piece) {
        return block.lines().for_each(|line| push_indented(text, "", line));
    }
    let start = text.len();
    let has_members = matches!(piece.kind, Kind::Impl | Kind::Trait);
    let laid_out = if has_members { push_members(piece, texts, text) } else { layout::item(piece, 0, text) };
    let parsed = |text: &mut String| push_parsed(text, piece.tokens.iter().cloned().collect(), texts);
    if laid_out.is_none() {
        text.truncate(start);
        parsed(text);
    }
    #[cfg(test)]
    if piece.kind != Kind::Inner {
        let mut other = String::new();
        parsed(&mut other);
        assert_eq!(text.get(start..), Some(other.as_str()));
    }
}

/// An implementation or a trait. Its members are laid out one by one.
fn push_members(piece: &Piece, texts: &Texts, text: &mut String) -> Option<()> {
    let members = items::pieces(layout::opening(piece, text)?)?;
    text.push_str(" {");
    text.push_str(if members.is_empty() { "" } else { "\n" });
    let mut before: Option<bool> = None;
    for member in &members {
        let is_line = is_line(piece.kind, member);
        if before.is_some_and(|before| !(before && is_line)) {
            text.push('\n');
        }
        before = Some(is_line);
        if let Some(block) = texts.of(member) {
            block.lines().for_each(|line| push_indented(text, "    ", line));
            continue;
        }
        let start = text.len();
        if layout::item(member, 4, text).is_none() {
            text.truncate(start);
            push_member(piece.kind, member, text)?;
        }
    }
    text.push_str("}\n");
    Some(())
}

/// Whether a member needs no blank line beside another one like it.
fn is_line(of: Kind, member: &Piece) -> bool {
    let is_plain = member.attributes == 0 && !(of == Kind::Impl && member.restricted);
    let is_block = || member.private_constant().is_some_and(|name| name.starts_with(TEXT));
    is_plain && matches!(member.kind, Kind::Const | Kind::Type) && !is_block()
}

/// A member as prettyplease prints it in a block of its own.
fn push_member(of: Kind, member: &Piece, text: &mut String) -> Option<()> {
    let tokens = member.tokens.iter();
    let block = if of == Kind::Trait { quote!(trait X { #(#tokens)* }) } else { quote!(impl X { #(#tokens)* }) };
    let printed = prettyplease::unparse(&syn::parse2::<syn::File>(block).ok()?);
    let lines = printed.split_once('\n').and_then(|(_, rest)| rest.strip_suffix("}\n"))?;
    text.push_str(lines);
    Some(())
}

/// Items as prettyplease prints them.
fn push_parsed(text: &mut String, tokens: TokenStream, texts: &Texts) {
    let body = match syn::parse2::<syn::File>(tokens) {
        Ok(parsed) => prettyplease::unparse(&spaced(parsed)),
        Err(error) => unprintable(&error),
    };
    for line in body.lines() {
        push_line(text, line, texts);
    }
}

fn unprintable(error: &syn::Error) -> String {
    let message = literal(&format!("letterpress made code that is no Rust, which is a bug of letterpress: {error}"));
    format!("compile_error!({message});")
}

/// The two header lines behind a comment sign.
pub fn header(options: &Options, comment: &str) -> String {
    header_between(options, comment, "")
}

/// The two header lines as comments of HTML.
pub fn html_header(options: &Options) -> String {
    header_between(options, "<!--", " -->")
}

fn header_between(options: &Options, start: &str, end: &str) -> String {
    let (source, command) = (characters::escaped(&options.source), characters::escaped(&options.command));
    format!(
        "{start} Generated by letterpress from {source}.{end}\n{start} Do not edit: change the spec and run `{command}`.{end}\n"
    )
}

/// The lines above the entries of `names.lock`, which people do edit.
pub fn lock_header(options: &Options) -> String {
    let (source, command) = (characters::escaped(&options.source), characters::escaped(&options.command));
    format!(
        "# Generated by letterpress from {source}.
# Each line keeps a Rust name for what had it first, so that no newcomer takes it. Commit this file.
# To rename something, change its name here and run `{command}`.
"
    )
}

/// An expression as text of several lines if need be, indented as at the beginning of a line.
pub fn expression(tokens: &TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(quote!(const X: () = #tokens;)) else {
        return tokens.to_string();
    };
    let text = prettyplease::unparse(&file);
    let text = text.trim().trim_start_matches("const X: () =").trim_end_matches(';');
    text.trim().to_owned()
}

/// A path as text.
pub fn path_text(tokens: &TokenStream) -> String {
    let words = tokens.to_string();
    words.split(" as ").map(|path| path.replace(' ', "")).collect::<Vec<_>>().join(" as ")
}

/// A type as text of one line.
pub fn type_text(tokens: &TokenStream) -> String {
    let mut text = String::new();
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    // Prettyplease breaks what is longer.
    if flat::flat(&all, &mut text).is_some() && text.len() < TYPE {
        return text;
    }
    let Ok(file) = syn::parse2::<syn::File>(quote!(type X = #tokens;)) else {
        return tokens.to_string();
    };
    let text = prettyplease::unparse(&file);
    text.trim().trim_start_matches("type X = ").trim_end_matches(';').to_owned()
}

/// The longest type that stands on one line whatever it is.
const TYPE: usize = 70;

/// A Rust string literal, with hidden characters as escapes.
pub fn literal(text: &str) -> String {
    characters::rust(format!("{text:?}"))
}

/// A raw string literal where the text has signs that a plain one would escape, unless it would need more signs around it than
/// rustc takes.
pub fn raw(text: &str) -> String {
    if !text.contains(['\\', '"']) || characters::hidden(text).next().is_some() {
        return literal(text);
    }
    let behind = |quote: &str| quote.chars().take_while(|c| *c == '#').count() + 1;
    let signs = text.split('"').skip(1).map(behind).max().unwrap_or(0);
    if signs > MOST_SIGNS {
        return literal(text);
    }
    let signs = "#".repeat(signs);
    format!("r{signs}\"{text}\"{signs}")
}

/// The most `#` that may stand around a raw string (Rust reference, "Raw string literals").
const MOST_SIGNS: usize = 255;

/// A name, made longer until it is not taken.
pub fn free(name: &str, longer: impl Fn(&str) -> String, taken: impl Fn(&str) -> bool) -> String {
    std::iter::successors(Some(name.to_owned()), |name| Some(longer(name))).find(|name| !taken(name)).unwrap_or_default()
}

/// An identifier of a name, raw if the name is. What is no identifier becomes `_`, which does not compile as a name.
pub fn ident(name: &str) -> Ident {
    let is_plain = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    // Reading a name as Rust is dear, and most are plain.
    match is_plain(name) {
        true => Ident::new(name, Span::call_site()),
        false => Ident::parse_any.parse_str(name).unwrap_or_else(|_| Ident::new("_", Span::call_site())),
    }
}

fn push_line(text: &mut String, line: &str, texts: &Texts) {
    let content = line.trim_start();
    let indent = line.get(..line.len() - content.len()).unwrap_or("");
    let marker = content.strip_prefix("const ").and_then(|rest| rest.strip_suffix(": () = ();"));
    if marker == Some(BLANK) {
        return text.push('\n');
    }
    let number = marker
        .and_then(|name| name.strip_prefix(TEXT).or_else(|| name.strip_prefix(LINE)))
        .and_then(|number| number.parse::<usize>().ok());
    match number.and_then(|number| texts.0.get(number)) {
        Some(block) => block.lines().for_each(|line| push_indented(text, indent, line)),
        None => push_indented(text, "", line),
    }
}

fn push_indented(text: &mut String, indent: &str, line: &str) {
    if !line.is_empty() {
        text.push_str(indent);
        text.push_str(line);
    }
    text.push('\n');
}

/// The file with markers where blank lines belong.
fn spaced(mut file: syn::File) -> syn::File {
    let mut items = Vec::with_capacity(file.items.len() * 2);
    for mut item in std::mem::take(&mut file.items) {
        space_members(&mut item);
        if !items.is_empty() {
            items.extend(blank::<Item>());
        }
        items.push(item);
    }
    file.items = items;
    file
}

/// Items that stand together without blank lines: imports, modules, exports, what is said of the file.
fn group(piece: &Piece) -> Option<&'static str> {
    let public = piece.is_public();
    match piece.kind {
        Kind::Inner => Some("file"),
        Kind::Use => Some(if public { "exports" } else { "imports" }),
        Kind::Mod if !piece.is_documented() => Some(if public { "public modules" } else { "modules" }),
        Kind::Mod
        | Kind::Const
        | Kind::Type
        | Kind::Struct
        | Kind::Enum
        | Kind::Impl
        | Kind::Trait
        | Kind::Fn
        | Kind::Unknown => None,
    }
}

fn space_members(item: &mut Item) {
    if let Item::Impl(block) = item {
        let members = std::mem::take(&mut block.items);
        block.items = interleave::<ImplItem>(members, |member| {
            matches!(member, ImplItem::Const(it) if it.attrs.is_empty() && is_private(&it.vis) && !is_text(&it.ident))
                || matches!(member, ImplItem::Type(it) if it.attrs.is_empty() && is_private(&it.vis))
        });
    } else if let Item::Trait(definition) = item {
        let members = std::mem::take(&mut definition.items);
        definition.items = interleave::<TraitItem>(members, |member| {
            matches!(member, TraitItem::Const(it) if it.attrs.is_empty() && !is_text(&it.ident))
                || matches!(member, TraitItem::Type(it) if it.attrs.is_empty())
        });
    }
}

fn interleave<T: Parse>(members: Vec<T>, is_line: fn(&T) -> bool) -> Vec<T> {
    let mut spaced: Vec<T> = Vec::with_capacity(members.len() * 2);
    let mut last_was_line = None;
    for member in members {
        let line = is_line(&member);
        if last_was_line.is_some_and(|last| !(last && line)) {
            spaced.extend(blank::<T>());
        }
        last_was_line = Some(line);
        spaced.push(member);
    }
    spaced
}

fn is_private(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Inherited)
}

/// Whether a constant stands for text that is an item.
fn is_text(constant: &Ident) -> bool {
    constant.to_string().starts_with(TEXT)
}

fn blank<T: Parse>() -> Option<T> {
    let blank = Ident::new(BLANK, Span::call_site());
    syn::parse2(quote!(const #blank: () = ();)).ok()
}

#[cfg(test)]
mod tests;
