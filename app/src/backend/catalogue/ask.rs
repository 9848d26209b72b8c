//! What a list of items is asked for, as typed and as understood.
use crate::wire::query_string;

/// The longest text that is searched for, in characters.
pub const MAX_QUERY: usize = 100;

/// The question as it stands in an address; empty parts ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ItemAsk {
    pub q: String,
    pub place: String,
    /// `1`: only what is offered at the place itself.
    pub here: String,
    pub department: String,
    pub theme: String,
    pub audience: String,
    pub tier: String,
    pub page: String,
    pub per_page: String,
}

impl ItemAsk {
    /// Whether more than words narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        let narrowing = [&self.here, &self.department, &self.theme, &self.audience, &self.tier];
        narrowing.iter().any(|value| !value.is_empty())
    }

    /// From whatever holds the parameters of an address.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name| get(name).unwrap_or_default();
        Self {
            q: get("q"),
            place: get("place"),
            here: get("here"),
            department: get("department"),
            theme: get("theme"),
            audience: get("audience"),
            tier: get("tier"),
            page: get("page"),
            per_page: get("per_page"),
        }
    }

    /// The parts that ask something, but the page.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("q", &self.q),
            ("place", &self.place),
            ("here", &self.here),
            ("department", &self.department),
            ("theme", &self.theme),
            ("audience", &self.audience),
            ("tier", &self.tier),
            ("per_page", &self.per_page),
        ]
        .into_iter()
        .map(|(name, value)| (name, value.as_str()))
        .filter(|(_, value)| !value.is_empty())
    }

    /// The address of another page of the same list: `?q=…&page=2`.
    #[must_use]
    pub fn address(&self, path: &str, page: u32) -> String {
        let page = page.to_string();
        let page = (page != "1").then_some(("page", page.as_str()));
        let query = query_string(self.parts().chain(page));
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

pub use read::{DEFAULT_PER_PAGE, ItemQuery, MAX_PER_PAGE};

mod read {
    use std::str::FromStr;

    use shared::catalogue::Audience;
    use shared::id::DepartmentId;
    use shared::place::{DivisionCode, Tier};
    use shared::problem::FieldProblem;

    use super::{ItemAsk, MAX_QUERY};

    pub const DEFAULT_PER_PAGE: u32 = 20;
    pub const MAX_PER_PAGE: u32 = 100;

    /// The question understood. Whether the place, department and theme exist is the service's to say.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ItemQuery {
        pub text: Option<String>,
        pub place: Option<DivisionCode>,
        pub here: bool,
        pub department: Option<DepartmentId>,
        pub theme: Option<String>,
        pub audience: Option<Audience>,
        pub tier: Option<Tier>,
        pub page: u32,
        pub per_page: u32,
    }

    impl ItemQuery {
        /// Understands a question.
        ///
        /// # Errors
        /// Every parameter that cannot be used, by its name.
        pub fn read(ask: &ItemAsk) -> Result<Self, Vec<FieldProblem>> {
            let mut problems = Vec::new();
            let text = ask.q.trim();
            if text.chars().count() > MAX_QUERY {
                let message = format!("要找的内容太长，最多 {MAX_QUERY} 个字");
                problems.push(FieldProblem::new("q", message, "请只写要办的事，例如：给孩子上户口"));
            }
            let query = Self {
                text: (!text.is_empty()).then(|| text.to_owned()),
                place: take(&ask.place, &mut problems, || {
                    FieldProblem::new("place", "区划代码不对", "区划代码是 12 位数字，请从地点列表中选择")
                }),
                here: ask.here == "1",
                department: take(&ask.department, &mut problems, || {
                    FieldProblem::new("department", "部门编号不对", "请从部门列表中选择")
                }),
                theme: (!ask.theme.trim().is_empty()).then(|| ask.theme.trim().to_owned()),
                audience: match ask.audience.as_str() {
                    "" => None,
                    "person" => Some(Audience::Person),
                    "firm" => Some(Audience::Firm),
                    _ => {
                        problems.push(FieldProblem::new(
                            "audience",
                            "办事身份不对",
                            "请选 person（个人）或 firm（单位）",
                        ));
                        None
                    }
                },
                tier: take(&ask.tier, &mut problems, || {
                    FieldProblem::new("tier", "层级不对", "请选 village（村）、town（镇）或 city（市）")
                }),
                // How many pages there are is known once they are counted.
                page: number(&ask.page, 1, 1..=u32::MAX).unwrap_or_else(|| {
                    problems.push(FieldProblem::new("page", "页码不对", "页码从 1 开始"));
                    1
                }),
                per_page: number(&ask.per_page, DEFAULT_PER_PAGE, 1..=MAX_PER_PAGE).unwrap_or_else(|| {
                    let fix = format!("每页可以有 1 到 {MAX_PER_PAGE} 条");
                    problems.push(FieldProblem::new("per_page", "每页条数不对", fix));
                    DEFAULT_PER_PAGE
                }),
            };
            if problems.is_empty() { Ok(query) } else { Err(problems) }
        }
    }

    fn take<T: FromStr>(text: &str, problems: &mut Vec<FieldProblem>, wrong: impl Fn() -> FieldProblem) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let value = text.parse().ok();
        if value.is_none() {
            problems.push(wrong());
        }
        value
    }

    fn number(text: &str, default: u32, allowed: std::ops::RangeInclusive<u32>) -> Option<u32> {
        if text.is_empty() {
            return Some(default);
        }
        // Longer than any number here is a number all the same.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().or(digits.then_some(u32::MAX));
        number.filter(|n| allowed.contains(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, value: &str) -> ItemAsk {
        ItemAsk::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn every_parameter_that_cannot_be_used_is_named_with_a_way_out() {
        for (name, value) in [
            ("place", "350582"),
            ("page", "0"),
            ("page", "-1"),
            ("page", "x"),
            ("per_page", "101"),
            ("tier", "county"),
            ("audience", "dog"),
            ("department", "../etc"),
            ("q", &"长".repeat(101)),
        ] {
            let problems = ItemQuery::read(&ask(name, value)).unwrap_err();
            assert_eq!(problems.len(), 1, "{name}={value}");
            assert_eq!(problems[0].path, name);
            assert!(!problems[0].fix.is_empty());
        }
    }

    #[test]
    fn nothing_asked_is_the_first_page_of_everything() {
        let query = ItemQuery::read(&ItemAsk::default()).unwrap();
        assert_eq!((query.page, query.per_page, query.text), (1, DEFAULT_PER_PAGE, None));
    }

    #[test]
    fn another_page_keeps_the_question() {
        let ask = ItemAsk {
            q: "低保 &".into(),
            here: "1".into(),
            ..ItemAsk::default()
        };
        assert_eq!(
            ask.address("/items", 2),
            "/items?q=%E4%BD%8E%E4%BF%9D%20%26&here=1&page=2"
        );
        assert_eq!(ItemAsk::default().address("/items", 1), "/items");
    }
}
