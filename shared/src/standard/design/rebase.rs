//! An edit made on an older form: done on the new one when it still makes sense; where both changed the same thing,
//! both are told and nothing is lost.

use super::Edit;
use super::uses::field_at;
use super::words::words;
use crate::form::{Expr, FieldKind, FormSchema};

/// What two people changed at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// 「联系电话」的名称
    pub what: String,
    pub mine: String,
    pub theirs: String,
}

/// The edit as it is to be done on `new`, when it was made on `old`.
///
/// # Errors
/// What somebody else changed meanwhile at the same place.
pub fn rebase(old: &FormSchema, new: &FormSchema, edit: Edit) -> Result<Edit, Clash> {
    match edit {
        Edit::Set {
            field,
            label,
            hint,
            kind,
        } => {
            let (Some(was), Some(now)) = (field_at(old, &field), field_at(new, &field)) else {
                // One that is gone is told when the edit is done.
                return Ok(Edit::Set {
                    field,
                    label,
                    hint,
                    kind,
                });
            };
            let clash = |what: &str, mine: &str, theirs: &str| Clash {
                what: format!("「{}」的{what}", was.label),
                mine: mine.to_owned(),
                theirs: theirs.to_owned(),
            };
            let label = three(&was.label, &now.label, label).map_err(|mine| clash("名称", &mine, &now.label))?;
            let text = |hint: &Option<String>| hint.clone().unwrap_or_else(|| "（空）".to_owned());
            let hint =
                three(&was.hint, &now.hint, hint).map_err(|mine| clash("提示", &text(&mine), &text(&now.hint)))?;
            let (own, kind) = (with_inner_of(&was.kind, &now.kind), with_inner_of(&kind, &now.kind));
            let kind = three(&own, &now.kind, kind).map_err(|_| clash("设置", "您的设置", "对方改过的设置"))?;
            Ok(Edit::Set {
                field,
                label,
                hint,
                kind,
            })
        }
        Edit::SetShown { field, rule } => {
            let rule = of_rule(old, new, &field, rule, "显示条件", |field| &field.shown)?;
            Ok(Edit::SetShown { field, rule })
        }
        Edit::SetRequired { field, rule } => {
            let rule = of_rule(old, new, &field, rule, "必填条件", |field| &field.required)?;
            Ok(Edit::SetRequired { field, rule })
        }
        Edit::SetPage { page, title, intro } => {
            let (was, now) = (old.page(page.as_str()), new.page(page.as_str()));
            if let (Some(was), Some(now)) = (was, now)
                && was != now
                && (&was.title, &was.intro) != (&now.title, &now.intro)
                && (&now.title, &now.intro) != (&title, &intro)
            {
                return Err(Clash {
                    what: format!("“{}”页的名称和说明", was.title),
                    mine: title,
                    theirs: now.title.clone(),
                });
            }
            Ok(Edit::SetPage { page, title, intro })
        }
        // Taking away what somebody is working on would lose their work.
        Edit::Remove { field } => {
            let (was, now) = (field_at(old, &field), field_at(new, &field));
            match (was, now) {
                (Some(was), Some(now)) if was != now => Err(Clash {
                    what: format!("「{}」", was.label),
                    mine: "删除".to_owned(),
                    theirs: "刚改过它".to_owned(),
                }),
                _ => Ok(Edit::Remove { field }),
            }
        }
        Edit::RemovePage { page } => {
            let (was, now) = (old.page(page.as_str()), new.page(page.as_str()));
            match (was, now) {
                (Some(was), Some(now)) if was != now => Err(Clash {
                    what: format!("“{}”页", was.title),
                    mine: "删除".to_owned(),
                    theirs: "刚改过它".to_owned(),
                }),
                _ => Ok(Edit::RemovePage { page }),
            }
        }
        other => Ok(other),
    }
}

/// The settings with the fields and rules of a group as they are now: these have edits of their own.
pub(super) fn with_inner_of(kind: &FieldKind, now: &FieldKind) -> FieldKind {
    let mut kind = kind.clone();
    if let (
        FieldKind::Repeat { fields, rules, .. },
        FieldKind::Repeat {
            fields: own, rules: by, ..
        },
    ) = (&mut kind, now)
    {
        fields.clone_from(own);
        rules.clone_from(by);
    }
    kind
}

/// Mine where only I changed it, theirs where only they did; the same from both is no clash. Else mine comes back.
fn three<T: PartialEq + Clone>(was: &T, now: &T, mine: T) -> Result<T, T> {
    if *now == *was || *now == mine {
        Ok(mine)
    } else if mine == *was {
        Ok(now.clone())
    } else {
        Err(mine)
    }
}

fn of_rule(
    old: &FormSchema,
    new: &FormSchema,
    at: &super::FieldRef,
    rule: Expr,
    what: &str,
    read: impl Fn(&crate::form::Field) -> &Expr,
) -> Result<Expr, Clash> {
    let (Some(was), Some(now)) = (field_at(old, at), field_at(new, at)) else {
        return Ok(rule);
    };
    let group = at.group.as_ref().map(AsRef::as_ref);
    three(read(was), read(now), rule).map_err(|mine| Clash {
        what: format!("「{}」的{what}", was.label),
        mine: words(new, group, &mine),
        theirs: words(new, group, read(now)),
    })
}
