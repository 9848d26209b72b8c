//! Why there is no demo.

use app::backend::ServiceError;
use thiserror::Error;

use crate::city::CityError;
use crate::store::StoreError;

/// Why there is no demo.
#[derive(Debug, Error)]
pub enum DemoError {
    #[error("生产环境不能载入演示数据。演示请另用一套数据库，并设 environment = \"demo\"")]
    Production,
    #[error(transparent)]
    City(#[from] CityError),
    #[error("演示数据没有写完：{}", .0.message())]
    Service(ServiceError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ServiceError> for DemoError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}
