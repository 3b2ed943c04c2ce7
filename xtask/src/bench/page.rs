//! BENCHMARKS.md: a section for each kind of measurement, written by itself.

use camino::Utf8Path;

/// The page, beside README.md.
const PAGE: &str = "BENCHMARKS.md";

const HEAD: &str = "# Benchmarks

Written by `cargo xtask bench`; each section says by which command, when and on which machine.
";

/// A section of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// The command that writes it.
    pub command: String,
    /// Where and when it was measured.
    pub machine: String,
    /// What was measured and how, then tables.
    pub body: String,
}

impl Section {
    /// The section as Markdown.
    pub fn text(&self) -> String {
        format!("## {}\n\n`{}`: {}.\n\n{}\n", self.title, self.command, self.machine, self.body.trim_end())
    }
}

/// A table of Markdown.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let under = vec!["---".to_owned(); head.len()];
    [line(&head), line(&under)].into_iter().chain(rows.iter().map(|row| line(row))).collect()
}

/// Writes a section into the page, in place of what stood there.
///
/// # Errors
///
/// When the page cannot be written.
pub fn write(workspace: &Utf8Path, section: &Section) -> Result<(), String> {
    let path = workspace.join(PAGE);
    let page = fs_err::read_to_string(&path).unwrap_or_else(|_| HEAD.to_owned());
    fs_err::write(&path, replaced(&page, section)).map_err(|error| error.to_string())
}

/// The page with a section, in the place of the one with its title, else at the end.
fn replaced(page: &str, section: &Section) -> String {
    let heading = format!("\n## {}\n", section.title);
    let (before, behind) = match page.split_once(&heading) {
        Some((before, rest)) => (before, rest.find("\n## ").and_then(|at| rest.get(at..)).unwrap_or_default()),
        None => (page.trim_end(), ""),
    };
    format!("{}\n\n{}{behind}", before.trim_end(), section.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_the_one_before() {
        let section = |title, body: &str| Section { title, body: body.to_owned(), ..Section::default() };
        let page = replaced(HEAD, &section("One", "a"));
        let page = replaced(&page, &section("Two", "b"));
        let again = replaced(&page, &section("One", "c"));
        assert_eq!(again, page.replace("\na\n", "\nc\n"));
        assert_eq!(replaced(&again, &section("Two", "b")), again);
    }
}
