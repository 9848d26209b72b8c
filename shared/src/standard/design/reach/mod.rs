//! Warnings: what can never be, what always is, what contradicts itself. Choices and yes/no are gone through case by
//! case, numbers, ages and days by their ranges; held against the answers a form would take, nothing called unreachable
//! can be reached. What is not decided within a bound of steps is not warned of.

mod range;
mod search;
mod state;

use super::changes::all;
use super::uses::field_at;
use super::words::words;
use super::{FieldRef, Focus};
use crate::form::{DateBound, Expr, Field, FieldId, FieldKind, FormSchema};
use crate::time::Date;
use search::{Goal, Search};

/// Something that is hardly meant so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub at: Focus,
    pub what: String,
    pub fix: String,
    /// Nobody could hand the form in: it is not published so.
    pub severe: bool,
}

/// Every warning about a form, in its order.
#[must_use]
pub fn reach(form: &FormSchema, today: Date) -> Vec<Warning> {
    let reach = Reach { form, today };
    let mut warnings = Vec::new();
    for (at, field) in all(form) {
        reach.field(&at, field, &mut warnings);
    }
    for page in &form.pages {
        reach.page(page, &mut warnings);
    }
    reach.rules(None, &mut warnings);
    for field in form
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::Repeat { .. }))
    {
        reach.rules(Some(&field.id), &mut warnings);
    }
    warnings
}

struct Reach<'f> {
    form: &'f FormSchema,
    today: Date,
}

impl<'f> Reach<'f> {
    /// Whether all of these can hold at once; `complete`: for answers that can be handed in.
    fn can(&self, goals: Vec<Goal<'f>>, complete: bool) -> bool {
        Search::new(self.form, self.today, complete).can(goals)
    }

