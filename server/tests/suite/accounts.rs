//! Signing in, staying signed in, and being told no.

use std::time::Duration;

use app::backend::accounts::Accounts;
use app::backend::{ServiceError, Session};
use server::services::accounts::NewStaff;
use server::services::accounts::rules;
use shared::access::Role;

const PHONE: &str = "139 0000 0001";

async fn demo(world: crate::harness::World) -> crate::harness::World {
    world.with_settings(&[("JINBAN_ENVIRONMENT", "demo")])
}

async fn signed_in(world: &crate::harness::World, phone: &str) -> (Session, String) {
    let sent = world.services.send_code(phone, "10.0.0.1").await.unwrap();
    let code = sent.demo_code.expect("demo mode shows the code");
    let new = world
        .services
        .sign_in_by_code(phone, &code, "10.0.0.1", "Android")
        .await
        .unwrap();
    (world.services.session(Some(&new.token)).await.unwrap(), new.token)
}

fn clerk(login: &str) -> NewStaff {
    NewStaff {
        login: login.into(),
        password: "潮起潮落-2026-ab".into(),
        name: "林海生".into(),
        role: Role::WindowClerk,
        department: None,
        territory: Some("350582105000".parse().unwrap()),
    }
}

fn field(error: &ServiceError) -> &str {
    match error {
        ServiceError::Invalid { problems } => &problems[0].path,
        other => panic!("not a field's problem: {other:?}"),
    }
}

