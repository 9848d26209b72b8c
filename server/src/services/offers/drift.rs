//! What has drifted: counted by place, listed by kind, each kind by its own index.

use app::backend::catalogue::PlaceView;
use app::backend::offers::{DriftCounts, DriftFilter, DriftFinding, DriftLine, DriftPage};
use app::backend::{ServiceError, Session};
use shared::access::Actor;
use shared::catalogue::{Hall, ItemId, LocalGuide};
use shared::offers::Drift;
use shared::place::{DivisionCode, Tier};

use super::reach::{may_compile, seer, territory};
use super::site::count;
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::{Json, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 50;

/// Where findings of a kind stand, as its index has them.
const fn found(kind: Drift) -> &'static str {
    match kind {
        Drift::NoPhone => "hall WHERE no_phone = 1",
        Drift::NoHours => "hall WHERE no_hours = 1",
        Drift::HoursClash => "local_guide WHERE hours_clash = 1",
        Drift::Behind => "local_guide WHERE behind = 1",
        Drift::Undecided => "local_choice WHERE state = 'undecided'",
        Drift::Gone => "local_guide WHERE gone = 1",
    }
}

fn is_hall(kind: Drift) -> bool {
    matches!(kind, Drift::NoPhone | Drift::NoHours)
}

/// The query behind the findings of a kind in a place; an index serves it (see the tests).
pub fn findings_query(kind: Drift, within: &DivisionCode, counted: bool) -> Sql {
    let columns = match (counted, is_hall(kind)) {
        (true, _) => "SELECT COUNT(*) FROM ",
        (false, true) => "SELECT place FROM ",
        (false, false) => "SELECT place, item FROM ",
    };
    Sql::new(columns)
        .push(found(kind))
        .push(" AND place >= ")
        .arg(within.as_str())
        .push(" AND place <= ")
        .arg(within.last().as_str())
}

crate::store::row! {
    struct Line {
        kind: Parsed<Drift>,
        spot: String,
        counted: i64,
    }
}

/// The findings of all kinds, counted by what lies below a place: a city's by town, a town's by village.
fn lines_query(within: &DivisionCode) -> Sql {
    let digits: i64 = if within.tier() == Tier::City { 9 } else { 12 };
    let mut sql = Sql::new("SELECT kind, spot, COUNT(*) AS counted FROM (");
    for (at, kind) in Drift::ALL.into_iter().enumerate() {
        sql = sql
            .push(if at == 0 { "SELECT '" } else { " UNION ALL SELECT '" })
            .push(kind.as_str())
            .push("' AS kind, SUBSTR(place, 1, CAST(")
            .arg(digits)
            .push(" AS INTEGER)) AS spot FROM ")
            .push(found(kind))
            .push(" AND place >= ")
            .arg(within.as_str())
            .push(" AND place <= ")
            .arg(within.last().as_str());
    }
    sql.push(") AS found GROUP BY kind, spot")
}

