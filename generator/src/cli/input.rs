//! Reading the description, printing what there is to say about it.

use std::io::Read;

use camino::Utf8Path;
use letterpress::diagnostic::{Color, Diagnostic, SHOWN, render_with};
use letterpress::source::{Source, SourceId, Sources};

/// What a description may weigh before it is refused unread, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Reads the file of a description.
///
/// # Errors
///
/// When it is no regular file, too large, or not UTF-8.
pub fn read(path: &Utf8Path) -> Result<(Sources, SourceId), String> {
    let metadata = fs_err::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err(format!("{path} is not a regular file"));
    }
    let mut bytes = Vec::new();
    let file = fs_err::File::open(path).map_err(|error| error.to_string())?;
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LIMIT {
        return Err(format!("{path} is larger than {} MiB", LIMIT >> 20));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("{path} is not UTF-8: byte {} does not belong to a character", error.utf8_error().valid_up_to()))?;
    let mut sources = Sources::default();
    let main = sources.add(Source { path: path.as_str().replace('\\', "/"), text });
    Ok((sources, main))
}

/// Prints diagnostics to standard error, coloured where that is a terminal.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources) {
    if !diagnostics.is_empty() {
        anstream::eprintln!("{}", render_with(diagnostics, sources, Color::Ansi, SHOWN));
    }
}
