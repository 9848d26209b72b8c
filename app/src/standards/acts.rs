//! Just the acts that are open now to this person. Plain forms.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::standard::{Stage, Step, Unconfirmed};
use shared::time::Date;

use super::tags::home;
use crate::backend::standards::StandardView;
use crate::flash::Flash;
use crate::ui::{EmptyState, FieldFrame, described_by, input_id};

/// Whether a problem is at an input of an act rather than on the sheet.
pub fn is_of_act(path: &str) -> bool {
    path.is_empty() || path == "pick" || path.starts_with("act-")
}

#[component]
pub fn Acts(view: StandardView, today: Date, flash: Flash) -> impl IntoView {
    let id = view.id.clone();
    let stage = view.draft.as_ref().map(|draft| draft.stage);
    let revision = view.draft.as_ref().map_or(0, |draft| draft.revision);
    let begins = view.may_edit && stage.is_none() && view.withdrawn.is_none();
    let begin = begins.then(|| view! { <Begin item=id.clone() anew=view.published.is_some()/> });
    let writing = (view.may_edit && stage == Some(Stage::Draft)).then(|| {
        let first = format!("{}/edit/basics", home(&id));
        view! { <p class="actions level"><a class="btn" href=first>"继续编写"</a></p> }
    });
    let steps = view
        .steps
        .iter()
        .map(|step| {
            let last = *step == Step::Pass && stage == Some(Stage::InStandard);
            view! { <Take item=id.clone() step=*step revision last today flash=flash.clone()/> }
        })
        .collect::<Vec<_>>();
    let none = steps.is_empty() && !begins && !view.may_confirm && !view.may_withdraw;
    let confirm = (view.may_confirm && !view.waiting.is_empty()).then(|| {
        view! { <Confirm item=id.clone() waiting=view.waiting.clone()/> }
    });
    let mark = view
        .may_mark
        .then(|| view! { <MarkModel item=id.clone() is_model=view.is_model/> });
    let withdraw = view
        .may_withdraw
        .then(|| view! { <Withdraw item=id.clone() flash=flash.clone()/> });
    view! {
        <section class="card" aria-labelledby="acts">
            <h2 id="acts">"处理"</h2>
            {none.then(|| view! { <EmptyState title="现在没有要您做的" hint="下一步由谁做，见上面的环节"/> })}
            {begin}
            {writing}
            {steps}
            {confirm}
            {mark}
            {withdraw}
        </section>
    }
}

#[component]
fn Begin(item: ItemId, anew: bool) -> impl IntoView {
    let words = if anew { "开始修订" } else { "开始编写" };
    view! {
        <form method="post" action=format!("{}/begin", home(&item))>
            <p class="small muted">"从已有的内容开始写；公布之前，群众看到的不变。"</p>
            <p class="actions level"><button class="btn" type="submit">{words}</button></p>
        </form>
    }
}

/// What a step is called by the one who takes it.
fn words(step: Step, last: bool) -> &'static str {
    match step {
        Step::Pass if last => "通过，定公布日期",
        Step::Send => "写好了，送部门审核",
        other => other.words(),
    }
}

