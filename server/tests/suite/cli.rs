//! The program as an operator meets it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn jinban(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinban"));
    let database = format!("sqlite:{}", home.join("jinban.db").display());
    command
        .current_dir(home)
        .env_clear()
        .env("JINBAN_DATABASE_URL", database)
        .env("JINBAN_LOG", "error");
    command
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_wrong_setting_stops_the_start_and_names_itself() {
    let home = tempfile::tempdir().unwrap();
    let output = jinban(home.path())
        .arg("serve")
        .env("JINBAN_LISTEN", "somewhere")
        .output()
        .unwrap();
    let (_, errors) = text(&output);
    assert!(!output.status.success());
    assert!(
        errors.contains("JINBAN_LISTEN = \"somewhere\": allowed is an address and port"),
        "{errors}"
    );
}

#[test]
fn a_settings_file_in_the_working_directory_is_read() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("jinban.toml"), "workers = \"two\"\n").unwrap();
    let (_, errors) = text(&jinban(home.path()).arg("migrate").output().unwrap());
    assert!(errors.contains("workers in jinban.toml = \"two\""), "{errors}");
}

#[test]
fn migrating_says_what_it_did_and_a_second_time_that_nothing_was_to_do() {
    let home = tempfile::tempdir().unwrap();
    let output = jinban(home.path()).arg("migrate").output().unwrap();
    let (said, errors) = text(&output);
    assert!(said.contains("steps were applied"), "{said}{errors}");
    let (said, _) = text(&jinban(home.path()).arg("migrate").output().unwrap());
    assert!(said.contains("up to date"), "{said}");
}

#[test]
fn serving_without_a_built_client_says_what_to_run() {
    let home = tempfile::tempdir().unwrap();
    let (_, errors) = text(&jinban(home.path()).arg("serve").output().unwrap());
    assert!(errors.contains("make build"), "{errors}");
}

#[test]
fn the_server_answers_over_the_network_and_stops_cleanly_when_told() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join("target/site/pkg")).unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut server = jinban(home.path())
        .arg("serve")
        .env("JINBAN_LISTEN", free.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(server.stdout.as_mut().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert!(said.contains("serves on"), "{said}");
    let health = ureq::get(format!("http://{free}/api/v1/health")).call().unwrap();
    assert_eq!(health.status(), 200);
    assert!(
        Command::new("kill")
            .arg(server.id().to_string())
            .status()
            .unwrap()
            .success()
    );
    let mut rest = String::new();
    server.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert!(server.wait().unwrap().success());
    assert!(
        home.path().join("var/keys/index.key").exists(),
        "keys were made in the data directory"
    );
}

#[test]
fn a_staff_account_is_made_listed_and_closed_from_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let package = crate::harness::jinjiang();
    let loaded = jinban(home.path())
        .args(["city", "load", package.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(loaded.status.success(), "{}", text(&loaded).1);
    let user = |args: &[&str]| jinban(home.path()).arg("user").args(args).output().unwrap();
    // No such place, a place of another tier, an agent at the city (ST-19).
    for (role, place) in [
        ("window_clerk", "999999999999"),
        ("window_clerk", "350582999000"),
        ("agent", "350582000000"),
    ] {
        let refused = user(&["add", "a-b-c", "--name", "洪秋月", "--role", role, "--territory", place]);
        let (_, errors) = text(&refused);
        assert!(
            !refused.status.success() && errors.contains("territory: "),
            "{role} {place}: {errors}"
        );
    }
    let clerk = ["--role", "window_clerk", "--territory", "350582105000"];
    let (said, errors) = text(&user(&[&["add", "shenhu-01", "--name", "洪秋月"][..], &clerk].concat()));
    assert!(
        said.contains("shenhu-01 was added") && said.contains("password: "),
        "{said}{errors}"
    );
    let (_, errors) = text(&user(&[&["add", "shenhu-01", "--name", "蔡小满"][..], &clerk].concat()));
    assert!(errors.contains("已经有人使用"), "{errors}");
    let (_, errors) = text(&user(&["add", "mz-01", "--name", "许文", "--role", "officer"]));
    assert!(
        errors.contains("territory: ") && errors.contains("department: "),
        "{errors}"
    );
    user(&["disable", "shenhu-01"]);
    let (said, errors) = text(&user(&["list"]));
    assert_eq!(
        said.trim(),
        "shenhu-01\tclosed\twindow_clerk\t洪秋月\t350582105000\t-",
        "{errors}"
    );
    assert!(!user(&["disable", "nobody"]).status.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_is_verified_and_mended_from_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    let run = |arguments: &[&str]| {
        let output = jinban(home.path())
            .args(arguments)
            .env("JINBAN_ENVIRONMENT", "demo")
            .env("JINBAN_CITY_DIR", &city)
            .output()
            .unwrap();
        let (said, errors) = text(&output);
        (output.status.code(), format!("{said}{errors}"))
    };
    let (code, said) = run(&["demo", "--cases", "30"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = run(&["verify", "board"]);
    assert!(
        code == Some(0) && said.contains("30 / 30 cases read") && said.contains(": 0 findings"),
        "{said}"
    );
    let store = server::store::Store::connect(&server::store::StoreOptions {
        url: format!("sqlite:{}", home.path().join("jinban.db").display()),
        connections: 1,
    })
    .await
    .unwrap();
    sqlx::query("DELETE FROM counter WHERE scope_kind = 'town' AND month = 'all' AND measure = 'received'")
        .execute(store.reader())
        .await
        .unwrap();
    store.close().await;
    let (code, said) = run(&["verify", "board"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(" all received: 0 is kept, "), "{said}");
    assert!(said.contains("does not agree with the record"), "{said}");
    let (code, said) = run(&["verify", "cases"]);
    assert!(code == Some(1) && said.contains(" all received: 0 is kept, "), "{said}");
    let (code, said) = run(&["verify", "board", "--mend"]);
    assert!(code == Some(0) && said.contains("findings, mended"), "{said}");
    let (code, said) = run(&["verify", "cases"]);
    assert!(code == Some(0) && said.contains(": 0 findings"), "{said}");
}

#[test]
fn a_city_is_checked_loaded_once_and_written_back() {
    let home = tempfile::tempdir().unwrap();
    let city = |args: &[&str]| jinban(home.path()).arg("city").args(args).output().unwrap();
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/data/jinjiang");
    let (said, errors) = text(&city(&["check", package]));
    assert!(said.contains("没有错误"), "{said}{errors}");
    let (said, errors) = text(&city(&["load", package]));
    assert!(said.contains("事项 67"), "{said}{errors}");
    let (said, errors) = text(&city(&["load", package]));
    assert!(said.contains("没有变化"), "{said}{errors}");
    let copy = home.path().join("copy");
    assert!(city(&["export", copy.to_str().unwrap()]).status.success());
    let (said, errors) = text(&city(&["check", copy.to_str().unwrap()]));
    assert!(said.contains("没有错误"), "{said}{errors}");
    std::fs::write(copy.join("divisions.csv"), "nonsense").unwrap();
    let wrong = city(&["load", copy.to_str().unwrap()]);
    let (said, errors) = text(&wrong);
    assert!(
        !wrong.status.success() && said.contains("divisions.csv"),
        "{said}{errors}"
    );
}
