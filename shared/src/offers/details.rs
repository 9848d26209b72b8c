//! What a site types about its hall and about one item: parsed whole, each problem at its input.

use super::{Announcement, Arrangement, Hours, Mode, PlaceForm, Slots};
use crate::catalogue::{Confirmable, Hall, LocalGuide};
use crate::people::Phone;
use crate::place::DivisionCode;
use crate::problem::{Explain, FieldProblem};

const MAX_ADDRESS: usize = 100;
const MAX_DIRECTIONS: usize = 200;
const MAX_WINDOW: usize = 40;
const MAX_BASIS: usize = 200;

/// Inputs by name.
pub type Typed = [(String, String)];

struct Reader<'a> {
    form: PlaceForm,
    typed: &'a Typed,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    fn new(form: PlaceForm, typed: &'a Typed) -> Self {
        Self {
            form,
            typed,
            problems: Vec::new(),
        }
    }

    fn raw(&self, name: &str) -> &'a str {
        let found = self.typed.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    fn text(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.raw(name);
        if text.chars().count() > max {
            let message = format!("“{}”最多 {max} 个字", self.form.label(name));
            self.problems.push(FieldProblem::new(name, message, "请精简后再保存"));
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn parsed<T: std::str::FromStr<Err: Explain>>(&mut self, name: &str) -> Option<T> {
        let text = self.raw(name);
        if text.is_empty() {
            return None;
        }
        text.parse::<T>()
            .map_err(|error| {
                let message = format!("“{}”填得不对，{}", self.form.label(name), error.what());
                self.problems.push(FieldProblem::new(name, message, error.fix()));
            })
            .ok()
    }

    fn choice(&mut self, name: &str) -> Option<bool> {
        match self.raw(name) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// 4. of the consistency checks: nobody complains to the one they complain about.
    fn two_phones(&mut self, phone: Option<&Phone>, complaints: Option<&Phone>) {
        if phone.is_some() && phone == complaints {
            self.problems.push(FieldProblem::new(
                "complaints",
                format!("{}与{}相同", self.form.label("complaints"), self.form.label("phone")),
                "请填写另一个电话，例如镇（街道）纪检或 12345",
            ));
        }
    }
}

fn stood_by<T, U>(value: Option<T>, show: impl Fn(T) -> U) -> Option<Confirmable<U>> {
    value.map(|value| Confirmable::confirmed(show(value)))
}

/// A hall as typed. Who saves it stands by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallDetails {
    pub hall: Hall,
    pub slots: Slots,
}

impl HallDetails {
    /// # Errors
    /// Every problem, each at its input.
    pub fn parse(place: &DivisionCode, typed: &Typed) -> Result<Self, Vec<FieldProblem>> {
        let mut read = Reader::new(PlaceForm::Hall, typed);
        let hours: Option<Hours> = read.parsed("hours");
        let phone: Option<Phone> = read.parsed("phone");
        let complaints: Option<Phone> = read.parsed("complaints");
        let slots: Slots = read.parsed("slots").unwrap_or_default();
        read.two_phones(phone.as_ref(), complaints.as_ref());
        if let Some(closed) = hours.as_ref().and_then(|hours| slots.outside(hours)) {
            read.problems.push(FieldProblem::new(
                "slots",
                format!("预约时段 {closed} 不在办公时间里"),
                "请改预约时段，或先改办公时间",
            ));
        }
        let hall = Hall {
            place: place.clone(),
            address: stood_by(read.text("address", MAX_ADDRESS), |text| text),
            directions: stood_by(read.text("directions", MAX_DIRECTIONS), |text| text),
            hours: stood_by(hours, |hours| hours.to_string()),
            phone: stood_by(phone, |phone| phone.to_string()),
            complaints: stood_by(complaints, |phone| phone.to_string()),
            courier: stood_by(read.choice("courier"), |yes| yes),
            appointment: if slots.is_empty() {
                stood_by(read.choice("appointment"), |yes| yes)
            } else {
                Some(Confirmable::confirmed(true))
            },
        };
        if read.problems.is_empty() {
            Ok(Self { hall, slots })
        } else {
            Err(read.problems)
        }
    }
}

/// What an item has of its own at a site; what is left blank is as in the hall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDetails {
    window: Option<String>,
    address: Option<String>,
    hours: Option<Hours>,
    phone: Option<Phone>,
    complaints: Option<Phone>,
    courier: Option<bool>,
    appointment: Option<bool>,
}

