//! `letterpress generate SPEC -o DIR`.

use std::process::ExitCode;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use letterpress::node::Value;
use letterpress::stage::{Stage, Watch};
use letterpress::writer::{self, Ownership};
use letterpress::{File, Options, Understood, meaning, rust};

use super::{input, output, report, timings};

/// Arguments of `letterpress generate`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    spec: input::Spec,
    /// The folder to write to. Generated files in it that are no longer made are deleted; other files are left alone.
    #[arg(short, long, value_name = "DIR")]
    output: Utf8PathBuf,
    /// Make a crate of this name, with a Cargo.toml, instead of a module tree.
    #[arg(long = "crate", value_name = "NAME", value_parser = package_name)]
    crate_name: Option<String>,
    /// Make each tag a feature of the crate, with the types that its operations need, so that a client compiles what it calls.
    #[arg(long, requires = "crate_name")]
    tag_features: bool,
    #[command(flatten)]
    report: report::Reporting,
    #[command(flatten)]
    timing: timings::Timing,
}

/// Packages that a package of this name would hide from itself, or that Cargo keeps for itself.
const TAKEN: &[&str] = &["letterpress-runtime", "std", "core", "alloc", "test", "proc-macro"];

/// A name that Cargo takes for a package and Rust for a crate.
fn package_name(name: &str) -> Result<String, String> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err("a package name begins with an ASCII letter, such as `customer-api`".to_owned());
    }
    if let Some(c) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')) {
        return Err(format!("`{c}` cannot stand in a package name: use ASCII letters, digits, `-` and `_`"));
    }
    let dashed = name.to_ascii_lowercase().replace('_', "-");
    if TAKEN.contains(&dashed.as_str()) {
        return Err(format!("`{name}` is the name of a crate that generated code uses: choose another, such as `{name}-api`"));
    }
    if letterpress::names::is_keyword(name) {
        return Err(format!("`{name}` is a keyword of Rust: choose another, such as `{name}-api`"));
    }
    Ok(name.to_owned())
}

/// Generates, and writes either everything or nothing.
///
/// # Errors
///
/// When a folder for references does not exist, arguments exclude one another, or a file cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    arguments.report.beside(arguments.spec.format)?;
    let timings = arguments.timing.start();
    let mut input = input::read(&arguments.spec)?;
    // Names that an earlier run gave are read, too: nobody writes between that and the end.
    let claim = writer::claim(&arguments.output, &mut output::note)?;
    let at = |path: &str| if arguments.crate_name.is_some() { rust::at_root(path) } else { path.to_owned() };
    let [lock, module] = [rust::LOCK, rust::ROOT].map(|path| Utf8PathBuf::from(at(path)));
    input::read_lock(&mut input, &claim, [&lock, &module], &arguments.output.join(&lock), arguments.spec.limit());
    let asked = input::Asked { lints: None, report: arguments.report.wanted(), compared: true };
    let (understood, mut diagnostics) = input::understand(&mut input, &asked, &timings);
    let Some(mut understood) = understood else {
        input::print(&diagnostics, &input)?;
        timings.print();
        report::absent(&arguments.report);
        return Ok(input::failure(&diagnostics));
    };
    if !arguments.report.wanted() && input.is_first() {
        // What was read is not needed to print, and takes a while to give back. Where there was no output, nothing is compared.
        let read = (std::mem::replace(&mut understood.tree.value, Value::Null), std::mem::take(&mut understood.document));
        std::thread::spawn(|| drop(read));
    }
    timings.begins(Stage::Print);
    let files = files(arguments, &understood, claim.output());
    timings.begins(Stage::Compare);
    let plan = writer::plan(&claim, Utf8Path::new(""), files, Ownership::Description);
    let compared = plan.as_ref().ok().map(meaning::changes).unwrap_or_default();
    let compared = compared.into_values().reduce(meaning::Compared::together).unwrap_or_default();
    diagnostics.extend(meaning::tell(&compared, &understood));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    input::print(&diagnostics, &input)?;
    if !report::run(&arguments.report, &understood, &diagnostics, &input.sources)? {
        return Ok(ExitCode::FAILURE);
    }
    timings.begins(Stage::Write);
    let plan = plan?;
    let (written, unchanged, deleted) = (plan.write.len(), plan.unchanged.len(), plan.delete.len());
    writer::commit(&claim, &[plan])?;
    drop(claim);
    timings.print();
    // The process ends with it.
    std::mem::forget(understood);
    if !arguments.report.is_json() {
        input::say(&input, &format!("{}: {written} files written, {unchanged} unchanged, {deleted} deleted", arguments.output))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The files of the output, whose folder is the one that was claimed.
fn files(arguments: &Arguments, understood: &Understood, claimed: Option<Utf8PathBuf>) -> Vec<File> {
    let (output, spec) = (claimed.unwrap_or_else(|| arguments.output.clone()), real(&arguments.spec.path));
    let spec = seen_from(&output, &spec);
    let alone = arguments.crate_name.is_some();
    let module = alone.then(|| "crate".to_owned());
    let tag_features = arguments.tag_features;
    let options = Options { source: spec, command: "letterpress generate".to_owned(), module, features: alone, tag_features };
    let Understood { api, names, .. } = understood;
    match &arguments.crate_name {
        Some(name) => rust::single_crate_files(name, &rust::Module { name: name.clone(), api, names, options }),
        None => rust::files(api, names, &options),
    }
}

/// A path whose folder is named without links; where its last part leads is what somebody meant it to stand for.
fn real(path: &Utf8Path) -> Utf8PathBuf {
    let folder = path.parent().filter(|folder| *folder != "").unwrap_or(Utf8Path::new("."));
    let real = folder.canonicalize_utf8().ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    real.unwrap_or_else(|| path.to_owned())
}

/// The way from the folder to the description, the same wherever both are checked out: by it a later run knows its files.
fn seen_from(folder: &Utf8Path, spec: &Utf8Path) -> String {
    let (Ok(from), Ok(to)) = (camino::absolute_utf8(folder), camino::absolute_utf8(spec)) else { return spec.to_string() };
    let (from, to) = (plain(&from), plain(&to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| "..");
    up.chain(to.iter().skip(shared).copied()).collect::<Vec<_>>().join("/")
}

/// The parts of an absolute path, without `.` and `..`.
fn plain(path: &Utf8Path) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Utf8Component::ParentDir => drop(parts.pop()),
            Utf8Component::CurDir => {}
            Utf8Component::Prefix(_) | Utf8Component::RootDir | Utf8Component::Normal(_) => parts.push(part.as_str()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{package_name, seen_from};

    #[test]
    fn the_description_is_named_as_its_output_sees_it() {
        let seen = |folder: &str, spec: &str| seen_from(folder.into(), spec.into());
        assert_eq!(seen("src/api", "openapi.yaml"), "../../openapi.yaml");
        assert_eq!(seen("./out/../src/api/", "specs/crm/openapi.yaml"), "../../specs/crm/openapi.yaml");
        assert_eq!(seen("specs", "specs/openapi.yaml"), "openapi.yaml");
        assert_eq!(seen("/a/b", "/c/openapi.yaml"), "../../c/openapi.yaml");
    }

    #[test]
    fn a_package_is_called_what_cargo_takes() {
        for name in ["customers", "customer-api", "api_2", "A"] {
            assert!(package_name(name).is_ok(), "{name}");
        }
        for name in ["", "2api", "-a", "a b", "a/b", "../a", "caf\u{e9}", "a\"b", "type", "std", "letterpress_runtime", "test"] {
            assert!(package_name(name).is_err(), "{name}");
        }
    }
}
