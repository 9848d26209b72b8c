//! People who do not exist: names drawn from common characters, numbers that pass their check digit but carry the
//! region 350501, which no county uses, and phones of an unassigned block.

use jiff::civil::Date;

use super::dice::Dice;

const SURNAMES: &[&str] = &[
    "陈", "林", "黄", "张", "吴", "李", "王", "蔡", "许", "施", "洪", "郑", "杨", "庄", "曾", "颜", "柯", "丁", "苏",
    "刘", "郭", "谢", "赖", "邱", "姚", "龚", "余", "孙", "周", "尤",
];
const GIVEN_WOMEN: &[&str] = &[
    "丽", "美", "秀", "珍", "淑", "玉", "月", "雅", "婷", "燕", "萍", "芳", "兰", "琴", "清", "红", "惠", "娟", "梅",
    "莲",
];
const GIVEN_MEN: &[&str] = &[
    "明", "志", "建", "文", "国", "荣", "辉", "伟", "强", "金", "水", "海", "天", "福", "德", "清", "杰", "鹏", "彬",
    "宗",
];

/// A made-up person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub citizen_number: String,
    pub mobile: String,
    pub born: Date,
    pub woman: bool,
}

/// The check character of a citizen number's first 17 digits (GB 11643).
fn check_character(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = digits
        .chars()
        .zip(WEIGHTS)
        .map(|(c, w)| c.to_digit(10).unwrap_or(0) * w)
        .sum();
    CHECKS.get((sum % 11) as usize).copied().unwrap_or('0')
}

/// Draws a person aged between `youngest` and `oldest` full years on `today`.
#[must_use]
pub fn person(dice: &mut Dice, today: Date, youngest: i64, oldest: i64) -> Person {
    let woman = dice.percent(50);
    let given = if woman { GIVEN_WOMEN } else { GIVEN_MEN };
    let mut name = dice.pick(SURNAMES).copied().unwrap_or("陈").to_owned();
    name.push_str(dice.pick(given).copied().unwrap_or("明"));
    if dice.percent(75) {
        name.push_str(dice.pick(given).copied().unwrap_or("明"));
    }
    let days = dice.between(youngest * 366, oldest * 365 + 180);
    let born = today.checked_sub(jiff::Span::new().days(days)).unwrap_or(today);
    // Odd serials are men, even ones women.
    let serial = dice.between(1, 490) * 2 + i64::from(!woman);
    let digits = format!(
        "350501{:04}{:02}{:02}{:03}",
        born.year(),
        born.month(),
        born.day(),
        serial % 1000
    );
    let citizen_number = format!("{digits}{}", check_character(&digits));
    let mobile = format!("1390000{:04}", dice.below(10_000));
    Person {
        name,
        citizen_number,
        mobile,
        born,
        woman,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::people::CitizenId;

    #[test]
    fn made_up_numbers_pass_the_check_and_match_the_person() {
        let today = jiff::civil::date(2026, 11, 23);
        for n in 0..500 {
            let person = person(&mut Dice::of(1, n), today, 18, 95);
            let id = CitizenId::parse_on(&person.citizen_number, today).expect("a valid number");
            assert_eq!(id.birth(), person.born);
            assert!(id.age_on(today) >= 17 && id.age_on(today) <= 96);
        }
    }
}
