//! `jinban verify`: what is stored agrees with the record, and what does not is found.

use crate::harness::World;

async fn findings(world: &World) -> Vec<String> {
    world.services.verify_cases(|_, _| ()).await.unwrap().findings
}

stories! {
    in_jinjiang;

    async fn a_sound_city_has_no_findings_and_each_change_behind_its_back_has_one(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        world.case_of(&elder).await;
        let case = app::backend::Desk::open(&*world.services, &officer.session, &number).await.unwrap();
        app::backend::Desk::act(&*world.services, &officer.session, &number, case.revision, shared::case::Command::Accept)
            .await
            .unwrap();
        let verified = world.services.verify_cases(|_, _| ()).await.unwrap();
        assert_eq!(verified.findings, [""; 0]);
        assert_eq!((verified.cases, verified.files), (2, 2));
        assert!(verified.events >= 3 && verified.figures > 0, "{verified:?}");
        for (change, back, told) in [
            ("UPDATE cases SET due_on = '2030-01-01' WHERE open = 1", "", "due_on"),
            ("UPDATE counter SET value = value + 1", "UPDATE counter SET value = value - 1", "is kept"),
            ("UPDATE file SET sha256 = 'x' || sha256", "UPDATE file SET sha256 = substr(sha256, 2)", "was changed"),
            ("UPDATE case_event SET hash = 'x' || hash WHERE seq = 1", "UPDATE case_event SET hash = substr(hash, 2) WHERE seq = 1", "event chain"),
        ] {
            world.force(change).await;
            let found = findings(&world).await;
            assert!(found.iter().any(|one| one.contains(told)), "{change}: {found:?}");
            if !back.is_empty() {
                world.force(back).await;
            }
        }
    }

    async fn an_act_and_its_entry_in_the_log_are_kept_together(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        let case = app::backend::Desk::open(&*world.services, &officer.session, &number).await.unwrap();
        let act = |revision| app::backend::Desk::act(&*world.services, &officer.session, &number, revision, shared::case::Command::Accept);
        act(case.revision).await.unwrap();
        act(case.revision).await.unwrap_err();
        let entries = "SELECT COUNT(*) FROM audit WHERE action = 'case.accept_case' AND outcome = 'done'";
        let refused = "SELECT COUNT(*) FROM audit WHERE action = 'case.accept_case' AND outcome = 'refused'";
        assert_eq!((world.count(entries).await, world.count(refused).await), (1, 1));
        // Where the entry cannot be written, nothing is done.
        let other = world.case_of(&elder).await.number;
        world.force("DROP TABLE audit").await;
        let case = app::backend::Desk::open(&*world.services, &officer.session, &other).await.unwrap();
        let act = shared::case::Command::Accept;
        app::backend::Desk::act(&*world.services, &officer.session, &other, case.revision, act).await.unwrap_err();
        assert_eq!(world.count("SELECT COUNT(*) FROM case_event WHERE kind = 'accepted'").await, 1);
    }
}
