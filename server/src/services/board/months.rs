//! The last twelve months.

use app::backend::ServiceError;
use app::backend::board::MonthFigures;
use shared::board::{MONTHLY, Scope, month_of};
use shared::time::Date;

use super::figures::count;
use crate::services::Services;
use crate::store::Sql;

const MONTHS: i32 = 12;

/// The months up to the one of `today`, oldest first.
fn last_months(today: Date) -> Vec<String> {
    let first = today.first_of_month();
    (0..MONTHS)
        .rev()
        .map(|back| month_of(first.saturating_sub(jiff::Span::new().months(back))))
        .collect()
}

/// What was counted of a scope in each of these months. Also what the plan tests look at.
#[must_use]
pub fn months_of<'m>(scope: &Scope, months: impl Iterator<Item = &'m str>) -> Sql {
    Sql::new("SELECT month, measure, bucket, CAST(SUM(value) AS BIGINT) FROM counter")
        .and_arg("scope_kind =", scope.kind())
        .and_in("month", months)
        .and_in("measure", MONTHLY.iter().map(|(_, measure)| measure.as_str()))
        .and_opt("scope =", scope.key())
        .push(" GROUP BY month, measure, bucket")
}

impl Services {
    /// Months without anything are there with noughts.
    pub(in crate::services) async fn months(&self, of: &Scope) -> Result<Vec<MonthFigures>, ServiceError> {
        let mut months: Vec<MonthFigures> = last_months(self.today())
            .into_iter()
            .map(|month| MonthFigures {
                month,
                ..MonthFigures::default()
            })
            .collect();
        let rows: Vec<(String, String, i64, i64)> = months_of(of, months.iter().map(|figures| figures.month.as_str()))
            .all(&self.store)
            .await?;
        for (month, measure, bucket, value) in rows {
            if let Some(figures) = months.iter_mut().find(|figures| figures.month == month) {
                count(&mut figures.counts, &measure, bucket, value)?;
            }
        }
        Ok(months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_run_across_the_new_year() {
        let months = last_months(jiff::civil::date(2026, 3, 31));
        assert_eq!(months.len(), 12);
        assert_eq!(months.first().map(String::as_str), Some("2025-04"));
        assert_eq!(months.last().map(String::as_str), Some("2026-03"));
    }
}
