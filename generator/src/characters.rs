//! Characters that are obeyed instead of shown, or not shown at all: one set for everything that letterpress writes.
//!
//! A reviewer must see what a text says. Control characters steer a terminal, bidirectional marks show code in another order than a
//! compiler reads it (which rustc refuses in comments and literals), and invisible characters make two texts look alike.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is obeyed or invisible. Line breaks and tabs are, too: who keeps them says so.
///
/// Joiners (U+200C, U+200D) are not: words of several languages, and many pictures, are written with them. What chooses among the shapes
/// of the character before is, but not where [`hidden`] finds it behind one that has several.
pub fn is_hidden(c: char) -> bool {
    // Nearly all text is ASCII.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            // Fillers and marks without a shape of their own.
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}' | '\u{1d159}'
            // The direction of writing.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // A space without width, line and paragraph separators.
            | '\u{200b}' | '\u{2028}' | '\u{2029}'
            // Word joiner, invisible operators, deprecated formats, byte-order mark, annotations and what stands for an object, controls of
            // scripts, tags.
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
            // Selectors of shapes: behind most characters they change nothing, so any number of them says something that nobody sees.
            | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}'
            // No characters at all.
            | '\u{fffe}' | '\u{ffff}')
}

/// The characters of a text that are obeyed or invisible, with where they stand, in bytes: those of [`is_hidden`] but selectors behind
/// what has the shapes that they choose from.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|it| is_hidden(it.1) && !is_shape(text, *it))
}

/// Whether a character chooses a shape that the character before has: the first one behind a picture, which is shown in colours or as a
/// sign, behind the sign of a key, or behind a letter of Mongolian.
pub(crate) fn is_shape(text: &str, (at, c): (usize, char)) -> bool {
    let before = || text.get(..at).and_then(|text| text.chars().next_back());
    let key = || text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with('\u{20e3}'));
    match c {
        '\u{fe0e}' | '\u{fe0f}' => before().is_some_and(|it| is_picture(it) || matches!(it, '0'..='9' | '#' | '*') && key()),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(before(), Some('\u{1820}'..='\u{18aa}')),
        _ => false,
    }
}

/// Whether a character is among signs and pictures (by blocks of Unicode, with the single ones that stand among letters and punctuation).
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}'
        | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character has no shape of its own (Unicode's `Default_Ignorable_Code_Point`): two names that differ in it look alike. The
/// joiners are, and what chooses among the shapes of the character before.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Text of several lines for a comment: every break is `\n`, a tab is four spaces, other hidden characters are left out.
pub fn plain(text: &str) -> String {
    // Nearly all text is.
    if !text.contains(is_hidden_in_line) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\t', "    ");
    let is_shown = |it: &(usize, char)| it.1 == '\n' || !is_hidden(it.1) || is_shape(&text, *it);
    text.char_indices().filter(is_shown).map(|(_, c)| c).collect()
}

/// Text for a terminal or a log: hidden characters are shown, lines stay, and no [command](commands) is left, such as `##[`, which
/// the log of a build obeys anywhere in a line.
pub fn visible(text: &str) -> Cow<'_, str> {
    let shown = replaced(text, is_hidden_in_line, |c, text| {
        text.push(match c {
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        });
    });
    with_escapes(shown, SHOWN_SIGN)
}

/// What stands for the second sign of a command where people read it.
pub const SHOWN_SIGN: &str = "\\u{23}";

/// Where the second sign of each command stands, in bytes: runners of GitHub Actions (`##[add-path]`), Azure Pipelines (`##vso[..]`) and
/// TeamCity (`##teamcity[..]`) obey those wherever they find them in what a step prints. Characters without a shape in between count as
/// nothing, since some programs drop them.
pub fn commands(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let sign = |before: &str| before.trim_end_matches(is_ignorable).strip_suffix('#').map(str::len);
    let word = |c: char| c.is_ascii_alphabetic() || is_ignorable(c);
    text.match_indices('[').filter_map(move |(at, _)| {
        let second = sign(text.get(..at)?.trim_end_matches(word))?;
        sign(text.get(..second)?).map(|_| second)
    })
}

