//! Whether conditions can hold together: gone through case by case, with a bound on the steps.

use std::cell::Cell;

use super::state::{Literal, State};
use crate::form::{Expr, Field, FieldKind, FormSchema, Operand, Path, join};
use crate::standard::design::find::{Found, find};
use crate::time::Date;

/// The most cases looked at; what needs more counts as possible.
const STEPS: u32 = 4000;
/// The deepest that cases lie within cases; beyond it nothing is decided either. Conditions that read each other in a
/// circle, which a form in the making may hold, would otherwise go down without end.
const DEPTH: u32 = 100;

/// Something that is to hold, or not to.
#[derive(Clone)]
pub(super) struct Goal<'f> {
    rule: &'f Expr,
    holds: bool,
    group: Option<&'f Field>,
    /// The entry it is about: `members[]`, whichever, or `members[0]`.
    entry: Option<String>,
}

impl<'f> Goal<'f> {
    /// A rule read in a group, for whichever entry.
    pub(super) fn of(rule: &'f Expr, holds: bool, group: Option<&'f Field>) -> Self {
        Self {
            rule,
            holds,
            group,
            entry: group.map(|group| format!("{}[]", group.id)),
        }
    }

    fn same(&self, rule: &'f Expr, holds: bool) -> Self {
        Self {
            rule,
            holds,
            ..self.clone()
        }
    }
}

pub(super) struct Search<'f> {
    form: &'f FormSchema,
    today: Date,
    complete: bool,
    steps: Cell<u32>,
    depth: Cell<u32>,
}

/// A path where it leads.
struct Spot<'f> {
    found: Found<'f>,
    /// How its answer is known: `elder.citizen_number`, `members[].works`.
    key: String,
    /// How it is known whether it is answered: a person is, or is not, as a whole.
    whole: String,
    entry: Option<String>,
}

