//! Connections: how many there may be, and how long one may stay without asking for anything.
//!
//! A connection costs a descriptor whether it is used or not, and a process has a thousand of them by default. So those
//! that wait have an end, there is a most, and when that is reached the one that has waited longest makes room: whoever
//! comes to ask gets in.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::config::Connections;

/// How long an answer under way may take when its place is needed.
const LEAVING: Duration = Duration::from_secs(1);

/// Who waits and who is being answered, by the turn in which that began: the first has been at it longest.
#[derive(Default)]
struct Waiting {
    turn: u64,
    idle: BTreeMap<u64, Arc<Notify>>,
    running: BTreeMap<u64, Arc<Notify>>,
}

impl Waiting {
    /// Whose places are taken back: the one that has waited longest; when nobody waits, some whose requests have been on
    /// their way longest, since a body that comes drop by drop holds a place as well as silence does.
    fn longest(&mut self, most: usize) -> Vec<Arc<Notify>> {
        if let Some((_, idle)) = self.idle.pop_first() {
            return vec![idle];
        }
        let some = (most / 16).max(1);
        std::iter::from_fn(|| self.running.pop_first())
            .take(some)
            .map(|(_, running)| running)
            .collect()
    }
}

/// What a connection knows of itself.
struct Guest {
    waiting: Arc<Mutex<Waiting>>,
    /// Told to go.
    leave: Arc<Notify>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The turn it waits or is answered by.
    turn: u64,
    /// Requests being answered.
    running: u32,
    /// A request has arrived.
    asked: bool,
}

impl Guest {
    fn new(waiting: &Arc<Mutex<Waiting>>) -> Arc<Self> {
        let guest = Arc::new(Self {
            waiting: Arc::clone(waiting),
            leave: Arc::new(Notify::new()),
            state: Mutex::default(),
        });
        guest.turn(&mut locked(&guest.state));
        guest
    }

    /// Takes a new turn, among those who wait or those who are answered.
    fn turn(&self, state: &mut State) {
        let mut waiting = locked(&self.waiting);
        waiting.idle.remove(&state.turn);
        waiting.running.remove(&state.turn);
        waiting.turn += 1;
        state.turn = waiting.turn;
        let among = if state.running > 0 {
            &mut waiting.running
        } else {
            &mut waiting.idle
        };
        among.insert(state.turn, Arc::clone(&self.leave));
    }

    fn begins(&self) {
        let mut state = locked(&self.state);
        state.asked = true;
        state.running += 1;
        self.turn(&mut state);
    }

    fn ends(&self) {
        let mut state = locked(&self.state);
        state.running -= 1;
        if state.running == 0 {
            self.turn(&mut state);
        }
    }

    fn has_asked(&self) -> bool {
        locked(&self.state).asked
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let turn = locked(&self.state).turn;
        let mut waiting = locked(&self.waiting);
        waiting.idle.remove(&turn);
        waiting.running.remove(&turn);
    }
}

/// Marks a request as being answered, however that ends.
struct Running(Arc<Guest>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.ends();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes connections until `stop`, then lets running requests finish; the caller bounds how long that may take.
pub(in crate::web) async fn open(
    listener: TcpListener,
    app: Router,
    limits: Connections,
    mut stop: watch::Receiver<bool>,
) {
    let waiting = Arc::new(Mutex::new(Waiting::default()));
    let mut guests = JoinSet::new();
    loop {
        let arrived = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            arrived = listener.accept() => arrived,
        };
        let (stream, peer) = match arrived {
            Ok(arrived) => arrived,
            Err(error) => {
                // Out of descriptors, or gone before it was taken in: neither is helped by trying at once.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        while guests.try_join_next().is_some() {}
        if guests.len() >= limits.most {
            make_room(&waiting, &mut guests, limits.most).await;
        }
        let guest = Guest::new(&waiting);
        guests.spawn(receive(stream, peer, app.clone(), limits, guest, stop.clone()));
    }
    while guests.join_next().await.is_some() {}
}

/// Takes back places, and waits until one is free.
async fn make_room(waiting: &Mutex<Waiting>, guests: &mut JoinSet<()>, most: usize) {
    for leave in locked(waiting).longest(most) {
        leave.notify_one();
    }
    guests.join_next().await;
}

async fn receive(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    limits: Connections,
    guest: Arc<Guest>,
    mut stop: watch::Receiver<bool>,
) {
    // Without it small answers wait for the other side's acknowledgement (Nagle), some 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay");
    }
    let asked = Arc::clone(&guest);
    let service = service_fn(move |request: Request<Incoming>| {
        asked.begins();
        let running = Running(Arc::clone(&asked));
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = app.clone().oneshot(request);
        async move {
            let answer = answer.await;
            drop(running);
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also the time between two requests.
        .header_read_timeout(limits.idle)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let too_late = tokio::time::sleep(limits.first_head);
    let mut too_late = std::pin::pin!(too_late);
    let mut first = true;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return;
            }
            () = too_late.as_mut(), if first => {
                if !guest.has_asked() {
                    return;
                }
                first = false;
            }
            () = guest.leave.notified() => break,
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
    // Whoever has not asked yet gets no answer; an answer under way is finished.
    if guest.has_asked() {
        let told = *stop.borrow();
        connection.as_mut().graceful_shutdown();
        if told {
            let _ = connection.await;
        } else {
            let _ = tokio::time::timeout(LEAVING, connection).await;
        }
    }
}
