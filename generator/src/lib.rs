//! Letterpress turns OpenAPI descriptions into Rust that a team commits and reviews.
//!
//! The library is pure: text in, files and diagnostics out. No clock, no environment, no network; only [`files`] and
//! [`writer`] touch the disk. The pipeline is [`understand_with`], and printing what it understood:
//!
//! ```text
//! Source -> Node -> references -> dialect -> openapiv3::OpenAPI -> ir::Api -> Names -> rust -> File
//! ```
//!
//! ```
//! use letterpress::source::{Source, Sources};
//!
//! let mut sources = Sources::default();
//! let main = sources.add(Source {
//!     path: "openapi.yaml".to_owned(),
//!     text: "{openapi: 3.0.3, info: {title: Empty, version: '1'}, paths: {}}".to_owned(),
//! });
//! let generated = letterpress::generate(&sources, main, &letterpress::Options::default());
//! assert!(generated.files.is_some(), "{}", letterpress::diagnostic::render(&generated.diagnostics, &sources));
//! ```

pub mod characters;
mod conflict;
pub mod diagnostic;
pub mod dialect;
pub mod document;
pub mod evaluate;
pub mod file;
pub mod files;
mod format;
pub mod ir;
pub mod lint;
pub mod lower;
pub mod meaning;
pub mod names;
pub mod node;
pub mod overlay;
pub mod part;
mod pattern;
pub mod pointer;
pub mod reference;
pub mod report;
pub mod rust;
mod salvage;
pub mod sample;
pub mod source;
pub mod stage;
mod standard;
pub mod writer;

pub use diagnostic::Diagnostic;
pub use file::File;
pub use rust::Options;

use names::lock::Earlier;
use names::{Lock, Names};
use node::Node;
use part::Parts;
use reference::Load;
use source::{SourceId, Sources};
use stage::{Stage, Unwatched, Watch};

/// Cargo builds this anew for each checkout that shares a target folder, see `.cargo/config.toml`.
const _CHECKOUT: Option<&str> = option_env!("LETTERPRESS_CHECKOUT");

/// What a run produced.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The files, their paths relative to the folder of the module; `None` if there was an error.
    pub files: Option<Vec<File>>,
    /// Errors and warnings, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// An API as every stage saw it.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The canonical tree: OpenAPI 3.0 with reserved keys, spans kept.
    pub tree: Node,
    /// The typed document, as [`document::outline`] reads it.
    pub document: openapiv3::OpenAPI,
    /// The API without references.
    pub api: ir::Api,
    /// Every Rust identifier and file name.
    pub names: Names,
    /// What [`meaning::tell`] tells, or knows better, if the reading said that the code will be compared.
    pub by_code: Vec<names::Finding>,
    /// What people wrote; only if the reading asked for a report, since it doubles the tree.
    pub written: Option<Written>,
}

/// A description before the dialect stage: one document, with its overlays and all that it refers to.
#[derive(Clone, Debug)]
pub struct Written {
    /// The tree.
    pub tree: Node,
    /// The version that it follows.
    pub version: dialect::Version,
}

/// Turns a description into the files of a module: models, client, server.
pub fn generate(sources: &Sources, main: SourceId, options: &Options) -> Generated {
    let (understood, diagnostics) = understand(sources, main);
    Generated { files: understood.map(|it| rust::files(&it.api, &it.names, options)), diagnostics }
}

/// Runs every stage but the printing, for a description that is one document. Where the shape of the document has errors,
/// later stages still look at its sound parts, so that one run reports every mistake.
pub fn understand(sources: &Sources, main: SourceId) -> (Option<Understood>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let understood = read(sources, main, &mut diagnostics).and_then(|node| {
        let beside = Beside {
            lints: None,
            earlier: &Earlier::None,
            lock: &Lock::default(),
            report: false,
            compared: false,
            watch: &Unwatched,
        };
        stages((node, Parts::default()), sources, beside, &mut diagnostics)
    });
    outcome(understood, diagnostics)
}

/// How a description is read, beyond its main document.
#[derive(Clone)]
pub struct Reading<'a> {
    /// What brings the files that the description refers to.
    pub load: &'a dyn Load,
    /// Overlays, already among the sources, in the order in which they apply.
    pub overlays: &'a [SourceId],
    /// The levels of the lints; `None` runs no lint.
    pub lints: Option<&'a lint::Levels>,
    /// What an earlier run left of its names.
    pub lock: Earlier,
    /// Whether [`report::report`] will be asked for.
    pub report: bool,
    /// Whether the code will be compared with that of an earlier run, see [`meaning`]: then what that tells is not told before.
    pub compared: bool,
    /// What hears of each stage as it begins, but for those that print and write.
    pub watch: &'a dyn Watch,
}

