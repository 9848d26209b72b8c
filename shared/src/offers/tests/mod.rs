//! What a site may choose, read like the law.

mod hours;

use serde_json::json;

use super::*;
use crate::catalogue::{Confirmable, Hall, Item, LocalGuide, LocalPart};
use crate::place::Tier;
use crate::problem::FieldProblem;
use crate::time::{Calendar, Date, DayKind};

fn item(type_code: &str, to_town: &str, files: bool) -> Item {
    serde_json::from_value(json!({
        "id": "JJ-MZ-04", "version": 1, "name": "高龄津贴申领", "plain_name": "高龄津贴", "aliases": [],
        "type_code": type_code, "type_confirmed": true, "source_code": null, "department": "civil-affairs",
        "theme": "社会保障", "tiers": ["village", "town", "city"], "tiers_confirmed": true, "service_objects": ["1"],
        "legal_basis": [], "who_applies": "老年人", "conditions": {"value": [], "confirmed": true}, "materials": [],
        "steps": {"value": [], "confirmed": true},
        "statutory_limit": {"value": null, "confirmed": true},
        "promised_limit": {"value": {"value": 10, "unit": "working_days"}, "confirmed": true},
        "limit_notes": {"statutory": "", "promised": ""}, "case_type": "promised",
        "fee": {"value": {"charged": false, "basis": ""}, "confirmed": true},
        "result": {"value": {"name": "津贴", "kind": "other"}, "confirmed": true},
        "visits": {"value": {"count": 0}, "confirmed": true}, "online_depth": {"value": null, "confirmed": true},
        "special_procedures": [], "delegation": {"value": {"to_town": to_town, "basis": "办法第 3 条"}, "confirmed": true},
        "agency": {"value": {"files": files, "role": "代办"}, "confirmed": true}, "form": "common-person"
    }))
    .unwrap()
}

const LICENCE: &str = "01";
const BENEFIT: &str = "05";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-23")
}

