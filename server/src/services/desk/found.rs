//! What is typed into the search of the queue, as a condition of a query. Personal values are found by their keyed
//! hashes, so only whole ones; everything goes along an index.

use shared::case::CaseNo;
use shared::people::{CitizenId, PersonName, Phone};
use shared::text::plain;

use super::reach::Within;
use crate::secrets::Secrets;
use crate::store::Sql;

/// Sorts after every letter of a case number.
const LAST: char = '~';

/// Narrows a query over `cases c` to what the text may mean: a citizen number, a phone or its last four digits, the
/// beginning or the middle of a case number, a surname, a masked name as lists show it, a whole name, the applicant's or
/// that of who handles it. A whole case number is no narrowing; see `conditions`.
///
/// Each meaning is narrowed to whom may see it by itself: its index has the place and the office in it, so that of a
/// city's cases only the reader's are looked up.
pub(super) fn found_by(secrets: &Secrets, sql: Sql, text: &str, within: &Within) -> Sql {
    // A phone as lists show it, 138****0000, says its last four digits.
    let shown = plain(text).split_once("****").map(|(_, tail)| tail.to_owned());
    let text = shown.as_deref().filter(|tail| is_tail(tail)).unwrap_or(text);
    let typed = plain(text);
    if let Ok(number) = typed.parse::<CitizenId>() {
        return sql.and_arg("c.number_index =", secrets.index("citizen", number.as_str()));
    }
    let phone = typed.parse::<Phone>().ok();
    if let Some(phone) = &phone
        && CaseNo::part(text).is_none()
    {
        return sql.and_arg("c.phone_index =", secrets.index("phone", phone.as_str()));
    }
    let mut letters = typed.chars();
    if let (Some(first), second) = (letters.next(), letters.next())
        && (second.is_none() || typed.contains('*'))
    {
        let sql = sql.and_arg("c.name_head =", first.to_string());
        return match second {
            None => sql,
            Some(_) => sql.and_arg("c.applicant_masked =", typed),
        };
    }
    // A firm's name is no person's.
    let name = text
        .parse::<PersonName>()
        .map_or_else(|_| text.to_owned(), |name| name.to_string());
    let name = secrets.index("name", &name);
    let meaning = |sql: Sql, words: &'static str, value: &str| within.narrow_found(sql.push(words).arg(value));
    let Some(part) = CaseNo::part(text) else {
        let sql = meaning(
            sql.and("c.id IN ("),
            "SELECT f.id FROM cases f WHERE f.name_index = ",
            &name,
        );
        return meaning(sql, " UNION SELECT f.id FROM cases f WHERE f.handler_index = ", &name).push(")");
    };
    let end = format!("{part}{LAST}");
    // Each meaning along its own index; together they are few.
    let sql = sql
        .and("c.id IN (SELECT f.id FROM cases f WHERE f.number_key >= ")
        .arg(part.as_str());
    let sql = meaning(sql, " AND f.number_key < ", &end);
    let sql = sql
        .push(" UNION SELECT f.id FROM cases f WHERE f.number_tail >= ")
        .arg(part.as_str());
    let sql = meaning(sql, " AND f.number_tail < ", &end);
    let tail = is_tail(&typed);
    let others = [
        (
            " UNION SELECT f.id FROM cases f WHERE f.phone_tail_index = ",
            tail.then(|| secrets.index("phone-tail", &typed)),
        ),
        (
            " UNION SELECT f.id FROM cases f WHERE f.phone_index = ",
            phone.map(|phone| secrets.index("phone", phone.as_str())),
        ),
        (
            " UNION SELECT f.id FROM cases f WHERE f.handler_index = ",
            Some(name.clone()),
        ),
        (" UNION SELECT f.id FROM cases f WHERE f.name_index = ", Some(name)),
    ];
    others
        .into_iter()
        .filter_map(|(words, value)| Some((words, value?)))
        .fold(sql, |sql, (words, value)| meaning(sql, words, &value))
        .push(")")
}

/// The last four digits of a phone.
fn is_tail(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}
