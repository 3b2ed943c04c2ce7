//! How long it takes to read a description, text to typed document, as a multiple of what `serde_json` takes to read the same
//! text to a value in the same run; and from YAML, as a multiple of `serde_yaml`.
//!
//! The ratios stand at the end. They compare the time that the processor spent, which other work on the machine disturbs less
//! than the time on the clock that criterion reports.

mod common;

use std::cell::Cell;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use common::{Document, Kept};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};

/// The most that is fine: the time for JSON, as a multiple of that of `serde_json`.
const MOST: f64 = 5.0;

/// Larger documents are not converted to YAML: it takes long and says nothing new.
const LARGEST_YAML: usize = 16 * 1024 * 1024;

fn main() -> ExitCode {
    if !common::measures() {
        return ExitCode::SUCCESS;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10).warm_up_time(Duration::from_millis(500));
    let mut rows = Vec::new();
    for document in common::made() {
        rows.push(row(&mut criterion, &document)?);
    }
    for path in common::named() {
        rows.push(row(&mut criterion, &real(&path)?)?);
    }
    criterion.final_summary();
    println!("Times as multiples of those of serde_json and serde_yaml to a value, at most {MOST} wanted for JSON:");
    println!("{:>24} {:>10} {:>12} {:>12} {:>8} {:>8}", "document", "bytes", "serde_json", "letterpress", "JSON", "YAML");
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

fn real(path: &Path) -> Result<Document, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Document { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text })
}

/// Measures one document, and writes a line about it.
fn row(criterion: &mut Criterion, document: &Document) -> Result<String, String> {
    let Document { name, text } = document;
    let [value, typed] = pair(criterion, name, text, "json", |text| serde_json::from_str::<serde_json::Value>(text))?;
    let yaml = if text.len() <= LARGEST_YAML {
        let text = serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string())?;
        let text = serde_yaml::to_string(&text).map_err(|error| error.to_string())?;
        let [value, typed] = pair(criterion, name, &text, "yaml", |text| serde_yaml::from_str::<serde_yaml::Value>(text))?;
        format!("{:.2}", typed / value)
    } else {
        "-".to_owned()
    };
    let (bytes, ratio) = (text.len(), typed / value);
    Ok(format!("{name:>24} {bytes:>10} {:>9.1} ms {:>9.1} ms {ratio:>8.2} {yaml:>8}", value * 1e3, typed * 1e3))
}

/// The times, in seconds, for reading a text to a value and to the typed document.
fn pair<T, E>(
    criterion: &mut Criterion,
    name: &str,
    text: &str,
    format: &str,
    value: fn(&str) -> Result<T, E>,
) -> Result<[f64; 2], String> {
    let (sources, id) = common::single(format!("{name}.{format}"), text.to_owned());
    // Before the measurement, so that a mistake in a document is told.
    common::typed(&sources, id, Kept::Both, || ())?;
    let value = cost(criterion, &format!("{format} to a value"), name, text.len(), || value(text).ok());
    let typed = cost(criterion, &format!("{format} to a typed document"), name, text.len(), || {
        common::typed(&sources, id, Kept::Document, || ())
    });
    Ok([value, typed])
}

/// The time of the processor that a function takes on average, in seconds. What it returns is dropped after the clock has stopped.
fn cost<O>(criterion: &mut Criterion, group: &str, name: &str, bytes: usize, mut function: impl FnMut() -> O) -> f64 {
    let total = Cell::new((Duration::ZERO, 0_u32));
    let mut group = criterion.benchmark_group(group);
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
        bencher.iter_custom(|count| (0..count).map(|_| sample(&mut function, &total)).sum());
    });
    group.finish();
    let (spent, runs) = total.get();
    spent.as_secs_f64() / f64::from(runs)
}

/// One run: the time on the clock, and that of the processor is added to `total`.
fn sample<O>(function: &mut impl FnMut() -> O, total: &Cell<(Duration, u32)>) -> Duration {
    let (start, spent) = (Instant::now(), processor());
    let outcome = black_box(function());
    let time = start.elapsed();
    let spent = match (spent, processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        (None, _) | (_, None) => time,
    };
    drop(outcome);
    let (sum, runs) = total.get();
    total.set((sum + spent, runs + 1));
    time
}

/// The time that the processor has spent on this thread so far.
#[cfg(unix)]
fn processor() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::ThreadCPUTime).try_into().ok()
}

#[cfg(not(unix))]
fn processor() -> Option<Duration> {
    None
}
