//! Listening, and stopping without cutting anyone off.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::layers::doors;
use super::{Web, router};
use crate::jobs;

/// How long running requests may still take after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until the process is told to stop (SIGINT, SIGTERM), then lets running requests and jobs finish.
pub async fn serve(web: Web, listener: TcpListener) {
    let (stop, stopped) = watch::channel(false);
    let jobs = jobs::start(&web.services, &stopped);
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    let store = web.services.store.clone();
    let limits = web.services.config.connections;
    let app = router(web);
    let open = doors::open(listener, app, limits, stopped.clone());
    let mut stopped = stopped;
    tokio::select! {
        () = open => {}
        () = async {
            let _ = stopped.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        } => tracing::warn!("some connections did not end in time"),
    }
    for job in jobs {
        let _ = tokio::time::timeout(GRACE, job).await;
    }
    store.close().await;
}

async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
