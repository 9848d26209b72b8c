//! The table of commands: name, permission, form, stage, hands and words of each. What a command brings about is the
//! law's and stands in `decide`.

use super::Shape::{Colleague, Delivery, MayWords, Waybill, WhyOtherwise, Words};
use super::{Ask, CommandKind};
use crate::access::{Action, Actor};
use crate::case::{Case, CaseState, Clock, Moment, Reminder, next_reminder, permit};
use crate::problem::Refusal;
use crate::time::{Calendar, Date, show_date, show_day};

/// All there is to say of a kind of command.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// As forms, addresses and the log name it.
    pub name: &'static str,
    /// The permission it needs. A grant on the spot needs less; see [`permit`].
    pub action: Action,
    pub asks: &'static [Ask],
    /// Said above its form.
    pub hint: &'static str,
    /// It has a page or a section of its own.
    pub own_page: bool,
    pub hands: Hands,
    /// Whether the law allows it in the stage the case is in; false is refused in the words of the stage.
    pub stage: fn(&Case, &Moment<'_>) -> Result<bool, Refusal>,
    /// What the button says.
    pub label: fn(&Case) -> &'static str,
    /// What the last press says, where that has to be clearer than the button that opens the form.
    pub press: Option<&'static str>,
    /// What is announced once it is done.
    pub done: fn(&Done<'_>) -> String,
}

/// In whose hands the case has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hands {
    /// It waits for nobody's hands: the applicant's own acts, a lead's assignment, the delivery of a result.
    Any,
    /// One's own, nobody's, or anybody's for who leads: no case may be stuck with somebody who is ill, away or gone.
    Working,
    /// The same, and one has to be able to do the next step.
    Taking,
    /// One's own.
    Own,
}

/// An act that was carried out.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    /// The case after it.
    pub case: &'a Case,
    pub clock: &'a Clock,
    pub calendar: &'a Calendar,
    pub today: Date,
    /// Somebody had it before.
    pub held: bool,
    pub by: &'a Actor,
    /// The name of who got it.
    pub to: &'a str,
}

impl Done<'_> {
    fn is_mine(&self) -> bool {
        self.case.holder.as_ref() == Some(&self.by.id)
    }

    fn until(&self) -> String {
        let due = self.clock.due();
        due.map(|due| format!("在 {}前", show_day(due.date, self.today)))
            .unwrap_or_default()
    }
}

const ROW: Row = Row {
    name: "",
    action: Action::ViewOwnCase,
    asks: &[],
    hint: "",
    own_page: false,
    hands: Hands::Any,
    stage: |case, _| Ok(case.state.is_open()),
    label: |_| "",
    press: None,
    done: |_| String::new(),
};

impl CommandKind {
    /// All there is to say of it.
    #[must_use]
    pub const fn row(self) -> &'static Row {
        match self {
            Self::Submit => &SUBMIT,
            Self::RequestCorrection => &REQUEST_CORRECTION,
            Self::Supply => &SUPPLY,
            Self::Accept => &ACCEPT,
            Self::Decline => &DECLINE,
            Self::Grant => &GRANT,
            Self::Refuse => &REFUSE,
            Self::Close => &CLOSE,
            Self::Withdraw => &WITHDRAW,
            Self::Remind => &REMIND,
            Self::Assign => &ASSIGN,
            Self::Take => &TAKE,
            Self::HandOver => &HAND_OVER,
        }
    }
}

const SUBMIT: Row = Row {
    name: "submit",
    action: Action::SubmitCase,
    own_page: true,
    stage: |_, _| Err(permit::already_submitted()),
    label: |_| "提交申请",
    ..ROW
};

const REQUEST_CORRECTION: Row = Row {
    name: "request_correction",
    action: Action::RequestCorrection,
    own_page: true,
    hands: Hands::Working,
    stage: |case, _| match case.state {
        CaseState::Accepted => Err(permit::no_correction_after_acceptance(case)),
        CaseState::CorrectionRequested => Err(permit::already_asked()),
        state => Ok(state == CaseState::Submitted),
    },
    label: |case| match case.correction {
        Some(_) => "告知仍缺的材料",
        None => "一次性告知补正",
    },
    done: |_| "已告知申请人补正，正在等申请人".to_owned(),
    ..ROW
};

const SUPPLY: Row = Row {
    name: "supply",
    action: Action::SupplyCorrection,
    own_page: true,
    stage: |case, _| Ok(case.state == CaseState::CorrectionRequested),
    label: |_| "补正材料",
    done: |_| "补正已提交，我们会尽快审查。".to_owned(),
    ..ROW
};

const ACCEPT: Row = Row {
    name: "accept",
    action: Action::AcceptCase,
    hands: Hands::Working,
    stage: |case, _| {
        Ok(matches!(
            case.state,
            CaseState::Submitted | CaseState::CorrectionRequested
        ))
    },
    label: |_| "受理",
    done: |done| {
        let accepted = match done.clock.promised {
            Some(due) => format!("已受理，承诺 {}前办结", show_day(due.date, done.today)),
            None => "已受理".to_owned(),
        };
        match done.case.holder {
            Some(_) => accepted,
            None => format!("{accepted}；已转审查岗位办理"),
        }
    },
    ..ROW
};

