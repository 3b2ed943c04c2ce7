//! What one run of a program costs.

use std::ffi::OsString;
use std::process::Command;

use camino::Utf8Path;

/// What one run cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Seconds on the wall.
    pub wall: f64,
    /// Seconds of processors, of the program and what it started.
    pub processor: f64,
    /// The most memory that one process had, in MiB.
    pub memory: u64,
}

impl Cost {
    /// The least of each.
    fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
            memory: self.memory.min(other.memory),
        }
    }
}

/// The standard library of Rust tells nobody what a child used; Python's does.
const WATCH: &str = "import os, signal, subprocess, sys, threading, time
begun, limit = time.monotonic(), float(sys.argv[1])
child = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, start_new_session=True)
def stop():
    print(f'takes more than {limit:.0f} s', file=sys.stderr)
    os.killpg(child.pid, signal.SIGKILL)
timer = threading.Timer(limit, stop)
timer.start()
try:
    _, status, used = os.wait4(child.pid, 0)
except BaseException:
    os.killpg(child.pid, signal.SIGKILL)
    raise
finally:
    timer.cancel()
kib = used.ru_maxrss // (1024 if sys.platform == 'darwin' else 1)
print(time.monotonic() - begun, used.ru_utime + used.ru_stime, kib // 1024)
sys.exit(os.waitstatus_to_exitcode(status) != 0)";

/// A program that is measured.
pub struct Program<'a> {
    /// The folder that it runs in.
    pub folder: &'a Utf8Path,
    /// Its path and arguments.
    pub words: Vec<String>,
    /// Variables of its environment.
    pub environment: &'a [(&'a str, String)],
}

/// A run of more seconds is stopped.
const LIMIT: u32 = 400;

/// A run of more seconds is measured once: what disturbs it is a small part of it.
const LONG: f64 = 60.0;

/// The least cost of some rounds; `before` is run before each.
///
/// # Errors
///
/// When the program fails: its last words.
pub fn least(rounds: u32, program: &Program<'_>, before: impl Fn() -> Result<(), String>) -> Result<Cost, String> {
    let mut least: Option<Cost> = None;
    for _ in 0..rounds.max(1) {
        before()?;
        let cost = once(program)?;
        least = Some(least.map_or(cost, |least| least.least(cost)));
        if cost.wall > LONG {
            break;
        }
    }
    least.ok_or_else(|| "nothing was measured".to_owned())
}

fn once(program: &Program<'_>) -> Result<Cost, String> {
    let output = Command::new("python3")
        .args(["-c", WATCH, &LIMIT.to_string()])
        .args(&program.words)
        .envs(program.environment.iter().map(|(name, value)| (name, value)))
        .current_dir(program.folder)
        .output()
        .map_err(|error| format!("python3 cannot be started: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
        return Err(last.chars().take(120).collect());
    }
    let numbers = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        // The number of MiB is a whole one, and small.
        [wall, processor, memory] => Ok(Cost { wall: *wall, processor: *processor, memory: *memory as u64 }),
        _ => Err("python3 did not say what the run cost".to_owned()),
    }
}

/// The cargo that runs this.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The machine, the compiler and the date.
///
/// # Errors
///
/// When they cannot be asked.
pub fn machine() -> Result<String, String> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let processor = fs_err::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1));
    let model = model.map_or_else(|| std::env::consts::ARCH.to_owned(), |model| model.trim().to_owned());
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
        Ok::<_, String>(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let date = said("python3", &["-c", "import datetime; print(datetime.date.today())"])?;
    let compiler = said("rustc", &["--version"])?;
    let version = env!("CARGO_PKG_VERSION");
    Ok(format!("{date}, letterpress {version}, {compiler}, {cores} cores of {model}, {}", std::env::consts::OS))
}
