//! Two people at one form of a place: what each changed is brought together input by input, and where both changed the
//! same, both texts are told. A form carries what stood in it when it was opened (`was:<input>`).

use super::{Arrangement, PlaceForm, Typed};
use crate::catalogue::{Confirmable, Hall, LocalGuide};
use crate::problem::FieldProblem;

/// What an input of a form says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
}

impl Stand {
    fn new(name: &'static str, label: &'static str, value: Option<impl Into<String>>) -> Self {
        let value = value.map(Into::into).unwrap_or_default();
        Self { name, label, value }
    }

    /// The input that carries what stood here when the form was opened.
    #[must_use]
    pub fn was(&self) -> String {
        format!("was:{}", self.name)
    }
}

impl PlaceForm {
    fn stand(self, name: &'static str, value: Option<impl Into<String>>) -> Stand {
        Stand::new(name, self.label(name), value)
    }
}

/// As typed, whatever a browser makes of the ends of lines.
#[must_use]
pub fn same_text(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    lines(one) == lines(other)
}

/// Whether two texts say the same once they are stored: `8:00-12:00` is `8:00–12:00`.
fn says_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace());
        kept.map(|c| match c {
            '–' | '—' | '－' | '~' => '-',
            '：' => ':',
            c => c,
        })
        .collect()
    };
    plain(one) == plain(other)
}

/// What was typed, on what stands now: an input that this person left alone keeps what another wrote meanwhile.
///
/// # Errors
/// Each input that both changed, with both texts.
pub fn together(typed: &Typed, stands: &[Stand]) -> Result<Vec<(String, String)>, Vec<FieldProblem>> {
    let find = |name: &str| typed.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let mut merged = Vec::new();
    let mut clashes = Vec::new();
    for stand in stands {
        let mine = find(stand.name).cloned().unwrap_or_default();
        let base = find(&stand.was());
        let value = match base {
            Some(base) if same_text(&mine, base) => stand.value.clone(),
            Some(base) if !same_text(base, &stand.value) && !says_same(&mine, &stand.value) => {
                clashes.push(clash(stand, &mine));
                mine
            }
            _ => mine,
        };
        merged.push((stand.name.to_owned(), value));
    }
    if clashes.is_empty() { Ok(merged) } else { Err(clashes) }
}

fn clash(stand: &Stand, mine: &str) -> FieldProblem {
    let said = |text: &str| match text.trim() {
        "" => "（空）".to_owned(),
        "yes" => "「可以」".to_owned(),
        "no" => "「不可以」".to_owned(),
        text => format!("「{text}」"),
    };
    let what = format!(
        "在您填写时，另一位同事把{}改成了{}，您写的是{}",
        stand.label,
        said(&stand.value),
        said(mine)
    );
    FieldProblem::new(stand.name, what, "保留您的就再按一次保存；用对方的，请改成一样的再保存")
}

fn text(value: Option<&Confirmable<String>>) -> Option<String> {
    value.map(|value| value.value.clone())
}

fn yes_no(value: Option<Confirmable<bool>>) -> Option<&'static str> {
    value.map(|value| if value.value { "yes" } else { "no" })
}

/// The inputs of a hall's form.
#[must_use]
pub fn hall_stands(hall: &Hall, slots: &str) -> Vec<Stand> {
    vec![
        PlaceForm::Hall.stand("address", text(hall.address.as_ref())),
        PlaceForm::Hall.stand("directions", text(hall.directions.as_ref())),
        PlaceForm::Hall.stand("hours", text(hall.hours.as_ref())),
        PlaceForm::Hall.stand("phone", text(hall.phone.as_ref())),
        PlaceForm::Hall.stand("complaints", text(hall.complaints.as_ref())),
        PlaceForm::Hall.stand("courier", yes_no(hall.courier)),
        PlaceForm::Hall.stand("appointment", yes_no(hall.appointment)),
        PlaceForm::Hall.stand("slots", Some(slots)),
    ]
}

