//! Listening, and stopping without cutting anyone off.

use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Web, router};
use crate::jobs;

/// How long running requests may still take after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until the process is told to stop (SIGINT, SIGTERM), then lets running requests and jobs finish.
///
/// # Errors
/// An address that cannot be listened on.
pub async fn serve(web: Web, listener: TcpListener) -> std::io::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let jobs = jobs::start(&web.services, &stopped);
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    let store = web.services.store.clone();
    let app = router(web).into_make_service_with_connect_info::<SocketAddr>();
    // Without it small answers wait for the other side's acknowledgement (Nagle), some 40 ms.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "nodelay");
        }
    });
    let (mut first, mut second) = (stopped.clone(), stopped);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = first.wait_for(|stop| *stop).await;
    });
    let served = tokio::select! {
        served = serving => served,
        () = async {
            let _ = second.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        } => {
            tracing::warn!("some connections did not end in time");
            Ok(())
        }
    };
    for job in jobs {
        let _ = tokio::time::timeout(GRACE, job).await;
    }
    store.close().await;
    served
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
