//! The people, the place and the calendar the stories happen in.

use shared::access::{Actor, Role};
use shared::case::{
    By, Case, CaseNo, Channel, Command, CommandKind, Delivery, Demand, Digest, Event, Filing, Moment, Recorded, Rules,
    as_of, decide, evolve, law_effect,
};
use shared::catalogue::{CaseType, ItemType};
use shared::id::AccountId;
use shared::place::DivisionCode;
use shared::problem::{Refusal, RefusalKind};
use shared::time::{Calendar, Date, DayKind, Limit, Timestamp, instant, local_date};

pub const CITY: &str = "350582000000";
pub const SHENHU: &str = "350582115000";
pub const SHENHU_VILLAGE: &str = "350582115203";
pub const JINJING: &str = "350582116000";

pub fn place(code: &str) -> DivisionCode {
    code.parse().unwrap()
}

pub fn account(number: u32) -> AccountId {
    format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
}

fn person(number: u32, role: Role, name: &str, territory: Option<&str>, department: Option<&str>) -> Actor {
    Actor {
        id: account(number),
        role,
        name: name.to_owned(),
        territory: territory.map(place),
        department: department.map(|name| name.parse().unwrap()),
        real_name: true,
        acting: None,
    }
}

pub fn resident() -> Actor {
    person(1, Role::Applicant, "林阿海", None, None)
}
pub fn neighbour() -> Actor {
    person(2, Role::Applicant, "陈阿土", None, None)
}
pub fn agent() -> Actor {
    person(3, Role::Agent, "施代办", Some(SHENHU_VILLAGE), None)
}
pub fn clerk() -> Actor {
    person(4, Role::WindowClerk, "王窗口", Some(SHENHU), None)
}
pub fn officer() -> Actor {
    person(5, Role::TownOfficer, "许审批", Some(SHENHU), None)
}
pub fn colleague() -> Actor {
    person(6, Role::TownOfficer, "蔡审批", Some(SHENHU), None)
}
pub fn lead() -> Actor {
    person(7, Role::TownLead, "吴主任", Some(SHENHU), None)
}
pub fn clerk_of_jinjing() -> Actor {
    person(8, Role::WindowClerk, "洪窗口", Some(JINJING), None)
}
pub fn bureau_officer() -> Actor {
    person(9, Role::Officer, "庄科员", Some(CITY), Some("civil-affairs"))
}
pub fn police_officer() -> Actor {
    person(10, Role::Officer, "张警官", Some(CITY), Some("police"))
}
pub fn inspector() -> Actor {
    person(11, Role::Inspector, "督查员", Some(CITY), None)
}
/// An officer's role on an account at a village: a mistake in the accounts that must not become one in law.
pub fn officer_at_the_village() -> Actor {
    person(12, Role::TownOfficer, "曾村官", Some(SHENHU_VILLAGE), None)
}

/// Everyone in the stories.
pub fn everyone() -> Vec<Actor> {
    vec![
        resident(),
        neighbour(),
        agent(),
        clerk(),
        officer(),
        colleague(),
        lead(),
        clerk_of_jinjing(),
        bureau_officer(),
        police_officer(),
        inspector(),
        officer_at_the_village(),
    ]
}

/// The State Council's days, 2019–2026.
pub fn calendar() -> Calendar {
    Calendar::new(announced_days())
}

pub fn announced_days() -> Vec<(Date, DayKind)> {
    include_str!("../data/workdays.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let day = cells.next().unwrap().parse().unwrap();
            let kind = if cells.next() == Some("holiday") {
                DayKind::Holiday
            } else {
                DayKind::MakeupWorkday
            };
            (day, kind)
        })
        .collect()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Ten in the morning, at the counter.
pub fn morning(text: &str) -> Timestamp {
    instant(day(text).at(10, 0, 0, 0))
}

/// A building licence: 行政许可法 applies; 20 working days by law, 10 promised.
pub fn licence() -> Rules {
    Rules::new(ItemType::Licence, CaseType::Promised, None, Limit::WorkingDays(10))
}

/// Settled on the spot.
pub fn on_the_spot() -> Rules {
    Rules::new(ItemType::Confirmation, CaseType::Instant, None, Limit::OnTheSpot)
}

pub fn digest(byte: u8) -> Digest {
    Digest::from_bytes(&[byte; 32])
}

pub fn filing(actor: &Actor) -> Filing {
    let (applicant, agent, channel) = match actor.role {
        Role::Agent => (resident().id, Some(actor.id.clone()), Channel::Agent),
        Role::WindowClerk | Role::TownLead => (resident().id, None, Channel::Window),
        _ => (actor.id.clone(), None, Channel::Phone),
    };
    Filing {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        number: CaseNo::from_random(&place(SHENHU), [7; 8]),
        applicant,
        agent,
        item: "JJ-MZ-04".parse().unwrap(),
        item_version: 3,
        form_version: 2,
        filed_at: place(SHENHU_VILLAGE),
        handling: place(SHENHU),
        department: "civil-affairs".parse().unwrap(),
        channel,
        is_test: false,
        answers: digest(1),
    }
}

pub fn demand(what: &str) -> Demand {
    Demand {
        what: what.to_owned(),
        why: "看不清".to_owned(),
        path: Some("materials.household".to_owned()),
    }
}

pub fn ask(what: &[&str]) -> Command {
    Command::RequestCorrection {
        demands: what.iter().map(|what| demand(what)).collect(),
        days: None,
    }
}

