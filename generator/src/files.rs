//! Files of a description on the disk: the only place where the generator reads them.
//!
//! What a description refers to is only read if it lies, links followed, below the root folder, and is a regular file of
//! tolerable size. Nothing is fetched: addresses are followed into folders that the caller names for them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, codes::reading};
use crate::names::lock::{self, Earlier};
use crate::reference::{Load, Loaded, Location, Refusal};
use crate::rust;
use crate::source::{Source, SourceId, Sources, Span};
use crate::writer::{self, Claim, Dir, Kind};

/// What a file may weigh before it is refused unread, in bytes.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// Reads a file that the caller names, such as a main document or an overlay, and adds it to the sources. It may lie anywhere,
/// and be a link. `shown` is its path as diagnostics print it.
///
/// # Errors
/// It is no regular file, larger than `limit` bytes, cannot be read, or is not text. A file that was not read is among the
/// sources too, without text: the diagnostic points to it.
pub fn add(sources: &mut Sources, path: &Utf8Path, shown: &str, limit: u64) -> Result<SourceId, Diagnostic> {
    let shown = slashes(shown);
    let read = real(path).map_err(|error| failed(shown.clone(), &error)).and_then(|real| regular(&real, &shown, limit));
    added(sources, shown, read)
}

/// Reads a file that nobody names, such as one that belongs beside a description, and adds it to the sources. `path` is one below `root`,
/// and links that lead out of that are not followed: an excerpt would show what they lead to.
///
/// # Errors
/// As of [`add`], or when it lies outside, or `root` is no folder.
pub fn add_below(sources: &mut Sources, root: &Utf8Path, path: &Utf8Path, limit: u64) -> Result<SourceId, Diagnostic> {
    let shown = slashes(path.as_str());
    let folder = Folder::of(root).map_err(|reason| Refusal::Unreadable { tried: shown.clone(), reason });
    let read = folder.and_then(|folder| folder.read(&shown, limit)).map(|(_, _, bytes)| bytes);
    added(sources, shown, read)
}

fn added(sources: &mut Sources, shown: String, read: Result<Vec<u8>, Refusal>) -> Result<SourceId, Diagnostic> {
    match read {
        Ok(bytes) => sources.add_bytes(shown, bytes),
        Err(refusal) => {
            let file = sources.add(Source { path: shown, text: String::new() });
            Err(unread(Span::of(file, 0, 0), refusal))
        }
    }
}

/// What an earlier run left of its names in a claimed output: reads `path` there, if there is anything. `module` is a file that every
/// run makes beside it. Nobody named these files, so no link leads to them: an excerpt would show what it leads to.
///
/// # Errors
/// As of [`add`], or when a link stands there or on the way.
pub fn earlier(
    sources: &mut Sources,
    claim: &Claim,
    [path, module]: [&Utf8Path; 2],
    shown: &str,
    limit: u64,
) -> Result<Earlier, Diagnostic> {
    let refusal = match writer::read(claim, path, limit.saturating_add(1)) {
        Ok(Some(bytes)) if bytes.len() as u64 <= limit => {
            let lock = sources.add_bytes(slashes(shown), bytes)?;
            let unknown = unknown(sources, claim, lock, module);
            return Ok(if unknown.is_empty() { Earlier::File(lock) } else { Earlier::Partial(lock, unknown) });
        }
        Ok(Some(_)) => Some(Refusal::TooLarge { tried: shown.to_owned(), limit }),
        Err(reason) => Some(Refusal::Unreadable { tried: shown.to_owned(), reason }),
        Ok(None) => None,
    };
    if let Some(refusal) = refusal {
        let file = sources.add(Source { path: slashes(shown), text: String::new() });
        return Err(unread(Span::of(file, 0, 0), refusal));
    }
    let bytes = writer::read(claim, module, limit).ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    Ok(if writer::is_generated(&text) { Earlier::Lost } else { Earlier::None })
}

/// The generated files beside a lock that were made for something which it does not name, or that hold members which no line names,
/// wherever they stand. What cannot be looked at, or is too large for that, is told when it is written.
fn unknown(sources: &Sources, claim: &Claim, lock: SourceId, module: &Utf8Path) -> Vec<String> {
    // Of a merge the files of both sides may be there.
    let lock = lock::mentioned(sources, lock);
    let beside = module.parent().unwrap_or(Utf8Path::new(""));
    let mut files = Vec::new();
    for folder in ["models", "operations"] {
        let found = writer::generated(claim, &beside.join(folder)).unwrap_or_default();
        for module in found.iter().filter_map(|name| name.strip_suffix(".rs")).filter(|module| *module != "mod") {
            let mut file = lock::beside::File { folder, module: module.to_owned(), members: BTreeSet::new(), texts: Vec::new() };
            let text = writer::read(claim, &beside.join(file.path()), writer::LARGEST).ok().flatten().unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            file.members.extend(rust::wire_names(&text));
            file.texts.extend(rust::texts(&text));
            files.push(file);
        }
    }
    lock::beside::unaccounted(&lock, &files)
}

