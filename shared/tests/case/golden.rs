//! Every event of every format ever stored, as files: whatever is added to the program, they read as they did.
//!
//! A file is the opened bytes of an event, named by its tag; a folder is a format. A new kind of event, or a new format,
//! brings its file: `cargo test -p shared --test case -- --ignored what_is_missing` writes it. None is ever changed or
//! taken out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use shared::case::{By, CaseState, Decision, Recorded, clock, replay, stored};
use shared::time::local_date;

use super::record::every_event;
use super::world::{calendar, day, morning, officer};

fn folder(format: usize) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/events/{format}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    files
}

/// `closed.json`, and `closed.older.json` from before the event said more.
fn tag(path: &Path) -> &str {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.split('.').next().unwrap()
}

#[test]
fn every_event_ever_stored_reads_as_it_did() {
    for format in 1..=stored::FORMAT {
        let files = files(&folder(format));
        assert!(files.len() >= 15, "{} events of format {format}", files.len());
        for path in files {
            let bytes = std::fs::read(&path).unwrap();
            let (by, event) = stored::read(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            assert_eq!(event.tag(), tag(&path));
            assert!(matches!(by, By::Staff { .. } | By::Applicant { .. } | By::Law));
            // What is written of it now says the same.
            let again = stored::read(&stored::written(&by, &event).unwrap()).unwrap();
            assert_eq!(again, (by, event), "{}", path.display());
        }
    }
}

#[test]
fn every_kind_of_event_has_its_file() {
    let folder = folder(stored::FORMAT);
    let there: BTreeSet<String> = files(&folder).iter().map(|path| tag(path).to_owned()).collect();
    let kinds: BTreeSet<String> = every_event().iter().map(|event| event.tag().to_owned()).collect();
    assert_eq!(there, kinds);
}

#[test]
#[ignore = "writes files"]
fn what_is_missing_is_written() {
    let folder = folder(stored::FORMAT);
    std::fs::create_dir_all(&folder).unwrap();
    for event in every_event() {
        let path = folder.join(format!("{}.json", event.tag()));
        if !path.exists() {
            std::fs::write(path, stored::written(&By::of(&officer()), &event).unwrap()).unwrap();
        }
    }
}

/// A whole record from the files: submitted, sent back, supplied, taken on, granted, delivered.
#[test]
fn a_stored_record_adds_up_to_the_same_case() {
    for format in 1..=stored::FORMAT {
        let steps = [
            ("submitted", "2026-11-02"),
            ("correction_requested", "2026-11-03"),
            ("supplied", "2026-11-05"),
            ("accepted", "2026-11-06"),
            ("granted", "2026-11-11"),
            ("closed", "2026-11-12"),
        ];
        let record: Vec<Recorded> = (1..)
            .zip(steps)
            .map(|(seq, (tag, on))| {
                let bytes = std::fs::read(folder(format).join(format!("{tag}.json"))).unwrap();
                let (by, event) = stored::read(&bytes).unwrap();
                Recorded {
                    seq,
                    at: morning(on),
                    by,
                    event,
                }
            })
            .collect();
        let case = replay(&record).unwrap().unwrap();
        assert_eq!((case.state, case.revision), (CaseState::Closed, 6));
        assert_eq!(local_date(case.received_at), day("2026-11-02"));
        assert_eq!(case.acceptance.unwrap().on, day("2026-11-06"));
        assert!(matches!(case.decision, Some(Decision::Granted { .. })));
        assert_eq!(clock(&case, &calendar()).in_time, Some(true));
    }
}

/// The chain of a record stored by the first version holds for its bytes.
#[test]
fn what_proves_an_event_is_what_was_stored() {
    let bytes = br#"{"by":{"who":"law"},"event":{"type":"accepted"}}"#;
    let proven = stored::proven(3, "2026-11-06T02:00:00Z".parse().unwrap(), bytes);
    let old = r#"{"seq":3,"at":"2026-11-06T02:00:00Z","by":{"who":"law"},"event":{"type":"accepted"}}"#;
    assert_eq!(String::from_utf8(proven).unwrap(), old);
}
