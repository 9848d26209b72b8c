//! Whether the rules of a form read what is there, and as what it is.

use serde_json::Value;

use super::super::answers::day;
use super::super::{Choice, Comparison, Expr, Operand, Path};
use super::Finder;
use super::known::{Shape, Within};

impl<'f> Finder<'f> {
    /// Every fault of one rule.
    pub(super) fn rule(&mut self, rule: &Expr, at: &str, place: Within<'_>) {
        match rule {
            Expr::Const(_) => {}
            Expr::Answered(path) => {
                self.path(path, at, place);
            }
            Expr::Equals(path, value) => self.equals(path, value, at, place),
            Expr::OneOf(path, values) => {
                if values.is_empty() {
                    self.fault(at, &format!("{path} 的可选值是空的"));
                }
                values.iter().for_each(|value| self.equals(path, value, at, place));
            }
            Expr::Contains(path, value) => match self.path(path, at, place) {
                Some(Shape::Several(options)) => self.option(path, value, options, at),
                Some(_) => self.fault(at, &format!("{path} 不是多选，不能用 contains")),
                None => {}
            },
            Expr::Compare(path, how, with) => self.compare(path, *how, with, at, place),
            Expr::Age(path, _, years) => {
                if let Some(shape) = self.path(path, at, place)
                    && !matches!(shape, Shape::CitizenNumber | Shape::Date)
                {
                    self.fault(at, &format!("{path} 不是身份证号码或日期，算不出年龄"));
                }
                if !(0..=150).contains(years) {
                    self.fault(at, &format!("{years} 周岁不是年龄"));
                }
            }
            Expr::All(rules) | Expr::Any(rules) => rules.iter().for_each(|rule| self.rule(rule, at, place)),
            Expr::Not(rule) => self.rule(rule, at, place),
        }
    }

    /// What stands at the path; a fault when nothing does.
    pub(super) fn path(&mut self, path: &Path, at: &str, place: Within<'_>) -> Option<Shape<'f>> {
        match self.known.find(path, place) {
            Ok(spot) => Some(spot.shape),
            Err(what) => {
                self.fault(at, &what);
                None
            }
        }
    }

    /// A field that hides by its own or a later answer would flicker while it is filled in, and two could hide each
    /// other for good.
    pub(super) fn looks_back(&mut self, shown: &Expr, at: &str, place: Within<'_>) {
        for path in shown.paths() {
            if let Ok(spot) = self.known.find(path, place)
                && !self.known.is_before(spot, path, place)
            {
                self.fault(at, &format!("显示条件用到了自己或排在后面的字段 {path}"));
            }
        }
    }

    fn equals(&mut self, path: &Path, value: &Value, at: &str, place: Within<'_>) {
        let fits = match self.path(path, at, place) {
            None => return,
            Some(Shape::One(options)) => return self.option(path, value, options, at),
            Some(Shape::Several(_)) => return self.fault(at, &format!("{path} 是多选，请用 contains")),
            Some(Shape::List | Shape::Group) => return self.fault(at, &format!("{path} 是一组内容，请用 answered")),
            Some(Shape::YesNo) => value.is_boolean(),
            Some(Shape::Number) => value.is_number(),
            Some(Shape::Date) => value.as_str().and_then(day).is_some(),
            Some(Shape::Text | Shape::CitizenNumber) => value.is_string(),
        };
        if !fits {
            self.fault(at, &format!("{value} 不可能是 {path} 的内容"));
        }
    }

    fn option(&mut self, path: &Path, value: &Value, options: &[Choice], at: &str) {
        let known = value
            .as_str()
            .is_some_and(|value| options.iter().any(|option| option.value == value));
        if !known {
            self.fault(at, &format!("{value} 不是 {path} 的选项"));
        }
    }

    fn compare(&mut self, path: &Path, how: Comparison, with: &Operand, at: &str, place: Within<'_>) {
        let Some(left) = self.path(path, at, place).map(measure) else {
            return;
        };
        let right = match with {
            Operand::Path { path } => match self.path(path, at, place) {
                Some(shape) => measure(shape),
                None => return,
            },
            Operand::Today { today: true } | Operand::Ago { .. } => Measure::Date,
            Operand::Today { today: false } => Measure::Nothing,
            Operand::Value(Value::Number(_)) => Measure::Number,
            Operand::Value(value) if value.as_str().and_then(day).is_some() => Measure::Date,
            Operand::Value(_) => Measure::Nothing,
        };
        let same_text = matches!(how, Comparison::Equal | Comparison::NotEqual)
            && (left, right) == (Measure::Text, Measure::Text)
            && matches!(with, Operand::Path { .. });
        let comparable = left == right && matches!(left, Measure::Number | Measure::Date);
        if !comparable && !same_text {
            self.fault(at, &format!("{path} 不能这样比较"));
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Number,
    Date,
    Text,
    Nothing,
}

fn measure(shape: Shape<'_>) -> Measure {
    match shape {
        Shape::Number | Shape::List | Shape::Several(_) => Measure::Number,
        Shape::Date => Measure::Date,
        Shape::Text | Shape::CitizenNumber | Shape::One(_) => Measure::Text,
        Shape::YesNo | Shape::Group => Measure::Nothing,
    }
}
