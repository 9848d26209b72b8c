//! After the page has come alive.

/// Does something once every island stands as the server made it. An island that looks at the device while it hydrates
/// makes another page than the server did, and the client stops; what it finds there it shows from here.
pub fn when_alive(then: impl FnOnce() + 'static) {
    // The islands hydrate in one go; this waits its turn behind them.
    leptos::task::spawn_local(async move { then() });
}
