//! One more everyday name for an item.

use crate::catalogue::Item;
use crate::problem::FieldProblem;

/// Longer ones are sentences: nobody types them again.
const MOST_CHARS: usize = 20;
/// More aliases than this are a dictionary.
const MOST: usize = 60;
/// A number this long is somebody's.
const LONG_NUMBER: usize = 5;

/// Whether a text holds a number that may be a person's: a phone, a citizen number, a house.
#[must_use]
pub fn holds_long_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= LONG_NUMBER
    })
}

/// The item with one alias more.
///
/// # Errors
/// Why it cannot have this one, at `alias`.
pub fn with_alias(item: &Item, alias: &str) -> Result<Item, FieldProblem> {
    let alias = alias.trim();
    let problem = |message: &str, fix: &str| Err(FieldProblem::new("alias", message, fix));
    let length = alias.chars().count();
    if length < 2 {
        return problem("别名太短", "至少写两个字");
    }
    if length > MOST_CHARS {
        return problem("别名太长", "只写群众会说的那个词，最多 20 个字");
    }
    if alias.chars().any(char::is_control) || !alias.chars().any(char::is_alphabetic) {
        return problem("别名里没有文字", "请写群众会说的词，例如：起厝");
    }
    if holds_long_number(alias) {
        return problem("别名里有一长串数字，可能是个人信息", "请去掉数字，只写群众会说的词");
    }
    if item.aliases.iter().any(|known| known == alias) || item.plain_name == alias || item.name == alias {
        return problem("这个事项已经有这个名字", "如果还是搜不到，请换一个更常说的词");
    }
    if item.aliases.len() >= MOST {
        return problem("这个事项的别名太多", "请先到事项标准里删去用不着的");
    }
    let mut named = item.clone();
    named.aliases.push(alias.to_owned());
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_a_word_people_say_and_nobodys_number() {
        let item = include_str!("../../../server/data/jinjiang/items/JJ-GA-01.json");
        let item: Item = serde_json::from_str(item).unwrap();
        assert_eq!(with_alias(&item, " 外口证 ").unwrap().aliases.last().unwrap(), "外口证");
        for (wrong, why) in [
            ("厝", "短"),
            ("", "短"),
            ("我上个月刚从外地来这里打工想问问看要办什么证", "长"),
            ("13900000001的证", "数字"),
            ("……？？", "文字"),
            ("暂住证", "已经有"),
            ("办居住证", "已经有"),
        ] {
            let problem = with_alias(&item, wrong).unwrap_err();
            assert!(problem.message.contains(why), "{wrong}: {problem:?}");
            assert_eq!(problem.path, "alias");
        }
    }

    #[test]
    fn short_numbers_are_words_and_long_ones_are_not() {
        assert!(!holds_long_number("4050补贴 1234"));
        assert!(holds_long_number("电话13900000001"));
    }
}