#[component]
fn Take(item: ItemId, step: Step, revision: u32, last: bool, today: Date, flash: Flash) -> impl IntoView {
    let tried = flash.value("step") == step.as_str();
    let flash = if tried { flash } else { Flash::default() };
    let label = words(step, last);
    let main = matches!(step, Step::Pass | Step::Send);
    let button = match step {
        Step::Pass | Step::Send => "btn",
        Step::Discard => "btn danger",
        Step::Recall | Step::Return => "btn quiet",
    };
    let reasons = (step == Step::Return).then(|| {
        let path = "act-reasons".to_owned();
        let (error, typed) = (flash.error(&path), flash.value("reasons"));
        let described = described_by(&path, true, error.is_some());
        view! {
            <FieldFrame path=path.clone() label="退回的原因" hint=Some("写清哪一处、怎样改，编写人会看到".to_owned()) error>
                <textarea id=input_id(&path) name="reasons" rows="3" aria-describedby=described>{typed}</textarea>
            </FieldFrame>
        }
    });
    let day = (step == Step::Pass && last).then(|| {
        let path = "act-day".to_owned();
        let (error, typed) = (flash.error(&path), flash.value("day"));
        let typed = if typed.is_empty() { today.to_string() } else { typed };
        let described = described_by(&path, true, error.is_some());
        view! {
            <FieldFrame path=path.clone() label="公布日期" hint=Some("选今天就是立即公布；到了那一天自动公布".to_owned()) error>
                <input id=input_id(&path) type="date" name="day" value=typed aria-describedby=described/>
            </FieldFrame>
        }
    });
    // The department's own head passes it: what is published then is confirmed.
    let confirm = (step == Step::Pass && !last).then(|| {
        view! {
            <div class="choices">
                <label for="act-confirm">
                    <input id="act-confirm" type="checkbox" name="confirm" value="yes" checked=true/>
                    <span>"一并确认写好的要素"<span class="hint">"公布后，群众不再看到“待主管部门确认”；有没核实的，请去掉勾"</span></span>
                </label>
            </div>
        }
    });
    let about = match step {
        Step::Discard => Some("草稿里写的都不要了，已公布的版本不受影响。修改记录仍然保留。"),
        Step::Send => Some("送审后在退回或撤回之前不能再改。"),
        _ => None,
    };
    view! {
        <details class=if main { "act primary" } else { "act" } open=tried || main>
            <summary>{label}</summary>
            <form method="post" action=format!("{}/step", home(&item))>
                <input type="hidden" name="step" value=step.as_str()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {about.map(|about| view! { <p class="small muted">{about}</p> })}
                {reasons}
                {day}
                {confirm}
                <p class="actions"><button class=button type="submit">{label}</button></p>
            </form>
        </details>
    }
}

/// Of an element that has to be written before anyone stands by it.
pub(super) const UNWRITTEN: &str = "还没有写，修订写上以后再确认";

/// An element in words, also where there is none of it.
pub(super) fn said(words: String) -> String {
    match words.is_empty() {
        true => "没有这一项".to_owned(),
        false => words,
    }
}

#[component]
fn Confirm(item: ItemId, waiting: Vec<Unconfirmed>) -> impl IntoView {
    let count = waiting.len();
    let boxes = waiting
        .into_iter()
        .map(|one| match one.is_unwritten() {
            true => view! { <li>{one.label}<span class="hint">{UNWRITTEN}</span></li> }.into_any(),
            false => view! {
                <li>
                    <label>
                        <input type="checkbox" name="mark" value=one.mark/>
                        <span>{one.label}<span class="hint">{said(one.words)}</span></span>
                    </label>
                </li>
            }
            .into_any(),
        })
        .collect_view();
    view! {
        <details class="act">
            <summary>{format!("确认要素（{count} 处待确认）")}</summary>
            <form method="post" action=format!("{}/confirm", home(&item))>
                <p class="small muted">"勾选您核对无误的；确认后公开页面上不再显示“待主管部门确认”。"</p>
                <ul class="choices plain">{boxes}</ul>
                <p class="actions">
                    <button class="btn" type="submit">"确认勾选的"</button>
                    <button class="btn quiet" type="submit" name="all" value="on">"全部确认"</button>
                </p>
            </form>
        </details>
    }
}

#[component]
fn MarkModel(item: ItemId, is_model: bool) -> impl IntoView {
    let (value, words, about) = if is_model {
        ("off", "不再列为示范指南", "审查同类事项时不再和它对照。")
    } else {
        ("on", "列为示范指南", "审查同类事项时，草稿会和它并排对照。")
    };
    view! {
        <details class="act">
            <summary>{words}</summary>
            <form method="post" action=format!("{}/model", home(&item))>
                <input type="hidden" name="model" value=value/>
                <p class="small muted">{about}</p>
                <p class="actions"><button class="btn quiet" type="submit">{words}</button></p>
            </form>
        </details>
    }
}

#[component]
fn Withdraw(item: ItemId, flash: Flash) -> impl IntoView {
    let path = "act-reason".to_owned();
    let (error, typed) = (flash.error(&path), flash.value("reason"));
    let described = described_by(&path, true, error.is_some());
    let open = error.is_some();
    view! {
        <details class="act" open=open>
            <summary>"取消事项"</summary>
            <form method="post" action=format!("{}/withdraw", home(&item))>
                <p class="small muted">"群众不再能申请；已经收下的办件照原来的标准办完。"</p>
                <FieldFrame path=path.clone() label="取消的原因" hint=Some("例如：依据的文件已废止".to_owned()) error>
                    <textarea id=input_id(&path) name="reason" rows="2" aria-describedby=described>{typed}</textarea>
                </FieldFrame>
                <p class="actions"><button class="btn danger" type="submit">"取消事项"</button></p>
            </form>
        </details>
    }
}
