//! What every request passes through, whatever it asks for; the verticals beside this folder answer it.

pub(super) mod clean;
pub(super) mod doors;
pub(super) mod etag;
pub(super) mod headers;
pub(super) mod limit;
pub(super) mod origin;
pub(super) mod request;
pub(super) mod session;
pub(super) mod whose;
