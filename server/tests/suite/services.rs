//! What all services share: records, the gate.

use app::backend::{ServiceError, Session};
use serde_json::json;
use server::services::guard::require;
use server::services::records::{Act, Look};
use shared::access::{Action, Actor, Role, Scope};
use shared::id::AccountId;

use crate::harness::World;

fn actor(world: &World, role: Role) -> Actor {
    Actor {
        id: world.services.new_id().unwrap(),
        role,
        name: "洪秋月".into(),
        territory: Some("350582105000".parse().unwrap()),
        department: None,
        real_name: true,
        acting: None,
    }
}

fn session(actor: Actor) -> Session {
    Session {
        actor: Some(actor),
        id: None,
        ..Session::default()
    }
}

stories! {
    async fn an_act_and_a_look_are_written_with_the_work_or_not_at_all(world: World) {
        let (services, clerk) = (&*world.services, &actor(&world, Role::WindowClerk));
        for keep in [false, true] {
            let _ = services.store.write(|tx| Box::pin(async move {
                services.note_act(tx, &Act {
                    by: clerk.into(), action: "user.add", object_kind: "account", object_id: "x",
                    done: true, detail: json!({"role": "agent"}),
                }).await?;
                services.note_look(tx, clerk, &Look {
                    case_id: Some("c"), subject: None, what: &["phone"], why: "电话核实地址",
                }).await?;
                if keep { Ok(()) } else { Err(ServiceError::NotSignedIn.into()) }
            })).await;
        }
        let acts: Vec<(String, String)> = sqlx::query_as("SELECT outcome, detail FROM audit").fetch_all(world.store().reader()).await.unwrap();
        assert_eq!(acts, [("done".into(), r#"{"role":"agent"}"#.into())]);
        let looks: Vec<(String, String)> = sqlx::query_as("SELECT role, what FROM look").fetch_all(world.store().reader()).await.unwrap();
        assert_eq!(looks, [("window_clerk".into(), r#"["phone"]"#.into())]);
    }
}

#[tokio::test]
async fn the_gate_lets_through_only_what_the_table_grants() {
    let world = World::on_sqlite().await;
    let here = Scope::of_place("350582105000".parse().unwrap());
    let elsewhere = Scope::of_place("350582116000".parse().unwrap());
    let clerk = session(actor(&world, Role::WindowClerk));
    assert_eq!(
        require(&clerk, Action::ViewQueue, &here).unwrap().role,
        Role::WindowClerk
    );
    let refusal = ServiceError::Forbidden {
        what: "查看办件列表".into(),
    };
    assert_eq!(require(&clerk, Action::ViewQueue, &elsewhere), Err(refusal));
    assert_eq!(
        require(&Session::default(), Action::ViewQueue, &here),
        Err(ServiceError::NotSignedIn)
    );
    let owner: AccountId = world.services.new_id().unwrap();
    let resident = session(actor(&world, Role::Applicant));
    assert!(require(&resident, Action::ViewOwnCase, &Scope::of_owner(owner)).is_err());
}
