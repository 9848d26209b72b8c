//! When each job of this process last did its work, for whoever asks whether all is well.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// A job that waits for others (a slow gateway, a large workbook) is no dead one.
const PATIENCE: Duration = Duration::from_secs(600);

#[derive(Clone, Copy, Debug)]
struct Beat {
    every: Duration,
    since: Timestamp,
    last: Option<Timestamp>,
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulse {
    pub name: &'static str,
    /// When it last ended without an error; none when it has not yet.
    pub last: Option<Timestamp>,
    /// It should have ended well again long since.
    pub overdue: bool,
}

/// The jobs of a process.
#[derive(Debug, Default)]
pub struct Beats(Mutex<BTreeMap<&'static str, Beat>>);

impl Beats {
    /// A job begins.
    pub fn begin(&self, name: &'static str, every: Duration, now: Timestamp) {
        let beat = Beat {
            every,
            since: now,
            last: None,
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, beat);
    }

    /// A job did its work.
    pub fn note(&self, name: &'static str, now: Timestamp) {
        let mut beats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(beat) = beats.get_mut(name) {
            beat.last = Some(now);
        }
    }

    /// Every job as it stands now.
    #[must_use]
    pub fn pulses(&self, now: Timestamp) -> Vec<Pulse> {
        let beats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        beats
            .iter()
            .map(|(name, beat)| {
                let silent = now.duration_since(beat.last.unwrap_or(beat.since));
                let most = beat.every.saturating_mul(3).saturating_add(PATIENCE);
                Pulse {
                    name,
                    last: beat.last,
                    overdue: Duration::try_from(silent).is_ok_and(|silent| silent > most),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_overdue_when_it_has_not_ended_well_for_long() {
        let at = |s: i64| Timestamp::from_second(1_800_000_000 + s).unwrap();
        let beats = Beats::default();
        beats.begin("outbox", Duration::from_secs(2), at(0));
        assert!(!beats.pulses(at(600))[0].overdue, "it may still be at its first work");
        assert!(beats.pulses(at(607))[0].overdue);
        beats.note("outbox", at(608));
        let pulse = beats.pulses(at(700)).remove(0);
        assert_eq!((pulse.last, pulse.overdue), (Some(at(608)), false));
    }
}
