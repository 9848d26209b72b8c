//! `make dev`: looks at the files four times a second, rebuilds what a change touches, restarts the server.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, SystemTime};

use crate::client::{self, Bundle, Mode};
use crate::{Result, paths, run as product, step};

const CLIENT: &[&str] = &["app", "shared", "style", "Cargo.toml"];
const SERVER: &[&str] = &["app", "shared", "server", "Cargo.toml"];

/// Builds and serves until it is stopped. A failed build is shown and the last good server goes on.
pub fn watch() -> Result {
    let mut server = None;
    let (mut client_seen, mut server_seen) = (None, None);
    loop {
        let (client_now, server_now) = (newest(CLIENT), newest(SERVER));
        let (client_changed, server_changed) = (client_now != client_seen, server_now != server_seen);
        if client_changed || server_changed {
            (client_seen, server_seen) = (client_now, server_now);
            match rebuild(client_changed, server_changed, &mut server) {
                Ok(took) => println!("\n✔ ready after {:.1} s; waiting for changes", took.as_secs_f32()),
                Err(error) => eprintln!("\n✘ {error}; waiting for changes"),
            }
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "a build tool, with nobody waiting for its thread"
        )]
        std::thread::sleep(Duration::from_millis(250));
    }
}

fn rebuild(client_changed: bool, server_changed: bool, server: &mut Option<Child>) -> Result<Duration> {
    let started = step::now();
    if client_changed {
        println!("\n▸ The browser client");
        client::build(Mode::Quick, &Bundle::ALL)?;
    }
    if server_changed {
        println!("\n▸ The server");
        product::build_server("dev")?;
    }
    // It reads the client's files at its start.
    if let Some(mut old) = server.take() {
        old.kill()?;
        old.wait()?;
    }
    let jinban = paths::target().join("debug/jinban");
    product::load_demo(&jinban)?;
    *server = Some(product::server(&jinban).spawn()?);
    Ok(started.elapsed())
}

/// When the youngest file under these paths was changed, and how many there are: a deleted file is a change too.
fn newest(inputs: &[&str]) -> Option<(SystemTime, usize)> {
    let mut youngest = None;
    let mut count = 0;
    for input in inputs {
        look(&paths::root().join(input), &mut youngest, &mut count);
    }
    youngest.map(|time| (time, count))
}

fn look(path: &Path, youngest: &mut Option<SystemTime>, count: &mut usize) {
    let Ok(about) = fs::metadata(path) else { return };
    if about.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            look(&entry.path(), youngest, count);
        }
    } else {
        *count += 1;
        *youngest = (*youngest).max(about.modified().ok());
    }
}