fn hours(text: &str) -> Hours {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

// ---- what a site may do

#[test]
fn a_village_collects_or_advises_and_never_takes_on_or_decides() {
    for type_code in [LICENCE, BENEFIT] {
        let item = item(type_code, "statutory", true);
        assert_eq!(
            offers(&item, Tier::Village, None),
            [LocalPart::Collect, LocalPart::Advise]
        );
        let refused = choose(&item, Tier::Village, None, LocalPart::Handle).unwrap_err();
        assert!(refused.message.contains("行政许可法第二十四条") && !refused.fix.is_empty());
    }
    let advice_only = item(BENEFIT, "delegated", false);
    assert_eq!(offers(&advice_only, Tier::Village, None), [LocalPart::Advise]);
    assert!(choose(&advice_only, Tier::Village, None, LocalPart::Collect).is_err());
}

#[test]
fn a_town_decides_only_what_is_its_own_or_was_handed_down() {
    let kept = item(LICENCE, "none", true);
    assert!(
        choose(&kept, Tier::Town, None, LocalPart::Handle)
            .unwrap_err()
            .message
            .contains("职权法定")
    );
    let handed = item(LICENCE, "delegated", true);
    assert_eq!(choose(&handed, Tier::Town, None, LocalPart::Handle), Ok(()));
    // An arrangement for collecting only keeps the town from deciding; the law's own grant stands above it.
    let refused = choose(&handed, Tier::Town, Some(Mode::Agency), LocalPart::Handle).unwrap_err();
    assert!(refused.message.contains("只代办"));
    let own = item(BENEFIT, "statutory", true);
    assert_eq!(most(&own, Tier::Town, Some(Mode::Agency)), Some(LocalPart::Handle));
}

#[test]
fn what_the_standard_does_not_offer_at_a_tier_cannot_be_chosen_there() {
    let mut item = item(BENEFIT, "delegated", true);
    item.tiers = vec![Tier::City];
    for tier in [Tier::Town, Tier::Village] {
        assert!(offers(&item, tier, None).is_empty());
        for part in [LocalPart::Handle, LocalPart::Collect, LocalPart::Advise] {
            assert!(
                choose(&item, tier, None, part)
                    .unwrap_err()
                    .message
                    .contains("全市标准")
            );
        }
    }
}

#[test]
fn a_choice_comes_to_a_part_to_none_or_to_a_refusal() {
    let handed = item(LICENCE, "delegated", true);
    assert_eq!(
        resolve(&handed, Tier::Village, None, Choice::Standard),
        Ok(Some(LocalPart::Collect))
    );
    assert_eq!(resolve(&handed, Tier::Town, None, Choice::Declined), Ok(None));
    // The city's own centre answers for every item.
    assert!(resolve(&handed, Tier::City, None, Choice::Declined).is_err());
    let mut city_only = handed;
    city_only.tiers = vec![Tier::City];
    for choice in [Choice::Standard, Choice::Part(LocalPart::Advise)] {
        assert!(resolve(&city_only, Tier::Village, None, choice).is_err());
        assert_eq!(choice.as_str().parse(), Ok(choice));
    }
}

// ---- handing down, entrusting, collecting

fn arrangement(mode: Mode) -> Arrangement {
    Arrangement {
        mode,
        basis: "森林法第五十七条".into(),
        announcement: Some(Announcement {
            title: "关于委托实施行政许可的公告".into(),
            on: day("2026-10-01"),
            address: None,
        }),
        note: None,
    }
}

fn fields(refused: Result<(), Vec<FieldProblem>>) -> Vec<String> {
    refused.unwrap_err().into_iter().map(|refusal| refusal.path).collect()
}

#[test]
fn nothing_is_entrusted_or_handed_down_to_a_village() {
    for type_code in [LICENCE, BENEFIT] {
        let item = item(type_code, "delegated", true);
        for mode in [Mode::Transferred, Mode::Entrusted] {
            assert_eq!(
                fields(arrange(&item, Tier::Village, &arrangement(mode), today())),
                ["mode"]
            );
        }
        assert_eq!(
            arrange(&item, Tier::Village, &arrangement(Mode::Agency), today()),
            Ok(())
        );
    }
    let licence = item(LICENCE, "delegated", true);
    let refused = arrange(&licence, Tier::Village, &arrangement(Mode::Entrusted), today()).unwrap_err();
    assert!(refused[0].message.contains("行政许可法第二十四条"));
}

#[test]
fn entrusting_needs_its_announcement_made_and_its_basis() {
    let item = item(LICENCE, "delegated", true);
    let whole = arrangement(Mode::Entrusted);
    assert_eq!(arrange(&item, Tier::Town, &whole, today()), Ok(()));
    let silent = Arrangement {
        announcement: None,
        ..whole.clone()
    };
    assert_eq!(fields(arrange(&item, Tier::Town, &silent, today())), ["announcement"]);
    let mut early = whole.clone();
    early.announcement.as_mut().unwrap().on = day("2026-11-24");
    assert_eq!(fields(arrange(&item, Tier::Town, &early, today())), ["announced_on"]);
    let baseless = Arrangement {
        basis: " ".into(),
        announcement: None,
        ..whole
    };
    assert_eq!(
        fields(arrange(&item, Tier::Town, &baseless, today())),
        ["basis", "announcement"].map(String::from)[..1]
    );
    // Handing down needs no announcement, collecting neither basis nor announcement.
    let handed = Arrangement {
        announcement: None,
        ..arrangement(Mode::Transferred)
    };
    assert_eq!(arrange(&item, Tier::Town, &handed, today()), Ok(()));
    let agency = Arrangement {
        basis: String::new(),
        announcement: None,
        ..arrangement(Mode::Agency)
    };
    assert_eq!(arrange(&item, Tier::Town, &agency, today()), Ok(()));
}

#[test]
fn what_the_city_decides_is_not_handed_down_and_what_is_the_towns_own_need_not_be() {
    for to_town in ["none", "statutory"] {
        let item = item(LICENCE, to_town, true);
        for mode in [Mode::Transferred, Mode::Entrusted] {
            assert_eq!(
                fields(arrange(&item, Tier::Town, &arrangement(mode), today())),
                ["mode"]
            );
        }
    }
}

#[test]
fn the_map_shows_its_gaps_and_what_no_longer_fits() {
    let handed = item(BENEFIT, "delegated", true);
    assert_eq!(cell(&handed, Tier::Town, None), Cell::Gap);
    assert_eq!(cell(&handed, Tier::Village, None), Cell::Gap);
    assert_eq!(
        cell(&handed, Tier::Town, Some(Mode::Entrusted)),
        Cell::Set(Mode::Entrusted)
    );
    let kept = item(BENEFIT, "none", false);
    assert_eq!(cell(&kept, Tier::Village, None), Cell::AdviceOnly);
    assert_eq!(
        cell(&kept, Tier::Town, Some(Mode::Entrusted)),
        Cell::Unfit(Mode::Entrusted)
    );
    assert_eq!(cell(&item(BENEFIT, "statutory", true), Tier::Town, None), Cell::ByLaw);
    assert_eq!(cell(&handed, Tier::City, None), Cell::NotOffered);
}

// ---- closures and slots

#[test]
fn a_closure_says_when_and_why() {
    let new =
        |from: &str, to: &str, reason, note: &str| Closure::new(day(from), day(to), reason, note, day("2026-06-02"));
    assert_eq!(
        new("2026-06-03", "2026-06-03", Reason::Typhoon, "")
            .unwrap()
            .words(day("2026-06-02")),
        "6 月 3 日台风停办"
    );
    assert_eq!(
        new("2026-06-03", "2026-06-05", Reason::Other, "停电")
            .unwrap()
            .words(day("2026-06-02")),
        "6 月 3 日至 6 月 5 日停办（停电）"
    );
    for (from, to, reason, error) in [
        ("2026-06-05", "2026-06-03", Reason::Typhoon, ClosureError::Backwards),
        ("2026-05-30", "2026-06-01", Reason::Typhoon, ClosureError::Past),
        ("2026-06-03", "2026-08-30", Reason::Typhoon, ClosureError::TooLong),
        ("2026-06-03", "2026-06-03", Reason::Other, ClosureError::NoNote),
    ] {
        assert_eq!(
            new(from, to, reason, " ").unwrap_err(),
            [FieldProblem::of(error.field(), &error)]
        );
    }
}

#[test]
fn a_closure_begins_within_a_year_and_is_told_with_its_year_and_near_a_month_before() {
    let today = day("2026-06-02");
    let new = |from: &str, to: &str| Closure::new(day(from), day(to), Reason::Works, "", today);
    for late in ["2027-06-04", "2099-01-01", "9999-12-31"] {
        let problems = new(late, late).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].path, "from");
        assert!(problems[0].fix.contains("2027 年 6 月 3 日"), "{problems:?}");
    }
    let turn = new("2026-12-31", "2027-01-01").unwrap();
    assert_eq!(turn.words(today), "12 月 31 日至 2027 年 1 月 1 日设备检修停办");
    assert!(!turn.is_near(today) && turn.is_near(day("2026-11-30")) && turn.is_near(day("2027-01-01")));
}

