//! After the receipt: everything that may be asked for once more is, and the applicant answers it without script.

use std::collections::BTreeSet;
use std::time::Duration;

use app::backend::desk::Desk as _;
use shared::access::Role;
use shared::case::{Askable, CaseNo};
use shared::catalogue::ItemId;
use shared::form::{FieldKind, to_pairs};

use super::{Tour, Walked, head};
use crate::harness::World;
use crate::harness::browser::{Browser, Page};
use crate::harness::people::{CITY, OTHER_PNG, Person};

/// Those who between them may write about every case: the town's lead and the head of each department.
pub async fn officers(world: &World, items: &[ItemId]) -> Vec<Person> {
    let mut departments = BTreeSet::new();
    for item in items {
        departments.insert(
            world
                .services
                .published(item)
                .await
                .unwrap()
                .item
                .department
                .to_string(),
        );
    }
    let mut all = vec![world.lead().await];
    for id in departments {
        all.push(
            world
                .staff(&format!("h.{id}"), Role::DepartmentHead, CITY, Some(&id))
                .await,
        );
    }
    all
}

/// Asks for all of it, reads the letter, sends it.
async fn asked(world: &World, officers: &[Person], number: &CaseNo, walked: &mut Walked) -> Vec<Askable> {
    for officer in officers {
        let Ok(sheet) = world.services.correction(&officer.session, number).await else {
            continue;
        };
        let mut desk = world.browser_of(officer);
        let letter = format!("/desk/cases/{number}/correction");
        let revision = desk.get(&letter).await.hidden("revision");
        let whys: Vec<String> = sheet.askables.iter().map(|one| format!("why:{}", one.key)).collect();
        let mut typed = vec![("revision", revision.as_str())];
        typed.extend(whys.iter().map(|name| (name.as_str(), "请核对后重新填写或上传")));
        let page = desk.post(&letter, &[&[("do", "preview")], &*typed].concat()).await;
        let seen = page.hidden("seen");
        typed.push(("seen", &seen));
        let page = desk.post(&letter, &[&[("do", "send")], &*typed].concat()).await;
        walked.posts += 2;
        assert!(page.shows("已告知申请人补正"), "{number}: {}", page.told());
        return sheet.askables;
    }
    panic!("{number}: nobody may ask for a correction");
}

impl Tour<'_> {
    /// Everything asked for has its place on the page; lists grow and shrink there; all of it is taken.
    pub(super) async fn corrected(
        &self,
        (world, officers): (&World, &[Person]),
        browser: &mut Browser<'_>,
        number: &CaseNo,
        walked: &mut Walked,
    ) {
        // Nobody is faster than the clock: what comes after the letter is told from what came before by its time.
        world.clock.advance(Duration::from_secs(1));
        let asked = asked(world, officers, number, walked).await;
        let (mine, supply) = (format!("/mine/{number}"), format!("/mine/{number}/supply"));
        let mut page = browser.get(&mine).await;
        let heads: Vec<&str> = asked.iter().filter_map(|one| one.path.as_deref()).collect();
        let pairs: Vec<(String, String)> = to_pairs(self.form, self.answers);
        let pairs = pairs.iter().filter(|(name, _)| heads.contains(&head(name)));
        let mut sent: Vec<(&str, &str)> = pairs.map(|(name, text)| (name.as_str(), text.as_str())).collect();
        sent.push(("supply_note", "都核对过了"));
        for one in &asked {
            let (Some(field), Some(path)) = (&one.field, one.path.as_deref()) else {
                continue;
            };
            match &field.kind {
                FieldKind::Material { .. } => {
                    let input = format!("file:{path}");
                    assert!(
                        page.shows(&format!("name=\"{input}\"")),
                        "{number}: no place for {path}"
                    );
                    let put = page.button_to(&format!("{mine}/files?path={path}&amp;"));
                    page = browser.upload_from(&input, &put, &[], "补交.png", OTHER_PNG).await;
                    walked.posts += 1;
                    assert_eq!(page.told(), "", "{number} {path}");
                }
                FieldKind::Repeat { max, .. } => {
                    let many = self
                        .answers
                        .get(path)
                        .and_then(|list| list.as_array())
                        .map_or(0, Vec::len);
                    if u32::try_from(many).unwrap() < *max {
                        page = grown(browser, &supply, &sent, (path, many)).await;
                        walked.posts += 2;
                    }
                }
                _ => assert!(
                    page.inputs().iter().any(|name| head(name) == path),
                    "{number}: no input for {path}"
                ),
            }
        }
        let kept: Vec<String> = heads.iter().map(|head| format!("kept:{head}")).collect();
        sent.extend(kept.iter().map(|name| (name.as_str(), "本来就是对的")));
        let page = browser.post(&supply, &sent).await;
        walked.posts += 1;
        assert!(page.at == mine && page.shows("补正已提交"), "{number}: {}", page.told());
        walked.corrected += 1;
    }
}

/// One more entry of a list and away again: it is there, what was typed stays, and nothing is handed in by it.
async fn grown(browser: &mut Browser<'_>, supply: &str, sent: &[(&str, &str)], (list, many): (&str, usize)) -> Page {
    let entry = format!("{list}[{many}]");
    let page = browser
        .post(supply, &[sent, &[(list, ""), ("add", list)]].concat())
        .await;
    assert!(
        page.inputs().contains(&entry),
        "{supply}: nothing was added to {list}: {}",
        page.told()
    );
    assert!(page.shows("都核对过了") && !page.shows("补正已提交"), "{}", page.text());
    let more = [(list, ""), (entry.as_str(), ""), ("remove", entry.as_str())];
    let page = browser.post(supply, &[sent, &more].concat()).await;
    assert!(
        !page.inputs().contains(&entry) && page.shows("都核对过了"),
        "{}",
        page.text()
    );
    page
}
