//! Acts of the log in words.

use shared::access::Action;

/// Whoever works on the command line.
pub(super) const OPERATOR: &str = "系统运维";

/// Acts on accounts.
const ON_ACCOUNTS: &[(&str, &str)] = &[
    ("user.add", "开通账号"),
    ("user.import", "用表格开通或修改账号"),
    ("user.change", "修改账号"),
    ("user.disable", "停用账号"),
    ("user.enable", "重新启用账号"),
    ("user.reset", "重置密码"),
    ("user.handout", "发放初始密码"),
    ("user.password", "修改自己的密码"),
    ("post.choose", "选择岗位"),
    ("post.switch", "换岗位"),
    ("post.add", "增加岗位"),
    ("post.substitute", "安排代理"),
    ("post.end", "结束岗位"),
];

/// Acts on neither.
const OTHERS: &[(&str, &str)] = &[
    ("queue.export", "导出办件表格"),
    ("mandate.start", "代办：开始申请"),
    ("device.issue", "增加设备"),
    ("device.renew", "重新发放设备码"),
    ("device.revoke", "停用设备"),
    ("message.resend", "重发短信"),
    ("message.discard", "放弃发送短信"),
    ("job.resend", "重做后台任务"),
    ("job.discard", "放弃后台任务"),
];

/// What the acts of cases begin with.
const ON_CASES: &str = "case.";

/// An act in words.
#[must_use]
pub(crate) fn act_words(act: &str) -> &'static str {
    if let Some((_, words)) = ON_ACCOUNTS.iter().chain(OTHERS).find(|(name, _)| *name == act) {
        return words;
    }
    act.strip_prefix(ON_CASES)
        .and_then(action_of)
        .map_or("其他操作", Action::words)
}

fn action_of(name: &str) -> Option<Action> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// Every act one can narrow the log to.
pub(super) fn all_acts() -> Vec<(String, String)> {
    let cases = Action::ALL
        .into_iter()
        .filter(|action| is_case_act(*action))
        .filter_map(|action| {
            let name = serde_json::to_value(action).ok()?;
            Some((format!("{ON_CASES}{}", name.as_str()?), action.words().to_owned()))
        });
    let accounts = ON_ACCOUNTS
        .iter()
        .chain(OTHERS)
        .map(|(name, words)| ((*name).to_owned(), (*words).to_owned()));
    accounts.chain(cases).collect()
}

const fn is_case_act(action: Action) -> bool {
    matches!(
        action,
        Action::TakeCase
            | Action::HandOverCase
            | Action::AssignCase
            | Action::RequestCorrection
            | Action::AcceptCase
            | Action::DeclineCase
            | Action::DecideOnTheSpot
            | Action::DecideCase
            | Action::CloseCase
    )
}

/// The parts of a case that a look showed. What is not known by a name of its own was an answer of the form.
pub(super) fn shown_words(what: &[String]) -> String {
    let mut words: Vec<&str> = what
        .iter()
        .map(|one| match one.as_str() {
            "name" => "姓名",
            "citizen_number" => "身份证号码",
            "phone" => "手机号码",
            "answers" => "填写的内容",
            "file" => "材料",
            _ => "填写的内容（部分）",
        })
        .collect();
    words.dedup();
    words.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_one_can_choose_has_its_words() {
        for (act, words) in all_acts() {
            assert_eq!(act_words(&act), words);
        }
        assert_eq!(act_words("case.accept_case"), "受理");
        assert_eq!(act_words("made.up"), "其他操作");
    }
}
