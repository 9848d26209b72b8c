//! What a guide says about limits, and the questions people ask of every item with the answers its elements give.

use app::backend::catalogue::Qa;
use shared::catalogue::{Capability, Confirmable, Item, ItemType};
use shared::place::Tier;
use shared::time::{Calendar, Date, Limit, show_day};

/// 比法定时限少 10 个工作日
pub(super) fn saved(item: &Item) -> Option<String> {
    let statutory = item.statutory_limit.value?;
    let days = item.saved_days().filter(|days| *days > 0)?;
    let saved = match statutory {
        Limit::OnTheSpot => return None,
        Limit::WorkingDays(_) => Limit::WorkingDays(days),
        Limit::NaturalDays(_) => Limit::NaturalDays(days),
        Limit::Months(_) => Limit::Months(days),
    };
    Some(format!("比法定时限少 {saved}"))
}

pub(super) fn limit_notes(item: &Item) -> Vec<String> {
    let notes = &item.limit_notes;
    let mut out = Vec::new();
    if notes.on_the_spot_first {
        out.push("材料齐全、符合规定的当场办结，以上时限用于不能当场办结的情形".to_owned());
    }
    if let Some(extension) = notes.extension {
        out.push(format!("情况特殊的，经负责人批准可延长 {extension}，并把理由告诉您"));
    }
    out.extend(notes.note.clone());
    out
}

/// When it is decided at the latest, were it accepted today.
pub(super) fn example(item: &Item, today: Date, calendar: &Calendar) -> Option<String> {
    let limit = item.promised_limit.value;
    if limit == Limit::OnTheSpot {
        return None;
    }
    let due = limit.due(today, calendar);
    let day = show_day(due.date, today);
    let mut words = format!("今天（{}）受理的，最迟 {day}办结", show_day(today, today));
    if due.provisional {
        words.push_str("（该年放假安排还没有公布，公布后可能调整）");
    }
    Some(words)
}

/// 村(社区)、镇(街道)、市
pub(super) fn tiers(item: &Item) -> String {
    let order = [Tier::Village, Tier::Town, Tier::City];
    let titles: Vec<&str> = order
        .into_iter()
        .filter(|tier| item.tiers.contains(tier))
        .map(Tier::words)
        .collect();
    titles.join("、")
}

/// 有效期届满 30 日前申请延续 (行政许可法 §50).
pub(super) fn renewal(item: &Item) -> Option<String> {
    let validity = item.validity.as_ref()?;
    let days = validity.value.renew_before_days?;
    Some(format!("要继续使用的，请在有效期届满 {days} 日前申请延续"))
}

fn qa(question: &str, answer: impl Into<String>) -> Qa {
    Qa {
        question: question.to_owned(),
        answer: answer.into(),
    }
}

/// Whether its decisions are acts of an authority that can be reviewed (utilities and services are not).
fn is_administrative(item: &Item) -> bool {
    !matches!(item.type_code, ItemType::PublicService | ItemType::Other)
}

/// What people ask, answered from the item itself and from the law.
pub(super) fn questions(item: &Item) -> Vec<Qa> {
    // What the department has written goes first.
    let mut list: Vec<Qa> = item.questions.iter().map(|one| qa(&one.ask, &one.answer)).collect();
    list.push(qa("自己不方便，可以请人帮忙吗？", helpers(item)));
    // 行政许可法 §32; the same courtesy is promised for every item.
    let mut missing = "窗口要一次性告诉您还缺什么，补齐后接着办，不用重新排队申请。".to_owned();
    if item.is_licence() {
        missing.push_str("当场或者 5 个工作日内没有告诉您的，从收到材料那天起就算受理。");
    }
    list.push(qa("材料没带齐怎么办？", missing));
    // 优化营商环境条例 §36
    if item.promised_limit.value != Limit::OnTheSpot {
        list.push(qa(
            "超过时限还没有办好怎么办？",
            "办理单位应当说明原因。您可以拨打政务服务便民热线 12345 反映。",
        ));
    }
    if let Some(renewal) = renewal(item) {
        list.push(qa("证件快到期了怎么办？", format!("{renewal}。")));
    }
    // 行政许可法 §38; 行政复议法 §20; 行政诉讼法 §46
    if is_administrative(item) {
        list.push(qa(
            "没有批准，不服怎么办？",
            "不予批准的，会书面告诉您理由。您可以在 60 日内申请行政复议，或者在 6 个月内向法院起诉。",
        ));
    }
    list
}

/// Who may help someone who cannot do it alone; agents only where there are pages for them.
fn helpers(item: &Item) -> String {
    let agency = &item.agency.value;
    if !(agency.files && Capability::AgentsFile.available()) {
        return "可以请家人在手机上帮您填写，也可以委托家人到窗口办；法律要求本人到场的除外。".to_owned();
    }
    let note = agency.note.as_deref().map(sentence).unwrap_or_default();
    format!("可以。{}{note}", sentence(&agency.role))
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['。', '；', '！', '？']) {
        text.to_owned()
    } else {
        format!("{text}。")
    }
}

/// Names with their values, as pages carry them.
pub(super) fn named(words: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    words
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What guidance shows in one line under the item's name.
pub(super) fn facts(item: &Item) -> Vec<Confirmable<String>> {
    vec![
        item.visits.as_ref().map(|_| item.visits_words()),
        item.fee.as_ref().map(|fee| fee.words().to_owned()),
        item.promised_limit.map(|limit| limit.to_string()),
    ]
}
