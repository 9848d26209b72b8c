//! What the pages of applying ask.

use std::collections::BTreeMap;

use shared::form::{FieldKind, Pairs};
use shared::time::Date;

use crate::backend::cases::CaseCard;
use crate::backend::catalogue::{PlaceView, PlacesView};
use crate::backend::drafts::{Ask, BlankView, DraftCard, DraftView, PageAnswer};
use crate::backend::{Cases, Catalogue, Drafts, ServiceError, Session, port, session};
use crate::wire::Spot;

/// A town with its villages, as one group of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceGroup {
    pub town: String,
    /// Code and name.
    pub villages: Vec<(String, String)>,
}

/// The name of a village with its town's, e.g. 金井镇福全村.
#[must_use]
pub fn place_words(places: &[PlaceGroup], code: &str) -> Option<String> {
    places.iter().find_map(|group| {
        let (_, name) = group.villages.iter().find(|(one, _)| one == code)?;
        Some(format!("{}{name}", group.town))
    })
}

/// What the first page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct StartView {
    pub item: String,
    pub item_name: String,
    pub signed_in: bool,
    pub place: Option<String>,
    /// The address names a place that there is not.
    pub unknown_place: bool,
    pub places: PlacesView,
    /// The drafts of this item that are not handed in yet.
    pub begun: Vec<DraftCard>,
    /// One's cases of this item that are not decided yet.
    pub under_way: Vec<CaseCard>,
    pub today: Date,
}

/// A draft with what its inputs need.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDraft {
    pub draft: DraftView,
    pub places: Vec<PlaceGroup>,
    pub today: Date,
    /// Names one attempt to hand in.
    pub key: String,
    pub real_name: bool,
}

/// Where an application starts: the item, and the places to choose from.
pub async fn read_start(item: String, town: Option<String>, place: Option<String>) -> Result<StartView, ServiceError> {
    let catalogue = port::<dyn Catalogue>()?;
    let today = port::<dyn Drafts>()?.today();
    let session = session();
    let mine = crate::prefs::my_place();
    let guide = catalogue.guide(&item, None).await?;
    let asked = place.is_some();
    let place = place.or_else(|| mine.as_ref().map(ToString::to_string));
    let town = town.or_else(|| {
        let code: shared::place::DivisionCode = place.as_deref()?.parse().ok()?;
        code.town().map(|town| town.to_string())
    });
    let places = match catalogue.places(town.as_deref(), None).await {
        Ok(places) => places,
        Err(_) => catalogue.places(None, None).await?,
    };
    let known = |code: &String| {
        let towns = places.towns.iter().map(|town| &town.code);
        let villages = places.places.iter().map(|place| &place.code);
        let mut all = towns.chain(villages).chain([&places.city.code]);
        code.is_empty() || all.any(|one| one.as_str() == code)
    };
    let unknown_place = asked && !place.as_ref().is_none_or(known);
    let place = place.filter(|_| !unknown_place);
    let begun = super::resume::my_drafts(&item).await?;
    let under_way = my_open_cases(&session, &item).await?;
    Ok(StartView {
        item,
        begun,
        under_way,
        item_name: guide.name,
        signed_in: session.actor.is_some(),
        place,
        unknown_place,
        places,
        today,
    })
}

async fn my_open_cases(session: &Session, item: &str) -> Result<Vec<CaseCard>, ServiceError> {
    let resident = session.actor.as_ref().is_some_and(|actor| !actor.role.is_staff());
    let (Ok(item), true) = (item.parse(), resident) else {
        return Ok(Vec::new());
    };
    let cases = port::<dyn Cases>()?;
    cases.waiting(session, Some(&item)).await
}

/// One's own draft.
pub async fn read_draft(draft: String) -> Result<OpenDraft, ServiceError> {
    let drafts = port::<dyn Drafts>()?;
    let session = session();
    let places = places_of_city();
    let id = draft.parse().map_err(|_| ServiceError::NotFound {
        what: "这份草稿".into(),
    })?;
    let mut draft = drafts.open(&session, &id).await?;
    put_files(&mut draft);
    let has_address = draft.form.fields().any(has_address);
    let places = if has_address || draft.place.is_none() {
        places.await?
    } else {
        Vec::new()
    };
    // Whoever mandates an agent has said who they are.
    let real_name = session.actor.as_ref().is_some_and(|actor| actor.real_name) || draft.on_behalf_of.is_some();
    let key = format!("{}-{}", draft.id, draft.revision);
    let key = key
        .get(key.len().saturating_sub(60)..)
        .unwrap_or_default()
        .trim_start_matches('-')
        .to_owned();
    let today = drafts.today();
    Ok(OpenDraft {
        draft,
        places,
        today,
        key,
        real_name,
    })
}

