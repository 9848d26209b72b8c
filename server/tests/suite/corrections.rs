//! The one letter of a correction and its answer, and whom a case is for.

use app::backend::desk::{Desk, QueueFilter};
use app::backend::{Cases, ServiceError};
use shared::case::{CaseNo, CaseState, Command, Kept};
use shared::form::Answers;

use crate::harness::World;
use crate::harness::people::{Person, fields};

async fn act(world: &World, who: &Person, number: &CaseNo, act: Command) -> Result<String, ServiceError> {
    let revision = Desk::open(&*world.services, &who.session, number).await?.revision;
    Ok(Desk::act(&*world.services, &who.session, number, revision, act)
        .await?
        .words)
}

fn demand(path: &str) -> Command {
    let demand = shared::case::Demand {
        path: Some(path.into()),
        what: String::new(),
        why: "看不清，无法核对".into(),
    };
    Command::RequestCorrection {
        demands: vec![demand],
        days: Some(10),
    }
}

async fn state(world: &World, who: &Person, number: &CaseNo) -> CaseState {
    Cases::view(&*world.services, &who.session, number)
        .await
        .unwrap()
        .card
        .state
}

stories! {
    in_jinjiang;

    /// What was not changed is named; with a word why it may stay, and staff read the word.
    async fn a_correction_that_changes_nothing_is_refused(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        act(&world, &officer, &number, demand("bank_holder")).await.unwrap();
        let holder = |name: &str| {
            let mut changes = Answers::new();
            changes.put("bank_holder", name);
            changes
        };
        let supply = async |changes: Answers, kept: Kept| {
            world.services.supply(&elder.session, &number, changes, kept, "补好了".into()).await
        };
        for same in [Answers::new(), holder("陈海明"), holder(" 陈海明 ")] {
            let refused = supply(same, Kept::new()).await.unwrap_err();
            let ServiceError::Invalid { problems } = refused else { panic!("{refused:?}") };
            assert_eq!((problems.len(), problems[0].message.as_str()), (1, "“户名”还和原来一样"));
        }
        assert_eq!(state(&world, &elder, &number).await, CaseState::CorrectionRequested);
        let kept: Kept = [("bank_holder".to_owned(), "卡上就是这个名字".to_owned())].into();
        supply(holder("陈海明"), kept).await.unwrap();
        let told = Cases::view(&*world.services, &elder.session, &number).await.unwrap().timeline;
        assert_eq!(told[0].detail.as_deref(), Some("“户名”没有改：卡上就是这个名字\n补好了"));
    }

    /// The daughter applies for her mother: the mother is the applicant, the daughter handles it, and both are found.
    async fn the_applicant_is_whom_the_form_names(world: World) {
        let world = world.in_demo();
        let (daughter, officer) = (world.neighbour().await, world.officer().await);
        let number = world.case_of(&daughter).await.number;
        let receipt = world.services.receipt(&daughter.session, &number).await.unwrap();
        assert_eq!((receipt.applicant.as_str(), receipt.handler.as_deref()), ("陈海明", Some("王小满")));
        let view = Cases::view(&*world.services, &daughter.session, &number).await.unwrap();
        assert_eq!((view.applicant.as_str(), view.handler.as_deref()), ("陈海明", Some("王小满")));
        assert_eq!(view.card.place_name, receipt.place_name, "one place, the same words");
        let desk = Desk::open(&*world.services, &officer.session, &number).await.unwrap();
        assert_eq!((desk.applicant.as_str(), desk.row.applicant.as_str()), ("陈*明", "陈*明"));
        assert_eq!((desk.handler.unwrap().name.as_str(), &desk.way), ("王*满", &receipt.place_name));
        let found = async |text: &str| {
            let filter = QueueFilter { text: Some(text.into()), ..QueueFilter::default() };
            world.services.queue(&officer.session, &filter).await.unwrap().rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
        };
        for text in ["陈海明", "王小满", "350501193503100116"] {
            assert_eq!(found(text).await, std::slice::from_ref(&number), "{text}");
        }
        assert!(found("350501196601160538").await.is_empty());
        // A case handed in before the rows said so is named by the sweep.
        let elder = world.elder().await;
        assert_eq!(world.services.receipt(&elder.session, &world.case_of(&elder).await.number).await.unwrap().handler, None);
        world.force("UPDATE cases SET handler_index = NULL, number_index = NULL, applicant_masked = '王*满', name_index = 'x'").await;
        assert!(found("陈海明").await.is_empty());
        assert_eq!(world.services.name_applicants().await.unwrap(), 2);
        assert_eq!((found("陈海明").await.len(), found("王小满").await.len()), (2, 1));
        assert_eq!(world.services.name_applicants().await.unwrap(), 0);
        // A corrected name is the case's name.
        let mut changes = Answers::new();
        changes.put("applicant.name", "陈海滨");
        changes.put("applicant.citizen_number", "350501193503100116");
        changes.put("applicant.mobile", "13900000002");
        act(&world, &officer, &number, demand("applicant")).await.unwrap();
        world.services.supply(&daughter.session, &number, changes, Kept::new(), String::new()).await.unwrap();
        assert_eq!(found("陈海滨").await, std::slice::from_ref(&number));
    }

    /// Only what this applicant was asked can be demanded: nobody acts for the elder, so no mandate is missing.
    async fn what_was_never_asked_is_not_demanded(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        let sheet = world.services.correction(&officer.session, &number).await.unwrap();
        let keys: Vec<&str> = sheet.askables.iter().map(|one| one.key.as_str()).collect();
        assert!(keys.contains(&"bank_photo") && keys.contains(&"bank_holder"), "{keys:?}");
        assert!(!keys.contains(&"proxy_papers") && !keys.contains(&"declaration"), "{keys:?}");
        let refused = act(&world, &officer, &number, demand("proxy_papers")).await.unwrap_err();
        assert_eq!(fields(&refused), ["demands"]);
        assert_eq!(state(&world, &elder, &number).await, CaseState::Submitted);
    }

    /// The letter shown before it goes out is the letter the applicant reads.
    async fn the_letter_is_read_before_it_goes_out_as_it_arrives(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        let Command::RequestCorrection { demands, days } = demand("bank_photo") else { panic!() };
        let shown = world.services.preview_correction(&officer.session, &number, demands, days).await.unwrap();
        assert_eq!(state(&world, &elder, &number).await, CaseState::Submitted, "a preview sends nothing");
        assert_eq!(world.count("SELECT COUNT(*) FROM case_event").await, 1);
        act(&world, &officer, &number, demand("bank_photo")).await.unwrap();
        let arrived = Cases::view(&*world.services, &elder.session, &number).await.unwrap().letter;
        assert_eq!(arrived, Some(shown));
    }
}
