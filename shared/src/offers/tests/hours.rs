//! Hours say the same however they are written.

use proptest::prelude::*;

use super::*;

#[test]
fn hours_are_read_however_offices_write_them() {
    let plain = "周一至周五 8:00–12:00 14:30–17:30";
    for written in [
        plain,
        "周一到周五 8:00-12:00，14:30-17:30",
        "星期一至星期五：８：００－１２：００、14:30~17:30",
        "工作日 上午 8点至12点 下午 2点半至5点半（法定节假日除外）",
        "周一至五 8:00—12:00 14:30—17:30；法定节假日除外",
    ] {
        match written.parse::<Hours>() {
            Ok(read) => assert_eq!(read.to_string(), plain, "{written}"),
            Err(error) => panic!("{written}: {error}"),
        }
    }
    let broad = "周一、周三 9:00–11:00；周六、周日 8:00–24:00；节假日照常";
    assert_eq!(hours(broad).to_string(), broad);
    assert_eq!(hours("每天 8:00–20:00").to_string(), "周一至周日 8:00–20:00");
}

#[test]
fn other_texts_are_no_hours_and_are_told_why() {
    for (text, error) in [
        ("", HoursError::NoTimes),
        ("周一至周五", HoursError::NoTimes),
        ("8:00–12:00", HoursError::NoDays),
        ("周一 12:00–8:00", HoursError::WrongTime),
        ("周一 8:00–25:00", HoursError::WrongTime),
        ("周一 8:00–12:00 11:00–14:00", HoursError::Overlap),
        ("请电话联系", HoursError::Unreadable),
        ("周一 8:00", HoursError::NoTimes),
        ("周一 8:0–9:00", HoursError::Unreadable),
    ] {
        assert_eq!(text.parse::<Hours>(), Err(error), "{text}");
    }
}

#[test]
fn a_site_is_closed_on_holidays_in_typhoons_and_keeps_mondays_hours_on_a_working_saturday() {
    let calendar = Calendar::new([
        (day("2026-10-01"), DayKind::Holiday),
        (day("2026-10-10"), DayKind::MakeupWorkday),
    ]);
    let site = hours("周一至周五 8:00–12:00");
    let typhoon = [Closure::new(
        day("2026-06-03"),
        day("2026-06-04"),
        Reason::Typhoon,
        "",
        day("2026-06-02"),
    )
    .unwrap()];
    let open = |text: &str| site.open_on(day(text), &calendar, &typhoon);
    assert_eq!(open("2026-06-04"), OpenDay::Closed(&typhoon[0]));
    assert!(matches!(open("2026-06-05"), OpenDay::Open([_])));
    assert_eq!(open("2026-10-01"), OpenDay::Holiday);
    assert!(matches!(open("2026-10-10"), OpenDay::Open([_])));
    assert_eq!(open("2026-10-17"), OpenDay::Rest);
    let always = hours("每天 8:00–12:00；节假日照常");
    assert!(matches!(
        always.open_on(day("2026-10-01"), &calendar, &[]),
        OpenDay::Open(_)
    ));
}

#[test]
fn hours_outside_the_halls_are_named() {
    let hall = hours("周一至周五 8:00–12:00 14:30–17:30");
    assert_eq!(hours("周二 9:00–12:00").outside(&hall), None);
    let late = hours("周五 14:00–18:00；周六 9:00–11:00").outside(&hall).unwrap();
    assert_eq!(late.to_string(), "周五 14:00–14:30 17:30–18:00；周六 9:00–11:00");
}

fn a_week() -> impl Strategy<Value = Hours> {
    let spans = prop::collection::vec((0u16..288, 1u16..60), 0..3);
    (prop::array::uniform7(spans), any::<bool>()).prop_filter_map("no hours", |(week, holidays)| {
        let week = week.map(|spans| {
            spans
                .into_iter()
                .filter_map(|(from, length)| Span::new(from * 5, (from + length) * 5))
                .collect()
        });
        Hours::new(week, holidays).ok()
    })
}

proptest! {
    #[test]
    fn hours_printed_are_read_back_the_same(hours in a_week()) {
        prop_assert_eq!(hours.to_string().parse::<Hours>(), Ok(hours));
    }

    #[test]
    fn hours_never_contradict_themselves_and_what_is_outside_lies_in_both_sense(mine in a_week(), hall in a_week()) {
        prop_assert_eq!(mine.outside(&mine), None);
        if let Some(outside) = mine.outside(&hall) {
            prop_assert_eq!(outside.outside(&mine), None);
            prop_assert_eq!(outside.outside(&hall), Some(outside.clone()));
        }
    }

    #[test]
    fn no_text_is_a_stumbling_stone(text in "[周一二五日至到0-9:：点半上下午 –、；每天法定节假日除外]{0,24}") {
        if let Ok(read) = text.parse::<Hours>() {
            prop_assert_eq!(read.to_string().parse::<Hours>(), Ok(read));
        }
        let _ = text.parse::<Slots>();
    }
}
