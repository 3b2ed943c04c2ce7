//! What a benchmark of its own measures: JSON, and what a request costs.

use std::process::{Command, Stdio};

use super::page::Section;
use super::{Bench, measure};

/// How long reading and writing JSON takes.
///
/// # Errors
///
/// When the benchmark fails.
pub fn json(bench: &Bench<'_>) -> Result<Section, String> {
    // Criterion's own lines come before the tables.
    let body = printed(bench, "json", "Multiples")?;
    Ok(Section { title: "JSON", command: "cargo xtask bench json".to_owned(), body, ..Section::default() })
}

/// What a request costs a server and a client.
///
/// # Errors
///
/// When the benchmark fails.
pub fn server(bench: &Bench<'_>) -> Result<Section, String> {
    let body = printed(bench, "http", "Processor")?;
    Ok(Section { title: "Server and client", command: "cargo xtask bench server".to_owned(), body, ..Section::default() })
}

/// What a benchmark prints, from the line on that begins so.
fn printed(bench: &Bench<'_>, name: &str, first: &str) -> Result<String, String> {
    let output = Command::new(measure::cargo())
        .args(["bench", "--quiet", "--package", "letterpress-tests", "--bench", name])
        .current_dir(bench.workspace)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        return Err("the benchmark failed".to_owned());
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    let tables: Vec<&str> = printed.lines().skip_while(|line| !line.starts_with(first)).collect();
    Ok(format!("```text\n{}\n```\n", tables.join("\n")))
}
