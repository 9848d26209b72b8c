//! Overdue cases by office, the longest overdue, and the months.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use app::backend::desk::{COUNT_CAP, DueFilter};
use app::backend::homes::{LateCase, OfficeOverdue, Oversight};
use shared::access::{Action, Actor, Reach, reach};
use shared::board::Scope;
use shared::case::Standing;
use shared::place::{DivisionCode, Tier};

use crate::services::Services;
use crate::store::{Day, Parsed, Sql, StoreError};

/// The longest overdue that are shown.
const LATE: i64 = 10;

crate::store::row! {
    struct LateRow {
        number: String,
        item_name: String,
        town: Parsed<DivisionCode>,
        department_name: String,
        due_on: Day,
    }
}

impl Services {
    pub(super) async fn oversight(&self, actor: &Actor) -> Result<Oversight, ServiceError> {
        let opens_cases = reach(actor.role, Action::ViewCase) != Reach::Never;
        let (overdue, offices) = self.overdue_offices().await?;
        Ok(Oversight {
            overdue,
            offices,
            late: self.late_cases().await?,
            months: self.months(&Scope::City).await?,
            opens_cases,
            today: self.today(),
        })
    }

    /// Along the index of open cases by due date: it costs as much as is overdue, up to the cap of every count.
    async fn overdue_offices(&self) -> Result<(u32, Vec<OfficeOverdue>), ServiceError> {
        let rows: Vec<(Parsed<DivisionCode>, String, i64)> =
            Sql::new("SELECT c.town, c.department FROM cases c WHERE c.open = 1 AND c.due_on < ")
                .arg(Day(self.today()))
                .push(" ORDER BY c.due_on LIMIT ")
                .arg(i64::from(COUNT_CAP) + 1)
                .wrap(
                    "SELECT late.town, late.department, COUNT(*) FROM (",
                    ") AS late GROUP BY late.town, late.department",
                )
                .all(&self.store)
                .await?;
        let snapshot = self.snapshot().await?;
        let mut offices: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut all = 0;
        for (town, department, count) in rows {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            all += count;
            let due = format!("due={}", DueFilter::Overdue.as_str());
            let (name, address) = if town.0.tier() == Tier::City {
                let named = snapshot.departments.iter().find(|one| one.id.as_str() == department);
                let name = named.map_or_else(|| department.clone(), |one| one.name.clone());
                (
                    name,
                    format!("/desk/queue?{due}&place={}&department={department}", town.0),
                )
            } else {
                let name = snapshot
                    .division(&town.0)
                    .map(|one| one.name.clone())
                    .unwrap_or_default();
                (name, format!("/desk/queue?{due}&place={}", town.0))
            };
            *offices.entry((name, address)).or_default() += count;
        }
        let mut offices: Vec<OfficeOverdue> = offices
            .into_iter()
            .map(|((name, address), overdue)| OfficeOverdue { name, overdue, address })
            .collect();
        offices.sort_by(|a, b| b.overdue.cmp(&a.overdue).then_with(|| a.name.cmp(&b.name)));
        Ok((all, offices))
    }

    async fn late_cases(&self) -> Result<Vec<LateCase>, ServiceError> {
        let today = self.today();
        let calendar = self.calendar().await?;
        let rows: Vec<LateRow> = Sql::new(
            "SELECT c.number, i.name AS item_name, c.town, d.name AS department_name, c.due_on FROM cases c \
             JOIN item i ON i.id = c.item JOIN department d ON d.id = c.department",
        )
        .and("c.open = 1")
        .and_arg("c.due_on <", Day(today))
        .push(" ORDER BY c.due_on, c.id")
        .limit(LATE, 0)
        .all(&self.store)
        .await?;
        let snapshot = self.snapshot().await?;
        rows.into_iter()
            .map(|row| {
                let town = (row.town.0.tier() == Tier::Town)
                    .then(|| snapshot.division(&row.town.0))
                    .flatten();
                let standing = Standing::of(Some(row.due_on.0), true, today, &calendar);
                Ok(LateCase {
                    number: row
                        .number
                        .parse()
                        .map_err(|e| StoreError::unreadable("case number", e))?,
                    item_name: row.item_name,
                    office: town.map_or(row.department_name, |town| town.name.clone()),
                    due_on: row.due_on.0,
                    words: standing.words(),
                })
            })
            .collect()
    }
}
