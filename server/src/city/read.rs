//! Reads values out of parsed JSON or TOML, noting *every* problem with its path. (serde stops at the first.)

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::Problems;

/// A type that can be read with all its problems.
pub(super) trait Read: Sized {
    /// The value at `path`; nothing when something in it is wrong, which is then noted.
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self>;

    /// What stands for a key that is left out; nothing when it may not be.
    fn missing() -> Option<Self> {
        None
    }
}

/// A type whose own deserialiser says at once what is wrong.
pub(super) fn leaf<T: DeserializeOwned>(
    value: &Value,
    wanted: &str,
    path: &str,
    problems: &mut Problems<'_>,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(read) => Some(read),
        Err(error) => {
            problems.add(path, explain(&error.to_string(), wanted, value));
            None
        }
    }
}

/// Our own parsers explain in Chinese; what serde itself says is put into words.
fn explain(error: &str, wanted: &str, value: &Value) -> String {
    if let Some(rest) = error.strip_prefix("unknown variant ") {
        let (got, options) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let options = options.trim_start_matches("one of ").replace('`', "");
        return format!("没有「{}」这个值，可以写：{options}", got.replace('`', ""));
    }
    if error.is_ascii() {
        return format!("应为{wanted}，却是 {value}");
    }
    error.to_owned()
}

macro_rules! leaves {
    ($($type:ty => $wanted:literal;)*) => { $(
        impl $crate::city::read::Read for $type {
            fn read(
                value: &serde_json::Value,
                path: &str,
                problems: &mut $crate::city::problem::Problems<'_>,
            ) -> Option<Self> {
                $crate::city::read::leaf(value, $wanted, path, problems)
            }
        }
    )* };
}
pub(super) use leaves;

leaves! {
    bool => " true 或 false";
    u8 => "整数";
    u16 => "整数";
    u32 => "整数";
    i64 => "整数";
}

/// Texts that say nothing are not taken.
impl Read for String {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let text: Self = leaf(value, "文字", path, problems)?;
        if text.trim() != text {
            problems.add(path, "开头或结尾有空格");
            return None;
        }
        Some(text)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        T::read(value, path, problems).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let Some(values) = value.as_array() else {
            problems.add(path, "应为列表 […]");
            return None;
        };
        let read: Vec<Option<T>> = values
            .iter()
            .enumerate()
            .map(|(at, value)| T::read(value, &format!("{path}[{at}]"), problems))
            .collect();
        read.into_iter().collect()
    }
}

/// The fields of one object.
pub(super) struct Fields<'v, 'p, 'a> {
    value: &'v Value,
    object: &'v Map<String, Value>,
    path: &'p str,
    problems: &'p mut Problems<'a>,
    known: Vec<&'static str>,
}

impl<'v, 'p, 'a> Fields<'v, 'p, 'a> {
    pub fn of(value: &'v Value, path: &'p str, problems: &'p mut Problems<'a>) -> Option<Self> {
        let Some(object) = value.as_object() else {
            problems.add(path, "应为对象 {…}");
            return None;
        };
        Some(Self {
            value,
            object,
            path,
            problems,
            known: Vec::new(),
        })
    }

    fn join(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// A field; left out only where its type allows.
    pub fn take<T: Read>(&mut self, name: &'static str) -> Option<T> {
        self.take_or(name, T::missing)
    }

    /// A field that is empty when left out.
    pub fn take_or_default<T: Read + Default>(&mut self, name: &'static str) -> Option<T> {
        self.take_or(name, || Some(T::default()))
    }

    /// What a field is when left out is for the caller to say.
    pub fn take_or<T: Read>(&mut self, name: &'static str, missing: impl FnOnce() -> Option<T>) -> Option<T> {
        self.known.push(name);
        let path = self.join(name);
        match self.object.get(name) {
            Some(value) => T::read(value, &path, self.problems),
            None => missing().or_else(|| {
                self.problems.add(path, "缺少这一项");
                None
            }),
        }
    }

    /// Reads the object itself, for what several of its keys make together.
    pub fn rest<T>(
        &mut self,
        keys: &[&'static str],
        read: impl FnOnce(&Value, &str, &mut Problems<'a>) -> Option<T>,
    ) -> Option<T> {
        self.known.extend(keys);
        read(self.value, self.path, self.problems)
    }

    /// Notes the keys nobody asked for: a misspelt optional key must not pass in silence.
    pub fn done(self) {
        for key in self.object.keys() {
            if !self.known.iter().any(|known| known == key) {
                self.problems.add(self.join(key), "没有这一项，是不是写错了名字");
            }
        }
    }
}

/// Reads a struct field by field. Fields after `;` may be left out. The struct literal keeps the list complete.
macro_rules! objects {
    ($($type:ident { $($field:ident),* $(; $($optional:ident),*)? })*) => { $(
        impl $crate::city::read::Read for $type {
            fn read(
                value: &serde_json::Value,
                path: &str,
                problems: &mut $crate::city::problem::Problems<'_>,
            ) -> Option<Self> {
                let mut fields = $crate::city::read::Fields::of(value, path, problems)?;
                $(let $field = fields.take(stringify!($field));)*
                $($(let $optional = fields.take_or_default(stringify!($optional));)*)?
                fields.done();
                Some($type {
                    $($field: $field?,)*
                    $($($optional: $optional?,)*)?
                })
            }
        }
    )* };
}
pub(super) use objects;
