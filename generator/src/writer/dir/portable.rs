//! Folders as paths, for platforms without handles of folders: names are looked at before they are used.
//!
//! Between the look and the use somebody with the right to write into the folder can put a link there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::{Kind, about};

/// What a new file or folder allows: what the folder around it hands down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As any other.
    Usual,
    /// The user's alone, where the folder around it says so.
    Private,
}

/// A folder.
#[derive(Debug)]
pub struct Dir {
    path: PathBuf,
    shown: PathBuf,
}

impl Dir {
    /// Opens a folder that the user names: links on the way to it are followed.
    pub fn open(path: &Path, shown: PathBuf) -> io::Result<Self> {
        match fs::metadata(path).map_err(|error| about("open folder", path, error))?.is_dir() {
            true => Ok(Self { path: path.to_owned(), shown }),
            false => Err(about("open folder", path, io::ErrorKind::NotADirectory)),
        }
    }

    /// The path, for messages.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// The same folder.
    pub fn again(&self) -> io::Result<Self> {
        Ok(Self { path: self.path.clone(), shown: self.shown.clone() })
    }

    /// Opens a folder in it.
    pub fn open_folder(&self, name: &str) -> io::Result<Self> {
        match self.kind(name)? {
            Some(Kind::Folder) => Ok(Self { path: self.path.join(name), shown: self.shown.join(name) }),
            Some(Kind::File | Kind::Link | Kind::Other) => {
                Err(about("open folder", &self.shown.join(name), io::ErrorKind::NotADirectory))
            }
            None => Err(about("open folder", &self.shown.join(name), io::ErrorKind::NotFound)),
        }
    }

    /// Makes a folder; fails if anything stands there.
    pub fn make_folder(&self, name: &str, _mode: Mode) -> io::Result<()> {
        fs::create_dir(self.path.join(name)).map_err(|error| about("make folder", &self.shown.join(name), error))
    }

    /// What stands under a name.
    pub fn kind(&self, name: &str) -> io::Result<Option<Kind>> {
        match fs::symlink_metadata(self.path.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(about("look at", &self.shown.join(name), error)),
            Ok(found) => Ok(Some(kind(found.file_type()))),
        }
    }

    /// The mode of what stands under a name.
    pub fn mode(&self, _name: &str) -> io::Result<Mode> {
        Ok(Mode::Usual)
    }

    /// The mode of the folder.
    pub fn own_mode(&self) -> io::Result<Mode> {
        Ok(Mode::Usual)
    }

    /// Opens what stands under a name, to read it.
    pub fn open_file(&self, name: &str) -> io::Result<File> {
        File::open(self.path.join(name))
    }

    /// The content of a regular file, `limit` bytes of it at most.
    pub fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let shown = self.shown.join(name);
        if self.kind(name)? != Some(Kind::File) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{}` is not a regular file", shown.display())));
        }
        let file = self.open_file(name).map_err(|error| about("open file", &shown, error))?;
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes).map_err(|error| about("read from file", &shown, error))?;
        Ok(bytes)
    }

    /// Makes a file, which must not exist, and brings it to the disk.
    pub fn create(&self, name: &str, content: &[u8], _mode: Mode) -> io::Result<()> {
        let shown = self.shown.join(name);
        let open = OpenOptions::new().write(true).create_new(true).open(self.path.join(name));
        let mut file = open.map_err(|error| about("create file", &shown, error))?;
        file.write_all(content).and_then(|()| file.sync_all()).map_err(|error| about("write to file", &shown, error))
    }

    /// Opens a file for a lock, and makes it if need be.
    pub fn open_lock(&self, name: &str) -> io::Result<File> {
        let shown = self.shown.join(name);
        match self.kind(name)? {
            Some(Kind::Folder | Kind::Link | Kind::Other) => Err(about("open file", &shown, io::ErrorKind::InvalidInput)),
            Some(Kind::File) | None => OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(self.path.join(name))
                .map_err(|error| about("open file", &shown, error)),
        }
    }

    /// Whether `file` is what stands under a name; here a lock is never removed, so it is if anything does.
    pub fn holds(&self, name: &str, _file: &File) -> io::Result<bool> {
        Ok(self.kind(name)?.is_some())
    }

    /// Moves a file over what stands at its target, or a folder to where nothing stands.
    pub fn rename(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        fs::rename(self.path.join(name), to.path.join(target))
            .map_err(|error| about("move a file to", &to.shown.join(target), error))
    }

    /// Lets two names change places, in one step: not here.
    pub fn exchange(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        Err(about(&format!("exchange {name} with"), &to.shown.join(target), io::ErrorKind::Unsupported))
    }

    /// Gives a file a second name.
    pub fn link(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        fs::hard_link(self.path.join(name), to.path.join(target))
            .map_err(|error| about("link a file to", &to.shown.join(target), error))
    }

    /// Removes a name that is no folder.
    pub fn remove_file(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name)).map_err(|error| about("remove file", &self.shown.join(name), error))
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.path.join(name)).map_err(|error| about("remove folder", &self.shown.join(name), error))
    }

    /// What stands in the folder, sorted; `None` for a name that is not UTF-8.
    pub fn entries(&self) -> io::Result<Vec<(Option<String>, Kind)>> {
        let context = |error| about("read folder", &self.shown, error);
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(context)? {
            let entry = entry.map_err(context)?;
            found.push((entry.file_name().into_string().ok(), kind(entry.file_type().map_err(context)?)));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Brings the names in the folder to the disk: the file system's own journal does that here.
    pub fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// Whether names can move from one of two folders to the other: a move that fails says so.
    pub fn is_same_mount(&self, _other: &Self) -> io::Result<bool> {
        Ok(true)
    }

    /// Whether two paths are of one folder: only looked at by their words.
    pub fn is_same(&self, other: &Self) -> io::Result<bool> {
        Ok(self.path == other.path)
    }

    /// Whether the folder is the user's: not asked here.
    pub fn is_own(&self) -> io::Result<bool> {
        Ok(true)
    }

    /// A number that no other folder of the file system has: not known here.
    pub fn identity(&self) -> io::Result<u64> {
        Ok(0)
    }

    /// Whether it is to everybody what `other` is: not known here.
    pub fn is_alike(&self, _other: &Self) -> io::Result<bool> {
        Ok(false)
    }
}

fn kind(found: fs::FileType) -> Kind {
    if found.is_symlink() {
        Kind::Link
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}
