//! The one-time guidance (一口清): a few answers, then exactly what this applicant needs.

use app::backend::ServiceError;
use app::backend::catalogue::{GuidanceView, PlaceView, Verdict};
use shared::catalogue::{Item, Qualifies, guidance};

use super::snapshot::Snapshot;
use super::{materials, questions, words};
use crate::services::Services;

impl Services {
    pub(super) async fn guidance_view(
        &self,
        item: &str,
        place: Option<&str>,
        pairs: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError> {
        let snapshot = self.snapshot().await?;
        let composed = self.compose(&snapshot, item, place).await?;
        Ok(self.guidance_on(&snapshot, &composed.guide.item, composed.place.clone(), pairs))
    }

    /// The guidance a draft would give, tried with these answers.
    pub(in crate::services) async fn guidance_of_draft(
        &self,
        item: &Item,
        pairs: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError> {
        Ok(self.guidance_on(&*self.snapshot().await?, item, None, pairs))
    }

    fn guidance_on(
        &self,
        snapshot: &Snapshot,
        item: &Item,
        place: Option<PlaceView>,
        pairs: &[(String, String)],
    ) -> GuidanceView {
        let today = self.clock.today();
        let taken = questions::take(item, pairs, today);
        let result = guidance(item, &taken.answers, today);
        let asked: Vec<_> = questions::askable(item)
            .filter(|situation| result.questions.iter().any(|asked| asked.ask.id == situation.ask.id))
            .collect();
        let answered = asked
            .iter()
            .filter(|situation| taken.answers.get(situation.ask.id.as_str()).is_some())
            .count();
        let verdict = match &result.qualifies {
            Qualifies::Yes => Verdict::Yes,
            Qualifies::No { reasons } => Verdict::No {
                reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
            },
            Qualifies::Unknown { .. } => Verdict::Open,
            Qualifies::ByReview => Verdict::ByReview,
        };
        GuidanceView {
            id: item.id.clone(),
            name: item.plain_name.clone(),
            place,
            questions: asked
                .iter()
                .map(|situation| questions::view(situation, pairs, &taken.problems))
                .collect(),
            answered: u32::try_from(answered).unwrap_or(u32::MAX),
            done: answered == asked.len(),
            verdict,
            needed: materials::views(result.needed.iter().copied()),
            undecided: materials::views(result.undecided.iter().copied()),
            spared: result.not_needed.iter().map(|material| material.name.clone()).collect(),
            unasked: result.unasked.iter().map(|&condition| condition.to_owned()).collect(),
            instead: result.instead.iter().filter_map(|&id| snapshot.link(id)).collect(),
            bring: result.bring_words(),
            given: taken.given(),
            carry: taken.carry(),
            facts: words::facts(item),
        }
    }
}
