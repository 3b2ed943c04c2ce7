//! How long it takes to read JSON (parse, validate and decode) and to write it, as a multiple of what serde's derives take on the
//! same text in the same run: they validate nothing. Beside them stands what people do who validate: `serde_json::Value`,
//! `jsonschema`, `from_value`. At the end, the memory that reading takes, in a process of its own.
//!
//! The ratios compare the least of many times that the processor spent, which other work on the machine disturbs the least.

mod cases;
mod plain;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use cases::{Case, NewCustomer, PlainCustomer, PlainRecord, Record};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use letterpress_runtime::{Decode, Direction, Encode, Rule, Validate, from_json, json, to_json_text, violations};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The argument that makes this program the process whose memory is measured.
const CHILD: &str = "--read";

/// What is demanded of all records.
const RECORDS: Rule = |check| check.array().items(Record::validate);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let outcome = match arguments.as_slice() {
        [_, child, reader, path] if child == CHILD => peak(reader, path),
        arguments if arguments.iter().any(|argument| argument == "--bench") => measure(),
        _ => Ok(()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let criterion = Criterion::default().configure_from_args().sample_size(10).warm_up_time(Duration::from_millis(300));
    let criterion = &mut criterion.measurement_time(Duration::from_secs(1));
    let rows = [
        row::<NewCustomer, PlainCustomer>(criterion, &cases::small(), NewCustomer::validate)?,
        row::<Vec<NewCustomer>, Vec<PlainCustomer>>(criterion, &cases::medium(), |check| {
            check.array().items(NewCustomer::validate)
        })?,
        row::<Vec<Record>, Vec<PlainRecord>>(criterion, &cases::large(), RECORDS)?,
    ];
    criterion.final_summary();
    println!(
        "\nMultiples of the time of serde's derives (reading: at most 1.15 wanted; writing: 1.0), and how many times faster"
    );
    println!("than serde_json::Value with jsonschema and from_value (3 wanted):");
    println!(
        "{:>8} {:>9} {:>12} {:>6} {:>6} {:>6} {:>7} {:>6}",
        "case", "bytes", "serde", "parse", "check", "read", "schema", "write"
    );
    rows.iter().for_each(|row| println!("{row}"));
    memory()
}

/// Measures one case, and writes a line about it.
fn row<T, S>(criterion: &mut Criterion, case: &Case, rule: Rule) -> Result<String, String>
where
    T: Encode + Decode,
    S: DeserializeOwned + Serialize,
{
    let Case { name, text, schema } = case;
    let validator = jsonschema::validator_for(schema).map_err(|error| error.to_string())?;
    let value: T = read(text, rule)?;
    let derived: S = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut cost = |what: &str, function: &mut dyn FnMut()| least(criterion, what, name, text.len(), function);
    let serde = cost("serde derive", &mut || drop(black_box(serde_json::from_str::<S>(black_box(text)))));
    let parse = cost("parse", &mut || drop(black_box(json::parse(black_box(text)))));
    let check = cost("parse, validate", &mut || {
        black_box(json::parse(black_box(text)).is_ok_and(|tape| violations(tape.root(), rule).is_empty()));
    });
    let all = cost("parse, validate, decode", &mut || drop(black_box(read::<T>(black_box(text), rule))));
    let schema = cost("Value, jsonschema, from_value", &mut || {
        let value: serde_json::Value = serde_json::from_str(black_box(text)).unwrap_or_default();
        black_box(validator.is_valid(&value));
        drop(black_box(serde_json::from_value::<S>(value)));
    });
    let written = cost("write", &mut || drop(black_box(to_json_text(black_box(&value)))));
    let serde_written = cost("serde derive writes", &mut || drop(black_box(serde_json::to_string(black_box(&derived)))));
    let [parse, check, read] = [parse, check, all].map(|time| time / serde);
    let (bytes, micros, schema, write) = (text.len(), serde * 1e6, schema / all, written / serde_written);
    Ok(format!("{name:>8} {bytes:>9} {micros:>9.1} us {parse:>6.2} {check:>6.2} {read:>6.2} {schema:>7.1} {write:>6.2}"))
}

/// The value of a text, checked.
fn read<T: Decode>(text: &str, rule: Rule) -> Result<T, String> {
    let tape = json::parse(text).map_err(|error| error.to_string())?;
    violations(tape.root(), rule).into_result().map_err(|violations| violations.to_string())?;
    from_json(tape.root(), Direction::Request).map_err(|error| error.to_string())
}

/// The least time that a function takes, in seconds.
fn least(criterion: &mut Criterion, group: &str, name: &str, bytes: usize, function: &mut dyn FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    let mut group = criterion.benchmark_group(group);
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
        bencher.iter_custom(|count| {
            let (start, spent) = (Instant::now(), processor());
            (0..count).for_each(|_| function());
            let time = start.elapsed();
            let spent = spent.zip(processor()).map_or(time, |(before, after)| after.saturating_sub(before));
            least = least.min(spent.as_secs_f64() / count as f64);
            time
        });
    });
    group.finish();
    least
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

/// Measures what reading the largest text takes, in a process for each reader.
fn memory() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("large.json");
    std::fs::write(&path, cases::large().text).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    println!(
        "\nThe most memory that reading the largest text takes, with the text and the value, as a multiple of the text (3 wanted):"
    );
    for reader in ["letterpress", "serde", "jsonschema"] {
        let output = Command::new(&program).arg(CHILD).arg(reader).arg(&path).output().map_err(|error| error.to_string())?;
        print!("{reader:>12} {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Reads a text once, and writes what that took. The program itself is brought to memory by a small text first.
fn peak(reader: &str, path: impl AsRef<Path>) -> Result<(), String> {
    let records = cases::large_schema();
    read_as(reader, "[]", &records)?;
    let before = held().unwrap_or_default();
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let count = read_as(reader, &text, &records)?;
    let peak = held().unwrap_or_default().saturating_sub(before);
    println!("{:.2} ({count} records)", peak as f64 / text.len() as f64);
    Ok(())
}

/// Reads records in one of the three ways; how many there are.
fn read_as(reader: &str, text: &str, schema: &serde_json::Value) -> Result<usize, String> {
    match reader {
        "letterpress" => read::<Vec<Record>>(text, RECORDS).map(|records| black_box(records).len()),
        "serde" => serde_json::from_str::<Vec<PlainRecord>>(text)
            .map(|records| black_box(records).len())
            .map_err(|error| error.to_string()),
        _ => {
            let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            jsonschema::validate(schema, &value).map_err(|error| error.to_string())?;
            let records: Vec<PlainRecord> = serde_json::from_value(value).map_err(|error| error.to_string())?;
            Ok(black_box(records).len())
        }
    }
}

/// The most that this process ever held at once, in bytes.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
