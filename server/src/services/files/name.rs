//! Display names of files: what people see, never a path on our side.

const MOST: usize = 80;

/// The name without any path, control or direction characters, and not too long. Objects are stored under their own
/// keys, so the name is only ever shown.
#[must_use]
pub fn display_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_direction(*c))
        .take(MOST)
        .collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() {
        "未命名文件".to_owned()
    } else {
        kept
    }
}

/// Characters that turn the direction of text and so disguise an ending (`gpj.exe`).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::display_name;

    #[test]
    fn a_path_in_a_name_is_cut_off() {
        assert_eq!(display_name("../../etc/passwd"), "passwd");
        assert_eq!(display_name(r"C:\照片\身份证正面.jpg"), "身份证正面.jpg");
        assert_eq!(display_name("..\\..\\"), "未命名文件");
        assert_eq!(display_name(".htaccess"), "htaccess");
    }

    #[test]
    fn disguises_and_endless_names_are_cut() {
        assert_eq!(display_name("照片\u{202E}gpj.exe"), "照片gpj.exe");
        assert_eq!(display_name(&"长".repeat(500)).chars().count(), 80);
    }
}
