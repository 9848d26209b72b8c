//! What places choose, one or many at once: worked out first, against standard, arrangements and law; then written in
//! one go.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::offers::OfferState;
use app::backend::{ServiceError, Session};
use shared::access::Actor;
use shared::catalogue::{Hall, Item, ItemId, LocalGuide, LocalPart};
use shared::offers::{Choice, resolve};
use shared::place::DivisionCode;
use shared::problem::FieldProblem;
use sqlx::AnyConnection;

use super::follow::Modes;
use super::log::Event;
use super::own::Own;
use super::reach::compiler;
use super::site::{keep_list, put, row, standing};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Parsed, Sql, StoreError, Tx, Values, insert_rows};

/// More than these are read as "all": a longer list of parameters costs more than it saves.
const NARROW: usize = 100;

/// One place's wish for one item.
#[derive(Clone, Debug)]
pub(super) struct Want {
    pub place: DivisionCode,
    pub item: ItemId,
    pub choice: Choice,
    /// What a neighbour says of its own about it.
    pub own: Option<Own>,
}

/// A wish that changes something and may.
#[derive(Debug)]
pub(super) struct Change<'w> {
    pub want: &'w Want,
    /// None: not offered here.
    pub part: Option<LocalPart>,
    /// As it stood; none: it was not in the list.
    pub before: Option<LocalPart>,
}

/// What wishes come to.
#[derive(Debug)]
pub(super) struct Worked<'w> {
    pub changes: Vec<Change<'w>>,
    pub same: u32,
    pub refusals: Vec<(&'w Want, FieldProblem)>,
}

/// What wishes are measured by.
pub(super) struct Ground {
    pub items: BTreeMap<ItemId, Item>,
    modes: Modes,
    standing: BTreeMap<(DivisionCode, ItemId), OfferState>,
    /// What places have in their lists; read only where it matters.
    local: BTreeMap<(DivisionCode, ItemId), LocalGuide>,
}

fn places_of(wants: &[Want]) -> BTreeSet<&DivisionCode> {
    wants.iter().map(|want| &want.place).collect()
}

impl Ground {
    pub async fn read(db: &mut AnyConnection, wants: &[Want]) -> Result<Self, StoreError> {
        let named: BTreeSet<&ItemId> = wants.iter().map(|want| &want.item).collect();
        let few = (named.len() <= NARROW).then_some(&named);
        let places = places_of(wants);
        let mut sql =
            Sql::new("SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version")
                .and("i.published = 1");
        if let Some(few) = few {
            sql = sql.and_in("i.id", few.iter().map(|id| id.as_str()));
        }
        let items: Vec<(Json<Item>,)> = sql.rows().fetch_all(&mut *db).await?;
        let listed = |table: &'static str| {
            let sql = Sql::new(table).and_in("place", places.iter().map(|place| place.as_str()));
            match few {
                Some(few) => sql.and_in("item", few.iter().map(|id| id.as_str())),
                None => sql,
            }
        };
        let mut standing: BTreeMap<(DivisionCode, ItemId), OfferState> = BTreeMap::new();
        for table in [
            "SELECT place, item, part FROM local_guide",
            "SELECT place, item, state FROM local_choice",
        ] {
            type Row = (Parsed<DivisionCode>, Parsed<ItemId>, Parsed<OfferState>);
            let rows: Vec<Row> = listed(table).rows().fetch_all(&mut *db).await?;
            standing.extend(
                rows.into_iter()
                    .map(|(place, item, state)| ((place.0, item.0), state.0)),
            );
        }
        let mut local = BTreeMap::new();
        if wants.iter().any(|want| want.own.is_some()) {
            let rows: Vec<(Json<LocalGuide>,)> = listed("SELECT body FROM local_guide")
                .rows()
                .fetch_all(&mut *db)
                .await?;
            local.extend(
                rows.into_iter()
                    .map(|(body,)| ((body.0.place.clone(), body.0.item.clone()), body.0)),
            );
        }
        Ok(Self {
            items: items.into_iter().map(|(item,)| (item.0.id.clone(), item.0)).collect(),
            modes: Modes::read(&mut *db, None).await?,
            standing,
            local,
        })
    }

    pub fn work_out<'w>(&self, wants: &'w [Want]) -> Worked<'w> {
        let mut worked = Worked {
            changes: Vec::new(),
            same: 0,
            refusals: Vec::new(),
        };
        for want in wants {
            let tier = want.place.tier();
            let Some(item) = self.items.get(&want.item) else {
                worked.refusals.push((want, no_longer(&want.item)));
                continue;
            };
            let part = match resolve(item, tier, self.modes.of(&item.id, tier), want.choice) {
                Ok(part) => part,
                Err(refusal) => {
                    worked.refusals.push((want, refusal));
                    continue;
                }
            };
            let key = (want.place.clone(), want.item.clone());
            let stands = self.standing.get(&key).copied();
            let before = stands.and_then(part_of);
            let own = want.own.as_ref().zip(part);
            let own_differs = own.is_some_and(|(own, _)| match self.local.get(&key) {
                Some(local) => own.differs(local),
                None => true,
            });
            let said = part.map_or(OfferState::Declined, standing);
            if stands == Some(said) && !own_differs {
                worked.same += 1;
                continue;
            }
            worked.changes.push(Change { want, part, before });
        }
        worked
    }
}

