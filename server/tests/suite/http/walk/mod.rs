//! A walk over every link that pages offer, as every role, as an applicant and as nobody: whatever is offered is there.
//!
//! New pages are walked without anyone adding them: the walk begins at the entries and follows what it finds. Of
//! addresses of one pattern it takes a few, so that it ends.

mod links;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use server::demo::{Filled, Size, fill};
use server::secrets::Cell;
use server::web::{Assets, Web, router};
use shared::access::Role;
use tower::ServiceExt as _;

use crate::harness::people::{CITY, Person, TOWN, VILLAGE};
use crate::harness::{Ground, World};

const DEMO: Size = Size {
    cases: 120,
    residents: 24,
    papers: true,
};
/// Addresses of one pattern that one walker opens.
const SAMPLES: usize = 2;
/// A walk that is longer than this does not end.
const MOST_PAGES: usize = 4_000;

/// Where a walk begins: what one types or keeps as a bookmark.
const PUBLIC: [&str; 3] = ["/", "/items", "/board"];
const RESIDENTS: [&str; 2] = ["/me", "/mine"];
const STAFF: [&str; 2] = ["/me", "/desk"];
/// Pages that only lead to the doors: offered to whoever is not signed in, and answered as such.
const DOORS: [&str; 2] = ["/me/sign-in", "/desk/sign-in"];

#[derive(Default)]
struct Walked {
    pages: usize,
    links: usize,
    patterns: BTreeSet<String>,
    broken: BTreeSet<String>,
}

struct Walker {
    site: Router,
    who: String,
    entries: Vec<&'static str>,
    token: Option<String>,
}

impl Walker {
    async fn open(&self, address: &str) -> (u16, String, String, Option<String>) {
        let mut request = Request::builder()
            .uri(address)
            .header(ACCEPT, "text/html,application/xhtml+xml;q=0.9");
        if let Some(token) = &self.token {
            request = request.header(COOKIE, format!("jinban={token}"));
        }
        let request = request.body(Body::empty()).unwrap();
        let answer = self.site.clone().oneshot(request).await.unwrap();
        let header = |name| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (kind, to) = (header(CONTENT_TYPE).unwrap_or_default(), header(LOCATION));
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), 64 << 20).await.unwrap();
        (status, kind, String::from_utf8_lossy(&body).into_owned(), to)
    }

    async fn walk(&self, walked: &mut Walked) {
        let mut waiting: VecDeque<(String, String)> = self
            .entries
            .iter()
            .map(|entry| ((*entry).to_owned(), "the entries".to_owned()))
            .collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        while let Some((address, from)) = waiting.pop_front() {
            if !seen.insert(address.clone()) {
                continue;
            }
            // A few of one kind, and a few with each parameter that its kind has.
            let kinds = links::kinds(&address);
            let fresh = |kind: &String| taken.get(kind).copied().unwrap_or(0) < SAMPLES;
            if !kinds.iter().any(fresh) {
                continue;
            }
            for kind in kinds {
                *taken.entry(kind.clone()).or_default() += 1;
                walked.patterns.insert(kind);
            }
            walked.pages += 1;
            assert!(
                seen.len() < 40 * MOST_PAGES && taken.len() < MOST_PAGES,
                "the walk does not end: {address}"
            );
            let (status, kind, body, to) = self.open(&address).await;
            let told = |what: String| format!("{}: {address} (on {from}): {what}", self.who);
            // Nobody is told where to sign in: that is what the link is for.
            let door = status == 401 && self.token.is_none() && DOORS.iter().any(|door| body.contains(door));
            if status >= 400 && !door {
                walked.broken.insert(told(status.to_string()));
                continue;
            }
            if let Some(to) = to.as_deref().and_then(|to| links::ours(to, &address)) {
                waiting.push_back((to, address));
                continue;
            }
            if !kind.starts_with("text/html") {
                continue;
            }
            let offered = links::offered(&body, &address);
            if (offered.headings, offered.titles) != (1, 1) {
                walked
                    .broken
                    .insert(told(format!("{} h1, {} title", offered.headings, offered.titles)));
            }
            walked.links += offered.addresses.len();
            for link in offered.addresses {
                if !seen.contains(&link) {
                    waiting.push_back((link, address.clone()));
                }
            }
        }
    }
}

