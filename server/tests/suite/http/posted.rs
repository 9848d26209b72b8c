//! Plain forms as handlers take them: what the address names is read before anything is done.

use crate::harness::World;

const NAMELESS: [&str; 14] = [
    "/desk/cases/none/act",
    "/desk/cases/none/look",
    "/desk/cases/none/correction",
    "/desk/powers/none/save",
    "/desk/powers/none/step",
    "/desk/entries/none/withdraw",
    "/desk/staff/none/change",
    "/desk/staff/none/reset",
    "/desk/staff/import/no.ne/passwords",
    "/desk/standards/none/step",
    "/desk/standards/none/form/undo",
    "/desk/delegation/JJ-MZ-04/county",
    "/desk/failed/letter/1/resend",
    "/mine/none/act",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_names_nothing_is_one_missing_page_for_every_form() {
    let world = World::on_sqlite().await;
    for address in NAMELESS {
        let page = world.post(address).for_page().form("revision=1").send().await;
        assert_eq!(page.status, 404, "{address}");
        assert!(
            page.text().contains("<h1>没有找到这个页面</h1>"),
            "{address}: {}",
            page.text()
        );
        let problem = world.post(address).form("revision=1").send().await;
        assert_eq!(problem.json()["type"], "/problems/not-found", "{address}");
    }
}
