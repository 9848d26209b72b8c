//! How words sound: pinyin without tones, and its initials.

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

use super::text::is_han;

/// More readings than this of one word are not followed.
const MAX_READINGS: usize = 6;

/// One way to say a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// `gaolingjintie`
    pub full: String,
    /// `gljt`
    pub initials: String,
}

/// The usual way to say it; `None` when a character has no sound.
pub fn usual(word: &str) -> Option<Sound> {
    let mut sound = Sound {
        full: String::with_capacity(word.len() * 2),
        initials: String::with_capacity(word.len()),
    };
    for c in word.chars() {
        push(&mut sound, syllable(c)?);
    }
    Some(sound)
}

fn syllable(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|p| p.plain())
}

fn push(sound: &mut Sound, syllable: &str) {
    for (i, c) in syllable.chars().enumerate() {
        let c = if c == 'ü' { 'v' } else { c };
        sound.full.push(c);
        if i == 0 {
            sound.initials.push(c);
        }
    }
}

/// Every way to say it that people may type, the usual one first: 参保 is `canbao` and `shenbao`.
pub fn all(word: &str) -> Vec<Sound> {
    let mut sounds = vec![Sound {
        full: String::new(),
        initials: String::new(),
    }];
    for c in word.chars() {
        if !is_han(c) {
            if c.is_ascii_alphanumeric() {
                for sound in &mut sounds {
                    sound.full.push(c);
                    sound.initials.push(c);
                }
            }
            continue;
        }
        let Some(first) = syllable(c) else {
            return Vec::new();
        };
        let mut readings = vec![first];
        if let Some(multi) = c.to_pinyin_multi() {
            for reading in multi {
                let plain = reading.plain();
                if !readings.contains(&plain) && readings.len() < 2 {
                    readings.push(plain);
                }
            }
        }
        let room = MAX_READINGS / sounds.len();
        let mut next = Vec::with_capacity(sounds.len() * readings.len());
        for reading in readings.iter().take(room.max(1)) {
            for sound in &sounds {
                let mut longer = sound.clone();
                push(&mut longer, reading);
                next.push(longer);
            }
        }
        sounds = next;
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_a_sound_and_initials() {
        let sound = usual("社保卡").unwrap();
        assert_eq!((sound.full.as_str(), sound.initials.as_str()), ("shebaoka", "sbk"));
        assert_eq!(usual("A卡"), None);
    }

    #[test]
    fn a_second_reading_is_kept_and_their_number_is_bounded() {
        let sounds: Vec<String> = all("重建").into_iter().map(|s| s.full).collect();
        assert!(sounds.contains(&"chongjian".to_owned()), "{sounds:?}");
        assert!(all("重长行乐参的了着还").len() <= MAX_READINGS);
        assert_eq!(all("女").first().map(|s| s.full.as_str()), Some("nv"));
    }
}