async fn demo(world: World) -> World {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    let city = city.display().to_string();
    let world = world.with_settings(&[("JINBAN_CITY_DIR", &city), ("JINBAN_ENVIRONMENT", "demo")]);
    let filled = fill(&world.services, DEMO, |_, _| ()).await.unwrap();
    assert!(matches!(filled, Filled::Done { .. }));
    world
}

async fn someone(world: &World, role: Role) -> Person {
    let place = match role {
        Role::Agent => VILLAGE,
        Role::WindowClerk | Role::TownOfficer | Role::TownLead => TOWN,
        _ => CITY,
    };
    let department = role.needs_department().then_some("civil-affairs");
    let login = format!("walk.{}", role.as_str().replace('_', "-"));
    world.staff(&login, role, place, department).await
}

/// Residents of the demo, as few as have cases in every state there is; each begins an application too.
async fn applicants(world: &World) -> Vec<Person> {
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
        "SELECT c.state, a.id, a.phone FROM cases c JOIN account a ON a.id = c.applicant_account \
         WHERE a.phone IS NOT NULL ORDER BY a.id",
    )
    .fetch_all(world.store().reader())
    .await
    .unwrap();
    let mut states: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (state, account, _) in &rows {
        states.entry(account).or_default().insert(state);
    }
    let mut missing: BTreeSet<&str> = rows.iter().map(|(state, ..)| state.as_str()).collect();
    assert!(missing.len() >= 4, "a demo with cases in few states: {missing:?}");
    let mut people = Vec::new();
    while !missing.is_empty() {
        let (account, has) = states
            .iter()
            .max_by_key(|(_, has)| has.intersection(&missing).count())
            .unwrap();
        missing.retain(|state| !has.contains(state));
        let (.., phone) = rows.iter().find(|(_, id, _)| id == account).unwrap();
        let place = Cell::new("account", "phone", account);
        let phone = world.services.secrets.open(&place, phone).unwrap();
        people.push(world.stranger(&phone).await);
    }
    for (person, items) in people.iter().zip([["JJ-MZ-04", "JJ-GA-01"], ["JJ-SC-01", "JJ-NY-01"]]) {
        for item in items {
            use app::backend::drafts::Drafts as _;
            let (item, place) = (item.parse().unwrap(), TOWN.parse().unwrap());
            let answers = shared::form::Answers::new();
            world
                .services
                .start(&person.session, &item, Some(&place), answers)
                .await
                .unwrap();
        }
    }
    people
}

async fn everything_offered_is_there(world: World) {
    let started = std::time::Instant::now();
    let world = demo(world).await;
    let mut people: Vec<(String, Option<Person>)> = vec![("nobody".into(), None)];
    for (at, person) in applicants(&world).await.into_iter().enumerate() {
        people.push((format!("applicant {}", at + 1), Some(person)));
    }
    for role in Role::ALL.into_iter().filter(|role| role.is_staff()) {
        people.push((role.as_str().to_owned(), Some(someone(&world, role).await)));
    }
    let ready = started.elapsed();
    let site = router(Web::new(world.services.clone(), Assets::none()));
    let mut walked = Walked::default();
    for (who, person) in &people {
        let walker = Walker {
            site: site.clone(),
            who: who.clone(),
            entries: match person.as_ref().and_then(|person| person.session.actor.as_ref()) {
                None => PUBLIC.to_vec(),
                Some(actor) if actor.role == Role::Applicant => [PUBLIC.as_slice(), &RESIDENTS].concat(),
                Some(_) => [PUBLIC.as_slice(), &STAFF].concat(),
            },
            token: person.as_ref().map(|person| person.token.clone()),
        };
        walker.walk(&mut walked).await;
    }
    println!(
        "{} walkers, {} pages, {} links, {} patterns; demo in {ready:?}, all in {:?}",
        people.len(),
        walked.pages,
        walked.links,
        walked.patterns.len(),
        started.elapsed(),
    );
    assert!(people.len() > 17 && walked.patterns.len() > 100 && walked.pages > 1_000);
    let broken: Vec<String> = walked.broken.into_iter().collect();
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_offered_is_there_on_sqlite() {
    everything_offered_is_there(World::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_offered_is_there_on_postgres() {
    if let Some(world) = World::on_postgres_with(Ground::Bare).await {
        everything_offered_is_there(world).await;
    }
}
