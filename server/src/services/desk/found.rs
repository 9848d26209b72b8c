//! What is typed into the search of the queue, as a condition of a query. Personal values are found by their keyed
//! hashes, so only whole ones; everything goes along an index.

use shared::case::CaseNo;
use shared::people::{CitizenId, PersonName, Phone};
use shared::text::plain;

use crate::secrets::Secrets;
use crate::store::Sql;

/// Sorts after every letter of a case number.
const LAST: char = '~';

/// Narrows a query over `cases c` to what the text may mean: a citizen number, a phone or its last four digits, the
/// beginning or the middle of a case number, a surname, a masked name as lists show it, a whole name, the applicant's or
/// that of who handles it. A whole case number is no narrowing; see `conditions`.
pub(super) fn found_by(secrets: &Secrets, sql: Sql, text: &str) -> Sql {
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
    let Some(part) = CaseNo::part(text) else {
        return sql
            .and("c.id IN (SELECT id FROM cases WHERE name_index = ")
            .arg(name.as_str())
            .push(" UNION SELECT id FROM cases WHERE handler_index = ")
            .arg(name.as_str())
            .push(")");
    };
    let end = format!("{part}{LAST}");
    // Each meaning along its own index; together they are few.
    let sql = sql
        .and("c.id IN (SELECT id FROM cases WHERE number_key >= ")
        .arg(part.as_str())
        .push(" AND number_key < ")
        .arg(end.as_str())
        .push(" UNION SELECT id FROM cases WHERE number_tail >= ")
        .arg(part.as_str())
        .push(" AND number_tail < ")
        .arg(end.as_str());
    let tail = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let others = [
        (
            " UNION SELECT id FROM cases WHERE phone_tail_index = ",
            tail.then(|| secrets.index("phone-tail", &typed)),
        ),
        (
            " UNION SELECT id FROM cases WHERE phone_index = ",
            phone.map(|phone| secrets.index("phone", phone.as_str())),
        ),
        (" UNION SELECT id FROM cases WHERE handler_index = ", Some(name.clone())),
        (" UNION SELECT id FROM cases WHERE name_index = ", Some(name)),
    ];
    others
        .into_iter()
        .filter_map(|(words, value)| Some((words, value?)))
        .fold(sql, |sql, (words, value)| sql.push(words).arg(value))
        .push(")")
}
