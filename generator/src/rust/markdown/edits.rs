//! Edits of markdown by rules, so that honest text reads as it was written: code blocks become `text`, tags and brackets are escaped,
//! bare addresses become links. Whether the rules caught everything is not asked here.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

/// One line.
pub fn line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    edit(&edit(&edit(&edit(text, html_edits), span_edits), link_edits), text_edits)
}

/// Lines with their breaks kept.
pub fn block(text: &str) -> String {
    if is_plain(text) {
        return text.trim_matches('\n').lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    }
    let text = edit(text, html_edits);
    let text = edit(&text, code_edits);
    let text = edit(&text, definition_edits);
    let text = edit(&text, link_edits);
    let text = edit(&text, text_edits);
    closed(text.trim_matches('\n').lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
}

/// Whether no rule can find anything: there is no sign that one would put something before, no code and no address. Most text is
/// like that, and need not be parsed once for each rule.
fn is_plain(text: &str) -> bool {
    super::may_hold_no_code(text) && !text.contains(['[', ']', '<', '`']) && !text.contains("http")
}

/// With a backslash before these signs, wherever they stand without one.
pub fn escaped(text: &str, signs: &[char]) -> String {
    let mut escaped = text.to_owned();
    let mut places: Vec<_> = escapes(text, &(0..text.len()), signs).into_iter().map(|(range, _)| range.start).collect();
    places.sort_unstable();
    places.into_iter().rev().for_each(|at| escaped.insert(at, '\\'));
    escaped
}

/// A replacement of a range of the text.
type Edit = (Range<usize>, String);

/// The text with its edits made; one that overlaps an earlier one is left out.
fn edit(text: &str, edits: fn(&str) -> Vec<Edit>) -> String {
    let mut edits = edits(text);
    edits.sort_by_key(|(range, _)| range.start);
    let mut edited = String::with_capacity(text.len() + edits.len());
    let mut position = 0;
    for (range, replacement) in edits {
        if range.start >= position {
            edited.push_str(text.get(position..range.start).unwrap_or(""));
            edited.push_str(&replacement);
            position = range.end;
        }
    }
    edited.push_str(text.get(position..).unwrap_or(""));
    edited
}

/// The dialect that rustdoc reads.
const DIALECT: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// The events of that dialect.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    TextMergeWithOffset::new(Parser::new_ext(text, DIALECT).into_offset_iter())
}

/// Tags are shown, not obeyed.
fn html_edits(text: &str) -> Vec<Edit> {
    let html = events(text).filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    html.flat_map(|(_, range)| positions(text, range, '<')).map(|at| (at..at + 1, "\\<".to_owned())).collect()
}

/// Inline code in three backticks or more, in fewer.
fn span_edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (event, range) in events(text) {
        if let Event::Code(code) = event
            && text.get(range.clone()).is_some_and(|code| code.starts_with("```"))
        {
            edits.push((range, super::Line::code(code.trim()).as_str().to_owned()));
        }
    }
    edits
}

/// Code is `text`: nothing that rustdoc would compile and run.
fn code_edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut containers = 0_usize;
    for (event, range) in events(text) {
        if let Event::Start(Tag::Item | Tag::FootnoteDefinition(_)) = event {
            containers += 1;
        } else if let Event::End(TagEnd::Item | TagEnd::FootnoteDefinition) = event {
            containers = containers.saturating_sub(1);
        } else if let Event::Start(Tag::CodeBlock(kind)) = event {
            match kind {
                CodeBlockKind::Fenced(_) => edits.extend(fence_edit(text, range)),
                CodeBlockKind::Indented => edits.push(indented_edit(text, range, containers)),
            }
        }
    }
    edits
}

/// The words behind an opening fence.
fn fence_edit(text: &str, range: Range<usize>) -> Option<Edit> {
    let line = text.get(range.clone())?.lines().next()?;
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let fence = line.chars().take_while(|c| *c == sign).count();
    Some((range.start + fence..range.start + line.len(), "text".to_owned()))
}