/// The text with `escape` for the second sign of each command.
fn with_escapes<'a>(text: Cow<'a, str>, escape: &str) -> Cow<'a, str> {
    let places: Vec<usize> = commands(&text).collect();
    if places.is_empty() {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + places.len() * escape.len());
    let mut position = 0;
    for at in places {
        escaped.push_str(text.get(position..at).unwrap_or_default());
        escaped.push_str(escape);
        position = at + 1;
    }
    escaped.push_str(text.get(position..).unwrap_or_default());
    Cow::Owned(escaped)
}

/// [`visible`] in one line. What goes to a terminal or a log beside other words is: a log of GitHub Actions obeys each line that begins
/// with `::`, behind spaces, too.
///
/// What is a line of its own, such as one of a file, is [`whole_line`].
pub fn one_line(text: &str) -> Cow<'_, str> {
    match text.contains('\n') {
        true => Cow::Owned(visible(text).replace('\n', "\u{240a}")),
        false => visible(text),
    }
}

/// [`visible`] for a line with nothing of ours before it: one that begins with `::`, behind spaces, begins with an escape.
pub fn whole_line(text: &str) -> Cow<'_, str> {
    let shown = one_line(text);
    let spaces = shown.len() - shown.trim_start().len();
    match shown.split_at_checked(spaces) {
        Some((spaces, rest)) if rest.starts_with("::") => {
            Cow::Owned(format!("{spaces}\\u{{3a}}{}", rest.strip_prefix(':').unwrap_or_default()))
        }
        Some(_) | None => shown,
    }
}

/// A name in a comment of any language: one line without hidden characters and without the end of a comment, and never the same for
/// two names. What cannot stand there, and the backslash, is written as Rust would: `\u{202e}`.
pub fn escaped(name: &str) -> Cow<'_, str> {
    replaced(name, |c| is_hidden(c) || matches!(c, '\\' | '>'), |c, text| text.extend(c.escape_unicode()))
}

/// Written Rust with the hidden characters of its literals as escapes: it means the same. In comments and names there are none.
pub fn rust(written: String) -> String {
    match replaced(&written, is_hidden_in_line, |c, text| text.extend(c.escape_unicode())) {
        Cow::Borrowed(_) => written,
        Cow::Owned(text) => text,
    }
}

/// Written JSON with hidden characters, and commands to a log as [`visible`] shows them, as escapes (RFC 8259, section 7): it reads as the
/// same value. Line breaks, which can only stand between values, stay; a `#` only stands in strings.
pub fn json(written: String) -> String {
    let escape = |c: char, text: &mut String| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(text, "\\u{unit:04x}");
        }
    };
    match with_escapes(replaced(&written, is_hidden_in_line, escape), "\\u0023") {
        Cow::Borrowed(_) => written,
        Cow::Owned(text) => text,
    }
}

fn is_hidden_in_line(c: char) -> bool {
    c != '\n' && is_hidden(c)
}

