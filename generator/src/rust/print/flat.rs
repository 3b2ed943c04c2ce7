//! Tokens on one line, and types that fill more than one: spaced and broken as prettyplease does it.
//!
//! It knows the signs that generated declarations are made of. Everything else is `None`, and prettyplease prints that.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenTree};
use std::fmt::Write as _;

/// How wide a line is for prettyplease.
pub const WIDTH: usize = 89;

/// Words after which more than one line may follow.
const UNKNOWN: [&str; 12] =
    ["async", "await", "break", "const", "continue", "for", "let", "move", "return", "unsafe", "where", "yield"];

/// Words that no bracket closes up to.
const APART: [&str; 5] = ["as", "dyn", "impl", "mut", "ref"];

/// What stands between the last token and the next.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// Nothing.
    None,
    /// A space if the next is a word, too.
    Word,
    /// A space.
    Always,
}

/// Appends the tokens on one line; `None` where they hold what is not known, or what is never on one line.
pub fn flat(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    let mut gap = Gap::None;
    let mut rest = tokens.iter();
    while let Some(token) = rest.next() {
        gap = match token {
            TokenTree::Ident(word) => self::word(word, gap, text)?,
            TokenTree::Literal(literal) => {
                space(gap != Gap::None, text);
                write!(text, "{literal}").ok()?;
                Gap::Word
            }
            TokenTree::Group(group) => self::group(group, gap, text)?,
            TokenTree::Punct(sign) => self::sign(sign, rest.as_slice().first(), gap, text)?,
        };
        // These signs are read two at a time.
        if matches!(token, TokenTree::Punct(sign) if is_joint(sign)) {
            rest.next();
        }
    }
    Some(())
}

fn space(is_needed: bool, text: &mut String) {
    if is_needed {
        text.push(' ');
    }
}

/// Whether a sign is half of one: `::`, `->`, or the sign of a lifetime.
fn is_joint(sign: &Punct) -> bool {
    sign.spacing() == Spacing::Joint && matches!(sign.as_char(), ':' | '-' | '\'')
}

fn word(word: &Ident, gap: Gap, text: &mut String) -> Option<Gap> {
    space(gap != Gap::None, text);
    let start = text.len();
    write!(text, "{word}").ok()?;
    let word = text.get(start..)?;
    if UNKNOWN.contains(&word) && !is_heading(word, text.get(..start)?) {
        return None;
    }
    Some(if APART.contains(&word) { Gap::Always } else { Gap::Word })
}

/// Whether a word is one of the heading of an item: `const` at its beginning, `for` behind `impl`.
fn is_heading(word: &str, before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start();
    match word {
        "const" => line.is_empty() || line == "pub ",
        "for" => line.starts_with("impl "),
        _ => false,
    }
}

fn group(group: &Group, gap: Gap, text: &mut String) -> Option<Gap> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let inner = without_comma(&tokens);
    let (open, close) = match group.delimiter() {
        // A comma makes a tuple of one element.
        Delimiter::Parenthesis if gap != Gap::Word && inner.len() != tokens.len() => return None,
        Delimiter::Parenthesis => ('(', ')'),
        Delimiter::Bracket if gap == Gap::Word => return None,
        Delimiter::Bracket => ('[', ']'),
        Delimiter::Brace | Delimiter::None => return None,
    };
    space(gap == Gap::Always, text);
    text.push(open);
    flat(inner, text)?;
    text.push(close);
    Some(Gap::Word)
}

fn sign(sign: &Punct, next: Option<&TokenTree>, gap: Gap, text: &mut String) -> Option<Gap> {
    let joined = match next {
        Some(TokenTree::Punct(next)) if sign.spacing() == Spacing::Joint => Some(next.as_char()),
        _ => None,
    };
    let (before, word, after) = match (sign.as_char(), joined) {
        (':', Some(':')) if gap != Gap::Always => (false, "::", Gap::None),
        (':', None) if gap == Gap::Word => (false, ":", Gap::Always),
        (',', None) => (false, ",", Gap::Always),
        ('.', None) => (false, ".", Gap::None),
        ('=', None) => (true, "=", Gap::Always),
        ('+', None) => (true, "+", Gap::Always),
        ('-', Some('>')) => (true, "->", Gap::Always),
        ('&', None) if gap != Gap::Word => (gap == Gap::Always, "&", Gap::None),
        // `impl<T>` has no space, `impl <T as U>::V` has one.
        ('<', _) if !text.ends_with("impl") => (gap == Gap::Always, "<", Gap::None),
        ('>', _) if gap != Gap::Always => (false, ">", Gap::Word),
        ('?', _) if gap == Gap::Word => (false, "?", Gap::Word),
        ('\'', None) => {
            space(gap != Gap::None, text);
            let Some(TokenTree::Ident(name)) = next else { return None };
            write!(text, "'{name}").ok()?;
            return Some(Gap::Word);
        }
        _ => return None,
    };
    space(before, text);
    text.push_str(word);
    Some(after)
}