impl<'a> Reading<'a> {
    /// Without overlays, lints, lock and report.
    pub fn of(load: &'a dyn Load) -> Self {
        Self { load, overlays: &[], lints: None, lock: Earlier::Unknown, report: false, compared: false, watch: &Unwatched }
    }
}

/// [`understand`] for a description that may have overlays and may refer to other files, which are added to `sources`.
pub fn understand_with(sources: &mut Sources, main: SourceId, reading: &Reading<'_>) -> (Option<Understood>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    reading.watch.begins(Stage::Read);
    let Some(entry) = effective(sources, main, reading.overlays, &mut diagnostics) else { return outcome(None, diagnostics) };
    // What is wrong with the lock says nothing about the description.
    let mut of_lock = Vec::new();
    let lock = names::lock::earlier(&reading.lock, sources, entry.span, &mut of_lock);
    reading.watch.begins(Stage::References);
    let assembled = reference::assemble(sources, entry, reading.load, &lock, &mut diagnostics);
    let reported = diagnostics.len();
    let beside = Beside {
        lints: reading.lints,
        earlier: &reading.lock,
        lock: &lock,
        report: reading.report,
        compared: reading.compared,
        watch: reading.watch,
    };
    let understood = stages((assembled.tree, assembled.parts), sources, beside, &mut diagnostics);
    reference::told_once(&mut diagnostics, reported, &assembled.unresolved);
    diagnostics.extend(of_lock);
    outcome(understood, diagnostics)
}

/// The tree of the main document with its overlays applied: what people mean by the description.
pub fn effective(sources: &Sources, main: SourceId, overlays: &[SourceId], diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut tree = read(sources, main, diagnostics)?;
    for overlay in overlays {
        let overlay = read(sources, *overlay, diagnostics)?;
        tree = overlay::apply(sources, tree, &overlay, diagnostics)?;
    }
    Some(tree)
}

fn outcome(understood: Option<Understood>, mut diagnostics: Vec<Diagnostic>) -> (Option<Understood>, Vec<Diagnostic>) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    if diagnostics.iter().any(Diagnostic::is_error) { (None, diagnostics) } else { (understood, diagnostics) }
}

fn read(sources: &Sources, main: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    node::read(sources, main, diagnostics).map_err(|errors| diagnostics.extend(errors)).ok()
}

/// What is asked for beside the API itself.
#[derive(Clone, Copy)]
struct Beside<'a> {
    lints: Option<&'a lint::Levels>,
    earlier: &'a Earlier,
    lock: &'a Lock,
    report: bool,
    compared: bool,
    watch: &'a dyn Watch,
}

fn stages(
    (node, mut parts): (Node, Parts),
    sources: &Sources,
    beside: Beside<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Understood> {
    beside.watch.begins(Stage::Dialect);
    let written =
        dialect::version(&node, sources).filter(|_| beside.report).map(|version| Written { tree: node.clone(), version });
    let tree = dialect::rewrite_with(node, sources, &mut parts, diagnostics)?;
    if diagnostics.iter().any(Diagnostic::is_error) {
        let further = salvage::errors(tree, diagnostics);
        diagnostics.extend(further);
        return None;
    }
    let document = document::outline(&tree).map_err(|error| diagnostics.push(error)).ok()?;
    beside.watch.begins(Stage::Lower);
    let earlier = names::Wrapped::of(&parts, beside.lock);
    let (api, verdicts) = lower::lower_with_verdicts(&tree, &document, earlier, diagnostics);
    // A reviewer asks about a description that is not generated, too.
    if let Some(levels) = beside.lints {
        beside.watch.begins(Stage::Lint);
        lint::run(&tree, &document, verdicts, levels, diagnostics);
    }
    let api = api?;
    beside.watch.begins(Stage::Names);
    let (names, findings) = names::names(&api, &parts, beside.lock);
    let is_told = |finding: &&names::Finding| *beside.earlier != Earlier::Unknown || !finding.is_choice();
    let (by_code, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| beside.compared && finding.is_of_code());
    diagnostics.extend(names::tell(findings.iter().filter(is_told), &tree));
    Some(Understood { tree, document, api, names, by_code, written })
}
