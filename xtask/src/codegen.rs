//! `cargo xtask codegen`: descriptions to committed code, all or nothing.

use std::fmt::Write as _;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use letterpress::diagnostic::{self, Color, Format, Found};
use letterpress::files::{self, Files};
use letterpress::lint::{self, Levels};
use letterpress::names::lock::{self, Earlier};
use letterpress::source::{Source, SourceId, Sources};
use letterpress::writer::{self, Access, Claim, Ownership, Plan};
use letterpress::{Diagnostic, File, Options, Reading, Understood, characters, meaning, report, rust};
use rayon::prelude::*;

use crate::targets::{self, Api};

/// The command that makes the files again, as their headers say.
const COMMAND: &str = "cargo xtask codegen";

/// Lines of a difference that `--check` prints; the rest is counted.
const SHOWN: usize = 60;

/// Arguments of `cargo xtask codegen`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; fail if a file is stale or was edited by hand, and show the difference.
    #[arg(long)]
    check: bool,
    /// Print what a stage made of each API instead of generating.
    #[arg(long, value_name = "STAGE", conflicts_with = "check")]
    dump: Option<Stage>,
    /// With --dump: this API only.
    #[arg(long, value_name = "NAME", requires = "dump")]
    api: Option<String>,
    /// How diagnostics are written: `human` to standard error, the others to standard output.
    #[arg(long, value_enum, default_value_t, conflicts_with = "dump")]
    format: Format,
}

/// A stage of the pipeline.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// The canonical tree, as YAML.
    Node,
    /// The typed document, as YAML.
    Document,
    /// The API without references.
    Ir,
    /// Every Rust identifier.
    Names,
}

/// An API that was read.
struct Run {
    api: Api,
    sources: Sources,
    understood: Option<Understood>,
    diagnostics: Vec<Diagnostic>,
}

/// Generates, checks or dumps.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn run(workspace: &Utf8Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let mut apis = targets::customer_apis(workspace)?;
    apis.push(targets::kitchen_sink());
    if let Some(name) = &arguments.api {
        apis.retain(|api| api.module == *name);
        if apis.is_empty() {
            return Err(format!("there is no API named {name}"));
        }
    }
    // Names that an earlier run gave are read, too: nobody writes between that and the end.
    let access = if arguments.check || arguments.dump.is_some() { Access::Look } else { Access::Write };
    let claim = writer::claim_within(workspace, access, &mut |text| eprintln!("note: {}", characters::one_line(text)))?;
    let runs: Vec<Run> = apis.into_par_iter().map(|api| read(workspace, &claim, api)).collect::<Result<_, String>>()?;
    if runs.iter().any(|run| run.understood.is_none()) {
        print(&runs, arguments.format)?;
        eprintln!("error: no file was changed");
        return Ok(ExitCode::FAILURE);
    }
    match arguments.dump {
        Some(stage) => {
            print(&runs, arguments.format)?;
            dump(&runs, stage)
        }
        None => generate(&claim, runs, arguments),
    }
}

/// Prints the diagnostics of every API; the streams take colours out where they are no terminal.
fn print(runs: &[Run], format: Format) -> Result<(), String> {
    let found = runs.iter().map(|run| Found { diagnostics: &run.diagnostics, sources: &run.sources });
    let text = diagnostic::write(format, &found.collect::<Vec<_>>(), Color::Ansi);
    match format {
        Format::Human => written(anstream::stderr(), &text),
        Format::Json | Format::Sarif | Format::Github => written(anstream::stdout(), &text),
    }
}

/// Writes to a standard stream; a reader that went away, such as `head`, has seen what it wanted.
fn written(mut stream: impl std::io::Write, text: &str) -> Result<(), String> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says what was done, where it does not mix with diagnostics for programs.
///
/// A stream that cannot be written does not keep the files from being made.
fn say(format: Format, text: &str) {
    let line = format!("{text}\n");
    let _ = match format {
        Format::Human => written(std::io::stdout(), &line),
        Format::Json | Format::Sarif | Format::Github => written(std::io::stderr(), &line),
    };
}

fn read(workspace: &Utf8Path, claim: &Claim, api: Api) -> Result<Run, String> {
    let mut sources = Sources::default();
    let (understood, diagnostics) = match texts(workspace, claim, &api, &mut sources) {
        Ok(Texts { main, overlays, levels, lock }) => {
            let folder = api.spec.parent().unwrap_or(Utf8Path::new("."));
            let files = Files::of(&workspace.join(&api.spec), None)?.shown(folder);
            let reading = Reading {
                overlays: &overlays,
                lints: api.linted.then_some(&levels),
                lock,
                report: true,
                compared: true,
                ..Reading::of(&files)
            };
            letterpress::understand_with(&mut sources, main, &reading)
        }
        Err(diagnostics) => (None, diagnostics),
    };
    Ok(Run { api, sources, understood, diagnostics })
}

/// The description, and what stands beside it.
struct Texts {
    main: SourceId,
    overlays: Vec<SourceId>,
    levels: Levels,
    /// The names of an earlier run.
    lock: Earlier,
}