/// Indented code in a fence of its own, as deep as what it stands in; in a quotation, where that cannot be, as a paragraph.
fn indented_edit(text: &str, range: Range<usize>, containers: usize) -> Edit {
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let block = text.get(start..range.end).unwrap_or("").trim_end_matches('\n');
    let end = start + block.len();
    let margin = |line: &str| line.len() - line.trim_start().len();
    let plain = text.get(start..range.start).is_none_or(|before| before.trim().is_empty());
    if !plain {
        return (start..end, block.lines().map(quoted).collect::<Vec<_>>().join("\n"));
    }
    let least = block.lines().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or(0);
    let outer = if containers == 0 { String::new() } else { " ".repeat(least.saturating_sub(4)) };
    let inside = |line: &str| format!("{outer}{}", line.get(least..).unwrap_or(""));
    let lines: Vec<_> = block.lines().map(inside).collect();
    (start..end, format!("{outer}```text\n{}\n{outer}```", lines.join("\n")))
}

/// A line with one space between the signs it begins with and its text.
fn quoted(line: &str) -> String {
    let signs = line.len() - line.trim_start_matches([' ', '>', '-', '*', '+']).len();
    let (signs, text) = line.split_at_checked(signs).unwrap_or(("", line));
    format!("{} {text}", signs.trim_end()).trim().to_owned()
}

/// Definitions of links that lead elsewhere are words: rustdoc looks for an item behind each, used or not.
fn definition_edits(text: &str) -> Vec<Edit> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(text, DIALECT);
    let elsewhere = parser.reference_definitions().iter().filter(|(_, definition)| !is_address(&definition.dest));
    elsewhere.flat_map(|(_, definition)| escapes(text, &definition.span, &['[', ']', '<'])).collect()
}

/// Links that lead elsewhere are words. Addresses in them count from then on.
fn link_edits(text: &str) -> Vec<Edit> {
    if !text.contains(['[', '<']) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for (event, range) in events(text) {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && !is_address(&dest_url)
        {
            edits.extend(escapes(text, &range, &['[', ']', '<']));
        }
    }
    edits
}

/// Brackets, tags, backticks without a partner, and addresses in running text.
fn text_edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let (mut code, mut link) = (0..0, 0..0);
    for (event, range) in events(text) {
        if let Event::Start(Tag::CodeBlock(_)) = event {
            code = range;
        } else if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
            if !is_address(&dest_url) {
                edits.extend(escapes(text, &range, &['[', ']', '<']));
            }
            link = range;
        } else if matches!(event, Event::Text(_)) && !code.contains(&range.start) {
            if !link.contains(&range.start) {
                edits.extend(addresses(text, range.clone()));
            }
            edits.extend(escapes(text, &range, &['[', ']', '<', '`']));
        }
    }
    edits
}

/// Whether a link leads to an address that anyone would expect: one with a host (RFC 9110, section 4.2), or that of a mailbox. rustdoc takes what holds no `/` for the name of an item, unless there is
/// a sign in it that no path has (`should_ignore_link` of rustdoc), and reports a second `#`.
pub fn is_address(url: &str) -> bool {
    let is_mail = |rest: &str| is_mailbox(rest) && rest.contains('.') && !rest.contains(['#', '`']);
    after_scheme(url).is_some_and(has_host) || url.strip_prefix("mailto:").is_some_and(is_mail)
}

fn after_scheme(url: &str) -> Option<&str> {
    ["http://", "https://"].iter().find_map(|scheme| url.strip_prefix(scheme))
}

/// Whether what stands behind the scheme begins with a host: a name of any script, a number or a variable, or an address in brackets.
fn has_host(rest: &str) -> bool {
    let authority =
        rest.split(|c| ends_address(c) && c != '[' && c != ']' || matches!(c, '/' | '?' | '#')).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host.strip_prefix('[') {
        Some(literal) => literal.split(']').next().is_some_and(|literal| literal.contains(char::is_alphanumeric)),
        None => host.split(':').next().is_some_and(|name| name.contains(char::is_alphanumeric)),
    }
}

