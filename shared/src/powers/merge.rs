//! Two people at one row: what each changed is brought together column by column, and nobody's words are lost.

use crate::table::{Column, Difference};

/// A row as it stood before `later` happened to it, the newest first.
#[must_use]
pub fn rewound<'a>(
    columns: &[Column],
    cells: &[String],
    later: impl IntoIterator<Item = &'a Difference>,
) -> Vec<String> {
    let mut cells = cells.to_vec();
    for change in later {
        let at = columns.iter().position(|column| column.name == change.field);
        if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
            cell.clone_from(&change.was);
        }
    }
    cells
}

/// Both people's work on a row that was `base` when they began; where both changed the same column differently, it
/// keeps `mine`, and the clash tells what the other wrote (`was`) and what this person did (`became`).
#[must_use]
pub fn together(
    columns: &[Column],
    base: &[String],
    mine: &[String],
    theirs: &[String],
) -> (Vec<String>, Vec<Difference>) {
    let text = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let mut clashes = Vec::new();
    let row = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let (base, mine, theirs) = (text(base, at), text(mine, at), text(theirs, at));
            if mine == base || mine == theirs {
                return theirs;
            }
            if theirs != base {
                clashes.push(Difference {
                    field: column.name.to_owned(),
                    label: column.label.to_owned(),
                    was: theirs,
                    became: mine.clone(),
                });
            }
            mine
        })
        .collect();
    (row, clashes)
}

#[cfg(test)]
mod tests {
    use super::super::{Power, differences};
    use super::*;

    fn row(name: &str, law: &str, note: &str) -> Vec<String> {
        let texts = [name, "行政给付", "市级", "市民政局", law, "第一条", "", note];
        texts.map(str::to_owned).to_vec()
    }

    #[test]
    fn what_two_people_changed_apart_comes_together() {
        let base = row("甲", "某法", "");
        let (mine, theirs) = (row("甲", "某法", "我的备注"), row("乙", "某法", ""));
        let (merged, clashes) = together(Power::COLUMNS, &base, &mine, &theirs);
        assert_eq!((merged, clashes), (row("乙", "某法", "我的备注"), vec![]));
    }

    #[test]
    fn at_one_column_both_texts_are_told() {
        let base = row("甲", "某法", "");
        let (mine, theirs) = (row("丙", "某法", ""), row("乙", "另一部法", ""));
        let (merged, clashes) = together(Power::COLUMNS, &base, &mine, &theirs);
        assert_eq!(merged, row("丙", "另一部法", ""));
        let [clash] = clashes.as_slice() else {
            panic!("{clashes:?}")
        };
        assert_eq!(
            (clash.label.as_str(), clash.was.as_str(), clash.became.as_str()),
            ("权力名称", "乙", "丙")
        );
        // The same correction by both is none.
        assert!(together(Power::COLUMNS, &base, &mine, &mine).1.is_empty());
    }

    #[test]
    fn a_row_goes_back_through_its_history() {
        let steps = [
            row("甲", "某法", ""),
            row("乙", "某法", "记"),
            row("丙", "另一部法", "记"),
        ];
        let later: Vec<Difference> = [(1, 2), (0, 1)]
            .into_iter()
            .flat_map(|(from, to)| differences(Power::COLUMNS, &steps[from], &steps[to]))
            .collect();
        assert_eq!(rewound(Power::COLUMNS, &steps[2], &later), steps[0]);
    }
}