/// The inputs of what a place says of its own about an item; empty where it says as the hall does.
#[must_use]
pub fn local_stands(hall: &Hall, local: &LocalGuide) -> Vec<Stand> {
    let own = |mine: &Option<Confirmable<String>>, of_hall: &Option<Confirmable<String>>| {
        text(mine.as_ref().filter(|_| mine != of_hall))
    };
    let flag =
        |mine: Option<Confirmable<bool>>, of_hall: Option<Confirmable<bool>>| yes_no(mine.filter(|_| mine != of_hall));
    vec![
        PlaceForm::Local.stand("window", text(local.window.as_ref())),
        PlaceForm::Local.stand("hours", own(&local.hours, &hall.hours)),
        PlaceForm::Local.stand("phone", own(&local.phone, &hall.phone)),
        PlaceForm::Local.stand("complaints", own(&local.complaints, &hall.complaints)),
        PlaceForm::Local.stand("address", own(&local.address, &hall.address)),
        PlaceForm::Local.stand("courier", flag(local.courier, hall.courier)),
        PlaceForm::Local.stand("appointment", flag(local.appointment, hall.appointment)),
    ]
}

/// The inputs of an arrangement's form.
#[must_use]
pub fn arrangement_stands(arrangement: Option<&Arrangement>) -> Vec<Stand> {
    let announced = arrangement.and_then(|one| one.announcement.as_ref());
    vec![
        PlaceForm::Arrangement.stand("mode", arrangement.map(|one| one.mode.as_str())),
        PlaceForm::Arrangement.stand("basis", arrangement.map(|one| one.basis.as_str())),
        PlaceForm::Arrangement.stand("announcement", announced.map(|one| one.title.as_str())),
        PlaceForm::Arrangement.stand("announced_on", announced.map(|one| one.on.to_string())),
        PlaceForm::Arrangement.stand("announced_at", announced.and_then(|one| one.address.clone())),
        PlaceForm::Arrangement.stand("note", arrangement.and_then(|one| one.note.clone())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(phone: &str, hours: &str) -> Vec<Stand> {
        vec![
            Stand::new("phone", "咨询电话", Some(phone)),
            Stand::new("hours", "办公时间", Some(hours)),
        ]
    }

    fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |text: &&str| (*text).to_owned();
        pairs.iter().map(|(name, value)| (own(name), own(value))).collect()
    }

    #[test]
    fn an_input_left_alone_keeps_what_another_wrote_meanwhile() {
        let mine = typed(&[("phone", ""), ("was:phone", ""), ("hours", "周一"), ("was:hours", "")]);
        let merged = together(&mine, &stands("0595-88120001", "")).unwrap();
        assert_eq!(merged, typed(&[("phone", "0595-88120001"), ("hours", "周一")]));
    }

    #[test]
    fn where_both_changed_the_same_both_texts_are_told() {
        let mine = typed(&[("phone", "2"), ("was:phone", ""), ("hours", ""), ("was:hours", "")]);
        let clashes = together(&mine, &stands("1", "")).unwrap_err();
        assert_eq!(clashes.len(), 1);
        assert_eq!(clashes[0].path, "phone");
        assert!(clashes[0].message.contains("「1」") && clashes[0].message.contains("「2」"));
        // The same by both, written a little differently, is none.
        let same = typed(&[
            ("hours", "8:00-12:00"),
            ("was:hours", ""),
            ("phone", ""),
            ("was:phone", ""),
        ]);
        assert!(together(&same, &stands("", "8:00–12:00")).is_ok());
    }

    #[test]
    fn emptied_on_purpose_stays_empty_and_ends_of_lines_are_no_change() {
        let mine = typed(&[
            ("phone", ""),
            ("was:phone", "1"),
            ("hours", "a\r\nb"),
            ("was:hours", "a\nb"),
        ]);
        let merged = together(&mine, &stands("1", "c")).unwrap();
        assert_eq!(merged, typed(&[("phone", ""), ("hours", "c")]));
    }
}