stories! {
    in_jinjiang;

    async fn a_resident_signs_in_by_phone_and_code_and_is_the_same_person_next_time(world: World) {
        let world = demo(world).await;
        let (first, _) = signed_in(&world, PHONE).await;
        let actor = first.actor.unwrap();
        assert_eq!(actor.role, Role::Applicant);
        world.clock.advance(Duration::from_secs(3600));
        let (again, _) = signed_in(&world, "+86 139-0000-0001").await;
        assert_eq!(again.actor.unwrap().id, actor.id);
    }

    async fn the_code_is_shown_in_demo_mode_only(world: World) {
        let sent = world.services.send_code(PHONE, "10.0.0.1").await.unwrap();
        assert_eq!(sent.demo_code, None);
        assert_eq!(sent.phone_masked, "139****0001");
    }

    async fn a_code_works_once_and_not_after_its_time(world: World) {
        let world = demo(world).await;
        let code = world.services.send_code(PHONE, "a").await.unwrap().demo_code.unwrap();
        world.services.sign_in_by_code(PHONE, &code, "a", "").await.unwrap();
        let again = world.services.sign_in_by_code(PHONE, &code, "a", "").await.err().unwrap();
        assert_eq!(field(&again), "code");
        world.clock.advance(Duration::from_secs(61));
        let code = world.services.send_code(PHONE, "a").await.unwrap().demo_code.unwrap();
        world.clock.advance(Duration::from_secs(u64::from(rules::CODE_MINUTES) * 60 + 1));
        assert_eq!(field(&world.services.sign_in_by_code(PHONE, &code, "a", "").await.err().unwrap()), "code");
    }

    async fn guessing_a_code_ends_after_five_tries(world: World) {
        let world = demo(world).await;
        let code = world.services.send_code(PHONE, "a").await.unwrap().demo_code.unwrap();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..rules::CODE_TRIES {
            assert_eq!(field(&world.services.sign_in_by_code(PHONE, wrong, "a", "").await.err().unwrap()), "code");
        }
        let refused = world.services.sign_in_by_code(PHONE, &code, "a", "").await.err().unwrap();
        assert!(matches!(refused, ServiceError::TooMany { .. }), "{refused:?}");
    }

    async fn codes_are_not_sent_without_end(world: World) {
        let world = demo(world).await;
        world.services.send_code(PHONE, "a").await.unwrap();
        let soon = world.services.send_code(PHONE, "a").await.unwrap_err();
        assert!(matches!(soon, ServiceError::TooMany { retry_after_s } if retry_after_s <= 60));
        let mut sent = 1;
        loop {
            world.clock.advance(Duration::from_secs(61));
            match world.services.send_code(PHONE, "a").await {
                Ok(_) => sent += 1,
                Err(ServiceError::TooMany { .. }) => break,
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(sent, rules::CODES_PER_PHONE_AN_HOUR);
    }

    async fn a_bad_phone_or_code_names_its_field(world: World) {
        assert_eq!(field(&world.services.send_code("12345", "a").await.unwrap_err()), "phone");
        assert_eq!(field(&world.services.sign_in_by_code(PHONE, "12a456", "a", "").await.err().unwrap()), "code");
    }

    async fn staff_sign_in_by_password_and_wrong_account_and_wrong_password_sound_the_same(world: World) {
        world.services.add_staff(&clerk("shenhu-01")).await.unwrap();
        let new = world.services.sign_in_staff(" ShenHu-01 ", "潮起潮落-2026-ab", "a", "Windows").await.unwrap();
        let session = world.services.session(Some(&new.token)).await.unwrap();
        let actor = session.actor.unwrap();
        assert_eq!((actor.role, actor.name.as_str()), (Role::WindowClerk, "林海生"));
        let wrong = world.services.sign_in_staff("shenhu-01", "wrong-password", "a", "").await.err().unwrap();
        let unknown = world.services.sign_in_staff("nobody-01", "wrong-password", "a", "").await.err().unwrap();
        assert_eq!(wrong, unknown);
    }

    async fn trying_passwords_is_slowed_down(world: World) {
        world.services.add_staff(&clerk("shenhu-01")).await.unwrap();
        for _ in 0..rules::SIGN_INS_PER_LOGIN_A_QUARTER {
            assert_eq!(field(&world.services.sign_in_staff("shenhu-01", "x", "a", "").await.err().unwrap()), "password");
        }
        let refused = world.services.sign_in_staff("shenhu-01", "潮起潮落-2026-ab", "a", "").await.err().unwrap();
        assert!(matches!(refused, ServiceError::TooMany { .. }));
        world.clock.advance(Duration::from_secs(901));
        world.services.sign_in_staff("shenhu-01", "潮起潮落-2026-ab", "a", "").await.unwrap();
    }

    async fn a_disabled_account_is_out_at_once_and_a_reset_lets_it_in_again(world: World) {
        world.services.add_staff(&clerk("shenhu-01")).await.unwrap();
        let new = world.services.sign_in_staff("shenhu-01", "潮起潮落-2026-ab", "a", "").await.unwrap();
        world.services.disable("shenhu-01").await.unwrap();
        assert_eq!(world.services.session(Some(&new.token)).await.unwrap(), Session::default());
        assert_eq!(field(&world.services.sign_in_staff("shenhu-01", "潮起潮落-2026-ab", "a", "").await.err().unwrap()), "password");
        // Ten blanks, one sign, a sequence, the login again and again, the old one (M7).
        for poor in ["          ", "1234567890", "aaaaaaaaaa", "shenhu-01shenhu-01shenhu-01", "潮起潮落-2026-ab"] {
            assert_eq!(field(&world.services.reset_password("shenhu-01", poor).await.unwrap_err()), "password", "{poor}");
        }
        world.services.reset_password("shenhu-01", "新的-密码-2026-x").await.unwrap();
        let again = world.services.sign_in_staff("shenhu-01", "新的-密码-2026-x", "a", "").await.unwrap();
        // Somebody else knows the password: nothing is done for this session until it is changed.
        let session = world.services.session(Some(&again.token)).await.unwrap();
        assert!(session.actor.is_none() && session.pending.is_some());
        assert!(matches!(world.services.disable("nobody").await, Err(ServiceError::NotFound { .. })));
    }

    async fn a_staff_account_needs_a_good_login_password_and_office(world: World) {
        let short = NewStaff { password: "short".into(), ..clerk("a-b-c") };
        assert_eq!(field(&world.services.add_staff(&short).await.unwrap_err()), "password");
        assert_eq!(field(&world.services.add_staff(&clerk("深沪")).await.unwrap_err()), "login");
        let nowhere = NewStaff { territory: None, ..clerk("shenhu-02") };
        assert_eq!(field(&world.services.add_staff(&nowhere).await.unwrap_err()), "territory");
        // No such place, and a place of another tier (ST-19).
        for place in ["999999999999", "350582999000", "350582000000", "350582115203"] {
            let wrong = NewStaff { territory: Some(place.parse().unwrap()), ..clerk("shenhu-02") };
            assert_eq!(field(&world.services.add_staff(&wrong).await.unwrap_err()), "territory", "{place}");
        }
        for password in ["          ", "aaaaaaaaaa", "1234567890", "shenhu-02!", "password123"] {
            let poor = NewStaff { password: password.into(), ..clerk("shenhu-02") };
            assert_eq!(field(&world.services.add_staff(&poor).await.unwrap_err()), "password", "{password}");
        }
        world.services.add_staff(&clerk("shenhu-03")).await.unwrap();
        assert!(matches!(world.services.add_staff(&clerk("Shenhu-03")).await, Err(ServiceError::Conflict { .. })));
    }

    async fn sessions_are_listed_and_ended_but_never_another_persons(world: World) {
        let world = demo(world).await;
        let (mine, token) = signed_in(&world, PHONE).await;
        world.clock.advance(Duration::from_secs(120));
        let (_, other_device) = signed_in(&world, PHONE).await;
        let (stranger, _) = signed_in(&world, "13900000002").await;
        let lines = world.services.sessions(&mine).await.unwrap();
        assert_eq!((lines.len(), lines.iter().filter(|line| line.this_one).count()), (2, 1));
        let theirs = lines[0].id.clone();
        assert!(matches!(world.services.end_session(&stranger, &theirs).await, Err(ServiceError::NotFound { .. })));
        world.services.sign_out_everywhere(&mine).await.unwrap();
        for token in [token, other_device] {
            assert_eq!(world.services.session(Some(&token)).await.unwrap(), Session::default());
        }
        assert!(matches!(world.services.sessions(&Session::default()).await, Err(ServiceError::NotSignedIn)));
    }

    async fn a_session_ends_by_itself_and_a_made_up_token_is_nobody(world: World) {
        let world = demo(world).await;
        let (_, token) = signed_in(&world, PHONE).await;
        world.clock.advance(Duration::from_secs(31 * 24 * 3600));
        assert_eq!(world.services.session(Some(&token)).await.unwrap(), Session::default());
        for token in ["", "x", &"0".repeat(64), "' OR 1=1 --"] {
            assert_eq!(world.services.session(Some(token)).await.unwrap(), Session::default());
        }
    }

    async fn a_real_name_is_checked_kept_sealed_and_never_swapped(world: World) {
        let world = demo(world).await;
        let (session, token) = signed_in(&world, PHONE).await;
        let bad = world.services.set_real_name(&session, "陈3明", "350501193503100117").await.unwrap_err();
        let ServiceError::Invalid { problems } = bad else { panic!() };
        assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["name", "citizen_number"]);
        world.services.set_real_name(&session, "陈海明", "350501193503100116").await.unwrap();
        let session = world.services.session(Some(&token)).await.unwrap();
        assert!(session.actor.as_ref().unwrap().real_name);
        let me = world.services.me(&session).await.unwrap();
        assert_eq!(me.name.as_deref(), Some("陈海明"));
        assert!(!me.citizen_number_masked.unwrap().contains("19350310"));
        let swapped = world.services.set_real_name(&session, "王小满", "350501195601010359").await.unwrap_err();
        assert!(matches!(swapped, ServiceError::Conflict { .. }));
        let rows: Vec<Vec<u8>> = sqlx::query_scalar("SELECT citizen_number FROM account WHERE citizen_number IS NOT NULL")
            .fetch_all(world.store().reader()).await.unwrap();
        assert!(rows.iter().all(|row| !row.windows(6).any(|part| part == b"350501")));
    }
}