/// The text with other characters for some.
fn replaced(text: &str, is_replaced: fn(char) -> bool, replace: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut new = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match is_replaced(c) && !is_shape(text, (at, c)) {
            true => replace(c, &mut new),
            false => new.push(c),
        }
    }
    Cow::Owned(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIDDEN: &str = "\0\u{1b}\u{7f}\u{9b}\u{ad}\u{61c}\u{200b}\u{200e}\u{202a}\u{202e}\u{2028}\u{2060}\u{2066}\u{2069}\u{feff}\u{fffb}\u{13430}\u{1bca0}\u{e0041}";

    #[test]
    fn what_is_obeyed_or_invisible_is_hidden() {
        assert!(HIDDEN.chars().all(is_hidden));
        let shown = "aZ0 ~\u{a0}\u{e9}\u{301}\u{5d0}\u{627}\u{200c}\u{200d}\u{3000}\u{6f22}\u{fffd}\u{1f600}\u{10ffff}";
        assert!(!shown.chars().any(is_hidden));
    }

    /// Pictures in colours or as signs, keys, letters of Mongolian.
    const SHAPES: &str = "\u{2764}\u{fe0f} \u{26a0}\u{fe0e} \u{1f3f3}\u{fe0f}\u{200d}\u{1f308} 1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3} \u{1820}\u{180b}";

    #[test]
    fn a_selector_is_shown_behind_what_has_shapes_and_nowhere_else() {
        assert_eq!(hidden(SHAPES).count(), 0);
        let said = "a\u{fe00}b\u{fe0f} 1\u{fe0f} \u{2764}\u{fe0f}\u{fe0f} \u{2764}\u{fe01} \u{6f22}\u{e0100} a\u{180b}\u{fe0f}";
        let selectors = said.char_indices().filter(|(_, c)| is_ignorable(*c)).skip_while(|(at, _)| *at == 0);
        assert_eq!(hidden(said).collect::<Vec<_>>(), selectors.filter(|(at, _)| *at != 17).collect::<Vec<_>>());
        assert_eq!(plain(said), "ab 1 \u{2764}\u{fe0f} \u{2764} \u{6f22} a");
        assert_eq!(visible("a\u{fe0f}"), "a\u{fffd}");
        assert_eq!(escaped("a\u{fe0f}"), r"a\u{fe0f}");
        assert_eq!(json("\"a\u{fe0f}\"".to_owned()), r#""a\ufe0f""#);
        assert_eq!((plain(SHAPES).as_str(), &*visible(SHAPES), &*escaped(SHAPES)), (SHAPES, SHAPES, SHAPES));
        assert_eq!(json(format!("\"{SHAPES}\"")), format!("\"{SHAPES}\""));
    }

    #[test]
    fn a_comment_holds_none_of_them() {
        assert_eq!(plain(&format!("a{HIDDEN}b\r\nc\rd\u{2029}\te")), "a\nb\nc\nd\n    e");
    }

    #[test]
    fn two_names_are_never_one() {
        assert_eq!(escaped("specs/caf\u{e9}/a b.yaml"), "specs/caf\u{e9}/a b.yaml");
        assert_eq!(escaped("a\u{202e}b\n-->.yaml"), r"a\u{202e}b\u{a}--\u{3e}.yaml");
        assert_ne!(escaped("\u{202e}"), escaped(r"\u{202e}"));
    }

    #[test]
    fn rust_says_the_same_without_them() {
        let written = rust(format!("const A: &str = \"{}\";\n", "\u{202e}\u{3164}\u{e0041}"));
        assert_eq!(written, "const A: &str = \"\\u{202e}\\u{3164}\\u{e0041}\";\n");
    }

    #[test]
    fn json_says_the_same_without_them() {
        let value = serde_json::json!({ HIDDEN: ["\u{1d173}\n\t\"\\"], "a": 1 });
        let written = json(format!("{value:#}"));
        assert!(!written.contains(|c| c != '\n' && is_hidden(c)), "{written:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).ok(), Some(value));
    }

    #[test]
    fn a_terminal_shows_them() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}\nb"), "a\u{241b}[31m\u{fffd}\nb");
        assert_eq!(one_line("a\nb"), "a\u{240a}b");
    }

    #[test]
    fn no_log_obeys_them() {
        assert_eq!(visible("a ##[error]b ###[c] # #[d] #[e]"), "a #\\u{23}[error]b ##\\u{23}[c] # #[d] #[e]");
        assert_eq!(
            visible("##vso[task.a]##teamcity[b] ##\u{200d}vso[c] ##\u{fe0f}vso[d]"),
            "#\\u{23}vso[task.a]#\\u{23}teamcity[b] #\\u{23}\u{200d}vso[c] ##\u{fffd}vso[d]"
        );
        assert_eq!(visible("## a[b] ##1[c] ##a(d)[e]"), "## a[b] ##1[c] ##a(d)[e]");
        assert_eq!(visible("#\u{200d}#\u{200d}[a]"), "#\u{200d}\\u{23}\u{200d}[a]");
        assert_eq!(whole_line(" \u{a0}::error::a ::b"), " \u{a0}\\u{3a}:error::a ::b");
        assert_eq!(whole_line("+::error::a"), "+::error::a");
        let value = serde_json::json!({ "##[a": ["###[b]", "\\##[c", "##vso[d", []], "##": [1] });
        let written = json(format!("{value:#}"));
        assert!(!written.contains("##[") && !written.contains("##vso["), "{written}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).ok(), Some(value));
    }
}
