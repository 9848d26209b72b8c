//! The plan: the establishment office publishes the powers, the justice bureau reviews those of towns before they are
//! published, the approval-reform office derives the catalogue.

use super::*;
use crate::access::{Actor, Role, Scope};
use crate::catalogue::{Department, DepartmentKind, ItemType};
use crate::problem::{Refusal, RefusalKind};

fn departments() -> Vec<Department> {
    let department = |id: &str, name: &str, short: &str, kind| Department {
        id: id.parse().unwrap(),
        name: name.into(),
        short_name: short.into(),
        kind,
        credit_code: None,
        address: None,
        hours: None,
        phone: None,
        complaints: None,
    };
    vec![
        department("civil-affairs", "市民政局", "民政", DepartmentKind::Department),
        department("justice", "市司法局", "司法", DepartmentKind::Office),
    ]
}

const CITY: &str = "350582000000";

fn someone(role: Role) -> Actor {
    Actor {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        role,
        name: "林海生".into(),
        territory: Some(CITY.parse().unwrap()),
        department: None,
        real_name: false,
        acting: None,
    }
}

fn scope() -> Scope {
    Scope::of_place(CITY.parse().unwrap())
}

fn row(level: &str) -> Typed {
    Typed::from_iter([
        ("name", "高龄津贴审核"),
        ("type_code", "行政给付"),
        ("level", level),
        ("department", "市民政局"),
        ("law", "老年人权益保障法"),
        ("article", "第三十三条"),
    ])
}

fn body(level: PowerLevel) -> PowerBody {
    PowerBody::parse(&row(level.words()), &departments()).unwrap()
}

fn power(level: PowerLevel) -> Power {
    let body = body(level);
    Power {
        id: PowerId::numbered(7).unwrap(),
        state: edited(None, &body).unwrap(),
        body,
    }
}

fn step(power: &Power, step: PowerStep, reason: &str, role: Role) -> Result<PowerState, Refusal> {
    take(power, step, reason, &someone(role), &scope())
}

/// `changes` on a row that is right otherwise: the columns with problems.
fn wrong_power(changes: &[(&str, &str)]) -> Vec<String> {
    let mut row = row("市级");
    for (name, text) in changes {
        row.set(*name, *text);
    }
    let problems = PowerBody::parse(&row, &departments()).unwrap_err();
    problems.into_iter().map(|one| one.path).collect()
}

fn entry_row() -> Typed {
    Typed::from_iter([
        ("id", "JJ-MZ-90"),
        ("name", "高龄津贴审核"),
        ("type_code", "05"),
        ("department", "civil-affairs"),
        ("power", "p-000007"),
        ("basic_code", "350520101000"),
    ])
}

fn wrong_entry(changes: &[(&str, &str)]) -> Vec<String> {
    let mut row = entry_row();
    for (name, text) in changes {
        row.set(*name, *text);
    }
    let problems = EntryBody::parse(&row, &departments()).unwrap_err();
    problems.into_iter().map(|one| one.path).collect()
}

fn withdraw(entry: &CatalogueEntry, reason: &str, has_children: bool) -> Result<EntryState, Refusal> {
    let reform = someone(Role::ApprovalReform);
    step_entry(entry, EntryStep::Withdraw, reason, has_children, (&reform, &scope()))
}

fn entry(id: &str, parent: Option<&str>) -> CatalogueEntry {
    let mut row = entry_row();
    row.set("id", id);
    row.set("basic_code", "");
    row.set("parent", parent.unwrap_or_default());
    let (id, body) = EntryBody::parse(&row, &departments()).unwrap();
    CatalogueEntry {
        id,
        body,
        state: EntryState::Listed,
    }
}

#[test]
fn a_city_power_is_in_force_when_it_is_listed() {
    let power = power(PowerLevel::City);
    assert_eq!(power.state, PowerState::Approved);
    let refused = step(&power, PowerStep::Send, "", Role::Establishment).unwrap_err();
    assert_eq!(refused.kind, RefusalKind::Conflict);
    assert!(refused.message.contains("不需要审查"));
}

