//! Folders as handles: every operation is relative to one, and no name is followed if it is a link.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{self, AtFlags, FileType, OFlags};

use super::{Kind, about};

/// What a new file or folder allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What the user's mask leaves.
    Usual,
    /// Nothing for anybody but the user.
    Private,
    /// Exactly this: that of what is replaced.
    Like(fs::Mode),
}

/// A folder.
#[derive(Debug)]
pub struct Dir {
    handle: OwnedFd,
    shown: PathBuf,
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

impl Dir {
    /// Opens a folder that the user names: links on the way to it are followed.
    pub fn open(path: &Path, shown: PathBuf) -> io::Result<Self> {
        let handle = fs::open(path, FOLDER, fs::Mode::empty()).map_err(|error| about("open folder", path, error))?;
        Ok(Self { handle, shown })
    }

    /// The path, for messages.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// A second handle of the folder.
    pub fn again(&self) -> io::Result<Self> {
        Ok(Self { handle: self.handle.try_clone()?, shown: self.shown.clone() })
    }

    /// Opens a folder in it.
    pub fn open_folder(&self, name: &str) -> io::Result<Self> {
        let shown = self.shown.join(name);
        let handle = fs::openat(&self.handle, name, FOLDER | OFlags::NOFOLLOW, fs::Mode::empty())
            .map_err(|error| about("open folder", &shown, error))?;
        Ok(Self { handle, shown })
    }

    /// Makes a folder; fails if anything stands there.
    pub fn make_folder(&self, name: &str, mode: Mode) -> io::Result<()> {
        let shown = self.shown.join(name);
        let made = match mode {
            Mode::Usual => 0o777,
            Mode::Private | Mode::Like(_) => 0o700,
        };
        fs::mkdirat(&self.handle, name, fs::Mode::from_raw_mode(made)).map_err(|error| about("make folder", &shown, error))?;
        if let Mode::Like(bits) = mode {
            let made = self.open_folder(name)?;
            fs::fchmod(&made.handle, bits).map_err(|error| about("make folder", &shown, error))?;
        }
        Ok(())
    }

    /// What stands under a name.
    pub fn kind(&self, name: &str) -> io::Result<Option<Kind>> {
        match fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(rustix::io::Errno::NOENT) => Ok(None),
            Err(error) => Err(about("look at", &self.shown.join(name), error)),
            Ok(found) => Ok(Some(kind(FileType::from_raw_mode(found.st_mode)))),
        }
    }

