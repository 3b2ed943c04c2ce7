//! `--timings`: where the time of a run went.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use letterpress::stage::{Stage, Watch};

use super::output;

/// The flag.
#[derive(clap::Args)]
pub struct Timing {
    /// Says on standard error how long each stage took, in milliseconds of the clock on the wall.
    #[arg(long)]
    timings: bool,
}

impl Timing {
    /// A clock that begins now.
    pub fn start(&self) -> Timings {
        Timings { begun: Instant::now(), stages: RefCell::new(Vec::new()), wanted: self.timings }
    }
}

/// When each stage began.
pub struct Timings {
    begun: Instant,
    stages: RefCell<Vec<(Stage, Instant)>>,
    wanted: bool,
}

impl Watch for Timings {
    fn begins(&self, stage: Stage) {
        self.stages.borrow_mut().push((stage, Instant::now()));
    }
}

impl Timings {
    /// Prints how long each stage took until the next, and the whole run so far.
    pub fn print(&self) {
        if !self.wanted {
            return;
        }
        let now = Instant::now();
        let stages = self.stages.borrow();
        let ends = stages.iter().skip(1).map(|(_, begun)| *begun).chain([now]);
        let took = stages.iter().zip(ends).map(|((stage, begun), end)| line(stage.name(), end.duration_since(*begun)));
        output::print_aside(&took.chain([line("total", now.duration_since(self.begun))]).collect::<String>());
    }
}

fn line(name: &str, took: Duration) -> String {
    format!("{name:<12}{:>10.1} ms\n", took.as_secs_f64() * 1e3)
}