#[test]
fn a_town_power_is_in_force_only_after_the_justice_bureau_found_it_lawful() {
    let mut power = power(PowerLevel::Town);
    assert_eq!(power.state, PowerState::Draft);
    power.state = step(&power, PowerStep::Send, "", Role::Establishment).unwrap();
    let silent = step(&power, PowerStep::Return, " ", Role::Justice).unwrap_err();
    assert_eq!(silent.kind, RefusalKind::Invalid);
    power.state = step(&power, PowerStep::Return, "第三十三条没有授权镇级", Role::Justice).unwrap();
    assert_eq!(power.state.reason(), Some("第三十三条没有授权镇级"));
    // Corrected, the reasons stay in sight until it is sent again.
    let corrected = PowerBody {
        article: "第三十四条".into(),
        ..power.body.clone()
    };
    power.state = edited(Some(&power), &corrected).unwrap();
    assert_eq!(power.state.kind(), PowerStateKind::Returned);
    power.body = corrected;
    power.state = step(&power, PowerStep::Send, "", Role::Establishment).unwrap();
    power.state = step(&power, PowerStep::Approve, "", Role::Justice).unwrap();
    assert_eq!(power.state, PowerState::Approved);
}

#[test]
fn each_office_keeps_to_its_own_steps() {
    let mut power = power(PowerLevel::Town);
    power.state = PowerState::InReview;
    for role in Role::ALL {
        let expected: &[PowerStep] = match role {
            Role::Establishment => &[PowerStep::Recall, PowerStep::Withdraw],
            Role::Justice => &[PowerStep::Approve, PowerStep::Return],
            _ => &[],
        };
        assert_eq!(offers(&power, &someone(role), &scope()), expected, "{role}");
    }
    let refused = step(&power, PowerStep::Approve, "", Role::Establishment).unwrap_err();
    assert_eq!(refused.kind, RefusalKind::Forbidden);
    assert!(refused.fix.contains("司法局"));
    let refused = step(&power, PowerStep::Withdraw, "废止", Role::Justice).unwrap_err();
    assert_eq!(refused.kind, RefusalKind::Forbidden);
}

#[test]
fn what_was_approved_holds_only_for_what_was_seen() {
    let mut power = power(PowerLevel::Town);
    power.state = PowerState::Approved;
    let noted = PowerBody {
        note: Some("2026 年清理后保留".into()),
        rank: Some(3),
        ..power.body.clone()
    };
    assert_eq!(edited(Some(&power), &noted), Ok(PowerState::Approved));
    let changed = PowerBody {
        name: "高龄津贴审批".into(),
        ..power.body.clone()
    };
    assert_eq!(edited(Some(&power), &changed), Ok(PowerState::Draft));
    power.state = PowerState::InReview;
    assert_eq!(edited(Some(&power), &noted).unwrap_err().kind, RefusalKind::Conflict);
}

#[test]
fn what_is_withdrawn_says_why_and_stays_so() {
    let mut power = power(PowerLevel::City);
    let silent = step(&power, PowerStep::Withdraw, "", Role::Establishment).unwrap_err();
    assert_eq!(silent.kind, RefusalKind::Invalid);
    power.state = step(&power, PowerStep::Withdraw, "依据已废止", Role::Establishment).unwrap();
    for one in PowerStep::ALL {
        let role = match one {
            PowerStep::Approve | PowerStep::Return => Role::Justice,
            _ => Role::Establishment,
        };
        let refused = step(&power, one, "原因", role).unwrap_err();
        assert_eq!(refused.kind, RefusalKind::Conflict, "{one:?}");
        assert!(!refused.fix.is_empty());
    }
    assert!(edited(Some(&power), &power.body).is_err());
}

#[test]
fn no_power_without_a_law_and_every_problem_is_at_its_column() {
    assert_eq!(wrong_power(&[("law", " ")]), ["law"]);
    assert_eq!(wrong_power(&[("department", "市司法局")]), ["department"]);
    let long = "长".repeat(201);
    let all = [
        ("name", long.as_str()),
        ("type_code", "99"),
        ("level", "省级"),
        ("department", "市农林局"),
        ("law", ""),
        ("article", ""),
        ("rank", "第三"),
    ];
    let paths = ["name", "type_code", "level", "department", "law", "article", "rank"];
    assert_eq!(wrong_power(&all), paths);
}

