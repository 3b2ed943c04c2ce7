//! The standard streams: what cannot be written is an error of the run, not a panic.

use std::io::{self, ErrorKind, Write as _};

/// Writes to standard output, byte for byte: nothing that goes there is coloured, and what takes escapes out of text for people
/// takes characters out of text for programs. A reader that went away, such as `head`, has seen what it wanted.
///
/// # Errors
///
/// When it cannot be written, for example because the disk is full.
pub fn print(text: &str) -> Result<(), String> {
    let mut stream = io::stdout().lock();
    unless_closed(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
        .map_err(|error| format!("standard output cannot be written: {error}"))
}

/// Writes to standard error. There is no place left to say that this failed.
pub fn print_aside(text: &str) {
    let mut stream = anstream::stderr();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Says on standard error what a run waits for, or mends.
pub fn note(text: &str) {
    print_aside(&format!("note: {}\n", letterpress::characters::one_line(text)));
}

fn unless_closed(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
