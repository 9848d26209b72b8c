//! A standard beside a model guide (示范指南): what the model says that it does not, and the few figures people feel.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::convert::answers_of;
use super::difference::{list, name_of, words};
use super::sheet::GROUPS;
use super::spec::Shape;
use crate::catalogue::{Item, MaterialForm};

/// What the reviewer reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// Elements the model has filled and this has not.
    pub lacking: Vec<Lacking>,
    pub figures: Vec<Figure>,
}

/// An element the model has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Where on the sheet it is written.
    pub path: String,
    pub label: String,
    /// What the model says there.
    pub model: String,
}

/// A figure of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub label: String,
    pub ours: String,
    pub model: String,
    /// Asks more of people, or gives them less, than the model does.
    pub worse: bool,
}

/// Puts them side by side.
#[must_use]
pub fn against(ours: &Item, model: &Item) -> Against {
    Against {
        lacking: lacking(ours, model),
        figures: figures(ours, model),
    }
}

fn lacking(ours: &Item, model: &Item) -> Vec<Lacking> {
    let (ours, model) = (answers_of(ours), answers_of(model));
    let (ours, model) = (
        Value::Object(ours.as_map().clone()),
        Value::Object(model.as_map().clone()),
    );
    let mut lacking = Vec::new();
    for spec in GROUPS.iter().flat_map(|group| group.specs) {
        // What is a "no" on both sides, or a unit without its number, lacks nothing.
        let said = match spec.shape {
            Shape::Flag | Shape::Tri | Shape::LimitCount => continue,
            Shape::List { specs, .. } => {
                if !list(ours.get(spec.id)).is_empty() {
                    continue;
                }
                let names: Vec<String> = list(model.get(spec.id)).iter().map(|one| name_of(specs, one)).collect();
                Some(names.join("、")).filter(|names| !names.is_empty())
            }
            _ if words(spec, &ours).is_some() => continue,
            _ => words(spec, &model),
        };
        if let Some(model) = said {
            lacking.push(Lacking {
                path: spec.id.to_owned(),
                label: spec.label.to_owned(),
                model,
            });
        }
    }
    lacking
}

fn figures(ours: &Item, model: &Item) -> Vec<Figure> {
    let figure = |label: &str, ours: String, model: String, worse: bool| Figure {
        label: label.to_owned(),
        ours,
        model,
        worse,
    };
    let count = |label: &str, unit: &str, of: &dyn Fn(&Item) -> usize, more_is_worse: bool| {
        let (here, there) = (of(ours), of(model));
        let worse = if more_is_worse { here > there } else { here < there };
        figure(label, format!("{here} {unit}"), format!("{there} {unit}"), worse)
    };
    let days = |item: &Item| item.promised_limit.value;
    let paper = |item: &Item| {
        let kept = |one: &&crate::catalogue::Material| !one.electronic_ok && one.form != MaterialForm::OriginalCheck;
        item.materials.iter().filter(kept).count()
    };
    let shared = |item: &Item| item.materials.iter().filter(|one| one.may_be_shared()).count();
    vec![
        figure(
            "承诺办结时限",
            days(ours).to_string(),
            days(model).to_string(),
            days(ours).rough_working_days() > days(model).rough_working_days(),
        ),
        figure("法定办结时限", limit_words(ours), limit_words(model), false),
        count("到办事现场次数", "次", &|item| item.visits.value.count.into(), true),
        count("申请材料", "份", &|item| item.materials.len(), true),
        count("要交纸质的材料", "份", &paper, true),
        count("数据共享免提交的材料", "份", &shared, false),
        count("情形问题", "个", &|item| item.situations.len(), false),
        count("办理环节", "个", &|item| item.steps.value.len(), true),
        count("常见问题", "条", &|item| item.questions.len(), false),
    ]
}

fn limit_words(item: &Item) -> String {
    let limit = item.statutory_limit.value;
    limit.map_or_else(|| "没有规定".to_owned(), |limit| limit.to_string())
}
