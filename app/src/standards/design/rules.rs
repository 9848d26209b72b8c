//! Rules across fields, each a sentence: 如果……，就在……提示……，办法是……

use leptos::prelude::*;
use shared::form::{CrossRule, Expr, FieldId};
use shared::standard::design::{Focus, For, conditions_for, rule_places, rules_of, words};

use super::conditions::Conditions;
use super::links::shown_at;
use super::tools::{Buttons, Desk, named};
use crate::backend::standards::design::DesignView;
use crate::ui::{EmptyState, Select, TextInput};

/// The rules of the form, or of one of its groups, each a sentence; with a form for a new one.
#[component]
pub fn Rules(view: DesignView, group: Option<FieldId>, desk: Desk) -> impl IntoView {
    let rules = rules_of(&view.base, group.as_ref());
    let name = group.as_ref().map(AsRef::as_ref);
    let lines = rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let when = words(&view.whole, name, &rule.when);
            let said = format!("如果{when}，{}“{}”", rule.told(), rule.message);
            let focus = Focus::Rule {
                group: group.clone(),
                at,
            };
            view! { <li><a href=shown_at(&desk.item, &focus, "settings")>{said}</a></li> }
        })
        .collect_view();
    let list = if rules.is_empty() {
        view! { <p class="muted">"还没有规则。"</p> }.into_any()
    } else {
        view! { <ul class="plain">{lines}</ul> }.into_any()
    };
    let title = match group {
        Some(_) => "这一组里的规则：同一份里填得有矛盾时提示",
        None => "规则：填得有矛盾时提示",
    };
    let add = desk.may_edit.then(|| {
        view! {
            <details open=desk.flash.value("do") == "rule_add">
                <summary>"增加一条规则"</summary>
                <Sentence view=view.clone() group=group.clone() rule=None desk=desk.clone()/>
            </details>
        }
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            {list}
            {add}
        </section>
    }
}

/// One rule opened for changing.
#[component]
pub fn RuleSettings(view: DesignView, group: Option<FieldId>, at: usize, desk: Desk) -> impl IntoView {
    let rule = rules_of(&view.base, group.as_ref()).get(at).cloned();
    let Some(rule) = rule else {
        return view! { <EmptyState title="没有这条规则" hint="它可能刚被删除，请从规则列表里另选一条".to_owned()/> }
            .into_any();
    };
    let remove = desk.may_edit.then(|| {
        let mut about = vec![("rule", at.to_string())];
        about.extend(group.as_ref().map(|group| ("group", group.to_string())));
        let buttons = vec![("rule_remove", "删除这条规则", format!("删除这条规则：{}", rule.message))];
        view! { <Buttons desk=desk.clone() about buttons/> }
    });
    let name = group.as_ref().map(AsRef::as_ref);
    let said = format!(
        "如果{}，{}“{}”，{}。",
        words(&view.whole, name, &rule.when),
        rule.told(),
        rule.message,
        rule.fix
    );
    view! {
        <section class="card" id="settings" tabindex="-1" aria-labelledby="settings-title">
            <h2 id="settings-title">"规则"</h2>
            <p>{said}</p>
            {desk.may_edit.then(|| view! { <Sentence view=view.clone() group=group.clone() rule=Some((at, rule.clone())) desk=desk.clone()/> })}
            {remove}
        </section>
    }
    .into_any()
}

#[component]
fn Sentence(view: DesignView, group: Option<FieldId>, rule: Option<(usize, CrossRule)>, desk: Desk) -> impl IntoView {
    let act = if rule.is_some() { "rule_set" } else { "rule_add" };
    let flash = desk.flash_of(act);
    let typed = !flash.values.is_empty();
    let name = group.as_ref().map(AsRef::as_ref);
    let picks = conditions_for(&view.whole, For::Rule(name));
    let places = rule_places(&view.base, name);
    let now = rule.as_ref().map_or_else(Expr::always, |(_, rule)| rule.when.clone());
    let said = words(&view.whole, name, &now);
    let value = |input: &str, read: &dyn Fn(&CrossRule) -> String| match (&rule, typed) {
        (_, true) => flash.value(&named(input)),
        (Some((_, rule)), _) => read(rule),
        (None, _) => String::new(),
    };
    let (at, message, fix) = (
        value("at", &|rule| rule.path.to_string()),
        value("message", &|rule| rule.message.clone()),
        value("fix", &|rule| rule.fix.clone()),
    );
    let error = |input: &str| flash.error(&named(input));
    let index = rule
        .as_ref()
        .map(|(at, _)| view! { <input type="hidden" name="rule" value=at.to_string()/> });
    let of = group
        .as_ref()
        .map(|group| view! { <input type="hidden" name="group" value=group.to_string()/> });
    view! {
        <form method="post" action=desk.action("edit") class="sentence">
            {desk.hidden()}
            {index}
            {of}
            <Conditions
                pre="when" legend="如果".to_owned() picks now said modes=Vec::new() lines_words="符合下面的条件"
                flash=flash.clone()
            />
            <Select path=named("at") label="就在这个字段" options=places value=at blank="请选择".to_owned() error=error("at")/>
            <TextInput path=named("message") label="提示" hint="哪里不对，如“代办人和申请人是同一个人”".to_owned() value=message error=error("message")/>
            <TextInput path=named("fix") label="办法是" hint="怎么改，如“请写代办人的身份证号码”".to_owned() value=fix error=error("fix")/>
            <p class="actions"><button class="btn" type="submit" name="do" value=act>"保存规则"</button></p>
        </form>
    }
}
