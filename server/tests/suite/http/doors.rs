//! Connections on the loopback: who says nothing does not keep others out.

use std::time::Duration;

use server::web::{Assets, Web, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::harness::World;

async fn opened(settings: &[(&str, &str)]) -> std::net::SocketAddr {
    let world = World::on_sqlite().await.with_settings(settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        serve(Web::new(world.services.clone(), Assets::none()), listener).await;
        drop(world);
    });
    address
}

async fn ask(connection: &mut TcpStream) -> String {
    connection
        .write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    let mut answer = vec![0; 4096];
    let count = connection.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..count]).into_owned()
}

/// Whether the other side closes it within some seconds.
async fn closes(connection: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(20), connection.read_to_end(&mut rest));
    end.await.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_silent_connections_than_there_may_be_keep_nobody_out() {
    let address = opened(&[
        ("JINBAN_CONNECTIONS_MOST", "8"),
        ("JINBAN_CONNECTIONS_HEAD_S", "300"),
        ("JINBAN_CONNECTIONS_IDLE_S", "300"),
    ])
    .await;
    let mut silent = Vec::new();
    for turn in 0..40 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        if turn % 2 == 0 {
            connection
                .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ")
                .await
                .unwrap();
        }
        silent.push(connection);
    }
    for _ in 0..20 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(20), ask(&mut connection)).await;
        assert!(answer.expect("an answer").starts_with("HTTP/1.1 200"));
        silent.push(connection);
    }
    assert!(closes(&mut silent[0]).await, "the first to come was the first to go");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_never_come_keep_nobody_out() {
    let address = opened(&[("JINBAN_CONNECTIONS_MOST", "8")]).await;
    let head = "POST /me/code HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nphone=1";
    let mut slow = Vec::new();
    for _ in 0..16 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        slow.push(connection);
    }
    let mut connection = TcpStream::connect(address).await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(20), ask(&mut connection)).await;
    assert!(answer.expect("an answer").starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_waits_too_long_is_closed() {
    let address = opened(&[("JINBAN_CONNECTIONS_HEAD_S", "1"), ("JINBAN_CONNECTIONS_IDLE_S", "1")]).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
    let mut idle = TcpStream::connect(address).await.unwrap();
    assert!(ask(&mut idle).await.starts_with("HTTP/1.1 200"));
    for connection in [&mut silent, &mut half, &mut idle] {
        assert!(closes(connection).await);
    }
}