/// Whether a file that the caller names was not read. What is wrong with a file that was read is a mistake of the description.
pub fn is_unread(diagnostic: &Diagnostic) -> bool {
    [reading::TOO_LARGE, reading::NO_FILE, reading::NOT_REGULAR, reading::UNREADABLE].contains(&diagnostic.code)
}

fn unread(file: Span, refusal: Refusal) -> Diagnostic {
    match refusal {
        Refusal::NotRegular { .. } => Diagnostic::error(reading::NOT_REGULAR, file, "this is not a regular file")
            .help("name the file itself, not a folder or a pipe"),
        Refusal::TooLarge { limit, .. } => {
            let message = format!("this file is larger than {} MiB", limit >> 20);
            Diagnostic::error(reading::TOO_LARGE, file, message).help("if it really is a description: `--max-size MIB`")
        }
        Refusal::Unreadable { reason, .. } => {
            Diagnostic::error(reading::UNREADABLE, file, format!("this file cannot be read: {reason}"))
        }
        Refusal::Outside { .. } => {
            Diagnostic::error(reading::UNREADABLE, file, "this leads out of the folder that it must lie in")
                .help("put the file itself here, not a link")
        }
        Refusal::Missing { .. } | Refusal::Remote { .. } | Refusal::NoFiles => {
            Diagnostic::error(reading::NO_FILE, file, "this file does not exist").help("correct the path")
        }
    }
}

/// The files that one description may be read from.
#[derive(Clone, Debug)]
pub struct Files {
    root: Folder,
    /// The path of the main document below the root.
    entry: String,
    /// Addresses that folders stand for; they end in `/`.
    remote: Vec<(String, Folder)>,
    limit: u64,
}

/// A folder that is read from.
#[derive(Clone, Debug)]
struct Folder {
    /// As it was given, for diagnostics.
    shown: Utf8PathBuf,
    /// Absolute, without links.
    real: Utf8PathBuf,
    /// The folder itself, wherever somebody moves it.
    handle: Arc<Dir>,
}

impl Files {
    /// The files beside and below the main document; with `root`, those below that folder, which holds the main document.
    ///
    /// # Errors
    /// When a folder does not exist, or the main document is not below the root.
    pub fn of(main: &Utf8Path, root: Option<&Utf8Path>) -> Result<Self, String> {
        let folder = match main.parent() {
            Some(folder) if folder != "" => folder,
            Some(_) | None => Utf8Path::new("."),
        };
        let name = main.file_name().ok_or_else(|| format!("{main} names no file"))?;
        let root = Folder::of(root.unwrap_or(folder))?;
        let real = real(folder).map_err(|error| format!("{folder}: {error}"))?.join(name);
        let entry = real.strip_prefix(&root.real).map_err(|_| format!("{main} is not below {}", root.shown))?;
        let entry = slashes(entry.as_str());
        Ok(Self { root, entry, remote: Vec::new(), limit: LIMIT })
    }

    /// Lets a folder stand for an address: `https://example.com/schemas` and what is below it.
    ///
    /// # Errors
    /// When the address is not `http(s)`, or the folder does not exist.
    pub fn remote(mut self, prefix: &str, folder: &Utf8Path) -> Result<Self, String> {
        let address = Location::remote(prefix).ok_or_else(|| format!("{prefix} is no http or https address"))?;
        self.remote.push((format!("{}/", address.text().trim_end_matches('/')), Folder::of(folder)?));
        // Of several prefixes that fit, the longest is meant.
        self.remote.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Ok(self)
    }

    /// Sets the path of the root folder as diagnostics print it.
    #[must_use]
    pub fn shown(mut self, root: &Utf8Path) -> Self {
        self.root.shown = root.to_owned();
        self
    }

    /// Sets what each file may weigh, in bytes.
    #[must_use]
    pub fn limit(self, limit: u64) -> Self {
        Self { limit, ..self }
    }
}

impl Load for Files {
    fn entry(&self) -> String {
        self.entry.clone()
    }

