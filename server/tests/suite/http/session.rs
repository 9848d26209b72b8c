//! Who a cookie makes one.

use std::time::Duration;

use app::backend::Session;
use server::services::Services;
use server::store::Millis;
use shared::access::Role;
use shared::id::AccountId;

use crate::harness::World;

async fn account(services: &Services, role: Role) -> AccountId {
    let id: AccountId = services.new_id().unwrap();
    let (account, now) = (&id, Millis(services.clock.now()));
    services
        .store
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("INSERT INTO account (id, role, created_at, updated_at) VALUES ($1, $2, $3, $3)")
                    .bind(account.as_str())
                    .bind(role.as_str())
                    .bind(now)
                    .execute(tx.sql())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    id
}

async fn sign_in(services: &Services, account: &AccountId) -> String {
    let (token, _) = services
        .store
        .write(|tx| Box::pin(async move { Ok(services.open_session(tx, account, "安卓手机 · 微信").await?) }))
        .await
        .unwrap();
    token.reveal().to_owned()
}

async fn who(world: &World, token: &str) -> Option<AccountId> {
    world
        .services
        .session_of(Some(token))
        .await
        .unwrap()
        .holder()
        .ok()
        .map(|holder| holder.id.clone())
}

stories! {
    async fn a_token_makes_one_its_account_and_the_database_does_not_hold_it(world: World) {
        let id = account(&world.services, Role::Applicant).await;
        let token = sign_in(&world.services, &id).await;
        assert_eq!(who(&world, &token).await, Some(id));
        let kept: String = sqlx::query_scalar("SELECT token_hash FROM session").fetch_one(world.store().reader()).await.unwrap();
        assert_ne!(kept, token);
    }

    async fn an_unknown_or_malformed_token_is_nobody(world: World) {
        let id = account(&world.services, Role::Applicant).await;
        let token = sign_in(&world.services, &id).await;
        let hash: String = sqlx::query_scalar("SELECT token_hash FROM session").fetch_one(world.store().reader()).await.unwrap();
        for wrong in [hash.as_str(), "", "x", &token.to_uppercase(), &"0".repeat(64), "' OR 1=1 --"] {
            assert_eq!(world.services.session_of(Some(wrong)).await, Ok(Session::default()), "{wrong}");
        }
        assert_eq!(world.services.session_of(None).await, Ok(Session::default()));
    }

    async fn a_session_ends_by_time_and_with_its_account(world: World) {
        let id = account(&world.services, Role::Applicant).await;
        let token = sign_in(&world.services, &id).await;
        world.clock.advance(Duration::from_secs(29 * 24 * 3600));
        assert!(who(&world, &token).await.is_some());
        world.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(who(&world, &token).await, None);
        let token = sign_in(&world.services, &id).await;
        world.store().write(|tx| Box::pin(async move {
            sqlx::query("UPDATE account SET disabled_at = 1").execute(tx.sql()).await?;
            Ok(())
        })).await.unwrap();
        assert_eq!(who(&world, &token).await, None);
    }

    async fn an_idle_clerk_is_signed_out_and_a_busy_one_is_not(world: World) {
        let id = account(&world.services, Role::WindowClerk).await;
        let token = sign_in(&world.services, &id).await;
        for _ in 0..4 {
            world.clock.advance(Duration::from_secs(6 * 3600));
            assert!(who(&world, &token).await.is_some());
        }
        world.clock.advance(Duration::from_secs(12 * 3600 + 1));
        assert_eq!(who(&world, &token).await, None);
    }
}
