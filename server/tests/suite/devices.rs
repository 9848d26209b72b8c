//! Machines: who sets them up, how they sign in, what they are shown, and that nobody takes them for people.

use app::backend::accounts::Accounts;
use app::backend::desk::Desk;
use app::backend::devices::{DeviceLine, DeviceState, Devices};
use app::backend::homes::{Homes, RoleHome};
use app::backend::staff::{Staff, StaffFilter};
use app::backend::{ServiceError, Session};
use shared::access::Role;
use shared::powers::Typed;

use crate::harness::World;
use crate::harness::people::{CITY, OTHER_TOWN, Person, TOWN, VILLAGE, conflict, fields, not_found};

fn machine(kind: &str, name: &str, place: &str) -> Typed {
    [("kind", kind), ("name", name), ("place", place)].into_iter().collect()
}

async fn sign_in(world: &World, code: &str) -> Result<Session, ServiceError> {
    let new = world.services.sign_in_device(code, "10.8.0.1", "安卓平板").await?;
    world.services.session(Some(&new.token)).await
}

async fn listed(world: &World, reader: &Person) -> Vec<DeviceLine> {
    world.services.devices(&reader.session).await.unwrap().devices
}

fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(
        result,
        Err(ServiceError::Refused { .. } | ServiceError::Forbidden { .. })
    )
}

