//! A place's list: chosen from the standard, within law and arrangement, by whoever compiles it.

use app::backend::ServiceError;
use app::backend::catalogue::Catalogue;
use app::backend::offers::{ListFilter, OfferState, Offers, SiteFilter};
use shared::access::Role;
use shared::catalogue::LocalPart;
use shared::offers::Choice;

use super::{CITY_ONLY, KEPT, LICENCE, centre, choose, item, line, list, pairs, part, place};
use crate::harness::people::{ALLOWANCE, CITY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, fields, not_found};

fn forbidden<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Forbidden { .. }))
}

stories! {
    in_jinjiang;

    async fn a_town_compiles_the_list_of_its_village_and_everyone_sees_it_at_once(world: World) {
        let lead = world.lead().await;
        let before = list(&world, &lead, VILLAGE).await;
        assert_eq!((before.counts.undecided, before.counts.declined), (0, 0));
        assert_eq!(before.total, before.counts.offered);
        assert!(before.rows.iter().all(|row| row.standing != OfferState::Handle));
        let allowance = line(&world, &lead, VILLAGE, ALLOWANCE).await;
        assert_eq!(allowance.offers, [LocalPart::Collect, LocalPart::Advise]);
        assert_eq!(choose(&world, &lead, VILLAGE, ALLOWANCE, part(LocalPart::Advise)).await, 1);
        assert_eq!(line(&world, &lead, VILLAGE, ALLOWANCE).await.standing, OfferState::Advise);
        let guide = world.services.guide(ALLOWANCE, Some(VILLAGE)).await.unwrap();
        assert_eq!((guide.site.part, guide.agent_files), (LocalPart::Advise, false));
        assert_eq!(choose(&world, &lead, VILLAGE, ALLOWANCE, Choice::Declined).await, 1);
        let guide = world.services.guide(ALLOWANCE, Some(VILLAGE)).await.unwrap();
        assert_eq!(guide.site.place.code.as_str(), TOWN, "the town answers instead");
        assert_eq!(list(&world, &lead, VILLAGE).await.counts.declined, 1);
        // As the standard says it again; said twice it changes nothing.
        assert_eq!(choose(&world, &lead, VILLAGE, ALLOWANCE, Choice::Standard).await, 1);
        assert_eq!(choose(&world, &lead, VILLAGE, ALLOWANCE, Choice::Standard).await, 0);
        let guide = world.services.guide(ALLOWANCE, Some(VILLAGE)).await.unwrap();
        assert_eq!(guide.site.part, LocalPart::Collect);
        let history = list(&world, &lead, VILLAGE).await.history;
        assert_eq!(history.len(), 3);
        assert_eq!(history[0].by, "林海生");
        assert_eq!(history[0].detail.as_deref(), Some("列入（收件、代办）：高龄津贴申领"));
    }

    async fn a_village_never_takes_on_a_licence_and_a_town_only_what_was_handed_down(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        for id in [LICENCE, ALLOWANCE] {
            let wish = [(item(id), part(LocalPart::Handle))];
            let refused = services.choose(&lead.session, &place(VILLAGE), &wish, &[]).await.unwrap_err();
            assert_eq!(fields(&refused), [format!("part:{id}")]);
            assert!(refused.message().contains("行政许可法第二十四条"), "{}", refused.message());
        }
        let wish = [(item(KEPT), part(LocalPart::Handle))];
        let refused = services.choose(&lead.session, &place(TOWN), &wish, &[]).await.unwrap_err();
        assert!(refused.message().contains("职权法定"), "{}", refused.message());
        for (at, id) in [(VILLAGE, KEPT), (TOWN, CITY_ONLY)] {
            let wish = [(item(id), Choice::Standard)];
            let refused = services.choose(&lead.session, &place(at), &wish, &[]).await.unwrap_err();
            assert!(refused.message().contains("全市标准"), "{}", refused.message());
        }
        // One refusal keeps all of it from being written; every refusal is told.
        let wishes = [
            (item(ALLOWANCE), part(LocalPart::Advise)),
            (item(LICENCE), part(LocalPart::Handle)),
            (item(KEPT), part(LocalPart::Advise)),
            (item("JJ-XX-99"), Choice::Standard),
        ];
        let refused = services.choose(&lead.session, &place(VILLAGE), &wishes, &[]).await.unwrap_err();
        assert_eq!(fields(&refused), [format!("part:{LICENCE}"), format!("part:{KEPT}"), "part:JJ-XX-99".into()]);
        assert_eq!(line(&world, &lead, VILLAGE, ALLOWANCE).await.standing, OfferState::Collect);
        assert_eq!(world.count("SELECT COUNT(*) FROM place_event").await, 0);
    }

    async fn nobody_compiles_for_another_town_and_the_authority_for_all(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        for at in [OTHER_TOWN, OTHER_VILLAGE, CITY] {
            let wish = [(item(ALLOWANCE), Choice::Declined)];
            assert!(forbidden(services.choose(&lead.session, &place(at), &wish, &[]).await), "{at}");
            assert!(forbidden(services.list(&lead.session, &place(at), &ListFilter::default()).await));
            assert!(forbidden(services.save_hall(&lead.session, &place(at), &[]).await));
            assert!(forbidden(services.close_place(&lead.session, &place(at), &[]).await));
        }
        let sites = services.desk_sites(&lead.session, &SiteFilter::default()).await.unwrap();
        assert!(sites.rows.iter().all(|row| row.may_compile && place(TOWN).covers(&row.place.code)));
        assert!(sites.towns.is_empty() && sites.total > 10);
        let other = SiteFilter { town: Some(place(OTHER_TOWN)), ..SiteFilter::default() };
        let still = services.desk_sites(&lead.session, &other).await.unwrap();
        assert!(still.rows.iter().all(|row| place(TOWN).covers(&row.place.code)));
        let centre = centre(&world).await;
        let all = services.desk_sites(&centre.session, &SiteFilter::default()).await.unwrap();
        assert_eq!((all.total, all.towns.len()), (419, 19));
        assert_eq!(choose(&world, &centre, OTHER_VILLAGE, ALLOWANCE, Choice::Declined).await, 1);
        // The city's own centre answers for everything.
        let wish = [(item(ALLOWANCE), Choice::Declined)];
        let refused = services.choose(&centre.session, &place(CITY), &wish, &[]).await.unwrap_err();
        assert!(refused.message().contains("市级主管"));
        // A department sees and advises, and does not compile.
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        services.list(&head.session, &place(VILLAGE), &ListFilter::default()).await.unwrap();
        assert!(forbidden(services.choose(&head.session, &place(VILLAGE), &wish, &[]).await));
    }

    async fn the_list_is_narrowed_and_paged_by_the_database(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let town = list(&world, &lead, TOWN).await;
        assert_eq!((town.rows.len(), town.pages), (50, 2));
        choose(&world, &lead, TOWN, ALLOWANCE, Choice::Declined).await;
        let declined = ListFilter { standing: Some(OfferState::Declined), ..ListFilter::default() };
        let found = services.list(&lead.session, &place(TOWN), &declined).await.unwrap();
        assert_eq!((found.total, found.rows[0].item.as_str()), (1, ALLOWANCE));
        let police = ListFilter { department: Some("public-security".parse().unwrap()), ..ListFilter::default() };
        let found = services.list(&lead.session, &place(TOWN), &police).await.unwrap();
        assert!(found.total > 0 && found.rows.iter().all(|row| row.item.as_str().starts_with("JJ-GA")));
        let words = ListFilter { text: Some("高龄_%".into()), ..ListFilter::default() };
        assert_eq!(services.list(&lead.session, &place(TOWN), &words).await.unwrap().total, 1);
    }

    async fn an_item_says_its_own_window_and_leaves_the_rest_to_the_hall(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let (town, allowance) = (place(TOWN), item(ALLOWANCE));
        let save = |typed: &[(&str, &str)]| {
            let typed = pairs(typed);
            let (town, allowance, lead) = (town.clone(), allowance.clone(), lead.clone());
            async move { services.save_local(&lead.session, &town, &allowance, &typed).await }
        };
        save(&[("window", "3 号窗口"), ("phone", "0595-88120002"), ("courier", "yes")]).await.unwrap();
        let guide = services.guide(ALLOWANCE, Some(TOWN)).await.unwrap();
        assert_eq!(guide.site.window.unwrap().value, "3 号窗口");
        assert_eq!(guide.site.phone.unwrap().value, "0595-88120002");
        let view = services.local(&lead.session, &town, &allowance).await.unwrap();
        assert!(view.history[0].detail.as_deref().unwrap().contains("窗口：空 → 3 号窗口"));
        let wrong = save(&[("hours", "周日 9:00-11:00"), ("phone", "12345"), ("complaints", "0595-1")]).await;
        assert_eq!(fields(&wrong.unwrap_err()), ["phone", "complaints", "hours"]);
        // Blank is as in the hall.
        save(&[]).await.unwrap();
        let guide = services.guide(ALLOWANCE, Some(TOWN)).await.unwrap();
        assert!(guide.site.window.is_none() && guide.site.phone.is_none());
        choose(&world, &lead, TOWN, ALLOWANCE, Choice::Declined).await;
        assert!(not_found(save(&[]).await));
    }

    async fn a_city_package_no_longer_overwrites_a_list_that_is_kept_here(world: World) {
        let lead = world.lead().await;
        choose(&world, &lead, VILLAGE, ALLOWANCE, Choice::Declined).await;
        choose(&world, &lead, VILLAGE, LICENCE, part(LocalPart::Advise)).await;
        let services = &world.services;
        let typed = pairs(&[("hours", "周一至周五 9:00-12:00"), ("phone", "0595-88120001")]);
        services.save_hall(&lead.session, &place(VILLAGE), &typed).await.unwrap();
        world.force("UPDATE package_load SET digest = 'another'").await;
        let dir = crate::harness::jinjiang();
        server::city::load(world.store(), &dir, services.clock.as_ref(), services.rng.as_ref()).await.unwrap();
        let counts = list(&world, &lead, VILLAGE).await.counts;
        assert_eq!((counts.declined, counts.no_phone, counts.behind), (1, false, 0));
        assert_eq!(line(&world, &lead, VILLAGE, LICENCE).await.standing, OfferState::Advise);
        let hall = services.hall(&lead.session, &place(VILLAGE)).await.unwrap().hall;
        assert_eq!(hall.phone.unwrap().value, "0595-88120001");
        // Elsewhere the package has its word.
        assert_eq!(list(&world, &lead, TOWN).await.counts.declined, 0);
        assert_eq!(world.count("SELECT COUNT(*) FROM hall").await, 419);
    }
}