/// Takes the description, its overlay and its settings of lints among the sources.
fn texts(workspace: &Utf8Path, claim: &Claim, api: &Api, sources: &mut Sources) -> Result<Texts, Vec<Diagnostic>> {
    let mut add = |path: &Utf8Path| files::add_below(sources, workspace, path, files::LIMIT);
    let beside = |name: &str| Some(api.spec.with_file_name(name)).filter(|path| is_there(&workspace.join(path)));
    let main = add(&api.spec);
    let overlay = beside("overlay.yaml").map(|path| add(&path)).transpose();
    let lints = beside("lints.yaml").map(|path| add(&path)).transpose();
    let [lock, module] = [rust::LOCK, rust::ROOT].map(|path| api.folder.join(path));
    let lock = files::earlier(sources, claim, [&lock, &module], lock.as_str(), files::LIMIT);
    match (main, overlay, lints, lock) {
        (Ok(main), Ok(overlay), Ok(lints), Ok(lock)) => {
            let levels = lints.map_or_else(|| Ok(Levels::default()), |file| Levels::read(sources, file))?;
            Ok(Texts { main, overlays: overlay.into_iter().collect(), levels, lock })
        }
        (main, overlay, lints, lock) => Err([main.err(), overlay.err(), lints.err(), lock.err()].into_iter().flatten().collect()),
    }
}

/// Whether there is anything at a path, even a link that leads nowhere.
fn is_there(path: &Utf8Path) -> bool {
    fs_err::symlink_metadata(path).is_ok()
}

/// A folder with all that is generated into it.
struct Output {
    folder: Utf8PathBuf,
    files: Vec<File>,
    ownership: Ownership,
}

