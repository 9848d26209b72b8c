//! An edit as the designer's plain forms send it.

use super::kinds::material;
use super::picks::For;
use super::settings::{self, Lists};
use super::uses::field_at;
use super::{Block, Condition, Edit, FieldRef, Join, Pick, Slot, Way, blank, conditions_for};
use crate::form::{Answers, CrossRule, Expr, FieldId, FieldKind, FormSchema, Path, check, take_page};
use crate::problem::FieldProblem;
use crate::time::Date;

/// The most lines of a condition, and conditions in a line.
pub const MOST_LINES: usize = 12;
pub const MOST_IN_LINE: usize = 8;

/// What the inputs are read against.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The base form as it was on the page.
    pub base: &'a FormSchema,
    /// With the item's own questions and materials.
    pub whole: &'a FormSchema,
    pub lists: &'a Lists,
    pub today: Date,
}

type Read<T> = Result<T, Vec<FieldProblem>>;

fn wrong<T>(path: impl Into<String>, message: &str, fix: &str) -> Read<T> {
    Err(vec![FieldProblem::new(path, message, fix)])
}

/// The edit that was asked for: `do` says which, the other inputs what of.
///
/// # Errors
/// What of the typed is wrong, at its input.
pub fn edit_of(seen: Seen<'_>, pairs: &[(String, String)]) -> Read<Edit> {
    Typed { seen, pairs }.edit()
}

struct Typed<'a> {
    seen: Seen<'a>,
    pairs: &'a [(String, String)],
}