    /// That the field itself is shown.
    fn shown(&self, at: &FieldRef) -> Vec<Goal<'f>> {
        let group = at
            .group
            .as_ref()
            .and_then(|group| field_at(self.form, &FieldRef::on_page(group.clone())));
        let own = field_at(self.form, at).map(|field| Goal::of(&field.shown, true, group));
        let outer = group.map(|group| Goal::of(&group.shown, true, None));
        outer.into_iter().chain(own).collect()
    }

    fn field(&self, at: &FieldRef, field: &'f Field, warnings: &mut Vec<Warning>) {
        let label = &field.label;
        let mut warn = |what: String, fix: &str| {
            warnings.push(Warning {
                at: Focus::Field(at.clone()),
                what,
                fix: fix.to_owned(),
                severe: false,
            });
        };
        if let FieldKind::Date {
            min: Some(min),
            max: Some(max),
        } = &field.kind
            && min.on(self.today) > max.on(self.today)
            && std::mem::discriminant::<DateBound>(min) != std::mem::discriminant(max)
        {
            warn(
                format!("「{label}」按今天算，最早的日期晚于最晚的日期，填什么都不对"),
                "请改最早或最晚的日期",
            );
        }
        let group = at
            .group
            .as_ref()
            .and_then(|group| field_at(self.form, &FieldRef::on_page(group.clone())));
        let shown = self.shown(at);
        if !self.can(shown.clone(), false) {
            let why = self.why(&field.shown, group);
            warn(
                format!("「{label}」永远不会显示：{why}"),
                "请改它的显示条件，或删除这个字段",
            );
            return;
        }
        let given = |rule: &'f Expr, holds| {
            let mut goals = shown.clone();
            goals.push(Goal::of(rule, holds, group));
            goals
        };
        if !field.shown.is_always() && !self.can(vec![Goal::of(&field.shown, false, group)], true) {
            warn(
                format!("「{label}」的显示条件总是成立，写了等于没写"),
                "请改成“总是显示”，或换一个条件",
            );
        }
        if matches!(field.required, Expr::Const(_)) {
            return;
        }
        if !self.can(given(&field.required, true), false) {
            warn(
                format!("「{label}」显示的时候，必填条件不可能成立"),
                "请改必填条件，或改成“可不填”",
            );
        } else if !self.can(given(&field.required, false), true) {
            warn(
                format!("「{label}」显示的时候，必填条件总是成立"),
                "请改成“必填”，或换一个条件",
            );
        }
    }

    /// A page without a question is passed over; that is told, because it is rarely meant. A page of papers that only
    /// some must bring is meant so.
    fn page(&self, page: &'f crate::form::Page, warnings: &mut Vec<Warning>) {
        let is_paper = |field: &Field| matches!(field.kind, FieldKind::Material { .. });
        let asked = page.fields.iter().any(|field| field.shown.is_always());
        if asked || page.fields.iter().all(is_paper) {
            return;
        }
        let none = page.fields.iter().map(|field| Goal::of(&field.shown, false, None));
        let reachable = |field: &Field| self.can(self.shown(&FieldRef::on_page(field.id.clone())), false);
        if page.fields.iter().any(reachable) && self.can(none.collect(), true) {
            warnings.push(Warning {
                at: Focus::Page(page.id.clone()),
                what: format!("“{}”页可能一个问题也不显示，那时会跳过这一页", page.title),
                fix: "确实要这样就不用改；否则把一个字段改成“总是显示”".to_owned(),
                severe: false,
            });
        }
    }

    fn rules(&self, group: Option<&FieldId>, warnings: &mut Vec<Warning>) {
        let within = group.and_then(|group| field_at(self.form, &FieldRef::on_page(group.clone())));
        for (at, rule) in super::typed::rules_of(self.form, group).iter().enumerate() {
            let told = FieldRef {
                group: group.cloned(),
                id: match rule.path.head().parse() {
                    Ok(id) => id,
                    Err(_) => continue,
                },
            };
            let mut fires = self.shown(&told);
            fires.push(Goal::of(&rule.when, true, within));
            let mut silent = vec![Goal::of(&rule.when, false, within)];
            let focus = || Focus::Rule {
                group: group.cloned(),
                at,
            };
            if !self.can(fires, false) {
                let why = self.why(&rule.when, within);
                warnings.push(Warning {
                    at: focus(),
                    what: format!("规则“{}”永远不会提示：{why}", rule.message),
                    fix: "请改它的条件，或删除这条规则".to_owned(),
                    severe: false,
                });
                continue;
            }
            // Told only where its field is shown; within a group only where there is an entry.
            silent.extend(self.shown(&told));
            let may_hide = self.can(self.hidden(&told), true);
            if group.is_none() && !may_hide && !self.can(silent, true) {
                warnings.push(Warning {
                    at: focus(),
                    what: format!("规则“{}”总会提示，这样谁也交不了申请", rule.message),
                    fix: "请改它的条件：提示只该在填得有矛盾时出现".to_owned(),
                    severe: true,
                });
            }
        }
    }

    fn hidden(&self, at: &FieldRef) -> Vec<Goal<'f>> {
        let field = field_at(self.form, at);
        field
            .map(|field| Goal::of(&field.shown, false, None))
            .into_iter()
            .collect()
    }

    /// Why a rule can never hold, in words.
    fn why(&self, rule: &'f Expr, group: Option<&'f Field>) -> String {
        let name = group.map(|group| group.id.as_str());
        let said = |rule: &Expr| words(self.form, name, rule);
        let parts = match rule {
            Expr::All(parts) if !parts.is_empty() => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let alone = |part: &'f Expr| Goal::of(part, true, group);
        for part in parts {
            if self.can(vec![alone(part)], false) {
                continue;
            }
            for path in part.paths() {
                let Some(found) = super::find::find(self.form, name, path) else {
                    continue;
                };
                let at = FieldRef {
                    group: found.group.map(|group| group.id.clone()),
                    id: found.field.id.clone(),
                };
                if !self.can(self.shown(&at), false) {
                    return format!("条件要看的「{}」自己就不会显示", found.field.label);
                }
            }
            return format!("“{}”不可能成立", said(part));
        }
        for (at, one) in parts.iter().enumerate() {
            for other in parts.iter().skip(at + 1) {
                if !self.can(vec![alone(one), alone(other)], false) {
                    return format!("“{}”和“{}”不能同时成立", said(one), said(other));
                }
            }
        }
        match group {
            Some(group) if !self.can(vec![Goal::of(&group.shown, true, None)], false) => {
                format!("它所在的「{}」不会显示", group.label)
            }
            _ => format!("“{}”不可能成立", said(rule)),
        }
    }
}
