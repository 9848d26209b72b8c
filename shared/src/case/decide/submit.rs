//! Handing in.

use super::super::{Channel, Event, Filing, Rules};
use crate::access::{Action, Actor, Role, Scope, may};
use crate::place::Tier;
use crate::problem::Refusal;

/// An application is filed by the applicant, by a village agent with the applicant's mandate, or by a clerk for
/// someone who stands at the window. The channel must say which: the share of online cases is a published figure.
pub(super) fn submit(filing: Filing, actor: &Actor, rules: &Rules) -> Result<Vec<Event>, Refusal> {
    let (action, scope) = match actor.role {
        Role::WindowClerk | Role::TownLead => (Action::FileAtWindow, Scope::of_place(filing.filed_at.clone())),
        _ => (
            Action::SubmitCase,
            Scope {
                owner: Some(filing.applicant.clone()),
                // Put here by the service once it has checked that the mandate stands.
                mandate: filing.agent.clone(),
                ..Scope::default()
            },
        ),
    };
    if !may(actor, action, &scope) {
        return Err(Refusal::not_permitted(action, actor.role));
    }
    // The service's identity source has seen name and number; without that a decision could go to the wrong person.
    if actor.role == Role::Applicant && !actor.real_name {
        return Err(Refusal::forbidden(
            "您还没有实名认证",
            "请先到「我的」完成实名认证，已填写的内容会保留",
        ));
    }
    let fitting = match actor.role {
        Role::Applicant => matches!(filing.channel, Channel::Phone | Channel::Computer | Channel::Kiosk),
        Role::Agent => filing.channel == Channel::Agent,
        _ => filing.channel == Channel::Window,
    };
    if !fitting {
        return Err(Refusal::invalid(
            "channel",
            format!("申办渠道不能是「{}」", filing.channel.words()),
            "请刷新页面后重新提交，已填写的内容会保留",
        ));
    }
    // 行政许可法 §24: a village station files and delivers; a town or the city handles.
    if filing.handling.tier() == Tier::Village {
        return Err(Refusal::invalid(
            "place",
            "村（社区）便民服务站只收件，不办理",
            "请选择镇（街道）综合便民服务中心或者市行政服务中心",
        ));
    }
    Ok(vec![Event::Submitted {
        filing: Box::new(filing),
        rules: rules.clone(),
    }])
}
