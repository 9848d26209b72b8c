//! The demo's staff: someone for every role, all with one known password, never in production.

use std::collections::BTreeMap;

use app::backend::staff::Staff as _;
use app::backend::{ServiceError, Session};
use jiff::civil::Date;
use shared::access::{Actor, Role};
use shared::id::DepartmentId;
use shared::place::DivisionCode;
use shared::powers::Typed;
use shared::time::moved;

use super::dice::Dice;
use super::people::person;
use crate::services::Services;
use crate::services::accounts::NewStaff;
use crate::store::StoreError;

/// Everyone's password; the command prints it with the logins.
pub const PASSWORD: &str = "Jinban-demo-2026";

/// City offices with the role their people have: login, role.
const OFFICES: &[(&str, Role)] = &[
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

/// The town whose clerk holds two posts.
const TWO_POSTS: &str = "106";
/// The town whose clerk stands in for its officer, for so many days.
const STANDS_IN: &str = "107";
const ON_LEAVE: i32 = 14;

/// Those of one town.
pub(super) struct TownStaff {
    pub clerk: Actor,
    pub officer: Actor,
}

/// Those who act on the demo's cases.
pub(super) struct Staff {
    pub towns: BTreeMap<DivisionCode, TownStaff>,
    pub officers: BTreeMap<DepartmentId, Actor>,
    /// Those of the city's offices.
    pub offices: BTreeMap<Role, Actor>,
    /// Logins worth telling: login, role, where.
    pub logins: Vec<(String, &'static str, String)>,
}

/// A place: code, name, and a village of it for its agent.
pub(super) struct Town {
    pub code: DivisionCode,
    pub name: String,
    pub villages: Vec<String>,
}

struct Maker<'a> {
    services: &'a Services,
    hash: String,
    today: Date,
    made: u64,
    logins: Vec<(String, &'static str, String)>,
}

impl Maker<'_> {
    async fn make(
        &mut self,
        login: String,
        role: Role,
        place: &str,
        territory: DivisionCode,
        department: Option<DepartmentId>,
    ) -> Result<Actor, ServiceError> {
        self.made += 1;
        let name = person(&mut Dice::of(0x57AF, self.made), self.today, 25, 58).name;
        let new = NewStaff {
            login: login.clone(),
            password: PASSWORD.to_owned(),
            name,
            role,
            department,
            territory: Some(territory),
        };
        let id = self.services.add_staff_hashed(&new, &self.hash).await?;
        self.logins.push((login, role.words(), place.to_owned()));
        let id = id.parse().map_err(|e| StoreError::unreadable("account id", e))?;
        let mut posts = self.services.staff_posts(&id).await?;
        posts.pop().ok_or(ServiceError::Unavailable)
    }
}

/// Makes them all: `w105` at the window of town 105, `s105` its officer, `l105` its lead, `d105` a village agent;
/// `civil-affairs` an officer of that department, `civil-affairs.head` its head, `civil-affairs.items` and
/// `civil-affairs.items2` its editors.
pub(super) async fn make(
    services: &Services,
    city: &DivisionCode,
    towns: &[Town],
    departments: &[(DepartmentId, String)],
) -> Result<Staff, ServiceError> {
    let mut maker = Maker {
        services,
        hash: services.hashed(PASSWORD).await?,
        today: services.today(),
        made: 0,
        logins: Vec::new(),
    };
    let mut staff = Staff {
        towns: BTreeMap::new(),
        officers: BTreeMap::new(),
        offices: BTreeMap::new(),
        logins: Vec::new(),
    };
    for (login, role) in OFFICES {
        let actor = maker
            .make((*login).to_owned(), *role, "市级", city.clone(), None)
            .await?;
        staff.offices.insert(*role, actor);
    }
    for (id, name) in departments {
        let login = id.to_string();
        let at = Some(id.clone());
        let officer = maker
            .make(login.clone(), Role::Officer, name, city.clone(), at.clone())
            .await?;
        staff.officers.insert(id.clone(), officer);
        maker
            .make(
                format!("{login}.head"),
                Role::DepartmentHead,
                name,
                city.clone(),
                at.clone(),
            )
            .await?;
        // Two, so that it can be seen what becomes of two people's work on one guide.
        for editor in ["items", "items2"] {
            maker
                .make(
                    format!("{login}.{editor}"),
                    Role::ItemEditor,
                    name,
                    city.clone(),
                    at.clone(),
                )
                .await?;
        }
    }
    for town in towns {
        let short = town.code.as_str().get(6..9).unwrap_or("000").to_owned();
        let at = &town.code;
        let clerk = maker
            .make(format!("w{short}"), Role::WindowClerk, &town.name, at.clone(), None)
            .await?;
        let officer = maker
            .make(format!("s{short}"), Role::TownOfficer, &town.name, at.clone(), None)
            .await?;
        maker
            .make(format!("l{short}"), Role::TownLead, &town.name, at.clone(), None)
            .await?;
        let village = town.villages.first().and_then(|code| code.parse::<DivisionCode>().ok());
        if let Some(village) = village {
            maker
                .make(format!("d{short}"), Role::Agent, &town.name, village, None)
                .await?;
        }
        staff.towns.insert(town.code.clone(), TownStaff { clerk, officer });
    }
    staff.logins = maker.logins;
    if let Some(admin) = staff.offices.get(&Role::Administrator) {
        give_more(services, admin, &staff.towns).await?;
    }
    Ok(staff)
}

/// In one town the clerk reviews as well; in another the clerk stands in for the officer, who is on leave.
async fn give_more(
    services: &Services,
    admin: &Actor,
    towns: &BTreeMap<DivisionCode, TownStaff>,
) -> Result<(), ServiceError> {
    let session = Session {
        actor: Some(admin.clone()),
        ..Session::default()
    };
    let of = |short: &str| towns.iter().find(|(code, _)| code.as_str().get(6..9) == Some(short));
    let today = services.today();
    if let Some((town, staff)) = of(TWO_POSTS) {
        let post: Typed = [
            ("role", Role::TownOfficer.as_str().to_owned()),
            ("territory", town.to_string()),
            ("from", today.to_string()),
        ]
        .into_iter()
        .collect();
        services.add_post(&session, &staff.clerk.id, &post).await?;
    }
    if let Some((_, staff)) = of(STANDS_IN) {
        let own = services.staff_posts(&staff.officer.id).await?;
        let own = own.into_iter().find_map(|officer| officer.acting);
        let leave: Typed = [
            ("post", own.map(|acting| acting.post.to_string()).unwrap_or_default()),
            ("from", today.to_string()),
            ("until", moved(today, ON_LEAVE - 1).to_string()),
            ("reason", "年休假".to_owned()),
        ]
        .into_iter()
        .collect();
        services.substitute(&session, &staff.clerk.id, &leave).await?;
    }
    Ok(())
}