impl LocalDetails {
    /// # Errors
    /// Every problem, each at its input; hours at which the hall is closed are one.
    pub fn parse(hall: &Hall, typed: &Typed) -> Result<Self, Vec<FieldProblem>> {
        let mut read = Reader::new(PlaceForm::Local, typed);
        let hours: Option<Hours> = read.parsed("hours");
        let phone: Option<Phone> = read.parsed("phone");
        let complaints: Option<Phone> = read.parsed("complaints");
        read.two_phones(phone.as_ref(), complaints.as_ref());
        if let Some(closed) = hours.as_ref().and_then(|hours| clash(hours, hall)) {
            read.problems.push(FieldProblem::new(
                "hours",
                format!("{closed} 大厅不开门"),
                "请改在大厅的办公时间里，或先改大厅的办公时间",
            ));
        }
        let details = Self {
            window: read.text("window", MAX_WINDOW),
            address: read.text("address", MAX_ADDRESS),
            courier: read.choice("courier"),
            appointment: read.choice("appointment"),
            hours,
            phone,
            complaints,
        };
        if read.problems.is_empty() {
            Ok(details)
        } else {
            Err(read.problems)
        }
    }

    /// The site's part with these details.
    #[must_use]
    pub fn applied(self, hall: &Hall, local: &LocalGuide) -> LocalGuide {
        let at_hall = LocalGuide::at(hall, local.item.clone(), local.part);
        LocalGuide {
            window: stood_by(self.window, |text| text),
            address: stood_by(self.address, |text| text).or(at_hall.address),
            hours: stood_by(self.hours, |hours| hours.to_string()).or(at_hall.hours),
            phone: stood_by(self.phone, |phone| phone.to_string()).or(at_hall.phone),
            complaints: stood_by(self.complaints, |phone| phone.to_string()).or(at_hall.complaints),
            courier: stood_by(self.courier, |yes| yes).or(at_hall.courier),
            appointment: stood_by(self.appointment, |yes| yes).or(at_hall.appointment),
            directions: at_hall.directions,
            item: at_hall.item,
            place: at_hall.place,
            part: at_hall.part,
        }
    }
}

impl Arrangement {
    /// As typed: `mode`, `basis`, `announcement`, `announced_on`, `announced_at`, `note`. Whether the law lets it stand
    /// is for [`super::arrange`].
    ///
    /// # Errors
    /// Every problem, each at its input.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<FieldProblem>> {
        let mut read = Reader::new(PlaceForm::Arrangement, typed);
        let mode: Option<Mode> = read.raw("mode").parse().ok();
        if mode.is_none() {
            read.problems.push(FieldProblem::new(
                "mode",
                "还没有选方式",
                "请从下放、委托、代办里选一种",
            ));
        }
        let basis = read.text("basis", MAX_BASIS).unwrap_or_default();
        let note = read.text("note", MAX_BASIS);
        let title = read.text("announcement", MAX_ADDRESS);
        let address = read.text("announced_at", MAX_BASIS);
        let web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
        if address.as_ref().is_some_and(|address| !web(address)) {
            read.problems.push(FieldProblem::new(
                "announced_at",
                "这不是网址",
                "请填写以 https:// 开头的网址，没有就留空",
            ));
        }
        let on = read.raw("announced_on").parse();
        let announcement = match (title, on) {
            (None, _) => None,
            (Some(title), Ok(on)) => Some(Announcement { title, on, address }),
            (Some(_), Err(_)) => {
                read.problems.push(FieldProblem::new(
                    "announced_on",
                    "没有写明公告的日期",
                    "请按 2026-11-23 这样填写",
                ));
                None
            }
        };
        match mode {
            Some(mode) if read.problems.is_empty() => Ok(Self {
                mode,
                basis,
                announcement,
                note,
            }),
            _ => Err(read.problems),
        }
    }
}

fn clash(hours: &Hours, hall: &Hall) -> Option<Hours> {
    let hall: Hours = hall.hours.as_ref()?.value.parse().ok()?;
    hours.outside(&hall)
}

impl LocalGuide {
    /// When its hours say something the hall's do not; none when both agree or one of them cannot be read.
    #[must_use]
    pub fn hours_outside(&self, hall: &Hall) -> Option<Hours> {
        let hours: Hours = self.hours.as_ref()?.value.parse().ok()?;
        clash(&hours, hall)
    }

    /// The same part after the hall changed: what was as in the hall before is as in the hall now.
    #[must_use]
    pub fn moved(self, before: &Hall, now: &Hall) -> Self {
        fn follow<T: PartialEq + Clone>(
            own: Option<Confirmable<T>>,
            before: Option<&Confirmable<T>>,
            now: Option<&Confirmable<T>>,
        ) -> Option<Confirmable<T>> {
            let same = own.as_ref().map(|own| &own.value) == before.map(|before| &before.value);
            if same { now.cloned() } else { own }
        }
        Self {
            address: follow(self.address, before.address.as_ref(), now.address.as_ref()),
            directions: follow(self.directions, before.directions.as_ref(), now.directions.as_ref()),
            hours: follow(self.hours, before.hours.as_ref(), now.hours.as_ref()),
            phone: follow(self.phone, before.phone.as_ref(), now.phone.as_ref()),
            complaints: follow(self.complaints, before.complaints.as_ref(), now.complaints.as_ref()),
            courier: follow(self.courier, before.courier.as_ref(), now.courier.as_ref()),
            appointment: follow(self.appointment, before.appointment.as_ref(), now.appointment.as_ref()),
            ..self
        }
    }
}