#[test]
fn all_that_is_wrong_with_a_closure_is_told_at_once() {
    let wrong = Closure::new(
        day("2026-06-05"),
        day("2026-06-03"),
        Reason::Other,
        "",
        day("2026-06-02"),
    );
    let paths: Vec<String> = wrong.unwrap_err().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["to", "note"]);
}

#[test]
fn slots_are_lines_that_fill_their_time() {
    let slots: Slots = "周一至周五 9:00-11:00 每30分钟2个号\n\n每天 15:00–16:00 每 60 分钟 1 个"
        .parse()
        .unwrap();
    assert_eq!(
        slots.to_string(),
        "周一至周五 9:00–11:00 每 30 分钟 2 个号\n周一至周日 15:00–16:00 每 60 分钟 1 个号"
    );
    assert_eq!(slots.lines()[0].seats_a_week(), 40);
    for (text, error) in [
        ("周一 9:00–11:00", SlotError::Unreadable),
        ("周一 9:00–11:00 每 45 分钟 2 个号", SlotError::Odd),
        ("周一 9:00–11:00 每 1 分钟 2 个号", SlotError::Minutes),
        ("周一 9:00–11:00 每 30 分钟 0 个号", SlotError::Seats),
    ] {
        assert_eq!(text.parse::<Slots>(), Err(error), "{text}");
    }
}

