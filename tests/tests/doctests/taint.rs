//! Each payload in each position: what is generated has the items that a harmless word gives, and none leads out.
//!
//! By default each payload and each position is there twice at least; LETTERPRESS_FULL_PROOF takes the whole matrix.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use letterpress::Diagnostic;
use letterpress::characters::{commands, hidden};
use letterpress::file::File;
use letterpress::source::Sources;

use serde_json::Value;

use crate::payloads::payloads;
use crate::positions::{Position, description, harmless, literals, pointer, positions};
use crate::shape::{Shape, shape};
use crate::{printed, understand};

/// Shapes of files that were looked at already.
#[derive(Default)]
struct Shapes(HashMap<String, Rc<Shape>>);

impl Shapes {
    fn of(&mut self, file: &File) -> Result<Rc<Shape>, String> {
        if let Some(known) = self.0.get(&file.text) {
            return Ok(Rc::clone(known));
        }
        let new = Rc::new(shape(&file.text).ok_or_else(|| format!("{} is no Rust:\n{}", file.path, file.text))?);
        // Files of harmless texts come again, those of others do not.
        if self.0.len() < 200 {
            self.0.insert(file.text.clone(), Rc::clone(&new));
        }
        Ok(new)
    }

    /// The items of each file, whatever it is called.
    fn all(&mut self, files: &[File]) -> Result<(Vec<Vec<String>>, BTreeSet<String>), String> {
        let (mut items, mut texts) = (Vec::new(), BTreeSet::new());
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            let shape = self.of(file)?;
            items.push(shape.items.clone());
            for text in &shape.texts {
                within(text, &mut texts);
            }
        }
        items.sort();
        Ok((items, texts))
    }
}

/// A text, and those in it if it is JSON.
fn within(text: &str, texts: &mut BTreeSet<String>) {
    let mut open: Vec<Value> = serde_json::from_str(text).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) => drop(texts.insert(text)),
            Value::Array(elements) => open.extend(elements),
            Value::Object(members) => open.extend(members.into_iter().map(|(_, value)| value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    texts.insert(text.to_owned());
}

/// A description with a payload in some positions and harmless words in the others.
pub fn tainted(payload: &str, tainted: &dyn Fn(&Position) -> bool) -> String {
    description(&mut |position| if tainted(position) { payload.to_owned() } else { harmless(position) })
}

/// Payloads that are the name of what generated code imports: a type of that name is imported, and the other one written with its path.
const IMPORTED: &[&str] = &["client", "server"];

/// What a thread knows of harmless texts.
struct Harmless {
    shapes: Shapes,
    items: Vec<Vec<String>>,
}

impl Harmless {
    fn new() -> Self {
        let (understood, diagnostics, sources) = understand(&tainted("", &|_| false));
        let Some(understood) = understood else { panic!("{}", letterpress::diagnostic::render(&diagnostics, &sources)) };
        let mut shapes = Shapes::default();
        let files = printed("harmless", &understood.api, &understood.names, "openapi");
        let (items, _) = shapes.all(&files).unwrap_or_else(|wrong| panic!("{wrong}"));
        Self { shapes, items }
    }

    /// Whether the payload is refused in a position; what is wrong, if something is.
    fn try_payload(&mut self, position: &Position, payload: &str) -> Result<bool, String> {
        let (understood, diagnostics, sources) = understand(&tainted(payload, &|other| other == position));
        said(&diagnostics, &sources)?;
        let Some(understood) = understood else {
            located(&diagnostics, &sources, payload)?;
            return Ok(true);
        };
        let files = printed("harmless", &understood.api, &understood.names, "openapi");
        inside(&files)?;
        let (items, texts) = self.shapes.all(&files)?;
        if let Some(lost) = literals(position, payload).into_iter().find(|literal| !texts.contains(literal)) {
            return Err(format!("no literal is {lost:?}"));
        }
        let new = more(&self.items, &items);
        let count = |items: &[Vec<String>]| items.iter().map(Vec::len).sum::<usize>();
        let by_path = IMPORTED.contains(&payload) && count(&items) == count(&self.items);
        match items == self.items || by_path || position.meaning && new.is_empty() {
            true => Ok(false),
            false if position.meaning => Err(format!("more items: {new:?}")),
            false => Err(unlike(&self.items, &items)),
        }
    }
}

/// What there is more of than there should be, of items by what they begin with, such as `pub fn i`.
fn more(expected: &[Vec<String>], found: &[Vec<String>]) -> Vec<String> {
    let kind = |item: &String| item.split(['{', '(', '=']).next().unwrap_or_default().to_owned();
    let mut left: Vec<String> = expected.iter().flatten().map(kind).collect();
    let mut more = Vec::new();
    for kind in found.iter().flatten().map(kind) {
        match left.iter().position(|there| *there == kind) {
            Some(at) => drop(left.swap_remove(at)),
            None => more.push(kind),
        }
    }
    more
}

/// The items that are there once more than they should be.
fn unlike(expected: &[Vec<String>], found: &[Vec<String>]) -> String {
    let lacks = |of: &[Vec<String>], other: &[Vec<String>]| {
        let mut left: Vec<&String> = other.iter().flatten().collect();
        let mut lacks = Vec::new();
        for item in of.iter().flatten() {
            match left.iter().position(|there| *there == item) {
                Some(at) => drop(left.swap_remove(at)),
                None => lacks.push(item.clone()),
            }
        }
        lacks.join("\n    ")
    };
    format!("other items\n  instead of\n    {}\n  there are\n    {}", lacks(expected, found), lacks(found, expected))
}

/// Nothing that is said is obeyed by a terminal or a log.
fn said(diagnostics: &[Diagnostic], sources: &Sources) -> Result<(), String> {
    let text = letterpress::diagnostic::render(diagnostics, sources);
    let obeyed = text.lines().any(|line| line.trim_start().starts_with("::")) || commands(&text).next().is_some();
    match hidden(&text).any(|(_, c)| c != '\n') || obeyed {
        true => Err(format!("said: {text:?}")),
        false => Ok(()),
    }
}

/// Each error says where: at a place that is not the whole description.
fn located(diagnostics: &[Diagnostic], sources: &Sources, payload: &str) -> Result<(), String> {
    let quoted = serde_json::to_string(payload).unwrap();
    let written = [quoted.get(1..quoted.len() - 1).unwrap_or_default(), &pointer(payload)].map(str::to_owned);
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.is_error()) {
        let whole = diagnostic
            .span
            .is_none_or(|span| span.start == 0 || !written.iter().any(|written| sources.text(span).contains(written)));
        if whole || diagnostic.message.is_empty() {
            return Err(format!("{}: no place, {payload:.40}", letterpress::diagnostic::render(diagnostics, sources)));
        }
    }
    Ok(())
}

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// Each path is a file of its own below the output, on every system; no text holds a hidden character.
fn inside(files: &[File]) -> Result<(), String> {
    let mut paths = BTreeSet::new();
    for File { path, text } in files {
        let part = |part: &str| {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            let device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
            let plain = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            !part.is_empty() && plain && !device && !part.starts_with('.') && !part.ends_with('.') && part.len() < 256
        };
        if !path.split('/').all(part) || !paths.insert(path.to_lowercase()) {
            return Err(format!("the path {path:?}"));
        }
        if let Some((_, hidden)) = hidden(text).find(|(_, c)| *c != '\n') {
            return Err(format!("{path} holds {hidden:?}"));
        }
    }
    Ok(())
}