fn generate(claim: &Claim, mut runs: Vec<Run>, arguments: &Arguments) -> Result<ExitCode, String> {
    let planned = |Output { folder, files, ownership }| writer::plan(claim, &folder, files, ownership);
    let (outputs, lines) = outputs(&runs);
    let plans: Result<Vec<Plan>, String> = outputs.into_iter().map(planned).collect();
    plans.iter().flatten().for_each(|plan| compare(plan, &mut runs));
    print(&runs, arguments.format)?;
    lines.iter().for_each(|line| say(arguments.format, line));
    let plans = plans?;
    plans.iter().try_for_each(without_names)?;
    if arguments.check {
        return Ok(report_stale(&plans, arguments.format));
    }
    writer::commit(claim, &plans)?;
    for plan in plans.iter().filter(|plan| plan.ownership == Ownership::Folder) {
        let (written, unchanged, deleted) = (plan.write.len(), plan.unchanged.len(), plan.delete.len());
        say(arguments.format, &format!("{}: {written} written, {unchanged} unchanged, {deleted} deleted", plan.folder));
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds what there is to say about names that mean something else once a plan is carried out.
fn compare(plan: &Plan, runs: &mut [Run]) {
    if plan.ownership != Ownership::Folder {
        return;
    }
    let modules = meaning::changes(plan);
    for run in runs.iter_mut().filter(|run| run.api.folder.starts_with(&plan.folder)) {
        let none = meaning::Compared::default();
        let compared = run.api.folder.strip_prefix(&plan.folder).ok().and_then(|module| modules.get(module)).unwrap_or(&none);
        let found = run.understood.as_ref().map(|understood| meaning::tell(compared, understood));
        run.diagnostics.extend(found.into_iter().flatten());
        run.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    }
}

/// Refuses where the names of an API that is gone would be lost while another one begins without any, or where an API of another title goes
/// on with them: most likely a folder was renamed, and callers who follow would mean other members by the same names.
fn without_names(plan: &Plan) -> Result<(), String> {
    let is_lock = |path: &Utf8Path| path.file_name() == Some(rust::LOCK);
    let gone = plan.delete.iter().filter(|(path, _)| is_lock(path)).map(|(path, text)| (path.as_path(), text.as_str()));
    let gone: Vec<_> = gone.collect();
    let locks =
        || plan.write.iter().map(|(file, old)| (Utf8Path::new(&file.path), old, &file.text)).filter(|(path, ..)| is_lock(path));
    // What another title stands in now, as where two folders changed their names.
    let left = locks().filter_map(|(path, old, now)| Some((path, old.as_deref()?, now)));
    let left: Vec<_> =
        left.filter(|(_, old, now)| lock::title(old) != lock::title(now)).map(|(path, old, _)| (path, old)).collect();
    let refused = |(path, old, now): (&Utf8Path, &Option<String>, &String)| {
        let title = lock::title(now);
        let is_it = |(holder, text): &&(&Utf8Path, &str)| *holder != path && title.is_some() && lock::title(text) == title;
        let (from, begins) = match old.as_deref().map(lock::title) {
            None => (gone.first().or_else(|| left.iter().find(is_it))?, "begin without any"),
            Some(None) => return None,
            Some(then) if then == title => return None,
            Some(_) => (gone.iter().chain(&left).find(is_it)?, "go on with those of another API"),
        };
        let [from, new] = [from.0, path].map(|path| plan.folder.join(path));
        Some(format!(
            "{from} keeps the names of an API that is not there any more, and {new} would {begins}: if that is the same API, move the \
             file there; if it is another one, delete the file. Nothing was written"
        ))
    };
    locks().filter_map(refused).min().map_or(Ok(()), Err)
}

/// The committed crate, the test API, and `LINTS.md`, which is made from the documentation of the lints; and what to say of each API.
fn outputs(runs: &[Run]) -> (Vec<Output>, Vec<String>) {
    let kitchen_sink = targets::kitchen_sink();
    let mut customer = Vec::new();
    let (mut outputs, mut lines) = (Vec::new(), Vec::new());
    for run in runs {
        let Some(understood) = &run.understood else { continue };
        let name = run.api.module.clone();
        let is_test = name == kitchen_sink.module;
        let options = Options {
            source: run.api.spec.to_string(),
            command: COMMAND.to_owned(),
            module: Some(format!("crate::{name}")),
            features: !is_test,
            ..Options::default()
        };
        let files = rust::files(&understood.api, &understood.names, &options);
        lines.push(format!("{name}: {}", summary(understood, &files)));
        let report = report::report(understood, &run.diagnostics);
        lines.extend(report.map(|report| format!("{name}: {}", report.totals())));
        if is_test {
            outputs.push(Output { folder: kitchen_sink.folder.clone(), files, ownership: Ownership::Folder });
        } else {
            customer.push(rust::Module { name, api: &understood.api, names: &understood.names, options });
        }
    }
    let shared = Options { source: "specs".to_owned(), command: COMMAND.to_owned(), features: true, ..Options::default() };
    let files = rust::crate_files("customer-apis", &customer, &shared);
    outputs.insert(0, Output { folder: "generated".into(), files, ownership: Ownership::Folder });
    let manual = File { path: "LINTS.md".to_owned(), text: lint::manual() };
    outputs.push(Output { folder: Utf8PathBuf::new(), files: vec![manual], ownership: Ownership::Named });
    (outputs, lines)
}

/// What an API consists of, in a line.
fn summary(understood: &Understood, files: &[File]) -> String {
    let operations: usize = understood.api.tags.iter().map(|tag| tag.operations.len()).sum();
    let types = understood.api.types.iter().count();
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    format!("{operations} operations, {types} types, {} files, {lines} lines", files.len())
}

/// Says what is stale, shows the start of the difference and names the mend.
fn report_stale(plans: &[Plan], format: Format) -> ExitCode {
    let mut shown = String::new();
    let mut stale = 0;
    for plan in plans {
        for (file, old) in &plan.write {
            stale += 1;
            difference(&mut shown, &plan.folder.join(&file.path), old.as_deref().unwrap_or_default(), &file.text);
        }
        for (path, old) in &plan.delete {
            stale += 1;
            difference(&mut shown, &plan.folder.join(path), old, "");
        }
    }
    if stale == 0 {
        say(format, "generated code is fresh");
        return ExitCode::SUCCESS;
    }
    let lines: Vec<&str> = shown.lines().collect();
    for line in lines.iter().take(SHOWN) {
        eprintln!("{}", characters::whole_line(line));
    }
    if lines.len() > SHOWN {
        eprintln!("... {} more lines", lines.len() - SHOWN);
    }
    eprintln!("error: {stale} generated files are stale or were edited by hand; `{COMMAND}` mends that");
    ExitCode::FAILURE
}

fn difference(shown: &mut String, path: &Utf8Path, old: &str, new: &str) {
    let diff = similar::TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    let _ = write!(shown, "{}", unified.context_radius(1).header(path.as_str(), path.as_str()));
}

/// The same YAML with nothing in it that the log of a build obeys.
fn quiet(text: String) -> Result<String, String> {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "document.yaml".to_owned(), text });
    let tree = letterpress::node::read(&sources, id, &mut Vec::new());
    let tree = tree.map_err(|found| found.first().map_or_else(String::new, |found| found.message.to_string()))?;
    letterpress::node::write::yaml(&tree).map_err(|error| error.to_string())
}

fn dump(runs: &[Run], stage: Stage) -> Result<ExitCode, String> {
    for run in runs {
        let Some(understood) = &run.understood else { continue };
        let text = match stage {
            Stage::Node => letterpress::node::write::yaml(&understood.tree).map_err(|error| error.to_string())?,
            Stage::Document => {
                let document = letterpress::document::document(&understood.tree).map_err(|error| error.message.to_string())?;
                quiet(letterpress::document::yaml(&document)?)?
            }
            Stage::Ir => characters::visible(&format!("{:#?}\n", understood.api)).into_owned(),
            Stage::Names => characters::visible(&format!("{:#?}\n", understood.names)).into_owned(),
        };
        written(std::io::stdout(), &format!("# {}\n{text}", run.api.module))?;
    }
    Ok(ExitCode::SUCCESS)
}
