//! What everyone sees of a place: whether it is open, what is coming up, and in whose name it acts.

use app::backend::ServiceError;
use app::backend::catalogue::{HallPublic, OpenView, SiteView};
use shared::catalogue::Item;
use shared::offers::Mode;
use shared::place::{DivisionCode, Tier};
use shared::time::{Calendar, show_date};

use super::closures::today_in_words;
use super::map::Stored;
use super::site::hall_at;
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::StoreError;

impl Services {
    /// When a place with these hours is open; what is told is told for today.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(in crate::services) async fn open_at(
        &self,
        place: &DivisionCode,
        hours: Option<&str>,
        calendar: &Calendar,
    ) -> Result<OpenView, StoreError> {
        let closures = self.closures_of(place).await?;
        let slots: Option<String> = sqlx::query_scalar("SELECT slots FROM hall WHERE place = $1")
            .bind(place.as_str())
            .fetch_optional(self.store.reader())
            .await?;
        let today = self.today();
        let near = closures.iter().filter(|closure| closure.is_near(today));
        Ok(OpenView {
            today: today_in_words(hours, &closures, calendar, self.clock.now()),
            closed_today: closures.iter().any(|closure| closure.covers(today)),
            closures: near.map(|closure| closure.words(today)).collect(),
            slots: slots.unwrap_or_default().lines().map(str::to_owned).collect(),
        })
    }

    /// Fills in what a guide says of its site's opening, and how the item came to be done there.
    pub(in crate::services) async fn opened(
        &self,
        snapshot: &Snapshot,
        item: &Item,
        site: &mut SiteView,
    ) -> Result<(), ServiceError> {
        let hours = site.hours.as_ref().map(|hours| hours.value.as_str());
        site.open = self.open_at(&site.place.code, hours, &snapshot.calendar).await?;
        if site.place.tier != Tier::Town {
            return Ok(());
        }
        let stored = Stored::read(self.store.reader(), &item.id, Tier::Town).await?;
        let Some(arrangement) = stored
            .filter(|stored| stored.cell == "set")
            .and_then(|stored| stored.arrangement())
        else {
            return Ok(());
        };
        let office = snapshot.department(&item.department);
        let office = office.map_or("主管部门", |office| office.name.as_str());
        site.arranged = match arrangement.mode {
            Mode::Agency => None,
            Mode::Transferred => Some(format!("这个事项已下放到镇（街道），依据：{}。", arrangement.basis)),
            Mode::Entrusted => Some(match &arrangement.announcement {
                Some(one) => format!("受{office}委托办理（公告：《{}》，{}）。", one.title, show_date(one.on)),
                None => format!("受{office}委托办理。"),
            }),
        };
        site.announced_at = arrangement
            .announcement
            .filter(|_| site.arranged.is_some())
            .and_then(|one| one.address);
        Ok(())
    }

    pub(in crate::services) async fn hall_public(&self, code: &str) -> Result<HallPublic, ServiceError> {
        let snapshot = self.snapshot().await?;
        let place = snapshot.place_named(code)?;
        let (hall, _) = hall_at(self.store.reader(), &place.code).await?;
        let hours = hall.hours.as_ref().map(|hours| hours.value.as_str());
        let open = self.open_at(&place.code, hours, &snapshot.calendar).await?;
        Ok(HallPublic {
            items: u32::try_from(snapshot.offered_at(&place.code)).unwrap_or(u32::MAX),
            hotlines: snapshot.hotlines(),
            place,
            address: hall.address,
            directions: hall.directions,
            hours: hall.hours,
            phone: hall.phone,
            complaints: hall.complaints,
            courier: hall.courier,
            appointment: hall.appointment,
            open,
        })
    }
}
