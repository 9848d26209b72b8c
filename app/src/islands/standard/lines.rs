//! What the audit found, line by line, each with its reason and the way to its field.

use leptos::prelude::*;
use shared::catalogue::{Completeness, Finding, ItemId};
use shared::problem::FieldProblem;
use shared::standard::{besides, sheet_path};

use crate::islands::parts::{Mark, Tag, input_id};

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

/// Where what stands at a path of the sheet is written.
#[must_use]
pub fn editor(item: &ItemId, path: &str) -> String {
    let group = shared::standard::group_of(path).unwrap_or("basics");
    format!("/desk/standards/{item}/edit/{group}#{}", input_id(path))
}
