//! What is delegated how: only what the law lets stand, and sites follow.

use app::backend::ServiceError;
use app::backend::catalogue::Catalogue;
use app::backend::delegations::{Delegations, MapFilter, MapPage};
use app::backend::offers::Offers;
use shared::catalogue::LocalPart;
use shared::offers::{Cell, Mode};
use shared::place::Tier;

use super::{CITY_ONLY, KEPT, LICENCE, item, line, list, pairs, part, place, reform};
use crate::harness::World;
use crate::harness::people::{ALLOWANCE, Person, TOWN, VILLAGE, fields, not_found};

const ENTRUSTED: &[(&str, &str)] = &[
    ("mode", "entrusted"),
    ("basis", "《行政许可法》第二十四条"),
    ("announcement", "关于委托实施林木采伐许可的公告"),
    ("announced_on", "2026-10-01"),
    ("announced_at", "https://example.gov.cn/a"),
];

async fn map(world: &World, who: &Person, filter: MapFilter) -> MapPage {
    world.services.delegation_map(&who.session, &filter).await.unwrap()
}

async fn arrange(
    world: &World,
    who: &Person,
    id: &str,
    tier: Tier,
    typed: &[(&str, &str)],
) -> Result<u32, ServiceError> {
    world.clock.advance(std::time::Duration::from_secs(60));
    world
        .services
        .arrange(&who.session, &item(id), tier, &pairs(typed))
        .await
}