impl Ground {
    /// The wishes at rows that say something else by now than when they were chosen: both are told.
    fn overtaken(&self, worked: &Worked<'_>, was: &[(ItemId, OfferState)]) -> Vec<FieldProblem> {
        let seen = |item: &ItemId| was.iter().find(|(seen, _)| seen == item).map(|(_, standing)| *standing);
        let told = |change: &Change<'_>| {
            let want = change.want;
            let now = self.standing.get(&(want.place.clone(), want.item.clone())).copied()?;
            let seen = seen(&want.item).filter(|seen| *seen != now)?;
            let what = format!(
                "在您选择时，另一位同事把“{}”改成了“{}”，您选的是“{}”",
                seen.words(),
                now.words(),
                want.choice.words()
            );
            let path = format!("part:{}", want.item);
            Some(FieldProblem::new(
                path,
                what,
                "保留您的就再按一次保存；用对方的，请选成一样的",
            ))
        };
        worked.changes.iter().filter_map(told).collect()
    }
}

fn part_of(standing: OfferState) -> Option<LocalPart> {
    standing.as_str().parse().ok()
}

fn no_longer(item: &ItemId) -> FieldProblem {
    FieldProblem::new(
        "part",
        format!("事项目录里没有 {item}，可能刚刚取消"),
        "请刷新页面后再选",
    )
}

impl Services {
    pub(super) async fn list_choose(
        &self,
        session: &Session,
        place: &DivisionCode,
        choices: &[(ItemId, Choice)],
        was: &[(ItemId, OfferState)],
    ) -> Result<u32, ServiceError> {
        let actor = compiler(session, place)?;
        self.snapshot().await?.place_named(place.as_str())?;
        let wants: &Vec<Want> = &choices
            .iter()
            .map(|(item, choice)| Want {
                place: place.clone(),
                item: item.clone(),
                choice: *choice,
                own: None,
            })
            .collect();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let ground = Ground::read(tx.sql(), wants).await?;
                    let worked = ground.work_out(wants);
                    let overtaken = ground.overtaken(&worked, was);
                    if !overtaken.is_empty() {
                        return Err(ServiceError::Invalid { problems: overtaken }.into());
                    }
                    if !worked.refusals.is_empty() {
                        return Err(refused(&worked).into());
                    }
                    self.apply(tx, actor, &ground, &worked.changes).await
                })
            })
            .await
    }

    /// Writes changes down, with who and when; returns how many guides changed.
    pub(super) async fn apply(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        ground: &Ground,
        changes: &[Change<'_>],
    ) -> Result<u32, Abort> {
        if changes.is_empty() {
            return Ok(0);
        }
        let now = Millis(self.clock.now());
        let mut by_place: BTreeMap<&DivisionCode, Vec<&Change<'_>>> = BTreeMap::new();
        for change in changes {
            by_place.entry(&change.want.place).or_default().push(change);
        }
        let halls = halls(tx, by_place.keys().copied()).await?;
        let mut rows: Vec<Values> = Vec::new();
        let mut declined: Vec<Values> = Vec::new();
        let mut events = Vec::new();
        for (place, changes) in &by_place {
            let unknown = Hall::unknown((*place).clone());
            let hall = halls.get(*place).unwrap_or(&unknown);
            let mut there = locals(tx, place, changes).await?;
            for change in changes {
                let Some(item) = ground.items.get(&change.want.item) else {
                    continue;
                };
                let Some(part) = change.part else {
                    declined.push(vec![
                        Some(place.as_str().into()),
                        Some(item.id.as_str().into()),
                        Some("declined".into()),
                        Some(now.into()),
                    ]);
                    continue;
                };
                let known = there.remove(&item.id);
                let mut local = known.unwrap_or_else(|| LocalGuide::at(hall, item.id.clone(), part));
                local.part = part;
                if let Some(own) = &change.want.own {
                    local = own.applied(local, hall);
                }
                let clash = local.hours != hall.hours && local.hours_outside(hall).is_some();
                rows.push(row(item, &local, clash, item.version, now)?);
            }
            clear(tx, place, changes).await?;
            keep_list(tx, place, now).await?;
            events.push(Event {
                place: (*place).clone(),
                item: match changes.as_slice() {
                    [only] => Some(only.want.item.clone()),
                    _ => None,
                },
                words: format!("更改事项清单 {} 项", changes.len()),
                detail: Some(told(ground, changes)),
            });
        }
        put(tx, rows).await?;
        insert_rows(
            tx,
            "INSERT INTO local_choice (place, item, state, changed_at)",
            declined,
            " ON CONFLICT (place, item) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
        )
        .await?;
        self.note_places(tx, actor, events).await?;
        self.tell_lists(tx).await?;
        Ok(u32::try_from(changes.len()).unwrap_or(u32::MAX))
    }
}