/// The tokens without the comma at their end.
pub fn without_comma(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [first @ .., TokenTree::Punct(sign)] if sign.as_char() == ',' => first,
        tokens => tokens,
    }
}

/// Appends a type that begins where the text ends, in a line that is indented by `indent`, with `behind` more bytes to come in it: the
/// arguments of a path have lines of their own where all of that does not fit.
pub fn ty(tokens: &[TokenTree], indent: usize, behind: usize, text: &mut String) -> Option<()> {
    let start = text.len();
    flat(tokens, text)?;
    if column(text) + behind <= WIDTH {
        return Some(());
    }
    text.truncate(start);
    let Some(open) = tokens.iter().position(|token| is_sign(token, '<')) else {
        return unbroken(tokens, text);
    };
    let close = open + 1 + closing(tokens.get(open + 1..)?)?;
    let (path, inner, rest) = (tokens.get(..open)?, tokens.get(open + 1..close)?, tokens.get(close + 1..)?);
    // What stands behind the arguments has none, and a space before it.
    if rest.iter().any(|token| is_sign(token, '<')) || rest.first().is_some_and(|token| !is_sign(token, '+')) {
        return None;
    }
    unbroken(path, text)?;
    text.push('<');
    arguments(inner, indent, text)?;
    text.push('>');
    unbroken(rest, text)
}

/// Words that cannot be broken.
fn unbroken(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    let has_group = tokens.iter().any(|token| matches!(token, TokenTree::Group(_)));
    if has_group { None } else { flat(tokens, text) }
}

fn arguments(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    lines(tokens, indent, text, ty)
}

/// Appends one thing, which more bytes follow in its line.
pub type Entry = fn(&[TokenTree], usize, usize, &mut String) -> Option<()>;

/// Appends what commas stand between, a line each. The last comma is there because of the break, and is not counted.
pub fn lines(tokens: &[TokenTree], indent: usize, text: &mut String, entry: Entry) -> Option<()> {
    let parts = parts(tokens)?;
    for (at, part) in parts.iter().enumerate() {
        line(indent + 4, text);
        entry(part, indent + 4, usize::from(at + 1 < parts.len()), text)?;
        text.push(',');
    }
    line(indent, text);
    Some(())
}

/// Begins a line.
pub fn line(indent: usize, text: &mut String) {
    text.push('\n');
    pad(indent, text);
}

/// Appends spaces.
pub fn pad(indent: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// The bytes in the last line.
pub fn column(text: &str) -> usize {
    text.len() - text.rfind('\n').map_or(0, |at| at + 1)
}

/// Whether a token is this sign.
pub fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Where the list of arguments ends whose inside begins here.
fn closing(tokens: &[TokenTree]) -> Option<usize> {
    let mut depth = 1;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '<' => depth += 1,
            TokenTree::Punct(sign) if sign.as_char() == '>' => depth -= 1,
            // The sign of `->` closes nothing.
            TokenTree::Punct(sign) if sign.as_char() == '-' => return None,
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_) => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// What commas stand between, but for those in lists of arguments.
pub fn parts(tokens: &[TokenTree]) -> Option<Vec<&[TokenTree]>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Punct(sign) = token else { continue };
        match sign.as_char() {
            '<' => depth += 1,
            '>' => depth = depth.checked_sub(1)?,
            '-' => return None,
            ',' if depth == 0 => {
                parts.push(tokens.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = tokens.get(start..)?;
    parts.extend((!last.is_empty()).then_some(last));
    Some(parts)
}