stories! {
    in_jinjiang;

    async fn the_map_shows_its_gaps_and_one_by_one_they_are_filled(world: World) {
        let office = reform(&world).await;
        let whole = map(&world, &office, MapFilter::default()).await;
        assert_eq!((whole.total, whole.set), (67, 0));
        assert!(whole.open > 50 && whole.may_arrange);
        let of = |id: &str, page: &MapPage| page.rows.iter().find(|row| row.item.as_str() == id).cloned();
        let words = MapFilter { text: Some("林木采伐".into()), ..MapFilter::default() };
        let row = of(LICENCE, &map(&world, &office, words.clone()).await).unwrap();
        assert_eq!((row.town, row.village), (Cell::Gap, Cell::Gap));
        assert_eq!(arrange(&world, &office, LICENCE, Tier::Town, ENTRUSTED).await, Ok(0));
        assert_eq!(arrange(&world, &office, LICENCE, Tier::Village, &[("mode", "agency")]).await, Ok(0));
        let row = of(LICENCE, &map(&world, &office, words).await).unwrap();
        assert_eq!((row.town, row.village), (Cell::Set(Mode::Entrusted), Cell::Set(Mode::Agency)));
        let open = map(&world, &office, MapFilter { open: true, ..MapFilter::default() }).await;
        assert_eq!((open.open, open.set), (whole.open - 1, 1), "items, though two of one's cells were filled");
        assert_eq!(open.total, open.open, "the tile counts what its link lists");
        assert!(open.rows.iter().all(|row| row.town.is_open() || row.village.is_open()));
        let entrusted = map(&world, &office, MapFilter { mode: Some(Mode::Entrusted), ..MapFilter::default() }).await;
        assert_eq!((entrusted.total, entrusted.rows[0].item.as_str()), (1, LICENCE));
        let cell = world.services.delegation(&office.session, &item(LICENCE), Tier::Town).await.unwrap();
        assert_eq!(cell.arrangement.unwrap().announcement.unwrap().title, "关于委托实施林木采伐许可的公告");
        assert_eq!(cell.set_by.unwrap().0, "林海生");
        assert!(cell.history.iter().any(|entry| entry.detail.as_deref().unwrap().contains("《关于委托实施林木采伐许可的公告》")));
        // A town lead reads it and changes nothing.
        let lead = world.lead().await;
        assert!(!map(&world, &lead, MapFilter::default()).await.may_arrange);
        let refused = arrange(&world, &lead, LICENCE, Tier::Town, ENTRUSTED).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
    }

    async fn what_the_law_refuses_is_refused_in_its_words(world: World) {
        let office = reform(&world).await;
        let with = |name: &'static str, value: &'static str| -> Vec<(&'static str, &'static str)> {
            ENTRUSTED.iter().map(|(key, old)| (*key, if *key == name { value } else { *old })).collect()
        };
        for (id, tier, typed, field, words) in [
            // 行政许可法 §24: only to another organ.
            (LICENCE, Tier::Village, ENTRUSTED.to_vec(), "mode", "行政许可法第二十四条"),
            (LICENCE, Tier::Village, with("mode", "transferred"), "mode", "行政许可法第二十四条"),
            (ALLOWANCE, Tier::Village, ENTRUSTED.to_vec(), "mode", "不是行政机关"),
            (LICENCE, Tier::Town, with("announcement", ""), "announcement", "公告"),
            (LICENCE, Tier::Town, with("announced_on", "2026-12-01"), "announced_on", "还没有到"),
            (LICENCE, Tier::Town, with("announced_on", "去年"), "announced_on", "日期"),
            (LICENCE, Tier::Town, with("announced_at", "javascript:alert(1)"), "announced_at", "网址"),
            (LICENCE, Tier::Town, with("basis", " "), "basis", "职权法定"),
            (LICENCE, Tier::Town, with("mode", ""), "mode", "没有选"),
            (KEPT, Tier::Town, ENTRUSTED.to_vec(), "mode", "职权法定"),
            ("JJ-NY-01", Tier::Town, ENTRUSTED.to_vec(), "mode", "法律直接赋予"),
            (CITY_ONLY, Tier::Town, ENTRUSTED.to_vec(), "mode", "全市标准"),
            ("JJ-ZR-01", Tier::Village, vec![("mode", "agency")], "mode", "只咨询"),
        ] {
            let refused = arrange(&world, &office, id, tier, &typed).await.unwrap_err();
            assert_eq!(fields(&refused), [field], "{id} {tier} {typed:?}");
            assert!(refused.message().contains(words), "{}", refused.message());
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM delegation WHERE mode IS NOT NULL").await, 0);
        assert!(not_found(arrange(&world, &office, "JJ-XX-99", Tier::Town, ENTRUSTED).await));
        assert!(not_found(arrange(&world, &office, LICENCE, Tier::City, ENTRUSTED).await));
    }

    async fn what_a_town_may_no_longer_do_it_does_no_longer_and_it_is_told(world: World) {
        let (office, lead) = (reform(&world).await, world.lead().await);
        let services = &world.services;
        assert_eq!(services.guide(LICENCE, Some(TOWN)).await.unwrap().site.part, LocalPart::Handle);
        let narrowed = arrange(&world, &office, LICENCE, Tier::Town, &[("mode", "agency"), ("note", "先由市级办")]).await;
        assert_eq!(narrowed, Ok(19));
        assert_eq!(services.guide(LICENCE, Some(TOWN)).await.unwrap().site.part, LocalPart::Collect);
        let told = list(&world, &lead, TOWN).await;
        assert!(told.history[0].detail.as_deref().unwrap().contains("代办"));
        assert_eq!(told.counts.behind, 1);
        let row = line(&world, &lead, TOWN, LICENCE).await;
        assert_eq!((row.offers, row.behind), (vec![LocalPart::Collect, LocalPart::Advise], true));
        let wish = [(item(LICENCE), part(LocalPart::Handle))];
        let refused = services.choose(&lead.session, &place(TOWN), &wish, &[]).await.unwrap_err();
        assert!(refused.message().contains("只代办"));
        assert_eq!(services.deviations(&office.session).await.unwrap().beyond, 0);
        // Taken back, towns choose again for themselves.
        let silent = services.clear_arrangement(&office.session, &item(LICENCE), Tier::Town, " ").await;
        assert_eq!(fields(&silent.unwrap_err()), ["reason"]);
        services.clear_arrangement(&office.session, &item(LICENCE), Tier::Town, "安排有误").await.unwrap();
        assert!(not_found(services.clear_arrangement(&office.session, &item(LICENCE), Tier::Town, "再来").await));
        assert_eq!(line(&world, &lead, TOWN, LICENCE).await.offers[0], LocalPart::Handle);
        assert_eq!(services.guide(LICENCE, Some(VILLAGE)).await.unwrap().site.part, LocalPart::Collect);
        // A city package leaves arrangements alone.
        arrange(&world, &office, LICENCE, Tier::Town, ENTRUSTED).await.unwrap();
        world.force("UPDATE package_load SET digest = 'another'").await;
        let dir = crate::harness::jinjiang();
        server::city::load(world.store(), &dir, services.clock.as_ref(), services.rng.as_ref()).await.unwrap();
        let words = MapFilter { text: Some("林木采伐".into()), ..MapFilter::default() };
        let page = map(&world, &office, words).await;
        let row = page.rows.iter().find(|row| row.item.as_str() == LICENCE).unwrap();
        assert_eq!(row.town, Cell::Set(Mode::Entrusted));
    }
}
