//! A guide: the item's version in force, composed with one site.

use app::backend::ServiceError;
use app::backend::catalogue::{GuideView, ItemLink, LawView, PlaceView, QuestionKind, StepView};
use jiff::Timestamp;
use shared::catalogue::{Capability, Confirmable, Guide, Hall, Item, ItemId, LocalGuide, LocalPart, PENDING};
use shared::place::DivisionCode;
use shared::time::{local_date, show_date};

use super::snapshot::{Offer, Snapshot};
use super::{load, materials, no_item, questions, site, unavailable, words};
use crate::services::Services;

/// A guide with what it was made of.
pub(super) struct Composed {
    pub guide: Guide,
    pub since: Timestamp,
    pub number: u32,
    pub place: Option<PlaceView>,
    pub offer: Offer,
}

/// A guide in words, with what the words are made of.
pub struct GuideAt {
    pub view: GuideView,
    pub guide: Guide,
    /// When this version came into force.
    pub since: Timestamp,
}

impl Services {
    /// The guide a reader at `place` is shown.
    pub(super) async fn compose(
        &self,
        snapshot: &Snapshot,
        item: &str,
        place: Option<&str>,
    ) -> Result<Composed, ServiceError> {
        let id: ItemId = item.parse().map_err(|_| no_item())?;
        let number = snapshot.number(&id).ok_or_else(no_item)?;
        let place = snapshot.place_asked(place)?;
        let (shown, offer) = site::shown(snapshot, number, place.as_ref());
        let shown = shown.ok_or_else(no_item)?;
        let item = load::published_item(&self.store, &id).await.map_err(unavailable)?;
        let local = load::local_guide(&self.store, &id, &shown).await.map_err(unavailable)?;
        let ((item, since), local) = item.zip(local).ok_or_else(no_item)?;
        let guide = Guide::compose(item, local).map_err(|error| {
            tracing::error!(%error, "a stored guide is wrong");
            ServiceError::Unavailable
        })?;
        Ok(Composed {
            guide,
            since,
            number,
            place,
            offer,
        })
    }

    pub(super) async fn guide_view(&self, item: &str, place: Option<&str>) -> Result<GuideView, ServiceError> {
        Ok(self.guide_at(item, place).await?.view)
    }

    /// The guide a reader at `place` is shown, in words and as the domain has it.
    ///
    /// # Errors
    /// As [`app::backend::Catalogue::guide`].
    pub async fn guide_at(&self, item: &str, place: Option<&str>) -> Result<GuideAt, ServiceError> {
        let snapshot = self.snapshot().await?;
        let composed = self.compose(&snapshot, item, place).await?;
        let mut site = site::view(&snapshot, &composed.guide.local)?;
        self.opened(&snapshot, &composed.guide.item, &mut site).await?;
        let mut view = standard(&snapshot, &composed, site, self.clock.today());
        view.share_url = self.guide_address(&view.id, view.place.as_ref().map(|place| &place.code));
        Ok(GuideAt {
            view,
            guide: composed.guide,
            since: composed.since,
        })
    }

    /// The guide a draft would make at the city's own centre.
    pub(in crate::services) async fn guide_of_draft(&self, item: Item) -> Result<GuideView, ServiceError> {
        let snapshot = self.snapshot().await?;
        let city = snapshot.city.code.clone();
        let known = load::local_guide(&self.store, &item.id, &city)
            .await
            .map_err(unavailable)?;
        let local = match known {
            Some(local) => local,
            None => LocalGuide::at(&Hall::unknown(city), item.id.clone(), LocalPart::Handle),
        };
        let site = site::view(&snapshot, &local)?;
        let number = snapshot.number(&item.id).unwrap_or(u32::MAX);
        let guide = Guide::compose(item, local).map_err(|_| ServiceError::Unavailable)?;
        let composed = Composed {
            guide,
            since: self.clock.now(),
            number,
            place: None,
            offer: Offer {
                here: Some(LocalPart::Handle),
                nearest: None,
            },
        };
        let mut view = standard(&snapshot, &composed, site, self.clock.today());
        view.share_url = self.guide_address(&view.id, None);
        Ok(view)
    }

    /// Where anyone finds a guide.
    #[must_use]
    pub fn guide_address(&self, item: &ItemId, place: Option<&DivisionCode>) -> String {
        let address = format!("{}/items/{item}", self.config.public_url.as_str());
        match place {
            Some(place) => format!("{address}?place={place}"),
            None => address,
        }
    }
}