// ---- what a site types

fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn hall(pairs: &[(&str, &str)]) -> Result<HallDetails, Vec<String>> {
    let parsed = HallDetails::parse(&"350582105000".parse().unwrap(), &typed(pairs));
    parsed.map_err(|problems| problems.into_iter().map(|problem| problem.path).collect())
}

#[test]
fn a_hall_is_taken_whole_or_each_problem_is_told_at_its_input() {
    let good = hall(&[
        ("hours", "周一至周五 8:00-12:00"),
        ("phone", "0595-88120001"),
        ("complaints", "12345678901"),
    ]);
    assert_eq!(good, Err(vec!["complaints".to_owned()]));
    let good = hall(&[
        ("hours", "周一至周五 8:00-12:00"),
        ("phone", "0595-88120001"),
        ("slots", "周一 9:00-11:00 每30分钟2个号"),
        ("appointment", "no"),
        ("courier", "yes"),
    ])
    .unwrap();
    assert_eq!(
        good.hall.hours,
        Some(Confirmable::confirmed("周一至周五 8:00–12:00".to_owned()))
    );
    assert_eq!(
        (good.hall.appointment, good.hall.courier),
        (Some(Confirmable::confirmed(true)), Some(Confirmable::confirmed(true)))
    );
    assert_eq!(good.hall.address, None);
    let wrong = hall(&[
        ("hours", "周一 8:00-12:00"),
        ("phone", "0595-88120001"),
        ("complaints", "0595 88120001"),
        ("slots", "周二 9:00-11:00 每30分钟2个号"),
    ]);
    assert_eq!(wrong, Err(vec!["complaints".to_owned(), "slots".to_owned()]));
}

#[test]
fn what_an_item_leaves_blank_is_as_in_the_hall_and_moves_with_it() {
    let before = hall(&[
        ("hours", "周一至周五 8:00-12:00"),
        ("phone", "0595-88120001"),
        ("address", "海滨路 1 号"),
    ])
    .unwrap()
    .hall;
    let local = LocalGuide::at(&before, "JJ-MZ-04".parse().unwrap(), LocalPart::Handle);
    let own = LocalDetails::parse(&before, &typed(&[("window", "3 号窗口"), ("phone", "0595-88120002")])).unwrap();
    let local = own.applied(&before, &local);
    assert_eq!(local.window, Some(Confirmable::confirmed("3 号窗口".to_owned())));
    let now = hall(&[("hours", "周一至周六 8:00-12:00"), ("phone", "0595-88120009")])
        .unwrap()
        .hall;
    let moved = local.moved(&before, &now);
    assert_eq!(moved.hours, now.hours);
    assert_eq!(moved.address, None);
    assert_eq!(moved.phone.unwrap().value, "0595-88120002");
    let problems = LocalDetails::parse(&before, &typed(&[("hours", "周六 8:00-9:00")])).unwrap_err();
    assert_eq!(problems[0].path, "hours");
    assert!(problems[0].message.contains("周六 8:00–9:00"));
}

#[test]
fn contradicting_hours_are_found_where_both_can_be_read() {
    let mut hall = Hall::unknown("350582105000".parse().unwrap());
    let mut local = LocalGuide::at(&hall, "JJ-MZ-04".parse().unwrap(), LocalPart::Handle);
    local.hours = Some(Confirmable::confirmed("周六 8:00–9:00".into()));
    assert_eq!(local.hours_outside(&hall), None);
    hall.hours = Some(Confirmable::confirmed("周一至周五 8:00–12:00".into()));
    assert!(local.hours_outside(&hall).is_some());
    local.hours = Some(Confirmable::confirmed("请先打电话".into()));
    assert_eq!(local.hours_outside(&hall), None);
}
