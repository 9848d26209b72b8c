//! Typed values in TEXT columns.

use std::fmt::Display;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyTypeInfo, AnyValueRef};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Any, Decode, Encode, Type};

/// A date as ISO text, `2026-11-23`: sorts as it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

/// A newtype with a textual form: its own parser guards what comes out of the database too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T>(pub T);

/// A value as JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json<T>(pub T);

macro_rules! as_text {
    ($name:ty $(, $t:ident)?) => {
        impl$(<$t>)? Type<Any> for $name {
            fn type_info() -> AnyTypeInfo {
                <String as Type<Any>>::type_info()
            }

            fn compatible(ty: &AnyTypeInfo) -> bool {
                <String as Type<Any>>::compatible(ty)
            }
        }
    };
}

as_text!(Day);
as_text!(Parsed<T>, T);
as_text!(Json<T>, T);

fn put(text: String, buffer: &mut <Any as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
    <String as Encode<'_, Any>>::encode(text, buffer)
}

impl Encode<'_, Any> for Day {
    fn encode_by_ref(&self, buffer: &mut <Any as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        put(self.0.to_string(), buffer)
    }
}

impl<'r> Decode<'r, Any> for Day {
    fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(<String as Decode<'r, Any>>::decode(value)?.parse()?))
    }
}

impl<T: Display> Encode<'_, Any> for Parsed<T> {
    fn encode_by_ref(&self, buffer: &mut <Any as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        put(self.0.to_string(), buffer)
    }
}

impl<'r, T: FromStr<Err: Display>> Decode<'r, Any> for Parsed<T> {
    fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <String as Decode<'r, Any>>::decode(value)?;
        text.parse()
            .map(Self)
            .map_err(|e| format!("{text:?} does not parse: {e}").into())
    }
}

impl<T: Serialize> Encode<'_, Any> for Json<T> {
    fn encode_by_ref(&self, buffer: &mut <Any as sqlx::Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        put(serde_json::to_string(&self.0)?, buffer)
    }
}

impl<'r, T: DeserializeOwned> Decode<'r, Any> for Json<T> {
    fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(serde_json::from_str(&<String as Decode<'r, Any>>::decode(
            value,
        )?)?))
    }
}
