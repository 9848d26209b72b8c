//! Questions in letters: pinyin and its initials.

use super::matters::mask;
use super::query::{Reader, SLIPPED, SOUNDS_ALIKE};
use super::vocabulary::EntryId;

impl Reader<'_> {
    /// Letters: pinyin, its initials, their beginnings, one slip, several words written together.
    pub(super) fn latin(&mut self, run: &str) {
        let all = mask(self.at, run.len());
        self.query.telling |= all;
        let vocabulary = &self.index.vocabulary;
        let mut found: Vec<(EntryId, f32)> = Vec::new();
        found.extend(vocabulary.get(run).map(|id| (id, 1.0)));
        found.extend(vocabulary.sounding(run).map(|id| (id, 1.0)));
        if run.len() >= 2 {
            let quality = if run.len() == 2 { 0.6 } else { 0.85 };
            found.extend(vocabulary.with_initials(run).map(|id| (id, quality)));
        }
        if run.len() >= 3 {
            found.extend(vocabulary.beginning(run).map(|(id, share)| (id, 0.5 + 0.25 * share)));
            found.extend(
                vocabulary
                    .initials_beginning(run)
                    .map(|(id, share)| (id, 0.4 + 0.25 * share)),
            );
        }
        let exact = found.iter().any(|(_, quality)| *quality >= 0.8);
        if !exact {
            found.extend(vocabulary.sound_slipped(run).into_iter().map(|id| (id, SLIPPED)));
        }
        let mut alternatives = Vec::new();
        for (id, quality) in found {
            self.expand(vocabulary.text(id), quality, false, &mut alternatives);
        }
        let several = if exact { Vec::new() } else { self.spell(run) };
        self.push(all, alternatives);
        for (start, end) in several {
            let mut alternatives = Vec::new();
            let sounding: Vec<EntryId> = run
                .get(start..end)
                .map(|part| self.index.vocabulary.sounding(part).collect())
                .unwrap_or_default();
            for id in sounding {
                let text = self.index.vocabulary.text(id);
                self.expand(text, SOUNDS_ALIKE, false, &mut alternatives);
            }
            self.push(mask(self.at + start, end - start), alternatives);
        }
    }

    /// Cuts letters into the sounds of known words, as few and as gapless as can be: `gelaorenbanyoudaizheng`.
    fn spell(&self, run: &str) -> Vec<(usize, usize)> {
        let n = run.len();
        // best[i]: (cost, from, whether that last piece is a word) for the first i letters
        let mut best: Vec<(u32, usize, bool)> = vec![(0, 0, false)];
        for end in 1..=n {
            let gap = best.last().map_or(0, |b| b.0) + 4;
            let mut choice = (gap, end - 1, false);
            for start in end.saturating_sub(36)..end.saturating_sub(2) {
                let cost = best.get(start).map_or(u32::MAX, |b| b.0 + 3);
                let is_word = |part: &str| self.index.vocabulary.sounding(part).next().is_some();
                if cost < choice.0 && run.get(start..end).is_some_and(is_word) {
                    choice = (cost, start, true);
                }
            }
            best.push(choice);
        }
        let mut pieces = Vec::new();
        let mut end = n;
        while end > 0 {
            let Some(&(_, start, word)) = best.get(end) else { break };
            if word {
                pieces.push((start, end));
            }
            end = start;
        }
        pieces.reverse();
        pieces
    }
}
