//! Files as they are served: named by their content, so that a browser may keep them for ever, with compressed twins.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::{Manifest, Mode, stamp};
use crate::{Result, paths};

/// `citizen.3f9a1c20b4d85e67.js`.
pub fn name(stem: &str, ending: &str, content: &[u8]) -> String {
    let hash: String = stamp::hex(&Sha256::digest(content)).chars().take(16).collect();
    format!("{stem}.{hash}.{ending}")
}

/// Writes `content` into `pkg/` under a name that holds its hash, and gives that name.
pub fn hashed(stem: &str, ending: &str, content: &[u8], mode: Mode) -> Result<String> {
    named(&name(stem, ending, content), content, mode)
}

/// Writes `content` into `pkg/` under a name that already holds its hash.
pub fn named(name: &str, content: &[u8], mode: Mode) -> Result<String> {
    let path = paths::site().join("pkg").join(name);
    write(&path, content, mode)?;
    Ok(name.to_owned())
}

/// What a browser asks for by a fixed name: `favicon.svg`, `robots.txt`.
pub fn fixed(mode: Mode) -> Result {
    let from = paths::root().join("style/site");
    let mut files = Vec::new();
    stamp::collect(&from, &mut files)?;
    for file in files {
        write(&paths::site().join(file.strip_prefix(&from)?), &fs::read(&file)?, mode)?;
    }
    Ok(())
}

fn write(path: &Path, content: &[u8], mode: Mode) -> Result {
    let (brotli, gzip) = (twin(path, "br"), twin(path, "gz"));
    let same = fs::read(path).is_ok_and(|old| old == content);
    if same && (mode == Mode::Quick || brotli.is_file() && gzip.is_file()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)?;
    let packed = matches!(
        path.extension().and_then(|end| end.to_str()),
        Some("png" | "ico" | "webp")
    );
    if mode == Mode::Release && !packed {
        fs::write(brotli, smallest_brotli(content)?)?;
        fs::write(gzip, smallest_gzip(content)?)?;
        return Ok(());
    }
    // Twins of what stood here before would be served instead.
    for old in [brotli, gzip] {
        if old.is_file() {
            fs::remove_file(old)?;
        }
    }
    Ok(())
}

fn twin(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Brotli, as small as it gets: it is compressed once and sent often.
pub fn smallest_brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &params)?;
    Ok(out)
}

fn smallest_gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// Takes away what no page names any more.
pub fn forget_all_but(manifest: &Manifest) -> Result {
    let named: Vec<&str> = manifest.bundles().flat_map(|(_, files)| files.names()).collect();
    for entry in fs::read_dir(paths::site().join("pkg"))? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let plain = file.strip_suffix(".br").or(file.strip_suffix(".gz")).unwrap_or(&file);
        if plain != "manifest.json" && !named.contains(&plain) && path.is_file() {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_name_changes_with_the_content_and_only_with_it() {
        assert_eq!(name("citizen", "css", b"a{}"), name("citizen", "css", b"a{}"));
        assert_ne!(name("citizen", "css", b"a{}"), name("citizen", "css", b"b{}"));
        let shown = name("citizen", "css", b"a{}");
        assert!(
            shown.starts_with("citizen.") && shown.ends_with(".css") && shown.len() == 28,
            "{shown}"
        );
    }

    #[test]
    fn the_twins_hold_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.js");
        write(&path, b"let a = 1;", Mode::Release).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &*fs::read(twin(&path, "br")).unwrap(), &mut plain).unwrap();
        assert_eq!(plain, b"let a = 1;");
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&*fs::read(twin(&path, "gz")).unwrap())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, b"let a = 1;");
    }

    #[test]
    fn a_change_without_compression_takes_the_old_twins_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("robots.txt");
        write(&path, b"old", Mode::Release).unwrap();
        write(&path, b"new", Mode::Quick).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(!twin(&path, "br").exists() && !twin(&path, "gz").exists());
    }
}