#[test]
fn a_row_reads_the_same_as_it_is_shown() {
    let mut typed = row("town");
    typed.set("type_code", "5");
    typed.set("department", "民政");
    typed.set("note", " 第一行\r\n第二行\u{200b} ");
    typed.set("rank", "１２");
    let power = PowerBody::parse(&typed, &departments()).unwrap();
    assert_eq!((power.type_code, power.rank), (ItemType::Benefit, Some(12)));
    assert_eq!(power.note.as_deref(), Some("第一行第二行"));
    let names = Power::COLUMNS.iter().map(|column| column.name);
    let again = Typed::from_iter(names.zip(power.cells(&departments())));
    assert_eq!(PowerBody::parse(&again, &departments()), Ok(power));
}

#[test]
fn an_entry_derives_from_a_power_and_its_code_agrees_with_its_type() {
    assert!(EntryBody::parse(&entry_row(), &departments()).is_ok());
    assert_eq!(wrong_entry(&[("power", "")]), ["power"]);
    assert_eq!(wrong_entry(&[("power", "7")]), ["power"]);
    assert_eq!(wrong_entry(&[("basic_code", "350120101000")]), ["basic_code"]);
    assert_eq!(wrong_entry(&[("basic_code", "3505")]), ["basic_code"]);
    assert_eq!(wrong_entry(&[("id", "MZ90")]), ["id"]);
    assert_eq!(wrong_entry(&[("parent", "JJ-MZ-90")]), ["parent"]);
    // A public service needs none.
    let mut service = entry_row();
    service.set("type_code", "公共服务");
    service.set("power", "");
    service.set("basic_code", "");
    assert!(EntryBody::parse(&service, &departments()).is_ok());
}

#[test]
fn sub_items_are_one_level_deep_and_powers_are_of_the_same_type() {
    let power = power(PowerLevel::City);
    let (main, sub) = (entry("JJ-MZ-01", None), entry("JJ-MZ-02", Some("JJ-MZ-01")));
    let around = Around {
        power: Some(&power),
        parent: Some(&main),
        ..Around::default()
    };
    assert!(fits(&sub.body, &around).is_empty());
    let paths = |body: &EntryBody, around: &Around<'_>| -> Vec<String> {
        fits(body, around).into_iter().map(|one| one.path).collect()
    };
    let below = entry("JJ-MZ-03", Some("JJ-MZ-02"));
    let under_a_sub_item = Around {
        parent: Some(&sub),
        ..around
    };
    assert_eq!(paths(&below.body, &under_a_sub_item), ["parent"]);
    let with_children = Around {
        has_children: true,
        ..around
    };
    assert_eq!(paths(&sub.body, &with_children), ["parent"]);
    assert_eq!(paths(&sub.body, &Around::default()), ["power", "parent"]);
    let other_type = EntryBody {
        type_code: ItemType::Licence,
        ..main.body.clone()
    };
    assert_eq!(paths(&other_type, &around), ["type_code"]);
}

#[test]
fn nothing_is_published_on_a_power_that_is_not_in_force() {
    let entry = entry("JJ-MZ-90", None);
    let mut power = power(PowerLevel::Town);
    for state in [
        PowerState::Draft,
        PowerState::InReview,
        PowerState::Returned {
            reasons: "缺依据".into(),
        },
        PowerState::Withdrawn {
            reason: "废止".into()
        },
    ] {
        power.state = state;
        let refused = ready(&entry, Some(&power)).unwrap_err();
        assert!(
            refused.message.contains("P-000007") && !refused.fix.is_empty(),
            "{refused}"
        );
    }
    assert!(ready(&entry, None).is_err());
    power.state = PowerState::Approved;
    assert_eq!(ready(&entry, Some(&power)), Ok(()));
    let gone = CatalogueEntry {
        state: withdraw(&entry, "并入其他事项", false).unwrap(),
        ..entry.clone()
    };
    assert!(ready(&gone, Some(&power)).is_err());
    assert_eq!(withdraw(&entry, "", false).unwrap_err().kind, RefusalKind::Invalid);
    assert_eq!(withdraw(&entry, "并入", true).unwrap_err().kind, RefusalKind::Conflict);
    assert_eq!(withdraw(&gone, "并入", false).unwrap_err().kind, RefusalKind::Conflict);
}
