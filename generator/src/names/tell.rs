//! What there is to tell about names, as diagnostics.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::escape::{self, step};
use super::lock::{Aspect, Key, argument};
use super::register::{Finding, Line};
use super::taken::Holder;
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::lower::extension;
use crate::node::{Entry, Index, Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::walk::{self, Keys};
use crate::standard::{self, Object, Version};

/// The diagnostics of findings, with their places in the canonical tree.
pub fn tell<'a>(findings: impl IntoIterator<Item = &'a Finding>, tree: &Node) -> Vec<Diagnostic> {
    let places = Places { tree, index: Index::default(), called: RefCell::default() };
    findings.into_iter().flat_map(|finding| diagnostics(finding, &places)).collect()
}

/// Where things stand in a tree.
struct Places<'t> {
    tree: &'t Node,
    index: Index<'t>,
    /// The elements of lists by what the description calls them.
    called: RefCell<HashMap<*const Node, HashMap<String, Span>>>,
}

fn diagnostics(finding: &Finding, tree: &Places<'_>) -> Vec<Diagnostic> {
    match finding {
        Finding::Chosen { at } => without_effect(tree, at),
        Finding::Illegal { .. }
        | Finding::Held { .. }
        | Finding::Crossed { .. }
        | Finding::Result { .. }
        | Finding::Elements { .. }
        | Finding::Leads { .. }
        | Finding::Tag { .. }
        | Finding::Whose { .. }
        | Finding::Lost { .. }
        | Finding::Other { .. }
        | Finding::Arguments { .. }
        | Finding::Unordered { .. }
        | Finding::Variable { .. }
        | Finding::TakenFor { .. }
        | Finding::Edited { .. }
        | Finding::Overruled { .. }
        | Finding::Useless { .. }
        | Finding::Former { .. } => diagnostic(finding, tree).into_iter().collect(),
    }
}

fn diagnostic(finding: &Finding, tree: &Places<'_>) -> Option<Diagnostic> {
    match finding {
        Finding::Chosen { .. } => None,
        Finding::Illegal { chosen, why } => {
            let message = format!("`{}` cannot be the Rust name of this: {why}", chosen.text);
            let error = Diagnostic::error(emission::ILLEGAL_NAME, value(tree, &chosen.at), message);
            Some(error.help("choose another name"))
        }
        Finding::Held { chosen, by, stands, line } => {
            let error = held(value(tree, &chosen.at), &chosen.text, by, *line);
            let has = if let (Holder::Thing(key), Some(at)) = (by, stands) { Some(span(tree, key, at)) } else { None };
            Some(has.into_iter().fold(error, |error, span| error.related(span, "what has the name is here")))
        }
        Finding::Crossed { key, before, name, line, then } => Some(crossed((key, *line), (before, *then), name)),
        Finding::Result { name, before, now, line, then } => Some(result(name, [before, now], [*line, *then])),
        Finding::Other { key, at, name, own, by, kept } => Some(other(span(tree, key, at), (name, own), by.as_ref(), *kept)),
        Finding::TakenFor { key, at, name, lost, gained } => Some(taken_for(span(tree, key, at), (key, name), [lost, gained])),
        Finding::Edited { key, at, name } => {
            let note = "of several branches of one kind, only what they say tells which is which; what this one says is not what that one said at the last run";
            Some(taken(span(tree, key, at), &format!("a branch of this is taken for what `{name}` was"), note.to_owned()))
        }
        Finding::Lost { key, at, name, own, line, by } => {
            let place = span(tree, key, at);
            let message =
                format!("this is called `{name}` in Rust: `{own}`, which follows from its line, belongs to `{}`", by.text());
            let warning = Diagnostic::warning(emission::LOCK_CONFLICT, line.unwrap_or(place), message);
            let warning =
                warning.note("two branches of a repository gave it, or somebody changed a line; what is written has it");
            let warning = warning
                .help(format!("to decide otherwise, restore the file, give `{}` another name, and generate again", by.text()));
            Some(if line.is_some() { warning.related(place, "what gets another name") } else { warning })
        }
        Finding::Arguments { key, at, of, before, now } => {
            let message = format!("an argument of `{of}` is another one");
            let warning = Diagnostic::warning(emission::ARGUMENTS, span(tree, key, at), message);
            let before = before.iter().map(|order| order_of_then(order)).collect::<Vec<_>>().join(", or ");
            let warning = warning.note(format!("its arguments were {before}, and are `{now}`: a call may compile as before"));
            Some(warning.help("look at each call of it; it is told once"))
        }
        Finding::Elements { key, at, of, before, now } => Some(elements(span(tree, key, at), of, [*before, *now])),
        Finding::Leads { key, at, name, before, now, .. } => Some(leads(span(tree, key, at), name, [before, now])),
        Finding::Tag { key, at, tag, before, now } => Some(self::tag(span(tree, key, at), tag, [before, now])),
        Finding::Whose { before, now, line } => line.map(|line| whose(line, [before, now])),
        Finding::Overruled { chosen, name, line } => {
            let message = format!("this is called `{}` in Rust, not `{name}`: the description chooses it", chosen.text);
            let warning = Diagnostic::warning(emission::USELESS_ENTRY, *line, message);
            let warning = warning.note("what the description chooses goes before this file; the old name is kept from others");
            let warning = warning.help("nothing has to be done; to give it the name of the line, change `x-rust-name` first");
            Some(warning.related(value(tree, &chosen.at), "chosen here"))
        }
        Finding::Unordered { operations } => unordered(tree, operations),
        Finding::Variable { key, at, operation, before, now } => {
            Some(variable(span(tree, key, at), key, operation, [before, now]))
        }
        Finding::Useless { lines } => useless(lines),
        Finding::Former { lines } => former(lines),
    }
}

