//! What every page must know about the installation. In the Leptos context on the server, as `Arc<Site>`.

use serde::Deserialize;

/// The installation as the document's head and the frame around every page need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Everything here is made up, and every page must say so.
    pub demo: bool,
    /// How browsers reach us, without a slash at the end; for share links and QR codes.
    pub public_url: String,
    pub bundles: Bundles,
}

/// The built client, as `pkg/manifest.json` names it. A missing bundle leaves pages that work without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Bundles {
    pub citizen: Option<Bundle>,
    pub staff: Option<Bundle>,
}

/// File names under `/pkg/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bundle {
    /// An ES module that starts the app by itself.
    pub js: String,
    /// What the module loads.
    pub wasm: String,
    pub css: String,
}