    /// The mode of what stands under a name.
    pub fn mode(&self, name: &str) -> io::Result<Mode> {
        let found = fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)
            .map_err(|error| about("look at", &self.shown.join(name), error))?;
        Ok(Mode::Like(fs::Mode::from_raw_mode(found.st_mode)))
    }

    /// The mode of the folder.
    pub fn own_mode(&self) -> io::Result<Mode> {
        Ok(Mode::Like(fs::Mode::from_raw_mode(fs::fstat(&self.handle)?.st_mode)))
    }

    /// Opens what stands under a name, to read it. Waits for no writer if that is a pipe.
    pub fn open_file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        Ok(File::from(fs::openat(&self.handle, name, flags, fs::Mode::empty())?))
    }

    /// The content of a regular file, `limit` bytes of it at most.
    pub fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let shown = self.shown.join(name);
        let file = self.open_file(name).map_err(|error| about("open file", &shown, error))?;
        if !file.metadata().map_err(|error| about("look at", &shown, error))?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{}` is not a regular file", shown.display())));
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes).map_err(|error| about("read from file", &shown, error))?;
        Ok(bytes)
    }

    /// Makes a file, which must not exist, and brings it to the disk.
    pub fn create(&self, name: &str, content: &[u8], mode: Mode) -> io::Result<()> {
        let shown = self.shown.join(name);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let made = match mode {
            Mode::Usual => 0o666,
            Mode::Private | Mode::Like(_) => 0o600,
        };
        let open = fs::openat(&self.handle, name, flags, fs::Mode::from_raw_mode(made))
            .map_err(|error| about("create file", &shown, error))?;
        let mut file = File::from(open);
        file.write_all(content).map_err(|error| about("write to file", &shown, error))?;
        if let Mode::Like(bits) = mode {
            fs::fchmod(&file, bits).map_err(|error| about("set the mode of", &shown, error))?;
        }
        fs::fsync(&file).map_err(|error| about("write to file", &shown, error))
    }

    /// Opens a file for a lock, and makes it if need be.
    pub fn open_lock(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let shown = self.shown.join(name);
        let file = fs::openat(&self.handle, name, flags, fs::Mode::from_raw_mode(0o600))
            .map_err(|error| about("open file", &shown, error))?;
        let found = fs::fstat(&file).map_err(|error| about("look at", &shown, error))?;
        // A second name is a file of somebody, who would lose its text.
        if kind(FileType::from_raw_mode(found.st_mode)) != Kind::File || found.st_nlink > 1 {
            return Err(about("lock", &shown, io::ErrorKind::InvalidInput));
        }
        Ok(File::from(file))
    }

    /// Whether `file` is what stands under a name.
    pub fn holds(&self, name: &str, file: &File) -> io::Result<bool> {
        let held = fs::fstat(file)?;
        match fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(found) => Ok((found.st_dev, found.st_ino) == (held.st_dev, held.st_ino)),
            Err(rustix::io::Errno::NOENT) => Ok(false),
            Err(error) => Err(about("look at", &self.shown.join(name), error)),
        }
    }

    /// Moves a file over what stands at its target, or a folder to where nothing stands.
    pub fn rename(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        fs::renameat(&self.handle, name, &to.handle, target)
            .map_err(|error| about("move a file to", &to.shown.join(target), error))
    }

    /// Lets two names change places, in one step.
    pub fn exchange(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        return fs::renameat_with(&self.handle, name, &to.handle, target, fs::RenameFlags::EXCHANGE)
            .map_err(|error| about("exchange folder", &to.shown.join(target), error));
        #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
        Err(about(&format!("exchange {name} with"), &to.shown.join(target), io::ErrorKind::Unsupported))
    }

    /// Gives a file a second name.
    pub fn link(&self, name: &str, to: &Self, target: &str) -> io::Result<()> {
        fs::linkat(&self.handle, name, &to.handle, target, AtFlags::empty())
            .map_err(|error| about("link a file to", &to.shown.join(target), error))
    }

    /// Removes a name that is no folder.
    pub fn remove_file(&self, name: &str) -> io::Result<()> {
        fs::unlinkat(&self.handle, name, AtFlags::empty()).map_err(|error| about("remove file", &self.shown.join(name), error))
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::unlinkat(&self.handle, name, AtFlags::REMOVEDIR)
            .map_err(|error| about("remove folder", &self.shown.join(name), error))
    }

    /// What stands in the folder, sorted; `None` for a name that is not UTF-8.
    pub fn entries(&self) -> io::Result<Vec<(Option<String>, Kind)>> {
        let context = |error| about("read folder", &self.shown, error);
        let mut found = Vec::new();
        for entry in fs::Dir::read_from(&self.handle).map_err(context)? {
            let entry = entry.map_err(context)?;
            let name = entry.file_name().to_str().ok().map(str::to_owned);
            if matches!(name.as_deref(), Some("." | "..")) {
                continue;
            }
            // Some file systems do not tell in the list what an entry is.
            let told = match (entry.file_type(), &name) {
                (FileType::Unknown, Some(name)) => self.kind(name)?.unwrap_or(Kind::Other),
                (told, _) => kind(told),
            };
            found.push((name, told));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Brings the names in the folder to the disk.
    pub fn sync(&self) -> io::Result<()> {
        match fs::fsync(&self.handle) {
            // Not every file system can do that for folders.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::BADF) | Ok(()) => Ok(()),
            Err(error) => Err(about("write to folder", &self.shown, error)),
        }
    }

    /// Whether names can move from one of two folders to the other.
    pub fn is_same_mount(&self, other: &Self) -> io::Result<bool> {
        Ok(mount(self)? == mount(other)?)
    }

    /// Whether two handles are of one folder.
    pub fn is_same(&self, other: &Self) -> io::Result<bool> {
        let (this, that) = (fs::fstat(&self.handle)?, fs::fstat(&other.handle)?);
        Ok((this.st_dev, this.st_ino) == (that.st_dev, that.st_ino))
    }

    /// Whether the folder is the user's.
    pub fn is_own(&self) -> io::Result<bool> {
        Ok(fs::fstat(&self.handle)?.st_uid == rustix::process::geteuid().as_raw())
    }

    /// A number that no other folder of the file system has, and a copy of this one neither.
    pub fn identity(&self) -> io::Result<u64> {
        Ok(fs::fstat(&self.handle)?.st_ino)
    }

    /// Whether it is to everybody what `other` is: owner, group and further attributes, such as access lists.
    pub fn is_alike(&self, other: &Self) -> io::Result<bool> {
        let (this, that) = (fs::fstat(&self.handle)?, fs::fstat(&other.handle)?);
        let owner = this.st_uid == that.st_uid && this.st_gid == that.st_gid;
        Ok(owner && attributes(&self.handle)? == attributes(&other.handle)?)
    }
}

/// The most bytes of extended attributes that are compared; where there are more, nothing is known of them.
const ATTRIBUTES: usize = 4096;

fn attributes(handle: &OwnedFd) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let mut list = vec![0; ATTRIBUTES];
    let length = match fs::flistxattr(handle, &mut list) {
        Err(rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS) => 0,
        length => length?,
    };
    list.truncate(length);
    let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let pair = |name: &[u8]| {
        let mut value = vec![0; ATTRIBUTES];
        let length = fs::fgetxattr(handle, name, &mut value)?;
        value.truncate(length);
        Ok((name.to_owned(), value))
    };
    names.map(pair).collect()
}

fn kind(found: FileType) -> Kind {
    match found {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        FileType::Fifo | FileType::Socket | FileType::CharacterDevice | FileType::BlockDevice | FileType::Unknown => Kind::Other,
    }
}

/// What two folders share between which names can move: the device, and where it tells, the mount.
fn mount(dir: &Dir) -> io::Result<(impl PartialEq + use<>, u64)> {
    let device = fs::fstat(&dir.handle)?.st_dev;
    #[cfg(target_os = "linux")]
    let mount = fs::statx(&dir.handle, "", AtFlags::EMPTY_PATH, fs::StatxFlags::MNT_ID).map_or(0, |found| found.stx_mnt_id);
    #[cfg(not(target_os = "linux"))]
    let mount = 0;
    Ok((device, mount))
}
