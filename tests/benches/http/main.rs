//! What a request costs: a generated server and client, which validate, beside axum and reqwest written by hand with serde's derives, which do
//! not. Each side runs in a process of its own, whose processor time is counted; the other side is the same plain sockets for both.
//!
//! The ratios compare the least of several rounds, in which both take turns.

mod calls;
mod hand;
mod serve;
mod wire;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::Duration;

/// The argument that makes this program one of the sides: what it is, and by whom it was written.
const SERVE: &str = "--serve";
const CALL: &str = "--call";

/// How often each side is measured.
const ROUNDS: usize = 7;

/// How many requests a round has.
const REQUESTS: usize = 20_000;

/// How many connections, or calls, there are at once.
const TOGETHER: [usize; 2] = [1, 64];

/// Who wrote the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The generator.
    Generated,
    /// A person.
    ByHand,
}

impl Written {
    fn word(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::ByHand => "hand",
        }
    }

    fn of(word: &str) -> Self {
        if word == Self::Generated.word() { Self::Generated } else { Self::ByHand }
    }
}

/// A body of a request: what the table calls it, and its text.
pub const BODIES: [(&str, &str); 2] =
    [("of 29 bytes", r#"{"company":1,"name":"A name"}"#), ("of 876 bytes", include_str!("../json/customer.json"))];

/// What every server answers.
pub const ANSWER: &str = include_str!("../../tests/customers/pages/revnue-answer.json");

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [SERVE, who] => serve::run(Written::of(who)),
        [CALL, who, port] => calls::run(Written::of(who), port),
        words if words.contains(&"--bench") => measure(),
        _ => Ok(()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Outcome<()> {
    println!("Processor time of a request, in microseconds, and how many times that of code by hand (1.05 wanted):");
    println!("{:>8} {:>14} {:>9} {:>10} {:>9} {:>6}", "side", "a body", "at once", "generated", "by hand", "ratio");
    for (name, body) in BODIES {
        for together in TOGETHER {
            let ask = |side: &mut Side| wire::ask(side.port, body.trim(), together, REQUESTS);
            row(&format!("{:>8} {name:>14} {together:>9}", "server"), |who| Side::start(&[SERVE, who.word()]), ask)?;
        }
    }
    let port = wire::answering()?.to_string();
    for (index, (name, _)) in BODIES.iter().enumerate() {
        for together in TOGETHER {
            let call = |side: &mut Side| side.ask(&format!("{index} {together} {REQUESTS}")).map(drop);
            row(&format!("{:>8} {name:>14} {together:>9}", "client"), |who| Side::start(&[CALL, who.word(), &port]), call)?;
        }
    }
    Ok(())
}

/// Measures both in turn, and prints the least of each.
fn row(what: &str, start: impl Fn(Written) -> Outcome<Side>, round: impl Fn(&mut Side) -> Outcome<()>) -> Outcome<()> {
    let mut sides = [start(Written::Generated)?, start(Written::ByHand)?];
    let mut least = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (side, least) in sides.iter_mut().zip(&mut least) {
            let before = side.time()?;
            round(side)?;
            *least = (*least).min(side.time()? - before);
        }
    }
    let [generated, by_hand] = least.map(|time| time.as_secs_f64() * 1e6 / REQUESTS as f64);
    println!("{what} {generated:>10.1} {by_hand:>9.1} {:>6.2}", generated / by_hand);
    Ok(())
}

/// A process of this program that is one of the sides. It ends with the input that it reads.
struct Side {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// Where it listens, if it serves.
    port: u16,
}

impl Side {
    fn start(arguments: &[&str]) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take().ok_or("no output")?);
        let mut side = Self { child, input, output: BufReader::new(output), port: 0 };
        side.port = side.line()?.parse()?;
        Ok(side)
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// What it answers to a line.
    fn ask(&mut self, line: &str) -> Outcome<String> {
        writeln!(self.input.as_mut().ok_or("no input")?, "{line}")?;
        self.line()
    }

    /// The time that processors have spent on it so far.
    fn time(&mut self) -> Outcome<Duration> {
        Ok(Duration::from_nanos(self.ask("time")?.parse()?))
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Answers each line of the input: the time so far, or what `answer` says.
pub fn answer_lines(mut answer: impl FnMut(&str) -> Outcome<()>) -> Outcome<()> {
    for line in std::io::stdin().lines() {
        match line?.as_str() {
            "time" => println!("{}", processor()?.as_nanos()),
            other => {
                answer(other)?;
                println!("done");
            }
        }
    }
    Ok(())
}

/// The time that processors have spent on this process so far.
#[cfg(unix)]
fn processor() -> Outcome<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    Ok(clock_gettime(ClockId::ProcessCPUTime).try_into()?)
}

#[cfg(not(unix))]
fn processor() -> Outcome<Duration> {
    Err("the time of a process is known on Unix only".into())
}
