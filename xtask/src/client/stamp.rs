//! A stamp tells whether what was built still stands for what it was built from.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::{Result, paths};

/// The hash of all files under `inputs` (paths from the workspace's folder) and of `words`.
pub fn of(inputs: &[&str], words: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let mut files = Vec::new();
    for input in inputs {
        collect(&paths::root().join(input), &mut files)?;
    }
    files.sort();
    for file in files {
        hash.update(file.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(fs::read(&file)?));
    }
    Ok(hex(&hash.finalize()))
}

/// All files under `path`, itself when it is one. What is missing counts as empty.
pub fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether `work` was finished under this stamp.
pub fn matches(work: &Path, stamp: &str) -> bool {
    fs::read_to_string(work.join("stamp")).is_ok_and(|old| old == stamp)
}

/// What is in `work` is being changed: until it is finished it stands for nothing.
pub fn forget(work: &Path) -> Result {
    match fs::remove_file(work.join("stamp")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// `work` is finished.
pub fn set(work: &Path, stamp: &str) -> Result {
    Ok(fs::write(work.join("stamp"), stamp)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_renamed_file_each_change_the_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().to_str().unwrap();
        let stamp = || of(&[input], &["release"]).unwrap();
        fs::write(folder.path().join("a"), "1").unwrap();
        let first = stamp();
        assert_eq!(stamp(), first);
        fs::write(folder.path().join("a"), "2").unwrap();
        let changed = stamp();
        assert_ne!(changed, first);
        fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert_ne!(stamp(), changed);
        fs::write(folder.path().join("a"), "2").unwrap();
        assert_ne!(stamp(), changed);
        assert_ne!(of(&[input], &["quick"]).unwrap(), stamp());
    }
}