/// Papers put are answers too: without them every page would say that they are missing.
fn put_files(draft: &mut DraftView) {
    let mut papers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in &draft.files {
        papers.entry(&file.path).or_default().push(file.id.to_string());
    }
    for (path, ids) in papers {
        draft.answers.put(path, ids);
    }
}

/// The villages of a town.
pub async fn villages_of(town: String) -> Result<Vec<Spot>, ServiceError> {
    let catalogue = port::<dyn Catalogue>()?;
    let places = catalogue.places(Some(&town), None).await?.places;
    let spot = |place: PlaceView| Spot {
        code: place.code.to_string(),
        name: place.name,
    };
    Ok(places.into_iter().map(spot).collect())
}

/// Saves one page of one's own draft as typed. `seen` are the page's states that whoever typed knows of, `revision` the
/// one it was typed on, for a page that says no more.
pub async fn save_page(
    draft: String,
    page: String,
    revision: Option<u32>,
    pairs: Pairs,
    seen: Option<Vec<Pairs>>,
) -> Result<PageAnswer, ServiceError> {
    let drafts = port::<dyn Drafts>()?;
    let session = session();
    let places = places_of_city();
    let id = draft.parse().map_err(|_| ServiceError::NotFound {
        what: "这份草稿".into(),
    })?;
    let typed = shared::form::PageSave {
        pairs,
        seen: seen.unwrap_or_default(),
        revision,
        whole: false,
    };
    let done = drafts.save_page(&session, &id, &page, &typed).await?;
    let places = if done.page.clashes.is_empty() {
        Vec::new()
    } else {
        places.await?
    };
    let this = done.form.page(&page);
    let stored = this.map(|page| shared::form::pairs_of(&done.form, page, &done.page.answers));
    let stored = stored.unwrap_or_default();
    let ask = |clash: &shared::form::Clash| {
        let [mine, theirs] = clash.words(&done.form, &|code| place_words(&places, code));
        let under = |(name, _): &&(String, String)| shared::form::is_under(&clash.path, name);
        Ask {
            path: clash.path.clone(),
            label: clash.label.clone(),
            mine,
            theirs,
            pairs: stored.iter().filter(under).cloned().collect(),
        }
    };
    Ok(PageAnswer {
        revision: done.saved.revision,
        asks: done.page.clashes.iter().map(ask).collect(),
        screen: done.page.brought.then_some(done.page.screen),
        seen: done.page.seen,
    })
}

/// An item's form with nothing in it, for filling in before signing in.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenBlank {
    pub blank: BlankView,
    pub places: Vec<PlaceGroup>,
    pub today: Date,
    pub signed_in: bool,
}

/// The form of an item; public.
pub async fn read_blank(item: String) -> Result<OpenBlank, ServiceError> {
    let drafts = port::<dyn Drafts>()?;
    let session = session();
    let places = places_of_city();
    let id = item.parse().map_err(|_| ServiceError::NotFound {
        what: "这个事项".into(),
    })?;
    let blank = drafts.blank(&id).await?;
    let has_address = blank.form.fields().any(has_address);
    let places = if has_address { places.await? } else { Vec::new() };
    Ok(OpenBlank {
        blank,
        places,
        today: drafts.today(),
        signed_in: session.actor.is_some(),
    })
}

pub(crate) fn has_address(field: &shared::form::Field) -> bool {
    match &field.kind {
        FieldKind::Address { .. } => true,
        FieldKind::Repeat { fields, .. } => fields.iter().any(has_address),
        _ => false,
    }
}

/// Every village by its town; the catalogue has them in memory.
pub(crate) async fn places_of_city() -> Result<Vec<PlaceGroup>, ServiceError> {
    let catalogue = port::<dyn Catalogue>()?;
    let mut groups = Vec::new();
    for town in catalogue.places(None, None).await?.towns {
        let villages = catalogue.places(Some(town.code.as_str()), None).await?.places;
        groups.push(PlaceGroup {
            town: town.name,
            villages: villages
                .into_iter()
                .map(|village| (village.code.to_string(), village.name))
                .collect(),
        });
    }
    Ok(groups)
}