fn taken_for(place: Span, (key, name): (&Key, &str), [lost, gained]: [&str; 2]) -> Diagnostic {
    taken(
        place,
        &format!("this is taken for what `{name}` was"),
        if key.aspect == Aspect::Scheme {
            format!(
                "it was `{lost}`, and only letters of `{gained}` are others; calls that give a credential to `{name}` compile as before"
            )
        } else if key.aspect == Aspect::Method {
            format!("its expression was `{lost}`, and is `{gained}`; what calls `{name}` compiles as before")
        } else {
            format!("nothing names it; it lost `{lost}` and got `{gained}` since the last run")
        },
    )
}

fn taken(place: Span, message: &str, note: String) -> Diagnostic {
    let warning = Diagnostic::warning(emission::TAKEN_FOR, place, message).note(note);
    warning.help("nothing has to be done if it was edited; if it is something else, give it another name in `names.lock`")
}

fn held(span: Span, name: &str, by: &Holder, line: Option<Line>) -> Diagnostic {
    let message = format!("`{name}` belongs to {}", words(by));
    let error = Diagnostic::error(emission::NAME_TAKEN, span, message).help("choose another name");
    match line {
        Some(Line::Own(line)) => error.related(line, "kept here; if nobody uses what had it, delete this line"),
        Some(Line::Elsewhere(line)) => {
            error.related(line, "it has the name that it has here: in what this extends, or where it stood before")
        }
        None => error,
    }
}

fn crossed((key, line): (&Key, Span), (before, then): (&Key, Span), name: &str) -> Diagnostic {
    let message = format!(
        "`{name}` means this now, and meant `{}` where this stood before",
        escape::plain(&before.member).unwrap_or_default()
    );
    let warning = Diagnostic::warning(emission::LOCK_CONFLICT, line, message);
    // What moved in this run has no line yet.
    let warning = if line == then { warning } else { warning.related(then, "the line from before") };
    warning
        .note(
            "two branches of a repository did that, of which one changed a line and the other one moved what it is about, or it stood at \
             several places, one after the other; code of either compiles on",
        )
        .help(format!(
            "look at what uses `{name}`; give `{}` another name if it has that meaning, and delete the line from before",
            key.text()
        ))
}

fn result(name: &str, [before, now]: [&str; 2], [line, then]: [Span; 2]) -> Diagnostic {
    let message = format!("`{name}` of what a call gives means `{now}` now, and meant `{before}`");
    let warning = Diagnostic::warning(emission::RESULT, line, message);
    let warning = if line == then { warning } else { warning.related(then, "the line from before") };
    warning.note("a response with headers gives a struct of them and the body, any other one the body: code that says no type may compile on")
        .help(format!("look at each use of `{name}` in what the calls give"))
}

fn elements(span: Span, of: &str, [before, now]: [usize; 2]) -> Diagnostic {
    Diagnostic::warning(emission::ARGUMENTS, span, format!("an element of `{of}` has another position"))
        .note(format!("what was element {before} is element {now}, and another one has its position: code that uses `.{before}` may compile as before"))
        .help(format!("look at each use of `{of}`; it is told once"))
}

