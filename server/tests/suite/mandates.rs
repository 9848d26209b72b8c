//! Mandates: an agent reaches what a resident mandated their station for, on these days, and nothing else.

use app::backend::cases::CaseView;
use app::backend::desk::Desk;
use app::backend::drafts::Drafts;
use app::backend::files::Files;
use app::backend::mandates::{Client, Mandates};
use app::backend::staff::Staff;
use app::backend::{Accounts, Cases, ServiceError};
use shared::access::Role;
use shared::case::{CaseNo, CaseState, Channel, Command, Demand};
use shared::form::Answers;
use shared::id::DraftId;
use shared::powers::Typed;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, OTHER_VILLAGE, Person, TOWN, VILLAGE, answers, fields, not_found, withdraw};

/// Another item of the same village.
const OTHER: &str = "JJ-GA-01";

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().copied().collect()
}

fn anything(until: &str) -> Typed {
    typed(&[("station", VILLAGE), ("errand", "anything"), ("until", until)])
}

async fn agent(world: &World) -> Person {
    world.staff("d105", Role::Agent, VILLAGE, None).await
}

async fn elsewhere(world: &World) -> Person {
    world.staff("d104", Role::Agent, OTHER_VILLAGE, None).await
}

async fn clients(world: &World, agent: &Person) -> Vec<Client> {
    world.services.clients(&agent.session).await.unwrap()
}

async fn view(world: &World, who: &Person, number: &CaseNo) -> Result<CaseView, ServiceError> {
    world.services.view(&who.session, number).await
}

async fn open(world: &World, who: &Person, draft: &DraftId) -> Result<(), ServiceError> {
    Drafts::open(&*world.services, &who.session, draft).await.map(drop)
}

async fn ask(world: &World, officer: &Person, number: &CaseNo) {
    let demand = Demand {
        path: Some("bank_photo".into()),
        what: "银行卡照片".into(),
        why: "看不清卡号".into(),
    };
    let command = Command::RequestCorrection {
        demands: vec![demand],
        days: None,
    };
    let revision = Desk::open(&*world.services, &officer.session, number)
        .await
        .unwrap()
        .revision;
    Desk::act(&*world.services, &officer.session, number, revision, command)
        .await
        .unwrap();
}

