//! Files: taken by content, kept sealed, read by whom they concern.

use std::sync::Arc;

use app::backend::ServiceError;
use app::backend::files::{FileHome, FileState, Files, MediaType};
use async_trait::async_trait;
use server::services::Services;
use server::services::files::{Checker, Verdict};
use shared::form::{FieldKind, FileKind};
use shared::id::DraftId;

use crate::harness::World;
use crate::harness::people::{PNG, Person, TOWN, conflict, fields, not_found};
use shared::access::Role;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

async fn put(
    world: &World,
    who: &Person,
    draft: &DraftId,
    name: &str,
    content: &[u8],
) -> Result<MediaType, ServiceError> {
    let home = FileHome::Draft(draft.clone());
    let file = world
        .services
        .put(&who.session, &home, "bank_photo", name, content.to_vec())
        .await?;
    Ok(file.media)
}

async fn empty_draft(world: &World, who: &Person) -> DraftId {
    let draft = world.ready_draft(who).await;
    for file in world.draft(who, &draft).await.files {
        world.services.remove(&who.session, &file.id).await.unwrap();
    }
    draft
}

/// Makes the photo of the bank card a paper that is taken as one kind only.
async fn accept_only(world: &World, kind: FileKind) {
    let body: String = sqlx::query_scalar("SELECT body FROM form WHERE id = 'jj-mz-04'")
        .fetch_one(world.store().reader())
        .await
        .unwrap();
    let mut form: shared::form::FormSchema = serde_json::from_str(&body).unwrap();
    for field in form.pages.iter_mut().flat_map(|page| &mut page.fields) {
        if let FieldKind::Material { accept, .. } = &mut field.kind {
            *accept = vec![kind];
        }
    }
    let body = serde_json::to_string(&form).unwrap();
    let body = &body;
    world
        .store()
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("UPDATE form SET body = $1 WHERE id = 'jj-mz-04'")
                    .bind(body)
                    .execute(tx.sql())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

/// A checker that is out of order.
struct Absent;

#[async_trait]
impl Checker for Absent {
    async fn check(&self, _: MediaType, _: &[u8]) -> Verdict {
        Verdict::Later
    }
}

stories! {
    in_jinjiang;

    async fn the_content_decides_what_a_file_is(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        assert_eq!(put(&world, &elder, &draft, "存折.pdf", PNG).await.unwrap(), MediaType::Png);
        assert_eq!(put(&world, &elder, &draft, "存折.png", PDF).await.unwrap(), MediaType::Pdf);
        let too_many = put(&world, &elder, &draft, "再来一张.png", PNG).await.unwrap_err();
        assert!(fields(&too_many) == ["bank_photo"] && too_many.message().contains("最多 2 个"), "{too_many:?}");
    }

    async fn what_is_neither_picture_nor_pdf_is_refused_under_any_name(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        let torn = &PNG[..20];
        let bad: [(&str, &[u8]); 7] = [
            ("照片.jpg", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
            ("照片.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
            ("表格.pdf", b"PK\x03\x04\x14\x00\x06\x00"),
            ("程序.jpg", b"MZ\x90\x00\x03\x00\x00\x00"),
            ("空的.png", b""),
            ("断了.png", torn),
            ("会动.pdf", b"%PDF-1.4\n1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >> endobj\n%%EOF"),
        ];
        for (name, content) in bad {
            let refused = put(&world, &elder, &draft, name, content).await.unwrap_err();
            let ServiceError::Invalid { problems } = &refused else { panic!("{name}: {refused:?}") };
            assert_eq!(problems[0].path, "bank_photo", "{name}");
            assert!(!problems[0].message.is_empty() && !problems[0].fix.is_empty(), "{name}");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM file").await, 0);
        assert_eq!(world.files_stored(), 0, "nothing refused stays behind");
    }

    async fn a_material_takes_only_the_kinds_it_says(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        accept_only(&world, FileKind::Pdf).await;
        let refused = put(&world, &elder, &draft, "存折.pdf", PNG).await.unwrap_err();
        assert!(fields(&refused) == ["bank_photo"] && refused.message().contains("PDF"), "{refused:?}");
        put(&world, &elder, &draft, "存折.png", PDF).await.unwrap();
        accept_only(&world, FileKind::Image).await;
        let refused = put(&world, &elder, &draft, "存折.pdf", PDF).await.unwrap_err();
        assert!(fields(&refused) == ["bank_photo"] && refused.message().contains("图片"), "{refused:?}");
        put(&world, &elder, &draft, "存折.png", PNG).await.unwrap();
    }

    async fn too_large_a_file_is_refused(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        let of_size = |bytes: usize| {
            let (head, end) = (b"%PDF-1.4\n1 0 obj << >>\nstream\n", b"\nendstream\nendobj\n%%EOF\n");
            let mut paper = head.to_vec();
            paper.resize(bytes - end.len(), 0);
            paper.extend(end);
            paper
        };
        let most = 20 * 1024 * 1024;
        let refused = put(&world, &elder, &draft, "大.pdf", &of_size(most + 1)).await.unwrap_err();
        assert!(fields(&refused) == ["bank_photo"] && refused.message().contains("20 MB"), "{refused:?}");
        put(&world, &elder, &draft, "正好.pdf", &of_size(most)).await.unwrap();
    }

    async fn uploads_at_the_same_time_take_no_more_room_than_there_is(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        let puts = (0..12).map(|_| put(&world, &elder, &draft, "存折.png", PNG));
        let done = futures::future::join_all(puts).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 2, "{done:?}");
        assert!(done.iter().flat_map(|one| one.as_ref().err()).all(|error| error.message().contains("最多 2 个")));
        assert_eq!((world.draft(&elder, &draft).await.files.len(), world.files_stored()), (2, 2));
    }

    async fn a_path_in_the_name_is_cut_off_and_never_used(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = empty_draft(&world, &elder).await;
        put(&world, &elder, &draft, "../../../etc/cron.d/../存折.png", PNG).await.unwrap();
        put(&world, &elder, &draft, "C:\\Users\\陈海明\\存折.png", PNG).await.unwrap();
        let files = world.draft(&elder, &draft).await.files;
        assert!(files.iter().all(|file| file.name == "存折.png"), "{files:?}");
        let keys: Vec<String> = sqlx::query_scalar("SELECT object_key FROM file").fetch_all(world.store().reader()).await.unwrap();
        assert!(keys.iter().all(|key| key.starts_with("files/") && !key.contains("..")), "{keys:?}");
    }

    async fn a_field_that_takes_no_files_gets_none(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        for path in ["bank_holder", "nothing", "", "../bank_photo", "bank_photo[0]"] {
            let refused = world.upload(&elder, &draft, path).await.unwrap_err();
            assert_eq!(fields(&refused), [path]);
        }
    }

    async fn a_file_is_read_by_its_owner_and_nobody_else(world: World) {
        let world = world.in_demo();
        let (elder, neighbour, officer) = (world.elder().await, world.neighbour().await, world.officer().await);
        let draft = world.ready_draft(&elder).await;
        let id = world.draft(&elder, &draft).await.files[0].id.clone();
        assert_eq!(world.services.read(&elder.session, &id).await.unwrap().content, PNG);
        for other in [&neighbour, &officer] {
            assert!(not_found(world.services.read(&other.session, &id).await.map(|_| "content")));
            assert!(not_found(world.services.remove(&other.session, &id).await));
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 0);
        assert!(!world.stored_bytes().iter().any(|bytes| bytes.starts_with(b"\x89PNG")), "kept sealed");
    }

    async fn a_file_whose_content_is_gone_says_so(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let id = world.draft(&elder, &draft).await.files[0].id.clone();
        std::fs::remove_dir_all(world.home().join("files")).unwrap();
        std::fs::create_dir_all(world.home().join("files")).unwrap();
        let gone = world.services.read(&elder.session, &id).await.map(|_| "content");
        assert!(conflict(gone).contains("找不到它的内容"));
        let page = world.browser_of(&elder).get(&format!("/files/{id}")).await;
        assert_eq!(page.status(), 409);
        assert!(page.shows("找不到它的内容") && page.shows("回到首页"), "{}", page.text());
    }

    async fn staff_who_handle_the_case_read_its_files_and_it_is_written_down(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let elsewhere = world.staff("s104", Role::TownOfficer, crate::harness::people::OTHER_TOWN, None).await;
        let inspector = world.staff("inspector", Role::Inspector, crate::harness::people::CITY, None).await;
        let draft = world.ready_draft(&elder).await;
        let id = world.draft(&elder, &draft).await.files[0].id.clone();
        world.hand_in(&elder, &draft).await;
        assert_eq!(world.services.read(&officer.session, &id).await.unwrap().content, PNG);
        for other in [&elsewhere, &inspector] {
            assert!(not_found(world.services.read(&other.session, &id).await.map(|_| "content")));
        }
        let looks: Vec<(String, String)> = sqlx::query_as("SELECT account, what FROM look").fetch_all(world.store().reader()).await.unwrap();
        assert_eq!(looks, [(officer.id().to_string(), r#"["file"]"#.to_owned())]);
        assert!(conflict(world.services.remove(&elder.session, &id).await).contains("随办件提交"));
        assert_eq!(officer.session.actor.unwrap().territory.unwrap().as_str(), TOWN);
    }

    async fn nobody_sees_a_file_before_it_was_checked(world: World) {
        let mut world = world.in_demo();
        Arc::get_mut(&mut world.services).map(|services: &mut Services| services.checker = Arc::new(Absent)).unwrap();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let file = world.draft(&elder, &draft).await.files[0].clone();
        assert_eq!(file.state, FileState::Quarantined);
        assert!(conflict(world.services.read(&elder.session, &file.id).await.map(|_| "content")).contains("安全检查"));
        // Unchecked papers are not handed in.
        let key = "key-00000001";
        let refused = app::backend::Cases::submit(&*world.services, &elder.session, &draft, key, shared::case::Channel::Phone).await;
        assert_eq!(fields(&refused.unwrap_err()), ["bank_photo"]);
    }
}