pub fn supply() -> Command {
    Command::Supply {
        answers: digest(2),
        note: String::new(),
    }
}

pub fn grant() -> Command {
    Command::Grant {
        result: "准予高龄津贴".to_owned(),
        notes: String::new(),
    }
}

pub fn refuse() -> Command {
    Command::Refuse {
        reasons: "年龄不满 80 周岁".to_owned(),
        basis: "高龄津贴实施办法第五条".to_owned(),
    }
}

pub fn decline() -> Command {
    Command::Decline {
        reason: "不属于本机关职权范围".to_owned(),
        right_office: Some("户籍所在地镇政府".to_owned()),
    }
}

pub fn withdraw() -> Command {
    Command::Withdraw { reason: String::new() }
}

pub fn close() -> Command {
    Command::Close {
        delivery: Delivery::Window,
        note: String::new(),
    }
}

pub fn assign(to: &Actor) -> Command {
    Command::Assign { to: to.id.clone() }
}

pub fn hand_over(to: &Actor) -> Command {
    Command::HandOver {
        to: to.id.clone(),
        reason: "外出培训".to_owned(),
    }
}

/// A case's file as it grows: every act is decided, recorded and evolved, as the server does it.
pub struct File {
    pub case: Case,
    pub record: Vec<Recorded>,
    pub calendar: Calendar,
}

impl File {
    /// The resident hands in a licence application from the phone.
    pub fn opened(on: &str) -> Self {
        Self::opened_under(&licence(), &resident(), on)
    }

    pub fn opened_under(rules: &Rules, by: &Actor, on: &str) -> Self {
        Self::try_opened(rules, by, filing(by), on).expect("the application is in order")
    }

    pub fn try_opened(rules: &Rules, by: &Actor, filing: Filing, on: &str) -> Result<Self, Refusal> {
        let at = morning(on);
        let calendar = calendar();
        let now = Moment::new(at, &calendar);
        let events = decide(None, Command::Submit(Box::new(filing)), by, &now, rules)?;
        let mut record = Vec::new();
        let mut case = None;
        for (event, seq) in events.into_iter().zip(1..) {
            let recorded = Recorded {
                seq,
                at,
                by: By::of(by),
                event,
            };
            case = Some(evolve(case, &recorded).unwrap());
            record.push(recorded);
        }
        Ok(Self {
            case: case.unwrap(),
            record,
            calendar,
        })
    }

    /// Tries a command; on success the file has grown.
    pub fn tries(&mut self, by: &Actor, command: Command, on: &str) -> Result<Vec<Event>, Refusal> {
        self.tries_at(by, command, morning(on))
    }

    pub fn tries_at(&mut self, by: &Actor, command: Command, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        self.let_time_pass(at);
        let now = Moment::new(at, &self.calendar);
        let events = decide(Some(&self.case), command, by, &now, &self.case.rules)?;
        for event in &events {
            self.append(at, By::of(by), event.clone());
        }
        Ok(events)
    }

    /// The same for an act the story is not about.
    pub fn does(&mut self, by: &Actor, command: Command, on: &str) -> &mut Self {
        self.tries(by, command, on).expect("the act is allowed");
        self
    }

    /// What time has brought about goes on the record before anyone acts.
    pub fn let_time_pass(&mut self, at: Timestamp) {
        if let Some(event) = law_effect(&self.case, &self.calendar, local_date(at)) {
            self.append(at, By::Law, event);
        }
    }

    fn append(&mut self, at: Timestamp, by: By, event: Event) {
        let recorded = Recorded {
            seq: self.case.revision + 1,
            at,
            by,
            event,
        };
        self.case = evolve(Some(self.case.clone()), &recorded).expect("what was decided can be taken");
        self.record.push(recorded);
    }

    pub fn as_of(&self, on: &str) -> Case {
        as_of(&self.case, &self.calendar, day(on))
    }
}

/// The parts of the command that are missing or wrong.
pub fn wrong(refusal: &Refusal) -> Vec<&str> {
    assert_eq!(refusal.kind, RefusalKind::Invalid, "{refusal}");
    refusal.problems.iter().map(|problem| problem.path.as_str()).collect()
}

/// A command of this kind with everything in it that it needs, given how the case stands.
pub fn in_order(kind: CommandKind, case: &Case, actor: &Actor) -> Command {
    let someone_else = if case.holder.as_ref() == Some(&colleague().id) || actor.id == colleague().id {
        officer()
    } else {
        colleague()
    };
    match kind {
        CommandKind::Submit => Command::Submit(Box::new(filing(actor))),
        CommandKind::RequestCorrection => Command::RequestCorrection {
            demands: case
                .correction
                .as_ref()
                .map_or_else(|| vec![demand("户口簿首页")], |it| it.demands.clone()),
            days: None,
        },
        CommandKind::Supply => supply(),
        CommandKind::Accept => Command::Accept,
        CommandKind::Decline => decline(),
        CommandKind::Grant => grant(),
        CommandKind::Refuse => refuse(),
        CommandKind::Close => close(),
        CommandKind::Withdraw => withdraw(),
        CommandKind::Remind => Command::Remind,
        CommandKind::Assign => assign(&someone_else),
        CommandKind::Take => Command::Take,
        CommandKind::HandOver => hand_over(&someone_else),
    }
}