impl Typed<'_> {
    fn text(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn some(&self, name: &str) -> Option<String> {
        let text = self.text(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn id(&self, name: &str) -> Option<FieldId> {
        self.text(name).parse().ok()
    }

    fn field(&self) -> Read<FieldRef> {
        self.text("field")
            .parse()
            .or_else(|_| wrong("", "没有说明是哪个字段", "请回到表单，重新选一个字段"))
    }

    fn page(&self) -> Read<FieldId> {
        self.id("page")
            .map_or_else(|| wrong("", "没有说明是哪一页", "请回到表单，重新选一页"), Ok)
    }

    fn edit(&self) -> Read<Edit> {
        let way = |up| if up { Way::Up } else { Way::Down };
        Ok(match self.text("do") {
            "page_add" => Edit::AddPage {
                after: self.id("page"),
                title: self.text("title").to_owned(),
            },
            "page_set" => Edit::SetPage {
                page: self.page()?,
                title: self.text("title").to_owned(),
                intro: self.some("intro"),
            },
            act @ ("page_up" | "page_down") => Edit::MovePage {
                page: self.page()?,
                way: way(act == "page_up"),
            },
            "page_remove" => Edit::RemovePage { page: self.page()? },
            "add" => Edit::AddField {
                place: self.place()?,
                label: self.text("label").to_owned(),
                kind: self.kind()?,
            },
            "block" => Edit::AddBlock {
                place: self.place()?,
                block: self.block()?,
            },
            act @ ("up" | "down") => Edit::Move {
                field: self.field()?,
                way: way(act == "up"),
            },
            "move" => Edit::MoveTo {
                field: self.field()?.id,
                page: self
                    .id("to")
                    .map_or_else(|| wrong("to", "还没有选移到哪一页", "请选一页"), Ok)?,
            },
            "duplicate" => Edit::Duplicate { field: self.field()? },
            "remove" => Edit::Remove { field: self.field()? },
            "set" => self.set()?,
            "shown" => {
                let field = self.field()?;
                let now = self.now(&field)?.shown.clone();
                let rule = self.rule("shown", For::Shown(&field), &now)?;
                Edit::SetShown { field, rule }
            }
            "required" => {
                let field = self.field()?;
                let now = self.now(&field)?.required.clone();
                let rule = self.rule("required", For::Required(&field), &now)?;
                Edit::SetRequired { field, rule }
            }
            "rule_add" => {
                let group = self.id("group");
                let rule = self.cross(group.as_ref(), &Expr::always(), false)?;
                Edit::AddRule { group, rule }
            }
            "rule_set" => {
                let (group, was) = self.was()?;
                let rule = Box::new(self.cross(group.as_ref(), &was.when, was.caution)?);
                Edit::SetRule { group, was, rule }
            }
            "rule_remove" => {
                let (group, was) = self.was()?;
                Edit::RemoveRule { group, was }
            }
            _ => return wrong("", "不认识这个操作", "请刷新页面后重试"),
        })
    }

    fn place(&self) -> Read<Slot> {
        Ok(Slot {
            page: self.page()?,
            group: self.id("group"),
            after: self.id("after"),
        })
    }

    fn kind(&self) -> Read<FieldKind> {
        let name = self.text("kind");
        let kind = match name.strip_prefix("material:") {
            Some(id) => id.parse().ok().map(material),
            None => blank(name),
        };
        kind.map_or_else(|| wrong("kind", "还没有选类型", "从列表里选一种"), Ok)
    }

    fn block(&self) -> Read<Block> {
        self.text("block")
            .parse()
            .or_else(|_| wrong("block", "还没有选哪一组", "从列表里选一组"))
    }

    fn now(&self, at: &FieldRef) -> Read<&crate::form::Field> {
        field_at(self.seen.base, at).map_or_else(|| Err(super::done::gone("这个字段")), Ok)
    }

    fn set(&self) -> Read<Edit> {
        let at = self.field()?;
        let field = self.now(&at)?;
        let Some(form) = settings::settings(field, self.seen.lists) else {
            return wrong("", "这个字段没有可改的", "请选别的字段");
        };
        let mut answers = Answers::new();
        for page in &form.pages {
            take_page(&form, page, &mut answers, self.pairs, self.seen.today);
        }
        let problems = check(&form, &answers, self.seen.today);
        if !problems.is_empty() {
            return Err(problems);
        }
        let (label, hint, kind) = settings::read(field, &form, &answers, self.seen.today);
        Ok(Edit::Set {
            field: at,
            label,
            hint,
            kind,
        })
    }

    /// The rule that the lines at `pre` say; `now` is the one there is.
    fn rule(&self, pre: &str, at: For<'_>, now: &Expr) -> Read<Expr> {
        match self.text(&format!("{pre}-mode")) {
            "always" => return Ok(Expr::always()),
            "never" => return Ok(Expr::never()),
            "keep" => return Ok(now.clone()),
            _ => {}
        }
        let picks = conditions_for(self.seen.whole, at);
        let condition = self.lines(pre, &picks)?;
        // Untouched it stays as it was written.
        Ok(match Condition::of(now) {
            Some(same) if same == condition => now.clone(),
            _ => condition.rule(),
        })
    }

    fn lines(&self, pre: &str, picks: &[Pick]) -> Read<Condition> {
        let mut problems = Vec::new();
        let mut lines = Vec::new();
        for l in 0..MOST_LINES {
            let mut line = Vec::new();
            for a in 0..MOST_IN_LINE {
                let name = format!("{pre}-{l}-{a}");
                let key = self.text(&name);
                if key.is_empty() {
                    continue;
                }
                let Some(pick) = picks.iter().find(|pick| pick.key == key) else {
                    problems.push(FieldProblem::new(
                        name,
                        "这个条件现在选不了了",
                        "表单刚改过，请从列表里重新选",
                    ));
                    continue;
                };
                match pick.with(self.text(&format!("{name}-value"))) {
                    Ok(rule) => line.push(rule),
                    Err((message, fix)) => problems.push(FieldProblem::new(
                        format!("{name}-value"),
                        format!("“{}”后面的{message}", pick.label),
                        fix,
                    )),
                }
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if lines.is_empty() {
            return wrong(format!("{pre}-0-0"), "还没有选条件", "从列表里选一个条件，或改选别的");
        }
        let join = match self.text(&format!("{pre}-join")) {
            "any" => Join::Any,
            _ => Join::All,
        };
        Ok(Condition { join, lines })
    }

    /// The rule that is changed, as it was on the page.
    fn was(&self) -> Read<(Option<FieldId>, Box<CrossRule>)> {
        let group = self.id("group");
        let at: Option<usize> = self.text("rule").parse().ok();
        let rules = rules_of(self.seen.base, group.as_ref());
        let was = at.and_then(|at| rules.get(at)).cloned();
        was.map_or_else(|| Err(super::done::gone("这条规则")), |was| Ok((group, Box::new(was))))
    }

    /// The rule as typed; a caution stays one.
    fn cross(&self, group: Option<&FieldId>, now: &Expr, caution: bool) -> Read<CrossRule> {
        let group_name = group.map(AsRef::as_ref);
        let when = self.rule("when", For::Rule(group_name), now);
        let path: Option<Path> = self.text("at").parse().ok();
        let mut problems = Vec::new();
        let mut need = |name: &str, message: &str, fix: &str| {
            let text = self.text(name).trim().to_owned();
            if text.is_empty() {
                problems.push(FieldProblem::new(name, message, fix));
            }
            text
        };
        need("at", "还没有选在哪个字段提示", "从列表里选一个字段");
        let message = need(
            "message",
            "还没有写提示的话",
            "写哪里不对，如“代办人和申请人是同一个人”",
        );
        let fix = need("fix", "还没有写怎么改", "写申请人该怎么办，如“请写代办人的身份证号码”");
        match (when, path) {
            (Ok(when), Some(path)) if problems.is_empty() => Ok(CrossRule {
                when,
                path,
                message,
                fix,
                caution,
            }),
            (when, _) => {
                let mut all = when.err().unwrap_or_default();
                all.append(&mut problems);
                Err(all)
            }
        }
    }
}

/// The rules of the form, or of one of its groups.
#[must_use]
pub fn rules_of<'f>(form: &'f FormSchema, group: Option<&FieldId>) -> &'f [CrossRule] {
    let Some(group) = group else { return &form.rules };
    match form.fields().find(|field| field.id == *group).map(|field| &field.kind) {
        Some(FieldKind::Repeat { rules, .. }) => rules,
        _ => &[],
    }
}

/// Where a rule can be told: path and words.
#[must_use]
pub fn rule_places(form: &FormSchema, group: Option<&str>) -> Vec<(String, String)> {
    super::picks::readable(form, For::Rule(group))
        .into_iter()
        .filter(|path| path.is_relative() == group.is_some())
        .filter_map(|path| {
            let words = super::find::find(form, group, &path)?.words();
            Some((path.to_string(), words))
        })
        .collect()
}
