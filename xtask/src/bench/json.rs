//! How long reading and writing JSON takes: criterion measures, in a benchmark of its own.

use std::process::{Command, Stdio};

use super::page::Section;
use super::{Bench, measure};

/// The table that the benchmark prints at its end.
///
/// # Errors
///
/// When the benchmark fails.
pub fn run(bench: &Bench<'_>) -> Result<Section, String> {
    let output = Command::new(measure::cargo())
        .args(["bench", "--quiet", "--package", "letterpress-tests", "--bench", "json"])
        .current_dir(bench.workspace)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        return Err("the benchmark failed".to_owned());
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    // Criterion's own lines come before the tables.
    let tables: Vec<&str> = printed.lines().skip_while(|line| !line.starts_with("Multiples")).collect();
    let body = format!("```text\n{}\n```\n", tables.join("\n"));
    Ok(Section { title: "JSON", command: "cargo xtask bench json".to_owned(), body, ..Section::default() })
}
