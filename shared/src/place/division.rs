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

#[cfg(test)]
mod tests {
    use super::*;

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