fn standard(
    snapshot: &Snapshot,
    composed: &Composed,
    site: app::backend::catalogue::SiteView,
    today: shared::time::Date,
) -> GuideView {
    let item = &composed.guide.item;
    let office = snapshot.department(&item.department);
    let offer = &composed.offer;
    let other_sites = site::others(snapshot, composed.number, &site.place.code);
    let fee = &item.fee.value;
    GuideView {
        id: item.id.clone(),
        version: item.version,
        updated_on: show_date(local_date(composed.since)),
        name: item.name.clone(),
        plain_name: (item.plain_name != item.name).then(|| item.plain_name.clone()),
        type_name: Confirmable {
            value: item.type_name().to_owned(),
            confirmed: item.type_confirmed,
        },
        department: office.map_or_else(String::new, |office| office.name.clone()),
        department_id: item.department.to_string(),
        theme: item.theme.clone(),
        audience: item.audience().words().to_owned(),
        basic_code: code(item.source_code.as_ref()),
        implementation_code: code(item.implementation_code.as_ref()),
        unconfirmed: u32::try_from(item.unconfirmed()).unwrap_or(u32::MAX),

        case_type: item.case_type.words().to_owned(),
        visits: item.visits.as_ref().map(|_| item.visits_words()),
        visits_reason: item.visits.value.reason.clone(),
        no_visit: item.no_visit(),
        fee: item.fee.as_ref().map(|fee| fee.words().to_owned()),
        fee_basis: fee.basis.clone(),
        fee_items: fee
            .items
            .iter()
            .map(|one| format!("{} {}", one.name, one.amount_words()))
            .collect(),
        pay_online: fee.pay_online,
        statutory: item
            .statutory_limit
            .as_ref()
            .map(|limit| limit.map_or_else(|| "没有规定".to_owned(), |limit| limit.to_string())),
        statutory_basis: item.limit_notes.statutory.clone(),
        promised: item.promised_limit.as_ref().map(|limit| limit.to_string()),
        promised_from: item.promised_limit.map(shared::time::Limit::after_acceptance),
        promised_basis: item.limit_notes.promised.clone(),
        saved: words::saved(item),
        limit_notes: words::limit_notes(item),
        example: words::example(item, today, &snapshot.calendar),
        tiers: Confirmable {
            value: words::tiers(item),
            confirmed: item.tiers_confirmed,
        },
        tiers_note: item.tiers_note.clone(),
        online: item.online_depth.as_ref().map(|depth| match depth {
            Some(depth) => depth.words().to_owned(),
            None => "没有公布".to_owned(),
        }),
        result: item.result.as_ref().map(|result| result.name.clone()),
        result_sample: item.result.value.sample.clone(),
        validity: item
            .validity
            .as_ref()
            .map(|validity| validity.as_ref().map(|validity| validity.words())),
        renewal: words::renewal(item),

        questions: u32::try_from(questions::askable(item).count()).unwrap_or(u32::MAX),
        first_question: questions::askable(item)
            .next()
            .map(|situation| questions::view(situation, &[], &[]))
            .filter(|question| matches!(question.kind, QuestionKind::One { .. })),
        who_applies: item.who_applies.clone(),
        conditions: item.conditions.clone(),
        materials: materials::views(&item.materials),
        steps: item.steps.as_ref().map(|steps| steps.iter().map(step).collect()),
        public_notice: item.public_notice.as_ref().map(|notice| notice.as_ref().map(posted)),
        special_procedures: item.special_procedures.clone(),
        laws: item.legal_basis.iter().map(law).collect(),
        notes: item.notes.clone(),
        more: words::named(item.extras.words()),
        questions_and_answers: words::questions(item),
        related: related(snapshot, item),

        other_sites,
        nearest: offer.nearest.clone().filter(|_| composed.place.is_some()),
        agent_files: Capability::AgentsFile.available()
            && item.agency.value.files
            && offer.here == Some(LocalPart::Collect),
        agent_role: item.agency.as_ref().map(|agency| agency.role.clone()),
        department_phone: office.and_then(|office| office.phone.clone()),
        complaints_phone: site
            .complaints
            .clone()
            .or_else(|| office.and_then(|office| office.complaints.clone())),
        hotlines: snapshot.hotlines(),
        place: composed.place.clone(),
        site,
        share_url: String::new(),
    }
}

fn code(code: Option<&impl ToString>) -> String {
    code.map_or_else(|| PENDING.to_owned(), ToString::to_string)
}

fn step(step: &shared::catalogue::Step) -> StepView {
    StepView {
        name: step.name.clone(),
        who: step.actors(),
        limit: step.limit.map(|limit| limit.to_string()),
        note: step.note.clone(),
        present: step.present.map(|presence| presence.words().to_owned()),
    }
}

/// The items that go with it, while the city offers them.
fn related(snapshot: &Snapshot, item: &Item) -> Vec<(String, ItemLink)> {
    let related = item.related.iter();
    related
        .filter_map(|one| Some((one.why.clone(), snapshot.link(&one.item)?)))
        .collect()
}

fn posted(notice: &shared::catalogue::PublicNotice) -> String {
    match notice.length {
        Some(length) => format!("公示 {length}，地点：{}", notice.place),
        None => format!("公示地点：{}，时长没有规定", notice.place),
    }
}

fn law(law: &shared::catalogue::Law) -> LawView {
    LawView {
        law: law.law.clone(),
        article: law.article.clone(),
        confirmed: law.confirmed,
    }
}
