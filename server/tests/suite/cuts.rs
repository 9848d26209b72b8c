//! Phones leave the network in the middle of an answer. It must cost nothing: no panic, no memory.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const LOG: &str = "log";

/// Enough to see a leak of 3 kB each; `make bench` cuts 20,000 and prints the memory. `JINBAN_TEST_CUTS=20000` sees one of
/// 300 bytes.
fn cuts() -> u32 {
    #[expect(clippy::disallowed_methods, reason = "a switch of the test itself")]
    let asked = std::env::var("JINBAN_TEST_CUTS")
        .ok()
        .and_then(|cuts| cuts.parse().ok());
    asked.unwrap_or(2_000)
}

fn start(home: &std::path::Path) -> (Child, SocketAddr) {
    std::fs::create_dir_all(home.join("target/site/pkg")).unwrap();
    let address = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let jinban = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinban"));
        command
            .current_dir(home)
            .env_clear()
            .env("JINBAN_LISTEN", address.to_string())
            .env("JINBAN_LOG", "error");
        command
    };
    assert!(jinban().arg("migrate").output().unwrap().status.success());
    let loaded = jinban().args(["city", "load"]).arg(crate::harness::jinjiang()).output();
    assert!(loaded.unwrap().status.success());
    // Into a file: a pipe that nobody reads would stop a server that has much to complain about.
    let log = std::fs::File::create(home.join(LOG)).unwrap();
    let mut server = jinban()
        .arg("serve")
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(server.stdout.as_mut().unwrap())
        .read_line(&mut said)
        .unwrap();
    (server, address)
}

/// Asks for a page and hangs up: at once, in the middle of the work, or after some bytes.
fn cut(address: SocketAddr, turn: u32) {
    let mut connection = TcpStream::connect(address).unwrap();
    // A server that hangs is a failure, not a test without end.
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let page = ["/", "/items/JJ-MZ-04", "/board", "/desk", "/no/such/page"][turn as usize % 5];
    let asked = write!(
        connection,
        "GET {page} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\r\n"
    );
    asked.unwrap();
    match turn % 4 {
        0 => {}
        1 => std::thread::yield_now(),
        2 => drop(
            connection
                .set_read_timeout(Some(Duration::from_micros(300)))
                .and_then(|()| connection.read(&mut [0; 1])),
        ),
        _ => assert!(connection.read(&mut [0; 64]).unwrap() > 0, "no answer to {page}"),
    }
}

fn resident_kb(server: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn connections_cut_mid_answer_cause_no_panic_and_no_growth() {
    let home = tempfile::tempdir().unwrap();
    let (mut server, address) = start(home.path());
    let rounds = |from: u32, to: u32| {
        std::thread::scope(|threads| {
            for offset in 0..4 {
                threads.spawn(move || (from + offset..to).step_by(4).for_each(|turn| cut(address, turn)));
            }
        });
    };
    // The first third brings threads, pools and caches to their size. A leak goes on in both of the others; a thread or a
    // pool that comes late, when the machine is busy, is one step.
    let third = cuts() / 3;
    let sizes = [(0, third), (third, 2 * third), (2 * third, cuts())].map(|(from, to)| {
        rounds(from, to);
        resident_kb(&server)
    });
    let health = ureq::get(format!("http://{address}/api/v1/health")).call().unwrap();
    assert_eq!(health.status(), 200);
    assert!(
        Command::new("kill")
            .arg(server.id().to_string())
            .status()
            .unwrap()
            .success()
    );
    assert!(server.wait().unwrap().success());
    let log = std::fs::read_to_string(home.path().join(LOG)).unwrap();
    assert_eq!(log, "", "the log tells of trouble");
    let [warm, middle, end] = sizes;
    let grew = middle.saturating_sub(warm).min(end.saturating_sub(middle));
    assert!(grew < 2 * 1024, "grew in both halves, {sizes:?} kB");
}
