//! A division with its hall.

use serde::{Deserialize, Serialize};

use super::{DivisionCode, Tier};

/// A city, town or village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    pub code: DivisionCode,
    /// 深沪镇
    pub name: String,
    pub tier: Tier,
    /// The code above; a city names its prefecture here.
    pub parent: DivisionCode,
    /// 县级市、镇、街道、村、社区 as the official list says.
    pub kind: String,
}

impl Division {
    /// The fixed name of its hall or station (the plan's naming rule).
    #[must_use]
    pub fn hall_name(&self) -> String {
        match self.tier {
            Tier::City => format!("{}行政服务中心", self.name),
            Tier::Town => format!("{}综合便民服务中心", self.name),
            Tier::Village => format!("{}便民服务站", self.name),
        }
    }
}

/// Where an application is taken in and where it is handled, as review, receipt and desk all say it.
#[must_use]
pub fn way(taken: Option<&Division>, handling: &Division) -> String {
    let handled = format!("{}办理", handling.hall_name());
    match taken {
        Some(taken) if taken.code != handling.code => format!("{}收件 → {handled}", taken.hall_name()),
        _ => handled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_of_an_application_is_said_in_one_sentence() {
        let place = |code: &str, name: &str| {
            let code: DivisionCode = code.parse().unwrap();
            Division {
                parent: code.city(),
                tier: code.tier(),
                code,
                name: name.into(),
                kind: String::new(),
            }
        };
        let (village, town, city) = (
            place("350582115203", "华峰村"),
            place("350582115000", "深沪镇"),
            place("350582000000", "晋江市"),
        );
        assert_eq!(
            way(Some(&village), &town),
            "华峰村便民服务站收件 → 深沪镇综合便民服务中心办理"
        );
        assert_eq!(
            way(Some(&village), &city),
            "华峰村便民服务站收件 → 晋江市行政服务中心办理"
        );
        assert_eq!(way(Some(&town), &town), "深沪镇综合便民服务中心办理");
        assert_eq!(way(None, &city), "晋江市行政服务中心办理");
    }

    #[test]
    fn halls_carry_the_fixed_names() {
        let hall = |code: &str, name: &str| {
            let code: DivisionCode = code.parse().unwrap();
            let tier = code.tier();
            Division {
                parent: code.city(),
                code,
                name: name.into(),
                tier,
                kind: String::new(),
            }
            .hall_name()
        };
        assert_eq!(hall("350582000000", "晋江市"), "晋江市行政服务中心");
        assert_eq!(hall("350582115000", "深沪镇"), "深沪镇综合便民服务中心");
        assert_eq!(hall("350582115203", "华峰村"), "华峰村便民服务站");
    }
}
