//! Every published item is applied for as a resident would: from its guide, page by page without script, to the
//! receipt and through a correction of all that was asked. Items and forms are found in the catalogue: a new one is walked without anyone adding it here.

mod correction;
mod filled;
mod people;

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use futures::FutureExt as _;
use shared::catalogue::ItemId;
use shared::form::{Answers, FieldKind, Filled, FormSchema, to_pairs};

use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::harness::World;
use crate::harness::browser::{Browser, Page};
use crate::harness::people::{PNG, Person, VILLAGE};
use filled::Filler;
use people::{Resident, residents};

/// Who applies, and who may ask for more.
type People = (Vec<Resident>, Vec<Person>);

/// What was walked.
#[derive(Default)]
struct Walked {
    items: usize,
    forms: BTreeSet<String>,
    pages: usize,
    posts: usize,
    corrected: usize,
}

/// Every published item, by the public list.
async fn published(world: &World) -> Vec<ItemId> {
    let mut items = Vec::new();
    for page in 1.. {
        let list = world.get(&format!("/api/v1/items?page={page}")).send().await.json();
        let lines = list["items"].as_array().unwrap_or_else(|| panic!("{list}"));
        items.extend(lines.iter().map(|item| item["id"].as_str().unwrap().parse().unwrap()));
        if list["pages"].as_u64() <= Some(page) {
            break;
        }
    }
    items
}

stories! { in_jinjiang;
    async fn every_item_is_applied_for_from_its_guide_to_the_receipt(world: World) {
        let world = world.in_demo();
        let people = residents(&world).await;
        let started = Instant::now();
        let items = published(&world).await;
        // Each yes/no once as yes and once as no, as far as the form's own rules let it; both at the same time.
        let officers = correction::officers(&world, &items).await;
        let (handle, world, people, all) = (Handle::current(), &world, &(people, officers), &items);
        let tours = block_in_place(|| {
            std::thread::scope(|scope| {
                let tour = |yes| {
                    let handle = handle.clone();
                    scope.spawn(move || handle.block_on(tour(world, people, all, yes)))
                };
                [true, false].map(tour).map(|done| done.join().unwrap())
            })
        });
        let mut walked = Walked::default();
        let mut stuck = Vec::new();
        for (way, found) in tours {
            walked.forms.extend(way.forms);
            walked.pages += way.pages;
            walked.posts += way.posts;
            walked.corrected += way.corrected;
            stuck.extend(found);
        }
        walked.items = items.len();
        assert!(stuck.is_empty(), "cannot be applied for or corrected: {stuck:#?}");
        assert_eq!(walked.corrected, 2 * items.len());
        assert!(walked.items >= 67, "{} items", walked.items);
        let (forms, took) = (walked.forms.len(), started.elapsed().as_secs_f32());
        println!(
            "walked {} items on {forms} forms twice: {} pages, {} posts, {} corrections, {took:.0} s",
            walked.items, walked.pages, walked.posts, walked.corrected
        );
    }
}

/// Every item one way; what was stuck.
async fn tour(world: &World, people: &People, items: &[ItemId], yes: bool) -> (Walked, Vec<String>) {
    let mut walked = Walked::default();
    let mut stuck = Vec::new();
    for item in items {
        let way = AssertUnwindSafe(walk(world, people, item, yes, &mut walked));
        if way.catch_unwind().await.is_err() {
            stuck.push(format!("{item}, preferring {}", if yes { "yes" } else { "no" }));
        }
    }
    (walked, stuck)
}

async fn walk(world: &World, (people, officers): &People, item: &ItemId, yes: bool, walked: &mut Walked) {
    let form = world.services.published(item).await.unwrap().form;
    let today = world.services.today();
    let found = people.iter().find_map(|resident| {
        let filler = Filler {
            form: &form,
            resident,
            today,
            yes,
        };
        Some((resident, filler.fill()?))
    });
    let Some((resident, answers)) = found else {
        let filler = Filler {
            form: &form,
            resident: &people[0],
            today,
            yes,
        };
        panic!("{item}: nobody can fill in this form: {:?}", filler.stuck());
    };
    let mut browser = world.browser_of(&resident.person);
    let guide = browser.get(&format!("/items/{item}")).await;
    assert_eq!(guide.status(), 200, "{item}");
    assert!(
        guide.shows(&format!("/apply/{item}")),
        "{item}: the guide says how to apply"
    );
    assert_eq!(browser.get(&format!("/apply/{item}")).await.status(), 200, "{item}");
    let page = browser
        .post(
            &format!("/apply/{item}/start"),
            &[("place", VILLAGE), ("another", "yes")],
        )
        .await;
    walked.posts += 1;
    let mut tour = Tour {
        form: &form,
        answers: &answers,
        pairs: to_pairs(&form, &answers),
        uploaded: BTreeSet::new(),
        today,
    };
    let review = tour.on_to_the_review(&mut browser, page, walked).await;
    assert!(!review.shows("处要改"), "{item}: {}", review.text());
    let key = review.hidden("key");
    let draft = review.at.split('/').nth(3).unwrap();
    let receipt = browser
        .post(&format!("/apply/{item}/{draft}/submit"), &[("key", &key)])
        .await;
    walked.posts += 1;
    assert!(
        receipt.status() == 200 && receipt.at.ends_with("/receipt"),
        "{item}: {} {}",
        receipt.at,
        receipt.text()
    );
    walked.forms.insert(form.id.to_string());
    let number = receipt.at.split('/').nth(2).unwrap().parse().unwrap();
    tour.corrected((world, officers), &mut browser, &number, walked).await;
}