const DECLINE: Row = Row {
    name: "decline",
    action: Action::DeclineCase,
    asks: &[
        Ask::new("reason", "不予受理的理由", "写清为什么，申请人会看到", Words),
        Ask::new("right_office", "应当向哪里申请", "不属于本单位的，写明该找谁", MayWords),
    ],
    hands: Hands::Working,
    stage: |case, _| match case.state {
        CaseState::CorrectionRequested if !permit::has_lapsed(case) => Err(permit::applicant_still_has_time()),
        state => Ok(matches!(state, CaseState::Submitted | CaseState::CorrectionRequested)),
    },
    label: |_| "不予受理",
    done: |_| "已作出不予受理的决定，理由已告知申请人".to_owned(),
    ..ROW
};

const GRANT: Row = Row {
    name: "grant",
    action: Action::DecideCase,
    asks: &[
        Ask::new("result", "办理结果", "例如：准予发放高龄津贴，自 12 月起", Words),
        Ask::new("notes", "说明", "申请人会看到，接在结果后面", MayWords),
    ],
    hands: Hands::Working,
    // 行政许可法 §34: complete and decidable is decided on the spot, acceptance included.
    stage: |case, _| Ok(case.state == CaseState::Accepted || (case.state == CaseState::Submitted && case.rules.instant)),
    label: |case| match case.state {
        CaseState::Submitted => "受理并当场办结",
        _ => "准予",
    },
    done: |done| format!("已准予，请{}送达结果", done.until()),
    ..ROW
};

const REFUSE: Row = Row {
    name: "refuse",
    action: Action::DecideCase,
    // 行政许可法 §38.
    asks: &[
        Ask::new("reasons", "不予批准的理由", "写清哪一条不符合，申请人会看到", Words),
        Ask::new("basis", "不予批准的依据", "法律、法规的名称和条款", Words),
    ],
    hands: Hands::Working,
    stage: |case, _| Ok(case.state == CaseState::Accepted),
    label: |_| "不予批准",
    done: |done| {
        format!(
            "已作出不予批准的决定，理由和救济途径已告知申请人，请{}送达",
            done.until()
        )
    },
    ..ROW
};

const CLOSE: Row = Row {
    name: "close",
    action: Action::CloseCase,
    asks: &[
        Ask::new("how", "怎么送达的", "", Delivery),
        Ask::new(
            "waybill",
            "快递单号",
            "邮寄的要填，申请人靠它查快递；在窗口交的不用填",
            Waybill,
        ),
        Ask::new("note", "说明", "", WhyOtherwise),
    ],
    stage: |case, _| Ok(case.state.awaits_delivery()),
    label: |_| "送达并办结",
    done: |_| "已送达并办结".to_owned(),
    ..ROW
};

const WITHDRAW: Row = Row {
    name: "withdraw",
    action: Action::WithdrawCase,
    // No reason is owed for taking one's own application back.
    asks: &[Ask::new("reason", "撤回的原因", "", MayWords)],
    hint: "撤回后这件申请就结束了，不能恢复。以后需要时可以重新申请：填写的内容会带上，照片和文件要重新上传。",
    label: |_| "撤回申请",
    press: Some("确定撤回，结束这件申请"),
    done: |_| "申请已撤回。".to_owned(),
    ..ROW
};

const REMIND: Row = Row {
    name: "remind",
    hint: "承办人员和他们的负责人会在工作台上看到您的催办。",
    stage: |case, now| match Reminder::of(case, now) {
        Reminder::NothingOwed => Ok(false),
        Reminder::TooEarly => Err(Refusal::conflict(
            "还没有超过办理期限",
            "过了期限还没有办的，可以在这里催办",
        )),
        Reminder::Made(next) => Err(Refusal::conflict(
            "您最近已经催办过",
            format!("{}，也可以拨打咨询电话", again(next)),
        )),
        Reminder::Open => Ok(true),
    },
    label: |_| "催办",
    done: |done| {
        let next = next_reminder(done.case, done.calendar);
        format!("已经催办，承办人员和负责人会看到。还没有办的，{}。", again(next))
    },
    ..ROW
};

/// From when on the applicant may remind once more.
fn again(next: Option<Date>) -> String {
    let next = next.map_or_else(|| "过几天".to_owned(), |next| format!("{}起", show_date(next)));
    format!("{next}可以再催一次")
}

const ASSIGN: Row = Row {
    name: "assign",
    action: Action::AssignCase,
    asks: &[Ask::new("to", "交给谁", "", Colleague)],
    label: |case| match case.holder {
        Some(_) => "改派",
        None => "分派",
    },
    done: |done| match (done.is_mine(), done.held) {
        (true, _) => "已改由您承办".to_owned(),
        (false, true) => format!("已改派给{}", done.to),
        (false, false) => format!("已分派给{}", done.to),
    },
    ..ROW
};

const TAKE: Row = Row {
    name: "take",
    action: Action::TakeCase,
    hands: Hands::Taking,
    label: |case| match case.holder {
        Some(_) => "改由我承办",
        None => "我来承办",
    },
    done: |_| "已由您承办".to_owned(),
    ..ROW
};

const HAND_OVER: Row = Row {
    name: "hand_over",
    action: Action::HandOverCase,
    asks: &[
        Ask::new("to", "交给谁", "", Colleague),
        Ask::new("reason", "移交的原因", "接手的同事会看到", Words),
    ],
    hands: Hands::Own,
    label: |_| "移交",
    done: |done| format!("已移交给{}", done.to),
    ..ROW
};
