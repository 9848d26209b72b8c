//! Every page of the staff as every role: all routes of the staff's app, their parameters found by following links from
//! each role's home. A new page is walked as soon as it has a route.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::backend::Accounts as _;
use server::demo::{Filled, PASSWORD, Size, fill};
use shared::access::Role;

use crate::harness::World;
use crate::harness::browser::Browser;

/// Someone of each role of staff.
const PEOPLE: [(&str, Role); 16] = [
    ("d105", Role::Agent),
    ("w105", Role::WindowClerk),
    ("s105", Role::TownOfficer),
    ("l105", Role::TownLead),
    ("civil-affairs", Role::Officer),
    ("civil-affairs.head", Role::DepartmentHead),
    ("civil-affairs.items", Role::ItemEditor),
    ("centre", Role::ServiceCentre),
    ("reform", Role::ApprovalReform),
    ("establishment", Role::Establishment),
    ("justice", Role::Justice),
    ("inspector", Role::Inspector),
    ("leader", Role::LeadingGroup),
    ("digital", Role::DigitalOffice),
    ("finance", Role::Finance),
    ("admin", Role::Administrator),
];
/// Pages of one route that a role opens.
const OF_EACH: usize = 2;

/// The routes of the staff's app, each by its parts; a parameter is none.
fn routes() -> Vec<Vec<Option<String>>> {
    let parts = |path: &str| -> Vec<Option<String>> {
        path.trim_matches('/')
            .split('/')
            .map(|part| (!part.starts_with([':', '{', '*'])).then(|| part.to_owned()))
            .collect()
    };
    let routes = leptos_axum::generate_route_list(app::StaffApp);
    routes.iter().map(|route| parts(route.path())).collect()
}

/// The route an address belongs to: of several the one that says most itself.
fn route_of(routes: &[Vec<Option<String>>], address: &str) -> Option<usize> {
    let parts: Vec<&str> = address.split('?').next()?.trim_matches('/').split('/').collect();
    let fits = |route: &&Vec<Option<String>>| {
        route.len() == parts.len()
            && route
                .iter()
                .zip(&parts)
                .all(|(own, part)| own.as_deref().is_none_or(|own| own == *part))
    };
    let best = routes
        .iter()
        .filter(fits)
        .max_by_key(|route| route.iter().filter(|part| part.is_some()).count())?;
    routes.iter().position(|route| route == best)
}

/// Addresses of links under the desk, without downloads.
fn links(page: &str) -> Vec<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|address| address.split('#').next().unwrap().replace("&amp;", "&"))
        .filter(|address| address == "/desk" || address.starts_with("/desk/"))
        .filter(|address| !address.contains(".xlsx") && !address.contains(".csv"))
        .collect()
}

fn navigation(page: &str) -> Vec<String> {
    let nav = page.split("aria-label=\"工作台导航\"").nth(1).unwrap_or_default();
    links(nav.split("</nav>").next().unwrap_or_default())
}

#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    opened: usize,
    refused: usize,
}

impl Found {
    async fn open(&mut self, browser: &mut Browser<'_>, role: Role, address: &str) -> Option<String> {
        let page = browser.get(address).await;
        let (status, text) = (page.status(), page.text());
        self.opened += 1;
        let one_heading = text.matches("<h1").count() == 1;
        if status >= 500 || !one_heading {
            self.wrong.push(format!(
                "{role} {address}: {status}, {} headings",
                text.matches("<h1").count()
            ));
        }
        if status >= 400 {
            self.refused += 1;
            // Refused as a page of ours: in words, with a way out.
            if !text.contains("state failed") && !text.contains("state empty") {
                self.wrong
                    .push(format!("{role} {address}: {status} without a page that says why"));
            }
            return None;
        }
        Some(text)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_staff_page_opens_or_is_refused_in_words_as_every_role() {
    let settings = [("JINBAN_CITY_DIR", crate::harness::jinjiang().display().to_string())];
    let mut settings: Vec<(&str, &str)> = settings.iter().map(|(name, text)| (*name, text.as_str())).collect();
    settings.push(("JINBAN_ENVIRONMENT", "demo"));
    let world = World::on_sqlite().await.with_settings(&settings);
    let size = Size {
        cases: 200,
        residents: 40,
        papers: false,
    };
    let filled = fill(&world.services, size, |_, _| ()).await.unwrap();
    assert!(matches!(filled, Filled::Done { .. }));

    let routes = routes();
    assert!(routes.len() > 30, "{routes:?}");
    let staff: BTreeSet<Role> = PEOPLE.iter().map(|(_, role)| *role).collect();
    assert_eq!(staff.len(), Role::ALL.iter().filter(|role| role.is_staff()).count());

    let mut found = Found::default();
    // Addresses of each route, by whoever finds them.
    let mut known: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut walked: BTreeMap<Role, BTreeSet<usize>> = BTreeMap::new();
    for (login, role) in PEOPLE {
        let token = world
            .services
            .sign_in_staff(login, PASSWORD, login, "")
            .await
            .unwrap()
            .token;
        let mut browser = world.browser_with(&token);
        let home = found.open(&mut browser, role, "/desk").await.unwrap_or_default();
        let offered = navigation(&home);
        assert!(!offered.is_empty(), "{role} is offered nothing");
        let mut queue: VecDeque<String> = offered.iter().cloned().chain(links(&home)).collect();
        let mut seen = BTreeSet::from(["/desk".to_owned()]);
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        while let Some(address) = queue.pop_front() {
            let Some(route) = route_of(&routes, &address) else {
                continue;
            };
            let of_route = count.entry(route).or_default();
            if *of_route >= OF_EACH || !seen.insert(address.clone()) {
                continue;
            }
            *of_route += 1;
            walked.entry(role).or_default().insert(route);
            match found.open(&mut browser, role, &address).await {
                Some(text) => {
                    let found_here = known.entry(route).or_default();
                    if found_here.len() < OF_EACH {
                        found_here.push(address);
                    }
                    queue.extend(links(&text));
                }
                None if offered.contains(&address) => {
                    found
                        .wrong
                        .push(format!("{role} {address}: offered by the navigation, and refused"));
                }
                None => found.wrong.push(format!("{role} {address}: linked, and refused")),
            }
        }
    }
    // What no link leads this role to: opened all the same, with what others found.
    for (login, role) in PEOPLE {
        let token = world
            .services
            .sign_in_staff(login, PASSWORD, login, "")
            .await
            .unwrap()
            .token;
        let mut browser = world.browser_with(&token);
        for (at, route) in routes.iter().enumerate() {
            if walked.get(&role).is_some_and(|walked| walked.contains(&at)) {
                continue;
            }
            let made_up = || {
                let parts: Vec<&str> = route.iter().map(|part| part.as_deref().unwrap_or("1")).collect();
                vec![format!("/{}", parts.join("/"))]
            };
            let addresses = known.get(&at).cloned().unwrap_or_else(made_up);
            for address in addresses.into_iter().take(1) {
                found.open(&mut browser, role, &address).await;
            }
        }
    }
    println!(
        "staff walk: {} routes × {} roles, {} pages opened, {} of them refused in words",
        routes.len(),
        PEOPLE.len(),
        found.opened,
        found.refused
    );
    assert!(found.wrong.is_empty(), "{}", found.wrong.join("\n"));
    // Nearly everything is reached by links: a walk that finds nothing proves nothing.
    let reached: BTreeSet<usize> = walked.values().flatten().copied().collect();
    assert!(
        reached.len() * 10 >= routes.len() * 7,
        "only {} of {} routes",
        reached.len(),
        routes.len()
    );
}
