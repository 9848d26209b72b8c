//! The letter of a correction as a page: pick what is really missing, take a ready reason or write one's own, read the
//! letter as the applicant will, then send it. All of it plain forms: a POST answers with this same page, and every
//! input travels in the form itself, so that nothing typed is lost on the way.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::case::{Askable, Letter};
use shared::form::show_answer;
use shared::problem::FieldProblem;
use shared::time::show_day;

use super::api::{OpenCorrection, read_correction};
use crate::apply::api::{PlaceGroup, place_words};
use crate::backend::ServiceError;
use crate::backend::desk::{CorrectionSheet, DeskCase, REASON_HINT};
use crate::flash::{Flash, take_flash};
use crate::letter::LetterView;
use crate::ui::address::{named, part};
use crate::ui::{ErrorSummary, FieldFrame, Refused, StaffPage, TextInput, answer_with, error_id, input_id, loaded};

/// What a POST has brought: what was typed, what is wrong with it, and the letter it makes when nothing is.
#[derive(Clone, Debug, Default)]
pub struct CorrectionPost {
    pub typed: Vec<(String, String)>,
    pub problems: Vec<FieldProblem>,
    pub letter: Option<Letter>,
    /// Names the letter that was shown: only what was read is sent.
    pub seen: String,
    /// The case as it is, for the one look that was asked for.
    pub looked: Option<Box<DeskCase>>,
}

/// The input that says why one looks at what was filled in.
pub const LOOK: &str = "look";

impl CorrectionPost {
    fn value(&self, name: &str) -> String {
        let found = self.typed.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.typed.iter().any(|(key, typed)| key == name && typed == value)
    }

    fn error(&self, path: &str) -> Option<String> {
        crate::ui::problem_at(&self.problems, path)
    }
}

#[component]
pub fn CorrectionPage() -> impl IntoView {
    let flash = take_flash();
    let number = part("number");
    let read = read_correction(named("number", "这个办件"));
    let notice = flash.notice.clone();
    let post = use_context::<CorrectionPost>().unwrap_or_else(|| after_sign_in(flash));
    let written = post.clone();
    let refused = move |error| view! { <NotNow error number post=written/> }.into_any();
    view! {
        <StaffPage title="告知补正">
            {loaded(read, refused, move |open| view! { <Shown open post notice/> })}
        </StaffPage>
    }
}