/// One application on its way.
struct Tour<'a> {
    form: &'a FormSchema,
    answers: &'a Answers,
    pairs: Vec<(String, String)>,
    uploaded: BTreeSet<String>,
    today: shared::time::Date,
}

impl Tour<'_> {
    async fn on_to_the_review(&mut self, browser: &mut Browser<'_>, mut page: Page, walked: &mut Walked) -> Page {
        let mut tries = 0;
        while !page.at.ends_with("/review") {
            assert_eq!(page.status(), 200, "{}: {}", page.at, page.text());
            let here = page.at.split('?').next().unwrap().to_owned();
            page = self.put_files(browser, page, walked).await;
            page = self.add_entries(browser, page, walked).await;
            let inputs = page.inputs();
            let revision = page.hidden("revision");
            let mut sent: Vec<(&str, &str)> = vec![("revision", &revision), ("go", "next")];
            let asked = self.asked_on(&here);
            for (name, text) in &self.pairs {
                if asked.contains(head(name)) {
                    assert!(inputs.contains(name), "{here} has no input for {name}: {}", page.text());
                    sent.push((name, text));
                }
            }
            page = browser.post(&here, &sent).await;
            walked.posts += 1;
            if page.at.starts_with(&here) {
                // An answer brought up more questions, or a paper to put: they are there now.
                tries += 1;
                assert!(tries < 3, "stuck at {}: {}", page.at, page.told());
            } else {
                walked.pages += 1;
                tries = 0;
            }
        }
        page
    }

    /// The fields of the page at this address that are asked for these answers.
    fn asked_on(&self, address: &str) -> BTreeSet<&str> {
        let filled = Filled::new(self.form, self.answers, self.today);
        let page = self.form.page(address.rsplit('/').next().unwrap());
        let page = page.unwrap_or_else(|| panic!("{address} is no page of the form"));
        let shown = page.fields.iter().filter(|field| filled.shows(field.id.as_str()));
        shown.map(|field| field.id.as_str()).collect()
    }

    /// Puts a picture where the page asks for one.
    async fn put_files(&mut self, browser: &mut Browser<'_>, mut page: Page, walked: &mut Walked) -> Page {
        let here = page.at.split('?').next().unwrap().to_owned();
        let draft = here.split('/').nth(3).unwrap().to_owned();
        let papers: Vec<String> = self
            .form
            .page(here.rsplit('/').next().unwrap())
            .into_iter()
            .flat_map(|page| &page.fields)
            .filter(|field| matches!(field.kind, FieldKind::Material { .. }))
            .map(|field| field.id.to_string())
            .filter(|id| self.answers.get(id).is_some() && !self.uploaded.contains(id))
            .collect();
        for path in papers {
            let input = format!("file:{path}");
            if !page.shows(&format!("name=\"{input}\"")) {
                continue;
            }
            let put = page.button_to(&format!("/apply/files/{draft}?path={path}&amp;"));
            page = browser.upload_from(&input, &put, &[], "材料.png", PNG).await;
            walked.posts += 1;
            assert_eq!(page.told(), "", "{here} {path}");
            self.uploaded.insert(path);
        }
        page
    }

    /// Adds entries to the lists of the page until each has as many as there is something to say in.
    async fn add_entries(&self, browser: &mut Browser<'_>, mut page: Page, walked: &mut Walked) -> Page {
        let here = page.at.split('?').next().unwrap().to_owned();
        let asked = self.asked_on(&here);
        for field in self.form.fields().filter(|field| asked.contains(field.id.as_str())) {
            let FieldKind::Repeat { .. } = &field.kind else {
                continue;
            };
            let id = field.id.as_str();
            let many = self
                .answers
                .get(id)
                .and_then(|list| list.as_array())
                .map_or(0, Vec::len);
            let stand = |page: &Page, at: usize| page.inputs().contains(&format!("{id}[{at}]"));
            for at in 0..many {
                if !stand(&page, at) {
                    let revision = page.hidden("revision");
                    page = browser
                        .post(&here, &[("revision", &revision), (id, ""), ("add", id)])
                        .await;
                    walked.posts += 1;
                    assert!(stand(&page, at), "{here}: no entry {at} was added to {id}");
                }
            }
        }
        page
    }
}

/// `members` of `members[0].name`.
fn head(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}
