//! Items in lists: by text, ranked in memory; without text, a page by the database.

use app::backend::ServiceError;
use app::backend::catalogue::{Choice, Filters, ItemAsk, ItemCard, ItemPage, ItemQuery};
use shared::catalogue::{Audience, ItemId, LocalPart};
use shared::place::DivisionCode;
use shared::problem::FieldProblem;

use super::snapshot::{Listed, Snapshot};
use super::{home, unavailable};
use crate::search::Want;
use crate::services::Services;
use crate::store::{Paging, Sql, Store, StoreError};

/// How much better an item is that the reader's own place handles, or at least collects.
const HERE: f32 = 1.25;
/// No one reads further than this many answers.
const MAX_ANSWERS: usize = 400;

impl Services {
    /// A page of items as one copy of the catalogue has them.
    ///
    /// # Errors
    /// As [`app::backend::Catalogue::items`].
    pub async fn items_in(&self, snapshot: &Snapshot, ask: &ItemAsk) -> Result<ItemPage, ServiceError> {
        let query = ItemQuery::read(ask).map_err(|problems| ServiceError::Invalid { problems })?;
        let place = match &query.place {
            Some(code) => Some(snapshot.place_named(code.as_str())?),
            None => None,
        };
        known(snapshot, &query)?;
        let found = match &query.text {
            Some(text) => ranked(snapshot, &query, text),
            None => listed(&self.store, snapshot, &query).await.map_err(unavailable)?,
        };
        let code = place.as_ref().map(|place| &place.code);
        let cards = |numbers: &[u32]| -> Vec<ItemCard> {
            numbers
                .iter()
                .filter_map(|&number| snapshot.card(number, code))
                .collect()
        };
        let paging = Paging::new(query.page, query.per_page);
        let often = if found.total == 0 && found.neighbours.is_empty() {
            cards(&home::hot(snapshot))
        } else {
            Vec::new()
        };
        Ok(ItemPage {
            items: cards(&found.items),
            neighbours: cards(&found.neighbours),
            often,
            total: found.total,
            page: query.page,
            pages: paging.pages(found.total),
            per_page: query.per_page,
            filters: filters(snapshot),
            help: self.help(snapshot, place.as_ref()).await?,
            place,
        })
    }
}

#[derive(Default)]
struct Found {
    items: Vec<u32>,
    neighbours: Vec<u32>,
    total: u32,
}

/// Whether the city has what was asked for by name.
fn known(snapshot: &Snapshot, query: &ItemQuery) -> Result<(), ServiceError> {
    let mut problems = Vec::new();
    if let Some(id) = &query.department
        && snapshot.department(id).is_none()
    {
        problems.push(FieldProblem::new("department", "没有这个部门", "请从部门列表中选择"));
    }
    if let Some(theme) = &query.theme
        && !snapshot.city.themes.iter().any(|known| known.name == *theme)
    {
        problems.push(FieldProblem::new("theme", "没有这个主题", "请从主题列表中选择"));
    }
    if query.here && query.place.is_none() {
        problems.push(FieldProblem::new("here", "还不知道您在哪里", "请先选择您的村（社区）"));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid { problems })
    }
}

fn serves(audience: Audience, wanted: Audience) -> bool {
    audience == wanted || audience == Audience::Both
}

fn admits(snapshot: &Snapshot, query: &ItemQuery, number: u32) -> bool {
    let Some(item): Option<&Listed> = snapshot.item(number) else {
        return false;
    };
    query.department.as_ref().is_none_or(|id| item.department == *id)
        && query.theme.as_ref().is_none_or(|theme| item.card.theme == *theme)
        && query.audience.is_none_or(|audience| serves(item.audience, audience))
        && query.tier.is_none_or(|tier| item.tiers.contains(&tier))
        && (!query.here || offered(snapshot, query.place.as_ref(), number))
}

fn offered(snapshot: &Snapshot, place: Option<&DivisionCode>, number: u32) -> bool {
    place.is_some_and(|place| snapshot.part(number, place).is_some())
}

fn ranked(snapshot: &Snapshot, query: &ItemQuery, text: &str) -> Found {
    let outcome = snapshot.index.search(
        text,
        &Want {
            admit: &|number| admits(snapshot, query, number),
            prefer: &|number| {
                let here = query.place.as_ref().and_then(|place| snapshot.part(number, place));
                if matches!(here, Some(LocalPart::Handle | LocalPart::Collect)) {
                    HERE
                } else {
                    1.0
                }
            },
            limit: MAX_ANSWERS,
        },
    );
    let paging = Paging::new(query.page, query.per_page);
    let skip = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    Found {
        items: outcome
            .hits
            .iter()
            .skip(skip)
            .take(query.per_page as usize)
            .map(|hit| hit.item)
            .collect(),
        neighbours: if outcome.hits.is_empty() {
            outcome.neighbours.iter().map(|hit| hit.item).collect()
        } else {
            Vec::new()
        },
        total: u32::try_from(outcome.hits.len()).unwrap_or(u32::MAX),
    }
}

fn select(start: &'static str, query: &ItemQuery) -> Sql {
    let mut sql = Sql::new(start);
    if let Some(place) = query.place.as_ref().filter(|_| query.here) {
        sql = sql
            .push(" JOIN local_guide g ON g.item = i.id AND g.place = ")
            .arg(place.as_str());
    }
    sql = sql
        .and("i.published = 1")
        .and_opt("i.department =", query.department.as_ref().map(|id| id.as_str()))
        .and_opt("i.theme =", query.theme.as_deref());
    if let Some(audience) = query.audience {
        sql = sql.and_in("i.audience", [audience.as_str(), Audience::Both.as_str()]);
    }
    if let Some(tier) = query.tier {
        sql = sql.and_arg("i.tiers LIKE", format!("%\"{}\"%", tier.as_str()));
    }
    sql
}

async fn listed(store: &Store, snapshot: &Snapshot, query: &ItemQuery) -> Result<Found, StoreError> {
    let total: i64 = select("SELECT COUNT(*) FROM item i", query)
        .scalar()
        .fetch_one(store.reader())
        .await?;
    let paging = Paging::new(query.page, query.per_page);
    let ids: Vec<(String,)> = page_of(query, paging).rows().fetch_all(store.reader()).await?;
    let number = |id: &str| id.parse::<ItemId>().ok().and_then(|id| snapshot.number(&id));
    Ok(Found {
        items: ids.iter().filter_map(|(id,)| number(id)).collect(),
        neighbours: Vec::new(),
        total: u32::try_from(total).unwrap_or(u32::MAX),
    })
}

/// The query behind one page; an index serves its filter and order (see the tests).
pub(super) fn page_of(query: &ItemQuery, paging: Paging) -> Sql {
    select("SELECT i.id FROM item i", query)
        .push(" ORDER BY i.position, i.id")
        .limit(paging.limit(), paging.offset())
}

/// What a list can be narrowed by: the departments and themes that have items.
fn filters(snapshot: &Snapshot) -> Filters {
    let has = |test: &dyn Fn(&Listed) -> bool| snapshot.items.iter().any(test);
    Filters {
        departments: snapshot
            .departments
            .iter()
            .filter(|department| has(&|item| item.department == department.id))
            .map(|department| Choice {
                value: department.id.to_string(),
                label: department.name.clone(),
            })
            .collect(),
        themes: snapshot
            .city
            .themes
            .iter()
            .filter(|theme| has(&|item| item.card.theme == theme.name))
            .map(|theme| Choice {
                value: theme.name.clone(),
                label: theme.name.clone(),
            })
            .collect(),
    }
}