/// The letter cannot go out, or not any more. What was written for it is still there to be copied.
#[component]
fn NotNow(error: ServiceError, number: String, post: CorrectionPost) -> impl IntoView {
    let written: Vec<String> = post
        .typed
        .into_iter()
        .filter(|(name, text)| (name.starts_with("why:") || name == "other") && !text.trim().is_empty())
        .map(|(_, text)| text)
        .collect();
    if written.is_empty() {
        return view! { <Refused error/> }.into_any();
    }
    answer_with(error.status());
    let lines = written
        .into_iter()
        .map(|text| view! { <li class="long">{text}</li> })
        .collect_view();
    view! {
        <h1>"补正没有发出"</h1>
        <div class="state failed" role="alert">
            <p class="state-title">{error.message()}</p>
            <p class="muted">{error.fix()}</p>
            <p class="state-actions"><a class="btn" href=format!("/desk/cases/{number}")>"看这件办件"</a></p>
        </div>
        <section class="card">
            <h2>"您刚才写的内容"</h2>
            <p class="muted">"没有发出去，列在这里，需要时可以复制。"</p>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

/// What waited while an officer signed in again.
fn after_sign_in(flash: Flash) -> CorrectionPost {
    CorrectionPost {
        typed: flash.values,
        problems: flash.problems,
        ..CorrectionPost::default()
    }
}

#[component]
fn Shown(open: OpenCorrection, post: CorrectionPost, notice: Option<String>) -> impl IntoView {
    let OpenCorrection { sheet, places } = open;
    let row = &sheet.case.row;
    let number = row.number.to_string();
    let when = sheet.notice_due.map(|due| {
        let provisional = if sheet.notice_provisional { "（暂定）" } else { "" };
        format!(
            "{}{provisional}前发出，过了这一天就算受理",
            show_day(due, sheet.case.today)
        )
    });
    view! {
        <p class="crumbs"><a href="/desk/queue">"办件"</a>" / "<a href=format!("/desk/cases/{number}")>{number.clone()}</a></p>
        <h1>
            {if post.letter.is_some() { "发出前看一遍" } else { "一次性告知补正" }}
            <small class="about muted">{format!("{} · {}", row.item_name, row.applicant)}</small>
        </h1>
        {when.map(|when| view! { <p class="muted">{when}"。补齐受理以后才起算办理时限。"</p> })}
        {notice.map(|notice| view! { <p class="notice warn" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(post.problems.clone())/>
        {match post.letter.clone() {
            Some(letter) => view! { <Read number letter post/> }.into_any(),
            None => view! { <Write number sheet places post/> }.into_any(),
        }}
    }
}

/// The letter before it goes out.
#[component]
fn Read(number: String, letter: Letter, post: CorrectionPost) -> impl IntoView {
    let count = letter.lines.len();
    let carried = post
        .typed
        .into_iter()
        .filter(|(name, _)| name != "do" && name != "seen")
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <div class="letter-page">
            <section aria-label="申请人会看到的信">
                <p class="muted small">"申请人会看到"</p>
                <div class="card"><LetterView letter/></div>
            </section>
            <form method="post" action=format!("/desk/cases/{number}/correction") class="card send">
                {carried}
                <input type="hidden" name="seen" value=post.seen/>
                <h2>"发出去吗"</h2>
                <p><strong>"只能告知一次。"</strong>"发出后不能再提出别的要求（行政许可法第三十二条）。申请人会同时收到短信。"</p>
                <p class="actions">
                    <button class="btn quiet" name="do" value="edit">"回去改"</button>
                    <button class="btn" name="do" value="send">{format!("发出，补 {count} 样")}</button>
                </p>
            </form>
        </div>
    }
}

/// The form: materials first, then answers, each with what was handed in.
#[component]
fn Write(number: String, sheet: CorrectionSheet, places: Vec<PlaceGroup>, post: CorrectionPost) -> impl IntoView {
    let look = look(&sheet.case, &post);
    let case = post.looked.clone().map_or(sheet.case, |looked| *looked);
    let place = |code: &str| place_words(&places, code);
    let files = counted(&case);
    let handed: BTreeMap<String, String> = sheet
        .askables
        .iter()
        .map(|one| (one.key.clone(), handed_in(one, &case, &files, &place)))
        .collect();
    let (materials, answers): (Vec<Askable>, Vec<Askable>) = sheet.askables.into_iter().partition(Askable::is_material);
    let group = |title: &'static str, list: Vec<Askable>| {
        let rows = list
            .into_iter()
            .map(|one| {
                let handed = handed.get(&one.key).cloned().unwrap_or_default();
                line(&one, handed, &post)
            })
            .collect_view();
        view! { <fieldset class="asks"><legend>{title}</legend><ul class="plain">{rows}</ul></fieldset> }
    };
    let materials = (!materials.is_empty()).then(|| group("材料", materials));
    let answers = (!answers.is_empty()).then(|| group("回答", answers));
    let other = (!sheet.again).then(|| other(&post));
    let days = sheet.days;
    view! {
        {sheet.again.then(|| view! {
            <p class="notice warn">"以前已经告知过一次。只能从第一次告知的内容里选还缺的，不能提出新的要求（行政许可法第三十二条）。"</p>
        })}
        <form method="post" action=format!("/desk/cases/{number}/correction") class="asking" id=input_id("demands") tabindex="-1">
            // Enter in an input does what is harmless: it shows the letter.
            <button class="visually-hidden" name="do" value="preview" tabindex="-1" aria-hidden="true">"看看这封信"</button>
            <input type="hidden" name="revision" value=case.revision.to_string()/>
            {look}
            {materials}
            {answers}
            {other}
            <FieldFrame path="days" label="给申请人几个工作日" required=false error=post.error("days") hint=Some(format!("不填为 {days} 个工作日"))>
                <input class="short" id=input_id("days") name="days" inputmode="numeric" value=post.value("days")/>
            </FieldFrame>
            <p class="actions">
                <button class="btn" name="do" value="preview">"看看这封信"</button>
                <a class="btn quiet" href=format!("/desk/cases/{number}")>"不告知了"</a>
            </p>
            <p class="muted small">"下一步先看到申请人会读到的信，再决定发不发。"</p>
        </form>
    }
}

/// Whoever says what is wrong with an answer has to see it: one look with its reason, in the same form, so that nothing
/// typed is lost; the papers in the case, on a page beside.
fn look(case: &DeskCase, post: &CorrectionPost) -> impl IntoView + use<> {
    let error = post.error(LOOK);
    let open = error.is_some();
    let beside = format!("/desk/cases/{}", case.row.number);
    let (seen, why) = (post.looked.is_some(), post.value(LOOK));
    let ask = (!seen && case.may_unmask).then(|| {
        view! {
            <details open=open>
                <summary>"查看填写的内容（会记录）"</summary>
                <TextInput path=LOOK label="查看原因" hint=Some(REASON_HINT.to_owned()) value=why error/>
                <p class="actions"><button class="btn quiet small" name="do" value="look">"查看"</button></p>
            </details>
        }
    });
    view! {
        {seen.then(|| view! { <p class="notice warn" role="status">"下面是填写的完整内容，本次查看已记录。"</p> })}
        {ask}
        <p class="small"><a href=beside target="_blank" rel="noopener">"在新页面打开办件，对照材料"</a></p>
    }
}

fn line(one: &Askable, handed: String, post: &CorrectionPost) -> impl IntoView + use<> {
    let key = one.key.clone();
    let (ask, std, why) = (format!("ask:{key}"), format!("std:{key}"), format!("why:{key}"));
    let words = post.value(&why);
    let chosen: Vec<bool> = one.reasons().iter().map(|reason| post.has(&std, reason.key)).collect();
    // A reason without a tick is asked all the same, and the box says so when the form comes back.
    let asked = !post.value(&ask).is_empty() || !words.trim().is_empty() || chosen.iter().any(|yes| *yes);
    let chips = one
        .reasons()
        .iter()
        .zip(chosen)
        .map(|(reason, chosen)| {
            view! {
                <label>
                    <input type="checkbox" name=std.clone() value=reason.key checked=chosen/>
                    {reason.name}
                </label>
            }
        })
        .collect_view();
    let error = post.error(&why);
    let wrong = error.is_some();
    let label = one
        .field
        .as_ref()
        .map_or_else(|| one.what.clone(), |field| field.label.clone());
    let error_id = error_id(&why);
    let described = wrong.then(|| error_id.clone());
    view! {
        <li class=if wrong { "ask has-error" } else { "ask" }>
            <label class="head">
                <input type="checkbox" name=ask value="on" checked=asked/>
                <b>{label.clone()}</b>
                <span class="muted small">{handed}</span>
            </label>
            <div class="why">
                {error.map(|error| view! { <p class="error" id=error_id><span class="visually-hidden">"错误："</span>{error}</p> })}
                <p class="chips" role="group" aria-label=format!("{label}：原因")>{chips}</p>
                <textarea
                    id=input_id(&why) name=why rows="2" placeholder="再写一句：哪里不对、怎么补（申请人会看到）"
                    aria-label=format!("{label}：写给申请人看的话") aria-invalid=wrong.then_some("true") aria-describedby=described
                    prop:value=words.clone()
                >{words.clone()}</textarea>
            </div>
        </li>
    }
}

fn other(post: &CorrectionPost) -> impl IntoView + use<> {
    let words = post.value("other");
    view! {
        <FieldFrame
            path="other" label="其他要补正的" required=false error=post.error("other")
            hint=Some("上面没有的才写在这里：要补什么、为什么，一次写全".to_owned())
        >
            <textarea id=input_id("other") name="other" rows="2" prop:value=words.clone()>{words.clone()}</textarea>
        </FieldFrame>
    }
}

/// How many files stand at each field.
fn counted(case: &DeskCase) -> BTreeMap<String, usize> {
    let mut files = BTreeMap::new();
    for file in case.materials.iter().flat_map(|one| &one.views) {
        *files.entry(file.path.clone()).or_default() += 1;
    }
    files
}

/// What was handed in for it, masked as the case is.
fn handed_in(
    one: &Askable,
    case: &DeskCase,
    files: &BTreeMap<String, usize>,
    place: &dyn Fn(&str) -> Option<String>,
) -> String {
    let Some(field) = &one.field else { return String::new() };
    let path = one.path.as_deref().unwrap_or_default();
    if let Some(by) = &one.shared_by {
        return format!("免提交，{by}");
    }
    if one.is_material() {
        return match files.get(path) {
            None => "没有交".to_owned(),
            Some(count) => format!("{count} 个文件"),
        };
    }
    match show_answer(field, case.answers.get(field.id.as_str()), place) {
        words if words.is_empty() => "没有填".to_owned(),
        words => words,
    }
}
