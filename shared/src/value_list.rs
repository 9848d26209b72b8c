//! Closed lists: an enum whose values have a stable code each, and a name that people read.

use thiserror::Error;

/// Not in the list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{list}里没有「{text}」")]
pub struct UnknownValue {
    pub list: &'static str,
    pub text: String,
}

/// Declares a closed list: `Variant = "code", "名称";` a line, in the order shown. Rows, addresses, events and JSON carry
/// the code; `| "…"` after it is read as the same value, and never written. Lists that nobody reads have no names.
#[macro_export]
macro_rules! value_list {
    (@words $name:ident { $($variant:ident)+ }) => {};
    (@words $name:ident { $($variant:ident $words:literal)+ }) => {
        impl $name {
            /// What people read.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident, $list:literal {
            $($(#[$of:meta])* $variant:ident = $code:literal $(| $also:literal)* $(, $words:literal)?;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$of])* $(#[doc = $words])? #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// The whole list, in its order.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code, as stored and sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        $crate::value_list!(@words $name { $($variant $($words)?)+ });

        impl std::str::FromStr for $name {
            type Err = $crate::value_list::UnknownValue;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code $(| $also)* => Ok(Self::$variant),)+
                    _ => Err($crate::value_list::UnknownValue { list: $list, text: text.to_owned() }),
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    crate::value_list! {
        pub enum Level, "层级" {
            City = "city" | "市", "市级";
            Town = "town", "镇级";
        }
    }

    #[test]
    fn a_value_is_written_by_its_code_and_read_by_what_it_is_called_too() {
        assert_eq!(Level::ALL.map(Level::as_str), ["city", "town"]);
        assert_eq!(Level::ALL.map(Level::words), ["市级", "镇级"]);
        assert_eq!("市".parse(), Ok(Level::City));
        assert_eq!(serde_json::to_string(&Level::City).unwrap(), "\"city\"");
        assert!(serde_json::from_str::<Level>("\"市\"").is_err());
        assert_eq!("村".parse::<Level>().unwrap_err().to_string(), "层级里没有「村」");
    }
}
