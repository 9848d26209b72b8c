//! Characters that look like those of a name and are not: what a PDF, an input method or another keyboard makes of them.

/// The radicals U+2F00 to U+2FD5 as the characters they stand for (Unicode's own mapping). PDF viewers hand them over
/// when 高 or 山 is copied.
const RADICALS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾\
    弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛\
    矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆\
    里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// By accent: each letter with the one character that both make (Unicode NFC), for Latin names typed on a Mac or a
/// phone.
const ACCENTED: [(char, &str); 16] = [
    ('\u{300}', "AÀEÈIÌOÒUÙYỲaàeèiìoòuùyỳÂẦÊỀÔỒÜǛâầêềôồüǜĂẰăằƠỜơờƯỪưừ"),
    (
        '\u{301}',
        "AÁCĆEÉIÍLĹNŃOÓRŔSŚUÚYÝZŹaácćeéiílĺnńoórŕsśuúyýzźÂẤÊẾÔỐÜǗâấêếôốüǘĂẮăắƠỚơớƯỨưứ",
    ),
    (
        '\u{302}',
        "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷẠẬạậẸỆẹệỌỘọộ",
    ),
    ('\u{303}', "AÃEẼIĨNÑOÕUŨYỸaãeẽiĩnñoõuũyỹÂẪÊỄÔỖâẫêễôỗĂẴăẵƠỠơỡƯỮưữ"),
    ('\u{304}', "AĀEĒIĪOŌUŪaāeēiīoōuūÜǕüǖ"),
    ('\u{306}', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭẠẶạặ"),
    ('\u{307}', "CĊEĖGĠIİZŻcċeėgġzż"),
    ('\u{308}', "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ"),
    ('\u{309}', "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔâẩêểôổĂẲăẳƠỞơởƯỬưử"),
    ('\u{30A}', "AÅUŮaåuů"),
    ('\u{30B}', "OŐUŰoőuű"),
    ('\u{30C}', "AǍCČDĎEĚIǏLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěiǐlľnňoǒrřsštťuǔzžÜǙüǚ"),
    ('\u{31B}', "OƠUƯoơuư"),
    ('\u{323}', "AẠEẸIỊOỌUỤYỴaạeẹiịoọuụyỵƠỢơợƯỰưự"),
    ('\u{327}', "CÇGĢKĶLĻNŅRŖSŞTŢcçgģkķlļnņrŗsştţ"),
    ('\u{328}', "AĄEĘIĮUŲaąeęiįuų"),
];

/// One spelling for what is one name: radicals as characters, letters with their accents, full-width letters as plain
/// ones, every middle dot as `·`; marks that only choose a glyph are left out.
pub(super) fn one_spelling(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !chooses_a_glyph(*c)).map(one) {
        match kept.chars().next_back().and_then(|letter| composed(letter, c)) {
            Some(both) => {
                kept.pop();
                kept.push(both);
            }
            None => kept.push(c),
        }
    }
    kept
}

fn one(c: char) -> char {
    match u32::from(c) {
        code @ 0x2F00..=0x2FD5 => RADICALS.chars().nth((code - 0x2F00) as usize).unwrap_or(c),
        0x2E9F => '母',
        0x2EF3 => '龟',
        // Full-width letters, apostrophe, hyphen, full stop.
        code @ (0xFF21..=0xFF3A | 0xFF41..=0xFF5A | 0xFF07 | 0xFF0D | 0xFF0E) => {
            char::from_u32(code - 0xFEE0).unwrap_or(c)
        }
        0x387 | 0x16EB | 0x2022 | 0x2027 | 0x2219 | 0x22C5 | 0x2E31 | 0x30FB | 0xFE52 | 0xFF65 => '·',
        _ => c,
    }
}

/// Variation selectors.
fn chooses_a_glyph(c: char) -> bool {
    matches!(u32::from(c), 0x180B..=0x180F | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

fn composed(letter: char, accent: char) -> Option<char> {
    let (_, pairs) = ACCENTED.iter().find(|(one, _)| *one == accent)?;
    let mut chars = pairs.chars();
    while let (Some(plain), Some(both)) = (chars.next(), chars.next()) {
        if plain == letter {
            return Some(both);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_is_a_character_and_every_pair_is_whole() {
        assert_eq!(RADICALS.chars().count(), 0x2FD5 - 0x2F00 + 1);
        assert!(RADICALS.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
        for (accent, pairs) in ACCENTED {
            assert!(pairs.chars().count() % 2 == 0, "{accent:?}");
        }
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (typed, one) in [
            ("⾼⼤⼭", "高大山"),
            ("⿓⿔", "龍龜"),
            ("阿卜杜拉\u{FF65}买买提", "阿卜杜拉·买买提"),
            ("阿\u{22C5}买", "阿·买"),
            ("葛\u{E0100}城", "葛城"),
            ("Ａｎｎａ", "Anna"),
            ("Jose\u{301}", "José"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
        ] {
            assert_eq!(one_spelling(typed), one, "{typed}");
        }
    }
}