fn leads(span: Span, name: &str, [before, now]: [&str; 2]) -> Diagnostic {
    let is_position = name.rsplit('.').next().is_some_and(|name| name.starts_with(|first: char| first.is_ascii_digit()));
    let what = if is_position { "is another element" } else { "has another name on the wire" };
    Diagnostic::warning(emission::LEADS, span, format!("`{name}` of what this refers to {what}"))
        .note(format!("it led to `{before}` before, as far as `names.lock` tells, and leads to `{now}`: code that names no type may compile as before"))
        .help(format!("look at each use of `{name}` behind this; it is told once"))
}

fn tag(span: Span, tag: &str, [before, now]: [&str; 2]) -> Diagnostic {
    let [tag, before, now] = [tag, before, now].map(|it| escape::plain(it).unwrap_or_default());
    Diagnostic::warning(emission::LEADS, span, format!("the value `{tag}` means another branch"))
        .note(format!("it meant `{before}`, and means `{now}`: code that makes one of these variants compiles as before, and sends another value"))
        .help("look at each place that makes one of them; it is told once")
}

fn whose(line: Span, [before, now]: [&str; 2]) -> Diagnostic {
    let [before, now] = [before, now].map(|title| escape::plain(title).unwrap_or_default());
    Diagnostic::warning(emission::OTHER_API, line, format!("this file is of another description: `{before}`, not `{now}`"))
        .note("less than half of what one of them names is in both; what is gets the names that it had there")
        .help("nothing has to be done if it is the same API; if not, delete this file, or put that of the API here, and generate again")
}

fn other(span: Span, (name, own): (&str, &str), by: Option<&Holder>, kept: Option<Span>) -> Diagnostic {
    let note = match by {
        Some(holder) => format!("`{own}` belongs to {}", words(holder)),
        None => format!("several things would be called `{own}`, and none of them spells it exactly"),
    };
    let warning = Diagnostic::warning(emission::OTHER_NAME, span, format!("this is called `{name}` in Rust, not `{own}`"));
    let warning = warning.note(note);
    match kept {
        Some(line) => warning.related(line, "kept here").help(
            "nothing has to be done; if nobody uses what had the name, delete that line and this one's, and generate again",
        ),
        None => warning.help("nothing has to be done; to choose the name, change `names.lock`, or write `x-rust-name`"),
    }
}

fn variable(span: Span, key: &Key, operation: &str, [before, now]: [&str; 2]) -> Diagnostic {
    let name = key.member.rsplit('/').next().and_then(escape::plain).unwrap_or_default();
    let message = format!("`{name}` of `{operation}` may be another variable of the path");
    let note = match before {
        "" => format!("`names.lock` does not say the path of then; it is `{now}`, and has other variables"),
        before => format!("the path was `{before}`, and is `{now}`: code that uses it may compile as before"),
    };
    Diagnostic::warning(emission::VARIABLE, span, message)
        .note(note)
        .help("look at each use of it in requests and calls; it is told once")
}

/// An order of arguments as it was. Those in parentheses were variables of the path that have other names by now.
fn order_of_then(order: &str) -> String {
    let written: Vec<&str> = order.split(' ').collect();
    let words: Vec<&str> = written.iter().map(|written| argument::word(written)).collect();
    let others: Vec<&str> = written.into_iter().filter(|word| argument::is_gone(word)).map(argument::word).collect();
    match others.is_empty() {
        true => format!("`{}`", words.join(" ")),
        false => format!("`{}`, where `{}` was another variable of the path", words.join(" "), others.join("`, `")),
    }
}

/// Told at the first of the operations.
fn unordered(tree: &Places<'_>, operations: &[(Pointer, String)]) -> Option<Diagnostic> {
    /// How many of the operations are shown.
    const SHOWN: usize = 5;
    let ((at, name), others) = operations.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!(" and of {} more operations", others.len()) };
    let message = format!("`names.lock` does not say the order of the arguments of `{name}`{more}");
    let warning = Diagnostic::warning(emission::ARGUMENTS, nearest(tree, at).1, message)
        .note("it is that of the description from now on; a call compiles with another meaning if the description changed it in this run")
        .help("if it did, write the order that callers have into the line `arguments` of the operation; it is told once");
    Some(others.iter().take(SHOWN).fold(warning, |warning, (at, _)| warning.related(nearest(tree, at).1, "this one, too")))
}

fn useless(lines: &[Span]) -> Option<Diagnostic> {
    let message = match lines.len() {
        0 | 1 => "what this line names is no longer in the description".to_owned(),
        all => format!("what this line and {} more name is no longer in the description", all - 1),
    };
    kept(lines, message, "the line keeps the name from others, in case the thing comes back, or somebody still uses it")
}