/// Positions and payloads that are tried together, in an order in which each of both comes early.
fn cells(payloads: usize) -> Vec<(usize, usize)> {
    let positions = positions().len();
    match std::env::var_os("LETTERPRESS_FULL_PROOF") {
        Some(_) => (0..payloads).flat_map(|shift| (0..positions).map(move |at| (at, (at + shift) % payloads))).collect(),
        None => (0..2 * positions.max(payloads)).map(|cell| (cell % positions, cell % payloads)).collect(),
    }
}

#[test]
fn no_payload_is_more_than_a_text_in_any_position() {
    let payloads = payloads();
    let cells = cells(payloads.len());
    let next = AtomicUsize::new(0);
    let (refused, wrong) = (Mutex::new(BTreeMap::<&str, usize>::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                let mut harmless = Harmless::new();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((position, payload)) = cells.get(index) else { break };
                    let (position, payload) = (&positions()[*position], payloads[*payload].as_str());
                    match harmless.try_payload(position, payload) {
                        Ok(true) => *refused.lock().unwrap().entry(&position.name).or_default() += 1,
                        Ok(false) => {}
                        Err(found) => {
                            let found = format!("{}, {payload:.60?}: {found:.2000}", position.name);
                            println!("{found}");
                            wrong.lock().unwrap().push(found);
                        }
                    }
                    if (index + 1).is_multiple_of(5000) {
                        println!("{} of {}", index + 1, cells.len());
                    }
                }
            });
        }
    });
    let (refused, wrong) = (refused.into_inner().unwrap(), wrong.into_inner().unwrap());
    println!("{} positions, {} payloads, {} pairs, refused: {refused:#?}", positions().len(), payloads.len(), cells.len());
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cells.len(), wrong.join("\n"));
}