impl<'f> Search<'f> {
    pub(super) fn new(form: &'f FormSchema, today: Date, complete: bool) -> Self {
        Self {
            form,
            today,
            complete,
            steps: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    pub(super) fn can(&self, goals: Vec<Goal<'f>>) -> bool {
        self.solve(goals, State::default())
    }

    fn solve(&self, goals: Vec<Goal<'f>>, state: State) -> bool {
        let depth = self.depth.get() + 1;
        if depth > DEPTH {
            return true;
        }
        self.depth.set(depth);
        let solved = self.go_through(goals, state);
        self.depth.set(depth - 1);
        solved
    }

    fn go_through(&self, mut goals: Vec<Goal<'f>>, mut state: State) -> bool {
        while let Some(goal) = goals.pop() {
            self.steps.set(self.steps.get() + 1);
            if self.steps.get() > STEPS {
                return true;
            }
            match (goal.rule, goal.holds) {
                (Expr::Const(value), holds) => {
                    if *value != holds {
                        return false;
                    }
                }
                (Expr::Not(rule), holds) => goals.push(goal.same(rule, !holds)),
                (Expr::All(rules), true) | (Expr::Any(rules), false) => {
                    goals.extend(rules.iter().map(|rule| goal.same(rule, goal.holds)));
                }
                (Expr::Any(rules), true) | (Expr::All(rules), false) => {
                    return rules.iter().any(|rule| {
                        let mut goals = goals.clone();
                        goals.push(goal.same(rule, goal.holds));
                        self.solve(goals, state.clone())
                    });
                }
                (_, true) => {
                    if !self.holds(&goal, &mut goals, &mut state) {
                        return false;
                    }
                }
                (_, false) => return self.fails(&goal, goals, state),
            }
        }
        true
    }

    fn spot(&self, goal: &Goal<'f>, path: &Path) -> Option<Spot<'f>> {
        let group = goal.group.map(|group| group.id.as_str());
        let found = find(self.form, group, path)?;
        let entry = match (found.group, found.index) {
            (Some(_), None) => goal.entry.clone(),
            (Some(group), Some(index)) => Some(format!("{}[{index}]", group.id)),
            (None, _) => None,
        };
        let whole = join(entry.as_deref().unwrap_or_default(), found.field.id.as_str());
        let key = found.part.map_or_else(|| whole.clone(), |part| join(&whole, part));
        Some(Spot {
            found,
            key,
            whole,
            entry,
        })
    }

    /// Assumes a single condition: its answer is there, its field is shown, and the answer fits.
    fn holds(&self, goal: &Goal<'f>, goals: &mut Vec<Goal<'f>>, state: &mut State) -> bool {
        for path in goal.rule.paths() {
            let Some(spot) = self.spot(goal, path) else {
                return false;
            };
            if !self.is_there(&spot, goals, state) {
                return false;
            }
        }
        self.narrow(goal, state, true)
    }

    fn narrow(&self, goal: &Goal<'f>, state: &mut State, holds: bool) -> bool {
        if let Expr::Compare(path, how, Operand::Path { path: other }) = goal.rule {
            let entry = goal.entry.clone().unwrap_or_default();
            return state.compare_two(format!("{entry} {path} {how:?} {other}"), holds);
        }
        let Some(spot) = goal.rule.paths().first().and_then(|path| self.spot(goal, path)) else {
            return !holds;
        };
        let literal = Literal { rule: goal.rule, holds };
        state.narrow(&spot.key, &spot.found, &literal, self.today)
    }

    fn is_there(&self, spot: &Spot<'f>, goals: &mut Vec<Goal<'f>>, state: &mut State) -> bool {
        if !state.answer(&spot.whole, true) {
            return false;
        }
        if !state.shown.insert(spot.whole.clone()) {
            return true;
        }
        goals.push(Goal {
            rule: &spot.found.field.shown,
            holds: true,
            group: spot.found.group,
            entry: spot.entry.clone(),
        });
        let Some(group) = spot.found.group else { return true };
        goals.push(Goal::of(&group.shown, true, None));
        let whole = Found {
            group: None,
            index: None,
            field: group,
            part: None,
        };
        let count = spot.found.index.unwrap_or_default() + 1;
        state.entries(group.id.as_str(), &whole, count, self.today)
    }

    /// A single condition fails when its answer is missing, or is there and does not fit.
    fn fails(&self, goal: &Goal<'f>, goals: Vec<Goal<'f>>, state: State) -> bool {
        let spots: Vec<Option<Spot<'f>>> = goal.rule.paths().iter().map(|path| self.spot(goal, path)).collect();
        // What reads a field that is not there never holds.
        if spots.iter().any(Option::is_none) {
            return self.solve(goals, state);
        }
        let missing = spots
            .iter()
            .flatten()
            .any(|spot| self.is_missing(spot, goals.clone(), state.clone()));
        if missing || matches!(goal.rule, Expr::Answered(_)) {
            return missing;
        }
        let (mut goals, mut state) = (goals, state);
        for spot in spots.iter().flatten() {
            if !self.is_there(spot, &mut goals, &mut state) {
                return false;
            }
        }
        self.narrow(goal, &mut state, false) && self.solve(goals, state)
    }

    fn is_missing(&self, spot: &Spot<'f>, mut goals: Vec<Goal<'f>>, mut state: State) -> bool {
        if !state.answer(&spot.whole, false) {
            return false;
        }
        let field = spot.found.field;
        let demanded = match field.kind {
            FieldKind::Repeat { min, .. } => min > 0,
            _ => true,
        };
        // In what is handed in, only what is hidden or need not be answered is missing; an entry that is not there
        // has nothing in it either way.
        if self.complete && demanded && field.required.is_always() && spot.found.index.is_none() {
            goals.push(Goal {
                rule: &field.shown,
                holds: false,
                group: spot.found.group,
                entry: spot.entry.clone(),
            });
        }
        self.solve(goals, state)
    }
}
