//! What rustdoc reads in a text: the text is parsed as every rustdoc that we know of parses it.
//!
//! rustdoc looks for tests in the events of pulldown-cmark, and shows them as HTML. What it looks for tests in was read without
//! extensions until they were switched on as for HTML (`main_body_opts` of rustdoc), which changes what is code: below a
//! footnote, in a table. The rustdoc of Rust 1.95 holds pulldown-cmark 0.11.3; a later one will hold a later one. So there are
//! several readings of each text, and what is to be true must be true in each.

use std::panic::catch_unwind;

/// What one parser found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The info string and the contents of each code block; that of indented code is empty.
    pub code: Vec<(String, String)>,
    /// Raw HTML, piece by piece.
    pub html: Vec<String>,
    /// Where links and images lead, definitions of links, used or not, and what stands in brackets without a definition: rustdoc
    /// looks for what is behind each. Without names of the generated code, see [`super::Line::item`].
    pub links: Vec<String>,
    /// How many paragraphs, headings, lists, items and other blocks there are.
    pub blocks: usize,
    /// Whether the only block is a paragraph.
    pub is_paragraph: bool,
    /// The text or inline code that comes last, and how many blocks it stands in.
    pub last: (String, usize),
}

/// All readings of a text; `None` if a parser did not survive it, as rustdoc would not.
pub fn readings(text: &str) -> Option<Vec<Reading>> {
    let readings = || {
        let all = [
            of_rustdoc::read(text, of_rustdoc::bare()),
            of_rustdoc::read(text, of_rustdoc::extended()),
            latest::read(text, latest::bare()),
            latest::read(text, latest::extended()),
        ];
        all.to_vec()
    };
    catch_unwind(readings).ok()
}

/// Whether a label is one of [`super::Line::item`]; those of descriptions are escaped.
fn is_item(label: &str) -> bool {
    let ident = label.strip_prefix('`').and_then(|label| label.strip_suffix('`'));
    ident.is_some_and(|ident| ident.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '#')))
}

macro_rules! parser {
    ($name:ident, $library:ident) => {
        mod $name {
            use $library::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

            use std::cell::RefCell;

            use super::{Reading, is_item};

            pub fn bare() -> Options {
                Options::empty()
            }

            /// `main_body_opts` of rustdoc.
            pub fn extended() -> Options {
                Options::ENABLE_TABLES
                    | Options::ENABLE_FOOTNOTES
                    | Options::ENABLE_STRIKETHROUGH
                    | Options::ENABLE_TASKLISTS
                    | Options::ENABLE_SMART_PUNCTUATION
            }

            pub fn read(text: &str, options: Options) -> Reading {
                let mut reading = Reading { is_paragraph: true, ..Reading::default() };
                let mut depth = 0;
                let mut in_code = false;
                let undefined = RefCell::new(Vec::new());
                let note = |link: BrokenLink<'_>| {
                    undefined.borrow_mut().push(link.reference.to_string());
                    None
                };
                let parser = Parser::new_with_broken_link_callback(text, options, Some(note));
                // Without extensions, a footnote is read as the definition of a link, which it is nowhere.
                let definitions = parser.reference_definitions().iter().filter(|(label, _)| !label.starts_with('^'));
                reading.links.extend(definitions.map(|(_, definition)| definition.dest.to_string()));
                for event in TextMergeStream::new(parser) {
                    if let Event::Start(tag) = event {
                        in_code = matches!(tag, Tag::CodeBlock(_));
                        if start(&mut reading, tag) {
                            depth += 1;
                        }
                    } else if let Event::End(tag) = event {
                        in_code = false;
                        depth -= usize::from(!is_inline(&tag));
                    } else if let Event::Text(text) | Event::Code(text) = event {
                        match reading.code.last_mut().filter(|_| in_code) {
                            Some((_, code)) => code.push_str(&text),
                            None => reading.last = (text.into_string(), depth),
                        }
                    } else if let Event::Html(html) | Event::InlineHtml(html) = event {
                        reading.html.push(html.into_string());
                    } else if let Event::Rule = event {
                        reading.blocks += 1;
                        reading.is_paragraph = false;
                    }
                }
                // Without extensions, boxes of lists of tasks and footnotes look like that, but nobody looks for links there.
                if !options.is_empty() {
                    reading.links.extend(undefined.into_inner().into_iter().filter(|label| !is_item(label)));
                }
                reading.is_paragraph &= reading.blocks == 1;
                reading
            }

            /// Whether a block begins.
            fn start(reading: &mut Reading, tag: Tag<'_>) -> bool {
                if is_inline(&tag.to_end()) {
                    if let Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } = tag {
                        reading.links.push(dest_url.into_string());
                    }
                    return false;
                }
                reading.blocks += 1;
                reading.is_paragraph &= matches!(tag, Tag::Paragraph);
                if let Tag::CodeBlock(kind) = tag {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => info.into_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    reading.code.push((info, String::new()));
                }
                true
            }

            fn is_inline(tag: &TagEnd) -> bool {
                matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
            }
        }
    };
}

parser!(of_rustdoc, pulldown_cmark_of_rustdoc);
parser!(latest, pulldown_cmark);

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<Vec<String>> {
        let readings = readings(text).unwrap_or_default();
        readings.into_iter().map(|reading| reading.code.into_iter().map(|(info, _)| info).collect()).collect()
    }

    #[test]
    fn code_is_found_wherever_a_parser_finds_it() {
        for text in ["```\na", "> 1.     a", "- [ ] x\n\n      a", "~~~ rust\na\n~~~"] {
            assert!(code(text).iter().all(|found| found.len() == 1), "{text}");
        }
        let below_a_footnote = code("[^1]: a\n\n      b");
        assert!(below_a_footnote.iter().any(Vec::is_empty) && below_a_footnote.iter().any(|found| !found.is_empty()));
    }

    #[test]
    fn a_definition_of_a_link_leads_somewhere() {
        let links = |text: &str| readings(text).unwrap_or_default().into_iter().map(|reading| reading.links).collect::<Vec<_>>();
        assert!(links("a\n\n- [b]: String").iter().all(|found| found == &["String"]));
        assert!(links("[^b]: String").iter().all(Vec::is_empty));
        assert!(links("[a]").iter().any(|found| found == &["a"]));
        assert!(links("[`A`]").iter().all(Vec::is_empty));
    }

    #[test]
    fn a_paragraph_is_told_from_other_blocks() {
        let paragraph = |text: &str| readings(text).unwrap_or_default().iter().all(|reading| reading.is_paragraph);
        assert!(paragraph("a *b* `c` [d](https://e.example)"));
        for text in ["", "# a", "- a", "1) a", "a\n\nb", "***", "[a]: b", "    a", "<div>", "> a", "a\n==="] {
            assert!(!paragraph(text), "{text}");
        }
    }
}