/// Whether somebody stands behind `mailto:` (RFC 6068, section 2).
fn is_mailbox(rest: &str) -> bool {
    let to = rest.split('?').next().unwrap_or_default();
    to.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains(char::is_alphanumeric))
}

fn escapes(text: &str, range: &Range<usize>, signs: &[char]) -> Vec<Edit> {
    let found = signs.iter().flat_map(|sign| positions(text, range.clone(), *sign).into_iter().map(move |at| (at, sign)));
    found.map(|(at, sign)| (at..at + 1, format!("\\{sign}"))).collect()
}

/// Where `sign` stands in the range without a backslash before it.
fn positions(text: &str, range: Range<usize>, sign: char) -> Vec<usize> {
    let inside = text.get(range.clone()).unwrap_or("");
    inside.match_indices(sign).map(|(at, _)| range.start + at).filter(|at| !is_escaped(text, *at)).collect()
}

/// Whether a sign at this place would have a backslash before it that is none of its own.
fn is_escaped(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1)
}

/// Bare addresses as links.
fn addresses(text: &str, range: Range<usize>) -> Vec<Edit> {
    let inside = text.get(range.clone()).unwrap_or("");
    let mut edits = Vec::new();
    let mut position = 0;
    while let Some(found) = next_address(inside, position) {
        let address = inside.get(found.clone()).unwrap_or("");
        position = found.end.max(position + 1);
        let (start, end) = (range.start + found.start, range.start + found.end);
        // A backslash before a letter is one; before `<`, it would be a sign of markdown.
        let before = if is_escaped(text, start) { "\\" } else { "" };
        edits.push((start..end, format!("{before}<{address}>")));
    }
    edits
}

fn next_address(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    // One sign that both schemes share: a search for each would read all of the text again for the one that is not there.
    let starts =
        |at: usize| rest.get(at..).and_then(after_scheme).is_some_and(|after| !after.starts_with('[') && has_host(after));
    let start = rest.match_indices("http").map(|(at, _)| at).find(|at| starts(*at))?;
    let rest = rest.get(start..)?;
    let length = rest.find(ends_address).unwrap_or(rest.len());
    let address = rest.get(..length)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    Some(from + start..from + start + address.len())
}

/// Whether a bare address goes no further than to before this sign.
fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '[' | '\\')
}

