//! The way something goes from office to office: a table of steps, each with whose it is and what it needs.

use crate::access::Action;

/// From where, which step, to where; what allows it, and what it needs besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<From: 'static, Step: 'static, To: 'static = From> {
    pub from: From,
    pub step: Step,
    pub to: To,
    pub by: Action,
    pub needs: &'static [Need],
}

/// What a step needs, besides somebody who may take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It says why.
    Reasons,
    /// Somebody else wrote it: nobody passes their own work.
    AnothersWork,
    /// It is a town's.
    OfTown,
    /// Nothing hangs on it.
    NoChildren,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Not by this person.
    NotYours(Action),
    /// Not from here.
    NotNow,
    Lacks(Need),
}

/// A whole way, in the order in which steps are offered.
pub struct Flow<From: 'static, Step: 'static, To: 'static = From>(pub &'static [Row<From, Step, To>]);

/// One row, short enough for a table.
pub const fn row<From, Step, To>(
    from: From,
    step: Step,
    to: To,
    by: Action,
    needs: &'static [Need],
) -> Row<From, Step, To>
where
    From: Copy,
    Step: Copy,
    To: Copy,
{
    Row {
        from,
        step,
        to,
        by,
        needs,
    }
}

impl<From: Copy + PartialEq, Step: Copy + PartialEq, To: Copy> Flow<From, Step, To> {
    /// The steps from here of whoever `may`, where there is what `has` says.
    pub fn offers(&self, from: From, may: impl Fn(Action) -> bool, has: impl Fn(Need) -> bool) -> Vec<Step> {
        let open = |row: &&Row<From, Step, To>| {
            row.from == from && may(row.by) && row.needs.iter().all(|need| *need == Need::Reasons || has(*need))
        };
        self.0.iter().filter(open).map(|row| row.step).collect()
    }

    /// Where a step leads.
    ///
    /// # Errors
    /// What stops it; whoever may never take it is told so first.
    pub fn take(
        &self,
        from: From,
        step: Step,
        may: impl Fn(Action) -> bool,
        has: impl Fn(Need) -> bool,
    ) -> Result<To, Stopped> {
        let rows = || self.0.iter().filter(|row| row.step == step);
        let here = rows().find(|row| row.from == from);
        let Some(row) = here
            .or_else(|| rows().find(|row| may(row.by)))
            .or_else(|| rows().next())
        else {
            return Err(Stopped::NotNow);
        };
        if !may(row.by) {
            return Err(Stopped::NotYours(row.by));
        }
        if here.is_none() {
            return Err(Stopped::NotNow);
        }
        match row.needs.iter().find(|need| !has(**need)) {
            Some(need) => Err(Stopped::Lacks(*need)),
            None => Ok(row.to),
        }
    }

    /// Whether a step needs this, from wherever it is taken.
    pub fn needs(&self, step: Step, need: Need) -> bool {
        self.0.iter().any(|row| row.step == step && row.needs.contains(&need))
    }
}

#[cfg(test)]
pub mod tests {
    use std::fmt::Debug;

    use super::*;

    /// Every row is reached from `first`, led where it says, closed to whoever may not, and held up by each thing it lacks.
    pub fn walk<From, Step, To>(flow: &Flow<From, Step, To>, first: From, on: impl Fn(To) -> Option<From>)
    where
        From: Copy + PartialEq + Debug,
        Step: Copy + PartialEq + Debug,
        To: Copy + PartialEq + Debug,
    {
        let mut reached = vec![first];
        for _ in flow.0 {
            for row in flow
                .0
                .iter()
                .filter(|row| reached.contains(&row.from))
                .collect::<Vec<_>>()
            {
                reached.extend(on(row.to).filter(|to| !reached.contains(to)));
            }
        }
        for row in flow.0 {
            assert!(reached.contains(&row.from), "nothing leads to {row:?}");
            let same = flow.0.iter().filter(|one| (one.from, one.step) == (row.from, row.step));
            assert_eq!(same.count(), 1, "{row:?}");
            assert_eq!(flow.take(row.from, row.step, |_| true, |_| true), Ok(row.to));
            let closed = flow.take(row.from, row.step, |action| action != row.by, |_| true);
            assert_eq!(closed, Err(Stopped::NotYours(row.by)));
            for need in row.needs {
                let lacking = flow.take(row.from, row.step, |_| true, |one| one != *need);
                assert_eq!(lacking, Err(Stopped::Lacks(*need)), "{row:?}");
            }
            for from in &reached {
                let there = flow.0.iter().any(|one| (one.from, one.step) == (*from, row.step));
                let taken = flow.take(*from, row.step, |_| true, |_| true);
                assert_eq!(taken.is_ok(), there, "{from:?} {:?}", row.step);
                assert!(there || taken == Err(Stopped::NotNow));
                assert_eq!(flow.offers(*from, |_| true, |_| true).contains(&row.step), there);
            }
        }
    }
}