/// Every refusal at its item.
fn refused(worked: &Worked<'_>) -> ServiceError {
    let problems = worked
        .refusals
        .iter()
        .map(|(want, refusal)| {
            let path = format!("part:{}", want.item);
            FieldProblem {
                path,
                ..refusal.clone()
            }
        })
        .collect();
    ServiceError::Invalid { problems }
}

/// 列入（收件、代办）：高龄津贴申领、……；本站不办：……
fn told(ground: &Ground, changes: &[&Change<'_>]) -> String {
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for change in changes {
        let name = ground
            .items
            .get(&change.want.item)
            .map_or(change.want.item.as_str(), |item| item.name.as_str());
        lines.entry(change.words()).or_default().push(name);
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|(words, names)| format!("{words}：{}", names.join("、")))
        .collect();
    lines.join("\n")
}

impl Change<'_> {
    /// 列入（收件、代办）
    pub fn words(&self) -> String {
        match (self.part, self.before) {
            (None, _) => "本站不办".to_owned(),
            (Some(part), None) => format!("列入（{}）", part.words()),
            (Some(part), Some(before)) if part == before => "复制窗口和时间".to_owned(),
            (Some(part), Some(_)) => format!("改为{}", part.words()),
        }
    }
}

pub(super) async fn halls<'p>(
    tx: &mut Tx<'_>,
    places: impl Iterator<Item = &'p DivisionCode>,
) -> Result<BTreeMap<DivisionCode, Hall>, StoreError> {
    let rows: Vec<(Json<Hall>,)> = Sql::new("SELECT body FROM hall")
        .and_in("place", places.map(|place| place.as_str()))
        .rows()
        .fetch_all(tx.sql())
        .await?;
    Ok(rows.into_iter().map(|(hall,)| (hall.0.place.clone(), hall.0)).collect())
}

/// What the place has of the items that stay in its list.
async fn locals(
    tx: &mut Tx<'_>,
    place: &DivisionCode,
    changes: &[&Change<'_>],
) -> Result<BTreeMap<ItemId, LocalGuide>, StoreError> {
    let staying: Vec<&str> = changes
        .iter()
        .filter(|change| change.before.is_some() && change.part.is_some())
        .map(|change| change.want.item.as_str())
        .collect();
    if staying.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Json<LocalGuide>,)> = Sql::new("SELECT body FROM local_guide")
        .and_arg("place =", place.as_str())
        .and_in("item", staying)
        .rows()
        .fetch_all(tx.sql())
        .await?;
    Ok(rows.into_iter().map(|(body,)| (body.0.item.clone(), body.0)).collect())
}

/// Takes away what the choices replace.
async fn clear(tx: &mut Tx<'_>, place: &DivisionCode, changes: &[&Change<'_>]) -> Result<(), StoreError> {
    let items = |gone: bool| {
        let of = changes.iter().filter(move |change| change.part.is_none() == gone);
        of.map(|change| change.want.item.as_str())
    };
    for (sql, gone) in [("DELETE FROM local_choice", false), ("DELETE FROM local_guide", true)] {
        if items(gone).next().is_some() {
            Sql::new(sql)
                .and_arg("place =", place.as_str())
                .and_in("item", items(gone))
                .query()
                .execute(tx.sql())
                .await?;
        }
    }
    Ok(())
}
