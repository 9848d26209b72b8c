//! What is read before it is shown. Pages are rendered whole (see ARCHITECTURE.md): whoever asks gets the page, never
//! the waiting, so there is no state of loading.

use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;

use super::{ErrorState, Refused, StaffPage};
use crate::backend::ServiceError;

/// A view made of what a future brings.
pub fn awaited<T, V>(
    read: impl Future<Output = T> + Send + 'static,
    shown: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    // An owner of its own, because Leptos keeps one waiting part an owner. It stays as long as the page: what is rendered
    // later finds the context by it.
    let owner = Owner::new();
    let (kept, within) = (owner.clone(), owner.clone());
    on_cleanup(move || drop(kept));
    let ready = owner.with(|| {
        Suspend::new(async move {
            let view = shown(read.await).into_any();
            OwnedView::new_with_owner(view, within)
        })
    });
    OwnedView::new_with_owner(ready, owner).into_any()
}

/// What a page shows of what it reads, or why not.
pub fn loaded<T, V>(
    read: impl Future<Output = Result<T, ServiceError>> + Send + 'static,
    refused: impl FnOnce(ServiceError) -> AnyView + Send + 'static,
    shown: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    awaited(read, move |read| match read {
        Ok(read) => shown(read).into_any(),
        Err(error) => refused(error),
    })
}

/// Why a page of residents cannot be shown, under the page's own heading.
pub fn failed(heading: &'static str) -> impl FnOnce(ServiceError) -> AnyView + Send + 'static {
    move |error| view! { <h1>{heading}</h1> <ErrorState error/> }.into_any()
}

/// A page of staff that is made of what it reads.
pub fn staff_page<T, V>(
    title: impl Into<String>,
    read: impl Future<Output = Result<T, ServiceError>> + Send + 'static,
    shown: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let refused = |error| view! { <Refused error/> }.into_any();
    view! { <StaffPage title=title.into()>{loaded(read, refused, shown)}</StaffPage> }.into_any()
}
