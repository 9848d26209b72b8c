//! What a neighbour says of its own about an item, as far as another place can say the same: not where it is and whom
//! to call.

use shared::catalogue::{Confirmable, Hall, LocalGuide};
use shared::offers::Hours;

/// Its window, times and services, where they differ from its hall's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Own {
    window: Option<Confirmable<String>>,
    hours: Option<Confirmable<String>>,
    courier: Option<Confirmable<bool>>,
    appointment: Option<Confirmable<bool>>,
}

impl Own {
    /// None: it says nothing of its own.
    pub fn of(local: &LocalGuide, hall: &Hall) -> Option<Self> {
        let own = Self {
            window: local.window.clone(),
            hours: local.hours.clone().filter(|_| local.hours != hall.hours),
            courier: local.courier.filter(|_| local.courier != hall.courier),
            appointment: local.appointment.filter(|_| local.appointment != hall.appointment),
        };
        (own != Self::default()).then_some(own)
    }

    /// Whether a place says something else.
    pub fn differs(&self, local: &LocalGuide) -> bool {
        fn other<T: PartialEq>(own: &Option<T>, local: &Option<T>) -> bool {
            own.is_some() && own != local
        }
        other(&self.window, &local.window)
            || other(&self.hours, &local.hours)
            || other(&self.courier, &local.courier)
            || other(&self.appointment, &local.appointment)
    }

    /// Times at which the other hall is closed are left out: they would contradict it.
    pub fn applied(&self, local: LocalGuide, hall: &Hall) -> LocalGuide {
        let fits = |hours: &Confirmable<String>| {
            let own: Option<Hours> = hours.value.parse().ok();
            let halls: Option<Hours> = hall.hours.as_ref().and_then(|hours| hours.value.parse().ok());
            own.zip(halls).is_none_or(|(own, halls)| own.outside(&halls).is_none())
        };
        LocalGuide {
            window: self.window.clone().or(local.window),
            hours: self.hours.clone().filter(fits).or(local.hours),
            courier: self.courier.or(local.courier),
            appointment: self.appointment.or(local.appointment),
            ..local
        }
    }
}