stories! {
    in_jinjiang;

    async fn a_kiosk_is_signed_in_by_its_code_once_and_stays_signed_in(world: World) {
        let lead = world.lead().await;
        let issued = world.services.issue_device(&lead.session, &machine("kiosk", "大厅一号机", TOWN)).await.unwrap();
        assert_eq!(listed(&world, &lead).await[0].state, DeviceState::Waiting);
        for wrong in ["", "x", "aaaa-aaaa-aaaa-aaaa"] {
            assert_eq!(fields(&sign_in(&world, wrong).await.unwrap_err()), ["code"], "{wrong}");
        }
        // Typed off a sheet: in capitals.
        let new = world.services.sign_in_device(&issued.code.to_uppercase(), "10.8.0.1", "").await.unwrap();
        assert_eq!(fields(&sign_in(&world, &issued.code).await.unwrap_err()), ["code"], "a code is good once");
        let session = world.services.session(Some(&new.token)).await.unwrap();
        let place = world.services.own_place(&session).await.unwrap();
        assert_eq!((place.name.as_str(), place.role, place.place.as_str()), ("大厅一号机", Role::Kiosk, TOWN));
        // A night, a month: nobody types at a machine.
        world.clock.advance(std::time::Duration::from_secs(200 * 24 * 3600));
        assert!(world.services.session(Some(&new.token)).await.unwrap().device.is_some());
        let line = listed(&world, &world.staff("l105b", Role::TownLead, TOWN, None).await).await.remove(0);
        assert_eq!((line.state, line.name.as_str()), (DeviceState::InUse, "大厅一号机"));
    }

    async fn a_code_that_waited_too_long_is_none_and_another_replaces_it(world: World) {
        let lead = world.lead().await;
        let issued = world.services.issue_device(&lead.session, &machine("screen", "门口大屏", VILLAGE)).await.unwrap();
        world.clock.advance(std::time::Duration::from_secs(30 * 60));
        assert_eq!(fields(&sign_in(&world, &issued.code).await.unwrap_err()), ["code"]);
        assert_eq!(listed(&world, &lead).await[0].state, DeviceState::Lapsed);
        let again = world.services.renew_device(&lead.session, &issued.id).await.unwrap();
        let new = world.services.sign_in_device(&again.code, "10.8.0.1", "").await.unwrap();
        assert!(world.services.session(Some(&new.token)).await.unwrap().device.is_some());
        // A second renewal signs the first machine out as it is used, not before.
        let third = world.services.renew_device(&lead.session, &issued.id).await.unwrap();
        assert!(world.services.session(Some(&new.token)).await.unwrap().device.is_some());
        sign_in(&world, &third.code).await.unwrap();
        assert!(world.services.session(Some(&new.token)).await.unwrap().device.is_none());
    }

    async fn a_machine_revoked_is_out_at_its_next_request(world: World) {
        let lead = world.lead().await;
        let issued = world.services.issue_device(&lead.session, &machine("kiosk", "大厅一号机", TOWN)).await.unwrap();
        let new = world.services.sign_in_device(&issued.code, "10.8.0.1", "").await.unwrap();
        let waiting = world.services.renew_device(&lead.session, &issued.id).await.unwrap();
        world.services.revoke_device(&lead.session, &issued.id).await.unwrap();
        assert_eq!(world.services.session(Some(&new.token)).await.unwrap(), Session::default());
        assert!(sign_in(&world, &waiting.code).await.is_err(), "nor does a code that waits open anything");
        assert_eq!(listed(&world, &lead).await[0].state, DeviceState::Revoked);
        conflict(world.services.revoke_device(&lead.session, &issued.id).await);
        assert_eq!(world.count("SELECT COUNT(*) FROM audit WHERE object_kind = 'device'").await, 3);
    }

    async fn who_keeps_a_place_keeps_its_machines_and_no_others(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        let admin = world.staff("admin", Role::Administrator, CITY, None).await;
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        let other = world.staff("l104", Role::TownLead, OTHER_TOWN, None).await;
        let issue = async |who: &Person, place: &str| {
            world.services.issue_device(&who.session, &machine("kiosk", "一号机", place)).await
        };
        let village = issue(&lead, VILLAGE).await.unwrap();
        issue(&admin, CITY).await.unwrap();
        assert!(refused(issue(&lead, OTHER_TOWN).await));
        assert!(refused(issue(&lead, CITY).await));
        assert!(refused(issue(&clerk, TOWN).await));
        assert!(refused(issue(&head, TOWN).await));
        assert_eq!(world.services.issue_device(&Session::default(), &machine("kiosk", "一号机", TOWN)).await, Err(ServiceError::NotSignedIn));
        assert!(not_found(world.services.revoke_device(&other.session, &village.id).await));
        assert!(not_found(world.services.renew_device(&other.session, &village.id).await));
        // A person's account is no machine.
        assert!(not_found(world.services.revoke_device(&lead.session, &clerk.id()).await));
        assert_eq!((listed(&world, &lead).await.len(), listed(&world, &admin).await.len()), (1, 2));
        let wrong = world.services.issue_device(&lead.session, &machine("window_clerk", " ", "350582999000")).await;
        assert_eq!(fields(&wrong.unwrap_err()), ["kind", "name", "place"]);
    }

    async fn machines_are_no_colleagues_and_are_counted_with_no_staff(world: World) {
        let world = world.in_demo();
        let lead = world.lead().await;
        let admin = world.staff("admin", Role::Administrator, CITY, None).await;
        let figures = async || match world.services.role_home(&admin.session).await.unwrap() {
            RoleHome::Accounts(figures) => figures,
            other => panic!("{other:?}"),
        };
        let before = figures().await;
        let elder = world.elder().await;
        let number = world.case_of(&elder).await.number;
        let kiosk = world.services.issue_device(&lead.session, &machine("kiosk", "一号机", TOWN)).await.unwrap();
        sign_in(&world, &kiosk.code).await.unwrap();
        assert_eq!(figures().await, before);
        let page = world.services.staff_page(&admin.session, &StaffFilter::default()).await.unwrap();
        assert_eq!(page.total, 2);
        assert!(!page.choices.roles.iter().any(|role| role.is_device()));
        assert!(not_found(world.services.staff_account(&admin.session, &kiosk.id).await));
        let seen = Desk::open(&*world.services, &lead.session, &number).await.unwrap();
        assert!(seen.colleagues.iter().all(|one| one.id != kiosk.id));
        assert!(world.services.staff_posts(&kiosk.id).await.unwrap().is_empty());
        // Nobody appoints a person as a machine.
        let typed: Typed = [("login", "kiosk-1"), ("name", "许文"), ("role", "kiosk"), ("territory", TOWN)].into_iter().collect();
        assert_eq!(fields(&world.services.open_account(&admin.session, &typed).await.unwrap_err()), ["role"]);
    }

    async fn at_the_machine_itself_all_works_without_script_and_a_resident_leaves_it_as_it_was(world: World) {
        let world = world.in_demo();
        let lead = world.lead().await;
        let mut desk = world.browser_of(&lead);
        let page = desk.get("/desk/staff/devices").await;
        assert!(page.shows("还没有设备"), "{}", page.text());
        let page = desk.post("/desk/staff/devices", &[("kind", "kiosk"), ("name", ""), ("place", TOWN)]).await;
        assert!(page.told().contains("没有填写设备名称"), "{}", page.told());
        let page = desk.post("/desk/staff/devices", &[("kind", "kiosk"), ("name", "大厅一号机"), ("place", TOWN)]).await;
        assert!(page.shows("只显示这一次"));
        let code = page.text().split("<strong class=\"nowrap\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert!(!desk.get("/desk/staff/devices").await.shows(&code), "shown once");

        let mut kiosk = world.browser();
        assert!(kiosk.get("/device").await.shows("启用设备"));
        assert!(kiosk.post("/device", &[("code", "wrong")]).await.told().contains("设备码不对"));
        let page = kiosk.post("/device", &[("code", &code)]).await;
        assert!(page.at == "/device" && page.shows("大厅一号机") && page.shows("深沪镇"), "{}", page.text());
        // What is someone's asks for someone.
        for own in ["/mine", "/me", "/desk", "/desk/queue", "/desk/staff"] {
            let page = kiosk.get(own).await;
            assert!(page.status() == 401 || page.at.contains("sign-in"), "{own}: {} {}", page.at, page.status());
        }
        assert!(kiosk.get("/items").await.status() == 200);
        let sent = world.services.send_code("13900000077", "10.8.0.9").await.unwrap();
        let code = sent.demo_code.unwrap();
        let page = kiosk.post("/me/sign-in", &[("phone", "13900000077"), ("code", &code), ("next", "/me")]).await;
        assert!(page.at == "/me" && page.status() == 200);
        assert!(kiosk.get("/device").await.shows("大厅一号机"));
        kiosk.post("/me/sign-out", &[]).await;
        assert!(kiosk.get("/device").await.shows("大厅一号机"));
        assert_eq!(kiosk.get("/me").await.status(), 401);
        let stolen = world.call(axum::http::Method::POST, "/device").header("sec-fetch-site", "cross-site").form("code=x").send().await;
        assert_eq!(stolen.status, 403);
    }
}
