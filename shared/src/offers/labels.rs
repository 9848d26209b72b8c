//! What the inputs of places' forms are called: on the form, in what is wrong with them, and where two people wrote at once.

/// A form that a place or an office fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceForm {
    /// What a hall says for every item.
    Hall,
    /// What an item has of its own at a site.
    Local,
    /// How a tier takes part.
    Arrangement,
}

impl PlaceForm {
    /// The label of an input; nothing for a name that is none.
    #[must_use]
    pub fn label(self, name: &str) -> &'static str {
        match (self, name) {
            (Self::Local, "hours") => "办理时间",
            (_, "hours") => "办公时间",
            (_, "phone") => "咨询电话",
            (_, "complaints") => "投诉电话",
            (_, "slots") => "预约时段",
            (_, "address") => "地址",
            (_, "directions") => "怎么走",
            (_, "window") => "窗口",
            (_, "courier") => "能不能邮寄材料和结果",
            (_, "appointment") => "能不能预约",
            (_, "mode") => "方式",
            (_, "basis") => "依据",
            (_, "announcement") => "委托公告的名称",
            (_, "announced_on") => "公告日期",
            (_, "announced_at") => "公告网址",
            (_, "note") => "说明",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PlaceForm;
    use crate::offers::HallDetails;

    #[test]
    fn what_is_wrong_with_an_input_names_it_as_the_form_does() {
        let typed = [
            ("hours".to_owned(), "早上".to_owned()),
            ("phone".to_owned(), "1".to_owned()),
            ("complaints".to_owned(), "1".to_owned()),
        ];
        let problems = HallDetails::parse(&"350582105000".parse().unwrap(), &typed).unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
        for problem in problems {
            let label = PlaceForm::Hall.label(&problem.path);
            assert!(
                problem.message.starts_with(&format!("“{label}”填得不对，")),
                "{problem:?}"
            );
            assert!(!problem.message.contains('：'), "{problem:?}");
        }
        assert_eq!(PlaceForm::Hall.label("hours"), "办公时间");
        assert_eq!(PlaceForm::Local.label("hours"), "办理时间");
    }
}