    fn limit(&self) -> u64 {
        self.limit
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        match location {
            Location::File(path) => {
                let (shown, below, bytes) = self.root.read(path, self.limit)?;
                Ok(Loaded { identity: Location::File(below), path: shown, bytes })
            }
            Location::Remote(uri) => {
                let found =
                    self.remote.iter().find_map(|(prefix, folder)| Some((prefix, folder, uri.strip_prefix(prefix.as_str())?)));
                let Some((prefix, folder, path)) = found else { return Err(Refusal::Remote { uri: uri.clone() }) };
                let (shown, below, bytes) = folder.read(path, self.limit)?;
                Ok(Loaded { identity: Location::Remote(format!("{prefix}{below}")), path: shown, bytes })
            }
        }
    }
}

impl Folder {
    fn of(shown: &Utf8Path) -> Result<Self, String> {
        let real = real(shown).map_err(|error| format!("{shown}: {error}"))?;
        if !real.is_dir() {
            return Err(format!("{shown} is not a folder"));
        }
        let handle = Dir::open(real.as_std_path(), shown.into()).map_err(|error| error.to_string())?;
        Ok(Self { shown: shown.to_owned(), real, handle: Arc::new(handle) })
    }

    /// Reads a file below the folder: the path to show, its path below the folder when links are followed, its content.
    fn read(&self, path: &str, limit: u64) -> Result<(String, String, Vec<u8>), Refusal> {
        let shown = match self.shown.as_str() {
            "." => path.to_owned(),
            folder => slashes(&format!("{}/{path}", folder.trim_end_matches(std::path::is_separator))),
        };
        let steps_out = path.split('/').any(|segment| matches!(segment, "" | "." | "..")) || Utf8Path::new(path).is_absolute();
        if steps_out {
            return Err(Refusal::Outside { tried: shown });
        }
        let real = real(&self.real.join(path)).map_err(|error| failed(shown.clone(), &error))?;
        let Ok(below) = real.strip_prefix(&self.real) else { return Err(Refusal::Outside { tried: shown }) };
        let bytes = self.regular(below, &shown, limit)?;
        let below = slashes(below.as_str());
        Ok((shown, below, bytes))
    }

    /// The content of a regular file below the folder. Each part of the way is opened in the one before: a link that stands there now has
    /// been put there since the path was resolved, and is not followed.
    fn regular(&self, below: &Utf8Path, shown: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
        let name = below.file_name().unwrap_or_default();
        let on_the_way = below.parent().into_iter().flat_map(Utf8Path::components);
        let start = self.handle.again();
        let folder = on_the_way.fold(start, |folder, part| folder?.open_folder(part.as_str()));
        let folder = folder.map_err(|error| failed(shown.to_owned(), &error))?;
        let is_file = match folder.kind(name) {
            Ok(Some(kind)) => Ok(kind == Kind::File),
            Ok(None) => Err(io::ErrorKind::NotFound.into()),
            Err(error) => Err(error),
        };
        content(is_file, || folder.open_file(name), shown, limit)
    }
}

/// A path with forward slashes; where a backslash is a letter of a name, it stays.
fn slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

/// Absolute and without links.
fn real(path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    path.canonicalize_utf8()
}

fn failed(tried: String, error: &io::Error) -> Refusal {
    match error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory {
        true => Refusal::Missing { tried },
        false => Refusal::Unreadable { tried, reason: error.to_string() },
    }
}

/// The content of a regular file that the caller names.
fn regular(path: &Utf8Path, shown: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
    content(std::fs::symlink_metadata(path).map(|found| found.is_file()), || open(path), shown, limit)
}

/// The content of a regular file. What was opened is asked what it is, since something else may have taken the place of what stood there;
/// `is_file` says what stood there before, since to open a device can do something.
fn content(
    is_file: io::Result<bool>,
    open: impl FnOnce() -> io::Result<File>,
    shown: &str,
    limit: u64,
) -> Result<Vec<u8>, Refusal> {
    let failed = |error: io::Error| failed(shown.to_owned(), &error);
    let other = Err(Refusal::NotRegular { tried: shown.to_owned() });
    let large = Err(Refusal::TooLarge { tried: shown.to_owned(), limit });
    if !is_file.map_err(failed)? {
        return other;
    }
    let file = open().map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return other;
    }
    if metadata.len() > limit {
        return large;
    }
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    // It may have grown meanwhile.
    if bytes.len() as u64 > limit { large } else { Ok(bytes) }
}

/// Opens a file, and waits for nobody: to open a pipe would wait for its writer.
fn open(path: &Utf8Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;

        use rustix::fs::OFlags;

        // The path has no links: one that is there now was put there since.
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}
