//! What texts for residents must not say: the notes of those who researched them, and promises of what the product
//! does not do.

use serde::Serialize;
use serde_json::Value;

/// What the product may promise. One table: a page, an item or a form that promises says so only while this says yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// A village's agent files for a resident, here.
    AgentsFile,
    /// A clerk at a window files for a resident, here.
    WindowFiles,
    /// One application for several items at once.
    Together,
}

impl Capability {
    pub const ALL: [Self; 3] = [Self::AgentsFile, Self::WindowFiles, Self::Together];

    /// Whether pages exist that keep the promise.
    #[must_use]
    pub const fn available(self) -> bool {
        match self {
            Self::AgentsFile | Self::WindowFiles | Self::Together => false,
        }
    }

    /// The words that promise it.
    #[must_use]
    pub const fn promises(self) -> &'static [&'static str] {
        match self {
            Self::AgentsFile => &["请村里代办", "代办员可以帮您", "代为提交"],
            Self::WindowFiles => &["由工作人员帮您办", "请工作人员帮您办"],
            Self::Together => &["可以一起办"],
        }
    }
}

/// Words of research: whoever looked something up wrote them to whoever would check it.
const RESEARCH: &[&str] = &[
    "样例",
    "候选",
    "须核对",
    "须核实",
    "未核实",
    "待核实",
    "不等于晋江",
    "发布前",
    "各县不同",
    "未见",
    "没有查到",
    "未查到",
    "拟定",
    "演示用",
    "转述",
    "种子文件",
];

/// A text that residents should not read, where it stands, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// `materials[2].note`
    pub field: String,
    pub what: String,
}

/// Everything unfit in the texts of an item or a form. What only editors read is not looked at.
#[must_use]
pub fn unfit_texts<T: Serialize>(of: &T) -> Vec<Unfit> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::to_value(of) {
        walk(&value, "", &mut found);
    }
    found
}

/// What is wrong with one text, if anything.
#[must_use]
pub fn unfit(text: &str) -> Option<String> {
    if let Some(word) = RESEARCH.iter().find(|word| text.contains(**word)) {
        return Some(format!("「{word}」是研究时的说法，群众看不懂，请移到编辑备注"));
    }
    let promised = Capability::ALL
        .into_iter()
        .filter(|capability| !capability.available())
        .flat_map(Capability::promises)
        .find(|word| text.contains(**word));
    promised.map(|word| format!("「{word}」是现在还做不到的事，请写清楚群众该怎么办"))
}

fn walk(value: &Value, at: &str, found: &mut Vec<Unfit>) {
    match value {
        Value::String(text) => found.extend(unfit(text).map(|what| Unfit {
            field: at.to_owned(),
            what,
        })),
        Value::Array(list) => {
            for (n, one) in list.iter().enumerate() {
                walk(one, &format!("{at}[{n}]"), found);
            }
        }
        Value::Object(map) => {
            for (name, one) in map
                .iter()
                .filter(|(name, _)| *name != "editor_notes" && *name != "aliases")
            {
                let path = if at.is_empty() {
                    name.clone()
                } else {
                    format!("{at}.{name}")
                };
                walk(one, &path, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn research_and_promises_are_found_where_they_stand() {
        let item = json!({
            "name": "高龄津贴申领",
            "notes": "金额未核实",
            "materials": [{"note": "两寸"}, {"note": "四川岳池样例为 3 张"}],
            "agency": {"value": {"role": "收件、拍照上传、代为提交"}},
            "editor_notes": ["宁德 2015 年样例，不等于晋江"],
        });
        let fields: Vec<String> = unfit_texts(&item).into_iter().map(|one| one.field).collect();
        assert_eq!(fields, ["agency.value.role", "materials[1].note", "notes"]);
        assert_eq!(unfit("金额由市里公布"), None);
    }
}
