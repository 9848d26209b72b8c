//! A rule as the condition editor shows it: lines that all hold, or of which one is enough; in each line one condition,
//! or several joined the other way. What is more complex stays as it is, and is shown in words.

use crate::form::Expr;
use crate::value_list;

use super::Pick;

value_list! {
    /// How lines are joined.
    pub enum Join, "连接方式" {
        /// 并且
        All = "all";
        /// 或者
        Any = "any";
    }
}

impl Join {
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::All => Self::Any,
            Self::Any => Self::All,
        }
    }

    fn rule(self, mut rules: Vec<Expr>) -> Option<Expr> {
        if rules.len() < 2 {
            return rules.pop();
        }
        Some(match self {
            Self::All => Expr::All(rules),
            Self::Any => one_of(&rules).unwrap_or(Expr::Any(rules)),
        })
    }
}

/// Several values of one answer read shorter as one rule.
fn one_of(rules: &[Expr]) -> Option<Expr> {
    let mut values = Vec::new();
    let mut of = None;
    for rule in rules {
        let Expr::Equals(path, value) = rule else { return None };
        if *of.get_or_insert(path) != path {
            return None;
        }
        values.push(value.clone());
    }
    Some(Expr::OneOf(of?.clone(), values))
}

/// A condition as lines of atoms. No lines: it always holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub join: Join,
    pub lines: Vec<Vec<Expr>>,
}

impl Condition {
    /// The lines of a rule; none when it is more complex than lines.
    #[must_use]
    pub fn of(rule: &Expr) -> Option<Self> {
        let (join, parts) = match rule {
            Expr::All(parts) if !parts.is_empty() => (Join::All, parts.as_slice()),
            Expr::Any(parts) if !parts.is_empty() => (Join::Any, parts.as_slice()),
            single => (Join::All, std::slice::from_ref(single)),
        };
        let mut lines = Vec::new();
        for part in parts {
            match (part, join) {
                (Expr::OneOf(path, values), _) if !values.is_empty() => {
                    let each = values.iter().map(|value| Expr::Equals(path.clone(), value.clone()));
                    match join {
                        Join::All => lines.push(each.collect()),
                        Join::Any => lines.extend(each.map(|atom| vec![atom])),
                    }
                }
                (Expr::Any(inner), Join::All) | (Expr::All(inner), Join::Any) => {
                    let plain = !inner.is_empty() && inner.iter().all(is_atom);
                    lines.push(plain.then(|| inner.clone())?);
                }
                (atom, _) => lines.push(is_atom(atom).then(|| vec![atom.clone()])?),
            }
        }
        Some(Self { join, lines })
    }

    /// The rule it says.
    #[must_use]
    pub fn rule(&self) -> Expr {
        let lines = self
            .lines
            .iter()
            .filter_map(|line| self.join.other().rule(line.clone()))
            .collect();
        self.join.rule(lines).unwrap_or_else(Expr::always)
    }

    /// Whether every atom can be picked from this list.
    #[must_use]
    pub fn is_in(&self, picks: &[Pick]) -> bool {
        let known = |atom: &Expr| picks.iter().any(|pick| pick.reads(atom).is_some());
        self.lines.iter().flatten().all(known)
    }
}

fn is_atom(rule: &Expr) -> bool {
    let leaf = |rule: &Expr| {
        matches!(
            rule,
            Expr::Answered(_) | Expr::Equals(..) | Expr::Contains(..) | Expr::Compare(..) | Expr::Age(..)
        )
    };
    leaf(rule) || matches!(rule, Expr::Not(inner) if leaf(inner))
}