/// The text with an open fence closed, so that what follows is no code.
fn closed(text: String) -> String {
    const PROBE: &str = "letterpress probe";
    let probe = format!("{text}\n\n{PROBE}");
    let is_open = |(event, range): &(Event<'_>, Range<usize>)| {
        matches!(event, Event::Start(Tag::CodeBlock(_))) && range.end > text.len() + 1
    };
    let Some((_, range)) = events(&probe).find(is_open) else {
        return text;
    };
    let fence: String = text.get(range.start..).unwrap_or("").chars().take_while(|c| matches!(c, '`' | '~')).collect();
    format!("{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_as_it_is() {
        let text = "A *pet*, with `code[0]` and a\nsecond line.\n\n- one\n- two\n\n[A link](https://example.com).";
        assert_eq!(block(text), text);
    }

    #[test]
    fn brackets_tags_and_addresses_are_no_links_and_no_html() {
        assert_eq!(block("See [Missing] and Vec<T>."), "See \\[Missing\\] and Vec\\<T>.");
        assert_eq!(block("a \\[b\\] c"), "a \\[b\\] c");
        assert_eq!(block("<script>x</script>"), "\\<script>x\\</script>");
        assert_eq!(block("See https://example.com/a_b?c=d."), "See <https://example.com/a_b?c=d>.");
        assert_eq!(block("<https://example.com>"), "<https://example.com>");
        assert_eq!(block("[here](./other.md)"), "\\[here\\](./other.md)");
        for edited in [block, line] {
            assert_eq!(edited("[a]({https://a.b/c_d})"), "\\[a\\]({<https://a.b/c_d}>)");
            assert_eq!(edited("[a](b \"https://a.b\")"), "\\[a\\](b \"<https://a.b>\")");
        }
        assert_eq!(block("\\https://a.b \\\\https://a.b"), "\\\\<https://a.b> \\\\<https://a.b>");
    }

    #[test]
    fn rustdoc_is_shown_no_name_of_an_item() {
        assert_eq!(block("See [a][b].\n\n[b]: String"), "See \\[a\\]\\[b\\].\n\n\\[b\\]: String");
        assert_eq!(block("> [b]: <String>"), "> \\[b\\]: \\<String>");
        assert_eq!(block("[a][b]\n\n[b]: https://a.b"), "[a][b]\n\n[b]: https://a.b");
        assert_eq!(block("[a](mailto:struct@String)"), "\\[a\\](mailto:struct@String)");
        assert_eq!(block("[a](mailto:a@b.c#1#2)"), "\\[a\\](mailto:a@b.c#1#2)");
        assert_eq!(block("[a](mailto:a@b.c)"), "[a](mailto:a@b.c)");
    }

    #[test]
    fn an_address_without_a_host_is_text() {
        for address in
            ["https://", "http:///x", "https://?a=b", "http://:80/", "https://@/a", "https://...", "http://-/", "https://#a"]
        {
            for edited in [block, line] {
                assert_eq!(edited(&format!("See {address} here")), format!("See {address} here"));
                assert_eq!(edited(&format!("See [it]({address}) here")), format!("See \\[it\\]({address}) here"));
                assert_eq!(edited(&format!("See <{address}> here")), format!("See \\<{address}> here"));
            }
        }
        for address in ["mailto:", "mailto:?subject=a.b", "mailto:@a.b", "mailto:a.b"] {
            assert_eq!(block(&format!("[it]({address})")), format!("\\[it\\]({address})"));
        }
        for address in
            ["https://a", "http://a@b:1/c", "https://[::1]:2/", "https://\u{e9}.x", "https://{host}/a", "mailto:a@b.c?subject=d"]
        {
            assert_eq!(block(&format!("[it]({address})")), format!("[it]({address})"));
        }
        assert_eq!(block("http:///http://a.b http://http:///a"), "http:///<http://a.b> <http://http:///a>");
        assert_eq!(block("http://[::1]/a"), "http://\\[::1\\]/a");
        assert_eq!(block("[it]: https:///a\n\n[it]"), "\\[it\\]: https:///a\n\n\\[it\\]");
    }

    #[test]
    fn each_of_many_addresses_is_a_link() {
        assert_eq!(block("http, http://a.b https://a.b http:// https"), "http, <http://a.b> <https://a.b> http:// https");
        // The end of this test is not in sight if each address costs a look at all that follow.
        for scheme in ["http", "https"] {
            assert_eq!(block(&format!("{scheme}://a.b ").repeat(100_000)), format!("<{scheme}://a.b> ").repeat(100_000).trim());
            let hostless = format!("{scheme}:///").repeat(100_000);
            assert_eq!(block(&hostless), hostless);
        }
    }

    #[test]
    fn code_never_runs() {
        assert_eq!(block("```\npanic!()\n```"), "```text\npanic!()\n```");
        assert_eq!(block("~~~rust,should_panic\nx\n~~~"), "~~~text\nx\n~~~");
        assert_eq!(block("Say:\n\n    panic!()\n      inner\n\nDone."), "Say:\n\n```text\npanic!()\n  inner\n```\n\nDone.");
        assert_eq!(block("```rust\nno end"), "```text\nno end\n```");
    }

    #[test]
    fn a_quotation_holds_no_code_either() {
        assert_eq!(block("> quote\n>\n>     panic!()\n>       more"), "> quote\n>\n> panic!()\n> more");
        assert_eq!(block("-     panic!()"), "- panic!()");
    }
}
