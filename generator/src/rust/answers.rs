//! Where the bodies of a server's own answers come from, as expressions.

use std::borrow::Cow;

use letterpress_runtime::answer::PROBLEM;
use letterpress_runtime::json::{self, Tree};

use super::content;
use super::print::raw;
use super::scope::Scope;
use crate::ir::{Answer, Content};

/// Columns that a template may fill.
const WIDTH: usize = 100;

/// An expression of `Answer`, which begins at the column `indent`.
pub fn answer(scope: &mut Scope<'_>, content: &Content, answer: &Answer, indent: usize) -> String {
    let mut ty = || scope.runtime_path("Answer");
    match answer {
        Answer::Shared(id) => format!("{}::ANSWER", scope.model(*id)),
        Answer::Template(template) => of_template(&ty(), template, indent),
        Answer::Templates(templates) => {
            let ty = ty();
            let each = templates.iter().map(|template| match template {
                Some(template) => format!("Some({})", text(template, indent)),
                None => "None".to_owned(),
            });
            format!("{ty}::Templates(&[{}])", each.collect::<Vec<_>>().join(", "))
        }
        Answer::Given => {
            let ty = ty();
            let given = content::content_type(scope, content).to_string().replace(' ', "");
            format!("{ty}::given::<{given}>()")
        }
    }
}

/// The constant of a template.
pub fn of_template(ty: &str, template: &str, indent: usize) -> String {
    let is_problem = json::parse(PROBLEM).is_ok_and(|problem| problem.root().to_text().is_ok_and(|text| text == template));
    if is_problem { format!("{ty}::PROBLEM") } else { format!("{ty}::Template({})", text(template, indent)) }
}

/// A template as a literal: one line, or a line for each member where that is too long.
fn text(template: &str, indent: usize) -> String {
    let laid_out = json::parse(template).map_or_else(|_| template.to_owned(), |tape| laid_out(&tape.root().to_tree(), indent));
    // Line breaks need no escape in a raw string, and this is the only place that has some.
    let one = raw(&laid_out.replace('\n', " "));
    match one.split_once('"') {
        Some((before, _)) if before.starts_with('r') => format!("{before}\"{laid_out}\"{}", before.trim_start_matches('r')),
        Some(_) | None => one,
    }
}

fn laid_out(json: &Tree<'_>, indent: usize) -> String {
    let flat = flat(json);
    if flat.len() + indent <= WIDTH {
        return flat;
    }
    let (pad, end) = (" ".repeat(indent + 4), " ".repeat(indent));
    let inner = indent + 4;
    let (open, lines, close) = match json {
        Tree::Object(members) => {
            let line = |(name, value): &(Cow<'_, str>, Tree<'_>)| format!("{pad}{}: {}", quoted(name), laid_out(value, inner));
            ('{', members.iter().map(line).collect::<Vec<_>>(), '}')
        }
        Tree::Array(items) => ('[', items.iter().map(|item| format!("{pad}{}", laid_out(item, inner))).collect(), ']'),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => return flat,
    };
    format!("{open}\n{}\n{end}{close}", lines.join(",\n"))
}

fn flat(json: &Tree<'_>) -> String {
    match json {
        Tree::Object(members) if members.is_empty() => "{}".to_owned(),
        Tree::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{}: {}", quoted(name), flat(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Tree::Array(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => json.to_text().unwrap_or_default(),
    }
}

fn quoted(name: &str) -> String {
    Tree::from(name).to_text().unwrap_or_default()
}
