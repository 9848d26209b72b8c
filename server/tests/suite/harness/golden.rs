//! What a version of the program as of migration 0030 left behind: see `../golden/README.md`.

use std::io::{Cursor, Read as _};
use std::path::Path;

use server::secrets::{Key, KeyRing};

const SQLITE: &[u8] = include_bytes!("../golden/jinban.db.zip");
const POSTGRES: &[u8] = include_bytes!("../golden/postgres.sql.zip");
/// The papers handed in and the keys that all of it is sealed by; they are the same for both engines.
const BESIDE: &[u8] = include_bytes!("../golden/files.zip");

fn only_file(packed: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut bytes = Vec::new();
    archive.by_index(0).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// The database file.
pub fn sqlite() -> Vec<u8> {
    only_file(SQLITE)
}

/// The database as statements.
pub fn postgres() -> String {
    String::from_utf8(only_file(POSTGRES)).unwrap()
}

/// Puts papers and keys into a house, and reads the keys.
pub fn unpack_beside(home: &Path) -> KeyRing {
    zip::ZipArchive::new(Cursor::new(BESIDE))
        .unwrap()
        .extract(home)
        .unwrap();
    let key = |name: &str| -> Key {
        let file = home.join("keys").join(name);
        std::fs::read_to_string(file).unwrap().parse().unwrap()
    };
    KeyRing::new(key("encryption.key"), key("index.key"))
}