stories! {
    in_jinjiang;

    async fn an_agent_fills_in_hands_in_follows_and_supplies_for_whoever_mandated_the_station(world: World) {
        let world = world.in_demo();
        let (elder, agent) = (world.elder().await, agent(&world).await);
        assert_eq!(clients(&world, &agent).await, []);
        world.services.give_mandate(&elder.session, &anything("2026-12-31")).await.unwrap();
        let found = clients(&world, &agent).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].errand.as_str()), ("陈海明", "所有事项"));
        assert_eq!(found[0].phone_masked.as_deref(), Some("139****0001"));

        let item = ALLOWANCE.parse().unwrap();
        let draft = world.services.start_for(&agent.session, &found[0].mandate, &item).await.unwrap();
        let seen = Drafts::open(&*world.services, &agent.session, &draft).await.unwrap();
        assert_eq!(seen.on_behalf_of.as_deref(), Some("陈海明"));
        assert_eq!(seen.place.as_ref().map(|place| place.as_str()), Some(VILLAGE));
        world.services.save(&agent.session, &draft, seen.revision, answers()).await.unwrap();
        let file = world.upload(&agent, &draft, "bank_photo").await.unwrap();
        // It is the resident's: they see it, and read what was put.
        assert_eq!(Drafts::mine(&*world.services, &elder.session).await.unwrap().len(), 1);
        world.services.read(&elder.session, &file.id).await.unwrap();
        world.services.read(&agent.session, &file.id).await.unwrap();

        // Whatever the browser says it is, an agent's channel is the agent's.
        let key = format!("key-{draft}");
        let receipt = world.services.submit(&agent.session, &draft, &key, Channel::Phone).await.unwrap();
        assert_eq!(world.services.submit(&agent.session, &draft, &key, Channel::Phone).await.unwrap(), receipt);
        let seen = view(&world, &elder, &receipt.number).await.unwrap();
        assert_eq!((seen.channel, seen.applicant.as_str(), seen.on_behalf_of.as_deref()), (Channel::Agent, "陈海明", None));
        assert!(seen.timeline.iter().any(|told| told.words == "代办员为您提交了申请"), "{:?}", seen.timeline);
        assert_eq!(view(&world, &agent, &receipt.number).await.unwrap().on_behalf_of.as_deref(), Some("陈海明"));
        assert_eq!(clients(&world, &agent).await[0].cases.len(), 1);

        let officer = world.officer().await;
        let desk = Desk::open(&*world.services, &officer.session, &receipt.number).await.unwrap();
        assert!(desk.history.iter().any(|told| told.by.starts_with("村（社区）代办员 林海生（深沪镇")), "{:?}", desk.history);
        ask(&world, &officer, &receipt.number).await;
        let seen = view(&world, &agent, &receipt.number).await.unwrap();
        assert!(seen.offers.iter().any(|offer| offer.action == shared::case::CommandKind::Supply), "{:?}", seen.offers);
        let home = app::backend::files::FileHome::Case(seen.id.clone());
        world.services.put(&agent.session, &home, "bank_photo", "银行卡.png", crate::harness::people::OTHER_PNG.to_vec()).await.unwrap();
        world.services.supply(&agent.session, &receipt.number, Answers::new(), Default::default(), String::new()).await.unwrap();
        assert_eq!(view(&world, &elder, &receipt.number).await.unwrap().card.state, CaseState::Submitted);
        withdraw(&world, &agent.session, &receipt.number, "村民不办了").await.unwrap();
        assert_eq!(view(&world, &elder, &receipt.number).await.unwrap().card.state, CaseState::Withdrawn);
        assert_eq!(world.services.verify_cases(|_, _| ()).await.unwrap().findings, [""; 0]);
    }

    async fn without_a_mandate_after_its_end_and_from_another_station_nothing_is_there(world: World) {
        let world = world.in_demo();
        let (elder, agent, other) = (world.elder().await, agent(&world).await, elsewhere(&world).await);
        let draft = world.ready_draft(&elder).await;
        let number = world.case_of(&elder).await.number;
        let item = ALLOWANCE.parse().unwrap();
        let nothing = async |who: &Person| {
            assert!(not_found(open(&world, who, &draft).await));
            assert!(not_found(world.services.save(&who.session, &draft, 1, answers()).await));
            assert!(not_found(world.services.submit(&who.session, &draft, "key-12345", Channel::Agent).await));
            assert!(not_found(world.upload(who, &draft, "bank_photo").await));
            assert!(not_found(view(&world, who, &number).await));
            assert!(not_found(withdraw(&world, &who.session, &number, "不办了").await));
            assert_eq!(clients(&world, who).await, []);
        };
        nothing(&agent).await;
        world.services.give_mandate(&elder.session, &anything("2026-11-24")).await.unwrap();
        let mandate = clients(&world, &agent).await.remove(0).mandate;
        open(&world, &agent, &draft).await.unwrap();
        view(&world, &agent, &number).await.unwrap();
        nothing(&other).await;
        assert!(not_found(world.services.start_for(&other.session, &mandate, &item).await));

        // The whole of its last day, and not a minute more.
        world.clock.set("2026-11-24T15:59:00Z".parse().unwrap());
        open(&world, &agent, &draft).await.unwrap();
        world.clock.set("2026-11-24T16:00:00Z".parse().unwrap());
        nothing(&agent).await;
        assert!(not_found(world.services.start_for(&agent.session, &mandate, &item).await));

        world.services.give_mandate(&elder.session, &anything("2026-12-31")).await.unwrap();
        let given = world.services.own_mandates(&elder.session, None).await.unwrap().given;
        assert_eq!(given.len(), 1);
        open(&world, &agent, &draft).await.unwrap();
        let neighbour = world.neighbour().await;
        assert!(not_found(world.services.end_mandate(&neighbour.session, &given[0].id).await));
        world.services.end_mandate(&elder.session, &given[0].id).await.unwrap();
        assert!(not_found(world.services.end_mandate(&elder.session, &given[0].id).await));
        nothing(&agent).await;
        // An agent who moves to another village takes no mandate along.
        world.services.give_mandate(&elder.session, &anything("2026-12-31")).await.unwrap();
        let lead = world.lead().await;
        let moved = typed(&[("name", "林海生"), ("role", "agent"), ("territory", "350582105002"), ("department", "")]);
        world.services.change_account(&lead.session, &agent.id(), &moved, None, None).await.unwrap();
        let new = world.services.sign_in_staff("d105", crate::harness::people::PASSWORD, "d105", "").await.unwrap();
        nothing(&world.person(new.token).await).await;
    }

    async fn a_mandate_for_one_item_or_one_case_opens_no_other(world: World) {
        let world = world.in_demo();
        let (elder, agent) = (world.elder().await, agent(&world).await);
        let allowance = world.ready_draft(&elder).await;
        let other = OTHER.parse().unwrap();
        let (village, empty) = (VILLAGE.parse().unwrap(), Answers::new());
        let police = world.services.start(&elder.session, &other, Some(&village), empty).await.unwrap();
        let one = world.case_of(&elder).await.number;
        let two = world.case_of(&elder).await.number;

        let for_item = typed(&[("station", VILLAGE), ("errand", "item"), ("item", OTHER), ("until", "2026-12-31")]);
        world.services.give_mandate(&elder.session, &for_item).await.unwrap();
        open(&world, &agent, &police).await.unwrap();
        assert!(not_found(open(&world, &agent, &allowance).await));
        assert!(not_found(view(&world, &agent, &one).await));
        let client = clients(&world, &agent).await.remove(0);
        assert_eq!((client.drafts.len(), client.cases.len(), client.items.len()), (1, 0, 1));
        assert!(not_found(world.services.start_for(&agent.session, &client.mandate, &ALLOWANCE.parse().unwrap()).await));
        world.services.start_for(&agent.session, &client.mandate, &other).await.unwrap();
        world.services.end_mandate(&elder.session, &client.mandate).await.unwrap();

        let for_case = typed(&[("station", VILLAGE), ("errand", "case"), ("case", one.as_str()), ("until", "2026-12-31")]);
        world.services.give_mandate(&elder.session, &for_case).await.unwrap();
        view(&world, &agent, &one).await.unwrap();
        assert!(not_found(view(&world, &agent, &two).await));
        assert!(not_found(open(&world, &agent, &allowance).await));
        assert!(not_found(open(&world, &agent, &police).await));
        let client = clients(&world, &agent).await.remove(0);
        assert!(client.items.is_empty() && client.drafts.is_empty() && client.cases.len() == 1);
        assert!(not_found(withdraw(&world, &agent.session, &two, "不办了").await));
        withdraw(&world, &agent.session, &one, "不办了").await.unwrap();
    }

    async fn a_mandate_is_given_by_a_known_resident_to_a_village_for_a_year_at_most(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let wrong = async |pairs: &[(&str, &str)]| {
            let error = world.services.give_mandate(&elder.session, &typed(pairs)).await.unwrap_err();
            fields(&error).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&[]).await, ["station", "errand", "until"]);
        assert_eq!(wrong(&[("until", "9999-12-31")]).await, ["station", "errand", "until"]);
        assert_eq!(wrong(&[("station", TOWN), ("errand", "anything"), ("until", "2026-12-31")]).await, ["station"]);
        assert_eq!(wrong(&[("station", "350583999001"), ("errand", "anything"), ("until", "2026-12-31")]).await, ["station"]);
        assert_eq!(wrong(&[("station", VILLAGE), ("errand", "anything")]).await, ["until"]);
        assert_eq!(wrong(&[("station", VILLAGE), ("errand", "anything"), ("until", "2027-11-24")]).await, ["until"]);
        assert_eq!(wrong(&[("station", VILLAGE), ("errand", "item"), ("item", "JJ-XX-99"), ("until", "2026-12-31")]).await, ["item"]);
        let neighbour = world.neighbour().await;
        let theirs = world.services.start(&neighbour.session, &ALLOWANCE.parse().unwrap(), None, Answers::new()).await;
        theirs.unwrap();
        assert_eq!(wrong(&[("station", VILLAGE), ("errand", "case"), ("case", "105-AAAAA-1"), ("until", "2026-12-31")]).await, ["case"]);
        let stranger = world.stranger("13900000055").await;
        let refused = world.services.give_mandate(&stranger.session, &anything("2026-12-31")).await;
        assert!(matches!(refused, Err(ServiceError::Refused { .. })), "{refused:?}");
        let agent = agent(&world).await;
        let refused = world.services.give_mandate(&agent.session, &anything("2026-12-31")).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })), "{refused:?}");
        for _ in 0..20 {
            world.services.give_mandate(&elder.session, &anything("2026-12-31")).await.unwrap();
        }
        crate::harness::people::conflict(world.services.give_mandate(&elder.session, &anything("2026-12-31")).await);
    }

    async fn pages_give_use_and_end_a_mandate_without_script(world: World) {
        let world = world.in_demo();
        let (elder, agent) = (world.elder().await, agent(&world).await);
        let mut home = world.browser_of(&elder);
        assert!(home.get("/me").await.shows("委托代办"));
        let page = home.get("/me/mandates").await;
        assert!(page.shows("您没有委托任何人") && !page.shows("确认委托"));
        let page = home.get(&format!("/me/mandates?town={TOWN}")).await;
        assert!(page.shows("确认委托") && page.shows(&format!("value=\"{VILLAGE}\"")));
        let wrong = [("town", TOWN), ("station", VILLAGE), ("errand", "anything"), ("until", "")];
        let page = home.post("/me/mandates", &wrong).await;
        assert!(page.told().contains("委托到哪一天"), "{}", page.told());
        let page = home.get("/me/mandates?town=").await;
        assert!(page.told().contains("没有选择镇（街道）"), "{}", page.text());
        let both = [("town", TOWN), ("station", VILLAGE), ("errand", "anything"), ("item", ALLOWANCE), ("until", "2026-12-31")];
        let page = home.post("/me/mandates", &both).await;
        assert!(page.told().contains("选了“所有事项”，下面又选了一个事项"), "{}", page.told());
        assert!(page.told().contains("您要委托哪一个？") && page.shows("您没有委托任何人"), "{}", page.told());
        let page = home.post("/me/mandates", &[("town", TOWN), ("station", VILLAGE)]).await;
        assert!(page.told().contains("没有选择委托什么") && page.told().contains("没有填写委托到哪一天"), "{}", page.told());
        let right = [("town", TOWN), ("station", VILLAGE), ("errand", "anything"), ("until", "2026-12-31")];
        let page = home.post("/me/mandates", &right).await;
        assert!(page.shows("委托已生效") && page.shows("所有事项"));
        let mandate = page.hidden("id");

        let mut desk = world.browser_of(&agent);
        assert!(desk.get("/desk").await.shows("/desk/clients"));
        let page = desk.get("/desk/clients").await;
        assert!(page.shows("陈海明") && page.shows("139****0001"));
        let page = desk.post("/desk/clients/start", &[("mandate", &mandate), ("item", "")]).await;
        assert!(page.told().contains("没有选择事项"), "{}", page.told());
        let page = desk.post("/desk/clients/start", &[("mandate", &mandate), ("item", ALLOWANCE)]).await;
        assert!(page.at.starts_with("/apply/JJ-MZ-04/") && page.shows("您正在代陈海明办理"), "{} {}", page.at, page.text());
        let draft = page.at.clone();
        assert!(desk.get("/desk/clients").await.shows(&draft.replace('&', "&amp;")) || desk.get("/desk/clients").await.shows("草稿："));

        let page = home.post("/me/mandates/end", &[("id", &mandate)]).await;
        assert!(page.shows("委托已结束"));
        assert_eq!(desk.get(&draft).await.status(), 404);
        assert!(desk.get("/desk/clients").await.shows("现在没有村民委托本站"));
        let foreign = world.call(axum::http::Method::POST, "/me/mandates").header("sec-fetch-site", "cross-site")
            .signed_in(&elder.token).form("station=1").send().await;
        assert_eq!(foreign.status, 403);
    }
}
