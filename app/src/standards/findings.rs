//! What the audit found, each with its reason and the way to its field, and how complete the standard is.

use leptos::prelude::*;
use shared::catalogue::{Completeness, Finding, ItemId};
use shared::problem::FieldProblem;
use shared::standard::{besides, sheet_path};

use super::tags::editor;
use crate::ui::{Mark, Tag};

/// One line of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    pub why: String,
    /// Where it is put right; none for what the sheet does not write.
    pub path: Option<String>,
    pub severe: bool,
}

/// Everything in the panel, the severe first. What keeps the sheet from being an item stops publication too.
#[must_use]
pub fn lines(problems: &[FieldProblem], findings: &[Finding]) -> Vec<Line> {
    let findings = besides(problems, findings.to_vec());
    let problems = problems.iter().map(|problem| Line {
        what: problem.message.clone(),
        why: problem.fix.clone(),
        path: Some(problem.path.clone()),
        severe: true,
    });
    let findings = findings.into_iter().map(|finding| Line {
        what: finding.what,
        why: finding.why,
        path: sheet_path(&finding.field),
        severe: finding.severe,
    });
    let mut all: Vec<Line> = problems.chain(findings).collect();
    all.sort_by_key(|line| !line.severe);
    all
}

/// How many of the lines belong to a group, and how many of them are severe.
#[must_use]
pub fn count_in(lines: &[Line], group: &str) -> (usize, usize) {
    let mine = lines
        .iter()
        .filter(|line| line.path.as_deref().and_then(shared::standard::group_of) == Some(group));
    mine.fold((0, 0), |(all, severe), line| {
        (all + 1, severe + usize::from(line.severe))
    })
}

/// What is said of a new draft before anything is written.
pub const UNTOUCHED: &str = "还没有开始写，写了再查。";

/// 有 2 处必须改正，3 处建议补充。
#[must_use]
pub fn summary(lines: &[Line]) -> String {
    let severe = lines.iter().filter(|line| line.severe).count();
    match (severe, lines.len() - severe) {
        (0, 0) => "没有发现问题。".to_owned(),
        (0, more) => format!("有 {more} 处建议补充，不影响公布。"),
        (severe, 0) => format!("有 {severe} 处必须改正，改正后才能公布。"),
        (severe, more) => format!("有 {severe} 处必须改正，改正后才能公布；{more} 处建议补充。"),
    }
}

/// The lines themselves. `link` makes the address of a path.
pub fn list<F: Fn(&str) -> String>(lines: Vec<Line>, link: F) -> impl IntoView + use<F> {
    let lines = lines
        .into_iter()
        .map(|line| {
            let (mark, word) = if line.severe {
                (Mark::Bad, "必须改正")
            } else {
                (Mark::Warn, "建议补充")
            };
            let what = match line.path.as_deref() {
                Some(path) => view! { <a href=link(path)>{line.what.clone()}</a> }.into_any(),
                None => line.what.clone().into_any(),
            };
            view! {
                <li>
                    <Tag mark text=word/>
                    " "
                    {what}
                    <p class="small muted">{line.why}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="findings">{lines}</ul> }
}

/// The panel of a page that is not being typed on.
#[component]
pub fn Findings(item: ItemId, lines: Vec<Line>, #[prop(optional)] untouched: bool) -> impl IntoView {
    let words = if untouched {
        UNTOUCHED.to_owned()
    } else {
        summary(&lines)
    };
    view! {
        <section class="card" aria-labelledby="findings">
            <h2 id="findings">"检查结果"</h2>
            <p>{words}</p>
            {list(lines, move |path| editor(&item, path))}
        </section>
    }
}

/// 已确认 20 ÷ 应有 40 = 50%
#[must_use]
pub fn formula(of: Completeness) -> String {
    format!(
        "完整度 = 已填且已确认的必填要素 ÷ 全部必填要素 = {} ÷ {} = {}%（已填 {} 项）",
        of.confirmed,
        of.required,
        of.percent(),
        of.filled
    )
}

/// The score with its formula.
#[component]
pub fn Score(of: Completeness) -> impl IntoView {
    let percent = of.percent();
    view! {
        <p class="score">
            <b>{format!("{percent}%")}</b>
            " "
            <progress max="100" value=percent.to_string() aria-label="要素完整度"></progress>
        </p>
        <p class="small muted">{formula(of)}</p>
    }
}
