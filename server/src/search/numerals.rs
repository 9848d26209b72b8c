//! Ages in a sentence: 八十三岁, 83岁, 刚满六十, 80多.

/// What follows or goes before a number that is an age.
const AFTER: [char; 4] = ['岁', '周', '多', '几'];
const BEFORE: [char; 5] = ['满', '年', '过', '近', '快'];

/// The ages said: (first character, length, years).
pub fn ages(chars: &[char]) -> Vec<(usize, usize, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((length, number)) = number(chars.get(at..).unwrap_or(&[])) else {
            at += 1;
            continue;
        };
        let after = chars.get(at + length).copied();
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let is_age = after.is_some_and(|c| AFTER.contains(&c))
            || before.is_some_and(|c| BEFORE.contains(&c)) && after.is_none_or(|c| c == '了' || !is_unit(c));
        if is_age && (10..=120).contains(&number) {
            found.push((at, length, number));
        }
        at += length;
    }
    found
}

fn is_unit(c: char) -> bool {
    "年月日块元万千百个户只头亩平米天次".contains(c)
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| {
        let at = "一二三四五六七八九".chars().position(|one| one == c)?;
        u32::try_from(at + 1).ok()
    })
}

/// A number at the start: (its length, its value); up to 199.
fn number(chars: &[char]) -> Option<(usize, u32)> {
    let arabic = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if arabic > 0 {
        let value = chars
            .iter()
            .take(arabic.min(6))
            .fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
        return Some((arabic, value));
    }
    let tens = match (chars.first(), chars.get(1)) {
        (Some('十'), _) => (1, 10),
        (Some(c), Some('十')) => (2, digit(*c)? * 10),
        (Some(c), Some('百')) => return digit(*c).map(|n| (2, n * 100)),
        _ => return None,
    };
    let ones = chars.get(tens.0).and_then(|c| digit(*c));
    Some(ones.map_or(tens, |ones| (tens.0 + 1, tens.1 + ones)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_found_and_other_numbers_are_not() {
        let read = |text: &str| -> Vec<u32> {
            let chars: Vec<char> = text.chars().collect();
            ages(&chars).into_iter().map(|(_, _, age)| age).collect()
        };
        assert_eq!(read("阿嬷今年八十三"), [83]);
        assert_eq!(read("刚满60了"), [60]);
        assert_eq!(read("他九十岁她88岁"), [90, 88]);
        assert_eq!(read("四十多岁"), [40]);
        assert!(read("养三百头猪交2020年的80元").is_empty());
    }
}
