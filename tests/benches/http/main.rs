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
    const BOTH: [Self; 2] = [Self::Generated, Self::ByHand];

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
            let sides = Written::BOTH.map(|who| Side::start(&[SERVE, who.word()]));
            let [mut generated, mut by_hand] = sides;
            row("server", name, together, [generated.as_mut(), by_hand.as_mut()], &|side, port| {
                let before = side.time()?;
                wire::ask(port, body.trim(), together, REQUESTS)?;
                Ok(side.time()? - before)
            })?;
        }
    }
    let port = wire::answering()?.to_string();
    for (index, (name, _)) in BODIES.iter().enumerate() {
        for together in TOGETHER {
            let [mut generated, mut by_hand] = Written::BOTH.map(|who| Side::start(&[CALL, who.word(), &port]));
            row("client", name, together, [generated.as_mut(), by_hand.as_mut()], &|side, _| {
                let before = side.time()?;
                side.ask(&format!("{index} {together} {REQUESTS}"))?;
                Ok(side.time()? - before)
            })?;
        }
    }
    Ok(())
}

type Failed<'e> = Result<&'e mut Side, &'e mut Box<dyn std::error::Error>>;

/// Measures both in turn, and prints the least of each.
fn row(
    side: &str,
    body: &str,
    together: usize,
    sides: [Failed<'_>; 2],
    round: &dyn Fn(&mut Side, u16) -> Outcome<Duration>,
) -> Outcome<()> {
    let [generated, by_hand] = sides.map(|side| side.map_err(|error| error.to_string()));
    let mut both = [generated?, by_hand?];
    let mut least = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (side, least) in both.iter_mut().zip(&mut least) {
            let port = side.port;
            *least = (*least).min(round(side, port)?);
        }
    }
    let [generated, by_hand] = least.map(|time| time.as_secs_f64() * 1e6 / REQUESTS as f64);
    let ratio = generated / by_hand;
    println!("{side:>8} {body:>14} {together:>9} {generated:>10.1} {by_hand:>9.1} {ratio:>6.2}");
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