fn former(lines: &[Span]) -> Option<Diagnostic> {
    let message = match lines.len() {
        0 | 1 => "what had this name has another one".to_owned(),
        all => format!("what had the names of this line and {} more has others", all - 1),
    };
    kept(lines, message, "the line keeps the name from others, since somebody may still use it")
}

/// Lines that only keep names.
fn kept(lines: &[Span], message: String, why: &'static str) -> Option<Diagnostic> {
    /// How many of the lines are shown.
    const SHOWN: usize = 5;
    let (first, others) = lines.split_first()?;
    let warning = Diagnostic::warning(emission::USELESS_ENTRY, *first, message)
        .note(why)
        .help("delete the line when nobody uses the name any more");
    Some(others.iter().take(SHOWN).fold(warning, |warning, line| warning.related(*line, "this one, too")))
}

/// Names that the description chooses for what has none: told at each of them.
fn without_effect(tree: &Places<'_>, effective: &BTreeSet<Pointer>) -> Vec<Diagnostic> {
    let effective: HashSet<Span> = effective.iter().map(|at| value(tree, at)).collect();
    let mut found = Vec::new();
    chosen(tree.tree, standard::root(Version::V30), &mut |entry| {
        let single = std::iter::once(&entry.value).filter(|_| entry.key == extension::NAME);
        let several = entry.value.entries().iter().map(|name| &name.value).filter(|_| entry.key == extension::NAMES);
        found.extend(single.chain(several).map(|value| value.span).filter(|span| !effective.contains(span)));
    });
    let told = |span| {
        Diagnostic::warning(emission::NAME_WITHOUT_EFFECT, span, "this Rust name is given to nothing")
            .note("what it stands beside has no name of its own in the generated code")
            .help("put it beside a component schema, a property, a parameter, a header, an operation, a tag or a security scheme")
    };
    found.into_iter().map(told).collect()
}

/// The extensions that choose names, in all objects of the standard.
fn chosen(node: &Node, described: &'static Object, found: &mut dyn FnMut(&Entry)) {
    node.entries().iter().filter(|entry| [extension::NAME, extension::NAMES].contains(&entry.key.as_str())).for_each(&mut *found);
    walk::children(node, described, Keys::Canonical, &mut |_, part| chosen(part.node, part.described, found));
}

fn words(holder: &Holder) -> String {
    match holder {
        Holder::Generator => "Rust or to generated code itself".to_owned(),
        Holder::Thing(key) if key.is_former() => format!("`{}`, which had it before", key.text()),
        Holder::Thing(key) => format!("`{}`", key.text()),
        Holder::Own(key) => format!("`{}`, which may have had it before somebody chose another name", key.text()),
        Holder::Before(key) => format!("`{}`, which had it where this stood before", key.text()),
        Holder::Nameless => "something else".to_owned(),
    }
}

/// Where a value stands.
fn value(places: &Places<'_>, at: &Pointer) -> Span {
    places.index.at(places.tree, at).map_or(places.tree.span, |node| node.span)
}

/// Says where a pointer leads in a tree, or the nearest thing around that.
pub fn spans(tree: &Node) -> impl Fn(&Pointer) -> Span {
    let places = Places { tree, index: Index::default(), called: RefCell::default() };
    move |at| nearest(&places, at).1
}

/// Where something stands: its key, or the nearest thing around it that can be found.
fn span(places: &Places<'_>, key: &Key, at: &Pointer) -> Span {
    let (node, span) = nearest(places, at);
    if ![Aspect::Parameter, Aspect::Value].contains(&key.aspect) {
        return span;
    }
    let mut called = places.called.borrow_mut();
    let elements = called.entry(node).or_insert_with(|| {
        let named = node.elements().iter().rev().filter_map(|element| match key.aspect == Aspect::Value {
            true => Some(element),
            false => element.get("name"),
        });
        named.filter_map(|name| Some((step(name.as_str().or(name.as_number())?), name.span))).collect()
    });
    let step = key.member.rsplit('/').next().unwrap_or_default();
    elements.get(step).copied().unwrap_or(span)
}

/// The last node on the way to a pointer that exists, with the place of its key.
fn nearest<'t>(places: &Places<'t>, at: &Pointer) -> (&'t Node, Span) {
    let mut last = (places.tree, places.tree.span);
    for token in at.tokens() {
        let node = last.0;
        let next = match &node.value {
            Value::Mapping(_) => places.index.entry(node, &token).map(|entry| (&entry.value, entry.key_span)),
            Value::Sequence(elements) => {
                token.parse::<usize>().ok().and_then(|index| elements.get(index)).map(|element| (element, element.span))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        match next {
            Some(next) => last = next,
            None => break,
        }
    }
    last
}
