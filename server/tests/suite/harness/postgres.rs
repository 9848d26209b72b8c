//! PostgreSQL worlds: one cluster per test process, in a temporary directory, reached by a socket in it; one
//! database per test, copied from a migrated template.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use server::store::{Store, StoreOptions, migrate};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tokio::sync::{Mutex, OnceCell};

use super::Ground;

struct Cluster {
    socket: PathBuf,
    /// Stops the cluster and removes its directory as soon as our end of its input closes, however we end.
    _keeper: Child,
    /// Copying a template needs nobody else connected to it, also not another copy being made.
    copying: Mutex<()>,
}

static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
static CITY: OnceCell<()> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// The database and its address.
pub async fn fresh(ground: Ground) -> Option<(Store, String)> {
    if std::env::var("JINBAN_TEST_POSTGRES").is_ok_and(|value| value == "off") {
        eprintln!("PostgreSQL is left out: JINBAN_TEST_POSTGRES=off");
        return None;
    }
    let cluster = CLUSTER.get_or_init(start).await;
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let template = match ground {
        Ground::Bare => "base",
        Ground::City => {
            CITY.get_or_init(|| city(cluster)).await;
            "city"
        }
        Ground::Before => "template0",
    };
    cluster.copy(template, &name).await;
    let options = cluster.options(&name);
    if ground == Ground::Before {
        // The dump sets its session up in its own way: the connection is not used again.
        let mut connection = AnyConnection::connect(&options.url).await.unwrap();
        let dump = AssertSqlSafe(super::golden::postgres());
        sqlx::raw_sql(dump).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
    Some((Store::connect(&options).await.unwrap(), options.url))
}

async fn city(cluster: &Cluster) {
    cluster.copy("base", "city").await;
    let store = Store::connect(&cluster.options("city")).await.unwrap();
    super::load_city(&store).await;
    store.close().await;
}

impl Cluster {
    async fn copy(&self, template: &str, name: &str) {
        let _one_at_a_time = self.copying.lock().await;
        self.admin(format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    }

    fn options(&self, database: &str) -> StoreOptions {
        StoreOptions {
            url: self.url(database),
            connections: 6,
        }
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://jinban@localhost/{database}?host={}", self.socket.display())
    }

    async fn admin(&self, sql: String) {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&self.url("postgres")).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
}

/// Where initdb and postgres are: on the path, or where Debian puts them.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut packaged: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    packaged.sort();
    folders.extend(packaged.into_iter().rev());
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| {
            panic!(
                "{name} was not found: the contract suite runs on PostgreSQL too. Install it (Debian: apt-get install \
             postgresql), or leave it out on purpose with JINBAN_TEST_POSTGRES=off"
            )
        })
}

fn run(command: &mut Command) -> Output {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(
        output.status.success(),
        "{command:?} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn number(command: &mut Command) -> Option<u32> {
    let output = command.output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// PostgreSQL refuses to run as root: then it runs as this user.
fn other_user() -> Option<(&'static str, u32)> {
    if number(Command::new("id").arg("-u")) != Some(0) {
        return None;
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| Some((name, number(Command::new("id").args(["-u", name]))?)));
    Some(user.expect("run as root, PostgreSQL needs a user `postgres` or `nobody` to run as"))
}

/// The command, as the other user when there is one.
fn as_user(user: Option<(&str, u32)>, program: &Path) -> Command {
    let Some((name, _)) = user else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command.args(["--reuid", name, "--regid", name, "--clear-groups"]);
    if name == "nobody" {
        command = Command::new("setpriv");
        command.args(["--reuid", name, "--clear-groups"]);
    }
    command.arg("--").arg(program);
    command
}

async fn start() -> Cluster {
    let (initdb, postgres) = (program("initdb"), program("postgres"));
    let user = other_user();
    // Short: a socket's path may not be longer than 107 bytes.
    let home = tempfile::Builder::new().prefix("jinban-pg-").tempdir().unwrap().keep();
    if let Some((_, id)) = user {
        std::os::unix::fs::chown(&home, Some(id), None).unwrap();
    }
    let data = home.join("data");
    run(as_user(user, &initdb)
        .current_dir(&home)
        .args([
            "--username=jinban",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ])
        .arg(&data));
    let keeper = keeper(&home, &data, &postgres, user);
    let cluster = Cluster {
        socket: home.clone(),
        _keeper: keeper,
        copying: Mutex::new(()),
    };
    wait_for(&cluster, &home).await;
    cluster.admin("CREATE DATABASE base".to_owned()).await;
    let store = Store::connect(&cluster.options("base")).await.unwrap();
    migrate(&store).await.unwrap();
    store.close().await;
    cluster
}

fn keeper(home: &Path, data: &Path, postgres: &Path, user: Option<(&str, u32)>) -> Child {
    let mut server = as_user(user, postgres);
    server.arg("-D").arg(data).arg("-k").arg(home);
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=300",
        "shared_buffers=64MB",
        "autovacuum=off",
        "deadlock_timeout=20ms",
    ] {
        server.args(["-c", setting]);
    }
    let log = std::fs::File::create(home.join("log")).unwrap();
    // The shell starts the server, waits for the end of its input, stops the server and cleans up.
    Command::new("sh")
        .args([
            "-c",
            "home=$1; shift; \"$@\" </dev/null & cat >/dev/null; kill -INT $!; wait; rm -rf \"$home\"",
            "keeper",
        ])
        .arg(home)
        .arg(server.get_program())
        .args(server.get_args())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

async fn wait_for(cluster: &Cluster, home: &Path) {
    sqlx::any::install_default_drivers();
    let started = Instant::now();
    loop {
        match AnyConnection::connect(&cluster.url("postgres")).await {
            Ok(connection) => return connection.close().await.unwrap(),
            Err(error) if started.elapsed() > Duration::from_secs(60) => {
                let log = std::fs::read_to_string(home.join("log")).unwrap_or_default();
                panic!("PostgreSQL did not start: {error}\n{log}");
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