impl Services {
    pub(super) async fn drift_page(&self, session: &Session, filter: &DriftFilter) -> Result<DriftPage, ServiceError> {
        let (_, ours) = territory(session)?;
        let within = filter.place.as_ref().unwrap_or(&ours);
        let actor = seer(session, within)?;
        let snapshot = self.snapshot().await?;
        let place = snapshot.place_named(within.as_str())?;
        let found: Vec<Line> = lines_query(within).all(&self.store).await?;
        let (counts, lines) = counted(&snapshot, found);
        let first = counts.0.iter().find(|(_, counted)| *counted > 0);
        let kind = filter.kind.or(first.map(|(kind, _)| *kind)).unwrap_or(Drift::NoPhone);
        let total = counts.of(kind);
        let paging = Paging::new(filter.page, PAGE);
        let findings = self.findings(actor, &snapshot, kind, within, paging).await?;
        let mut above: Vec<PlaceView> = Vec::new();
        let mut code = within.parent();
        while let Some(up) = code.filter(|up| ours.covers(up)) {
            above.extend(snapshot.place_view(&up));
            code = up.parent();
        }
        above.reverse();
        Ok(DriftPage {
            place,
            above,
            kind,
            counts,
            lines,
            findings,
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }

    async fn findings(
        &self,
        actor: &Actor,
        snapshot: &Snapshot,
        kind: Drift,
        within: &DivisionCode,
        paging: Paging,
    ) -> Result<Vec<DriftFinding>, ServiceError> {
        let sql = findings_query(kind, within, false);
        let sql = if is_hall(kind) {
            sql.push(" ORDER BY place")
        } else {
            sql.push(" ORDER BY place, item")
        };
        let sql = sql.limit(paging.limit(), paging.offset());
        let mut findings = Vec::new();
        if is_hall(kind) {
            let rows: Vec<(Parsed<DivisionCode>,)> = sql.all(&self.store).await?;
            for (place,) in rows {
                findings.push(DriftFinding {
                    may_settle: may_compile(actor, &place.0),
                    place: snapshot.place_named(place.0.as_str())?,
                    item: None,
                    detail: None,
                });
            }
            return Ok(findings);
        }
        let rows: Vec<(Parsed<DivisionCode>, Parsed<ItemId>)> = sql.all(&self.store).await?;
        let names = self.names(rows.iter().map(|(_, item)| &item.0)).await?;
        let clashes = if kind == Drift::HoursClash {
            self.clashes(&rows).await?
        } else {
            Vec::new()
        };
        for (place, item) in rows {
            let name = names.iter().find(|(id, _)| *id == item.0);
            let clash = clashes.iter().find(|(at, of, _)| *at == place.0 && *of == item.0);
            findings.push(DriftFinding {
                may_settle: may_compile(actor, &place.0),
                place: snapshot.place_named(place.0.as_str())?,
                item: Some((
                    item.0.clone(),
                    name.map_or_else(|| item.0.to_string(), |(_, name)| name.clone()),
                )),
                detail: clash.map(|(_, _, words)| words.clone()),
            });
        }
        Ok(findings)
    }

    /// Of items in the catalogue, and of those that were.
    async fn names(&self, items: impl Iterator<Item = &ItemId>) -> Result<Vec<(ItemId, String)>, StoreError> {
        let mut ids: Vec<&ItemId> = items.collect();
        ids.sort();
        ids.dedup();
        let rows: Vec<(Parsed<ItemId>, String)> = Sql::new("SELECT id, name FROM item")
            .and_in("id", ids.into_iter().map(|id| id.as_str()))
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
    }

    /// 周六 8:00–9:00 大厅不开门
    async fn clashes(
        &self,
        at: &[(Parsed<DivisionCode>, Parsed<ItemId>)],
    ) -> Result<Vec<(DivisionCode, ItemId, String)>, StoreError> {
        let rows: Vec<(Json<LocalGuide>, Json<Hall>)> =
            Sql::new("SELECT g.body, h.body FROM local_guide g JOIN hall h ON h.place = g.place")
                .and("g.hours_clash = 1")
                .and_in("g.place", at.iter().map(|(place, _)| place.0.as_str()))
                .rows()
                .fetch_all(self.store.reader())
                .await?;
        Ok(rows
            .into_iter()
            .filter_map(|(local, hall)| {
                let outside = local.0.hours_outside(&hall.0)?;
                Some((local.0.place, local.0.item, format!("{outside} 大厅不开门")))
            })
            .collect())
    }
}

fn counted(snapshot: &Snapshot, found: Vec<Line>) -> (DriftCounts, Vec<DriftLine>) {
    let none = || DriftCounts(Drift::ALL.map(|kind| (kind, 0)).to_vec());
    let mut all = none();
    let mut lines: Vec<DriftLine> = Vec::new();
    let add = |counts: &mut DriftCounts, kind: Drift, more: u32| {
        if let Some((_, counted)) = counts.0.iter_mut().find(|(known, _)| *known == kind) {
            *counted += more;
        }
    };
    for line in found {
        let more = count(line.counted);
        add(&mut all, line.kind.0, more);
        let Ok(place) = format!("{:0<12}", line.spot).parse::<DivisionCode>() else {
            continue;
        };
        let known = lines.iter().position(|known| known.place == place);
        let at = known.unwrap_or_else(|| {
            lines.push(DriftLine {
                name: snapshot
                    .division(&place)
                    .map_or_else(String::new, |division| division.name.clone()),
                place,
                counts: none(),
            });
            lines.len() - 1
        });
        if let Some(line_at) = lines.get_mut(at) {
            add(&mut line_at.counts, line.kind.0, more);
        }
    }
    lines.sort_by(|one, other| one.place.cmp(&other.place));
    (all, lines)
}
