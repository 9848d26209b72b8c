//! What these pages ask.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::powers::{KeptList, PowerId};

use crate::backend::ServiceError;
use crate::backend::entries::{BlankEntry, EntryFilter, EntryPage, EntryView};
use crate::backend::powers::{DepartmentName, PowerFilter, PowerPage, PowerView, PublicPowerFilter, PublicPowerPage};
use crate::backend::workbooks::{ImportPart, ImportView};
#[cfg(feature = "ssr")]
use crate::backend::{Entries, Powers, Workbooks, port, session};

/// One page of the list of powers.
#[server(prefix = "/api/fn", endpoint = "powers/list")]
pub async fn read_powers(filter: PowerFilter) -> Result<PowerPage, ServiceError> {
    let (powers, session) = (port::<dyn Powers>()?, session());
    powers.powers(&session, &filter).await
}

/// One power with its history.
#[server(prefix = "/api/fn", endpoint = "powers/one")]
pub async fn read_power(id: PowerId) -> Result<PowerView, ServiceError> {
    let (powers, session) = (port::<dyn Powers>()?, session());
    powers.power(&session, &id).await
}

/// What a new power may be given.
#[server(prefix = "/api/fn", endpoint = "powers/new")]
pub async fn read_blank_power() -> Result<Vec<DepartmentName>, ServiceError> {
    let (powers, session) = (port::<dyn Powers>()?, session());
    powers.blank_power(&session).await
}

/// One page of the catalogue's entries.
#[server(prefix = "/api/fn", endpoint = "entries/list")]
pub async fn read_entries(filter: EntryFilter) -> Result<EntryPage, ServiceError> {
    let (entries, session) = (port::<dyn Entries>()?, session());
    entries.entries(&session, &filter).await
}

/// One entry with its history.
#[server(prefix = "/api/fn", endpoint = "entries/one")]
pub async fn read_entry(id: ItemId) -> Result<EntryView, ServiceError> {
    let (entries, session) = (port::<dyn Entries>()?, session());
    entries.entry(&session, &id).await
}

/// What a new entry begins with, derived from a power or not.
#[server(prefix = "/api/fn", endpoint = "entries/new")]
pub async fn read_blank_entry(power: Option<PowerId>) -> Result<BlankEntry, ServiceError> {
    let (entries, session) = (port::<dyn Entries>()?, session());
    entries.blank_entry(&session, power.as_ref()).await
}

/// Whether this person may bring a workbook in.
#[server(prefix = "/api/fn", endpoint = "workbooks/upload")]
pub async fn read_upload(list: KeptList) -> Result<(), ServiceError> {
    let (workbooks, session) = (port::<dyn Workbooks>()?, session());
    workbooks.may_import(&session, list).await
}

/// A workbook on its way in.
#[server(prefix = "/api/fn", endpoint = "workbooks/import")]
pub async fn read_import(
    list: KeptList,
    job: String,
    part: Option<ImportPart>,
    page: u32,
) -> Result<ImportView, ServiceError> {
    let (workbooks, session) = (port::<dyn Workbooks>()?, session());
    workbooks.import(&session, list, &job, part, page).await
}

/// What is in force, for everyone.
#[server(prefix = "/api/fn", endpoint = "powers/public")]
pub async fn read_public_powers(filter: PublicPowerFilter) -> Result<PublicPowerPage, ServiceError> {
    port::<dyn Powers>()?.public_powers(&filter).await
}
